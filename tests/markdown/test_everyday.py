"""Documents as people write them in passing, with few or no labels; all wording is our own."""

from __future__ import annotations

import datetime as dt

import pytest
from msgspec.structs import replace

from retrotui.markdown.label import load
from retrotui.markdown.reader import Hints, read
from retrotui.markdown.writer import write
from tests.markdown.test_real_shapes import counts, readings

D = dt.date

LABELS = {
    "What did you do last week?": "did",
    "What do you plan to do this week?": "try",
    "Are there any impediments in your way?": "problem",
    "Problems faced": "problem",
    "What didn't?": "problem",
    "We liked": "keep",
    "取り組んだ課題一覧": "did",
    "次にやる課題": "try",
    "良かった設計": "keep",
    "계속 가져가야 할 것": "keep",
    "문제 발생과 해결 과정": "problem",
    "무엇을 배웠나요?": "learned",
    "어떤 점이 아쉬웠나요?": "problem",
    "어떤 부분을 잘했나요?": "keep",
    "오늘은 무엇을 했나요?": "did",
    "维度 1：目标回顾": "goal",
    "我做了什么": "did",
    "接下来要做什么": "try",
    "今天做了什麼": "did",
    "Was hat uns gebremst": "problem",
    '❔ Überlegen (z.B. "Wie könnten wir es anders machen?")': "try",
}


@pytest.mark.parametrize("heading", LABELS)
def test_a_question_or_a_plain_word_names_a_section(heading: str) -> None:
    """Also in the traditional characters of Chinese, and by the example in its gloss."""
    assert LABELS[heading] in load().loose_candidates(heading)


@pytest.mark.parametrize("path", ["diary/2022/11/14.md", "log/2022-11-14.md", "2022/11/14/README.md"])
def test_a_file_that_is_named_by_a_day_is_that_day_s_log(path: str) -> None:
    """Whatever it holds: prose, a list, no heading."""
    (found,) = readings("Rain all day.\n\n- read the paper\n", path)
    assert (found.entry.kind, found.entry.start) == ("daily", D(2022, 11, 14))


@pytest.mark.parametrize("path", ["meetings/2022-11-14.md", "2022-11-14-on-parsers.md", "chapters/11/14.md"])
def test_other_files_with_a_day_in_their_path_are_no_logs(path: str) -> None:
    """The minutes of a meeting, a post with a title, a chapter."""
    assert readings("Rain all day.\n\n- read the paper\n", path)[0].entry.kind == "note"


def test_a_board_that_is_named_by_a_day_stays_a_board() -> None:
    """The name of the file decides only where nothing else does."""
    source = "## Keep\n- pairing\n## Problem\n- slow builds\n## Try\n- wheels\n"
    assert readings(source, "retros/2022-11-14.md")[0].entry.kind == "kpt"


def test_choices_that_are_weighed_are_no_retrospective() -> None:
    """`Pros` and `Cons` are a keep and a problem only beside other signs."""
    weighed = "# Two parsers\n\n## Pros\n- fast\n\n## Cons\n- large\n"
    assert readings(weighed, "notes/parsers.md")[0].entry.kind == "note"
    looked_back = (
        "# Sprint 2 retrospective\n\n## Pros\n- fast\n\n## Cons\n- large\n\n## Action items\n- a cache\n"
    )
    assert counts(readings(looked_back)[0].entry) == {"keep": 1, "problem": 1, "try": 1}


def test_a_text_that_defines_its_method_is_about_it() -> None:
    """The labels stand in it as words that are explained."""
    source = "# KPT\n\n### 개요\n\nKPT는 세 가지로 나누어 생각하는 회고 기법이다.\n\n- Keep: 이어 갈 것\n- Problem: 멈출 것\n- Try: 해 볼 것\n\n### 진행 방법\n\n- 모여서 적는다.\n"
    assert readings(source, "kpt.md")[0].entry.kind == "note"


def test_labels_of_people_stand_at_different_depths() -> None:
    """Each person indents as they like; a label is known by how deep it is nested, not by its blanks."""
    source = "# 회고\n\n- 하나\n    - 잘한 점\n        - 회의를 줄임\n    - 아쉬운 점\n        - 늦은 빌드\n- 두리\n  - 잘한 점\n    - 짝 코딩\n"
    assert counts(readings(source)[0].entry) == {"keep": 2, "problem": 1}


def test_plain_questions_above_lists_are_sections() -> None:
    """A line that ends in a colon or a question mark and is put like a label, with a list below."""
    source = "What went wrong this time:\n\n- late builds\n- noise\n\nWhat went really well:\n\n- pairing\n"
    assert counts(readings(source)[0].entry) == {"problem": 2, "keep": 1}


def test_a_line_says_its_label_in_two_languages() -> None:
    """`Liked - 좋았던 점` is a label as either of its parts is."""
    source = "프로젝트 회고록\n\nLiked - 좋았던 점\n\n- 짝 코딩\n\nLearned - 배운 점\n\n- 작은 커밋\n"
    assert counts(readings(source)[0].entry) == {"keep": 1, "learned": 1}


