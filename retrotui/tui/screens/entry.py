"""The screen of every kind of retrospective: its entries on the left, the open one laid out by its kind's data.

One class serves all kinds: a kind with `columns` is a board, any other an outline of its sections; a steady
kind goes from period to period and shows an empty one ready to write in.
"""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import ClassVar

from msgspec.structs import replace
from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.events import DescendantFocus, Resize
from textual.timer import Timer

from retrotui.actions import ENTRY, Action, by_id
from retrotui.journal import Listed
from retrotui.loop import activity
from retrotui.model import edit, kinds, periods, study
from retrotui.model.entry import Change, Entry, Item, Section
from retrotui.tui.binding import bindings
from retrotui.tui.hint import flow_rows, guess_rows, nothing_rows, plan_rows, welcome_rows
from retrotui.tui.row import Look, entry_rows
from retrotui.tui.screens.entry_command import EntryCommands
from retrotui.tui.screens.retro import NARROW
from retrotui.tui.widgets.calendar import small_month_rows
from retrotui.tui.widgets.entry_list import EntryList, month_text, period_text
from retrotui.tui.widgets.pane import Line, Pane, Row, Span
from retrotui.wording import _, ngettext

FOLLOW_SECONDS = 0.12
"""How long the cursor rests on a row of the list before its entry is opened: a held key sends rows, not entries."""
TIGHT = (60, 16)
"""Columns and lines below which a board shows one pane at a time."""
_ONE_DAY = dt.timedelta(days=1)
TAKES = ("kpt", "study")
"""The kinds that take lines of days up."""
TAKEN_WITHIN = dt.timedelta(days=40)
"""How far from a day they are looked for."""


