"""The days that an entry covers, from all that tells them, in the order of DESIGN section 3.5."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from itertools import islice
from pathlib import PurePosixPath

import msgspec

from retrotui import text
from retrotui.markdown import boundary, dates, day, table, year_title, year_told
from retrotui.markdown.bare import compact, normalise
from retrotui.markdown.front_matter import FrontMatter
from retrotui.markdown.label import Labels
from retrotui.markdown.scan import BLANK, HEADING, TABLE, TEXT, Line
from retrotui.model import periods
from retrotui.model.entry import Section
from retrotui.model.kinds import KINDS
from retrotui.model.periods import Span

KEY_LINE = re.compile(
    r"[ \t>]*(?:[-*+][ \t]+)?(?:\*\*|__)?(?P<key>[^:：*_|]{2,24}?)(?:\*\*|__)?[ \t]*[:：](?:\*\*|__)?[ \t]*(?P<value>.+)$"
)
_DATE_KEYS = (
    "date",
    "start",
    "day",
    "period",
    "week",
    "created",
    "created_at",
    "createdat",
    "publishdate",
    "published",
    "pubdate",
    "publish_date",
    "lastmod",
    "updated",
    "modified",
    "last_modified_at",
)


_DATE_WORD = re.compile(
    r"(?:\bdates?|\bperiod|날짜|일자|일시|기간|日付|日時|期間|日期|周期|时间|"
    r"(?:진행|작업|작성|회고|발생|기록|학습|수업|시작|등록|생성|게시)일|(?:着手|開始|実施|開催|作成|記入|記録|発生|対象|投稿|公開|作業|振り返り|ふりかえり)日|"
    r"(?:创建|记录|复盘|会议|开始|编写|发布|发生)日)$"
)
_OTHER_DATE = re.compile(
    r"due|target|expir|release|end|next|마감|종료|다음|예정|次回|終了|期限|截止|结束|下次"
)


class Told(msgspec.Struct, frozen=True):
    """What tells the days of a document, beside its text."""

    front: FrontMatter
    path: str = ""
    """Of the file; empty where the file's name can not speak for this entry."""
    chosen: dt.date | None = None
    year: int | None = None
    """To complete dates without a year where the document names none: of the entry before, or of the file."""
    own: int | None = None
    """The year of the file's own day."""
    is_part: bool = False
    """Whether the document holds other entries as well."""
    day_first: bool = False
    """Whether the file writes the day before the month: other days in it say so."""


def of_document(told: Told, body: list[Line], kind: str, labels: Labels) -> Span | None:
    """The span that is chosen or that the document, its front matter or its name states; None when nothing tells."""
    if told.chosen:
        return periods.year_span(told.chosen.year) if kind == "year" else Span(told.chosen, told.chosen)
    meta = _front_span(told.front)
    if meta and told.front.get("kind") in KINDS:
        # The writer's own front matter: it says the span exactly.
        return meta
    path = near(told.path)
    title = told.front.get("title")
    headings = _headings(told, body)
    titles = [title, *headings[:1], _stem(path)]
    reviewed = next(((each, year) for each in titles if (year := year_title.reviewed(each, labels))), None)
    if kind == "year" and reviewed:
        half = dates.first(reviewed[0])
        return half.span if half else periods.year_span(reviewed[1])
    named = _named_years([title, *headings, path])
    dated = None if meta or named else _path_span(path, None)
    context = meta.start.year if meta else named[0] if named else dated.start.year if dated else told.year
    stated = _stated(title, body, headings, labels, context)
    if stated and stated.precision == "month" and kind == "aar":
        stated = _within_month(stated, _told_below(body, headings, labels, context))
    if stated and stated.precision == "day" and stated.span.days == 1:
        stated = msgspec.structs.replace(stated, span=_as_named(stated.span, _path_span(path, None)))
    if stated and stated.other and told.day_first:
        stated = msgspec.structs.replace(stated, span=stated.other)
    if stated and stated.span.days > 1 and stated.precision == "day":
        return _fitted(stated.span, kind)
    if meta and meta.days > 1:
        return _fitted(meta, kind)
    is_vague = stated is not None and stated.precision == "month" and meta is not None
    span = (stated.span if stated and not is_vague else None) or meta or _path_span(path, context)
    if span is None and (folder := year_told.of_folder(path)) and told.own not in (folder, None):
        span = periods.year_span(folder)
    if span is None and kind == "aar":
        span = _narrated(body, context)
    if span is None and kind == "year" and (named_year := next(iter(named), None) or _usual_year(body)):
        return periods.year_span(named_year)
    return _fitted(span, kind) if span else None


