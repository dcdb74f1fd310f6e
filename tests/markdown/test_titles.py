"""What titles say of a document whose sections say nothing: logs, reviews of years, and what only has their words in it."""

from __future__ import annotations

import pytest

from retrotui.markdown.reader import Hints, read

WALK = "\n\nIt rained a lot. I walked and wrote.\n\n## Hills\n\nThey were high.\n\n## Sea\n\nIt was wide.\n"


def kind_of(title: str, path: str = "posts/walk.md", body: str = WALK) -> str:
    """The kind of a document with a title in front matter."""
    return read(f'---\ntitle: "{title}"\n---{body}'.encode(), path, Hints())[0].entry.kind


@pytest.mark.parametrize(
    "title",
    [
        "2020 in review", "Goodbye 2020", "Bye bye 2020", "2022 wrapped", "Wrapping up 2022", "Thoughts on 2020", "Year notes 2023",
        "Reflecting on 2021 and ideas for 2022", "Vanity review of 2016", "A year of blogging: 2014", "My 2022", "End of year review 2021",
        "2020년을 보내며", "안녕 2020", "나의 2020년", "다사다난했던 2020년", "주니어 개발자의 2021년", "2020 정리", "2021년 정리 그리고 새해 다짐", "2018년 마무리 준비",
        "2014年を振り返って", "2020年をふりかえって", "2022年の締めくくり", "さよなら2021年", "2021年総括と2022年の抱負", "2020年まとめ", "私の2020年",
        "再见2020", "回首2020", "2021年小结", "2018年总结与2019年展望", "我的2020",
    ],
)  # fmt: skip
def test_a_title_says_that_a_year_is_reviewed(title: str) -> None:
    """In whatever words, where they are said of the year."""
    assert kind_of(title) == "year"


@pytest.mark.parametrize(
    "title",
    [
        "Thoughts on React in 2020", "2020 MacBook review", "Review of the 2021 iPad", "Goodbye jQuery in 2021", "Highlights of WWDC 2021",
        "2020년 맥북 후기", "2022 부산 여행 정리", "2023년에 읽은 책 정리", "2021년 면접 질문 정리", "안녕하세요 2020년 신입입니다", "ES2020 정리",
        "2021年買ってよかったもの", "2020年に読んだ本まとめ", "2022年版 React入門まとめ", "Swift 2021年まとめ", "今年の夏休み2021",
        "2020年前端面试总结", "2022年最新安装教程总结", "2021年双十一复盘", "再见，IE（2022）",
    ],
)  # fmt: skip
def test_a_year_in_a_title_is_not_yet_reviewed(title: str) -> None:
    """A summary of something in a year, and whatever else blogs are full of."""
    assert kind_of(title) == "note"


@pytest.mark.parametrize(
    "title",
    [
        "Devlog 3", "Mega game devlog", "Dev log #12: a map", "[TIL] git", "TIL: git", "Work log for 10 May", "Daily notes", "Worklog", "Lab notebook", "Day 12: arrays",
        "작업일지", "쇼핑몰 프로젝트 개발 일지", "일일 업무 보고", "데일리 로그", "부트캠프 3일차", "항해99 12일차",
        "日報", "研究日誌", "開発ログ #4", "今日の学び", "业务日志", "开发日志 第三天", "今日总结",
    ],
)  # fmt: skip
def test_a_title_says_that_it_is_a_log(title: str) -> None:
    """At its end, in brackets, before a sign or a figure."""
    assert kind_of(title) == "daily"


@pytest.mark.parametrize(
    "title",
    [
        "Rotating a log file in Linux", "Log4j explained", "git log tricks", "The diary of a bug", "Writing a diary app in React", "TIL bot for Slack", "Daily scrum explained",
        "일기장 앱 만들기", "데일리 스크럼이란", "일일 방문자 수 구하기", "개발 일지 쓰는 법",
        "日報システムを作った", "日記アプリを作る", "作業ログを自動化", "開発ログの取り方", "日志系统设计", "错误日志排查", "日报机器人",
    ],
)  # fmt: skip
def test_a_word_for_a_log_may_be_what_a_text_is_about(title: str) -> None:
    """Within other words it is; so is a day's page only called by its day, not by a post's name behind it."""
    assert kind_of(title) == "note"
    assert kind_of("Git", "_posts/2024-05-10-git.md") == "note"
    assert kind_of("Git", "diary/2024-05-10.md") == "daily"


