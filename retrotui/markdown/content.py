"""What stands below a section's head: which of its blocks are items, which name a group, and which stay prose."""

from __future__ import annotations

import re
from itertools import pairwise

from retrotui import text
from retrotui.markdown import (
    combined,
    dates,
    item_line,
    meta,
    paragraph,
    quoted,
    tasks,
    titled,
    unit,
    week_place,
)
from retrotui.markdown.boundary import ROLE_MARK, plain
from retrotui.markdown.item_line import Part, Rules
from retrotui.markdown.label import Labels
from retrotui.markdown.piece import Outline, Piece, dedent, joined
from retrotui.markdown.prose import Prose
from retrotui.markdown.scan import (
    BLANK,
    BULLETED,
    HTML,
    QUOTE,
    QUOTE_SIGN,
    RULE,
    TABLE,
    Line,
    tight_bullet,
)
from retrotui.markdown.unit import ITEM, PARAGRAPH, SUB, Unit
from retrotui.model.entry import Item, new_uid

_GROUP_LINE = re.compile(
    r"[ \t]*(?:\*\*|__)[ \t]*(?P<bold>[^*_\n]+?)[ \t]*(?:\*\*|__)[ \t]*[:：]?[ \t]*$|[ \t]*[\[【「](?P<bracket>[^\]】」\n]{1,60})[\]】」][ \t]*[:：]?[ \t]*$|[ \t]*(?P<at>@[\w.-]+)[ \t]*[:：]?[ \t]*$"
)
_COLON_LINE = re.compile(r"[ \t]*(?P<colon>[^\n]{1,60}?)[ \t]*[:：][ \t]*$")
NO_GROUP = "—"
"""Before the mark of a group: the items below are in none."""
_PROSE_KINDS = ("prose", "outcome")
_PARAGRAPH_KINDS = ("kpt", "daily", "aar", "study")
"""Kinds in which a paragraph under a role is an item; in a year, as in a study's week, it is prose."""


