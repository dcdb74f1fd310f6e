"""Where the sections of a document begin: headings, and the labels that people write instead of headings.

Strong signs are headings; bullets, bold lines, bare lines and fenced words count only where they are known labels
and no heading or table has played their role already (an article about KPT repeats the words).
"""

from __future__ import annotations

import re
from bisect import bisect
from typing import NamedTuple

import msgspec

from retrotui.markdown import day, either, quoted, standup, unit
from retrotui.markdown.bare import normalise
from retrotui.markdown.label import Labels
from retrotui.markdown.meta import GUARD
from retrotui.markdown.scan import (
    BLANK,
    BULLETED,
    HEADING,
    OPAQUE,
    QUOTE,
    TABLE,
    TEXT,
    Line,
    tight_heading,
)
from retrotui.model.kinds import KINDS

ROLE_MARK = re.compile(r"(?<=\S)\s*<!-- (?P<name>[a-z_]+) -->\s*$")
"""The writer's own note of a heading's role, where its words do not tell."""

_BOLD = re.compile(
    r"[ \t]*(?:[-*+][ \t]+)?(?P<slanted>[_*](?=\*\*\S|__\S))?(\*\*|__|<b>|<strong>)(?=\S)(?P<label>.{1,80}?)(\*\*|__|</b>|</strong>)(?(slanted)[_*]?)"
    r"[ \t]*(?P<colon>[:：]?)[ \t]*(?P<rest>.*)$"
)
BRACKET = re.compile(
    r"[ \t]*(?:[\[【<《〈「『]|[■□◆◇●○▶▷★☆※]+[ \t]*)(?P<label>[^\[\]【】<>《》〈〉「」『』]{1,60})[\]】>》〉」』]?[ \t]*[:：]?[ \t]*$"
)
_MARKED = re.compile(r"[*_<{\[【《「『]")
"""What `plain` takes away begins so."""
_DETAILS = re.compile(r"[ \t]*<details[^>]*>[ \t]*$", re.IGNORECASE)
_ABOUT_KPT = re.compile(r"\b(?:kpt|aar)\b", re.IGNORECASE)
WEEK = re.compile(
    r"(?<![\d.])(?P<a>\d{1,2})\s*(?:주\s*차|주째|週\s*目|회차|차시|(?<!\d/\d)(?<!\d/\d\d)週(?!間))|第\s*(?P<b>\d{1,2})\s*[週周回]|"
    r"(?:week|wk\.?|sprint)s?\s*[-_#:]?\s*(?P<c>\d{1,2})(?!\d)|(?<!\d)(?P<d>\d{1,2})(?:st|nd|rd|th)\s+week|w(?P<e>\d{1,2})(?![\w])",
    re.IGNORECASE,
)
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


def signs(lines: list[Line], labels: Labels) -> Signs:
    """The headings and the labels that are none."""
    heads = headings(lines, labels)
    return Signs(heads, _with_people(lines, heads, weak(lines, labels), labels))


def _with_people(
    lines: list[Line], heads: list[Boundary], found: list[Boundary], labels: Labels
) -> list[Boundary]:
    """The labels that are no headings, those of stand-ups with the people who answer them."""
    played = [head.line for head in [*heads, *found] if head.form != "bullet" and set(head.roles) - {"prose"}]
    free = [head.line for head in heads if head.line not in played]
    asked = standup.asked(lines, labels, played, free)
    if not asked:
        return _with_names(lines, heads, found, labels)
    told = [
        Boundary(
            each.line, each.line + 1, plain(each.words), 0, each.roles, "bullet", each.inline, "", each.loose
        )
        for each in asked
    ]
    for label, each in zip(told, asked, strict=True):
        label.asked, label.group = True, plain(each.person or each.words)
    ends = {line for each in asked for line in range(each.line, each.end)}
    kept = [label for label in found if label.line not in ends]
    return sorted([*kept, *_settled(told)], key=lambda label: label.line)


