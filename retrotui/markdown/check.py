"""What a written source will be read as: whether the items come out as the entry has them, with the labels they go by."""

from __future__ import annotations

import msgspec

from retrotui.markdown import number, outline
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
    pairs: list[tuple[Item, Item]] = []
    wrong: list[str] = []
    left = list(read.sections)
    for section in entry.sections:
        found = _counterpart(section, left)
        if found is not None:
            left.remove(found)
            pairs += zip(section.items, found.items, strict=True)
        elif section.items or section.role != "prose":
            wrong.append(section.uid)
    unnamed, lost = _misnamed(pairs, entry)
    wrong += [section.uid for section in entry.sections if section.uid in lost]
    return Verdict(tuple(dict.fromkeys(wrong)), frozenset(unnamed))


def _misnamed(pairs: list[tuple[Item, Item]], entry: Entry) -> tuple[set[str], set[str]]:
    """Items that are referred to by a label that another would get, and the sections whose tries do not say their
    answers whatever the labels are."""
    own_of = {other.uid: item.uid for item, other in pairs}
    label_of = {item.uid: other.label for item, other in pairs}
    labels = {item.uid: item.label for item in entry.items()}
    unnamed = {item.uid for item, other in pairs if item.flow and item.label != other.label}
    lost: set[str] = set()
    for item, other in pairs:
        section = entry.section_of(item.uid)
        if section.role != "try":
            continue
        wanted = {uid for uid in _answered(item, entry) if uid in labels}
        said = {own_of[uid] for uid in _answered(other, entry) if uid in own_of}
        if wanted != said:
            misread = {uid for uid in wanted | said if label_of.get(uid) != labels.get(uid)}
            unnamed |= misread
            lost |= set() if misread else {section.uid}
    return unnamed, lost


def _answered(item: Item, entry: Entry) -> list[str]:
    return [link.item for link in item.links if link.relation == "answers" and link.entry == entry.uid]


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
