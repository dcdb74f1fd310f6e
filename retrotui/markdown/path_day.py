"""The days that a file's path tells. A path is read from the outside in: each folder narrows what those around it say.

`2024/01/29.md`, `2024년/1월/29일.md`, `weeknotes/2024-13.md`, `202208/8월 1주차.md`, `2024/Q3/retro.md`.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from pathlib import PurePosixPath

import msgspec

from retrotui.markdown import boundary, dates, day, notation
from retrotui.model import periods
from retrotui.model.periods import Span

_YEAR_NAME = re.compile(r"(?:y|fy)?((?:19|20)\d\d)[ _-]?(?:y|년도?|年度?)?", re.IGNORECASE)
"""A folder or file that is named after a year and nothing else."""
_SHORT_YEAR_NAME = re.compile(r"([12]\d)\s?(?:y|년도?|年度?)", re.IGNORECASE)
_YEAR_IN = re.compile(r"(?<![\d.])(?<!\d[-_/])((?:19|20)\d\d)(?!\d|[.\-_/]\d)")
_SHORT_YEAR_IN = re.compile(r"(?<![\d.])([12]\d)\s?(?:년|年)")
_MONTH_NAME = re.compile(
    rf"(?:(?:0?[1-9]|1[0-2])[\s_.-]{{1,3}})?(?:(?P<n>{notation.MONTH})|(?:m|month[\s_-]?)?(?P<m>0?[1-9]|1[0-2])[월月]?)",
    re.IGNORECASE,
)
_QUARTER_NAME = re.compile(
    r"(?:q|quarter[\s_-]?)(?P<a>[1-4])|(?P<b>[1-4])(?:q|분기)|第?(?P<c>[1-4一二三四])(?:四半期|季度)",
    re.IGNORECASE,
)
_HALF_NAME = re.compile(
    r"(?:(?P<a>h1|1h|상반기|上半[期年]|first[\s_-]half)|h2|2h|하반기|下半[期年]|second[\s_-]half)(?![a-z\d]).*",
    re.IGNORECASE,
)
_DAY_NAME = re.compile(
    r"(?:d|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[\s_-])?(?P<d>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th|[일日号])?(?:[\s_-].*|d|[(（].*)?",
    re.IGNORECASE,
)
_MONTH_DAY = re.compile(r"(?P<m>0[1-9]|1[0-2])(?P<d>[0-2]\d|3[01])(?:(?!-\d{4}(?!\d))\D.*)?")
_MONTH_DAY_BESIDE = re.compile(rf"(?<![a-z])(?P<n>{notation.MONTH})(?P<d>\d\d?)(?!\d)", re.IGNORECASE)
_YEAR_MONTH = re.compile(
    rf"(?:(?P<y>20\d\d)(?:[\s_.-]?(?P<a>0[1-9]|1[0-2])|[\s_.-]?m(?P<b>0?[1-9]|1[0-2])|[\s_.-]?(?P<c>{notation.MONTH})|[\s_.-](?P<f>[1-9]))"
    rf"|(?P<d>{notation.MONTH})[\s_.-]?(?P<z>20\d\d)|(?P<s>[12]\d)(?:[\s_.-](?P<e>0[1-9]|1[0-2])|[년年][\s_]?(?P<g>0?[1-9]|1[0-2])[월月]))(?![\d])",
    re.IGNORECASE,
)
_US_DAY = re.compile(r"(?<!\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?P<y>[12]\d)(?!\d)")
"""`052024`, where it can be no year with its month: `181021`."""
_WORDS_AHEAD = re.compile(r"^[^\d]*[^\W\d][\s_-]+(?=\d)")
_YEAR_WEEK = re.compile(
    r"(?P<y>20\d\d)[\s_.-]{1,3}(?:(?:week|wk|w)[\s_-]?)?(?P<w>\d\d?)(?!\d|[\s_.-]\d)", re.IGNORECASE
)
_WEEKLY = re.compile(
    r"weekly|week-?\s?notes?|weeks?\b|周报|周记|周总结|週報|週次|주간|주차|wil\b", re.IGNORECASE
)
_MONTHLY = re.compile(r"month|월간|월별|月次|月報|月报", re.IGNORECASE)
_WEEK_OF_MONTH = re.compile(
    r"(?:week|wk|w)[\s_-]?(?P<a>[1-6])(?!\d)|(?P<b>[1-6])(?:st|nd|rd|th)[\s_-]week|第?(?P<c>[1-6一二三四五])\s?(?:주차|주(?!\w)|週|周)|(?P<d>[첫둘셋넷]|두|세|네|다섯)(?:번?째)?\s?주",
    re.IGNORECASE,
)


class _Told(msgspec.Struct, frozen=True):
    """What the parts of a path say up to one of them."""

    year: int | None = None
    month: int = 0
    span: Span | None = None


def span_of(path: str, year: int | None) -> Span | None:
    """The day, week or longer time that a path names; None where it names a year at most.

    `year` completes days that name none, where the path does not either.
    """
    parts, _ = _parts(path)
    told = _Told()
    weekly = False
    for place, part in enumerate(parts):
        # A folder of months within one of weeks is named so, and the other way round.
        weekly = (weekly or bool(_WEEKLY.search(part))) and not _MONTHLY.search(part)
        told = _narrowed(told, part, year, weekly, is_name=place == len(parts) - 1)
    return told.span


def is_day(path: str) -> bool:
    """Whether a file is named by a day and nothing else."""
    stem = PurePosixPath(path.replace("\\", "/")).stem
    found = dates.first(stem) if day.is_day(stem) else None
    return found is not None and found.certain and found.span.days == 1


def year_of(path: str) -> int | None:
    """The year that a path names, the nearest to the file's name."""
    parts, _ = _parts(path)
    for part in reversed(parts):
        bare = part.strip()
        if match := _YEAR_NAME.fullmatch(bare) or _YEAR_IN.search(bare):
            return int(match[1])
        if match := _YEAR_MONTH.match(bare):
            return int(match["y"] or match["z"] or 2000 + int(match["s"]))
        if match := _SHORT_YEAR_NAME.fullmatch(bare) or _SHORT_YEAR_IN.search(bare):
            return 2000 + int(match[1])
    return None


