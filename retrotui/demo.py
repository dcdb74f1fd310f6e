"""The throw-away notebook of `retrotui demo`: the sample retrospectives, moved in time so that they end today.

The samples tell one story over six weeks. Every date in them moves by the same number of whole weeks, so
weekdays stay right and the story's last week is the current one.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from pathlib import Path

from retrotui import config, exchange
from retrotui.errors import RetroError
from retrotui.journal import Journal
from retrotui.model import periods

STORY_YEAR = 2026
"""Dates of other years are no part of the story and stay."""

_DATE = re.compile(rf"(?<!\d)({STORY_YEAR})(-|\.|/|년 ?|年)(\d{{1,2}})(-|\.|/|월 ?|月)(\d{{1,2}})(?!\d)")
_WEEK = re.compile(rf"(?<!\d){STORY_YEAR}-W(\d{{2}})(?!\d)")
_DAILY = re.compile(rf"({STORY_YEAR}-\d{{2}}-\d{{2}})-daily\.md")

Move = Callable[[dt.date], dt.date]


def samples() -> Path:
    """The folder of the sample retrospectives."""
    return config.shipped("sample_data")


def write_story(folder: Path, today: dt.date, source: Path) -> None:
    """Write the samples into a folder, redated so that their last week is the week of `today`.

    Daily logs of days to come are left out. There is always one of today: where the story has none, at a
    weekend, its latest one moves there.
    """
    files = {path.name: path.read_text(encoding="utf-8") for path in sorted(source.glob("*.md"))}
    days = {name: dt.date.fromisoformat(match[1]) for name in files if (match := _DAILY.fullmatch(name))}
    if not days:
        raise RetroError("The examples are missing", f"{source} holds no daily logs.")
    by = periods.week_span(today).start - periods.week_span(max(days.values())).start
    past = {name: day for name, day in days.items() if day + by <= today}
    latest = max(past, key=lambda name: past[name])
    folder.mkdir(parents=True, exist_ok=True)
    shifted = _mover(by, {})
    as_today = _mover(by, {past[latest]: today})
    for name, text in files.items():
        if name in past or name not in days:
            move = as_today if name == latest else shifted
            (folder / redated(name, move)).write_text(redated(text, move), encoding="utf-8")


def _mover(by: dt.timedelta, exceptions: Mapping[dt.date, dt.date]) -> Move:
    return lambda day: exceptions.get(day, day + by)


def redated(text: str, move: Move) -> str:
    """The text with each of the story's dates and weeks moved, written as it was written."""
    return _WEEK.sub(
        lambda match: _moved_week(match, move), _DATE.sub(lambda match: _moved(match, move), text)
    )


def _moved(match: re.Match[str], move: Move) -> str:
    year, first, month, second, day = match.groups()
    try:
        moved = move(dt.date(int(year), int(month), int(day)))
    except ValueError:
        return match[0]
    # `11월 1일` has no leading zeros, `2026-11-01` has.
    width = 1 if first.strip() in ("년", "年") and not (month + day).startswith("0") else 2
    return f"{moved.year}{first}{moved.month:0{width}}{second}{moved.day:0{width}}"


def _moved_week(match: re.Match[str], move: Move) -> str:
    return periods.week_name(move(dt.date.fromisocalendar(STORY_YEAR, int(match[1]), 1)))


def fill(journal: Journal, folder: Path) -> int:
    """Import the redated samples; gives how many entries there are. Raises RetroError when one can not be read."""
    plan = exchange.preview(journal, [str(folder)], exchange.Hints(default_date=journal.today()))
    if failed := [result for result in plan.results if result.status == "failed"]:
        raise RetroError("The examples can not be read", "\n".join(result.error for result in failed))
    return len(exchange.import_all(journal, plan).writes)
