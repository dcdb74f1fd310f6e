"""Whether the sub-headings of a section are its items or name groups of them: told by what stands right below them."""

from __future__ import annotations

import re
from itertools import pairwise

from retrotui.markdown.bare import CJK
from retrotui.markdown.meta import ITEM_MARK
from retrotui.markdown.scan import BLANK, RULE, Line
from retrotui.markdown.unit import ITEM, SUB, Unit

_DESCRIPTION = re.compile(r"(?:\*\*|__)[^*_\n:：]{1,40}(?:[:：](?:\*\*|__)|(?:\*\*|__)[ \t]*[:：])[ \t]*\S")
_NUMBERED = re.compile(r"\d{1,2}[.)]\s*\S")
"""Numbered sub-headings are told one after the other: what is listed below them describes them."""

_SENTENCE = 6
"""Words of a sub-heading that says something in English; one less where words are longer."""
_UNSPACED = 14
"""Characters of one that is written without spaces."""


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


def say(units: list[Unit], lines: list[Line]) -> bool:
    """Whether most of the sub-headings, of which there are several, take a sentence to say the thing itself.

    A group is named in a few words; what is listed below a sentence is about it.
    """
    titles = [lines[block.low].title for block in units if block.kind == SUB]
    long = [title for title in titles if _is_said(title)]
    return len(titles) >= 2 and len(long) > len(titles) / 2


def _is_said(title: str) -> bool:
    words = len(title.split())
    if title.isascii():
        return words >= _SENTENCE
    return words >= _SENTENCE - 1 or (words <= 2 and len(title) >= _UNSPACED and bool(CJK.search(title)))


def opens(units: list[Unit]) -> int:
    """The place of the first of several sub-headings; 0 where there are no several."""
    places = [number for number, block in enumerate(units) if block.kind == SUB]
    return places[0] if len(places) >= 2 else 0


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
