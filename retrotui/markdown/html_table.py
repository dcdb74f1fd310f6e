"""HTML tables of Keep, Problem and Try: read where their cells are plain, edited in their cells.

Plain cells hold text, inline marks and `<br>`; a table with anything else (lists, nested tables, cells that span)
is prose. The pieces are those of a Markdown table, with tags in place of bars.
"""

from __future__ import annotations

import re

import msgspec

from retrotui.markdown import table
from retrotui.markdown.boundary import plain, resolve
from retrotui.markdown.item_line import Part, Rules
from retrotui.markdown.label import Labels
from retrotui.markdown.piece import Draft, Outline, Piece, joined
from retrotui.markdown.scan import Line
from retrotui.markdown.table import Cell, Shape

TAG, FRAME, EMPTY = "tag", "frame", "empty"
"""Names of pieces: tags between cells, the table's own tags, a cell without a character."""
_OPEN = re.compile(r"\s*<table(?:\s[^<>]*)?>", re.IGNORECASE)
_CLOSE = re.compile(r"\s*</table>\s*$", re.IGNORECASE)
_ROW = re.compile(
    r"\s*(?:</?(?:thead|tbody|tfoot)(?:\s[^<>]*)?>\s*)*<tr(?:\s[^<>]*)?>(?P<cells>.*?)</tr>(?:\s*</(?:thead|tbody|tfoot)>)*[ \t]*(?:\r\n|\n|\r)?",
    re.IGNORECASE | re.DOTALL,
)
_CELL = re.compile(
    r"\s*<(?P<tag>th|td)(?P<attributes>\s[^<>]*)?>(?P<text>.*?)</(?P=tag)>\s*", re.IGNORECASE | re.DOTALL
)
_INLINE = re.compile(
    r"</?(?:b|strong|i|em|u|s|del|code|kbd|small|span|a|br)(?:\s[^<>]*)?/?>|<!--[^<>]*-->", re.IGNORECASE
)
"""What a plain cell may hold beside text; comments are the writer's."""
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_LONGEST = 50_000
"""Characters of a table; what is longer is no retrospective's."""


class Row(msgspec.Struct, frozen=True):
    """A row of cells, placed in the table's source."""

    start: int
    end: int
    cells: tuple[Cell, ...]


def rows(source: str) -> list[Row]:
    """The rows of a table that is nothing but plain cells; empty for any other source."""
    opening = _OPEN.match(source) if len(source) <= _LONGEST else None
    if opening is None:
        return []
    found: list[Row] = []
    position = opening.end()
    while match := _ROW.match(source, position):
        cells = _cells(source, match.start("cells"), match.end("cells"))
        if not cells:
            return []
        found.append(Row(position, match.end(), tuple(cells)))
        position = match.end()
    return found if _CLOSE.match(source, position) else []


def _cells(source: str, low: int, high: int) -> list[Cell]:
    found: list[Cell] = []
    position = low
    while position < high:
        match = _CELL.match(source, position, high)
        if match is None or "span=" in (match["attributes"] or "").lower() or not _is_plain(match["text"]):
            return []
        found.append(Cell(match["text"], match.start("text"), match.end("text")))
        position = match.end()
    return found


def _is_plain(cell: str) -> bool:
    if "<" in _INLINE.sub("", cell):
        return False
    return all(len(part.strip().splitlines()) <= 1 for part in _BREAK.split(cell))


def shape(found: list[Row], kind: str, labels: Labels) -> Shape | None:
    """How to read the rows; None when they hold no roles."""
    if len(found) < 2 or kind == "note":
        return None
    head = [resolve(labels.candidates(cell.text), kind) for cell in found[0].cells]
    if len(set(head) - {"", "prose"}) >= 2 and all(len(row.cells) == len(head) for row in found):
        return Shape("column", head, 1)
    first = [
        resolve(labels.candidates(row.cells[0].text), kind) if len(row.cells) > 1 else "" for row in found
    ]
    return Shape("row", first, 0) if len(set(first) - {"", "prose"}) >= 2 else None


def begins(lines: list[Line], number: int) -> bool:
    """Whether a table in HTML begins with the line."""
    line = lines[number]
    if line.region < 0 or (number and lines[number - 1].region == line.region):
        return False
    return line.text.lstrip()[:6].lower() == "<table"


def rows_at(lines: list[Line], number: int) -> list[Row]:
    """The rows of the table that begins with the line."""
    end = number
    while end < len(lines) and lines[end].region == lines[number].region:
        end += 1
    return rows(joined(lines[number:end]))


def labels_of(lines: list[Line], number: int) -> list[str]:
    """The texts that may name roles in the table that begins with the line: its head row and its first column."""
    found = rows_at(lines, number)
    return [cell.text for cell in found[0].cells] + [row.cells[0].text for row in found[1:]] if found else []


