"""An entry as Markdown in the user's editor, and as another kind."""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run

Ok = Callable[..., str]
Json = Callable[..., Any]
Editing = Callable[..., None]

BOARD = """---
title: "Week 47"   # as on the wall
date: 2026-11-20
---

# 2026-11-20 KPT

## Keep
* short meetings
* a walk at noon

## Problem

| what | since |
|---|---|
| the build is slow | May |

## Try
1. cache the image
"""
NOTE = """# 회의에서 나온 이야기

## 좋았던 점
- 짧은 회의

## 아쉬운 점
- 늦은 배포
"""


@pytest.fixture
def editing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Editing:
    """Makes the user's editor one that replaces words, and may run a command of ours before it ends."""

    def choose(*changes: tuple[str, str], code: int = 0, meanwhile: str = "", codec: str = "utf-8") -> None:
        script = tmp_path / "editor.py"
        script.write_text(
            "import os, pathlib, subprocess, sys\n"
            "path = pathlib.Path(sys.argv[1])\n"
            "text = path.read_bytes().decode()\n"
            f"for old, new in {changes!r}:\n"
            "    assert old in text, text\n"
            "    text = text.replace(old, new)\n"
            f"path.write_bytes(text.encode({codec!r}))\n"
            f"words = {shlex.split(meanwhile)!r}\n"
            "if words: subprocess.run([sys.executable, '-m', 'retrotui', *words], check=True, capture_output=True)\n"
            f"sys.exit({code})\n",
            encoding="utf-8",
        )
        monkeypatch.setenv("VISUAL", "")
        monkeypatch.setenv("EDITOR", f"{shlex.quote(sys.executable)} {shlex.quote(str(script))}")
        monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))

    return choose


@pytest.fixture
def take(tmp_path: Path, run: Run) -> Callable[[str, str], None]:
    """Imports a text under a file name."""

    def taken(name: str, text: str) -> None:
        (tmp_path / name).write_bytes(text.encode())
        assert run("import", str(tmp_path / name)).exit_code == 0

    return taken


def items(entry: Any) -> dict[str, str]:
    return {item["label"]: item["text"] for section in entry["sections"] for item in section["items"]}


def test_what_the_editor_leaves_is_what_is_exported(
    ok: Ok, read_json: Json, take: Callable[[str, str], None], editing: Editing
) -> None:
    """Also where it is laid out in a way that a change in the app would not choose."""
    take("board.md", BOARD)
    changes = (
        ("* a walk at noon\n", "* a walk at noon\n\n\n* tea\n"),
        ("| May |", "| May |\n| flaky tests | June |"),
    )
    editing(*changes)
    ok("edit", "2026-W47")
    wanted = BOARD
    for old, new in changes:
        wanted = wanted.replace(old, new)
    assert ok("show", "2026-W47", "--md") == wanted
    assert [text for label, text in items(read_json("show", "2026-W47")).items() if label.startswith("K")] == [
        "short meetings", "a walk at noon", "tea",
    ]  # fmt: skip
    ok("undo")
    assert ok("show", "2026-W47", "--md") == BOARD


def test_links_and_labels_hold_and_what_is_gone_is_in_the_trash(
    ok: Ok, read_json: Json, editing: Editing
) -> None:
    ok("add", "problem", "The build is slow")
    ok("add", "problem", "Nobody answers")
    ok("add", "try", "Cache the image", "--for", "P1")
    editing(("The build is slow", "The build takes 20 minutes"), ("Nobody answers", ""))
    ok("edit", "2026-W47")
    board = read_json("show", "2026-W47")
    assert items(board) == {"P1": "The build takes 20 minutes", "T1": "Cache the image"}
    [tried] = [item for s in board["sections"] for item in s["items"] if item["label"] == "T1"]
    assert "P1" in str(tried["links"])
    assert "Nobody answers" in ok("trash")
    assert board.get("front_matter", {}) == {}


def test_a_line_that_is_logged_meanwhile_stays(ok: Ok, read_json: Json, editing: Editing) -> None:
    ok("log", "one", "--date", "2026-11-18")
    ok("log", "two", "--date", "2026-11-18")
    editing(("- two", "- two and a half"), meanwhile="log --date 2026-11-18 'in passing'")
    ok("edit", "2026-11-18")
    assert set(items(read_json("show", "2026-11-18")).values()) == {"one", "two and a half", "in passing"}


def test_what_can_not_be_taken_in_is_kept_in_a_file(
    run: Run, ok: Ok, editing: Editing, tmp_path: Path
) -> None:
    ok("log", "one", "--date", "2026-11-18")
    editing(("- one", "- one\n- precious"), meanwhile="undo")
    result = run("edit", "2026-11-18")
    assert result.exit_code == 1
    [kept] = (tmp_path / "state" / "retrotui" / "edited").iterdir()
    assert str(kept) in result.stderr
    assert "precious" in kept.read_text()
    assert kept.stat().st_mode & 0o777 == 0o600


