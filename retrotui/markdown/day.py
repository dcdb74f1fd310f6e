"""Lines and words that are a day and hardly more, by which logs are parted."""

from __future__ import annotations

import re

from retrotui import text
from retrotui.markdown import dates, notation
from retrotui.markdown.scan import BLANK, BULLETED, TEXT, Line

_WEEKDAY = re.compile(
    r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b[.,]*\s*|^[월화수목금토일月火水木金土日](?:요일|曜日?)\s*|"
    r"^(?:maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)\b,?\s*",
    re.IGNORECASE,
)
"""The name of a day before its date."""
_NO_WEEKDAY = r"\s+(?=\S)(?![(（\[]?[월화수목금토일月火水木金土日]\b|[~\-–])"
_SECTION = re.compile(rf"\W*\d{{1,2}}\.\d{{1,2}}\.?{_NO_WEEKDAY}")
_CHAPTER = re.compile(
    rf"\W*\d{{1,2}}-\d(?!\d)\s*[.)]?{_NO_WEEKDAY}(?!(?:{notation.MONTH})(?![a-z]))", re.IGNORECASE
)
"""`2-1. Results`, a section of a chapter."""
_BOLD_START = re.compile(r"(?:\*\*|__)([^*_\n]{3,24}?)[:：]?(?:\*\*|__)")
_BOLD_DAY = re.compile(r"[ \t]*(?:\*\*|__)[^*_]+(?:\*\*|__)[ \t]*[:：]?[ \t]*$")
_DAY_AT_END = 18
"""Characters of a day at the end of a heading at most."""
_CLOCK = re.compile(r"(?:[01]?\d|2[0-3]):[0-5]\d\s*(?:[ap]\.?m\.?)?\s*[,;–—-]?\s+(?=\d)", re.IGNORECASE)
"""The time of day before a date."""
_KEY = re.compile(r"\s*(?:date|time|day|when|日期|时间|日付|日時|날짜|일자|일시)\s*[:：]\s*", re.IGNORECASE)
"""A key before a heading's day: `Time：2025.5.26`."""
_NTH = (
    r"(?:day[\s_-]*\d{1,3}(?!\d)|\d{1,3}\s*일\s*차|第?\d{1,3}\s*日目|第\s*[\d一二三四五六七八九十]{1,3}\s*天)"
)
_COUNTED = re.compile(rf"\W*{_NTH}")
"""`Day 12: sorting`, of a log that counts its days."""
_ENDS_COUNTED = re.compile(rf"(?:^|\W){_NTH}\W*$")
_BARE = re.compile(r"(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:\s*[(（][^()（）]{1,4}[)）])?")
"""Month and day without a sign between them."""
_BEGUN = re.compile(
    r"[ ]{0,3}(\d\d?)(?:[/-]|월 ?|月)(\d\d?)(?:일|日)?(?=\s|$|[:：(（<.\-–—~])(?!\s*[~–—-]\s*\d)"
)
"""A day without its year before what was done on it."""
_HOLE = re.compile(
    r"(?:(?:[xX○〇◯_]{2,4}|[yY]{2,4}|20[xX○〇◯_]{2}|0000)\s?[-/.年년]\s?)?(?:[xX○〇◯_]{1,2}|[mM]{1,2}|00)\s?[-/.月월]\s?(?:[xX○〇◯_]{1,2}|[dD]{1,2}|00)\s?[日일]?"
    r"\s*(?:[(（][^()（）]{0,3}[)）])?"
)


def listed_days(lines: list[Line], *, nested: bool = False) -> list[int]:
    """The top-level list items that are nothing but a day, `- 3/5`, where they are most of the list.

    With `nested` also those below a single item that holds the whole list.
    """
    bullets = [n for n, line in enumerate(lines) if line.kind == BULLETED and line.region < 0]
    tops = [n for n in bullets if lines[n].indent == 0]
    if nested and len(tops) == 1 and len(bullets) > 1:
        least = min(lines[n].indent for n in bullets if n != tops[0])
        tops = [n for n in bullets if lines[n].indent == least]
    found = [n for n in tops if is_day(lines[n].text[lines[n].content :])]
    return found if len(found) >= 2 and len(found) >= 0.6 * len(tops) else []


def told_days(lines: list[Line]) -> list[int]:
    """The top-level list items that begin with a day in bold, `- **2 Jan** – a first sketch`, where they are most of the list."""
    tops = [
        n for n, line in enumerate(lines) if line.kind == BULLETED and line.region < 0 and not line.indent
    ]
    found = [
        n for n in tops if (match := _BOLD_START.match(lines[n].text, lines[n].content)) and is_day(match[1])
    ]
    return found if len(found) >= 0.6 * len(tops) else []


