"""Ways of writing in English that were thought up before any document showed them; all wording is our own."""

from __future__ import annotations

import datetime as dt

import pytest

from retrotui.markdown import dates, year_told
from retrotui.markdown.label import load
from tests.markdown.test_real_shapes import counts, readings

D = dt.date

LABELS = {
    "keep": [
        "Things that rocked", "Biggest win of the week", "What pushed us forward?", "What surprised us positively?", "Proudest moment",
        "Decisions that turned out fine", "What lit me up", "👍", ":+1:", "🎉 :tada: Wins",
    ],
    "problem": [
        "Things that made us frown", "What I am less happy with", "What surprised us negatively?", "What should we drop?", "Team struggles",
        "Decisions that did not turn out great", "What is still broken?", "Lowlight of the month", "👎", ":-1:",
    ],
    "try": [
        "What will we do?", "What I'll do tomorrow", "What are we going to do about it?", "How we plan to improve", "One improvement",
        "Consequences for sprint 4", "Which measures do we take?", "Rule for next time", "💡",
    ],
    "unclear": ["What remains open for me?", "Still wondering"],
}  # fmt: skip
NONE = [
    "What we will build", "How we do it", "Small parts of the tool", "The main difficulty of parsing", "Up", "Down", "Fixes", "Merged",
    "Day two", "Rain", "How did it go?",
]  # fmt: skip


@pytest.mark.parametrize(
    ("role", "words"), [(role, words) for role, listed in LABELS.items() for words in listed]
)
def test_a_heading_is_told_however_it_is_put(role: str, words: str) -> None:
    """The future is to be tried, what turned out well is kept, and an emoji alone says as much as a word."""
    assert role in load().loose_candidates(words)


@pytest.mark.parametrize("words", NONE)
def test_other_headings_stay_plain(words: str) -> None:
    """Of manuals, changes and diaries."""
    assert not load().loose_candidates(words)


DATES = {
    "Q3 2021 team review": (D(2021, 7, 1), D(2021, 9, 30)), "2021-Q1": (D(2021, 1, 1), D(2021, 3, 31)),
    "H2 2020": (D(2020, 7, 1), D(2020, 12, 31)), "First half of 2022": (D(2022, 1, 1), D(2022, 6, 30)),
    "Log 28.12. – 03.01.2022": (D(2021, 12, 28), D(2022, 1, 3)), "2022-06-27_to_2022-07-01": (D(2022, 6, 27), D(2022, 7, 1)),
}  # fmt: skip


@pytest.mark.parametrize("words", DATES)
def test_quarters_halves_and_spans_are_days(words: str) -> None:
    """As titles and file names have them."""
    found = dates.first(words)
    assert found is not None
    assert (found.span.start, found.span.end) == DATES[words]


@pytest.mark.parametrize("words", ["Day 1: January 4, Monday", "Mon, 4 Jan", "Monday January 4th"])
def test_a_weekday_in_words_tells_the_year(words: str) -> None:
    """Of the last year in which the day fell on it; a stated year needs no telling."""
    assert year_told.of_weekdays(words, 2024) == 2021
    assert year_told.of_weekdays(words + ", 2027", 2024) is None


def test_the_files_name_says_which_figure_is_the_day() -> None:
    """`02-11-2023` and `16/12/22` are days of November and December in files that are named so."""
    for path, stated in (("2023-11-02.md", "02-11-2023"), ("2022-12-16.md", "16/12/22")):
        entry = readings(f"# Retro\n\nDate: {stated}\n\n## Keep\n- a\n\n## Problem\n- b\n", path)[0].entry
        assert entry.start.isoformat() == path.removesuffix(".md")


