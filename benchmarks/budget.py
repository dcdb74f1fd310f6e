"""What retrotui may cost: each budget as data, judged from the figures of one run.

A budget is a ratio of two figures of the same run wherever there is something to compare with; only where nothing
is, it is a figure by itself.
"""

from __future__ import annotations

import msgspec

from benchmarks.sample import Samples


class Budget(msgspec.Struct, frozen=True):
    """One line of the table."""

    number: str
    what: str
    value: str
    """The name of the figure that is judged."""
    limit: float
    """Of the ratio, or of the figure itself where it is compared with nothing."""
    base: str = ""
    """The name of the figure that it is compared with."""
    beside: str = ""
    """What that is, in a word."""
    unit: str = "ms"
    at_least: bool = False
    """Whether more is better."""


class Verdict(msgspec.Struct, frozen=True):
    """What one budget came to; None where it was not measured."""

    budget: Budget
    value: float | None
    base: float | None
    ratio: float | None
    """Of both figures; the figure itself where it is compared with nothing."""
    kept: bool | None


def judge(budget: Budget, samples: Samples) -> Verdict:
    """Hold the medians against the budget."""
    value = samples.median(budget.value)
    base = samples.median(budget.base) if budget.base else None
    if value is None or (budget.base and not base):
        return Verdict(budget, value, base, None, None)
    ratio = value / base if base else value
    kept = ratio >= budget.limit if budget.at_least else ratio <= budget.limit
    return Verdict(budget, value, base, ratio, kept)


_TYPED, _LONG = "type a character in a line", "type a character in 200 lines"

BUDGETS = (
    Budget("1", "log, 1,000 entries", "log.1000", 4, "log.python", "python"),
    Budget("1", "log, 1,000 entries", "log.1000", 0.25, "log.jrnl", "jrnl"),
    Budget("2", "log, 10,000 entries", "log.10000", 1.5, "log.1000", "at 1,000"),
    Budget("2", "log, 50,000 entries", "log.50000", 3, "log.1000", "at 1,000"),
    Budget("3", "ready, 1,000 entries", "start.1000.ready", 0.8, "start.floor.ready", "floor"),
    Budget("4", "ready, 10,000 entries", "start.10000.ready", 1.15, "start.100.ready", "at 100"),
    Budget("5", "bytes until quiet", "start.1000.bytes", 0.2, "start.floor.bytes", "floor", "B"),
    Budget("6", "cursor down", "keys.1000.down.bytes", 0.35, "keys.floor.down.bytes", "floor", "B"),
    Budget("6", "cursor down", "keys.1000.down.done", 1.2, "keys.floor.down.done", "floor"),
    Budget(
        "6",
        "cursor down, list of 10,000",
        "keys.10000.list-down.bytes",
        0.35,
        "keys.floor.down.bytes",
        "floor",
        "B",
    ),
    Budget(
        "6", "cursor down, list of 10,000", "keys.10000.list-down.done", 1.2, "keys.floor.down.done", "floor"
    ),
    Budget("7", _TYPED, "keys.1000.type.bytes", 0.1, "keys.floor.type.bytes", "floor", "B"),
    Budget("7", _LONG, "keys.1000.type-long.bytes", 250, unit="B"),
    Budget("8", "switch to a tab seen before", "keys.1000.tab.done", 1.2, "keys.floor.tab.done", "floor"),
    Budget("8", "switch to a tab seen before", "keys.1000.tab.bytes", 6_000, unit="B"),
    Budget("9", "toggle, on the screen, 1,000", "keys.1000.toggle.frame", 30),
    Budget("9", "toggle, saved, 1,000", "keys.1000.toggle.saved", 30),
    Budget("9", "toggle, on the screen, 10,000", "keys.10000.toggle.frame", 60),
    Budget("9", "toggle, saved, 10,000", "keys.10000.toggle.saved", 60),
    Budget("9", "the screen first, 10,000", "keys.10000.toggle.frame", 1, "keys.10000.toggle.saved", "saved"),
    Budget("10", "search, per key, 10,000", "keys.10000.search.done", 30),
    Budget("11", "idle, bytes a second", "idle.1000.bytes", 0, unit="B"),
    Budget("11", "idle, CPU", "idle.1000.cpu", 0.05, unit="%"),
    Budget("12", "memory, 1,000 entries", "start.1000.memory", 1.2, "start.floor.memory", "floor", "MB"),
    Budget(
        "12",
        "memory, 10,000 entries",
        "start.10000.memory",
        1,
        "start.10000.memory-allowed",
        "1.2 floor + 3 file",
        "MB",
    ),
    Budget("13", "save of a change, 1,000", "save.1000", 2, "save.1000.floor", "write + fsync"),
    Budget("13", "save of a change, 10,000", "save.10000", 2, "save.10000.floor", "write + fsync"),
    Budget("14", "import, files a second", "import.rate", 150, unit="", at_least=True),
    Budget("15", "quit", "start.1000.quit", 0.4, "start.floor.quit", "floor"),
)
"""The budgets by their numbers in `docs/decisions/speed.md`."""
