"""A file that can not be read in full is never overwritten, and there is a way back."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from retrotui.errors import NotebookUnreadable
from retrotui.store.notebook import Notebook
from tests.store.conftest import Clock, entry, texts

Open = Callable[..., Notebook]


def _changed(find: bytes, put: bytes) -> Callable[[bytes], bytes]:
    def change(data: bytes) -> bytes:
        assert find in data
        return data.replace(find, put, 1)

    return change


DAMAGE: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "empty": (lambda data: b"", "the file is empty"),
    "half": (lambda data: data[: len(data) // 2], r":\d+: "),
    "one byte short of the end": (lambda data: data[:-3], "Expecting"),
    "nothing but NUL": (lambda data: b"\0" * len(data), "Expecting value"),
    "NUL in a text": (_changed(b"one", b"o\0e"), r":\d+: Invalid control character"),
    "byte order mark": (lambda data: b"\xef\xbb\xbf" + data, "byte order mark"),
    "UTF-16": (lambda data: data.decode().encode("utf-16"), "not UTF-8"),
    "not UTF-8": (_changed(b"one", b"o\xffe"), r":3: invalid start byte"),
    "a list": (lambda data: b"[]", "Expected `object`"),
    "a number": (lambda data: b"42", "Expected `object`"),
    "another program's": (lambda data: b'{"_default": {"1": {"a": 1}}}', "not a retrotui notebook"),
    "another application's": (_changed(b'"app":"retrotui"', b'"app":"other"'), "'other'"),
    "an entry that is no map": (_changed(b'{"1": {"uid"', b'{"1": 5, "3": {"uid"'), "Expected `object`"),
    "an id twice": (_changed(b'"2": {"uid"', b'"1": {"uid"'), r":4: the name '1' comes twice"),
    "an id that is no number": (_changed(b'"2": {"uid"', b'"two": {"uid"'), r":4: table entries: 'two'"),
    "a uid twice": (_changed(b'"uid":"0000000000000002"', b'"uid":"0000000000000001"'), ":4: .*same uid"),
    "deep": (_changed(b'"one"', b"[" * 100_000 + b"]" * 100_000), "nested too deeply"),
    "a date that is none": (
        _changed(b'"start":"2026-01-03"', b'"start":"2026-13-03"'),
        r":4: entry 2: .*start",
    ),
    "a field of another type": (_changed(b'"title":"2026-01-02"', b'"title":7'), r":3: entry 1: .*title"),
    "a field missing": (_changed(b'"kind":"daily",', b""), "kind"),
    "a merge conflict": (_changed(b'"2": {"uid"', b'<<<<<<< ours\n"2": {"uid"'), ":4: Expecting"),
    "NaN": (_changed(b'"level":2', b'"level":NaN'), "NaN"),
    "a lone surrogate": (_changed(b'"one"', b'"\\ud83d"'), r":3: "),
    "a huge number": (_changed(b'"level":2', b'"level":' + b"9" * 5000), "integer"),
}


@pytest.fixture
def saved(notebook: Notebook, path: Path) -> Path:
    """A notebook with a backup of one entry and two entries in it."""
    for number, text in ((1, "one"), (2, "two")):
        with notebook.transaction("new") as transaction:
            transaction.put(entry(number, text))
    data = path.read_bytes()
    # One step of the history is enough; the damage below is looked for in the entries.
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("kind", DAMAGE)
def test_a_damaged_file_is_refused_and_left_alone(
    kind: str, saved: Path, opened: Open, tmp_path: Path, clock: Clock
) -> None:
    """With the file, the line where there is one, the reason and the way out; and the way out works."""
    damage, words = DAMAGE[kind]
    bad = damage(
        saved.read_bytes().replace(b'"entries": {\n"1"', b'"entries": {"1"')
        if kind == "an entry that is no map"
        else saved.read_bytes()
    )
    saved.write_bytes(bad)
    before = {place: place.read_bytes() for place in tmp_path.rglob("*") if place.is_file()}
    with pytest.raises(NotebookUnreadable) as caught:
        opened()
    assert str(saved) in caught.value.message
    assert re.search(words, caught.value.message), caught.value.message
    assert "\n    retrotui restore" in caught.value.hint
    assert "previous.json" in caught.value.hint
    assert caught.value.exit_code == 3
    assert {place: place.read_bytes() for place in tmp_path.rglob("*") if place.is_file()} == before

    recovered = Notebook.recover(saved, state_dir=tmp_path / "state", clock=clock)
    assert [texts(value) for value in recovered.entries().values()] == [["one"]]
    kept = [place for place in saved.parent.iterdir() if ".damaged-" in place.name]
    assert [place.read_bytes() for place in kept] == [bad]
    with recovered.transaction("go on") as transaction:
        transaction.put(entry(3))
    assert len(opened().entries()) == 2


@pytest.mark.parametrize("kind", ["empty", "half", "not UTF-8", "a uid twice"])
def test_damage_under_an_open_notebook(kind: str, saved: Path, opened: Open) -> None:
    """What was read stays readable, nothing is saved over the damage, and a restore brings the session back."""
    notebook = opened()
    bad = DAMAGE[kind][0](saved.read_bytes())
    saved.write_bytes(bad)
    for _ in range(2):
        with pytest.raises(NotebookUnreadable):
            notebook.refresh()
        with pytest.raises(NotebookUnreadable), notebook.transaction("more") as transaction:
            transaction.put(entry(3))
    with pytest.raises(NotebookUnreadable):
        notebook.undo()
    assert saved.read_bytes() == bad
    assert len(notebook.entries()) == 2
    assert notebook.check() != []
    changes = notebook.restore()
    assert [(change.uid, change.after) for change in changes] == [(entry(2).uid, None)]
    assert len(notebook.entries()) == 1


def test_a_missing_file_with_backups_is_no_new_notebook(saved: Path, opened: Open) -> None:
    """It was moved or deleted: nothing is begun in its place."""
    saved.unlink()
    with pytest.raises(NotebookUnreadable, match="gone"):
        opened()
    assert not saved.exists()


def test_an_empty_file_without_backups_is_new(path: Path, opened: Open) -> None:
    """Made by `touch`, say."""
    path.parent.mkdir()
    path.touch()
    with opened().transaction("new") as transaction:
        transaction.put(entry(1))
    assert len(opened().entries()) == 1


@pytest.mark.parametrize("kind", ["folder", "fifo", "loop"])
def test_what_is_no_file_is_refused(kind: str, path: Path, opened: Open) -> None:
    """Without waiting for a FIFO's writer."""
    path.parent.mkdir()
    {"folder": path.mkdir, "fifo": lambda: os.mkfifo(path), "loop": lambda: path.symlink_to(path)}[kind]()
    with pytest.raises(NotebookUnreadable, match="can not be read"):
        opened()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_read_permission_is_refused(saved: Path, opened: Open) -> None:
    """In the system's words."""
    saved.chmod(0)
    with pytest.raises(NotebookUnreadable, match="Permission denied"):
        opened()


