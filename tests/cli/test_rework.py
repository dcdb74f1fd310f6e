"""Whole entries from the shell: other days for one, two joined into one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run

Ok = Callable[..., str]
Json = Callable[..., Any]

LOG = """# 2026-11-17 log

## What I did
- wrote the plan
- sent it

## Problems
1. the room was taken
"""
PLAN = """# Four weeks of SQL

## Week 1 - 2026.10.05
- [x] joins

## Week 2 - 2026.10.12
- [ ] windows
"""


@pytest.fixture
def taken_in(tmp_path: Path, run: Run) -> Callable[[str, str], None]:
    """Imports a text under a file name."""

    def take(name: str, text: str) -> None:
        (tmp_path / name).write_text(text, encoding="utf-8")
        assert run("import", str(tmp_path / name)).exit_code == 0

    return take


def texts(entry: Any) -> dict[str, list[str]]:
    return {s["role"]: [item["text"] for item in s["items"]] for s in entry["sections"] if s["items"]}


def test_an_entry_moves_to_another_day_and_back_again(
    ok: Ok, read_json: Json, taken_in: Callable[[str, str], None]
) -> None:
    taken_in("log.md", LOG)
    assert (
        ok("move", "2026-11-17", "--date", "mon") == "daily/2026-11-17 → daily/2026-11-16  2026-11-16 log\n"
    )
    assert read_json("show", "2026-11-16")["start"] == "2026-11-16"
    moved = ok("show", "2026-11-16", "--md")
    assert moved == LOG.replace("2026-11-17", "2026-11-16")
    ok("undo")
    assert ok("show", "2026-11-17", "--md") == LOG


def test_a_week_becomes_the_week_of_the_day(ok: Ok, read_json: Json) -> None:
    ok("add", "keep", "Short meetings")
    ok("move", "2026-W47", "--date", "2026-W46")
    week = read_json("show", "2026-W46")
    assert (week["start"], week["end"]) == ("2026-11-09", "2026-11-15")
    assert "W46" in week["title"]


def test_the_weeks_of_a_plan_go_along(ok: Ok, read_json: Json, taken_in: Callable[[str, str], None]) -> None:
    taken_in("plan.md", PLAN)
    [entry] = read_json("list", "--kind", "study")
    ok("move", entry["key"], "--date", "2026-10-19")
    [entry] = read_json("list", "--kind", "study")
    weeks = [s["week"]["date"] for s in entry["sections"] if s.get("week")]
    assert weeks == ["2026-10-19", "2026-10-26"]
    assert ok("show", entry["key"], "--md") == PLAN.replace("2026.10.05", "2026.10.19").replace(
        "2026.10.12", "2026.10.26"
    )


def test_a_week_that_takes_another_in_stays_its_week(ok: Ok, read_json: Json) -> None:
    ok("add", "keep", "Short meetings")
    ok("add", "keep", "A walk at noon", "--week", "2026-W46")
    ok("merge", "2026-W46", "2026-W47")
    [week] = read_json("list")
    assert (week["start"], week["end"]) == ("2026-11-09", "2026-11-15")
    assert texts(week) == {"keep": ["A walk at noon", "Short meetings"]}


def test_a_day_that_has_an_entry_gets_a_second_one(run: Run, ok: Ok, read_json: Json) -> None:
    ok("log", "today")
    ok("log", "yesterday", "--date", "yesterday")
    moved = run("move", "2026-11-19", "--date", "today")
    assert "retrotui merge daily/2026-11-20" in moved.stderr
    assert {each["start"] for each in read_json("list")} == {"2026-11-20"}
    assert len({each["key"] for each in read_json("list")}) == 2


def test_two_logs_of_a_day_become_one(ok: Ok, read_json: Json, taken_in: Callable[[str, str], None]) -> None:
    """The file's layout stays, its neighbours' words come below its own, and the other entry is in the trash."""
    taken_in("log.md", LOG)
    ok("log", "called the landlord", "--date", "2026-11-18")
    ok("log", "learned", "rooms are booked by mail", "--date", "2026-11-18")
    ok("merge", "2026-11-17", "2026-11-18")
    assert texts(read_json("show", "2026-11-17")) == {
        "did": ["wrote the plan", "sent it", "called the landlord"],
        "problem": ["the room was taken"],
        "learned": ["rooms are booked by mail"],
    }
    assert ok("show", "2026-11-17", "--md") == (
        LOG.replace("sent it\n", "sent it\n- called the landlord\n")
        + "\n## What I learned\n1. rooms are booked by mail\n"
    )
    assert [each["key"] for each in read_json("list")] == ["daily/2026-11-17"]
    assert "daily/2026-11-18" in ok("trash")


def test_links_into_the_joined_entry_hold(ok: Ok, read_json: Json) -> None:
    ok("log", "problem", "the build broke", "--date", "2026-11-18")
    ok("log", "stand-up", "--date", "2026-11-17")
    ok("promote", "--all")
    ok("merge", "2026-11-17", "2026-11-18")
    [problem] = [s for s in read_json("show", "2026-W47")["sections"] if s["role"] == "problem"]
    log = read_json("show", "2026-11-17")
    [line] = [item for s in log["sections"] if s["role"] == "problem" for item in s["items"]]
    assert line["label"] in str(problem["items"][0]["links"])
    assert log["key"] in str(problem["items"][0]["links"])
    assert "build broke" not in ok("promote")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("merge", "2026-11-20", "2026-W47"), "two kinds"),
        (("merge", "2026-11-20", "today"), "one entry"),
        (("move", "2026-11-20", "--date", "someday"), "someday"),
        (("move", "2026-11-20"), "--date"),
    ],
)
def test_what_can_not_be_is_told_and_changes_nothing(
    run: Run, ok: Ok, read_json: Json, words: tuple[str, ...], told: str
) -> None:
    ok("log", "one")
    ok("add", "keep", "two")
    before = read_json("list")
    result = run(*words)
    assert result.exit_code == 2
    assert told in result.stderr
    assert read_json("list") == before
