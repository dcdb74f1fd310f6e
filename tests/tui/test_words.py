"""What the app says: in place of the keys, in up to three lines, and never over what is worked on."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrotui.errors import Conflict, RetroError
from retrotui.journal import Journal
from retrotui.text import cell_width
from retrotui.tui.app import RetroApp
from retrotui.tui.screens import retro
from retrotui.tui.widgets.footer_line import MOST, Words
from retrotui.tui.widgets.pane import Pane
from tests.tui.conftest import TODAY, shown, told

LONG = Conflict(
    "그사이에 이미 가져간 줄입니다",
    "daily/2026-11-20 P1 은 kpt/2026-W47 P3 이 되었습니다. 다른 창에서 같은 줄을 먼저 가져갔기 때문에 여기서는 바꾸지 않았습니다.",
    "`u` 로 되돌리거나 그 항목을 고치십시오.",
)
SIZES = [(120, 36), (80, 24), (60, 20)]


def words_at_the_bottom(app: RetroApp, lines: int) -> str:
    """The last lines of the screen as one text, without the blanks at which they were broken."""
    return "".join("".join(line.split()) for line in shown(app).splitlines()[-lines:])


def squeezed(*texts: str) -> str:
    return "".join("".join(text.split()) for text in texts)


def lines_of(app: RetroApp) -> int:
    assert app.tab_screen
    return app.tab_screen.said_lines


def is_cut(said: str, whole: str, hint: str) -> bool:
    """Whether the middle was left out, and what to do about it is there."""
    begin, _ellipsis, end = said.partition("…")
    return whole.startswith(begin) and end == squeezed(hint) and len(said) > len(whole) * 0.7


@pytest.mark.parametrize("size", SIZES)
async def test_a_long_error_stands_whole_below_the_board(
    app: RetroApp, journal: Journal, size: tuple[int, int]
) -> None:
    """It has at most three lines, no letter is cut, and the panes end above it; on a small screen the middle yields."""
    for number in range(30):
        journal.write("kpt", TODAY, "keep", f"{number}번째로 남길 것: 배포 전에 기록을 먼저 읽기")
    async with app.run_test(size=size) as pilot:
        await pilot.press("2")
        await pilot.pause()
        app.tell(LONG)
        await pilot.pause()
        lines = lines_of(app)
        assert 1 < lines <= MOST
        said = words_at_the_bottom(app, lines)
        whole = squeezed("✗", f"{LONG.title}:", LONG.message, LONG.hint)
        assert said == whole if size[0] > 60 else is_cut(said, whole, LONG.hint)
        bottom = max(pane.region.bottom for pane in app.screen.query(Pane) if pane.region)
        assert bottom == size[1] - lines
        assert told(app) == [f"{LONG.title}: {LONG.message} {LONG.hint}"]


async def test_the_next_key_takes_a_long_error_away(app: RetroApp, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not one that was typed before it could be read: a slip in a row of keys does not hide its error."""
    async with app.run_test(size=(60, 20)) as pilot:
        monkeypatch.setattr(retro, "HOLD_SECONDS", 60.0)
        app.tell(LONG)
        await pilot.press("j")
        await pilot.pause()
        assert lines_of(app) > 1
        monkeypatch.setattr(retro, "HOLD_SECONDS", 0.0)
        await pilot.press("j")
        await pilot.pause()
        assert lines_of(app) == 1
        assert "? keys" in shown(app).splitlines()[-1]


async def test_how_grave_it_is_needs_no_colour(app: RetroApp) -> None:
    """An error and a warning have a sign of their own, a word has none."""
    async with app.run_test(size=(80, 24)) as pilot:
        for sign, say in (
            (" ✗ ", lambda: app.tell(RetroError("Broken", "It broke."))),
            (" ! ", lambda: app.say("Kept aside.", alert=True)),
            (" D", lambda: app.say("Done.")),
        ):
            say()
            await pilot.pause()
            assert shown(app).splitlines()[-1].startswith(sign)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("key", ["o", "c", "question_mark", "n", "ctrl+p", "slash"])
async def test_no_dialog_covers_what_is_said(
    app: RetroApp, journal: Journal, size: tuple[int, int], key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A dialog gives way while something long is said, and takes its place again."""
    monkeypatch.setattr(retro, "HOLD_SECONDS", 0.0)
    for number in range(30):
        journal.log("problem", f"{number}번째 문제: 배포가 늦음", TODAY)
    journal.write("kpt", TODAY, "try", "배포 전에 기록을 먼저 읽기")
    async with app.run_test(size=size) as pilot:
        await pilot.press("2", key)
        await pilot.pause()
        box = app.screen.query_one(".box")
        before = box.region
        app.tell(LONG)
        await pilot.pause()
        lines = lines_of(app)
        assert box.region.bottom <= size[1] - lines
        assert squeezed(LONG.hint) in words_at_the_bottom(app, lines)
        app.tab_screen.hush() if app.tab_screen else None
        await pilot.pause()
        assert box.region == before


async def test_words_are_broken_anew_when_the_terminal_is_resized(app: RetroApp) -> None:
    """They have as many lines as they need."""
    async with app.run_test(size=(120, 36)) as pilot:
        app.tell(LONG)
        await pilot.pause()
        assert lines_of(app) == 2
        await pilot.resize_terminal(60, 20)
        await pilot.pause()
        whole = squeezed("✗", f"{LONG.title}:", LONG.message, LONG.hint)
        assert is_cut(words_at_the_bottom(app, 3), whole, LONG.hint)


async def test_what_textual_says_goes_the_same_way(app: RetroApp) -> None:
    """Nothing is laid over the screen, and markup in it is text."""
    async with app.run_test(size=(80, 24)) as pilot:
        app.notify("It is [b]bold[/b]", title="Note", severity="warning")
        await pilot.pause()
        assert shown(app).splitlines()[-1] == " ! Note: It is [b]bold[/b]"


async def test_a_notebook_that_can_only_be_read_says_so_at_the_start(
    paths: object,
    open_journal: Callable[[], Journal],
    app: RetroApp,
    journal: Journal,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With the first screen."""
    monkeypatch.setattr(type(journal.notebook), "read_only", "쓸 수 없는 파일입니다", raising=False)
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        assert "쓸 수 없는 파일입니다" in " ".join(shown(app).splitlines()[-3:])


TEXT = st.text(alphabet="가나다라漢字abc `·.→", max_size=200).map(lambda text: " ".join(text.split()))


@given(TEXT, TEXT, TEXT, st.sampled_from(("", "alert", "error")), st.integers(20, 130))
def test_words_fit_at_any_width(text: str, title: str, hint: str, level: str, width: int) -> None:
    """At most three lines, none wider than the screen; all of it where there is room, and where it is cut it says so."""
    words = Words(text, title, hint, level)
    lines = words.lines(width)
    assert len(lines) <= MOST
    told = ["".join(piece for piece, _ in line) for line in lines]
    assert all(cell_width(line) <= width for line in told)
    whole = squeezed(words.whole)
    shown = squeezed(*told).removeprefix({"alert": "!", "error": "✗"}.get(level, "") if whole else "")
    assert shown == whole or "…" in shown
