"""The notebook file as a TinyDB storage: one writer at a time, whole files, ids never used twice.

TinyDB computes ids and applies updates outside any lock, and writes in place. Here every mutation (`table`) runs inside
`transaction`: lock, reload if another process wrote, TinyDB's own updater on the fresh tables, one atomic write.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tinydb.storages import Storage

from retrotui.errors import NotebookBusy, NotebookReadOnly, NotebookUnreadable, Word
from retrotui.store import atomic, codec, fault, migrations, seal
from retrotui.store.backup import Backups
from retrotui.store.codec import META, Damaged, Tables
from retrotui.store.document import Document
from retrotui.store.lock import Lock
from retrotui.store.render import Renderer

if TYPE_CHECKING:
    from retrotui.store.purge import Purge

Clock = Callable[[], dt.datetime]


class NotebookStorage(Storage):
    """The notebook file behind TinyDB's two-method interface, with transactions.

    Safe to use from several threads: a transaction holds a thread lock and the file's lock.
    """

    def __init__(self, path: Path, *, state_dir: Path, clock: Clock, lock_timeout: float) -> None:
        # A symbolic link is followed, so that it stays one; its target is what gets replaced and locked.
        self.path = os.path.realpath(path)
        self.state_dir = state_dir
        self.backups = Backups(self.path, state_dir)
        self.durable = True
        """False when the last save reached the file system but its folder could not be synced."""
        self.saved_at: dt.datetime | None = None
        self.newer_schema = 0
        """The schema number of the file when it is above ours: then nothing may be written."""
        self._clock = clock
        self._timeout = lock_timeout
        folder, name = os.path.split(self.path)
        self._lock = Lock(os.path.join(folder, f".{name}.lock"), lock_timeout)
        self._thread = threading.RLock()
        self._depth = 0
        self._is_dirty = False
        self._has_swept = False
        self._migrated_from = seal.SCHEMA
        self._renderer = Renderer()
        self._tables: Tables | None = None
        self._fd = -1
        self._seen: atomic.Fingerprint | None = None

    def read(self) -> Tables:
        """The tables as last seen. Raises NotebookUnreadable."""
        if self._tables is None:
            self.reload()
        assert self._tables is not None
        return self._tables

    def write(self, data: Mapping[str, Mapping[str, Any]]) -> None:
        """Take over the tables that TinyDB changed; the transaction writes them to disk."""
        if not self._depth:
            self._tables = None
            raise RuntimeError("the notebook is written inside a transaction only")
        self._tables = dict(data)  # type: ignore[arg-type]
        self._is_dirty = True

    def close(self) -> None:
        """Let go of the file. The storage can not be used afterwards."""
        with self._thread:
            self._forget()

    def has_changed(self) -> bool:
        """Whether the file is no longer the version that was read or written last."""
        try:
            return atomic.fingerprint(os.stat(self.path)) != self._seen
        except OSError:
            return self._seen is not None

    def reload(self) -> None:
        """Read the file, whatever was seen before. Raises NotebookUnreadable and then keeps what was seen."""
        try:
            data, fd = atomic.read(self.path)
        except FileNotFoundError:
            if self._seen or self.backups.any():
                raise self._unreadable("the file is gone, but there are backups of it") from None
            self._tables = codec.empty()
            return
        except OSError as error:
            raise self._unreadable(fault.reason(error)) from None
        try:
            tables = self._understood(data)
        except Damaged as damage:
            os.close(fd)
            raise self._unreadable(damage.reason, damage.line) from None
        self._keep(fd, atomic.fingerprint(os.fstat(fd)))
        self._tables = tables

    def reload_if_changed(self) -> bool:
        """Read the file again when another process wrote it; whether it did. Raises NotebookUnreadable."""
        if self._tables is not None and not self.has_changed():
            return False
        self.reload()
        return True

    @contextlib.contextmanager
    def reading(self) -> Iterator[bool]:
        """Keep other threads' transactions out for the body; False when one is under way."""
        if not self._thread.acquire(blocking=False):
            yield False
            return
        try:
            yield not self._depth
        finally:
            self._thread.release()

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """Run the body on fresh tables under the lock; write once when the outermost one ends, or nothing on an exception.

        Raises NotebookBusy, NotebookReadOnly, NotebookUnreadable, RetroError.
        """
        if not self._thread.acquire(timeout=self._timeout):
            raise NotebookBusy("The notebook is busy", "Another save is still under way.", "Try again.")
        try:
            if self._depth:
                self._depth += 1
                try:
                    yield
                finally:
                    self._depth -= 1
            else:
                with self._locked():
                    yield from self._outermost()
        finally:
            self._thread.release()

    def _outermost(self) -> Iterator[None]:
        self.reload_if_changed()
        if reason := self.read_only_reason():
            raise NotebookReadOnly("The notebook is read-only", reason + ".")
        self._sweep()
        self._depth, self._is_dirty = 1, False
        try:
            yield
            if self._is_dirty:
                self._save()
        except BaseException:
            # TinyDB changes documents in place before it fails: nothing of this may be seen again.
            self._tables = None
            raise
        finally:
            self._depth, self._is_dirty = 0, False

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        if reason := self.read_only_reason():
            raise NotebookReadOnly("The notebook is read-only", reason + ".")
        with contextlib.ExitStack() as stack:
            try:
                if not self._seen:
                    # Only for a new notebook: a folder that vanished may be a disk that is not mounted.
                    atomic.make_folder(os.path.dirname(self.path))
                stack.enter_context(self._lock.hold())
            except OSError as error:
                raise fault.write_failed(self.path, error) from error
            yield

    @property
    def depth(self) -> int:
        """How many transactions are under way inside one another; only the thread that runs them may ask."""
        return self._depth

    def rewrite_backups(self, purge: Purge) -> None:
        """Take what is purged out of every backup, and out of all else that is kept, under the lock. Raises RetroError."""
        from retrotui.store.purge import purge_around

        with self._thread, self._locked():
            path = Path(self.path)
            try:
                for path in self.backups.paths():
                    purge.backup(path)
                purge_around(self.path, self.state_dir, purge)
            except OSError as error:
                raise fault.write_failed(path, error, Word("backup")) from error

    def read_only_reason(self) -> str:
        """Why nothing can be saved; empty when it can."""
        if self.newer_schema:
            return (
                f"{self.path} was written by a newer retrotui (schema {self.newer_schema}, "
                f"this one knows {seal.SCHEMA})"
            )
        folder = os.path.dirname(self.path)
        if not os.access(atomic.existing_ancestor(folder), os.W_OK | os.X_OK):
            return f"the folder {folder} can not be written"
        if os.path.exists(self.path) and not os.access(self.path, os.W_OK):
            return f"the file {self.path} is write-protected"
        return ""

    def put_back(self, backup: Path) -> Path | None:
        """Put a copy of a backup in the file's place; where the file that was there is now, None when there was none.

        Raises NotebookUnreadable when the backup is damaged.
        """
        with self._thread, self._locked():
            try:
                data, fd = atomic.read(str(backup))
                os.close(fd)
                tables = self._understood(data)
                aside = self._set_aside()
                written = atomic.replace(self.path, [data])
            except Damaged as damage:
                raise NotebookUnreadable(
                    "The backup can not be read", f"{backup}: {damage.reason}."
                ) from None
            except OSError as error:
                raise fault.write_failed(self.path, error) from error
            self._keep(written.fd, written.fingerprint)
            self._tables, self.durable, self.saved_at = tables, written.durable, self._clock()
            return aside

    def _set_aside(self) -> Path | None:
        """Keep the present file: a good one as a backup, a damaged one under another name beside it."""
        try:
            data, fd = atomic.read(self.path)
            os.close(fd)
            codec.read_in_full(data)
        except FileNotFoundError:
            return None
        except (OSError, Damaged):
            name = f"{self.path}.damaged-{self._clock():%Y%m%dT%H%M%S}"
            while os.path.lexists(name):
                name += "-again"
            os.rename(self.path, name)
            return Path(name)
        return self.backups.keep("before-restore", self._clock())

    def next_id(self, table: str) -> int:
        """An id that no document of the table has or had."""
        tables = self.read()
        number = int(tables[META]["1"].get("next", {}).get(table, 1))
        _use_up(tables, table, number)
        return number

    def _understood(self, data: bytes) -> Tables:
        if not data:
            if self.backups.any():
                raise Damaged("the file is empty, but there are backups of it")
            return codec.empty()
        tables, is_ours = codec.parse(data)
        schema = codec.schema_of(tables)
        self.newer_schema = schema if schema > seal.SCHEMA else 0
        if not self.newer_schema:
            self._migrated_from = migrations.migrate(tables)
            counted = tables[META]["1"].get("next", {})
            for name in tables.keys() - {META}:
                # The counter of a table with documents is there in what we wrote; without it the first one would be
                # given away again.
                if not is_ours or (tables[name] and name not in counted):
                    _use_up(tables, name, max(map(int, tables[name]), default=0))
            if not is_ours or self._migrated_from != seal.SCHEMA:
                codec.check_entries(data, tables)
            elif is_ours:
                self._renderer.adopt(data, tables)
        return tables

    def _save(self) -> None:
        tables = self.read()
        meta = tables[META]["1"]
        meta["gen"] = int(meta.get("gen", 0)) + 1
        _own(tables)
        data = self._renderer.render(tables)
        try:
            if self._migrated_from != seal.SCHEMA:
                self.backups.keep(f"pre-v{seal.SCHEMA}", self._clock())
                self._migrated_from = seal.SCHEMA
            written = atomic.replace(
                self.path, data, before_rename=lambda: self.backups.before_save(self._clock())
            )
        except OSError as error:
            raise fault.write_failed(self.path, error) from error
        self._keep(written.fd, written.fingerprint)
        self.durable = written.durable
        self.saved_at = self._clock()

    def _sweep(self) -> None:
        if not self._has_swept:
            atomic.remove_leftovers(self.path)
            self._has_swept = True

    def _keep(self, fd: int, seen: atomic.Fingerprint) -> None:
        self._forget()
        self._fd, self._seen = fd, seen

    def _forget(self) -> None:
        if self._fd >= 0:
            with contextlib.suppress(OSError):
                os.close(self._fd)
        self._fd = -1

    def _unreadable(self, reason: str, line: int = 0) -> NotebookUnreadable:
        where = f"{self.path}:{line}" if line else self.path
        backup = self.backups.newest_good()
        return NotebookUnreadable(
            "The notebook can not be read",
            "{where}: {reason}. Nothing was written.",
            "The newest good backup is {backup} of {at:%Y-%m-%d %H:%M} UTC with {entries} entries. "
            "Bring it back with:\n    retrotui restore"
            if backup
            else "There is no good backup. Mend the file, or move it away to begin a new notebook.",
            where=where,
            reason=reason,
            backup=backup and backup.name,
            at=backup and backup.at,
            entries=backup and backup.entries,
        )


def _own(tables: Tables) -> None:
    """Make documents of the plain maps that TinyDB's own methods put into its tables."""
    for name, documents in tables.items():
        for key in [key for key, document in documents.items() if type(document) is not Document]:
            documents[key] = Document(fields=dict(documents[key]), key=key)
            _use_up(tables, name, int(key))


def _use_up(tables: Tables, table: str, doc_id: int) -> None:
    """See to it that the next id of a table is above one that is taken."""
    meta = tables[META]["1"]
    counters = meta.get("next", {})
    if doc_id >= counters.get(table, 1):
        meta["next"] = {**counters, table: doc_id + 1}
