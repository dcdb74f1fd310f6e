"""A section's source with its items as they are now: kept, changed, new, moved; what is none of them stays in place."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from retrotui.markdown import canonical, care, counting, digest, item_write, relist, sibling, task_patch
from retrotui.markdown.canonical import Canon
from retrotui.markdown.counting import Chunk
from retrotui.markdown.item_line import Part
from retrotui.markdown.piece import Draft, Piece
from retrotui.markdown.reread import Reread
from retrotui.markdown.scan import OPAQUE_CLOSE, OPAQUE_OPEN, scan
from retrotui.markdown.style import Written
from retrotui.model.entry import Item, Section
from retrotui.text import lines_with_ends

_WORDS = ("text", "quote", "bullet", "table", "heading", "opaque")
"""Lines of prose that might be taken for items."""


def arranged(pieces: list[Piece], old: Section, new: Section, canon: Canon, reread: Reread) -> str:
    """The section's source with its items as they are now, each in the layout of the section."""
    level = canon.care.get(new.uid, care.AS_IS)
    before = {piece.item.uid: piece for piece in pieces if piece.item}
    sources = item_sources(new, before, pieces, canon, reread)
    if _is_inline(pieces, before):
        if [*before] != [item.uid for item in new.items] or _is_grown(new):
            return relist.relisted(pieces, new, canon, reread)
        return "".join(sources[piece.item.uid] if piece.item else piece.raw for piece in pieces)
    groups = [item.group for item in new.items] != [item.group for item in old.items]
    if [*before] == [item.uid for item in new.items] and not groups and level == care.AS_IS:
        return "".join(sources[piece.item.uid] if piece.item else piece.raw for piece in pieces)
    draft = reread.draft(new.uid)
    if level >= care.MARKED or not _fits_groups(new, before, pieces, draft.group):
        chunks = _regrouped(pieces, new, sources, canon, draft)
    elif [uid for uid in sources if uid in before] == [uid for uid in before if uid in sources]:
        chunks = _in_order(new, sources, pieces, canon, reread)
    else:
        chunks = _in_slots([*sources.values()], pieces)
    counted = counting.is_counted(pieces, reread)
    return "".join(whole_lines(counting.renumbered(chunks) if counted else chunks, canon.newline))


def item_sources(
    new: Section, before: dict[str, Piece], pieces: list[Piece], canon: Canon, reread: Reread
) -> dict[str, str]:
    """The source of each item of the section as it is now, by uid and in order."""
    style = canon.style(new.role, new.uid)
    header = next((piece.raw for piece in pieces if piece.form == "header"), "")
    found: dict[str, str] = {}
    for item in new.items:
        piece, written = before.get(item.uid), canon.written(item)
        if piece is None or piece.item is None:
            like = sibling.template(pieces, new, reread)
            if like and like.form == "row":
                found[item.uid] = task_patch.fresh(written, style, like, header)
            else:
                found[item.uid] = item_write.fresh(written, style, like)
        elif says_same(piece, written, reread) and not (
            style.care and piece.form in ("paragraph", "heading")
        ):
            found[item.uid] = piece.raw
        elif piece.form == "row":
            found[item.uid] = task_patch.changed(piece, told(piece.item, reread), written, style, header)
        else:
            found[item.uid] = item_write.changed(piece, told(piece.item, reread), written, style)
    return found


def told(item: Item, reread: Reread) -> Written:
    """An item as the source tells it, with the labels that it answers there."""
    labels = {other.uid: other.label for other in reread.entry.items()}
    return Written(item, tuple(digest.answers(item, reread.entry, labels)))


def says_same(piece: Piece, new: Written, reread: Reread) -> bool:
    """Whether a piece says all that its own line should of an item as it is now."""
    if piece.item is None:
        return False
    shown = any(part.name == "label" and new.item.label in part.raw for part in piece.parts)
    return (
        sibling.unsaid(piece.item) == sibling.unsaid(new.item)
        and told(piece.item, reread).answers == new.answers
        and (shown or not new.named)
    )


def _is_inline(pieces: list[Piece], before: dict[str, Piece]) -> bool:
    """Whether the section's one item stands on the line of its head: `**Keep**: pairing`."""
    head = next((piece for piece in pieces if piece.kind == "head"), None)
    return bool(before) and head is not None and not head.raw.endswith(("\n", "\r"))


def _is_grown(section: Section) -> bool:
    """Whether an item has what needs a line of its own."""
    return any(item.body or item.reason or item.size for item in section.items)


def _fits_groups(new: Section, before: dict[str, Piece], pieces: list[Piece], usual: str) -> bool:
    """Whether the items can stay below the lines of their groups. `usual` is the group of those below no line."""
    if not any(piece.kind == "group" for piece in pieces) and {item.group for item in new.items} <= {usual}:
        return True
    if usual:
        return False
    was = {uid: piece.item.group for uid, piece in before.items() if piece.item}
    if any(item.group != was.get(item.uid, item.group) for item in new.items):
        return False
    if [item.uid for item in new.items if item.uid in before] != [
        uid for uid in before if any(item.uid == uid for item in new.items)
    ]:
        return False
    runs = [item.group for n, item in enumerate(new.items) if not n or item.group != new.items[n - 1].group]
    known = list(dict.fromkeys(piece.item.group for piece in pieces if piece.item))
    # One run for each group, those that were there in the order that they had, new ones behind.
    return len(set(runs)) == len(runs) and sorted(runs, key=_order(known)) == runs


