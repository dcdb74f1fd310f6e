"""A section's source with its heading, prose, week and items as they are now."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from msgspec.structs import replace

from retrotui.markdown import (
    arrange,
    canonical,
    care,
    combined_patch,
    digest,
    prose_patch,
    relist,
    week_patch,
)
from retrotui.markdown.canonical import Canon
from retrotui.markdown.item_line import Part
from retrotui.markdown.piece import Piece
from retrotui.markdown.reread import Reread
from retrotui.model.entry import Section
from retrotui.model.kinds import ROLES


def texts(pieces: list[Piece], own: list[int], canon: Canon, old: Reread) -> Iterator[str]:
    """The sources of a block's sections, one after the other."""
    if combined_patch.is_combined(own, old, canon):
        yield combined_patch.text(pieces, own, canon, old)
        return
    current = {section.uid: section for section in canon.entry.sections}
    for place in own:
        before = old.sections[place]
        after = current.get(before.uid)
        level = canon.care.get(before.uid, care.AS_IS)
        if after and level >= care.LISTED and len(own) > 1 and not before.heading:
            # Tries that stood between problems: in a section of their own.
            headed = replace(after, heading=ROLES[after.role].heading(canon.language))
            yield canon.newline + canonical.section_text(canon, headed)
        elif after:
            mine = [piece for piece in pieces if piece.section == place]
            yield _text(mine, before, after, canon, old)


def _text(pieces: list[Piece], old: Section, new: Section, canon: Canon, reread: Reread) -> str:
    indent = reread.draft(old.uid).indent
    pieces = prose_patch.patch(pieces, old.prose, new.prose, canon.newline, indent)
    titled = any(block.kind in digest.TITLES and old.uid in block.sections for block in reread.entry.blocks)
    is_renamed = titled and new.heading == old.heading and canon.entry.title != old.heading
    heading = canon.entry.title if is_renamed else new.heading
    shown = heading
    if heading != old.heading:
        shown = canonical.head_text(canon, replace(new, heading=heading), is_title=is_renamed)
    elif new.role == "area" and not old.level and canon.care.get(new.uid, care.AS_IS):
        # An item of a list is an area by the list below it, which may be gone.
        shown = f"{heading} <!-- area -->"
    written = [headed(piece, old, shown) if piece.kind == "head" else piece for piece in pieces]
    written = week_patch.fields(written, old, replace(new, heading=heading), canon)
    level = canon.care.get(new.uid, care.AS_IS)
    if level >= care.MARKED:
        written = arrange.with_fenced_prose(written, canon.newline)
    if level >= care.LISTED:
        return relist.relisted(written, new, canon, reread)
    return arrange.arranged(written, old, new, canon, reread)


def headed(piece: Piece, old: Section, heading: str) -> Piece:
    """A section's head with another heading."""
    if heading == old.heading:
        return piece
    parts = [Part("text", heading) if part.name == "text" else part for part in piece.parts]
    if not any(part.name == "text" for part in parts):
        raw = piece.raw
        end = raw[len(raw.rstrip("\r\n")) :]
        parts = [Part("other", f"{'#' * (old.level or 2)} {heading}{end}")]
    return msgspec.structs.replace(piece, parts=parts)
