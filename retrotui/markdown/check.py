"""What a written source will be read as: whether the items come out as the entry has them, with the labels they go by."""

from __future__ import annotations

import msgspec

from retrotui.markdown import digest, number, outline
from retrotui.markdown.label import Labels
from retrotui.markdown.scan import scan
from retrotui.model.entry import Entry, Item, Section

Said = tuple[object, ...]


class Verdict(msgspec.Struct, frozen=True):
    """How a source falls short of its entry."""

    wrong: tuple[str, ...] = ()
    """Uids of the sections whose items would not be read as they are."""
    unnamed: frozenset[str] = frozenset()
    """Uids of the items that others refer to by a label that the reader would give to another."""


def verdict(source: str, entry: Entry, labels: Labels, kind: str, naming: str) -> Verdict:
    """Read a source, without its front matter, as an entry of the kind, and compare."""
    shape = outline.build(scan(source), kind, labels, entry.start.year, naming)
    sections = outline.sections_of(shape, labels)
    number.number_items(shape, sections)
    number.link_items(shape, entry.uid)
    read = msgspec.structs.replace(entry, sections=tuple(outline.with_items(shape, sections)))
    known = _referred(entry)
    wrong: list[str] = []
    unnamed: set[str] = set()
    left = list(read.sections)
    for section in entry.sections:
        found = _counterpart(section, left)
        if found is None:
            wrong += [section.uid] if section.items or section.role != "prose" else []
            continue
        left.remove(found)
        pairs = list(zip(section.items, found.items, strict=True))
        unnamed.update(item.uid for item, other in pairs if item.uid in known and item.label != other.label)
        if section.role == "try" and any(_answered(a, entry) != _answered(b, read) for a, b in pairs):
            wrong.append(section.uid)
    return Verdict(tuple(wrong), frozenset(unnamed))


def _counterpart(section: Section, sections: list[Section]) -> Section | None:
    said = _said(section)
    return next((other for other in sections if _said(other) == said), None)


def _said(section: Section) -> Said:
    rows = [
        (item.text, item.body, item.state, item.category, item.group, item.reason, item.size)
        for item in section.items
    ]
    week = section.week
    if week and not week.attendance and section.prose:
        # Who wrote about a week was there, as the reader takes it.
        week = msgspec.structs.replace(week, attendance="attended")
    return (section.role, week, rows)


def _referred(entry: Entry) -> set[str]:
    """The items that are referred to by their labels: answered by a try, or at a level of the flow table."""
    answered = {
        link.item
        for item in entry.items_of("try")
        for link in item.links
        if link.relation == "answers" and link.entry == entry.uid
    }
    return answered | {item.uid for item in entry.items() if item.flow}


def _answered(item: Item, entry: Entry) -> list[str]:
    return sorted(digest.answers(item, entry, {other.uid: other.label for other in entry.items()}))
