"""Roles and items that are told by what stands around them, and where the same words stay words; all wording is our own."""

from __future__ import annotations

import datetime as dt
from itertools import permutations

import pytest

from retrotui.markdown import label
from retrotui.markdown.reader import Hints, read
from retrotui.markdown.writer import write
from retrotui.model.kinds import KINDS, LANGUAGES


def counted(source: str, path: str = "retro.md") -> dict[str, int]:
    """How many items of each role a document is read into, which comes back as it was."""
    found = read(source.encode(), path, Hints(modified=dt.date(2026, 11, 1)))
    assert b"".join(write(reading.entry) for reading in found) == source.encode()
    counts: dict[str, int] = {}
    for reading in found:
        for section in reading.entry.sections:
            if section.items:
                counts[section.role] = counts.get(section.role, 0) + len(section.items)
    return counts


ISSUES = {
    "en": "# Sprint 4 Retrospective\n\nSuccesses:\n\n- calm release\n\nIssues:\n\n- slow staging\n- large tickets\n\nActions:\n\n- split them\n",
    "ko": "# 스프린트 1 회고\n\n## 잘한 점\n- 빠른 리뷰\n\n## 이슈\n- 깨지는 테스트\n- 늦은 명세\n\n## 액션 아이템\n- 격리하기\n",
    "ja": "# スプリント1 ふりかえり\n\n## よかったこと\n- 速いレビュー\n\n## イシュー\n- 不安定なテスト\n- 遅い仕様\n\n## アクション\n- 隔離する\n",
    "an unknown heading, en": "# Team retrospective May 2023\n\n## What went well\n- shipping\n\n## Potholes\n- slow builds\n- noisy alerts\n\n## Action items\n- cache\n",
    "an unknown heading, ko": "# 5월 팀 회고\n\n## 좋았던 점\n- 배포\n\n## 고구마\n- 느린 빌드\n- 알림\n\n## 액션 아이템\n- 캐시\n",
    "an unknown bold line": "# Retro of the new team\n\n**What went well**\n- kickoff\n\n**Rough patches**\n- access\n- laptops\n\n**Action items**\n- order\n",
}


@pytest.mark.parametrize("name", ISSUES)
def test_what_stands_between_the_good_and_the_next_steps_is_what_went_wrong(name: str) -> None:
    """A retrospective that has both asks for it between them, whatever it calls that."""
    assert counted(ISSUES[name]) == {"keep": 1, "problem": 2, "try": 1}


def test_a_label_between_others_stays_what_it_is_where_the_problem_is_named() -> None:
    """Numbers behind what went wrong are none of it, and notes are notes."""
    parts = "## What went well\n- a\n\n{}## Action items\n- b\n"
    named = parts.format("## What went wrong\n- c\n\n## Numbers\n- d\n\n")
    noted = parts.format("## Notes\n- the room was cold\n\n")
    assert counted("# Sprint retrospective\n\n" + named) == {"keep": 1, "problem": 1, "try": 1}
    assert counted("# Sprint retrospective\n\n" + noted) == {"keep": 1, "try": 1}


AHEAD = {
    "ko": ["발전할 내용", "공부할 내용", "나아갈 방향", "리팩토링할 부분", "추가할 기능", "수정할 사항"],
    "ja": ["直すこと", "整える箇所", "進める作業"],
    "en": ["Parts to refactor", "Features still to add", "Pages left to write"],
    "zh": ["待完善的地方", "要补充的内容"],
}
DONE = {
    "ko": ["참고할 내용", "배울 점", "진행한 내용"],
    "ja": ["できること", "分かること"],
    "en": ["Things I used", "Pages I wrote"],
    "zh": ["参考资料", "要求是什么"],
}


@pytest.mark.parametrize("language", AHEAD)
def test_what_is_not_done_yet_is_told_by_its_form(language: str) -> None:
    """Each language says by the form of the verb whether something is done; only labels among labels are told by it."""
    labels = label.load()
    for words in AHEAD[language]:
        assert set(labels.cued(words)) & {"try", "improvement"}, words
    for words in DONE[language]:
        assert not set(labels.cued(words)) & {"try", "improvement"}, words


def test_a_guide_is_told_nothing_by_the_form_of_its_headings() -> None:
    """What has to be installed is no plan of a diary."""
    assert (
        counted("# 배포 가이드\n\n## 설치할 내용\n\n- 도커\n\n## 확인할 사항\n\n- 포트\n", "docs/guide.md")
        == {}
    )