BOARDS = {
    "slanted": "# Retro\n\n*Went well*\n\n- a\n- b\n\n*What we'd do differently*\n\n- c\n",
    "slanted with text": "# Retro\n\n*Good*: a walk\n\n*Bad*: the rain\n\n*Next time*: a coat\n",
    "callouts": "# Retro\n\n> [!success] What went well\n> - a\n> - b\n\n> [!bug] What was hard\n> - c\n",
    "answers behind": "# Retro\n\nWhat went well this time? All of it,\nalmost.\n\nWhat was hard for us? The end.\n",
    "words with a colon": "# Retro\n\nGood: the sun\n\nBad: the wind\n",
    "questions without a mark": "# Retro\n\nWhat should we do more of\n- a\n\nWhat should we do less of\n- b\n",
    "emoji": "# Retro\n\n## 👍\n- a\n\n## 👎\n- b\n\n## 💡\n- c\n",
    "emoji behind": "# Retro\n\n**Glow** 🌟: a\n\n**Struggles** 🌧: b\n",
}
HELD = {
    "slanted": {"keep": 2, "try": 1},
    "slanted with text": {"keep": 1, "problem": 1, "try": 1},
    "callouts": {"keep": 2, "problem": 1},
    "answers behind": {"keep": 1, "problem": 1},
    "words with a colon": {"keep": 1, "problem": 1},
    "questions without a mark": {"keep": 1, "problem": 1},
    "emoji": {"keep": 1, "problem": 1, "try": 1},
    "emoji behind": {"keep": 1, "problem": 1},
}


@pytest.mark.parametrize("name", BOARDS)
def test_a_board_is_read_however_its_labels_are_set(name: str) -> None:
    """Slanted, set apart in quotes, as questions with their answer behind them."""
    entry = readings(BOARDS[name])[0].entry
    assert entry.kind == "kpt"
    assert counts(entry) == HELD[name]


def test_a_bold_line_beside_bold_labels_ends_the_section() -> None:
    """What it says is nobody's; where bold lines stand right below the labels they are groups."""
    source = "# Retro\n\n**Keep**\n- a\n\n**Problem**\n- b\n\n**Weather**\n- c\n- d\n"
    assert counts(readings(source)[0].entry) == {"keep": 1, "problem": 1}
    source = "# Retro\n\n**Keep**\n\n**Weather**\n- a\n\n**Food**\n- b\n\n**Problem**\n\n**Weather**\n- c\n"
    assert counts(readings(source)[0].entry) == {"keep": 2, "problem": 1}


def test_a_plain_sentence_is_no_label() -> None:
    """`Improvements.` answers a question."""
    source = "# Retro\n\n1. What went well?\nProgress.\n\n2. What went wrong?\nBlockers.\n"
    assert counts(readings(source)[0].entry) == {"keep": 1, "problem": 1}


def test_what_is_ahead_is_told_by_what_stands_beside_it() -> None:
    """The next month, the future of five Fs, a week beside the next one, today in a table of yesterday's."""
    month = "# March retro\n\n## Wins\n- a\n\n## Struggles\n- b\n\n## Focus for April\n- c\n"
    assert counts(readings(month)[0].entry) == {"keep": 1, "problem": 1, "try": 1}
    five = "# Team retro\n\n## Facts\n- a\n\n## Feelings\n- b\n\n## Findings\n- c\n\n## Future\n- d\n\n## Feedback\n- e\n"
    assert readings(five)[0].entry.kind == "kpt"
    assert counts(readings(five)[0].entry)["try"] == 1
    week = "## This week\n\n- a\n- b\n\n## Next week\n\n- c\n\n## Blockers\n\n- d\n"
    assert counts(readings(week, "2022-05-13.md")[0].entry) == {"did": 2, "try": 1, "problem": 1}
    table = "# Stand-up 2022-05-13\n\n| Who | Yesterday | Today | Blockers |\n|---|---|---|---|\n| K. | a | b | no |\n| L. | c | d | e |\n"
    assert counts(readings(table)[0].entry) == {"did": 2, "try": 2, "problem": 1}


def test_areas_to_improve_beside_actions_are_problems_of_a_report() -> None:
    """The actions are the improvements."""
    source = "# After action report: fair\n\n## Strengths\n- a\n\n## Areas for improvement\n- b\n- c\n\n## Corrective actions\n- d\n"
    assert counts(readings(source)[0].entry) == {"keep": 1, "problem": 2, "improvement": 1}


