"""A changed date written where the document states it: into its heading or its key line, in the notation that it had."""

from __future__ import annotations

import calendar
import datetime as dt
import re

from retrotui import text
from retrotui.markdown import dates, notation, stated
from retrotui.markdown.label import Labels
from retrotui.markdown.scan import BLANK, HEADING, HTML, QUOTE, RULE, TABLE, TEXT, Line
from retrotui.markdown.stated import KEY_LINE
from retrotui.model.periods import Span

_AFTER = re.compile(notation.WEEKDAY)


def place(lines: list[Line], span: Span, labels: Labels) -> int:
    """The line that states the span, looked for where the reader looks: title, key lines, opening; -1 for none."""
    headings = [number for number, line in enumerate(lines) if line.kind == HEADING][:3]
    opening = [number for number, line in enumerate(lines) if line.kind != BLANK][:12]
    keys = [
        number
        for number in opening
        if (match := KEY_LINE.match(lines[number].text)) and stated.is_date_key(match["key"], labels)
    ]
    table = [number for number in opening if lines[number].kind == TABLE]
    last = [number for number, line in enumerate(lines) if line.kind not in (BLANK, RULE)][-3:]
    last = [number for number in last if lines[number].kind in (HTML, QUOTE, TEXT)]
    for number in (*headings[:1], *keys, *opening[:3], *headings[1:], *table, *last):
        line = lines[number]
        found = dates.first(line.text, span.start.year)
        # A day inside a sentence tells what happened when; no other day makes it true.
        said = line.kind == TEXT and number not in keys and len(line.text) > 40
        if found and span in (found.span, found.other) and not (said and found.start > 2):
            return number
    return -1


def patched(source: str, old: Span, new: Span) -> str:
    """The source with the first line that states the old span stating the new one; as it is when none does."""
    lines = text.lines_with_ends(source)
    for number, line in enumerate(lines):
        found = dates.first(line, old.start.year)
        if found and old in (found.span, found.other):
            return "".join([*lines[:number], _line(line, found.start, old, new), *lines[number + 1 :]])
    return source


def _line(line: str, start: int, old: Span, new: Span) -> str:
    folded = text.fold(line)
    if len(folded) != len(line):
        return line
    atoms = [match for match in notation.ATOMS.finditer(folded) if match.start() >= start]
    if not atoms:
        return line
    first, end, last = atoms[0], atoms[0].end(), None
    between = notation.RANGE.match(folded, end)
    if between and old.days > 1:
        if len(atoms) > 1 and atoms[1].start() == between.end():
            last, end = atoms[1], atoms[1].end()
        elif only := notation.DAY_ONLY.match(folded, between.end()):
            end = only.end()
    weekday = _AFTER.match(folded, end)
    plain = new.start.isoformat() if new.days == 1 else f"{new.start.isoformat()} ~ {new.end.isoformat()}"
    like = ""
    if new.days == 1 and end == first.end():
        like = _like(line, first, old.start, new.start)
    elif new.days > 1 and last and between:
        low, high = _like(line, first, old.start, new.start), _like(line, last, old.start, new.end)
        like = f"{low} ~ {high}" if "(" in between[0] else low + line[first.end() : last.start()] + high
        like = like if low and high else ""
    rest = line[weekday.end() if weekday else end :]
    for shown in (like, plain):
        done = line[: first.start()] + shown + rest
        found = dates.first(done, new.start.year) if shown else None
        if found and found.span == new:
            return done
    return line


def _like(line: str, atom: re.Match[str], old: dt.date, new: dt.date) -> str:
    """A day in the notation of another one; empty where that can not say it."""
    spans = {
        name.rstrip("0123456789"): atom.span(name)
        for name, value in atom.groupdict().items()
        if value is not None
    }
    if not {"m", "d"} <= set(spans) or set(spans) - {"y", "m", "d", "s", "u"}:
        return ""
    if any(not line[slice(*spans[name])].isascii() for name in "md"):
        # Chinese numerals.
        return ""
    if "y" not in spans and new.year != old.year:
        return ""
    shown = line[atom.start() : atom.end()]
    numbers = [was for name in "md" if (was := line[slice(*spans[name])]).isdigit()]
    padded = any(was[0] == "0" for was in numbers) or (
        len(numbers) == 2 and all(len(was) == 2 for was in numbers) and not re.search(r"[^\W\d_]", shown)
    )
    for name, value in sorted(
        (("y", new.year), ("m", new.month), ("d", new.day)), key=lambda part: -spans.get(part[0], (0, 0))[0]
    ):
        if name in spans:
            low, high = (at - atom.start() for at in spans[name])
            shown = shown[:low] + _number(shown[low:high], value, padded) + shown[high:]
    return shown


def _number(was: str, value: int, padded: bool) -> str:
    """The value in figures, or as the name of a month where that was one."""
    if was.isdigit():
        return str(value).zfill(2 if padded else 1)
    full = was.rstrip(".").casefold() in {name.casefold() for name in calendar.month_name}
    name = calendar.month_name[value] if full else calendar.month_abbr[value]
    return name.upper() if was.isupper() else name.lower() if was.islower() else name
