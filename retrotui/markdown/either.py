"""What a label means, told by the others of the document: one that is written for two things."""

from __future__ import annotations

import re
from collections.abc import Iterable

from retrotui.markdown.bare import normalise

_EITHER = frozenset({"problem", "try"})
_YESTERDAY = frozenset({"yesterday", "어제", "어제 한 일", "昨日", "昨日やったこと"})
_TODAY = frozenset({"today", "오늘", "오늘 할 일", "今日"})

_CAUSE = re.compile(
    r"원인|요인|이유|原因|要因|根因|理由|(?<![a-z])(?:causes?|why|factors?)(?![a-z])|^왜|なぜ|为什么|为何"
)
"""What a review asks for where it asks for no lessons: why things went otherwise than planned."""

_ISSUES = re.compile(r"(?<![a-z])issues(?! (?:this|of|for|in) )|이슈|(?<!の)課題|问题")
"""What a report calls either what it worked on or what got in its way."""


def settled(labels: Iterable[tuple[str, tuple[str, ...]]]) -> list[tuple[str, ...]]:
    """The roles of each label, given with its words.

    `To improve` beside `What went wrong` is to be tried, beside `Next steps` it is the problem. `Today` beside
    `Yesterday` is what somebody will do, as people tell each other in the morning. Causes are the lessons of a review
    that names none; beside `Lessons learned` they are part of what happened.
    """
    found = _troubled(list(labels))
    sure = [set(roles) for _, roles in found if not set(roles) >= _EITHER]
    problem, ahead = any("problem" in roles for roles in sure), any("try" in roles for roles in sure)
    spare = "" if problem == ahead else "problem" if problem else "try"
    causes = [roles[:1] == ("lesson",) and bool(_CAUSE.search(normalise(words))) for words, roles in found]
    taught = any("lesson" in roles and not cause for (_, roles), cause in zip(found, causes, strict=True))
    morning = any(normalise(words) in _YESTERDAY for words, _ in found)
    return [
        ()
        if taught and cause
        else ("try",)
        if morning and normalise(words) in _TODAY
        else tuple(role for role in roles if role != spare)
        if spare and set(roles) >= _EITHER
        else roles
        for (words, roles), cause in zip(found, causes, strict=True)
    ]


def _troubled(found: list[tuple[str, tuple[str, ...]]]) -> list[tuple[str, tuple[str, ...]]]:
    """The labels; issues beside what was done are what went wrong, not what was to be done, where nothing else is."""
    if any("problem" in roles for _, roles in found) or not any(roles[:1] == ("did",) for _, roles in found):
        return found
    return [
        (words, ("problem",) if roles[:1] == ("issue",) and _ISSUES.search(normalise(words)) else roles)
        for words, roles in found
    ]
