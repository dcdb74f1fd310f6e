"""The loop on the KPT tab: from the days to the week, and from week to week."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from msgspec.structs import replace

from retrotui.config import Config, Paths, load
from retrotui.journal import Journal
from retrotui.loop.overview import Overview, overview
from retrotui.loop.recurrence import Problems
from retrotui.loop.web import Web
from retrotui.model.entry import Entry, Link
from retrotui.model.periods import Span
from retrotui.tui import screens
from retrotui.tui.app import RetroApp
from retrotui.week import Choice, judge, promote, skip
from tests.tui.conftest import TODAY, everything, shown

WEEK = dt.timedelta(weeks=1)


def board_with_try(journal: Journal, day: dt.date, problem: str, attempt: str) -> Entry:
    """A week with a problem and the Try that answers it."""
    entry = journal.write("kpt", day, "problem", problem).entry
    entry = journal.write("kpt", day, "try", attempt).entry
    link = Link("answers", entry.uid, entry.items_of("problem")[-1].uid)
    return journal.change_item(entry.uid, entry.items_of("try")[-1].uid, links=(link,))


async def test_five_problems_of_the_days_reach_the_board_in_six_keys(app: RetroApp, journal: Journal) -> None:
    for number in range(5):
        journal.log(
            "problem",
            f"문제 {number}: 서로 다른 이유로 막힘 {'가나다라마'[number]}",
            TODAY - dt.timedelta(days=number),
        )
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("2")
        await pilot.pause()
        assert "From the days 5 " in everything(app)
        await pilot.press("o", *["enter"] * 5)
        await pilot.pause()
        assert len(app.screen_stack) == 1
        board = journal.find("2026-W47")
        assert len(board.items_of("problem")) == 5
        assert all(item.links[0].relation == "promoted_from" for item in board.items_of("problem"))
        assert "← Mon P1" in everything(app)
        assert "From the days" not in everything(app)


@pytest.mark.parametrize(("key", "role"), [("p", "problem"), ("w", "keep"), ("i", "try")])
async def test_a_line_is_taken_as_something_else_than_suggested(
    app: RetroApp, journal: Journal, key: str, role: str
) -> None:
    journal.log("unclear", "왜 커넥션이 남는가", TODAY)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("2", "o", key)
        await pilot.pause()
    assert [item.text for item in journal.find("2026-W47").items_of(role)] == ["왜 커넥션이 남는가"]


async def test_a_line_that_is_left_is_not_offered_again(app: RetroApp, journal: Journal) -> None:
    journal.write("kpt", TODAY, "keep", "a board")
    journal.log("problem", "a small thing", TODAY)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("2", "o", "x")
        await pilot.pause()
        assert "From the days" not in everything(app)
    assert journal.find("2026-W47").items_of("problem") == ()


async def test_a_new_week_asks_for_verdicts_and_three_take_three_keys(
    app: RetroApp, journal: Journal
) -> None:
    for number, text in enumerate(("카나리는 네 시 전에", "설계 노트 먼저 쓰기", "승인자를 두 명 두기")):
        board_with_try(journal, TODAY - WEEK, f"이유 {'갑을병'[number]}", text)
    last = journal.find("2026-W46")
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("2")
        await pilot.pause()
        assert "what came of them?" in everything(app)
        await pilot.press("+", "-", ">")
        await pilot.pause()
        assert len(app.screen_stack) == 1
        text = everything(app)
        assert "×1" in text
        assert "← T3 W46" in text
    assert [item.state for item in journal.find("2026-W46").items_of("try")] == ["kept", "failed", "open"]
    assert journal.find("2026-W46").items_of("problem")[0].state == "solved"
    board = journal.find("2026-W47")
    assert [item.text for item in board.items_of("try")] == ["승인자를 두 명 두기"]
    assert board.items_of("try")[0].links[0].entry == last.uid


async def test_a_kept_try_becomes_a_keep_with_one_key(app: RetroApp, journal: Journal) -> None:
    board_with_try(journal, TODAY - WEEK, "막힘", "설계 노트 먼저 쓰기")
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("2")
        await pilot.pause()
        await pilot.press("K")
        await pilot.pause()
    assert [item.text for item in journal.find("2026-W47").items_of("keep")] == ["설계 노트 먼저 쓰기"]


async def test_a_dropped_try_keeps_its_reason(app: RetroApp, journal: Journal) -> None:
    board_with_try(journal, TODAY - WEEK, "막힘", "설계 노트 먼저 쓰기")
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("2")
        await pilot.pause()
        await pilot.press("x", *"팀이 바뀜", "enter")
        await pilot.pause()
        assert len(app.screen_stack) == 1
    item = journal.find("2026-W46").items_of("try")[0]
    assert (item.state, item.reason) == ("dropped", "팀이 바뀜")


async def test_what_is_skipped_is_not_asked_again_in_that_week(
    app: RetroApp, journal: Journal, paths: Paths
) -> None:
    board_with_try(journal, TODAY - WEEK, "막힘", "설계 노트 먼저 쓰기")
    journal.write("kpt", TODAY, "keep", "이번 주")
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("2")
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        assert "1 skipped Try of earlier weeks" in everything(app)
    again = RetroApp(journal, paths, Config())
    async with again.run_test(size=(120, 36)) as pilot:
        await pilot.press("2")
        await pilot.pause()
        assert len(again.screen_stack) == 1
        assert journal.find("2026-W46").items_of("try")[0].state == "open"
        await pilot.press("v", "plus")
        await pilot.pause()
    assert journal.find("2026-W46").items_of("try")[0].state == "kept"


async def test_a_problem_that_comes_back_is_marked_and_tells_its_past(
    app: RetroApp, journal: Journal
) -> None:
    first = board_with_try(journal, TODAY - 3 * WEEK, "배포가 늦음", "미리 빌드해 두기")
    journal.set_state(first.uid, first.items_of("try")[0].uid, "dropped")
    journal.write("kpt", TODAY, "problem", "배포를 늦게 함")
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("2")
        await pilot.pause()
        assert "met ×2" in everything(app)
        await pilot.press("l", "l", "i")
        await pilot.pause()
        text = everything(app)
        assert "kpt/2026-W44 P1" in text
        assert "미리 빌드해 두기" in text
        assert "dropped" in text
        await pilot.press("equals_sign")
        await pilot.pause()
    problem = journal.find("2026-W47").items_of("problem")[0]
    assert [link.relation for link in problem.links] == ["same_as"]


async def test_closing_shows_what_hangs_loose_and_copies_the_markdown(
    app: RetroApp, journal: Journal
) -> None:
    entry = board_with_try(journal, TODAY, "막힘", "설계 노트 먼저 쓰기")
    journal.write("kpt", TODAY, "problem", "아무도 답하지 않은 문제")
    entry = journal.write("kpt", TODAY, "issue", "통합 테스트").entry
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("2", "c")
        await pilot.pause()
        text = everything(app)
        assert "Problems without a Try" in text
        assert "아무도 답하지 않은 문제" in text
        assert "Open issues" in text
        await pilot.press("y")
        await pilot.pause()
        assert "설계 노트 먼저 쓰기" in app.clipboard
    assert replace(entry, rev=0) == replace(journal.get(entry.uid), rev=0)


async def test_a_visit_looks_at_the_week_once_and_again_after_a_change(
    app: RetroApp, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Comparing the problems of years takes too long to do it for every widget that is drawn."""
    looked: list[object] = []

    def counted(web: Web, span: Span, entry: Entry | None, problems: Problems) -> Overview:
        looked.append(entry)
        return overview(web, span, entry, problems)

    monkeypatch.setattr("retrotui.tui.screens.week_command.overview", counted)
    board = journal.write("kpt", TODAY, "problem", "the build is slow").entry
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("2")
        await pilot.pause()
        assert looked == [board]
        journal.write("kpt", TODAY, "problem", "the tests are slow")
        await pilot.pause()
        assert len(looked) == 2


