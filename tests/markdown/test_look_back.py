"""What is told by what stands beside it: headings of a text that looks back, lines that are marked alike, items of two levels."""

from __future__ import annotations

import datetime as dt

import pytest

from retrotui.markdown.beside import looks_back
from retrotui.markdown.label import load
from retrotui.markdown.reader import Hints, Reading, read
from retrotui.markdown.writer import write


def told(source: str, path: str = "x.md") -> list[Reading]:
    """What is read of a document, which comes back as it was."""
    found = read(source.encode(), path, Hints(modified=dt.date(2026, 11, 1)))
    assert b"".join(write(reading.entry) for reading in found) == source.encode()
    return found


def counts(source: str, *roles: str) -> list[int]:
    """How many items the document has in each role; several roles between bars count as one."""
    found = told(source)
    return [
        sum(len(reading.entry.items_of(name)) for reading in found for name in role.split("|"))
        for role in roles
    ]


HINTS = {
    "# Sprint retrospective": {
        "Summary of process improvements": "try",
        "Team struggles": "problem",
        "Process changes": "try",
    },
    "# 2차 프로젝트 회고": {
        "상황 및 문제 정의": "problem",
        "우리를 힘들게 한 것": "problem",
        "칭찬하고 싶은 점": "keep",
    },
    "# アプリ制作の振り返り": {"困難だったところ / Hard parts": "problem", "次回に試すこと一覧": "try"},
    "# 三月项目复盘": {"遇到的困难与对策": "problem", "改进措施汇总": "try"},
}


@pytest.mark.parametrize(("title", "heading"), [(title, each) for title in HINTS for each in HINTS[title]])
def test_a_heading_below_a_title_that_looks_back_is_told_by_a_word_of_it(title: str, heading: str) -> None:
    """Whatever stands beside it; what nothing of it tells stays prose."""
    source = f"{title}\n\n## Bo\n\nHello.\n\n## {heading}\n\n- one\n- two\n\n## Photos\n\n- three\n"
    entry = told(source)[0].entry
    role = HINTS[title][heading]
    wanted = {"try": "try|improvement"}.get(role, role)
    assert entry.kind in ("kpt", "aar", "note", "daily")
    found = read(source.encode(), "x.md", Hints(kind="kpt", modified=dt.date(2026, 11, 1)))[0].entry
    assert sum(len(found.items_of(name)) for name in wanted.split("|")) == 2


@pytest.mark.parametrize(
    "title",
    [
        "Sprint 3 retrospective", "Retro 2024-03-04", "Post-mortem of the jam", "Weekly report 7", "팀 프로젝트 회고", "2주차 회고록",
        "3月のふりかえり", "文化祭の反省会", "三月项目复盘", "第十周周报",
    ],
)  # fmt: skip
def test_a_title_says_that_a_text_looks_back(title: str) -> None:
    """With what it is about before or behind."""
    assert looks_back(title, load())


@pytest.mark.parametrize(
    "title",
    [
        "How we run retrospectives", "What is a post-mortem", "회고 작성 방법", "회고란 무엇인가", "주간 회고 작성", "振り返りのやり方",
        "ふりかえりを続けるコツ", "如何复盘", "复盘方法论", "2023 회고", "2024年の振り返り", "Parser internals", "Retrograde motion",
    ],
)  # fmt: skip
def test_a_title_of_an_article_or_a_year_does_not(title: str) -> None:
    """In these, headings are whatever they are called."""
    assert not looks_back(title, load())


@pytest.mark.parametrize(
    "heading",
    [
        "회사를 그만두고 싶다.",
        "이직도 힘들다",
        "テストは大変でした",
        "We had problems with the build.",
    ],
)
def test_a_heading_that_says_something_calls_no_section(heading: str) -> None:
    """A sentence is what its author has to say."""
    assert load().hinted(heading) == ()


