"""Commands on whole entries: other days for one, two joined into one. Each is one step of undo."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from msgspec.structs import replace

from retrotui.errors import UsageError
from retrotui.journal import Journal
from retrotui.markdown import date_patch
from retrotui.model import edit
from retrotui.model.entry import Entry, Item, Link, Section, new_uid
from retrotui.model.kinds import KINDS
from retrotui.model.periods import Span, day_span, describe, period_span


def redate(journal: Journal, uid: str, day: dt.date) -> Entry:
    """Give an entry other days, and the key that goes with them.

    An entry of a usual period (a week, a year) gets the one that holds the day, any other keeps its length from that day
    on. The weeks of a plan go along; items keep their own dates.
    """
    with journal.changing("move") as transaction:
        entry = journal.entry_in(transaction, uid)
        span = _moved(entry, day)
        if span == Span(entry.start, entry.end):
            return entry
        title = _retitled(entry, span)
        by = span.start - entry.start
        sections = tuple(
            replace(section, heading=title)
            if section.heading == entry.title and section.week is None
            else _shifted(section, by)
            for section in entry.sections
        )
        moved = replace(entry, key="", title=title, start=span.start, end=span.end, sections=sections)
        return transaction.put(journal.keyed(transaction, moved))


def join(journal: Journal, uid: str, other_uid: str) -> Entry:
    """Take everything of another entry of the kind into an entry; the other goes to the trash as it was.

    Items go to the end of the section of their role, under new labels; all else becomes sections of its own. Links that
    pointed at the other entry's items point at where they are now. Raises UsageError for entries of two kinds.
    """
    with journal.changing("merge") as transaction:
        entry, other = journal.entry_in(transaction, uid), journal.entry_in(transaction, other_uid)
        if uid == other_uid:
            raise UsageError("That is one entry", "{key} can not be joined with itself.", key=entry.key)
        if entry.kind != other.kind:
            raise UsageError(
                "The entries are of two kinds",
                "{key} is {kind}, {other} is {another}.",
                key=entry.key,
                kind=entry.kind,
                other=other.key,
                another=other.kind,
            )
        uids = {item.uid: new_uid() for item in other.items()}
        joined = entry
        for section in (each for each in other.sections if each.items or each.prose):
            joined = _taken_in(joined, section, uids)
        days = _spanned(entry, other)
        tags = tuple(dict.fromkeys((*entry.tags, *other.tags)))
        aside = tuple(dict.fromkeys((*entry.set_aside, *other.set_aside)))
        joined = replace(joined, tags=tags, set_aside=aside, start=days.start, end=days.end)
        transaction.put(_relinked(joined, other.uid, joined.uid, uids))
        transaction.remove(other.uid)
        for each in list(transaction.entries.values()):
            if (after := _relinked(each, other.uid, joined.uid, uids)) != each:
                transaction.put(after)
        return transaction.entries[uid]


def _moved(entry: Entry, day: dt.date) -> Span:
    """The days of an entry that is to begin at the day, or to be of the period that holds it."""
    period = KINDS[entry.kind].period
    weeks = sum(section.week is not None for section in entry.sections)
    days = Span(entry.start, entry.end)
    usual = period_span(period, day, weeks)
    if days == period_span(period, entry.start, weeks) or not KINDS[entry.kind].may_cover(days):
        return usual
    span = Span(day, day + (entry.end - entry.start))
    return span if KINDS[entry.kind].may_cover(span) else usual


def _retitled(entry: Entry, span: Span) -> str:
    """The title with the days in it that it names."""
    shape, days = KINDS[entry.kind], Span(entry.start, entry.end)
    if entry.title == shape.title(entry.language, describe(days, shape.period)):
        return shape.title(entry.language, describe(span, shape.period))
    return date_patch.patched(entry.title, days, span)


def _spanned(one: Entry, other: Entry) -> Span:
    """The days of both; of a kind that has an entry for each period those of the first, unless they are of one."""
    shape, days = KINDS[one.kind], Span(one.start, one.end)
    both = Span(min(one.start, other.start), max(one.end, other.end))
    period = period_span(shape.period, one.start, 0)
    is_one = not shape.steady or (both.start in period and both.end in period)
    return both if is_one and shape.may_cover(both) else days


def _shifted(section: Section, by: dt.timedelta) -> Section:
    if section.week is None or section.week.date is None:
        return section
    day = section.week.date + by
    week = replace(section.week, date=day)
    heading = date_patch.patched(section.heading, day_span(section.week.date), day_span(day))
    return replace(section, week=week, heading=heading)


def _taken_in(entry: Entry, section: Section, uids: Mapping[str, str]) -> Entry:
    """The entry with the items and the prose of another's section."""
    items = [replace(item, uid=uids[item.uid], label="") for item in section.items]
    host = next((each for each in reversed(entry.sections) if _holds(each, section)), None)
    if host is None:
        host = replace(section, uid=new_uid(), items=())
        entry = replace(entry, sections=(*entry.sections, host))
    elif section.prose:
        prose = f"{host.prose}\n\n{section.prose}".strip("\n")
        entry = edit.with_section(entry, replace(host, prose=prose))
    for item in items:
        entry = edit.add_item(entry, host.uid, item)
    return entry


def _holds(host: Section, section: Section) -> bool:
    """Whether what stands in a section may go to the end of another: the same role, and the same week, area or topic."""
    if host.role != section.role or (host.week and host.week.number) != (
        section.week and section.week.number
    ):
        return False
    return host.role not in ("area", "prose") or host.heading == section.heading


def _relinked(entry: Entry, old: str, new: str, uids: Mapping[str, str]) -> Entry:
    """The entry with its links into the old one pointing into the new one."""

    def led(link: Link) -> Link:
        return replace(link, entry=new, item=uids.get(link.item, link.item)) if link.entry == old else link

    def relinked(item: Item) -> Item:
        return replace(item, links=tuple(map(led, item.links))) if item.links else item

    sections = tuple(
        replace(section, items=tuple(map(relinked, section.items))) for section in entry.sections
    )
    return replace(entry, sections=sections, set_aside=tuple(map(led, entry.set_aside)))
