"""A month as one widget: which days have what."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Mapping

from retrotui.text import cell_width
from retrotui.tui.widgets.pane import Line, Row, Span
from retrotui.wording import _

_MARKS = {"daily": "•", "kpt": "K", "aar": "A", "study": "S", "year": "Y"}


def small_month_rows(
    day: dt.date, written: Mapping[dt.date, int], kinds: Mapping[dt.date, list[str]]
) -> list[Row]:
    """The month of a day in 33 cells: a dot where something was logged, another colour where other entries stand."""
    head = "".join(_right(name, 4) for name in _("Mo Tu We Th Fr Sa Su").split())
    rows = [Row("", (Line(((f"    {head}", "muted"),)),), selectable=False)]
    for week in calendar.Calendar().monthdatescalendar(day.year, day.month):
        spans: list[Span] = [(f" W{week[0].isocalendar().week:02}", "track")]
        for each in week:
            if each.month != day.month:
                spans.append(("    ", ""))
                continue
            others = any(kind != "daily" for kind in kinds.get(each, ()))
            dot = "•" if written.get(each) else " "
            style = (
                "cursor" if each == day else "accent" if others else "good" if written.get(each) else "muted"
            )
            spans += [(f"{each.day:>3}", style), (dot, "good")]
        rows.append(Row("", (Line(tuple(spans)),), selectable=False))
    return rows


def month_rows(
    month: dt.date, today: dt.date, written: Mapping[dt.date, int], kinds: Mapping[dt.date, list[str]]
) -> list[Row]:
    """A month's weeks: a number for each day, stronger where much was logged, and letters for other entries."""
    heading = _("{month:%B %Y}").format(month=month)
    rows = [Row("", (Line(((f" {heading}", "heading"),)), Line()), selectable=False)]
    head = "".join(_right(name, 5) for name in _("Mon Tue Wed Thu Fri Sat Sun").split())
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


def _right(text: str, width: int) -> str:
    return " " * (width - cell_width(text)) + text


def _day(day: dt.date, month: dt.date, today: dt.date, count: int) -> Span:
    if day.month != month.month:
        return ("     ", "")
    number = f"[{day.day}]" if day == today else str(day.day)
    text = f"{number + ('•' if count else ' '):>5}"
    if day == today:
        return (text, "strong")
    return (text, "good" if count else "muted")
