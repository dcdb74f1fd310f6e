"""The changes of one transaction, gathered before they are written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import msgspec
from msgspec.structs import replace

from retrotui.model.entry import Change, Entry, Item, Section
from retrotui.store.document import Document
from retrotui.store.encode import encoded
from retrotui.store.entries import Entries, Head, head_of

_decode_entry = msgspec.json.Decoder(Entry).decode
_decode_plain = msgspec.json.Decoder(dict[str, Any]).decode
_encode = msgspec.json.Encoder().encode


class Trashed(msgspec.Struct, frozen=True, omit_defaults=True):
    """A deleted entry or item; the tombstone that a merge with another machine needs, too."""

    uid: str
    """Of the entry, or of the item."""
    at: dt.datetime
    entry_uid: str = ""
    """The entry that a deleted item was in; empty for an entry."""
    section_uid: str = ""
    role: str = ""
    """The role of the section that a deleted item was in."""
    index: int = -1
    """Where the item stood among the section's items; -1 when nobody said."""
    entry: Entry | None = None
    item: Item | None = None


decode_trashed = msgspec.json.Decoder(Trashed).decode


class View(Mapping[str, Entry]):
    """The entries as a transaction sees them: what is stored, with its own changes."""

    def __init__(self, stored: Entries, staged: Mapping[str, Entry | None]) -> None:
        self._stored = stored
        self._staged = staged

    def __getitem__(self, uid: str) -> Entry:
        if uid in self._staged:
            entry = self._staged[uid]
            if entry is None:
                raise KeyError(uid)
            return entry
        return self._stored[uid]

    def __iter__(self) -> Iterator[str]:
        for uid in self._stored:
            if self._staged.get(uid, self) is not None:
                yield uid
        for uid, entry in self._staged.items():
            if entry is not None and uid not in self._stored:
                yield uid

    def __len__(self) -> int:
        return sum(1 for _ in self)


