"""Changed blocks written in the layout that they had: unchanged lines keep their bytes.

The entry's own source is read again to find where its sections and items stand; a block whose source no longer reads
as it did is written canonically.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec
from msgspec.structs import replace

from retrotui.markdown import canonical, digest, item_write, number, outline, prose_patch, table_patch
from retrotui.markdown.canonical import Canon
from retrotui.markdown.item_line import Part, Rules
from retrotui.markdown.item_write import Style, Written
from retrotui.markdown.label import Labels
from retrotui.markdown.piece import Outline, Piece
from retrotui.markdown.scan import scan
from retrotui.model.entry import Block, Entry, Item, Section
from retrotui.model.kinds import KINDS, ROLES
from retrotui.text import lines_with_ends

_UNSAID: dict[str, Any] = {"uid": "", "links": (), "flow": "", "changed_at": None, "group": ""}
"""Fields of an item that its own line does not say."""


class Reread(msgspec.Struct):
    """An entry's source read again, with the identities of the sections and items that were read from it."""

    shape: Outline
    sections: list[Section]
    """As read, with the entry's uids and with their items."""
    entry: Entry
    """The entry as its source tells it."""
    kind: str
    """The kind that it was read as."""


def reread(entry: Entry, labels: Labels) -> Reread | None:
    """Read the blocks of an entry again; None when they no longer hold the sections and items that they should."""
    body = [block for block in entry.blocks if block.kind != digest.FRONT_MATTER]
    lines = scan("".join(block.source for block in body))
    for kind in dict.fromkeys([entry.kind, *KINDS]):
        shape = outline.build(lines, kind, labels, entry.start.year, entry.title)
        found = _identified(entry, body, shape, labels, kind)
        if found:
            return found
    return None


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
    own = set(block.sections)
    return any(
        draft.form in ("row", "column")
        for draft, section in zip(old.shape.sections, old.sections, strict=True)
        if section.uid in own
    )


def misread(done: list[str], entry: Entry, labels: Labels, kind: str) -> list[str]:
    """Uids of the sections whose items would not be read from the written source as they are."""
    shape = outline.build(scan("".join(done[1:])), kind, labels, entry.start.year, entry.title)
    found = [
        (draft.role, [_said(piece.item) for piece in pieces if piece.item])
        for draft, pieces in zip(shape.sections, shape.by_section(), strict=True)
    ]
    wrong: list[str] = []
    for section in entry.sections:
        said = (section.role, [_said(item) for item in section.items])
        if said in found:
            found.remove(said)
        elif section.items or section.role != "prose":
            wrong.append(section.uid)
    return wrong


def _said(item: Item) -> tuple[object, ...]:
    return (item.text, item.body, item.state, item.category, item.group, item.reason, item.size)


def block_text(block: Block, canon: Canon, old: Reread, relisted: frozenset[str] = frozenset()) -> str:
    """A changed block's source with the changes of its sections, items and levels.

    The items of the sections in `relisted` are written as a plain list, whatever their layout was.
    """
    places = {section.uid: place for place, section in enumerate(old.sections)}
    own = [places[uid] for uid in block.sections]
    pieces = [piece for piece in old.shape.pieces if piece.section in own]
    if is_table(block, old):
        done = table_patch.patch(pieces, own, canon, old.sections, old.entry)
    else:
        done = "".join(_sections_text(pieces, own, canon, old, relisted))
    if block.kind == digest.FLOW and digest.flow(canon.entry) != digest.flow(old.entry):
        done = table_patch.patch_flow(done, canon.entry)
    return done