def test_what_a_part_of_the_words_tells_adds_nothing_to_keep_problem_and_try() -> None:
    """Slides repeat what they are about, and have further ones on what to share."""
    source = (
        "# コンペの振り返り\n\n### Keep\n\n- 写経\n\n### Problem\n\n- 時間\n\n### Try\n\n- 毎日やる\n\n"
        "### 共有したいこと\n\n- 道具\n- データ\n"
    )
    assert counts(source, "keep", "problem", "try") == [1, 1, 1]
    assert counts(source.replace("### Try\n\n- 毎日やる\n\n", ""), "try|improvement") == [2]


MARKED = {
    "bold": ("**{}. {}：**\n\n- a\n- b\n\n", ["本周目标", "学习与理解", "遇到的困难与解决方案", "其他"]),
    "bold, English": (
        "**{}. {}**\n\n- a\n- b\n\n",
        ["Goals of the week", "Reading", "What went wrong", "Photos"],
    ),
    "Chinese numbers": ("{}、{}\n\n1. a\n2. b\n\n", ["亮点", "照片", "不足", "其他"]),
}


@pytest.mark.parametrize("form", MARKED)
def test_lines_that_are_numbered_alike_are_headings(form: str) -> None:
    """One that plays no role ends the section above it."""
    template, words = MARKED[form]
    numbers = "一二三四" if form.startswith("Chinese") else "1234"
    source = "# Retro\n\n" + "".join(
        template.format(number, word) for number, word in zip(numbers, words, strict=True)
    )
    assert counts(source, "problem")[0] == 2


def test_lines_behind_the_same_sign_are_headings() -> None:
    """The last of them is told by what is ahead, and takes its items from the section above."""
    source = "# 文化祭の反省会\n\n■ 良かった点\n・早かった\n\n■ 反省点\n・釣り銭\n・片付け\n\n■ 来年に向けて\n・多めに用意\n"
    assert counts(source, "keep", "problem", "try|improvement") == [1, 2, 1]


def test_numbered_bold_lines_below_headings_with_roles_are_items() -> None:
    """There they are what the section tells."""
    source = "# Retro\n\n## Problems\n\n**1. Slow builds**\n\nThey take long.\n\n**2. Late tickets**\n\nThey come on Friday.\n\n## Next steps\n\n- one\n"
    assert counts(source, "problem", "try|improvement") == [2, 1]


@pytest.mark.parametrize(
    "source",
    [
        "# Retro\n\n**What went well**\n\n- a\n\n**What went wrong**\n\n- b\n\n**Process improvements**\n\n- c\n",
        "# 輪読会\n\n**よかったこと**\n\n面白い。\n\n**いまいちだったこと**\n\n長い。\n\n**次回への改善案**\n\n短くする。\n",
        "# Retro\n\n1. What went well\n   - a\n2. What went wrong\n   - b\n3. Changes of the process\n   - c\n",
    ],
)
def test_what_is_written_like_labels_is_one_where_it_hints_at_what_they_do_not_ask(source: str) -> None:
    """A third bold line or list item beside two labels."""
    assert counts(source, "keep|well", "problem", "try|improvement") == [1, 1, 1]


ANSWERED = """# Retrospective (team 3)

- [numbers](#numbers)

## Numbers

- Q: hours spent: 4

## Assessment

- Q: What caused your errors?

  We did not know the framework.

- Q: What lessons did you learn in this sprint?
  - A:
    1. merge early
    2. test first

- Q: What will we do differently next time?

- One thing we are proud of
  - the team
"""


def test_questions_in_a_list_have_their_answers_further_in() -> None:
    """As a paragraph or a list, also below a bullet that says no more than that an answer follows."""
    assert counts(ANSWERED, "learned|lesson", "try|improvement", "keep|well") == [2, 0, 1]


@pytest.mark.parametrize("first", ["- one\n- two\n", "We saw it early:\n\n- one\n- two\n"])
def test_sub_headings_with_a_text_and_with_a_list_are_all_items(first: str) -> None:
    """Half of them with a text are enough."""
    source = f"# Retro\n\n## Keep\n\n### Reviews\n\n{first}\n### Releases\n\nOne a week.\n\n## Problem\n\n- tests\n"
    assert counts(source, "keep", "problem") == [2, 1]


