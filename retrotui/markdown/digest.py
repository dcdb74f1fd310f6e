"""A digest of the fields that were read from a block, to know at export whether its source still says the same.

What it covers is what Markdown can say: no identities, no times, no links into other entries.
"""

from __future__ import annotations

import hashlib

import msgspec

from retrotui.model.entry import Block, Entry, Item, Section

FRONT_MATTER, TITLE, FLOW, BODY = "front_matter", "title", "flow", "body"
"""Kinds of blocks: `title` holds the heading that the entry's title was read from, `flow` a flow table."""


def digest(entry: Entry, block: Block) -> str:
    """The digest of the entry's fields that the block owns: 16 hexadecimal digits."""
    return _Digests(entry).of(block)


def digest_all(entry: Entry) -> list[str]:
    """The digests for all blocks of the entry, in order."""
    digests = _Digests(entry)
    return [digests.of(block) for block in entry.blocks]


class _Digests:
    """An entry's sections and labels looked up once for all its blocks."""

    def __init__(self, entry: Entry) -> None:
        self._entry = entry
        self._labels = {item.uid: item.label for item in entry.items()}
        self._sections = {section.uid: section for section in entry.sections}

    def of(self, block: Block) -> str:
        """The digest of what the block owns."""
        found = [self._sections.get(uid) for uid in block.sections]
        owned: list[object] = [section and _section(section, self._entry, self._labels) for section in found]
        if block.kind == FRONT_MATTER:
            owned.append(head(self._entry))
        if block.kind == TITLE:
            owned.append(self._entry.title)
        if block.kind == FLOW:
            owned.append(flow(self._entry))
        return hashlib.sha256(msgspec.json.encode(owned)).hexdigest()[:16]


def head(entry: Entry) -> list[object]:
    """What a front matter states of an entry."""
    return [entry.title, entry.start, entry.end, entry.tags]


def flow(entry: Entry) -> list[tuple[str, str]]:
    """Levels with the labels at them; in no order that the items' places would change."""
    return sorted((item.flow, item.label) for item in entry.items() if item.flow)


def _section(section: Section, entry: Entry, labels: dict[str, str]) -> list[object]:
    week = section.week
    stated = [week.number, week.date, week.attendance, week.reason, week.percent, week.final] if week else []
    return [
        section.heading,
        section.level,
        section.prose,
        stated,
        [item_fields(item, entry, labels) for item in section.items],
    ]


def item_fields(item: Item, entry: Entry, labels: dict[str, str]) -> list[object]:
    """What Markdown says of an item, links within the entry by label."""
    return [
        item.label, item.text, item.body, item.state, item.category, item.group, item.date, item.size, item.reason,
        answers(item, entry, labels),
    ]  # fmt: skip


def answers(item: Item, entry: Entry, labels: dict[str, str]) -> list[str]:
    """Labels of the items of the same entry that the item answers."""
    return [
        labels[link.item]
        for link in item.links
        if link.relation == "answers" and link.entry == entry.uid and link.item in labels
    ]
