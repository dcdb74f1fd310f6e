"""The notebook in numbers: the habit, the entries of each kind, and what became of issues, problems, tries and goals."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import msgspec

from retrotui.loop import activity
from retrotui.loop.activity import Streak
from retrotui.model.entry import Entry
from retrotui.model.kinds import KINDS, ROLES
from retrotui.model.periods import Span

COUNTED = ("issue", "problem", "try", "goal", "week")
"""The roles whose states are counted; `week` stands for the goals of study weeks."""


class Tally(msgspec.Struct, frozen=True):
    """What the Insights tab and `retrotui stats` show."""

    streak: Streak
    days: int
    """Days of the span on which something was logged."""
    lines: int
    """Lines that were logged on them."""
    entries: dict[str, int]
    """Entries by kind; kinds of which there is none are left out, and notes, which are no retrospectives."""
    states: dict[str, dict[str, int]]
    """Items by role and state; roles and states of which there is none are left out."""


def tally(entries: Sequence[Entry], today: dt.date, span: Span) -> Tally:
    """Count everything; `span` is what the logged days and lines are counted in."""
    written = activity.days_written(entries)
    counts = activity.counts(entries)
    within = {day: count for day, count in written.items() if day in span}
    by_kind = {name: sum(entry.kind == name for entry in entries) for name in KINDS if name != "note"}
    states = {
        role: {state.name: n for state in ROLES[role].states if (n := counts[(role, state.name)])}
        for role in COUNTED
    }
    return Tally(
        activity.streak(written, today),
        len(within),
        sum(within.values()),
        {name: count for name, count in by_kind.items() if count},
        {role: found for role, found in states.items() if found},
    )
