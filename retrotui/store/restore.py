"""The way back: a backup put in the notebook's place, and a look at whether one is needed."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import msgspec

from retrotui.errors import NotebookUnreadable, RetroError
from retrotui.store import codec, fault
from retrotui.store.backup import Backup
from retrotui.store.record import decode_record
from retrotui.store.storage import NotebookStorage
from retrotui.store.transaction import decode_trashed


def restore(storage: NotebookStorage, backup: Backup | None) -> Path | None:
    """Put the backup, or the newest good one, in the notebook's place; where the file that was there is now.

    Raises NotebookUnreadable.
    """
    backup = backup or storage.backups.newest_good()
    if backup is None:
        raise NotebookUnreadable(
            "There is no good backup",
            "None of the backups of {path} can be read.",
            "Mend the file by hand, or move it away to begin a new notebook.",
            path=storage.path,
        )
    return storage.put_back(backup.path)


def keep(storage: NotebookStorage, label: str, now: dt.datetime) -> Path:
    """Keep the present file as a backup that no rotation removes. Raises RetroError."""
    try:
        return storage.backups.keep(label, now)
    except OSError as error:
        raise RetroError("The backup was not made", f"{storage.path}: {fault.reason(error)}.") from error


def check(storage: NotebookStorage) -> list[str]:
    """What is wrong with the notebook as it is on disk, one sentence each."""
    problems: list[str] = []
    try:
        storage.reload_if_changed()
    except NotebookUnreadable as error:
        return [error.message]
    tables = storage.read()
    try:
        codec.check_entries(b"", tables)
    except codec.Damaged as damage:
        problems.append(damage.reason)
    for table, decode in (("history", decode_record), ("trash", decode_trashed)):
        for key, document in tables[table].items():
            try:
                decode(document.raw)
            except (msgspec.MsgspecError, UnicodeDecodeError) as error:
                problems.append(f"{table} {key}: {error}")
    problems += _duplicate_keys(tables)
    problems += [
        f"backup {backup.name} can not be read" for backup in storage.backups.all() if not backup.is_good
    ]
    if storage.backups.failure:
        problems.append(f"the last backup was not made: {storage.backups.failure}")
    if reason := storage.read_only_reason():
        problems.append(reason)
    return problems


def _duplicate_keys(tables: codec.Tables) -> list[str]:
    owners: dict[str, list[str]] = {}
    for doc_id, document in tables["entries"].items():
        owners.setdefault(str(document.get("key", "")), []).append(doc_id)
    return [
        f"the key {key} belongs to entries {', '.join(ids)}" for key, ids in owners.items() if len(ids) > 1
    ]
