"""The plain words that authors of logs put above the same things each time, and where they stay words; all wording is our own."""

from __future__ import annotations

import datetime as dt

import pytest

from retrotui.markdown.reader import Hints, Reading, read
from retrotui.markdown.writer import write

DAYS = ("2024-05-13", "2024-05-14", "2024-05-15")


def told(source: str, path: str = "log.md") -> list[Reading]:
    """What is read of a document, which comes back as it was."""
    found = read(source.encode(), path, Hints(modified=dt.date(2026, 11, 1)))
    assert b"".join(write(reading.entry) for reading in found) == source.encode()
    return found


def counted(found: list[Reading]) -> dict[str, int]:
    """How many items of each role, the goals of weeks among them."""
    counts: dict[str, int] = {}
    for reading in found:
        for section in reading.entry.sections:
            if section.items:
                counts[section.role] = counts.get(section.role, 0) + len(section.items)
    return counts


def daily(head: str, body: str) -> str:
    """The same below each of three days."""
    return "\n".join(f"{head} {day}\n\n{body}" for day in DAYS)


def weekly(week: str, body: str) -> str:
    """The same below each of two weeks."""
    return "# Study plan\n\n" + "\n".join(f"## {week.format(n)}\n\n{body}" for n in (1, 2))


LOGS = {
    "a task and what became of it": (
        daily("###", "#### Task\n\n- [x] sort the mail\n- [ ] call back\n\n#### Completion\n\n- mail is sorted\n"),
        {"issue": 6, "did": 3},
    ),
    "one plain word below each day": (daily("##", "### Task\n\n- [ ] water the plants\n"), {"issue": 3}),
    "in Japanese": (daily("#", "## 進捗\n\n- 表を直した\n\n## タスク\n\n- 図を描く\n- 送る\n"), {"did": 3, "issue": 6}),
    "in Korean": (daily("##", "### 진행\n\n- 표를 고쳤다\n\n### 막힘\n\n- 글꼴\n"), {"did": 3, "problem": 3}),
    "in Chinese": (daily("##", "### 今日任务\n\n- [ ] 画图\n\n### 完成\n\n- 改表\n"), {"issue": 3, "did": 3}),
    "in bold": (daily("##", "**Task**\n\n- draw\n\n**Output**\n\n- a sketch\n- a print\n"), {"issue": 3, "did": 6}),
    "in brackets": (daily("##", "【タスク】\n- 描く\n\n【学びメモ】\n- 線の太さ\n"), {"issue": 3, "learned": 3}),
    "above nested lists": (daily("##", "- Task\n  - draw\n- Output\n  - a sketch\n"), {"issue": 3, "did": 3}),
    "as plain lines": (daily("##", "Task:\n\n- draw\n\nOutput:\n\n- a sketch\n"), {"issue": 3, "did": 3}),
    "one of them empty": (daily("##", "**Task**\n\n- draw\n\n**Output**\n"), {"issue": 3}),
    "counted days": (
        "# Devlog\n\n" + "".join(f"## Day {n}\n\n### Work\n\n- a door\n\n### Bugs\n\n- it squeaks\n\n" for n in (1, 2, 3)),
        {"did": 3, "problem": 3},
    ),
    "a day's log by its title": ("# Daily log 2024-05-13\n\n## Task\n\n- [ ] draw\n\n## What I learned\n\n- ink dries\n", {"issue": 1, "learned": 1}),
    "a day's log of two plain words": ("# 2024-05-13 일지\n\n## 공부\n\n- 붓\n\n## 의문\n\n- 먹\n", {"did": 1, "unclear": 1}),
    "the same below topics": (
        "# TIL 2024-05-13\n\n## Ink\n\n### Practice\n\n- lines\n\n## Paper\n\n### Practice\n\n- folds\n",
        {"did": 2},
    ),
    "weeks": (weekly("Week {}", "### Work\n\n- a door\n\n### Stuck\n\n- the hinge\n"), {"did": 2, "problem": 2}),
    "one label below topics of weeks": (
        weekly("{}週目", "### 表\n\n- 直した\n\n#### 学びメモ\n\n- 列は軽い\n\n### 図\n\n- 描いた\n\n#### 学びメモ\n\n- 線は太い\n"),
        {"learned": 4},
    ),
    "bold labels of weeks": (weekly("Week {}", "**Progress**\n\n- a door\n\n**Problems**\n\n- the hinge\n"), {"did": 2, "problem": 2}),
    "nested labels of weeks": (weekly("Week {}", "- Progress\n  - a door\n- Problems\n  - the hinge\n"), {"did": 2, "problem": 2}),
    "plain labels of weeks": (weekly("{}주차", "진행 상황:\n\n- 문\n\n문제점:\n\n- 경첩\n"), {"did": 2, "problem": 2}),
    "a log that is called one": (
        "# Progress\n\n## Week 1\n\n### Work\n\n- a door\n\n### Stuck\n\n- the hinge\n\n## Week 2\n\n### Work\n\n- a lock\n",
        {"did": 2, "problem": 1},
    ),
    "a report told twice": (
        "# Week 4\n\n**The team**\n\n* Progress and issues:\n  * a door\n* Plans for the following week:\n  * a lock\n\n"
        "**Each one's own**\n\n* Progress and issues:\n  * Ann: a hinge\n* Plans for the following week:\n  * Ann: a key\n",
        {"did": 2, "try": 2},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LOGS)
def test_the_words_of_a_log_that_come_again_play_roles(name: str) -> None:
    """What stands below each day, beside other labels or below most parts is what the author asks every time."""
    source, counts = LOGS[name]
    assert counted(told(source)) == counts


PLAIN = {
    "an article": "# How a queue works\n\n## Task\n\n- has a name\n\n## Output\n\n- has a type\n",
    "lessons of a course": "# Drawing\n\n## Lesson 1\n\n### Task\n\n- a cube\n\n### Result\n\n- shade\n\n## Lesson 2\n\n### Task\n\n- a ball\n",
    "a front page": "# Tool\n\n## Work\n\n- it cuts\n\n## Study\n\n- of wood\n",
    "a chapter in Japanese": "# 入門\n\n## 第1章\n\n### タスク\n\n- 名前\n\n## 第2章\n\n### タスク\n\n- 型\n",
    "an article in Korean": "# 작업 관리란\n\n## 작업\n\n- 이름\n\n## 진행\n\n- 상태\n",
    "an article in Chinese": "# 如何管理任务\n\n## 任务\n\n- 名字\n\n## 完成\n\n- 状态\n",
    "labels in a note": "# The queue\n\n- Task\n  - has a name\n- Output\n  - has a type\n",
    "bold words of a recipe": "# Bread\n\n**Work**\n\n- knead\n\n**Result**\n\n- bread\n",
    "one word below a topic of a day": "# 2024-05-13\n\n## Celery\n\n### Task\n\n- a function\n\n### Broker\n\n- a queue\n",
    "a plan of lessons": weekly("Week {}", "### Topics\n\n- cubes\n\n### Reading\n\n- chapter one\n"),
}


@pytest.mark.parametrize("name", PLAIN)
def test_the_same_words_elsewhere_are_words(name: str) -> None:
    """An article, a course or a single topic has sections of such names as well."""
    assert not counted(told(PLAIN[name], "about.md"))


def test_what_stands_below_a_role_belongs_to_it() -> None:
    """A plain word below Keep and below Problem tells about what was kept and what went wrong."""
    source = "# Sprint retro\n\n## Keep\n\n### Work\n\n- the pairs\n\n## Problem\n\n### Work\n\n- the nights\n\n## Try\n\n- sleep\n"
    assert counted(told(source)) == {"keep": 1, "problem": 1, "try": 1}


def test_prose_below_each_week_tells_of_the_week() -> None:
    """A single label with a text below it is no section of its own: the text says how the week was."""
    source = weekly("Week {}", "### What I learned\n\nThe hinge goes first, then the door.\n")
    entry = told(source)[0].entry
    assert [section.role for section in entry.sections if section.week] == ["week", "week"]
    assert not counted(told(source))


def test_headings_that_differ_by_their_day_part_a_log() -> None:
    """The same words and another day are the next entry, wherever in the heading the day stands."""
    source = "".join(f"# Apprentice journal of the joinery 5-{n}-24\n\nA door.\n\n" for n in (15, 14, 13))
    assert [reading.entry.start.day for reading in told(source)] == [15, 14, 13]


def test_headings_of_one_day_are_not_parted_by_it() -> None:
    """Sections that name the same day belong to it."""
    source = "# Site log\n\n## Morning round at the joinery 2024-05-13\n\n- a door\n\n## Evening round at the joinery 2024-05-13\n\n- a lock\n"
    assert len(told(source)) == 1


def test_people_below_weeks_are_the_groups_of_their_answers() -> None:
    """What each person tells of a week is in the group of who told it."""
    person = "### {}\n\n- Done:\n  - a door\n- Problems:\n  - the hinge\n\n"
    source = weekly("Week {}", person.format("Ann") + person.format("Bo"))
    items = [item for section in told(source)[0].entry.sections for item in section.items]
    assert [item.group for item in items] == ["Ann", "Ann", "Bo", "Bo"] * 2


def test_a_bold_number_ends_the_section_of_the_number_before() -> None:
    """`4.` follows `3.`, whatever its words are."""
    source = "**1. 学习与理解：**\n\n- 木\n\n**2. 遇到的困难与解决：**\n\n- 铰链\n\n**3. 杂项：**\n\n- 制度\n"
    assert counted(told(source, "周报/第二周.md")) == {"did": 1, "problem": 1}


def test_a_date_before_the_word_week_is_no_number_of_one() -> None:
    """The week of a day in May is no thirteenth one."""
    source = "".join(f"## 2024/05/{n}週\n\n### タスク\n\n- 扉\n\n### 課題\n\n- 蝶番\n\n" for n in (13, 20))
    found = told(source, "週報.md")
    assert len(found) == 2
    assert not any(section.week for reading in found for section in reading.entry.sections)


def test_a_day_behind_a_key_parts_a_log() -> None:
    """`Time：2025.5.26` is a day's heading, and the words behind it are none of a chapter."""
    source = "# 学习日志\n\n## Time：2025.5.26\n\n#### 1. 新建仓库\n\n写了说明。\n\n## Time：2025.5.27\n\n#### 1. 运行\n\n跑起来了。\n"
    found = read(source.encode(), "学习日志.md")
    assert [(each.entry.kind, each.entry.start.isoformat()) for each in found] == [
        ("daily", "2025-05-26"),
        ("daily", "2025-05-27"),
    ]


def test_a_column_of_figures_tells_of_no_item() -> None:
    """It counts what was planned and done; the labels of the retrospective below are read as ever."""
    table = "| Figures | Planned | Completed |\n|---|---|---|\n| tasks | 7 | *4* |\n| points | 24 | 20 sp |\n"
    source = f"# Sprint 4 retrospective\n\n## Metrics\n\n{table}\n## Went well\n- pairing\n\n## To improve\n- estimates\n"
    entry = read(source.encode(), "sprint4.md")[0].entry
    assert entry.kind == "kpt"
    assert [item.text for item in entry.items()] == ["pairing", "estimates"]
    named = table.replace("| 7 | *4* |", "| login, search | login |")
    entry = read(source.replace(table, named).encode(), "sprint4.md")[0].entry
    assert "login" in [item.text for item in entry.items_of("did")]


def test_a_question_below_what_was_studied_is_part_of_it() -> None:
    """A deeper heading that only asks in passing plays no role of its own below a label."""
    source = "# 23일차\n\n## week5 day1\n\n### 오늘 공부한 것\n\n#### 조인은 왜 필요할까?\n\n표를 잇는다.\n\n### 느낀 점\n\n- 재미있다\n"
    entry = read(source.encode(), "day1.md")[0].entry
    assert not entry.items_of("try")
    assert not entry.items_of("problem")