def test_chinese_labels_of_two_characters() -> None:
    """`所` and a verb is what was learned, lost or asked; numbers without a space are items."""
    source = "# 第三周\n\n照常去图书馆。\n\n## 所学\n\n1.复习到第三章。\n\n2.背完单词。\n\n## 所惑\n\n1.怎样才能早睡呢？\n\n2.时间去哪了？\n\n## 所感\n\n- 安静\n\n## 将改\n\n- 早睡\n"
    assert counted(source, "周记/第三周.md") == {"learned": 2, "unclear": 2, "try": 1}


PLANS = {
    "en": ("## Goals\n\n- read the book\n- ship a crate\n", "Week {}"),
    "ko": ("## 목표\n\n- 그래프\n- 발표\n", "{}주차"),
    "ja": ("## ゴール\n\n- 掲示板\n- テスト\n", "{}週目"),
    "zh": ("## 学习目标\n\n- 编译器\n- 教材\n", "第{}周"),
}


@pytest.mark.parametrize("language", PLANS)
def test_goals_above_the_weeks_are_those_of_the_plan(language: str) -> None:
    """Goals below a week are the week's own."""
    goals, week = PLANS[language]
    weeks = "".join(f"\n## {week.format(n)}\n\n- [ ] step {n}\n" for n in (1, 2))
    assert counted(f"# Study plan\n\n{goals}{weeks}", "plan.md") == {"goal": 2, "week": 2}


def test_a_higher_heading_right_below_a_label_is_part_of_what_was_written_there() -> None:
    """A note pasted below a label brings its own headings; what asks the same again is a part of the document."""
    pasted = (
        "## やったこと\n- 入門書\n\n## わかったこと\n# Hash\n\n- fetch\n- dig\n\n## 次にやること\n- 続き\n"
    )
    again = "## Keep\n- a\n\n## Try\n# Sprint 2\n## Keep\n- b\n\n## Try\n- c\n"
    assert counted(pasted, "日報/2024-02-03.md") == {"did": 1, "learned": 2, "try": 1}
    assert counted(again) == {"keep": 2, "try": 1}


def test_words_before_a_gloss_tell_more_than_it() -> None:
    """`(today's goals)` behind what was worked on says that it was planned."""
    source = "## 取り組んだ課題一覧(本日の目標)\n- 第3章\n\n## わかったこと\n- 再帰\n\n## 次やること(明日の目標)\n- 第4章\n"
    assert counted(source, "日報/2024-03-04.md") == {"did": 1, "learned": 1, "try": 1}


def test_a_day_before_a_label_changes_nothing() -> None:
    """`2023/05/01- Learned` is asked each day."""
    source = "# This week\n\n## 2023/05/01- Learned\n\nMonday.\n\n### Slices\n\n- share\n\n### Maps\n\n- no order\n\n## 2023/05/02- Learned\n\n- channels\n"
    assert counted(source, "til/week.md") == {"learned": 3}


SAID = {
    "en": ("The disk of the test server filled up twice", "Nobody had written down how to deploy it"),
    "ko": ("같은 방 사람에게만 메시지를 보내야 한다", "방 번호가 겹쳐 엉뚱한 방이 지워진다"),
    "ja": ("ステージングのディスクがいっぱいになった", "手順書なしでリリースを始めてしまった"),
}
NAMED = {
    "en": ("Backend team", "Frontend"),
    "ko": ("백엔드 파트", "협업 측면에서"),
    "ja": ("バックエンド", "開発環境"),
}


@pytest.mark.parametrize("language", SAID)
def test_sub_headings_that_say_a_sentence_are_items(language: str) -> None:
    """What is listed below a sentence is about it; what is listed below a name is named."""
    text = "# Sprint retrospective\n\n## Keep\n\n- a\n\n## Problem\n\n### {}\n\n- b\n- c\n\n### {}\n\n- d\n\n## Try\n\n- e\n"
    assert counted(text.format(*SAID[language]))["problem"] == 2
    assert counted(text.format(*NAMED[language]))["problem"] == 3


def test_what_leads_into_sub_headings_is_no_item() -> None:
    """A text above sub-headings that are items tells what they are."""
    source = "# Meetup retrospective\n\n## What went well\n\nThis could be long.\n\n### The venue\n\nClose to the station.\n\n### Talks\n\nAll in time.\n\n## What went wrong\n\n- badges\n"
    assert counted(source) == {"keep": 2, "problem": 1}


