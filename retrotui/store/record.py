"""The history table: what each transaction changed, to be undone and redone in order.

Values only; the notebook applies them. A record that holds a whole entry keeps it on the side of which it is needed:
an entry that was made is on disk anyway, so its record holds a checksum until the making is undone.
"""

from __future__ import annotations

import datetime as dt
import zlib
from collections.abc import Sequence
from typing import Any

import msgspec

from retrotui.errors import Conflict
from retrotui.store import history
from retrotui.store.document import Document
from retrotui.store.history import Delta

_encode = msgspec.json.Encoder(order="sorted").encode


class Record(msgspec.Struct, frozen=True, omit_defaults=True):
    """One undoable step."""

    label: str
    """What was done, in the words of whoever did it."""
    at: dt.datetime
    changes: dict[str, Delta] = {}
    """By entry uid."""
    trashed: dict[str, str] = {}
    """Item uids that went to the trash, and the entries that they were in."""
    undone: bool = False
    passed: bool = False
    """Whether undo or redo met something else than the step left, and goes past it from now on."""

    @property
    def uids(self) -> tuple[str, ...]:
        """The entries that the step changed."""
        return tuple(self.changes)


decode_record = msgspec.json.Decoder(Record).decode


def change_of(before: dict[str, Any] | None, after: dict[str, Any] | None) -> Delta:
    """The change of one entry as it is kept; both sides as `comparable` gives them."""
    if before is None:
        return ["made", _sum(after)]
    if after is None:
        return ["del", before]
    return history.delta(before, after)


def turn(change: Delta, current: dict[str, Any] | None) -> tuple[dict[str, Any] | None, Delta]:
    """The entry with the inverse of a change applied, and the inverse as it is kept.

    Both sides as `comparable` gives them. Raises Conflict when the entry is not what the change left.
    """
    operation = change[0] if isinstance(change, list) else ""
    if operation == "made":
        if current is None or _sum(current) != change[1]:
            raise Conflict("It was changed since", "The entry is no longer what this change left.")
        return None, ["del", current]
    if operation == "del":
        if current is not None:
            raise Conflict("It was changed since", "The entry is there again.")
        return change[1], ["made", _sum(change[1])]
    if current is None:
        raise Conflict("It was changed since", "The entry was deleted.")
    inverse = history.invert(change)
    return history.apply(current, inverse), inverse


def too_many(records: Sequence[Document]) -> int:
    """How many of the oldest records have to go; `records` are in order, the newest last."""
    return history.too_many([len(bytes(record.raw)) for record in records])


def _sum(document: dict[str, Any] | None) -> int:
    return zlib.crc32(_encode(document))
