"""What a label means, told by the others of the document: one that is written for two things, one that is none by itself."""

from __future__ import annotations

import re
from collections.abc import Iterable

from retrotui.markdown.bare import normalise
from retrotui.markdown.label import Labels

_EITHER = frozenset({"problem", "try"})
_AHEAD = frozenset({"try", "improvement"})
_FIVE_F = frozenset({"fact", "facts", "feeling", "feelings", "finding", "findings", "feedback"})
_FUTURE = frozenset({"future", "future action", "future actions"})
_YESTERDAY = frozenset({"yesterday", "어제", "어제 한 일", "昨日", "昨日やったこと"})
_TODAY = frozenset({"today", "오늘", "오늘 할 일", "今日"})

_THIS_TIME = re.compile(r"(?:this|the|last|past) (?:past )?(week|sprint|month|iteration|quarter)")
_NEXT_TIME = re.compile(r"(?:the )?(?:next|coming|upcoming) (week|sprint|month|iteration|quarter)")
_WHY = frozenset({"why"})
_ACTION = frozenset({"goal", "improvement"})

_CAUSE = re.compile(
    r"원인|요인|이유|原因|要因|根因|理由|(?<![a-z])(?:causes?|why|factors?)(?![a-z])|^왜|なぜ|为什么|为何"
)
"""What a review asks for where it asks for no lessons: why things went otherwise than planned."""


def settled(labels: Iterable[tuple[str, tuple[str, ...]]]) -> list[tuple[str, ...]]:
    """The roles of each label, given with its words.

    `To improve` beside `What went wrong` is to be tried, beside `Next steps` it is the problem. `Today` beside
    `Yesterday` is what somebody will do, as people tell each other in the morning. Causes are the lessons of a review
    that names none; beside `Lessons learned` they are part of what happened. The future is to be tried beside facts and feelings.
    `This week` beside `Next week` is what was done. A bare `Why` is asked of an action, or it is a heading of an article.
    """
    found = list(labels)
    sure = [set(roles) for _, roles in found if not set(roles) >= _EITHER]
    problem, ahead = any("problem" in roles for roles in sure), any(_AHEAD & roles for roles in sure)
    spare = frozenset[str]() if problem == ahead else frozenset({"problem"}) if problem else _AHEAD
    five = len({normalise(words) for words, _ in found} & _FIVE_F) >= 2
    causes = [roles[:1] == ("lesson",) and bool(_CAUSE.search(normalise(words))) for words, roles in found]
    taught = any("lesson" in roles and not cause for (_, roles), cause in zip(found, causes, strict=True))
    ahead_of = {match[1] for words, _ in found if (match := _NEXT_TIME.fullmatch(normalise(words)))}
    acted = any(_ACTION & set(roles) or "happen" in normalise(words) for words, roles in found)
    morning = any(normalise(words) in _YESTERDAY for words, _ in found)
    return [
        ()
        if (taught and cause) or (cause and not acted and normalise(words) in _WHY)
        else ("did",)
        if not roles and (match := _THIS_TIME.fullmatch(normalise(words))) and match[1] in ahead_of
        else ("try",)
        if (morning and normalise(words) in _TODAY) or (five and normalise(words) in _FUTURE)
        else tuple(role for role in roles if role not in spare)
        if spare and set(roles) >= _EITHER
        else roles
        for (words, roles), cause in zip(found, causes, strict=True)
    ]


def completed(headings: list[tuple[int, str, tuple[str, ...]]], labels: Labels) -> list[tuple[str, ...]]:
    """The roles of headings, given with level and words.

    Beside two that play roles, one that single words of it tell plays a role that none of them has.
    """
    played: dict[int, set[str]] = {}
    for level, _, roles in headings:
        played.setdefault(level, set()).update(set(roles[:1]) - {"prose"})
    found: list[tuple[str, ...]] = []
    for level, words, roles in headings:
        told = labels.cued(words) if not roles and level and len(played[level]) >= 2 else ()
        found.append(roles or (told if not played[level] & set(told) else ()))
    return found
