"""The blocks of an entry: slices of its source, each with the sections read from it and a digest of their fields."""

from __future__ import annotations

from msgspec.structs import replace

from retrotui import text
from retrotui.markdown import date_patch
from retrotui.markdown.digest import BODY, DATED, DATED_TITLE, FLOW, FRONT_MATTER, TITLE, digest_all
from retrotui.markdown.label import Labels
from retrotui.markdown.piece import Outline
from retrotui.markdown.scan import Line
from retrotui.model.entry import Block, Entry, Section
from retrotui.model.periods import Span

_DATED_KINDS = ("daily", "kpt", "aar", "note")
"""Kinds whose days a heading states; a plan's follow from its weeks, a year's from its title."""


def digested(entry: Entry, blocks: list[Block]) -> Entry:
    """The entry with its blocks, each with the digest of what was read from it."""
    entry = replace(entry, blocks=tuple(blocks))
    digests = digest_all(entry)
    return replace(
        entry,
        blocks=tuple(replace(block, digest=value) for block, value in zip(blocks, digests, strict=True)),
    )


def of_outline(shape: Outline, head: str, sections: list[Section], titled: int) -> list[Block]:
    """The blocks of an outline: one for each section, or one for the sections of a table. Digests are still empty."""
    blocks = [Block(head, FRONT_MATTER)] if head else []
    source: list[str] = []
    held: list[int] = []
    items: list[str] = []
    tables: set[int] = set()

    def close() -> None:
        kind = FLOW if any(shape.sections[n].flow for n in held) else TITLE if titled in held else BODY
        blocks.append(Block("".join(source), kind, tuple(sections[n].uid for n in held), tuple(items)))
        for gathered in (source, held, items):
            gathered.clear()
        tables.clear()

    for piece in shape.pieces:
        same_table = piece.table in tables
        if held and piece.section not in held and not same_table:
            close()
        if piece.section not in held:
            held.append(piece.section)
        if piece.table < -1 or (piece.table >= 0 and piece.kind != "prose"):
            tables.add(piece.table)
        source.append(piece.raw)
        if piece.item:
            items.append(piece.item.uid)
    if held:
        close()
    # An empty file has an empty source, which is not the same as none.
    return blocks or [Block("")]


def with_dated(blocks: list[Block], entry: Entry, body: list[Line], labels: Labels) -> list[Block]:
    """The blocks, with the one whose words state the entry's days marked."""
    line = date_patch.place(body, Span(entry.start, entry.end), labels) if entry.kind in _DATED_KINDS else -1
    kinds = {BODY: DATED, TITLE: DATED_TITLE}
    for place, block in enumerate(blocks):
        if block.kind == FRONT_MATTER:
            continue
        count = len(text.lines_with_ends(block.source))
        if 0 <= line < count:
            marked = replace(block, kind=kinds.get(block.kind, block.kind))
            return [*blocks[:place], marked, *blocks[place + 1 :]]
        line -= count
    return blocks
