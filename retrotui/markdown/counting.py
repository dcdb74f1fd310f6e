"""The numbers of numbered lists: counted through again where they were counted through before."""

from __future__ import annotations

import re
from itertools import pairwise

import msgspec

from retrotui.markdown.piece import Piece
from retrotui.markdown.reread import Reread

_NUMBER = re.compile(r"([ \t\u3000>]*|[ \t]*\|[ \t]*#?)(\d{1,3})(?=[.)\\]|[ \t]*\|)")
"""A list's number, or the first cell of a row of tasks."""


class Chunk(msgspec.Struct):
    """A run of a section's source as it will be."""

    raw: str
    kind: str = ""
    """`item`, `group`, or anything else."""


def is_counted(pieces: list[Piece], reread: Reread) -> bool:
    """Whether the section's numbered lists are counted through; one number alone follows the rest of the document."""
    found = _counting(pieces)
    return found if found is not None else _counting(reread.shape.pieces) is not False


def _counting(pieces: list[Piece]) -> bool | None:
    numbers: list[tuple[int, int]] = []
    for a, b in pairwise([piece for piece in pieces if piece.item]):
        assert a.item
        assert b.item
        one, other = _NUMBER.match(a.raw), _NUMBER.match(b.raw)
        if a.section == b.section and a.item.group == b.item.group and one and other:
            numbers.append((int(one[2]), int(other[2])))
    return all(after == before + 1 for before, after in numbers) if numbers else None


def renumbered(chunks: list[Chunk], first: int | None = None) -> list[Chunk]:
    """The chunks with each run of numbered items counted through from `first`, or from the least number there is.

    A group's line begins a new run.
    """
    numbers = [first] if first else [int(match[2]) for chunk in chunks if (match := _match(chunk))]
    done: list[Chunk] = []
    count: int | None = None
    for chunk in chunks:
        match = _match(chunk)
        if chunk.kind == "group":
            count = None
        if match:
            count = min(numbers) if count is None else count + 1
            chunk = Chunk(f"{match[1]}{count}{chunk.raw[match.end(2) :]}", "item")
        done.append(chunk)
    return done


def _match(chunk: Chunk) -> re.Match[str] | None:
    return _NUMBER.match(chunk.raw) if chunk.kind == "item" else None
