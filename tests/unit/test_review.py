"""Guessed characters: where they stand, and what becomes of them when the text is edited, undone, exported, decided."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tinydb import TinyDB

from retrotui import exchange, review
from retrotui.errors import Conflict
from retrotui.exchange import Hints
from retrotui.journal import Journal
from retrotui.markdown import guessed, reader
from retrotui.model import guess
from retrotui.model.entry import Entry
from retrotui.model.guess import Mark
from retrotui.store.notebook import Notebook
from tests.garble import garbled

NOW = dt.datetime(2026, 11, 20, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=9)))
Open = Callable[[], Journal]

TRUTH = """---
title: 마흔여섯 번째 주간 회고
date: 2026-11-09 ~ 2026-11-13
tags: [회고, 배포]
description: 이번 주에 있었던 일을 적는다
---

# 마흔여섯 번째 주간 회고

## 좋았던 점

- 문서를  먼저 쓰니 리뷰가 짧아졌다
    - 설계를 그림으로 그렸다
    - 모르는 말은 찾아 적었다

## 아쉬웠던 점

- [배포] 금요일 저녁에 올리다가 되돌렸다 <!-- 이유는 아래에 -->
- 테스트를 나중으로 미뤘다

## 시도할 점

- P1: 배포는 목요일 낮에 한다

회의가 길어서 글을 쓸 시간이 없었다.
다음에는 회의 전에 초안을 만든다.
"""


@pytest.fixture
def open_journal(tmp_path: Path) -> Open:
    """Opens the test's notebook; each call is another session on it."""

    def make() -> Journal:
        notebook = Notebook.open(tmp_path / "n.json", state_dir=tmp_path / "state", clock=lambda: NOW)
        return Journal(notebook, lambda: NOW)

    return make


@pytest.fixture
def journal(open_journal: Open) -> Journal:
    """One session."""
    return open_journal()


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A week's post that was UTF-8, was read as cp1254 and lost bytes on the way."""
    path = tmp_path / "week.md"
    path.write_text(garbled(TRUTH), encoding="utf-8")
    return path


def mended(journal: Journal, path: Path) -> Entry:
    """Import a file with its text repaired."""
    exchange.import_all(journal, exchange.preview(journal, [str(path)], Hints(repair=True)))
    [entry] = journal.entries()
    return entry


def now(journal: Journal) -> Entry:
    """The only entry, as it is stored now."""
    [entry] = journal.entries()
    return entry


def markdown(entry: Entry) -> str:
    """The entry as it is exported."""
    return exchange.render(entry).decode()


def in_field(marks: list[Mark], field: str) -> list[Mark]:
    """The marks in a field of that name."""
    return [mark for mark in marks if mark.guess.field == field]


def other(mark: Mark) -> str:
    """An option that does not stand there."""
    return mark.options[1]


def test_each_guess_of_a_repair_is_marked_with_its_line(journal: Journal, broken: Path) -> None:
    """In item, body, heading, prose, title and front matter; the options hold what stood there."""
    entry = mended(journal, broken)
    marks = guess.marks(entry)
    assert {mark.guess.field for mark in marks} == {
        "text", "body", "category", "prose", "heading", "title", "",
    }  # fmt: skip
    source = "".join(block.source for block in entry.blocks)
    begins = [sum(len(block.source) for block in entry.blocks[:n]) for n in range(len(entry.blocks))]
    for mark in marks:
        at = begins[mark.block] + mark.guess.at
        assert source[at] == mark.shown == mark.line[mark.column] == mark.options[0]
        assert len(mark.options) <= guess.MOST
        # What is wrong is among the marks, with the truth at hand.
        assert TRUTH[at] in mark.options
    wrong = [n for n, (one, two) in enumerate(zip(source, TRUTH, strict=True)) if one != two]
    assert set(wrong) <= {begins[mark.block] + mark.guess.at for mark in marks}


