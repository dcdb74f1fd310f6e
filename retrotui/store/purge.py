"""Deleted things forgotten for good: out of the notebook and its backups, and out of all that lies around them.

For a secret that slipped in. The notebook is searched by uid; files that nobody can read as one, by the words too.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import msgspec

from retrotui.model.entry import Entry, Item
from retrotui.store import atomic, codec
from retrotui.store.codec import Tables
from retrotui.store.document import Document
from retrotui.store.record import Record, decode_record
from retrotui.store.render import Renderer
from retrotui.store.transaction import Trashed, decode_trashed

Renew = Callable[[Entry], Entry]
"""Gives an entry, from which something was taken out, with a source in which nothing of that is left."""

_decode_entry = msgspec.json.Decoder(Entry).decode
_encode = msgspec.json.Encoder().encode
_SOURCE = ("blocks", "origin")
_TELLING = 6
"""Characters from which on a line is sought by its words, where nothing else tells what a file holds."""


def without_source(entry: Entry) -> Entry:
    """The plainest `Renew`: the entry has no source any more, and is exported canonically."""
    return msgspec.structs.replace(entry, blocks=(), origin=None)


class Purge:
    """What is forgotten, and how it is taken out of documents and files."""

    def __init__(self, forgotten: list[Trashed], renew: Renew) -> None:
        self.uids = frozenset(trashed.uid for trashed in forgotten)
        self._owners = frozenset(trashed.entry_uid or trashed.uid for trashed in forgotten)
        self._renew = renew
        self._needles = [uid.encode() for uid in self.uids]
        self._lines = frozenset(line for trashed in forgotten for line in _lines_of(trashed))

    def holds(self, document: Document) -> bool:
        """Whether anything of what is forgotten is named in a document."""
        return self._names(bytes(document.raw))

    def tables(self, tables: Tables) -> None:
        """Take it out of all tables."""
        for name in ("entries", "trash"):
            kept = {key: document for key, document in tables[name].items() if document.uid not in self.uids}
            tables[name] = {
                key: self.document(document) if self.holds(document) else document
                for key, document in kept.items()
            }
        for doc_id, document in self.history(tables["history"]).items():
            if document is None:
                del tables["history"][str(doc_id)]
            else:
                tables["history"][str(doc_id)] = document

    def document(self, document: Document) -> Document:
        """An entry, or a tombstone with one, without the items and without their traces in its source.

        The same document where there is nothing of them; a link that points at one may stay.
        """
        fields = document.plain()
        inner = fields.get("entry", fields)
        if self._is_sourced(inner):
            renewed = msgspec.to_builtins(self._renew(_decode_entry(_encode(self._without_items(inner)))))
            for name in _SOURCE:
                inner.pop(name, None)
                if name in renewed:
                    inner[name] = renewed[name]
        elif all(item["uid"] not in self.uids for item in _items_of(inner)):
            return document
        self._without_items(inner)
        return Document(fields=fields, key=document.key)

    def _is_sourced(self, entry: dict[str, Any]) -> bool:
        return any(not self.uids.isdisjoint(block.get("items", ())) for block in entry.get("blocks", ()))

    def _without_items(self, entry: dict[str, Any]) -> dict[str, Any]:
        for section in entry.get("sections", ()):
            section["items"] = [item for item in section.get("items", ()) if item["uid"] not in self.uids]
        return entry

    def history(self, documents: Mapping[str, Document]) -> dict[int, Document | None]:
        """The steps that hold something of it: without that part, or None where nothing is left of them."""
        changed: dict[int, Document | None] = {}
        for key, document in documents.items():
            step = decode_record(document.raw)
            if self._owners.isdisjoint(step.changes) and not self.holds(document):
                continue
            left = self._without(step)
            if left != step:
                changed[int(key)] = Document(_encode(left), decoded=left) if left.changes else None
        return changed

    def backup(self, path: Path) -> None:
        """Take it out of a backup; one that holds it and can not be read goes as a whole. Raises OSError."""
        data, fd = atomic.read(str(path))
        status = os.fstat(fd)
        os.close(fd)
        try:
            tables = codec.parse(data)[0]
        except codec.Damaged:
            if self._tells(data):
                path.unlink()
            return
        if not self._names(data) and not self._touches(tables):
            return
        self.tables(tables)
        written = atomic.replace(str(path), Renderer().render(tables))
        with contextlib.suppress(OSError):
            os.utime(written.fd, ns=(status.st_mtime_ns, status.st_mtime_ns))
        os.close(written.fd)

    def damaged(self, path: Path) -> None:
        """Take the lines that hold it out of a file that could not be read as a notebook. Raises OSError."""
        data = path.read_bytes()
        if not self._tells(data):
            return
        kept = b"".join(line for line in data.splitlines(keepends=True) if not self._tells(line))
        if self._tells(kept) or not kept.strip():
            path.unlink()
            return
        os.close(atomic.replace(str(path), [kept]).fd)

    def typed(self, path: Path) -> None:
        """Take it out of a draft or a line kept aside; one in which nothing else is left goes. Raises OSError."""
        try:
            fields = msgspec.json.decode(path.read_bytes(), type=dict[str, Any])
        except (msgspec.MsgspecError, UnicodeDecodeError):
            if self._tells(path.read_bytes()):
                path.unlink()
            return
        if not self.uids.isdisjoint(str(fields.get(name, "")) for name in ("uid", "entry", "item")):
            path.unlink()
            return
        left = {name: self._without_lines(fields[name]) for name in ("text", "base") if name in fields}
        if all(fields[name] == text for name, text in left.items()):
            return
        if not str(left.get("text", "")).strip():
            path.unlink()
            return
        os.close(atomic.replace(str(path), [_encode(fields | left)]).fd)

    def _without(self, step: Record) -> Record:
        def is_clean(uid: str, change: Any) -> bool:
            if uid in self.uids or self._names(_encode(change)):
                return False
            # What changed of the source names no item, and may hold its words.
            return (
                uid not in self._owners or not isinstance(change, dict) or change.keys().isdisjoint(_SOURCE)
            )

        changes = {uid: change for uid, change in step.changes.items() if is_clean(uid, change)}
        trashed = {uid: owner for uid, owner in step.trashed.items() if uid not in self.uids}
        return msgspec.structs.replace(step, changes=changes, trashed=trashed)

    def _touches(self, tables: Tables) -> bool:
        return bool(self.history(tables["history"]))

    def _names(self, data: bytes) -> bool:
        return any(needle in data for needle in self._needles)

    def _tells(self, data: bytes) -> bool:
        """Whether data that can not be understood names it, or holds one of its lines."""
        long = [line for line in self._lines if len(line) >= _TELLING]
        words = [_encode(line)[1:-1] for line in long] + [line.encode("utf-8", "replace") for line in long]
        return self._names(data) or any(word in data for word in words)

    def _without_lines(self, text: Any) -> str:
        lines = str(text).split("\n")
        return "\n".join(line for line in lines if line.strip() not in self._lines)


def tombstones(trash: Mapping[str, Document], uids: frozenset[str]) -> dict[int, Trashed]:
    """What is in the trash under these uids, by document id."""
    return {int(key): decode_trashed(grave.raw) for key, grave in trash.items() if grave.uid in uids}


def purge_around(notebook: str, state_dir: Path, purge: Purge) -> None:
    """Take it out of what lies beside the notebook and in the state folder. Raises OSError."""
    folder, name = os.path.split(notebook)
    for path in Path(folder).glob(f"{name}.damaged*"):
        if path.is_file():
            purge.damaged(path)
    for typed in ("drafts", "spool"):
        for path in Path(state_dir, typed).glob("*.json"):
            if not path.name.startswith("."):
                purge.typed(path)
    backups = [path for path in Path(state_dir, "backups").glob("*") if path.is_dir()]
    beside = Path(folder, f".{name}.backups")
    for place in (Path(state_dir, "drafts"), Path(state_dir, "spool"), beside, *backups):
        _remove_leftovers(place)
    atomic.remove_leftovers(notebook)


def _items_of(entry: dict[str, Any]) -> list[dict[str, Any]]:
    return [item for section in entry.get("sections", ()) for item in section.get("items", ())]


def _remove_leftovers(folder: Path) -> None:
    """Delete temporary files of processes that were killed; a living one's save would fail, and be tried again."""
    for path in [*folder.glob("*.tmp"), *folder.glob(".*.tmp")]:
        path.unlink(missing_ok=True)


def _lines_of(trashed: Trashed) -> set[str]:
    items: list[Item] = [trashed.item] if trashed.item else []
    items += trashed.entry.items() if trashed.entry else ()
    texts = [text for item in items for text in (item.text, *item.body.split("\n"))]
    if trashed.entry:
        texts += [line for section in trashed.entry.sections for line in section.prose.split("\n")]
    return {text.strip() for text in texts if text.strip()}
