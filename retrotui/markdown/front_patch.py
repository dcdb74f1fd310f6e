"""A front matter whose title, dates or tags changed: those lines are written anew, all others keep their bytes."""

from __future__ import annotations

import datetime as dt
import json
import re

from retrotui.markdown import front_day, front_matter
from retrotui.markdown.canonical import dump
from retrotui.markdown.digest import TITLES
from retrotui.markdown.front_matter import FrontMatter
from retrotui.model.entry import Entry
from retrotui.model.kinds import KINDS
from retrotui.model.periods import Span, describe
from retrotui.text import lines_with_ends

_DATE_NAMES = ("date", "start", "day", "period", "week", "created", "created_at", "publishdate", "published")


def patch(source: str, entry: Entry, told: Span | None, newline: str) -> str:
    """The front matter with the entry's title, span and tags where they differ from what it says.

    `told` is the span that the document told when it was read.
    """
    lines = lines_with_ends(source)
    front = front_matter.split(lines)
    headed = any(block.kind in TITLES for block in entry.blocks)
    if front.get("title") != entry.title and not headed and (front.get("title") or not _is_usual(entry)):
        lines = _set(lines, front.style, ("title",), entry.title, newline)
    if told is None or (told.start, told.end) != (entry.start, entry.end):
        lines = _dated(lines, front, entry, newline)
    if front.tags() != entry.tags:
        lines = _set_tags(lines, front.style, entry.tags, newline)
    return "".join(lines)


def _is_usual(entry: Entry) -> bool:
    """Whether an entry's title is the one that a document without any gets: it goes with the days, and nobody wrote it."""
    kind = KINDS[entry.kind]
    return entry.title == kind.title(entry.language, describe(Span(entry.start, entry.end), kind.period))


def _dated(lines: list[str], front: FrontMatter, entry: Entry, newline: str) -> list[str]:
    """The lines with the entry's days behind the key that tells them, or behind the two that begin and end them."""
    told = front_day.told(front)
    names = (told.key, *_DATE_NAMES) if told else _DATE_NAMES
    if told and told.end_key:
        lines = _set(lines, front.style, (told.key,), entry.start.isoformat(), newline, quote=False)
        return _set(lines, front.style, (told.end_key,), entry.end.isoformat(), newline, quote=False)
    return _set(lines, front.style, names, span_text(entry.start, entry.end), newline, quote=False)


def span_text(start: dt.date, end: dt.date) -> str:
    """A day, or a span with a tilde."""
    return start.isoformat() if start == end else f"{start.isoformat()} ~ {end.isoformat()}"


def _line_of(lines: list[str], names: tuple[str, ...]) -> int | None:
    for name in names:
        for number, line in enumerate(lines):
            if re.match(rf"[\ufeff \t]*[\"']?{re.escape(name)}[\"']?[ \t]*[:=]", line, re.IGNORECASE):
                return number
    return None


def _end_of(lines: list[str], number: int) -> int:
    """The line after a key's value: list items and indented lines below it belong to it."""
    end = number + 1
    while (
        end < len(lines)
        and re.match(r"[ \t]+\S|-[ \t]+|\][ \t]*,?[ \t]*$", lines[end])
        and not re.match(r"---", lines[end])
    ):
        end += 1
    return end


def _set(
    lines: list[str], style: str, names: tuple[str, ...], value: str, newline: str, *, quote: bool = True
) -> list[str]:
    number = _line_of(lines, names)
    if number is None:
        return _added(
            lines,
            style,
            f"{names[0]} = {json.dumps(value, ensure_ascii=False)}"
            if style == "toml"
            else f"{names[0]}: {_scalar(value, quote)}",
            newline,
        )
    match = re.match(r"([\ufeff \t]*[\"']?[\w.-]+[\"']?[ \t]*[:=][ \t]*)([^\r\n]*)([\r\n]*)", lines[number])
    assert match
    old = match[2]
    comment = (
        re.search(r"(?:^|\s)#.*$|\s+$", old)
        if not old.startswith(('"', "'"))
        else re.search(r"(?<=[\"'])\s+(?:#.*)?$", old)
    )
    head = match[1] if match[1].endswith((" ", "\t")) or style == "toml" else match[1] + " "
    if style == "toml" or old.startswith('"'):
        shown = json.dumps(value, ensure_ascii=False)
    elif old.startswith("'"):
        shown = "'" + value.replace("'", "''") + "'"
    else:
        shown = value if style == "pelican" else _scalar(value, quote)
    line = head + shown + (comment[0] if comment else "") + match[3]
    return [*lines[:number], line, *lines[_end_of(lines, number) :]]


def _scalar(value: str, quote: bool) -> str:
    return dump({"x": value}).removeprefix("x: ").rstrip("\n") if quote else value


def _added(lines: list[str], style: str, line: str, newline: str) -> list[str]:
    at = len(lines) if style == "pelican" else max(len(lines) - 1, 0)
    return [*lines[:at], line + newline, *lines[at:]]


def _set_tags(lines: list[str], style: str, tags: tuple[str, ...], newline: str) -> list[str]:
    number = _line_of(lines, ("tags", "tag", "keywords"))
    if style == "toml":
        shown = f"tags = {json.dumps(list(tags), ensure_ascii=False)}"
    elif style == "pelican":
        shown = f"tags: {', '.join(tags)}"
    elif number is not None and _end_of(lines, number) > number + 1 and tags:
        margin = re.match(r"[ \t]*", lines[number + 1])
        listed = dump({"tags": list(tags)}).rstrip("\n").split("\n")
        shown = newline.join([listed[0], *(f"{margin[0] if margin else ''}{line}" for line in listed[1:])])
    else:
        shown = f"tags: {json.dumps(list(tags), ensure_ascii=False)}"
    if number is None:
        return _added(lines, style, shown, newline)
    key = re.match(r"[\ufeff \t]*[\"']?\w+[\"']?[ \t]*[:=]", lines[number])
    shown = (key[0] if key else "tags:") + shown[shown.index("=" if style == "toml" else ":") + 1 :]
    return [*lines[:number], shown + newline, *lines[_end_of(lines, number) :]]
