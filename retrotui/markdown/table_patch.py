"""Changed tables stay tables: entries in cells keep their `<br>`, rows and columns their bars; flow rows their layout."""

from __future__ import annotations

import re

import msgspec
from msgspec.structs import replace

from retrotui.markdown import arrange, canonical, flow_list, html_table, item_write, table, table_grow
from retrotui.markdown.canonical import Canon
from retrotui.markdown.cell import BREAK
from retrotui.markdown.digest import FLOW
from retrotui.markdown.item_line import Part
from retrotui.markdown.piece import Piece
from retrotui.markdown.reread import Reread
from retrotui.markdown.scan import is_table_rule, newline_of, scan
from retrotui.markdown.style import Style, Written
from retrotui.model import entry as model
from retrotui.model.entry import Entry, Section
from retrotui.model.kinds import FLOW_LEVELS


class Joining(msgspec.Struct, frozen=True):
    """A new section that gets a row or column of its own, beside that of the section with the uid."""

    section: Section
    uid: str
    is_above: bool = False
    """Whether it goes before it, not behind."""


def patch(pieces: list[Piece], own: list[int], canon: Canon, old: Reread, joining: list[Joining]) -> str:
    """The source of a block that holds a table, with the items of its sections as they are now."""
    current = {section.uid: section for section in canon.entry.sections}
    before = [piece for piece in pieces if piece.table >= 0]
    done = before
    for place in own:
        section = current.get(old.sections[place].uid)
        done = _section(done, place, old.sections[place], section, canon, old)
    source = "".join(piece.raw for piece in done)
    if html_table.is_one(before):
        source = _html(source, own, canon, old, joining)
        joining = []
    for each in _last_first(joining):
        entries, sign = new_source(each.section, before, canon), parting(before)
        place = old.place(each.uid)
        if old.shape.sections[place].form == "row":
            row = min(piece.row for piece in done if piece.section == place)
            number = len({piece.row for piece in done if piece.row < row})
            source = table_grow.row(
                source, number, each.section.heading, sign.join(entries), above=each.is_above
            )
        else:
            index = own.index(place)
            source = table_grow.column(source, index, each.section.heading, entries, sign, left=each.is_above)
    if any(piece.name == table.RULE for piece in before):
        source = table_grow.ruled(source)
    rest = "".join(piece.raw for piece in pieces if piece.table < 0)
    return source + _below(own, canon, old, source) + rest


def _html(source: str, own: list[int], canon: Canon, old: Reread, joining: list[Joining]) -> str:
    """A patched HTML table; its sections under headings where one has no place in it or a text would end its cell."""
    if not joining and html_table.rows(source):
        return source
    uids = {old.sections[place].uid for place in own} | {each.section.uid for each in joining}
    held = [section for section in canon.entry.sections if section.uid in uids]
    return canon.newline.join(canonical.section_text(canon, section) for section in held)


def _below(own: list[int], canon: Canon, old: Reread, source: str) -> str:
    """Prose that was written into sections of a table: a cell has no place for it, so it stands below."""
    newline = canon.newline
    current = {section.uid: section for section in canon.entry.sections}
    found = [
        now.prose.replace("\n", newline) + newline
        for place in own
        if (now := current.get(old.sections[place].uid)) and now.prose and not old.sections[place].prose
    ]
    ended = "" if source.endswith(("\n", "\r")) else newline
    return ended + "".join(newline + prose for prose in found) if found else ""


def _last_first(joining: list[Joining]) -> list[Joining]:
    """In the order in which each finds its place although others were put in: the last below, then those above."""
    return [
        *reversed([each for each in joining if not each.is_above]),
        *reversed([each for each in joining if each.is_above]),
    ]


