"""Days, weeks and years as people name them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrotui.model import periods
from retrotui.model.periods import Span

FRIDAY = dt.date(2026, 11, 20)
DAYS = st.dates(dt.date(1971, 1, 1), dt.date(2199, 12, 31))


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("today", "2026-11-20"),
        ("Today", "2026-11-20"),
        ("오늘", "2026-11-20"),
        ("今日", "2026-11-20"),
        ("yesterday", "2026-11-19"),
        ("어제", "2026-11-19"),
        ("tomorrow", "2026-11-21"),
        ("fri", "2026-11-20"),
        ("mon", "2026-11-16"),
        ("saturday", "2026-11-14"),
        ("-3d", "2026-11-17"),
        ("+1w", "2026-11-27"),
        ("2026-11-18", "2026-11-18"),
        ("2026.1.8", "2026-01-08"),
        ("2026/01/08", "2026-01-08"),
        ("11-18", "2026-11-18"),
        (" 11/18 ", "2026-11-18"),
    ],
)
def test_a_day_can_be_typed_in_many_ways(typed: str, day: str) -> None:
    """Words in three languages, weekdays, distances and dates all name a day."""
    assert periods.parse_day(typed, FRIDAY) == dt.date.fromisoformat(day)


@pytest.mark.parametrize(
    "typed", ["", "x", "mo", "2026-02-30", "2026-13-01", "3d", "-d", "20261118", "2026-11"]
)
def test_what_names_no_day_is_none(typed: str) -> None:
    """An impossible or unfinished date is never guessed at."""
    assert periods.parse_day(typed, FRIDAY) is None


@pytest.mark.parametrize(
    ("typed", "start", "end"),
    [
        ("2026-W47", "2026-11-16", "2026-11-22"),
        ("2026w1", "2025-12-29", "2026-01-04"),
        ("2018", "2018-01-01", "2018-12-31"),
        ("2026-11-18", "2026-11-18", "2026-11-18"),
        ("yesterday", "2026-11-19", "2026-11-19"),
    ],
)
def test_a_period_is_a_week_a_year_or_a_day(typed: str, start: str, end: str) -> None:
    """What is typed decides how long the period is."""
    span = periods.parse_period(typed, FRIDAY)
    assert span == Span(dt.date.fromisoformat(start), dt.date.fromisoformat(end))


@pytest.mark.parametrize("typed", ["2026-W54", "2026-W00", "3018", "W", "soon"])
def test_what_names_no_period_is_none(typed: str) -> None:
    """2026 has 53 weeks, and no more."""
    assert periods.parse_period(typed, FRIDAY) is None


@given(DAYS)
def test_a_week_holds_its_day_and_names_itself(day: dt.date) -> None:
    """The week of any day starts on a Monday, and its name leads back to it."""
    span = periods.week_span(day)
    assert day in span
    assert span.start.weekday() == 0
    assert span.days == 7
    assert periods.parse_week(periods.week_name(day)) == span


@given(DAYS)
def test_an_iso_date_is_understood(day: dt.date) -> None:
    """Every day can be typed in full."""
    assert periods.parse_day(day.isoformat(), FRIDAY) == day


@pytest.mark.parametrize(
    ("span", "period", "words"),
    [
        (periods.day_span(FRIDAY), "day", "2026-11-20"),
        (periods.week_span(FRIDAY), "week", "2026-W47"),
        (Span(dt.date(2021, 8, 9), dt.date(2021, 8, 14)), "week", "2021-W32"),
        (Span(dt.date(2021, 8, 9), dt.date(2021, 8, 20)), "week", "2021-08-09 – 08-20"),
        (periods.year_span(2018), "year", "2018"),
        (periods.plan_span(dt.date(2019, 9, 29), 4), "plan", "2019-09-29 – 10-27"),
        (Span(dt.date(2025, 12, 20), dt.date(2026, 1, 10)), "plan", "2025-12-20 – 2026-01-10"),
    ],
)
def test_a_period_is_described_in_few_words(span: Span, period: str, words: str) -> None:
    """The same words in every language, the second year only where it differs."""
    assert periods.describe(span, period) == words


@pytest.mark.parametrize(("period", "days"), [("day", 1), ("", 1), ("week", 7), ("plan", 29), ("year", 365)])
def test_a_kind_has_its_length(period: str, days: int) -> None:
    """A plan of four weeks ends with the day of its final, fifth meeting."""
    assert periods.period_span(period, FRIDAY, 4).days == days
