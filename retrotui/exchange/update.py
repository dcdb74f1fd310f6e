"""A changed file taken into the entry that was read from it before, without losing what was written here since.

Three versions meet: the file as it was (the entry's blocks hold it, and are read again), the entry as it is, the file
as it is now. They are merged item by item and field by field; the blocks become the file's, so that an export differs
from the file only where we differ from it. A block that was edited here stays as it is where the file has none any
more, and beside the file's where nobody knows what it said at first. Items keep their identities across, so that
links from other entries still arrive.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import msgspec
from msgspec.structs import replace

from retrotui.errors import Remark, Word
from retrotui.exchange import counterpart, three_way
from retrotui.exchange.counterpart import Pair
from retrotui.exchange.head import Head
from retrotui.exchange.item_merge import Items
from retrotui.exchange.reread import Base, is_untouched, read_as, source_of, with_uid
from retrotui.exchange.source import readable_path
from retrotui.markdown import digest, locate, writer
from retrotui.markdown.reader import Hints, Reading
from retrotui.model import edit
from retrotui.model.entry import Block, Entry, Item, Section
from retrotui.text import truncate

CLASHES = ("heading", "week", *three_way.FIELDS)
"""What can stay ours though the file changed it as well; the catalogues know the words."""
_SHOWN = 40
"""Characters of a text that a warning names."""


class Merged(msgspec.Struct, frozen=True):
    """The entry with the file's changes, and what its author should know of them."""

    entry: Entry
    warnings: tuple[str, ...] = ()
    is_same: bool = False
    """Whether the file only says what the entry says already."""


class Place(msgspec.Struct, frozen=True):
    """Where an entry stands that was read."""

    file: str = ""
    """As people know it."""
    line: int = 1
    """Of the file, where the entry's part begins."""


def merged(old: Entry, reading: Reading, base: Base, hints: Hints, place: Place) -> Merged:
    """The entry with what changed in its file since it was read; nothing where the file is what we would export."""
    new = reading.entry
    is_ours = writer.write_text(old, own=hints.labels) == source_of(new)
    before = base.of(old) if _head(old) != _head(new) else new
    if old.kind != new.kind and not hints.kind and not _became(before, old):
        path = readable_path(new.origin.path if new.origin else "")
        new = read_as(reading, old.kind, None, path, hints.labels).entry
    new = with_uid(new, old.uid)
    merge = _Merge(old, new, hints, place)
    entry = merge.entry({item.uid: item.label for item in old.items()} if is_ours else {})
    head = Head(old, new, before, hints)
    entry = replace(entry, **head.fields)
    entry = replace(entry, blocks=tuple(merge.settled(entry)))
    return Merged(entry, (*merge.warnings, *head.warnings), is_ours)


def _became(before: Entry | None, old: Entry) -> bool:
    """Whether the file turned into another kind; an entry that was edited here, or given its kind by its user, did not."""
    return before is not None and before.kind == old.kind and is_untouched(old)


def _head(entry: Entry) -> tuple[object, ...]:
    return (entry.kind, entry.title, entry.start, entry.end, entry.tags, entry.language)


