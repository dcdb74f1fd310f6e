"""What a document's outline is made of: pieces of source in order, and the sections that they belong to.

The raw texts of all pieces, joined, are the document's body: nothing of the source is outside a piece.
"""

from __future__ import annotations

import msgspec

from retrotui import text
from retrotui.markdown.item_line import Fields, Part
from retrotui.markdown.meta import bare
from retrotui.markdown.scan import OPAQUE_OPEN, Line, indent_of
from retrotui.model.entry import Item, Week


class Piece(msgspec.Struct):
    """A run of source that plays one part."""

    kind: str
    """`head`, `item`, `group`, `prose`, `meta` (lines that state fields), `flow` (a table of levels that is prose as
    well), `levels` (one that the writer made), `gap` (blank lines, empty bullets) or `syntax` (a table's bars)."""
    section: int
    """Index of the section that it belongs to."""
    parts: list[Part]
    item: Item | None = None
    fields: Fields | None = None
    form: str = "line"
    """How an item is written: `line`, `cell`, `heading`, `paragraph` or `row` (of a table of tasks, whose other lines
    are of the form `header`)."""
    indent: int = 0
    """Columns before the lines of an item's body."""
    table: int = -1
    """Number of the table that the piece is part of; the pieces of a table make one block. Below -1 it numbers two
    sections whose items alternate, which make one block as well."""
    row: int = -1
    """Row of the table."""
    name: str = ""
    """Of a group."""

    @property
    def raw(self) -> str:
        """The piece's source."""
        return "".join(part.raw for part in self.parts)


class Draft(msgspec.Struct):
    """A section while it is read."""

    role: str
    heading: str = ""
    level: int = 0
    form: str = ""
    """How its head is written: `heading`, `bullet`, `bold`, `line`, `fence`, `row`, `column`; empty without one."""
    week: Week | None = None
    prose: str = ""
    flow: bool = False
    """Whether it holds a flow table."""
    indent: int = 0
    """Columns before the section's content, for a section that is a list item."""
    group: str = ""
    """The group of its items where no line of it names one: who answers a question that several people are asked."""

    @property
    def is_name(self) -> bool:
        """Whether it names somebody whose answers follow."""
        return self.role == "prose" and bool(self.group) and self.group == self.heading


class Outline(msgspec.Struct):
    """A document's body, read."""

    sections: list[Draft] = []
    pieces: list[Piece] = []
    flow: dict[str, str] = {}
    """Label to level, from flow tables."""
    is_given_up: bool = False
    """Whether the sections would not have held every line once, so that all is prose."""

    def add(self, draft: Draft) -> int:
        """Begin a section; gives its index."""
        self.sections.append(draft)
        return len(self.sections) - 1

    def add_prose(self) -> int:
        """Begin a section for prose that follows a table."""
        return self.add(Draft("prose"))

    def put(self, kind: str, section: int, raw: str, **fields: int | str) -> None:
        """Append a piece that is one run of source."""
        if raw:
            self.pieces.append(Piece(kind, section, [Part("other", raw)], **fields))  # type: ignore[arg-type]

    def by_section(self) -> list[list[Piece]]:
        """The pieces of each section."""
        grouped: list[list[Piece]] = [[] for _ in self.sections]
        for piece in self.pieces:
            grouped[piece.section].append(piece)
        return grouped

    def of(self, section: int) -> list[Piece]:
        """The pieces of a section."""
        return [piece for piece in self.pieces if piece.section == section]


def joined(lines: list[Line]) -> str:
    """The source of some lines."""
    return "".join(line.raw for line in lines)


def dedent(raw: str, most: int | None = None) -> tuple[str, int]:
    """Cleaned text without the indentation of its first line (at most `most` columns), and that indentation.

    Blank lines at both ends go; lines with less indentation lose what they have.
    """
    lines = text.clean(raw).split("\n")
    while lines and not lines[0].strip():
        lines.pop(0)
    while lines and not lines[-1].strip():
        lines.pop()
    if not lines:
        return "", 0
    margin = indent_of(lines[0])
    margin = margin if most is None else min(margin, most)
    return "\n".join(_cut(line, margin) for line in lines), margin


def _cut(line: str, columns: int) -> str:
    column = 0
    for position, character in enumerate(line):
        if column >= columns or character not in " \t\u3000":
            return " " * max(0, column - columns) + line[position:]
        column += indent_of(character) if character != "\t" else 4 - column % 4
    return ""


def prose_of(pieces: list[Piece], indent: int) -> str:
    """The prose of a section from its pieces: blank lines between paragraphs stay, items leave one blank line."""
    texts: list[str] = []
    run = gap = ""
    for piece in pieces:
        if piece.kind in ("prose", "flow"):
            if run and piece.raw.lstrip().startswith(OPAQUE_OPEN):
                texts.append(run)
                run = gap = ""
            run += (gap if run else "") + piece.raw
            gap = ""
        elif piece.kind == "gap":
            gap += piece.raw if not piece.raw.strip() else ""
        elif piece.kind in ("item", "group", "meta"):
            if run:
                texts.append(run)
            run = gap = ""
    texts.append(run)
    cleaned = (bare(_prose_text(run, indent)) for run in texts)
    return "\n\n".join(part for part in cleaned if part)


def _prose_text(run: str, indent: int) -> str:
    lines = [_cut(line, indent) if indent else line for line in text.clean(run).split("\n")]
    while lines and not lines[0].strip():
        lines.pop(0)
    while lines and not lines[-1].strip():
        lines.pop()
    return "\n".join(lines)
