"""The figures for people and for programs."""

from __future__ import annotations

import os
import platform
import statistics
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from typing import Any

from benchmarks.budget import Verdict
from benchmarks.sample import Samples

_HEAD = ("#", "what", "beside", "", "retrotui", "ratio", "budget", "")
_VERDICTS = {True: "pass", False: "MISS", None: "not measured"}


def surroundings() -> dict[str, Any]:
    """What the figures depend on, without naming the machine."""
    return {
        "python": platform.python_version(),
        "textual": version("textual"),
        "system": platform.system(),
        "cpus": os.cpu_count(),
    }


def table(verdicts: Iterable[Verdict], samples: Samples, seconds: float) -> Iterator[str]:
    """The lines of the table, then what could not be measured."""
    about = surroundings()
    yield (
        f"retrotui beside its floor and peers: Python {about['python']}, Textual {about['textual']}, "
        f"{about['system']}, {about['cpus']} CPUs, {seconds:.0f} s"
    )
    yield ""
    rows = [_HEAD, *(_row(verdict) for verdict in verdicts)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEAD))]
    to_the_right = {3, 4, 5, 6}
    for row in rows:
        cells = (
            text.rjust(width) if column in to_the_right else text.ljust(width)
            for column, (text, width) in enumerate(zip(row, widths, strict=True))
        )
        yield "  ".join(cells).rstrip()
    if samples.notes:
        yield ""
        yield from samples.notes


def _row(verdict: Verdict) -> tuple[str, ...]:
    budget = verdict.budget
    sign = "≥" if budget.at_least else "≤"
    absolute = not budget.base
    return (
        budget.number,
        budget.what,
        budget.beside,
        _figure(verdict.base, budget.unit),
        _figure(verdict.value, budget.unit),
        "" if absolute or verdict.ratio is None else f"{verdict.ratio:.2f}",
        f"{sign} {_figure(budget.limit, budget.unit) if absolute else f'{budget.limit:g} ×'}",
        _VERDICTS[verdict.kept],
    )


def _figure(value: float | None, unit: str) -> str:
    if value is None:
        return ""
    digits = 0 if unit in ("B", "") else 2 if value < 1 else 1
    return f"{value:,.{digits}f} {unit}".rstrip()


def document(verdicts: Iterable[Verdict], samples: Samples, seconds: float) -> dict[str, Any]:
    """Everything that was measured, for a program."""
    return {
        "about": surroundings(),
        "seconds": round(seconds, 1),
        "budgets": [
            {
                "number": verdict.budget.number,
                "what": verdict.budget.what,
                "beside": verdict.budget.beside,
                "unit": verdict.budget.unit,
                "base": verdict.base,
                "value": verdict.value,
                "ratio": verdict.ratio,
                "limit": verdict.budget.limit,
                "at_least": verdict.budget.at_least,
                "kept": verdict.kept,
            }
            for verdict in verdicts
        ],
        "figures": {
            name: {
                "median": statistics.median(values),
                "min": min(values),
                "max": max(values),
                "runs": len(values),
            }
            for name, values in samples.all().items()
        },
        "notes": samples.notes,
    }
