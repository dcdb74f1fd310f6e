"""The notebook in numbers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from click.testing import Result

Ok = Callable[..., str]
Read = Callable[..., Any]
Run = Callable[..., Result]

ROOT = Path(__file__).parents[2]


def test_everything_is_counted(ok: Ok, read_json: Read) -> None:
    """Of all time, or of a period; the streak is always today's."""
    ok("import", str(ROOT / "sample_data"))
    seen = read_json("stats")
    assert (seen["schema"], seen["start"] <= "2026-10-12", seen["end"] >= "2026-11-20") == (1, True, True)
    assert seen["entries"]["kpt"] == 6
    assert seen["states"]["try"]["dropped"] == 1
    assert seen["median_days_to_kept"] > 0
    week = read_json("stats", "2026-W47")
    assert week["entries"]["kpt"] == 1
    assert week["logged"]["days"] == 5
    assert week["streak"] == seen["streak"]
    shown = ok("stats")
    assert "kpt" in shown
    assert "(median)" in shown


def test_an_empty_notebook_has_numbers_too(read_json: Read, run: Run) -> None:
    seen = read_json("stats")
    assert (seen["logged"], seen["entries"], seen["median_days_to_kept"]) == (
        {"days": 0, "lines": 0},
        {},
        None,
    )
    assert run("stats").exit_code == 0
    assert run("stats", "soon").exit_code == 2