def _headings(told: Told, body: list[Line]) -> list[str]:
    """The first headings; before a title that spans all entries of a file the day that heads the first of them."""
    found = [line.title for line in body if line.kind == HEADING]
    whole = dates.first(found[0], told.year) if told.is_part and found else None
    if whole and whole.span.days > 1:
        days = (
            each
            for each in found
            if day.is_dated(each) and (own := dates.first(each, told.year)) and own.span.days == 1
        )
        return [*islice(days, 1), *found[:3]]
    return found[:3]


def borrows_year(told: Told, body: list[Line], kind: str, labels: Labels, found: Span | None) -> bool:
    """Whether the days found name no year and took it from the file's own day: `07.14 - 07.18`."""
    if found is None or told.year is None or told.chosen or abs(found.start.year - told.year) > 1:
        return False
    year = str(found.start.year)
    if year in told.path or any(year in str(value) for value in told.front.values.values()):
        return False
    # The search below costs a second look for dates; a year that is written anywhere near saves it.
    if any(year in line.text for line in body[:20]):
        return False
    return of_document(msgspec.structs.replace(told, year=None), body, kind, labels) != found


def near(path: str) -> str:
    """The file's name with its three nearest folders: what lies further up says nothing of the document."""
    return "/".join(path.replace("\\", "/").split("/")[-4:])


def _named_years(texts: list[str]) -> list[int]:
    return [year for each in texts for year in dates.years(each) if 1990 <= year <= 2100]


def _narrated(body: list[Line], year: int | None) -> Span | None:
    """The day that the first sentences of a report name: `On March 28th the host rebooted`."""
    said = [line.text for line in body if line.kind == TEXT][:8]
    found = (found for sentence in said for found in dates.find(sentence[:400], year))
    return next((each.span for each in found if each.certain and each.precision == "day"), None)


def _usual_year(body: list[Line]) -> int | None:
    """The year that a text names most often, the earlier one of two."""
    named = Counter(year for year in _named_years([line.text for line in body[:400]]) if year <= 2100)
    return min(named, key=lambda year: (-named[year], year)) if named else None


def _fitted(span: Span, kind: str) -> Span:
    if kind == "year" and span.days < 100:
        # A review that names no year was published early in the next one, or late in its own.
        return periods.year_span(span.start.year - (span.start.month <= 2))
    return span


def _stem(path: str) -> str:
    return PurePosixPath(path.replace("\\", "/")).stem.replace("_", " ")


def _front_span(front: FrontMatter) -> Span | None:
    for key in _DATE_KEYS:
        if (value := front.get(key)) and (found := dates.first(value, None)):
            end = (
                dates.first(front.get("end", "end_date", "enddate"), found.span.start.year)
                if key in ("start", "date")
                else None
            )
            return (
                Span(found.span.start, end.span.end) if end and end.span.end >= found.span.end else found.span
            )
    return None


def _stated(
    title: str, body: list[Line], headings: list[str], labels: Labels, year: int | None
) -> dates.Found | None:
    """What the document itself says: a span in its title or first heading, a key line, a date in either."""
    if (found := dates.first(title, year)) and (found.certain or found.span.days > 1):
        return found
    if headings and (found := dates.first(headings[0], year)):
        return found
    return _told_below(body, headings, labels, year)


def _as_named(day: Span, named: Span | None) -> Span:
    """A day, or the one in the file's name where that has the same figures: `16/12/22` in `2022-12-16.md`."""
    if named is None or named.days > 1:
        return day
    figures, like = (sorted((d.year % 100, d.month, d.day)) for d in (day.start, named.start))
    return named if figures == like else day


def _within_month(month: dates.Found, told: dates.Found | None) -> dates.Found:
    """The day that a report states below a title that names the month: what happened, happened on a day."""
    inside = told and month.span.start <= told.span.start and told.span.end <= month.span.end
    return told if told and inside else month


