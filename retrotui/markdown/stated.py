"""The days that a document's own words state: title, key lines, tables, opening, headings; and those that they only mention."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from msgspec.structs import replace

from retrotui import text
from retrotui.markdown import dates, day, front_day, table
from retrotui.markdown.bare import compact, normalise
from retrotui.markdown.label import Labels
from retrotui.markdown.scan import (
    BLANK,
    BULLETED,
    HEADING,
    HTML,
    OPAQUE,
    QUOTE,
    RULE,
    TABLE,
    TEXT,
    Line,
    is_table_rule,
)
from retrotui.model.periods import Span

KEY_LINE = re.compile(
    r"[ \t>]*(?:[-*+][ \t]+)?(?:\*\*|__)?(?P<key>[^:：*_|]{2,24}?)(?:(?:\*\*|__)?[ \t]*[:：](?:\*\*|__)?|(?:\*\*|__)(?=[ \t]))[ \t]*(?P<value>.+)$"
)
"""A key with its value: behind a colon, or a key in bold."""
_DATE_WORD = re.compile(
    r"(?:\bdates?|\bperiod|날짜|일자|일시|기간|日付|日時|期間|日期|周期|时间|"
    r"(?:진행|작업|작성|회고|발생|기록|학습|수업|시작|등록|생성|게시)일|(?:着手|開始|実施|開催|作成|記入|記録|発生|対象|投稿|公開|作業|振り返り|ふりかえり)日|"
    r"(?:创建|记录|复盘|会议|开始|编写|发布|发生)日)$"
)
_FENCE = re.compile(r"[ \t]*(?:```|~~~)")
_SENTENCE_END = re.compile(r"[.!。！]\W*$|(?:다|요|음|함)\W*$")
_OF_ITSELF = re.compile(
    r"\b(?:retro\w*|sprint|week\w*|iteration|today|this|we met|meeting|held|written|wrote|posted|published|started|began|begin\w*|session|look\w* back|log|diary|journal|notes?)\b|"
    r"회고|스프린트|오늘|시작|진행|작성|모임|기록|부터|동안|振り返|ふりかえ|スプリント|今日|本日|開催|実施|書|始め|から|週|复盘|回顾|迭代|今天|开始|写于|会|总结|本周|记",
    re.IGNORECASE,
)
"""What a sentence is about that names the day of the document itself; others tell when something else happened."""
_TODAY_IS = re.compile(r"(?:今天是|오늘은|今日は|\btoday is)\s{0,2}(?=\S{0,3}\d)", re.IGNORECASE)
_IMAGE = re.compile(
    r"!\[(?P<alt>[^\]]{0,120})\]\((?P<target>[^)\s]{1,300})|<img[^>]{0,200}\bsrc=[\"'](?P<src>[^\"']{1,300})",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"\]\([^)\n]{0,300}\)|https?://[^\s)>]+")
"""Where a link goes: the day of another page."""
_TASK_DAY = re.compile(
    r"(?:[✅📅⏳🛫➕❌]\ufe0f?|\[?(?:due|scheduled|start|created|completion|cancelled)::) ?\d{4}-\d\d-\d\d\]?"
)
"""When a task is due or was done, as the task plug-ins of note-takers write it behind one with a box."""
_BOXED = re.compile(r"[ \t]*(?:[-*+]|\d+[.)])[ \t]+\[.\]")
_OF_WEEK = re.compile(
    r"\bweek(?:ly)?(?: ?notes?)? (?P<end>ending|ended)?(?:beginning|commencing|starting|of|for)? *(?:on )?(?:the )?(?:(?:mon|sun|satur|fri)day,? )?(?:the )?$"
)
"""What stands before the first or the last day of a week: `for the week beginning 18th March`."""
_SIGNS = " ★☆◆◇■□●○▼▽▲△※=~#/-"
_DECORATION = re.compile(rf"^[{re.escape(_SIGNS)}]+")
"""What people set before a day to make it stand out: `★★2019/5/11★★`, `//30.10.2023`."""
_COLUMN = re.compile(r"\bdates?\b|\bwhen\b|일정|日程|スケジュール")
_NTH_DAY = re.compile(r"(?:first|second|third|(?:[4-9]|[1-3]\d)th|last) day\b", re.IGNORECASE)
"""A day that is counted in words, as `day.is_counted` does not know it."""
_FIGURE = re.compile(r"\d")
_NAMED = re.compile(r"^(?:【[^】]{1,12}】|\[[^\]]{1,12}\])\s*")
"""Who writes, before a day."""
_SEVERAL = 3
"""Days with which lines begin from which on they are those of a log."""
_LONGEST = 200
"""Days of the longest span that a sentence of an opening is taken by its word for."""


def title(stated: str, headings: list[str], year: int | None) -> dates.Found | None:
    """What the title or the first heading says."""
    if (found := dates.first(stated, year)) and (found.certain or found.span.days > 1):
        return found
    return dates.first(headings[0], year) if headings else None


def below(
    body: list[Line], headings: list[str], kind: str, labels: Labels, year: int | None, *, is_dated: bool
) -> dates.Found | None:
    """What the document states below its title: a key line, a table's column, its first lines, other headings.

    And a line further down, but for one whose front matter or name is a day (`is_dated`).
    """
    opening = _opening(body)
    if found := _keyed(opening, labels, year) or _in_column(body, kind, labels, year):
        return found
    for line in opening[:3]:
        if (found := _alone(line, year)) and not _is_of_other(line, labels):
            return found
        if _opens_section(line, labels):
            break
    days = (line.title for line in body if line.kind == HEADING and _is_day(line.title.lstrip("- ")))
    if kind == "daily" and year and headings and (written := day.bare(headings[0])):
        return dates.first(f"{year}-{written[0]:02}-{written[1]:02}")
    for heading in [*headings[1:], *islice(days, 1)]:
        # A heading that is nothing but `01.29` is a day; inside a longer one it may be a version.
        if found := dates.first(heading, year, certain=len(heading) > 16):
            return found
    if is_dated:
        return None
    return _alone_further_down(body, year) or _listed(body, year) or _begun(body, kind, year)


def _is_day(heading: str) -> bool:
    """Whether a heading is a day, or one that is counted and dated: `First day 01/06`."""
    is_counted = day.is_counted(heading) or bool(_NTH_DAY.match(heading))
    return day.is_dated(heading) and (day.is_day(heading) or is_counted)


def said(
    body: list[Line], labels: Labels, year: int | None, described: Sequence[str]
) -> Iterator[dates.Found]:
    """The spans of days that sentences before the first section name: `This covers Jan 29 - Feb 2.`, `the week of Jan 29`.

    Also those of the lines of front matter that describe the document (`described`).
    """
    opening = [line.text for line in _preface(body, labels)[:8] if not _is_of_other(line, labels)]
    for line in (*described, *opening):
        shown = _ADDRESS.sub(" ", line[:400])
        for found in dates.find(shown, year):
            if found.precision != "day" or found.span.days > _LONGEST:
                continue
            if found.span.days > 1:
                yield found
            elif (week := _OF_WEEK.search(text.fold(shown)[: found.start])) and week[0].split()[1:]:
                yield replace(found, span=_week(found.span.start, is_end=bool(week["end"])))


def _week(day: dt.date, *, is_end: bool) -> Span:
    """The seven days from a day on, or up to it."""
    days = dt.timedelta(days=6)
    return Span(day - days, day) if is_end else Span(day, day + days)


def mentioned(body: list[Line], labels: Labels, year: int | None) -> Span | None:
    """A day that the words only mention: a sentence about the document, its last lines; None when neither does."""
    for line in _preface(body, labels)[:4]:
        shown = _ADDRESS.sub(" ", line.text[:400])
        is_told = line.kind in (TEXT, QUOTE) and _OF_ITSELF.search(shown) and not _is_of_other(line, labels)
        if is_told and (found := dates.first(shown, year, certain=True)):
            return found.span
        if (today := _TODAY_IS.search(shown)) and (
            found := dates.first(shown[today.end() : today.end() + 20], year)
        ):
            return found.span
    last = [line for line in body[-40:] if line.kind not in (BLANK, RULE)][-3:]
    last = [line for line in last if line.kind in (TEXT, HTML, QUOTE) and line.indent < 4]
    above = next((line.title for line in reversed(body) if line.kind == HEADING), "")
    if front_day.OTHER.search(text.fold(above)):
        return None
    for line in reversed(last):
        bare = re.sub(r"<[^>]{0,100}>", " ", _ADDRESS.sub(" ", line.text)).strip(" \t*_>—–-")
        found = (
            dates.first(bare, year, certain=True)
            if len(bare) <= 60 and not _is_of_other(line, labels)
            else None
        )
        if (
            found
            and found.stated_year
            and (found.start <= 4 or KEY_LINE.match(bare) or _OF_ITSELF.search(bare))
        ):
            return found.span
    return None


def pictured(body: list[Line]) -> Span | None:
    """The day in the name of a picture; the last resort."""
    for line in body[:60]:
        for match in _IMAGE.finditer(line.text) if "![" in line.text or "<img" in line.text else ():
            name = (match["target"] or match["src"]).rpartition("/")[2].replace("--", "-").replace("_", "-")
            for each in (match["alt"] or "", name):
                found = dates.first(each, None, certain=True)
                if found and found.span.days == 1:
                    return found.span
    return None


def narrated(body: list[Line], year: int | None) -> Span | None:
    """The day that the first sentences of a report name: `On March 28th the host rebooted`."""
    lines = [line.text for line in body if line.kind == TEXT][:8]
    found = (found for sentence in lines for found in dates.find(sentence[:400], year))
    return next((each.span for each in found if each.certain and each.precision == "day"), None)


def is_date_key(key: str, labels: Labels) -> bool:
    """Whether a key line states the document's date: `Date`, `Retro date`, `复盘日期`; not when something is due."""
    # `Begun / done: 1 March / 4 March` begins with the first of its days.
    bare = normalise(re.split(r"\s*[/／]\s*", key.strip())[0])
    if compact(bare) in labels.dates:
        return True
    if front_day.OTHER.search(bare) or front_day.rank_of(bare) == front_day.CHANGED:
        return False
    return bool(_DATE_WORD.search(bare) and not front_day.END.search(bare)) or front_day.rank_of(bare) in (
        front_day.COVERED,
        front_day.MADE,
    )


