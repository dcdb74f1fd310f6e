"""A document's body read into sections and items, every line accounted for.

Given the kind, for a label's role depends on it; the reader finds the kind first (`vote`).
"""

from __future__ import annotations

import re
from itertools import pairwise

from msgspec.structs import replace

from retrotui import text
from retrotui.markdown import (
    boundary,
    choice,
    dates,
    html_table,
    meta,
    section_end,
    sign,
    table,
    template,
    week,
    week_heads,
    week_place,
)
from retrotui.markdown.bare import normalise
from retrotui.markdown.boundary import Boundary, Signs
from retrotui.markdown.content import Content
from retrotui.markdown.item_line import Part, split_middle
from retrotui.markdown.label import Labels
from retrotui.markdown.piece import Draft, Outline, Piece, joined, prose_of
from retrotui.markdown.scan import BLANK, BULLETED, TABLE, Line
from retrotui.model.entry import Section, new_uid
from retrotui.model.kinds import ROLES

_BESIDE_DID = ("problem", "unclear", "learned")
"""What is told below what was done, `### What did not work`, and is no part of it."""
_ASKED = re.compile(
    r"[\s*_(]*(?:what|which|things?|where|how|anything|something) (?:\w+ ){0,3}(?:we|you|they|i|us|to|that|do|did|should|could|went|worked)\b"
)
"""How a label goes on that says what is asked for, above a list of the answers: `Stop: what we should stop doing`."""
_APART = re.compile(r"(?:general|additional|other|misc|overall)\b|기타|그 ?외|その他|其他|其它")
"""How a section begins to be called that is about the whole, however deep its heading stands."""


def build(
    lines: list[Line],
    kind: str,
    labels: Labels,
    year: int | None = None,
    title: str = "",
    signs: Signs | None = None,
) -> Outline:
    """The outline of a body as an entry of the kind. `year` completes dates that state none.

    `title` is the entry's: a study plan of one week may name the week nowhere else. `signs` are those of the lines
    where they are known already; they are used up.
    """
    strong, others = template.told(signs or sign.signs(lines, labels), lines, kind, labels)
    found = choice.choose(strong, others, kind, _tabled(lines, kind, labels))
    if kind == "year":
        found = _areas(lines, found, year)
    alone = kind == "study" and boundary.week_number(title) is not None
    if kind == "study":
        found = week_heads.told_of_week(
            week_heads.with_listed(week_heads.with_labels(found, others, labels), lines), lines, labels
        )
        found = week_place.with_plan_goals(found, labels)
    if alone and not any(boundary.role_of(head, kind) == "week" for head in found):
        found = week_heads.after_marked(found)
        alone_week = week.week_of(title, year)
    else:
        alone_week = None
    found = _absorb(found, kind, labels)
    outline = Outline()
    content = Content(outline, lines, labels, kind, year)
    ends = [*(head.line for head in found[1:]), len(lines)]
    first = found[0].line if found else len(lines)
    if any(line.kind != BLANK for line in lines[:first]) or (lines and not found):
        draft = Draft("week", week=alone_week) if alone_week else Draft("prose")
        content.read(outline.add(draft), 0, first)
    else:
        outline.put("gap", 0, joined(lines[:first]))
    for place, head in enumerate(found):
        is_last = place + 1 == len(found) or found[place + 1].form == "heading"
        _read_section(content, head, ends[place], is_last)
    if "".join(piece.raw for piece in outline.pieces) != joined(lines):
        outline = _as_prose(lines)
    _finish(outline)
    return outline


def _as_prose(lines: list[Line]) -> Outline:
    """Everything as prose: the way out where sections would not hold every line once, which is a fault of ours."""
    outline = Outline()
    outline.put("prose", outline.add(Draft("prose")), joined(lines))
    outline.is_given_up = True
    return outline


def _tabled(lines: list[Line], kind: str, labels: Labels) -> set[str]:
    roles: set[str] = set()
    number = 0
    while number < len(lines):
        if html_table.begins(lines, number) and kind != "note":
            shaped = html_table.shape(html_table.rows_at(lines, number), kind, labels)
            roles.update(shaped.roles if shaped else ())
        if lines[number].kind != TABLE:
            number += 1
            continue
        end = number
        while end < len(lines) and lines[end].kind == TABLE:
            end += 1
        shaped = table.shape(lines, number, end, kind, labels)
        roles.update(shaped.roles if shaped else ())
        number = end
    return roles - {"", "prose"}