def _sections_text(
    pieces: list[Piece], own: list[int], canon: Canon, old: Reread, relisted: frozenset[str]
) -> Iterator[str]:
    current = {section.uid: section for section in canon.entry.sections}
    for place in own:
        before = old.sections[place]
        after = current.get(before.uid)
        if after and before.uid in relisted and len(own) > 1 and not before.heading:
            # Tries that stood between problems: in a section of their own.
            headed = replace(after, heading=ROLES[after.role].heading(canon.language))
            yield canon.newline + canonical.section_text(canon, headed)
        elif after:
            mine = [piece for piece in pieces if piece.section == place]
            yield _section_text(mine, before, after, canon, old, before.uid in relisted)


def _section_text(
    pieces: list[Piece], old: Section, new: Section, canon: Canon, reread: Reread, relisted: bool
) -> str:
    pieces = prose_patch.patch(pieces, old.prose, new.prose, canon.newline)
    titled = bool(reread.entry.blocks) and any(
        block.kind == digest.TITLE and old.uid in block.sections for block in reread.entry.blocks
    )
    heading = (
        canon.entry.title
        if titled and new.heading == old.heading and canon.entry.title != old.heading
        else new.heading
    )
    shown = canonical.head_text(canon, replace(new, heading=heading)) if heading != old.heading else heading
    written = [_head(piece, old, shown) if piece.kind == "head" else piece for piece in pieces]
    written = _weeks(written, old, new, canon)
    if relisted:
        return _relisted(written, new, canon)
    return _items(written, old, new, canon, reread)


def _head(piece: Piece, old: Section, heading: str) -> Piece:
    if heading == old.heading:
        return piece
    parts = [Part("text", heading) if part.name == "text" else part for part in piece.parts]
    if not any(part.name == "text" for part in parts):
        raw = piece.raw
        end = raw[len(raw.rstrip("\r\n")) :]
        parts = [Part("other", f"{'#' * (old.level or 2)} {heading}{end}")]
    return msgspec.structs.replace(piece, parts=parts)


def _weeks(pieces: list[Piece], old: Section, new: Section, canon: Canon) -> list[Piece]:
    """The pieces with field lines for what changed of a week, below its heading."""
    if new.week is None or (old.week == new.week and old.heading == new.heading):
        return pieces
    lines = canonical.week_field_lines(canon, new)
    kept = [piece for piece in pieces if piece.kind != "meta"]
    if not lines:
        return kept
    at = next((place for place, piece in enumerate(kept) if piece.kind == "head"), -1) + 1
    raw = canon.newline + "".join(line + canon.newline for line in lines)
    if at < len(kept) and kept[at].kind != "gap":
        raw += canon.newline
    return [*kept[:at], Piece("meta", 0, [Part("other", raw)]), *kept[at:]]


def written(item: Item, entry: Entry) -> Written:
    """An item with the labels that it answers."""
    labels = {other.uid: other.label for other in entry.items()}
    return Written(item, tuple(digest.answers(item, entry, labels)))


def _items(pieces: list[Piece], old: Section, new: Section, canon: Canon, reread: Reread) -> str:
    """The section's source with its items as they are now: kept, changed, new, moved."""
    before = {piece.item.uid: piece for piece in pieces if piece.item}
    style = Style(
        Rules(canon.labels, canon.entry.kind, new.role), canon.language, canon.newline, canon.entry.start.year
    )
    sources = {item.uid: _item_text(item, before, pieces, style, canon, reread) for item in new.items}
    wanted = [item.uid for item in new.items]
    head = next((piece for piece in pieces if piece.kind == "head"), None)
    is_inline = bool(before) and head is not None and not head.raw.endswith(("\n", "\r"))
    grown = is_inline and any(item.body or item.reason or item.size for item in new.items)
    if [item.uid for item in old.items] == wanted and _groups(old) == _groups(new) and not grown:
        return "".join(sources[piece.item.uid] if piece.item else piece.raw for piece in pieces)
    if is_inline:
        return _relisted(pieces, new, canon)
    chunks: list[list[str]] = [[] if piece.item else [piece.raw] for piece in pieces]
    kept = [uid for uid in wanted if uid in before]
    was = {item.uid: item.group for item in old.items}
    regrouped = any(item.group != was.get(item.uid, item.group) for item in new.items)
    in_order = kept == [uid for uid in before if uid in kept]
    if regrouped or (not in_order and any(piece.kind == "group" for piece in pieces)):
        return _regrouped(pieces, new, sources, canon)
    if in_order:
        _place_in_order(new, sources, pieces, chunks, canon)
    else:
        slots = [place for place, piece in enumerate(pieces) if piece.item]
        _place_in_slots([sources[uid] for uid in wanted], slots, chunks)
    _close_gaps(pieces, chunks)
    joined = "".join(_whole_lines([source for chunk in chunks for source in chunk], canon.newline))
    return renumbered(joined, pieces)


