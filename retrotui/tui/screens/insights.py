"""Insights: the month, the streak, and what became of problems and tries."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.events import Resize
from textual.widget import Widget

from retrotui.actions import ENTRY
from retrotui.loop import activity, flow, picture
from retrotui.loop.recurrence import Problem, Problems, history, median_days
from retrotui.loop.tally import tally
from retrotui.loop.web import Web
from retrotui.model import periods
from retrotui.model.entry import Change, Entry
from retrotui.text import pad
from retrotui.tui.binding import bindings
from retrotui.tui.dialogs.flow import STYLES
from retrotui.tui.prose import spans_of, wrap_spans
from retrotui.tui.screens.retro import RetroScreen
from retrotui.tui.widgets.calendar import month_rows
from retrotui.tui.widgets.pane import Build, Line, Pane, Row, Span
from retrotui.wording import N_, _, language, ngettext, pgettext

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
        """The month beside what comes back and the numbers."""
        with Horizontal(id="insights"):
            yield Pane(id="month")
            with Vertical(id="looking-back"):
                yield Pane(id="returning")
                yield Pane(id="numbers")

    def on_mount(self) -> None:
        """This month."""
        self._month = self.app.journal.today().replace(day=1)
        self.draw()

    def take_in(self, changes: list[Change]) -> None:
        """Everything counts, so everything is counted again."""
        self.draw()

    def draw(self) -> None:
        """Draw all panes."""
        entries = self.app.journal.entries()
        self.query_one("#returning", Pane).show(self._returning(entries), caption=_("What comes back"))
        written = activity.days_written(entries)
        last = (self._month + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
        days = activity.entry_days(entries, self._month, last)
        today = self.app.journal.today()
        self.bar(period=pgettext("short date", "{month:%Y-%m}").format(month=self._month))
        self.query_one("#month", Pane).show(
            lambda width: [*month_rows(self._month, today, written, days), *_legend()], caption=_("Month")
        )
        seen = tally(entries, today, periods.Span(self._month, last))
        lines: list[tuple[str, str]] = [
            ("heading", _("Habit")),
            (_("Streak"), _days(seen.streak.current)),
            (_("Longest"), _days(seen.streak.longest)),
            (_("This month"), _written(seen.days, seen.lines)),
            ("heading", _("Entries")),
        ]
        lines += [(_kind_word(name), str(number)) for name, number in seen.entries.items()]
        for role, states in seen.states.items():
            lines.append(("heading", f"{_(_PLURALS[role])}  {sum(states.values())}"))
            lines += [(pgettext("state", name), str(number)) for name, number in states.items()]
        self.query_one("#numbers", Pane).show(lambda width: _table(lines), caption=_("Numbers"))

    def _returning(self, entries: list[Entry]) -> Build:
        """Problems that were met more than once, how long it takes until something helps, and the flow of the last weeks."""
        problems = Problems(Web(entries))
        median = median_days(problems.all())
        found = problems.recurring()
        trends = flow.trends(entries)
        spoken = language()

        def rows(width: int) -> list[Row]:
            shown = [_problem_row(each, width) for each in found]
            if not found:
                shown.append(
                    Row("", (Line(((f" {_('No problem came back so far.')}", "muted"),)),), selectable=False)
                )
            if median is not None:
                words = _("From a problem to a Try that was kept: {days:g} days (median).").format(
                    days=median
                )
                lines = wrap_spans([(f" {words}", "muted")], max(4, width - 1))
                shown.append(Row("", (Line(), *(Line(line) for line in lines)), selectable=False))
            if told := picture.tell_trends(trends, max(4, width - 2), language=spoken):
                lines = [
                    (((" ", ""), *((text, STYLES.get(what, "")) for text, what in pieces))) for pieces in told
                ]
                shown.append(
                    Row(
                        "",
                        (Line(), Line(((f" {_('Flow')}", "heading"),)), *map(Line, lines)),
                        selectable=False,
                    )
                )
            return shown

        return rows

    @on(Pane.Opened, "#returning")
    def _problem_opened(self, event: Pane.Opened) -> None:
        """Show the problem where it was met last."""
        for entry in self.app.journal.entries("kpt"):
            if any(item.uid == event.uid for item in entry.items()):
                self.app.go_to(entry, event.uid)
                return

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
        """The next pane."""
        self._cycle(1)

    def action_pane_previous(self) -> None:
        """The pane before."""
        self._cycle(-1)

    def _cycle(self, step: int) -> None:
        panes = list(self.query(Pane))
        at = panes.index(self.focused) if isinstance(self.focused, Pane) else 0
        front = panes[(at + step) % len(panes)]
        self._arrange(front)
        self.set_focus(front)

    def _arrange(self, front: Widget | None) -> None:
        """All panes, or where there is no room the one in front."""
        tight = self.size.width < TIGHT
        self.set_class(tight, "tight")
        for pane in self.query(Pane):
            pane.display = not tight or pane is (front or self.query_one("#month"))
        self.query_one("#looking-back").display = not tight or bool(front and front.id != "month")

    @on(Resize)
    def _resized(self) -> None:
        self._arrange(self.focused)


def _problem_row(problem: Problem, width: int) -> Row:
    """A problem that came back: its words as they were met last, and its past."""
    item = problem.last.item
    label = f" ×{problem.times} "
    lines = wrap_spans(spans_of(item.text, "done" if problem.solved else ""), max(4, width - len(label) - 1))
    told = wrap_spans([(history(problem, language()), "muted")], max(4, width - len(label) - 1))
    margin = " " * len(label)
    first = Line(((label, "warning"), *lines[0]))
    return Row(item.uid, (first, *(Line(((margin, ""), *line)) for line in (*lines[1:], *told))))


_PLURALS = {
    "issue": N_("Issues"),
    "problem": N_("Problems"),
    "try": N_("Tries"),
    "goal": N_("AAR goals"),
    "week": N_("Study goals"),
}


def _days(number: int) -> str:
    return ngettext("{count} working day", "{count} working days", number).format(count=number)


def _written(days: int, lines: int) -> str:
    of_days = ngettext("{count} day", "{count} days", days).format(count=days)
    return f"{of_days}, {ngettext('{count} line', '{count} lines', lines).format(count=lines)}"


def _kind_word(name: str) -> str:
    word = pgettext("kind", name)
    return word.upper() if name in ("kpt", "aar") else word.capitalize()


def _legend() -> list[Row]:
    words: tuple[Span, ...] = (
        (" •", "good"),
        (f" {_('logged')}  ", "muted"),
        ("K", "accent"),
        (" KPT  ", "muted"),
        ("A", "accent"),
        (" AAR  ", "muted"),
        ("S", "accent"),
        (f" {pgettext('kind', 'study')}", "muted"),
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
            rows.append(
                Row("", (Line(((f"   {pad(name, 14)}", "muted"), (value, "strong"))),), selectable=False)
            )
    return rows