def test_days_of_one_section_part_nothing() -> None:
    """What was done day by day, below a heading of its own in a retrospective with other sections."""
    source = "# 회고\n\n## 잘된 점\n- 짝 코딩\n\n## 아쉬웠던 점\n- 늦은 빌드\n\n## 한 일\n\n### 3/8 (월)\n- 화면\n\n### 3/9 (화)\n- 서버\n"
    (found,) = readings(source)
    assert counts(found.entry) == {"keep": 1, "problem": 1, "did": 2}


def test_a_name_with_nothing_behind_it_is_no_item() -> None:
    """A form that lists its people waits to be filled in."""
    source = "# 회고\n\n## 좋았던 점\n\n- `하나` :\n- `두리` : 짝 코딩\n\n## 아쉬웠던 점\n\n- `하나` :\n"
    assert counts(readings(source)[0].entry) == {"keep": 1}


def test_a_rank_in_a_table_is_not_what_is_to_be_done() -> None:
    """The first cell that says something is the item; a paragraph below the table is none."""
    source = "# AAR: the move\n\n## Goals\n\n- no downtime\n\n## Improvements\n\n| Priority | What | How |\n|---|---|---|\n| P0 | rehearse | a copy |\n| P1 | buy disks | two |\n\nAll in all a good move.\n"
    (found,) = readings(source)
    assert [item.text for item in found.entry.items_of("improvement")] == ["rehearse", "buy disks"]


def test_a_label_that_comes_below_each_item_is_a_detail_of_it() -> None:
    """`**Root cause:**` below every problem opens no section of lessons."""
    source = "# Sprint 1 Retrospective\n\n## What went well\n\n- tests\n\n## What didn't go well\n\n### 1. The filter\n**Issue:** it took long\n\n**Root cause:**\n- no manual\n\n### 2. The settings\n**Issue:** a default\n\n**Root cause:**\n- no test\n"
    (found,) = readings(source)
    assert counts(found.entry) == {"keep": 1, "problem": 2}


KEYS = [
    "> Project: login ｜ Review date: 2024-03-04 ｜ Hours: 3",
    "Team: three | Date: 2024-03-04",
    "| Date | 2024-03-04 |\n|---|---|\n| Team | three |",
]


@pytest.mark.parametrize("line", KEYS)
def test_several_keys_share_a_line(line: str) -> None:
    """Between bars, or as the rows of a table."""
    source = f"# KPT\n\n{line}\n\n## Keep\n\n- pairing\n\n## Problem\n\n- slow builds\n"
    assert readings(source)[0].entry.start == D(2024, 3, 4)


def test_a_report_is_of_the_day_that_it_tells_of() -> None:
    """Where neither title nor key line names a day, the first sentences do."""
    source = b"# Post-mortem: the lost queue\n\n## Summary\n\nOn March 28th at 20:49 the host rebooted.\n\n## Root cause\n\n- no limit\n"
    (found,) = read(source, "postmortem.md", Hints(modified=D(2024, 6, 1)))
    assert (found.entry.kind, found.entry.start) == ("aar", D(2024, 3, 28))


def test_another_day_of_a_report_does_not_change_what_happened_when() -> None:
    """A sentence that names the day is left alone when the entry gets another one."""
    source = b"# Post-mortem: the queue\n\n## Summary\n\nOn March 28th at 20:49 the whole host rebooted.\n\n## Root cause\n\n- no limit\n"
    (found,) = read(source, "postmortem.md", Hints(modified=D(2024, 6, 1)))
    moved = replace(found.entry, start=D(2024, 5, 5), end=D(2024, 5, 5))
    assert b"On March 28th at 20:49" in write(moved)


WEEKS = {
    "a week and nothing else as the title": "---\ntitle: Week 7\n---\n## Goal\n- [ ] a talk\n## Retrospective\n### Pros\n- short\n### Cons\n- late\n",
    "weeks above the words of a log": "# Project journal\n\n### Week 1: 2024-03-04 - 2024-03-10\n* Tasks completed:\n  * a plan\n* Challenges:\n  * time\n\n### Week 2: 2024-03-11 - 2024-03-17\n* Tasks completed:\n  * a draft\n* Challenges:\n  * time\n",
    "one week as a list item": "- Week 1 (May 18 - 22)\n  - read the code\n  - met the mentors\n",
}


@pytest.mark.parametrize("name", WEEKS)
def test_weeks_make_a_study_plan(name: str) -> None:
    """Whatever the sections of a week are called."""
    assert readings(WEEKS[name], "notes/log.md")[0].entry.kind == "study"


def test_a_single_week_s_log_holds_sentences() -> None:
    """In a section of its own a paragraph is an item, as it is in a day's log."""
    source = (
        "# Week 3\n\n## What I did\n\nRead the second chapter.\n\n## Problems\n\nThe exercises took long.\n"
    )
    assert counts(readings(source)[0].entry) == {"did": 1, "problem": 1}


def test_a_form_gives_examples() -> None:
    """`e.g.` and dots are places to fill in."""
    source = "# Retro\n\n## What worked?\n- (e.g. pairing on Monday)\n- ...\n\n## What didn't?\n- (e.g. late reviews)\n\n## Try\n- Next: ...\n"
    assert readings(source)[0].entry.kind == "note"
