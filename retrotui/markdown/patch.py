"""Changed blocks written in the layout that they had: unchanged lines keep their bytes.

The entry's own source is read again to find where its sections and items stand; a block whose source no longer reads
as it did is written canonically.
"""

from __future__ import annotations

from msgspec.structs import replace

from retrotui.markdown import (
    care,
    digest,
    number,
    outline,
    section_patch,
    table_patch,
    week_patch,
    week_place,
)
from retrotui.markdown.canonical import Canon
from retrotui.markdown.label import Labels
from retrotui.markdown.piece import Outline
from retrotui.markdown.reread import Reread
from retrotui.markdown.scan import scan
from retrotui.markdown.table_patch import Joining
from retrotui.model.entry import Block, Entry, Section
from retrotui.model.kinds import KINDS


def reread(entry: Entry, labels: Labels) -> Reread | None:
    """Read the blocks of an entry again; None when they no longer hold the sections and items that they should."""
    body = [block for block in entry.blocks if block.kind != digest.FRONT_MATTER]
    lines = scan("".join(block.source for block in body))
    for kind in dict.fromkeys([entry.kind, *KINDS]):
        shape = outline.build(lines, kind, labels, entry.start.year, naming(entry))
        found = _identified(entry, body, shape, labels, kind)
        if found:
            return found
    return None


def naming(entry: Entry) -> str:
    """What may name the week of a study plan of one week: the entry's title, or its file."""
    return week_place.title(entry.title, entry.origin.path if entry.origin else "")


def _identified(entry: Entry, body: list[Block], shape: Outline, labels: Labels, kind: str) -> Reread | None:
    sections = [uid for block in body for uid in block.sections]
    items = [uid for block in body for uid in block.items]
    found = [piece for piece in shape.pieces if piece.item]
    if len(shape.sections) != len(sections) or len(found) != len(items):
        return None
    for piece, uid in zip(found, items, strict=True):
        assert piece.item
        piece.item = replace(piece.item, uid=uid)
    drafts = [
        replace(section, uid=uid)
        for section, uid in zip(outline.sections_of(shape, labels), sections, strict=True)
    ]
    number.number_items(shape, drafts)
    number.link_items(shape, entry.uid)
    full = outline.with_items(shape, drafts)
    return Reread(shape, full, replace(entry, sections=tuple(full)), kind)


def is_table(block: Block, old: Reread) -> bool:
    """Whether the block holds the rows of a table."""
    return any(old.draft(uid).form in ("row", "column") for uid in block.sections)


def is_within_table(blocks: tuple[Block, ...], place: int, old: Reread) -> bool:
    """Whether the block at the place goes on with the table of the one before it, or its table can not stand below
    a heading: only a board is read as one wherever it stands."""
    if not is_table(blocks[place], old):
        return False
    is_board = any(old.draft(uid).form == "column" for uid in blocks[place].sections)
    return not is_board or (place > 0 and is_table(blocks[place - 1], old))


def joining(
    block: Block, canon: Canon, old: Reread, waiting: list[Section], loose: dict[str, list[Section]]
) -> list[Joining]:
    """New sections that get a row or column of the block's table: those that wait above it, and those that follow its."""
    if not is_table(block, old) or any(old.sections[old.place(uid)].week for uid in block.sections):
        return []
    tabled = [uid for uid in block.sections if old.draft(uid).form in ("row", "column")]
    found = [Joining(section, tabled[0], is_above=True) for section in waiting]
    found += [Joining(section, uid) for uid in tabled for section in loose.get(uid, [])]
    return [each for each in found if _fits_table(each.section, canon)]


def _fits_table(section: Section, canon: Canon) -> bool:
    is_list = bool(section.heading) and not section.prose and not section.week and section.role != "prose"
    return is_list and canon.care.get(section.uid, care.AS_IS) < care.LISTED


def block_text(block: Block, canon: Canon, old: Reread, joined: list[Joining] | None = None) -> str:
    """A changed block's source with the changes of its sections, items and levels, and the sections joining its table."""
    own = [old.place(uid) for uid in block.sections]
    pieces = [piece for piece in old.shape.pieces if piece.section in own]
    if is_table(block, old) and any(old.sections[place].week for place in own):
        done = week_patch.rows(pieces, own, canon, old)
    elif is_table(block, old):
        done = table_patch.patch(pieces, own, canon, old, joined or [])
    else:
        done = "".join(section_patch.texts(pieces, own, canon, old))
    if block.kind == digest.FLOW and digest.flow(canon.entry) != digest.flow(old.entry):
        done = table_patch.patch_flow(done, canon.entry)
    return done
