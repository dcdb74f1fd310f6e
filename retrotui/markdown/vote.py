"""Which kind of retrospective a document is, and how sure that is.

All labels vote first, with the words of title and file name; roles are read within the kind that wins.
"""

from __future__ import annotations

import re
from collections import Counter

import msgspec

from retrotui import text
from retrotui.markdown import boundary, dates, table
from retrotui.markdown.boundary import Boundary
from retrotui.markdown.label import Labels, normalise
from retrotui.markdown.scan import TABLE, Line
from retrotui.model.kinds import KINDS

_TRIO = {"keep", "problem", "try"}
_METHODS = re.compile(r"(?<![a-z])(kpt|4l|5f|ywt|aar|kss|css)(?![a-z])")
_THRESHOLD = 3.0
"""Below this a document is a note."""


class Vote(msgspec.Struct, frozen=True):
    """The kind that won."""

    kind: str
    is_sure: bool
    why: str = ""
    """What spoke for it, in words."""


def vote(lines: list[Line], title: str, path: str, labels: Labels, topics: str = "") -> Vote:
    """The kind of a document. `title` is what its front matter says, `path` its file name with folders.

    `topics` are the words of its tags and categories.
    """
    heads = boundary.headings(lines, labels)
    weak = boundary.weak(lines, labels)
    cells = _cell_roles(lines, labels)
    first = heads[0].heading if heads and heads[0].level <= 2 else ""
    if heads and not title:
        title = first
    votes, seen = _role_votes(heads, weak, cells)
    _title_votes(votes, seen, title, f"{path} {topics}", first, labels)
    days = [
        head
        for head in heads
        if (found := dates.first(head.heading, 2000)) and found.start <= 4 and found.span.days == 1
    ]
    if len(days) >= 2:
        votes["daily"] += 1.5
    weeks = {boundary.week_number(head.heading) for head in heads} - {None}
    if len(weeks) >= 2:
        votes["study"] += 5
    elif weeks or boundary.week_number(title) is not None:
        is_sprint = "sprint" in text.fold(title) or "스프린트" in title
        votes["study"] += 2 if is_sprint or len(seen["kpt"] & _TRIO) == 3 else 6.5
    year = is_year_title(title, labels)
    if year:
        votes["year"] += 6
        votes["daily"] -= 2
    if _is_about(title, heads, labels, lines):
        return Vote("note", True, "it is about retrospectives")
    return _winner(votes)


def _winner(votes: Counter[str] | dict[str, float]) -> Vote:
    ranked = sorted(((score, kind) for kind, score in votes.items() if kind in KINDS), reverse=True)
    if not ranked or ranked[0][0] < _THRESHOLD:
        weak_sign = bool(ranked) and ranked[0][0] >= 2
        return Vote("note", not weak_sign, f"it may be a {ranked[0][1]}" if weak_sign else "")
    (best, kind), (second, other) = ranked[0], ranked[1] if len(ranked) > 1 else (0.0, "")
    if best - second < 1:
        return Vote(kind, False, f"it may be a {other} as well")
    return Vote(kind, best >= 4, "few signs of it")


def _cell_roles(lines: list[Line], labels: Labels) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    for number, line in enumerate(lines):
        if line.kind != TABLE:
            continue
        row = table.cells(line.text)
        is_head = number == 0 or lines[number - 1].kind != TABLE
        for cell in row if is_head else row[:1]:
            if roles := labels.candidates(cell.text):
                found.append(roles)
    return found