def test_sub_headings_above_lists_are_groups() -> None:
    """As before."""
    source = "# Retro\n\n## Keep\n\n### Ann\n\n- a\n- b\n\n### Bo\n\n- c\n\n## Problem\n\n- tests\n"
    assert counts(source, "keep", "problem") == [3, 1]


def test_pictures_and_their_captions_are_no_items() -> None:
    """The paragraph below them is one, in the same paragraph as well."""
    source = "# Retro\n\n## Keep\n\n![board](a.png)\n*the board*\n\nWe shared.\n\n## Problem\n\n![chart](b.png)\nIt was flat.\n"
    found = told(source)[0].entry
    assert [item.text for item in found.items_of("keep")] == ["We shared."]
    assert [item.text for item in found.items_of("problem")] == ["It was flat."]


def test_dashes_right_below_a_number_are_about_it() -> None:
    """Also where they are not indented; after a blank line they are a list of their own."""
    tight = "# Retro\n\n## Problem\n\n1. slow\n- no cache\n- no index\n2. late\n- again\n\n## Keep\n\n- a\n"
    assert counts(tight, "problem", "keep") == [2, 1]
    loose = "# Retro\n\n## Problem\n\n1. slow\n\n- late\n- again\n\n## Keep\n\n- a\n"
    assert counts(loose, "problem", "keep") == [3, 1]


def test_numbered_labels_have_the_dashes_right_below_them() -> None:
    """The last of them as well."""
    source = "# 해커톤 회고록\n\n1. 잘한 점\n- 분담\n- 시간\n\n2. 못한 점\n- 발표\n\n3. 다음 목표\n- 입상\n"
    assert counts(source, "keep|well", "problem", "try|improvement") == [2, 1, 1]


@pytest.mark.parametrize("heading", ["Issues and blockers", "이슈 및 건의 사항"])
def test_issues_beside_what_was_done_are_problems(heading: str) -> None:
    """Where no other label names any."""
    report = f"# 2024-03-08\n\n## Done\n\n- a\n\n## {heading}\n\n- b\n\n## Next week\n\n- c\n"
    assert counts(report, "problem", "issue") == [1, 0]


def test_korean_sentences_on_lines_of_their_own_are_items() -> None:
    """Without full stops; a text of sentences that end in them is one."""
    source = "# 프로젝트 회고\n\n## 잘한 점\n역할을 나눴다\n소통이 됐다\n\n## 아쉬운 점\n시간이 없었다.\n발표를 못 했다.\n"
    assert counts(source, "keep", "problem") == [2, 1]


@pytest.mark.parametrize(
    "source",
    [
        "# Parser\n\n## Improvements\n\nNone.\n\n## Process changes\n\n- a\n",
        "# How we run retrospectives\n\n## Summary of process improvements\n\n- a\n\n## Struggles of the team\n\n- b\n",
        "# 회고 작성 방법\n\n## 상황 및 문제 정의\n\n- 가\n\n## 진행 순서\n\n- 나\n",
        "# Minutes\n\n**1. Budget**\n\n- a\n\n**2. Heating**\n\n- b\n\n**3. Any other business**\n\n- c\n",
        "# Git 常见操作\n\n一、提交\n\n1. a\n\n二、回退\n\n1. b\n\n三、合并\n\n1. c\n",
        "# FAQ\n\n- Q: What is a parser?\n\n  A program.\n\n- Q: How do I install it?\n\n  With the shell.\n",
    ],
)
def test_articles_minutes_and_questions_stay_notes(source: str) -> None:
    """What looks alike in them says nothing of a retrospective."""
    assert told(source)[0].entry.kind == "note"


def test_a_cause_in_a_list_beside_lessons_is_a_line_like_others() -> None:
    """A word that is a label by itself and none beside another one."""
    source = "# Post-mortem\n\n- Root cause\n- Lessons learned\n  - tests first\n"
    found = read(source.encode(), "x.md")
    assert found[0].entry.kind == "aar"
    assert b"".join(write(each.entry) for each in found) == source.encode()
