"""What a heading is about that is no label: of a text of which we know already that it looks back.

`Summary of process improvements`, `상황 및 문제 정의`: a label is one of its words, and nothing else says what it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import chain

from retrotui.markdown.bare import CJK, HANGUL, compact, simplified, without_gloss
from retrotui.markdown.cue import Cues

_OFTEN = frozenset({"measures", "measure", "ideas", "notes", "worked", "working"})
"""Labels that say too much else as words of a heading: `Process measures`."""
_WORDS = 7
"""Words of a heading; a longer one is a sentence."""
_LEAST = 2
"""Weight of the cues that tell a heading here."""
_SAID = re.compile(r"[.!。！]$|[가-힣](?:다|음|요)$|(?:です|ます|した|いる|だ)$")
"""A heading that says something is what its author has to say, and calls no section."""
_NOISE = re.compile(
    r"(?:的)?(?:概述|概要|总结|小结|回顾|情况|汇总|说明|梳理|分析|の?(?:まとめ|整理|一覧|共有|概要|振り返り))$"
)
"""What says no more than that something is told."""
_ABOUT = frozenset({"keep", "well", "problem", "try", "improvement", "learned", "lesson", "goal", "issue"})


def roles(label: str, known: Mapping[str, tuple[str, ...]], near: Iterable[Cues]) -> tuple[str, ...]:
    """The roles of a heading by its cues, or by the label that one of its words is; the last such word counts."""
    bare = without_gloss(label)
    if _SAID.search(label.strip()):
        return ()
    cues = list(near)
    if len(bare.split()) > _WORDS or any(each.never.search(bare) for each in cues):
        return ()
    told = (each.told(bare, is_sibling=True, least=_LEAST, is_open=True) for each in cues)
    return next((found for found in chain(told, _within(bare, known)) if found), ())


def _within(bare: str, known: Mapping[str, tuple[str, ...]]) -> Iterable[tuple[str, ...]]:
    words = bare.split()
    if not bare.isascii() and not HANGUL.search(bare) and CJK.search(bare):
        whole = _NOISE.sub("", simplified(bare))
        words = [whole[:n] for n in range(2, len(whole))] + [whole[n:] for n in range(len(whole) - 2, -1, -1)]
    for word in reversed(words):
        found = known.get(compact(word), ())
        if (
            len(word) >= 2
            and found
            and found[0] in _ABOUT
            and not (word.isascii() and (len(word) < 5 or word in _OFTEN))
        ):
            yield found
