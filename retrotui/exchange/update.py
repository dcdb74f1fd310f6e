"""A changed file taken into the entry that was read from it before, without losing what was written here since.

Three versions meet: the file as it was (the entry's blocks tell it), the entry as it is, the file as it is now. A block
that nobody edited here becomes the file's; one that only we edited stays; one that both edited is kept in both forms.
Items keep their identities across, so that links from other entries still arrive.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

import msgspec
from msgspec.structs import replace

from retrotui.exchange.head import Head
from retrotui.exchange.reread import Base, is_untouched, read_as, with_uid
from retrotui.exchange.source import readable_path
from retrotui.markdown import digest
from retrotui.markdown.reader import Hints, Reading
from retrotui.model.entry import Block, Entry, Item, Section
from retrotui.text import clean_line, split_lines, truncate


class Merged(msgspec.Struct, frozen=True):
    """The entry with the file's changes, and what its author should know of them."""

    entry: Entry
    warnings: tuple[str, ...] = ()


class Pair(msgspec.Struct, frozen=True):
    """The places of a block here and in the file; it may be missing on one side."""

    ours: int | None
    theirs: int | None


def merged(old: Entry, reading: Reading, base: Base, hints: Hints) -> Merged:
    """The entry with what changed in its file since it was read."""
    new = reading.entry
    before = base.of(old) if _head(old) != _head(new) else new
    if old.kind != new.kind and not hints.kind and not _became(before, old):
        path = readable_path(new.origin.path if new.origin else "")
        new = read_as(reading, old.kind, None, path, hints.labels).entry
    new = with_uid(new, old.uid)
    merge = _Merge(old, new)
    entry = merge.entry()
    head = Head(old, new, before, hints)
    entry = replace(entry, **head.fields)
    entry = replace(entry, blocks=tuple(merge.settled(entry)))
    return Merged(entry, (*merge.warnings, *head.warnings))


def _became(before: Entry | None, old: Entry) -> bool:
    """Whether the file turned into another kind; an entry that was edited here, or given its kind by its user, did not."""
    return before is not None and before.kind == old.kind and is_untouched(old)


def _head(entry: Entry) -> tuple[object, ...]:
    return (entry.kind, entry.title, entry.start, entry.end, entry.tags, entry.language)


