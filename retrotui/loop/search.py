"""Finding words in what was written: the same answer for the shell and for the app.

A hit is one item, one section's prose or one entry's title; its excerpt is the line where the words stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from retrotui.model.entry import Entry, Item, Section
from retrotui.text import cell_width, fold, nfc, split_lines

EXCERPT = 100
"""How wide an excerpt is at most, in cells."""


class Hit(msgspec.Struct, frozen=True):
    """One place that holds every word of a query."""

    entry: Entry
    section: Section | None
    """None when the words stand in the entry's own title, tags or key."""
    item: Item | None
    """None when the words stand in the section's heading or prose."""
    excerpt: str
    """One line of at most `EXCERPT` cells around the first word, cut ends marked with an ellipsis."""


def search(entries: Iterable[Entry], query: str) -> list[Hit]:
    """Where every word of the query stands, as part of a word and in any case, in one item, section or title.

    In the order of the entries, and within an entry in reading order; a query without words finds nothing.
    """
    words = [fold(word) for word in query.split()]
    words = [word for word in words if word]
    return [hit for entry in entries for hit in _hits(entry, words)] if words else []


def _hits(entry: Entry, words: list[str]) -> Iterator[Hit]:
    if _holds("\n".join((entry.title, " ".join(entry.tags), entry.key)), words):
        yield Hit(entry, None, None, excerpt(entry.title or entry.key, words))
    for section in entry.sections:
        text = f"{section.heading}\n{section.prose}"
        if _holds(text, words):
            yield Hit(entry, section, None, excerpt(text, words))
        for item in section.items:
            text = "\n".join((item.text, item.body, item.reason))
            if _holds("\n".join((text, item.label, item.category, item.group)), words):
                yield Hit(entry, section, item, excerpt(text, words))


def _holds(text: str, words: list[str]) -> bool:
    folded = fold(text)
    return all(word in folded for word in words)


def excerpt(text: str, words: list[str], width: int = EXCERPT) -> str:
    """The line of the text that holds most of the folded words, cut to the width around the first of them; the first line when none does."""
    lines = [re.sub(r"\s+", " ", nfc(line)).strip() for line in split_lines(text)]
    line = max(lines, key=lambda line: sum(word in fold(line) for word in words), default="")
    if cell_width(line) <= width:
        return line
    start = _position(line, words)
    begin = start
    used = 0
    while begin > 0 and used + cell_width(line[begin - 1]) <= width // 4:
        begin -= 1
        used += cell_width(line[begin])
    head = "…" if begin else ""
    kept = head
    for character in line[begin:]:
        if cell_width(kept) + cell_width(character) > width - 1:
            return kept.rstrip() + "…"
        kept += character
    return kept


def _position(line: str, words: list[str]) -> int:
    """Where the first of the words begins, counted in characters of the line as written.

    Folding may lengthen or shorten a text, so each character is folded by itself to count.
    """
    found = [at for word in words if (at := fold(line).find(word)) >= 0]
    wanted = min(found, default=0)
    length = 0
    for index, character in enumerate(line):
        if length >= wanted:
            return index
        length += len(fold(character))
    return 0
