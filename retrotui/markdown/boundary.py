"""Where the sections of a document begin: headings, and the labels that people write instead of headings.

Strong signs are headings; bullets, bold lines, bare lines and fenced words count only where they are known labels
and no heading or table has played their role already (an article about KPT repeats the words).
"""

from __future__ import annotations

import re
from typing import NamedTuple

import msgspec

from retrotui.markdown import beside, day, either, notation
from retrotui.markdown.bare import plain as plain
from retrotui.markdown.label import Labels
from retrotui.markdown.meta import GUARD
from retrotui.markdown.scan import (
    BLANK,
    BULLETED,
    HEADING,
    Line,
    tight_heading,
)
from retrotui.model.kinds import KINDS, ROLES

ROLE_MARK = re.compile(r"(?<=\S)\s*<!-- (?P<name>[a-z_]+) -->\s*$")
"""The writer's own note of a heading's role, where its words do not tell."""

_DETAILS = re.compile(r"[ \t]*<details[^>]*>[ \t]*$", re.IGNORECASE)
_ABOUT_KPT = re.compile(r"\b(?:kpt|aar)\b", re.IGNORECASE)
WEEK = re.compile(
    r"(?<![\d.])(?P<a>\d{1,2})\s*(?:주\s*차|주째|週\s*目|회차|차시|(?<!\d/\d)(?<!\d/\d\d)週(?!間))|第\s*(?P<b>\d{1,2})\s*[週周回]|"
    r"(?:week|wk\.?|sprint)s?\s*[-_#:]?\s*(?P<c>\d{1,2})(?!\d)|(?<!\d)(?P<d>\d{1,2})(?:st|nd|rd|th)\s+week|(?<!\d)(?<!\d-)w(?P<e>\d{1,2})(?![\w])|"
    r"第\s*(?P<g>[一二三四五六七八九十]{1,3})\s*[週周](?![边邊末年期围圍转轉间間])|(?<![a-z])week\s+(?P<f>one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?![a-z])",
    re.IGNORECASE,
)
_COUNTED = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
TRIO = frozenset({"keep", "problem", "try"})
_USUAL = ("learned", "try", "keep", "problem", "did")
"""Outside a review of an action a lesson is what was learned, an improvement something to try."""


class Boundary(msgspec.Struct):
    """The head of a section."""

    line: int
    end: int
    """The line after the head."""
    heading: str
    level: int = 0
    roles: tuple[str, ...] = ()
    """Roles that the label may play; empty for a heading that is no label."""
    form: str = "heading"
    inline: int = 0
    """Where text of the section begins on the head's own line, if it does."""
    marked: str = ""
    """A role or other name noted by the writer."""
    loose: bool = False
    """Whether the roles are told by a part of its words only."""
    bare: bool = False
    """Whether it is a list item with nothing behind or below it."""
    asked: bool = False
    """Whether it stands in a list that asks several people the same."""
    group: str = ""
    """Who answers."""
    often: bool = False
    """Whether the words come again as a label, in one part of a log after the other."""


class Signs(NamedTuple):
    """What may begin sections, before a kind tells which of it does."""

    heads: list[Boundary]
    weak: list[Boundary]


def week_number(heading: str) -> int | None:
    """The number of the week that a heading names, or None."""
    match = WEEK.search(heading)
    told = next(value for value in match.groups() if value) if match else ""
    if told.casefold() in _COUNTED:
        return _COUNTED.index(told.casefold()) + 1
    return notation.number(told) if told else None


def headings(lines: list[Line], labels: Labels) -> list[Boundary]:
    """Every heading that stands outside list items, with the roles its words may play."""
    found: list[Boundary] = []
    content = 0
    for number, line in enumerate(lines):
        if line.kind == BLANK:
            continue
        if line.kind == BULLETED and line.region < 0:
            content = line.content
        elif line.indent == 0 and line.kind != BULLETED:
            content = 0
        if line.region >= 0:
            continue
        level, title = line.level, line.title
        if line.kind != HEADING:
            tight = tight_heading(line)
            if not tight or not (labels.candidates(tight[1]) or _names_week(tight, is_first=not found)):
                continue
            level, title = tight
        elif content and 0 < content <= line.indent:
            continue
        title, marked = _unmarked(title)
        exact = labels.candidates(title)
        roles = exact or labels.loose_candidates(title)
        end = number + 2 if number + 1 < len(lines) and lines[number + 1].under else number + 1
        name = title.removeprefix(GUARD).removesuffix(GUARD) if title.startswith(GUARD) else plain(title)
        # The tag that opens a summary's block belongs to it, not to the section above.
        opened = level > 6 and number and _DETAILS.match(lines[number - 1].text)
        loose = bool(roles) and not exact
        found.append(Boundary(number - bool(opened), end, name, level, roles, marked=marked, loose=loose))
    return _untitled(_without_pasted(settled(_completed(found, labels), labels), lines))


