"""The item that a new one is written like: a sibling, an empty bullet, or an item of another section of the document."""

from __future__ import annotations

import re

import msgspec

from retrotui.markdown.item_line import Part
from retrotui.markdown.piece import Piece
from retrotui.markdown.reread import Reread
from retrotui.markdown.scan import BULLET
from retrotui.model import kinds
from retrotui.model.entry import Item, Section

_BOX = re.compile(r"\[[^\]]?\][ \t]*")


def unsaid(item: Item) -> Item:
    """The item without what its own line does not say, to compare what two lines say."""
    return msgspec.structs.replace(item, uid="", links=(), flow="", changed_at=None, group="")


def template(pieces: list[Piece], section: Section, reread: Reread) -> Piece | None:
    """A piece to write a new item of the section like; None where the document has no item that could tell."""
    own = [piece for piece in pieces if piece.item]
    if own:
        return own[-1]
    if found := placeholder(pieces):
        return _from_placeholder(found)
    form = reread.draft(section.uid).form
    here = reread.place(section.uid)
    others = [piece for piece in reread.shape.pieces if piece.item and piece.form not in ("cell", "row")]
    alike = [piece for piece in others if reread.shape.sections[piece.section].form == form]
    usable = [piece for piece in alike if _has_lead(piece) or form == "heading"] or [
        piece for piece in others if _has_lead(piece)
    ]
    if not usable:
        return None
    chosen = min(reversed(usable), key=lambda piece: abs(piece.section - here))
    return foreign(chosen, section, reread, here)


def listed(section: Section, reread: Reread) -> Piece | None:
    """An item of a plain list elsewhere in the document to write a list like, the section's own first."""
    here = reread.place(section.uid)
    found = [
        piece for piece in reread.shape.pieces if piece.item and piece.form == "line" and _has_lead(piece)
    ]
    own = [piece for piece in found if piece.section == here]
    if own:
        return own[-1]
    chosen = min(reversed(found), key=lambda piece: abs(piece.section - here), default=None)
    return foreign(chosen, section, reread, here) if chosen else None


def _has_lead(piece: Piece) -> bool:
    return bool(piece.parts and piece.parts[0].name == "lead" and piece.parts[0].raw.strip())


def foreign(piece: Piece, section: Section, reread: Reread, here: int) -> Piece:
    """An item of another section without what only that section has: its labels, and boxes where there are no states.

    `here` is the section of the source whose content is indented as the new item is to be.
    """
    stateless = not kinds.states(reread.kind, section.role)
    unfit = {"label"} | ({"box"} if stateless else set())
    parts = [part for part in piece.parts if part.name not in unfit]
    own, there = reread.shape.sections[here].indent, reread.shape.sections[piece.section].indent
    if own != there and parts and parts[0].name == "lead":
        parts = [Part("lead", " " * own + parts[0].raw.lstrip(" \t")), *parts[1:]]
    return msgspec.structs.replace(piece, parts=parts)


def placeholder(pieces: list[Piece]) -> Piece | None:
    """An empty bullet in a section without items, which waits to be filled."""
    if any(piece.item for piece in pieces):
        return None
    return next((piece for piece in pieces if piece.kind == "gap" and BULLET.match(piece.raw)), None)


def _from_placeholder(piece: Piece) -> Piece:
    match = BULLET.match(piece.raw.rstrip("\r\n"))
    assert match
    lead = match[0] if match[0].endswith((" ", "\t")) else match[0] + " "
    parts = [Part("lead", lead)]
    if box := _BOX.match(piece.raw, match.end()):
        parts.append(Part("box", box[0].rstrip() + " "))
    parts += [Part("text", ""), Part("tail", "")]
    return Piece("item", piece.section, parts, Item(""), indent=len(lead))