async def test_lines_of_the_days_are_taken_up_where_they_stand(app: RetroApp, journal: Journal) -> None:
    """The first key on a new board: enter takes what is suggested, a letter another role, `x` leaves."""
    for number, text in enumerate(
        ("배포가 늦음", "회의가 길었음", "점심을 거름", "문서가 낡음", "테스트가 느림")
    ):
        journal.log("problem", text, TODAY - dt.timedelta(days=4 - number))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("2")
        await pilot.pause()
        assert "From the days 5 " in everything(app)
        await pilot.press("enter", "w", "i", "x")
        await pilot.pause()
        text = everything(app)
        assert "From the days 1 " in text
        assert len(app.screen_stack) == 1
        board = journal.find("2026-W47")
        assert [[item.text for item in board.items_of(role)] for role in ("problem", "keep", "try")] == [
            ["배포가 늦음"], ["회의가 길었음"], ["점심을 거름"],
        ]  # fmt: skip
        await pilot.press("X")
        await pilot.pause()
        assert "From the days" not in everything(app)
    assert len(journal.find("2026-W47").set_aside) == 2


async def test_keys_of_the_lines_mean_nothing_elsewhere(app: RetroApp, journal: Journal) -> None:
    """On a problem `i` shows its past, and `x` does not leave a line."""
    journal.write("kpt", TODAY, "problem", "이미 있는 문제")
    journal.log("problem", "아직 아닌 문제", TODAY)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("2", "l", "l", "x", "p", "i")
        await pilot.pause()
        assert "first time" in everything(app)
        await pilot.press("escape")
        await pilot.pause()
        assert "From the days 1 " in everything(app)