def day_lines(lines: list[Line]) -> list[int]:
    """The plain or bold lines above which nothing stands and that are a day."""
    return [
        number
        for number, line in enumerate(lines)
        if line.kind == TEXT
        and (not number or lines[number - 1].kind == BLANK)
        and (_BOLD_DAY.match(line.text) or opens_with_day(line.text))
        and is_dated(line.text)
    ]


def begun_days(lines: list[Line]) -> list[int]:
    """The paragraphs of a log that begin with a day without its year, `3/4 -> sketched the tables`: three at least, in order."""
    found: list[int] = []
    days: list[tuple[int, int]] = []
    for number, line in enumerate(lines):
        is_first = not number or lines[number - 1].kind == BLANK
        match = _BEGUN.match(line.text) if is_first and line.kind == TEXT else None
        if match and 1 <= int(match[1]) <= 12 and 1 <= int(match[2]) <= 31:
            found.append(number)
            days.append((int(match[1]), int(match[2])))
    in_order = days in (sorted(days), sorted(days, reverse=True))
    return found if len(found) >= 3 and in_order else []


def bare(heading: str) -> tuple[int, int] | None:
    """The month and day that a heading is and nothing else, `0905`; None for any other. Only in a log it is a day."""
    match = _BARE.fullmatch(heading.strip())
    return (int(match[1]), int(match[2])) if match else None


def begins(words: str) -> bool:
    """Whether a line begins with a day without its year and goes on."""
    return bool(_BEGUN.match(words))


def without_weekday(words: str) -> str:
    """Some words without the name of a day, a time or a key before its date."""
    return _WEEKDAY.sub("", _CLOCK.sub("", _KEY.sub("", words.strip())))


def is_day(words: str) -> bool:
    """Whether some words are a day or a week and hardly more."""
    bare = without_weekday(words)
    found = dates.first(bare, 2000) if 0 < len(bare) <= 16 else None
    return found is not None and found.precision in ("day", "week") and found.start <= 2


def is_dated(heading: str) -> bool:
    """Whether a heading begins with a day, a week or a span: `2024-01-29 (Mon) API`, `11.09 화`; `7.1 Results` is none."""
    heading = _CLOCK.sub("", _KEY.sub("", heading))
    found = dates.first(heading, 2000)
    if found is None or found.precision not in ("day", "week") or found.start > 12 or len(heading) > 60:
        return False
    if _CHAPTER.match(heading):
        return False
    section = _SECTION.match(heading)
    return found.certain or section is None or bool(re.match(r"\W*[01]\d\.[0-3]\d\b", heading))


def is_counted(heading: str, *, whole: bool = False) -> bool:
    """Whether a heading begins with the number of a day: `Day 12: sorting`, `3일차`; is nothing else with `whole`."""
    folded = text.fold(heading.replace("_", " "))
    return bool(_COUNTED.fullmatch(folded) if whole else _COUNTED.match(folded))


def ends_counted(title: str) -> bool:
    """Whether a title ends in the number of a day: `부트캠프 3일차`."""
    return bool(_ENDS_COUNTED.search(text.fold(title)))


def retitled(headings: list[str]) -> list[bool]:
    """Whether each heading ends in a day and has the words of another one: `Learning journal 3-4-24`, `Learning journal 3-5-24`."""
    ends = [_before_day(heading) for heading in headings]
    days: dict[str, set[object]] = {}
    for words, told in filter(None, ends):
        days.setdefault(words, set()).add(told)
    return [end is not None and len(days[end[0]]) >= 2 for end in ends]


def _before_day(heading: str) -> tuple[str, object] | None:
    """What a heading says before the day that it ends in, and that day; None where it ends in none."""
    found = dates.first(heading, 2000) if len(heading) <= 80 else None
    if found is None or found.precision != "day":
        return None
    folded = text.fold(heading)
    words = folded[: found.start].strip(" -:,(（|")
    return (words, found.span) if len(words) >= 2 and len(folded) - found.start <= _DAY_AT_END else None


def is_hole(words: str) -> bool:
    """Whether some words stand where a log's next day is to be written: `X/XX (X)`, `MM-DD`, `○月○日`."""
    return bool(_HOLE.fullmatch(words.strip()))


def opens_with_day(words: str) -> bool:
    """Whether a line begins with a day and its year and says little more: `6/17/21 - with the new team`."""
    bare = without_weekday(words)
    found = dates.first(bare, None) if bare[:1].isalnum() and len(bare) <= 40 else None
    return found is not None and found.precision == "day" and found.start <= 1
