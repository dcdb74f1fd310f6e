"""What the first frame costs, counted."""

from __future__ import annotations

import datetime as dt
import sys

import pytest

from retrotui.journal import Journal
from retrotui.tui.app import RetroApp
from tests.tui.conftest import TODAY, shown

DAYS = 400


async def test_a_long_list_costs_what_is_seen_of_it(
    app: RetroApp, journal: Journal, decoded: list[int]
) -> None:
    """Of hundreds of days the first screen needs those in the window and those of the month."""
    with journal.notebook.transaction("fill") as transaction:
        for number in range(DAYS):
            day = TODAY - dt.timedelta(days=number)
            transaction.put(journal._make(transaction, "daily", day, "en", 0))
    app.journal = other = Journal.open(
        app.paths.notebook, state_dir=app.paths.state, clock=journal.now, day_ends_at=0
    )
    decoded.clear()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert str(DAYS) in shown(app)
        assert len(decoded) < 60
        await pilot.press("shift+tab", "end")
        await pilot.pause()
        assert (TODAY - dt.timedelta(days=DAYS - 1)).isoformat() in shown(app)
        assert len(decoded) < 120
    other.close()


def test_a_theme_of_ours_needs_no_yaml(app: RetroApp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "yaml", None)
    app.use_theme("paper")
    assert app.theme == "paper"