def _told_below(
    body: list[Line], headings: list[str], labels: Labels, year: int | None
) -> dates.Found | None:
    """What the document states below its title: a key line, its first lines, other headings."""
    opening = [line for line in body if line.kind != BLANK][:12]
    for match in (KEY_LINE.match(said) for line in opening for said in _key_lines(line)):
        if match and _is_date_key(match["key"], labels) and (found := dates.first(match["value"], year)):
            return found
    for line in opening[:3]:
        bare = normalise(line.title or line.text)
        is_day = day.is_day(bare) or ("/" in bare[:5] and day.opens_with_day(bare))
        found = dates.first(line.title or line.text, year, certain=not is_day)
        if found and (len(bare) <= 40 or found.start <= 4):
            return found
    days = (line.title for line in body if line.kind == HEADING and day.is_day(line.title.lstrip("- ")))
    for heading in [*headings[1:], *islice(days, 1)]:
        # A heading that is nothing but `01.29` is a day; inside a longer one it may be a version.
        if found := dates.first(heading, year, certain=len(heading) > 16):
            return found
    alone = (line.text for line in body[:200] if line.kind == TEXT and day.opens_with_day(line.text))
    return next((dates.first(line, year) for line in alone), None)


def _key_lines(line: Line) -> list[str]:
    """What may be a key and its value in a line: all of it, its parts between bars, a table's row of two cells."""
    if line.kind == TABLE:
        found = table.cells(line.text)
        return [f"{found[0].text}: {found[1].text}"] if len(found) == 2 else []
    return re.split(r"\s[|｜·]\s", line.text)


def _is_date_key(key: str, labels: Labels) -> bool:
    """Whether a key line states the document's date: `Date`, `Retro date`, `复盘日期`; not when something is due."""
    # `Begun / done: 1 March / 4 March` begins with the first of its days.
    bare = normalise(re.split(r"\s*[/／]\s*", key.strip())[0])
    return compact(bare) in labels.dates or bool(_DATE_WORD.search(bare) and not _OTHER_DATE.search(bare))


def _path_span(path: str, year: int | None) -> Span | None:
    """A date in the file's name, else in its folders: `2024-01-29-retro.md`, `2024/01/29.md`, `2024-W05.md`."""
    pure = PurePosixPath(path.replace("\\", "/"))
    if pure.stem.casefold() in ("readme", "index"):
        # The page of its folder: `2024/01/29/README.md`.
        pure = pure.parent
    name = pure.stem.replace("_", "-")
    folder_years = [int(part[:4]) for part in pure.parts[:-1] if re.match(r"(?:19|20)\d\d(?!\d)", part)]
    context = folder_years[-1] if folder_years else year
    if found := dates.first(name, context):
        return found.span
    for above in (3, 2):
        joined = "-".join([*pure.parts[-above:-1], name])
        if re.fullmatch(r"(\d{4})[-.](\d\d?)[-.]?(?:\d+)?.*", joined) and (found := dates.first(joined)):
            return found.span
    if (
        context
        and (match := re.fullmatch(r"(0[1-9]|1[0-2])([0-3]\d)(?:\D.*)?", name))
        and (found := dates.first(f"{context}-{match[1]}-{match[2]}"))
    ):
        return found.span
    number = boundary.week_number(name)
    if context and number and folder_years:
        return periods.parse_week(f"{context}-W{number}")
    return None


def of_weeks(sections: list[Section]) -> Span | None:
    """From the first week's date to the last week's date."""
    known = sorted(section.week.date for section in sections if section.week and section.week.date)
    return Span(known[0], known[-1]) if known else None


def settle(
    found: Span | None, kind: str, default: dt.date | None, modified: dt.date | None
) -> tuple[Span, list[str]]:
    """The span to use, and a warning where no document states it."""
    if found:
        return found, []
    day = default or modified or dt.date(1970, 1, 1)
    told = (
        []
        if default
        else [
            f"no date found, the file's own date {day.isoformat()} is used"
            if modified
            else "no date found and none is given"
        ]
    )
    return (periods.year_span(day.year) if kind == "year" else Span(day, day)), told


def oddities(front: FrontMatter) -> list[str]:
    """Dates in the front matter that no calendar has."""
    wrong = ((key, dates.impossible(front.get(key))) for key in _DATE_KEYS)
    return [f"the front matter's {key} {text.clean_line(value)} is no date" for key, value in wrong if value]
