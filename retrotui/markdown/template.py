"""The labels of an author's own template: plain words that ask the same in each part of a log.

`Task` stands in any article and says nothing about it. Right below a day, beside labels that play roles, or below one
part after the other it is what its author answers every time. Which kind a document is has been decided before, so
that plain words decide nothing; the words are data (`template` in `labels/*.yaml`).
"""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from retrotui.markdown import boundary, dates, day, unit
from retrotui.markdown.bare import normalise
from retrotui.markdown.boundary import Boundary, Signs
from retrotui.markdown.label import Labels
from retrotui.markdown.scan import BLANK, BULLETED, OPAQUE_OPEN, TEXT, Line
from retrotui.markdown.sign import BRACKET

_LOGS = {"daily": 2, "study": 2, "kpt": 2}
"""Kinds that are kept by days or weeks, each with how many labels must stand side by side where one is a plain word."""
_LONGEST = 60
"""Characters of a line that may be a label."""


def told(signs: Signs, lines: list[Line], kind: str, labels: Labels) -> Signs:
    """The signs of an entry of the kind, with the roles that the plain words of its author's template play."""
    if kind not in _LOGS:
        return signs
    _untitle(signs, labels)
    _headings(signs.heads, kind, labels)
    more = _lines(signs, lines, kind, labels)
    now = {label.line for label in more}
    kept = [label for label in signs.weak if label.line not in now]
    return Signs(signs.heads, sorted([*kept, *more], key=lambda label: label.line))


def _untitle(signs: Signs, labels: Labels) -> None:
    """Take the role from the title of a log with labels of its own below its days or weeks: `# Progress`."""
    heads, weak = signs
    if len(heads) < 3 or not heads[0].roles or any(head.level <= heads[0].level for head in heads[1:]):
        return
    parts = [head for head in heads[1:] if _is_part(head)]
    below = [head for head in heads[1:] if parts and head.level > parts[0].level]
    asked = [head for head in below if head.roles or labels.plain(head.heading)]
    if len(parts) >= 2 and (asked or len({label.roles for label in weak}) >= 2):
        heads[0].roles, heads[0].loose = (), False


def _headings(heads: list[Boundary], kind: str, labels: Labels) -> None:
    """Give the headings that are plain words of a template their roles."""
    above = _above(heads)
    words = [normalise(head.heading) for head in heads]
    plain = [_plain(heads, above, place, labels) for place in range(len(heads))]
    if not any(plain) and not any(_is_planned(head, labels) for head in heads):
        return
    beside: dict[tuple[int, int], dict[str, str]] = {}
    below: dict[tuple[str, int], set[int]] = {}
    for place, head in enumerate(heads):
        role = boundary.resolve(plain[place] or head.roles, kind)
        if role and role != "prose":
            beside.setdefault((above[place], head.level), {})[words[place]] = role
            below.setdefault((words[place], head.level), set()).add(above[place])
    for place, head in enumerate(heads):
        side = beside.get((above[place], head.level), {})
        if plain[place] and (
            (above[place] >= 0 and _is_part(heads[above[place]]))
            or len(side) >= _LOGS[kind]
            or len(below[words[place], head.level]) >= 2
        ):
            head.roles, head.loose = plain[place], False
        elif _is_planned(head, labels) and any(
            role == "did" and other != words[place] for other, role in side.items()
        ):
            # `Tasks of today` beside `Done` are what was to be done.
            head.roles = labels.plain(head.heading)


def _above(heads: list[Boundary]) -> list[int]:
    """The heading that each stands below, -1 for none."""
    found: list[int] = []
    open_: list[int] = []
    for place, head in enumerate(heads):
        while open_ and heads[open_[-1]].level >= head.level:
            open_.pop()
        found.append(open_[-1] if open_ else -1)
        open_.append(place)
    return found


def _plain(heads: list[Boundary], above: list[int], place: int, labels: Labels) -> tuple[str, ...]:
    """The roles of a heading that plays none by itself and stands below none that plays one."""
    head = heads[place]
    roles = () if head.roles or head.marked else labels.plain(head.heading)
    if not roles or _is_part(head):
        return ()
    over = above[place]
    while over >= 0:
        if set(heads[over].roles) - {"prose"} or heads[over].marked:
            return ()
        over = above[over]
    return roles


def _is_planned(head: Boundary, labels: Labels) -> bool:
    return head.roles[:1] == ("did",) and not head.marked and labels.plain(head.heading)[:1] == ("issue",)


