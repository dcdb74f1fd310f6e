"""Which headings and labels of a study's log are its weeks, and which of them stand behind their week with a role of their own."""

from __future__ import annotations

from retrotui.markdown import boundary, week_place
from retrotui.markdown.boundary import Boundary
from retrotui.markdown.label import Labels
from retrotui.markdown.scan import BLANK, BULLETED, HEADING, OPAQUE, Line

_WEEKLY = ("did", "keep", "problem", "try", "learned", "unclear", "well")


def with_listed(found: list[Boundary], lines: list[Line]) -> list[Boundary]:
    """The boundaries with the weeks that are list items, where no heading is a week."""
    if any(boundary.role_of(head, "study") == "week" for head in found):
        return found
    return sorted([*found, *week_place.listed(lines)], key=lambda head: head.line)


def with_labels(found: list[Boundary], others: list[Boundary], labels: Labels) -> list[Boundary]:
    """The boundaries, in the log of a single week with the lines that are labels where no heading is one.

    A report says `Blockers:` and `Plans for next week:` in plain lines. Of several weeks only what comes again, or what
    several people are asked, is a label.
    """
    weeks = {
        boundary.week_number(head.heading) for head in found if boundary.role_of(head, "study") == "week"
    }
    if any(boundary.resolve(head.roles, "daily") in _WEEKLY for head in found):
        return found
    again = {label.form for label in others if label.asked or label.often}
    forms = again if len(weeks) > 1 else again | {"line", "bold", "quote"}
    lined = [
        label
        for label in others
        if label.asked
        or label.often
        or (label.form in forms and not label.inline and not labels.is_goals(label.heading))
    ]
    roles = [boundary.resolve(label.roles, "daily") for label in lined]
    if len(set(roles) & {*_WEEKLY}) < 2:
        return found
    told = [label for label, role in zip(lined, roles, strict=True) if role in _WEEKLY or label.asked]
    for label in told:
        label.marked = boundary.resolve(label.roles, "daily")
    names = {label.group for label in told if label.asked}
    for head in found:
        is_name = head.heading in names
        # `Each one's own` is no part of the team's plans above it.
        if (
            (is_name or head.line > told[0].line)
            and not head.marked
            and boundary.role_of(head, "study") != "week"
        ):
            head.marked, head.group = "prose", head.heading if is_name else head.group
    return sorted([*found, *told], key=lambda head: head.line)


def after_marked(found: list[Boundary]) -> list[Boundary]:
    """The boundaries with a role; a heading without one that stands behind and not below them ends their text."""
    kept: list[Boundary] = []
    level = 0
    for head in found:
        if not head.marked and level and 0 < head.level <= level:
            head.marked = "prose"
        if head.marked:
            level = head.level or level
            kept.append(head)
    return kept


def told_of_week(found: list[Boundary], lines: list[Line], labels: Labels) -> list[Boundary]:
    """In a log of weeks the headings that play a role of a retrospective are sections of their own, behind their week.

    Of several weeks only those below them, and only where they ask for two things at least, or for one in lists.
    """
    weeks = [head for head in found if boundary.role_of(head, "study") == "week"]
    for head in weeks[1:]:
        # `## Next week (week 3)` below `# Week 2` plays a role of its own.
        role = boundary.resolve(head.roles, "daily")
        head.marked = role if head.level > weeks[0].level and role in _WEEKLY else head.marked
    weeks = [head for head in weeks if boundary.role_of(head, "study") == "week"]
    top = weeks[0].level if len({boundary.week_number(head.heading) for head in weeks}) > 1 else 0
    for head in weeks[1:]:
        head.marked = "prose" if head.level > weeks[0].level and not top else head.marked
    told: list[tuple[Boundary, str]] = []
    for head in found:
        role = boundary.resolve(head.roles, "daily")
        # `Plan` behind what was done is for the next week.
        is_own = labels.is_goals(head.heading) and not (role == "try" and told)
        below = next((each for each, _ in reversed(told) if each.level < head.level), None)
        if below and head.loose and not below.loose and below.form == "heading":
            # `Why joins?` below what was studied is what was studied.
            continue
        if role in _WEEKLY and not head.marked and not is_own and (not top or head.level > top):
            told.append((head, role))
    if top and len({role for _, role in told}) < 2 and not _are_lists([head for head, _ in told], lines):
        # A single text below each of several weeks tells of the week.
        return found
    for head, role in told:
        head.marked = "" if boundary.role_of(head, "study") == "week" else role
    return found


def _are_lists(heads: list[Boundary], lines: list[Line]) -> bool:
    """Whether a label comes again and more lists than texts stand right below it."""
    below = [next((line for line in lines[head.end :] if line.kind != BLANK), None) for head in heads]
    listed = sum(line is not None and line.kind == BULLETED for line in below)
    told = sum(line is not None and line.kind not in (BULLETED, HEADING, OPAQUE) for line in below)
    return len(heads) >= 2 and (listed > told or not told)
