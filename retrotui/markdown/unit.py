"""The blocks of a section's content: list items with all that is nested in them, paragraphs, tables, quotes.

Lists are what their authors see: any bullet at any indentation, a lazy continuation, a paragraph after a blank line
when it is indented.
"""

from __future__ import annotations

import re

import msgspec

from retrotui.markdown.scan import (
    BLANK,
    BULLETED,
    HEADING,
    HTML,
    OPAQUE,
    QUOTE,
    RULE,
    TABLE,
    TEXT,
    Line,
    tight_bullet,
)

ITEM, PARAGRAPH, SUB, OTHER = "item", "paragraph", "sub", "other"
_BOLD_LINE = re.compile(r"[ \t]*(?:\*\*|__)[^*_]+(?:\*\*|__)[ \t]*[:：]?[ \t]*$")
_SILENT = re.compile(r"(?:\*\*|__)?(?:(?:A|Answer|답|답변|答|回答)\s*[:：]?(?:\*\*|__)?\s*[:：])?")
"""Nothing, or what says that an answer follows."""
_NUMBER = re.compile(r"[ \t]*\d{1,3}[.)]")
_CLOSING_TAG = re.compile(r"[ \t]*</\w+>[ \t]*$")


class Unit(msgspec.Struct):
    """A block of lines from `low` up to `high`."""

    kind: str
    """`item`, `paragraph`, `sub` (a heading inside the section), `blank`, `table`, `quote`, `html`, `rule` or `opaque`."""
    low: int
    high: int


def is_bold(line: Line) -> bool:
    """Whether the line is nothing but bold text."""
    return bool(_BOLD_LINE.match(line.text))


def depths(lines: list[Line]) -> dict[int, int]:
    """How deep each list item stands, for lists of one document may be indented by different widths."""
    found: dict[int, int] = {}
    above: list[int] = []
    for number, line in enumerate(lines):
        if line.kind == BULLETED and line.region < 0:
            while above and line.indent < above[-1] + 2:
                above.pop()
            found[number] = len(above)
            above.append(line.indent)
        elif line.kind == HEADING or (line.kind == TEXT and not line.indent and number not in found):
            above = above if line.kind == TEXT and number and lines[number - 1].kind != BLANK else []
    return found


def split(lines: list[Line], low: int, high: int, *, tight: bool = False) -> list[Unit]:
    """The blocks of some lines, in order and without a gap. With `tight`, `-text` is a list item too."""
    units: list[Unit] = []
    margin: int | None = None
    number = low
    while number < high:
        line = lines[number]
        if line.kind == BLANK:
            unit = Unit(BLANK, number, number + 1)
        elif line.region >= 0:
            unit = Unit(
                OPAQUE,
                number,
                _while(lines, number, high, lambda other, region=line.region: other.region == region),
            )
        elif line.kind == BULLETED or (tight and tight_bullet(line)):
            margin = line.indent if margin is None else min(margin, line.indent)
            unit = Unit(ITEM, number, _item_end(lines, number, high, tight))
        elif line.kind == HEADING:
            unit = Unit(SUB, number, number + (2 if number + 1 < high and lines[number + 1].under else 1))
        elif line.kind in (TABLE, QUOTE):
            unit = Unit(
                line.kind,
                number,
                _while(lines, number, high, lambda other, kind=line.kind: other.kind == kind),
            )
        elif line.kind == HTML:
            unit = Unit(HTML, number, number + 1)
        elif line.kind == RULE:
            unit = Unit(RULE, number, number + 1)
        else:
            unit = Unit(
                PARAGRAPH,
                number,
                _while(
                    lines,
                    number,
                    high,
                    lambda other: (
                        other.kind == TEXT and not (tight and tight_bullet(other)) and other.region < 0
                    ),
                ),
            )
        units.append(unit)
        number = unit.high
    return units


def _while(lines: list[Line], low: int, high: int, holds: object) -> int:
    number = low + 1
    while number < high and holds(lines[number]):  # type: ignore[operator]
        number += 1
    return number


def _gathers(lines: list[Line], low: int, high: int) -> bool:
    """Whether a list item is a bullet with no words and a list right below it: its entries are the items."""
    line = lines[low]
    if line.kind != BULLETED or not _SILENT.fullmatch(line.text[line.content :].strip()) or low + 1 >= high:
        return False
    below = lines[low + 1]
    return below.kind == BULLETED and below.indent > line.indent + 1 and below.region < 0


def is_numbered(line: Line) -> bool:
    """Whether a list item is counted: `1.`, `2)`."""
    return line.kind == BULLETED and bool(_NUMBER.match(line.text))


def is_dashed(lines: list[Line], number: int) -> bool:
    """Whether a list item has a bullet and stands below another list item, with no blank line between."""
    return (
        lines[number].kind == BULLETED and not is_numbered(lines[number]) and lines[number - 1].kind != BLANK
    )


def _item_end(lines: list[Line], low: int, high: int, tight: bool) -> int:
    """The line after a list item and everything nested in it, blank lines at its end not included."""
    margin = lines[low].indent
    if _gathers(lines, low, high):
        return low + 1
    last = low
    number = low + 1
    # Dashes right below a number are about it, however far in they stand.
    counted = is_numbered(lines[low])
    while number < high:
        line = lines[number]
        if line.kind == BLANK:
            number += 1
            counted = False
            continue
        adjacent = number == last + 1
        if line.region >= 0 and lines[number - 1].region == line.region:
            pass
        elif line.kind == BULLETED or (tight and tight_bullet(line)):
            if line.indent <= margin + 1 and not (counted and is_dashed(lines, number)):
                break
            counted = counted and (line.indent > margin + 1 or adjacent)
        elif line.indent >= margin + 2:
            pass
        elif (
            not (adjacent and line.kind in (TEXT, OPAQUE, HTML) and line.region < 0)
            or is_bold(line)
            or _CLOSING_TAG.match(line.text)
        ):
            break
        last = number
        number += 1
    return last + 1