def _opening(body: list[Line]) -> list[Line]:
    """The first twelve lines that say something, without those of code."""
    found: list[Line] = []
    fence = -1
    for line in body:
        if line.kind == OPAQUE and line.region >= 0 and line.region != fence and _FENCE.match(line.text):
            fence = line.region
        if line.kind == BLANK or (fence >= 0 and line.region == fence) or _is_code(line, found):
            continue
        found.append(line)
        if len(found) == 12:
            break
    return found


def _is_code(line: Line, above: list[Line]) -> bool:
    """Whether a line is indented like code, outside a list."""
    return (
        line.kind == TEXT
        and line.indent >= 4
        and not (above and (above[-1].kind == BULLETED or above[-1].indent))
    )


def _opens_section(line: Line, labels: Labels) -> bool:
    """Whether a heading begins a section; what plays no role, as the title `회고`, does not."""
    return line.kind == HEADING and any(role != "prose" for role in labels.candidates(line.title))


def _preface(body: list[Line], labels: Labels) -> list[Line]:
    """What stands before the first section that plays a role."""
    found: list[Line] = []
    for line in _opening(body):
        if _opens_section(line, labels):
            break
        found.append(line)
    return [line for line in found if line.kind in (TEXT, QUOTE, BULLETED)]


def _keyed(opening: list[Line], labels: Labels, year: int | None) -> dates.Found | None:
    """What a key line states: one of the time that is covered first, then the first of the others."""
    keys = [match for line in opening for each in _key_lines(line) if (match := KEY_LINE.match(each))]
    ranked: list[tuple[tuple[bool, bool], dates.Found]] = []
    for match in keys:
        if match["key"][-1:].isdigit() and match["value"][:1].isdigit():
            # `From 15/01/2021 3:00 to …` has a time of day in it.
            continue
        if not is_date_key(match["key"], labels) or not (
            found := dates.first(_ADDRESS.sub(" ", match["value"]), year)
        ):
            continue
        bare = normalise(match["key"])
        if found.span.days == 1 and front_day.START.search(bare):
            found = _ended(found, keys)
        # `Date: Feb 2 | Sprint period: Jan 29 - Feb 2`
        ranked.append(((front_day.rank_of(bare) == front_day.MADE, found.span.days == 1), found))
    return min(ranked, key=lambda each: each[0])[1] if ranked else None