async def test_the_whole_list_begins_at_the_line_under_the_cursor(app: RetroApp, journal: Journal) -> None:
    for text in ("배포가 늦음", "회의가 길었음"):
        journal.log("problem", text, TODAY)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("2")
        await pilot.pause()
        await pilot.press("j", "o")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
    assert [item.text for item in journal.find("2026-W47").items_of("problem")] == ["회의가 길었음"]


async def test_hints_are_turned_off_with_one_key_and_stay_off(
    app: RetroApp, journal: Journal, paths: Paths
) -> None:
    """Also in the next session; the same key brings them back."""
    for number in range(6):
        journal.write("kpt", TODAY, "try", f"더 열심히 하기 {'가나다라마바'[number]}")
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("2")
        await pilot.pause()
        assert "do what?" in everything(app)
        assert "6 Tries are open" in everything(app)
        await pilot.press("M")
        await pilot.pause()
        assert "do what?" not in everything(app)
        assert "6 Tries are open" not in everything(app)
    again = RetroApp(journal, paths, load(paths))
    async with again.run_test(size=(120, 36)) as pilot:
        await pilot.press("2")
        await pilot.pause()
        assert "do what?" not in everything(again)
        await pilot.press("M")
        await pilot.pause()
        assert "do what?" in everything(again)


async def test_loose_ends_are_settled_on_the_closing_screen(app: RetroApp, journal: Journal) -> None:
    """A Try for a problem, a verdict, an issue carried on: each where it is listed, with one key."""
    journal.write("kpt", TODAY, "issue", "정산 보고서", flow="A")
    journal.write("kpt", TODAY, "issue", "통합 테스트")
    journal.write("kpt", TODAY, "problem", "배포가 늦음")
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("2", "c")
        await pilot.pause()
        await pilot.press("j", "greater_than_sign")
        await pilot.pause()
        assert "Done" in everything(app)
        await pilot.press("home", "a", *"승인자 두 명", "enter")
        await pilot.pause()
        text = everything(app)
        assert "Problems without a Try" not in text
        assert "승인자 두 명" in text
        await pilot.press("home", "j", "j", "plus")
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        assert len(app.screen_stack) == 1
    board = journal.find("2026-W47")
    problem, attempt = board.items_of("problem")[0], board.items_of("try")[0]
    assert [link.item for link in attempt.links] == [problem.uid]
    assert (attempt.state, problem.state) == ("kept", "solved")
    assert [item.state for item in board.items_of("issue")] == ["moved", "open"]
    [carried] = journal.find("2026-W48").items_of("issue")
    assert (carried.text, carried.links[0].relation) == ("정산 보고서", "carried_from")


