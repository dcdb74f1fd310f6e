"""Whether the sub-headings of a section are its items or name groups of them: told by what stands right below them."""

from __future__ import annotations

import re
from itertools import pairwise

from retrotui.markdown.meta import ITEM_MARK
from retrotui.markdown.scan import BLANK, RULE, Line
from retrotui.markdown.unit import ITEM, SUB, Unit

_DESCRIPTION = re.compile(r"(?:\*\*|__)[^*_\n:：]{1,40}(?:[:：](?:\*\*|__)|(?:\*\*|__)[ \t]*[:：])[ \t]*\S")
_NUMBERED = re.compile(r"\d{1,2}[.)]\s*\S")
"""Numbered sub-headings are told one after the other: what is listed below them describes them."""


def are_items(units: list[Unit], lines: list[Line]) -> bool:
    """Whether prose rather than a list stands below the sub-headings, of which there are several.

    Half of them are enough: who writes a text below one and a list below the next has made both for the same, and a group
    that gathers nothing would be none.
    """
    filled = [block for block in units if block.kind != BLANK]
    firsts = []
    for block, below in pairwise(filled):
        if block.kind == SUB and below.kind != SUB:
            title, last = lines[block.low].title, lines[below.high - 1].text.rstrip()
            announced = last.endswith((":", "：")) and not _NUMBERED.match(title)
            firsts.append(title.endswith(ITEM_MARK) or (below.kind != ITEM and not announced))
    return len(firsts) >= 2 and sum(firsts) >= len(firsts) / 2


def are_described(units: list[Unit], lines: list[Line]) -> bool:
    """Whether the lists below most of the sub-headings describe them, so that all of these are items."""
    filled = [block for block in units if block.kind != BLANK]
    starts = [n for n, block in enumerate(filled) if block.kind == SUB]
    below = [filled[low + 1 : high] for low, high in pairwise([*starts, len(filled)])]
    listed = [own for own in below if any(block.kind == ITEM for block in own)]
    return bool(listed) and sum(_describes(own, lines) for own in listed) > len(listed) / 2


def _describes(below: list[Unit], lines: list[Line]) -> bool:
    """Whether the list below a heading describes it: `**Impact:** …`, `**Action:** …`."""
    items = [lines[other.low] for other in below if other.kind == ITEM]
    return (
        len(items) >= 2
        and all(other.kind in (ITEM, RULE) for other in below)
        and all(_DESCRIPTION.match(line.text[line.content :]) for line in items)
    )