def _groups(section: Section) -> list[str]:
    return [item.group for item in section.items]


def _relisted(pieces: list[Piece], new: Section, canon: Canon) -> str:
    """The section's head and prose as they are, and its items as a list: for a layout that can not hold them."""
    labelled = any(part.name == "label" for piece in pieces for part in piece.parts)
    lists = canonical.lists(canon if labelled else msgspec.structs.replace(canon, shown=frozenset()), new)
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


def _item_text(
    item: Item, before: dict[str, Piece], pieces: list[Piece], style: Style, canon: Canon, reread: Reread
) -> str:
    piece = before.get(item.uid)
    new = written(item, canon.entry)
    if piece is None or piece.item is None:
        return item_write.fresh(new, style, _template(pieces, reread))
    old = written(piece.item, reread.entry)
    same = msgspec.structs.replace(old.item, **_UNSAID) == msgspec.structs.replace(new.item, **_UNSAID)
    return piece.raw if same and old.answers == new.answers else item_write.changed(piece, old, new, style)


def _template(pieces: list[Piece], reread: Reread) -> Piece | None:
    """An item to write a new one like: the section's last, else one of another section's plain list."""
    own = [piece for piece in pieces if piece.item]
    if own:
        return own[-1]
    for piece in reread.shape.pieces:
        if piece.item and piece.form == "line" and piece.fields and not piece.fields.boxed:
            return msgspec.structs.replace(
                piece, parts=[part for part in piece.parts if part.name != "label"]
            )
    return None


def _place_in_order(
    new: Section, sources: dict[str, str], pieces: list[Piece], chunks: list[list[str]], canon: Canon
) -> None:
    """Kept items stay where they stand; a new one follows the item of its group before it, or precedes the next."""
    at_of = {piece.item.uid: place for place, piece in enumerate(pieces) if piece.item}
    group_at = next((place for place, piece in enumerate(pieces) if piece.kind == "group"), None)
    for uid, at in at_of.items():
        if uid in sources:
            chunks[at] = [sources[uid]]
    for place, item in enumerate(new.items):
        if item.uid in at_of:
            continue
        source = sources[item.uid]
        before = [other for other in new.items[:place] if other.group == item.group and other.uid in at_of]
        after = [
            other for other in new.items[place + 1 :] if other.group == item.group and other.uid in at_of
        ]
        if before:
            at = at_of[before[-1].uid]
            chunks[at] += [canon.newline, source] if _is_loose(pieces, at) else [source]
            at_of[item.uid] = at
        elif after:
            at = at_of[after[0].uid]
            first = chunks[at].index(sources[after[0].uid])
            chunks[at][first:first] = [source, canon.newline] if _is_loose(pieces, at) else [source]
        elif not item.group and group_at is not None:
            chunks[group_at][:0] = [source, canon.newline]
        else:
            line = canonical.group_line(item.group, canon.labels) + canon.newline * 2 if item.group else ""
            chunks.append(_opening(chunks, [line + source], canon.newline))
            at_of[item.uid] = len(chunks) - 1


def _is_loose(pieces: list[Piece], at: int) -> bool:
    """Whether items of the sort need a blank line between them: paragraphs and headings."""
    return at < len(pieces) and pieces[at].form in ("paragraph", "heading")


