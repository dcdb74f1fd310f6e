"""The KPT tab: a board, the lines of its days that wait, and what is known of its items from other weeks."""

from __future__ import annotations

from typing import ClassVar

from textual.timer import Timer

from retrotui.actions import ENTRY, ON_TRY, TAKE, WEEK, WEEK_LISTS, Action, by_id
from retrotui.keymap import shown_key
from retrotui.loop import follow, vague
from retrotui.loop.promotion import Candidate
from retrotui.model import periods
from retrotui.model.entry import Change
from retrotui.model.kinds import ROLES
from retrotui.text import cell_width
from retrotui.tui.binding import bindings
from retrotui.tui.origin import origins
from retrotui.tui.row import Look
from retrotui.tui.screens.week_command import WeekCommands, target_words
from retrotui.tui.widgets.entry_list import weekday
from retrotui.tui.widgets.pane import Line, Row, Span
from retrotui.wording import _, ngettext

_DAY = "day:"
"""What the uid of a row begins with that shows a line of a day."""
MANY = 400
"""Entries of a notebook from which on it takes longer than a frame to look at all weeks."""
LATER = 0.05
"""Seconds after the last change until that is done then: some frames, as Textual draws one every 60th of a second."""
LOW = 30
"""Lines of a screen below which fewer lines of the days are shown."""