class Transaction:
    """What a body changes; handed out by `Notebook.transaction`, written when the body ends."""

    def __init__(
        self, stored: Entries, trash: Mapping[str, Document], clock: Callable[[], dt.datetime]
    ) -> None:
        self._stored = stored
        self._trash = trash
        self._clock = clock
        self._staged: dict[str, Entry | None] = {}
        self._documents: dict[str, Document] = {}
        self._put_keys: dict[str, str] = {}
        self._buried: list[Trashed] = []
        self.changes: list[Change] = []
        """After the end: what this transaction did."""
        self.others: list[Change] = []
        """After the end: what another process had changed before it."""

    @property
    def entries(self) -> Mapping[str, Entry]:
        """The entries on disk now, with what this transaction did so far."""
        return View(self._stored, self._staged)

    def heads(self) -> Mapping[str, Head]:
        """The heads of `entries` by uid; only what this transaction put is decoded whole."""
        if not self._staged:
            return self._stored.heads()
        heads = {uid: head for uid, head in self._stored.heads().items() if uid not in self._staged}
        return heads | {uid: head_of(entry) for uid, entry in self._staged.items() if entry}

    def is_taken(self, key: str, uid: str) -> bool:
        """Whether another entry than the one of the uid has the key."""
        stored, put = self._stored.keys_of().get(key, uid), self._put_keys.get(key, uid)
        if stored != uid and stored not in self._staged:
            return True
        entry = self._staged.get(put) if put != uid else None
        return entry is not None and entry.key == key

    def put(self, entry: Entry) -> Entry:
        """Insert the entry, or replace the one of its uid; returns it as it will be stored.

        Its `rev` becomes one more than the stored one's, once in a transaction. An entry equal to the stored one
        changes nothing.
        """
        return self._stage(entry, self.stored(entry.uid))

    def put_fields(self, fields: dict[str, Any]) -> Entry:
        """Put an entry given as its stored fields without their stamps (`history.comparable`), unknown ones included.

        Raises msgspec.ValidationError.
        """
        entry = _decode_entry(_encode(fields))
        return self._stage(self._stamped(entry), fields)

    def remove(self, uid: str) -> None:
        """Take the entry out; the whole of it goes to the trash. Raises KeyError when it is gone."""
        entry = self.entries[uid]
        self._staged[uid] = None
        if uid in self._stored:
            self._bury(Trashed(uid, self._clock(), entry=entry))

    def trash_item(self, entry_uid: str, item: Item, section: Section | None = None) -> None:
        """Keep a deleted item in the trash; the section that held it tells where it would go back to.

        Taking it out of its entry is the caller's `put`.
        """
        self._bury(
            Trashed(
                item.uid,
                self._clock(),
                entry_uid,
                section.uid if section else "",
                section.role if section else "",
                next(
                    (n for n, old in enumerate(section.items if section else ()) if old.uid == item.uid), -1
                ),
                item=item,
            )
        )

    def bury_missing(self, uid: str, after: dict[str, Any] | None) -> None:
        """Bury the items of an entry that its fields after a change no longer have; an entry that goes is `remove`'s."""
        entry = self.entries.get(uid)
        if entry is None or after is None:
            return
        left = {item["uid"] for section in after["sections"] for item in section["items"]}
        for section in entry.sections:
            for item in section.items:
                if item.uid not in left:
                    self.trash_item(uid, item, section)

    def finish(self) -> list[Change]:
        """What the body changed in the end; what it put back as it was is no change."""
        pairs = ((self._stored.get(uid), after) for uid, after in self._staged.items())
        return [Change(before, after) for before, after in pairs if after is not before]

    def document(self, uid: str) -> Document:
        """What is to be stored for an entry that was put."""
        return self._documents[uid]

    def stored(self, uid: str) -> dict[str, Any] | None:
        """The fields that are on disk for an entry; None when there are none."""
        document = self._stored.document(uid)
        return document.plain() if document else None

    def fields(self, change: Change) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
        """The stored fields of both sides of a change."""
        after = self._documents[change.uid].plain() if change.after else None
        return self.stored(change.uid), after

    def trashed_items(self) -> dict[str, str]:
        """The items that this transaction deleted, and the entries that they were in."""
        return {trashed.uid: trashed.entry_uid for trashed in self._graves() if trashed.item}

    def trash_documents(self) -> tuple[list[Document], tuple[int, ...]]:
        """The tombstones to write, and the ids of those that no longer hold: what they name is there again."""
        graves = self._graves()
        over = self._alive() | {trashed.uid for trashed in graves}
        gone = tuple(int(key) for key, document in self._trash.items() if document.uid in over)
        return [Document(encoded(trashed)[1], decoded=trashed) for trashed in graves], gone

    def _alive(self) -> set[str]:
        uids = {uid for uid, entry in self._staged.items() if entry}
        return uids.union(item.uid for entry in self._staged.values() if entry for item in entry.items())

    def _graves(self) -> list[Trashed]:
        alive = self._alive()
        return [trashed for trashed in self._buried if trashed.uid not in alive]

    def _bury(self, trashed: Trashed) -> None:
        self._buried = [*(other for other in self._buried if other.uid != trashed.uid), trashed]

    def _stage(self, entry: Entry, kept: dict[str, Any] | None) -> Entry:
        stored = self._stored.get(entry.uid)
        if stored and not entry.created_at:
            entry = replace(entry, created_at=stored.created_at)
        self._put_keys[entry.key] = entry.uid
        if stored and replace(entry, rev=stored.rev, updated_at=stored.updated_at) == stored:
            self._staged[entry.uid] = stored
            return stored
        now = self._clock()
        rev = stored.rev if stored else entry.rev
        entry = replace(entry, rev=rev + 1, updated_at=now, created_at=entry.created_at or now)
        entry, raw = encoded(entry)
        if kept and _add_unknown(fields := _decode_plain(raw), kept):
            raw = _encode(fields)
        self._staged[entry.uid] = entry
        self._documents[entry.uid] = Document(raw, decoded=entry)
        return entry

    def _stamped(self, entry: Entry) -> Entry:
        """With the time of change of items that stay as they are, and now for the others."""
        stored = self._stored.get(entry.uid)
        before = {item.uid: item for item in stored.items()} if stored else {}
        now = self._clock()

        def stamped(item: Item) -> Item:
            old = before.get(item.uid)
            return old if old and replace(old, changed_at=None) == item else replace(item, changed_at=now)

        sections = tuple(
            replace(section, items=tuple(map(stamped, section.items))) for section in entry.sections
        )
        return replace(entry, sections=sections, rev=0 if stored else self._last_rev(entry.uid))

    def _last_rev(self, uid: str) -> int:
        """The revision that a deleted entry had, so that none is given twice."""
        document = next((document for document in self._trash.values() if document.uid == uid), None)
        entry = decode_trashed(document.raw).entry if document else None
        return entry.rev if entry else 0


def _add_unknown(fields: dict[str, Any], kept: dict[str, Any]) -> bool:
    """Copy what this version does not know from the stored fields to the new ones; whether there was anything.

    Looks at the entry, and at the sections and items that are still there.
    """
    found = _copy_unknown(fields, kept, Entry)
    old_sections = {section["uid"]: section for section in kept.get("sections", ())}
    old_items = {item["uid"]: item for section in old_sections.values() for item in section.get("items", ())}
    for section in fields.get("sections", ()):
        found |= _copy_unknown(section, old_sections.get(section["uid"], {}), Section)
        for item in section.get("items", ()):
            found |= _copy_unknown(item, old_items.get(item["uid"], {}), Item)
    return found


def _copy_unknown(fields: dict[str, Any], kept: dict[str, Any], shape: type[msgspec.Struct]) -> bool:
    unknown = {key: value for key, value in kept.items() if key not in shape.__struct_fields__}
    fields.update(unknown)
    return bool(unknown)
