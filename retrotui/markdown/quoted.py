"""Lists inside a quote: where their items stand, and what the lines below them say without the quote's sign."""

from __future__ import annotations

import re

from retrotui.markdown.scan import QUOTE, QUOTE_SIGN, Line, indent_of
from retrotui.text import lines_with_ends

_BULLET = re.compile(r"(?P<pad>[ \t]*)(?:[-*+]|\d{1,2}[.)])[ \t]+(?=\S)")

_CALLOUT = re.compile(r"[ \t]*>[ \t]?\[![\w-]{1,30}\][+-]?[ \t]+(?P<title>\S.{0,80})$")
"""`> [!success] What went well`, as note-takers set a block apart."""


def callout(line: str) -> str:
    """The title of a quote that is a block of its own sort, else empty."""
    match = _CALLOUT.match(line.rstrip()) if "[!" in line else None
    return match["title"] if match else ""


def starts(lines: list[Line], low: int, high: int) -> list[int]:
    """The lines of a quote that begin an item: its bullets that are not nested below another."""
    found = {n: width for n in range(low, high) if (width := _margin(lines[n].text)) is not None}
    least = min(found.values(), default=0)
    return [number for number, width in found.items() if width <= least + 1]


def _margin(line: str) -> int | None:
    """Columns before a quoted bullet."""
    sign = QUOTE_SIGN.match(line)
    match = _BULLET.match(line, sign.end()) if sign else None
    return indent_of(match["pad"]) if match else None


def is_alone(lines: list[Line], number: int) -> bool:
    """Whether a quoted line has none right above or below it and holds no list."""
    around = (lines[n].kind for n in (number - 1, number + 1) if 0 <= n < len(lines))
    return QUOTE not in around and _margin(lines[number].text) is None


def lead(line: str) -> str:
    """The sign and bullet that an item's line begins with."""
    sign = QUOTE_SIGN.match(line)
    match = _BULLET.match(line, sign.end()) if sign else None
    return line[: match.end()] if match else ""


def unquoted(raw: str) -> str:
    """Quoted lines without the quote's sign."""
    return "".join(_bare(line) for line in lines_with_ends(raw))


def _bare(line: str) -> str:
    sign = QUOTE_SIGN.match(line)
    return line[sign.end() :] if sign else line
