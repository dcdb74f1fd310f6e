"""Where the section of a label that is no heading ends: what stands below it may belong to nothing."""

from __future__ import annotations

import re

from retrotui.markdown import unit
from retrotui.markdown.boundary import Boundary
from retrotui.markdown.scan import BLANK, BULLETED, TEXT, Line

_LED = re.compile(r"(?:\*\*|__)(?=\S)[^*_\n]{1,60}(?:\*\*|__)")
"""A line that begins in bold."""


def of(lines: list[Line], head: Boundary, low: int, end: int, *, is_last: bool) -> int:
    """The line before which a section ends whose content begins at `low`; `end` where the next one begins.

    `is_last` tells that no label of its list follows.
    """
    if head.form == "bullet":
        return _end_of_list(lines, head, end) if is_last else _outdented(lines, head, end)
    if head.form == "line":
        return _next_name(lines, head, end)
    if head.form == "bold" and head.inline:
        # `**Link:** …` below `**Progress:** …` is none of it, whether its words are known or not.
        below = range(low, end)
        return next((n for n in below if lines[n].kind == TEXT and _LED.match(lines[n].text)), end)
    return end


def continued(lines: list[Line], head: Boundary, end: int) -> int:
    """Where what follows a label begins: behind the lines that go on with the text on its own line.

    They stand further in than the label, but for the paragraph that a question begins.
    """
    number = head.end
    margin = lines[head.line].indent
    asks = lines[head.line].text[: head.inline].rstrip().endswith(("?", "？"))
    while (
        head.inline
        and head.form == "line"
        and number < end
        and lines[number].kind == TEXT
        and (lines[number].indent > margin or asks)
    ):
        number += 1
    return number


def _end_of_list(lines: list[Line], head: Boundary, end: int) -> int:
    """Where the last label's list item ends: before an unindented paragraph that follows a blank line.

    A list of dashes at the margin below a number is the label's, also behind a blank line.
    """
    number = unit._item_end(lines, head.line, end, False)
    if not unit.is_numbered(lines[head.line]):
        return number
    margin = lines[head.line].indent
    while True:
        below = next((n for n in range(number, end) if lines[n].kind != BLANK), end)
        if below == end or lines[below].kind != BULLETED or lines[below].indent != margin:
            return number
        if unit.is_numbered(lines[below]):
            return number
        number = unit._item_end(lines, below, end, False)


def _next_name(lines: list[Line], head: Boundary, end: int) -> int:
    """Where a plain label's section ends: before a bold line with further plain labels below it, `From last week:`.

    Also before a line that is written as the label is, right above a list of its own: what it calls plays no role.
    """
    for number in range(head.end, end):
        if not head.inline and _is_alike(lines, head.line, number):
            return number
        if unit.is_bold(lines[number]) and lines[number].kind == TEXT and lines[number - 1].kind == BLANK:
            below = next((line for line in lines[number + 1 : end] if line.kind != BLANK), None)
            if below and below.kind == TEXT and below.text.rstrip().endswith((":", "：")):
                return number
    return end


def _is_alike(lines: list[Line], label: int, number: int) -> bool:
    """Whether a line stands above a list as a label does: as far in, as punctuated, hardly longer."""
    one, other = lines[label], lines[number]
    if other.kind != TEXT or other.indent != one.indent or lines[number - 1].kind != BLANK:
        return False
    words, like = other.text.strip(), one.text.strip()
    return (
        len(words) <= max(16, 2 * len(like))
        and words[-1:].isalnum() == like[-1:].isalnum()
        and words[-1:] not in ".。!?…"
        and all(at + 1 < len(lines) and lines[at + 1].kind == BULLETED for at in (label, number))
    )


def _outdented(lines: list[Line], head: Boundary, end: int) -> int:
    """Where a label's list ends: at the first bullet further out, at a bold line of its own, as are people's names, or
    for a nested label at a paragraph that is not."""
    margin = lines[head.line].indent
    below = next((line for line in lines[head.end : end] if line.kind != BLANK), None)
    # Where the entries are nested, the next bullet beside the label is none of them.
    nested = below is not None and below.kind == BULLETED and below.indent >= margin + 2
    return next(
        (
            n
            for n in range(head.end, end)
            if (lines[n].kind == BULLETED and lines[n].indent < margin + nested)
            or (
                lines[n].kind == TEXT
                and lines[n - 1].kind == BLANK
                and (unit.is_bold(lines[n]) if lines[n].indent == margin else lines[n].indent < margin)
            )
        ),
        end,
    )
