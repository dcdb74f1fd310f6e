"""On which days something was written, and how long the habit holds."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping

import msgspec

from retrotui.model.entry import Entry

_DAY = dt.timedelta(days=1)
_WORKDAYS = 5


class Streak(msgspec.Struct, frozen=True):
    """Working days in a row with a daily log; a weekend without one breaks nothing."""

    current: int
    longest: int


def days_written(entries: Iterable[Entry]) -> Counter[dt.date]:
    """How many items the dailies of each day hold; a day with an empty log counts as none."""
    counts: Counter[dt.date] = Counter()
    for entry in entries:
        if entry.kind == "daily" and (count := sum(1 for _ in entry.items())):
            counts[entry.start] += count
    return counts


def streak(written: Mapping[dt.date, int], today: dt.date) -> Streak:
    """The run that reaches to today (or to the last working day, while today is still empty), and the longest."""
    days = sorted(day for day in written if written[day])
    longest = run = 0
    previous: dt.date | None = None
    for day in days:
        run = run + 1 if previous and _follows(previous, day) else 1
        longest = max(longest, run)
        previous = day
    alive = previous is not None and (previous >= today or _follows(previous, today))
    return Streak(run if alive else 0, longest)


def _follows(earlier: dt.date, later: dt.date) -> bool:
    """Whether no working day lies between the two."""
    day = earlier + _DAY
    while day < later:
        if day.weekday() < _WORKDAYS:
            return False
        day += _DAY
    return True


def entry_days(entries: Iterable[Entry], first: dt.date, last: dt.date) -> dict[dt.date, list[str]]:
    """Which kinds have an entry that covers each day from first to last; longer spans only on their first and last day."""
    found: dict[dt.date, list[str]] = {}
    for entry in entries:
        for day in {entry.start, entry.end}:
            if first <= day <= last and entry.kind not in found.setdefault(day, []):
                found[day].append(entry.kind)
    return found


def counts(entries: Iterable[Entry]) -> Counter[tuple[str, str]]:
    """How many items there are, by role and state; the state is empty where the role has none."""
    return Counter(
        (section.role, item.state)
        for entry in entries
        for section in entry.sections
        for item in section.items
    )
