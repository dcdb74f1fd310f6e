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

_WEEKDAYS = {
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    "ko": tuple("월화수목금토일"),
    "ja": tuple("月火水木金土日"),
}


def period_text(entry: Entry, *, short: bool = False) -> str:
    """The entry's period: `2026-11-20 Fri`, `2026-W47  11-16 – 11-20`; in short without the days of a week or the end of a plan."""
    kind = KINDS[entry.kind]
    span = periods.Span(entry.start, entry.end)
    if kind.period == "day" and span.days == 1:
        return f"{entry.start.isoformat()} {weekday(entry.start, entry.language)}"
    if kind.period == "week" and span.end <= periods.week_span(span.start).end:
        return (
            periods.week_name(span.start)
            if short
            else f"{periods.week_name(span.start)}  {span.start:%m-%d} – {span.end:%m-%d}"
        )
    if short and kind.period == "plan":
        return span.start.isoformat()
    return periods.describe(span, kind.period)


def weekday(day: dt.date, language: str) -> str:
    """The short name of a day of the week."""
    return _WEEKDAYS.get(language, _WEEKDAYS["en"])[day.weekday()]


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
        first = Line(
            ((f" {period_text(entry, short=True)}", "strong"),), ((f"{insight.summary(entry)} ", "muted"),)
        )
        return Row(entry.uid, (first, Line((("  ", ""), *spans_of(clean_line(preview(entry)), "muted")))))


class EntryList(Pane):
    """The entries of one kind, newest first."""

    def __init__(self) -> None:
        super().__init__(id="entries", height=2)

    def show_entries(self, entries: Listed, uid: str) -> None:
        """Draw these, with the cursor on the one that is open."""
        rows = EntryRows(entries)
        self.show(lambda _: rows, caption="Entries", note=str(len(entries)), uid=uid)