def read(outline: Outline, lines: list[Line], rules: Rules, number: int) -> int | None:
    """Read a table into sections; gives the last one's index, None for a table that is prose."""
    source = joined(lines)
    found = rows(source)
    shaped = shape(found, rules.kind, rules.labels)
    if shaped is None:
        return None
    reader = _Reader(outline, source, rules, number)
    last = reader.columns(found, shaped) if shaped.form == "column" else reader.rows(found, shaped)
    for piece in outline.pieces:
        if piece.item and piece.table == number:
            body, shown = unescaped(piece.item.body), unescaped(piece.item.text)
            piece.item = msgspec.structs.replace(piece.item, text=shown, body=body)
    return last


def unescaped(words: str) -> str:
    """Words of a cell as they are meant: `&lt;` is a sign, not a tag."""
    return re.sub(r"&(?:amp;((?:amp;)*lt;)|lt;)", lambda match: f"&{match[1]}" if match[1] else "<", words)


def escaped(source: str) -> str:
    """An entry's source for a cell: what would be a tag of the table's is none, and bars are text."""
    bare = re.sub(r"&(?=(?:amp;)*lt;)", "&amp;", source.replace("\\|", "|"))
    position, shown = 0, ""
    for match in _INLINE.finditer(bare):
        shown += bare[position : match.start()].replace("<", "&lt;") + match[0]
        position = match.end()
    return shown + bare[position:].replace("<", "&lt;")


class _Reader:
    """Puts the pieces of one table down."""

    def __init__(self, outline: Outline, source: str, rules: Rules, number: int) -> None:
        self.outline, self.source, self.rules, self.number = outline, source, rules, number

    def columns(self, found: list[Row], shaped: Shape) -> int:
        """The head row names the roles, and each row below holds an entry of each."""
        sections = [
            self.outline.add(Draft(role or "prose", plain(cell.text.strip()), 0, "column"))
            for role, cell in zip(shaped.roles, found[0].cells, strict=True)
        ]
        position = 0
        for row, each in enumerate(found):
            for section, role, cell in zip(sections, shaped.roles, each.cells, strict=True):
                self._put(section, self.source[position : cell.start], row, TAG)
                position = cell.end
                if not row:
                    self._head(section, [Part("text", cell.text)], row)
                elif role:
                    self._cell(section, role, cell, row)
                else:
                    self.outline.put("prose", section, cell.text, table=self.number, row=row)
        self._put(sections[-1], self.source[position:], len(found) - 1, FRAME)
        return sections[-1]

    def rows(self, found: list[Row], shaped: Shape) -> int:
        """The first cell of each row names its role; rows without one are prose."""
        frame = self.source[: found[0].start]
        section = -1
        for row, (role, each) in enumerate(zip(shaped.roles, found, strict=True)):
            section = self.outline.add(
                Draft(role or "prose", plain(each.cells[0].text.strip()) if role else "", 0, "row")
            )
            self._put(section, frame, row, FRAME)
            frame = ""
            if not role:
                self.outline.put(
                    "prose", section, self.source[each.start : each.end], table=self.number, row=row
                )
                continue
            label, first = each.cells[0], each.cells[1]
            before, after = self.source[each.start : label.start], self.source[label.end : first.start]
            self._head(section, [Part("other", before), Part("text", label.text), Part("other", after)], row)
            for place, cell in enumerate(each.cells[1:], 2):
                self._cell(section, role, cell, row)
                until = each.cells[place].start if place < len(each.cells) else each.end
                self._put(section, self.source[cell.end : until], row, TAG)
        self._put(section, self.source[found[-1].end :], len(found) - 1, FRAME)
        return section

    def _put(self, section: int, raw: str, row: int, name: str) -> None:
        self.outline.put("syntax", section, raw, table=self.number, row=row, name=name)

    def _head(self, section: int, parts: list[Part], row: int) -> None:
        self.outline.pieces.append(Piece("head", section, parts, table=self.number, row=row))

    def _cell(self, section: int, role: str, cell: Cell, row: int) -> None:
        rules = msgspec.structs.replace(self.rules, role=role)
        if cell.text:
            table.read_cell(self.outline, cell.text, section, rules, self.number, row)
        else:
            nothing = [Part("other", "")]
            self.outline.pieces.append(
                Piece("syntax", section, nothing, table=self.number, row=row, name=EMPTY)
            )


def is_one(pieces: list[Piece]) -> bool:
    """Whether the pieces are those of an HTML table."""
    return any(piece.name == FRAME and piece.table >= 0 for piece in pieces)


def grown(pieces: list[Piece], place: int, source: str) -> list[Piece]:
    """The pieces of a table of columns with a row more, which holds a new entry of one section."""
    row = max(piece.row for piece in pieces)
    tags = [piece for piece in pieces if piece.row == row and piece.name == TAG]
    added = "".join(tag.raw + (source.strip() if tag.section == place else "") for tag in tags)
    at = next(at for at, piece in enumerate(pieces) if piece.name == FRAME)
    new = Piece("syntax", place, [Part("other", added)], table=pieces[at].table, row=row + 1)
    return [*pieces[:at], new, *pieces[at:]]