@pytest.mark.parametrize(
    ("title", "labels"),
    [
        ("Kindle", ("The good", "The bad", "Verdict")),
        ("영화 이야기", ("줄거리", "좋았던 점", "아쉬웠던 점", "별점")),
        ("키보드 한 달 사용기", ("좋은 점", "아쉬운 점")),
        ("キーボードを買った", ("良かった点", "悪かった点")),
        ("리액트와 뷰", ("장점", "단점", "결론")),
        ("Crash on start", ("Steps to reproduce", "Expected result", "Actual result")),
    ],
)
def test_what_is_good_and_bad_of_a_thing_is_no_retrospective(title: str, labels: tuple[str, ...]) -> None:
    """Reviews, comparisons and reports of bugs ask the same; in a text that looks back they count."""
    body = "\n\n" + "".join(f"## {label}\n\n- one\n- two\n\n" for label in labels)
    assert kind_of(title, body=body) == "note"
    assert kind_of("프로젝트 회고", body="\n\n## 장점\n\n- 하나\n\n## 단점\n\n- 둘\n") == "kpt"


@pytest.mark.parametrize(
    ("source", "path", "kind"),
    [
        ("OSS\n  - a library\n\nCompany\n  - moved\n", "2017/retrospect.md", "year"),
        ("## 第一周\n- [x] 读书\n\n## 第二周\n- [ ] 写字\n", "计划.md", "study"),
        ("# 第三スプリント振り返り\n\n## 進み具合\n\n三つ終えた。\n", "docs/3.md", "kpt"),
        ("# Daily log\n\n## Week 1\n\n### May 6th, 2019\n- a plan\n\n### May 7th, 2019\n- set up\n\n### May 8th, 2019\n- read\n\n### May 9th, 2019\n- met\n\n## Week 2\n\n### May 13th, 2019\n- wrote\n", "daily_log.md", "daily"),
        ("# 0905\n## 오전\n1. 다시 점검\n## 오후\n2. 이상 없음\n", "pj/업무일지.md", "daily"),
        ('---\ntitle: \'Harbour CTF - AAR "The lost key"\'\n---\n\n## My process\n\nI searched.\n\n### Lessons Learned\n\n1. Look at pictures\n', "_posts/2025-3-2-aar.md", "aar"),
    ],
)  # fmt: skip
def test_names_and_days_tell_kinds(source: str, path: str, kind: str) -> None:
    """A folder of a year, weeks in Chinese figures, sprints counted before their name, days below weeks, `AAR` before a title."""
    assert read(source.encode(), path, Hints())[0].entry.kind == kind


def test_days_below_weeks_are_the_entries_of_a_log() -> None:
    log = "# Daily Log\n\n## Week 1 (3/4 - 3/8)\n- set up\n\n## Week 2 (3/11 - 3/15)\n### Monday 3/11\n- read\n\n### Tuesday 3/12\n- wrote\n\n### Wednesday 3/13\n- met\n"
    starts = [each.entry.start.isoformat()[5:] for each in read(log.encode(), "daily_log.md", Hints())]
    assert starts[1:] == ["03-12", "03-13"]


def test_months_and_days_without_a_sign_part_a_log() -> None:
    """`0905` is a number anywhere else."""
    log = "# {}\n\n## 0905\n- read\n\n## 0906\n- wrote\n"
    assert len(read(log.format("작업일지").encode(), "작업일지.md", Hints())) == 2
    assert len(read(log.format("Problems 0905 and 0906").encode(), "problems.md", Hints())) == 1
