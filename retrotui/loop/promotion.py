"""From the days to the week: what daily logs hold that the week's KPT has not taken up yet."""

from __future__ import annotations

import datetime as dt

import msgspec

from retrotui.loop.likeness import SAME, fingerprint, likeness
from retrotui.loop.web import Ref, Web
from retrotui.model import periods
from retrotui.model.entry import Entry, Item
from retrotui.text import fold

LEFT = "left"
"""Relation of `Entry.set_aside`: a line of a daily log that the entry does not want to take up."""

ROLES = ("problem", "unclear", "well")
"""The sections of a daily log whose items ask for something."""

GOAL = "goal"
"""As a target: a goal of the study plan that runs on the day; the other targets are roles of a KPT."""
TARGETS = ("problem", "keep", "try", GOAL)

_ALIKE = {"problem": ("problem",), "well": ("keep",), "unclear": ("problem", "try")}
"""The roles of a KPT in which a line of each role of a daily log may stand already."""
_SUGGESTED = {"problem": "problem", "well": "keep", "unclear": GOAL}


class Candidate(msgspec.Struct, frozen=True, eq=False):
    """A line of a daily log that waits to be taken up."""

    ref: Ref
    target: str
    """The suggested one of `TARGETS`."""
    like: Item | None = None
    """An item of the week's KPT that says the same already: joining them is suggested instead."""


def span_of(board: Entry) -> periods.Span:
    """The days whose logs feed a KPT: its own, and the rest of its week, as a week is often written up to Friday."""
    week = periods.week_span(board.start)
    return week if board.end <= week.end else periods.Span(board.start, board.end)


def candidates(web: Web, span: periods.Span, board: Entry | None = None) -> list[Candidate]:
    """The problems, unclear points and wins of the days in the span that nobody took up or left, in the order of the days.

    `board` is the KPT of the span, when there is one. Taken up is also what stands there in the same words.
    """
    left = {link.item for entry in web.entries for link in entry.set_aside if link.relation == LEFT}
    board_items = (
        [item for role in ("problem", "keep", "try") for item in board.items_of(role)] if board else []
    )
    said = {_plain(item.text) for item in board_items}
    return [
        Candidate(ref, suggested(web, ref), said_already(ref, board))
        for entry in web.of_kind("daily")
        if entry.start in span
        for role in ROLES
        for ref in web.within(entry, role)
        if ref.uid not in left and not promoted_to(web, ref.uid) and _plain(ref.item.text) not in said
    ]


def suggested(web: Web, ref: Ref) -> str:
    """What a line would become: a goal only where a study plan runs on its day, else a Try."""
    target = _SUGGESTED.get(ref.role, "problem")
    return "try" if target == GOAL and running_plan(web, ref.entry.start) is None else target


def running_plan(web: Web, day: dt.date) -> Entry | None:
    """The study plan that runs on the day; of several the one that began last."""
    plans = [entry for entry in web.of_kind("study") if entry.start <= day <= entry.end]
    return plans[-1] if plans else None


def promoted_to(web: Web, daily_item: str) -> list[Ref]:
    """What became of a line of a daily log: the items that were made of it or joined with it."""
    return web.pointing(daily_item, "promoted_from")


def said_already(ref: Ref, board: Entry | None) -> Item | None:
    """The item of the KPT that says the same as a line of a daily log, in a role that such a line can have there."""
    among = [item for role in _ALIKE.get(ref.role, ()) for item in board.items_of(role)] if board else []
    return alike(ref.item, among)


def alike(item: Item, among: list[Item]) -> Item | None:
    """The one of the items that resembles the item most, when one does."""
    mark = fingerprint(item.text)
    values = [(likeness(mark, fingerprint(each.text)), each) for each in among]
    value, best = max(values, key=lambda pair: pair[0], default=(0.0, None))
    return best if value >= SAME else None


def _plain(text: str) -> str:
    return " ".join(fold(text).split()).strip(" .。!")
