"""The days that an entry covers, from all that tells them, in the order of DESIGN section 3.5."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import PurePosixPath

import msgspec
from msgspec.structs import replace

from retrotui import text
from retrotui.markdown import dates, day, front_day, path_day, stated, year_title
from retrotui.markdown.front_matter import FrontMatter
from retrotui.markdown.label import Labels
from retrotui.markdown.scan import HEADING, Line
from retrotui.model import periods
from retrotui.model.entry import Section
from retrotui.model.kinds import KINDS
from retrotui.model.periods import Span

_AHEAD = 60
"""Days that a text may plan ahead; what lies further is what it looks back on, a year before."""
_BEFORE = 25
"""Years before a file's own that a bare number may name."""
_WEEK = dt.timedelta(days=6)
_DAY = dt.timedelta(days=1)


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
    path = near(told.path)
    of_path = path_day.year_of(path) or next(iter(dates.years(told.front.get("year"))), None)
    front = front_day.told(told.front, of_path)
    meta = front.span if front else None
    if meta and told.front.get("kind") in KINDS:
        # The writer's own front matter: it says the span exactly.
        return meta
    title = told.front.get("title")
    headings = _headings(told, body)
    titles = [title, *headings[:1], _stem(path)]
    reviewed = next(((each, year) for each in titles if (year := year_title.reviewed(each, labels))), None)
    if kind == "year" and reviewed:
        half = dates.first(reviewed[0])
        return half.span if half and half.span.start.year == reviewed[1] else periods.year_span(reviewed[1])
    named = _named_years([title, *headings]) or ([of_path] if of_path else [])
    dated = meta or path_day.span_of(path, None)
    context = meta.start.year if meta else named[0] if named else dated.start.year if dated else None
    context = context or year_around(told, body)
    is_dated = dated is not None and dated.days == 1
    described = front_day.described(told.front)
    words = _Words(body, headings, kind, labels, context, is_dated, described)
    found = _stated(words, title, told.day_first, dated)
    if found and not found.certain and (path_day.is_day(path) or not _is_near(found.span, dated)):
        # `## 3.1 States` in a file that is named by its day, or written in another season.
        found = None
    if found and found.precision == "day" and found.span.days == 1:
        found = replace(found, span=_as_named(found.span, path))
    if found and found.span.days > 1 and found.precision == "day":
        return _fitted(found.span, kind)
    if meta and meta.days > 1:
        return _fitted(meta, kind)
    is_vague = found is not None and found.precision == "month" and meta is not None
    span = (found.span if found and not is_vague else None) or meta or path_day.span_of(path, context)
    span = span or _hinted(words, told, of_path)
    if span is None and kind == "year" and (named_year := next(iter(named), None) or _usual_year(body)):
        return periods.year_span(named_year)
    return _fitted(span, kind) if span else None


def of_path(path: str, year: int | None) -> Span | None:
    """The days that a file's path tells."""
    return path_day.span_of(near(path), year)


class _Words(msgspec.Struct, frozen=True):
    """What the words of a document are looked through for."""

    body: list[Line]
    headings: list[str]
    kind: str
    labels: Labels
    year: int | None
    is_dated: bool
    """Whether front matter or the file's name is a day."""
    described: Sequence[str]
    """The lines of front matter that describe the document."""

    def said(self) -> Iterator[dates.Found]:
        """The spans that sentences name."""
        return stated.said(self.body, self.labels, self.year, self.described)

    def below(self) -> dates.Found | None:
        """What is stated below the title."""
        return stated.below(
            self.body, self.headings, self.kind, self.labels, self.year, is_dated=self.is_dated
        )


def _stated(words: _Words, title: str, day_first: bool, dated: Span | None) -> dates.Found | None:
    """What the document itself says. `dated` is what front matter or path tell: the day on which it was written."""
    found = stated.title(title, words.headings, words.year)
    if found and found.precision == "month" and words.kind == "aar":
        found = _within(found, words.below())
    if found and found.precision == "week":
        found = _within(found, next(words.said(), None))
    found = found or words.below()
    if found and found.precision == "week":
        found = _written_in(found, dated)
    if found is None or (found.precision == "week" and found.span.days == 7):
        spans = (_looked_back(each, dated) for each in words.said())
        near = (each for each in spans if _is_near(each.span, dated))
        spoken = next(near, None)
        found = _within(found, spoken) if found else spoken
    if found and found.other and day_first:
        found = replace(found, span=found.other)
    return _looked_back(found, dated) if found else None


