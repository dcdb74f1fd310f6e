"""`backup` and `restore`: the way back to a notebook as it was."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from tests.cli.conftest import NOW

Run = Callable[..., Result]
Ok = Callable[..., str]
Read = Callable[..., Any]


def test_a_backup_by_hand_says_where_it_is(ok: Ok, run: Run, notebook: Path) -> None:
    """With the label as given, made safe for a file's name; before the first entry there is nothing to keep."""
    assert run("backup").exit_code == 1
    assert not notebook.exists()
    ok("log", "x")
    path = Path(ok("backup", "before the / move").strip())
    assert path.name.startswith("before-the-move-2026")
    assert path.read_bytes() == notebook.read_bytes()
    assert path.stat().st_mode & 0o077 == 0


def test_the_list_tells_what_can_be_restored(ok: Ok, run: Run, read_json: Read, notebook: Path) -> None:
    """The newest first, a damaged one as such; also where the notebook can not be read."""
    assert run("restore", "--list").stdout == ""
    for number in range(3):
        ok("log", f"{number}", now=NOW + dt.timedelta(hours=number))
    previous = next(each for each in read_json("restore") if each["name"] == "previous")
    Path(previous["path"]).unlink()
    Path(previous["path"]).write_bytes(b"{")
    notebook.write_bytes(b"")
    lines = ok("restore", "--list").splitlines()
    assert sum("can not be read" in line for line in lines) == 1
    assert any(line.startswith("daily-2026-11-20 ") and line.endswith("1 entry") for line in lines)
    told = read_json("restore")
    assert {each["name"]: each["good"] for each in told}["previous"] is False


@pytest.mark.parametrize("damage", [b"", b"{", b"\x00" * 100, None], ids=["empty", "half", "NUL", "gone"])
def test_restore_brings_a_notebook_back_that_can_not_be_opened(
    ok: Ok, run: Run, notebook: Path, damage: bytes | None
) -> None:
    """The newest good backup; the damaged file is kept, and its name told."""
    for text in ("one", "two", "three"):
        ok("log", text)
    if damage is None:
        notebook.unlink()
    else:
        notebook.write_bytes(damage)
    assert run("list").exit_code == 3
    result = run("restore")
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("restored: previous of ")
    assert "two" in ok("show", "today")
    damaged = list(notebook.parent.glob("notebook.json.damaged-*"))
    assert [path.read_bytes() for path in damaged] == ([] if damage is None else [damage])
    assert all(str(path) in result.stderr for path in damaged)


def test_a_named_backup_and_the_way_back_from_it(ok: Ok, run: Run) -> None:
    """By the start of its name or its path; what was there is a backup, too, so a restore can be taken back."""
    ok("log", "one")
    path = ok("backup", "mine").strip()
    ok("log", "two")
    for name in ("mine", path):
        result = run("restore", name)
        assert result.exit_code == 0, result.output
        assert "two" not in ok("show", "today")
        aside = result.stderr.rpartition(": ")[2].strip()
        ok("restore", aside) if name == path else run("restore", Path(aside).name)
        assert "two" in ok("show", "today")


def test_names_that_mean_nothing_or_too_much(ok: Ok, run: Run, notebook: Path) -> None:
    """Exit code 2 with what there is, and nothing is changed; without any backup it is 3."""
    assert run("restore").exit_code == 3
    for number in range(3):
        ok("log", f"{number}", now=NOW + dt.timedelta(hours=number))
    before = notebook.read_bytes()
    assert run("restore", "nothing").exit_code == 2
    several = run("restore", "hourly")
    assert several.exit_code == 2
    assert "hourly-2026-11-20T" in several.stderr
    assert notebook.read_bytes() == before


def test_a_damaged_backup_is_refused(ok: Ok, run: Run, read_json: Read, notebook: Path) -> None:
    """With exit code 3, and the notebook stays."""
    ok("log", "one")
    ok("log", "two")
    before = notebook.read_bytes()
    [weekly] = [each for each in read_json("restore") if each["name"].startswith("weekly")]
    Path(weekly["path"]).unlink()
    Path(weekly["path"]).write_bytes(b"{")
    assert run("restore", "weekly").exit_code == 3
    assert notebook.read_bytes() == before


def test_undo_goes_on_past_a_step_that_was_overwritten_from_outside(ok: Ok, run: Run, notebook: Path) -> None:
    """It says so once, and the next undo turns to the step before it."""
    ok("log", "one")
    ok("add", "keep", "two")
    ok("log", "three")
    notebook.write_bytes(notebook.read_bytes().replace(b"three", b"THREE", 1))
    blocked = run("undo")
    assert blocked.exit_code == 1
    assert "Undo once more" in blocked.stderr
    assert ok("undo") == "undone: add keep (kpt/2026-W47)\n"
    assert "THREE" in ok("show", "today")
    assert ok("redo") == "done again: add keep (kpt/2026-W47)\n"
