"""What may begin a section before its kind is known: headings, and the labels that people write instead of them.

Bullets, bold lines, bare lines, quotes and fenced words count only where they are known labels.
"""

from __future__ import annotations

import re
from bisect import bisect

from retrotui.markdown import alike, boundary, day, item_label, quoted, standup, unit
from retrotui.markdown.bare import normalise
from retrotui.markdown.boundary import ROLE_MARK, TRIO, Boundary, Signs, plain, settled
from retrotui.markdown.label import Labels
from retrotui.markdown.scan import BLANK, BULLETED, HEADING, OPAQUE, QUOTE, TABLE, TEXT, Line

_BOLD = re.compile(
    r"[ \t]*(?:[-*+][ \t]+)?(?P<slanted>[_*](?=\*\*\S|__\S))?(\*\*|__|<b>|<strong>|(?P<single>[*_])(?![*_]))(?=\S)(?P<label>(?(single)[^*_\n]{1,80}?|.{1,80}?))(?(single)(?P=single)|(?:\*\*|__|</b>|</strong>))(?(slanted)[_*]?)"
    r"[ \t]*(?:[^\w\s:：*_<(\[]{1,6}[ \t]*(?=[:：]))?(?P<colon>[:：]?)[ \t]*(?P<rest>.*)$"
)
BRACKET = re.compile(
    r"[ \t]*(?:[\[【<《〈「『]|[■□◆◇●○▶▷★☆※]+[ \t]*)(?P<label>[^\[\]【】<>《》〈〉「」『』]{1,60})[\]】>》〉」』]?[ \t]*[:：]?[ \t]*$"
)
_WH = re.compile(r"(?:what|which|things|where|how)(?: [\w'’-]+){2,10}$", re.IGNORECASE)
_ANSWERED = re.compile(r"(?:what|which|how|where|who|did|were) [^?？:：]{4,120}\?[ \t]+\S", re.IGNORECASE)
"""A question with its answer behind it."""
_QUESTION = 120
"""Characters in which a question is put that has its answer behind it."""


def signs(lines: list[Line], labels: Labels) -> Signs:
    """The headings and the labels that are none."""
    heads = boundary.headings(lines, labels)
    others = weak(lines, labels)
    if not any(set(head.roles) - {"prose"} for head in heads) and (marked := _alike(lines, labels)):
        taken = {label.line for label in marked}
        others = [label for label in others if label.line not in taken]
        others = sorted([*others, *marked], key=lambda label: label.line)
    boundary.settle_middle(heads, others, labels)
    # A cause in a list is none where lessons are named: then its line is an item like the others.
    return Signs(heads, [label for label in _with_people(lines, heads, others, labels) if label.roles])


def _alike(lines: list[Line], labels: Labels) -> list[Boundary]:
    """The lines that are marked alike and call sections."""
    found = alike.labels_of(lines, labels)
    return settled(
        [
            Boundary(
                each.line,
                each.line + 1,
                plain(each.words),
                0,
                each.roles,
                "bold",
                loose=each.loose,
                asked=True,
            )
            for each in found
        ],
        labels,
    )


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
    return sorted([*kept, *settled(told, labels)], key=lambda label: label.line)


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
        label.asked = label.asked or bool(label.group)
    bold = [
        Boundary(line, line + 1, plain(name), 0, ("prose",), "bold", asked=True, group=plain(name))
        for line, name in names.items()
        if line not in titles
    ]
    return sorted([*found, *bold], key=lambda label: label.line)


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
            found.extend(item_label.of(lines, number, labels))
        elif line.kind == QUOTE and (title := quoted.callout(line.text)):
            found.append(_called(number, title, labels))
        elif line.kind == QUOTE and quoted.is_alone(lines, number):
            found.extend(_lined(lines, number, labels) or _quoted(lines, number, labels))
        elif line.kind in (TEXT, QUOTE) or (line.kind == TABLE and "|" not in line.text.strip(" |")):
            found.extend(_lined(lines, number, labels))
    found = sorted([*found, *item_label.unanswered(lines, found, labels)], key=lambda label: label.line)
    bullets = [boundary for boundary in found if boundary.form == "bullet"]
    if bullets:
        depths = unit.depths(lines)
        least = min(depths[boundary.line] for boundary in bullets)
        for label in bullets:
            label.bare = not label.inline and not item_label.holds(lines, label)
        found = [
            boundary for boundary in found if boundary.form != "bullet" or depths[boundary.line] == least
        ]
    found = _with_others(lines, _asked_in_quotes(_spoken(found)), labels)
    return settled(sorted([*found, *_beside(lines, found, labels)], key=lambda label: label.line), labels)


