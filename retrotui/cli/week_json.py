"""The week for programs: plain dicts for JSON, described in `docs/json.md`. Items are named by key and label."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from retrotui.loop import flow
from retrotui.loop.follow import Followed
from retrotui.loop.overview import Overview
from retrotui.loop.promotion import Candidate
from retrotui.loop.recurrence import Problem, days_to_kept, history
from retrotui.loop.web import Ref, Web
from retrotui.model import periods
from retrotui.model.entry import Entry, Item
from retrotui.week import Promoted

SCHEMA = 1


def week(seen: Overview, web: Web) -> dict[str, Any]:
    """How a week stands."""
    entry = seen.entry
    language = entry.language if entry else "en"
    orphans = [_named(entry, item) | {"missing": "try"} for item in seen.orphans]
    orphans += [_named(entry, item) | {"missing": "flow"} for item in seen.without_flow]
    return {
        "schema": SCHEMA,
        "week": periods.week_name(seen.span.start),
        "key": entry.key if entry else None,
        "start": seen.span.start.isoformat(),
        "end": seen.span.end.isoformat(),
        "issues": {
            "done": [_issue(entry, item) for item in seen.done],
            "open": [_issue(entry, item) for item in seen.open],
        },
        "orphans": orphans,
        "tries": [followed(each) for each in seen.tries],
        "waiting": [candidate(each, entry) for each in seen.waiting],
        "earlier_tries": [followed(each) for each in seen.earlier],
        "skipped_tries": [_ref(each.ref) for each in seen.skipped],
        "recurring": [problem(each) for each in seen.recurring],
        "flow": [trend(each, language) for each in seen.trends],
    }


def followed(each: Followed) -> dict[str, Any]:
    """A Try with its verdict and where it comes from."""
    return _ref(each.ref) | {
        "state": each.state,
        "reason": each.ref.item.reason,
        "times_carried": each.times,
        "carried_from": [_place(ref) for ref in reversed(each.chain)],
        "carried_to": _place(each.into) if each.into else None,
        "answers": _places(each.answers),
    }


def candidate(each: Candidate, board: Entry | None) -> dict[str, Any]:
    """A line of a daily log that waits."""
    join = _place_of(board, each.like) if board and each.like else None
    return _ref(each.ref) | {
        "role": each.ref.role,
        "suggested": "join" if join else each.target,
        "join": join,
    }


def promoted(done: Promoted) -> dict[str, Any]:
    """What became of a line."""
    into = _place_of(done.entry, done.item) if done.item else None
    return {"text": done.source.text, "into": into, "joined": done.joined}


def problem(each: Problem) -> dict[str, Any]:
    """A problem with its lineage."""
    return {
        "text": each.last.item.text,
        "state": "solved" if each.solved else "open",
        "times": each.times,
        "weeks": each.weeks,
        "since": each.since.isoformat(),
        "history": history(each, each.last.entry.language),
        "met": [_ref(ref) | {"start": ref.entry.start.isoformat()} for ref in each.met],
        "days": [_ref(ref) | {"start": ref.entry.start.isoformat()} for ref in each.days],
        "tries": [followed(tried) for tried in each.tries],
        "days_to_kept": days_to_kept(each),
    }


def trend(trend: flow.Trend, language: str) -> dict[str, Any]:
    points = [
        {"key": point.key, "start": point.start.isoformat(), "level": point.level, "counts": point.counts}
        for point in trend.points
    ]
    return {
        "category": trend.category,
        "points": points,
        "lasting": trend.lasting,
        "advice": flow.advice(trend, language),
    }


def _issue(entry: Entry | None, item: Item) -> dict[str, Any]:
    return _named(entry, item) | {"state": item.state, "category": item.category, "flow": item.flow}


def _named(entry: Entry | None, item: Item) -> dict[str, Any]:
    return {"key": entry.key if entry else "", "label": item.label, "text": item.text}


def _ref(ref: Ref) -> dict[str, Any]:
    return _named(ref.entry, ref.item)


def _place(ref: Ref) -> dict[str, str]:
    return _place_of(ref.entry, ref.item)


def _places(refs: Iterable[Ref]) -> list[dict[str, str]]:
    return [_place(ref) for ref in refs]


def _place_of(entry: Entry, item: Item) -> dict[str, str]:
    return {"key": entry.key, "label": item.label}
