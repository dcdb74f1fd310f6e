"""What a repair guessed, on the screen and in its review."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from textual.pilot import Pilot

from retrotui import exchange
from retrotui.exchange import Hints
from retrotui.journal import Journal
from retrotui.model import guess
from retrotui.model.entry import Entry
from retrotui.tui.app import RetroApp
from retrotui.tui.dialogs.review import ReviewDialog
from retrotui.tui.screens.entry import EntryScreen
from retrotui.tui.widgets.pane import Pane
from tests.garble import garbled
from tests.tui.conftest import everything, told

DAY = (
    "# 2026-11-20\n\n이번 회고는 **짧게** 적는다.\n\n## 한 일\n- [배포](https://example.org) 스크립트를 고쳤다\n"
    "- 이해한 것을 `정리`했다\n    - 그림을 그렸다\n\n## 문제\n- 되돌리는 방법을 몰랐다\n"
)


@pytest.fixture
def entry(journal: Journal, tmp_path: Path) -> Entry:
    """Today's log, repaired."""
    path = tmp_path / "2026-11-20.md"
    path.write_text(garbled(DAY), encoding="utf-8")
    exchange.import_all(journal, exchange.preview(journal, [str(path)], Hints(repair=True)))
    return journal.find("daily/2026-11-20")


def guessed(app: RetroApp) -> str:
    """All that is shown in the style of a guess, in order."""
    pane = app.screen.query_one("#main", Pane)
    spans = [span for row in pane.rows for line in row.lines for span in line.left]
    return "".join(text for text, style in spans if style == "guess")


async def reviewing(pilot: Pilot[int], app: RetroApp) -> Pane:
    """Open the review; gives its list."""
    await pilot.press("m")
    await pilot.pause()
    assert isinstance(app.screen, ReviewDialog)
    return app.screen.query_one(Pane)


def marks(journal: Journal) -> list[guess.Mark]:
    """What is open now."""
    return guess.marks(journal.find("daily/2026-11-20"))


async def test_guesses_are_seen_and_counted_on_the_entry(app: RetroApp, entry: Entry) -> None:
    """Underlined where they stand, in items, bodies, links and prose; not by their colour alone."""
    async with app.run_test(size=(120, 36)):
        assert sorted(guessed(app)) == sorted(mark.shown for mark in guess.marks(entry))
        assert f"m reviews {len(guess.marks(entry))} guessed characters" in everything(app)
        style = app.screen.query_one("#main", Pane).get_component_rich_style("pane--guess")
        assert style.underline


async def test_a_number_chooses_and_the_cursor_goes_on(app: RetroApp, journal: Journal, entry: Entry) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        before = marks(journal)
        pane = await reviewing(pilot, app)
        assert pane.cursor_uid == "0"
        await pilot.press("2")
        await pilot.pause()
        assert [mark.guess for mark in marks(journal)] == [mark.guess for mark in before[1:]]
        now = journal.find("daily/2026-11-20").blocks[before[0].block].source
        assert now[before[0].guess.at] == before[0].options[1]
        assert pane.cursor_uid == "1"
        assert f"1 of {len(before)} decided" in everything(app)
        await pilot.press("enter")
        await pilot.pause()
        assert pane.cursor_uid == "2"
        assert [mark.guess for mark in marks(journal)] == [mark.guess for mark in before[2:]]


async def test_arrows_go_on_and_back_and_decide_nothing(
    app: RetroApp, journal: Journal, entry: Entry
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        before = marks(journal)
        pane = await reviewing(pilot, app)
        await pilot.press("right", "down", "l", "j")
        assert pane.cursor_uid == "4"
        await pilot.press("left", "up", "h")
        assert pane.cursor_uid == "1"
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, EntryScreen)
        assert marks(journal) == before


async def test_a_number_without_an_option_does_nothing(app: RetroApp, journal: Journal, entry: Entry) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        before = marks(journal)
        place = next(n for n, mark in enumerate(before) if len(mark.options) < 9)
        pane = await reviewing(pilot, app)
        await pilot.press(*["down"] * place, "9")
        await pilot.pause()
        assert marks(journal) == before
        assert pane.cursor_uid == str(place)


