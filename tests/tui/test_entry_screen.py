"""The screens of the five kinds, as their users meet them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import pytest
from msgspec.structs import replace
from textual import events

from retrotui.config import Config, Paths
from retrotui.journal import Journal
from retrotui.markdown.reader import read
from retrotui.store import owner
from retrotui.tui.app import RetroApp
from retrotui.tui.screens.entry import EntryScreen
from retrotui.tui.widgets.footer_line import FooterLine
from tests.tui.conftest import TODAY, everything, shown, told

KINDS = {"1": "daily", "2": "kpt", "3": "aar", "4": "study", "5": "year"}
MARKUP = ["[x] done", "[New Feature]", "[/", "[@click=app.quit]x[/]", "list[str] \\", "[red]한글[/red]"]


async def type_text(pilot, text: str) -> None:
    """Types as a person would, spaces and brackets included."""
    for character in text:
        await pilot.press("space" if character == " " else character)


async def test_a_first_start_says_what_to_press(app: RetroApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        text = everything(app)
        assert "A new notebook" in text
        assert "n logs a line" in text
        assert "? keys" in text


@pytest.mark.parametrize("tab", list("123456"))
async def test_quick_capture_works_from_every_tab(app: RetroApp, journal: Journal, tab: str) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press(tab, "n")
        await type_text(pilot, "배포가 늦음")
        await pilot.press("enter", "escape", "1")
        await pilot.pause()
        assert "배포가 늦음" in everything(app)
    day = journal.find("today")
    assert [item.text for item in day.items_of("did")] == ["배포가 늦음"]


async def test_the_capture_stays_open_and_tab_changes_the_section(app: RetroApp, journal: Journal) -> None:
    async with app.run_test() as pilot:
        await pilot.press(
            "n", "tab", *"one", "enter", *"two", "enter", "escape", "n", *"three", "enter", "enter"
        )
        await pilot.pause()
        assert len(app.screen_stack) == 1
    assert [item.text for item in journal.find("today").items_of("problem")] == ["one", "two", "three"]


async def test_the_first_letter_alone_picks_the_section(app: RetroApp, journal: Journal) -> None:
    async with app.run_test() as pilot:
        await pilot.press(
            "n", "p", *"plan slipped", "enter", "l", *"lock order", "enter", *"still learned", "enter"
        )
        await pilot.pause()
    day = journal.find("today")
    assert [item.text for item in day.items_of("problem")] == ["plan slipped"]
    assert [item.text for item in day.items_of("learned")] == ["lock order", "still learned"]


async def test_backspace_gives_the_first_letter_back_as_text(app: RetroApp, journal: Journal) -> None:
    async with app.run_test() as pilot:
        await pilot.press("n", "p", "backspace", *"lan", "enter")
        await pilot.pause()
    assert [item.text for item in journal.find("today").items_of("did")] == ["plan"]


@pytest.mark.parametrize("tab", list(KINDS))
async def test_items_are_added_edited_deleted_and_brought_back(
    app: RetroApp, journal: Journal, tab: str
) -> None:
    if tab in "345":
        journal.new_entry(KINDS[tab], TODAY)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press(tab, "a", *"first", "enter")
        await pilot.pause()
        await pilot.press("e", *"+", "enter")
        await pilot.pause()
        assert "first+" in everything(app)
        await pilot.press("d")
        await pilot.pause()
        assert [item.text for item in journal.entries(KINDS[tab])[0].items()] == []
        await pilot.press("u")
        await pilot.pause()
        assert [item.text for item in journal.entries(KINDS[tab])[0].items()] == ["first+"]
        assert "first+" in everything(app)
        await pilot.press("u", "U")
        await pilot.pause()
        assert "first+" in everything(app)


async def test_several_lines_become_a_body(app: RetroApp, journal: Journal) -> None:
    async with app.run_test() as pilot:
        await pilot.press("a", *"lesson", "ctrl+j", *"more", "enter", *"lines", "ctrl+s")
        await pilot.pause()
    item = next(journal.find("today").items())
    assert (item.text, item.body) == ("lesson", "more\nlines")


async def test_escape_keeps_what_was_typed_as_a_draft(app: RetroApp, journal: Journal) -> None:
    async with app.run_test() as pilot:
        await pilot.press("a", *"half", "escape")
        await pilot.pause()
        assert journal.entries() == []
        await pilot.press("a")
        await pilot.pause()
        assert "half" in everything(app)
        await pilot.press(*" way", "enter")
        await pilot.pause()
    assert [item.text for item in journal.find("today").items()] == ["half way"]


async def test_the_next_state_key_goes_through_the_states_of_a_role(app: RetroApp, journal: Journal) -> None:
    entry = journal.write("kpt", TODAY, "issue", "통합 테스트").entry
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("2", "j", "space")
        await pilot.pause()
        assert "[x] I1" in everything(app)
        await pilot.press("space", "space", "space")
        await pilot.pause()
        assert "[ ] I1" in everything(app)
    assert journal.get(entry.uid).items_of("issue")[0].state == "open"


async def test_items_are_reordered_and_moved_between_columns(app: RetroApp, journal: Journal) -> None:
    for text in ("one", "two"):
        journal.write("kpt", TODAY, "keep", text)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("2", "tab", "J")
        await pilot.pause()
        week = journal.find("2026-W47")
        assert [item.text for item in week.items_of("keep")] == ["two", "one"]
        await pilot.press("L")
        await pilot.pause()
        week = journal.find("2026-W47")
        assert [item.label for item in week.items_of("problem")] == ["P1"]
        assert app.screen.pane.id == "column-problem"
        await pilot.press("L", "H", "H")
        await pilot.pause()
        assert [item.text for item in journal.find("2026-W47").items_of("keep")] == ["two", "one"]


async def test_flow_and_links_of_a_week_are_shown(app: RetroApp, journal: Journal) -> None:
    journal.write("kpt", TODAY, "issue", "deploy")
    journal.write("kpt", TODAY, "problem", "이해 없이 복사")
    journal.write("kpt", TODAY, "problem", "개념 부족")
    journal.write("kpt", TODAY, "try", "문서 먼저 쓰기")
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("2", "j", "f", "f", "tab", "tab", "tab", "r", "space", "enter")
        await pilot.pause()
        text = everything(app)
        assert "B even I1" in text
        assert "→ P1" in text
        assert text.count("no try") == 1


@pytest.mark.parametrize("written", MARKUP)
async def test_user_text_appears_as_typed_everywhere(app: RetroApp, journal: Journal, written: str) -> None:
    entry = journal.log("did", written, TODAY).entry
    journal.retitle(entry.uid, written)
    journal.write("kpt", TODAY, "issue", written, category=written)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        assert shown(app).count(written) >= 3, "title, row of the list, item"
        await pilot.press("slash")
        await type_text(pilot, written)
        await pilot.pause()
        assert written in shown(app)
        await pilot.press("escape", "2")
        await pilot.pause()
        assert shown(app).count(written) >= 3, "category, item, row of the list"
        await pilot.press("ctrl+p", *"daily/")
        await pilot.pause()
        assert written in shown(app)
        await pilot.press("escape", "d")
        await pilot.pause()
        assert app.is_running


async def test_search_opens_the_item_that_it_found(app: RetroApp, journal: Journal) -> None:
    journal.write("kpt", TODAY - dt.timedelta(weeks=3), "problem", "설계 없이 시작했다")
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("slash", *"설계", "enter")
        await pilot.pause()
        assert app.current_mode == "kpt"
        assert "2026-W44" in everything(app)
        assert app.screen.item_under_cursor().text == "설계 없이 시작했다"


async def test_periods_are_reached_by_keys(app: RetroApp, journal: Journal) -> None:
    journal.log("did", "yesterday's", TODAY - dt.timedelta(days=1))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("left_square_bracket")
        await pilot.pause()
        assert "2026-11-19 Thu" in shown(app).splitlines()[0]
        await pilot.press("right_square_bracket", "right_square_bracket")
        await pilot.pause()
        assert "2026-11-21 Sat" in shown(app).splitlines()[0]
        await pilot.press("t")
        await pilot.pause()
        assert "2026-11-20 Fri" in shown(app).splitlines()[0]
        await pilot.press("g", *"2026-11-03", "enter")
        await pilot.pause()
        assert "2026-11-03" in shown(app).splitlines()[0]
        await pilot.press("g", *"nonsense", "enter")
        await pilot.pause()
        assert "Not a date" in everything(app)


async def test_a_week_that_ends_on_friday_is_found_from_the_next_one(app: RetroApp, journal: Journal) -> None:
    entry = journal.write("kpt", TODAY - dt.timedelta(weeks=1), "keep", "지난주의 것").entry
    journal.put_all("shorten", [replace(entry, end=entry.start + dt.timedelta(days=4))])
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("2", "left_square_bracket")
        await pilot.pause()
        assert app.screen.entry.key == "kpt/2026-W46"
    saturday = entry.start + dt.timedelta(days=5)
    assert journal.write("kpt", saturday, "keep", "토요일에 쓴 것").entry.uid == entry.uid


@pytest.mark.parametrize(
    ("tab", "key"),
    [("2", "kpt/2026-W47"), ("3", "aar/2026-11-20"), ("4", "study/2026-11-20"), ("5", "year/2026")],
)
async def test_a_new_entry_is_begun_and_opened(app: RetroApp, journal: Journal, tab: str, key: str) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press(tab, "N", "enter")
        await pilot.pause()
        assert app.screen.entry.key == key
    assert journal.find(key).kind == KINDS[tab]


async def test_a_study_plan_has_as_many_weeks_as_asked(app: RetroApp, journal: Journal) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("4", "N", *["backspace"] * 20, *"2026-12-07", "space", *"x6", "enter")
        await pilot.pause()
    plan = journal.entries("study")[0]
    assert [section.week.number for section in plan.sections] == [1, 2, 3, 4, 5, 6, 7]
    assert plan.end == dt.date(2027, 1, 18)


async def test_a_week_of_a_plan_has_attendance_and_percentage(app: RetroApp, journal: Journal) -> None:
    journal.new_entry("study", TODAY)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("4", "space", "percent_sign", *"83.3", "enter")
        await pilot.pause()
        assert "attended ████████░░ 83.3 %" in everything(app)


async def test_a_week_that_is_a_row_of_a_table_shows_its_cells(app: RetroApp, journal: Journal) -> None:
    """Without bars and without the empty ones; a week's own bars in a text stay."""
    table = "| 주차 | 날짜 | 내용 | 과제 |\n|---|---|---|---|\n| 1 | 11/2 | 그래프 \\| 탐색 | 문제 3개 |\n| 2 | 11/9 | 정리 | |\n"
    journal.put_all("import", [reading.entry for reading in read(f"# 스터디\n\n{table}".encode(), "plan.md")])
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("4")
        await pilot.pause()
        text = everything(app)
    assert "11/2 · 그래프 \\| 탐색 · 문제 3개" in text
    assert "11/9 · 정리" in text
    assert "1주차" in text


