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


_decode_head = msgspec.json.Decoder(Head).decode


class Entries(Mapping[str, Entry]):
    """Entries by uid in the order of their document ids; never changes."""

    def __init__(self, documents: Mapping[str, Document], path: str) -> None:
        self._table = documents
        self._path = path
        self._by_uid = {document.uid: (key, document) for key, document in documents.items()}
        self._heads: dict[str, Head] | None = None

    def __getitem__(self, uid: str) -> Entry:
        key, document = self._by_uid[uid]
        try:
            return codec.entry_of(document)
        except codec.Damaged as damage:
            raise NotebookUnreadable(
                "The notebook can not be read",
                f"{self._path}: entry {key}: {damage.reason}. Nothing was written.",
                "Bring a backup back with: retrotui restore",
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
            self._heads = {uid: _decode_head(document.raw) for uid, (_, document) in self._by_uid.items()}
        return self._heads

    def is_of(self, documents: Mapping[str, Document]) -> bool:
        """Whether this is the snapshot of that very table."""
        return self._table is documents

    def document(self, uid: str) -> Document | None:
        """What is stored for an entry."""
        found = self._by_uid.get(uid)
        return found[1] if found else None

    def doc_id(self, uid: str) -> int:
        """The TinyDB id of an entry; 0 when it is not stored."""
        found = self._by_uid.get(uid)
        return int(found[0]) if found else 0

    def documents(self) -> Iterator[tuple[str, Document]]:
        """What is stored, by uid."""
        for uid, (_, document) in self._by_uid.items():
            yield uid, document


def differences(before: Entries, after: Entries) -> list[Change]:
    """What changed from one snapshot to the next; entries that did not are not decoded."""
    changes = [Change(before[uid], None) for uid in before if uid not in after]
    for uid, document in after.documents():
        old = before.document(uid)
        if old is None:
            changes.append(Change(None, after[uid]))
        elif not old.is_same(document):
            changes.append(Change(before[uid], after[uid]))
        elif document.decoded is None:
            document.decoded = old.decoded
    return changes
