"""What a label means, told by the others of the document: one that is written for two things, one that is none by itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from retrotui.markdown import method
from retrotui.markdown.bare import normalise
from retrotui.markdown.method import Methods

_EITHER = frozenset({"problem", "try"})
_LOOKS_BACK = frozenset({"did", "keep", "well"})
_AHEAD = frozenset({"try", "improvement"})
_YESTERDAY = frozenset({"yesterday", "yday", "yest", "어제", "어제 한 일", "昨日", "昨日やったこと"})
_TOPS, _TIPS = frozenset({"tops", "top"}), frozenset({"tips", "tip"})
_TODAY = frozenset({"today", "오늘", "오늘 할 일", "今日"})

_THIS_TIME = re.compile(r"(?:this|the|last|past) (?:past )?(week|sprint|month|iteration|quarter)")
_NEXT_TIME = re.compile(r"(?:the )?(?:next|coming|upcoming) (week|sprint|month|iteration|quarter)")
_MONTH = "january|february|march|april|may|june|july|august|september|october|november|december"
_MONTHLY = re.compile(
    rf"(?:my |our )?(?:focus|plans?|goals?|intentions?|priorities|aims|targets|hopes) (?:for|in) ({_MONTH})"
)
_NAMED_MONTH = re.compile(rf"(?<![a-z])({_MONTH})(?![a-z])")
_WHY = frozenset({"why"})
_PLAN = frozenset({"plan", "plans", "planning", "the plan", "계획", "計画", "予定", "计划"})
_ACTION = frozenset({"goal", "improvement"})

_CAUSE = re.compile(
    r"원인|요인|이유|原因|要因|根因|理由|(?<![a-z])(?:causes?|why|factors?)(?![a-z])|^왜|なぜ|为什么|为何"
)
"""What a review asks for where it asks for no lessons: why things went otherwise than planned."""

_ISSUES = re.compile(r"(?<![a-z])issues(?![a-z])|이슈|イシュー|課題|问题")
"""What a report calls either what it worked on or what got in its way."""
_OF_TIME = re.compile(
    r"week|sprint|month|today|주(?:의)? ?이슈|이번|지난|금주|스프린트|今週|先週|今日|今月|スプリント|本周|上周|今天|本月"
)
"""The issues of a week are what it worked on."""


class _Beside(NamedTuple):
    """What the labels of a document say together."""

    spare: frozenset[str]
    """Of what is written for two things, the roles that other labels play."""
    taught: bool
    """Whether lessons are named."""
    acted: bool
    """Whether it is asked what was to happen, or happened."""
    morning: bool
    praised: bool
    """Whether people tell each other what is good of them."""
    ahead_of: frozenset[str]
    """The lengths of time of which the next one is named: `week`."""
    months: frozenset[str]
    """The months that labels name without planning them."""


def settled(labels: Iterable[tuple[str, tuple[str, ...]]], methods: Methods) -> list[tuple[str, ...]]:
    """The roles of each label, given with its words; those of a named method play what the method says.

    `To improve` beside `What went wrong` is to be tried, beside `Next steps` it is the problem. `Today` beside
    `Yesterday` is what somebody will do, as people tell each other in the morning. Causes are the lessons of a review
    that names none; beside `Lessons learned` they are part of what happened.
    `This week` beside `Next week` is what was done. A bare `Why` is asked of an action, or it is a heading of an article.
    `Focus for April` below `March 2022` is ahead. `Plan` above what was done is what was to be done.
    """
    given = list(labels)
    named = method.roles([words for words, _ in given], methods)
    told = [(normalise(words), named.get(place, roles)) for place, (words, roles) in enumerate(given)]
    found = _planned(_troubled(told))
    if not any(roles for _, roles in found):
        return [roles for _, roles in found]
    beside = _beside(found)
    return [_meant(words, roles, beside) for words, roles in found]


def _beside(found: list[tuple[str, tuple[str, ...]]]) -> _Beside:
    sure = [set(roles) for _, roles in found if not set(roles) >= _EITHER]
    problem, ahead = any("problem" in roles for roles in sure), any(_AHEAD & roles for roles in sure)
    words = {each for each, _ in found}
    return _Beside(
        frozenset() if problem == ahead else frozenset({"problem"}) if problem else _AHEAD,
        any("lesson" in roles and not _is_cause(each, roles) for each, roles in found),
        any(_ACTION & set(roles) or "happen" in each for each, roles in found),
        bool(words & _YESTERDAY),
        bool(words & _TOPS),
        frozenset(match[1] for each in words if (match := _NEXT_TIME.fullmatch(each))),
        frozenset(
            month for each in words if not _MONTHLY.fullmatch(each) for month in _NAMED_MONTH.findall(each)
        ),
    )


def _is_cause(words: str, roles: tuple[str, ...]) -> bool:
    return roles[:1] == ("lesson",) and bool(_CAUSE.search(words))


def _meant(words: str, roles: tuple[str, ...], beside: _Beside) -> tuple[str, ...]:
    """The roles of a normalised label beside the others."""
    if _is_cause(words, roles) and (beside.taught or (words in _WHY and not beside.acted)):
        return ()
    if not roles and (match := _THIS_TIME.fullmatch(words)) and match[1] in beside.ahead_of:
        return ("did",)
    planned = _MONTHLY.fullmatch(words) if beside.months else None
    if planned and planned[1] not in beside.months:
        return ("try",)
    if beside.morning and words in _TODAY:
        return ("try",)
    if beside.praised and words in _TIPS:
        return ("try", "improvement")
    return tuple(role for role in roles if role not in beside.spare) if set(roles) >= _EITHER else roles


def _troubled(found: list[tuple[str, tuple[str, ...]]]) -> list[tuple[str, tuple[str, ...]]]:
    """The labels; issues beside what was done or went well are what went wrong, not what was to be done, where nothing else is."""
    played = {roles[0] for _, roles in found if roles}
    if any("problem" in roles for _, roles in found) or not played & _LOOKS_BACK:
        return found
    return [(words, ("problem",) if _are_troubles(words, roles) else roles) for words, roles in found]


def _planned(found: list[tuple[str, tuple[str, ...]]]) -> list[tuple[str, tuple[str, ...]]]:
    """The labels; a plan that stands before what looks back on it is not the next one."""
    looks = [place for place, (_, roles) in enumerate(found) if _LOOKS_BACK & set(roles[:1])]
    return [
        (words, ("issue", "goal", "try"))
        if words in _PLAN and roles[:1] == ("try",) and looks and place < looks[0]
        else (words, roles)
        for place, (words, roles) in enumerate(found)
    ]


def _are_troubles(words: str, roles: tuple[str, ...]) -> bool:
    return roles[:1] == ("issue",) and bool(_ISSUES.search(words)) and not _OF_TIME.search(words)