async def test_on_a_narrow_screen_the_list_and_the_entry_take_turns(app: RetroApp, journal: Journal) -> None:
    journal.log("did", "오늘의 일", TODAY)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "Entries" not in shown(app)
        await pilot.press("shift+tab")
        await pilot.pause()
        assert "Entries" in shown(app)
        await pilot.press("enter")
        await pilot.pause()
        assert "Entries" not in shown(app)
        assert app.focused.id == "main"


async def test_two_apps_on_one_notebook_see_each_other(
    app: RetroApp, open_journal: Callable[[], Journal]
) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("a", *"mine", "enter")
        open_journal().log("problem", "theirs", TODAY)
        app._poll()
        await pilot.pause()
        text = everything(app)
        assert "mine" in text
        assert "theirs" in text


async def test_an_edit_that_met_another_keeps_both_and_says_so(
    app: RetroApp, journal: Journal, open_journal: Callable[[], Journal]
) -> None:
    entry = journal.log("did", "before", TODAY).entry
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("j", "e", *" mine")
        other = open_journal()
        other.edit_item(entry.uid, next(entry.items()), "theirs")
        await pilot.press("enter")
        await pilot.pause()
        text = everything(app)
        assert "before mine" in text
        assert "theirs" in text
        assert any("both texts are kept" in notice for notice in told(app))


