"""What of a changed file is what of the file before: blocks by their first lines, items by their words.

Nothing here decides what becomes of a thing; it only finds it again.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from types import MappingProxyType

import msgspec
from msgspec.structs import replace

from retrotui.markdown import digest
from retrotui.model.entry import Block, Entry, Item, Section
from retrotui.text import clean_line, split_lines

_ALIKE = 0.6
"""From this share of common letters on, an item is one whose words were changed."""

_COMPARED = 1_000
"""Pairs of a section that are compared by letters, more or less: each takes 25 µs."""

_Words = Callable[[Item], Hashable]
"""What an item is known by."""


class Pair(msgspec.Struct, frozen=True):
    """The places of a block here and in the file; it may be missing on one side."""

    ours: int | None
    theirs: int | None


def aligned(old: Entry, new: Entry) -> list[Pair]:
    """The blocks of both sides in the file's order, ours without a counterpart after the one before them."""
    ours, theirs = old.blocks, new.blocks
    left, right = [_name(block) for block in ours], [_name(block) for block in theirs]
    match: dict[int, int] = {}
    for run in SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks():
        match |= {run.a + n: run.b + n for n in range(run.size)}
    for place, name in enumerate(left):
        # A section that was moved within the file.
        spare = [n for n, other in enumerate(right) if other == name and n not in match.values()]
        if place not in match and spare:
            match[place] = spare[0]
    match |= _renamed(old, new, match)
    back = {n: place for place, n in match.items()}
    pairs = [Pair(back.get(n), n) for n in range(len(theirs))]
    for place in (place for place in range(len(ours)) if place not in match):
        at = next((n + 1 for n, pair in enumerate(pairs) if place and pair.ours == place - 1), 0)
        pairs.insert(at, Pair(place, None))
    return pairs


def _name(block: Block) -> str:
    """What a block is known by: its kind and its first line."""
    if block.kind == digest.FRONT_MATTER:
        return block.kind
    return next((clean_line(line) for line in split_lines(block.source) if line.strip()), "")


def _renamed(old: Entry, new: Entry, match: Mapping[int, int]) -> dict[int, int]:
    """Blocks whose first line the file changed: of the same roles, and some line, item or heading is still in them."""
    found: dict[int, int] = {}
    for place, block in enumerate(old.blocks):
        if place in match or block.kind == digest.FRONT_MATTER:
            continue
        taken = {*match.values(), *found.values()}
        fitting = (
            n
            for n, other in enumerate(new.blocks)
            if n not in taken
            and _roles(old, block) == _roles(new, other)
            and not _words(old, block).isdisjoint(_words(new, other))
        )
        at = next(fitting, None)
        if at is not None:
            found[place] = at
    return found


def _roles(entry: Entry, block: Block) -> list[str]:
    return [section.role for section in entry.sections if section.uid in block.sections]


def _words(entry: Entry, block: Block) -> set[str]:
    found = {line.strip() for line in split_lines(block.source)}
    for section in entry.sections:
        if section.uid in block.sections:
            found |= {section.heading, *(item.text for item in section.items)}
    return {words for words in found if any(map(str.isalnum, words))}


def sections(was: Sequence[Section], now: Sequence[Section]) -> dict[str, str]:
    """For sections of a block in the file the uids of those that they were: with the same heading first, then in order."""
    left = list(was)
    found: dict[str, str] = {}

    def match(same: Callable[[Section, Section], bool]) -> None:
        for section in now:
            one = next((other for other in left if section.uid not in found and same(other, section)), None)
            if one is not None:
                found[section.uid] = one.uid
                left.remove(one)

    match(lambda one, other: (one.role, one.heading) == (other.role, other.heading))
    match(lambda one, other: one.role == other.role)
    return found


class Matches(msgspec.Struct, frozen=True):
    """What items of a file were, by the uids under which they were read."""

    known: dict[str, Item]
    """Items that were in the file before."""
    added: dict[str, Item]
    """Items that were added here, in the same words."""
    vague: frozenset[str]
    """Those that only stand where one of other words stood."""