def test_plain_lines_with_lists_are_items_with_all_of_their_lists() -> None:
    """One of them may be short where the others are sentences; `Backend` and `Frontend` are no items."""
    lines = "# Board\n\n## Retrospective\n\n#### Problem\n\nThe rows are never equally high\n- flex\n- height\n\nThe months were written by hand\n- a script\n\n{}\n- headers\n\n#### Try\n\n- tests\n"
    assert counted(lines.format("CORS"))["problem"] == 3


def test_troubles_below_what_was_done_are_troubles() -> None:
    """A sub-heading that asks for something else than what was done is no part of it, however it is worded."""
    for did, wrong, ahead in (
        ("What I did today", "What did not work", "Tomorrow"),
        ("오늘 한 일", "안되던 부분", "다음으로 할 일"),
        ("今日やったこと", "うまくいかなかったこと", "明日やること"),
    ):
        source = f"## {did}\n- a\n\n### {wrong}\n- b\n- c\n\n## {ahead}\n- d\n"
        assert counted(source, "log/2023-04-05.md") == {"did": 1, "problem": 2, "try": 1}, did


def test_a_label_with_text_behind_it_is_a_detail_where_it_stands_alone_as_well() -> None:
    """`- Problem: …` below a trouble is about that, where `- Problem` has a list of its own."""
    source = "# Calendar\n\n## Retro\n\n### Troubleshooting\n- old library\n  - Problem: the docs are old\n  - Solution: read the source\n\n### Board\n- Keep\n  - reviews\n- Problem\n  - late start\n- Try\n  - a plan\n"
    counts = counted(source, "README.md")
    assert (counts["keep"], counts["try"]) == (1, 1)
    assert counts["problem"] <= 2


def test_three_letters_that_stand_together() -> None:
    """`Y`, `W`, `T`: what was done, what was learned of it, what to do next."""
    assert counted(
        "# 2023-05-03\n\n## Y\n- 設計\n- 実装\n\n## W\n- 型\n\n## T\n- テスト\n", "2023-05-03.md"
    ) == {"did": 2, "learned": 1, "try": 1}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", [name for name, kind in KINDS.items() if len(kind.roles) > 1])
def test_what_the_app_heads_its_sections_with_means_that_beside_any_other(kind: str, language: str) -> None:
    """`Issues this week` is no trouble beside what went well, nor is any heading of ours another one's."""
    roles = [role for role in KINDS[kind].roles if role not in ("week", "area")]
    for pair in permutations(roles, 2):
        body = "".join(f"## {KINDS[kind].heading(role, language)}\n\n- {role}\n\n" for role in pair)
        entry = read(f"---\nkind: {kind}\ndate: 2024-01-29\n---\n\n{body}".encode(), "a.md")[0].entry
        assert [section.role for section in entry.sections] == [*pair]


def test_a_whole_set_of_labels_with_their_text_counts_below_headings() -> None:
    """A day's log may end in one line each for Keep, Problem and Try, whatever its headings are."""
    log = (
        "# [2024-12-24] 첫 수업\n\n## 오늘의 목표\n\n> 첫날\n\n## 배운 내용\n\n### 가지\n- 나누기\n\n### 합치기\n- 충돌\n\n## 오늘의 회고\n\n"
        "- **Keep (좋았던 점)**: 큰 그림을 그렸다.\n- **Problem (아쉬웠던 점)**: 용어가 낯설었다.\n- **Try (시도할 점)**: 주말에 복습하기\n"
    )
    assert counted(log) == {"learned": 2, "keep": 1, "problem": 1, "try": 1}
    detail = "## Keep\n- pairing\n\n## Problem\n- slow build\n  - Action: cache it\n- **Cause**: no cache\n\n## Try\n- a cache\n"
    assert counted(detail) == {"keep": 1, "problem": 2, "try": 1}


def test_a_plan_above_what_was_done_is_not_the_next_one() -> None:
    """Below it, it is."""
    plan, did = (
        "## Plan\n- login\n- search\n\n",
        "## What went well\n- reviews\n\n## What went wrong\n- late build\n\n",
    )
    later = "## What we will change\n- build at noon\n"
    assert counted(f"# Sprint 3\n\n{plan}{did}{later}") == {"issue": 2, "keep": 1, "problem": 1, "try": 1}
    assert counted(f"# Sprint 3\n\n{did}{plan}") == {"keep": 1, "problem": 1, "try": 2}


def test_a_label_for_good_and_bad_is_neither() -> None:
    """What stands below it says which; two words for one thing are one label."""
    for words in (
        "What went well/wrong",
        "좋았던 점과 아쉬웠던 점",
        "良かった点と悪かった点",
        "Good and bad",
    ):
        assert label_roles(words) == (), words
    for words in ("Went well / Good", "좋았던 점과 잘한 점"):
        assert set(label_roles(words)) & {"keep", "well"}, words


