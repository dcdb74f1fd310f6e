"""Insights: the month, the streak, and what became of problems and tries."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.events import Resize
from textual.widget import Widget

from retrotui.actions import ENTRY
from retrotui.loop import activity
from retrotui.model.entry import Change
from retrotui.model.kinds import KINDS, ROLES
from retrotui.tui.binding import bindings
from retrotui.tui.screens.retro import RetroScreen
from retrotui.tui.widgets.calendar import month_rows
from retrotui.tui.widgets.pane import Line, Pane, Row, Span
from retrotui.wording import N_

TIGHT = 76
"""Columns below which the panes take turns."""
_ACTIONS = tuple(
    action
    for action in ENTRY
    if action.id in ("period.previous", "period.next", "period.now", "pane.next", "pane.previous")
)


class InsightsScreen(RetroScreen):
    """Numbers over the whole notebook."""

    TAB = "insights"
    PURPOSE = N_(
        "Look back: which days have what, how long the habit holds, what became of problems and tries."
    )
    BINDINGS: ClassVar = bindings(_ACTIONS)
    ACTIONS: ClassVar = _ACTIONS
    AUTO_FOCUS = "#month"

    def __init__(self) -> None:
        super().__init__()
        self._month = dt.date.min

    def compose_content(self) -> ComposeResult:
        """The month beside the numbers."""
        with Horizontal(id="insights"):
            yield Pane(id="month")
            yield Pane(id="numbers")

    def on_mount(self) -> None:
        """This month."""
        self._month = self.app.journal.today().replace(day=1)
        self.draw()

    def entries_changed(self, changes: list[Change]) -> None:
        """Everything counts, so everything is counted again."""
        if self.is_mounted:
            self.draw()

    def draw(self) -> None:
        """Draw both panes."""
        entries = self.app.journal.entries()
        written = activity.days_written(entries)
        last = (self._month + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
        days = activity.entry_days(entries, self._month, last)
        today = self.app.journal.today()
        self.bar(period=f"{self._month:%Y-%m}")
        self.query_one("#month", Pane).show(
            lambda _: [*month_rows(self._month, today, written, days), *_legend()], caption="Month"
        )
        run = activity.streak(written, today)
        counts = activity.counts(entries)
        logged = sum(count for day, count in written.items() if self._month <= day <= last)
        in_month = sum(1 for day in written if self._month <= day <= last)
        lines: list[tuple[str, str]] = [
            ("heading", "Habit"),
            ("Streak", _days(run.current)),
            ("Longest", _days(run.longest)),
            ("This month", f"{_count(in_month, 'day')}, {_count(logged, 'line')}"),
            ("heading", "Entries"),
            *(
                (name.capitalize() if name not in ("kpt", "aar") else name.upper(), str(n))
                for name in KINDS
                if name != "note" and (n := sum(e.kind == name for e in entries))
            ),
        ]
        for role in ("issue", "problem", "try", "goal", "week"):
            states = [(state.name, counts[(role, state.name)]) for state in ROLES[role].states]
            if total := sum(n for _, n in states):
                lines.append(("heading", f"{_PLURALS[role]}  {total}"))
                lines += [(name, str(n)) for name, n in states if n]
        self.query_one("#numbers", Pane).show(lambda _: _table(lines), caption="Numbers")

    def action_period_previous(self) -> None:
        """The month before."""
        self._month = (self._month - dt.timedelta(days=1)).replace(day=1)
        self.draw()

    def action_period_next(self) -> None:
        """The month after."""
        self._month = (self._month + dt.timedelta(days=31)).replace(day=1)
        self.draw()

    def action_period_now(self) -> None:
        """This month."""
        self._month = self.app.journal.today().replace(day=1)
        self.draw()

    def action_pane_next(self) -> None:
        """The other pane."""
        front = next(pane for pane in self.query(Pane) if pane is not self.focused)
        self._arrange(front)
        self.set_focus(front)

    def action_pane_previous(self) -> None:
        """The other pane."""
        self.action_pane_next()

    def _arrange(self, front: Widget | None) -> None:
        """Both panes, or where there is no room the one in front."""
        tight = self.size.width < TIGHT
        self.set_class(tight, "tight")
        for pane in self.query(Pane):
            pane.display = not tight or pane is (front or self.query_one("#month"))

    @on(Resize)
    def _resized(self) -> None:
        self._arrange(self.focused)


_PLURALS = {
    "issue": "Issues",
    "problem": "Problems",
    "try": "Tries",
    "goal": "AAR goals",
    "week": "Study goals",
}


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _days(number: int) -> str:
    return _count(number, "working day")


def _legend() -> list[Row]:
    words: tuple[Span, ...] = (
        (" •", "good"),
        (" logged  ", "muted"),
        ("K", "accent"),
        (" KPT  ", "muted"),
        ("A", "accent"),
        (" AAR  ", "muted"),
        ("S", "accent"),
        (" study", "muted"),
    )
    return [Row("", (Line(words),), selectable=False)]


def _table(lines: list[tuple[str, str]]) -> list[Row]:
    rows: list[Row] = []
    for name, value in lines:
        if name == "heading":
            if rows:
                rows.append(Row("", (Line(),), selectable=False))
            rows.append(Row("", (Line(((f" {value}", "heading"),)),), selectable=False))
        else:
            rows.append(Row("", (Line(((f"   {name:<14}", "muted"), (value, "strong"))),), selectable=False))
    return rows
