"""Sections that are prose: only tables of roles make sections of them, and tables and lists of levels are read."""

from __future__ import annotations

from itertools import takewhile

from retrotui.markdown import flow_list, html_table, table, week_place
from retrotui.markdown.boundary import TRIO, plain
from retrotui.markdown.item_line import Rules
from retrotui.markdown.label import Labels
from retrotui.markdown.piece import Outline, joined
from retrotui.markdown.scan import BLANK, OPAQUE, TABLE, Line
from retrotui.markdown.unit import ITEM, PARAGRAPH, Unit


class Prose:
    """Reads the lines of prose into an outline."""

    def __init__(
        self, outline: Outline, lines: list[Line], labels: Labels, kind: str, year: int | None
    ) -> None:
        self.outline = outline
        self.lines = lines
        self.labels = labels
        self.kind = kind
        self.year = year
        self._tables = 0

    def read(self, section: int, units: list[Unit]) -> None:
        """Everything is prose, but for tables of roles, which make sections, and tables and lists of levels."""
        if self.kind != "note" and self.labels.is_flow(self.outline.sections[section].heading):
            units = self._levels(section, units)
        for block in units:
            if block.kind == TABLE:
                section = self.table(section, block)
            elif block.kind == BLANK:
                self.outline.put("gap", section, self._raw(block))
            elif block.kind == OPAQUE and (last := self._html_table(section, block)) is not None:
                section = last
            else:
                if self.outline.sections[section].form in ("row", "column"):
                    section = self.outline.add_prose()
                self.outline.put("prose", section, self._raw(block))

    def _levels(self, section: int, units: list[Unit]) -> list[Unit]:
        """Take the list of levels that a section of flow begins with; gives the units after it."""
        end = next(
            (n for n, unit in enumerate(units) if unit.kind not in (ITEM, PARAGRAPH, BLANK)), len(units)
        )
        while end and units[end - 1].kind == BLANK:
            end -= 1
        if not end:
            return units
        lines = self.lines[units[0].low : units[end - 1].high]
        if levels := flow_list.read(lines):
            self.outline.flow.update(levels)
            self.outline.sections[section].flow = True
            self.outline.put("flow", section, joined(lines))
            return units[end:]
        return units

    def _sums_up(self, shaped: table.Shape) -> bool:
        """Whether the table tells once more, in short, what sections of their own hold: Keep, Problem and Try."""
        roles = set(shaped.roles) - {"", "prose"}
        # Headings count with or without items, so that no edit of a section makes sections of the table.
        headed = {draft.role for draft in self.outline.sections if draft.form == "heading" and draft.level}
        return len(roles) >= 3 and roles <= headed

    def table(self, section: int, block: Unit) -> int:
        """Read a table; gives the index of the section that it ends in."""
        outline, lines = self.outline, self.lines
        if outline.sections[section].form in ("row", "column"):
            section = outline.add_prose()
        shaped = (
            table.shape(lines, block.low, block.high, self.kind, self.labels) if self.kind != "note" else None
        )
        is_board = shaped is not None and len(set(shaped.roles) & TRIO) >= 2
        if self.kind == "study" and not is_board and (rows := week_place.rows(lines, block.low, block.high)):
            self._tables += 1
            return week_place.read_rows(
                outline,
                lines,
                block.high - len(rows),
                rows,
                section,
                (block.low, self._tables),
                self.year,
                self._rules(section),
            )
        if shaped is None or self._sums_up(shaped):
            outline.put("prose", section, self._raw(block))
            return section
        self._tables += 1
        if shaped.form == "flow":
            outline.sections[section].flow = True
            outline.flow.update(table.read_flow(lines, block.low, block.high))
            outline.put("flow", section, self._raw(block))
            return section
        rules = self._rules(section)
        if shaped.form == "row":
            return table.read_rows(
                outline, lines, block.low, block.high, shaped, section, rules, self._tables
            )
        return table.read_columns(outline, lines, block.low, block.high, shaped, rules, self._tables)

    def _html_table(self, section: int, block: Unit) -> int | None:
        """Read an HTML table of roles; gives the last section's index, None for any other region."""
        lines = self.lines[block.low : block.high]
        if self.kind == "note" or not lines[0].text.lstrip().lower().startswith("<table"):
            return None
        last = html_table.read(self.outline, lines, self._rules(section), self._tables + 1)
        self._tables += last is not None
        return last

    def is_flow(self, block: Unit) -> bool:
        """Whether a table holds levels of flow."""
        shaped = table.shape(self.lines, block.low, block.high, self.kind, self.labels)
        return shaped is not None and shaped.form == "flow"

    def is_board(self, block: Unit) -> bool:
        """Whether a table's head names two roles of a KPT at least, and no headings hold them."""
        shaped = table.shape(self.lines, block.low, block.high, self.kind, self.labels)
        if shaped is None or shaped.form != "column" or self.kind != "kpt":
            return False
        headed = {draft.role for draft in self.outline.sections if draft.form == "heading" and draft.level}
        return len(set(shaped.roles) & TRIO) >= 2 and not set(shaped.roles) & TRIO & headed

    def opens_levels(self, units: list[Unit], number: int) -> bool:
        """Whether a line says flow and a list of levels follows."""
        block = units[number]
        if block.high != block.low + 1 or not self.labels.is_flow(plain(self.lines[block.low].text)):
            return False
        below = list(takewhile(lambda other: other.kind in (ITEM, BLANK), units[number + 1 :]))
        return bool(below) and bool(flow_list.read(self.lines[below[0].low : below[-1].high]))

    def levels_below(self, units: list[Unit], number: int) -> None:
        """Read a line that says flow, the list of levels below it and what follows, as a section of their own."""
        section = self.outline.add_prose()
        self.outline.put("prose", section, self._raw(units[number]))
        self.read(section, self._levels(section, units[number + 1 :]))

    def _rules(self, section: int) -> Rules:
        return Rules(self.labels, self.kind, self.outline.sections[section].role)

    def _raw(self, block: Unit) -> str:
        return joined(self.lines[block.low : block.high])
