"""The preview of an import: what it would do is seen, and corrected, before anything is written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from retrotui.journal import Journal
from retrotui.tui.app import RetroApp
from retrotui.tui.dialogs.import_preview import ImportDialog
from retrotui.tui.widgets.pane import Pane
from tests.tui.conftest import everything, told

WEEK = "---\ntitle: '[WIP] 주간 회고 [/'\ndate: 2026-11-09 ~ 2026-11-13\n---\n\n## Keep\n- 설계 먼저\n\n## Problem\n- 배포가 늦음\n"
UNDATED = "## Keep\n- one\n\n## Problem\n- [x] two\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A week, one that states no date, and a file that is none."""
    folder = tmp_path / "글 모음"
    folder.mkdir()
    (folder / "2026-11-09 주간 회고.md").write_text(WEEK, encoding="utf-8")
    (folder / "회고.md").write_text(UNDATED, encoding="utf-8")
    (folder / "broken.md").write_bytes(b"\x89PNG\x00\x00")
    return folder


async def opened(pilot: Pilot[int], app: RetroApp, path: Path) -> Pane:
    """Open the preview of a path as a user does, and wait until all is read; gives its list."""
    app.action_import()
    await pilot.pause()
    app.screen.query_one(Input).value = str(path)
    await pilot.press("enter")
    await pilot.pause()
    await app.workers.wait_for_complete()
    await pilot.pause()
    assert isinstance(app.screen, ImportDialog)
    return app.screen.query_one(Pane)


async def test_it_says_what_it_would_do_and_writes_nothing(
    app: RetroApp, journal: Journal, folder: Path
) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await opened(pilot, app, folder)
        text = everything(app)
        assert "2 new · 1 failed · 1 unsure" in text
        assert text.index("no date found") < text.index("broken.md") < text.index("[WIP] 주간 회고 [/")
        await pilot.press("escape")
        await pilot.pause()
    assert journal.entries() == []


async def test_kind_and_days_are_corrected_before_anything_is_written(
    app: RetroApp, journal: Journal, folder: Path
) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await opened(pilot, app, folder)
        await pilot.press("1")
        await pilot.press("g", "ctrl+u", *"2026-11-03", "enter")
        await pilot.pause()
        assert "unsure" not in everything(app)
        assert journal.entries() == []
        await pilot.press("enter")
        await pilot.pause()
        assert told(app) == ["Imported: 2 new, 1 failed. u takes it back."]
    day = journal.find("daily/2026-11-03")
    assert [item.text for item in day.items()]
    assert app.markdown_of(day) == UNDATED
    assert journal.find("kpt/2026-W46").end == dt.date(2026, 11, 13)


async def test_days_may_be_a_span(app: RetroApp, journal: Journal, folder: Path) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app, folder)
        await pilot.press("g", "ctrl+u", *"2026-11-02 ~ 2026-11-01", "enter")
        await pilot.pause()
        assert "No such day" in everything(app)
        await pilot.press("ctrl+u", *"2026-11-02 ~ 2026-11-06", "enter", "enter")
        await pilot.pause()
    entry = journal.find("kpt/2026-W45")
    assert (entry.start, entry.end) == (dt.date(2026, 11, 2), dt.date(2026, 11, 6))


async def test_what_is_left_out_is_not_written(app: RetroApp, journal: Journal, folder: Path) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        pane = await opened(pilot, app, folder)
        first = pane.cursor_uid
        await pilot.press("space")
        await pilot.pause()
        assert (pane.cursor_uid, pane.rows[0].uid) == (first, first)
        assert "left out" in everything(app)
        await pilot.press("enter")
        await pilot.pause()
    assert [entry.key for entry in journal.entries()] == ["kpt/2026-W46"]


async def test_an_import_is_undone_in_one_step(app: RetroApp, journal: Journal, folder: Path) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await opened(pilot, app, folder)
        await pilot.press("enter")
        await pilot.pause()
        assert len(journal.entries()) == 2
        await pilot.press("u")
        await pilot.pause()
    assert journal.entries() == []


async def test_what_is_there_already_cannot_be_corrected(
    app: RetroApp, journal: Journal, folder: Path
) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        for _ in range(2):
            await opened(pilot, app, folder)
            await pilot.press("enter")
            await pilot.pause()
        pane = await opened(pilot, app, folder)
        assert "2 already there" in everything(app)
        await pilot.press("end", "5", "space")
        await pilot.pause()
        assert "2 already there" in everything(app)
        assert pane.cursor_uid
    assert [entry.kind for entry in journal.entries()] == ["kpt", "kpt"]


async def test_a_path_that_is_not_there_is_refused_at_once(app: RetroApp, tmp_path: Path) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        app.action_import()
        await pilot.pause()
        app.screen.query_one(Input).value = str(tmp_path / "nowhere")
        await pilot.press("enter")
        await pilot.pause()
        assert "There is no such file or folder." in everything(app)


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (40, 10), (1, 1)])
async def test_it_fits_every_terminal(app: RetroApp, folder: Path, size: tuple[int, int]) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app, folder)
        await pilot.resize_terminal(*size)
        await pilot.press("down", "up")
        await pilot.pause()
        assert isinstance(app.screen, ImportDialog)


async def test_the_palette_knows_it_and_the_export(app: RetroApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("ctrl+p", *"import")
        await pilot.pause()
        assert "Read Markdown files, a folder or a zip" in everything(app)


async def test_the_open_entry_is_written_to_a_file(
    app: RetroApp, open_journal: Callable[[], Journal], tmp_path: Path
) -> None:
    open_journal().log("did", "[x] 배포", dt.date(2026, 11, 20))
    out = tmp_path / "out"
    async with app.run_test(size=(120, 36)) as pilot:
        app._poll()
        await pilot.pause()
        app.action_export()
        await pilot.pause()
        app.screen.query_one(Input).value = str(out)
        await pilot.press("enter")
        await pilot.pause()
        assert told(app) == [f"Written: {out / 'daily-2026-11-20.md'}"]
    assert "[x] 배포" in (out / "daily-2026-11-20.md").read_text(encoding="utf-8")
