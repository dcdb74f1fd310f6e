"""Where the guesses of a repair came to stand: each in the block of its source, with the field that it was read into.

Looks at fields and sources alone, whatever the layout: a field's line is a piece of the line that it was read from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec
from msgspec.structs import replace

from retrotui.markdown import digest
from retrotui.model.entry import Block, Entry, Guess, Item, Section
from retrotui.model.guess import MOST, OF_ITEMS, OF_SECTIONS, TITLE, line_at, squeezed
from retrotui.text import split_lines

Guesses = Sequence[tuple[int, str]]
"""Offset of each guessed character in a text, and what it may be, the likeliest first."""


class _Place(msgspec.Struct):
    """One line of a field."""

    holder: str
    field: str
    text: str
    """With its blanks taken as one."""
    claimed: int = -1
    """Where the line of the source begins that it was read from; -1 while that is not known."""


def attach(entry: Entry, guesses: Guesses) -> Entry:
    """The entry with the guesses of its part of a file; offsets count from where that part begins."""
    blocks: list[Block] = []
    begin = 0
    for block in entry.blocks:
        end = begin + len(block.source)
        own = [(at - begin, options) for at, options in guesses if begin <= at < end]
        blocks.append(replace(block, guesses=tuple(_placed(entry, block, own)) if own else ()))
        begin = end
    return replace(entry, blocks=tuple(blocks))


def spread(entries: Iterable[Entry], guesses: Guesses) -> Iterator[Entry]:
    """The entries of one file with the guesses of its whole text."""
    begin = 0
    for entry in entries:
        yield attach(entry, [(at - begin, options) for at, options in guesses])
        begin += sum(len(block.source) for block in entry.blocks)


def open_in(entry: Entry) -> list[tuple[int, str]]:
    """The guesses that are kept with an entry, as `attach` takes them."""
    found: list[tuple[int, str]] = []
    begin = 0
    for block in entry.blocks:
        found += [(begin + guess.at, guess.options) for guess in block.guesses]
        begin += len(block.source)
    return found


def _placed(entry: Entry, block: Block, guesses: Guesses) -> Iterator[Guess]:
    places = list(_places(entry, block))
    for at, options in guesses:
        line, begin = line_at(block.source, at)
        text, columns = squeezed(line)
        kept = options[:MOST]
        place, column = _place_of(places, text, columns.index(at - begin), begin)
        if place is None:
            yield Guess(at, kept)
        else:
            place.claimed = begin
            yield Guess(at, kept, place.holder, place.field, column, len(place.text))


def _places(entry: Entry, block: Block) -> Iterator[_Place]:
    """The lines of all fields that were read from the block."""
    if block.kind == digest.FRONT_MATTER:
        yield _Place("", TITLE, squeezed(entry.title)[0])
    items = {item.uid: item for item in entry.items() if item.uid in block.items}
    sections = [section for section in entry.sections if section.uid in block.sections]
    holders: list[tuple[Section | Item, tuple[str, ...]]] = [(section, OF_SECTIONS) for section in sections]
    holders += [(items[uid], OF_ITEMS) for uid in block.items if uid in items]
    for holder, fields in holders:
        for field in fields:
            for line in split_lines(getattr(holder, field)):
                if text := squeezed(line)[0]:
                    yield _Place(holder.uid, field, text)


def _place_of(places: list[_Place], text: str, column: int, begin: int) -> tuple[_Place | None, int]:
    """The longest line of a field that covers the column of a line of the source, and the column in it."""
    best: tuple[_Place | None, int] = (None, 0)
    longest = 0
    for place in places:
        at = text.rfind(place.text, 0, column + len(place.text))
        covers = 0 <= column - at < len(place.text)
        if at < 0 or not covers or place.claimed not in (-1, begin):
            continue
        if len(place.text) > longest:
            best, longest = (place, column - at), len(place.text)
    return best
