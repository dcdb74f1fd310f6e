"""What a heading means, told by those beside it and by a title that says that the whole text looks back.

In an article `Process improvements` may be anything; in a text that is called a retrospective it is what shall be done
better. Works on plain tuples, so that it knows nothing of lines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from retrotui import text
from retrotui.markdown.bare import normalise
from retrotui.markdown.label import Labels

_LOOK_BACK = re.compile(
    r"retrospe[ck]tive|(?<![a-z])retro(?![a-z])|post-?\s?mortem|after[ -]action|lessons? learn|reflection|"
    r"(?:weekly|status|progress|sprint|team) (?:report|update|review)|"
    r"(?:회고|돌아보기|반성|포스트 ?모[템텀]|(?:주간|업무) ?(?:업무 ?)?보고|ふりかえり|ふり返り|振り?返り|反省会|週報|週次報告|复盘|復盤|反思|周报|周報|周总结|工作总结)"
    r"(?:록|글|문|서|기록|会|メモ|シート|报告|总结)?(?!\s?[^\W\d_])"
)
"""Where words stand apart by no blanks, or the chief one last, nothing follows: `회고 작성` says how to write one."""
_IN_GENERAL = re.compile(
    r"retrospectives(?! for| of)|post-?\s?mortems|(?<![a-z])retros(?![a-z])|\bhow\b|\bwhy\b|\bwhat is\b|guide|template|とは|방법|기법|이란|是什么|如何"
)
_YEAR = re.compile(r"(?:19|20)\d\d\s*(?:년|年)?(?![\d\s]*[-./월月주週周])")
_MONTH = re.compile(
    r"(?<![a-z])(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)(?:uary|ruary|ch|il|ust|ember|tember|ober)?(?![a-z])"
)
"""`May 2023` is no year."""
_LONGEST = 60
_GOOD = frozenset({"keep", "well"})
_AHEAD = frozenset({"try", "improvement"})
_NAMED = frozenset({"keep", "problem", "try"})


class Head(NamedTuple):
    """A heading: its level, words and roles, and whether these are told by a part of its words only."""

    level: int
    words: str
    roles: tuple[str, ...]
    loose: bool = False


def looks_back(title: str, labels: Labels) -> bool:
    """Whether a title says that a text looks back on one thing; not on a year, whose parts are whatever they are called."""
    folded = text.fold(title)
    return (
        len(folded) <= _LONGEST
        and bool(_LOOK_BACK.search(folded))
        and not _IN_GENERAL.search(folded)
        and not labels.about.search(folded)
        and (not _YEAR.search(folded) or bool(_MONTH.search(folded)))
    )


def completed(heads: list[Head], labels: Labels) -> list[tuple[str, ...]]:
    """The roles of headings. Beside two that play roles, one that single words of it tell plays a role that none of
    them has; below a title that looks back each of the highest headings does, whatever stands beside it."""
    played: dict[int, set[str]] = {}
    for head in heads:
        played.setdefault(head.level, set()).update(set(head.roles[:1]) - {"prose"})
    taken = set().union(*played.values()) if played else set()
    open_level = _open_level(heads, labels)
    found: list[tuple[str, ...]] = []
    for head in heads:
        told: tuple[str, ...] = ()
        if not head.roles and head.level and len(played[head.level]) >= 2:
            told = labels.cued(head.words)
            told = told if not played[head.level] & set(told) else ()
        if not head.roles and not told and head.level == open_level:
            told = labels.hinted(head.words)
            told = told if not taken & set(told) else ()
        found.append(head.roles or told)
    places = [place for place, head in enumerate(heads) if open_level and head.level == open_level]
    if (middle := between([found[place] for place in places])) is not None:
        found[places[middle]] = ("problem",)
    return found


def between(labels: Sequence[tuple[str, ...]]) -> int | None:
    """The place of the one label, of a text that looks back, that stands between what went well and what to do; None for none.

    A retrospective that has both asks for what went wrong between them, whatever it calls that.
    """
    if any("problem" in roles for roles in labels):
        return None
    found = [
        place
        for place in range(1, len(labels) - 1)
        if not labels[place] and set(labels[place - 1][:1]) & _GOOD and set(labels[place + 1][:1]) & _AHEAD
    ]
    return found[0] if len(found) == 1 else None


def _open_level(heads: list[Head], labels: Labels) -> int:
    """The level of the sections of a text whose title looks back; 0 for any other text."""
    if len(heads) < 2 or any(head.level <= heads[0].level for head in heads[1:]):
        return 0
    if not looks_back(heads[0].words, labels):
        return 0
    named = [head.level for head in heads[1:] if set(head.roles) - {"prose"}]
    return min(named or [head.level for head in heads[1:]])


def alone(heads: list[Head]) -> list[bool]:
    """Whether each heading keeps its roles: one that only a part of its words tells adds nothing where Keep, Problem
    and Try all stand by their names."""
    named = {normalise(head.words) for head in heads if not head.loose}
    whole = all(any(name in words for words in named) for name in _NAMED)
    return [not (whole and head.loose and head.roles[:1] and head.roles[0] in _NAMED) for head in heads]
