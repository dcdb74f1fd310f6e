"""Items that are plain text: a paragraph, a short line, a bold line with lines below it, a line that the writer marked."""

from __future__ import annotations

import re

from retrotui import text
from retrotui.markdown import meta
from retrotui.markdown.meta import ITEM_MARK
from retrotui.markdown.scan import BLANK, OPAQUE, OPAQUE_OPEN, Line
from retrotui.markdown.unit import ITEM, PARAGRAPH, Unit, is_bold

_PICTURE = re.compile(
    r"\s*(?:\[?!\[[^\]]*\]\([^)]*\)(?:\]\([^)]*\))?|<img\b[^>]*>|@\[\w+\]\([^)]*\)|!\[\[[^\]]+\]\]|<?https?://[^\s<>]+>?)(?:\{[^}]*\})?\s*"
)
_CAPTION = re.compile(r"\s*(?:\*[^*\s][^*]*\*|_[^_\s][^_]*_|<(?:em|i|figcaption|small)>.*)\s*")
_SHORT = 70
"""Cells of a line that may be an item of its own beside others in its paragraph."""


def is_marked(line: Line) -> bool:
    """Whether the writer noted that the line is an item."""
    return line.text.rstrip().endswith(ITEM_MARK)


def marked(units: list[Unit], lines: list[Line]) -> dict[int, int]:
    """Positions of marked lines, each with the number of units right below it that are its body."""
    found: dict[int, int] = {}
    for number, block in enumerate(units):
        if block.kind == PARAGRAPH and is_marked(lines[block.low]):
            found[number] = run(units, number + 1, (ITEM, OPAQUE))
    return found


def run(units: list[Unit], first: int, kinds: tuple[str, ...]) -> int:
    """How many units of the kinds follow one another from a place on."""
    number = first
    while number < len(units) and units[number].kind in kinds:
        number += 1
    return number - first


def below(units: list[Unit], number: int, lines: list[Line]) -> int:
    """How many of the units after a paragraph are its body, in a section without a list.

    A bold line alone takes the paragraphs up to the next one; any paragraph takes a text between the writer's markers.
    """
    block = units[number]
    if number + 1 < len(units) and is_fence(units[number + 1], lines):
        return 1
    if not is_bold(lines[block.low]):
        return 0
    last = number
    for place in range(number + 1, len(units)):
        other = units[place]
        if other.kind == PARAGRAPH and not is_bold(lines[other.low]):
            last = place
        elif other.kind != BLANK:
            break
    return last - number


def is_fence(block: Unit, lines: list[Line]) -> bool:
    """Whether a unit is a text between the writer's markers."""
    return block.kind == OPAQUE and lines[block.low].text.strip() == OPAQUE_OPEN


def pictured(lines: list[Line], low: int, high: int) -> int:
    """The line after the pictures, cards, addresses and captions that a paragraph begins with: they say nothing by themselves."""
    number = low
    while number < high and (
        _PICTURE.fullmatch(lines[number].text) or (number > low and _CAPTION.fullmatch(lines[number].text))
    ):
        number += 1
    return number


def spans(lines: list[Line], low: int, high: int) -> list[tuple[int, int]]:
    """The items of a paragraph: several short lines without a full stop are one each, else it is one item.

    A line that states a field belongs to the line above it.
    """
    if heads := _outlined(lines, low, high):
        return list(zip(heads, [*heads[1:], high], strict=True))
    starts = [n for n in range(low, high) if n == low or meta.field(lines[n].text) is None]
    ends = [lines[n].text.rstrip() for n in starts]
    # Of Korean sentences that all end without a full stop each has a line of its own.
    said = (".", "。") if all(end.endswith(("다", "요")) for end in ends) else (".", "다", "。", "요")
    short = len(starts) > 1 and all(
        text.cell_width(end.strip()) <= _SHORT and not end.endswith(said) for end in ends
    )
    if not short or is_bold(lines[low]) or is_marked(lines[low]):
        return [(low, high)]
    return list(zip(starts, [*starts[1:], high], strict=True))


def _outlined(lines: list[Line], low: int, high: int) -> list[int]:
    """The lines that others are indented below, such as people's names, where no sign marks any; else none."""
    margin = lines[low].indent
    heads = [n for n in range(low, high) if lines[n].indent <= margin]
    each = [b - a > 1 for a, b in zip(heads, [*heads[1:], high], strict=True)]
    deep = all(lines[n].indent >= margin + 2 for n in range(low, high) if n not in heads)
    is_outline = len(heads) >= 2 and all(each) and deep and all(lines[n].indent == margin for n in heads)
    return heads if is_outline and not is_bold(lines[low]) and not is_marked(lines[low]) else []


def is_lesson(units: list[Unit], lines: list[Line]) -> bool:
    """Whether a bullet's content is a text of its own rather than a list: it opens with prose and holds more than one list."""
    filled = [block for block in units if block.kind != BLANK and not is_fence(block, lines)]
    if not filled or filled[0].kind == ITEM or lines[filled[0].low].text.endswith("<!-- group -->"):
        return False
    rest = filled[1:] if filled[0].kind == PARAGRAPH else filled
    return not (rest and all(block.kind == ITEM for block in rest))