def _areas(lines: list[Line], found: list[Boundary], year: int | None) -> list[Boundary]:
    """The areas of a year: its headings of the highest level below the title, else its bullets with a list below."""
    own = [head for head in found if head.form == "heading" and not head.marked]
    titles = own[:1] if own and own[0].level == 1 and all(head.level > 1 for head in own[1:]) else []
    own = own[len(titles) :]
    if own:
        highest = min(head.level for head in own)
        for head in own:
            if head.level == highest and not set(head.roles) & {"keep", "problem", "try", "prose"}:
                head.roles = ("try",) if _is_ahead(head.heading, year) else ("area",)
        return found
    tops = [
        n for n, line in enumerate(lines) if line.kind == BULLETED and line.indent == 0 and line.region < 0
    ]
    # What stands below a heading that the writer marked is none of the list of areas.
    first = min(tops, default=0)
    end = next((head.line for head in found if head.marked and head.line > first), len(lines))
    tops = [n for n in tops if n < end]
    nested = [n for n in tops if any(_is_below(lines, n)) or _is_marked(lines[n])]
    plain = [head for head in found if not head.marked]
    if len(plain) > len(titles) or len(nested) < 2 or len(nested) < len(tops) / 2:
        return found
    areas = [Boundary(n, n + 1, _title(lines[n]), 0, ("area",), "bullet") for n in nested]
    return sorted([*found, *areas], key=lambda head: head.line)


def _is_marked(line: Line) -> bool:
    match = boundary.ROLE_MARK.search(line.text)
    return match is not None and match["name"] == "area"


def _title(line: Line) -> str:
    return boundary.plain(boundary.ROLE_MARK.sub("", line.text[line.content :]))


def _is_ahead(heading: str, year: int | None) -> bool:
    """Whether a year's section is about the next one."""
    named = dates.years(heading)
    if year and named and max(named) > year:
        return True
    return bool(re.search(r"next year|내년|새해|来年|明年|nächstes jahr", text.fold(heading)))


def _is_below(lines: list[Line], number: int) -> list[bool]:
    """Whether a list is nested below a bullet: one true value per nested bullet."""
    found = []
    for line in lines[number + 1 :]:
        if line.kind == BULLETED and line.indent == 0:
            break
        found.append(line.kind == BULLETED and line.indent >= 2)
    return found


def _absorb(found: list[Boundary], kind: str, labels: Labels) -> list[Boundary]:
    """Leave out the headings that stand below a section with a role and have none themselves: they are its content."""
    kept: list[Boundary] = []
    level = 0
    exact, over = False, ""
    for head in found:
        if head.marked == "item":
            continue
        role = boundary.role_of(head, kind)
        is_week = role == "week" or bool(head.marked)
        if (
            level
            and head.form == "heading"
            and head.level > level
            and not head.marked
            and not labels.is_flow(head.heading)
            and not (role == "prose" and _APART.match(normalise(head.heading)))
            and (not role or role == "prose" or kind == "study" or (head.loose and exact))
            and not (over == "did" and role in _BESIDE_DID and labels.likely(head.heading))
        ):
            continue
        kept.append(head)
        if head.form != "heading":
            continue
        level = head.level if role not in ("", "prose") or is_week else 0
        exact, over = not head.loose, role
    return kept


def _read_section(content: Content, head: Boundary, end: int, is_last: bool) -> None:
    outline, lines = content.outline, content.lines
    if head.marked == "flow" and outline.sections:
        _read_levels(content, head, end)
        return
    role = boundary.role_of(head, content.kind) or "prose"
    level = head.level if head.form == "heading" else 0
    draft = Draft(role, head.heading, level, head.form, group=text.clean_line(head.group))
    if role == "week":
        draft.week = week.week_of(head.heading, content.year)
    section = outline.add(draft)
    low = section_end.continued(lines, head, end)
    head_lines = lines[head.line : head.end]
    if head.inline:
        raw = head_lines[0].raw
        outline.pieces.append(Piece("head", section, _head_parts(head, raw[: head.inline])))
        asked = (
            low < end and lines[low].kind == BULLETED and bool(_ASKED.match(text.fold(raw[head.inline :])))
        )
        content.read_inline(section, raw[head.inline :], joined(lines[head.end : low]), is_asked=asked)
    else:
        outline.pieces.append(Piece("head", section, _head_parts(head, joined(head_lines))))
    if head.form == "bullet":
        draft.indent = lines[head.line].content
    tail = section_end.of(lines, head, low, end, is_last=is_last)
    content.read(section, low, tail)
    if tail < end:
        content.read(outline.add(Draft("prose")), tail, end)


