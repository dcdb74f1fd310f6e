"""Changed tables stay tables: entries in cells keep their `<br>`, rows and columns their bars; flow rows their layout."""

from __future__ import annotations

import re

import msgspec
from msgspec.structs import replace

from retrotui.markdown import canonical, flow_list, html_table, item_write, table
from retrotui.markdown.canonical import Canon
from retrotui.markdown.digest import FLOW, answers
from retrotui.markdown.item_line import Part, Rules
from retrotui.markdown.item_write import Style, Written
from retrotui.markdown.piece import Piece
from retrotui.markdown.scan import is_table_rule, scan
from retrotui.model import entry as model
from retrotui.model.entry import Entry, Section
from retrotui.model.kinds import FLOW_LEVELS

_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


def patch(pieces: list[Piece], own: list[int], canon: Canon, old: list[Section], told: Entry) -> str:
    """The source of a block that holds a table, with the items of its sections as they are now."""
    current = {section.uid: section for section in canon.entry.sections}
    done = list(pieces)
    for place in own:
        section = current.get(old[place].uid)
        done = _section(done, place, old[place], section, canon, told)
    source = "".join(piece.raw for piece in done)
    if not html_table.is_one(pieces) or html_table.rows(source):
        return source
    # A text that would end its cell: the sections stand under headings instead.
    held = [current[old[place].uid] for place in own if old[place].uid in current]
    return canon.newline.join(canonical.section_text(canon, section) for section in held)


def _section(
    pieces: list[Piece], place: int, old: Section, new: Section | None, canon: Canon, told: Entry
) -> list[Piece]:
    is_row = any(piece.kind == "head" and piece.section == place and len(piece.parts) > 1 for piece in pieces)
    if new is None and is_row:
        return [
            piece
            for piece in pieces
            if piece.section != place or piece.table < 0 or piece.name == html_table.FRAME
        ]
    items = list(new.items) if new else []
    style = Style(
        Rules(canon.labels, canon.entry.kind, old.role), canon.language, canon.newline, canon.entry.start.year
    )
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
        return _one_cell(pieces, place, rows, [sources[item.uid] for item in items])
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


def _written(item: model.Item, entry: Entry) -> Written:
    labels = {other.uid: other.label for other in entry.items()}
    return Written(item, tuple(answers(item, entry, labels)))


def _source(
    item: model.Item,
    piece: Piece | None,
    pieces: list[Piece],
    place: int,
    style: Style,
    canon: Canon,
    told: Entry,
) -> str:
    new = _written(item, canon.entry)
    if piece is not None and piece.item is not None:
        old = _written(piece.item, told)
        hidden = {"uid": "", "links": (), "flow": "", "changed_at": None, "group": ""}
        if (
            msgspec.structs.replace(old.item, **hidden) == msgspec.structs.replace(new.item, **hidden)
            and old.answers == new.answers
        ):
            return piece.raw
        return item_write.changed(piece, old, new, style)
    found = [other for other in pieces if other.item and other.form == "cell"]
    template = next(
        (other for other in reversed(found) if other.section == place), found[-1] if found else None
    )
    if template is None:
        template = Piece(
            "item",
            place,
            [Part("lead", ""), Part("text", ""), Part("tail", "")],
            model.Item(""),
            None,
            "cell",
        )
    if template.section != place:
        template = msgspec.structs.replace(
            template,
            parts=[part for part in template.parts if part.name not in ("label", "box")],
            fields=None,
        )
        if any(part.name == "label" for part in found[-1].parts) and item.label:
            template.parts.insert(1, Part("label", f"{item.label}: "))
    return item_write.fresh(new, style, template)


def _one_cell(pieces: list[Piece], place: int, rows: list[int], sources: list[str]) -> list[Piece]:
    """All of a section's entries in the one cell that holds them, parted as they were."""
    inside = [at for at, piece in enumerate(pieces) if piece.section == place and piece.kind == "item"]
    if not inside:
        at = _empty_cell(pieces, place)
        if at is None:
            return pieces
        return [
            *pieces[:at],
            _cell(pieces[at], " " + " <br> ".join(source.strip() for source in sources) + " "),
            *pieces[at + 1 :],
        ]
    breaks = [piece.raw for piece in pieces[inside[0] : inside[-1]] if piece.kind == "syntax"]
    gap = next((_BREAK.search(raw) for raw in breaks if _BREAK.search(raw)), None)
    sign = gap[0] if gap else "<br>"
    body = sign.join(_padded(source, place, len(sources)) for place, source in enumerate(sources))
    return [*pieces[: inside[0]], _raw(pieces[inside[0]], body), *pieces[inside[-1] + 1 :]]


def _padded(source: str, place: int, count: int) -> str:
    return source if source.endswith(" ") or place == count - 1 else source + " "


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
    """One entry a row: entries keep their rows in order, further ones take free cells below, then new rows."""
    slots = [at for at, piece in enumerate(pieces) if piece.item and piece.section == place]
    uids = [piece.item.uid for piece in pieces if piece.item and piece.section == place]
    kept = [uid for uid, _ in wanted if uid in before]
    done = list(pieces)
    sources = dict(wanted)
    if kept == [uid for uid in uids if uid in kept]:
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
    joined = ("" if template.endswith(("\n", "\r")) else "\n") + "|" + "|".join(texts) + "|" + end
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
