"""How the kind, the days and the sections are told where people do not use the usual labels; all wording is our own."""

from __future__ import annotations

import datetime as dt

import pytest

from retrotui.markdown.label import load
from tests.markdown.test_real_shapes import counts, readings

D = dt.date

HEADINGS = {
    "Technical challenges": "problem",
    "What did I learn while mending the parser?": "learned",
    "What went really well": "keep",
    "What didn't go as planned": "problem",
    "What has gone right so far": "keep",
    "Action items carried forward": "try",
    "Goals for tomorrow": "try",
    "이번 스프린트에서 아쉬웠던 점": "problem",
    "오늘 새로 알게 된 사실": "learned",
    "앞으로 고쳐 나갈 일": "try",
    "今週うまくいかなかったこと": "problem",
    "明日調べておくこと": "try",
    "今天学到的内容": "learned",
}


@pytest.mark.parametrize("heading", HEADINGS)
def test_words_around_a_label_do_not_hide_it(heading: str) -> None:
    """What or when a section is about may stand before and behind what it is."""
    labels = load()
    assert not labels.candidates(heading)
    assert HEADINGS[heading] in labels.loose_candidates(heading)


@pytest.mark.parametrize(
    "heading", ["KPT of this week's issues", "AAR 회고의 좋은 점을 모아", "A word on flags"]
)
def test_a_method_or_a_topic_is_no_label(heading: str) -> None:
    """A heading that names the method holds sections and is none itself."""
    assert not load().loose_candidates(heading)


def test_a_subheading_that_sounds_like_a_label_belongs_to_the_label_above() -> None:
    """Below an exact label a loose one is a part of its text."""
    source = "# Sprint retro\n\n## Keep\n\n- pairing\n\n### Technical challenges\n\n- the cache\n\n## Problem\n\n- slow builds\n\n## Try\n\n- wheels\n"
    (found,) = readings(source)
    assert counts(found.entry) == {"keep": 2, "problem": 1, "try": 1}


def test_the_title_of_all_sections_plays_no_role_itself() -> None:
    """`Retro on our blockers` names what the whole text is about."""
    source = "# Sprint retro: our blockers\n\n- read by all\n\n## Keep\n\n- pairing\n\n## Problem\n\n- slow builds\n\n## Try\n\n- wheels\n"
    (found,) = readings(source)
    assert counts(found.entry) == {"keep": 1, "problem": 1, "try": 1}


def test_questions_with_their_answers_below_are_sections() -> None:
    """A list of questions is asked once; what is nested below answers."""
    source = "# Sprint retro 2024-03-04\n\n- What went well this time?\n  - pairing\n  - short reviews\n- What went wrong for us?\n  - slow builds\n- What will we try next?\n  - wheels\n"
    (found,) = readings(source)
    assert counts(found.entry) == {"keep": 2, "problem": 1, "try": 1}


def test_a_complete_set_of_bold_labels_is_meant() -> None:
    """A heading that plays one of the roles does not take it from a set of Keep, Problem and Try below."""
    source = "# KPT\n\n## Problems of the plan\n\nIt was long.\n\n**Keep**\n\n- pairing\n\n**Problem**\n\n- slow builds\n\n**Try**\n\n- wheels\n"
    (found,) = readings(source)
    assert counts(found.entry)["keep"] == 1
    assert counts(found.entry)["try"] == 1


def test_a_bold_line_like_the_labels_ends_the_section_above() -> None:
    """`**Notes**` written like `**Keep**` is no group of the tries."""
    source = "# KPT\n\n**Keep**\n\n- pairing\n\n**Problem**\n\n- slow builds\n\n**Try**\n\n- wheels\n\n**Notes**\n\n- read by all\n"
    (found,) = readings(source)
    assert counts(found.entry) == {"keep": 1, "problem": 1, "try": 1}


def test_subheadings_above_prose_are_items_even_if_one_has_a_list() -> None:
    """Titles with a text each are the items; the list is part of one text."""
    source = "# KPT\n\n## Keep\n\n### Pairing\n\nIt spread what we know.\n\n### Short reviews\n\nA day at most.\n\n### Notes\n\n- kept in one place\n\n## Problem\n\n- slow builds\n\n## Try\n\n- wheels\n"
    (found,) = readings(source)
    assert [item.text for item in found.entry.items_of("keep")] == ["Pairing", "Short reviews", "Notes"]


