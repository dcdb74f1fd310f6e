"""The items of many entries and the links between them, to be asked in both directions."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator

import msgspec

from retrotui.model.entry import Entry, Item


class Ref(msgspec.Struct, frozen=True, eq=False):
    """An item where it stands. Compare by `uid`."""

    entry: Entry
    item: Item
    role: str
    """Of the section that holds the item."""

    @property
    def uid(self) -> str:
        """The item's."""
        return self.item.uid

    @property
    def name(self) -> str:
        """How people address it: `kpt/2026-W47 T1`, `daily/2026-11-20 P2`."""
        return f"{self.entry.key} {self.item.label}".rstrip()


class Web:
    """Entries in the order of their days, their items by uid, and who points at whom. A snapshot: it never changes."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries: list[Entry] = sorted(entries, key=lambda entry: (entry.start, entry.end, entry.key))
        self._refs: dict[str, Ref] = {}
        self._back: defaultdict[tuple[str, str], list[Ref]] = defaultdict(list)
        for entry in self.entries:
            for section in entry.sections:
                for item in section.items:
                    ref = self._refs[item.uid] = Ref(entry, item, section.role)
                    for link in item.links:
                        self._back[link.relation, link.item].append(ref)

    def with_entry(self, entry: Entry) -> Web:
        """The web after a change of one entry that `keeps_links`; cheaper than a new one."""
        web = Web(())
        before = next(each for each in self.entries if each.uid == entry.uid)
        web.entries = [entry if each is before else each for each in self.entries]
        mine = {
            item.uid: Ref(entry, item, section.role) for section in entry.sections for item in section.items
        }
        web._refs = self._refs.copy()
        for item in before.items():
            del web._refs[item.uid]
        web._refs.update(mine)
        web._back = self._back.copy()
        for link in {link for ref in mine.values() for link in ref.item.links}:
            web._back[link.relation, link.item] = [
                mine.get(ref.uid, ref) for ref in self._back[link.relation, link.item]
            ]
        return web

    def get(self, uid: str) -> Ref | None:
        """The item with this uid, unless it is gone."""
        return self._refs.get(uid)

    def __getitem__(self, uid: str) -> Ref:
        """The item with this uid. Raises KeyError when it is gone."""
        return self._refs[uid]

    def entry(self, uid: str) -> Entry | None:
        """The entry with this uid, unless it is gone."""
        return next((entry for entry in self.entries if entry.uid == uid), None)

    def ends(self, ref: Ref, relation: str) -> list[Ref]:
        """The items that this one points at, in the order of its links; those that are gone are left out."""
        found = (self.get(link.item) for link in ref.item.links if link.relation == relation)
        return [each for each in found if each is not None]

    def pointing(self, uid: str, relation: str) -> list[Ref]:
        """The items that point at this one, oldest entry first."""
        return self._back.get((relation, uid), [])

    def of(self, kind: str, role: str) -> Iterator[Ref]:
        """The items of a role in the entries of a kind, oldest entry first."""
        for entry in self.of_kind(kind):
            yield from self.within(entry, role)

    def of_kind(self, kind: str) -> Iterator[Entry]:
        """The entries of a kind, oldest first."""
        return (entry for entry in self.entries if entry.kind == kind)

    def within(self, entry: Entry, role: str) -> list[Ref]:
        """The items of a role in an entry, in reading order."""
        return [self._refs[item.uid] for item in entry.items_of(role)]

    def is_linked(self, uid: str) -> bool:
        """Whether any item points at this one."""
        return any(refs for (_relation, end), refs in self._back.items() if end == uid)

    def joined(self, uid: str, relation: str) -> set[str]:
        """The uids that links of the relation join with this one, in either direction and over any number of steps."""
        found: set[str] = set()
        waiting = [uid]
        while waiting:
            each = waiting.pop()
            if each in found:
                continue
            found.add(each)
            ref = self.get(each)
            waiting += [end.uid for end in self.ends(ref, relation)] if ref else []
            waiting += [source.uid for source in self.pointing(each, relation)]
        return found


def keeps_links(before: Entry, after: Entry) -> bool:
    """Whether a change of an entry leaves its days and all its links as they were."""
    return _loop_of(before) == _loop_of(after)


def _loop_of(entry: Entry) -> tuple[object, ...]:
    links = [(item.uid, item.links) for item in entry.items() if item.links]
    return entry.start, entry.end, entry.key, entry.set_aside, links


def weeks_apart(first: dt.date, last: dt.date) -> int:
    """How many ISO weeks the days span, both included: 1 within one week."""
    monday = first - dt.timedelta(days=first.weekday())
    return (last - monday).days // 7 + 1