def _ended(found: dates.Found, keys: list[re.Match[str]]) -> dates.Found:
    """A span that begins with the day of one key line and ends with that of another."""
    for match in keys:
        bare = normalise(match["key"])
        if not front_day.END.search(bare) or front_day.OTHER.search(bare.replace("종료", "")):
            continue
        end = dates.first(match["value"], found.span.start.year)
        if end and end.span.end >= found.span.start:
            return replace(found, span=Span(found.span.start, end.span.end))
    return found


def _key_lines(line: Line) -> list[str]:
    """What may be a key and its value in a line: all of it, its parts between bars, a table's row of two cells."""
    if line.kind == TABLE:
        found = table.cells(line.text)
        return [f"{found[0].text}: {found[1].text}"] if len(found) == 2 else []
    return re.split(r"\s[|｜·]\s", line.text)


def _in_column(body: list[Line], kind: str, labels: Labels, year: int | None) -> dates.Found | None:
    """What the cell below a table's heading `Date` says; of a plan's table the days from its first row to its last."""
    for at, line in enumerate(body[:60]):
        if _opens_section(line, labels):
            return None
        if line.kind != TABLE or at + 2 >= len(body) or not is_table_rule(body[at + 1]):
            continue
        keys = [cell.text for cell in table.cells(line.text)]
        rows = []
        for row in body[at + 2 :]:
            if row.kind != TABLE:
                break
            rows.append([cell.text for cell in table.cells(row.text)])
        for column, key in enumerate(keys):
            if _heads_days(key, labels) and (found := _of_cells(column, keys, rows, kind, year)):
                return found
    return None