def _parts(path: str) -> tuple[list[str], str]:
    """The folders and the name of a file; a `README.md` has its folder's."""
    pure = PurePosixPath(path.replace("\\", "/"))
    parts = [*pure.parts[:-1], pure.stem]
    if len(parts) > 1 and parts[-1].casefold() in ("readme", "index"):
        parts.pop()
    return parts, parts[-1] if parts else ""


def _narrowed(told: _Told, part: str, year: int | None, weekly: bool, *, is_name: bool) -> _Told:
    """What is told with one more folder or the name."""
    bare = part.strip()
    if match := _YEAR_NAME.fullmatch(bare):
        return _Told(int(match[1]))
    if match := _SHORT_YEAR_NAME.fullmatch(bare):
        return _Told(2000 + int(match[1]))
    if whole := _whole(told, bare, weekly):
        return whole
    known = told.year or (year if is_name else None)
    if told.year and (inside := _inside(told, told.year, bare, weekly and is_name)):
        return _Told(told.year, told.month if inside.days <= 7 else inside.start.month, inside)
    found = dates.first(_joined(bare), known)
    if found and (found.stated_year or is_name) and _is_clear(found, told, bare):
        month = found.span.start.month if found.precision != "week" else told.month
        return _Told(found.span.start.year, month, found.span)
    return told


def _whole(told: _Told, bare: str, weekly: bool) -> _Told | None:
    """A part that is a year and its month or week: `202401`, `2024-Jan`, `2024-13` among weekly notes."""
    found = dates.first(_joined(bare))
    if found and found.precision == "week":
        return _Told(found.span.start.year, 0, found.span)
    if weekly and (match := _YEAR_WEEK.search(bare)) and (week := _week(int(match["y"]), int(match["w"]))):
        return _Told(int(match["y"]), 0, week)
    match = _YEAR_WEEK.fullmatch(bare)
    if match and int(match["w"]) > 12 and (week := _week(int(match["y"]), int(match["w"]))):
        return _Told(int(match["y"]), 0, week)
    match = _YEAR_MONTH.fullmatch(bare)
    behind = None if match else _YEAR_MONTH.fullmatch(_WORDS_AHEAD.sub("", bare))
    if match := match or (behind if behind and behind["y"] else None):
        year = int(match["y"] or match["z"] or 2000 + int(match["s"]))
        written = next(value for name in "abcdefg" if (value := match[name]))
        month = int(written) if written.isdigit() else notation.MONTHS[written.casefold().rstrip(".")[:3]]
        return _Told(year, month, _month(year, month))
    return None


