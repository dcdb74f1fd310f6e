"""What belongs together, what it is called, and how hard it was, said and shown from the shell."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

Ok = Callable[..., str]
Read = Callable[..., Any]
Run = Callable[..., Result]

ROOT = Path(__file__).parents[2]


@pytest.fixture
def story(ok: Ok) -> None:
    """The sample retrospectives, which end in the week of the tests' clock."""
    ok("import", str(ROOT / "sample_data"))


def labels(found: list[dict[str, Any]]) -> list[str]:
    """Keys and labels, in short."""
    return [f"{each['key'].partition('/')[2]} {each['label']}" for each in found]


@pytest.mark.usefixtures("story")
def test_an_old_week_knows_nothing_of_later_ones(read_json: Read) -> None:
    """What came back since is not told of a week as it was."""
    [late] = read_json("week", "2026-W44")["recurring"]
    assert labels(late["met"]) == ["2026-W42 P1", "2026-W44 P1"]
    assert labels(late["tries"]) == ["2026-W42 T1", "2026-W44 T1"]


@pytest.mark.usefixtures("story")
def test_flow_is_drawn(ok: Ok, read_json: Read) -> None:
    """The picture, the trend below it, and the same as data; ASCII alone where asked for."""
    drawn = ok("flow")
    assert "I1 I3 I5" in drawn
    assert "W42 W43" in drawn
    plain = ok("flow", "--plain", "2026-W46").splitlines()
    assert plain[0].startswith("^ ")
    assert all(mark not in "".join(plain) for mark in "▲│·▶")
    seen = read_json("flow")
    assert (seen["schema"], seen["week"]) == (1, "2026-W47")
    assert seen["levels"] == {"A": ["I2"], "B": ["I1", "I3", "I5"], "C": ["I4"]}
    assert "QA" in [trend["category"] for trend in seen["trends"]]


def test_without_flow_there_is_nothing_to_draw(run: Run) -> None:
    result = run("flow")
    assert result.exit_code == 0
    assert result.stdout == ""
    assert "No item has a flow yet" in result.stderr


def test_what_a_try_answers_can_be_said_later(ok: Ok, run: Run, read_json: Read) -> None:
    """Labels given replace those before; none at all take the links away."""
    for words in (("problem", "one"), ("keep", "two"), ("try", "three")):
        ok("add", *words)
    assert ok("link", "2026-W47", "t1", "p1", "K1").strip() == "kpt/2026-W47 T1  → P1 K1"
    [attempt] = [
        s["items"][0] for s in read_json("show", "2026-W47", "--json")["sections"] if s["role"] == "try"
    ]
    assert [link["label"] for link in attempt["links"]] == ["P1", "K1"]
    ok("link", "2026-W47", "T1")
    assert labels(read_json("week")["orphans"]) == ["2026-W47 P1"]
    assert run("link", "2026-W47", "P1", "K1").exit_code == 2
    assert run("link", "2026-W47", "T1", "P9").exit_code == 2


def test_a_problem_is_called_an_earlier_one_or_not(ok: Ok, run: Run, read_json: Read) -> None:
    """In words that no likeness would find; and alike words that mean something else."""
    ok("add", "--week", "2026-W44", "problem", "The deploy was late")
    ok("add", "problem", "Nobody approved on Friday")
    assert read_json("week")["recurring"] == []
    ok("link", "2026-W47", "P1", "--same", "2026-W44", "P1")
    assert [each["times"] for each in read_json("week")["recurring"]] == [2]
    ok("add", "problem", "The deploy was late again")
    ok("link", "2026-W47", "P2", "--other", "2026-W44", "P1")
    assert len(read_json("problems", "--recurring")["problems"]) == 1
    assert run("link", "2026-W44", "P1", "--same", "2026-W47", "P1").exit_code == 2


def test_a_try_is_skipped_for_this_week(ok: Ok, run: Run, read_json: Read) -> None:
    ok("add", "--week", "2026-W46", "try", "Write the note first")
    ok("set", "2026-W46", "T1", "skipped")
    seen = read_json("week")
    assert seen["earlier_tries"] == []
    assert labels(seen["skipped_tries"]) == ["2026-W46 T1"]
    ok("add", "try", "This week's")
    assert run("set", "2026-W47", "T1", "skipped").exit_code == 2


def test_an_issue_is_carried_into_the_next_week(ok: Ok, run: Run, read_json: Read) -> None:
    """It counts as moved here, and is open there with a link back; once."""
    ok("add", "--category", "QA", "issue", "Contract tests")
    assert "goes on as kpt/2026-W48 I1" in ok("set", "2026-W47", "I1", "carried")
    [issue] = read_json("week", "2026-W47")["issues"]["done"]
    assert issue["state"] == "moved"
    [carried] = read_json("week", "2026-W48")["issues"]["open"]
    assert (carried["text"], carried["category"]) == ("Contract tests", "QA")
    assert run("set", "2026-W47", "I1", "carried").exit_code == 2


WEEK = """---
title: Week 47
---
## Issues

- [x] Retry queue I1
- [ ] Contract tests I4

## KPT

| Title | Description |
|---|---|
| Keep | - K1: notes first |
| Problem | - P1: late deploy <br> - P3: slow tests |
| Try | - P3: run them in two jobs |

| Level | Issue |
|---|---|
| A | I4, P3 |
| B | I1 |
| C | |

See P3 in the wiki.
"""


def test_labels_are_counted_anew(ok: Ok, run: Run, tmp_path: Path) -> None:
    """Links hold, and the file says the new labels where it said the old ones; what is prose is left alone."""
    path = tmp_path / "2026-11-20-week.md"
    path.write_text(WEEK)
    run("import", str(path))
    assert "P3 → P2" in ok("renumber", "kpt/2026-W47")
    after = WEEK.replace("P3: slow", "P2: slow").replace("P3: run", "P2: run").replace("I4, P3", "I2, P2")
    assert ok("export", "kpt/2026-W47") == after.replace("tests I4", "tests I2")
    assert run("renumber", "kpt/2026-W47").stdout == ""
    ok("undo")
    assert ok("export", "kpt/2026-W47") == WEEK
