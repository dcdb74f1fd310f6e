"""Changed weeks of a study plan: in their heading where it states them, else in field lines below it or in their row."""

from __future__ import annotations

from msgspec.structs import replace

from retrotui.markdown import (
    arrange,
    boundary,
    canonical,
    cell,
    date_patch,
    item_write,
    table,
    table_grow,
    week,
)
from retrotui.markdown.canonical import Canon
from retrotui.markdown.item_line import Part
from retrotui.markdown.piece import Piece
from retrotui.markdown.reread import Reread
from retrotui.markdown.scan import scan
from retrotui.model.entry import Item, Section, Week
from retrotui.model.periods import Span

_ROW_ITEM = Piece(
    "item",
    0,
    [Part("lead", ""), Part("box", "[ ] "), Part("text", ""), Part("tail", "")],
    Item(""),
    form="cell",
)
"""A goal in a week's row: only with a box it is one."""


def fields(pieces: list[Piece], old: Section, new: Section, canon: Canon) -> list[Piece]:
    """The pieces with what changed of a week in its heading, or in field lines below it."""
    same = (old.week, old.heading, old.prose) == (new.week, new.heading, new.prose)
    if new.week is None or same:
        return pieces
    pieces, new = _in_heading(pieces, old, new, canon)
    opening = next((piece.raw for piece in pieces if piece.kind == "head"), "")
    pad = " " * scan(opening)[0].content if opening else ""
    lines = [pad + line for line in _lines(old, new, canon)]
    if [line.strip() for line in lines] == [piece.raw.strip() for piece in pieces if piece.kind == "meta"]:
        return pieces
    kept = [piece for piece in pieces if piece.kind != "meta"]
    if not lines:
        return kept
    at = next((place for place, piece in enumerate(kept) if piece.kind == "head"), -1) + 1
    raw = canon.newline + "".join(line + canon.newline for line in lines)
    if at < len(kept) and kept[at].kind != "gap":
        raw += canon.newline
    return [*kept[:at], Piece("meta", 0, [Part("other", raw)]), *kept[at:]]


def _lines(old: Section, new: Section, canon: Canon) -> list[str]:
    """The field lines for what heading and prose of a week do not tell."""
    if new.week and not new.week.attendance and old.prose != new.prose:
        told = canonical.told_week(canon, new)
        # Who wrote about a week was there, as the reader takes it: that needs no line.
        if told.attendance == "attended":
            new = replace(new, week=replace(new.week, attendance="attended"))
    return canonical.week_field_lines(canon, new)


def _in_heading(pieces: list[Piece], old: Section, new: Section, canon: Canon) -> tuple[list[Piece], Section]:
    """The pieces with a changed number and day in the heading that states them, and the section with that heading."""
    if old.week is None or new.week is None or old.heading != new.heading:
        return pieces, new
    place = next((n for n, piece in enumerate(pieces) if piece.kind == "head"), -1)
    at = next((n for n, part in enumerate(pieces[place].parts) if part.name == "text"), -1)
    if place < 0 or at < 0:
        return pieces, new
    parts = list(pieces[place].parts)
    shown = _restated(parts[at].raw, old.week, new.week, canon.entry.start.year)
    parts[at] = Part("text", shown)
    head = replace(pieces[place], parts=parts)
    return [*pieces[:place], head, *pieces[place + 1 :]], replace(new, heading=shown)


def _restated(heading: str, old: Week, new: Week, year: int) -> str:
    """The heading with the week's new number and day where it states the old ones; else as it is."""
    match = boundary.WEEK.search(heading)
    number = next((n for n, value in enumerate(match.groups(), 1) if value), 0) if match else 0
    if match and number and new.number != old.number and week.week_of(heading, year).number == old.number:
        counted = heading[: match.start(number)] + str(new.number) + heading[match.end(number) :]
        heading = counted if week.week_of(counted, year).number == new.number else heading
    if old.date and new.date and new.date != old.date and week.week_of(heading, year).date == old.date:
        dated = date_patch.patched(heading, Span(old.date, old.date), Span(new.date, new.date))
        heading = dated if week.week_of(dated, year).date == new.date else heading
    return heading


