"""Where in its source an entry's sections and items stand, and what the source says of them: for merges and messages."""

from __future__ import annotations

import re

import msgspec

from retrotui.markdown import digest, label, patch
from retrotui.markdown.label import Own
from retrotui.model.entry import Entry


class Source(msgspec.Struct, frozen=True):
    """An entry's source, read again."""

    entry: Entry
    """The entry as its source tells it: the uids are the entry's."""
    lines: dict[str, int]
    """The line of each section and item by uid, counted from 1 in the entry's part of its file."""


def source(entry: Entry, own: Own = ()) -> Source | None:
    """What the blocks of an entry say by themselves; None when they no longer hold what was read from them.

    `own` are the user's labels.
    """
    found = patch.reread(entry, label.load(own))
    if found is None:
        return None
    head = entry.blocks[0].source if entry.blocks and entry.blocks[0].kind == digest.FRONT_MATTER else ""
    text, begun = head, 1
    lines: dict[str, int] = {}
    for piece in found.shape.pieces:
        begun += _ends(text)
        text = piece.raw
        # The lines of a piece may begin with empty ones.
        at = begun + _ends(text[: len(text) - len(text.lstrip())])
        lines.setdefault(found.sections[piece.section].uid, at)
        if piece.item:
            lines[piece.item.uid] = at
    return Source(found.entry, lines)


def _ends(text: str) -> int:
    """How many lines end in a text."""
    return len(re.findall(r"\r\n|\n|\r", text))
