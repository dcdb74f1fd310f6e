"""What is purged is nowhere any more."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from retrotui.model import edit
from retrotui.store.notebook import Notebook
from tests.store.conftest import Clock, entry, texts

Open = Callable[..., Notebook]


def places_with(folder: Path, word: str) -> list[str]:
    return [
        place.name for place in folder.rglob("*") if place.is_file() and word.encode() in place.read_bytes()
    ]


def test_a_purged_item_is_nowhere(notebook: Notebook, opened: Open, tmp_path: Path, clock: Clock) -> None:
    """Not in the trash, the history or any backup; everything beside it is where it was."""
    with notebook.transaction("new") as transaction:
        transaction.put(entry(1, "kept", "hunter2"))
        transaction.put(entry(2, "other"))
    clock.forward(hours=2)
    with notebook.transaction("edit") as transaction:
        transaction.put(entry(1, "kept", "hunter2 and more"))
        transaction.put(entry(2, "other", "more"))
    clock.forward(hours=2)
    with notebook.transaction("delete") as transaction:
        old = transaction.entries[entry(1).uid]
        item = list(old.items())[1]
        transaction.trash_item(old.uid, item, old.section_of(item.uid))
        transaction.put(edit.remove_item(old, item.uid))
    assert len(places_with(tmp_path, "hunter2")) > 3
    times = {copy.name: copy.at for copy in notebook.backups()}
    assert [trashed.uid for trashed in notebook.purge([item.uid, "unknown"])] == [item.uid]
    assert places_with(tmp_path, "hunter2") == []
    assert notebook.trash() == []
    assert [texts(value) for value in opened().entries().values()] == [["kept"], ["other", "more"]]
    assert opened().check() == []
    for copy in notebook.backups():
        assert copy.is_good
        assert copy.name == "previous.json" or copy.at == times[copy.name]
    undone = notebook.undo()
    assert undone is not None
    assert undone.label == "edit"
    assert [texts(value) for value in notebook.entries().values()] == [["kept"], ["other"]]


def test_a_purged_entry_is_nowhere(notebook: Notebook, tmp_path: Path) -> None:
    """Whatever it was called."""
    for number, text in ((1, "kept"), (2, "hunter2")):
        with notebook.transaction("new") as transaction:
            transaction.put(entry(number, text))
    with notebook.transaction("delete") as transaction:
        transaction.remove(entry(2).uid)
    with notebook.transaction("more") as transaction:
        transaction.put(entry(3))
    (tmp_path / "state" / "backups").joinpath(
        *[next((tmp_path / "state" / "backups").iterdir()).name, "old.json"]
    ).write_text(f"half of a file with {entry(2).uid} and hunter2")
    notebook.purge([entry(2).uid])
    assert places_with(tmp_path, "hunter2") == []
    assert {uid for copy in notebook.backups() for uid in [copy.entries]} <= {0, 1, 2}
    notebook.undo()
    assert [texts(value) for value in notebook.entries().values()] == [["kept"]]


def test_only_what_is_in_the_trash_can_be_purged(notebook: Notebook, path: Path) -> None:
    """A living entry is deleted first; nothing is written."""
    with notebook.transaction("new") as transaction:
        transaction.put(entry(1, "kept"))
    before = path.read_bytes()
    assert notebook.purge([entry(1).uid]) == []
    assert path.read_bytes() == before


def test_transactions_do_not_nest(notebook: Notebook) -> None:
    """The inner one would write what the outer one may yet give up."""
    with notebook.transaction("outer") as transaction:
        transaction.put(entry(1))
        with pytest.raises(RuntimeError, match="holds no other"):
            notebook.undo()
    assert len(notebook.entries()) == 1
