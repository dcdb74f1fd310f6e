"""Screens are driven by keys through Pilot, on a notebook in a temporary folder and at a fixed time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from textual import _wait

from retrotui.config import Config, Paths
from retrotui.journal import Journal
from retrotui.store.notebook import Notebook
from retrotui.tui.app import RetroApp

NOW = dt.datetime(2026, 11, 20, 15, 30, tzinfo=dt.timezone(dt.timedelta(hours=9)))
"""A Friday afternoon in Seoul."""
TODAY = NOW.date()

_wait.SLEEP_GRANULARITY = 1 / 100
_wait.SLEEP_IDLE = _wait.SLEEP_GRANULARITY / 20
"""Pilot looks twice after each key whether the process rests, for 20 ms each as it comes. Two looks of 10 ms are
still longer than the 1/60 s after which a screen is painted, and take half of the time."""


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    """Everything in the test's own folder."""
    return Paths(tmp_path / "notebook.json", tmp_path / "state", tmp_path / "config")


@pytest.fixture
def open_journal(paths: Paths) -> Callable[[], Journal]:
    """Opens the test's notebook; each call is another session on it."""

    def clock() -> dt.datetime:
        return NOW

    def make() -> Journal:
        return Journal(Notebook.open(paths.notebook, state_dir=paths.state, clock=clock), clock)

    return make


@pytest.fixture
def journal(open_journal: Callable[[], Journal]) -> Journal:
    """The session that the app uses."""
    return open_journal()


@pytest.fixture
def app(journal: Journal, paths: Paths) -> RetroApp:
    """The app on the journal."""
    return RetroApp(journal, paths, Config())


def shown(app: RetroApp) -> str:
    """What stands on the screen, line by line."""
    compositor = app.screen._compositor
    return "\n".join(strip.text.rstrip() for strip in compositor.render_strips())


def told(app: RetroApp) -> list[str]:
    """What the app has told the user; nothing of it is a notice over the screen."""
    assert not list(app._notifications)
    return list(app.said)


def everything(app: RetroApp) -> str:
    """The screen's text without line breaks, frames and repeated spaces, for long texts that wrap."""
    return " ".join(shown(app).replace("│", " ").replace("┃", " ").split())