KINDS = {
    "aar": [
        ("# Post-mortem: a ferry\n\n## What went right\n- a\n\n## What went wrong\n- b\n", "x.md"),
        ("# Slow login\n\n## Summary\n\nSlow.\n\n## 5 whys\n\n- a\n\n## Went well\n- b\n\n## Next steps\n- c\n", "incidents/2024-02-06.md"),
        ("AFTER ACTION REPORT\n12 April 2018\n\nSTRENGTHS\n- a\n\nWEAKNESSES\n- b\n", "x.md"),
    ],
    "kpt": [
        ("# Fun, done, learned\n\n## Fun\n- a\n\n## Done\n- b\n\n## Learned\n- c\n", "retros/2018-05-25.md"),
        ("# Sprint retros\n\n## Sprint 1\n\n- **Good:** a\n- **Bad:** b\n\n## Sprint 2\n\n- **Good:** c\n- **Bad:** d\n", "x.md"),
    ],
    "study": [
        ("---\ntitle: 'Course: week five'\n---\n\nTired.\n\n## Parsing\n\nHard.\n", "x.md"),
        ("# Plan\n\n| Week | Topic | Tasks | Done |\n|---|---|---|---|\n| Week 1 | a | b | ✅ |\n| Week 2 | c | d | |\n", "plan.md"),
    ],
    "year": [("# Half-year review: first half of 2023\n\n## Work\n- a\n\n## Health\n- b\n", "x.md")],
    "note": [
        ("# RFC: a cache\n\n## Problem\n\nSlow.\n\n## Goals\n- fast\n\n## Non-goals\n- small\n", "x.md"),
        ("# Proposal: a tram\n\n## Problem\n\nRain.\n\n## Pros\n- dry\n\n## Cons\n- dear\n\n## Next steps\n- ask\n", "x.md"),
        ("# Notes on a paper about bees\n\n## Strengths\n- a\n\n## Weaknesses\n- b\n\n## Questions\n- c\n", "2022-11-03-bees.md"),
        ("# A lamp\n\n## What I like\n- light\n\n## What I don't like\n- price\n\n## Verdict\n\nKept.\n", "x.md"),
        ("# Sprint [number] retro\n\nDate: [date]\n\n## Went well\n- [item]\n\n## Actions\n- [ ] [action] - [owner]\n", "x.md"),
        ("# <% tp.title %>\n\n## Done\n-\n\n## Learned\n-\n", "daily.md"),
        ("# 1:1 10 August 2023\n\n## Topics\n- leave\n\n## Follow up\n- [ ] ask\n", "2023-08-10-1on1.md"),
        ("# Writing a good postmortem\n\n## Summary\n\nShort.\n\n## Root cause\n\nDeep.\n\n## Action items\n\nOwned.\n", "x.md"),
        ("# Project plan\n\n## Goals\n- a\n\n## Milestones\n- b\n\n## Next steps\n- c\n", "x.md"),
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "source", "path"), [(kind, *each) for kind, listed in KINDS.items() for each in listed]
)
def test_the_kind_is_told_by_title_folder_and_what_stands_beside(kind: str, source: str, path: str) -> None:
    """A review by its name and folder, a plan by its weeks; designs, notes on texts and forms are notes."""
    assert readings(source, path)[0].entry.kind == kind


def test_the_first_day_below_a_title_of_words_is_a_day() -> None:
    """`Days of code - log` is the title of the log, not what was done."""
    source = "# Days of code - log\n\n### Day 1: 4 Jan 2021\n\n**Today's progress**: a\n\n### Day 2: 5 Jan 2021\n\n**Today's progress**: b\n"
    found = readings(source, "log.md")
    assert [reading.entry.start for reading in found] == [D(2021, 1, 4), D(2021, 1, 5)]
    assert [counts(reading.entry) for reading in found] == [{"did": 1}, {"did": 1}]


def test_a_plan_behind_what_was_done_is_for_the_next_week() -> None:
    """In the report of a single week."""
    source = "# Week 6\n\n## Progress\n\n- a\n\n## Problems\n\n- b\n\n## Plan\n\n- c\n- d\n"
    assert counts(readings(source)[0].entry) == {"did": 1, "problem": 1, "try": 2}
