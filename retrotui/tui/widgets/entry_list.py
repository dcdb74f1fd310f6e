"""The list of a kind's entries: for each its period, its state in short and a line of what it holds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import overload

from retrotui.journal import Listed
from retrotui.model import insight, periods
from retrotui.model.entry import Entry
from retrotui.model.kinds import KINDS
from retrotui.text import clean_line
from retrotui.tui.prose import spans_of
from retrotui.tui.widgets.pane import Line, Pane, Row
from retrotui.wording import _, pgettext


def period_text(entry: Entry, *, short: bool = False) -> str:
    """The entry's period in words: `2026-11-20 Fri`, `2026-W47  11-16 – 11-20`; in short without the days of a week or the end of a plan."""
    kind = KINDS[entry.kind]
    span = periods.Span(entry.start, entry.end)
    if kind.period == "day" and span.days == 1:
        pattern = (
            pgettext("short date", "{day} {weekday}") if short else pgettext("long date", "{day} {weekday}")
        )
        return pattern.format(day=span.start, weekday=weekday(span.start))
    if kind.period == "week" and span.end <= periods.week_span(span.start).end:
        week = periods.week_name(span.start)
        full = _("{week}  {start:%m-%d} – {end:%m-%d}")
        return week if short else full.format(week=week, start=span.start, end=span.end)
    if kind.period == "year" and span == periods.year_span(span.start.year):
        return pgettext("period", "{year}").format(year=span.start.year)
    return _aligned(span, kind.period) if short else periods.describe(span, kind.period)


def _aligned(span: periods.Span, period: str) -> str:
    """A period as it stands in a list: all of a kind are equally wide."""
    if period == "day" and span.days == 1:
        return f"{span.start.isoformat()} {weekday(span.start)}"
    return span.start.isoformat() if period == "plan" else periods.describe(span, period)


def weekday(day: dt.date) -> str:
    """The short name of a day of the week."""
    return _("Mon Tue Wed Thu Fri Sat Sun").split()[day.weekday()]


def month_text(day: dt.date) -> str:
    """The month of a day: `November 2026`."""
    return _("{month:%B %Y}").format(month=day)


def preview(entry: Entry) -> str:
    """One line of what an entry holds: its title, or where the title only repeats the period the first thing written."""
    span = periods.Span(entry.start, entry.end)
    kind = KINDS[entry.kind]
    default = kind.title(entry.language, periods.describe(span, kind.period))
    if kind.steady or entry.title == default:
        first = next((item.text for item in entry.items() if item.text), "")
        if first:
            return first
    return entry.title


class EntryRows(Sequence[Row]):
    """Rows made when they are looked at, so that a long list costs what is seen of it."""

    def __init__(self, entries: Listed) -> None:
        self._entries = entries
        self._places = {uid: n for n, uid in enumerate(entries.uids)}

    def __len__(self) -> int:
        return len(self._entries)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | Sequence[Row]:
        if isinstance(index, slice):
            return [self._row(entry) for entry in self._entries[index]]
        return self._row(self._entries[index])

    def index_of(self, uid: str) -> int:
        """Where the entry stands, -1 when it is not here."""
        return self._places.get(uid, -1)

    def _row(self, entry: Entry) -> Row:
        span = periods.Span(entry.start, entry.end)
        first = Line(
            ((f" {_aligned(span, KINDS[entry.kind].period)}", "strong"),),
            ((f"{insight.summary(entry, _)} ", "muted"),),
        )
        return Row(entry.uid, (first, Line((("  ", ""), *spans_of(clean_line(preview(entry)), "muted")))))


class EntryList(Pane):
    """The entries of one kind, newest first."""

    def __init__(self) -> None:
        super().__init__(id="entries", height=2)

    def show_entries(self, entries: Listed, uid: str) -> None:
        """Draw these, with the cursor on the one that is open."""
        rows = EntryRows(entries)
        self.show(lambda width: rows, caption=_("Entries"), note=str(len(entries)), uid=uid)
