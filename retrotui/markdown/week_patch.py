"""Changed weeks of a study plan: field lines below a week's heading or list item, headings for what a row can not say."""

from __future__ import annotations

from msgspec.structs import replace

from retrotui.markdown import canonical
from retrotui.markdown.canonical import Canon
from retrotui.markdown.item_line import Part
from retrotui.markdown.piece import Piece
from retrotui.markdown.scan import scan
from retrotui.model.entry import Section


def fields(pieces: list[Piece], old: Section, new: Section, canon: Canon) -> list[Piece]:
    """The pieces with field lines for what changed of a week, below its heading."""
    if new.week is None or (old.week == new.week and old.heading == new.heading):
        return pieces
    opening = next((piece.raw for piece in pieces if piece.kind == "head"), "")
    pad = " " * scan(opening)[0].content if opening else ""
    lines = [pad + line for line in canonical.week_field_lines(canon, new)]
    kept = [piece for piece in pieces if piece.kind != "meta"]
    if not lines:
        return kept
    at = next((place for place, piece in enumerate(kept) if piece.kind == "head"), -1) + 1
    raw = canon.newline + "".join(line + canon.newline for line in lines)
    if at < len(kept) and kept[at].kind != "gap":
        raw += canon.newline
    return [*kept[:at], Piece("meta", 0, [Part("other", raw)]), *kept[at:]]


def rows(pieces: list[Piece], own: list[int], canon: Canon, old: list[Section]) -> str:
    """A table of weeks: a row can not say more than it did, so a changed week gets a heading below the table."""
    current = {section.uid: section for section in canon.entry.sections}
    kept = {
        place
        for place in own
        if (now := current.get(old[place].uid)) and _said_of(now) == _said_of(old[place])
    }
    # A single row left would be no plan any more, only a table.
    kept = kept if len(kept) > 1 else set()
    rows = "".join(piece.raw for piece in pieces if piece.section in kept)
    moved = [now for place in own if place not in kept and (now := current.get(old[place].uid))]
    texts = [canonical.section_text(canon, replace(section, level=2)) for section in moved]
    return rows + "".join(canon.newline + text for text in texts)


def _said_of(section: Section) -> tuple[object, ...]:
    return (section.heading, section.prose, section.week, list(section.items))
