"""Small notebooks for the tests of the loop: entries in a few words, and a journal whose clock the test sets."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from retrotui.journal import Journal
from retrotui.model import edit, kinds, periods
from retrotui.model.entry import Entry, Item, Link, new_uid

SEOUL = dt.timezone(dt.timedelta(hours=9))
MONDAY = dt.date(2026, 3, 2)
"""Of 2026-W10, the first week of the stories."""


def monday(week: int) -> dt.date:
    """The Monday so many weeks after the first one."""
    return MONDAY + dt.timedelta(weeks=week)


class Clock:
    """Stands still until the test moves it."""

    def __init__(self, day: dt.date) -> None:
        self.now = dt.datetime.combine(day, dt.time(9), SEOUL)

    def __call__(self) -> dt.datetime:
        return self.now

    def to(self, day: dt.date) -> None:
        """Move to nine in the morning of the day."""
        self.now = dt.datetime.combine(day, dt.time(9), SEOUL)


def open_at(folder: Path, clock: Clock) -> Journal:
    """A journal in the folder."""
    return Journal.open(folder / "notebook.json", state_dir=folder / "state", clock=clock, language="en")


def kpt(week: int, **roles: Any) -> Entry:
    """The KPT of a week; each role is given texts, or pairs of a text and the item's other fields."""
    return entry("kpt", monday(week), **roles)


def daily(day: dt.date, **roles: Any) -> Entry:
    """The log of a day."""
    return entry("daily", day, **roles)


def entry(kind: str, day: dt.date, **roles: Any) -> Entry:
    """An entry of a kind for the period of the day."""
    shape = kinds.KINDS[kind]
    span = periods.period_span(shape.period, day, kinds.STUDY_WEEKS)
    name = periods.week_name(day) if kind == "kpt" else day.isoformat()
    now = dt.datetime.combine(day, dt.time(), dt.UTC)
    made = edit.new_entry(shape, span, key=f"{kind}/{name}", language="en", now=now)
    for role, items in roles.items():
        made, section = edit.ensure_section(made, role.removesuffix("_"))
        for given in items:
            text, fields = given if isinstance(given, tuple) else (given, {})
            made = edit.add_item(made, section.uid, Item(new_uid(), text=text, **fields))
    return made


def item(made: Entry, label: str) -> Item:
    """The item of an entry with this label."""
    return next(each for each in made.items() if each.label == label)


def link(relation: str, to: Entry, label: str) -> Link:
    """A link to an item of an entry."""
    return Link(relation, to.uid, item(to, label).uid)


def with_links(made: Entry, label: str, *links: Link) -> Entry:
    """The entry with links on one of its items."""
    return edit.change_item(made, item(made, label).uid, links=links)
