"""The tabs: what each is called, which kind of entry it shows, and its screen."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from retrotui.model.kinds import KINDS
from retrotui.tui.screens.entry import EntryScreen
from retrotui.tui.screens.retro import RetroScreen
from retrotui.wording import N_, pgettext


class Tab(NamedTuple):
    """A tab that shows the entries of one kind."""

    mode: str
    """The mode of the app in which it is shown."""
    name: str
    kind: str
    purpose: str
    """What it is for, in a sentence of the help."""


_TABS = (
    Tab(
        "today",
        "Today",
        "daily",
        N_(
            "Log the day: what you did, what got in the way, what you learned, what is unclear, what went well."
        ),
    ),
    Tab(
        "kpt",
        "KPT",
        "kpt",
        N_("Review the week: its issues, what to keep, the problems, and what to try against them."),
    ),
    Tab(
        "aar",
        "AAR",
        "aar",
        N_("After an action: what was the goal, what was learned, what came of it, what to improve."),
    ),
    Tab(
        "study",
        "Study",
        "study",
        N_("A study plan of some weeks: goals, attendance, progress, and what came of it."),
    ),
    Tab("year", "Year", "year", N_("The year by areas: what mattered, and what shall come next.")),
)
_OFF_THE_BAR = (Tab("note", "Note", "note", N_("An imported document that is no retrospective.")),)
"""Reached through search alone."""
_INSIGHTS = ("insights", "Insights")


def captions() -> tuple[tuple[str, str], ...]:
    """Mode and caption of each tab of the bar, in the user's language."""
    names = [*((tab.mode, tab.name) for tab in _TABS), _INSIGHTS]
    return tuple((mode, pgettext("action", name)) for mode, name in names)


def mode_of(kind: str) -> str:
    """The mode in which entries of a kind are shown; empty when there is none."""
    return next((tab.mode for tab in (*_TABS, *_OFF_THE_BAR) if tab.kind == kind), "")


def modes() -> dict[str, Callable[[], RetroScreen]]:
    """What makes the screen of each mode."""
    return {tab.mode: partial(_screen, tab) for tab in (*_TABS, *_OFF_THE_BAR)} | {_INSIGHTS[0]: _insights}


def _screen(tab: Tab) -> EntryScreen:
    """A board has the week's loop around it, which is imported when a board is first visited."""
    if not KINDS[tab.kind].columns:
        return EntryScreen(tab.kind, tab.mode, tab.purpose)
    from retrotui.tui.screens.week import WeekScreen

    return WeekScreen(tab.kind, tab.mode, tab.purpose)


def _insights() -> RetroScreen:
    """The last tab, imported when it is first visited, as it looks at everything from every side."""
    from retrotui.tui.screens.insights import InsightsScreen

    return InsightsScreen()
