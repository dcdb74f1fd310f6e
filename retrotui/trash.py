"""What was deleted: brought back into its place, or forgotten for good.

Belongs to the journal's layer, which calls it inside its transactions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from retrotui.errors import Conflict, EntryNotFound
from retrotui.model import edit, kinds
from retrotui.model.entry import Entry
from retrotui.store.notebook import Trashed

SHORTEST = 4
"""Digits of an id that are shown and may be typed at least."""


def short_ids(uids: Iterable[str]) -> dict[str, str]:
    """By uid the shortest beginning of it that means no other one."""
    ordered = sorted(uids)
    length = SHORTEST
    while len({uid[:length] for uid in ordered}) < len(ordered):
        length += 1
    return {uid: uid[:length] for uid in ordered}


def meant(query: str, uids: Iterable[str]) -> list[str]:
    """The uids that an id as people type it may mean."""
    query = query.strip().casefold()
    return [uid for uid in uids if uid == query] or [uid for uid in uids if query and uid.startswith(query)]


def restored(trashed: Trashed, entries: Mapping[str, Entry], trash: Iterable[Trashed]) -> Entry:
    """The entry as it is with the deleted thing in it again, at its old place as far as that is still there.

    An item whose entry was deleted, too, brings the entry back. Raises Conflict when the entry is gone for good.
    """
    if trashed.entry is not None:
        return trashed.entry
    if trashed.item is None:
        raise EntryNotFound("Nothing to restore", "The trash knows no more of it than that it was deleted.")
    buried = (other.entry for other in trash if other.uid == trashed.entry_uid)
    entry = entries.get(trashed.entry_uid) or next(buried, None)
    if entry is None:
        raise Conflict(
            "Its entry is gone for good",
            "“{text}” was in an entry that was purged.",
            "`retrotui trash --json` shows the whole text.",
            text=trashed.item.text[:60],
        )
    item = trashed.item
    if any(item.label == other.label for other in entry.items()):
        item = replace(item, label="")
    if any(section.uid == trashed.section_uid for section in entry.sections):
        section = entry.section(trashed.section_uid)
    else:
        role = trashed.role or role_of(entry, trashed.item.label)
        entry, section = edit.ensure_section(entry, role)
    index = None if trashed.index < 0 else trashed.index
    return edit.add_item(entry, section.uid, item, index)


def role_of(entry: Entry, label: str) -> str:
    """The role that the label of an item which is gone speaks of: `P1` of a problem; else the kind's first."""
    roles = kinds.KINDS[entry.kind].roles or ("prose",)
    prefix = label.rstrip("0123456789.")
    return next((role for role in roles if kinds.ROLES[role].prefix == prefix), roles[0])


__all__ = ["SHORTEST", "Trashed", "meant", "restored", "role_of", "short_ids"]


__all__ = ["SHORTEST", "Trashed", "meant", "restored", "role_of", "short_ids"]
