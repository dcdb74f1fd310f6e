"""A changed section of problems and tries: each try is an arrow line below the problem that it answers."""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from retrotui.markdown import arrange, canonical, care, counting, item_write, sibling
from retrotui.markdown.canonical import Canon
from retrotui.markdown.counting import Chunk
from retrotui.markdown.item_line import Part
from retrotui.markdown.piece import Piece
from retrotui.markdown.reread import Reread
from retrotui.markdown.scan import OPAQUE_CLOSE, OPAQUE_OPEN
from retrotui.markdown.style import Written
from retrotui.model.entry import Item, Section

_ARROW = [Part("lead", "  → "), Part("text", ""), Part("tail", "")]


class _Pair(msgspec.Struct):
    """The two sections of a block, as they were and as they are."""

    pieces: list[Piece]
    problems: Section
    tries: Section
    place: int
    """Of the tries in the source."""


def is_combined(own: list[int], old: Reread, canon: Canon) -> bool:
    """Whether the sections of a block are problems with tries among them that can stay there."""
    if len(own) != 2:
        return False
    problems, tries = (old.sections[place] for place in own)
    current = {section.uid for section in canon.entry.sections}
    fits = all(canon.care.get(each.uid, care.AS_IS) < care.LISTED for each in (problems, tries))
    both = {problems.uid, tries.uid} <= current
    return (problems.role, tries.role, tries.heading) == ("problem", "try", "") and fits and both


def text(pieces: list[Piece], own: list[int], canon: Canon, old: Reread) -> str:
    """The source of the block with its problems and tries as they are now."""
    current = {section.uid: section for section in canon.entry.sections}
    problems, tries = (current[old.sections[place].uid] for place in own)
    heading = old.sections[own[0]].heading
    if problems.heading != heading:
        shown = canonical.head_text(canon, problems)
        pieces = [_headed(piece, shown) if piece.kind == "head" else piece for piece in pieces]
    pair = _Pair(pieces, problems, tries, own[1])
    sources = _problem_sources(pair, canon, old) | _try_sources(pair, canon, old)
    front, behind = _between(pieces)
    chunks = [Chunk(front), *_added_prose(pair, own, canon, old)]
    for uid in _sequence(pair, canon):
        chunks += [Chunk(sources[uid], "item"), Chunk(behind.pop(uid, ""))]
    # Where an item went, its blank lines go as well, but no words.
    chunks += [Chunk(raw) for raw in behind.values() if raw.strip()]
    counted = counting.is_counted([piece for piece in pieces if piece.section != pair.place], old)
    return "".join(arrange.whole_lines(counting.renumbered(chunks) if counted else chunks, canon.newline))


def _added_prose(pair: _Pair, own: list[int], canon: Canon, old: Reread) -> list[Chunk]:
    """The lines of prose that the sections did not have, above the items."""
    chunks: list[Chunk] = []
    for place, now in zip(own, (pair.problems, pair.tries), strict=True):
        known = old.sections[place].prose.split("\n")
        added = [line for line in now.prose.split("\n") if line.strip() and line not in known]
        if added:
            body = canon.newline.join([OPAQUE_OPEN, *added, OPAQUE_CLOSE])
            chunks.append(Chunk(f"{canon.newline}{body}{canon.newline * 2}"))
    return chunks


def _headed(piece: Piece, heading: str) -> Piece:
    parts = [Part("text", heading) if part.name == "text" else part for part in piece.parts]
    return msgspec.structs.replace(piece, parts=parts)


def _between(pieces: list[Piece]) -> tuple[str, dict[str, str]]:
    """What stands before the first item, and behind each one."""
    front, behind, last = "", {}, ""
    for piece in pieces:
        if piece.item:
            last = piece.item.uid
            behind[last] = ""
        elif last:
            behind[last] += piece.raw
        else:
            front += piece.raw
    return front, behind


def _sequence(pair: _Pair, canon: Canon) -> list[str]:
    """The items in the order in which they are written: tries that answer no problem here first, then each problem
    with those that answer it."""
    here = {item.uid for item in pair.problems.items}
    below: dict[str, list[str]] = {uid: [] for uid in ["", *here]}
    for item in pair.tries.items:
        below[_answered(item, here)].append(item.uid)
    return below[""] + [uid for item in pair.problems.items for uid in [item.uid, *below[item.uid]]]


def _answered(item: Item, here: set[str]) -> str:
    """The first problem of the section that a try answers, or empty."""
    return next((link.item for link in item.links if link.relation == "answers" and link.item in here), "")


def _problem_sources(pair: _Pair, canon: Canon, old: Reread) -> dict[str, str]:
    own = [piece for piece in pair.pieces if piece.section != pair.place]
    before = {piece.item.uid: piece for piece in own if piece.item}
    return arrange.item_sources(pair.problems, before, own, canon, old)


def _try_sources(pair: _Pair, canon: Canon, old: Reread) -> dict[str, str]:
    own = [piece for piece in pair.pieces if piece.section == pair.place and piece.item]
    before = {piece.item.uid: piece for piece in own if piece.item}
    like = own[-1] if own else Piece("item", pair.place, _ARROW, Item(""), indent=4)
    style = canon.style("try", pair.tries.uid)
    here = {item.uid for item in pair.problems.items}
    found: dict[str, str] = {}
    for item in pair.tries.items:
        written = canon.written(item)
        if len(written.answers) == 1 and _answered(item, here):
            # The problem above says it.
            written = replace(written, answers=())
        piece = before.get(item.uid)
        if piece is None or piece.item is None or piece.fields is None:
            found[item.uid] = item_write.fresh(written, style, like)
            continue
        told = Written(piece.item, piece.fields.answers)
        same = sibling.unsaid(piece.item) == sibling.unsaid(item) and told.answers == written.answers
        found[item.uid] = (
            piece.raw if same and not written.named else item_write.changed(piece, told, written, style)
        )
    return found
