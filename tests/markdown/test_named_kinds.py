"""Which kind a document's name makes it, where its sections say little; all wording is our own."""

from __future__ import annotations

import pytest

from retrotui.markdown.reader import read

PROSE = "\n\nSlept badly, fixed the importer, walked home in the rain.\n"


def kind_of(source: str, path: str = "note.md") -> str:
    """The kind of a document's first entry."""
    return read(source.encode(), path)[0].entry.kind


@pytest.mark.parametrize(
    "title", ["9 / 27 (월)", "2024년 3월 5일 화요일", "March 5th, 2024", "2024年3月5日(火)"]
)
def test_a_title_that_is_a_day_makes_a_log(title: str) -> None:
    """Whatever its sections are called, and not where a meeting's minutes are kept by days."""
    source = f"# {title}\n\n## 1. 강의 복습\n\n- 경사 하강법\n\n## 2. 과제 정리\n\n서버를 받았다.\n"
    assert kind_of(source) == "daily"
    assert kind_of(source, "meetings/minutes.md") == "note"


@pytest.mark.parametrize("title", ["Study Plan", "스터디", "Study group"])
def test_a_title_that_is_only_the_kinds_name_is_one(title: str) -> None:
    assert kind_of(f"# {title}{PROSE}") == "study"
    assert kind_of(f"# {title} of the bees in our garden{PROSE}") == "note"


def test_who_came_to_a_study_group_makes_it_one() -> None:
    """A day in the title does not make a log of a group's meeting."""
    source = "# [2024.05.05] 알고리즘 스터디 3회차\n참석자: 가람, 나래\n## 주제\n- 최단 경로\n## 주요 이슈\n- 음수 간선\n"
    assert kind_of(source, "study-log/third.md") == "study"


@pytest.mark.parametrize(
    ("path", "title"),
    [("Sprint 2/Retrospective.md", "Sprint Retrospective"), ("Retrospective.md", "RETROSPECTIVE (Team 7)")],
)
def test_the_retrospective_of_a_sprint_or_team_is_one(path: str, title: str) -> None:
    """Its sections may have names of a course; without a number it may be a page about retrospectives."""
    source = (
        f"# {title}\n\n## Numbers\n\nWe finished three stories of four.\n\n## Coverage\n\nTests ran late.\n"
    )
    assert kind_of(source, path) == "kpt"
    assert kind_of(source.replace(title, "Retrospective"), "Retrospective.md") == "note"


@pytest.mark.parametrize("title", ["PyCon 2024 retrospective", "2023 해커톤 회고", "RubyKaigi 2024 振り返り"])
def test_what_took_place_in_a_year_is_no_year(title: str) -> None:
    source = f"---\ntitle: {title}\n---\n\n## Day1\n\nTwo good talks.\n\n## Day2\n\nA workshop.\n"
    assert kind_of(source) == "note"


def test_half_a_year_is_reviewed_as_a_year() -> None:
    """The first heading only says the file's name again; the one below it is the title."""
    entry = read("# 1H\n\n## 2024년 상반기 회고\n\n천천히 갔다.\n".encode(), "21y/1h.md")[0].entry
    assert (entry.kind, entry.start.isoformat(), entry.end.isoformat()) == (
        "year",
        "2024-01-01",
        "2024-06-30",
    )


def test_a_text_that_tells_its_readers_what_to_do_is_an_article() -> None:
    """`you` and `your`, and hardly a word of who wrote it; the questions of a stand-up do not count."""
    advice = "Write down what you did. You can keep your notes in one file, so that you find them when you look for what you said.\n"
    source = f"# Daily Standups\n\n{advice}\n## During the standup\n\nSay what you need from your team when it is your turn.\n"
    assert kind_of(source) == "note"
    told = "# Daily Standup 2024-05-03\n\n- What did you do yesterday?\n  - my tests\n- What will you do today?\n  - our release\n"
    assert kind_of(told) == "daily"