def rows(pieces: list[Piece], own: list[int], canon: Canon, old: Reread) -> str:
    """A table of weeks with each changed week's fields and goals in its row.

    Other prose than it had a row can not hold: such a week gets a heading below the table.
    """
    current = {section.uid: section for section in canon.entry.sections}
    done: list[str] = []
    moved: list[str] = []
    rest = _raw([piece for piece in pieces if piece.table < 0])
    rule = _raw([piece for piece in pieces if piece.name == table.RULE])
    pieces = [piece for piece in pieces if piece.table >= 0 and piece.name != table.RULE]
    for place in own:
        was, mine = old.sections[place], [piece for piece in pieces if piece.section == place]
        now = current.get(was.uid)
        if now is not None and not _fits_row(was, now):
            moved.append(canon.newline + canonical.section_text(canon, replace(now, level=2)))
        elif now is not None:
            done.append(_row(mine, was, now, canon, old) if _said_of(now) != _said_of(was) else _raw(mine))
    # A single row left would be no plan any more, only a table.
    if moved and len(done) < 2:
        weeks = [now for place in own if (now := current.get(old.sections[place].uid))]
        done, moved = [], [canon.newline + canonical.section_text(canon, replace(w, level=2)) for w in weeks]
    tabled = table_grow.ruled(rule + "".join(done)) if rule else "".join(done)
    return tabled + "".join(moved) + rest


def _fits_row(was: Section, now: Section) -> bool:
    """Whether the row's cells can hold the week's heading and prose."""
    return "\n" not in now.prose and now.prose.count("|") == was.prose.count("|") and "|" not in now.heading


def _row(pieces: list[Piece], was: Section, now: Section, canon: Canon, old: Reread) -> str:
    """A week's row: what it said, then its fields, then its goals, parted by `<br>` in its last cell."""
    before = {piece.item.uid: piece for piece in pieces if piece.item}
    style = canon.style("week", now.uid)
    sources = []
    for item in now.items:
        piece, new = before.get(item.uid), canon.written(item)
        if piece is None or piece.item is None:
            sources.append(item_write.fresh(new, style, _ROW_ITEM))
        elif arrange.says_same(piece, new, old):
            sources.append(piece.raw)
        else:
            sources.append(item_write.changed(piece, arrange.told(piece.item, old), new, style))
    pieces, told = _in_heading(pieces, was, now, canon)
    own = [n for n, piece in enumerate(pieces) if piece.kind in ("meta", "item")]
    front, back = (pieces[: own[0]], pieces[own[-1] + 1 :]) if own else (pieces[:-1], pieces[-1:])
    while front and front[-1].kind == "syntax":
        front.pop()
    said = _raw(_worded(front, was, now)).rstrip(" ")
    if now.prose and not any(piece.kind == "prose" for piece in front):
        said = f"{said} {now.prose}"
    added = [cell.encoded(line) for line in _lines(was, told, canon)]
    further = "<br>".join(source.strip() for source in [*added, *sources])
    is_first = said.endswith("|")
    between = "<br>" if further and not is_first else " " if further else ""
    end = " " + _raw(back).lstrip(" ") if further or not is_first else _raw(back)
    return said + between + further + end


def _worded(pieces: list[Piece], was: Section, now: Section) -> list[Piece]:
    """A row's opening with the week's heading and prose as they are now."""
    done: list[Piece] = []
    for piece in pieces:
        if piece.kind == "head" and now.heading != was.heading and len(piece.parts) > 1:
            raw = piece.parts[1].raw
            pad = raw[: len(raw) - len(raw.lstrip())], raw[len(raw.rstrip()) :]
            head, _, rest = piece.parts
            piece = replace(piece, parts=[head, Part("text", f"{pad[0]}{now.heading}{pad[1]}"), rest])
        elif piece.kind == "prose" and now.prose != was.prose:
            if any(other.kind == "prose" for other in done):
                continue
            piece = replace(piece, parts=[Part("other", f" {now.prose} ")])
        done.append(piece)
    return done


def _raw(pieces: list[Piece]) -> str:
    return "".join(piece.raw for piece in pieces)


def _said_of(section: Section) -> tuple[object, ...]:
    return (section.heading, section.prose, section.week, list(section.items))