class _Merge:
    """The blocks, sections and items of one merge."""

    def __init__(self, old: Entry, new: Entry) -> None:
        self._old = old
        self._pairs = _aligned(old.blocks, new.blocks)
        self._edited = {
            place
            for place, (block, now) in enumerate(zip(old.blocks, digest.digest_all(old), strict=True))
            if block.kind != digest.FRONT_MATTER and now != block.digest
        }
        self._kept = {
            pair.ours for pair in self._pairs if pair.ours in self._edited and not _agree(pair, old, new)
        }
        """Places of our blocks that stay as they are here."""
        self._yielding = {
            pair.theirs for pair in self._pairs if pair.ours in self._kept and _says_the_same(pair, old, new)
        }
        """Places of the file's blocks that are as they were, so that ours stay alone."""
        flows = [place for place, block in enumerate(old.blocks) if block.kind == digest.FLOW]
        self._has_own_flow = not flows or any(place in self._edited for place in flows)
        going = {uid for n, block in enumerate(old.blocks) if n not in self._kept for uid in block.sections}
        self._staying = {
            item.uid for section in old.sections if section.uid not in going for item in section.items
        }
        """Items in the sections that stay as they are here, wherever they were read from."""
        self._new = self._identified(new)
        self._blocks: list[tuple[Block, bool]] = []
        """The merged entry's blocks, and whether each is ours."""
        self.warnings: list[str] = []

    # Identities

    def _identified(self, new: Entry) -> Entry:
        """The file's entry with the identities of our sections and items that it says again."""
        matches = _matched_items(
            [
                (section, item)
                for section in self._old.sections
                for item in section.items
                if item.uid not in self._staying
            ],
            new,
        )
        names = {uid: item.uid for uid, item in matches.items()} | self._replaced(new)
        places = self._matched_sections(new)
        sections = tuple(
            replace(
                section,
                uid=places.get(section.uid, section.uid),
                items=tuple(self._as_ours(item, matches.get(item.uid), names) for item in section.items),
            )
            for section in new.sections
        )
        held = places | {uid: item.uid for uid, item in matches.items()}
        blocks = tuple(
            replace(
                block,
                sections=tuple(places.get(uid, uid) for uid in block.sections),
                items=tuple(matches[uid].uid if uid in matches else uid for uid in block.items),
                guesses=tuple(
                    replace(each, holder=held.get(each.holder, each.holder)) for each in block.guesses
                ),
            )
            for block in new.blocks
        )
        return replace(new, sections=sections, blocks=blocks)

    def _as_ours(self, item: Item, was: Item | None, names: Mapping[str, str]) -> Item:
        """An item of the file with what only we know of it."""
        own = self._old.uid
        links = tuple(
            replace(link, item=names.get(link.item, link.item)) if link.entry == own else link
            for link in item.links
        )
        if was is None:
            return replace(item, links=links)
        only_here = tuple(link for link in was.links if (link.relation, link.entry) != ("answers", own))
        same = (was.text, was.body, was.state) == (item.text, item.body, item.state)
        return replace(
            item,
            uid=was.uid,
            links=links + tuple(link for link in only_here if link not in links),
            flow=(was.flow or item.flow) if self._has_own_flow else item.flow,
            changed_at=was.changed_at if same else None,
        )

    def _replaced(self, new: Entry) -> dict[str, str]:
        """Items of the file's blocks that yield to ours, by the items of ours that say the same."""
        names: dict[str, str] = {}
        for pair in self._pairs:
            if pair.ours is not None and pair.theirs is not None and pair.theirs in self._yielding:
                names |= dict(
                    zip(new.blocks[pair.theirs].items, self._old.blocks[pair.ours].items, strict=False)
                )
        return names

    def _matched_sections(self, new: Entry) -> dict[str, str]:
        roles = {section.uid: section.role for section in (*self._old.sections, *new.sections)}
        found: dict[str, str] = {}
        for pair in self._pairs:
            if pair.ours is None or pair.theirs is None or pair.ours in self._kept:
                continue
            left = [uid for uid in self._old.blocks[pair.ours].sections if uid in roles]
            for uid in new.blocks[pair.theirs].sections:
                same = next((other for other in left if roles[other] == roles[uid]), None)
                if same:
                    found[uid] = same
                    left.remove(same)
        return found

    # The result

    def entry(self) -> Entry:
        """The merged entry, its blocks not yet settled."""
        for pair in self._pairs:
            stays = pair.ours in self._kept
            comes = pair.theirs is not None and pair.theirs not in self._yielding
            if stays and pair.ours is not None:
                self._blocks.append((self._old.blocks[pair.ours], True))
            if comes and pair.theirs is not None:
                theirs = self._new.blocks[pair.theirs]
                self._blocks.append((replace(theirs, kind=digest.BODY) if stays else theirs, False))
            if stays and pair.ours is not None and (comes or pair.theirs is None):
                self.warnings.append(_told(self._old, self._old.blocks[pair.ours], gone=pair.theirs is None))
        return self._relabelled(replace(self._new, sections=tuple(self._ordered_sections())))

    def _ordered_sections(self) -> Iterable[Section]:
        old = {section.uid: section for section in self._old.sections}
        new = {section.uid: section for section in self._new.sections}
        owned = {uid for block in self._old.blocks for uid in block.sections}
        loose: dict[str, list[Section]] = {}
        last = ""
        for section in self._old.sections:
            if section.uid in owned:
                last = section.uid
            else:
                loose.setdefault(last, []).append(section)
        yield from loose.pop("", [])
        for block, is_ours in self._blocks:
            for uid in block.sections:
                if found := (old if is_ours else new).get(uid):
                    yield found
                yield from loose.pop(uid, [])
        for rest in loose.values():
            yield from rest

    def _relabelled(self, entry: Entry) -> Entry:
        """The entry with another label for each item of the file whose label an item of ours has."""
        taken = {item.label for item in entry.items() if item.uid in self._staying}

        def free(item: Item) -> Item:
            if item.uid in self._staying or not item.label:
                return item
            label = item.label
            if label in taken:
                prefix = label.rstrip("0123456789")
                used = [int(number) for name in taken if (number := name.removeprefix(prefix)).isdecimal()]
                label = f"{prefix}{max(used, default=0) + 1}"
            taken.add(label)
            return replace(item, label=label)

        sections = tuple(
            replace(section, items=tuple(map(free, section.items))) for section in entry.sections
        )
        return replace(entry, sections=sections)

    def settled(self, entry: Entry) -> Iterable[Block]:
        """The blocks: the file's say what they said when they were read, and each ends its line."""
        as_read = replace(
            entry, title=self._new.title, start=self._new.start, end=self._new.end, tags=self._new.tags
        )
        for place, (block, is_ours) in enumerate(self._blocks):
            source = block.source
            if place + 1 < len(self._blocks):
                after, theirs_follows = self._blocks[place + 1]
                if (is_ours != theirs_follows or not source.endswith(("\n", "\r"))) and after.source:
                    source = _ended(source)
            yield replace(
                block, source=source, digest=block.digest if is_ours else digest.digest(as_read, block)
            )