def _section(
    pieces: list[Piece], place: int, old: Section, new: Section | None, canon: Canon, told: Reread
) -> list[Piece]:
    is_row = any(piece.kind == "head" and piece.section == place and len(piece.parts) > 1 for piece in pieces)
    if new is None and is_row:
        return [
            piece
            for piece in pieces
            if piece.section != place or piece.table < 0 or piece.name in (html_table.FRAME, table.RULE)
        ]
    items = list(new.items) if new else []
    style = canon.style(old.role, old.uid)
    before = {piece.item.uid: piece for piece in pieces if piece.item and piece.section == place}
    if new and new.heading != old.heading:
        pieces = [
            _headed(piece, new.heading) if piece.kind == "head" and piece.section == place else piece
            for piece in pieces
        ]
    sources = {
        item.uid: _source(item, before.get(item.uid), pieces, place, style, canon, told) for item in items
    }
    if html_table.is_one(pieces):
        sources = {
            uid: source if uid in before and source == before[uid].raw else html_table.escaped(source)
            for uid, source in sources.items()
        }
    if [item.uid for item in old.items] == [item.uid for item in items]:
        return [
            _raw(piece, sources[piece.item.uid]) if piece.item and piece.section == place else piece
            for piece in pieces
        ]
    rows = sorted({piece.row for piece in before.values()})
    if is_row or len(rows) <= 1:
        done = _one_cell(pieces, place, [sources[item.uid] for item in items])
        return _closed(done, place) if is_row and not html_table.is_one(pieces) else done
    return _column(pieces, place, before, [(item.uid, sources[item.uid]) for item in items])


def _headed(piece: Piece, heading: str) -> Piece:
    parts = [
        Part("text", re.sub(r"\S(?:.*\S)?", lambda _: heading, part.raw, count=1))
        if part.name == "text"
        else part
        for part in piece.parts
    ]
    return msgspec.structs.replace(piece, parts=parts)


def _raw(piece: Piece, raw: str) -> Piece:
    # One that stays keeps its parts: a new item of a section below is written like it.
    return piece if piece.raw == raw else msgspec.structs.replace(piece, parts=[Part("other", raw)])


def new_source(section: Section, pieces: list[Piece], canon: Canon) -> list[str]:
    """The entries of a section that the table does not have yet, without blanks around them."""
    style = canon.style(section.role, section.uid)
    return [
        item_write.fresh(new, style, _template(pieces, -1, new)).strip(" \t")
        for new in map(canon.written, section.items)
    ]


def _source(
    item: model.Item,
    piece: Piece | None,
    pieces: list[Piece],
    place: int,
    style: Style,
    canon: Canon,
    told: Reread,
) -> str:
    new = canon.written(item)
    if piece is not None and piece.item is not None:
        if arrange.says_same(piece, new, told):
            return piece.raw
        return item_write.changed(piece, arrange.told(piece.item, told), new, style)
    return item_write.fresh(new, style, _template(pieces, place, new))


def _template(pieces: list[Piece], place: int, new: Written) -> Piece:
    """An entry of the table to write a new one like: the section's last, else the last of another without its marks."""
    found = [
        other
        for other in pieces
        if other.item and other.form == "cell" and any(part.name == "text" for part in other.parts)
    ]
    own = next((other for other in reversed(found) if other.section == place), None)
    if own is not None:
        return own
    if not found:
        parts = [Part("lead", " "), Part("text", ""), Part("tail", " ")]
        return Piece("item", place, parts, model.Item(""), None, "cell")
    parts = [part for part in found[-1].parts if part.name not in ("label", "box")]
    if any(part.name == "label" for part in found[-1].parts) and new.item.label:
        parts.insert(1, Part("label", f"{new.item.label}: "))
    return msgspec.structs.replace(found[-1], parts=parts, fields=None)


