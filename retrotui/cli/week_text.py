"""A week and its problems laid out for people to read in a terminal: pure, one line after the other."""

from __future__ import annotations

from collections.abc import Iterator

from retrotui.cli.layout import Line
from retrotui.config import Config
from retrotui.loop import flow, follow, vague
from retrotui.loop.follow import Followed
from retrotui.loop.overview import Overview
from retrotui.loop.promotion import Candidate
from retrotui.loop.recurrence import Problem, days_to_kept, history
from retrotui.loop.web import Ref, Web
from retrotui.model import kinds, periods
from retrotui.model.entry import Entry, Item
from retrotui.model.kpt import NO_FLOW, NO_TRY
from retrotui.text import visible
from retrotui.wording import _, language, ngettext

_WEEK = 7


def week(seen: Overview, web: Web, settings: Config) -> Iterator[Line]:
    """The lines that show how a week stands; parts with nothing in them are left out."""
    entry = seen.entry
    spoken = language()
    name = periods.describe(seen.span, "week")
    yield Line(visible(entry.title) if entry else name, "heading")
    yield Line(visible(f"{entry.key} · {entry.start} – {entry.end}") if entry else _("No KPT yet."), "faint")
    yield from _part(
        _("Issues done ({count})").format(count=len(seen.done)), (_item(entry, item) for item in seen.done)
    )
    yield from _part(
        _("Issues open ({count})").format(count=len(seen.open)), (_item(entry, item) for item in seen.open)
    )
    loose = [f"{_(NO_TRY).format(label=item.label)}: {item.text}" for item in seen.orphans]
    loose += [f"{_(NO_FLOW).format(label=item.label)}: {item.text}" for item in seen.without_flow]
    yield from _part(_("Loose ends"), loose)
    yield from _part(
        _("Tries"), (line for each in seen.tries for line in _try(each, entry, settings, spoken))
    )
    earlier = (line for each in seen.earlier for line in _try(each, entry, None, spoken))
    yield from _part(_("Open Tries of earlier weeks"), earlier)
    if seen.skipped:
        yield from _part(
            _("Skipped this week"), (f"{each.ref.name}  {each.ref.item.text}" for each in seen.skipped)
        )
    yield from _part(
        _("Waiting in the daily logs"), ("  ".join(waiting_row(each, seen.span)) for each in seen.waiting)
    )
    known = (
        f"{each.last.item.label}  {each.last.item.text}  — {history(each, spoken)}" for each in seen.recurring
    )
    yield from _part(_("Problems that come back"), known)
    yield from _part(_("Flow"), (line for trend in seen.trends for line in _trend(trend, spoken)))
    beyond = follow.over_limit((*seen.tries, *seen.earlier), settings.tries_at_most)
    if beyond:
        count = settings.tries_at_most + beyond
        yield Line("")
        told = _("{count} Tries are open, more than {limit}: drop one before the next.")
        yield Line("! " + told.format(count=count, limit=settings.tries_at_most))


def problems(found: list[Problem], median: float | None) -> Iterator[Line]:
    """The lines that list problems with their lineage, and the median time to a kept Try."""
    for each in found:
        solved = "  · " + _("solved") if each.solved else ""
        yield Line(visible(each.last.item.text), "heading")
        yield Line(visible(f"  {history(each, language())}{solved}"))
        for ref in each.days:
            yield Line(visible(f"  {ref.entry.start}  {ref.name}  {ref.item.text}"), "faint")
        for ref in each.met:
            yield Line(visible(f"  {ref.entry.start}  {ref.name}  {ref.item.text}"))
        for tried in each.tries:
            item = tried.ref.item
            why = f": {item.reason}" if item.reason else ""
            times = f" ×{tried.times}" if tried.times else ""
            yield Line(visible(f"  → {tried.ref.name}{times}  {item.text}  · {tried.state}{why}"))
        if (days := days_to_kept(each)) is not None:
            told = ngettext("{count} day to a Try that was kept", "{count} days to a Try that was kept", days)
            yield Line("  " + told.format(count=days), "faint")
    if median is not None:
        yield Line("")
        yield Line(_("From a problem to a Try that was kept: {days:g} days (median).").format(days=median))


def waiting_row(candidate: Candidate, span: periods.Span) -> tuple[str, str, str]:
    """A line that waits: its id for `promote`, its text, and what is suggested."""
    target = f"join {candidate.like.label}" if candidate.like else candidate.target
    return id_of(candidate.ref, span), candidate.ref.item.text, f"→ {target}"


def id_of(ref: Ref, span: periods.Span) -> str:
    """How `promote` calls a line of a daily log: `tue:P1`, or `11-17:P1` in a span in which a weekday names no day."""
    day = ref.entry.start
    name = f"{day:%a}".lower() if span.days <= _WEEK else f"{day:%m-%d}"
    return f"{name}:{ref.item.label}"


def _part(heading: str, lines: Iterator[str] | list[str]) -> Iterator[Line]:
    found = list(lines)
    if found:
        yield Line("")
        yield Line(heading, "heading")
        yield from (Line(visible(f"  {line}")) for line in found)


def _item(entry: Entry | None, item: Item) -> str:
    state = kinds.state(entry.kind, "issue", item.state) if entry else None
    category = f"[{item.category}] " if item.category else ""
    return f"[{state.mark if state else ' '}] {item.label} {category}{item.text}"


def _try(each: Followed, entry: Entry | None, settings: Config | None, language: str) -> Iterator[str]:
    """A Try in a line, with where it comes from below it; `settings` asks for a hint where it is vague."""
    ref = each.ref
    name = ref.item.label if entry and ref.entry.uid == entry.uid else ref.name
    times = f" ×{each.times}" if each.times else ""
    answers = " ".join(
        answer.item.label if answer.entry.uid == ref.entry.uid else answer.name for answer in each.answers
    )
    into = f" to {each.into.name}" if each.into else ""
    why = f": {ref.item.reason}" if ref.item.reason else ""
    yield (
        f"{name}{times}  {ref.item.text}"
        + (f"  → {answers}" if answers else "")
        + f"  · {each.state}{into}{why}"
    )
    if each.chain:
        chain = " ← ".join(before.name for before in reversed(each.chain))
        yield "    " + _("carried from {name}").format(name=chain)
    hinting = settings and settings.vague_tries and each.state == "open"
    if settings and hinting and (hint := vague.hint(ref.item.text, language, settings.vague_words)):
        yield f"    {hint}"


def _trend(trend: flow.Trend, language: str) -> Iterator[str]:
    levels = " ".join(point.level for point in trend.points)
    yield f"{trend.category or '—'}: {levels}"
    if words := flow.advice(trend, language):
        yield f"    {words}"