class _Merge:
    """The blocks and sections of one merge."""

    def __init__(self, old: Entry, new: Entry, hints: Hints, place: Place) -> None:
        self._old = old
        self._place = place
        self._own = hints.labels
        self._read = new
        self._pairs = counterpart.aligned(old, new)
        told = locate.source(old, hints.labels)
        self._edited = _edited(old)
        self._kept = {
            pair.ours
            for pair in self._pairs
            if pair.ours in self._edited
            and (pair.theirs is None or (told is None and not _agree(pair, old, new)))
        }
        """Places of our blocks that stay as they are here."""
        self._yielding = {
            pair.theirs for pair in self._pairs if pair.ours in self._kept and _says_the_same(pair, old, new)
        }
        """Places of the file's blocks that are as they were, so that ours stay alone."""
        self._was = self._as_it_was(told.entry if told else None)
        """Our sections as they were read, where that is known, by uid."""
        self._sections = self._matched_sections(new)
        """Our sections by those of the file."""
        staying = {uid for n, block in enumerate(old.blocks) if n in self._kept for uid in block.sections}
        leaving = {uid for n in self._yielding if n is not None for uid in new.blocks[n].sections}
        self._items = Items(
            old,
            [section for section in new.sections if section.uid not in leaving],
            self._was,
            self._sections,
            staying,
        )
        self._new = self._identified(new)
        """The file's entry with our identities of what it says again."""
        self._blocks: list[tuple[Block, bool]] = []
        """The merged entry's blocks, and whether each is ours."""
        self._lines: dict[str, int] | None = None
        """Lines of the file's sections and items, once somebody asked."""
        self.warnings: list[str] = []

    def _as_it_was(self, told: Entry | None) -> dict[str, Section]:
        old = {section.uid: section for section in self._old.sections}
        read = {section.uid: section for section in told.sections} if told else {}
        levels = {item.uid: item.flow for item in told.items()} if told else {}
        flows = [place for place, block in enumerate(self._old.blocks) if block.kind == digest.FLOW]
        has_own = any(place in self._edited for place in flows) or not flows

        def level(item: Item) -> str:
            return levels.get(item.uid, "") if told else "" if has_own else item.flow

        found: dict[str, Section] = {}
        for place, block in enumerate(self._old.blocks):
            for uid in block.sections:
                if uid in old and (place not in self._edited or told is None):
                    items = tuple(replace(item, flow=level(item)) for item in old[uid].items)
                    found[uid] = replace(old[uid], items=items)
                elif uid in read:
                    found[uid] = read[uid]
        return found

    def _matched_sections(self, new: Entry) -> dict[str, str]:
        read = {section.uid: section for section in new.sections}
        found: dict[str, str] = {}
        for pair in self._pairs:
            if pair.ours is None or pair.theirs is None or pair.ours in self._kept:
                continue
            was = [self._was[uid] for uid in self._old.blocks[pair.ours].sections if uid in self._was]
            found |= counterpart.sections(was, [read[uid] for uid in new.blocks[pair.theirs].sections])
        return found

    def _identified(self, new: Entry) -> Entry:
        names = self._items.identities
        held = self._sections | names
        sections = tuple(
            replace(
                section,
                uid=self._sections.get(section.uid, section.uid),
                items=tuple(self._items.named(item) for item in section.items),
            )
            for section in new.sections
        )
        blocks = tuple(
            replace(
                block,
                sections=tuple(self._sections.get(uid, uid) for uid in block.sections),
                items=tuple(names.get(uid, uid) for uid in block.items),
                guesses=tuple(
                    replace(each, holder=held.get(each.holder, each.holder)) for each in block.guesses
                ),
            )
            for block in new.blocks
        )
        return replace(new, sections=sections, blocks=blocks)

    # The result

    def entry(self, kept: Mapping[str, str]) -> Entry:
        """The merged entry, its blocks not yet settled; `kept` are labels that stay, by the items' uids."""
        for pair in self._pairs:
            stays = pair.ours in self._kept
            comes = pair.theirs is not None and pair.theirs not in self._yielding
            if stays and pair.ours is not None:
                self._blocks.append((self._old.blocks[pair.ours], True))
            if comes and pair.theirs is not None:
                theirs = self._new.blocks[pair.theirs]
                self._blocks.append((replace(theirs, kind=digest.BODY) if stays else theirs, False))
            if stays and pair.ours is not None and (comes or pair.theirs is None):
                self._tell_block(self._old.blocks[pair.ours], gone=pair.theirs is None)
        sections = {section.uid: section for section in self._merged_sections()}
        self._tell_items()
        return self._relabelled(replace(self._new, sections=tuple(self._in_order(sections))), kept)

    def _merged_sections(self) -> Iterator[Section]:
        """The sections of the blocks, and ours that are in none."""
        old = {section.uid: section for section in self._old.sections}
        new = {section.uid: section for section in self._new.sections}
        ours = {uid for block, is_ours in self._blocks if is_ours for uid in block.sections}
        theirs = {uid for block, is_ours in self._blocks if not is_ours for uid in block.sections}
        for uid in dict.fromkeys([*old, *new]):
            here, there, was = old.get(uid), new.get(uid) if uid in theirs else None, self._was.get(uid)
            items = self._items.of_section(uid)
            if here is not None and there is not None:
                yield replace(self._with_fields(here, there, was or here), items=items)
            elif here is not None:
                is_gone = uid in self._was and uid not in ours and not items and was is not None
                if not (is_gone and was is not None and (here.prose, here.week) == (was.prose, was.week)):
                    yield replace(here, items=items)
            elif there is not None and (was is None or items or there.prose != was.prose):
                yield replace(there, items=items)

    def _with_fields(self, ours: Section, theirs: Section, was: Section) -> Section:
        """The file's section with what was changed here of all but its items."""
        heading, is_named = three_way.chosen(was.heading, ours.heading, theirs.heading)
        prose, is_torn = three_way.lines(was.prose, ours.prose, theirs.prose)
        week, is_judged = three_way.week(was.week, ours.week, theirs.week)
        level, _ = three_way.chosen(was.level, ours.level, theirs.level)
        for what, is_both in (("heading", is_named), ("week", is_judged), ("text", is_torn)):
            if is_both:
                self._tell_section(what, ours)
        return replace(theirs, heading=heading, level=level, prose=prose, week=week)

    def _in_order(self, sections: Mapping[str, Section]) -> Iterable[Section]:
        owned = {uid for block, _ in self._blocks for uid in block.sections}
        loose: dict[str, list[Section]] = {}
        last = ""
        for section in self._old.sections:
            if section.uid in owned:
                last = section.uid
            elif section.uid in sections:
                loose.setdefault(last, []).append(sections[section.uid])
        yield from loose.pop("", [])
        for block, _ in self._blocks:
            for uid in block.sections:
                if uid in sections:
                    yield sections[uid]
                yield from loose.pop(uid, [])
        for rest in loose.values():
            yield from rest

    def _relabelled(self, entry: Entry, kept: Mapping[str, str]) -> Entry:
        """The entry with each label once. What is new in the file counts as read with the label that it gets."""
        labels = {**self._items.labels(entry), **kept}
        ours = {item.uid for item in self._old.items()}
        given = {uid: label for uid, label in labels.items() if uid not in ours}
        self._new = edit.with_labels(self._new, {**given, **kept})
        return edit.with_labels(entry, labels)

    def settled(self, entry: Entry) -> Iterable[Block]:
        """The blocks: the file's say what they said when they were read, and each ends its line."""
        for place, (block, is_ours) in enumerate(self._blocks):
            source = block.source
            if place + 1 < len(self._blocks):
                after, theirs_follows = self._blocks[place + 1]
                if (is_ours != theirs_follows or not source.endswith(("\n", "\r"))) and after.source:
                    source = _ended(source)
            now = block.digest if is_ours else digest.digest(self._new, block)
            yield replace(block, source=source, digest=now)

    # What is told

    def _tell_block(self, block: Block, *, gone: bool) -> None:
        headings = [section.heading for section in self._old.sections if section.uid in block.sections]
        name = _quoted(headings[0]) if headings and headings[0] else Word("the text")
        if gone:
            told = Remark("{name} is gone from the file and was edited here: it is kept", name=name)
        else:
            told = Remark(
                "{name} was edited here and in the file: both are kept, one after the other", name=name
            )
        self.warnings.append(told)

    def _tell_section(self, what: str, ours: Section) -> None:
        read = next((uid for uid, known in self._sections.items() if known == ours.uid), "")
        self._tell(what, _quoted(ours.heading) if ours.heading else Word("the text"), read)

    def _tell_items(self) -> None:
        for clash in self._items.clashes:
            self._tell(clash.what, _quoted(clash.item.text), clash.read, _quoted(clash.ours))

    def _tell(self, what: str, name: str, read: str, ours: str = "") -> None:
        """Say what became of a thing with that name; `read` is the uid that it has in the file."""
        where = self._where(read)
        if what == "gone":
            told = Remark("{name} is gone from the file and was edited here: it is kept", name=name)
        elif what == "both":
            told = Remark(
                "{where}: the file says {name}, and here it is {ours}: both are kept, one after the other",
                where=where, name=name, ours=ours,
            )  # fmt: skip
        elif what == "back":
            told = Remark(
                "{where}: {name} was deleted here, but the file changed it: it is back",
                where=where,
                name=name,
            )
        elif what == "text":
            told = Remark(
                "{where}: text of {name} changed here and in the file: both are kept, ours first",
                where=where, name=name,
            )  # fmt: skip
        else:
            told = Remark(
                "{where}: {what} of {name} changed here and in the file: ours is kept",
                where=where, what=Word(what), name=name,
            )  # fmt: skip
        self.warnings.append(told)

    def _where(self, read: str) -> str:
        """The file, and the line of what was read from it under a uid."""
        if self._lines is None:
            found = locate.source(self._read, self._own)
            self._lines = found.lines if found else {}
        line = self._lines.get(read)
        return f"{self._place.file}:{self._place.line + line - 1}" if line else self._place.file


def _edited(entry: Entry) -> set[int]:
    """The places of the blocks that say something else now, or hold items that were linked with other entries."""
    linked = {
        item.uid
        for item in entry.items()
        if any(not three_way.is_answer(link, entry.uid) for link in item.links)
    }
    return {
        place
        for place, (block, now) in enumerate(zip(entry.blocks, digest.digest_all(entry), strict=True))
        if block.kind != digest.FRONT_MATTER and (now != block.digest or not linked.isdisjoint(block.items))
    }


def _quoted(text: str) -> str:
    return f"“{truncate(text, _SHOWN)}”"


def _ended(source: str) -> str:
    """The source with an empty line at its end."""
    newline = "\r\n" if "\r\n" in source else "\n"
    if not source.strip():
        return source
    if not source.endswith(("\n", "\r")):
        source += newline
    return source if source.endswith(newline * 2) else source + newline


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
