"""Finding words in what was written: the same answer for the shell and for the app.

A hit is one item, one section's prose or one entry's title; its excerpt is the line where the words stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

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


class Searcher:
    """The same entries searched again and again, as one types: each is folded once, and looked into only where it may hold a hit."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = entries
        self._folded: list[str] = []
        """Of each entry from the first on, as far as a search went; every text that a hit can stand in."""

    def hits(self, query: str) -> Iterator[Hit]:
        """Where every word of the query stands, as part of a word and in any case, in one item, section or title.

        In the order of the entries, and within an entry in reading order, each found when it is asked for; a query
        without words finds nothing.
        """
        words = [folded for word in query.split() if (folded := fold(word))]
        if not words:
            return
        for place, entry in enumerate(self._entries):
            if place == len(self._folded):
                self._folded.append(fold("\n".join(_texts(entry))))
            folded = self._folded[place]
            if all(word in folded for word in words):
                yield from _hits(entry, words)


def search(entries: Sequence[Entry], query: str) -> list[Hit]:
    """All hits of `Searcher.hits`, for who searches once."""
    return list(Searcher(entries).hits(query))


def _texts(entry: Entry) -> Iterator[str]:
    yield _about(entry)
    for section in entry.sections:
        yield f"{section.heading}\n{section.prose}"
        for item in section.items:
            yield _all_of(item)


def _about(entry: Entry) -> str:
    return "\n".join((entry.title, " ".join(entry.tags), entry.key))


def _all_of(item: Item) -> str:
    return "\n".join((item.text, item.body, item.reason, item.label, item.category, item.group))


def _hits(entry: Entry, words: list[str]) -> Iterator[Hit]:
    if _holds(_about(entry), words):
        yield Hit(entry, None, None, excerpt(entry.title or entry.key, words))
    for section in entry.sections:
        text = f"{section.heading}\n{section.prose}"
        if _holds(text, words):
            yield Hit(entry, section, None, excerpt(text, words))
        for item in section.items:
            if _holds(_all_of(item), words):
                text = "\n".join((item.text, item.body, item.reason))
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
