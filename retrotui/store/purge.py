"""Deleted things forgotten for good: out of the trash, the history and the backups.

For a secret that slipped in. Looks for uids, never for words.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Collection
from pathlib import Path
from typing import Any

import msgspec

from retrotui.store import atomic, codec
from retrotui.store.codec import Tables
from retrotui.store.document import Document
from retrotui.store.record import Record, decode_record
from retrotui.store.render import Renderer


def purged_history(documents: dict[str, Document], uids: Collection[str]) -> dict[int, Document | None]:
    """The steps that hold something of the uids: without that part, or None where nothing is left of them."""
    changed: dict[int, Document | None] = {}
    for key, document in documents.items():
        if not _mentions(document, uids):
            continue
        step = _without(decode_record(document.raw), uids)
        changed[int(key)] = Document(msgspec.json.encode(step), decoded=step) if step.changes else None
    return changed


def purge_backup(path: Path, uids: Collection[str]) -> None:
    """Take the uids out of a backup; one that holds them and can not be read goes as a whole. Raises OSError."""
    data, fd = atomic.read(str(path))
    status = os.fstat(fd)
    os.close(fd)
    if not any(uid.encode() in data for uid in uids):
        return
    try:
        tables = codec.parse(data)[0]
    except codec.Damaged:
        path.unlink()
        return
    _purge_tables(tables, uids)
    written = atomic.replace(str(path), Renderer().render(tables))
    with contextlib.suppress(OSError):
        os.utime(written.fd, ns=(status.st_mtime_ns, status.st_mtime_ns))
    os.close(written.fd)


def _purge_tables(tables: Tables, uids: Collection[str]) -> None:
    for name in ("entries", "trash"):
        kept = {key: document for key, document in tables[name].items() if document.uid not in uids}
        tables[name] = {key: _without_items(document, uids) for key, document in kept.items()}
    for doc_id, document in purged_history(tables["history"], uids).items():
        if document is None:
            del tables["history"][str(doc_id)]
        else:
            tables["history"][str(doc_id)] = document


def _without_items(document: Document, uids: Collection[str]) -> Document:
    if not _mentions(document, uids):
        return document
    fields = document.plain()
    entry = fields.get("entry", fields)
    for section in entry.get("sections", ()):
        section["items"] = [item for item in section.get("items", ()) if item["uid"] not in uids]
    return Document(fields=fields, key=document.key)


def _without(step: Record, uids: Collection[str]) -> Record:
    def is_clean(uid: str, change: Any) -> bool:
        return uid not in uids and not any(other.encode() in msgspec.json.encode(change) for other in uids)

    changes = {uid: change for uid, change in step.changes.items() if is_clean(uid, change)}
    trashed = {uid: owner for uid, owner in step.trashed.items() if uid not in uids}
    return msgspec.structs.replace(step, changes=changes, trashed=trashed)


def _mentions(document: Document, uids: Collection[str]) -> bool:
    raw = bytes(document.raw)
    return any(uid.encode() in raw for uid in uids)
