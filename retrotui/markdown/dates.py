"""Dates and spans in running text, as people write them: `2021-08-09 ~ 2021-08-14`, `05.16`, `17 February 2026`, `2月第3週`.

Knows the notations of English, Korean, Japanese and Chinese; asks no clock: a year that is not written comes from
the caller.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator

import msgspec

from retrotui import text
from retrotui.model.periods import Span

_MONTHS = {name.casefold(): number for number, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name[:3]: number for name, number in _MONTHS.items()} | {"sept": 9}
_MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
_YEAR = r"(?:19|20)\d\d"
_YEAR_OR_SHORT = rf"(?:{_YEAR}|(?<![\d.])\d\d)"
"""Before 年 or 년 two digits are a year as well: `24년 1월 29일`."""
_NTH_WEEK = r"(?P<k>\d|[一二三四五]|첫|두|둘|세|셋|네|넷|다섯)\s*(?:週|周|주차|주(?!\w)|번?째\s?주)"
_NTH = {name: at % 5 + 1 for at, name in enumerate("一二三四五첫둘셋넷")} | {
    "두": 2,
    "세": 3,
    "네": 4,
    "다섯": 5,
}
_ERAS = {"令和": 2018, "平成": 1988}
_NO_DIGIT, _NO_DIGIT_AFTER = r"(?<![\d.,/-])", r"(?![\d]|[.,/-]\d)"
_SLASHED, _SLASHED_AFTER = (
    r"(?:(?<![\d.,/-])|(?<=[a-z]-)|(?<=\d-)(?=\d\d?/\d))",
    r"(?!\d|[.,/]\d|-\d(?!\d?/\d))",
)
"""Between two days in slashes a hyphen may stand without blanks: `6/17-6/24`."""
_SHORT_YEAR = r"['’]\d\d(?!\d)"
_NOTATIONS = (
    rf"{_NO_DIGIT}(?P<y>{_YEAR})-?w(?P<w>\d\d?)(?!\d)",
    r"(?P<e>令和|平成)\s*(?P<n>\d\d?|元)\s*年\s*(?P<m>\d\d?)\s*月\s*(?P<d>\d\d?)\s*日?",
    rf"(?P<y>{_YEAR_OR_SHORT})\s*[年년]\s*(?P<m>\d\d?)\s*[月월]\s*(?P<d>\d\d?)(?!\d|\s*(?:週|周|주|번?째))\s*[日일号號]?",
    rf"(?P<y>{_YEAR})\s*年\s*第\s*(?P<w>\d\d?)\s*[週周]",
    rf"(?P<y>{_YEAR})\s{{0,2}}[年년]?\s{{0,2}}(?P<h>[상하]반기|[上下]半[期年])",
    rf"(?<![a-z\d])h(?P<h>[12])[\s,/_-]{{0,2}}(?P<y>{_YEAR})(?!\d)",
    rf"(?<!\d)(?P<y>{_YEAR})[\s,/_-]{{0,2}}h(?P<h>[12])(?![a-z\d])",
    rf"(?<![a-z])(?P<h>first|second) half of (?P<y>{_YEAR})(?!\d)",
    rf"(?<![a-z\d])q(?P<q>[1-4])[\s,/_-]{{0,2}}(?P<y>{_YEAR})(?!\d)",
    rf"(?<!\d)(?P<y>{_YEAR})[\s,/_-]{{0,2}}q(?P<q>[1-4])(?![a-z\d])",
    rf"(?P<y>{_YEAR})\s{{0,2}}[年년]?\s{{0,2}}第?\s{{0,2}}(?P<q>[1-4一二三四])\s*(?:분기|四半期|季度)",
    rf"{_NO_DIGIT}(?P<y>{_YEAR})\s(?P<m>0[1-9]|1[0-2])\s(?P<d>[0-3]\d)(?![\d:])",
    rf"(?<!\d)(?<!\d[.,/])(?P<y>{_YEAR})(?P<s>\s?[-./_]\s?)(?P<m>\d\d?)\s?[-./_]\s?(?P<d>\d\d?)(?!\d)",
    rf"{_NO_DIGIT}(?P<m>0[1-9]|1[0-2])[-/.](?P<d>[0-3]\d)[-/.](?P<y>\d\d)(?=\s+\d{{1,2}}:\d\d(?::\d\d)?\s*[ap]m\b)",
    r"(?<![\w.,/-])(?P<m>0[1-9]|1[0-2])(?P<d>[0-2]\d|3[01])(?=\s*[(（\[][월화수목금토일月火水木金土日](?:요일|曜日?)?[)）\]])",
    r"(?<![\w.,/-])(?<![.,/-]\s)(?P<m>1[0-2]|[1-9])\s/\s(?P<d>[12]\d|3[01]|[1-9])(?=\s*[(（\[][월화수목금토일月火水木金土日](?:요일|曜日?)?[)）\]])",
    r"(?:(?<=day\d_)|(?<=day\d\d_))(?P<m>0[1-9]|1[0-2])(?P<d>[0-2]\d|3[01])(?!\d)",
    rf"(?<![\d.,/])(?P<y>{_YEAR})(?P<m>0\d|1[0-2])(?P<d>[0-3]\d){_NO_DIGIT_AFTER}",
    rf"(?P<u>)(?<![\d.,/])(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?P<y>{_YEAR}){_NO_DIGIT_AFTER}",
    rf"(?P<u>)(?<![\d.,/])(?P<d>0[1-9]|[12]\d|3[01])(?P<m>0[1-9]|1[0-2])(?P<y>{_YEAR}){_NO_DIGIT_AFTER}",
    rf"(?<![\w.,/-])(?P<y>{_YEAR})[\s,./-]{{1,2}}(?P<m>{_MONTH})[\s./-]{{1,2}}(?P<d>\d\d?)(?:st|nd|rd|th)?(?![\d:])",
    rf"(?<![\w.,/-])(?P<d>\d\d?)(?P<m>{_MONTH})(?P<y>{_YEAR})(?!\w)",
    rf"{_NO_DIGIT}(?P<d>\d\d?)(?:st|nd|rd|th)?(?:\s+of)?(?:\s+|-|[/.](?=[a-z]))(?P<m>{_MONTH})(?:(?:,?[\s\-]+|[/.]|(?<=\.))(?P<y>{_YEAR})|(?:,?\s*(?=['’])|[/-])(?P<z>['’]?\d\d)(?!\d))?(?![a-z])",
    rf"(?<![a-z])(?P<m>{_MONTH})[\s\-/]+(?P<d>\d\d?)(?:st|nd|rd|th)?(?!\d|:)(?:(?:,?\s*|[-/])(?P<y>{_YEAR})(?!\d)|,?\s*(?P<z>{_SHORT_YEAR}))?",
    rf"(?<![a-z])(?P<m>{_MONTH}),?\s*(?P<z>{_SHORT_YEAR})",
    rf"(?<![\w.,/-])(?P<y>{_YEAR})[\s,/_-]{{0,2}}(?:week|wk|cw|kw)[\s#-]{{0,2}}(?P<w>\d\d?)(?!\d)",
    rf"(?<![a-z])(?:week|wk|cw|kw|w)[\s#.-]{{0,2}}(?P<w>\d\d?)(?:[\s,/-]{{1,2}}|\s+(?:of|in)\s+)(?P<y>{_YEAR}){_NO_DIGIT_AFTER}",
    rf"(?P<y>{_YEAR_OR_SHORT})\s*[年년]\s*(?P<m>\d\d?)\s*[月월](?:\s*第?\s*{_NTH_WEEK})?",
    r"(?<!\d)(?P<m>\d\d?)\s*[月월]\s*(?P<d>\d\d?)\s*[日일号號]",
    rf"(?<!\d)(?P<m>\d\d?)\s*[月월]\s*第?\s*{_NTH_WEEK}",
    rf"{_SLASHED}(?P<q>['’]?)(?P<a>\d\d?)(?P<s>[./-])\s?(?P<b>\d\d?)[./-]\s?(?P<c>{_YEAR}|['’]?\d\d){_SLASHED_AFTER}",
    rf"{_NO_DIGIT}(?P<y>{_YEAR})[-./](?P<m>0[1-9]|1[0-2]){_NO_DIGIT_AFTER}",
    rf"(?<![a-z])(?P<m>{_MONTH}),?\s+(?P<y>{_YEAR})(?!\d)",
    rf"(?P<u>)(?<![a-z]-){_SLASHED}(?P<m>0?[1-9]|1[0-2])(?P<s>[./-])\s?(?P<d>[0-3]?\d){_SLASHED_AFTER}",
    rf"(?P<u>){_NO_DIGIT}(?P<y>[12]\d)(?P<m>0[1-9]|1[0-2])(?P<d>[0-3]\d){_NO_DIGIT_AFTER}",
)
"""The ways in which days, weeks and longer times are written; of several that fit at a place the first counts.

