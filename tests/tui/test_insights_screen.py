"""The tab that looks back over everything."""

from __future__ import annotations

import datetime as dt

from retrotui.journal import Journal
from retrotui.tui.app import RetroApp
from tests.tui.conftest import TODAY, everything

WEEK = dt.timedelta(weeks=1)


async def test_what_comes_back_is_told_and_opened(app: RetroApp, journal: Journal) -> None:
    """With its past and the flow of the weeks; enter shows it where it was met last."""
    journal.write("kpt", TODAY - WEEK, "problem", "배포가 늦음")
    journal.write("kpt", TODAY, "problem", "배포를 늦게 함")
    journal.write("kpt", TODAY, "issue", "정산", category="QA", flow="B")
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("6")
        await pilot.pause()
        text = everything(app)
        assert "×2 배포를 늦게 함" in text
        assert "nothing tried yet" in text
        assert "W47" in text
        await pilot.press("tab", "enter")
        await pilot.pause()
        assert app.current_mode == "kpt"
        assert app.screen.item_under_cursor().text == "배포를 늦게 함"


async def test_a_tab_takes_in_what_changed_while_another_was_shown(app: RetroApp, journal: Journal) -> None:
    """It is drawn when it is shown again, not with each change."""
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("6", "2", "1")
        await pilot.pause()
        journal.write("kpt", TODAY, "keep", "짧은 회의")
        await pilot.press("2")
        await pilot.pause()
        assert "짧은 회의" in everything(app)
        await pilot.press("6")
        await pilot.pause()
        assert "KPT 1 " in everything(app)


async def test_the_panes_take_turns_where_there_is_no_room(app: RetroApp, journal: Journal) -> None:
    journal.log("did", "하나", TODAY)
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("6")
        seen = []
        for _ in range(3):
            await pilot.pause()
            seen.append(everything(app))
            await pilot.press("tab")
        assert ["Month ─" in text for text in seen] == [True, False, False]
        assert ["What comes back ─" in text for text in seen] == [False, True, False]
        assert ["Numbers ─" in text for text in seen] == [False, False, True]