def test_marks_are_no_markdown_and_change_no_export(journal: Journal, broken: Path) -> None:
    entry = mended(journal, broken)
    bare = replace(entry, blocks=tuple(replace(block, guesses=()) for block in entry.blocks))
    assert guess.marks(entry)
    assert not guess.marks(bare)
    assert exchange.render(entry) == exchange.render(bare)
    assert exchange.render(entry, original=True) == broken.read_bytes()


def test_marks_are_there_after_a_restart_and_plain_tinydb_reads_the_notebook(
    journal: Journal, open_journal: Open, broken: Path, tmp_path: Path
) -> None:
    entry = mended(journal, broken)
    assert guess.marks(now(open_journal())) == guess.marks(entry)
    with TinyDB(tmp_path / "n.json") as plain:
        [document] = plain.table("entries").all()
    kept = [each for block in document["blocks"] for each in block.get("guesses", ())]
    assert [each["options"] for each in kept] == [mark.guess.options for mark in guess.marks(entry)]


def test_a_notebook_without_guesses_says_nothing_of_them(journal: Journal, tmp_path: Path) -> None:
    path = tmp_path / "whole.md"
    path.write_text(TRUTH, encoding="utf-8")
    entry = mended(journal, path)
    assert not entry.has_guesses
    assert b"guesses" not in (tmp_path / "n.json").read_bytes()


def test_a_choice_stands_in_the_field_and_in_the_export(journal: Journal, broken: Path) -> None:
    """Whatever is chosen, the rest of the Markdown stays as it is, to the byte."""
    entry = mended(journal, broken)
    for place in range(len(guess.marks(entry))):
        mark = guess.marks(entry)[place]
        before = markdown(entry)
        chosen = review.decide(journal, entry.uid, mark, other(mark))
        at = sum(len(block.source) for block in entry.blocks[: mark.block]) + mark.guess.at
        assert markdown(chosen) == before[:at] + other(mark) + before[at + 1 :]
        assert len(guess.marks(chosen)) == len(guess.marks(entry)) - 1
        if mark.guess.field != "heading":  # One that says something else may be no label any more.
            read = reader.read(markdown(chosen).encode(), "week.md")[0].entry
            assert [item.text for item in read.items()] == [item.text for item in chosen.items()]
            assert (read.title, read.front_matter) == (chosen.title, chosen.front_matter)
        journal.undo()
        assert now(journal).blocks == entry.blocks
        entry = now(journal)


def test_when_all_is_decided_nothing_is_left_of_the_marks(
    journal: Journal, broken: Path, tmp_path: Path
) -> None:
    """Chosen one by one the text is the true one, and the notebook knows of no guess."""
    entry = mended(journal, broken)
    while marks := guess.marks(entry):
        block = entry.blocks[marks[0].block]
        at = sum(len(each.source) for each in entry.blocks[: marks[0].block]) + marks[0].guess.at
        assert block.source[marks[0].guess.at] == marks[0].shown
        entry = review.decide(journal, entry.uid, marks[0], TRUTH[at])
    assert markdown(entry) == TRUTH
    assert entry.title == "마흔여섯 번째 주간 회고"
    assert entry.front_matter["description"] == "이번 주에 있었던 일을 적는다"
    assert [item.text for item in entry.items_of("try")] == ["배포는 목요일 낮에 한다"]
    line = next(line for line in (tmp_path / "n.json").read_text().split("\n") if '"blocks"' in line)
    assert not any("guesses" in block for block in json.loads(line.partition(": ")[2].rstrip(","))["blocks"])