def _order(known: list[str]) -> Any:
    return lambda group: known.index(group) if group in known else len(known) if group else -1


def _in_order(
    new: Section, sources: dict[str, str], pieces: list[Piece], canon: Canon, reread: Reread
) -> list[Chunk]:
    """Kept items stay where they stand; a new one follows the item of its group before it, or precedes the next."""
    chunks: list[list[Chunk]] = [[] if piece.item else [Chunk(piece.raw, piece.kind)] for piece in pieces]
    at_of = {piece.item.uid: place for place, piece in enumerate(pieces) if piece.item}
    group_at = next((place for place, piece in enumerate(pieces) if piece.kind == "group"), None)
    made = {uid: Chunk(source, "item") for uid, source in sources.items()}
    for uid, at in at_of.items():
        if uid in sources:
            chunks[at] = [made[uid]]
    empty, usual = sibling.placeholder(pieces), reread.draft(new.uid).group
    for place, item in enumerate(new.items):
        if item.uid in at_of:
            continue
        chunk = made[item.uid]
        alike = [other for other in new.items if other.group == item.group and other.uid in at_of]
        before = [other for other in alike if other in new.items[:place]]
        after = [other for other in alike if other not in new.items[:place]]
        between = [Chunk(canon.newline)] if _is_loose(pieces, item.group) else []
        if before:
            at = at_of[before[-1].uid]
            chunks[at] += [*between, chunk]
        elif after:
            at = at_of[after[0].uid]
            first = next(n for n, other in enumerate(chunks[at]) if other is made[after[0].uid])
            chunks[at][first:first] = [chunk, *between]
        elif empty is not None and item.group == usual:
            at = next(n for n, piece in enumerate(pieces) if piece is empty)
            chunks[at] = [chunk]
        elif item.group == usual and group_at is not None:
            at = group_at
            chunks[group_at][:0] = [chunk, Chunk(canon.newline)]
        else:
            line = canonical.group_line(item.group, canon.labels) + canon.newline * 2
            waiting = [Chunk(line, "group"), chunk] if item.group != usual else [chunk]
            chunks.append(_opening(chunks, waiting, canon, pieces, reread))
            at = len(chunks) - 1
        at_of[item.uid] = at
    _close_gaps(pieces, chunks)
    return [chunk for group in chunks for chunk in group]


def _is_loose(pieces: list[Piece], group: str) -> bool:
    """Whether a blank line stands between the items: always between headings, else where one stands now."""
    own = [place for place, piece in enumerate(pieces) if piece.item]
    if own and pieces[own[-1]].form == "heading":
        return True
    pairs = [(a, b) for a, b in pairwise(own) if _same_group(pieces, a, b)]
    if not pairs:
        return bool(own) and pieces[own[-1]].form == "paragraph"
    return all(b > a + 1 and not pieces[a + 1].raw.strip() for a, b in pairs)


def _same_group(pieces: list[Piece], one: int, other: int) -> bool:
    a, b = pieces[one].item, pieces[other].item
    return a is not None and b is not None and a.group == b.group


def _opening(
    chunks: list[list[Chunk]], waiting: list[Chunk], canon: Canon, pieces: list[Piece], reread: Reread
) -> list[Chunk]:
    """New items at the end of a section: a blank line before them, unless they follow the head elsewhere in the
    document without one, and the gap that was there after."""
    tail: list[Chunk] = []
    for chunk in reversed(chunks):
        if chunk and not "".join(each.raw for each in chunk).strip():
            tail = [*chunk, *tail]
            chunk.clear()
        elif chunk:
            break
    filled = [
        piece for piece, chunk in zip(pieces, chunks, strict=False) if any(each.raw.strip() for each in chunk)
    ]
    if pieces and all(piece.kind == "head" for piece in filled):
        lead = reread.opening_of(reread.shape.sections[pieces[0].section].form)
        return [Chunk(lead if lead is not None else canon.newline), *waiting, *tail]
    return [Chunk(canon.newline), *waiting, *tail]


def _in_slots(sources: list[str], pieces: list[Piece]) -> list[Chunk]:
    """Items in a new order take the places of the old ones, the rest follows the last place."""
    slots = [place for place, piece in enumerate(pieces) if piece.item]
    chunks: list[list[Chunk]] = [[] if piece.item else [Chunk(piece.raw, piece.kind)] for piece in pieces]
    for place, slot in enumerate(slots):
        chunks[slot] = [Chunk(sources[place], "item")] if place < len(sources) else []
    if len(sources) > len(slots) and slots:
        chunks[slots[-1]] += [Chunk(source, "item") for source in sources[len(slots) :]]
    _close_gaps(pieces, chunks)
    return [chunk for group in chunks for chunk in group]