class Content:
    """Reads the lines below section heads into an outline."""

    def __init__(
        self, outline: Outline, lines: list[Line], labels: Labels, kind: str, year: int | None
    ) -> None:
        self.outline = outline
        self.lines = lines
        self.labels = labels
        self.kind = kind
        self.year = year
        self._prose = Prose(outline, lines, labels, kind, year)

    def read(self, section: int, low: int, high: int) -> None:
        """Read the lines from `low` up to `high` as the section's content."""
        draft = self.outline.sections[section]
        units = unit.split(self.lines, low, high, tight=draft.role not in _PROSE_KINDS)
        if draft.role in _PROSE_KINDS:
            self._prose.read(section, units)
        elif draft.role == "week":
            self._week(section, units)
        elif draft.form == "bullet" and paragraph.is_lesson(units, self.lines):
            self._lesson(section, units)
        else:
            self._items(section, units)
            if draft.role == "problem" and re.search(r"\btry\b|시도|対策", text.fold(draft.heading)):
                combined.split_tries(self.outline, section, self._rules(section))

    def read_inline(self, section: int, raw: str, body: str = "", *, is_asked: bool = False) -> None:
        """Read an item that stands on its section's own line, `**Keep**: pairing every morning`, and the lines that go on with it.

        What only says what is asked for (`is_asked`) is prose.
        """
        content = raw.rstrip("\r\n") if body else raw
        if is_asked or item_line.is_placeholder(content, self.labels):
            self.outline.put("prose", section, raw + body)
            return
        group = self.outline.sections[section].group
        self._line_item(section, "", content, raw[len(content) :], 0, body, group)

    def _rules(self, section: int) -> Rules:
        return Rules(self.labels, self.kind, self.outline.sections[section].role)

    def _raw(self, block: Unit) -> str:
        return joined(self.lines[block.low : block.high])

    def _week(self, section: int, units: list[Unit]) -> None:
        """A week's bullets are goals only when boxed or under a label of goals; the rest is prose."""
        asked = week_place.asks_for_goals(self.outline.sections[section].heading, self.labels)
        under_goals, group = asked, ""
        for number, block in enumerate(units):
            first = self.lines[block.low]
            leads = under_goals and len(first.text) > 40 and first.text.rstrip().endswith((":", "："))
            if block.kind == SUB or (block.kind == PARAGRAPH and block.high == block.low + 1 and not leads):
                under_goals = self.labels.is_goals(first.title or first.text)
                under_goals = under_goals or (asked and block.kind == PARAGRAPH)
            if block.kind == BLANK:
                self.outline.put("gap", section, self._raw(block))
            elif block.kind == PARAGRAPH and all(
                meta.field(line.text) for line in self.lines[block.low : block.high]
            ):
                self.outline.put("meta", section, self._raw(block))
            elif (
                block.kind != ITEM
                and _is_marked_group(first)
                and (name := self._group_name(section, units, number)) is not None
            ):
                group = name
            elif block.kind == ITEM and (under_goals or self._is_boxed(first)):
                self._item(section, block, group)
            else:
                self.outline.put("prose", section, self._raw(block))

    def _is_boxed(self, line: Line) -> bool:
        rules = Rules(self.labels, self.kind, "week")
        _, fields = item_line.parse("", line.text[line.content :], "", rules)
        return fields.boxed

    def _lesson(self, section: int, units: list[Unit]) -> None:
        """A whole text under a bullet is one item: its first line, and everything else as its body."""
        first = next(number for number, block in enumerate(units) if block.kind != BLANK)
        last = max(number for number, block in enumerate(units) if block.kind != BLANK)
        for block in units[:first]:
            self.outline.put("gap", section, self._raw(block))
        low, high = units[first].low, units[last].high
        self._text_item(section, low, high, self.outline.sections[section].group)
        for block in units[last + 1 :]:
            self.outline.put("gap", section, self._raw(block))

    def _text_item(self, section: int, low: int, high: int, group: str = "") -> None:
        """An item whose first line is plain text."""
        line = self.lines[low]
        shown = line.text.lstrip(" \t\u3000")
        at = line.raw.find(shown) if shown else 0
        bare = ROLE_MARK.sub("", shown) if paragraph.is_marked(line) else shown
        lead, tail = line.raw[:at], line.raw[at + len(bare) :]
        body = joined(self.lines[low + 1 : high])
        self._line_item(section, lead, bare, tail, line.indent, body, group, "paragraph")

    def _items(self, section: int, units: list[Unit]) -> None:
        """A role's content: the list items, else sub-headings, else paragraphs; the rest is prose."""
        marked = paragraph.marked(units, self.lines)
        taken = {n for at, count in marked.items() for n in range(at + 1, at + 1 + count)}
        has_list = any(block.kind == ITEM for n, block in enumerate(units) if n not in taken)
        has_rows = any(block.kind == TABLE and self._is_tasks(block) for block in units)
        self._titled = titled.are_items(units, self.lines) or titled.say(units, self.lines)
        # What leads into sub-headings that are items is none of them.
        first_sub = titled.opens(units) if self._titled else 0
        self._described = titled.are_described(units, self.lines)
        detailed = _detailed(units, self.lines) if has_list else set()
        group = self.outline.sections[section].group
        skip = 0
        asides = self._asides(units)
        for number, block in enumerate(units):
            if skip:
                skip -= 1
            elif block.kind == BLANK:
                self.outline.put("gap", section, self._raw(block))
            elif block.kind == ITEM:
                self._item(section, block, group)
            elif block.kind == SUB:
                skip = self._sub(section, units, number)
                group = group if skip else self._group
            elif number in asides or (number < first_sub and block.kind == PARAGRAPH):
                self.outline.put("prose", section, self._raw(block))
            elif block.kind == TABLE and (self._prose.is_flow(block) or self._prose.is_board(block)):
                # Whatever stands above it, it belongs to no role: it holds levels, or roles of its own.
                section = self._prose.table(self.outline.add_prose(), block)
            elif block.kind == TABLE and not has_list and self._is_tasks(block):
                self.outline.pieces += tasks.read(
                    self.lines, block.low, block.high, section, self._rules(section)
                )
            elif block.kind == QUOTE and not has_list:
                self._quoted(section, block, group)
            elif number in marked:
                skip = marked[number]
                self._text_item(section, block.low, units[number + skip].high, group)
            elif block.kind == PARAGRAPH and number in detailed:
                skip = paragraph.run(units, number + 1, (ITEM,))
                self._text_item(section, block.low, units[number + skip].high, group)
            elif block.kind == PARAGRAPH and self._prose.opens_levels(units, number):
                # Under a bold line of its own, which is none of the labels: it belongs to no role.
                self._prose.levels_below(units, number)
                return
            elif block.kind == PARAGRAPH and (name := self._group_name(section, units, number)) is not None:
                group = name
            elif block.kind == PARAGRAPH and not (has_list or has_rows) and self.kind in _PARAGRAPH_KINDS:
                skip = paragraph.below(units, number, self.lines)
                self._paragraph(section, block, units[number + skip].high, group)
            else:
                self.outline.put("prose", section, self._raw(block))

    def _is_tasks(self, block: Unit) -> bool:
        return tasks.is_list(self.lines, block.low, block.high)

    def _asides(self, units: list[Unit]) -> set[int]:
        """Places of a template's guide: an aside that was never closed, up to the first list."""
        found: set[int] = set()
        for number, block in enumerate(units):
            opens = block.kind == HTML and self.lines[block.low].text.lstrip().lower().startswith("<aside")
            if opens or (number - 1 in found and block.kind in (BLANK, PARAGRAPH, HTML)):
                found.add(number)
        return found

    _group = ""
    _titled = False
    """Whether the section's sub-headings are items, for text stands right below them."""
    _described = False
    """Whether they are, for what is listed below them describes them."""

    def _sub(self, section: int, units: list[Unit], number: int) -> int:
        """A heading inside a section: a group when a list follows, an item when prose does; gives the units it took."""
        block = units[number]
        rest = units[number + 1 :]
        ahead = next((n for n, other in enumerate(rest) if other.kind == SUB), len(rest))
        below = [other for other in rest[:ahead] if other.kind != BLANK]
        line = self.lines[block.low]
        title = ROLE_MARK.sub("", line.title)
        self._group = text.clean_line(plain(title))
        if not line.title.endswith(meta.ITEM_MARK) and (
            (any(other.kind == ITEM for other in below) and not (self._described or self._titled))
            or (bool(below) and all(other.kind in (TABLE, RULE) for other in below))
            or (not below and ahead == len(rest))
            or self._is_empty_sub(rest, ahead)
        ):
            self._put_group(section, block, self._group)
            return 0
        last = max((n for n, other in enumerate(rest[:ahead]) if other.kind != BLANK), default=-1)
        at = line.raw.find(title)
        high = rest[last].high if last >= 0 else block.high
        if len(below) == 1 and self._says_nothing(below[0]):
            # `#### Ann` with `nothing special` below it tells of no item.
            self.outline.put("prose", section, joined(self.lines[block.low : high]))
            return last + 1
        tail = line.raw[at + len(title) :]
        self._line_item(
            section,
            line.raw[:at],
            title,
            tail,
            0,
            joined(self.lines[block.low + 1 : high]),
            "",
            "heading",
        )
        return last + 1

    def _says_nothing(self, block: Unit) -> bool:
        """Whether a unit is a line and says that there is nothing to say."""
        line = self.lines[block.low]
        is_line = block.high == block.low + 1 and block.kind in (PARAGRAPH, ITEM)
        return is_line and self.labels.is_nothing(
            line.text[line.content :] if block.kind == ITEM else line.text
        )

    def _is_empty_sub(self, rest: list[Unit], ahead: int) -> bool:
        """A heading right above a deeper heading gathers what follows."""
        below = [other for other in rest[:ahead] if other.kind != BLANK]
        return not below and ahead < len(rest)

    def _group_name(self, section: int, units: list[Unit], number: int) -> str | None:
        """The name of a group, if the paragraph is a line that names one and a list follows; puts it down."""
        block = units[number]
        line = self.lines[block.low]
        following = next((other for other in units[number + 1 :] if other.kind != BLANK), None)
        if block.high != block.low + 1 or following is None or following.kind != ITEM:
            return None
        bare = ROLE_MARK.sub("", line.text)
        if _is_marked_group(line):
            marked = bare.strip().removeprefix("**").removesuffix("**")
            return self._put_group(section, block, "" if bare.strip() == NO_GROUP else marked)
        match = _GROUP_LINE.match(bare) or _COLON_LINE.match(bare)
        name = plain(bare.strip()) if match else bare.strip()
        if not match and not self.labels.state_of(bare):
            return None
        return self._put_group(section, block, name)

    def _put_group(self, section: int, block: Unit, name: str) -> str:
        """Put down the line of a group; gives the name that its items carry."""
        cleaned = text.clean_line(name)
        self.outline.pieces.append(Piece("group", section, [Part("other", self._raw(block))], name=cleaned))
        return cleaned

    def _paragraph(self, section: int, block: Unit, end: int, group: str) -> None:
        """The items of a paragraph, the last of which has all up to the line `end` as its body."""
        low = paragraph.pictured(self.lines, block.low, block.high)
        self.outline.put("prose", section, joined(self.lines[block.low : low if low < block.high else end]))
        found = paragraph.spans(self.lines, low, block.high) if low < block.high else []
        found[-1:] = [(found[-1][0], end)] if found else []
        for low, high in found:
            if item_line.is_placeholder(self.lines[low].text, self.labels):
                self.outline.put("prose", section, joined(self.lines[low:high]))
            else:
                self._text_item(section, low, high, group)

    def _quoted(self, section: int, block: Unit, group: str) -> None:
        """A list inside a quote: each bullet is an item, quoted lines below it are its body; any other quote is prose."""
        starts = quoted.starts(self.lines, block.low, block.high)
        first = starts[0] if starts else block.high
        self.outline.put("prose", section, joined(self.lines[block.low : first]))
        for low, high in pairwise([*starts, block.high]):
            line = self.lines[low]
            lead = quoted.lead(line.text)
            content = line.text[len(lead) :]
            at = line.raw.find(line.text) + len(lead)
            if item_line.is_placeholder(content, self.labels):
                self.outline.put("prose", section, joined(self.lines[low:high]))
                continue
            tail, body = line.raw[at + len(content) :], joined(self.lines[low + 1 : high])
            self._line_item(section, line.raw[:at], content, tail, 0, body, group)

    def _item(self, section: int, block: Unit, group: str) -> None:
        """A list item; an empty one is a gap, not an item."""
        line = self.lines[block.low]
        start = line.content if line.kind == BULLETED else tight_bullet(line)
        bom = len(line.raw) - len(line.raw.removeprefix("\ufeff"))
        lead, content = line.raw[: start + bom], line.text[start:]
        if lead.lower().lstrip().startswith("<li"):
            content = re.sub(r"\s*</li>\s*$", "", content, flags=re.IGNORECASE)
        tail = line.raw[start + bom + len(content) :]
        body = joined(self.lines[block.low + 1 : block.high])
        if item_line.is_placeholder(content, self.labels) or (
            not body.strip() and item_line.is_name_alone(content)
        ):
            words = bool(re.search(r"\w", content)) or body.strip()
            self.outline.put("prose" if words else "gap", section, self._raw(block))
            return
        indent = next(
            (other.indent for other in self.lines[block.low + 1 : block.high] if other.kind != BLANK), 0
        )
        self._line_item(section, lead, content, tail, indent or start, body, group)

    def _line_item(
        self,
        section: int,
        lead: str,
        content: str,
        tail: str,
        indent: int,
        body: str = "",
        group: str = "",
        form: str = "line",
    ) -> None:
        rules = self._rules(section)
        parts, fields = item_line.parse(lead, content, tail, rules)
        if not fields.text:
            self.outline.put("prose", section, lead + content + tail + body)
            return
        if body:
            parts.append(Part("body", body))
        state = fields.state
        known = self.labels.state_of(group) if group else ""
        if known and rules.states and state == rules.states[0].name and not fields.boxed:
            state = rules.state(known)
        is_area = self.outline.sections[section].role == "area"
        nested = quoted.unquoted(body) if QUOTE_SIGN.match(lead) else body
        plain_body, stated = meta.take(dedent(nested)[0])
        item = Item(
            new_uid(),
            label=fields.label,
            text=fields.text,
            body=plain_body,
            state=state,
            category=fields.category,
            group=group,
            date=dates.opening_month(fields.text, self.year) if is_area and self.year else None,
        )
        item = meta.with_fields(item, stated)
        self.outline.pieces.append(Piece("item", section, parts, item, fields, form, indent))


def _is_marked_group(line: Line) -> bool:
    """Whether a line says itself that it names a group."""
    return line.text.rstrip().endswith("<!-- group -->")


def _detailed(units: list[Unit], lines: list[Line]) -> set[int]:
    """Positions of plain one-line paragraphs that each have the list right below them as their detail."""
    found = {
        number
        for number, block in enumerate(units[:-1])
        if block.kind == PARAGRAPH
        and block.high == block.low + 1
        and units[number + 1].kind == ITEM
        and not _GROUP_LINE.match(lines[block.low].text)
        and not _COLON_LINE.match(lines[block.low].text)
    }
    wide = [number for number in found if text.cell_width(lines[units[number].low].text) > 12]
    lists = [
        number
        for number, block in enumerate(units)
        if block.kind == ITEM and (not number or units[number - 1].kind != ITEM)
    ]
    return found if len(wide) >= 2 and len(found) == len(lists) and len(wide) > len(found) / 2 else set()