def _is_part(head: Boundary) -> bool:
    """Whether a heading names a day or a week of a log: what stands right below it is asked of each."""
    if day.is_dated(head.heading) or day.is_counted(head.heading):
        return True
    found = dates.first(head.heading, 2000) if len(head.heading) <= _LONGEST else None
    return bool(found and found.precision == "day") or boundary.week_number(head.heading) is not None


class _Line(NamedTuple):
    """A line that may be a label."""

    line: int
    form: str
    words: str
    depth: int
    filled: bool
    """Whether a list or, below bold words, a text follows."""


def _lines(signs: Signs, lines: list[Line], kind: str, labels: Labels) -> list[Boundary]:
    """The lines that are labels of a template and no label by themselves: plain words, or words that come again.

    One with nothing below it is a label beside one that has its list.
    """
    found = _candidates(signs, lines)
    again = Counter((each.form, each.depth, normalise(each.words)) for each in found if each.filled)
    asked = Counter((label.form, normalise(label.heading)) for label in signs.weak)
    known: dict[str, set[str]] = {}
    for label in signs.weak:
        label.often = asked[label.form, normalise(label.heading)] >= 2
        if set(label.roles) - {"prose"} and not label.inline:
            known.setdefault(label.form, set()).add(normalise(label.heading))
    told: list[Boundary] = []
    for each in found:
        often = again[each.form, each.depth, normalise(each.words)] >= 2
        roles = labels.plain(each.words) or (labels.loose_candidates(each.words) if often else ())
        if roles:
            known.setdefault(each.form, set()).add(normalise(each.words))
            name = boundary.plain(each.words)
            told.append(Boundary(each.line, each.line + 1, name, 0, roles, each.form, often=often))
    filled = {(each.form, each.depth) for each in found if each.filled and labels.plain(each.words)}
    filled |= {(label.form, 0) for label in signs.weak if not label.bare}
    depths = {each.line: each.depth for each in found}
    told = [
        label
        for label in told
        if label.often
        or (len(known[label.form]) >= _LOGS[kind] and (label.form, depths[label.line]) in filled)
    ]
    return _outermost(told, signs.weak, unit.depths(lines)) if told else []


def _outermost(told: list[Boundary], weak: list[Boundary], depths: dict[int, int]) -> list[Boundary]:
    """The labels, those that are list items only as deep as the others that are, or the outermost."""
    listed = [label for label in (*weak, *told) if label.form == "bullet"]
    least = min((depths.get(label.line, 0) for label in listed), default=0)
    return [label for label in told if label.form != "bullet" or depths.get(label.line, 0) == least]


def _candidates(signs: Signs, lines: list[Line]) -> list[_Line]:
    """The lines above a list of their own that may be labels and are none, but for those below a heading with a role."""
    # A line that is like the labels beside it, and plays no role, may be a plain word.
    taken = {label.line for label in signs.weak if not label.loose or set(label.roles) - {"prose"}}
    heads = {head.line: head for head in signs.heads}
    depths: dict[int, int] | None = None
    found: list[_Line] = []
    level = 0
    for number, line in enumerate(lines):
        if head := heads.get(number):
            if not level or head.level <= level:
                level = head.level if set(head.roles) - {"prose"} or head.marked else 0
            continue
        if level or number in taken or line.region >= 0 or line.kind not in (BULLETED, TEXT):
            continue
        words, form, filled = _words(lines, number)
        if not words or len(words) > _LONGEST:
            continue
        depths = unit.depths(lines) if depths is None else depths
        found.append(_Line(number, form, words, depths.get(number, 0), filled))
    return found


def _words(lines: list[Line], number: int) -> tuple[str, str, bool]:
    """What a line says, how it is written where it stands as labels do, and whether a list is below; else empty."""
    line = lines[number]
    content = line.text[line.content :].strip() if line.kind == BULLETED else line.text.strip()
    if not content or len(content) > _LONGEST + 20:
        return "", "", False
    following = next((other for other in lines[number + 1 : number + 4] if other.kind != BLANK), None)
    listed = following is not None and (
        (following.kind == BULLETED and following.region < 0) or following.text.strip() == OPAQUE_OPEN
    )
    if line.kind == BULLETED:
        nested = listed and following is not None and following.indent >= line.indent + 2
        return re.sub(r"\*\*|__", "", content), "bullet", nested
    if line.indent > 3:
        return "", "", False
    if unit.is_bold(line):
        return content, "bold", listed or (following is not None and following.kind == TEXT)
    if match := BRACKET.match(content):
        return match["label"], "bold", listed or (following is not None and following.kind == TEXT)
    alone = number == 0 or lines[number - 1].kind != TEXT
    return (content, "line", listed) if alone and (listed or content[-1] in ":：") else ("", "", False)
