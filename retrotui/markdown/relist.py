"""A section's items as a list, for a layout that can not hold them: one text in a label's line, a paragraph's detail."""

from __future__ import annotations

import msgspec

from retrotui.markdown import canonical, care, counting, item_write, sibling
from retrotui.markdown.canonical import Canon
from retrotui.markdown.counting import Chunk
from retrotui.markdown.piece import Piece
from retrotui.markdown.reread import Reread
from retrotui.markdown.scan import TEXT, scan
from retrotui.model.entry import Section
from retrotui.text import lines_with_ends


def relisted(pieces: list[Piece], new: Section, canon: Canon, reread: Reread) -> str:
    """The section's head and prose as they are, and its items as a list: like another list of the document, or, with
    the utmost care, as the writer would."""
    newline = canon.newline
    head = "".join(piece.raw for piece in pieces if piece.kind in ("head", "meta")).rstrip()
    # The header of a table of tasks goes with its rows.
    prose = "".join(
        piece.raw for piece in pieces if piece.kind in ("prose", "flow") and piece.form != "header"
    )
    opening = scan(head)[0] if head else None
    pad = " " * (opening.content or opening.indent) if opening else ""
    usual = reread.draft(new.uid).group
    like = sibling.listed(new, reread) if canon.care.get(new.uid, 0) < care.PLAIN else None
    listed = _styled(new, like, canon, reread) if like else _padded(_plain(pieces, new, canon, usual), pad)
    if like and opening and opening.kind == TEXT and not like.parts[0].raw.startswith(pad):
        listed = _padded(listed, pad)
    gap = "" if pad else newline
    body = (prose + newline if prose else "") + listed
    return (head + newline if head else "") + (gap if head else "") + body + _tail(pieces, newline)


def _plain(pieces: list[Piece], new: Section, canon: Canon, usual: str) -> str:
    labelled = any(part.name == "label" for piece in pieces for part in piece.parts)
    shown = canon.shown if labelled else canon.named
    lists = canonical.lists(msgspec.structs.replace(canon, shown=shown), new, usual)
    return (canon.newline * 2).join(lists) + canon.newline if lists else ""


def _padded(source: str, pad: str) -> str:
    return "".join(pad + line if line.strip() else line for line in lines_with_ends(source))


def _styled(new: Section, like: Piece, canon: Canon, reread: Reread) -> str:
    """The items like a piece of another list."""
    style = canon.style(new.role, new.uid)
    chunks: list[Chunk] = []
    group = reread.draft(new.uid).group
    pad = " " * reread.draft(new.uid).indent * bool(group)
    for item in new.items:
        if item.group != group:
            group = item.group
            line = pad + canonical.group_line(group, canon.labels, True)
            chunks += [Chunk(canon.newline)] if chunks else []
            chunks.append(Chunk(line + canon.newline * 2, "group"))
        chunks.append(Chunk(item_write.fresh(canon.written(item), style, like), "item"))
    counted = counting.is_counted([], reread)
    return "".join(chunk.raw for chunk in (counting.renumbered(chunks, 1) if counted else chunks))


def _tail(pieces: list[Piece], newline: str) -> str:
    """The blank lines that the section ended with; one where it ended with its last line of words."""
    tail = ""
    for piece in reversed(pieces):
        if piece.kind != "gap" or piece.raw.strip():
            break
        tail = piece.raw + tail
    return tail or newline * any(piece.kind == "item" and piece.form != "line" for piece in pieces[-1:])
