"""The preview of an import: what it would do is seen, and corrected, before anything is written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from retrotui import wording
from retrotui.config import Config, Paths
from retrotui.errors import UsageError
from retrotui.journal import Journal
from retrotui.tui.app import RetroApp
from retrotui.tui.dialogs import import_preview
from retrotui.tui.dialogs.import_preview import ImportDialog
from retrotui.tui.widgets.pane import Pane
from tests.garble import garbled
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


@pytest.fixture(params=["en", "ko", "ja"])
def speaking(request: pytest.FixtureRequest) -> Iterator[str]:
    """The app speaks this language, and the next test's English again."""
    wording.use(request.param)
    yield request.param
    wording.use("en")


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
        assert "1 failed · 1 unsure · 2 new" in text
        assert "line 1: the file is not text" in text
        assert text.index("no date found") < text.index("broken.md") < text.index("[WIP] 주간 회고 [/")
        await pilot.press("escape")
        await pilot.pause()
    assert journal.entries() == []


async def test_warnings_and_reasons_are_told_in_the_users_language(
    app: RetroApp, journal: Journal, folder: Path, speaking: str
) -> None:
    no_date = {"en": "no date found", "ko": "날짜를 찾지 못해", "ja": "日付が見つからない"}
    no_text = {"en": "the file is not text", "ko": "파일이 텍스트가 아닙니다", "ja": "テキストではありません"}
    async with app.run_test(size=(120, 36)) as pilot:
        await opened(pilot, app, folder)
        text = everything(app)
        assert no_date[speaking] in text
        assert no_text[speaking] in text


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


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 36)])
async def test_the_keys_that_end_it_are_named_at_every_size(
    app: RetroApp, folder: Path, size: tuple[int, int], speaking: str
) -> None:
    async with app.run_test(size=size) as pilot:
        await opened(pilot, app, folder)
        text = everything(app)
        for key in wording._(import_preview._HINT).replace("\n", " · ").split(" · "):
            assert key in text


async def test_the_days_of_a_daily_log_are_one_day(app: RetroApp, journal: Journal, folder: Path) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app, folder)
        await pilot.press("1", "g", "ctrl+u", *"2026-W05", "enter")
        await pilot.pause()
        assert "A daily log is of one day" in everything(app)
        await pilot.press("ctrl+u", *"2026-01-28", "enter", "enter")
        await pilot.pause()
    day = journal.find("daily/2026-01-28")
    assert (day.start, day.end) == (dt.date(2026, 1, 28), dt.date(2026, 1, 28))


async def test_a_year_in_review_is_of_one_year(app: RetroApp, journal: Journal, folder: Path) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app, folder)
        await pilot.press("5", "g", "ctrl+u", *"2025-12-01 ~ 2026-01-10", "enter")
        await pilot.pause()
        assert "of one year" in everything(app)
        await pilot.press("ctrl+u", *"2025-W20", "enter", "enter")
        await pilot.pause()
    year = journal.find("year/2025")
    assert (year.start, year.end) == (dt.date(2025, 1, 1), dt.date(2025, 12, 31))


async def test_days_that_a_daily_log_can_not_have_come_back_with_the_kind(
    app: RetroApp, journal: Journal, folder: Path
) -> None:
    """A key pressed in error does not cost the span that the document states."""
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, app, folder)
        await pilot.press("end", "1")
        await pilot.pause()
        assert "2026-11-13" not in everything(app)
        await pilot.press("2", "enter")
        await pilot.pause()
    entry = journal.find("kpt/2026-W46")
    assert (entry.start, entry.end) == (dt.date(2026, 11, 9), dt.date(2026, 11, 13))


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


BROKEN = "---\ntitle: 깨진 글\ndate: 2026-11-02\n---\n\n## 좋았던 점\n- 문서를 먼저 썼다\n\n## 아쉬웠던 점\n- 배포를 되돌렸다 [x]\n"


