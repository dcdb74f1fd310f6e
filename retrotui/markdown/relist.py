"""A section's items as a list, for a layout that can not hold them: one text in a label's line, a paragraph's detail."""

from __future__ import annotations

import msgspec

from retrotui.markdown import canonical, care
from retrotui.markdown.canonical import Canon
from retrotui.markdown.piece import Piece
from retrotui.markdown.reread import Reread
from retrotui.markdown.scan import scan
from retrotui.model.entry import Section
from retrotui.text import lines_with_ends


def relisted(pieces: list[Piece], new: Section, canon: Canon, reread: Reread) -> str:
    """The section's head and prose as they are, and its items as a list."""
    labelled = any(part.name == "label" for piece in pieces for part in piece.parts)
    shown = canon.shown if labelled else canon.named
    lists = canonical.lists(msgspec.structs.replace(canon, shown=shown), new)
    head = "".join(piece.raw for piece in pieces if piece.kind in ("head", "meta"))
    prose = "".join(piece.raw for piece in pieces if piece.kind in ("prose", "flow"))
    head = head.rstrip() + canon.newline
    pad = " " * scan(head)[0].content
    listed = (canon.newline * 2).join(lists)
    if listed:
        listed = (
            "".join(pad + line if line.strip() else line for line in lines_with_ends(listed)) + canon.newline
        )
    gap = "" if pad else canon.newline
    return head + gap + (prose + canon.newline if prose else "") + listed + canon.newline