def test_accepting_leaves_the_text_and_takes_the_mark(journal: Journal, broken: Path) -> None:
    entry = mended(journal, broken)
    mark = guess.marks(entry)[3]
    accepted = review.decide(journal, entry.uid, mark, mark.shown)
    assert markdown(accepted) == markdown(entry)
    assert mark.guess not in [each.guess for each in guess.marks(accepted) if each.block == mark.block]
    rest = guess.marks(accepted)
    assert review.accept(journal, entry.uid, rest) == len(rest)
    assert not now(journal).has_guesses
    journal.undo()
    assert guess.marks(now(journal)) == rest
    journal.undo()
    assert guess.marks(now(journal)) == guess.marks(entry)
    journal.redo()
    assert guess.marks(now(journal)) == rest


def test_a_line_that_was_changed_takes_its_marks_along(journal: Journal, broken: Path) -> None:
    """Those of other lines stay, also in the same text; undo brings the line's back."""
    entry = mended(journal, broken)
    before = guess.marks(entry)
    item = next(item for item in entry.items() if len(guess.by_field(entry).get((item.uid, "text"), ())) > 1)
    own = [mark for mark in before if (mark.guess.holder, mark.guess.field) == (item.uid, "text")]
    journal.edit_item(entry.uid, item, f"{item.text}!\n{item.body}")
    after = guess.marks(now(journal))
    assert after == [mark for mark in before if mark not in own]
    # Nothing of them is kept either.
    assert sum(len(block.guesses) for block in now(journal).blocks) == len(after)
    journal.undo()
    assert guess.marks(now(journal)) == before


def test_marks_move_with_their_line(journal: Journal, broken: Path) -> None:
    """Lines that are put before it, and the item's way into another section, leave a guess what it is."""
    entry = mended(journal, broken)
    section = next(each for each in entry.sections if "초안" in each.prose)
    before = in_field(guess.marks(entry), "prose")
    journal.edit_section(entry.uid, section, prose=f"One line more.\n\n{section.prose}")
    after = in_field(guess.marks(now(journal)), "prose")
    assert [(mark.guess, mark.line) for mark in after] == [(mark.guess, mark.line) for mark in before]
    assert all(
        now(journal).section(section.uid).prose[mark.offset] == mark.shown == mark.line[mark.column]
        for mark in after
    )
    item = entry.items_of("keep")[0]
    problems = next(section for section in entry.sections if section.role == "problem")
    own = [mark.guess for mark in guess.marks(now(journal)) if mark.guess.holder == item.uid]
    journal.move_item(entry.uid, item.uid, problems.uid)
    assert [mark.guess for mark in guess.marks(now(journal)) if mark.guess.holder == item.uid] == own


def test_an_edit_of_another_item_and_a_choice_live_side_by_side(journal: Journal, broken: Path) -> None:
    """After an edit in the same section a choice changes its own line alone."""
    entry = mended(journal, broken)
    first, second = entry.items_of("problem")
    journal.edit_item(entry.uid, second, "something else")
    mark = next(each for each in guess.marks(now(journal)) if each.guess.holder == first.uid)
    before = markdown(now(journal))
    chosen = review.decide(journal, entry.uid, mark, other(mark))
    assert "- something else" in markdown(chosen)
    changed = [pair for pair in zip(before, markdown(chosen), strict=True) if pair[0] != pair[1]]
    assert changed == [(mark.shown, other(mark))]


def test_of_equal_lines_each_has_its_own_marks(journal: Journal, tmp_path: Path) -> None:
    """A choice in the second changes the second, in the text and in the Markdown."""
    path = tmp_path / "2026-11-09.md"
    text = "## 좋았던 점\n- 하나\n\n되돌렸다.\n\n되돌렸다.\n\n## 아쉬웠던 점\n- 둘\n"
    path.write_text(garbled(text), encoding="utf-8")
    entry = mended(journal, path)
    first, *others = in_field(guess.marks(entry), "prose")
    second = next(mark for mark in others if mark.guess.column == first.guess.column)
    review.decide(journal, entry.uid, first, first.shown)
    [again] = [mark for mark in guess.marks(now(journal)) if mark.guess == second.guess]
    chosen = review.decide(journal, entry.uid, again, other(again))
    prose = chosen.section(first.guess.holder).prose.split("\n\n")
    assert prose[0] == first.line
    assert prose[1] != first.line
    assert "\n\n".join(prose) in markdown(chosen)


