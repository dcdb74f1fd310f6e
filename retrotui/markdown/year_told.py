"""The year of days that name none: the one in which they fall on the weekdays that stand beside them."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator

from retrotui.markdown.notation import MONTH, MONTHS

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
_NAMED = re.compile(
    rf"(?P<w>mon|tue|wed|thu|fri|sat|sun)(?:day|s|sday|nesday|rs|rsday|urday)?\b\.?,?\s+(?:the\s+)?(?:(?P<m>{MONTH})\s+(?P<d>\d\d?)|(?P<e>\d\d?)(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<n>{MONTH}))(?!\d|\w*\s?,?\s*(?:19|20)\d\d)",
    re.IGNORECASE,
)
"""`Monday, January 29th` and `Mon 29 Jan`."""
_BEHIND = re.compile(
    r"(?<![\d./-])(?P<m>1[0-2]|0?[1-9])(?:\s?월\s?|\s?月\s?|[/.])(?P<d>[0-3]?\d)[일日号]?\s*,?\s+(?:(?P<w>mon|tue|wed|thu|fri|sat|sun)(?:day|s|sday|nesday|rs|rsday|urday)?\b|(?:星期|周|礼拜)?(?P<v>[월화수목금토일月火水木金土日一二三四五六])(?:요일|曜日|曜)?(?![^\W\d_]))",
    re.IGNORECASE,
)
"""`1/29 Mon`, `1월 29일 월요일`, `1月29日 星期一`."""
_ENGLISH = re.compile(
    rf"(?<![a-z])(?P<m>{MONTH})\s+(?P<d>\d\d?)(?:st|nd|rd|th)?,?(?:\s*[(\[]|\s{{1,2}})(?P<w>mon|tue|wed|thu|fri|sat|sun)[a-z]{{0,6}}(?![a-z]|,?\s?(?:19|20)\d\d)",
    re.IGNORECASE,
)
"""`Feb 16 (Fri)` and `January 4, Monday`."""
_NAME = re.compile(
    r"(?i:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\b|[日일号]\s?,?\s(?:星期|周|礼拜)?[월화수목금토일月火水木金土日一二三四五六]|\d[일日号]?,?\s(?:[월화수목금토일月火水木金土]|星期|周|礼拜)"
)
"""The name of a weekday: a cheap look before the costly ones."""
_BACK = 12
"""Years before the file's own that are tried."""


def of_weekdays(source: str, latest: int | None) -> int | None:
    """The last year up to `latest` in which most of the days written as `2/29 (Thu)` fall on their weekday."""
    if latest is None:
        return None
    told = set(_days(source))
    fits = Counter(
        {
            year: sum(_falls(year, *each) for each in told)
            for year in range(latest, max(latest - _BACK, dt.MINYEAR), -1)
        }
    )
    best = max(fits, key=lambda year: (fits[year], year), default=None)
    return best if best and fits[best] >= 0.6 * len(told) > 0 else None


def _days(source: str) -> Iterator[tuple[int, int, int]]:
    """Month, day and weekday of the days that stand beside one."""
    if _HINT.search(source):
        yield from ((int(m["m"]), int(m["d"]), _NUMBER[m["w"].casefold()]) for m in _DAY.finditer(source))
    opening = source[:1500]
    if not _NAME.search(opening):
        return
    for match in _NAMED.finditer(opening):
        month = MONTHS[(match["m"] or match["n"]).casefold().rstrip(".")[:3]]
        yield month, int(match["d"] or match["e"]), _NUMBER[match["w"].casefold()]
    for match in _ENGLISH.finditer(opening):
        yield MONTHS[match["m"].casefold().rstrip(".")[:3]], int(match["d"]), _NUMBER[match["w"].casefold()]
    for match in _BEHIND.finditer(opening):
        yield int(match["m"]), int(match["d"]), _NUMBER[(match["w"] or match["v"]).casefold()]


def _falls(year: int, month: int, day: int, weekday: int) -> bool:
    try:
        return dt.date(year, month, day).weekday() == weekday
    except ValueError:
        return False