def test_a_line_in_italics_is_no_bullet() -> None:
    """`*aside*` opens and closes; only `*text` lacks its space."""
    source = "# KPT\n\n## Keep\n\n*what to go on with*\n\n- pairing\n\n## Problem\n\n*slow builds\n\n## Try\n\n- wheels\n"
    (found,) = readings(source)
    assert counts(found.entry) == {"keep": 1, "problem": 1, "try": 1}


KINDS = {
    "a post-mortem": ("# Post-mortem: the lost queue\n\n## What happened\n\n- it filled up\n\n## Root cause\n\n- no limit\n\n## Action items\n\n- set a limit\n", "aar"),
    "a day that counts": ("# Day 12: sorting\n\n## Learned\n\n- merge sort\n\n## Difficulties\n\n- stability\n", "daily"),
    "a day with a tomorrow": ("# 2024-03-04\n\n## Done\n\n- the parser\n\n## Problems\n\n- tabs\n\n## Tomorrow\n\n- the writer\n", "daily"),
    "a year with Keep and Problem": ("# 2023 in review\n\n## Work\n\n- a new team\n\n## Reading\n\n- six books\n\n## What went wrong\n\n- no sports\n", "year"),
    "a look back at a sprint": ("# Sprint 3 retrospective\n\n## What went well\n\n- pairing\n\n## What went wrong\n\n- slow builds\n\n## Sprint 4 preview\n\n- login\n", "kpt"),
    "a text about a sorting method": ("# Sorting\n\n## Problem\n\nA list is out of order.\n\n## Solution\n\nSwap neighbours.\n", "note"),
}  # fmt: skip


@pytest.mark.parametrize("name", KINDS)
def test_the_kind_is_what_a_careful_reader_calls_it(name: str) -> None:
    """Labels, title and what the text is for speak together."""
    source, kind = KINDS[name]
    assert readings(source, "notes/text.md")[0].entry.kind == kind


@pytest.mark.parametrize("key", ["Retro date", "복기 날짜", "复盘日期", "Review Date"])
def test_a_key_that_ends_in_a_word_for_date_states_it(key: str) -> None:
    """What date it is may stand before the word."""
    source = f"# KPT\n\n{key}: 2024-03-04\n\n## Keep\n\n- pairing\n\n## Problem\n\n- slow builds\n"
    (found,) = readings(source)
    assert found.entry.start == D(2024, 3, 4)


@pytest.mark.parametrize("key", ["Due date", "Next date"])
def test_a_date_that_is_ahead_is_not_the_document_s(key: str) -> None:
    """A deadline is no day of the retrospective, wherever it stands."""
    source = f"# KPT\n\n{key}: 2024-04-01\nRetro date: 2024-03-04\n\n## Keep\n\n- pairing\n\n## Problem\n\n- slow builds\n"
    (found,) = readings(source)
    assert found.entry.start == D(2024, 3, 4)


def test_lines_that_are_days_part_a_log() -> None:
    """A log without headings begins its days with plain lines."""
    source = "2024-03-04\n\nKeep:\n- pairing\n\nProblem:\n- slow builds\n\n2024-03-11\n\nKeep:\n- short reviews\n\nProblem:\n- noise\n"
    found = readings(source)
    assert [reading.entry.start for reading in found] == [D(2024, 3, 4), D(2024, 3, 11)]
    assert [counts(reading.entry) for reading in found] == [{"keep": 1, "problem": 1}] * 2


def test_numbers_of_sections_are_no_days() -> None:
    """`7.1 Results` is the first part of chapter seven."""
    source = "# Paper\n\n## 7.1 Results\n\nFine.\n\n## 7.2 Limits\n\nSome.\n\n## 7.3 Outlook\n\nMore.\n"
    (found,) = readings(source)
    assert found.entry.kind == "note"


def test_a_year_review_is_of_the_year_that_it_names_most() -> None:
    """It is often published in the first days of the next one."""
    source = "---\ndate: 2024-01-06\n---\n# Looking back at the year\n\n## Work\n\n- In 2023 we shipped twice\n\n## Reading\n\n- six books in 2023\n\n## Plans for 2024\n\n- sports\n"
    (found,) = readings(source, "year-in-review.md")
    assert (found.entry.kind, found.entry.start) == ("year", D(2023, 1, 1))
