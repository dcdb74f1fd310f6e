"""Stand-ups told person by person: list items that name somebody, and the same questions below each of them.

Knows lists and labels, and nothing of how sections are made of what it finds.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter
from itertools import pairwise
from typing import NamedTuple

from retrotui import text
from retrotui.markdown import unit
from retrotui.markdown.bare import normalise
from retrotui.markdown.label import Labels
from retrotui.markdown.scan import BLANK, HEADING, TEXT, Line

_SAID = re.compile(
    r"(?P<label>[^:：?？\n]{1,100}(?:[:：](?:\*\*|__)?|[?？](?:\*\*|__)?|(?:\*\*|__)[:：]))[ \t]*(?P<rest>\S.*)$"
)
"""A question, or a label with a colon, with its answer on the same line."""
_BOLD_NAME = re.compile(
    r"(?:\*\*|__)(?P<name>[^*_\n]{1,60})(?:\*\*|__)[:：]?|(?=@)(?P<at>@[\w.-]{1,40})[:：]?"
)
_ROLES = frozenset({"did", "keep", "problem", "try", "learned", "unclear", "well"})
_MORNING = re.compile(r"yesterday|since (?:the )?last|어제|昨日|前回")
"""What people are asked on the morning after."""
_NAME = 60
"""Characters of a name at most, with what somebody does."""


class Asked(NamedTuple):
    """A list item that names somebody, or that asks them something."""

    line: int
    end: int
    """The line after all that is nested in it."""
    words: str
    roles: tuple[str, ...]
    """Those of the answers; `prose` for a name, and for a question that no role answers."""
    person: str = ""
    """Who answers; empty for the name itself."""
    inline: int = 0
    """Where the answer begins on the question's own line, if it does."""
    loose: bool = False


def asked(lines: list[Line], labels: Labels, played: list[int], free: list[int]) -> list[Asked]:
    """The people and their questions in order, of lists in which the same is asked of two people at least.

    `played` are the lines of headings and other labels with a role, `free` those of headings without one: below a
    label with a role, what is nested in an item tells about the item.
    """
    found: list[Asked] = []
    for people in _lists(lines):
        if _last(played, people[0][0]) > _last(free, people[0][0]):
            continue
        told = [_told(lines, labels, name, below) for name, below in people if _is_name(lines[name], labels)]
        sets = [{normalise(each.words) for each in own[1:] if each.roles[0] in _ROLES} for own in told]
        words = Counter(word for asks in sets if len(asks) >= 2 for word in asks)
        if words and words.most_common(1)[0][1] >= 2:
            found += [each for own, asks in zip(told, sets, strict=True) if asks for each in own]
    return found


def named(lines: list[Line], labels: Labels, asked: dict[int, str], heads: dict[int, str]) -> dict[int, str]:
    """The names that stand above the same questions each, by line: bold lines, or else headings.

    `asked` are the words of the labels that are no headings, by line, `heads` those of the headings without a role.
    """
    for names in (_bold_names(lines, labels), heads):
        edges = sorted(names)
        below: dict[int, set[str]] = {low: set() for low in edges}
        for line, words in asked.items():
            if at := bisect(edges, line):
                below[edges[at - 1]].add(normalise(words))
        right = {low for low in names if _next_filled(lines, low) in asked and len(below[low]) >= 2}
        told = Counter(word for low in right for word in below[low])
        if len(right) >= 2 and told.most_common(1)[0][1] == len(right):
            return {low: name for low, name in names.items() if low in right}
    return {}


def is_of_morning(words: str) -> bool:
    """Whether a question is one of a stand-up, which belongs to one day whoever answers it."""
    return bool(_MORNING.search(text.fold(words)))


def _bold_names(lines: list[Line], labels: Labels) -> dict[int, str]:
    """The lines that are nothing but a few words in bold, or somebody's handle, and no label."""
    found = {}
    for number, line in enumerate(lines):
        if line.kind != TEXT or line.indent or line.region >= 0:
            continue
        if (match := _BOLD_NAME.fullmatch(line.text.rstrip())) and _may_name(
            match["name"] or match["at"], labels
        ):
            found[number] = match["name"] or match["at"]
    return found


def _next_filled(lines: list[Line], number: int) -> int:
    return next((n for n in range(number + 1, len(lines)) if lines[n].kind != BLANK), len(lines))


def _last(places: list[int], line: int) -> int:
    """The last of some places before a line, -1 for none."""
    at = bisect(places, line)
    return places[at - 1] if at else -1


def _lists(lines: list[Line]) -> list[list[tuple[int, list[int]]]]:
    """The lists of the document with lists nested in them: each item's line with the lines of those right below it."""
    depths = unit.depths(lines)
    found: dict[tuple[int, int], list[tuple[int, list[int]]]] = {}
    above: list[list[int]] = []
    heading = -1
    for number, line in enumerate(lines):
        if line.kind == HEADING:
            heading, above = number, []
        if number not in depths:
            continue
        depth = depths[number]
        del above[depth:]
        if above and len(above) == depth:
            above[-1].append(number)
        below: list[int] = []
        parent = id(above[-1]) if above else heading
        found.setdefault((depth, parent), []).append((number, below))
        above.append(below)
    return [items for items in found.values() if sum(bool(below) for _, below in items) >= 2]


def _content(line: Line) -> str:
    return line.text[line.content :].strip()


def _is_name(line: Line, labels: Labels) -> bool:
    """Whether a list item may name somebody: a few words that are no label."""
    return _may_name(_content(line), labels)


def _may_name(content: str, labels: Labels) -> bool:
    bare = content.rstrip(":： ")
    return (
        0 < len(content) <= _NAME
        and not re.search(r"[?？.。!！]$|<!--|^\[", content)
        and not labels.candidates(bare)
        and not labels.loose_candidates(bare)
    )


def _told(lines: list[Line], labels: Labels, name: int, below: list[int]) -> list[Asked]:
    """Somebody and what they are asked."""
    person = _content(lines[name])
    edges = [*below, _end(lines, name)]
    own = [
        _question(lines[low], labels, Asked(low, high, "", ("prose",), person))
        for low, high in pairwise(edges)
    ]
    return [Asked(name, edges[0], person, ("prose",)), *own]


def _end(lines: list[Line], name: int) -> int:
    return unit._item_end(lines, name, len(lines), False)


def _question(line: Line, labels: Labels, bare: Asked) -> Asked:
    """A question with the role that its answers play."""
    content = _content(line)
    exact = labels.candidates(content)
    if exact or not (said := _SAID.match(content)):
        # `off next week` with nothing below it asks nothing.
        asks = bare.end > bare.line + 1 or content.endswith(("?", "？", ":", "："))
        roles = exact or (labels.loose_candidates(content) if asks else ())
        return bare._replace(words=content, roles=roles or bare.roles, loose=not exact)
    label = said["label"]
    exact = labels.candidates(label.rstrip(":："))
    roles = exact or labels.loose_candidates(label) or bare.roles
    at = line.text.find(said["rest"], line.content + len(label))
    return bare._replace(words=label, roles=roles, loose=not exact, inline=at)