@pytest.mark.parametrize(
    "line",
    ["Meeting held: daily scrum", "Meeting: stand-up", "会議：デイリースクラム", "회의: 데일리 스크럼"],
)
def test_a_mornings_meeting_is_that_days_log(line: str) -> None:
    source = f"Time: lab\n{line}\n\nAnn: worked on the login. Next: the tests.\nBo: no blockers.\n"
    assert kind_of(source, "team/lab06.md") == "daily"
    assert kind_of(source.replace(line, "Type: planning"), "team/lab06.md") == "note"


def test_retrospectives_of_several_sprints_stay_boards() -> None:
    """Neither the questions of their stand-ups nor the numbers of sprints make a log or a plan of them."""
    one = "## Results\n- a\n## What went well\n- b\n## What didn't go well\n- c\n## Going into Sprint {}\n- What did you do yesterday?\n- What will you do today?\n"
    source = "".join(f"# {day} October\n\n{one.format(number)}\n" for number, day in ((2, 2), (3, 9)))
    assert kind_of(source, "docs/retrospectives.md") == "kpt"


@pytest.mark.parametrize(
    "labels",
    [("結果", "やったこと", "反省点"), ("결과", "한 일", "문제"), ("Result", "What we did", "Problems")],
)
def test_three_labels_of_different_kinds_are_a_retrospective(labels: tuple[str, str, str]) -> None:
    """Which kind is not sure, and it says so."""
    body = "".join(f"## {label}\n- one\n- two\n\n" for label in labels)
    found = read(f"# Titanic\n\n{body}".encode(), "titanic/README.md")[0]
    assert found.entry.kind != "note"


def test_what_is_good_and_bad_about_a_subject_is_no_retrospective() -> None:
    """A talk's proposal weighs what it speaks of."""
    source = "# Session title\n\nCaches!\n\n# Abstract\n\nWhy they lie.\n\n## 良かった点\n- 速い\n\n## 悪かった点\n- 古い\n"
    assert kind_of(source, "talk.md") == "note"


def test_style_sheets_are_no_method_of_looking_back() -> None:
    """A guide that ends in a KPT of its own holds that."""
    guide = "# CSS の枠組みの入れ方の手順\n\n## 手順\n\n1. 入れる\n\n## KPT振り返り\n\n### Keep\n\n- 速い\n\n### Problem\n\n- 長い\n\n### Try\n\n- 減らす\n"
    assert kind_of(guide, "docs/css.md") == "kpt"


def test_a_week_and_the_next_one_make_a_weekly_look_back() -> None:
    """What was done and what came of it is else asked after an action."""
    week = "# WIL: 이벤트\n\n### 이번주 한 일\n\n- 결제를 나눴다\n\n### 배운 것\n\n- 순서\n\n**결과**\n\n- 가벼워짐\n\n### {ahead}\n\n- 재처리\n"
    assert kind_of(week.format(ahead="다음주 계획"), "wil/README.md") == "kpt"
    assert kind_of(week.format(ahead="개선"), "wil/README.md") == "aar"


def test_a_report_on_a_fault_is_a_review_of_an_action() -> None:
    source = "# 障害レポート（認証） 2024-01-29\n\n## 対処\n- 戻した\n\n## 反省\n- 控えを取る\n- 読み返す\n"
    assert kind_of(source, "docs/report.md") == "aar"


def test_who_asks_where_they_got_lucky_reviews_an_incident() -> None:
    """With the same other sections a team looks back."""
    review = "# TLS expired\n\n## Timeline\n\n- 01:52 first report\n\n## Impact\n\n- no images\n\n## Things that went well\n\n- quick\n\n## Things that went poorly\n\n- no alert\n\n"
    assert kind_of(f"{review}## Where we got lucky\n\n- still had access\n") == "aar"
    assert kind_of(f"{review}## Action items\n\n- alerts\n") == "kpt"


def test_days_of_a_timeline_are_no_entries() -> None:
    source = "# Incident 3\n\n**Date:** 2024-01-29\n\n## What went well\n- easy fix\n\n## What went poorly\n- late\n\n## Timeline\n\n#### [2024-01-02]\nMerged.\n\n#### [2024-01-26]\nFound.\n"
    assert len(read(source.encode(), "incidents/003.md")) == 1