def items(
    was: Iterable[Section], ours: Iterable[Section], now: Iterable[Section], places: Mapping[str, str]
) -> Matches:
    """The items of a file among those that it held before and those of ours: by the same words first, then by words
    that are alike, then by place. `places` are the uids of our sections by those of the file's.
    """
    before, here = list(was), list(ours)
    now = list(now)
    read = {item.uid for section in before for item in section.items}
    fresh = [
        replace(section, items=tuple(item for item in section.items if item.uid not in read))
        for section in here
    ]
    words = {item.uid: _said(item) for section in here for item in section.items}
    matching = _Matching(before, now, places)
    matching.match(_said, _said)
    matching.match(lambda was: words.get(was.uid), _said)
    matching.match(lambda was: was.text, lambda item: item.text)
    adding = _Matching(fresh, now, places, matching.found)
    adding.match(_said, _said, only_near=True)
    matching = _Matching(before, now, places, matching.found, adding.found)
    matching.match_alike()
    sure = set(matching.found)
    matching.match_between()
    return Matches(matching.found, adding.found, frozenset(set(matching.found) - sure))


def _said(item: Item) -> tuple[str, str]:
    return (item.text, item.body)


class _Matching:
    """The items of two versions while they are matched."""

    def __init__(
        self,
        was: Iterable[Section],
        now: Iterable[Section],
        places: Mapping[str, str],
        found: Mapping[str, Item] = MappingProxyType({}),
        others: Mapping[str, Item] = MappingProxyType({}),
    ) -> None:
        """`found` are matches that hold already, `others` matches with something else."""
        self._was = {section.uid: section for section in was}
        self._now = [section for section in now if section.items]
        self._places = places
        self._used = {item.uid for item in found.values()}
        self._taken = {*found, *others}
        self.found = dict(found)

    def match(self, before: _Words, now: _Words, *, only_near: bool = False) -> None:
        """Pair what says the same by these words: in the same section first, then in another of its role."""
        near: dict[Hashable, list[Item]] = {}
        far: dict[Hashable, list[Item]] = {}
        for section in self._was.values():
            for was in self._left(section):
                near.setdefault((section.uid, before(was)), []).append(was)
                far.setdefault((section.role, before(was)), []).append(was)
        for index in (near,) if only_near else (near, far):
            for section in self._now:
                place = self._places.get(section.uid, "") if index is near else section.role
                for item in self._open(section):
                    left = index.get((place, now(item)), [])
                    while left and left[0].uid in self._used:
                        left.pop(0)
                    self._pair(item, left[0] if left else None)

    def match_alike(self) -> None:
        """Pair items of one section whose words were changed, the likest first."""
        for section in self._now:
            home = self._was.get(self._places.get(section.uid, ""))
            left, waiting = self._left(home) if home else [], self._open(section)
            # In long lists only neighbours are looked at.
            reach = _COMPARED // max(1, len(waiting))
            likeness = [
                (_likeness(was.text, item.text), was, item)
                for place, item in enumerate(waiting)
                for was in left[max(0, place - reach) : place + reach + 1]
            ]
            for value, was, item in sorted(likeness, key=lambda each: -each[0]):
                if value >= _ALIKE and was.uid not in self._used and item.uid not in self._taken:
                    self._pair(item, was)

    def match_between(self) -> None:
        """Pair items that stand between the same ones, where they are as many as before."""
        for section in self._now:
            home = self._was.get(self._places.get(section.uid, ""))
            if home is None:
                continue
            here = _runs(home.items, {item.uid: item.uid for item in home.items if item.uid in self._used})
            there = _runs(section.items, self._names(section))
            for around, run in there.items():
                before = here.get(around, [])
                if len(before) == len(run):
                    for was, item in zip(before, run, strict=True):
                        self._pair(item, was)

    def _names(self, section: Section) -> dict[str, str]:
        return {
            item.uid: self.found[item.uid].uid if item.uid in self.found else item.uid
            for item in section.items
            if item.uid in self._taken
        }

    def _open(self, section: Section) -> list[Item]:
        return [item for item in section.items if item.uid not in self._taken]

    def _left(self, section: Section) -> list[Item]:
        return [item for item in section.items if item.uid not in self._used]

    def _pair(self, item: Item, was: Item | None) -> None:
        if was is not None:
            self.found[item.uid] = was
            self._used.add(was.uid)
            self._taken.add(item.uid)


def _likeness(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= _ALIKE else 0.0


def _runs(items: Sequence[Item], known: Mapping[str, str]) -> dict[tuple[str, str], list[Item]]:
    """The items that are not known yet, by the known ones before and after them."""
    found: dict[tuple[str, str], list[Item]] = {}
    run: list[Item] = []
    above = ""
    for item in items:
        if uid := known.get(item.uid, ""):
            if run:
                found[above, uid] = run
            above, run = uid, []
        else:
            run.append(item)
    if run:
        found[above, ""] = run
    return found
