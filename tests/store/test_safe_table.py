"""TinyDB's own methods on our storage: safe, and seen by the notebook."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tinydb import TinyDB, where
from tinydb.table import Document

from retrotui.store.notebook import Notebook
from retrotui.store.storage import NotebookStorage
from retrotui.store.table import NotebookDatabase
from tests.store.conftest import Clock


@pytest.fixture
def opened(tmp_path: Path, clock: Clock) -> Callable[[], NotebookDatabase]:
    def open_database() -> NotebookDatabase:
        storage = NotebookStorage(
            tmp_path / "n.json", state_dir=tmp_path / "state", clock=clock, lock_timeout=5
        )
        return NotebookDatabase(storage=lambda: storage)

    return open_database


def test_every_method_of_tinydb_works(opened: Callable[[], NotebookDatabase], tmp_path: Path) -> None:
    """And what it does is on disk at once, as plain TinyDB sees it."""
    table = opened().table("plugin")
    assert table.insert({"a": 1}) == 1
    assert table.insert_multiple([{"a": 2}, {"a": 3}]) == [2, 3]
    assert table.update({"b": 1}, where("a") == 2) == [2]
    assert table.update_multiple([({"c": 1}, where("a") == 3)]) == [3]
    assert table.upsert({"a": 9}, where("a") == 9) == [4]
    assert table.upsert(Document({"a": 10}, doc_id=10)) == [10]
    assert table.remove(where("a") == 1) == [1]
    expected = [{"a": 2, "b": 1}, {"a": 3, "c": 1}, {"a": 9}, {"a": 10}]
    assert table.all() == expected
    assert opened().table("plugin").search(where("a") > 2) == expected[1:]
    with TinyDB(tmp_path / "n.json") as plain:
        assert plain.table("plugin").all() == expected
    table.truncate()
    assert opened().table("plugin").insert({"a": 1}) == 11


def test_the_same_document_under_another_id(opened: Callable[[], NotebookDatabase]) -> None:
    """What is written as it was must be the same under the same id."""
    table = opened().table("plugin")
    table.insert({"a": 1})
    table.remove(doc_ids=[1])
    table.insert({"a": 1})
    with table._transaction():
        table.remove(doc_ids=[2])
        table.insert({"a": 1})
    assert [document.doc_id for document in opened().table("plugin")] == [3]


def test_two_handles_never_use_an_id_twice(opened: Callable[[], NotebookDatabase]) -> None:
    """TinyDB counts in memory, and two processes count alike."""
    first, second = opened().table("plugin"), opened().table("plugin")
    ids = [table.insert({"n": n}) for n in range(5) for table in (first, second)]
    assert ids == list(range(1, 11))
    assert len(opened().table("plugin")) == 10


def test_a_failing_update_leaves_nothing_behind(opened: Callable[[], NotebookDatabase]) -> None:
    """TinyDB changes documents in place before it fails."""
    table = opened().table("plugin")
    table.insert_multiple([{"n": 1}, {"n": "x"}, {"n": 3}])

    def double(document: dict[str, int]) -> None:
        document["n"] = document["n"] // 1 * 2

    with pytest.raises(TypeError):
        table.update(double)
    assert [document["n"] for document in table] == [1, "x", 3]
    assert [document["n"] for document in opened().table("plugin")] == [1, "x", 3]


def test_writing_outside_a_transaction_is_refused(opened: Callable[[], NotebookDatabase]) -> None:
    """`drop_tables` would write without the lock."""
    database = opened()
    database.table("plugin").insert({"a": 1})
    with pytest.raises(RuntimeError):
        database.drop_tables()
    assert database.table("plugin").all() == [{"a": 1}]


def test_the_notebook_sees_what_tinydb_wrote(
    opened: Callable[[], NotebookDatabase], tmp_path: Path, clock: Clock
) -> None:
    """An entry put in through the table is an entry."""
    notebook = Notebook.open(tmp_path / "n.json", state_dir=tmp_path / "state", clock=clock)
    fields = {
        "uid": "abc",
        "key": "note/x",
        "kind": "note",
        "title": "x",
        "start": "2026-01-01",
        "end": "2026-01-01",
    }
    opened().table("entries").insert(fields)
    assert [change.uid for change in notebook.refresh()] == ["abc"]
    assert notebook.entries()["abc"].title == "x"
