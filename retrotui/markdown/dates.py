"""Dates and spans in running text, as people write them: `2021-08-09 ~ 2021-08-14`, `05.16`, `17 February 2026`, `2月第3週`.

Knows the notations of English, Korean, Japanese and Chinese; asks no clock: a year that is not written comes from
the caller.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from functools import lru_cache

import msgspec

from retrotui import text
from retrotui.markdown import notation
from retrotui.model.periods import Span


class Found(msgspec.Struct, frozen=True):
    """A date or span that stands in a text."""

    span: Span
    start: int
    """Position of its first character, in the compatibility-folded text."""
    stated_year: bool
    """Whether the year is written; otherwise it came from the context."""
    precision: str = "day"
    """`day`, `week` or `month`."""
    certain: bool = True
    """False for notations that may be something else, such as `9/7` or `1.2`."""
    other: Span | None = None
    """The same figures with the day before the month, where `05/02/2026` does not say."""


class _Atom(msgspec.Struct, frozen=True):
    year: int | None
    month: int
    day: int | None
    start: int
    end: int
    week: int | None = None
    certain: bool = True
    months: int = 1
    """How many months it covers where it names no day: half a year, a quarter."""
    slashed: bool = False
    """Month or day first: `05/02/2026` says which only by what stands beside it."""

    @property
    def is_month(self) -> bool:
        """Whether it names a month and no part of it."""
        return bool(self.month) and not self.day and not self.week and self.months == 1


_TWO_FIGURES = re.compile(r"\d\d")
_ESCAPED = re.compile(r"\\(?=[\[\]().~_*-])")


@lru_cache(maxsize=2048)
def find(line: str, year: int | None = None) -> tuple[Found, ...]:
    """The dates and spans of a text in order. `year` is used where none is written; without it such are left out.

    Remembered for a while, as titles and headings are looked at for the kind, the parts and the days of a document.
    """
    # `Week of \\[08-09-2025\\]`: what Markdown escapes is a sign like others; as long, so that places stay.
    bare = _ESCAPED.sub(" ", line[:2000]) if "\\" in line[:2000] else line[:2000]
    folded = text.fold(bare) if len(line) < 20_000 else ""
    if "-" in folded:
        folded = notation.DASHED.sub(lambda match: f"{match[1] or match[2] or match[3]}~", folded)
    is_dated = notation.DIGIT.search(folded) and notation.DATED.search(folded)
    return tuple(_spans(folded, year)) if is_dated else ()


def first(line: str, year: int | None = None, *, certain: bool = False) -> Found | None:
    """The first date or span of a text, or None; with `certain` only in an unmistakable notation."""
    return next((found for found in find(line, year) if found.certain or not certain), None)


def opening_month(line: str, year: int) -> dt.date | None:
    """The first day of the month that a line begins with: `4월 사내 …`, `10月`, `May:`; a whole date goes before."""
    found = first(line[:40], year)
    if found and found.start <= 2:
        return found.span.start
    match = re.match(
        rf"\W*(?:(\d{{1,2}})\s*[月월](?!\w*간)|({notation.MONTH})(?![a-z]))",
        text.fold(line[:40]),
        re.IGNORECASE,
    )
    number = (int(match[1]) if match[1] else notation.MONTHS.get(match[2].rstrip(".")[:3], 0)) if match else 0
    return dt.date(year, number, 1) if 1 <= number <= 12 else None


def years(line: str) -> list[int]:
    """The years that a text names, such as `2018`, `18년도` or `'21`."""
    if not _TWO_FIGURES.search(line):
        return []
    folded = text.fold(line)
    found = [int(match) for match in re.findall(r"(?<![\d.\-/])((?:19|20)\d\d)(?![\d]|[.\-/]\d)", folded)]
    found += [2000 + int(match) for match in re.findall(r"(?<!\d)(\d\d)\s*(?:년|年)", folded)]
    return found or [2000 + int(match) for match in re.findall(r"['’](\d\d)(?!\d)", folded)]


def _spans(folded: str, year: int | None) -> Iterator[Found]:
    atoms = [atom for match in notation.ATOMS.finditer(folded) if (atom := _atom(match, year))]
    high: _Atom | None
    if match := notation.SHORT_RANGE.search(folded):
        low, high = (
            _Atom(
                int(match["y"]) if match["y"] else None,
                notation.MONTHS[match["m"].rstrip(".").casefold()],
                int(match[side]),
                match.start(),
                match.end(),
            )
            for side in "ab"
        )
        if found := _found(low, high, year):
            yield found
            return
    position = 0
    while position < len(atoms):
        low = atoms[position]
        high = None
        position += 1
        between = notation.RANGE.match(folded, low.end)
        if between and position < len(atoms) and atoms[position].start == between.end():
            high = atoms[position]
            position += 1
        elif between and low.day and (only := notation.DAY_ONLY.match(folded, between.end())):
            stated = int(only["y"]) if only["y"] else low.year
            high = _Atom(stated, low.month, int(only[1]), low.start, only.end())
        elif between and low.is_month and (only := notation.MONTH_ONLY.match(folded, between.end())):
            high = _Atom(low.year, int(only[1]), None, low.start, only.end())
        is_compact = between and low.day and folded[low.start : low.end].isdigit()
        if between and is_compact and (only := notation.COMPACT_ONLY.match(folded, between.end())):
            # `0202` behind `240129~` goes before a year that it might begin.
            high = _Atom(low.year, int(only[1]), int(only[2]), low.start, only.end())
            while position < len(atoms) and atoms[position].start < only.end():
                position += 1
        if found := _found(low, high, year) or (_found(low, None, year) if high else None):
            yield _day_first(low, high, found)


_ENDS_IN_YEAR = re.compile(r"[/-](?:19|20)\d\d(?![\d/-])")


def says_day_first(source: str) -> bool:
    """Whether the days in a document that say it stand before the month: `13/02/2026`, and none is `02/13/2026`."""
    if not _ENDS_IN_YEAR.search(source):
        return False
    said = [bool(match["day"]) for match in notation.ORDERED.finditer(source)]
    return bool(said) and all(said)


def _day_first(low: _Atom, high: _Atom | None, found: Found) -> Found:
    """`05/02/2026 - 08/02/2026` is four days in February rather than three months: the shorter reading counts."""
    if high is None and low.slashed and low.year and low.day:
        return msgspec.structs.replace(found, other=_span(_swapped(low), low.year))
    if high is None or not (low.slashed and high.slashed and low.year) or found.span.days <= 31:
        return found
    other = _found(_swapped(low), _swapped(high), None)
    return other if other and other.span.days < found.span.days else found


def _swapped(atom: _Atom) -> _Atom:
    return msgspec.structs.replace(atom, month=atom.day or 0, day=atom.month)


def _atom(match: re.Match[str], context: int | None = None) -> _Atom | None:
    group = {
        name.rstrip("0123456789"): value for name, value in match.groupdict().items() if value is not None
    }
    start, end = match.span()
    full = _year(group)
    if "w" in group:
        return _Atom(full, 0, None, start, end, week=notation.number(group["w"]))
    if "a" in group:
        return _short(group, start, end, context)
    if "f" in group:
        # Japan's working year begins in April.
        return _Atom(full, 10 if group["f"][0] == "下" else 4, None, start, end, months=6)
    if "h" in group:
        second = group["h"][0] in "하下" or notation.number(group["h"]) == 2
        return _Atom(full, 7 if second else 1, None, start, end, months=6)
    if "q" in group:
        return _Atom(full, 3 * notation.number(group["q"]) - 2, None, start, end, months=3)
    month = group["m"].rstrip(".")
    number = (
        notation.MONTHS.get(month[:3], 0) if month.isascii() and month.isalpha() else notation.number(month)
    )
    if "u" in group and "d" in group and notation.COUNTED.search(match.string, max(0, start - 12), start):
        return None
    week = notation.number(group["k"]) if "k" in group else None
    day = notation.number(group["d"]) if "d" in group else None
    return _Atom(full, number, day, start, end, week, "u" not in group)


def _year(group: dict[str, str]) -> int | None:
    if "e" in group:
        return notation.ERAS[group["e"]] + (1 if group["n"] == "元" else int(group["n"]))
    year = group.get("y") or group.get("z")
    if year is None:
        return None
    full = notation.number(year)
    return full if full >= 1000 else 2000 + full


def _short(group: dict[str, str], start: int, end: int, context: int | None) -> _Atom | None:
    """`26/05/2022`, `04/20/21`, `27/09/'16` and `22.02.03`: which number is which.

    The first of the usual orders that makes a day, one that is hardly in the future before others.
    """
    a, b, c = int(group["a"]), int(group["b"]), int(group["c"].lstrip("'’"))
    is_dotted = group["s"] == "."
    full = c if len(group["c"]) == 4 else 2000 + c
    last = [(full, b, a), (full, a, b)] if is_dotted else [(full, a, b), (full, b, a)]
    orders = last
    if len(group["c"]) == 2 and not (a <= 12 < c and not group["q"]):
        first = [(2000 + a, b, c)] if len(group["a"]) == 2 or a > 12 else []
        orders = first if group["q"] else [*first, *last]
    days = [order for order in orders if _is_day(*order)]
    latest = (context or 2100) + 1
    if not days:
        return _Atom(*orders[0], start, end, certain=False) if orders else None
    year, month, day = next((order for order in days if order[0] <= latest), days[0])
    # `10.15.21` may be a version; a slash, a name of the year or four figures are none.
    is_first = year == 2000 + a and month == b and day == c
    certain = (
        len(group["c"]) != 2
        or (is_first and a > 12)
        or (not is_dotted and max(a, b) > 12 and group["s"] == "/")
    )
    return _Atom(
        year, month, day, start, end, certain=certain, slashed=not is_dotted and a <= 12 and full == year
    )


def _is_day(year: int, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]


def _found(low: _Atom, high: _Atom | None, year: int | None) -> Found | None:
    low_year = low.year or (high.year if high else None) or year
    if low_year is None:
        return None
    start = _span(low, low_year)
    if start is None:
        return None
    precision = "week" if low.week else "day" if low.day else "month"
    certain = low.certain or high is not None
    stated = bool(low.year or (high and high.year))
    if high is None:
        return Found(start, low.start, stated, precision, certain)
    end = _span(high, high.year or low_year)
    if end and end.end < start.start and not high.year:
        end = _span(high, low_year + 1)
    elif end and end.end < start.start and not low.year:
        start = _span(low, low_year - 1) or start
    if end is None or end.end < start.start or (end.end - start.start).days > 800:
        return None
    return Found(Span(start.start, end.end), low.start, stated, precision, certain)


def _span(atom: _Atom, year: int) -> Span | None:
    try:
        if atom.week and not atom.month:
            monday = dt.date.fromisocalendar(year, atom.week, 1)
            return Span(monday, monday + dt.timedelta(days=6))
        if atom.week:
            return week_of_month(year, atom.month, atom.week)
        if atom.day:
            day = dt.date(year, atom.month, atom.day)
            return Span(day, day)
        start = dt.date(year, atom.month, 1)
        years, month = divmod(atom.month + atom.months - 2, 12)
        return Span(start, dt.date(year + years, month + 1, calendar.monthrange(year + years, month + 1)[1]))
    except (ValueError, IndexError):
        return None


def week_of_month(year: int, month: int, number: int) -> Span:
    """The n-th week of a month: the weeks are counted from the Monday of the week with its first Thursday (ISO 8601)."""
    day = dt.date(year, month, 1)
    thursday = day + dt.timedelta(days=(3 - day.weekday()) % 7)
    monday = thursday - dt.timedelta(days=3) + dt.timedelta(weeks=number - 1)
    return Span(monday, monday + dt.timedelta(days=6))


def impossible(line: str) -> str:
    """A date in the text that no calendar has, such as `2021-02-30`; empty when there is none."""
    for match in notation.ATOMS.finditer(text.fold(line[:200])):
        atom = _atom(match)
        if atom and atom.year and atom.certain and _span(atom, atom.year) is None:
            return match[0]
    return ""
