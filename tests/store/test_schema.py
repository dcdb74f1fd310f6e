"""Notebooks of other versions."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from retrotui.errors import NotebookReadOnly, NotebookUnreadable
from retrotui.store import migrations, seal
from retrotui.store.codec import Tables
from retrotui.store.notebook import Notebook
from tests.store.conftest import entry, texts

Open = Callable[..., Notebook]


def set_schema(path: Path, number: int) -> None:
    document = json.loads(path.read_bytes())
    document["_meta"]["1"]["schema"] = number
    path.write_text(json.dumps(document))


@pytest.fixture
def saved(notebook: Notebook, path: Path) -> Path:
    with notebook.transaction("new") as transaction:
        transaction.put(entry(1, "one"))
    return path


def test_a_newer_schema_opens_read_only(saved: Path, opened: Open) -> None:
    """Everything can be read; saving says which version is needed."""
    set_schema(saved, seal.SCHEMA + 1)
    before = saved.read_bytes()
    notebook = opened()
    assert "newer retrotui" in notebook.read_only
    assert texts(notebook.entries()[entry(1).uid]) == ["one"]
    with pytest.raises(NotebookReadOnly, match="newer"), notebook.transaction("more"):
        pass
    with pytest.raises(NotebookReadOnly):
        notebook.undo()
    assert saved.read_bytes() == before


def test_a_session_that_was_open_becomes_read_only(saved: Path, notebook: Notebook) -> None:
    """When a newer version on another machine took the notebook over."""
    set_schema(saved, seal.SCHEMA + 1)
    before = saved.read_bytes()
    with pytest.raises(NotebookReadOnly), notebook.transaction("more") as transaction:
        transaction.put(entry(2))
    assert saved.read_bytes() == before
    assert notebook.read_only
    assert texts(notebook.entries()[entry(1).uid]) == ["one"]


def test_an_unknown_older_schema_is_refused(saved: Path, opened: Open) -> None:
    """Nothing is guessed."""
    set_schema(saved, 0)
    with pytest.raises(NotebookUnreadable, match="schema 0 is unknown"):
        opened()


def test_an_older_schema_is_migrated_with_a_backup_before(
    saved: Path, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In memory when it is opened, on disk with the first save, and the old file is kept."""

    def rename_title(tables: Tables) -> None:
        for document in tables["entries"].values():
            document["title"] = document.pop("name")

    document = json.loads(saved.read_bytes())
    document["entries"]["1"]["name"] = document["entries"]["1"].pop("title")
    document["_meta"]["1"]["schema"] = seal.SCHEMA - 1
    saved.write_text(json.dumps(document))
    old = saved.read_bytes()
    monkeypatch.setattr(migrations, "STEPS", {seal.SCHEMA - 1: (rename_title,)})
    notebook = opened()
    assert notebook.entries()[entry(1).uid].title == entry(1).title
    assert saved.read_bytes() == old
    with notebook.transaction("more") as transaction:
        transaction.put(entry(2))
    kept = [copy for copy in notebook.backups() if copy.name.startswith(f"pre-v{seal.SCHEMA}-")]
    assert [copy.path.read_bytes() for copy in kept] == [old]
    monkeypatch.undo()
    assert {value.title for value in opened().entries().values()} == {entry(1).title, entry(2).title}


FIXTURES = Path(__file__).parent / "fixtures"


@pytest.mark.parametrize("name", sorted(place.name for place in FIXTURES.glob("v*.json")))
def test_every_old_notebook_still_opens(name: str, path: Path, opened: Open) -> None:
    """The fixtures are what each version wrote; they are kept for ever."""
    path.parent.mkdir()
    path.write_bytes((FIXTURES / name).read_bytes())
    notebook = opened()
    assert notebook.check() == []
    assert {entry.kind for entry in notebook.entries().values()} == {"daily", "kpt", "study", "note"}
    while notebook.undo():
        pass
    assert len(notebook.entries()) == 0


def test_a_table_without_a_counter_gives_no_id_twice(saved: Path, opened: Open) -> None:
    """A first line that names no next id, under a checksum that holds: the first entry must not be replaced."""
    data = saved.read_bytes()
    first, _, rest = data.partition(b"\n")
    assert b'"entries":' in first
    saved.write_bytes(re.sub(rb'"entries":\d+,?', b"", first) + b"\n" + rest)
    assert seal.holds(saved.read_bytes())
    with opened() as notebook:
        before = dict(notebook.entries())
        with notebook.transaction("add") as transaction:
            transaction.put(entry(77, "another"))
    with opened() as notebook:
        assert before.items() < notebook.entries().items()