def _without_pasted(found: list[Boundary], lines: list[Line]) -> list[Boundary]:
    """The headings without those that stand higher than all before them, right below a label that has nothing else.

    `# Ranges` below `## What I learned` is a note that was pasted there, with the heading it had; what a further part of the
    document begins with asks again what was asked before.
    """
    top = min((head.level for head in found if head.level), default=0)
    high = [place for place, head in enumerate(found) if head.level == top]
    first, last = (high[0], high[-1]) if high else (0, 0)
    pasted, label = found[first : last + 1], found[first - 1] if first else None
    if (
        label is None
        or label.roles[:1] in ((), ("prose",))
        or len(pasted) != len(high)
        or any(head.roles or head.marked or week_number(head.heading) is not None for head in pasted)
        or any(line.kind != BLANK for line in lines[label.end : pasted[0].line])
    ):
        return found
    before, behind = (
        {head.roles[0] for head in part if set(head.roles) - {"prose"}}
        for part in (found[:first], [head for head in found[last + 1 :] if head.level == label.level])
    )
    return [*found[:first], *found[last + 1 :]] if behind and not before & behind else found


def _names_week(tight: tuple[int, str], *, is_first: bool) -> bool:
    """Whether a heading without a space behind its sign is a week's; a single sign with a single word is a tag."""
    level, words = tight
    return bool(week_number(words)) and (level > 1 or (is_first and " " in words))


def _completed(found: list[Boundary], labels: Labels) -> list[Boundary]:
    """The headings, with the roles that some play because of those beside them."""
    own = [beside.Head(head.level, head.heading, head.roles, head.loose) for head in found]
    for head, roles in zip(found, beside.completed(own, labels), strict=True):
        if roles != head.roles and not head.marked:
            head.roles, head.loose = roles, True
    for head, keeps in zip(found, beside.alone(own), strict=True):
        if not keeps and not head.marked:
            head.roles, head.loose = (), False
    return found


def settled(found: list[Boundary], labels: Labels) -> list[Boundary]:
    """The labels, those that are written for two things with the one that is meant."""
    for head, roles in zip(
        found, either.settled(((head.heading, head.roles) for head in found), labels.methods), strict=True
    ):
        head.roles = roles
    return found


def settle_middle(heads: list[Boundary], others: list[Boundary], labels: Labels) -> None:
    """Give the one bold line without a role between those of a text that looks back the role that it must play."""
    if not heads or not beside.looks_back(heads[0].heading, labels):
        return
    bold = [label for label in others if label.form == "bold" and not label.inline]
    # A bold line that is no label stands among them as one of prose whose role nothing tells.
    told = [() if label.loose and label.roles == ("prose",) else label.roles for label in bold]
    if (middle := beside.between(told)) is not None:
        bold[middle].roles = ("problem",)


def _untitled(found: list[Boundary]) -> list[Boundary]:
    """The headings; the title of all the others plays no role that only a part of its words tells, but for a day's."""
    is_title = len(found) > 1 and all(head.level > found[0].level for head in found[1:])
    if is_title and found[0].loose and (found[0].level == 1 or not day.is_dated(found[0].heading)):
        found[0].roles, found[0].loose = (), False
    return found


def _unmarked(title: str) -> tuple[str, str]:
    match = ROLE_MARK.search(title)
    return (title[: match.start()], match["name"]) if match else (title, "")


def resolve(roles: tuple[str, ...], kind: str) -> str:
    """The role that a label with these candidates plays in an entry of the kind; empty in a note."""
    if not roles or kind == "note":
        return ""
    own = KINDS[kind].roles + KINDS[kind].roles_wanted
    usual = () if kind == "aar" else (*_USUAL, "prose")
    return next((role for role in (*own, *usual) if role in roles), roles[0])


def role_of(head: Boundary, kind: str) -> str:
    """The role that a section head plays in an entry of the kind; empty for none."""
    if head.marked in ROLES:
        return head.marked
    if kind == "study":
        if head.form == "heading" and week_number(head.heading) is not None:
            return "week"
        return "outcome" if "outcome" in head.roles else ""
    role = resolve(head.roles, kind)
    if head.form == "heading" and role and "area" not in head.roles:
        strict = KINDS[kind].roles
        return role if role in strict or len(head.heading) <= 60 else ""
    return role
