"""The KPT tab: what the days bring, what became of the Tries, problems that come back, and closing the week."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from retrotui import week
from retrotui.actions import ENTRY, WEEK, Action
from retrotui.loop import follow, picture, promotion, vague
from retrotui.loop.follow import Followed
from retrotui.loop.overview import Overview, overview
from retrotui.loop.promotion import Candidate
from retrotui.loop.recurrence import Problem, Problems, history
from retrotui.loop.web import Web
from retrotui.model import kpt, periods
from retrotui.model.entry import Change, Entry, Item
from retrotui.model.kinds import ROLES
from retrotui.tui.binding import bindings
from retrotui.tui.dialogs.ask import AskDialog
from retrotui.tui.dialogs.flow import FlowDialog
from retrotui.tui.dialogs.lineage import LineageDialog
from retrotui.tui.dialogs.triage import Case, TriageDialog, Verb
from retrotui.tui.dialogs.week_close import CloseDialog
from retrotui.tui.row import Look
from retrotui.tui.screens.entry import EntryScreen
from retrotui.tui.widgets.pane import Line, Row, Span

_PROMOTE = (
    Verb("suggestion", "enter", "as suggested"),
    Verb("problem", "p", "problem"),
    Verb("keep", "w", "keep"),
    Verb("try", "i", "try"),
    Verb(promotion.GOAL, "s", "study goal"),
    Verb("join", "=", "join the like one"),
    Verb(promotion.LEFT, "x", "leave"),
)
_JUDGE = (
    Verb("kept", "+", "kept"),
    Verb("keep", "k", "kept, and a Keep of it"),
    Verb("failed", "-", "failed"),
    Verb("dropped", "x", "dropped"),
    Verb("carried", ">", "carried"),
)


class WeekScreen(EntryScreen):
    """A board with the loop around it."""

    BINDINGS: ClassVar = bindings(WEEK)
    ACTIONS: ClassVar[tuple[Action, ...]] = (*WEEK, *ENTRY)

    def __init__(self, kind: str, tab: str, purpose: str) -> None:
        super().__init__(kind, tab, purpose)
        self._web: Web | None = None
        self._asked: set[str] = set()

    # What is known

    @property
    def web(self) -> Web:
        """All entries with their links, as they are now."""
        if self._web is None:
            self._web = Web(self.app.journal.entries())
        return self._web

    @property
    def place(self) -> week.Place:
        """The board that is open, or the day of the week that has none yet."""
        return self.uid if self.stored else self.day

    def overview(self) -> Overview:
        """The week from every side."""
        board = self.entry if self.stored else None
        span = promotion.span_of(board) if board else periods.week_span(self.day)
        return overview(self.web, span, board)

    def entries_changed(self, changes: list[Change]) -> None:
        """Links may begin or end anywhere, so every change is one of the board's."""
        self._web = None
        super().entries_changed(changes)
        if self.is_mounted and not any(c.after and c.after.kind == self.kind.name for c in changes):
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
        rows = super()._main_rows(width)
        seen = self.overview()
        hints: list[tuple[str, str]] = []
        if seen.earlier:
            hints.append(("v", f"{_count(len(seen.earlier), 'open Try', 'open Tries')} of earlier weeks"))
        if seen.waiting:
            hints.append(("o", f"{_count(len(seen.waiting), 'line', 'lines')} of the week's days to take up"))
        over = follow.over_limit([*seen.earlier, *seen.tries], self.app.config.tries_at_most)
        if over:
            hints.append(
                (
                    "",
                    f"{over} more open Tries than {self.app.config.tries_at_most}: fewer are kept more often",
                )
            )
        lines = tuple(Line(((f" {key:<2}", "accent"), (text, "muted"))) for key, text in hints)
        return [Row("", (*lines, Line()), selectable=False), *rows] if lines else rows

    def _look(self, width: int, *, compact: bool = False) -> Look:
        return Look(width, compact, self._unfolded, self._labels(), self._marks())

    def _labels(self) -> dict[str, str]:
        """What linked items of other weeks are called here: `P1 W46`."""
        entry = self.entry
        links = [link for item in entry.items() for link in item.links] if entry else []
        refs = [
            ref for link in links if (ref := self.web.get(link.item)) and entry and ref.entry.uid != entry.uid
        ]
        return {ref.uid: f"{ref.item.label} {ref.entry.key.partition('/')[2][-3:]}" for ref in refs}

    def _marks(self) -> dict[str, tuple[Span, ...]]:
        """Behind Tries how often they were carried or that they name no action, behind problems how often they were met."""
        entry = self.entry
        if entry is None or not self.stored:
            return {}
        seen = self.overview()
        marks: dict[str, tuple[Span, ...]] = {}
        for each in seen.tries:
            spans: list[Span] = [(f"×{each.times}", "warning")] if each.times else []
            config = self.app.config
            if (
                config.vague_tries
                and each.state == "open"
                and vague.is_vague(each.ref.item.text, config.vague_words)
            ):
                spans.append(("do what?", "muted"))
            marks[each.ref.uid] = tuple(spans)
        for problem in seen.recurring:
            for item in entry.items_of("problem"):
                if any(ref.uid == item.uid for ref in problem.met):
                    marks[item.uid] = ((f"met ×{problem.times}", "warning"),)
        return {uid: spans for uid, spans in marks.items() if spans}

    # Promotion

    def action_week_promote(self) -> None:
        """Take up what the days of this week hold, one key each."""
        waiting = {each.ref.uid: each for each in self.overview().waiting}
        if not waiting:
            self.app.say("Nothing of this week's days waits.")
            return
        cases = [_waiting_case(each) for each in waiting.values()]
        act = partial(self._promote, waiting)
        self.app.ask(TriageDialog("From the days to the week", cases, _PROMOTE, act), lambda _: None)

    def _promote(self, waiting: dict[str, Candidate], uid: str, verb: str) -> str | None:
        like = waiting[uid].like
        if verb == "join" and like is None:
            self.app.say("Nothing here says the same.")
            return None
        choice = week.Choice(uid, join=like.uid) if verb == "join" and like else week.Choice(uid, verb)
        told: str | None = None
        with self.app.reporting():
            [done] = week.promote(self.app.journal, self.place, [choice])
            told = "left" if done.item is None else f"{'joined' if done.joined else '→'} {done.item.label}"
            self._open_stored(done.entry)
        return told

    def _open_stored(self, entry: Entry) -> None:
        if not self.stored and entry.kind == self.kind.name and entry.start <= self.day <= entry.end:
            self.open_entry(entry.uid)

    # Verdicts

    def action_week_verdicts(self) -> None:
        """Ask for the verdicts on open Tries of earlier weeks, one key each; what is skipped is not asked again."""
        seen = self.overview()
        tries = {each.ref.uid: each for each in seen.earlier}
        if not tries:
            self.app.say("No Try of an earlier week is open.")
            return
        decided: set[str] = set()

        def done(finished: bool | None) -> None:
            left = [uid for uid in tries if uid not in decided]
            if left and not finished and self.stored:
                with self.app.reporting():
                    week.skip(self.app.journal, self.uid, left)

        dialog: TriageDialog | None = None

        def act(uid: str, verb: str) -> str | None:
            if verb != "dropped":
                return self._judge(tries[uid], verb, "", decided)

            def reasoned(reason: str | None) -> None:
                if reason is not None and dialog and (told := self._judge(tries[uid], verb, reason, decided)):
                    dialog.settle(uid, told)

            self.app.ask(
                AskDialog("Why is it dropped?", "enter save; may stay empty · esc not dropped"), reasoned
            )
            return None

        cases = [self._try_case(each) for each in tries.values()]
        dialog = TriageDialog("Tries of earlier weeks: what came of them?", cases, _JUDGE, act, leave="skip")
        self.app.ask(dialog, done)

    def _judge(self, followed: Followed, verb: str, reason: str, decided: set[str]) -> str | None:
        verdict = "kept" if verb == "keep" else verb
        told: str | None = None
        with self.app.reporting():
            judged = week.judge(
                self.app.journal,
                followed.ref.entry.uid,
                followed.ref.uid,
                verdict,
                place=self.place,
                reason=reason,
                with_keep=verb == "keep",
            )
            decided.add(followed.ref.uid)
            parts = [verdict]
            parts += [f"{item.label} solved" for item in judged.solved]
            parts += [f"{each.item.label} back" for each in judged.reopened]
            parts += [f"→ {judged.keep.item.label}"] if judged.keep else []
            parts += [f"→ {judged.carried.item.label} ×{followed.times + 1}"] if judged.carried else []
            told = " · ".join(parts)
            for edited in (judged.carried, judged.keep, *judged.reopened):
                if edited:
                    self._open_stored(edited.entry)
        return told

    def _try_case(self, followed: Followed) -> Case:
        answers = ", ".join(f"{ref.item.label} {ref.item.text}" for ref in followed.answers)
        carried = f"carried ×{followed.times} · " if followed.times else ""
        about = f"{carried}for {answers}" if answers else carried.rstrip(" ·")
        return Case(
            followed.ref.uid,
            f"{followed.ref.entry.key.partition('/')[2]} {followed.ref.item.label}",
            followed.ref.item.text,
            about,
        )

    # Problems that come back

    def action_week_lineage(self) -> None:
        """When the problem under the cursor was met, what was tried, and what came of it."""
        item = self.item_under_cursor()
        problems = Problems(self.web)
        problem = problems.of(item.uid) if item else None
        if item is None or problem is None:
            self.app.say("Put the cursor on a problem.")
            return
        offered = problems.offered(self.web[item.uid])
        entry = self.entry
        told = history(problem, entry.language if entry else "en")
        answered = partial(self._same, item, offered)
        self.app.ask(LineageDialog(f"{item.label} · {told}", problem, offered is not None), answered)

    def _same(self, item: Item, offered: Problem | None, answer: str | None) -> None:
        if offered is None or not answer:
            return
        with self.app.reporting():
            if answer == "same":
                week.call_same(self.app.journal, self.uid, item.uid, offered.met[0].uid)
            else:
                week.call_different(self.app.journal, self.uid, offered.met[0].uid)

    # Flow

    def action_week_flow(self) -> None:
        """The week's flow as a picture, and the trends up to it."""
        entry = self.entry
        table = kpt.flow_table(entry) if entry else {}
        levels = {level: [item.label or item.text for item in items] for level, items in table.items()}
        language = entry.language if entry else "en"
        seen = self.overview()
        if not any(levels.values()) and not seen.trends:
            self.app.say("No item has a flow yet: f on one says whether it was hard, even or easy.")
            return

        def done(answer: str | None) -> None:
            if answer:
                rows = picture.draw(levels, 72, 16, language=language, pen=picture.PLAIN)
                rows += [[], *picture.tell_trends(list(seen.trends), 72, language=language)]
                self.app.copy_to_clipboard("\n".join("".join(text for text, _ in row) for row in rows) + "\n")
                self.app.say("The picture was sent to the terminal's clipboard.")

        title = entry.title if entry else ""
        self.app.ask(FlowDialog(title, levels, list(seen.trends), language), done)

    # Closing

    def action_week_close(self) -> None:
        """Look at the whole week once more, then take its Markdown along."""
        entry = self.entry
        if entry is None or not self.stored:
            self.app.say("Nothing is written in this week yet.")
            return

        def done(answer: str | None) -> None:
            match answer:
                case "copy":
                    self.action_entry_copy()
                case "file":
                    self.app.action_export()
                case "verdicts":
                    self.action_week_verdicts()
                case "promote":
                    self.action_week_promote()

        self.app.ask(CloseDialog(entry.title, self.overview()), done)


def _waiting_case(candidate: Candidate) -> Case:
    ref = candidate.ref
    like = f"like {candidate.like.label} {candidate.like.text}" if candidate.like else ""
    suggestion = "join" if candidate.like else candidate.target
    return Case(ref.uid, f"{ref.entry.start:%a} {ROLES[ref.role].prefix}", ref.item.text, like, suggestion)


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