def _with_names(
    lines: list[Line], heads: list[Boundary], found: list[Boundary], labels: Labels
) -> list[Boundary]:
    """The labels that are no headings, where they come again below several people with the names of these."""
    words = {label.line: label.heading for label in found if set(label.roles) - {"prose"}}
    titles = {
        head.line: head.heading
        for head in heads
        if not set(head.roles) - {"prose"}
        and not re.search(r"\d", head.heading)
        and day.without_weekday(head.heading)
    }
    names = standup.named(lines, labels, words, titles)
    if not names:
        return found
    edges = sorted({*names, *(head.line for head in heads)})
    for label in found:
        above = bisect(edges, label.line) - 1
        label.group = plain(names.get(edges[above], "")) if above >= 0 else ""
        label.asked = bool(label.group)
    bold = [
        Boundary(line, line + 1, plain(name), 0, ("prose",), "bold", asked=True, group=plain(name))
        for line, name in names.items()
        if line not in titles
    ]
    return sorted([*found, *bold], key=lambda label: label.line)


def week_number(heading: str) -> int | None:
    """The number of the week that a heading names, or None."""
    match = WEEK.search(heading)
    return int(next(value for value in match.groups() if value)) if match else None


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
            if not tight or not (labels.candidates(tight[1]) or (tight[0] > 1 and week_number(tight[1]))):
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
    return _untitled(_settled(_completed(found, labels)))


def _completed(found: list[Boundary], labels: Labels) -> list[Boundary]:
    """The headings, with the roles that some play because of those beside them."""
    told = either.completed([(head.level, head.heading, head.roles) for head in found], labels)
    for head, roles in zip(found, told, strict=True):
        if roles != head.roles and not head.marked:
            head.roles, head.loose = roles, True
    return found


def _settled(found: list[Boundary]) -> list[Boundary]:
    """The labels, those that are written for two things with the one that is meant."""
    for head, roles in zip(found, either.settled((head.heading, head.roles) for head in found), strict=True):
        head.roles = roles
    return found


def _untitled(found: list[Boundary]) -> list[Boundary]:
    """The headings; the title of all the others plays no role that only a part of its words tells."""
    if len(found) > 2 and found[0].loose and all(head.level > found[0].level for head in found[1:]):
        found[0].roles, found[0].loose = (), False
    return found


def _unmarked(title: str) -> tuple[str, str]:
    match = ROLE_MARK.search(title)
    return (title[: match.start()], match["name"]) if match else (title, "")


def weak(lines: list[Line], labels: Labels) -> list[Boundary]:
    """Known labels that are no headings: bold or bracketed lines, bare lines, list items, a word in a fence."""
    found: list[Boundary] = []
    margin: int | None = None
    for number, line in enumerate(lines):
        if line.kind == BULLETED and line.region < 0:
            margin = line.indent if margin is None else min(margin, line.indent)
        elif line.indent == 0 and line.kind not in (BLANK, OPAQUE):
            margin = None
        if line.kind != BULLETED and margin is not None and line.indent >= margin + 2:
            continue
        if line.kind == OPAQUE:
            found.extend(_fenced(lines, number, labels))
        elif line.kind == BULLETED:
            found.extend(_bulleted(line, number, labels) or _asked(lines, number, labels))
        elif line.kind == QUOTE and quoted.is_alone(lines, number):
            found.extend(_lined(lines, number, labels) or _quoted(lines, number, labels))
        elif line.kind in (TEXT, QUOTE) or (line.kind == TABLE and "|" not in line.text.strip(" |")):
            found.extend(_lined(lines, number, labels))
    bullets = [boundary for boundary in found if boundary.form == "bullet"]
    if bullets:
        depths = unit.depths(lines)
        least = min(depths[boundary.line] for boundary in bullets)
        for label in bullets:
            label.bare = not label.inline and not _holds(lines, label)
        found = [
            boundary for boundary in found if boundary.form != "bullet" or depths[boundary.line] == least
        ]
    return _settled(_asked_in_quotes(_spoken(found)))


def _quoted(lines: list[Line], number: int, labels: Labels) -> list[Boundary]:
    """A line quoted alone, as forms do with what they ask, `> 今日学んだこと`: a label, or one without a role."""
    bare = quoted.unquoted(lines[number].text).strip()
    exact = labels.candidates(bare) if len(bare) <= 60 else ()
    if not bare or len(bare) > 60 or not (exact or _is_answered(lines, number)):
        return []
    roles = exact or labels.loose_candidates(bare) or ("prose",)
    return [Boundary(number, number + 1, plain(bare), 0, roles, "quote", loose=not exact)]


