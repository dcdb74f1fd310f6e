"""The notebook: entries by uid, changed in transactions, with undo, trash and backups.

Knows nothing of what an entry means. Thread-safe: reading never waits, and one transaction runs at a time.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

import msgspec

from retrotui.errors import Conflict
from retrotui.model.entry import Change, Entry
from retrotui.store import codec, record
from retrotui.store.backup import Backup
from retrotui.store.document import Document
from retrotui.store.encode import without_surrogates
from retrotui.store.entries import Entries, Head, differences
from retrotui.store.history import comparable
from retrotui.store.record import Record
from retrotui.store.storage import NotebookStorage
from retrotui.store.table import NotebookDatabase, SafeTable
from retrotui.store.transaction import Transaction, Trashed, decode_trashed

if TYPE_CHECKING:
    from retrotui.store.purge import Purge, Renew

Clock = Callable[[], dt.datetime]


class Undone(msgspec.Struct, frozen=True):
    """What an undo or a redo did."""

    label: str
    """Of the step that was undone or redone."""
    changes: list[Change]
    others: list[Change]
    """What another process had changed before, told here and not by `refresh` again."""


class Notebook:
    """An open notebook file."""

    def __init__(self, path: Path, storage: NotebookStorage, clock: Clock) -> None:
        self.path = path
        self._storage = storage
        self._clock = clock
        # TinyDB makes its storage itself; a notebook's is there before it.
        self._database = NotebookDatabase(storage=lambda: storage)
        self._entries = self._seen()
        self._untold: list[Change] = []
        self.set_aside: Path | None = None
        """Where the last restore put the file that was there."""

    @classmethod
    def open(cls, path: Path, *, state_dir: Path, clock: Clock, lock_timeout: float = 5.0) -> Notebook:
        """Open a notebook; a path where nothing is and of which there are no backups gives a new, empty one.

        Writes nothing, not even a new file, before the first transaction. Raises NotebookUnreadable.
        """
        storage = NotebookStorage(path, state_dir=state_dir, clock=clock, lock_timeout=lock_timeout)
        storage.reload()
        return cls(path, storage, clock)

    @classmethod
    def recover(
        cls,
        path: Path,
        backup: Backup | None = None,
        *,
        state_dir: Path,
        clock: Clock,
        lock_timeout: float = 5.0,
    ) -> Notebook:
        """Open a notebook that can not be opened, by putting a backup in its place (the newest good one when none is
        named). The damaged file is kept under another name. Raises NotebookUnreadable when there is no good backup."""
        from retrotui.store import restore

        storage = NotebookStorage(path, state_dir=state_dir, clock=clock, lock_timeout=lock_timeout)
        aside = restore.restore(storage, backup)
        notebook = cls(path, storage, clock)
        notebook.set_aside = aside
        return notebook

    @property
    def read_only(self) -> str:
        """Why nothing can be saved; empty when it can."""
        return self._storage.read_only_reason()

    @property
    def saved_at(self) -> dt.datetime | None:
        """When this process saved last."""
        return self._storage.saved_at

    @property
    def durable(self) -> bool:
        """False when the last save could not be synced with its folder: a power cut might undo it."""
        return self._storage.durable

    @property
    def backup_failure(self) -> str:
        """Why the last save made no backup; empty when it did."""
        return self._storage.backups.failure

    def entries(self) -> Mapping[str, Entry]:
        """The entries by uid, in the order in which they were made, as last seen; a snapshot that never changes.

        An entry is decoded when it is looked at.
        """
        return self._entries

    def heads(self) -> Mapping[str, Head]:
        """What lists and lookups need of each entry, without decoding the whole; a snapshot too."""
        return self._entries.heads()

    def keys(self) -> Mapping[str, str]:
        """The uids by the keys that people use; the fastest way to find one entry. A snapshot, too."""
        return self._entries.keys_of()

    def refresh(self) -> list[Change]:
        """Reload when another process wrote; what it changed. Costs one `stat` when nothing did.

        Returns nothing while another thread's transaction runs: that one tells the changes. Raises NotebookUnreadable
        and keeps what was seen.
        """
        with self._storage.reading() as is_free:
            if not is_free:
                return []
            self._storage.reload_if_changed()
            self._look()
            told, self._untold = self._untold, []
            return told

    @contextlib.contextmanager
    def transaction(self, label: str) -> Iterator[Transaction]:
        """Change entries: lock, reload if another process wrote, run the body, write once at the end.

        An exception in the body writes nothing. Raises NotebookBusy, NotebookReadOnly, NotebookUnreadable, and
        RetroError when the disk is full or fails; then nothing has changed and the body may be run again.
        """
        with self._storage.transaction():
            self._not_nested()
            self._look()
            transaction = Transaction(self._entries, self._table_documents("trash"), self._clock)
            yield transaction
            changes = transaction.finish()
            if changes or transaction.trashed_items():
                self._write(transaction, changes)
                step = self._record(label, transaction, changes)
                self._add_record(step)
        self._done(transaction, changes)

    def undo(self) -> Undone | None:
        """Undo the newest step that is not undone, whichever process made it; None when there is none.

        Raises Conflict when what it changed is no longer what it left: that step is passed over from then on, and the
        next undo turns to the one before it. Raises what `transaction` raises.
        """
        return self._turn(undo=True)

    def redo(self) -> Undone | None:
        """Do the step again that was undone last; None when there is none. Raises what `undo` does."""
        return self._turn(undo=False)

    def history(self) -> list[Record]:
        """The steps that were made, the newest first; those that are `passed` can not be undone or redone any more."""
        return [_record(document) for _, document in reversed(self._records())]

    def trash(self) -> list[Trashed]:
        """What was deleted and can be restored, the newest first."""
        documents = self._table_documents("trash")
        return [decode_trashed(document.raw) for document in reversed(documents.values())]

    def purge(self, uids: Collection[str], renew: Renew | None = None) -> list[Trashed]:
        """Forget things in the trash for good, in the history, the backups, drafts and kept lines too; what was forgotten.

        `renew` cleans the source of an imported entry that held them. Steps of the history that held them can no
        longer be undone. Not undoable; what it changed of entries is told by `refresh`. Raises what `transaction`
        does, and RetroError when another file could not be rewritten.
        """
        from retrotui.store.purge import Purge, tombstones, without_source

        found = tombstones(self._table_documents("trash"), frozenset(uids))
        if not found:
            return []
        purging = Purge(list(found.values()), renew or without_source)
        # First the others: what fails here can be tried again, as the trash still names it.
        self._storage.rewrite_backups(purging)
        with self._storage.transaction():
            self._not_nested()
            self._look()
            graves = tombstones(self._table_documents("trash"), purging.uids)
            self._purge(purging, graves)
        # The save made a backup of the file that still held them.
        self._storage.rewrite_backups(purging)
        return list(graves.values())

    def _purge(self, purging: Purge, graves: Mapping[int, Trashed]) -> None:
        transaction = Transaction(self._entries, self._table_documents("trash"), self._clock)
        for document in self._entries.documents().values():
            if purging.holds(document):
                transaction.put(codec.entry_of(purging.document(document)))
        changes = transaction.finish()
        self._write(transaction, changes)
        trash = {int(key): grave for key, grave in self._table_documents("trash").items()}
        cleaned = {
            doc_id: purging.document(grave)
            for doc_id, grave in trash.items()
            if doc_id not in graves and purging.holds(grave)
        }
        self._table("trash").store(cleaned, tuple(graves))
        steps = purging.history(self._table_documents("history"))
        kept = {doc_id: step for doc_id, step in steps.items() if step is not None}
        self._table("history").store(kept, tuple(doc_id for doc_id in steps if doc_id not in kept))
        self._done(transaction, changes)
        self._untold = [*transaction.others, *changes]

    def backups(self) -> list[Backup]:
        """All backups, the newest first; each is read in full."""
        return self._storage.backups.all()

    def backup(self, label: str = "kept") -> Path:
        """Keep the present file as a backup that no rotation removes. Raises RetroError."""
        from retrotui.store import restore

        return restore.keep(self._storage, label, self._clock())

    def restore(self, backup: Backup | None = None) -> list[Change]:
        """Put a backup, or the newest good one, in the notebook's place; what that changed.

        The present file is kept: as a backup when it can be read, else under the name `.damaged-<time>` beside it.
        """
        from retrotui.store import restore

        self.set_aside = restore.restore(self._storage, backup)
        self._look()
        told, self._untold = self._untold, []
        return told

    def check(self) -> list[str]:
        """What is wrong with the notebook, one sentence each; decodes everything."""
        from retrotui.store import restore

        return restore.check(self._storage)

    def close(self) -> None:
        """Let go of the file."""
        self._storage.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _not_nested(self) -> None:
        if self._storage.depth > 1:
            raise RuntimeError("a transaction of a notebook holds no other one")

    def _table(self, name: str) -> SafeTable:
        table = self._database.table(name)
        assert isinstance(table, SafeTable)
        return table

    def _table_documents(self, name: str) -> dict[str, Document]:
        return self._storage.read().get(name, {})

    def _seen(self) -> Entries:
        return Entries.of(self._table_documents("entries"), str(self._storage.path))

    def _look(self) -> None:
        """Take over what the storage read, and remember what is new in it until somebody is told."""
        documents = self._table_documents("entries")
        if not self._entries.is_of(documents):
            before, self._entries = self._entries, self._seen()
            self._untold += differences(before, self._entries)

    def _done(self, transaction: Transaction, changes: list[Change]) -> None:
        changed = {
            change.uid: transaction.document(change.uid) if change.after else None for change in changes
        }
        self._entries = self._entries.after(self._table_documents("entries"), changed)
        transaction.changes = changes
        transaction.others, self._untold = self._untold, []

    def _write(self, transaction: Transaction, changes: list[Change]) -> None:
        table = self._table("entries")
        puts: dict[int, Document] = {}
        removals: list[int] = []
        for change in changes:
            stored = self._entries.document(change.uid)
            doc_id = int(stored.key) if stored else table.next_id()
            if change.after is None:
                removals.append(doc_id)
            else:
                puts[doc_id] = transaction.document(change.uid)
        table.store(puts, tuple(removals))
        trash = self._table("trash")
        buried, dug = transaction.trash_documents()
        trash.store({trash.next_id(): document for document in buried}, dug)

    def _record(self, label: str, transaction: Transaction, changes: list[Change]) -> Record:
        deltas = {}
        for change in changes:
            before, after = transaction.fields(change)
            delta = record.change_of(comparable(before), comparable(after))
            if delta is not None:
                deltas[change.uid] = delta
        return Record(without_surrogates(label), self._clock(), deltas, transaction.trashed_items())

    def _records(self) -> list[tuple[int, Document]]:
        return sorted((int(key), document) for key, document in self._table_documents("history").items())

    def _add_record(self, step: Record) -> None:
        """A new step makes what was undone before it unreachable."""
        if not step.changes:
            return
        records = [(doc_id, document) for doc_id, document in self._records() if not _record(document).undone]
        gone = [doc_id for doc_id, document in self._records() if _record(document).undone]
        new = Document(msgspec.json.encode(step), decoded=step)
        old = record.too_many([*(document for _, document in records), new])
        gone += [doc_id for doc_id, _ in records[:old]]
        table = self._table("history")
        table.store({table.next_id(): new}, tuple(gone))

    def _turn(self, *, undo: bool) -> Undone | None:
        blocked: Conflict | None = None
        with self._storage.transaction():
            self._not_nested()
            self._look()
            records = [(doc_id, _record(document)) for doc_id, document in self._records()]
            candidates = [pair for pair in records if pair[1].undone is not undo and not pair[1].passed]
            if not candidates:
                return None
            doc_id, step = candidates[-1] if undo else candidates[0]
            transaction = Transaction(self._entries, self._table_documents("trash"), self._clock)
            changes: list[Change] = []
            try:
                turned = self._turn_step(transaction, step, undo)
            except Conflict as conflict:
                # Remembered, so that the next try goes on with the step beyond it.
                blocked, turned = conflict, msgspec.structs.replace(step, passed=True)
            else:
                changes = transaction.finish()
                self._write(transaction, changes)
            self._table("history").store({doc_id: Document(msgspec.json.encode(turned), decoded=turned)})
        if blocked:
            raise blocked
        self._done(transaction, changes)
        return Undone(step.label, changes, transaction.others)

    def _turn_step(self, transaction: Transaction, step: Record, undo: bool) -> Record:
        turned = {}
        for uid, change in step.changes.items():
            try:
                after, turned[uid] = record.turn(change, comparable(transaction.stored(uid)))
            except Conflict as conflict:
                entry = transaction.entries.get(uid)
                raise Conflict(
                    f"“{step.label}” can not be {'undone' if undo else 'done again'}",
                    f"{entry.key if entry else 'An entry'}: {conflict.message}",
                    f"Nothing was changed. {'Undo' if undo else 'Redo'} once more goes on with the step "
                    f"{'before' if undo else 'after'} it; this one is passed over from now on.",
                ) from None
            # Also what an undo takes out goes to the trash: a later step would make it unreachable.
            transaction.bury_missing(uid, after)
            if after is None:
                transaction.remove(uid)
            else:
                transaction.put_fields(after)
        return msgspec.structs.replace(step, changes=turned, undone=undo)


def _record(document: Document) -> Record:
    if document.decoded is None:
        document.decoded = record.decode_record(document.raw)
    step: Record = document.decoded
    return step


__all__ = ["Backup", "Head", "Notebook", "Record", "Transaction", "Trashed", "Undone"]
