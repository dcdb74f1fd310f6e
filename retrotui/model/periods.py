"""Days, ISO weeks, spans and years, and the words by which people name them on a command line.

Nothing here asks what day it is: callers pass `today`.
"""

from __future__ import annotations

import datetime as dt
import re

import msgspec

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAY = dt.timedelta(days=1)


class Span(msgspec.Struct, frozen=True, order=True):
    """Days from `start` to `end`, both included."""

    start: dt.date
    end: dt.date

    @property
    def days(self) -> int:
        """How many days, at least 1."""
        return (self.end - self.start).days + 1

    def __contains__(self, day: dt.date) -> bool:
        return self.start <= day <= self.end


def day_of(moment: dt.datetime, ends_at: int = 0) -> dt.date:
    """The day that a moment belongs to for somebody whose day ends at that hour: with 4, 00:40 is yesterday's."""
    return (moment - dt.timedelta(hours=ends_at)).date()


def day_span(day: dt.date) -> Span:
    """The day alone."""
    return Span(day, day)


def week_span(day: dt.date) -> Span:
    """The ISO week (Monday to Sunday) of the day."""
    monday = day - day.weekday() * _DAY
    return Span(monday, monday + 6 * _DAY)


def year_span(year: int) -> Span:
    """From 1 January to 31 December."""
    return Span(dt.date(year, 1, 1), dt.date(year, 12, 31))


def plan_span(start: dt.date, weeks: int) -> Span:
    """A study plan: its last, final week begins `weeks` weeks after the start."""
    return Span(start, start + weeks * 7 * _DAY)


def period_span(period: str, day: dt.date, weeks: int) -> Span:
    """The period of a kind (`kinds.Kind.period`) that the day falls in or begins."""
    match period:
        case "week":
            return week_span(day)
        case "plan":
            return plan_span(day, weeks)
        case "year":
            return year_span(day.year)
        case _:
            return day_span(day)


def week_name(day: dt.date) -> str:
    """The ISO week of the day, such as `2026-W47`; the year is the week's, not the day's."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def parse_week(text: str) -> Span | None:
    """`2026-W47`, `2026W47` as a span; None for anything else."""
    match = re.fullmatch(r"(\d{4})-?W(\d{1,2})", text, re.IGNORECASE)
    if not match:
        return None
    try:
        return week_span(dt.date.fromisocalendar(int(match[1]), int(match[2]), 1))
    except ValueError:
        return None


def parse_day(text: str, today: dt.date) -> dt.date | None:
    """A day as people type it: `today`, `yesterday`, `mon` (the last one, today included), `-3d`, `+1w`,
    `2026-11-18`, `11-18` (this year). None for anything else."""
    word = text.strip().casefold()
    if word in ("today", "오늘", "今日"):
        return today
    if word in ("yesterday", "어제", "昨日"):
        return today - _DAY
    if word in ("tomorrow", "내일", "明日"):
        return today + _DAY
    if len(word) >= 3 and (names := [name for name in _WEEKDAYS if name.startswith(word)]):
        return today - ((today.weekday() - _WEEKDAYS.index(names[0])) % 7) * _DAY
    if match := re.fullmatch(r"([+-]\d{1,4})([dw])", word):
        return today + int(match[1]) * (7 if match[2] == "w" else 1) * _DAY
    match = re.fullmatch(r"(?:(\d{4})[-./])?(\d{1,2})[-./](\d{1,2})", word)
    if not match:
        return None
    try:
        return dt.date(int(match[1] or today.year), int(match[2]), int(match[3]))
    except ValueError:
        return None


def parse_period(text: str, today: dt.date) -> Span | None:
    """A week, a year or a day as people type it; None for anything else."""
    if span := parse_week(text):
        return span
    if re.fullmatch(r"(19|20)\d\d", text):
        return year_span(int(text))
    day = parse_day(text, today)
    return day_span(day) if day else None


def describe(span: Span, period: str) -> str:
    """A period in a few words, the same in every language: `2026-11-20`, `2026-W47`, `2018`, `2019-09-29 – 10-27`."""
    if period == "year" and (span.start.month, span.start.day) == (1, 1):
        return str(span.start.year)
    if period == "week" and span.end <= week_span(span.start).end:
        return week_name(span.start)
    if span.start == span.end:
        return span.start.isoformat()
    same_year = span.start.year == span.end.year
    return f"{span.start.isoformat()} – {span.end.isoformat()[5 if same_year else 0 :]}"