def _written_in(week: dates.Found, dated: Span | None) -> dates.Found:
    """A week, or the one before where it would begin after the day of writing: its author counts weeks another way."""
    ahead = (week.span.start - dated.start).days if dated and dated.days == 1 and week.span.days == 7 else 0
    if dated is None or not 0 < ahead <= _WEEK.days:
        return week
    return replace(week, span=Span(week.span.start - _WEEK - _DAY, week.span.end - _WEEK - _DAY))


def _as_named(day: Span, path: str) -> Span:
    """A day, or the one in the file's name where that has the same figures and says its year: `16/12/22` in `2022-12-16.md`."""
    named = path_day.span_of(path, None)
    if named is None or named.days > 1 or str(named.start.year) not in path:
        return day
    figures, like = (sorted((d.year % 100, d.month, d.day)) for d in (day.start, named.start))
    return named if figures == like else day


def _looked_back(found: dates.Found, dated: Span | None) -> dates.Found:
    """Days without a year that would lie long after the text was written are those of the year before."""
    if (
        found.stated_year
        or dated is None
        or dated.days > 7
        or (found.span.start - dated.start).days <= _AHEAD
    ):
        return found
    try:
        start, end = (each.replace(year=each.year - 1) for each in (found.span.start, found.span.end))
    except ValueError:
        return found
    return replace(found, span=Span(start, end))


def _is_near(span: Span, dated: Span | None) -> bool:
    """Whether a text of that date may look back on a span that one of its sentences names."""
    return dated is None or dated.days > 7 or -31 <= (dated.start - span.end).days <= 45


def _hinted(words: _Words, told: Told, of_path: int | None) -> Span | None:
    """The days that are only mentioned, or the year of the folder."""
    narrated = stated.narrated(words.body, words.year) if words.kind == "aar" else None
    if narrated and (of_path is None or told.own in (of_path, None)):
        return narrated
    if words.kind != "year":
        mentioned = stated.mentioned(words.body, words.labels, words.year)
        mentioned = mentioned or front_day.weakly_told(told.front) or stated.pictured(words.body)
        if mentioned and (of_path is None or mentioned.start.year == of_path):
            return mentioned
    if of_path and told.own not in (of_path, None):
        return periods.year_span(of_path)
    return narrated


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
    return of_document(replace(told, year=None), body, kind, labels) != found


def near(path: str) -> str:
    """The file's name with its three nearest folders: what lies further up says nothing of the document."""
    return "/".join(path.replace("\\", "/").split("/")[-4:])


def _named_years(texts: list[str]) -> list[int]:
    return [year for each in texts for year in dates.years(each) if 1990 <= year <= 2100]


def _usual_year(body: list[Line]) -> int | None:
    """The year that a text names most often, the earlier one of two."""
    named = Counter(year for year in _named_years([line.text for line in body[:400]]) if year <= 2100)
    return min(named, key=lambda year: (-named[year], year)) if named else None


def year_around(told: Told, body: list[Line]) -> int | None:
    """The year of days that name none: the only one that the text names, where else the file's own day would tell it."""
    if told.year is None or told.year != told.own:
        return told.year
    named = set(_named_years([line.text for line in body[:400] if line.region < 0]))
    # `2000` is a number more often than a year.
    is_told = len(named) == 1 and told.own - _BEFORE <= max(named) <= told.own
    return named.pop() if is_told else told.year


def _fitted(span: Span, kind: str) -> Span:
    if kind == "year" and span.days < 100:
        # A review that names no year was published early in the next one, or late in its own.
        return periods.year_span(span.start.year - (span.start.month <= 2))
    return span


def _stem(path: str) -> str:
    return PurePosixPath(path.replace("\\", "/")).stem.replace("_", " ")


def _within(wide: dates.Found, told: dates.Found | None) -> dates.Found:
    """The days that are stated below a title that names their month or week: those are how its author counted."""
    if told is None or told.precision != "day":
        return wide
    if wide.precision == "week":
        overlap = told.span.start <= wide.span.end + _WEEK and wide.span.start - _WEEK <= told.span.end
        return told if overlap and told.span.days > 1 else wide
    return told if wide.span.start <= told.span.start and told.span.end <= wide.span.end else wide


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
    wrong = front_day.impossible(front)
    return [f"the front matter's {key} {text.clean_line(value)} is no date" for key, value in wrong]
