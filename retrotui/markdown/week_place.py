"""The weeks of a study plan where no heading names them: numbered items, table rows, the file's own name."""

from __future__ import annotations

import re
from itertools import pairwise

from msgspec.structs import replace

from retrotui.markdown import boundary, dates, item_line, meta, table, week
from retrotui.markdown.boundary import Boundary
from retrotui.markdown.cell import BREAK
from retrotui.markdown.item_line import Part, Rules
from retrotui.markdown.label import Labels
from retrotui.markdown.piece import Draft, Outline, Piece, joined
from retrotui.markdown.scan import BULLETED, HEADING, TABLE, Line, is_table_rule
from retrotui.markdown.table import Cell

_NUMBER = re.compile(r"[1-9]\d?")
_COUNTS_WEEKS = re.compile(r"주차?|weeks?|wk|第?n?[週周][目次]?", re.IGNORECASE)
"""The head of a column that counts weeks."""
_LONGEST = 80
"""Characters of a list item that names a week; what is longer is a sentence about one."""


def listed(lines: list[Line]) -> list[Boundary]:
    """The top-level list items that each name a week and hold what belongs to it: `1. Week of February 17th, 2020`."""
    tops = [
        number
        for number, line in enumerate(lines)
        if line.kind == BULLETED and line.indent == 0 and line.region < 0
    ]
    found = [number for number in tops if _names_week(lines[number].text[lines[number].content :])]
    # A list below a heading that follows the plan is none of its weeks.
    end = (
        next((n for n in range(found[0], len(lines)) if lines[n].kind == HEADING), len(lines)) if found else 0
    )
    tops, found = [n for n in tops if n < end], [n for n in found if n < end]
    if len(found) < 0.6 * len(tops) or (len(found) < 2 and not (found and _spans_days(lines[found[0]]))):
        return []
    return [
        Boundary(n, n + 1, boundary.plain(lines[n].text[lines[n].content :]), 0, (), "bullet", marked="week")
        for n in found
    ]


def _spans_days(line: Line) -> bool:
    """Whether the item of a single week says from when to when it was."""
    found = dates.first(line.text[line.content :], 2000)
    return found is not None and 1 < found.span.days <= 14


def _names_week(content: str) -> bool:
    bare = content.strip()
    if not bare or len(bare) > _LONGEST:
        return False
    number = boundary.WEEK.search(bare)
    if number and number.start() <= 4:
        return True
    found = dates.first(bare, 2000)
    return "week" in bare.casefold()[:8] and found is not None


def rows(lines: list[Line], low: int, high: int) -> list[int]:
    """The weeks of a table's rows from the first one of content on, 0 for others; empty when fewer than two are weeks."""
    rule = next((n for n in range(low, min(low + 3, high)) if is_table_rule(lines[n])), low - 1)
    cells_of = [table.cells(lines[n].text) for n in range(low, high)]
    body = cells_of[rule + 1 - low :]
    found = [_week_of(row) for row in body]
    if rule == low + 1 and sum(map(bool, found)) and (opening := _week_of(cells_of[0])):
        # Markdown asks for a first row above the rule, and this one is content as those below are.
        return [opening, 0, *found]
    if rule > low and cells_of[0] and _COUNTS_WEEKS.fullmatch(_bare(cells_of[0][0])):
        numbers = [_bare(row[0]) if len(row) > 1 else "" for row in body]
        counted = [int(number) if _NUMBER.fullmatch(number) else 0 for number in numbers]
        found = [week or number for week, number in zip(found, counted, strict=True)]
    return found if sum(map(bool, found)) >= 2 else []


def _bare(cell: Cell) -> str:
    return cell.text.strip(" \t*_")


def _heading(cell: Cell, number: int, counts: str) -> str:
    """What a week's row is called: by its first cell, or where that only counts, by the word that heads the column."""
    if not _NUMBER.fullmatch(_bare(cell)):
        return boundary.plain(cell.text)
    if "주" in counts:
        return f"{number}주차"
    return f"第{number}週" if re.search("[週周]", counts) else f"Week {number}"


def _week_of(row: list[Cell]) -> int:
    return boundary.week_number(row[0].text) or 0 if len(row) > 1 else 0


