"""The items of an entry and of its changed file made into one list for each section.

What only one side changed is that side's; what both added is there twice only where it differs; what one side deleted
is gone unless the other changed it. Where both changed the words of an item, both stand, ours first.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

import msgspec
from msgspec.structs import replace

from retrotui.exchange import counterpart, three_way
from retrotui.model.entry import Entry, Item, Link, Section


class Clash(msgspec.Struct, frozen=True):
    """What only one side could have of an item, or what one side had deleted."""

    what: str
    """`both` (stand beside each other), `gone` (from the file, and kept), `back` (deleted here, and in the file again),
    or a field that stays ours."""
    item: Item
    read: str = ""
    """The uid under which the file's item was read; empty where the file has none."""
    ours: str = ""
    """What our item says that it stands beside."""


class Items:
    """The items of one merge, by where they go."""

    def __init__(
        self,
        old: Entry,
        read: Sequence[Section],
        was: Mapping[str, Section],
        places: Mapping[str, str],
        staying: Collection[str],
    ) -> None:
        """`read` are the sections of the file, `was` ours as they were read by uid, `places` ours by the file's, and
        `staying` those of ours that the file has no part in."""
        self._own = old.uid
        self._was = {item.uid: item for section in was.values() for item in section.items}
        self._was_at = {item.uid: section.uid for section in was.values() for item in section.items}
        self._ours = {item.uid: item for item in old.items()}
        self._ours_at = {item.uid: section.uid for section in old.sections for item in section.items}
        self._staying = staying
        self._theirs_at: dict[str, str] = {}
        """Where the file has an item, by the uid that it gets."""
        self._merged: dict[str, Item] = {}
        self._twins: dict[str, str] = {}
        """Items of the file by those of ours that they stand beside."""
        self._clashes: list[Clash] = []
        matches = counterpart.items(
            [section for section in was.values() if section.uid not in staying],
            [section for section in old.sections if section.uid not in staying],
            read,
            places,
        )
        self._vague = matches.vague
        known = {uid: item.uid for uid, item in (*matches.known.items(), *matches.added.items())}
        self.identities: dict[str, str] = {}
        """The uids of the file's items that are ours again, by those under which they were read."""
        for section in read:
            place = places.get(section.uid, section.uid)
            for item in section.items:
                theirs = replace(item, links=_renamed(item, known, old.uid))
                self._take(theirs, known.get(item.uid, ""), place)
        for uid in self._ours:
            if uid not in self._merged and uid not in known.values():
                self._keep(uid)
        self._placed = self._in_sections()

    def _take(self, theirs: Item, uid: str, place: str) -> None:
        """An item that the file has; `uid` is that of ours that it was, if any."""
        was, ours = self._was.get(uid), self._ours.get(uid)
        if was is not None and ours is None:
            if self._says(was) == self._says(theirs):
                return
            if theirs.uid not in self._vague:
                self._clashes.append(Clash("back", theirs, theirs.uid))
        if ours is None:
            self._merged[theirs.uid] = theirs
            self._theirs_at[theirs.uid] = place
            return
        choice = three_way.item(was, ours, theirs, self._own)
        is_alike = (ours.text, ours.body) == (theirs.text, theirs.body)
        if was and theirs.uid in self._vague and not is_alike and self._is_touched(was, ours):
            # What was done here was done to something that may be gone.
            choice = three_way.Choice(ours, is_split=True)
        self._merged[uid] = choice.item
        self._theirs_at[uid] = place
        if choice.is_split:
            self._merged[theirs.uid] = theirs
            self._theirs_at[theirs.uid] = place
            self._twins[uid] = theirs.uid
            self._clashes.append(Clash("both", theirs, theirs.uid, choice.item.text))
        else:
            self.identities[theirs.uid] = uid
            self._clashes += [Clash(name, choice.item, theirs.uid) for name in choice.clashes]

    def _keep(self, uid: str) -> None:
        """An item that the file has not, or not any more: gone if it was read from it and nobody touched it here."""
        ours, was = self._ours[uid], self._was.get(uid)
        if was is not None and self._was_at[uid] not in self._staying:
            if not self._is_touched(was, ours):
                return
            self._clashes.append(Clash("gone", ours))
        self._merged[uid] = ours

    def _is_touched(self, was: Item, ours: Item) -> bool:
        """Whether an item was changed, moved or linked here."""
        is_moved = self._ours_at[ours.uid] != self._was_at[ours.uid]
        is_linked = any(not three_way.is_answer(link, self._own) for link in ours.links)
        return is_moved or is_linked or self._says(was) != self._says(ours)

    def _says(self, item: Item) -> list[object]:
        answers = {link.item for link in item.links if three_way.is_answer(link, self._own)}
        return [item.text, item.body, answers, *(getattr(item, name) for name in three_way.FIELDS)]

    def _in_sections(self) -> dict[str, list[str]]:
        twins = set(self._twins.values())
        goes = {uid: self._goal(uid) for uid in self._merged if uid not in twins}
        here, there, before = (
            _by_goal(order, goes) for order in (self._ours_at, self._theirs_at, self._was_at)
        )
        found: dict[str, list[str]] = {}
        for section in dict.fromkeys(goes.values()):
            mine, its = here.get(section, []), there.get(section, [])
            order = three_way.ordered(before.get(section, []), mine, its, self._group)
            found[section] = [each for uid in order for each in (uid, self._twins.get(uid, "")) if each]
        return found

    def _goal(self, uid: str) -> str:
        """The section that an item is in: where it was moved, else where the file has it."""
        ours, theirs = self._ours_at.get(uid, ""), self._theirs_at.get(uid, "")
        if not ours or not theirs:
            return ours or theirs
        return ours if ours != self._was_at.get(uid, ours) else theirs

    def _group(self, uid: str) -> str:
        return self._merged[uid].group

    # What came of it

    def named(self, item: Item) -> Item:
        """An item of the file as it was read, with the identities that are ours again."""
        links = _renamed(item, self.identities, self._own)
        return replace(item, uid=self.identities.get(item.uid, item.uid), links=links)

    def of_section(self, uid: str) -> tuple[Item, ...]:
        """The items of a merged section, in order."""
        return tuple(self._merged[each] for each in self._placed.get(uid, ()))

    @property
    def clashes(self) -> Sequence[Clash]:
        """What the author should know, in the order of the file."""
        return self._clashes

    def labels(self, entry: Entry) -> dict[str, str]:
        """A label for each item of the merged entry, none twice.

        Ours stay in the sections that the file has no part in, and where they were changed here; then come those that
        the file gives to what was there before, what was added here, and what is new in the file.
        """
        kept = {uid for uid, place in self._ours_at.items() if place in self._staying}
        was = self._was
        kept |= {uid for uid, item in self._ours.items() if uid in was and item.label != was[uid].label}

        def rank(item: Item) -> int:
            if item.uid in kept:
                return 0
            return 3 if item.uid not in self._ours else 1 if item.uid in self._theirs_at else 2

        labels: dict[str, str] = {}
        taken: set[str] = set()
        for item in sorted(entry.items(), key=rank):
            labels[item.uid] = item.label if item.label not in taken else _next(item.label, taken)
            taken |= {labels[item.uid]} - {""}
        return labels


def _by_goal(order: Iterable[str], goes: Mapping[str, str]) -> dict[str, list[str]]:
    """Uids in their order, by the section that they go to."""
    found: dict[str, list[str]] = {}
    for uid in order:
        if uid in goes:
            found.setdefault(goes[uid], []).append(uid)
    return found


def _next(label: str, taken: Iterable[str]) -> str:
    prefix = re.sub(r"\d+$", "", label)
    used = [int(number) for name in taken if (number := name.removeprefix(prefix)).isdecimal()]
    return f"{prefix}{max(used, default=0) + 1}"


def _renamed(item: Item, known: Mapping[str, str], own: str) -> tuple[Link, ...]:
    return tuple(
        replace(link, item=known.get(link.item, link.item)) if link.entry == own else link
        for link in item.links
    )
