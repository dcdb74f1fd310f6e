"""A month as one widget: which days have what."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Mapping

from retrotui.tui.widgets.pane import Line, Row, Span

_MARKS = {"daily": "•", "kpt": "K", "aar": "A", "study": "S", "year": "Y"}


def month_rows(
    month: dt.date, today: dt.date, written: Mapping[dt.date, int], kinds: Mapping[dt.date, list[str]]
) -> list[Row]:
    """A month's weeks: a number for each day, stronger where much was logged, and letters for other entries."""
    rows = [Row("", (Line(((f" {month:%B %Y}", "heading"),)), Line()), selectable=False)]
    head = "".join(f"{name:>5}" for name in ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"))
    rows.append(Row("", (Line((("    ", ""), (head, "muted"))),), selectable=False))
    for week in calendar.Calendar().monthdatescalendar(month.year, month.month):
        days: list[Span] = [(f" W{week[0].isocalendar().week:02}", "track")]
        marks: list[Span] = [("    ", "")]
        for day in week:
            days.append(_day(day, month, today, written.get(day, 0)))
            letters = (
                "".join(_MARKS[kind] for kind in kinds.get(day, ()) if kind != "daily")
                if day.month == month.month
                else ""
            )
            marks.append((f"{letters[:3]:>5}", "accent"))
        rows.append(Row("", (Line(tuple(days)), Line(tuple(marks))), selectable=False))
    return rows


def _day(day: dt.date, month: dt.date, today: dt.date, count: int) -> Span:
    if day.month != month.month:
        return ("     ", "")
    text = f"{f'[{day.day}]' if day == today else f'{day.day} ' if not count else f'{day.day}•':>5}"
    if day == today:
        return (text, "strong")
    return (text, "good" if count else "muted")
