"""Tables: Keep, Problem and Try by row or by column, and the flow table of levels.

Cells keep their exact text; a cell's entries are parted by `<br>`.
"""

from __future__ import annotations

import re

import msgspec

from retrotui import text
from retrotui.markdown import either, item_line, meta
from retrotui.markdown.boundary import plain, resolve
from retrotui.markdown.cell import BREAK, decoded, lines_of
from retrotui.markdown.item_line import Part, Rules
from retrotui.markdown.label import Labels
from retrotui.markdown.meta import GUARD, ITEM_MARK
from retrotui.markdown.piece import Draft, Outline, Piece
from retrotui.markdown.scan import Line, is_table_rule
from retrotui.model.entry import Item, new_uid

RULE = "rule"
"""The name of the piece below a first row of content: it belongs to no section."""
_BULLET = re.compile(r"\s*(?:[-*+•・‣]|\d{1,2}[.)])\s+|\s*[•・]|\s*<!-- item -->|\s+|")
_FLOW_LABEL = re.compile(r"[A-Z]\d{1,3}(?:\.\d{1,3})?")


class Cell(msgspec.Struct):
    """A cell: its text, and where it stands in the line."""

    text: str
    start: int
    end: int


def cells(line: str) -> list[Cell]:
    """The cells of a row, their outer blanks included; `\\|` and bars in code are text."""
    found: list[Cell] = []
    start = len(line) - len(line.lstrip())
    if line[start : start + 1] == "|":
        start += 1
    position, code = start, False
    stop = len(line.rstrip())
    while position < stop:
        character = line[position]
        if character == "\\":
            position += 1
        elif character == "`":
            code = not code and "`" in line[position + 1 : stop]
        elif character == "|" and not code:
            found.append(Cell(line[start:position], start, position))
            start = position + 1
        position += 1
    if line[start:stop].strip():
        found.append(Cell(line[start:stop], start, stop))
    return found


def row_cells(line: Line) -> list[Cell]:
    """The cells of a line, placed in its raw text, which may begin with a byte order mark."""
    offset = len(line.raw) - len(line.raw.removeprefix("\ufeff"))
    found = cells(line.text)
    return [Cell(cell.text, cell.start + offset, cell.end + offset) for cell in found] if offset else found


_NUMBER = re.compile(
    r"[*_`]*[-+~]?\d[\d.,:/]*\s*(?:%|h|hrs?|min|m|시간|분|時間|分|点|개|건|件|sp|pts?)?[*_`]*", re.IGNORECASE
)
"""What a cell of figures holds."""


class Shape(msgspec.Struct):
    """What a table holds, if it holds roles or levels."""

    form: str
    """`row`, `column` or `flow`."""
    roles: list[str]
    """Of the rows, or of the columns; empty strings for others."""
    header: int
    """Lines before the first row of content."""


def shape(lines: list[Line], low: int, high: int, kind: str, labels: Labels) -> Shape | None:
    """How to read the table in these lines; None when it is a table like any other."""
    header = next((n + 1 for n in range(low, min(low + 3, high)) if is_table_rule(lines[n])), low)
    rows = [cells(lines[number].text) for number in range(low, high)]
    heads = heads_of([cell.text for cell in rows[0]], labels) if rows else []
    head = [resolve(roles, kind) for roles in heads] if header > low else []
    body = rows[header - low :]
    head = [role if not _is_measured(body, place) else "" for place, role in enumerate(head)]
    if len(set(head) - {"", "prose"}) >= 2 and high > header:
        return Shape("column", head, header - low)
    first = [_role_of_row(row, kind, labels) for row in body]
    if header - low == 2 and not any(head[1:]) and (role := _role_of_row(rows[0], kind, labels)):
        # Markdown asks for a first row above the rule, and this one is content as those below are.
        whole = [role, "", *first]
        if any(first) and len(set(whole) - {"", "prose"}) >= 2:
            return Shape("row", whole, 0)
    if len(set(first) - {"", "prose"}) >= 2:
        return Shape("row", first, header - low)
    levels = [row[0].text.strip().upper() for row in body if len(row) > 1]
    if sum(level in ("A", "B", "C") for level in levels) >= 2 and _flow(body):
        return Shape("flow", [], header - low)
    return None


def _role_of_row(row: list[Cell], kind: str, labels: Labels) -> str:
    return resolve(labels.candidates(row[0].text), kind) if len(row) > 1 else ""


def _is_measured(body: list[list[Cell]], place: int) -> bool:
    """Whether a column holds nothing but numbers: it counts what was done, and tells none of it."""
    told = [row[place].text.strip() for row in body if len(row) > place and row[place].text.strip()]
    return bool(told) and all(map(_NUMBER.fullmatch, told))


def heads_of(cells_of: list[str], labels: Labels) -> list[tuple[str, ...]]:
    """The roles of a table's first row, each cell read beside the others: `Today` behind `Yesterday` is ahead."""
    told = [(cell, labels.candidates(cell) or labels.likely(cell)) for cell in cells_of]
    return either.settled(told, labels.methods)


