"""Lines that are written as labels are and so call sections as well: numbered in bold, or behind the same sign.

`**1. Goals**`, `**2. 遇到的困难**`, `**3. …**`: who numbers lines in bold and puts lists below them has written headings.
A few of them are known labels; the others are told by those, or end the section above.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from retrotui.markdown.bare import normalise
from retrotui.markdown.label import Labels
from retrotui.markdown.scan import BLANK, BULLETED, HEADING, TEXT, Line

_MARKED = re.compile(
    r"(?P<bold>\*\*|__)\s*(?:(?P<number>\d{1,2})\s*[.)、．:：]|\((?P<inner>\d{1,2})\))\s*(?P<label>[^*_\n]{1,60}?)\s*(?P=bold)\s*[:：]?\s*$|"
    r"(?P<cjk>[一二三四五六七八九十])\s*[、.．]\s*(?P<words>[^\n]{1,40}?)\s*$|"
    r"(?P<sign>[■□◆◇●○◎▶▷★☆※▼▣◈])\s*(?P<said>[^\n]{1,40}?)\s*$"
)
_CJK = "一二三四五六七八九十"


_LINES = {
    "bold": re.compile(r"(?:\*\*|__)(?P<label>[^*_\n]{2,60})(?:\*\*|__)\s*[:：]?\s*$"),
    "line": re.compile(r"(?P<label>[^\n*_|>]{2,40})[:：]\s*$"),
    "bullet": re.compile(
        r"(?:[-*+]|\d{1,2}[.)])\s+(?:\*\*|__)?(?P<label>[^\n]{2,60}?)(?:\*\*|__)?\s*[:：]?\s*$"
    ),
}


class Alike(NamedTuple):
    """A line that calls a section, its words, and the roles that they may play."""

    line: int
    words: str
    roles: tuple[str, ...]
    loose: bool


def labels_of(lines: list[Line], labels: Labels) -> list[Alike]:
    """The labels of a text without headings that play roles, which are marked alike; each of them or none."""
    runs: dict[str, list[tuple[int, int, str]]] = {}
    for number, line in enumerate(lines):
        match = (
            _MARKED.match(line.text) if line.kind == TEXT and not line.indent and line.region < 0 else None
        )
        if not match or (number and lines[number - 1].kind == TEXT):
            continue
        counted = match["number"] or match["inner"]
        at = int(counted) if counted else _CJK.index(match["cjk"]) + 1 if match["cjk"] else 0
        mark = match["sign"] or ("cjk" if match["cjk"] else "number")
        words = match["label"] or match["words"] or match["said"]
        runs.setdefault(mark, []).append((number, at, words))
    for mark, run in runs.items():
        is_counted = mark in ("cjk", "number")
        if is_counted and [at for _, at, _ in run] != [*range(1, len(run) + 1)]:
            continue
        if found := _told(lines, run, labels, 1 if is_counted and len(run) >= 3 else 2):
            return found
    return []


def _told(lines: list[Line], run: list[tuple[int, int, str]], labels: Labels, least: int) -> list[Alike]:
    """The labels of a run in which roles are played by `least` of them, each with something below it."""
    exact = [labels.candidates(words) for _, _, words in run]
    roles = [own or labels.loose_candidates(words) for own, (_, _, words) in zip(exact, run, strict=True)]
    played = [own[0] for own in roles if own and own[0] != "prose"]
    if len(set(played)) < least or not any(_holds(lines, number) for number, _, _ in run):
        return []
    hinted = [own or labels.hinted(words) for own, (_, _, words) in zip(roles, run, strict=True)]
    return [
        Alike(
            number,
            lines[number].text.strip(),
            own if own and (told or own[0] not in played) else ("prose",),
            not sure,
        )
        for (number, _, _), sure, told, own in zip(run, exact, roles, hinted, strict=True)
    ]


def _holds(lines: list[Line], number: int) -> bool:
    """Whether something stands below a line that is no heading and no further line of its kind."""
    below = next((line for line in lines[number + 1 :] if line.kind != BLANK), None)
    return (
        below is not None
        and below.kind != HEADING
        and not _MARKED.match(below.text)
        and bool(normalise(below.text))
    )


def beside(lines: list[Line], form: str, known: dict[int, tuple[str, ...]], labels: Labels) -> list[Alike]:
    """Lines of the form that stand beside known labels, each above a list or a text, and hint at what none of these asks.

    `known` are the roles by line. Two labels at least must be known, so that a bold line is no group of items.
    """
    played = {roles[0] for roles in known.values() if roles} - {"prose"}
    if len(played) < 2:
        return []
    first = lines[min(known)]
    found: list[Alike] = []
    for number in range(min(known) + 1, len(lines)):
        line = lines[number]
        if number in known or line.indent != first.indent or line.kind != first.kind or line.region >= 0:
            continue
        match = _LINES[form].match(line.text.strip())
        if not match or not _stands_apart(lines, number, form):
            continue
        roles = labels.hinted(match["label"])
        if roles and not played & set(roles):
            found.append(Alike(number, match["label"], roles, loose=True))
            played |= set(roles)
    return found


def _stands_apart(lines: list[Line], number: int, form: str) -> bool:
    """Whether a line has nothing right above it, and what it calls below it: below a bold line that may have gone."""
    below = next((line for line in lines[number + 1 : number + 3] if line.kind != BLANK), None)
    if form == "bullet":
        return below is not None and below.kind == BULLETED and below.indent >= lines[number].indent + 2
    apart = lines[number - 1].kind != TEXT
    return apart and (form == "bold" or below is None or below.kind == BULLETED)
