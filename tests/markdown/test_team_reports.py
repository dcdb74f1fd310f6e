"""Reports and reviews as teams write them: summaries, groups of people, weeks by file name; all wording is our own."""

from __future__ import annotations

import datetime as dt

import pytest

from retrotui.markdown.label import load
from retrotui.markdown.reader import Hints, Reading, read
from retrotui.markdown.writer import write

LABELS = {
    "Lessons from the two sprints": "lesson",
    "Technical lessons": "lesson",
    "Remaining work": "improvement",
    "Things to avoid next time": "improvement",
    "Best practices to adopt": "improvement",
    "Improvement action": "improvement",
    "완료 사항": "did",
    "구현 완료": "did",
    "알려진 이슈": "problem",
    "실수 / 조심할 것": "problem",
    "다음 작업": "try",
    "다음 스프린트에서 더 잘하려면": "try",
    "问题 → 原因 → 解决": "problem",
    "可复用经验": "lesson",
    "問題と対策": "problem",
}


def told(source: str, path: str = "x.md") -> list[Reading]:
    """What is read of a document, which comes back as it was."""
    found = read(source.encode(), path, Hints(modified=dt.date(2026, 11, 1)))
    assert b"".join(write(reading.entry) for reading in found) == source.encode()
    return found


def texts(found: list[Reading], role: str) -> list[str]:
    """The items of a role."""
    return [item.text for reading in found for item in reading.entry.items_of(role)]


@pytest.mark.parametrize("heading", LABELS)
def test_a_team_s_own_words_name_a_section(heading: str) -> None:
    """Words around a known one, in several languages."""
    assert LABELS[heading] in load().loose_candidates(heading)


@pytest.mark.parametrize(
    "heading", ["Remaining budget", "Work", "Lesson plan", "이슈 트래커 고르기", "다음 역까지", "问题单列表"]
)
def test_other_words_name_none(heading: str) -> None:
    """A known word alone does not make a role."""
    assert not set(load().loose_candidates(heading)) & {"did", "problem", "try", "lesson", "improvement"}


def test_a_table_that_sums_up_the_sections_adds_nothing() -> None:
    """Keep, Problem and Try have sections of their own; the table below tells them in short."""
    table = "## At a glance\n\n| | In short |\n|---|---|\n| **K** | pairs |\n| **P** | rain |\n| **T** | boots |\n"
    sections = "# KPT\n\n## Keep\n\n- pairs at noon\n\n## Problem\n\n- rain\n\n## Try\n\n- boots\n\n"
    assert texts(told(sections + table), "keep") == ["pairs at noon"]
    assert texts(told("# KPT\n\n" + table), "keep") == ["pairs"]


def test_the_next_person_s_name_ends_the_list_above() -> None:
    """A bold line of its own below a list of labels is no item of the last one."""
    one = "- What went well: the demo\n- What went badly: the rain\n- How to improve:\n\n"
    found = told(f"# Sprint retrospective\n\n**Ann**\n\n{one}**Bo**\n\n{one}")
    assert texts(found, "keep") == ["the demo", "the demo"]
    assert texts(found, "try") == []


def test_an_item_with_no_words_gathers_the_items_below_it() -> None:
    """`6.` with a list below it: each entry counts."""
    found = told(
        "# KPT\n\n## Keep\n\n1. pairs\n2. \n   - tea\n   - maps\n\n## Problem\n\n1. rain\n\n## Try\n\n1. boots\n"
    )
    assert texts(found, "keep") == ["pairs", "tea", "maps"]


def test_sub_headings_of_a_section_are_alike() -> None:
    """Where lists describe most of the sub-headings, all of these are items."""
    described = "### {}\n\n- **Impact:** much\n- **Action:** rest\n\n"
    loose = "### Third\n\n- **Impact:** much\n- and no more words\n\n"
    body = (
        "# Sprint retrospective\n\n## What went well\n\n"
        + described.format("First")
        + described.format("Second")
    )
    ending = "## What went wrong\n\n- rain\n"
    assert texts(told(body + loose + ending), "keep") == ["First", "Second", "Third"]


def test_details_below_headings_with_roles_cut_no_file() -> None:
    """`Outcome:` and `Continue:` below titles are no sets of roles of their own."""
    detail = "### {}\n\n- **Outcome:** good\n- **Continue:** as it is\n\n"
    source = (
        "# Sprint retrospective\n\n## What went well\n\n- tea\n\n## What went wrong\n\n- rain\n\n## Tools\n\n"
    )
    assert len(told(source + detail.format("Pipeline") + detail.format("Linter"))) == 1


