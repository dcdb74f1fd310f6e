"""Where one file holds several entries: dated days, weeks, sets of Keep, Problem and Try, people."""

from __future__ import annotations

import itertools
import re
from collections import Counter

from retrotui import text
from retrotui.markdown import boundary, choice, day, standup
from retrotui.markdown.bare import normalise
from retrotui.markdown.boundary import Boundary, Signs
from retrotui.markdown.scan import Line

_TIMELINE = re.compile(r"timeline|chronolog|타임라인|연대기|경과|タイムライン|時系列|経緯|经过|时间线")
"""What holds the days of one event."""
_SETS = {
    "keep",
    "problem",
    "try",
    "did",
    "learned",
    "goal",
    "result",
    "lesson",
    "improvement",
    "unclear",
    "well",
}


def parts_of(lines: list[Line], kind: str, signs: Signs) -> list[tuple[int, int]]:
    """Line ranges of the entries of a body, in order and without a gap; one for an ordinary document.

    `signs` are the body's.
    """
    if kind in ("year", "note"):
        return [(0, len(lines))]
    heads, weak = signs
    starts = _by_sets(heads, weak, kind) if kind != "study" else []
    starts = starts or (_by_dates(heads, lines, kind) if kind != "study" else [])
    if len(starts) < 2:
        return [(0, len(lines))]
    edges = [0, *starts[1:], len(lines)]
    return list(itertools.pairwise(edges))


def _by_sets(heads: list[Boundary], weak: list[Boundary], kind: str) -> list[int]:
    """Headings below each of which stands a set of roles, the same as below the others."""
    if kind == "daily" and any(label.asked and standup.is_of_morning(label.heading) for label in weak):
        # What several people tell of one day is one entry.
        return []
    whole = choice.whole_sets(weak, kind, set())
    if whole or len({role for head in heads if (role := _role(head, kind))}) >= 2:
        # Below headings with roles, `Outcome: a success` is a detail, as when sections are chosen.
        weak = [label for label in weak if not label.inline or label.form in whole]
    for level in sorted({head.level for head in heads}):
        tops = [head for head in heads if head.level == level and not _role(head, kind)]
        tops = [head for head in tops if not day.is_hole(head.heading)]
        if len(tops) < 2:
            continue
        below = [_roles_below(tops, place, heads, weak, kind) for place in range(len(tops))]
        filled = [place for place, roles in enumerate(below) if len(roles) >= 2]
        repeated = Counter(role for place in filled for role in below[place])
        if len(filled) >= 2 and sum(count >= 2 for count in repeated.values()) >= 2:
            dated = [head for head in tops if day.is_dated(head.heading)]
            # Where the sets are days, a day that holds less is one as well.
            chosen = dated if all(tops[place] in dated for place in filled) else [tops[n] for n in filled]
            return [head.line for head in chosen]
    return []


def _role(head: Boundary, kind: str) -> str:
    role = boundary.resolve(head.roles, kind)
    return role if role != "prose" else ""


def _roles_below(
    tops: list[Boundary], place: int, heads: list[Boundary], weak: list[Boundary], kind: str
) -> set[str]:
    """The roles between a heading and the next one of its level or above.

    A role that only a part of the words tells is one of a set where the words come again: `What would I do differently
    in the code?` and `… in my work?` belong to one look back.
    """
    top = tops[place]
    end = next((head.line for head in heads if head.line > top.line and head.level <= top.level), 1 << 60)
    told = Counter(normalise(label.heading) for label in [*heads, *weak] if label.loose)
    once = [label for label in [*heads, *weak] if label.loose and told[normalise(label.heading)] == 1]
    inside = [other for other in [*heads, *weak] if top.line < other.line < end and other not in once]
    return {role for other in inside if (role := _role(other, kind)) in _SETS}


def _stands_beside(above: Boundary, heads: list[Boundary], kind: str) -> bool:
    """Whether a section has others with roles before it or at its level."""
    return any(
        _role(head, kind) and (head.line < above.line or head.level <= above.level)
        for head in heads
        if head is not above
    )


def _gather_days(weeks: list[Boundary], heads: list[Boundary]) -> bool:
    """Whether headings are weeks with their dates, below which a log has its days: `Week 2 (3/11 - 3/15)`."""
    if any(boundary.week_number(head.heading) is None for head in weeks if day.is_dated(head.heading)):
        return False
    inner = [head for head in heads if weeks and head.level > weeks[0].level]
    return sum(day.is_dated(head.heading) for head in inner) >= 3


def _by_dates(heads: list[Boundary], lines: list[Line], kind: str) -> list[int]:
    """Headings of one level that are dates, or lines that are nothing but a bold date."""
    for level in sorted({head.level for head in heads}):
        own = [head for head in heads if head.level == level]
        if kind == "daily" and _gather_days(own, heads):
            continue
        again = day.retitled([head.heading for head in own])
        dated = [head for head, same in zip(own, again, strict=True) if same or day.is_dated(head.heading)]
        if kind == "daily" and all(head in dated or day.bare(head.heading) for head in own):
            dated = own
        if len(dated) >= 2 and len(dated) >= 0.6 * sum(not _role(head, kind) for head in own):
            first = dated[0].line
            others = [
                head for head in heads if head.line < first and head.level >= level and _role(head, kind)
            ]
            parent = next(
                (head for head in reversed(heads) if head.line < first and head.level < level), None
            )
            if parent and _TIMELINE.search(text.fold(parent.heading)):
                return []
            if parent and _role(parent, kind) and _stands_beside(parent, heads, kind):
                # Days of `What we did` in a document that has other sections as well.
                return []
            # Aims above the days of a log are its preface.
            return [] if others and kind != "daily" else [head.line for head in dated]
    alone = day.day_lines(lines) or (day.begun_days(lines) if kind == "daily" else [])
    days = day.listed_days(lines)
    if kind == "daily" and len(days) >= 3 and not any(head.line > days[0] for head in heads):
        return days
    above = all(head.line < alone[0] for head in heads) if alone else False
    return alone if len(alone) >= 2 and above else []