def _ended(source: str) -> str:
    """The source with an empty line at its end."""
    newline = "\r\n" if "\r\n" in source else "\n"
    if not source.strip():
        return source
    if not source.endswith(("\n", "\r")):
        source += newline
    return source if source.endswith(newline * 2) else source + newline


def _told(old: Entry, block: Block, *, gone: bool) -> str:
    headings = [section.heading for section in old.sections if section.uid in block.sections]
    name = f"“{truncate(headings[0], 40)}”" if headings and headings[0] else "the text"
    if gone:
        return f"{name} is gone from the file and was edited here: it is kept"
    return f"{name} was edited here and in the file: both are kept, one after the other"


def _agree(pair: Pair, old: Entry, new: Entry) -> bool:
    """Whether the same was changed here and in the file."""
    if pair.ours is None or pair.theirs is None:
        return False
    ours, theirs = old.blocks[pair.ours], new.blocks[pair.theirs]
    if digest.FLOW in (ours.kind, theirs.kind) and digest.flow(old) != digest.flow(new):
        return False
    bare = [replace(block, kind=digest.BODY) for block in (ours, theirs)]
    return digest.digest(old, bare[0]) == digest.digest(new, bare[1])


def _says_the_same(pair: Pair, old: Entry, new: Entry) -> bool:
    """Whether the file's block is as it was."""
    if pair.ours is None or pair.theirs is None:
        return False
    return old.blocks[pair.ours].source.rstrip() == new.blocks[pair.theirs].source.rstrip()


def _aligned(ours: Sequence[Block], theirs: Sequence[Block]) -> list[Pair]:
    """The blocks of both sides in the file's order, ours without a counterpart after the one before them."""
    left, right = [_name(block) for block in ours], [_name(block) for block in theirs]
    match: dict[int, int] = {}
    for run in SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks():
        match |= {run.a + n: run.b + n for n in range(run.size)}
    for place, name in enumerate(left):
        # A section that was moved within the file.
        spare = [n for n, other in enumerate(right) if other == name and n not in match.values()]
        if place not in match and spare:
            match[place] = spare[0]
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


def _matched_items(ours: Sequence[tuple[Section, Item]], new: Entry) -> dict[str, Item]:
    """For items of the file the items of ours that they were: the same words first, then the same label."""
    left = list(ours)
    found: dict[str, Item] = {}

    def match(same: Any) -> None:
        for section in new.sections:
            for item in section.items:
                if item.uid in found:
                    continue
                was = next(
                    (pair for pair in left if pair[0].role == section.role and same(pair[1], item)), None
                )
                if was:
                    found[item.uid] = was[1]
                    left.remove(was)

    match(lambda one, other: (one.text, one.body) == (other.text, other.body))
    match(lambda one, other: one.text == other.text)
    match(lambda one, other: bool(one.label) and one.label == other.label)
    return found