async def test_flow_is_a_picture_and_goes_along_as_text(app: RetroApp, journal: Journal) -> None:
    journal.write("kpt", TODAY - WEEK, "issue", "먼저", category="QA", flow="A")
    journal.write("kpt", TODAY, "issue", "나중", category="QA", flow="C")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "escape", "F")
        await pilot.pause()
        text = everything(app)
        assert "▲" in text
        assert "W46 W47" in text
        await pilot.press("y")
        await pilot.pause()
    assert app.clipboard.splitlines()[-1].split() == ["QA", "A", "C"]
    assert "▲" not in app.clipboard


async def test_labels_are_counted_anew(app: RetroApp, journal: Journal) -> None:
    entry = board_with_try(journal, TODAY, "하나", "시도")
    journal.write("kpt", TODAY, "problem", "둘")
    journal.write("kpt", TODAY, "problem", "셋")
    journal.delete_item(entry.uid, journal.find("2026-W47").items_of("problem")[1].uid)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("2", "O")
        await pilot.pause()
    assert [item.label for item in journal.find("2026-W47").items_of("problem")] == ["P1", "P2"]


async def test_space_on_a_try_asks_for_its_verdict(app: RetroApp, journal: Journal) -> None:
    """A verdict has the same effect wherever it is given; one that has a verdict is opened again."""
    board_with_try(journal, TODAY, "막힘", "설계 노트 먼저 쓰기")
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("2", "l", "l", "l", "space")
        await pilot.pause()
        assert "What came of it?" in everything(app)
        await pilot.press("plus")
        await pilot.pause()
        board = journal.find("2026-W47")
        assert (board.items_of("try")[0].state, board.items_of("problem")[0].state) == ("kept", "solved")
        await pilot.press("space")
        await pilot.pause()
        assert journal.find("2026-W47").items_of("try")[0].state == "open"
        await pilot.press("minus")
        await pilot.pause()
    assert journal.find("2026-W47").items_of("try")[0].state == "failed"


async def test_a_new_problem_that_was_met_before_says_so(app: RetroApp, journal: Journal) -> None:
    journal.write("kpt", TODAY - 3 * WEEK, "problem", "배포가 늦음")
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("2", "l", "l", "a", *"배포를 늦게 함", "enter")
        await pilot.pause()
        assert "P1: second time in four weeks, nothing tried yet · i tells more" in everything(app)


async def test_a_list_says_what_it_is_for(app: RetroApp, journal: Journal) -> None:
    """`?` works in it as anywhere, and closes to it again."""
    journal.log("problem", "막힘", TODAY)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("2", "o", "question_mark")
        await pilot.pause()
        assert "each line with one key" in everything(app)
        await pilot.press("escape", "enter")
        await pilot.pause()
    assert len(journal.find("2026-W47").items_of("problem")) == 1


async def test_a_week_without_a_board_can_be_closed(app: RetroApp, journal: Journal) -> None:
    """Its days may hold something; from the closing screen they are taken up."""
    journal.log("problem", "막힘", TODAY)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("2", "c")
        await pilot.pause()
        assert "Lines of the days that wait" in everything(app)
        await pilot.press("o", "enter")
        await pilot.pause()
    assert len(journal.find("2026-W47").items_of("problem")) == 1


