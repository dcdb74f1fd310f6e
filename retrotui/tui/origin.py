"""Where an item of a board comes from, in few words: the days of the lines that it was made of, the Try that it goes on from."""

from __future__ import annotations

from collections.abc import Sequence

from retrotui.loop import promotion
from retrotui.loop.web import Ref, Web
from retrotui.model.entry import Entry, Item
from retrotui.tui.widgets.entry_list import weekday

NAMED = 3
"""How many days, or lines of one day, are named; of those beyond there is only the number."""


def origins(entry: Entry, web: Web) -> dict[str, str]:
    """By the uid of the item, for those that come from somewhere: `Mon P1`, `Mon Tue Wed +2`, `T1 W46`."""
    return {item.uid: words for item in entry.items() if (words := _words(entry, item, web))}


def _words(entry: Entry, item: Item, web: Web) -> str:
    links = [link for link in item.links if link.relation in ("carried_from", "promoted_from")]
    refs = [web.get(link.item) for link in links]
    days = [ref for ref in refs if ref and ref.entry.kind == "daily"]
    others = [_name(entry, ref) for ref in refs if not ref or ref.entry.kind != "daily"]
    return " ".join([*others, *_day_words(entry, days)])


def _name(entry: Entry, ref: Ref | None) -> str:
    if ref is None:
        return "?"
    week = "" if ref.entry.uid == entry.uid else f" {ref.entry.key.partition('/')[2][-3:]}"
    return f"{ref.item.label}{week}"


def _day_words(entry: Entry, refs: Sequence[Ref]) -> list[str]:
    """One day with its lines, or several days alone: their labels would read as a list of the board's own."""
    by_day: dict[str, list[str]] = {}
    for ref in sorted(refs, key=lambda ref: ref.entry.start):
        by_day.setdefault(_day(entry, ref), []).append(ref.item.label)
    if len(by_day) == 1:
        [(day, labels)] = by_day.items()
        return [day, *_first(labels)]
    return _first(list(by_day))


def _first(words: list[str]) -> list[str]:
    more = len(words) - NAMED
    return words if more <= 0 else [*words[:NAMED], f"+{more}"]


def _day(entry: Entry, ref: Ref) -> str:
    """As the days that wait are named above the board; further away the date."""
    day = ref.entry.start
    if day in promotion.span_of(entry):
        return weekday(day)
    return f"{day:%m-%d}" if day.year == entry.start.year else day.isoformat()
