"""A table of tasks below a label, one row an item: `| Action | Owner | Due |`."""

from __future__ import annotations

import re

from msgspec.structs import replace

from retrotui import text
from retrotui.markdown import item_line, meta
from retrotui.markdown.cell import BREAK, decoded, lines_of
from retrotui.markdown.item_line import Part, Rules
from retrotui.markdown.piece import Piece
from retrotui.markdown.scan import Line, is_table_rule
from retrotui.markdown.table import Cell, cells
from retrotui.model.entry import Item, new_uid

_NUMBER = re.compile(r"#?\s*\d{0,4}[.)]?")
RANK = re.compile(r"[Pp][0-5]")
"""A priority: like a number it is not what the row says, and unlike one it is told in the body."""
_STAGE = re.compile(r"stage|phase|sprint|week|year|단계|주차|스프린트|学年|段階|阶段|年度", re.IGNORECASE)
STATUS = re.compile(r"status|state|상태|진행|状態|状況|done", re.IGNORECASE)


def _leads(value: str) -> bool:
    """Whether a cell is a number or a priority, and the row's text stands behind it."""
    return bool(_NUMBER.fullmatch(value) or RANK.fullmatch(value))


def is_list(lines: list[Line], low: int, high: int) -> bool:
    """Whether the table has a header and rows of at least two cells."""
    return high - low > 2 and is_table_rule(lines[low + 1]) and len(cells(lines[low].text)) > 1


def read(lines: list[Line], low: int, high: int, section: int, rules: Rules) -> list[Piece]:
    """The table's pieces: header and blank rows as prose or gaps, each row with words as an item.

    The item's text is the first cell that is no number; the other cells are its body, each after its column's name.
    """
    heads = [cell.text.strip() for cell in cells(lines[low].text)]
    pieces = [
        Piece("prose", section, [Part("other", lines[low].raw)], form="header"),
        Piece("gap", section, [Part("other", lines[low + 1].raw)], form="header"),
    ]
    for line in lines[low + 2 : high]:
        found = cells(line.text)
        place = next((n for n, cell in enumerate(found) if not _leads(cell.text.strip())), None)
        if place is None:
            kind = "prose" if re.search(r"\w", line.text) else "gap"
            pieces.append(Piece(kind, section, [Part("other", line.raw)], form="header"))
        else:
            pieces.append(_row(line, found, place, heads, section, rules))
    return pieces


def is_told(head: str) -> bool:
    """Whether the numbers of a column ahead of the text say something, as its name tells: `Stage`, but not `No.`."""
    return bool(_STAGE.search(head))


def _row(line: Line, found: list[Cell], place: int, heads: list[str], section: int, rules: Rules) -> Piece:
    at = found[place]
    opening, *further = BREAK.split(at.text, maxsplit=1)
    inner = opening.strip()
    start = at.start + at.text.find(inner)
    offset = len(line.raw) - len(line.raw.removeprefix("\ufeff"))
    lead, tail = line.raw[: start + offset], line.raw[start + offset + len(inner) :]
    parts, fields = item_line.parse(lead, inner, tail, rules)
    item = Item(new_uid(), fields.label, decoded(fields.text), "", fields.state, fields.category)
    said: list[str] = []
    for number, other in enumerate(found):
        value = text.clean_line(decoded(other.text.strip()))
        head = heads[number] if number < len(heads) else ""
        # A row's own number says nothing, `#16` refers to something.
        counts = number < place and _NUMBER.fullmatch(value) and not value.startswith("#")
        counts = counts and not is_told(head)
        if number == place or not value or counts:
            continue
        known = rules.labels.state_of(value) if rules.states and STATUS.search(head) else ""
        if known and not fields.boxed:
            item = replace(item, state=rules.state(known))
        else:
            said.append(f"{text.clean_line(head)}: {value}" if head else value)
    body, stated = meta.take(lines_of(text.clean(further[0])) if further else "")
    item = meta.with_fields(replace(item, body="\n".join([*said, *([body] if body else [])])), stated)
    return Piece("item", section, parts, item, fields, "row")
