"""The days that front matter tells: what it covers, its date, when it was made or last changed, by what its keys are called.

The words of a key say which of these it states, however they are joined: `pubDatetime`, `created_at`, `Week of`, `작성일`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

import msgspec

from retrotui import text
from retrotui.markdown import dates, path_day
from retrotui.markdown.front_matter import FrontMatter
from retrotui.model import periods
from retrotui.model.kinds import KINDS
from retrotui.model.periods import Span

COVERED, DAY, MONTH, MADE, CHANGED = "covered", "day", "month", "made", "changed"
START = re.compile(r"\b(?:start|starts|started|begin|begins|began|from|since)\b|시작|開始|开始|着手|起始")
END = re.compile(r"\b(?:end|ends|ended|finish|finished|to|until|through)\b|종료|끝|終了|结束|截至")
OTHER = re.compile(
    r"\b(?:due|target|expir\w*|release|released|next|birth\w*|deadline|review by)\b|마감|다음|예정|생일|次回|期限|締切|截止|下次|(?<![発发])生日"
)
_CHANGED = re.compile(
    r"\b(?:last ?mod\w*|updated?|modified|modification|edited|changed?|revised)\b|수정|편집|更新|修改|編集|编辑|최종"
)
_MADE = re.compile(
    r"\b(?:created?|creation|published?|publish|pub|posted|post date|written|wrote|authored|added)\b|"
    r"작성|생성|등록|발행|게시|作成|公開|投稿|掲載|创建|創建|发布|發佈"
)
_COVERED = re.compile(
    r"\b(?:periods?|weeks?|sprint|iteration|range|interval|duration|time ?frame|cycle)\b|date ?range|"
    r"기간|주차|스프린트|期間|週|スプリント|周期|时间范围|周次"
)
_MONTH = re.compile(r"\b(?:quarter|month)\b|분기|四半期|季度")
_DAY = re.compile(
    r"^(?:day|when|on|held|date ?time|timestamp|time)$|\bdates?$|날짜|일자|일시|(?:회고|진행|발생)일|日付|日時|(?:実施|開催|記入)日|日期|时间"
)
_TEXTS = ("subtitle", "description", "summary", "excerpt")
_ADDRESSES = ("slug", "permalink", "url", "id", "aliases", "alias")
_EPOCH = re.compile(r"1\d{9}(?:\d{3})?")


class Meta(msgspec.Struct, frozen=True):
    """A span that front matter tells."""

    span: Span
    key: str
    """The key at the top, or of the map, that tells it."""
    rank: str
    end_key: str = ""
    """The key that tells its last day, where that is another one."""


def told(front: FrontMatter, year: int | None = None) -> Meta | None:
    """What the document is said to cover, else its date, else when it was made. `year` is that of days without one."""
    found = list(_all(front.values, year))
    dated = next((each for each in found if each.key.casefold() == "date"), None)
    if dated and (dated.span.days > 1 or front.get("kind") in KINDS):
        return dated
    for rank in (COVERED, DAY, MONTH, MADE):
        if same := [each for each in found if each.rank == rank]:
            # A text is written before it is published.
            return min(same, key=lambda each: each.span.start) if rank == MADE else same[0]
    return _composed(front)


def weakly_told(front: FrontMatter) -> Span | None:
    """A day that front matter only mentions: in an address, in what describes the document, as that of the last change."""
    lower = {key.casefold(): value for key, value in front.values.items()}
    for key in _TEXTS:
        if found := dates.first(text.clean_line(str(lower.get(key, "")))[:200], None, certain=True):
            return found.span
    for key in _ADDRESSES:
        for value in _flat(lower.get(key, "")):
            span = path_day.span_of(value.strip("/"), None)
            if span and span.days == 1:
                return span
    return next((each.span for each in _all(front.values, None) if each.rank == CHANGED), None)


def described(front: FrontMatter) -> list[str]:
    """The lines that describe the document."""
    return [value for key in _TEXTS if (value := front.get(key))]


def impossible(front: FrontMatter) -> list[tuple[str, str]]:
    """Keys that state a date, and the one they state that no calendar has."""
    named = [(key, value) for key, value in front.values.items() if isinstance(value, str) and rank_of(key)]
    return [(key, wrong) for key, value in named if (wrong := dates.impossible(text.clean_line(value)))]


def rank_of(key: str) -> str:
    """What a key's words say that it states; empty where that is no day of the document's."""
    words = _words(key)
    if OTHER.search(words):
        return ""
    if _CHANGED.search(words):
        return CHANGED
    if START.search(words):
        return COVERED
    if _MADE.search(words):
        return MADE
    if END.search(words):
        return ""
    ranks = ((COVERED, _COVERED), (DAY, _DAY), (MONTH, _MONTH))
    return next((rank for rank, names in ranks if names.search(words)), "")


def _all(values: dict[str, Any], year: int | None) -> Iterator[Meta]:
    for key, value in values.items():
        rank = rank_of(key)
        if isinstance(value, dict):
            if inner := list(_all(value, year)):
                # `period: {start: …, end: …}` covers its span; `meta: {date: …}` only holds a date.
                best = next((each for each in inner if each.rank != CHANGED), inner[0])
                yield Meta(best.span, key, rank) if rank and best.span.days > 1 else best
        elif rank and (span := _span(value, year)):
            begins = span.days == 1 and (START.search(_words(key)) or key.casefold() == "date")
            end_key, end = (_end(values, span) if begins else None) or ("", span.end)
            yield Meta(Span(span.start, end), key, rank, end_key)


def _words(key: str) -> str:
    """A key's words, however they are joined: `createdAt`, `created_at`, `created-at`."""
    return " ".join(re.sub(r"(?<=[a-z])(?=[A-Z])|[_-]", " ", key).casefold().split())


