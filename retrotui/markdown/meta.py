"""Fields that Markdown has no form for, as lines that people can read: `Reason: no time <!-- reason -->`.

The comment at the line's end names the field; the words before the colon are for the reader and may be in any language.
"""

from __future__ import annotations

import datetime as dt
import re

from msgspec.structs import replace

from retrotui import text
from retrotui.markdown.label import Labels
from retrotui.markdown.scan import OPAQUE_CLOSE, OPAQUE_OPEN
from retrotui.model.entry import Item, Week

_LINE = re.compile(
    r"^[ \t]*(?:[^:：\n]*[:：][ \t]*)?(?P<value>[^\n]*?)[ \t]*<!-- (?P<name>reason|size|date|attendance|percent|number|final) -->[ \t]*$"
)
ITEM_MARK = "<!-- item -->"
"""Says that a line or heading is an item, or that one begins here."""
GUARD = "<!---->"
"""Ends the reading of prefixes or begins that of suffixes: the writer's escape for a text that looks like either."""

_MARKER = re.compile(r"\s*<!-- /?prose -->(?:<!---->)*\s*")
_ESCAPED = re.compile(r"^(\s*<!-- /?prose -->(?:<!---->)*)<!---->$")
"""A marker that is text, with the guard that says so."""


def field(line: str) -> tuple[str, str] | None:
    """The name and value that a line states, or None for any other line."""
    # Lines without a comment are by far the most, and long runs of blanks would make the pattern slow.
    match = _LINE.match(line) if "<!-- " in line and len(line) < 2000 else None
    return (match["name"], text.clean_line(match["value"])) if match else None


def take(body: str) -> tuple[str, dict[str, str]]:
    """The body without its field lines and without the writer's prose markers, and the fields."""
    fields: dict[str, str] = {}
    kept: list[str] = []
    is_prose = False
    for line in body.split("\n"):
        found = None if is_prose else field(line)
        if found:
            fields[found[0]] = found[1]
            continue
        is_prose = (is_prose or line.strip() == OPAQUE_OPEN) and line.strip() != OPAQUE_CLOSE
        kept.append(line)
    while kept and not kept[0].strip():
        kept.pop(0)
    return bare("\n".join(kept).rstrip("\n") if fields else "\n".join(kept)), fields


def bare(body: str) -> str:
    """The body without prose markers around the whole of it."""
    lines = body.split("\n")
    if len(lines) >= 2 and lines[0].strip() == OPAQUE_OPEN and lines[-1].strip() == OPAQUE_CLOSE:
        return "\n".join(_ESCAPED.sub(r"\1", line) for line in lines[1:-1])
    return body


def fenced(body: str) -> str:
    """The body between prose markers; `bare` gives it back, markers of its own included."""
    lines = [line + GUARD if _MARKER.fullmatch(line) else line for line in body.split("\n")]
    return "\n".join([OPAQUE_OPEN, *lines, OPAQUE_CLOSE])


def with_fields(item: Item, fields: dict[str, str]) -> Item:
    """The item with the fields that its body's lines stated."""
    if "reason" in fields:
        item = replace(item, reason=fields["reason"])
    if "size" in fields:
        item = replace(item, size=fields["size"])
    if "date" in fields:
        item = replace(item, date=_date(fields["date"]))
    return item


def _date(value: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        return None


def item_lines(item: Item, labels: Labels, language: str, read_date: dt.date | None = None) -> list[str]:
    """The lines that state the item's reason, size and date; the date only where the text does not tell it."""
    stated = [(name, value) for name, value in (("size", item.size), ("reason", item.reason)) if value]
    if item.date != read_date:
        stated.insert(0, ("date", item.date.isoformat() if item.date else ""))
    return [f"{labels.word(language, name).capitalize()}: {value} <!-- {name} -->" for name, value in stated]


def apply_week(week: Week, fields: dict[str, str], labels: Labels) -> Week:
    """The week with what its field lines state, which goes before what its prose seems to tell."""
    if "number" in fields and fields["number"].isdigit():
        week = replace(week, number=int(fields["number"]))
    if "date" in fields:
        week = replace(week, date=_date(fields["date"]))
    if "attendance" in fields:
        week = replace(week, attendance=_attendance(fields["attendance"], labels))
    if "reason" in fields:
        week = replace(week, reason=fields["reason"])
    if "percent" in fields:
        match = re.match(r"\d+(?:\.\d+)?(?:e-?\d+)?", fields["percent"])
        week = replace(week, percent=float(match[0]) if match else None)
    if "final" in fields:
        week = replace(week, final=fields["final"].casefold() in ("yes", "예", "はい"))
    return week


def _attendance(value: str, labels: Labels) -> str:
    names = ("attended", "partly", "absent", "skipped")
    for words in labels.words.values():
        for name in names:
            if value in (name, words.get(name)):
                return name
    return ""


def week_lines(week: Week, told: Week, labels: Labels, language: str) -> list[str]:
    """The lines that state what heading and prose do not tell of a week."""
    lines: list[str] = []

    def state(name: str, word: str, value: str) -> None:
        lines.append(f"{labels.word(language, word).capitalize()}: {value} <!-- {name} -->")

    if week.number != told.number:
        state("number", "week", str(week.number))
    if week.date != told.date:
        state("date", "date", week.date.isoformat() if week.date else "")
    if week.attendance != told.attendance:
        state("attendance", "attendance", labels.word(language, week.attendance) if week.attendance else "")
    if week.reason != told.reason:
        state("reason", "reason", week.reason)
    if week.percent != told.percent:
        state(
            "percent",
            "progress",
            ""
            if week.percent is None
            else f"{week.percent:g} %"
            if float(f"{week.percent:g}") == week.percent
            else f"{week.percent!r} %",
        )
    if week.final != told.final:
        state("final", "final", "yes" if week.final else "no")
    return lines