async def test_another_verdict_on_the_board_takes_back_what_the_first_one_wrote(
    app: RetroApp, journal: Journal
) -> None:
    """`+`, `-`, `x` and `>` work on a Try that has a verdict, and the status line says what went and what stays."""
    board = board_with_try(journal, TODAY, "막힘", "설계 노트 먼저 쓰기")
    [attempt] = board.items_of("try")
    judge(journal, board.uid, attempt.uid, "kept", with_keep=True)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("2", "l", "l", "l", "minus")
        await pilot.pause()
        board = journal.find("2026-W47")
        assert (board.items_of("keep"), board.items_of("problem")[0].state) == ((), "open")
        assert app.said[-1] == "failed · P1 back · K1 taken back"
        await pilot.press("space")
        await pilot.pause()
        assert journal.find("2026-W47").items_of("problem")[0].body == ""
        assert app.said[-1] == "open · note in P1 taken back"
        assert len(app.screen_stack) == 1


async def test_carrying_is_taken_back_with_space(app: RetroApp, journal: Journal) -> None:
    """A Try that goes on in the next week is open again, and the next week is without it."""
    board = board_with_try(journal, TODAY, "막힘", "설계 노트 먼저 쓰기")
    judge(journal, board.uid, board.items_of("try")[0].uid, "carried")
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("2", "l", "l", "l", "space")
        await pilot.pause()
        assert app.said[-1] == "open · T1 W48 taken back"
    assert journal.find("2026-W48").items_of("try") == ()


async def test_a_slip_in_the_list_is_mended_in_the_list(app: RetroApp, journal: Journal) -> None:
    """One that is decided may be decided otherwise while the list is there."""
    for number, text in enumerate(("카나리는 네 시 전에", "설계 노트 먼저 쓰기")):
        board_with_try(journal, TODAY - WEEK, f"이유 {'갑을'[number]}", text)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("2")
        await pilot.pause()
        await pilot.press("K", "k", "minus")
        await pilot.pause()
        assert [item.state for item in journal.find("2026-W46").items_of("try")] == ["failed", "open"]
        await pilot.press("k", "x", *"팀이 바뀜", "enter", "plus")
        await pilot.pause()
        assert len(app.screen_stack) == 1
    assert [item.state for item in journal.find("2026-W46").items_of("try")] == ["dropped", "kept"]
    assert list(journal.find("2026-W47").items()) == []


async def test_space_in_the_list_takes_a_verdict_back(app: RetroApp, journal: Journal) -> None:
    """The Try waits again, and what the verdict wrote is gone; where there is none, that is said."""
    for number, text in enumerate(("카나리는 네 시 전에", "설계 노트 먼저 쓰기")):
        board_with_try(journal, TODAY - WEEK, f"이유 {'갑을'[number]}", text)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("2", "space")
        await pilot.pause()
        assert app.said[-1] == "T1 has no verdict yet."
        assert "space take back" in everything(app)
        await pilot.press("minus", "k", "space")
        await pilot.pause()
        assert journal.find("2026-W46").items_of("try")[0].state == "open"
        assert list(journal.find("2026-W47").items()) == []
        assert app.said[-1] == "open · P1 taken back"
        assert "failed" not in shown_box(app).replace("- failed", "")
        await pilot.press("minus", "plus")
        await pilot.pause()
        assert len(app.screen_stack) == 1
    assert [item.state for item in journal.find("2026-W46").items_of("try")] == ["failed", "kept"]


async def test_undo_in_the_list_takes_the_last_step_back(app: RetroApp, journal: Journal) -> None:
    """Step by step, also what `space` took back; the cursor goes where it was, and then there is nothing."""
    for number, text in enumerate(("카나리는 네 시 전에", "설계 노트 먼저 쓰기")):
        board_with_try(journal, TODAY - WEEK, f"이유 {'갑을'[number]}", text)
    before = journal.find("2026-W46")

    def states() -> list[str]:
        return [item.state for item in journal.find("2026-W46").items_of("try")]

    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("2", "u")
        await pilot.pause()
        assert app.said[-1] == "Nothing was decided in this list yet."
        await pilot.press("minus", "k", "space", "u")
        await pilot.pause()
        assert states() == ["failed", "open"]
        assert "failed · P1" in shown_box(app)
        await pilot.press("u")
        await pilot.pause()
        assert journal.find("2026-W46").items_of("try") == before.items_of("try")
        assert "failed · P1" not in shown_box(app)
        await pilot.press("plus", "plus")
        await pilot.pause()
        assert len(app.screen_stack) == 1
    assert states() == ["kept", "kept"]