def _with_others(lines: list[Line], found: list[Boundary], labels: Labels) -> list[Boundary]:
    """The labels, and what is written like them and only hints at a role that none of them plays."""
    told: list[Boundary] = []
    taken = {label.line for label in found}
    for form in ("bold", "line", "bullet"):
        known = {label.line: label.roles for label in found if label.form == form and not label.inline}
        told += [
            Boundary(each.line, each.line + 1, plain(each.words), 0, each.roles, form, loose=True)
            for each in alike.beside(lines, form, known, labels)
            if each.line not in taken
        ]
    return sorted([*found, *told], key=lambda label: label.line) if told else found


def _beside(lines: list[Line], found: list[Boundary], labels: Labels) -> list[Boundary]:
    """The bold lines that stand beside two bold labels and are none: they end the sections above them.

    Where bold lines stand right below most of the labels, they name groups of their items.
    """
    bold = {label.line: label for label in found if label.form == "bold" and not label.inline}
    played = {label.roles[0] for label in bold.values()} - {"prose"}
    if len(played) < 2:
        return []
    told: list[Boundary] = []
    above = [n for n in bold if unit.is_bold(_next(lines, n)) or _next(lines, n).kind == TABLE]
    if len(above) > len(bold) / 2:
        return []
    is_below = False
    for number, line in enumerate(lines):
        if line.kind == HEADING:
            is_below = False
        elif number in bold:
            is_below = True
        elif (
            is_below
            and line.kind == TEXT
            and not line.indent
            and line.region < 0
            and unit.is_bold(line)
            and lines[number - 1].kind == BLANK
        ):
            words = plain(line.text)
            roles = labels.loose_candidates(words) or labels.cued(words)
            roles = roles if roles and roles[0] not in played else ("prose",)
            told.append(Boundary(number, number + 1, words, 0, roles, "bold", loose=True))
    return told


def _called(number: int, title: str, labels: Labels) -> Boundary:
    """The title of a block set apart in a quote: a label, or one without a role."""
    exact = labels.candidates(title)
    roles = exact or labels.loose_candidates(title) or ("prose",)
    return Boundary(number, number + 1, plain(title), 0, roles, "quote", loose=not exact)


def _next(lines: list[Line], number: int) -> Line:
    return next((other for other in lines[number + 1 :] if other.kind != BLANK), lines[number])


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
    is_sentence = bare.endswith((".", "。"))
    if (
        len(bare) <= 60
        and ((alone and not is_sentence) or bare.endswith((":", "：")))
        and (roles := labels.candidates(bare))
    ):
        return [Boundary(number, number + 1, plain(bare), 0, roles, "line")]
    if alone and (roles := labels.parted(bare)):
        return [Boundary(number, number + 1, plain(bare), 0, roles, "line")]
    announces = len(bare) <= 60 and bare.endswith((":", "：", "?", "？")) and _lists(lines, number + 1)
    announces = announces or (alone and len(bare) <= 60 and _asks_above_list(lines, number))
    if announces or (alone and len(bare) <= 100 and bare.endswith(("?", "？")) and _is_apart(lines, number)):
        roles = labels.likely(bare)
        return [Boundary(number, number + 1, plain(bare), 0, roles, "line", loose=True)] if roles else []
    sign = next((each for each in bare[:_QUESTION] if each in ":：?？"), "")
    label, sign, rest = bare.partition(sign or ":")
    longest = 8 if sign in (":", "：") else 16
    if alone and sign and rest.strip() and len(label.split()) < longest:
        exact = labels.candidates(label)
        roles = exact or labels.likely(label)
        position = line.text.find(rest.strip())
        asked = plain(label + sign if sign in "?？" else label)
        found = Boundary(number, number + 1, asked, 0, roles, "line", position, loose=not exact)
        return [found] if roles and "prose" not in roles else []
    return []


def _asks_above_list(lines: list[Line], number: int) -> bool:
    """Whether a line at the margin is put as a question, without its mark, right above a list."""
    line, below = lines[number], lines[number + 1 : number + 2]
    return not line.indent and bool(below) and below[0].kind == BULLETED and bool(_WH.match(line.text))


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
    if not blank or following.kind != TEXT:
        return False
    return following.text.rstrip().endswith((":", "：", "?", "？")) or bool(_ANSWERED.match(following.text))


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