def label_roles(words: str) -> tuple[str, ...]:
    return label.load().loose_candidates(words)


def test_how_much_is_told_says_nothing_of_what() -> None:
    """`Summary of things that went well:` is a label as what follows is."""
    report = (
        "Setup: run it\n\nSummary of things that went well:\n- the login\n- the tables\n\nSome things that did not go well:\n- the cart\n\n"
        "A few things we will do differently next time:\n- start sooner\n"
    )
    assert counted(report, "README.md") == {"keep": 2, "problem": 1, "try": 1}


def test_tips_beside_tops_are_to_be_tried() -> None:
    """What a team tells each other; advice for readers is none."""
    tops = "# Retrospective\n\n## Tops\n- calm\n- on time\n\n## Tips\n- ask more\n"
    assert counted(tops) == {"keep": 2, "try": 1}
    assert "try" not in counted(
        "# Retrospective\n\n## What went well\n- calm\n\n## What went wrong\n- late\n\n## Tips\n- ask\n"
    )


def test_what_a_label_asks_for_is_no_item() -> None:
    """`Stop: what we should stop doing`, above the answers; with no list below it may be the answer."""
    asked = "Retro 2023-01-27\n\nStart: what activities we want to start doing\n- more tests\n- smaller steps\n\nStop: what we want to stop doing\n- late nights\n\nContinue: what activities we should continue\n- reviews\n"
    assert counted(asked) == {"try": 2, "problem": 1, "keep": 1}


def test_questions_that_are_counted_are_labels_where_two_of_them_are() -> None:
    """The others begin sections as well, whatever they ask; their answers stand at the margin."""
    notes = "Retro notes:\n\n1. What went well?\n- Ann - music\n- Bo - teamwork\n\n2. What didn't go well?\n- Bo - the build\n\n3. Which lessons do we take along?\n- Ann - a template\n\n4. Which level is the prettiest?\n- Bo - the second\n"
    assert counted(notes) == {"keep": 2, "problem": 1, "learned": 1}
    told = notes.replace("Which lessons do we take", "Lessons: what do we take")
    assert counted(told)["learned"] >= 1


def test_notes_on_the_whole_are_none_of_the_last_section() -> None:
    """However deep their heading stands; another heading further in is a group."""
    retro = "# Sprint 1 Retrospective\n\n## Start\n- a plan\n\n## Stop\n- haste\n\n## Continue\n- reviews\n\n### {}\n- hard to begin\n"
    assert counted(retro.format("General Notes and Feedback")) == {"try": 1, "problem": 1, "keep": 1}
    assert counted(retro.format("In the backend")) == {"try": 1, "problem": 1, "keep": 2}


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (("Practices that we should continue", "Harmful practices to stop", "New practices for next sprint"), ("keep", "problem", "try")),
        (("What we did well", "What we need to work on", "What we will change"), ("keep", "problem", "try")),
        (("Progress during the last week", "Issues", "Goals for next week"), ("did", "problem", "try")),
    ],
)  # fmt: skip
def test_ways_of_asking_beside_each_other(labels: tuple[str, ...], expected: tuple[str, ...]) -> None:
    source = "# Team retro 2023-05-03\n\n" + "".join(f"{label}:\n\n- one\n\n" for label in labels)
    entry = read(source.encode(), "retro.md")[0].entry
    found = {section.heading: section.role for section in entry.sections if section.items}
    assert tuple(found[label] for label in labels) == expected


def test_places_to_fill_in_are_no_items() -> None:
    sprint = "# Sprint 4 retrospective\n\n## What went well\n* *something*\n*\n\n## Problems\n* _anything_\n* late build\n\n## Try\n* TBC\n* a cache\n"
    assert counted(sprint) == {"problem": 1, "try": 1}


def test_questions_of_one_look_back_are_one_entry() -> None:
    """Asked of the code and of the work, each in a list: they are not two retrospectives."""
    source = "# Post mortem\n\n## Process\n\n- What would I do differently in my process?\n  - smaller files\n- What went well in my process?\n  - drawing first\n\n## Code\n\n- What would I do differently in my code?\n  - fewer boxes\n- What went well in my code?\n  - names\n"
    assert len(read(source.encode(), "post-mortem.md")) == 1


def test_every_named_method_asks_for_three_things_at_least() -> None:
    """One that asks for less would never be told."""
    for each in label.load().methods.each:
        assert len(set(each.values())) >= 3, list(each)
