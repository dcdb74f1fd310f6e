"""`trash`, `trash restore`, `trash purge`: what was deleted, back again or gone for good."""

from __future__ import annotations

import base64
import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from retrotui import spooled
from retrotui.cli.session import Session
from retrotui.journal import Journal
from retrotui.model.entry import Item
from retrotui.unsaved import Unsaved, capture_place, edit_place
from tests.cli.conftest import NOW

Run = Callable[..., Result]
Ok = Callable[..., str]
Read = Callable[..., Any]


@pytest.fixture
def delete() -> Callable[[str, str], str]:
    """Deletes an item by its entry's key and its label, as the app does; gives its uid. Without a label the entry."""

    def deletes(key: str, label: str = "") -> str:
        with Session(clock=lambda: NOW).journal() as journal:
            entry = journal.find(key)
            if not label:
                journal.delete_entry(entry.uid)
                return entry.uid
            return journal.delete_item(entry.uid, journal.find_item(entry, label).uid).uid

    return deletes


Delete = Callable[..., str]


def texts(read_json: Read, key: str = "today") -> list[tuple[str, str]]:
    """Labels and texts of an entry's items."""
    sections = read_json("show", key)["sections"]
    return [(item["label"], item["text"]) for section in sections for item in section["items"]]


def places_with(folder: Path, *words: bytes) -> list[Path]:
    """The files below a folder in which any of the words stands, also in base64."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path for path in files if any(word in path.read_bytes() for word in words)]


def test_an_empty_trash_says_so(run: Run) -> None:
    """On stderr, so that a program reads an empty list."""
    result = run("trash")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "The trash is empty.\n")
    assert json.loads(run("trash", "--json").stdout) == []


def test_the_trash_tells_what_when_and_where(ok: Ok, read_json: Read, delete: Delete) -> None:
    """The newest first, under ids that are as short as can be."""
    ok("log", "problem", "one")
    ok("add", "try", "two")
    first = delete("today", "P1")
    second = delete("2026-W47")
    rows = [line.split("  ") for line in ok("trash").splitlines()]
    assert [row[0] for row in rows] == [second[:4], first[:4]]
    assert rows[1][2:] == ["daily/2026-11-20 P1", "one"]
    told = read_json("trash")
    assert [(each["what"], each["key"], each["label"]) for each in told] == [
        ("entry", "kpt/2026-W47", ""),
        ("item", "daily/2026-11-20", "P1"),
    ]
    assert told[1]["role"] == "problem"
    assert dt.datetime.fromisoformat(told[1]["at"]) == NOW


def test_a_restored_item_is_where_it_was(ok: Ok, run: Run, read_json: Read, delete: Delete) -> None:
    """With its label, between its neighbours; one step of undo puts it into the trash again."""
    for text in ("a", "b", "c"):
        ok("log", text)
    uid = delete("today", "D2")
    assert ok("trash", "restore", uid[:5]) == "restored: daily/2026-11-20  D2 b\n"
    assert texts(read_json) == [("D1", "a"), ("D2", "b"), ("D3", "c")]
    assert run("trash").stdout == ""
    ok("undo")
    assert texts(read_json) == [("D1", "a"), ("D3", "c")]
    assert [each["uid"] for each in read_json("trash")] == [uid]


def test_a_label_that_was_given_away_is_not_taken_back(ok: Ok, read_json: Read, delete: Delete) -> None:
    """Two items with one label could not be told apart."""
    ok("log", "a")
    uid = delete("today", "D1")
    ok("log", "b")
    assert ok("trash", "restore", uid) == "restored: daily/2026-11-20  D2 a\n"
    assert texts(read_json) == [("D2", "a"), ("D1", "b")]


def test_an_item_brings_its_deleted_entry_back(ok: Ok, run: Run, read_json: Read, delete: Delete) -> None:
    """In one step; undone, both are in the trash as the one entry."""
    ok("log", "a")
    ok("log", "b")
    uid = delete("today", "D1")
    delete("today")
    ok("trash", "restore", uid)
    assert texts(read_json) == [("D1", "a"), ("D2", "b")]
    assert run("trash").stdout == ""
    ok("undo")
    [both] = read_json("trash")
    ok("trash", "restore", both["id"])
    assert texts(read_json) == [("D1", "a"), ("D2", "b")]


def test_an_item_of_a_purged_entry_has_no_place(ok: Ok, run: Run, delete: Delete) -> None:
    """It says so, and leaves the item in the trash."""
    ok("log", "a")
    item, entry = delete("today", "D1"), delete("today")
    ok("trash", "purge", entry)
    result = run("trash", "restore", item)
    assert result.exit_code == 1
    assert "gone for good" in result.stderr
    assert item[:4] in ok("trash")


def test_ids_that_mean_nothing_or_too_much(ok: Ok, run: Run, delete: Delete) -> None:
    """Exit code 2; of several ids nothing is done when one is wrong."""
    for text in "ab":
        ok("log", text)
    uids = [delete("today", "D1"), delete("today", "D2")]
    for args in (
        ["restore", uids[0], "nothing"],
        ["purge", uids[0], ""],
        ["purge"],
        ["purge", "--all", uids[0]],
    ):
        assert run("trash", *args).exit_code == 2, args
    assert len(ok("trash").splitlines()) == 2


def test_what_undo_took_away_is_in_the_trash(ok: Ok, read_json: Read) -> None:
    """The next change makes redo impossible, and the words would be gone."""
    ok("log", "a")
    ok("log", "b")
    ok("undo")
    assert [each["text"] for each in read_json("trash")] == ["b"]
    ok("redo")
    assert read_json("trash") == []


SOURCE = """---
title: Week
tags: [x]
---
# KPT 2026-W47