async def test_keys_work_while_a_korean_input_method_is_on(app: RetroApp, journal: Journal) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("ㅁ", *"한 줄", "enter")
        await pilot.pause()
        assert [item.text for item in journal.find("today").items()] == ["한 줄"]
        await pilot.press("ㅇ")
        await pilot.pause()
        assert list(journal.find("today").items()) == []


async def test_the_editor_of_the_user_changes_an_item(
    paths: Paths, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    modes: list[int] = []

    def editor(path: Path) -> None:
        modes.append(path.stat().st_mode & 0o777)
        path.write_text(path.read_text(encoding="utf-8") + "\nbody\x1b[2J", encoding="utf-8")

    app = RetroApp(journal, paths, Config(), editor=editor)
    monkeypatch.setattr(app, "suspend", nullcontext)
    journal.log("learned", "VACUUM", TODAY)
    async with app.run_test(size=(120, 36)) as pilot:
        app.screen.focus_item(next(journal.find("today").items()).uid)
        await pilot.press("E")
        await pilot.pause()
    item = next(journal.find("today").items())
    assert (item.text, item.body) == ("VACUUM", "body[2J")
    assert modes == [0o600]


async def test_an_editor_that_is_missing_is_told_and_loses_nothing(
    paths: Paths, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def editor(path: Path) -> None:
        raise FileNotFoundError(2, "No such file", "nano9")

    app = RetroApp(journal, paths, Config(), editor=editor)
    monkeypatch.setattr(app, "suspend", nullcontext)
    journal.log("did", "kept", TODAY)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("j", "E")
        await pilot.pause()
        assert any("The editor failed" in notice for notice in told(app))
    assert next(journal.find("today").items()).text == "kept"


@pytest.mark.parametrize("tab", list("123456"))
async def test_any_size_is_survived(app: RetroApp, journal: Journal, tab: str) -> None:
    journal.log("did", "긴 한국어 문장을 아주 좁은 화면에서도 깨뜨리지 않는다", TODAY)
    journal.write("kpt", TODAY, "try", "좁아도 된다")
    journal.new_entry("study", TODAY)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press(tab)
        for size in ((60, 20), (20, 5), (3, 2), (1, 1), (300, 100), (80, 24)):
            await pilot.resize_terminal(*size)
            await pilot.press("j", "k")
        assert app.is_running


async def test_a_terminal_without_room_says_so_and_comes_back(app: RetroApp, journal: Journal) -> None:
    journal.log("did", "still here", TODAY)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("j")
        await pilot.resize_terminal(20, 5)
        await pilot.pause()
        assert "20x5, retrotui needs 40x10" in everything(app)
        assert "still here" not in everything(app)
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert "too small" not in everything(app)
        assert app.screen.item_under_cursor().text == "still here"


async def test_quitting_and_starting_again_shows_what_was_typed(
    paths: Paths, open_journal: Callable[[], Journal]
) -> None:
    first = RetroApp(open_journal(), paths, Config())
    async with first.run_test(size=(120, 36)) as pilot:
        await pilot.press("a", *"still here", "enter", "q")
    second = RetroApp(open_journal(), paths, Config())
    async with second.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        assert "still here" in everything(second)


async def test_help_names_the_purpose_and_every_key_of_the_tab(app: RetroApp) -> None:
    async with app.run_test(size=(120, 50)) as pilot:
        await pilot.press("2", "question_mark")
        await pilot.pause()
        text = everything(app)
        assert "Review the week" in text
        for action in app.screen_stack[0].ACTIONS[:20]:
            assert action.tooltip in text


async def test_the_palette_runs_an_action_of_the_tab(app: RetroApp, journal: Journal) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("3", "ctrl+p", *"begin a new")
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
    assert [entry.kind for entry in journal.entries()] == ["aar"]


async def test_the_entry_follows_the_cursor_of_the_list(app: RetroApp, journal: Journal) -> None:
    for days in range(3):
        journal.log("did", f"day {days}", TODAY - dt.timedelta(days=days))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("shift+tab", "j", "j")
        for _ in range(100):
            if "2026-11-18" in shown(app).splitlines()[0]:
                break
            await pilot.pause(0.02)
        assert "day 2" in everything(app)
        assert app.focused.id == "entries"


async def test_the_trash_brings_back_what_was_deleted(app: RetroApp, journal: Journal) -> None:
    entry = journal.log("did", "[x] deleted", TODAY).entry
    journal.log("did", "stays", TODAY)
    journal.delete_item(entry.uid, next(entry.items()).uid)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("T")
        await pilot.pause()
        assert "[x] deleted" in everything(app)
        await pilot.press("enter")
        await pilot.pause()
        assert "[x] deleted" in everything(app)
        await pilot.press("T")
        await pilot.pause()
        assert "The trash is empty" in everything(app)
    assert {item.text for item in journal.find("today").items()} == {"[x] deleted", "stays"}


async def test_the_trash_forgets_for_good_only_when_told_twice(
    app: RetroApp, journal: Journal, paths: Paths
) -> None:
    entry = journal.log("did", "the pass phrase", TODAY).entry
    journal.delete_item(entry.uid, next(entry.items()).uid)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("T", "P")
        await pilot.pause()
        assert len(journal.trash()) == 1
        await pilot.press("P")
        await pilot.pause()
        assert journal.trash() == []
    kept = [
        path
        for path in paths.notebook.parent.rglob("*")
        if path.is_file() and b"pass phrase" in path.read_bytes()
    ]
    assert kept == []


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_an_entry_opened_from_the_list_of_a_narrow_screen_is_the_one_shown(
    app: RetroApp, journal: Journal, size: tuple[int, int]
) -> None:
    journal.log("did", "today's own", TODAY)
    journal.log("did", "yesterday's own", TODAY - dt.timedelta(days=1))
    async with app.run_test(size=size) as pilot:
        await pilot.press("shift+tab", "j", "enter")
        await pilot.pause()
        assert "yesterday's own" in everything(app)
        assert "today's own" not in everything(app).replace("yesterday's own", "")


async def test_left_and_right_reach_every_pane_of_a_board(app: RetroApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("2")
        seen = []
        for _ in range(4):
            seen.append(app.screen.pane.id)
            await pilot.press("l")
        assert seen == ["main", "column-keep", "column-problem", "column-try"]
        await pilot.press("h", "h", "h", "h")
        assert app.screen.pane.id == "entries"


async def test_tags_are_typed_shown_and_found(app: RetroApp, journal: Journal) -> None:
    journal.log("did", "a line", TODAY)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("number_sign")
        await type_text(pilot, "[x] done, [@click=app.quit]x[/]")
        await pilot.press("enter")
        await pilot.pause()
        assert "#[x] done #[@click=app.quit]x[/]" in shown(app)
        await pilot.press("slash")
        await type_text(pilot, "click=app.quit")
        await pilot.pause()
        assert "[@click=app.quit]x[/]" in shown(app)
    assert journal.find("today").tags == ("[x] done", "[@click=app.quit]x[/]")


async def test_the_footer_and_the_help_name_the_keys_of_the_keymap(paths: Paths, journal: Journal) -> None:
    app = RetroApp(journal, paths, Config(keymap={"item.add": "x", "help": "f1"}))
    async with app.run_test(size=(120, 50)) as pilot:
        await pilot.pause()
        assert "x add" in everything(app)
        assert "f1 keys" in everything(app)
        await pilot.press("x", *"added", "enter", "f1")
        await pilot.pause()
        assert "x Add an item" in everything(app)
    assert [item.text for item in journal.find("today").items()] == ["added"]


async def test_a_new_plan_begins_at_its_first_week(app: RetroApp, journal: Journal) -> None:
    journal.new_entry("study", TODAY - dt.timedelta(weeks=9))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("4", "G", "N", "enter")
        await pilot.pause()
        await pilot.press("a", *"read", "enter")
        await pilot.pause()
    assert [item.label for item in journal.entries("study")[0].items()] == ["W1.1"]


async def test_an_item_a_text_or_the_whole_entry_is_copied(app: RetroApp, journal: Journal) -> None:
    """`y` takes what is under the cursor, on a heading all; `Y` takes all from anywhere."""
    entry = journal.log("did", "[x] 배포\n- 로그를 봤다", TODAY).entry
    journal.add_section(entry.uid, "prose", "메모")
    note = journal.find(entry.key).sections[-1]
    journal.edit_section(entry.uid, note, prose="회의가 길었다.")
    async with app.run_test(size=(120, 36)) as pilot:
        screen = app.screen
        assert isinstance(screen, EntryScreen)
        item = next(iter(journal.find(entry.key).items()))
        screen.focus_item(item.uid)
        await pilot.press("y")
        assert app.clipboard == "[x] 배포\n- 로그를 봤다"
        screen.focus_item(f"{note.uid}:prose")
        await pilot.press("y")
        assert app.clipboard == "회의가 길었다."
        screen.focus_item(note.uid)
        await pilot.press("y")
        assert app.clipboard == app.markdown_of(journal.find(entry.key))
        screen.focus_item(item.uid)
        await pilot.press("Y")
        assert app.clipboard == app.markdown_of(journal.find(entry.key))
        assert told(app)[-1] == f"{entry.key} sent to the terminal's clipboard as Markdown."


async def test_keys_behind_the_one_that_leaves_do_nothing(app: RetroApp, journal: Journal) -> None:
    """They may come in the same packet; the screens are going already."""
    journal.log("did", "하나", TODAY)
    async with app.run_test(size=(80, 24)):
        for key in ("q", "e", "n", "2"):
            app.post_message(events.Key(key, key))
    assert app._exception is None
    assert app.return_code == 0


async def test_a_day_shows_what_became_of_its_lines(app: RetroApp, journal: Journal) -> None:
    """Provenance is a link both ways; the day follows what the board does."""
    line = journal.log("problem", "막힘", TODAY)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        assert "→ P1 W47" not in everything(app)
        await pilot.press("2", "enter", "1")
        await pilot.pause()
        assert "→ P1 W47" in everything(app)
    assert journal.find("2026-W47").items_of("problem")[0].links[0].item == line.item.uid


async def test_a_word_stands_in_place_of_the_keys_for_a_moment(app: RetroApp, journal: Journal) -> None:
    """It covers nothing of the screen, and is gone by itself."""
    journal.log("did", "하나", TODAY)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("j", "d")
        await pilot.pause()
        assert "Deleted D1. u brings it back." in shown(app).splitlines()[-1]
        assert "log" not in shown(app).splitlines()[-1]
        app.screen.query_one(FooterLine).say(None)
        await pilot.pause()
        assert "n log" in shown(app).splitlines()[-1]


async def test_a_capture_that_was_left_behind_keeps_its_section(
    open_journal: Callable[[], Journal], paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The line drops while a problem is typed; the next start offers it, and enter saves it as a problem."""
    first = RetroApp(open_journal(), paths, Config())
    async with first.run_test(size=(80, 24)) as pilot:
        await pilot.press("n", "p", *"deploy late")
        await pilot.pause()
        first.unsaved.flush()
    monkeypatch.setattr(owner, "is_dead", lambda _: True)
    journal = open_journal()
    after = RetroApp(journal, paths, Config())
    async with after.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
    assert [item.text for item in journal.find("today").items_of("problem")] == ["deploy late"]