Groups: `y z` year and short year, `e n` era and its year, `m d` month and day, `w` ISO week, `k` week of the month, `h q` half and quarter
of the year, `a b c` three short figures and `s` what stands between, `u` marks what may be something else.
"""
_ATOMS = re.compile(
    "|".join(re.sub(r"\(\?P<([a-z])>", rf"(?P<\g<1>{at}>", each) for at, each in enumerate(_NOTATIONS)),
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_DATED = re.compile(
    r"\d\d\d\d|\d\s?[./_-]\s?['’]?\d|\d\s*[年년月월]|[年년]\s*第?[一二三四]|[上상下하]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec",
    re.IGNORECASE,
)
"""What stands in every notation: a cheap look before the costly ones."""
_WEEKDAY = r"(?:\s*[(（\[]\s*(?:[월화수목금토일月火水木金土日]|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*)\.?(?:요일|曜日)?\s*[)）\]])?"
_CLOCK = r"(?:[T ]?\s*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:am|pm|z)?\s*(?:[+-]\d{2}:?\d{2})?)?"
_RANGE = re.compile(
    rf"\.?{_WEEKDAY}{_CLOCK}\s*(?:~+|[〜～∼→–—]|(?<=\d)[-_]to[-_](?=\d)|-+>?|\.\.+|/(?=(?:19|20)\d\d-)|부터|から|[至到]|to|through|thru|until|till|bis)\s*",
    re.IGNORECASE,
)
_DAY_ONLY = re.compile(
    rf"(\d{{1,2}})(?:st|nd|rd|th)?(?:\s*[일日号號])?(?:,?\s+(?P<y>{_YEAR})(?!\d))?(?![\d:]|[./-]\d)",
    re.IGNORECASE,
)
_ORDERED = re.compile(
    rf"(?<![\d/])(?:(?P<day>1[3-9]|2\d|3[01])/(?:0?[1-9]|1[0-2])|(?:0?[1-9]|1[0-2])/(?:1[3-9]|2\d|3[01]))/{_YEAR}(?![\d/])"
)
"""A date that says which of its figures is the day."""
_SHORT_RANGE = re.compile(
    rf"(?<![a-z\d])(?P<a>\d\d?)(?:st|nd|rd|th)?\s*[-–~]\s*(?P<b>\d\d?)(?:st|nd|rd|th)?\s+(?P<m>{_MONTH})(?:,?\s+(?P<y>{_YEAR}))?",
    re.IGNORECASE,
)


_DASHED = re.compile(
    r"((?:\d[./]\d\d?|(?<!\d)\d{8}))-(?=(?:(?:19|20)?\d\d[./])?\d\d?[./]\d|(?:19|20)\d{6}(?!\d))|(?<![\d./])(\d\d?/\d\d?)-(?=\d\d(?![\d./-]))"
)
"""A hyphen between two dates of dots or slashes: `1/22-1/26`, `20240122-20240126`, `1/22-26`."""


_DOTTED = re.compile(
    rf"(?<![\d.])(?P<d>\d\d?)\.(?P<m>0?[1-9]|1[0-2])\.?\s{{0,2}}[-–~]\s{{0,2}}(?=\d\d?\.(?P<n>0?[1-9]|1[0-2])\.(?P<y>{_YEAR})(?!\d))"
)
"""`27.06. – 01.07.2022`, with the day before the month and the year of both behind the second."""


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


def find(line: str, year: int | None = None) -> list[Found]:
    """The dates and spans of a text in order. `year` is used where none is written; without it such are left out."""
    folded = text.fold(line[:2000]) if len(line) < 20_000 else ""
    folded = _DOTTED.sub(_with_year, folded) if "." in folded else folded
    folded = _DASHED.sub(lambda match: f"{match[1] or match[2]}~", folded) if "-" in folded else folded
    return list(_spans(folded, year)) if _DIGIT.search(folded) and _DATED.search(folded) else []


def _with_year(match: re.Match[str]) -> str:
    year = int(match["y"]) - (int(match["m"]) > int(match["n"]))
    return f"{match['d']}.{match['m']}.{year}~"


def first(line: str, year: int | None = None, *, certain: bool = False) -> Found | None:
    """The first date or span of a text, or None; with `certain` only in an unmistakable notation."""
    return next((found for found in find(line, year) if found.certain or not certain), None)


def opening_month(line: str, year: int) -> dt.date | None:
    """The first day of the month that a line begins with: `4월 사내 …`, `10月`, `May:`; a whole date goes before."""
    found = first(line[:40], year)
    if found and found.start <= 2:
        return found.span.start
    match = re.match(
        rf"\W*(?:(\d{{1,2}})\s*[月월](?!\w*간)|({_MONTH})(?![a-z]))", text.fold(line[:40]), re.IGNORECASE
    )
    number = (int(match[1]) if match[1] else _MONTHS.get(match[2].rstrip(".")[:3], 0)) if match else 0
    return dt.date(year, number, 1) if 1 <= number <= 12 else None


def years(line: str) -> list[int]:
    """The years that a text names, such as `2018`, `18년도` or `'21`."""
    folded = text.fold(line)
    found = [int(match) for match in re.findall(r"(?<![\d.\-/])((?:19|20)\d\d)(?![\d]|[.\-/]\d)", folded)]
    found += [2000 + int(match) for match in re.findall(r"(?<!\d)(\d\d)\s*(?:년|年)", folded)]
    return found or [2000 + int(match) for match in re.findall(r"['’](\d\d)(?!\d)", folded)]


def _spans(folded: str, year: int | None) -> Iterator[Found]:
    atoms = [atom for match in _ATOMS.finditer(folded) if (atom := _atom(match, year))]
    high: _Atom | None
    if match := _SHORT_RANGE.search(folded):
        low, high = (
            _Atom(
                int(match["y"]) if match["y"] else None,
                _MONTHS[match["m"].rstrip(".").casefold()],
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
        between = _RANGE.match(folded, low.end)
        if between and position < len(atoms) and atoms[position].start == between.end():
            high = atoms[position]
            position += 1
        elif between and low.day and (only := _DAY_ONLY.match(folded, between.end())):
            stated = int(only["y"]) if only["y"] else low.year
            high = _Atom(stated, low.month, int(only[1]), low.start, only.end())
        if found := _found(low, high, year) or (_found(low, None, year) if high else None):
            yield _day_first(low, high, found)


def says_day_first(source: str) -> bool:
    """Whether the days in a document that say it stand before the month: `13/02/2026`, and none is `02/13/2026`."""
    said = [bool(match["day"]) for match in _ORDERED.finditer(source)] if "/" in source else []
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
    if "w" in group:
        return _Atom(int(group["y"]), 0, None, start, end, week=int(group["w"]))
    if "a" in group:
        return _short(group, start, end, context)
    if "h" in group:
        return _Atom(int(group["y"]), 7 if group["h"][0] in "하下2s" else 1, None, start, end, months=6)
    if "q" in group:
        quarter = _NTH.get(group["q"]) or int(group["q"])
        return _Atom(int(group["y"]), 3 * quarter - 2, None, start, end, months=3)
    month = group["m"].rstrip(".")
    number = int(month) if month.isdigit() else _MONTHS.get(month[:3], 0)
    year = group.get("y") or group.get("z")
    full = None if year is None else int(year) if len(year) == 4 else 2000 + int(year.lstrip("'’"))
    if "e" in group:
        full = _ERAS[group["e"]] + (1 if group["n"] == "元" else int(group["n"]))
    week = (_NTH.get(group["k"]) or int(group["k"])) if "k" in group else None
    return _Atom(full, number, int(group["d"]) if "d" in group else None, start, end, week, "u" not in group)


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
            return _week_of_month(year, atom.month, atom.week)
        if atom.day:
            day = dt.date(year, atom.month, atom.day)
            return Span(day, day)
        end = atom.month + atom.months - 1
        return Span(dt.date(year, atom.month, 1), dt.date(year, end, calendar.monthrange(year, end)[1]))
    except (ValueError, IndexError):
        return None


def _week_of_month(year: int, month: int, number: int) -> Span:
    """The n-th week of a month: the weeks are counted from the Monday of the week with its first Thursday (ISO 8601)."""
    day = dt.date(year, month, 1)
    thursday = day + dt.timedelta(days=(3 - day.weekday()) % 7)
    monday = thursday - dt.timedelta(days=3) + dt.timedelta(weeks=number - 1)
    return Span(monday, monday + dt.timedelta(days=6))


def impossible(line: str) -> str:
    """A date in the text that no calendar has, such as `2021-02-30`; empty when there is none."""
    for match in _ATOMS.finditer(text.fold(line[:200])):
        atom = _atom(match)
        if atom and atom.year and atom.certain and _span(atom, atom.year) is None:
            return match[0]
    return ""
