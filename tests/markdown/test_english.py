"""The many ways in which English asks what a retrospective asks, and writes days; all wording is our own."""

from __future__ import annotations

import datetime as dt

import pytest

from retrotui.markdown import dates
from retrotui.markdown.label import load
from tests.markdown.test_real_shapes import counts, readings

D = dt.date

LABELS = {
    "keep": [
        "What's been working?", "Things that worked", "What did we like about the month?", "Best part of the month", "The good stuff",
        "Positive points", "What made us happy", "We should continue", "What went according to plan?", "What paid off",
    ],
    "problem": [
        "What has not worked that well so far?", "What challenges did you encounter?", "Which issues did we run into?", "What blocked me?",
        "Where I got stuck", "What went less well", "What parts of the plan did not work out?", "The not so good", "Weak points",
        "Are there any blockers?", "Did I get stuck anywhere?", "What was the hardest part?", "Bugs encountered", "What we should stop doing",
    ],
    "try": [
        "Ideas for the next sprint", "Changes for next time", "What needs to be tried: what should we try?", "Where do we go from here?",
        "My goals for next week", "Tomorrow's focus", "Goals for the coming week", "Proposed changes", "How will we prevent it?",
        "Future work", "What I need to work on", "Agreed actions", "What will we commit to change?",
    ],
    "did": ["What I've been working on", "Things I did today", "Tasks completed this week", "Completed work", "Progress made"],
    "learned": ["What insights did we gain?", "Skills gained", "What surprised me", "My takeaways", "What did I discover?"],
    "goal": ["What did we want to achieve?", "What was the plan?", "What were our goals?", "Initial goals"],
    "result": ["What really happened?", "What was the outcome?"],
}  # fmt: skip
NONE = [
    "How it works", "What is this project?", "Getting started", "How to contribute", "What it does", "Features", "Good morning",
    "Bad weather", "Hard skills", "What are hooks?", "How do I run the tests?", "Negative numbers", "Weak references", "Known issues",
]  # fmt: skip


@pytest.mark.parametrize(
    ("role", "heading"), [(role, words) for role, all_ in LABELS.items() for words in all_]
)
def test_a_heading_is_known_however_it_asks(role: str, heading: str) -> None:
    """By what it is about and not by its very words."""
    assert role in load().loose_candidates(heading)


@pytest.mark.parametrize("heading", NONE)
def test_a_heading_of_any_other_text_is_no_label(heading: str) -> None:
    """The words of manuals and diaries come near those of retrospectives."""
    assert not load().loose_candidates(heading)


@pytest.mark.parametrize(
    ("others", "role"),
    [
        (["What went wrong"], "try"),
        (["Next steps"], "problem"),
        (["What went wrong", "Next steps"], "problem"),
    ],
)
def test_what_could_be_improved_is_what_the_other_labels_leave_open(others: list[str], role: str) -> None:
    """A problem where only what comes next is told, something to try where only what went wrong is."""
    source = "".join(f"## {heading}\n- one\n\n" for heading in ["What went well", *others])
    (found,) = readings(f"# Retro\n\n{source}## What could be improved?\n- a faster start\n")
    assert "a faster start" in [item.text for item in found.entry.items_of(role)]


def test_today_below_yesterday_is_planned() -> None:
    """As people tell each other in the morning."""
    (found,) = readings(
        "# Standup 2024-01-29\n\n**Yesterday**\n- a parser\n\n**Today**\n- its tests\n\n**Blockers**\n- the disk\n"
    )
    assert counts(found.entry) == {"did": 1, "try": 1, "problem": 1}


WRITTEN = {
    "03/28/23": "2023-03-28", "3-28-23": "2023-03-28", "28/3/'23": "2023-03-28", "Day 2 - 28/03/\u201923": "2023-03-28",
    "28.03.2023": "2023-03-28", "03.28.2023": "2023-03-28", "retro-03282023": "2023-03-28", "28032023": "2023-03-28",
    "March 28th '23": "2023-03-28", "28 Mar '23": "2023-03-28", "2023 March 28": "2023-03-28", "2023-Mar-28": "2023-03-28",
    "28/Mar/2023": "2023-03-28", "28Mar2023": "2023-03-28", "31/12/19": "2019-12-31", "retro-20230328": "2023-03-28",
}  # fmt: skip
SPANS = {
    "March 20-24, 2023": ("2023-03-20", "2023-03-24"), "March 20th to 24th 2023": ("2023-03-20", "2023-03-24"),
    "3/20/23-3/24/23": ("2023-03-20", "2023-03-24"), "3/20-3/24": ("2022-03-20", "2022-03-24"), "Week 12, 2023": ("2023-03-20", "2023-03-26"),
    "2023 week 12": ("2023-03-20", "2023-03-26"), "March '23": ("2023-03-01", "2023-03-31"), "Mar 20 thru Mar 24": ("2022-03-20", "2022-03-24"),
}  # fmt: skip


@pytest.mark.parametrize("written", [*WRITTEN, *SPANS])
def test_a_day_is_known_however_it_is_written(written: str) -> None:
    """American or British, with a short year, without signs; what is no day in one order is one in the other."""
    found = dates.first(written, 2022)
    assert found is not None
    start, end = SPANS.get(written) or (WRITTEN[written],) * 2
    assert (found.span.start.isoformat(), found.span.end.isoformat()) == (start, end)


@pytest.mark.parametrize("written", ["#12 - the March build", "v10.15.7", "24/7", "12 - Marches"])
def test_numbers_beside_words_are_no_days(written: str) -> None:
    """A number and what follows a dash are two things."""
    assert dates.first(written, 2022) is None


