"""TinyDB's table, with every change a transaction of the storage."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Any

from tinydb import TinyDB
from tinydb.table import Table

from retrotui.store.document import Document
from retrotui.store.storage import NotebookStorage


class SafeTable(Table):
    """A TinyDB table whose changes are transactions."""

    def __init__(
        self, storage: NotebookStorage, name: str, cache_size: int = 0, persist_empty: bool = False
    ) -> None:
        # The query cache goes stale when another process writes, and hands out the cached documents themselves.
        super().__init__(storage, name, cache_size=0, persist_empty=False)

    def insert(self, *args: Any, **options: Any) -> int:
        with self._transaction():
            return super().insert(*args, **options)

    def insert_multiple(self, *args: Any, **options: Any) -> list[int]:
        with self._transaction():
            return super().insert_multiple(*args, **options)

    def update(self, *args: Any, **options: Any) -> list[int]:
        with self._transaction():
            return super().update(*args, **options)

    def update_multiple(self, *args: Any, **options: Any) -> list[int]:
        with self._transaction():
            return super().update_multiple(*args, **options)

    def upsert(self, *args: Any, **options: Any) -> list[int]:
        with self._transaction():
            return super().upsert(*args, **options)

    def remove(self, *args: Any, **options: Any) -> list[int]:
        with self._transaction():
            return super().remove(*args, **options)

    def truncate(self) -> None:
        with self._transaction():
            super().truncate()

    def store(self, documents: Mapping[int, Mapping[str, Any]], remove: tuple[int, ...] = ()) -> None:
        """Put whole documents under their ids and remove others, in one pass over the table."""
        if not documents and not remove:
            return

        def updater(table: dict[int, Mapping[str, Any]]) -> None:
            for doc_id in remove:
                del table[doc_id]
            for doc_id, document in documents.items():
                table[doc_id] = document
                if isinstance(document, Document):
                    document.key = str(doc_id)

        with self._transaction():
            self._update_table(updater)

    def next_id(self) -> int:
        """An id for a new document; never given out twice."""
        return self._get_next_id()

    def _get_next_id(self) -> int:
        return self._notebook.next_id(self.name)

    def _transaction(self) -> AbstractContextManager[None]:
        return self._notebook.transaction()

    @property
    def _notebook(self) -> NotebookStorage:
        assert isinstance(self._storage, NotebookStorage)
        return self._storage


class NotebookDatabase(TinyDB):
    """A TinyDB whose tables are safe."""

    table_class: type[Table] = SafeTable
