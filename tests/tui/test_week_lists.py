"""How the lists of a week read on a small screen, with long lines of wide letters."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from retrotui import wording
from retrotui.journal import Journal
from retrotui.model.entry import Link
from retrotui.text import cell_width
from retrotui.tui.app import RetroApp
from tests.tui.conftest import TODAY, shown

WEEK = dt.timedelta(weeks=1)
LONG = "결제 승인이 늦어지는 원인을 찾느라 로그를 세 군데에서 모아 시간순으로 맞추었고, 빠진 요청이 많다는 것을 알았다"
SIZES = pytest.mark.parametrize("size", [(80, 24), (60, 20)])


@pytest.fixture
def korean() -> Iterator[None]:
    """The app speaks Korean, and the next test's English again."""
    wording.use("ko")
    yield
    wording.use("en")


def box_of(app: RetroApp) -> list[str]:
    """The lines inside the dialog's frame, without its blanks at both ends."""
    region = app.screen.query_one(".box").region
    lines = []
    for line in shown(app).splitlines()[region.y + 1 : region.bottom - 1]:
        at, inside = 0, ""
        for character in line:
            if region.x < at < region.right - 1:
                inside += character
            at += cell_width(character)
        lines.append(inside.strip())
    return lines


@SIZES
async def test_a_line_of_a_day_has_the_width_of_the_list(
    app: RetroApp, journal: Journal, korean: None, size: tuple[int, int]
) -> None:
    """No column is left empty for the suggestion: it stands at the end of the last line, and the line is whole."""
    journal.log("problem", LONG, TODAY)
    journal.log("problem", "짧은 줄", TODAY)
    async with app.run_test(size=size) as pilot:
        await pilot.press("2", "o")
        await pilot.pause()
        lines = box_of(app)
        room = app.screen.query_one(".box").size.width
        first = next(line for line in lines if line.startswith("금 P"))
        assert room - cell_width(first) < 10
        assert "".join(LONG.split()) in "".join("".join(lines).replace("enter → 문제", "").split())
        assert any(line.startswith("금 P 짧은 줄") and line.endswith("enter → 문제") for line in lines)


@SIZES
@pytest.mark.parametrize("key", ["o", "c", "v"])
async def test_no_key_of_a_list_is_broken_or_cut(
    app: RetroApp, journal: Journal, korean: None, size: tuple[int, int], key: str
) -> None:
    """Lines end between keys, and how to leave is always among them."""
    journal.log("problem", LONG, TODAY)
    journal.write("kpt", TODAY - WEEK, "try", LONG)
    async with app.run_test(size=size) as pilot:
        await pilot.press("2", "escape", key)
        await pilot.pause()
        last = {
            "o": ["x 두기", "X 나머지 두기", "esc 나중에"],
            "c": ["space 상태", "+ - x 판정", "esc 뒤로"],
            "v": ["K Keep 으로", "> 이월", "esc 건너뛰기"],
        }[key]
        hints = [hint for line in box_of(app) for hint in line.split(" · ")]
        assert [hint for hint in last if hint not in hints] == []


@SIZES
async def test_what_a_verdict_did_stands_whole(
    app: RetroApp, journal: Journal, korean: None, size: tuple[int, int]
) -> None:
    """Below the Try where there is no room beside it."""
    entry = journal.write("kpt", TODAY - WEEK, "problem", "배포가 늦음").entry
    link = Link("answers", entry.uid, entry.items_of("problem")[0].uid)
    for _number in range(2):
        journal.write("kpt", TODAY - WEEK, "try", LONG, links=(link,))
    async with app.run_test(size=size) as pilot:
        await pilot.press("2")
        await pilot.pause()
        await pilot.press("K", "k", "minus")
        await pilot.pause()
        assert any(line.endswith("효과 없음 · P1 다시 열림 · K1 되돌림") for line in box_of(app))
        await pilot.press("k", "plus")
        await pilot.pause()
        assert "효과 있음 · P1 W46 해결 · P1 되돌림" in " ".join(box_of(app))
        await pilot.press("k", "greater_than_sign")
        await pilot.pause()
        assert "이월 · → T1 ×1 · P1 W46 다시 열림" in " ".join(box_of(app))


@SIZES
async def test_the_head_of_the_days_lines_fits(
    app: RetroApp, journal: Journal, korean: None, size: tuple[int, int]
) -> None:
    """Its name and the count come first; keys that have no room are left out whole, the list's own last."""
    for _number in range(12):
        journal.log("problem", LONG, TODAY)
    journal.write("kpt", TODAY, "keep", "짧은 줄")
    async with app.run_test(size=size) as pilot:
        await pilot.press("2")
        await pilot.pause()
        [head] = [line for line in shown(app).splitlines() if "일지에서" in line]
        assert "일지에서  12" in head
        assert "o 전체" in head
        assert "……" not in shown(app)