def _role_votes(
    heads: list[Boundary], weak: list[Boundary], cells: list[tuple[str, ...]]
) -> tuple[dict[str, float], dict[str, set[str]]]:
    """Each distinct role counts once: 2 for a kind that alone has it, 1 for one of several, less for weak labels."""
    votes: dict[str, float] = {kind: 0.0 for kind in KINDS if kind != "note"}
    strong = [head.roles for head in heads if head.roles] + (cells if len(set(cells)) > 1 else [])
    loose = [label.roles for label in weak]
    seen: dict[str, set[str]] = {kind: set() for kind in votes}
    for roles, weight in [(roles, 1.0) for roles in strong] + [(roles, 0.7) for roles in loose]:
        owners = [kind for kind in votes if set(roles) & set(KINDS[kind].roles)]
        for kind in owners:
            fresh = {role for role in roles if role in KINDS[kind].roles} - seen[kind]
            if fresh:
                seen[kind].add(next(role for role in roles if role in fresh))
                first = 0.5 if roles[0] in KINDS[kind].roles else 0.0
                votes[kind] += weight * ((2.0 if len(owners) == 1 else 1.0) + first)
    if len(seen["kpt"] & _TRIO) >= 2:
        votes["kpt"] += 1.5
    if len(seen["kpt"] & _TRIO) == 3 and _names_trio(heads, weak):
        votes["kpt"] += 3
    return votes, seen


def _names_trio(heads: list[Boundary], weak: list[Boundary]) -> bool:
    words = " ".join(normalise(label.heading) for label in [*heads, *weak])
    return all(word in words for word in ("keep", "problem", "try"))


def _title_votes(
    votes: dict[str, float], seen: dict[str, set[str]], title: str, path: str, first: str, labels: Labels
) -> None:
    folded = text.fold(title + " " + first)
    name = text.fold(path.replace("_", " ").replace("-", " "))
    for kind, words in labels.kinds.items():
        if kind not in votes:
            continue
        if any(_stands(word, folded) for word in words):
            # A document that is named after a method but has none of its sections is not an instance of it.
            bare = kind in ("kpt", "aar") and len(seen[kind]) < 2
            votes[kind] += 1 if bare else 1.5 if kind == "study" else 5 if kind == "aar" else 3
        elif any(_stands(word, name) for word in words):
            votes[kind] += 2
    if found := dates.first(title or path.rpartition("/")[2], 2000):
        one_day = found.precision == "day" and found.span.days == 1
        votes["daily" if one_day else "kpt"] += 1
    if re.search(r"retrospective|retro\b|회고|ふりかえり|振り返り", folded):
        votes["kpt"] += 1


def _stands(word: str, folded: str) -> bool:
    if word.isascii():
        return bool(re.search(rf"(?<![a-z]){re.escape(word)}(?![a-z])", folded))
    return word in folded


def is_year_title(title: str, labels: Labels) -> int | None:
    """The year that a title reviews (`2018 Retrospective`, `2020년 회고`, `2021年の振り返り`); None for other titles."""
    if boundary.week_number(title) is not None or dates.find(title):
        return None
    named = [year for year in dates.years(title) if 1990 <= year <= 2100]
    folded = text.fold(title)
    if re.search(
        r"\d\s*월|\d\s*月|quarter|\bq[1-4]\b|분기|四半期|weekly|monthly|sprint|주간|스프린트|상반기|하반기|上半期|下半期|스터디|study|kpt|aar",
        folded,
    ):
        return None
    if not named or not any(word in folded for word in labels.year):
        return None
    return named[0]


def _is_about(title: str, heads: list[Boundary], labels: Labels, lines: list[Line]) -> bool:
    """Whether a document explains a method of retrospectives instead of being one."""
    folded = text.fold(title)
    named = re.search(
        r"\bkpt\b|\baar\b|after action review|4ls|start.stop.continue|ywt|회고|retrospective|retro\b|ふりかえり|振り返り",
        folded,
    )
    explains = any(_stands(word, folded) for word in labels.about)
    asks = sum(
        any(_stands(word, text.fold(head.heading)) for word in labels.about) and not head.roles
        for head in heads
    )
    boxed = any(re.match(r"\s*[-*+]\s+\[[ xX]\]", line.text) for line in lines)
    plain_roles = {head.roles[0] for head in heads if head.roles}
    if boxed or dates.find(title):
        return False
    methods = {name for head in heads for name in _METHODS.findall(text.fold(head.heading))}
    if (named and explains) or len(methods) >= 2:
        return True
    return bool(named) and asks >= 3 and asks > len(plain_roles)
