"""The year of days that name none: a folder's, or the one in which they fall on the weekdays that stand beside them."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from pathlib import PurePosixPath

_FOLDER = re.compile(r"((?:19|20)\d\d)[ _-]?(?:년도?|年度?)?")
"""The name of a folder that holds what was written in a year."""
_WEEKDAYS = ("월月一", "화火二", "수水三", "목木四", "금金五", "토土六", "일日")
_NUMBER = {letter: number for number, letters in enumerate(_WEEKDAYS) for letter in letters}
_NUMBER |= {name: number for number, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))}
_HINT = re.compile(
    r"\d[일日]?\s?[(（\[](?:[월화수목금토일月火水木金土日]|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6})(?:요일|曜日?)?[)）\]]"
)
_DAY = re.compile(
    r"(?<![\d./-])(?P<m>1[0-2]|0?[1-9])\s?[./\-월月]\s?(?P<d>[0-3]?\d)[일日]?\s?"
    r"[(（\[](?P<w>[월화수목금토일月火水木金土日]|(?:mon|tue|wed|thu|fri|sat|sun)(?=[a-z]{0,6}[)）\]]))",
    re.IGNORECASE,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMED_HINT = re.compile(r"\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|MON|TUE|WED|THU|FRI|SAT|SUN)[A-Za-z]{0,6}\b")
_WEEKDAY_NAME = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?"
_MONTH_NAME = rf"(?:{'|'.join(_MONTHS)})[a-z]{{0,6}}\.?"
_NAMED_DAY = re.compile(
    rf"(?:\b(?P<v>{_WEEKDAY_NAME}),?[ \t]{{1,3}})?(?:\b(?P<m>{_MONTH_NAME})[ \t]{{1,3}}(?P<d>[0-3]?\d)(?:st|nd|rd|th)?|(?<!\d)(?P<e>[0-3]?\d)(?:st|nd|rd|th)?[ \t]{{1,3}}(?P<n>{_MONTH_NAME}))(?!\w)"
    rf"(?:[ \t]{{0,3}}[,(\-–—:]?[ \t]{{0,3}}(?P<w>{_WEEKDAY_NAME}))?(?![ \t]?[,(]?[ \t]?(?:19|20)\d\d)",
    re.IGNORECASE,
)
"""`January 4, Monday`, `Mon, 4 Jan`, with the weekday before or behind it; a year behind it needs no telling."""
_BACK = 12
"""Years before the file's own that are tried."""


def of_folder(path: str) -> int | None:
    """The year that the nearest folder named after one names: `2023년/retro.md`."""
    folders = PurePosixPath(path.replace("\\", "/")).parts[:-1]
    named = [int(match[1]) for part in folders if (match := _FOLDER.fullmatch(part))]
    return named[-1] if named else None


def of_weekdays(source: str, latest: int | None) -> int | None:
    """The last year up to `latest` in which most of the days written as `2/29 (Thu)` or `Thu, 29 Feb` fall on their weekday."""
    if latest is None:
        return None
    told = set[tuple[int, int, int]]()
    if _HINT.search(source):
        told |= {
            (int(each["m"]), int(each["d"]), _NUMBER[each["w"].casefold()]) for each in _DAY.finditer(source)
        }
    if not told and _NAMED_HINT.search(source):
        told |= _named(source)
    if not told:
        return None
    fits = Counter(
        {
            year: sum(_falls(year, *each) for each in told)
            for year in range(latest, max(latest - _BACK, dt.MINYEAR), -1)
        }
    )
    best = max(fits, key=lambda year: (fits[year], year), default=None)
    return best if best and fits[best] >= 0.6 * len(told) > 0 else None


def _named(source: str) -> set[tuple[int, int, int]]:
    """Month, day and weekday of the days that are written with the names of both."""
    return {
        (
            _MONTHS.index((each["m"] or each["n"])[:3].casefold()) + 1,
            int(each["d"] or each["e"]),
            _NUMBER[(each["v"] or each["w"])[:3].casefold()],
        )
        for each in _NAMED_DAY.finditer(source)
        if each["v"] or each["w"]
    }


def _falls(year: int, month: int, day: int, weekday: int) -> bool:
    try:
        return dt.date(year, month, day).weekday() == weekday
    except ValueError:
        return False