async def test_space_on_a_skipped_try_asks_again(app: RetroApp, journal: Journal) -> None:
    """It stands in the list, and waits again."""
    board = board_with_try(journal, TODAY - WEEK, "막힘", "설계 노트 먼저 쓰기")
    skip(journal, TODAY, [board.items_of("try")[0].uid])
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("2", "v", "space")
        await pilot.pause()
        assert journal.find("2026-W47").set_aside == ()
        assert app.said[-1] == "open"


def shown_box(app: RetroApp) -> str:
    """What the list shows."""
    region = app.screen.query_one(".box").region
    return "\n".join(shown(app).splitlines()[region.y : region.bottom])


async def test_leaving_the_rest_says_what_another_session_took(
    app: RetroApp, journal: Journal, open_journal: Callable[[], Journal]
) -> None:
    """The lines that still wait are left, and the others counted."""
    for text in ("배포가 늦음", "리뷰가 밀림", "알림이 너무 많음"):
        journal.log("problem", text, TODAY)
    other = open_journal()
    line = other.covering("daily", TODAY)
    assert line
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("2", "o")
        await pilot.pause()
        promote(other, TODAY, [Choice(line.items_of("problem")[0].uid)])
        await pilot.press("X")
        await pilot.pause()
        assert app.said[-1] == "2 lines left; u takes it back. 1 was taken up or left elsewhere meanwhile."
        assert len(app.screen_stack) == 1
    other.close()
    board = journal.find("2026-W47")
    assert (len(board.set_aside), [item.text for item in board.items()]) == (2, ["배포가 늦음"])


async def test_lines_of_the_days_are_seen_when_they_come_while_the_cursor_is_below_them(
    app: RetroApp, journal: Journal
) -> None:
    """The pane grows by them; where it stood scrolled for a moment, it is drawn anew."""
    journal.write("kpt", TODAY, "issue", "배포")
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("2")
        await pilot.pause()
        app.screen.focus_item(next(journal.find("2026-W47").items()).uid)
        await pilot.press("space")
        journal.log("problem", "늦은 리뷰", TODAY)
        await pilot.pause()
        assert "늦은 리뷰" in everything(app)


async def test_in_a_large_notebook_the_board_shows_a_change_before_other_weeks_are_looked_at(
    app: RetroApp, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What they tell of it follows, and a key in between knows it already."""
    journal.write("kpt", TODAY - WEEK, "problem", "빌드가 느리다")
    journal.write("kpt", TODAY, "issue", "배포")
    looked: list[str] = []

    def look(*args: object) -> Overview:
        looked.append(everything(app))
        return overview(*args)

    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("2")
        await pilot.pause()
        monkeypatch.setattr(screens.week, "MANY", 0)
        monkeypatch.setattr(screens.week, "LATER", 0.01)
        monkeypatch.setattr(screens.week_command, "overview", look)
        app.screen.focus_item(next(journal.find("2026-W47").items()).uid)
        await pilot.press("space")
        while not looked:
            await pilot.pause(0.01)
        assert "[x]" in looked[0]
        looked.clear()
        monkeypatch.setattr(screens.week, "LATER", 60)
        journal.log("problem", "늦은 리뷰", TODAY)
        await pilot.pause()
        assert "늦은 리뷰" in everything(app)
        journal.write("kpt", TODAY, "problem", "빌드가 느리다")
        monkeypatch.setattr(screens.week, "LATER", 0.01)
        await pilot.press("space")
        assert app.screen.overview().recurring
        while "met ×2" not in everything(app):
            await pilot.pause(0.01)
