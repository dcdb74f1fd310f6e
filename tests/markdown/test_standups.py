"""Stand-ups told person by person, and logs of several weeks with sections; all wording is our own."""

from __future__ import annotations

import pytest

from retrotui.markdown.reader import Reading, read
from retrotui.model.entry import Entry
from tests.markdown.test_team_reports import told

ASKED = {
    "en": ("Ann", "Bo", "What did you do since the last meeting?", "What will you do today?", "Anything blocking your work?"),
    "ko": ("하나", "두리", "어제 한 일", "오늘 할 일", "막히는 점"),
    "ja": ("はな", "そら", "昨日やったこと", "次にやること", "困っていること"),
}  # fmt: skip
LAYOUTS = {
    "a nested list": "# Daily scrum 2024-05-03\n\n- {0}\n  - {2}\n    - fix\n  - {3}\n    - docs\n  - {4}\n    - N/A\n- {1}\n  - {2}\n    - build\n    - tests\n  - {3}\n    - ship\n  - {4}\n    - keys\n",
    "names in bold": "# Daily scrum 2024-05-03\n\n**{0}**\n- {2}\n  - fix\n- {3}\n  - docs\n- {4}\n  - None\n\n**{1}**\n- {2}\n  - build\n  - tests\n- {3}\n  - ship\n- {4}\n  - keys\n",
    "names as headings": "# Daily scrum 2024-05-03\n\n## {0}\n\n- {2}\n  - fix\n- {3}\n  - docs\n- {4}\n  - ...\n\n## {1}\n\n- {2}\n  - build\n  - tests\n- {3}\n  - ship\n- {4}\n  - keys\n",
}


def answers(entry: Entry, role: str) -> list[tuple[str, str]]:
    """The items of a role with their groups."""
    return [(item.group, item.text) for item in entry.items_of(role)]


def entry_of(found: list[Reading]) -> Entry:
    """The one entry of a document."""
    assert len(found) == 1
    return found[0].entry


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("language", ASKED)
def test_answers_are_items_in_the_group_of_who_gave_them(layout: str, language: str) -> None:
    """The same questions below each name are sections of their roles, and the name is the group of the answers."""
    one, other, *_ = ASKED[language]
    entry = entry_of(told(LAYOUTS[layout].format(*ASKED[language])))
    assert answers(entry, "did") == [(one, "fix"), (other, "build"), (other, "tests")]
    assert answers(entry, "try") == [(one, "docs"), (other, "ship")]
    assert answers(entry, "problem") == [(other, "keys")]


def test_answers_on_the_line_of_their_question() -> None:
    """A colon may part question and answer; one that says nothing is no item, and a question without a role is prose."""
    source = "# Scrum 2024-05-03\n\n- Ann\n  - Mood: tired\n  - Yesterday: fix\n  - Blockers: none\n- Bo\n  - Mood: fine\n  - Yesterday: build\n  - Today: ship\n  - away on Monday\n"
    entry = entry_of(told(source))
    assert answers(entry, "did") == [("Ann", "fix"), ("Bo", "build")]
    assert answers(entry, "try") == [("Bo", "ship")]
    assert not answers(entry, "problem")


def test_what_is_nested_below_a_role_tells_about_its_item() -> None:
    """`Cause` and `Try` below each problem stay what they are: the body of the problem."""
    source = "# Problems\n\n- Late build\n  - Cause: the cache\n  - Try: warm it\n- Flaky tests\n  - Cause: the clock\n  - Try: freeze it\n\n# Keep\n\n- Reviews\n"
    entry = entry_of(told(source))
    assert answers(entry, "problem") == [("", "Late build"), ("", "Flaky tests")]


@pytest.mark.parametrize("days", [("2024-05-02", "2024-05-03"), ("Day 1", "Day 2")])
def test_days_are_nobody(days: tuple[str, str]) -> None:
    """Headings that count days part a log, whatever is asked below them."""
    parts = "".join(f"## {each}\n\n- Yesterday\n  - fix {each}\n- Today\n  - docs\n\n" for each in days)
    found = told(f"# Daily log\n\n{parts}")
    assert len(found) == 2
    assert not any(item.group for reading in found for item in reading.entry.items())


def test_sections_below_several_weeks_play_their_roles() -> None:
    """Each week's sections follow it, its goals stay in it, and who wrote them was there."""
    week = "## Week {0}\n\n### Goals\n\n- read {0}\n\n### Completed\n\n- code {0}\n\n### Blockers\n\n- bug {0}\n\n### Next steps\n\n- test {0}\n\n"
    entry = entry_of(told("# Study log\n\n" + "".join(week.format(n) for n in (1, 2, 3))))
    assert [section.role for section in entry.sections[1:]] == ["week", "did", "problem", "try"] * 3
    assert [item.text for item in entry.items_of("week")] == ["read 1", "read 2", "read 3"]
    assert [item.text for item in entry.items_of("problem")] == ["bug 1", "bug 2", "bug 3"]
    assert all(section.week.attendance == "attended" for section in entry.sections if section.week)


def test_one_text_below_each_week_stays_the_weeks() -> None:
    """A single thing that is written below each week tells of the week."""
    source = "# Study plan\n\n## Week 1\n\n- [x] read\n\n### Learned\n\nloops\n\n## Week 2\n\n- [ ] write\n\n### Learned\n\nI was ill and could not attend.\n"
    entry = entry_of(told(source))
    assert [section.role for section in entry.sections] == ["prose", "week", "week"]
    assert entry.sections[2].week is not None
    assert entry.sections[2].week.attendance == "absent"


@pytest.mark.parametrize(
    "source",
    [
        "# 2024-05-03 스크럼\n\n## 하나\n- 어제 한 일\n  - 로그인\n- 오늘 할 일\n  - 시험\n\n## 둘\n- 어제 한 일\n  - 화면\n- 오늘 할 일\n  - 배포\n",
        "# 2024-05-03 스크럼\n\n## 어제 한 일\n- 로그인\n\n## 오늘 할 일\n- 시험\n\n## 막히는 점\n- 느린 빌드\n",
    ],
    ids=["by person", "for one"],
)
def test_yesterday_and_today_are_asked_on_one_day(source: str) -> None:
    """Whatever a title calls it, and though problems and plans are a board's as well."""
    [found] = read(source.encode(), "scrum.md")
    assert (found.entry.kind, found.is_sure) == ("daily", True)