def _one_cell(pieces: list[Piece], place: int, sources: list[str]) -> list[Piece]:
    """All of a section's entries in the one cell that holds them, parted as they were."""
    inside = [at for at, piece in enumerate(pieces) if piece.section == place and piece.kind == "item"]
    stripped = [source.strip(" \t") for source in sources]
    if not inside:
        at = _empty_cell(pieces, place)
        if at is None:
            return pieces
        cell = _cell(pieces[at], f" {parting(pieces).join(stripped)} ")
        return [*pieces[:at], cell, *pieces[at + 1 :]]
    first, last = pieces[inside[0]].raw, pieces[inside[-1]].raw
    own = pieces[inside[0] : inside[-1] + 1]
    opening, ending = first[: len(first) - len(first.lstrip(" \t"))], last[len(last.rstrip(" \t")) :]
    sign = parting(own, f"{ending}<br>{opening}")
    body = opening + sign.join(stripped) + (ending if stripped or not opening else "")
    return [*pieces[: inside[0]], _raw(pieces[inside[0]], body), *pieces[inside[-1] + 1 :]]


def parting(pieces: list[Piece], usual: str = " <br> ") -> str:
    """What stands between two entries of one cell: the first break with the blanks around it, else what is usual."""
    for before, sign, after in zip(pieces, pieces[1:], pieces[2:], strict=False):
        if before.item and after.item and sign.kind == "syntax" and BREAK.fullmatch(sign.raw.strip()):
            left, right = before.raw, after.raw
            blank = left[len(left.rstrip(" \t")) :], right[: len(right) - len(right.lstrip(" \t"))]
            return f"{blank[0]}{sign.raw}{blank[1]}"
    return usual


def _closed(pieces: list[Piece], place: int) -> list[Piece]:
    """The row with a bar at its end where its cell is empty, as without one the cell would be none."""
    row = [at for at, piece in enumerate(pieces) if piece.section == place and piece.name != table.RULE]
    raw = "".join(pieces[at].raw for at in row)
    bare = raw.rstrip("\r\n")
    if not row or len(table.cells(bare)) > 1:
        return pieces
    closed = _raw(pieces[row[-1]], f"{bare.rstrip()} |{raw[len(bare) :]}")
    return [*pieces[: row[0]], closed, *pieces[row[-1] + 1 :]]


def _empty_cell(pieces: list[Piece], place: int) -> int | None:
    heads = [at for at, piece in enumerate(pieces) if piece.kind == "head" and piece.section == place]
    first = heads[-1] + 1 if heads else 0
    for at in range(first, len(pieces)):
        piece = pieces[at]
        if (
            piece.section == place
            and piece.kind == "syntax"
            and not piece.raw.strip(" \t")
            and "\n" not in piece.raw
            and (piece.raw or piece.name == html_table.EMPTY)
        ):
            return at
        if (
            piece.section == place
            and piece.kind == "syntax"
            and piece.raw.strip() == "|"
            and len(pieces[at].raw) >= 1
            and at == first
        ):
            return at
    return None


def _cell(piece: Piece, body: str) -> Piece:
    bar = piece.raw.lstrip(" \t") if "|" in piece.raw else ""
    return _raw(piece, body + bar)


def _column(
    pieces: list[Piece], place: int, before: dict[str, Piece], wanted: list[tuple[str, str]]
) -> list[Piece]:
    """One entry a row: entries keep their rows where further ones only follow them, else all move up or down in order.

    Further ones take free cells below, then new rows.
    """
    slots = [at for at, piece in enumerate(pieces) if piece.item and piece.section == place]
    uids = [piece.item.uid for piece in pieces if piece.item and piece.section == place]
    kept = [uid for uid, _ in wanted if uid in before]
    done = list(pieces)
    sources = dict(wanted)
    follows = [uid for uid, _ in wanted][: len(kept)] == kept
    if follows and kept == [uid for uid in uids if uid in kept]:
        queue = [source for uid, source in wanted if uid not in before]
        for at, uid in zip(slots, uids, strict=True):
            done[at] = _raw(done[at], sources.get(uid, " "))
    else:
        queue = [source for _, source in wanted]
        for at in slots:
            done[at] = _raw(done[at], queue.pop(0) if queue else " ")
    for source in queue:
        done = _appended(done, place, source)
    return _without_empty_rows(done)