def _flow(body: list[list[Cell]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for row in body:
        level = row[0].text.strip().upper() if row else ""
        if level not in ("A", "B", "C"):
            continue
        for cell in row[1:]:
            names = [name for name in re.split(r"[,，、/\s]+", cell.text.strip()) if name]
            if names and all(_FLOW_LABEL.fullmatch(name) for name in names):
                found.update(dict.fromkeys(names, level))
    return found


def read_flow(lines: list[Line], low: int, high: int) -> dict[str, str]:
    """Label to level from a flow table's rows."""
    return _flow([cells(lines[number].text) for number in range(low, high)])


def read_rows(
    outline: Outline,
    lines: list[Line],
    low: int,
    high: int,
    shaped: Shape,
    enclosing: int,
    rules: Rules,
    number: int,
) -> int:
    """Read a table whose rows are roles; gives the last section's index."""
    section = enclosing
    for line in lines[low : low + shaped.header]:
        outline.put("prose", enclosing, line.raw)
    for row, line in enumerate(lines[low + shaped.header : high]):
        role = shaped.roles[row]
        found = row_cells(line)
        if row == 1 and not shaped.header and is_table_rule(line):
            outline.put("syntax", section, line.raw, table=number, row=row, name=RULE)
            continue
        if not role:
            section = section if section != enclosing else outline.add(Draft("prose"))
            outline.put("prose", section, line.raw, table=number, row=row)
            continue
        section = outline.add(Draft(role, plain(found[0].text), 0, "row"))
        head_end = found[1].start
        label = found[0]
        outline.pieces.append(
            Piece(
                "head",
                section,
                [
                    Part("other", line.raw[: label.start]),
                    Part("text", label.text),
                    Part("other", line.raw[label.end : head_end]),
                ],
                table=number,
                row=row,
            )
        )
        for place, cell in enumerate(found[1:]):
            read_cell(outline, cell.text, section, msgspec.structs.replace(rules, role=role), number, row)
            following = found[place + 2].start if place + 2 < len(found) else len(line.raw)
            outline.put("syntax", section, line.raw[cell.end : following], table=number, row=row)
    return section


def read_columns(
    outline: Outline, lines: list[Line], low: int, high: int, shaped: Shape, rules: Rules, number: int
) -> int:
    """Read a table whose columns are roles; gives the last section's index."""
    heads = cells(lines[low].text)
    sections = [
        outline.add(Draft(role or "prose", plain(cell.text), 0, "column"))
        for role, cell in zip(shaped.roles, heads, strict=True)
    ]
    for row, line in enumerate(lines[low:high]):
        found = row_cells(line)
        start = 0
        for place, cell in enumerate(found):
            section = sections[min(place, len(sections) - 1)]
            outline.put("syntax", section, line.raw[start : cell.start], table=number, row=row)
            start = cell.end
            if row == 0:
                outline.pieces.append(
                    Piece("head", section, [Part("text", cell.text)], table=number, row=row)
                )
            elif row < shaped.header:
                outline.put("syntax", section, cell.text, table=number, row=row)
            elif place < len(sections) and shaped.roles[place]:
                read_cell(
                    outline,
                    cell.text,
                    section,
                    msgspec.structs.replace(rules, role=shaped.roles[place]),
                    number,
                    row,
                )
            else:
                outline.put("prose", section, cell.text, table=number, row=row)
        outline.put(
            "syntax", sections[min(len(found), len(sections)) - 1], line.raw[start:], table=number, row=row
        )
    return sections[-1]


def read_cell(outline: Outline, raw: str, section: int, rules: Rules, number: int, row: int) -> None:
    """The entries of a cell: what stands between `<br>`, the bulleted ones where any is."""
    segments: list[tuple[str, str]] = []
    position = 0
    for match in BREAK.finditer(raw):
        segments.append((raw[position : match.start()], match[0]))
        position = match.end()
    segments.append((raw[position:], ""))
    bulleted = any(is_bulleted(segment) for segment, _ in segments)
    for place, (segment, after) in enumerate(segments):
        previous = outline.pieces[-1] if outline.pieces else None
        if not segment.strip():
            outline.put("syntax", section, segment + after, table=number, row=row)
            continue
        continued = segment.lstrip().startswith(GUARD) or (bulleted and not is_bulleted(segment))
        if (
            continued
            and previous
            and previous.kind == "syntax"
            and place
            and (owner := _owner(outline, section, number, row))
        ):
            # A line of a cell without a bullet of its own continues the entry above it.
            owner.parts.append(Part("body", outline.pieces.pop().raw + segment))
            _set_body(owner)
        else:
            outline.pieces.append(_cell_item(segment, section, rules, number, row))
        outline.put("syntax", section, after, table=number, row=row)


def _owner(outline: Outline, section: int, number: int, row: int) -> Piece | None:
    before = outline.pieces[-2] if len(outline.pieces) > 1 else None
    same = (
        before
        and before.kind == "item"
        and (before.section, before.table, before.row) == (section, number, row)
    )
    return before if same else None


def is_bulleted(segment: str) -> bool:
    """Whether a text would be an entry with a bullet or number of its own in a cell."""
    match = _BULLET.match(segment)
    return bool(match and match[0].strip(" \t\u3000") not in ("", ITEM_MARK))


def _set_body(piece: Piece) -> None:
    raw = "".join(part.raw for part in piece.parts if part.name == "body")
    body, stated = meta.take(lines_of(text.clean(raw)))
    if piece.item:
        piece.item = meta.with_fields(msgspec.structs.replace(piece.item, body=body), stated)


def _cell_item(segment: str, section: int, rules: Rules, number: int, row: int) -> Piece:
    match = _BULLET.match(segment)
    lead = match[0] if match else ""
    if item_line.is_placeholder(segment[len(lead) :], rules.labels):
        return Piece("prose", section, [Part("other", segment)], table=number, row=row)
    parts, fields = item_line.parse(lead, segment[len(lead) :], "", rules)
    item = Item(new_uid(), fields.label, decoded(fields.text), "", fields.state, fields.category)
    return Piece("item", section, parts, item, fields, "cell", table=number, row=row)