def test_a_choice_that_comes_too_late_is_refused(journal: Journal, open_journal: Open, broken: Path) -> None:
    """Another window edited the line meanwhile: its words stay."""
    entry = mended(journal, broken)
    other_window = open_journal()
    mark = in_field(guess.marks(entry), "text")[0]
    item = entry.item(mark.guess.holder)
    other_window.edit_item(entry.uid, item, "theirs")
    with pytest.raises(Conflict):
        review.decide(journal, entry.uid, mark, other(mark))
    assert now(journal).item(item.uid).text == "theirs"


def test_a_title_that_is_a_heading_is_chosen_once(journal: Journal, tmp_path: Path) -> None:
    """Without a front matter the heading is the title, and says the same after a choice."""
    path = tmp_path / "2026-11-09.md"
    path.write_text(garbled(TRUTH.partition("---\n\n")[2]), encoding="utf-8")
    entry = mended(journal, path)
    mark = in_field(guess.marks(entry), "heading")[0]
    assert mark.line == entry.title
    chosen = review.decide(journal, entry.uid, mark, other(mark))
    assert chosen.title == chosen.section(mark.guess.holder).heading != entry.title


def test_another_kind_or_other_days_in_the_preview_keep_the_marks(journal: Journal, broken: Path) -> None:
    plan = exchange.preview(journal, [str(broken)], Hints(repair=True))
    count = len(guess.marks(plan.results[0].entry or now(journal)))
    plan = plan.corrected(0, kind="daily")
    assert plan.results[0].entry
    assert plan.results[0].entry.kind == "daily"
    assert len(guess.marks(plan.results[0].entry)) == count


def test_the_parts_of_a_file_have_their_own_marks() -> None:
    """A file of two days: each entry's marks stand where its own text is broken."""
    days = "".join(
        f"# 2026-11-{day}\n\n## 한 일\n- {text}\n\n"
        for day, text in (("09", "이것을 정리했다"), ("10", "배포를 되돌렸다"))
    )
    readings = reader.read(garbled(days).encode(), "log.md", Hints(repair=True))
    assert len(readings) == 2
    for reading, line in zip(readings, ("이것을 정리했다", "배포를 되돌렸다"), strict=True):
        marks = in_field(guess.marks(reading.entry), "text")
        assert marks
        assert all(line[mark.column] in mark.options for mark in marks)


_WORDS = st.sampled_from(
    [
        "배포",
        "회고",
        "이해",
        "설계",
        "QA",
        "- ",
        "| ",
        "  ",
        "\t",
        "[x] ",
        "**",
        "1. ",
        "\n",
        "\n\n",
        "## ",
        "<br>",
    ]
)


@given(st.lists(_WORDS, max_size=30).map("".join), st.data())
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_mark_stands_where_the_field_has_the_character(text: str, data: st.DataObject) -> None:
    """Whatever the layout: a mark that tells a field points at the very character in it."""
    [reading] = reader.read(text.encode(), "x.md", Hints(kind="kpt", date=NOW.date()))
    places = [n for n, character in enumerate(text) if not character.isspace()]
    chosen = sorted(data.draw(st.sets(st.sampled_from(places)))) if places else []
    entry = guessed.attach(reading.entry, [(at, text[at] + "가나") for at in chosen])
    held = {each.uid: each for each in (*entry.sections, *entry.items())}
    for mark in guess.marks(entry):
        assert mark.line[mark.column] == entry.blocks[mark.block].source[mark.guess.at]
        if mark.guess.holder:
            assert getattr(held[mark.guess.holder], mark.guess.field)[mark.offset] == mark.shown
    assert len(guess.marks(entry)) == len(chosen)