class WeekScreen(WeekCommands):
    """A board with the loop around it."""

    # The lines of the days come first: their keys mean something else on the rest of the board.
    BINDINGS: ClassVar = [*bindings(TAKE), *bindings(ON_TRY), *bindings(WEEK)]
    ACTIONS: ClassVar[tuple[Action, ...]] = (*WEEK, *ENTRY)
    ROW_ACTIONS: ClassVar[tuple[Action, ...]] = (*TAKE, *ON_TRY)
    LISTS = WEEK_LISTS

    def __init__(self, kind: str, tab: str, purpose: str) -> None:
        super().__init__(kind, tab, purpose)
        self._asked: set[str] = set()
        self._later: Timer | None = None

    def entries_changed(self, changes: list[Change]) -> None:
        """Links may begin or end anywhere, so every change is one of the board's."""
        self.forget(changes)
        super().entries_changed(changes)

    def take_in(self, changes: list[Change]) -> None:
        """Draw the board, whatever changed; in a large notebook what other weeks tell of it may follow later."""
        is_large = len(self.app.journal.notebook.entries()) >= MANY
        self.waits = is_large and all(map(self.is_own, changes))
        if self.waits:
            self._look_later()
        super().take_in(changes)
        if not any(c.after and c.after.kind == self.kind.name for c in changes):
            self.draw()

    def _look_later(self) -> None:
        """Once the board is on the screen, and after the last of several changes in a row."""
        if self._later is not None:
            self._later.stop()
        self._later = self.set_timer(LATER, self._look_again)

    def _look_again(self) -> None:
        if self.waits and self.is_mounted:
            self.waits = False
            self.draw()

    def on_screen_resume(self) -> None:
        """In a new week ask about the open Tries of the weeks before, once."""
        if not self.is_mounted or self.day < self.app.journal.today():
            return
        name = periods.week_name(self.day)
        if name not in self._asked and self.overview().earlier:
            self._asked.add(name)
            self.call_after_refresh(self.action_week_verdicts)

    # Drawing

    def _main_rows(self, width: int) -> list[Row]:
        return [*self._hint_rows(), *self._day_rows(width), *super()._main_rows(width)]

    def _hint_rows(self) -> list[Row]:
        """What earlier weeks left open, and a gentle word where too much is."""
        seen, config = self.drawn(), self.app.config
        lines: list[Line] = []
        if seen.earlier:
            count = len(seen.earlier)
            words = ngettext(
                "{count} open Try of earlier weeks", "{count} open Tries of earlier weeks", count
            ).format(count=count)
            lines.append(self._hint("week.verdicts", words))
        elif seen.skipped:
            count = len(seen.skipped)
            words = ngettext(
                "{count} skipped Try of earlier weeks", "{count} skipped Tries of earlier weeks", count
            ).format(count=count)
            lines.append(self._hint("week.verdicts", words))
        if config.hints and follow.over_limit([*seen.earlier, *seen.tries], config.tries_at_most):
            number = sum(each.state == "open" for each in (*seen.earlier, *seen.tries))
            words = _("{count} Tries are open, a lot at once").format(count=number)
            lines.append(
                Line(
                    ((" ! ", "warning"), (words, "muted")),
                    ((f"{self._key_of('week.hints')} ", "accent"), (_("hides this") + " ", "muted")),
                )
            )
        return [Row("", (*lines, Line()), selectable=False)] if lines else []

    def _hint(self, action: str, words: str) -> Line:
        return Line(((f" {self._key_of(action)} ", "accent"), (words, "muted")))

    def _day_rows(self, width: int) -> list[Row]:
        """The first lines of the days that wait, each to be taken up with a key where it stands."""
        waiting = self.drawn().waiting
        if not waiting:
            return []
        shown = waiting[: 2 if self.size.height < LOW else 4]
        caption, count = f" {_('From the days')}", f"  {len(waiting)}"
        keys: list[Span] = []
        room = width - cell_width(caption + count) - 1
        for name, words in (
            ("week.promote", _("all")),
            ("take.left", _("leaves")),
            ("take.suggested", _("takes")),
        ):
            hint = ((f"{self._key_of(name)} ", "accent"), (f"{words}  ", "muted"))
            room -= sum(cell_width(text) for text, _style in hint)
            keys = [*hint, *keys] if room >= 0 else keys
        heading = Line(((caption, "heading"), (count, "muted")), tuple(keys))
        rows = [Row("", (heading,), selectable=False)]
        for each in shown:
            target = target_words(each)
            name = f"  {weekday(each.ref.entry.start)} {ROLES[each.ref.role].prefix}  "
            line = Line(((name, "label"), (each.ref.item.text, "")), ((f"→ {target} ", "muted"),))
            rows.append(Row(_DAY + each.ref.uid, (line,)))
        return [*rows, Row("", (Line(),), selectable=False)]

    def _key_of(self, name: str) -> str:
        return shown_key(by_id()[name], self.app.config.keymap)

    def _look(self, width: int, *, compact: bool = False) -> Look:
        board = self.entry
        origin = origins(board, self.drawn_web) if board else {}
        return Look(width, compact, self._unfolded, self._labels(), origin, self._marks())

    def _labels(self) -> dict[str, str]:
        """What linked items of other weeks are called here: `P1 W46`."""
        entry = self.entry
        links = [link for item in entry.items() for link in item.links] if entry else []
        refs = [
            ref
            for link in links
            if (ref := self.drawn_web.get(link.item)) and entry and ref.entry.uid != entry.uid
        ]
        return {ref.uid: f"{ref.item.label} {ref.entry.key.partition('/')[2][-3:]}" for ref in refs}

    def _marks(self) -> dict[str, tuple[Span, ...]]:
        """Behind Tries how often they were carried or that they name no action, behind problems how often they were met."""
        entry = self.entry
        if entry is None or not self.stored:
            return {}
        seen = self.drawn()
        marks: dict[str, tuple[Span, ...]] = {}
        for each in seen.tries:
            spans: list[Span] = [(f"×{each.times}", "warning")] if each.times else []
            config = self.app.config
            if (
                config.hints
                and config.vague_tries
                and each.state == "open"
                and vague.is_vague(each.ref.item.text, config.vague_words)
            ):
                spans.append((_("do what?"), "muted"))
            marks[each.ref.uid] = tuple(spans)
        for problem in seen.recurring:
            for item in entry.items_of("problem"):
                if any(ref.uid == item.uid for ref in problem.met):
                    marks[item.uid] = ((_("met ×{times}").format(times=problem.times), "warning"),)
        return {uid: spans for uid, spans in marks.items() if spans}

    # The lines of the days

    def line_under_cursor(self) -> Candidate | None:
        """The line of a day that the cursor stands on; None on anything else."""
        uid = self.cursor_uid()
        if not uid.startswith(_DAY):
            return None
        return next((each for each in self.overview().waiting if _DAY + each.ref.uid == uid), None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The keys of the days' lines work on those alone."""
        if action == "take":
            return self.line_under_cursor() is not None
        if action == "verdict":
            return self.try_under_cursor() is not None
        return super().check_action(action, parameters)

    def action_take(self, verb: str) -> None:
        """Take up the line under the cursor, or leave it, or all that wait."""
        line = self.line_under_cursor()
        if line and verb == "rest":
            self.leave([each.ref.uid for each in self.overview().waiting])
        elif line and (told := self.promote(line, verb)):
            self.app.say(f"{line.ref.item.text[:40]}: {told}")

    def action_verdict(self, verb: str) -> None:
        """Give the Try under the cursor its verdict."""
        if (followed := self.try_under_cursor()) is not None:
            self.settle(verb, followed.ref.uid)

    def action_item_edit(self) -> None:
        """Edit what is under the cursor; a line of a day is taken up as suggested."""
        if self.line_under_cursor():
            self.action_take("suggested")
        else:
            super().action_item_edit()
