"""The screens in the languages of their users: footer, help, dialogs, notices."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from retrotui import wording
from retrotui.journal import Journal
from retrotui.tui.app import RetroApp
from tests.tui.conftest import TODAY, everything, shown, told

PURPOSES = {
    "ko": {
        "1": "하루를 기록합니다",
        "2": "한 주를 회고합니다",
        "3": "일을 마친 뒤의 검토",
        "4": "몇 주짜리 스터디 계획",
        "5": "한 해를 영역별로 돌아봅니다",
        "6": "돌아봅니다",
    },
    "ja": {
        "1": "一日を記録します",
        "2": "一週間をふりかえります",
        "3": "終えた仕事のレビューです",
        "4": "数週間の学習計画です",
        "5": "一年を領域ごとにふりかえります",
        "6": "ふりかえります",
    },
}
"""How the first line of each tab's help begins."""


@pytest.fixture
def speaking(request: pytest.FixtureRequest) -> Iterator[str]:
    """The app speaks this language, and the next test's English again."""
    wording.use(request.param)
    yield request.param
    wording.use("en")


_PALETTE = {"ko": "팔레트", "ja": "パレット"}
both = pytest.mark.parametrize("speaking", ["ko", "ja"], indirect=True)


@both
@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_the_footer_names_the_keys(app: RetroApp, speaking: str, size: tuple[int, int]) -> None:
    """The most used fit on a narrow screen too, and the key of the help always stands at the end."""
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        footer = shown(app).split("\n")[-1]
    wanted, last = {
        "ko": (["n 기록", "a 추가", "e 편집", "space 상태", "d 삭제"], "? 키"),
        "ja": (["n 記録", "a 追加", "e 編集", "space 状態", "d 削除"], "? キー"),
    }[speaking]
    assert [label for label in wanted if label not in footer] == []
    assert footer.endswith(last)


@both
@pytest.mark.parametrize("tab", list("123456"))
async def test_the_first_line_of_help_says_what_the_tab_is_for(
    app: RetroApp, speaking: str, tab: str
) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press(tab, "question_mark")
        await pilot.pause()
        lines = shown(app).split("\n")
        title = next(n for n, line in enumerate(lines) if {"ko": "키 · ", "ja": "キー · "}[speaking] in line)
        assert PURPOSES[speaking][tab] in lines[title + 1]


@both
async def test_the_bar_tells_the_tabs_the_day_and_that_all_is_saved(app: RetroApp, speaking: str) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        bar = shown(app).split("\n")[0]
    wanted = {
        "ko": "1 오늘 2 KPT 3 AAR 4 스터디 5 연간 6 통계 2026년 11월 20일 (금) · ✓ 저장됨",
        "ja": "1 今日 2 KPT 3 AAR 4 学習 5 年間 6 統計 2026年11月20日（金） · ✓ 保存済み",
    }
    assert " ".join(bar.split()) == wanted[speaking]


@both
async def test_a_short_bar_keeps_the_day(app: RetroApp, speaking: str) -> None:
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        bar = shown(app).split("\n")[0]
    assert {"ko": "2026-11-20 (금) · ✓ 저장됨", "ja": "2026/11/20（金） · ✓ 保存済み"}[speaking] in bar


@both
async def test_a_dialog_asks_and_answers(app: RetroApp, journal: Journal, speaking: str) -> None:
    """What the user writes is theirs, also where it is a text of ours: it is never looked up."""
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("n")
        await pilot.pause()
        assert {"ko": "기록 · 2026-11-20", "ja": "記録 · 2026-11-20"}[speaking] in shown(app)
        assert {"ko": "enter 저장", "ja": "enter 保存"}[speaking] in everything(app)
        await pilot.press(*"Trash", "enter")
        await pilot.pause()
        assert {"ko": "기록함: D1", "ja": "D1 を記録しました"}[speaking] in everything(app)
        await pilot.press("escape", "g", *"nonsense", "enter")
        await pilot.pause()
        assert {"ko": "날짜가 아닙니다", "ja": "日付ではありません"}[speaking] in everything(app)
        await pilot.press("escape")
        await pilot.pause()
        assert "D1 Trash" in everything(app)
    assert [item.text for item in journal.find("today").items_of("did")] == ["Trash"]


@both
async def test_a_notice_tells_what_was_undone(app: RetroApp, journal: Journal, speaking: str) -> None:
    journal.log("did", "[x] done", TODAY)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("u", "u")
        await pilot.pause()
        assert (
            told(app)
            == {
                "ko": ["되돌렸습니다: 한 일 추가. U 로 다시 합니다.", "되돌릴 것이 없습니다"],
                "ja": ["元に戻しました: やったこと 追加。U でやり直せます。", "元に戻すものがありません"],
            }[speaking]
        )


@both
async def test_an_action_is_found_by_its_name_in_both_languages(app: RetroApp, speaking: str) -> None:
    """The documentation calls it `trash`."""
    mine = {"ko": "휴지통", "ja": "ごみ箱"}[speaking]
    async with app.run_test(size=(100, 30)) as pilot:
        for words in ("trash", mine):
            await pilot.press("ctrl+p", *words)
            await pilot.pause()
            title = next(n for n, line in enumerate(shown(app).split("\n")) if _PALETTE[speaking] in line)
            assert mine in shown(app).split("\n")[title + 3]
            await pilot.press("escape")


@both
@pytest.mark.parametrize("size", [(120, 36), (80, 24), (40, 10), (1, 1)])
async def test_every_tab_and_dialog_has_room(app: RetroApp, speaking: str, size: tuple[int, int]) -> None:
    """No text of ours is so long that a screen fails; what is the same on every tab is opened once."""
    async with app.run_test(size=size) as pilot:
        for key in ("slash", "T", "g"):
            await pilot.press(key, "escape")
        for tab in "123456":
            await pilot.press(tab)
            for key in ("question_mark", "ctrl+p", "N"):
                await pilot.press(key, "escape")
        await pilot.pause()
        assert len(app.screen_stack) == 1