async def test_all_the_rest_is_accepted_at_once_and_nothing_is_left(
    app: RetroApp, journal: Journal, entry: Entry
) -> None:
    """And undone at once."""
    async with app.run_test(size=(120, 36)) as pilot:
        await reviewing(pilot, app)
        await pilot.press("a")
        await pilot.pause()
        assert isinstance(app.screen, EntryScreen)
        assert not journal.find("daily/2026-11-20").has_guesses
        assert guessed(app) == ""
        assert "guessed" not in everything(app)
        await pilot.press("m")
        await pilot.pause()
        assert told(app)[-1] == "Nothing of this entry is a guess."
        await pilot.press("u")
        await pilot.pause()
        assert marks(journal) == guess.marks(entry)
        assert guessed(app)


async def test_the_last_decision_closes_the_review(app: RetroApp, journal: Journal, entry: Entry) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await reviewing(pilot, app)
        for _ in marks(journal):
            await pilot.press("enter")
            await pilot.pause()
        assert isinstance(app.screen, EntryScreen)
        assert marks(journal) == []
        assert told(app)[-1] == "Nothing is left to look at. u takes back the last step."


async def test_a_decision_is_taken_back_inside_the_review(
    app: RetroApp, journal: Journal, entry: Entry
) -> None:
    """What was done before the review is not: that is for the screen."""
    async with app.run_test(size=(120, 36)) as pilot:
        before = marks(journal)
        pane = await reviewing(pilot, app)
        await pilot.press("2", "2", "u")
        await pilot.pause()
        assert pane.cursor_uid == "1"
        assert [mark.guess for mark in marks(journal)] == [mark.guess for mark in before[1:]]
        await pilot.press("u", "u", "u")
        await pilot.pause()
        assert marks(journal) == before
        assert pane.cursor_uid == "0"


async def test_a_line_that_another_window_changed_is_left_alone(
    app: RetroApp, journal: Journal, entry: Entry
) -> None:
    """The user is told, and goes on with the rest."""
    async with app.run_test(size=(120, 36)) as pilot:
        pane = await reviewing(pilot, app)
        place, mark = next((n, m) for n, m in enumerate(marks(journal)) if m.guess.field == "text")
        journal.edit_item(entry.uid, entry.item(mark.guess.holder), "theirs")
        await pilot.press(*["down"] * place, "2")
        await pilot.pause()
        assert "Its line was changed meanwhile." in told(app)[-1]
        assert isinstance(app.screen, ReviewDialog)
        assert int(pane.cursor_uid) > place
    assert journal.find("daily/2026-11-20").item(mark.guess.holder).text == "theirs"


async def test_an_entry_without_guesses_says_so(app: RetroApp, journal: Journal) -> None:
    journal.log("did", "[x] 배포", dt.date(2026, 11, 20))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("m")
        await pilot.pause()
        assert told(app) == ["Nothing of this entry is a guess."]


async def test_the_review_is_in_the_palette_and_the_help(app: RetroApp, entry: Entry) -> None:
    async with app.run_test(size=(120, 60)) as pilot:
        await pilot.press("question_mark")
        await pilot.pause()
        assert "Go through what a repair guessed" in everything(app)
        await pilot.press("escape", "ctrl+p", *"review", "enter")
        await pilot.pause()
        assert isinstance(app.screen, ReviewDialog)


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (40, 10), (1, 1)])
async def test_the_review_fits_every_terminal(app: RetroApp, entry: Entry, size: tuple[int, int]) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await reviewing(pilot, app)
        await pilot.resize_terminal(*size)
        await pilot.press("down", "2", "u")
        await pilot.pause()
        assert isinstance(app.screen, ReviewDialog)


async def test_what_looks_like_markup_is_shown_as_it_is(
    app: RetroApp, journal: Journal, tmp_path: Path
) -> None:
    path = tmp_path / "2026-11-20.md"
    text = DAY.replace("되돌리는", "[/red] [@click=app.quit]되돌리는[/]")
    path.write_text(garbled(text), encoding="utf-8")
    exchange.import_all(journal, exchange.preview(journal, [str(path)], Hints(repair=True)))
    async with app.run_test(size=(120, 50)) as pilot:
        await reviewing(pilot, app)
        await pilot.press("end")
        await pilot.pause()
        assert "[/red] [@click=app.quit]" in everything(app)