def read_rows(
    outline: Outline,
    lines: list[Line],
    first: int,
    weeks: list[int],
    enclosing: int,
    table_at: tuple[int, int],
    year: int | None,
    rules: Rules,
) -> int:
    """Read a plan whose `weeks` are a table's rows from the line `first` on; gives the last section's index.

    The first cell is the week, the others are its prose and, after a `<br>` or with a box, its fields and goals. `table_at` is where the table begins, and its number.
    """
    section = enclosing
    low, number = table_at
    outline.put("prose", enclosing, joined(lines[low:first]))
    for row, line in enumerate(lines[first : first + len(weeks)]):
        found = table.row_cells(line)
        if row == 1 and first == low and is_table_rule(line):
            outline.put("syntax", section, line.raw, table=number, row=row, name=table.RULE)
            continue
        if not weeks[row]:
            section = section if section != enclosing else outline.add_prose()
            outline.put("prose", section, line.raw, table=number, row=row)
            continue
        stated = week.week_of(" ".join(_words(cell.text, rules) for cell in found), year)
        stated = replace(stated, number=weeks[row])
        heading = _heading(found[0], weeks[row], table.cells(lines[low].text)[0].text)
        section = outline.add(Draft("week", heading, 0, "row", stated))
        label, rest = found[0], found[1].start
        own = replace(rules, role="week")
        head = [
            Part("other", line.raw[: label.start]),
            Part("text", label.text),
            Part("other", line.raw[label.end : rest]),
        ]
        outline.pieces.append(Piece("head", section, head, table=number, row=row))
        _read_cells(outline, line, found[1:], section, own, (number, row))
    return section


def _words(raw: str, rules: Rules) -> str:
    """What a cell says but for its goals, which may name days of their own."""
    weekly = replace(rules, role="week")
    said = [part for part in BREAK.split(raw) if not item_line.parse("", part.strip(), "", weekly)[1].boxed]
    return " ".join(said)


def _read_cells(
    outline: Outline, line: Line, found: list[Cell], section: int, rules: Rules, at: tuple[int, int]
) -> None:
    """The cells of a week. The bars between them are prose as well, so that it reads like the row."""
    number, row = at
    position = found[0].start
    for each in found:
        outline.put("prose", section, line.raw[position : each.start], table=number, row=row)
        _read_cell(outline, line.raw[each.start : each.end], section, rules, at)
        position = each.end
    outline.put("syntax", section, line.raw[position:], table=number, row=row)


def _read_cell(outline: Outline, raw: str, section: int, rules: Rules, at: tuple[int, int]) -> None:
    """A cell of a week: prose, lines after a `<br>` that state a field, and from the first box on its goals."""
    number, row = at
    breaks = [(0, 0), *(match.span() for match in BREAK.finditer(raw))]
    ends = [*(low for low, _ in breaks[1:]), len(raw)]
    position = 0
    for (low, start), end in zip(breaks, ends, strict=True):
        is_goal = item_line.parse("", raw[start:end].strip(), "", rules)[1].boxed
        is_field = meta.field(raw[start:end]) is not None
        if is_goal or is_field:
            outline.put("prose", section, raw[position:low], table=number, row=row)
        if is_goal:
            outline.put("syntax", section, raw[low:start], table=number, row=row)
            table.read_cell(outline, raw[start:], section, rules, number, row)
            return
        if is_field:
            outline.put("meta", section, raw[low:end], table=number, row=row)
            position = end
    outline.put("prose", section, raw[position:], table=number, row=row)


def count_in_tables(lines: list[Line]) -> int:
    """How many rows of tables are weeks."""
    total = number = 0
    while number < len(lines):
        end = number
        while end < len(lines) and lines[end].kind == TABLE:
            end += 1
        total += sum(map(bool, rows(lines, number, end))) if end > number else 0
        number = max(end, number + 1)
    return total


def with_plan_goals(found: list[Boundary], labels: Labels) -> list[Boundary]:
    """The boundaries; goals that stand before all of several weeks are what the whole plan is for."""
    weeks = [head.line for head in found if head.form == "heading" and boundary.week_number(head.heading)]
    above = [head for head in found if head.line <= weeks[0]] if len(weeks) > 1 else []
    for head, below in pairwise(above):
        asks = labels.is_goals(head.heading) or bool(set(head.roles[:1]) & {"goal", "issue"})
        # `# Plan` above `## Week 1` is the title of the weeks.
        if asks and not head.marked and below.level <= head.level:
            head.marked = "goal"
    return found


def asks_for_goals(heading: str, labels: Labels) -> bool:
    """Whether a week's heading says that its list is of goals: `Week 5 goals`, `5週目の目標`."""
    words = boundary.WEEK.sub(" ", heading).strip(" \t-–—:：·|()[]の의")
    return words != heading and labels.is_goals(words)


def title(stated: str, path: str) -> str:
    """A title that names a week: the stated one, else the file's or its folder's name if it is a week's."""
    if boundary.week_number(stated) is not None:
        return stated
    return named(path) or stated


def named(path: str) -> str:
    """The file's name, or its folder's, if it begins with the number of a week: `week3.md`, `3주차/README.md`."""
    parts = path.replace("\\", "/").split("/")
    for name in (parts[-1].rpartition(".")[0] or parts[-1], parts[-2] if len(parts) > 1 else ""):
        match = boundary.WEEK.match(name.strip("_- "))
        if match and "sprint" not in name.casefold():
            return name
    return ""