def _is_answered(lines: list[Line], number: int) -> bool:
    """Whether a list stands below a line."""
    below = next((line for line in lines[number + 1 : number + 4] if line.kind != BLANK), None)
    return below is not None and below.kind == BULLETED


def _asked_in_quotes(found: list[Boundary]) -> list[Boundary]:
    """The labels; those in quotes are some only where they ask for two things at least."""
    asked = {label.roles[0] for label in found if label.form == "quote"} - {"prose"}
    return found if len(asked) >= 2 else [label for label in found if label.form != "quote"]


def _holds(lines: list[Line], label: Boundary) -> bool:
    """Whether something is nested below a list item, or goes on right below it."""
    below = next((line for line in lines[label.end :] if line.kind != BLANK), None)
    if below is None:
        return False
    return below.indent > lines[label.line].indent or (below.kind == TEXT and below is lines[label.end])


def _spoken(found: list[Boundary]) -> list[Boundary]:
    """The labels; plain words with text behind them, `What I learned: …`, are some only where there are two kinds of them."""
    spoken = [label for label in found if label.form == "line" and label.inline]
    lined = {label.roles for label in found if label.form == "line"}
    if len(lined) >= 2 or {normalise(label.heading) for label in spoken} & TRIO:
        return found
    return [label for label in found if label not in spoken]


def _fenced(lines: list[Line], number: int, labels: Labels) -> list[Boundary]:
    """A fence that holds nothing but a label."""
    line = lines[number]
    if (number and lines[number - 1].region == line.region) or line.text.strip().startswith("<"):
        return []
    inner = [n for n in range(number + 1, min(number + 6, len(lines))) if lines[n].region == line.region]
    filled = [n for n in inner[:-1] if lines[n].text.strip()]
    if len(filled) != 1 or len(inner) > 4:
        return []
    heading = lines[filled[0]].text.strip()
    roles = labels.candidates(heading)
    return [Boundary(number, inner[-1] + 1, plain(heading), 0, roles, "fence")] if roles else []


def _bulleted(line: Line, number: int, labels: Labels) -> list[Boundary]:
    if line.region >= 0:
        return []
    content = line.text[line.content :].strip()
    if not content or GUARD in content:
        return []
    if len(content) <= 120 and (roles := labels.candidates(content)):
        return [Boundary(number, number + 1, plain(content), 0, roles, "bullet")]
    label, sign, rest = re.sub(r"\*\*|__", "", content).partition(":" if ":" in content else "：")
    exact = labels.candidates(label) if sign and len(label) <= 60 and rest.strip() else ()
    if roles := exact or (labels.likely(label) if sign and len(label) <= 30 and rest.strip() else ()):
        position = max(line.text.find(sign, line.content) + 1, line.content)
        while position < len(line.text) and line.text[position] in "*_ \t":
            position += 1
        loose = not exact
        return [Boundary(number, number + 1, plain(label), 0, roles, "bullet", position, loose=loose)]
    return []


def _asked(lines: list[Line], number: int, labels: Labels) -> list[Boundary]:
    """A list item that asks or announces and has its answers nested below: `- What did we learn?`."""
    line = lines[number]
    content = line.text[line.content :].strip()
    below = lines[number + 1] if number + 1 < len(lines) else line
    if line.region >= 0 or line.indent or len(content) > 120 or GUARD in content:
        return []
    if below.kind != BULLETED or below.indent < 2:
        return []
    roles = labels.likely(content)
    return [Boundary(number, number + 1, plain(content), 0, roles, "bullet", loose=True)] if roles else []


