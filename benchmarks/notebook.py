"""Notebooks of a given size, always the same for a seed but for the day on which they end: today.

Weeks of daily logs with their KPT, now and then an AAR and a study plan, and each year its review. The file is
written in the documented layout, then retrotui itself saves into it, so that it has what a used one has.
"""

from __future__ import annotations

import datetime as dt
import zlib
from collections.abc import Callable, Iterator, Sequence
from itertools import count, islice
from pathlib import Path
from random import Random

import msgspec

from benchmarks import MARK
from benchmarks.text import CATEGORIES, sentence
from retrotui.journal import Journal
from retrotui.model import kinds, periods
from retrotui.model.entry import Entry, Item, Link, Section, Week

TODAY_ITEMS = 5
"""Items in each of the five sections of today's log."""
SEED = 20_260_101
_SAVES = 2

Clock = Callable[[], dt.datetime]


def now() -> dt.datetime:
    """The present moment in the user's zone."""
    return dt.datetime.now().astimezone()


def write(path: Path, size: int, state: Path, *, lines: bool = False) -> None:
    """Make a notebook of so many entries, the newest of them today's log and this week's KPT.

    With `lines` each entry is a daily log with one line in it, as if `retrotui log` had been called once a day: what
    can be compared with a journal of so many lines.
    """
    story = _Story(Random(SEED), now().date())
    entries = list(islice(story.days() if lines else story.entries(), size))[::-1]
    encode = msgspec.json.Encoder().encode
    documents = b",\n".join(b'"%d": %b' % (number, encode(entry)) for number, entry in enumerate(entries, 1))
    body = b'"entries": {\n%b\n},\n"history": {},\n"trash": {}\n}\n' % documents
    meta = b'{"app":"retrotui","schema":1,"gen":1,"sum":"%08x"}' % zlib.crc32(body)
    path.write_bytes(b'{"_meta": {"1": %b},\n%b' % (meta, body))
    with_saves(path, state, _SAVES)


def with_saves(path: Path, state: Path, times: int) -> None:
    """Log some lines into yesterday, which gives the file a history and backups."""
    journal = Journal.open(path, state_dir=state, clock=now)
    try:
        for number in range(times):
            journal.log("did", f"Line {number}", journal.today() - dt.timedelta(days=1))
    finally:
        journal.close()


def as_lines(size: int) -> Iterator[str]:
    """So many one-line entries as jrnl keeps them, oldest first."""
    random, today = Random(SEED), now().replace(tzinfo=None)
    for back in range(size, 0, -1):
        yield f"[{today - dt.timedelta(hours=7 * back):%Y-%m-%d %H:%M}] {sentence(random)}.\n\n"


class _Story:
    """One author's entries, newest first."""

    def __init__(self, random: Random, today: dt.date) -> None:
        self._random = random
        self._today = today
        self._at = dt.datetime.combine(today, dt.time(9), dt.UTC)

    def entries(self) -> Iterator[Entry]:
        """Without end, back through the years."""
        yield self._day(self._today, [TODAY_ITEMS] * 5, MARK)
        for week in count():
            span = periods.week_span(self._today - dt.timedelta(weeks=week))
            yield self._kpt(span)
            for back in range(2, 7):
                day = span.end - dt.timedelta(days=back)
                if day < self._today:
                    yield self._day(
                        day, [self._random.randrange(1, 3), *(self._random.randrange(2) for _ in range(4))]
                    )
            if week % 4 == 3:
                yield self._aar(span)
                yield self._study(span)
            if week % 52 == 51:
                yield self._year(span.start.year)

    def days(self) -> Iterator[Entry]:
        """Without end, a line a day, but for today."""
        for back in count(1):
            yield self._day(self._today - dt.timedelta(days=back), [1, 0, 0, 0, 0])

    def _uid(self) -> str:
        return f"{self._random.getrandbits(64):016x}"

    def _items(self, prefix: str, count: int, state: str = "") -> tuple[Item, ...]:
        return tuple(
            Item(
                self._uid(),
                f"{prefix}{number}" if prefix else "",
                sentence(self._random),
                state=state,
                changed_at=self._at,
            )
            for number in range(1, count + 1)
        )

    def _section(
        self, kind: kinds.Kind, role: str, count: int, state: str = "", week: Week | None = None
    ) -> Section:
        prefix = f"W{week.number}." if week else kinds.ROLES[role].prefix
        heading = kind.heading(role, "ko").replace("{n}", str(week.number if week else 1))
        return Section(self._uid(), role, heading, 2, self._items(prefix, count, state), week=week)

    def _entry(self, kind: kinds.Kind, key: str, span: periods.Span, sections: list[Section]) -> Entry:
        return Entry(
            self._uid(),
            f"{kind.name}/{key}",
            kind.name,
            kind.title("ko", key),
            span.start,
            span.end,
            "ko",
            sections=tuple(sections),
            created_at=self._at,
            updated_at=self._at,
            rev=1,
        )

    def _day(self, day: dt.date, counts: Sequence[int], mark: str = "") -> Entry:
        kind = kinds.KINDS["daily"]
        sections = [self._section(kind, role, count) for role, count in zip(kind.roles, counts, strict=True)]
        if mark:
            marked = msgspec.structs.replace(sections[0].items[1], text=f"{mark} {sentence(self._random)}")
            first = sections[0].items
            sections[0] = msgspec.structs.replace(sections[0], items=(first[0], marked, *first[2:]))
        return self._entry(kind, day.isoformat(), periods.Span(day, day), sections)

    def _kpt(self, span: periods.Span) -> Entry:
        kind = kinds.KINDS["kpt"]
        issues = self._section(kind, "issue", 6, "open")
        keeps, problems = self._section(kind, "keep", 2), self._section(kind, "problem", 3, "open")
        tries = self._section(kind, "try", 3, "open")
        entry = self._entry(kind, periods.week_name(span.start), span, [])
        replace = msgspec.structs.replace
        issues = replace(
            issues,
            items=tuple(
                replace(item, category=self._random.choice(CATEGORIES), flow=self._random.choice("ABC"))
                for item in issues.items
            ),
        )
        answers = tuple(
            replace(item, links=(Link("answers", entry.uid, problem.uid),))
            for item, problem in zip(tries.items, problems.items, strict=True)
        )
        return replace(entry, sections=(issues, keeps, problems, replace(tries, items=answers)))

    def _aar(self, span: periods.Span) -> Entry:
        kind = kinds.KINDS["aar"]
        sections = [
            self._section(kind, role, 3, "todo" if kinds.states("aar", role) else "") for role in kind.roles
        ]
        return self._entry(kind, span.start.isoformat(), span, sections)

    def _study(self, span: periods.Span) -> Entry:
        kind = kinds.KINDS["study"]
        weeks = [
            self._section(
                kind,
                "week",
                3,
                "open",
                Week(number, span.start + dt.timedelta(weeks=number - 1), percent=20.0 * number),
            )
            for number in range(1, 5)
        ]
        plan = periods.Span(span.start, span.start + dt.timedelta(weeks=4))
        return self._entry(kind, span.start.isoformat(), plan, weeks)

    def _year(self, year: int) -> Entry:
        kind = kinds.KINDS["year"]
        span = periods.Span(dt.date(year, 1, 1), dt.date(year, 12, 31))
        return self._entry(kind, str(year), span, [self._section(kind, "area", 4) for _ in range(3)])
