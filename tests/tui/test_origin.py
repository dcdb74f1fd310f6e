"""Where an item of a board comes from, as its row says it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

import pytest

from retrotui import wording
from retrotui.journal import Journal
from retrotui.loop.web import Web
from retrotui.model.entry import Entry
from retrotui.text import cell_width
from retrotui.tui.app import RetroApp
from retrotui.tui.origin import origins
from retrotui.tui.row import with_tags
from retrotui.tui.widgets.pane import Line
from retrotui.week import Choice, promote
from tests.tui.conftest import TODAY, everything, shown

MONDAY = TODAY - dt.timedelta(days=TODAY.weekday())


@pytest.fixture(params=["en", "ko", "ja"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    """The app speaks it, and the next test's English again."""
    wording.use(request.param)
    yield request.param
    wording.use("en")


def day(number: int) -> dt.date:
    """So many days after the Monday of the tests' week."""
    return MONDAY + dt.timedelta(days=number)


def joined(journal: Journal, *days: int) -> Entry:
    """The board with one problem that lines of these days were joined into."""
    uid = ""
    for number in days:
        line = journal.log("problem", f"막힘 {number}", day(number)).item
        [done] = promote(journal, TODAY, [Choice(line.uid, "" if uid else "problem", uid)])
        assert done.item
        uid = done.item.uid
    return journal.find("2026-W47")


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ((0,), "Mon P1"),
        ((0, 0), "Mon P1 P2"),
        ((1, 0), "Mon Tue"),
        ((0, 0, 1), "Mon Tue"),
        ((0, 1, 2, 3, 4), "Mon Tue Wed +2"),
        ((0,) * 5, "Mon P1 P2 P3 +2"),
        ((-7,), "11-09 P1"),
        ((-7, 0), "11-09 Mon"),
        ((-330,), "2025-12-21 P1"),
    ],
)
def test_days_are_named_like_those_that_wait(journal: Journal, days: tuple[int, ...], words: str) -> None:
    """One day with its lines; several days alone, and of many the number; a day of another week by its date."""
    board = joined(journal, *days)
    assert list(origins(board, Web(journal.entries())).values()) == [words]


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (60, 20)])
async def test_the_days_of_a_joined_problem_stand_whole(
    app: RetroApp, journal: Journal, language: str, size: tuple[int, int]
) -> None:
    """At every size and in every language; no day reads as a number or as an item of the board."""
    joined(journal, 0, 1, 2, 3, 4)
    async with app.run_test(size=size) as pilot:
        await pilot.press("2")
        await pilot.pause()
        await pilot.press("l", "l")
        await pilot.pause()
        text = " ".join(shown(app).split())
    days = {"en": "Mon Tue Wed", "ko": "월 화 수", "ja": "月 火 水"}[language]
    assert f"← {days} +2" in text
    assert not re.search(r"P\d+ -\d", text)


async def test_one_day_is_named_with_its_line(app: RetroApp, journal: Journal) -> None:
    joined(journal, 0)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("2")
        await pilot.pause()
        assert "← Mon P1" in everything(app)


@pytest.mark.parametrize("width", [8, 14, 22, 60])
def test_tags_that_have_no_room_are_broken_or_end_in_an_ellipsis(width: int) -> None:
    """Never cut by the frame."""
    tags = [("← 11-09 11-10 11-11 +2", "muted"), ("no try", "warning"), ("만난 횟수 ×3", "warning")]
    lines = with_tags([Line((("P1 A problem", ""),))], tags, width)
    told = ["".join(text for text, _style in line.right) for line in lines]
    assert max(cell_width(each) for each in told) <= width
    for text, _style in tags:
        assert any(text in each for each in told) or any(
            each.strip().endswith("…") and text.startswith(each.strip()[:-1]) for each in told if each
        )