def test_other_days_of_a_file_say_which_figure_is_the_day() -> None:
    """`05/02/2024` is in February beside `13/02/2024`, in May where nothing tells."""
    log = "# Diary\n\n## 05/02/2024\n\nRain.\n\n## {}\n\nWind.\n"
    said = [each.entry.start for each in readings(log.format("13/02/2024"), "diary.md")]
    assert said == [D(2024, 2, 5), D(2024, 2, 13)]
    said = [each.entry.start for each in readings(log.format("05/14/2024"), "diary.md")]
    assert said == [D(2024, 5, 2), D(2024, 5, 14)]


def test_a_log_s_number_is_no_day() -> None:
    """Of `Log 12 - March 3rd` the day is the third."""
    found = dates.first("Log 12 - March 3rd, 2022")
    assert found is not None
    assert found.span.start == D(2022, 3, 3)


def test_a_log_in_plain_lines_is_a_day_each() -> None:
    """The day stands in a line, the labels with their text below it, further in; what goes on with a text is its body."""
    source = "Log of a parser\n\nMonday May 6th 2024:\n    What I built: a lexer.\n                  It knows names.\n\n    What I struggled with: blanks.\n\nTuesday May 7th 2024:\n    What I built: trees.\n\n    What I learned: recursion.\n"
    found = readings(source, "devlog.md")
    assert [(each.entry.kind, each.entry.start) for each in found] == [
        ("daily", D(2024, 5, 6)),
        ("daily", D(2024, 5, 7)),
    ]
    assert [counts(each.entry) for each in found] == [{"did": 1, "problem": 1}, {"did": 1, "learned": 1}]


def test_a_log_has_one_label_and_other_bold_words() -> None:
    """`**Link**` is none of what was done."""
    source = "# Log\n\n## Day 1: May 6, 2024\n\n**Today's progress**: a lexer.\n\n**Link**: somewhere\n\n## Day 2: May 7, 2024\n\n**Today's progress**: trees.\n\n**Link**: elsewhere\n"
    assert [counts(each.entry) for each in readings(source, "log.md")] == [{"did": 1}, {"did": 1}]


def test_lines_that_form_a_set_count_beside_a_heading() -> None:
    """Whatever role the one heading above them plays."""
    source = "# Retro\n\n## Action items\n\nWhat has worked nicely so far?:\n* tea\n* talks\n\nWhat has not worked out so far?:\n* dust\n\nIdeas and actions:\n* a broom\n"
    assert counts(readings(source)[0].entry) == {"keep": 2, "problem": 1, "try": 1}


def test_questions_are_answered_right_below() -> None:
    """In the lines that go on with a numbered item."""
    source = "# AAR\n\n1. What was supposed to happen?\nA launch.\n\n2. What actually happened?\nRain.\n\n3. Why was there a difference?\nClouds.\n"
    assert counts(readings(source)[0].entry) == {"goal": 1, "result": 1, "lesson": 1}


def test_a_word_in_a_list_is_an_item() -> None:
    """`- Plan` with nothing below it, in a section of a document that has others."""
    (found,) = readings(
        "# Retro\n\n## Problems\n- dust\n\n## Recommendations\n- plan\n\n## What went well\n- tea\n"
    )
    assert [item.text for item in found.entry.items_of("try")] == ["plan"]


def test_a_way_to_look_back_in_the_title_is_no_article_about_it() -> None:
    """Where the body states its days behind a key."""
    source = "# Retrospective - the four Ls method\n\n**Sprint:** Mar 4th - Mar 15th\n\n## Liked\n- tea\n\n## Lacked\n- rest\n"
    (found,) = readings(source, "retros/03152024-sprint-2.md")
    assert (found.entry.kind, found.entry.start, found.entry.end) == ("kpt", D(2024, 3, 4), D(2024, 3, 15))


@pytest.mark.parametrize(
    "source",
    [
        "# Retrospectives\n\nWe hold one a month.\n\n## Why\nTo get better.\n\n## How\n1. Sit down.\n2. Write what went well.\n",
        "# Retrospective\n\n- takes an hour\n- What can we learn?\n\n## Steps of a retrospective meeting\n\n1. open\n2. close\n",
    ],
)
def test_a_text_on_retrospectives_as_such_is_a_note(source: str) -> None:
    """By a title that names no one of them, by headings that speak of them in general."""
    assert readings(source, "handbook/looking-back.md")[0].entry.kind == "note"


def test_days_in_a_week_s_file_are_days() -> None:
    """A file that is named by a week and has a heading for each day is a log of days."""
    source = "## May 6, 2024\n\n### Goal\n- a lexer\n\n### What I did\n- half of it\n\n## May 7, 2024\n\n### Goal\n- the rest\n\n### What I did\n- all\n"
    assert [each.entry.kind for each in readings(source, "logs/week2.md")] == ["daily", "daily"]


@pytest.mark.parametrize("title", ["Goodbye 2021", "My 2021", "What a year: 2021", "2021 in numbers"])
def test_a_title_reviews_a_year(title: str) -> None:
    """Whatever its sections are called."""
    (found,) = readings(f"# {title}\n\n## Spring\nRain.\n\n## Autumn\nWind.\n", "posts/a.md")
    assert (found.entry.kind, found.entry.start) == ("year", D(2021, 1, 1))


def test_a_report_on_an_incident_says_what_went_well() -> None:
    """Its usual sections outweigh the words of a KPT."""
    source = "# The night of the disk\n\n## Timeline\n- 10:00 full\n\n## Root causes\n- logs\n\n## What went well\n- the alarm\n\n## What went wrong\n- the pager\n\n## Action items\n- rotate\n"
    assert readings(source, "postmortems/disk.md")[0].entry.kind == "aar"