## Keep
* pairing   on Mondays
* tests

## Problem
1) leaked hunter2-token in the log
2) slow
"""


@pytest.mark.parametrize("edited", [False, True])
def test_a_purged_item_of_an_import_is_nowhere(
    ok: Ok, read_json: Read, delete: Delete, tmp_path: Path, edited: bool
) -> None:
    """Not in the source of its entry either, whose other lines keep their layout."""
    file = tmp_path / "home" / "week.md"
    file.parent.mkdir()
    file.write_text(SOURCE, encoding="utf-8")
    ok("import", str(file), "--date", "2026-11-18")
    [(key, label)] = [
        (each["key"], item["label"])
        for each in read_json("list")
        for section in each["sections"]
        for item in section["items"]
        if "hunter2" in item["text"]
    ]
    if edited:
        with Session(clock=lambda: NOW).journal() as journal:
            entry = journal.find(key)
            journal.edit_item(entry.uid, journal.find_item(entry, label), "harmless")
    uid = delete(key, label)
    ok("log", "more", now=NOW + dt.timedelta(days=1))
    wanted = ok("export", key)
    assert ok("trash", "purge", uid) == "purged: 1 thing\n"
    file.unlink()
    assert places_with(tmp_path, b"hunter2") == []
    assert ok("export", key) == wanted
    assert "* pairing   on Mondays\n" in wanted
    assert "hunter2" not in ok("export", key, "--original")
    # The same file again is known; a changed one does not take the edited entry's place.
    file.write_text(SOURCE, encoding="utf-8")
    assert ok("import", str(file), "--date", "2026-11-18").startswith("already there")
    file.write_text(SOURCE + "3) third\n", encoding="utf-8")
    assert ok("import", str(file), "--date", "2026-11-18").startswith("new: ")
    assert ok("export", key) == wanted


def test_the_original_bytes_of_an_import_are_purged(ok: Ok, delete: Delete, tmp_path: Path) -> None:
    """They are kept where the text alone would not give them back, in base64."""
    file = tmp_path / "home" / "week.md"
    file.parent.mkdir()
    data = SOURCE.replace("slow", "배포가 느림 " * 20).encode() + b"3) broken \xff byte\n"
    file.write_bytes(data)
    ok("import", str(file), "--date", "2026-11-18")
    notebook = tmp_path / "data" / "retrotui" / "notebook.json"
    raw = json.loads(notebook.read_bytes())["entries"]["1"]["origin"]["raw"]
    assert b"hunter2" in base64.b64decode(raw)
    ok("trash", "purge", delete("2026-W47", "P1"))
    file.unlink()
    assert places_with(tmp_path, b"hunter2", raw[:60].encode()) == []


def test_a_purge_reaches_drafts_kept_lines_and_damaged_files(
    ok: Ok, delete: Delete, tmp_path: Path, notebook: Path
) -> None:
    """Other words beside it stay."""
    secret = "hunter2-token"
    ok("log", "kept")
    ok("log", "problem", secret)
    notebook.with_name("notebook.json.damaged-1").write_bytes(notebook.read_bytes()[:-2])
    notebook.with_name("notebook.json.damaged-2").write_text(f'half {{"text":"{secret}"}}\nother\n')
    state = tmp_path / "state" / "retrotui"
    unsaved = Unsaved(state, lambda: NOW)
    with Session(clock=lambda: NOW).journal() as journal:
        entry = journal.find("today")
        unsaved.note(edit_place(entry, journal.find_item(entry, "P1")), "changed", base=secret)
        unsaved.note(capture_place(), f"other words\n{secret}\n")
    unsaved.flush()
    spooled.keep(state, tmp_path / "elsewhere.json", "did", secret, NOW.date(), NOW)
    (state / "drafts" / ".x.json.1-abc.tmp").write_text(secret)
    assert len(places_with(tmp_path, secret.encode())) > 6
    ok("trash", "purge", delete("today", "P1"))
    assert places_with(tmp_path, secret.encode()) == []
    assert notebook.with_name("notebook.json.damaged-2").read_text() == "other\n"
    [draft] = (state / "drafts").glob("*.json")
    assert "other words" in draft.read_text()


def test_purge_all_empties_the_trash(ok: Ok, run: Run, delete: Delete, tmp_path: Path) -> None:
    """Without a terminal it does not ask; the steps that held it are no longer undone."""
    ok("log", "secret-a")
    ok("log", "kept")
    delete("today", "D1")
    ok("add", "keep", "secret-b")
    delete("2026-W47")
    assert ok("trash", "purge", "--all") == "purged: 2 things\n"
    assert places_with(tmp_path, b"secret-") == []
    assert run("trash").stdout == ""
    for _ in range(6):
        run("undo")
    assert places_with(tmp_path, b"secret-") == []


def test_an_interrupted_purge_can_be_tried_again(
    ok: Ok, run: Run, delete: Delete, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What could not be taken out of a backup is still in the trash."""
    ok("log", "kept")
    ok("log", "problem", "secret-a")
    uid = delete("today", "P1")
    folder = next((tmp_path / "state" / "retrotui" / "backups").iterdir())
    with monkeypatch.context() as patch:
        patch.setattr("retrotui.store.purge.Purge.backup", _refuse)
        assert run("trash", "purge", uid).exit_code == 1
    assert places_with(folder, b"secret-a")
    ok("trash", "purge", uid)
    assert places_with(tmp_path, b"secret-a") == []


def _refuse(*_: object) -> None:
    raise OSError(13, "Permission denied")


def test_the_app_hears_of_a_purge(tmp_path: Path) -> None:
    """An entry whose source is written anew is a change like any other."""
    journal = Journal.open(tmp_path / "n.json", state_dir=tmp_path / "s", clock=lambda: NOW)
    journal.log("did", "kept", NOW.date())
    item: Item = journal.log("problem", "gone", NOW.date()).item
    journal.delete_item(journal.find("today").uid, item.uid)
    heard: list[Any] = []
    journal.subscribe(heard.extend)
    assert [trashed.uid for trashed in journal.purge([item.uid])] == [item.uid]
    assert journal.trash() == []
    assert heard == []