async def test_broken_text_is_told_mended_and_taken_back(
    app: RetroApp, journal: Journal, folder: Path
) -> None:
    """Before anything is written, with a line of it as it came and as it would be."""
    (folder / "broken text.md").write_text(garbled(BROKEN), encoding="utf-8")
    async with app.run_test(size=(120, 36)) as pilot:
        pane = await opened(pilot, app, folder)
        text = everything(app)
        assert "broken text (UTF-8 that was read as cp1252); m mends it" in text
        assert "→ title: 깨진 글" in text
        assert "--repair" not in text
        for _ in pane.rows:
            if "broken text.md" in _row_text(pane):
                break
            await pilot.press("down")
        await pilot.press("m")
        await pilot.pause()
        assert "m takes it back" in everything(app)
        assert "broken text.md" in _row_text(pane)
        await pilot.press("m")
        await pilot.pause()
        assert "m mends it" in everything(app)
        assert journal.entries() == []
        await pilot.press("m", "enter")
        await pilot.pause()
    entry = journal.find("kpt/2026-W45")
    assert "문서를 먼저 " in app.markdown_of(entry)
    assert entry.has_guesses


def _row_text(pane: Pane) -> str:
    """The text of the row under the cursor."""
    row = next(row for row in pane.rows if row.uid == pane.cursor_uid)
    return " ".join(text for line in row.lines for text, _ in line.left)


async def test_mending_a_file_of_two_days_leaves_the_other_rows_where_they_are(
    app: RetroApp, journal: Journal, folder: Path
) -> None:
    days = "".join(
        f"# 2026년 11월 {day}일\n\n## 한 일\n- 정리\n\n## 문제\n- 이해가 없다\n\n" for day in (9, 10)
    )
    (folder / "a.md").write_text(garbled(days), encoding="utf-8")
    async with app.run_test(size=(120, 50)) as pilot:
        pane = await opened(pilot, app, folder)
        while "a.md" not in _row_text(pane):
            await pilot.press("down")
        before = [_names(pane), len(pane.rows)]
        await pilot.press("m")
        await pilot.pause()
        assert len(pane.rows) == before[1] + 1
        assert list(dict.fromkeys(_names(pane))) == list(dict.fromkeys(before[0]))
        await pilot.press("space", "m")
        await pilot.pause()
        assert [_names(pane), len(pane.rows)] == before


def _names(pane: Pane) -> list[str]:
    """The files of the rows, in order."""
    names = [text.strip() for row in pane.rows for line in row.lines for text, _ in line.left]
    return [name for name in names if name.endswith(".md")]


async def test_m_does_nothing_to_whole_text(app: RetroApp, journal: Journal, folder: Path) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await opened(pilot, app, folder)
        before = everything(app)
        await pilot.press("m")
        await pilot.pause()
        assert everything(app) == before


async def test_what_was_deleted_stays_so_unless_it_is_taken_in(
    app: RetroApp, journal: Journal, folder: Path
) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await opened(pilot, app, folder)
        await pilot.press("enter")
        await pilot.pause()
        week = journal.find("kpt/2026-W46")
        journal.delete_entry(week.uid)
        pane = await opened(pilot, app, folder)
        assert "1 in the trash" in everything(app)
        while "주간 회고" not in _row_text(pane):
            await pilot.press("down")
        await pilot.press("space")
        await pilot.pause()
        assert "1 from the trash" in everything(app)
        await pilot.press("space", "enter")
        await pilot.pause()
        assert told(app)[-1] == "Imported: 1 failed."
        assert week.uid not in {entry.uid for entry in journal.entries()}
        pane = await opened(pilot, app, folder)
        while "주간 회고" not in _row_text(pane):
            await pilot.press("down")
        await pilot.press("space", "enter")
        await pilot.pause()
        assert told(app)[-1] == "Imported: 1 back from the trash, 1 failed. u takes it back."
    assert journal.find("kpt/2026-W46").uid == week.uid


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


def test_a_wrong_label_file_keeps_the_app_from_starting(journal: Journal, paths: Paths) -> None:
    """It is told before the screen is drawn, with file and key, rather than in the middle of an import."""
    paths.labels.mkdir(parents=True)
    (paths.labels / "es.yaml").write_text("roles: {keeep: [x]}\n", "utf-8")
    with pytest.raises(UsageError, match=r"es\.yaml: roles: 'keeep'"):
        RetroApp(journal, paths, Config())