def _read_levels(content: Content, head: Boundary, end: int) -> None:
    """A flow table that the writer made: it states levels and nothing else, so it is no section of its own."""
    outline, lines = content.outline, content.lines
    section = len(outline.sections) - 1
    outline.sections[section].flow = True
    rows = [number for number in range(head.line, end) if lines[number].kind == TABLE]
    if rows:
        outline.flow.update(table.read_flow(lines, rows[0], rows[-1] + 1))
    outline.put("levels", section, joined(lines[head.line : end]))


def sections_of(outline: Outline, labels: Labels) -> list[Section]:
    """The outline's sections with their weeks as prose and field lines tell, and without items yet."""
    found = [
        Section(
            new_uid(),
            draft.role,
            text.clean_line(draft.heading),
            min(draft.level, 6),
            (),
            draft.prose,
            draft.week,
        )
        for draft in outline.sections
    ]
    weeks = [place for place, section in enumerate(found) if section.week]
    for order, place in enumerate(weeks):
        stated = week.told(found[place], order, len(weeks), labels, found[place + 1 :])
        lines = text.split_lines("\n".join(piece.raw for piece in outline.of(place) if piece.kind == "meta"))
        fields = dict(field for line in lines if (field := meta.field(line)))
        found[place] = replace(found[place], week=meta.apply_week(stated, fields, labels))
    return found


def _head_parts(head: Boundary, raw: str) -> list[Part]:
    """A head with its words as a part of their own, where they stand in it as one run."""
    at = raw.find(head.heading) if head.heading else -1
    if at < 0:
        return [Part("other", raw)]
    return [Part("other", raw[:at]), Part("text", head.heading), Part("other", raw[at + len(head.heading) :])]


def _finish(outline: Outline) -> None:
    """Fill in what depends on whole sections: prose and labels."""
    _drop_empty(outline)
    _drop_empty_groups(outline)
    for draft, pieces in zip(outline.sections, outline.by_section(), strict=True):
        draft.prose = prose_of(pieces, draft.indent)
    _split_middles(outline)


def _drop_empty_groups(outline: Outline) -> None:
    """A group's line with no item below it gathers nothing: it is prose."""
    for pieces in outline.by_section():
        last: Piece | None = None
        for piece in [*pieces, None]:
            if piece is None or piece.kind == "group":
                if last is not None:
                    last.kind = "prose"
                last = piece
            elif piece.item and last is not None and piece.item.group == last.name:
                last = None


def _drop_empty(outline: Outline) -> None:
    """Leave out sections that got no source: the one that a table at the very top was read into."""
    used = {piece.section for piece in outline.pieces}
    kept = [number for number in range(len(outline.sections)) if number in used]
    if len(kept) == len(outline.sections):
        return
    place = {number: at for at, number in enumerate(kept)}
    outline.sections = [outline.sections[number] for number in kept]
    for piece in outline.pieces:
        piece.section = place[piece.section]


def _split_middles(outline: Outline) -> None:
    """Take labels out of the middle of texts, in sections where other items have theirs after the text."""
    for draft, pieces in zip(outline.sections, outline.by_section(), strict=True):
        found = [piece for piece in pieces if piece.item and piece.fields]
        ended = [
            piece
            for piece in found
            if any(a.name == "text" and b.name == "label" for a, b in pairwise(piece.parts))
        ]
        for piece in found if ended else ():
            assert piece.item
            assert piece.fields
            split_middle(piece.parts, piece.fields, ROLES[draft.role].prefix)
            piece.item = replace(piece.item, label=piece.fields.label, text=piece.fields.text)


def with_items(outline: Outline, sections: list[Section]) -> list[Section]:
    """The sections, which are the outline's, with their items."""
    return [
        replace(section, items=tuple(piece.item for piece in pieces if piece.item))
        for section, pieces in zip(sections, outline.by_section(), strict=True)
    ]