def _heads_days(key: str, labels: Labels) -> bool:
    words = text.fold(key)
    return is_date_key(key, labels) or bool(_COLUMN.search(words) and not front_day.OTHER.search(words))


def _of_cells(
    column: int, keys: list[str], rows: list[list[str]], kind: str, year: int | None
) -> dates.Found | None:
    told = [dates.first(row[column], year) if column < len(row) else None for row in rows]
    days = [found for found in told if found]
    if not days or len(days) < 0.6 * len(rows) or (len(rows) > 1 and kind not in ("study", "note")):
        return None
    last = days[-1].span.end
    if len(rows) == 1:
        ends = [n for n, key in enumerate(keys) if front_day.END.search(normalise(key)) and n < len(rows[0])]
        end = dates.first(rows[0][ends[0]], days[0].span.start.year) if ends else None
        last = end.span.end if end else last
    start = days[0].span.start
    if last < start and not days[-1].stated_year and (last.month, last.day) != (2, 29):
        last = last.replace(year=start.year + 1)
    return replace(days[0], span=Span(start, max(last, days[0].span.end)))


def _alone(line: Line, year: int | None) -> dates.Found | None:
    """A day or span that a line of the opening is, or nearly is; a sentence that names a day is about something."""
    shown = _ADDRESS.sub(" ", line.title or line.text)
    if _BOXED.match(shown):
        shown = _TASK_DAY.sub(" ", shown)
    bare = normalise(shown)
    words = re.sub(r"^[\s>*_`(（-]+|[\s*_`)）]+$", "", shown)
    is_day = day.is_day(bare) or day.is_day(words) or ("/" in bare[:5] and day.opens_with_day(bare))
    found = dates.first(shown, year, certain=not is_day)
    if not found or not (len(bare) <= 40 or found.start <= 4):
        return None
    is_one = found.span.days == 1 or found.precision == "month"
    if line.kind == TEXT and is_one and found.start > 4 and _SENTENCE_END.search(shown):
        return None
    return found


def _alone_further_down(body: list[Line], year: int | None) -> dates.Found | None:
    """The first line in the document that begins with a day and says little more."""
    heading = ""
    for line in body[:200]:
        if line.kind == HEADING:
            heading = line.title
        if not _FIGURE.search(line.text[:24]):
            continue
        words = _DECORATION.sub("", line.text)
        marked = line.kind == OPAQUE and words != line.text and day.is_day(words.rstrip(_SIGNS))
        is_day = line.kind == TEXT and line.indent < 4 and day.opens_with_day(words)
        if (is_day or marked) and not front_day.OTHER.search(text.fold(heading)):
            return dates.first(words, year)
    return None


def _begun(body: list[Line], kind: str, year: int | None) -> dates.Found | None:
    """The day without a year with which the first line of a day's log begins: `3/4 -> sketched the tables`."""
    first = next((line.text for line in body if line.kind != BLANK), "") if kind == "daily" else ""
    return dates.first(first[:16], year) if day.begins(first) else None


def _listed(body: list[Line], year: int | None) -> dates.Found | None:
    """The first list item that is nothing but a day with its year, and has what was done on it below.

    Else the earliest of several days with which items or lines begin: `2017/09/25: began to write`, `[Bo] 2017.09.25 began`.
    """
    for line, below in pairwise(body[:200]):
        bare = line.text[line.content :].strip() if line.kind == BULLETED and line.region < 0 else ""
        if bare and len(bare) <= 16 and day.opens_with_day(bare) and below.indent > line.indent:
            return dates.first(bare, year)
    lines = [line for line in body[:200] if line.kind in (BULLETED, TEXT) and line.region < 0]
    begun = [_NAMED.sub("", line.text[line.content :].strip())[:12] for line in lines]
    opened = [dates.first(words, None, certain=True) for words in begun if words[:1].isdigit()]
    found = [each for each in opened if each and each.precision == "day" and each.start == 0]
    return min(found, key=lambda each: each.span.start) if len(found) >= _SEVERAL else None


def _is_of_other(line: Line, labels: Labels) -> bool:
    """Whether a line is a key and the day of something else: `Next retro: …`, `Last updated: …`."""
    shown = re.sub(r"^[\s*_>-]+", "", line.title or line.text)
    if line.kind == TABLE:
        shown = next(iter(_key_lines(line)), "").strip()
    match = KEY_LINE.match(shown)
    words = text.fold(match["key"] if match else shown[:24])
    if match and is_date_key(match["key"], labels):
        return False
    return bool(front_day.OTHER.search(words)) or (front_day.rank_of(words) == front_day.CHANGED)