def _regrouped(pieces: list[Piece], new: Section, sources: dict[str, str], canon: Canon) -> str:
    """The section with its items below the lines of their groups, those that were there as they were."""
    first = next(
        (place for place, piece in enumerate(pieces) if piece.item or piece.kind == "group"), len(pieces)
    )
    out = [piece.raw for piece in pieces[:first]]
    names: dict[str, str] = {}
    waiting = ""
    for piece in pieces:
        waiting = piece.raw if piece.kind == "group" else waiting
        if piece.item and piece.item.group:
            names.setdefault(piece.item.group, waiting)
    prose = [piece.raw for piece in pieces[first:] if piece.kind in ("prose", "flow", "meta")]
    group = ""
    for item in new.items:
        if item.group != group:
            group = item.group
            line = names.get(group) or canonical.group_line(group, canon.labels) + canon.newline
            out += (
                [canon.newline] if out and not out[-1].endswith(canon.newline * 2) and out[-1].strip() else []
            ) + [line, canon.newline]
        out.append(sources[item.uid])
    out += [canon.newline, *prose] if prose else []
    return "".join(_whole_lines(out, canon.newline)) + canon.newline


def _opening(chunks: list[list[str]], waiting: list[str], newline: str) -> list[str]:
    """New items at the end of a section: a blank line before them, and the gap that was there after."""
    tail: list[str] = []
    for chunk in reversed(chunks):
        if chunk and not "".join(chunk).strip():
            tail = [*chunk, *tail]
            chunk.clear()
        elif chunk:
            break
    return [newline, *waiting, *tail]


def _place_in_slots(sources: list[str], slots: list[int], chunks: list[list[str]]) -> None:
    """Items in a new order take the places of the old ones, the rest follows the last place."""
    for place, slot in enumerate(slots):
        chunks[slot] = [sources[place]] if place < len(sources) else []
    if len(sources) > len(slots) and slots:
        chunks[slots[-1]] += sources[len(slots) :]


def _close_gaps(pieces: list[Piece], chunks: list[list[str]]) -> None:
    """Where an item went, the blank lines after it go as well, unless text follows right behind."""
    for place, piece in enumerate(pieces):
        if piece.item and not chunks[place] and place + 1 < len(pieces) and pieces[place + 1].kind == "gap":
            before = next((at for at in range(place - 1, -1, -1) if chunks[at]), None)
            is_last = not any("".join(chunk).strip() for chunk in chunks[place + 2 :])
            if not is_last and (before is None or pieces[before].kind in ("gap", "head")):
                chunks[place + 1] = []


def _whole_lines(sources: list[str], newline: str) -> list[str]:
    """Each source but the last ends its line."""
    filled = [source for source in sources if source]
    return [
        source if source.endswith(("\n", "\r")) or place == len(filled) - 1 else source + newline
        for place, source in enumerate(filled)
    ]


def renumbered(source: str, pieces: list[Piece]) -> str:
    """The section's numbered list counted through again, if it was counted through before."""
    numbers = [
        int(match[1]) for piece in pieces if piece.item and (match := re.match(r"\s*(\d+)[.)]", piece.raw))
    ]
    if len(numbers) < 2 or numbers != list(range(numbers[0], numbers[0] + len(numbers))):
        return source
    margin = len(re.match(r"[ \t]*", next(piece.raw for piece in pieces if piece.item))[0])  # type: ignore[index]
    count = numbers[0] - 1

    def count_up(match: re.Match[str]) -> str:
        nonlocal count
        count += 1
        return f"{match[1]}{count}{match[3]}"

    return re.sub(rf"^([ \t]{{{margin}}})(\d+)([.)][ \t])", count_up, source, flags=re.MULTILINE)


def newline_of(source: str) -> str:
    """The newline that a source uses first."""
    match = re.search(r"\r\n|\n|\r", source)
    return match[0] if match else "\n"