def _end(values: dict[str, Any], start: Span) -> tuple[str, dt.date] | None:
    """The key that ends what another one begins, and its day."""
    for key, value in values.items():
        if END.search(_words(key)) and not OTHER.search(_words(key)):
            span = _span(value, start.start.year)
            if span and span.end >= start.start:
                return key, span.end
    return None


def _span(value: Any, year: int | None) -> Span | None:
    """The span that a value states: a date, a span, seconds since 1970, or a list of days."""
    found = [span for each in _flat(value) if (span := _of_text(text.clean_line(each), year))]
    return Span(found[0].start, max(each.end for each in found)) if found else None


def _of_text(value: str, year: int | None) -> Span | None:
    if _EPOCH.fullmatch(value):
        return periods.day_span(dt.datetime.fromtimestamp(int(value[:10]), dt.UTC).date())
    if match := re.fullmatch(r"(\d\d?)\s?/\s?(20\d\d)", value):
        return periods.parse_week(f"{match[2]}-W{int(match[1]):02}") if 0 < int(match[1]) <= 53 else None
    found = dates.first(value, year)
    return found.span if found else None


def _flat(value: Any) -> list[str]:
    """The texts of a value: of a list, also one within another (`[[2024-01-29]]` is YAML for that)."""
    if isinstance(value, str):
        return [value]
    return [each for part in value for each in _flat(part)] if isinstance(value, list) else []


def _composed(front: FrontMatter) -> Meta | None:
    """`year: 2024` with `week: 5`, `quarter: 3`, or `month: 1` and `day: 29`."""
    year = front.get("year")
    if not re.fullmatch(r"(?:19|20)\d\d", year):
        return None
    week, quarter, month, day = (front.get(name).casefold() for name in ("week", "quarter", "month", "day"))
    written = (
        f"{year}-w{week.lstrip('w')}"
        if week
        else f"{year}-q{quarter.lstrip('q')}"
        if quarter
        else f"{year}/{month.zfill(2)}/{day}" if month.isdigit() and day else f"{year}-{month.zfill(2)}"
        if month.isdigit()
        else f"{month} {day or ''} {year}"
        if month
        else ""
    )  # fmt: skip
    found = dates.first(written) if written else None
    return Meta(found.span, "date", COVERED) if found else None