def _inside(told: _Told, year: int, bare: str, weekly: bool) -> Span | None:
    """What a part says of the year, or the month, that the folders around it name."""
    found = dates.first(bare, year)
    if found and found.precision == "week":
        return found.span
    if told.month and (match := _WEEK_OF_MONTH.search(bare)) and not found:
        number = notation.number(next(value for value in match.groups() if value))
        return dates.week_of_month(year, told.month, number)
    if told.month and told.span and told.span.days > 7:
        if match := _MONTH_DAY.fullmatch(bare):
            return _day(year, int(match["m"]), int(match["d"]))
        return _day(year, told.month, int(match["d"])) if (match := _DAY_NAME.fullmatch(bare)) else None
    if weekly and (match := re.fullmatch(r"(?:w|week[\s_-]?)?(\d\d?)(?:[\s_-].*)?", bare, re.IGNORECASE)):
        return _week(year, int(match[1]))
    if not told.month and (match := _MONTH_NAME.fullmatch(bare)):
        written = match["n"]
        return _month(
            year, notation.MONTHS[written.casefold().rstrip(".")[:3]] if written else int(match["m"])
        )
    if match := _MONTH_DAY.fullmatch(bare):
        return _day(year, int(match["m"]), int(match["d"]))
    if match := _MONTH_DAY_BESIDE.search(bare):
        return _day(year, notation.MONTHS[match["n"].casefold().rstrip(".")[:3]], int(match["d"]))
    if match := _QUARTER_NAME.fullmatch(bare):
        first = 3 * notation.number(next(value for value in match.groups() if value)) - 2
        return Span(dt.date(year, first, 1), _month(year, first + 2).end)
    if match := _HALF_NAME.fullmatch(bare):
        first = 1 if match["a"] else 7
        return Span(dt.date(year, first, 1), _month(year, first + 5).end)
    week = None if found else boundary.week_number(bare)
    return _week(year, week) if week else None


def _is_clear(found: dates.Found, told: _Told, bare: str) -> bool:
    """Whether a day in a name is one: `3-4.md` may be a part of a chapter, `2024/3-4.md` and `03-04.md` are none."""
    if found.certain or found.stated_year or told.year:
        return True
    return bool(re.search(r"(?<!\d)(?:0\d|1[0-2])\D(?:[0-2]\d|3[01])(?!\d)", bare)) and not re.search(
        r"[a-z]\d", bare, re.IGNORECASE
    )


def _joined(bare: str) -> str:
    """A name as dates are written: an underscore behind a whole day parts two days, others are hyphens."""
    ranged = re.sub(r"(?<!\d)((?:20\d\d|\d\d)([-.]?)\d\d\2\d\d)_(?=\d\d)", r"\1~", bare)
    ranged = re.sub(r"(?<!\d)(\d{4})-(\d{4})(?!\d)", _two_days, ranged)
    ranged = _US_DAY.sub(_in_order, ranged)
    return re.sub(r"(?<=[^\W\d_])_(?=\d{6}(?!\d))", " ", ranged).replace("_", "-")


def _in_order(match: re.Match[str]) -> str:
    """Month, day and year with the year first; figures that may be in that order already stay."""
    if match["m"] >= "10" and match["d"] <= "12" and match["y"] <= "31":
        # `121024` may be of 2012; no short year before is written without a sign.
        return match[0]
    return f"20{match['y']}-{match['m']}-{match['d']}"


def _two_days(match: re.Match[str]) -> str:
    """`0129-0202` with signs, where both are days."""
    low, high = ((int(each[:2]), int(each[2:])) for each in match.groups())
    if not (low < high and all(0 < month <= 12 and 0 < day <= 31 for month, day in (low, high))):
        return match[0]
    return f"{low[0]:02}/{low[1]:02}~{high[0]:02}/{high[1]:02}"


def _day(year: int, month: int, day: int) -> Span | None:
    return (
        periods.day_span(dt.date(year, month, day))
        if 0 < day <= calendar.monthrange(year, month)[1]
        else None
    )


def _month(year: int, month: int) -> Span:
    return Span(dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1]))


def _week(year: int, number: int) -> Span | None:
    try:
        return periods.week_span(dt.date.fromisocalendar(year, number, 1))
    except ValueError:
        return None