@pytest.mark.parametrize(
    ("source", "path", "day"),
    [
        ("# Log\n\n## day1_0611\n\n- maps\n\n## day2_0612\n\n- tea\n", "devlog.md", (6, 11)),
        ("- ## Log\n\n  - 0409 (토)\n\n    1. maps\n\n  - 0410 (일)\n\n    1. tea\n\n  - 0412 (화)\n\n    1. bus\n", "개발일지.md", (4, 9)),
        ("# Development log\n\n## 03-13-26 12:11 AM\n\nMaps.\n\n## 03-14-26 1:20 PM\n\nTea.\n", "devlog.md", (3, 13)),
        ("## 日報 7/11\n\n# やったこと\n\n- 地図\n", "2023/07/12.md", (7, 11)),
    ],
)  # fmt: skip
def test_days_are_written_in_short(source: str, path: str, day: tuple[int, int]) -> None:
    """Month and day without a sign between them, month first before a clock, and a year that only the path tells."""
    first = told(source, path)[0].entry
    assert (first.kind, (first.start.month, first.start.day)) == ("daily", day)
    assert first.start.year == (2023 if "2023" in path else 2026)


def test_a_file_named_by_a_week_is_that_week_s_log() -> None:
    """With aims and obstacles, and its last heading is no part of the obstacles; Keep, Problem and Try are a KPT."""
    source = "# Goals\n\n- maps\n\n# Accomplishments\n\n- tea\n\n# Obstacles\n\n- rain\n\n# Reflection on it all\n\n- fine\n"
    found = told(source, "week1.md")
    assert (found[0].entry.kind, texts(found, "problem")) == ("study", ["rain"])
    trio = "# Keep\n\n- a\n\n# Problem\n\n- b\n\n# Try\n\n- c\n"
    assert told(trio, "week1.md")[0].entry.kind == "kpt"


def test_a_week_s_report_has_its_labels_in_plain_lines() -> None:
    """The team's labels are sections, and what each one writes below stays its own."""
    source = (
        "# Week 3 Report\n\n## Team report:\n\nWorking tasks:\n\n- maps\n- tea\n\nBlockers:\n\n- rain\n\n"
        "Plans for next week:\n\n- boots\n\n## Individual report:\n\nAnn was away.\n"
    )
    found = told(source, "week3.md")
    assert found[0].entry.kind == "study"
    assert [texts(found, role) for role in ("did", "problem", "try")] == [
        ["maps", "tea"],
        ["rain"],
        ["boots"],
    ]


def test_questions_with_their_answers_nested_fill_a_template() -> None:
    """Whatever the title says; a bullet beside a question that is no label is none of its answers."""
    source = (
        "# Template for the retrospective - Team 3\n\n## Assessment\n\n- What lessons did you learn in this sprint?\n"
        "    - tea helps\n    - maps too\n\n- Anything else on the rooms?\n    - too cold\n\n"
        "- One thing you are proud of as a team!\n    - the demo\n"
    )
    found = told(source, "sprint1.md")
    assert (found[0].entry.kind, texts(found, "learned")) == ("kpt", ["tea helps", "maps too"])


def test_a_list_of_bare_questions_is_a_guide() -> None:
    """Instructions that name the sections to write are no retrospective."""
    source = "# How we write it\n\n## Steps\n\nAsk in this order:\n\n1. 이번 주에 한 일\n2. 어려웠던 점\n3. 다음 주 목표\n\n## End\n\nSave it.\n"
    assert told(source, "weekly-guide.md")[0].entry.kind == "note"


def test_pros_and_cons_in_plain_lines_weigh_a_thing() -> None:
    """In notes on what was learned they are no Keep and Problem."""
    source = "TIL no. 1\n\nCaches.\n\n장점\n\n1. fast\n\n단점\n\n1. stale\n"
    assert told(source, "TIL.md")[0].entry.kind in ("daily", "note")


def test_a_reference_in_front_of_a_row_is_kept() -> None:
    """`#16` is no number of the row; the row's item tells it."""
    source = "# Sprint retrospective\n\n## Keep\n\n- a\n\n## Problem\n\n- b\n\n## Action items\n\n| # | What | Who |\n|---|---|---|\n| #16 | boots | Ann |\n"
    (item,) = told(source)[0].entry.items_of("try")
    assert "#16" in item.body


def test_a_name_with_plain_labels_below_ends_the_plans() -> None:
    """What each one reports is none of the plans above."""
    source = (
        "# Week 3 Report\n\nBlockers:\n\n- rain\n\nPlans for next week:\n\n- boots\n\n**Ann**\n\nFrom last week:\n\n"
        "- maps\n\nPlan for next week:\n\n- tea\n"
    )
    assert texts(told(source, "week3.md"), "try") == ["boots", "tea"]


def test_indented_lines_without_signs_are_an_outline() -> None:
    """Each name is an item with what is indented below it."""
    source = "## Keep\n    Ann\n        pairs\n        tea\n    Bo\n        maps\n## Problem\n    Ann\n        rain\n    Bo\n        mud\n## Try\n- boots\n"
    found = told(source)
    assert (texts(found, "keep"), texts(found, "problem")) == (["Ann", "Bo"], ["Ann", "Bo"])
    assert found[0].entry.items_of("keep")[0].body.split() == ["pairs", "tea"]