def _appended(pieces: list[Piece], place: int, source: str) -> list[Piece]:
    last = max(
        at
        for at, piece in enumerate(pieces)
        if piece.section == place and (piece.item or piece.kind == "head")
    )
    for at in range(last + 1, len(pieces)):
        piece = pieces[at]
        if piece.section == place and piece.kind == "syntax" and piece.raw and not piece.raw.strip(" \t"):
            return [
                *pieces[:at],
                Piece(
                    "item",
                    place,
                    [Part("other", f" {source.strip()} ")],
                    pieces[last].item,
                    None,
                    "cell",
                    table=piece.table,
                    row=piece.row,
                ),
                *pieces[at + 1 :],
            ]
    if html_table.is_one(pieces):
        return html_table.grown(pieces, place, source)
    row = max(piece.row for piece in pieces)
    template = "".join(piece.raw for piece in pieces if piece.row == row)
    cells = table.cells(template.rstrip("\r\n"))
    order = list(dict.fromkeys(piece.section for piece in pieces if piece.kind == "head"))
    texts = [
        f" {source.strip()} " if number < len(order) and order[number] == place else "  "
        for number in range(len(cells))
    ]
    end = template[len(template.rstrip("\r\n")) :]
    newline = newline_of("".join(piece.raw for piece in pieces))
    joined = ("" if end else newline) + "|" + "|".join(texts) + "|" + end
    number = pieces[-1]
    return [*pieces, Piece("syntax", place, [Part("other", joined)], table=number.table, row=row + 1)]


def _without_empty_rows(pieces: list[Piece]) -> list[Piece]:
    """The pieces without the rows whose every cell has become empty."""
    emptied = {piece.row for piece in pieces if piece.item and not piece.raw.strip()}
    gone = {
        row for row in emptied if not any(piece.raw.strip(" |\t\r\n") for piece in pieces if piece.row == row)
    }
    return [piece for piece in pieces if piece.row not in gone or piece.row < 0]


def patch_flow(source: str, entry: Entry) -> str:
    """A source with the labels in its flow table's rows as the items' levels are now."""
    lines = scan(source)
    levels = {level: [item.label for item in entry.items() if item.flow == level] for level in FLOW_LEVELS}
    for line in lines:
        found = table.row_cells(line) if "|" in line.text and not is_table_rule(line) else []
        level = found[0].text.strip().upper() if found else ""
        if level not in FLOW_LEVELS or len(found) < 2:
            continue
        cell = _label_cell([each.text for each in found])
        was = [name for name in re.split(r"[,，、/\s]+", found[cell].text.strip()) if name]
        if set(was) == set(levels[level]):
            continue
        names = [name for name in was if name in levels[level]]
        names += [name for name in levels[level] if name not in was]
        old = found[cell].text
        pad = old[: len(old) - len(old.lstrip())], old[len(old.rstrip()) :] if old.strip() else ""
        line.raw = (
            line.raw[: found[cell].start] + pad[0] + ", ".join(names) + pad[1] + line.raw[found[cell].end :]
        )
    return flow_list.patched("".join(line.raw for line in lines), levels)


def with_levels(entry: Entry) -> Entry:
    """The entry with its items' levels in the flow tables that its prose shows, as its source will when it is written."""
    shown = {uid for block in entry.blocks if block.kind == FLOW for uid in block.sections}
    if not shown:
        return entry
    sections = tuple(
        replace(section, prose=patch_flow(section.prose, entry)) if section.uid in shown else section
        for section in entry.sections
    )
    return entry if sections == entry.sections else replace(entry, sections=sections)


def _label_cell(cells: list[str]) -> int:
    """Which cell of a flow row holds the labels: the last that looks like it, else the last."""
    for number in range(len(cells) - 1, 0, -1):
        if re.fullmatch(r"\s*(?:[A-Z]\d{1,3}(?:\.\d{1,3})?[,，、/\s]*)+", cells[number]):
            return number
    return len(cells) - 1
