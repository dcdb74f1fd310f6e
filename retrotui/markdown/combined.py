"""Problem and Try in one section: the tries stand as lines with an arrow below the problems that they answer."""

from __future__ import annotations

import re

from msgspec.structs import replace

from retrotui.markdown import item_line, meta
from retrotui.markdown.item_line import Part, Rules
from retrotui.markdown.piece import Draft, Outline, Piece, dedent
from retrotui.model.entry import Item, new_uid
from retrotui.text import lines_with_ends

_ARROW = re.compile(r"([ \t]*(?:[-*+][ \t]+)?(?:→|⇒|➡\ufe0f?|->|=>)[ \t]*)(?=\S)")


def split_tries(outline: Outline, section: int, rules: Rules) -> None:
    """Make tries of the arrow lines of a section of problems; its pieces and the tries' become one block."""
    if not any(_ARROW.match(line) for piece in outline.of(section) for line in lines_with_ends(piece.raw)):
        return
    tries = outline.add(Draft("try"))
    mark = -2 - section
    done: list[Piece] = []
    for piece in outline.pieces:
        if piece.section != section:
            done.append(piece)
            continue
        piece.table = mark
        done += _split(piece, tries, replace(rules, role="try"), mark)
    outline.pieces = done


def _split(piece: Piece, tries: int, rules: Rules, mark: int) -> list[Piece]:
    """A piece cut before each of its arrow lines; what follows such a line is the try's body."""
    if piece.kind not in ("item", "prose"):
        return [piece]
    head = [part for part in piece.parts if part.name != "body"] if piece.kind == "item" else []
    lines = lines_with_ends("".join(part.raw for part in piece.parts if part not in head))
    starts = [number for number, line in enumerate(lines) if _ARROW.match(line)]
    if not starts:
        return [piece]
    cut = [piece]
    body = "".join(lines[: starts[0]])
    if piece.item:
        piece.parts = [*head, *([Part("body", body)] if body else [])]
        plain, stated = meta.take(dedent(body)[0])
        # What the lines below an arrow state is the try's.
        own = replace(piece.item, body=plain, reason="", size="", date=None)
        piece.item = meta.with_fields(own, stated)
    else:
        cut = [Piece("prose", piece.section, [Part("other", body)], table=mark)] if body else []
    for place, start in enumerate(starts):
        end = starts[place + 1] if place + 1 < len(starts) else len(lines)
        cut.append(_try(lines[start:end], tries, rules, mark))
    return cut


def _try(lines: list[str], section: int, rules: Rules, mark: int) -> Piece:
    match = _ARROW.match(lines[0])
    lead = match[1] if match else ""
    bare = lines[0].rstrip("\r\n")
    parts, fields = item_line.parse(lead, bare[len(lead) :], lines[0][len(bare) :], rules)
    body = "".join(lines[1:])
    if body:
        parts.append(Part("body", body))
    plain, stated = meta.take(dedent(body)[0])
    item = Item(new_uid(), fields.label, fields.text, plain, fields.state, fields.category)
    return Piece("item", section, parts, meta.with_fields(item, stated), fields, "line", len(lead), mark)
