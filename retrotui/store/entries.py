"""A snapshot of the entries, decoded as they are looked at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

import msgspec

from retrotui.errors import NotebookUnreadable
from retrotui.model.entry import Change, Entry
from retrotui.store import codec
from retrotui.store.document import Document


class Head(msgspec.Struct, frozen=True, gc=False):
    """What a list of entries shows, and what finds one."""

    uid: str
    key: str
    kind: str
    title: str
    start: dt.date
    end: dt.date
    language: str = "en"
    tags: tuple[str, ...] = ()


def head_of(entry: Entry) -> Head:
    """The head of an entry."""
    return Head(
        entry.uid, entry.key, entry.kind, entry.title, entry.start, entry.end, entry.language, entry.tags
    )


_decode_head = msgspec.json.Decoder(Head).decode


class Entries(Mapping[str, Entry]):
    """Entries by uid in the order of their document ids; never changes."""

    def __init__(self, table: Mapping[str, Document], by_uid: dict[str, Document], path: str) -> None:
        self._table = table
        self._by_uid = by_uid
        self._path = path
        self._heads: dict[str, Head] | None = None
        self._keys: dict[str, str] | None = None

    @classmethod
    def of(cls, table: Mapping[str, Document], path: str) -> Entries:
        """The snapshot of a table."""
        return cls(table, {document.uid: document for document in table.values()}, path)

    def after(self, table: Mapping[str, Document], changed: Mapping[str, Document | None]) -> Entries:
        """The snapshot of the same table after some documents were put, or removed (None)."""
        by_uid = self._by_uid.copy()
        for uid, document in changed.items():
            if document is None:
                by_uid.pop(uid, None)
            else:
                by_uid[uid] = document
        entries = Entries(table, by_uid, self._path)
        if self._heads is not None:
            entries._heads = {
                uid: self._heads[uid]
                if uid in self._heads and uid not in changed
                else _decode_head(document.raw)
                for uid, document in by_uid.items()
            }
        return entries

    def __getitem__(self, uid: str) -> Entry:
        document = self._by_uid[uid]
        try:
            return codec.entry_of(document)
        except codec.Damaged as damage:
            raise NotebookUnreadable(
                "The notebook can not be read",
                "{path}: entry {key}: {reason}. Nothing was written.",
                "`retrotui doctor` says what is damaged, and `retrotui restore` brings the newest good backup back.",
                path=self._path,
                key=document.key,
                reason=damage.reason,
            ) from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_uid)

    def __len__(self) -> int:
        return len(self._by_uid)

    def __contains__(self, uid: object) -> bool:
        return uid in self._by_uid

    def heads(self) -> Mapping[str, Head]:
        """The heads by uid, decoded at the first call."""
        if self._heads is None:
            self._heads = {uid: _decode_head(document.raw) for uid, document in self._by_uid.items()}
        return self._heads

    def keys_of(self) -> Mapping[str, str]:
        """The uids by the keys that people use, found at the first call; of two entries with one key the later."""
        if self._keys is None:
            self._keys = {document.entry_key(): uid for uid, document in self._by_uid.items()}
        return self._keys

    def is_of(self, table: Mapping[str, Document]) -> bool:
        """Whether this is the snapshot of that very table."""
        return self._table is table

    def document(self, uid: str) -> Document | None:
        """What is stored for an entry."""
        return self._by_uid.get(uid)

    def documents(self) -> Mapping[str, Document]:
        """What is stored, by uid."""
        return self._by_uid


def differences(before: Entries, after: Entries) -> list[Change]:
    """What changed from one snapshot to the next; entries that did not are not decoded."""
    changes = [Change(before[uid], None) for uid in before if uid not in after]
    for uid, document in after.documents().items():
        old = before.document(uid)
        if old is None:
            changes.append(Change(None, after[uid]))
        elif not old.is_same(document):
            changes.append(Change(before[uid], after[uid]))
        elif document.decoded is None:
            document.decoded = old.decoded
    return changes