def test_what_was_written_outlives_a_fault_of_ours(
    run: Run, ok: Ok, editing: Editing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is on disk before anything is done with it, and gone from there once the notebook has it."""
    ok("log", "one", "--date", "2026-11-18")
    editing(("- one", "- precious"))

    def fault(*_: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr("retrotui.exchange.rewrite.rewrite", fault)
        assert run("edit", "2026-11-18").exit_code == 1
    folder = tmp_path / "state" / "retrotui" / "edited"
    [kept] = folder.iterdir()
    assert "precious" in kept.read_text()
    kept.unlink()
    ok("edit", "2026-11-18")
    assert not list(folder.iterdir())


@pytest.mark.parametrize("changes", [(), (("one", " "), ("#", ""))], ids=["nothing", "something"])
def test_an_editor_that_fails_changes_nothing(
    run: Run, ok: Ok, editing: Editing, changes: tuple[tuple[str, str], ...]
) -> None:
    ok("log", "one", "--date", "2026-11-18")
    before = ok("show", "2026-11-18", "--md")
    editing(*changes, code=1)
    assert run("edit", "2026-11-18").exit_code == 1
    assert ok("show", "2026-11-18", "--md") == before


def test_an_editor_may_save_in_the_encoding_of_its_language(
    ok: Ok, take: Callable[[str, str], None], editing: Editing
) -> None:
    take("2026-11-18.md", NOTE)
    editing(("짧은 회의", "아주 짧은 회의"), codec="cp949")
    ok("edit", "2026-W47")
    assert ok("show", "2026-W47", "--md") == NOTE.replace("짧은 회의", "아주 짧은 회의")


def test_a_file_that_the_editor_leaves_unreadable_is_kept(
    run: Run,
    ok: Ok,
    take: Callable[[str, str], None],
    editing: Editing,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    take("2026-11-18.md", NOTE)
    editing(("짧은 회의", "아주 짧은 회의\0"))
    failed = run("edit", "2026-W47")
    assert failed.exit_code == 1
    named = re.search(r"/\S+\.md", failed.stderr)
    assert named is not None
    assert "아주 짧은 회의" in Path(named[0]).read_text("utf-8")
    assert ok("show", "2026-W47", "--md") == NOTE


def test_an_editor_that_is_not_there_is_named(run: Run, ok: Ok, monkeypatch: pytest.MonkeyPatch) -> None:
    ok("log", "one", "--date", "2026-11-18")
    monkeypatch.setenv("VISUAL", "no-such-editor")
    assert "no-such-editor: No such file" in run("edit", "2026-11-18").stderr


def test_leaving_it_as_it_was_changes_nothing(run: Run, ok: Ok, editing: Editing) -> None:
    ok("log", "one", "--date", "2026-11-18")
    editing()
    assert "Nothing was changed" in run("edit", "2026-11-18").stderr
    assert "2026-11-18" in ok("undo")


def test_a_file_of_windows_keeps_its_line_ends(
    ok: Ok, take: Callable[[str, str], None], editing: Editing, tmp_path: Path
) -> None:
    take("board.md", BOARD.replace("\n", "\r\n"))
    editing(("* short meetings", "* shorter meetings"))
    ok("edit", "2026-W47")
    ok("export", "2026-W47", "--out", str(tmp_path / "out"))
    [file] = (tmp_path / "out").glob("*.md")
    assert file.read_bytes().decode() == BOARD.replace("short m", "shorter m").replace("\n", "\r\n")


def test_the_next_import_of_the_file_merges_with_the_edit(
    ok: Ok, read_json: Json, take: Callable[[str, str], None], editing: Editing
) -> None:
    take("board.md", BOARD)
    editing(("* short meetings", "* shorter meetings"))
    ok("edit", "2026-W47")
    take("board.md", BOARD.replace("cache the image", "cache two images"))
    [entry] = read_json("list")
    assert {"shorter meetings", "cache two images"} <= set(items(read_json("show", entry["key"])).values())


def test_a_note_becomes_the_retrospective_that_it_is(ok: Ok, read_json: Json, tmp_path: Path) -> None:
    (tmp_path / "note.md").write_text(NOTE, encoding="utf-8")
    ok("import", str(tmp_path / "note.md"), "--kind", "note", "--date", "2026-11-18")
    [note] = read_json("list", "--kind", "note")
    ok("move", note["key"], "--kind", "kpt")
    [board] = read_json("list")
    assert (board["kind"], board["start"]) == ("kpt", "2026-11-18")
    assert items(read_json("show", board["key"])) == {"K1": "짧은 회의", "P1": "늦은 배포"}
    assert ok("show", board["key"], "--md") == NOTE
    ok("undo")
    assert read_json("list", "--kind", "note") == [note]


def test_a_week_that_becomes_an_action_keeps_its_items_and_links(ok: Ok, read_json: Json) -> None:
    ok("add", "problem", "The build is slow")
    ok("add", "try", "Cache the image", "--for", "P1")
    ok("move", "2026-W47", "--kind", "aar", "--date", "2026-11-18")
    [entry] = read_json("list", "--kind", "aar")
    found = read_json("show", entry["key"])
    assert items(found) == {"P1": "The build is slow", "T1": "Cache the image"}
    assert {"goal", "result", "lesson", "improvement"} <= {section["role"] for section in found["sections"]}
    assert entry["start"] == "2026-11-18"


def test_other_days_bring_no_title_that_nobody_wrote(ok: Ok, take: Callable[[str, str], None]) -> None:
    """An entry without a title is called by its days, and its front matter goes on stating these alone."""
    source = "---\ndate: 2024-01-29\n---\n\n## Keep\n- a\n\n## Problem\n- b\n"
    take("retro.md", source)
    ok("move", "2024-W05", "--date", "2024-02-07")
    assert ok("export", "2024-W06") == source.replace("2024-01-29", "2024-02-07")
    assert "KPT 2024-W06" in ok("list")
