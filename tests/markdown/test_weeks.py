"""Weeks of a study plan where no heading names them, and what a single week's log says beside its goals."""

from __future__ import annotations

import datetime as dt

import pytest
from msgspec.structs import replace

from retrotui.markdown.reader import Hints, read
from retrotui.markdown.writer import write
from retrotui.model.entry import Entry, Section

LISTED = "# Study group\n\n1. Week of March 2nd, 2020\n   - [x] graphs\n2. Week of March 9th, 2020\n   - [ ] trees\n"
ROWS = "# Study plan\n\n| Week | Day | Goal |\n|---|---|---|\n| 1주차 | 2024-03-04 | graphs |\n| 2주차 | 2024-03-11 | trees |\n"


def one(source: str, path: str = "plan.md") -> Entry:
    readings = read(source.encode(), path, Hints(modified=dt.date(2026, 11, 1)))
    assert b"".join(write(reading.entry) for reading in readings) == source.encode()
    return readings[0].entry


def weeks(entry: Entry) -> list[tuple[int, dt.date | None, list[str]]]:
    return [
        (section.week.number, section.week.date, [f"{item.state}: {item.text}" for item in section.items])
        for section in entry.sections
        if section.week
    ]


def with_week(entry: Entry, number: int, **fields: object) -> Entry:
    def changed(section: Section) -> Section:
        week = section.week
        return replace(section, week=replace(week, **fields)) if week and week.number == number else section

    return replace(entry, sections=tuple(changed(section) for section in entry.sections))


def test_list_items_that_name_weeks_are_weeks() -> None:
    """A numbered list of weeks is a plan, dates and goals included."""
    entry = one(LISTED)
    assert entry.kind == "study"
    assert weeks(entry) == [
        (1, dt.date(2020, 3, 2), ["done: graphs"]),
        (2, dt.date(2020, 3, 9), ["open: trees"]),
    ]


def test_table_rows_that_name_weeks_are_weeks() -> None:
    """A table with a week in each row is a plan; its other cells are the week's prose."""
    entry = one(ROWS)
    assert (entry.kind, entry.start, entry.end) == ("study", dt.date(2024, 3, 4), dt.date(2024, 3, 11))
    assert weeks(entry) == [(1, dt.date(2024, 3, 4), []), (2, dt.date(2024, 3, 11), [])]
    assert "graphs" in entry.sections[1].prose


@pytest.mark.parametrize(
    "table",
    [
        "| 1주차 | 3/4 | graphs |\n|---|---|---|\n| 2주차 | 3/11 | trees |\n",
        "| 주차 | 날짜 | 내용 |\n|---|---|---|\n| 1 | 3/4 | graphs |\n| 2 | 3/11 | trees |\n",
        "| Week | Date | Topic |\n|---|---|---|\n| **1** | 3/4 | graphs |\n| Week 2 | 3/11 | trees |\n",
        "| 週 | 日付 | 内容 |\n|---|---|---|\n| 1 | 3/4 | graphs |\n| 2 | 3/11 | trees |\n",
    ],
)
def test_a_table_may_count_its_weeks_or_begin_with_the_first(table: str) -> None:
    """Days without a year are in the year that the text names."""
    entry = one(f"# 스터디 계획\n\n2024년 봄에 시작합니다.\n\n{table}")
    assert entry.kind == "study"
    assert weeks(entry) == [(1, dt.date(2024, 3, 4), []), (2, dt.date(2024, 3, 11), [])]
    assert (entry.start, entry.end) == (dt.date(2024, 3, 4), dt.date(2024, 3, 11))


def test_a_plan_does_not_say_that_somebody_was_there() -> None:
    """Unless a cell ticks the week off; a row of prose alone tells of the week."""
    rows = "| Week 1 | graphs | ✅ |\n| Week 2 | trees | done |\n| Week 3 | heaps | |\n"
    entry = one(f"# Study plan\n\n| Week | Topic | Done |\n|--|--|--|\n{rows}")
    assert [section.week.attendance for section in entry.sections if section.week] == [
        "attended",
        "attended",
        "",
    ]


def test_a_week_that_is_only_counted_is_called_by_the_word_above() -> None:
    """In the tracker a bare number would tell nothing."""
    for head, heading in (("주차", "1주차"), ("Week", "Week 1"), ("第n週", "第1週")):
        entry = one(f"# Plan\n\n| {head} | b |\n|--|--|\n| 1 | graphs |\n| 2 | trees |\n")
        assert next(section.heading for section in entry.sections if section.week) == heading


def test_a_file_named_after_a_week_is_that_week() -> None:
    """`week3.md` in a folder of a study says its number; its boxes are the goals."""
    entry = one("# Notes on sorting\n\n- [x] merge sort\n- [ ] radix sort\n", "study/week3.md")
    assert weeks(entry) == [(3, None, ["done: merge sort", "open: radix sort"])]


def test_a_changed_week_of_a_list_is_written_below_its_item() -> None:
    """What the item can not say stands in lines of its own, indented with the item's content."""
    changed = with_week(one(LISTED), 2, attendance="absent", reason="a fever")
    again = read(write(changed), "plan.md", Hints())[0].entry
    assert [section.week for section in again.sections] == [section.week for section in changed.sections]
    assert weeks(again) == weeks(changed)


def test_a_changed_week_of_a_table_is_written_below_the_table() -> None:
    """A row has no place for how much was reached; no week and no word is lost."""
    changed = with_week(one(ROWS), 2, percent=100.0)
    out = write(changed).decode()
    again = read(out.encode(), "plan.md", Hints())[0].entry
    assert {section.week.number: section.week.percent for section in again.sections if section.week} == {
        1: None,
        2: 100.0,
    }
    assert "graphs" in out
    assert "trees" in out


def test_roles_in_the_log_of_a_single_week_are_sections() -> None:
    """What was learned and what to improve stand beside the goals, not inside the week's prose."""
    entry = one(
        "# 2주차 회고\n\n## 2주차에는 무엇을 했나\n그래프를 읽었다.\n\n## 잘한 점\n- 매일 앉았다\n- 기록했다\n\n## 개선할 점\n- 일찍 시작하기\n"
    )
    assert entry.kind == "study"
    assert len(entry.items_of("keep") + entry.items_of("well")) == 2
    assert len(entry.items_of("problem") + entry.items_of("try")) == 1


@pytest.mark.parametrize("heading", ["Week 2 goals", "2주차 목표", "2週目の目標", "Week 2: Goals"])
def test_a_week_that_is_called_its_goals_lists_them(heading: str) -> None:
    """Without boxes, and below a sentence; the bullets of any other week are prose."""
    entry = one(
        f"# Study plan\n\n## Week 1\n\n- read a lot\n\n## {heading}\n\nOn with trees.\n\n- heaps\n- tries\n"
    )
    assert [texts for _, _, texts in weeks(entry)] == [[], ["open: heaps", "open: tries"]]