class EntryScreen(EntryCommands):
    """One tab: the list of a kind's entries, and the entry that is open."""

    BINDINGS: ClassVar = bindings(ENTRY)
    ACTIONS: ClassVar[tuple[Action, ...]] = ENTRY
    AUTO_FOCUS = "#main"

    def __init__(self, kind: str, tab: str, purpose: str) -> None:
        super().__init__()
        self.kind = kinds.KINDS[kind]
        self.TAB = tab
        self.PURPOSE = purpose
        self.day = dt.date.min
        self.uid = ""
        self._entries = Listed((), {})
        self._unfolded: frozenset[str] = frozenset()
        self._following: Timer | None = None

    def compose_content(self) -> ComposeResult:
        """The list, then the entry: an outline, or a board."""
        with Horizontal(id="body"):
            with Vertical(id="side"):
                yield EntryList()
                if self._is_daily:
                    yield Pane(id="calendar", classes="aside")
            with Vertical(id="entry"):
                if self.kind.columns:
                    with Horizontal(id="upper"):
                        yield Pane(id="main")
                        yield Pane(id="flow", classes="aside")
                    with Horizontal(id="columns"):
                        for role in self.kind.columns:
                            yield Pane(id=f"column-{role}", classes="column")
                else:
                    yield Pane(id="main")

    def on_mount(self) -> None:
        """Open the entry of today, or the newest."""
        for aside in self.query(".aside").results(Pane):
            aside.can_focus = False
        self._entries = self.app.journal.listed(self.kind.name)
        if not self.uid:
            self.open_day(self.app.journal.today())
        else:
            self.draw()

    # What is open

    @property
    def stored(self) -> bool:
        """Whether the open entry is in the notebook; an empty period of a steady kind is not yet."""
        return bool(self.uid) and self.app.journal.get(self.uid) is not None

    @property
    def entry(self) -> Entry | None:
        """The open entry; of a steady kind also the empty one of a period in which nothing was written."""
        found = self.app.journal.get(self.uid) if self.uid else None
        if found or not self.kind.steady:
            return found
        span = periods.period_span(self.kind.period, self.day, 0)
        language = self.app.journal.language(self.kind.name)
        now = dt.datetime.combine(self.day, dt.time(), dt.UTC)
        empty = edit.new_entry(self.kind, span, key="", language=language, now=now)
        sections = tuple(replace(section, uid=f"new:{section.role}") for section in empty.sections)
        return replace(empty, uid="", sections=sections)

    def open_day(self, day: dt.date) -> None:
        """Open the entry whose period holds the day; of a kind that is not steady the nearest before it."""
        found = self.app.journal.covering(self.kind.name, day)
        if found is None and not self.kind.steady:
            found = next(
                (entry for entry in self._entries if entry.start <= day), next(iter(self._entries), None)
            )
        self.day = day
        self.uid = found.uid if found else ""
        self.draw()

    def open_entry(self, uid: str, item: str = "") -> None:
        """Open an entry, with the cursor on an item of it."""
        entry = self.app.journal.get(uid)
        if entry is None:
            return
        self.day, self.uid = entry.start, uid
        if self.is_mounted:
            self.draw(item)
            if item:
                self.focus_item(item)

    def take_in(self, changes: list[Change]) -> None:
        """Draw the list when an entry of the kind changed, and the open entry when it is that."""
        kinds_shown = {self.kind.name, *(TAKES if self._is_daily else ())}
        concerned = [c for c in changes if kinds_shown & {e.kind for e in (c.before, c.after) if e}]
        if not concerned:
            return
        self._entries = self.app.journal.listed(self.kind.name)
        if not self.stored and self.kind.steady:
            found = self.app.journal.covering(self.kind.name, self.day)
            self.uid = found.uid if found else ""
        elif not self.stored:
            self.open_day(self.day)
        self.draw()

    # Drawing

    def draw(self, item: str = "") -> None:
        """Draw the list and the entry; cursors stay where they are, or go to the item."""
        self.query_one(EntryList).show_entries(self._entries, self.uid)
        entry = self.entry
        self.bar(period=period_text(entry, short=self.narrow) if entry else "")
        main = self.query_one("#main", Pane)
        if entry is None:
            noun = _(self.kind.noun)
            main.show(lambda width: nothing_rows(noun), caption=noun[:1].upper() + noun[1:])
            return
        subject = entry.uid or self.day.isoformat()
        note = " ".join(f"#{tag}" for tag in entry.tags)
        main.show(self._main_rows, caption=entry.title, note=note, uid=item, subject=subject)
        for role in self.kind.columns:
            sections = [section for section in entry.sections if section.role == role]
            heading = sections[0].heading if sections else self.kind.heading(role, entry.language)
            count = sum(len(section.items) for section in sections)
            pane = self.query_one(f"#column-{role}", Pane)
            pane.show(
                partial(self._column_rows, role),
                caption=heading,
                note=str(count or ""),
                uid=item,
                subject=subject,
            )
        if self._is_daily:
            self._draw_calendar()
        if self.kind.columns:
            self.query_one("#flow", Pane).show(lambda width: flow_rows(self.entry), caption=_("Flow"))

    @property
    def _is_daily(self) -> bool:
        return self.kind.steady and self.kind.period == "day"

    def _draw_calendar(self) -> None:
        first = self.day.replace(day=1)
        last = (first + dt.timedelta(days=31)).replace(day=1) - _ONE_DAY
        entries = self.app.journal.entries(since=first, until=last)
        rows = small_month_rows(
            self.day, activity.days_written(entries), activity.entry_days(entries, first, last)
        )
        self.query_one("#calendar", Pane).show(lambda width: rows, caption=month_text(first))

    def main_sections(self, entry: Entry) -> list[Section]:
        """The sections that the main pane shows: those that have no column.

        Of bare headings a board has no room for any, an outline none for the one that only repeats the title.
        """
        rest = [section for section in entry.sections if section.role not in self.kind.columns]
        imported = {uid for block in entry.blocks for uid in block.sections}
        bare = [s for s in rest if s.role == "prose" and s.uid in imported and not s.prose and not s.items]
        hidden = [s for s in bare if self.kind.columns or s.heading == entry.title]
        if self.kind.columns:
            # Tables of an imported KPT are what the columns and the flow beside them show.
            hidden += [
                s
                for s in rest
                if s.role == "prose" and s.uid in imported and not s.items and _is_table(s.prose)
            ]
        return [s for s in rest if s not in hidden]

    def _look(self, width: int, *, compact: bool = False) -> Look:
        return Look(width, compact, self._unfolded, marks=self._taken_up())

    def _taken_up(self) -> dict[str, tuple[Span, ...]]:
        """What became of the lines of a day: `→ P1 W47`."""
        entry = self.entry if self._is_daily and self.stored else None
        marks: dict[str, tuple[Span, ...]] = {}
        for kind in TAKES if entry and any(True for _item in entry.items()) else ():
            mine = {item.uid for item in entry.items()} if entry else set()
            for other in self.app.journal.entries(
                kind, since=self.day - TAKEN_WITHIN, until=self.day + TAKEN_WITHIN
            ):
                for item in other.items():
                    for link in item.links:
                        if link.relation == "promoted_from" and link.item in mine:
                            name = f"→ {item.label} {other.key.partition('/')[2][-3:]}"
                            marks[link.item] = (*marks.get(link.item, ()), (name, "link"))
        return marks

    def _main_rows(self, width: int) -> list[Row]:
        entry = self.entry
        if entry is None:
            return nothing_rows(_(self.kind.noun))
        rows = welcome_rows() if not self.app.journal.notebook.entries() else []
        if self._entries and not self.stored:
            count = len(self._entries)
            before, key, after = (
                ngettext(
                    "Nothing written yet; {key} lists another entry.",
                    "Nothing written yet; {key} lists {count} others.",
                    count,
                )
                .format(key="\t", count=count)
                .partition("\t")
            )
            words = ((f" {before}", "muted"), (key and "shift+tab", "accent"), (after, "muted"))
            rows += [Row("", (Line(words), Line()), selectable=False)]
        rows += guess_rows(entry, self._key(by_id()["entry.review"]))
        if weeks := study.weeks(entry):
            rows += plan_rows(entry, len(weeks), width)
        return rows + entry_rows(entry, self.main_sections(entry), self._look(width))

    def _column_rows(self, role: str, width: int) -> list[Row]:
        entry = self.entry
        if entry is None:
            return []
        return entry_rows(
            entry, [s for s in entry.sections if s.role == role], self._look(width, compact=True)
        )

    # Panes

    def panes(self) -> list[Pane]:
        """The panes that take the focus, in the order of the tab key."""
        columns = [self.query_one(f"#column-{role}", Pane) for role in self.kind.columns]
        return [self.query_one(EntryList), self.query_one("#main", Pane), *columns]

    @property
    def pane(self) -> Pane:
        """The focused pane, or the main one."""
        return self.focused if isinstance(self.focused, Pane) else self.query_one("#main", Pane)

    def focus_pane(self, pane: Pane) -> None:
        """Focus a pane; on a narrow screen the list and the entry take turns."""
        self._arrange(pane)
        self.set_focus(pane)

    def _arrange(self, front: Pane) -> None:
        """Show what there is room for, with the pane in front."""
        listing = isinstance(front, EntryList)
        self.query_one("#side").display = listing or not self.narrow
        self.query_one("#entry").display = not (listing and self.narrow)
        if self.kind.columns and not listing:
            tight = self.size.width < TIGHT[0] or self.size.height < TIGHT[1]
            self.set_class(tight, "tight")
            self.query_one("#upper").display = not tight or front.id == "main"
            self.query_one("#columns").display = not tight or front.id != "main"
            for column in self.query(".column"):
                column.display = not tight or column is front

    def focus_item(self, uid: str) -> bool:
        """Focus the pane that shows an item, a section or a prose, with the cursor on it; False when it is not there."""
        entry = self.entry
        bare = uid.removesuffix(":prose")
        found = (
            [s for s in entry.sections if s.uid == bare or any(i.uid == bare for i in s.items)]
            if entry
            else []
        )
        if not found:
            return False
        column = found[0].role in self.kind.columns
        pane = self.query_one(f"#column-{found[0].role}" if column else "#main", Pane)
        self.focus_pane(pane)
        return pane.move_to(uid) or (column and bare == found[0].uid)

    def section_under_cursor(self) -> Section | None:
        """The section that the cursor stands in."""
        entry, pane = self.entry, self.pane
        if entry is None or pane.id == "entries":
            return None
        uid = pane.cursor_uid.removesuffix(":prose")
        for section in entry.sections:
            if section.uid == uid or any(item.uid == uid for item in section.items):
                return section
        role = (pane.id or "").removeprefix("column-")
        wanted = role if role in self.kind.columns else ""
        return next(
            (s for s in entry.sections if (s.role == wanted if wanted else s.role not in self.kind.columns)),
            None,
        )

    def cursor_uid(self) -> str:
        """The uid of the row under the cursor."""
        return self.pane.cursor_uid

    def item_under_cursor(self) -> Item | None:
        """The item that the cursor stands on."""
        entry = self.entry
        uid = self.pane.cursor_uid
        return next((item for item in entry.items() if item.uid == uid), None) if entry and uid else None

    @on(Pane.Highlighted, "#entries")
    def _entry_highlighted(self, event: Pane.Highlighted) -> None:
        if self._following is not None:
            self._following.stop()
        if event.uid != self.uid and self.focused is event.pane and not self.narrow:
            self._following = self.set_timer(FOLLOW_SECONDS, partial(self.open_entry, event.uid))

    @on(Pane.Opened)
    def _row_opened(self, event: Pane.Opened) -> None:
        if event.pane.id == "entries":
            self.open_entry(event.uid)
            self.focus_pane(self.query_one("#main", Pane))
        else:
            self.action_item_edit()

    @on(Pane.EdgeReached)
    def _edge_reached(self, event: Pane.EdgeReached) -> None:
        """On a board the cursor goes on from the issues to the columns and back."""
        if not self.kind.columns or event.pane.id == "entries":
            return
        if event.pane.id == "main" and event.step > 0:
            self.focus_pane(self.query_one(f"#column-{self.kind.columns[0]}", Pane))
        elif event.pane.id != "main" and event.step < 0:
            self.focus_pane(self.query_one("#main", Pane))

    @on(DescendantFocus)
    def _focus_moved(self) -> None:
        self._arrange(self.pane)

    @on(Resize)
    def _resized(self, event: Resize) -> None:
        self._arrange(self.pane)
        self.set_class(event.size.width < NARROW, "narrow")

    def action_pane_next(self) -> None:
        """The next pane."""
        self._cycle(1)

    def action_pane_previous(self) -> None:
        """The pane before."""
        self._cycle(-1)

    def _cycle(self, step: int) -> None:
        panes = self.panes()
        self.focus_pane(panes[(panes.index(self.pane) + step) % len(panes)])

    def action_section_left(self) -> None:
        """The column or section before."""
        self._sideways(-1)

    def action_section_right(self) -> None:
        """The column or section after."""
        self._sideways(1)

    def _sideways(self, step: int) -> None:
        panes, pane = self.panes(), self.pane
        if pane.id == "entries" or self.kind.columns:
            at = panes.index(pane) + step
            if 1 <= at < len(panes) or (at == 0 and not self.narrow):
                self.focus_pane(panes[at])
            return
        entry, section = self.entry, self.section_under_cursor()
        if entry is None or section is None:
            return
        uids = [each.uid for each in self.main_sections(entry)]
        at = uids.index(section.uid) + step if section.uid in uids else 0
        if 0 <= at < len(uids):
            pane.move_to(uids[at])
        elif at < 0 and not self.narrow:
            self.focus_pane(panes[0])

    def action_item_fold(self) -> None:
        """Show all of a long text, or its beginning."""
        uid = self.pane.cursor_uid
        if uid:
            self._unfolded ^= {uid}
            self.draw()

    # Periods

    def action_period_previous(self) -> None:
        """The period before."""
        self._period(-1)

    def action_period_next(self) -> None:
        """The period after."""
        self._period(1)

    def _period(self, step: int) -> None:
        if self.kind.steady:
            span = periods.period_span(self.kind.period, self.day, 0)
            self.open_day(span.start - _ONE_DAY if step < 0 else span.end + _ONE_DAY)
            return
        uids = self._entries.uids
        at = uids.index(self.uid) - step if self.uid in uids else 0
        if 0 <= at < len(uids):
            self.open_entry(uids[at])

    def action_period_now(self) -> None:
        """This day, week or year."""
        self.open_day(self.app.journal.today())


def _is_table(prose: str) -> bool:
    return all(line.lstrip().startswith("|") for line in prose.split("\n") if line.strip())