def _close_gaps(pieces: list[Piece], chunks: list[list[Chunk]]) -> None:
    """Where an item went, the blank lines after it go as well, unless text follows right behind."""
    for place, piece in enumerate(pieces):
        if piece.item and not chunks[place] and place + 1 < len(pieces) and pieces[place + 1].kind == "gap":
            before = next((at for at in range(place - 1, -1, -1) if chunks[at]), None)
            is_last = not any(
                "".join(each.raw for each in chunk).strip() for chunk in chunks[place + 2 : len(pieces)]
            )
            if not is_last and (before is None or pieces[before].kind in ("gap", "head")):
                chunks[place + 1] = []


def _regrouped(
    pieces: list[Piece], new: Section, sources: dict[str, str], canon: Canon, draft: Draft
) -> list[Chunk]:
    """The section with its items below the lines of their groups, those that were there as they were."""
    first = next((n for n, piece in enumerate(pieces) if piece.item or piece.kind == "group"), len(pieces))
    last = max((n for n, piece in enumerate(pieces) if piece.item), default=first - 1)
    out = [Chunk(piece.raw, piece.kind) for piece in pieces[:first]]
    if first == len(pieces) and out and out[-1].raw.strip():
        out.append(Chunk(canon.newline))
    marked = canon.care.get(new.uid, care.AS_IS) >= care.MARKED
    names = {} if marked else _group_lines(pieces)
    between = [Chunk(canon.newline)] if marked and _needs_room(pieces) else []
    group = draft.group
    pad = " " * draft.indent * bool(group)
    for place, item in enumerate(new.items):
        if item.group != group:
            group = item.group
            said = pad + canonical.group_line(
                group, canon.labels, marked or bool(draft.group) or new.role == "week"
            )
            line = names.get(group) or said + canon.newline
            out += [Chunk(canon.newline)] if _is_filled(out, canon.newline) else []
            out += [Chunk(line, "group"), Chunk(canon.newline)]
        elif place:
            out += between
        out.append(Chunk(sources[item.uid], "item"))
    inside = [piece for piece in pieces[first : last + 1] if piece.kind in ("prose", "flow", "meta")]
    out += [Chunk(canon.newline), *(Chunk(piece.raw) for piece in inside)] if inside else []
    return [*out, *(Chunk(piece.raw, piece.kind) for piece in pieces[last + 1 :] if first < len(pieces))]


def _needs_room(pieces: list[Piece]) -> bool:
    return any(piece.item and piece.form in ("paragraph", "heading") for piece in pieces)


def _is_filled(chunks: list[Chunk], newline: str) -> bool:
    """Whether a blank line is wanted after what is there."""
    tail = "".join(chunk.raw for chunk in chunks[-3:])
    return bool(tail.strip()) and not tail.endswith(newline * 2)


def _group_lines(pieces: list[Piece]) -> dict[str, str]:
    """The lines of the groups that the section has, by name."""
    names: dict[str, str] = {}
    waiting = ""
    for piece in pieces:
        waiting = piece.raw if piece.kind == "group" else waiting
        if piece.item and piece.item.group:
            names.setdefault(piece.item.group, waiting)
    return names


def with_fenced_prose(pieces: list[Piece], newline: str) -> list[Piece]:
    """The pieces with markers around each run of prose that holds words."""
    done: list[Piece] = []
    number = 0
    while number < len(pieces):
        end = number
        while end < len(pieces) and pieces[end].kind in ("prose", "gap") and pieces[end].form != "header":
            end += 1
        while end > number and pieces[end - 1].kind == "gap":
            end -= 1
        run = pieces[number:end]
        raw = "".join(piece.raw for piece in run)
        if run and run[0].kind == "prose" and _is_wordy(raw):
            fenced = _fenced(raw, newline)
            done.append(Piece("prose", run[0].section, [Part("other", fenced)]))
            number = end
        else:
            done.append(pieces[number])
            number += 1
    return done


def _fenced(raw: str, newline: str) -> str:
    """Prose between markers that are indented as it is; blank lines around it stay outside."""
    lines = lines_with_ends(raw if raw.endswith(("\n", "\r")) else raw + newline)
    filled = [at for at, line in enumerate(lines) if line.strip()]
    first, last = filled[0], filled[-1] + 1
    pad = lines[first][: len(lines[first]) - len(lines[first].lstrip(" \t"))]
    opened, closed = f"{pad}{OPAQUE_OPEN}{newline}", f"{pad}{OPAQUE_CLOSE}{newline}"
    return "".join([*lines[:first], opened, *lines[first:last], closed, *lines[last:]])


def _is_wordy(raw: str) -> bool:
    return not raw.lstrip().startswith(OPAQUE_OPEN) and any(line.kind in _WORDS for line in scan(raw))


def whole_lines(chunks: list[Chunk], newline: str) -> list[str]:
    """The raw text of each chunk; each but the last ends its line."""
    filled = [chunk.raw for chunk in chunks if chunk.raw]
    return [
        source if source.endswith(("\n", "\r")) or place == len(filled) - 1 else source + newline
        for place, source in enumerate(filled)
    ]