def _lined(lines: list[Line], number: int, labels: Labels) -> list[Boundary]:
    line = lines[number]
    bare = line.text.strip().lstrip("> ").rstrip()
    if not bare or ROLE_MARK.search(bare) or len(bare) > 2000 or (line.indent > 3 and line.kind != TEXT):
        return []
    if match := _BOLD.match(bare):
        return _bold(line, number, match, labels)
    if (match := BRACKET.match(bare)) and (
        roles := labels.candidates(match["label"]) or labels.candidates(bare)
    ):
        return [Boundary(number, number + 1, plain(bare), 0, roles, "bold")]
    alone = number == 0 or lines[number - 1].kind != TEXT or day.opens_with_day(lines[number - 1].text)
    if line.kind != TEXT:
        return []
    if len(bare) <= 60 and (alone or bare.endswith((":", "："))) and (roles := labels.candidates(bare)):
        return [Boundary(number, number + 1, plain(bare), 0, roles, "line")]
    if alone and (roles := labels.parted(bare)):
        return [Boundary(number, number + 1, plain(bare), 0, roles, "line")]
    announces = len(bare) <= 60 and bare.endswith((":", "：", "?", "？")) and _lists(lines, number + 1)
    if announces or (alone and len(bare) <= 100 and bare.endswith(("?", "？")) and _is_apart(lines, number)):
        roles = labels.likely(bare)
        return [Boundary(number, number + 1, plain(bare), 0, roles, "line", loose=True)] if roles else []
    label, sign, rest = bare.partition(":" if ":" in bare else "：")
    if alone and sign and rest.strip() and (normalise(label) in TRIO or len(label.split()) in range(2, 8)):
        exact = labels.candidates(label)
        roles = exact or labels.likely(label)
        position = line.text.find(rest.strip())
        found = Boundary(number, number + 1, plain(label), 0, roles, "line", position, loose=not exact)
        return [found] if roles and "prose" not in roles else []
    return []


def _is_apart(lines: list[Line], number: int) -> bool:
    """Whether a line is a paragraph of its own at the margin, with another one below."""
    above, below = lines[number - 1] if number else None, lines[number + 1 : number + 3]
    return (
        not lines[number].indent
        and (above is None or above.kind == BLANK)
        and [line.kind for line in below[:1]] == [BLANK]
        and all(line.kind not in (BLANK, HEADING) for line in below[1:])
    )


def _lists(lines: list[Line], number: int) -> bool:
    """Whether a list follows, after blank lines or none; or nothing, up to the next line that announces one."""
    following = next((line for line in lines[number : number + 3] if line.kind != BLANK), None)
    blank = number < len(lines) and lines[number].kind == BLANK
    if following is None or following.kind == BULLETED:
        return True
    return blank and following.kind == TEXT and following.text.rstrip().endswith((":", "：", "?", "？"))


def _bold(line: Line, number: int, match: re.Match[str], labels: Labels) -> list[Boundary]:
    """A label in bold, alone or with text of its section behind it."""
    bare, rest = match.string, match["rest"].strip()
    whole = labels.candidates(bare)
    exact = labels.candidates(match["label"]) or whole
    roles = exact or (labels.likely(match["label"]) if line.kind == TEXT and not line.indent else ())
    loose = not exact
    if roles and (not rest or whole):
        return [Boundary(number, number + 1, plain(bare), 0, roles, "bold", loose=loose)]
    if roles and (match["colon"] or match["label"].rstrip().endswith((":", "：", "?", "？"))):
        position = line.text.find(rest)
        return [Boundary(number, number + 1, plain(match["label"]), 0, roles, "bold", position, loose=loose)]
    return []


def plain(heading: str) -> str:
    """A heading as people read it: without `#`, bold, code marks, or brackets all around it."""
    if not _MARKED.search(heading):
        return " ".join(heading.split()).rstrip(":：").strip() or heading.strip()
    bare = re.sub(
        r"\{[:#][^}]*\}\s*$",
        "",
        re.sub(
            r"\*\*|__|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)", "", re.sub(r"</?[a-zA-Z][^>]*>", " ", heading)
        ),
    ).strip()
    inside = re.fullmatch(r"[\[【《「『<]([^\[\]【】《》「」『』<>]+)[\]】》」』>]\s*[:：]?", bare)
    return " ".join((inside[1] if inside else bare).split()).rstrip(":：").strip() or bare


def resolve(roles: tuple[str, ...], kind: str) -> str:
    """The role that a label with these candidates plays in an entry of the kind; empty in a note."""
    if not roles or kind == "note":
        return ""
    own = KINDS[kind].roles + KINDS[kind].roles_wanted
    usual = () if kind == "aar" else (*_USUAL, "prose")
    return next((role for role in (*own, *usual) if role in roles), roles[0])