def test_what_says_what_a_look_back_is_is_none() -> None:
    about = "# Purpose\nThe Sprint Retrospective is an opportunity to plan improvements.\n\n# Agenda\n1. What went well\n"
    assert kind_of(about, "docs/sprint_retrospective.md") == "note"


def test_a_day_of_a_folder_tree_may_name_its_weekday() -> None:
    notes = "Ada:\n* masking\n\nBo:\n* out of memory\n"
    assert kind_of(notes, "2014/05/12 - M.md") == "daily"
    assert kind_of(notes, "2014/05/12-masking-in-layers.md") == "note"


def test_a_project_whose_sprints_end_in_a_look_back_is_a_board() -> None:
    """And no study of so many weeks."""
    report = "# Report\n\n## Vision\n\nShare sofas.\n\n## Sprint 1\n\nThe board.\n\n### Sprint 1 Retrospective\n\n#### What went well?\n\n- the feed\n\n#### What could have gone better?\n\n- chats\n\n## Sprint 2\n\nMore.\n"
    assert kind_of(report, "README.md") == "kpt"


def test_a_guide_to_writing_logs_is_no_log() -> None:
    guide = (
        "---\ntitle: {title}\ndate: 2024-05-20\n---\n\n## Why\n\n- to remember\n\n## Template\n\n- a list\n"
    )
    assert kind_of(guide.format(title="how to write a daily note")) == "note"
    assert kind_of(guide.format(title="업무 일지 쓰는 법")) == "note"


def test_an_address_alone_is_no_problem() -> None:
    """In notes on a puzzle, `문제` is where it is found."""
    source = "## 문제\n\nhttps://example.org/2577\n\n---\n\n## 회고\n\n### Learned\n\n- 큰 수\n\n### Lacked\n\n- 확인\n\n### Longed for\n\n- 주석\n"
    entry = read(source.encode(), "a.md")[0].entry
    assert [item.text for item in entry.items_of("problem")] == ["확인"]


@pytest.mark.parametrize(
    ("path", "source", "kind"),
    [
        ("_posts/a.md", "---\ntitle: Things learned – 14 March\n---\n\n### Grids\n\nBetter than boxes.\n", "daily"),
        ("_posts/a.md", "---\ntitle: Things learned\n---\n\n### Grids\n\nBetter than boxes.\n", "note"),
        ("docs/last.md", "# Retrospective for sprint ending on 3/15/2019\n\n### Comments\n\n* too much at once\n", "kpt"),
        ("Retrospect/gara.md", "# gara\n### Role\n- server\n### To Done\n주소를 정했다.\n### Mistake and Limit\n너무 많았다.\n### Retrospect\n배웠다.\n", "kpt"),
        ("book/20150317.md", "# 設計の本　読書会\n\n## 開催日\n * 2015/03/16\n\n## 内容\n\n名前を持つこと。\n", "note"),
        ("blog/goals.md", "---\ntitle: This Year's Goals Revisited\ndate: 2023-12-18\n---\n\n1. A marathon. Failed.\n", "year"),
        ("vault/年终总结.md", "这里是2025年终总结\n一年过得很快。\n\n# 完成了什么事情\n1. 加入团队\n\n# 经验总结\n1. 缺少目标\n\n# 遗憾的事\n- 没有去\n", "year"),
    ],
)  # fmt: skip
def test_names_tell_kinds(path: str, source: str, kind: str) -> None:
    """A day behind what was learned, the end of a sprint, a folder of looks back, a reading group, goals looked at again."""
    assert kind_of(source, path) == kind


def test_a_worksheet_that_nobody_has_filled_in_is_a_note() -> None:
    sheet = (
        "## Project Post Mortem\n\n### What to Bring\nPlease answer the following questions.\n\n#### Process\n\n"
        "1. What went well in my process?\n{}\n1. What would I do differently next time?\n{}\n"
    )
    assert kind_of(sheet.format("", ""), "post-mortem.md") == "note"
    assert kind_of(sheet.format("  - the plan", "  - fewer files"), "post-mortem.md") == "aar"