def test_a_file_edited_by_hand_is_accepted(saved: Path, opened: Open) -> None:
    """Whatever its layout, as long as all of it can be read; the next save gives it one document to a line."""
    document = json.loads(saved.read_bytes())
    document["entries"]["2"]["title"] = "By hand: [x]"
    saved.write_text(json.dumps(document, indent=4, ensure_ascii=True))
    notebook = opened()
    assert notebook.entries()[entry(2).uid].title == "By hand: [x]"
    with notebook.transaction("more") as transaction:
        transaction.put(entry(3))
    lines = saved.read_text().splitlines()
    assert sum(line.startswith('"2": {"uid":"0000000000000002"') for line in lines) == 1
    assert opened().entries()[entry(2).uid].title == "By hand: [x]"


def test_other_programs_tables_are_kept(saved: Path, opened: Open) -> None:
    """A table of a plug-in, or of a person with a Python prompt."""
    document = json.loads(saved.read_bytes())
    document["_default"] = {"1": {"mine": True}}
    saved.write_text(json.dumps(document))
    with opened().transaction("more") as transaction:
        transaction.put(entry(3))
    assert json.loads(saved.read_bytes())["_default"] == {"1": {"mine": True}}


def test_ids_are_never_used_again(opened: Open, path: Path) -> None:
    """Not after the newest entry was removed, nor after a restart."""
    for number in (1, 2):
        notebook = opened()
        with notebook.transaction("new") as transaction:
            transaction.put(entry(number))
        with notebook.transaction("delete") as transaction:
            transaction.remove(entry(number).uid)
    with opened().transaction("new") as transaction:
        transaction.put(entry(3))
    assert list(json.loads(path.read_bytes())["entries"]) == ["3"]
