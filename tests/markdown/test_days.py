"""The places in which people state the day of a retrospective, the notations in which they do, and what is no day of it."""

from __future__ import annotations

import datetime as dt

import pytest
from msgspec.structs import replace

from retrotui.markdown import dates, path_day
from retrotui.markdown.reader import Hints, Reading, read
from retrotui.markdown.writer import write

OWN = dt.date(2026, 11, 1)
KPT = "## Keep\n\n- review in pairs\n\n## Problem\n\n- the build is slow\n\n## Try\n\n- build at noon\n"
SPAN = "2024-01-29 2024-02-02"


def first(source: str, path: str = "retro.md") -> Reading:
    return read(source.encode(), path, Hints(modified=OWN))[0]


def days(source: str, path: str = "retro.md") -> str:
    entry = first(source, path).entry
    return f"{entry.start} {entry.end}"


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        ("2024-Q3", "2024-07-01", "2024-09-30"),
        ("3Q24", "2024-07-01", "2024-09-30"),
        ("Q3 '24", "2024-07-01", "2024-09-30"),
        ("24년 3분기", "2024-07-01", "2024-09-30"),
        ("third quarter of 2024", "2024-07-01", "2024-09-30"),
        ("2024H1", "2024-01-01", "2024-06-30"),
        ("second half of 2024", "2024-07-01", "2024-12-31"),
        ("2024年度下期", "2024-10-01", "2025-03-31"),
        ("Jan – Mar 2024", "2024-01-01", "2024-03-31"),
        ("2024년 1월 ~ 3월", "2024-01-01", "2024-03-31"),
        ("2024年1-3月", "2024-01-01", "2024-03-31"),
        ("2024 W5", "2024-01-29", "2024-02-04"),
        ("2024年第五周", "2024-01-29", "2024-02-04"),
        ("Weeknotes 2024.05", "2024-01-29", "2024-02-04"),
        ("second week of March 2024", "2024-03-11", "2024-03-17"),
        ("2024.03 2주차", "2024-03-11", "2024-03-17"),
        ("7m3w", "2022-07-18", "2022-07-24"),
        ("240129~0202", "2024-01-29", "2024-02-02"),
        ("20240129-20240202", "2024-01-29", "2024-02-02"),
        ("29.01. - 02.02.2024", "2024-01-29", "2024-02-02"),
        ("Mon 29 Jan – Fri 2 Feb 2024", "2024-01-29", "2024-02-02"),
        ("2024-01-29/2024-02-02", "2024-01-29", "2024-02-02"),
        ("2024年1月29日ー2月2日", "2024-01-29", "2024-02-02"),
        ("二〇二四年一月二十九日", "2024-01-29", "2024-01-29"),
        ("202401291815", "2024-01-29", "2024-01-29"),
    ],
)  # fmt: skip
def test_a_notation_is_read(written: str, start: str, end: str) -> None:
    """Quarters, halves, ranges of months, weeks and days without signs."""
    found = dates.first(written, 2022)
    assert found is not None
    assert (found.span.start.isoformat(), found.span.end.isoformat()) == (start, end)


@pytest.mark.parametrize(
    "written", ["v24.01.29", "Part 1/2", "part1-2", "07-8월", "3/4주차", "평점 4/5", "Game 4/10 in ten weeks"]
)
def test_a_number_with_a_unit_or_a_name_is_no_day(written: str) -> None:
    """A version, a part of a book, a score, the number of a file before a month."""
    assert dates.first(written, 2022) is None


@pytest.mark.parametrize(
    ("path", "start", "end"),
    [
        ("2024년/1월/29일.md", "2024-01-29", "2024-01-29"),
        ("2024/January/29.md", "2024-01-29", "2024-01-29"),
        ("2024/01-January/29.md", "2024-01-29", "2024-01-29"),
        ("202401/29.md", "2024-01-29", "2024-01-29"),
        ("日報/2024年1月/29日.md", "2024-01-29", "2024-01-29"),
        ("회고_240129.md", "2024-01-29", "2024-01-29"),
        ("2024/0129-0202.md", "2024-01-29", "2024-02-02"),
        ("20240129_0202.md", "2024-01-29", "2024-02-02"),
        ("20240129_101112.md", "2024-01-29", "2024-01-29"),
        ("weeknotes/2024-13.md", "2024-03-25", "2024-03-31"),
        ("weekly/2024/13.md", "2024-03-25", "2024-03-31"),
        ("周报/2024第13周.md", "2024-03-25", "2024-03-31"),
        ("monthly/2024-03.md", "2024-03-01", "2024-03-31"),
        ("202208/07-8월 1주차.md", "2022-08-01", "2022-08-07"),
        ("2022년/8월/1주차.md", "2022-08-01", "2022-08-07"),
        ("2024/Q3/retro.md", "2024-07-01", "2024-09-30"),
        ("24y/1h.md", "2024-01-01", "2024-06-30"),
        ("retro-2024-01.md", "2024-01-01", "2024-01-31"),
        ("2024-Jan.md", "2024-01-01", "2024-01-31"),
        ("meetings/012924-standup.md", "2024-01-29", "2024-01-29"),
        ("retro-112621.md", "2021-11-26", "2021-11-26"),
        ("retro-050124.md", "2024-05-01", "2024-05-01"),
        ("121024.md", "2012-10-24", "2012-10-24"),
        ("181021.md", "2018-10-21", "2018-10-21"),
    ],
)
def test_a_path_is_read_from_the_outside_in(path: str, start: str, end: str) -> None:
    """Each folder narrows what those around it say, and the name narrows the last of them."""
    found = path_day.span_of(path, None)
    assert found is not None
    assert (found.start.isoformat(), found.end.isoformat()) == (start, end)


@pytest.mark.parametrize(
    "path",
    ["v1.2.3.md", "part1-2.md", "3-4.md", "sprint12-13.md", "sprint-3.md", "issue-1234.md", "01/02.md"],
)
def test_a_number_in_a_path_is_no_day(path: str) -> None:
    """Without a year around it a pair of figures is a chapter, a sprint or a version."""
    assert path_day.span_of(path, 2026) is None


@pytest.mark.parametrize(
    "front",
    [
        "createdAt: 2024-01-29T05:00:00.000Z",
        "pubDatetime: 2024-01-29T05:00:00+09:00",
        "작성일: 2024.01.29",
        "公開日: 2024/01/29",
        "创建时间: 2024年1月29日",
        "date: 1706500000",
        "date: [[2024-01-29]]",
        "meta:\n  date: 2024-01-29",
        "published: true\ncreated: 2024-01-29",
        "updated: 2025-01-01\npublished: 2024-01-29",
        "year: 2024\nmonth: 1\nday: 29",
        "permalink: /2024/01/29/retro/",
        "version: 2025.01.01\nsubtitle: January 29, 2024",
    ],
)
def test_front_matter_tells_a_day_by_the_words_of_its_keys(front: str) -> None:
    """Whatever the key is called and wherever it is nested; not the day of the last change, not a version."""
    assert days(f"---\ntitle: Retro\n{front}\n---\n\n{KPT}") == "2024-01-29 2024-01-29"


@pytest.mark.parametrize(
    "front",
    [
        "date: 2024-02-05\nsprint: 2024-01-29 - 2024-02-02",
        "start_date: 2024-01-29\nend_date: 2024-02-02",
        "period:\n  from: 2024-01-29\n  to: 2024-02-02",
        "시작일: 2024-01-29\n종료일: 2024-02-02",
        "date: [2024-01-29, 2024-02-02]",
        "期間: 2024/1/29〜2/2",
    ],
)
def test_what_front_matter_covers_goes_before_its_date(front: str) -> None:
    """A span under one key, under two, in a list, or nested."""
    assert days(f"---\ntitle: Retro\n{front}\n---\n\n{KPT}") == SPAN


@pytest.mark.parametrize(
    "opening",
    [
        "| Period | Team |\n|---|---|\n| 2024-01-29 ~ 2024-02-02 | two |",
        "| Team | Start | End |\n|---|---|---|\n| two | 2024-01-29 | 2024-02-02 |",
        "- Start date: 2024-01-29\n- End date: 2024-02-02",
        "- 開始日: 2024-01-29\n- 終了日: 2024-02-02",
        "**Iteration**: Jan 29 - Feb 2, 2024",
        "학습 기간: 2024.01.29 ~ 02.02",
        "The third sprint of our small team ran from January 29, 2024 to February 2, 2024.",
        "2024년 1월 29일부터 2월 2일까지 우리 팀이 함께 진행한 세 번째 스프린트를 돌아본다.",
        "2024年1月29日から2月2日まで、チームで取り組んだ三回目のスプリントを振り返ります。",
        "这是我们小组从2024年1月29日到2月2日的第三次迭代，一起看看做得怎么样。",
    ],
)
def test_an_opening_states_its_span(opening: str) -> None:
    """A column of a table, two keys, or a sentence before the first section."""
    assert days(f"# Retro\n\n{opening}\n\n{KPT}") == SPAN


@pytest.mark.parametrize(
    ("source", "path"),
    [
        (f"---\ndate: 2024-02-04\n---\n\n1월 29일 ~ 2월 2일간의 회고이다.\n\n{KPT}", "retro.md"),
        (f"# 2024년 1월 다섯째 주 회고\n\n1월 29일 ~ 2월 2일간의 회고이다.\n\n{KPT}", "retro.md"),
        (f"# Week 5 of 2024\n\nJan 29 - Feb 2\n\n{KPT}", "retro.md"),
        (f"# Retro\n\nThis covers Jan 29 - Feb 2.\n\n{KPT}", "team-2024/retro.md"),
        (f"---\ndate: 2024-02-03\n---\n\n# 1/29 ~ 2/2 회고\n\n{KPT}", "retro.md"),
    ],
)
def test_a_stated_span_goes_before_a_week_and_the_day_of_writing(source: str, path: str) -> None:
    """Its year is the one of the week, of the front matter or of the folder."""
    assert days(source, path) == SPAN


def test_a_title_that_is_a_label_of_prose_opens_no_section() -> None:
    """`회고` above the text is its title, and the sentence below states what it covers."""
    assert (
        days(f"# 회고\n\n2023년 9월부터 2024년 2월까지 진행한 프로젝트.\n\n{KPT}") == "2023-09-01 2024-02-29"
    )


def test_a_span_that_a_text_of_january_names_lies_in_the_year_before() -> None:
    """A text looks back; what it names without a year was hardly to come."""
    source = f"---\ndate: 2024-01-05\n---\n\n# Sprint Dec 18 - Dec 29\n\n{KPT}"
    assert days(source) == "2023-12-18 2023-12-29"
    assert days(source.replace("Dec 18 - Dec 29", "12/27 ~ 1/3")) == "2023-12-27 2024-01-03"


@pytest.mark.parametrize(
    "footer",
    ["*January 29, 2024*", "---\n\nWritten on January 29, 2024", "<div align=right>2024.01.29</div>"],
)
def test_the_last_lines_tell_the_day_where_nothing_else_does(footer: str) -> None:
    """A signature counts after all that stands further up, and after the path."""
    assert days(f"# Retro\n\n{KPT}\n{footer}\n") == "2024-01-29 2024-01-29"
    assert days(f"# Retro\n\n{KPT}\n{footer}\n", "2024-01-30.md") == "2024-01-30 2024-01-30"


@pytest.mark.parametrize(
    "line",
    [
        "Next retro: 2024-02-12",
        "| Next retro | 2024-02-12 |\n|---|---|\n| Team | two |",
        "마감일: 2024-02-12",
        "次回: 2024-02-12",
        "下次会议日期: 2024-02-12",
        "Last updated: 2024-02-12",
        "The release of 2024-01-15 went badly.",
        "[An article](https://example.org/2020/05/06/kpt) that we read.",
        "```\nDate: 2024-02-12\n```",
        "    2024-02-12 12:00 ERROR",
    ],
)
def test_the_day_of_something_else_does_not_count(line: str) -> None:
    """What is due or next, a last change, a release, an address, code."""
    assert days(f"# Retro\n\n{line}\n\n{KPT}", "2024-01-29.md") == "2024-01-29 2024-01-29"


@pytest.mark.parametrize(
    "said",
    [
        "I was born on 3 March 1990.",
        "The book appeared on March 3, 2015, and we like it.",
        "We moved to 2.0.12.",
        "3/4 of the team was here.",
        "See [a post](https://example.org/2019/03/04/x).",
    ],
)
def test_what_only_happens_to_hold_a_day_tells_none(said: str) -> None:
    """A birthday, a book, a version, a fraction and an address leave the file's own day, with a warning."""
    reading = first(f"# Retro\n\n{said}\n\n{KPT}")
    assert reading.entry.start == OWN
    assert any("no date found" in warning for warning in reading.warnings)


def test_a_plan_begins_with_the_first_day_of_its_table() -> None:
    """Its rows go over the turn of the year."""
    plan = "# Study plan\n\n| Date estimated | Task |\n|---|---|\n| December 20 - December 26 | read |\n| January 2 | write |\n"
    assert days(plan, "2017/plan.md") == "2017-12-20 2018-01-02"


@pytest.mark.parametrize(
    "day",
    ["Mon, Jan 29", "Monday, January 29th", "Jan 29 (Mon)", "1/29 Mon", "1월 29일 월요일", "1月29日 星期一"],
)
def test_a_weekday_tells_the_year_however_it_is_written(day: str) -> None:
    """The last year in which the day fell on it."""
    assert days(f"# Retro {day}\n\n{KPT}") == "2024-01-29 2024-01-29"


@pytest.mark.parametrize(
    "source",
    [
        f"---\ntitle: Retro\nsprint: 2024-01-29 - 2024-02-02\n---\n\n{KPT}",
        f"---\ntitle: Retro\nstart_date: 2024-01-29\nend_date: 2024-02-02\n---\n\n{KPT}",
        f"---\ntitle: Retro\ncreatedAt: 2024-01-29T05:00:00Z\n---\n\n{KPT}",
        f"# Retro\n\n| Date | Team |\n|---|---|\n| 2024-01-29 | two |\n\n{KPT}",
        f"# Retro\n\n{KPT}\n---\n\n*2024-01-29*\n",
        f"# 二〇二四年一月二十九日\n\n{KPT}",
    ],
)
def test_a_changed_day_is_read_where_the_old_one_stood(source: str) -> None:
    """Untouched it comes back byte for byte; changed it reads back, as a day and as a span."""
    entry = first(source).entry
    assert write(entry) == source.encode()
    for start, end in (
        (dt.date(2024, 3, 4), dt.date(2024, 3, 4)),
        (dt.date(2024, 3, 4), dt.date(2024, 3, 8)),
    ):
        again = first(write(replace(entry, start=start, end=end)).decode()).entry
        assert (again.start, again.end) == (start, end)


def test_several_boards_of_one_file_are_of_the_day_in_its_name() -> None:
    """None of them states one of its own."""
    one = "### 잘한 점\n- a\n\n### 아쉬운 점\n- b\n\n"
    found = read(f"# 배포\n\n{one}# 검색\n\n{one}".encode(), "회고/2022-07-31 주간회고.md")
    assert {reading.entry.start for reading in found} == {dt.date(2022, 7, 31)}


def test_a_week_does_not_begin_after_it_was_written_about() -> None:
    """Weeks of a month are counted in two ways; the day of writing settles which."""
    for day, start in (("2020-05-10", "2020-05-04"), ("2020-05-17", "2020-05-11")):
        source = f"---\ndate: {day}\n---\n# 2020년 5월 2주차 회고\n\n## Keep\n- a\n\n## Problem\n- b\n"
        assert read(source.encode(), "a.md")[0].entry.start.isoformat() == start


def test_a_file_named_by_its_day_is_of_that_day() -> None:
    """Whatever a number in a heading may be."""
    assert read(b"# Notes\n\n## 3.1 States\n\nOpen.\n", "Daily/2024-01-15.md")[0].entry.start == dt.date(
        2024, 1, 15
    )


def test_today_as_the_text_says_it() -> None:
    """Brackets that Markdown escapes are brackets, and a day above 12 says which figure is the day."""
    hints = Hints(modified=dt.date(2024, 6, 1))
    assert (
        read("# 第二周\n\n今天是4.19，第二周。\n".encode(), "周记.md", hints)[0].entry.start.isoformat()
        == "2024-04-19"
    )
    source = b"# Week of \\[08-09-2025\\] to \\[16-09-2025\\]\n\n## Done\n- a\n"
    assert read(source, "a.md", hints)[0].entry.start.isoformat() == "2025-09-08"


def test_days_without_a_year_are_in_the_one_that_the_text_names() -> None:
    """Rather than in the year in which the file was copied to where it lies; but never in one of several."""
    assert days(f"# 회고 1/29 ~ 2/2\n\n2024년 첫 배포를 마친 주.\n\n{KPT}") == SPAN
    assert not first(f"# 회고 1/29 ~ 2/2\n\n2024년 첫 배포를 마친 주.\n\n{KPT}").warnings
    assert days(f"# 회고 1/29 ~ 2/2\n\n2023년보다 2024년이 나았다.\n\n{KPT}") == "2026-01-29 2026-02-02"
    assert days(f"# 회고 1/29 ~ 2/2\n\n2031년까지 버티자.\n\n{KPT}") == "2026-01-29 2026-02-02"


def test_the_first_row_of_weeks_tells_the_days_of_a_plan() -> None:
    """Also where no words state a day; the year is the file's own, and that is said."""
    reading = first("# Study plan\n\n| Week 1 | 3/4 | graphs |\n|--|--|--|\n| Week 2 | 3/11 | trees |\n")
    assert f"{reading.entry.start} {reading.entry.end}" == "2026-03-04 2026-03-11"
    assert "the year 2026 is not stated" in str(reading.warnings[0])


def test_a_key_may_be_bold_without_a_colon() -> None:
    assert days(f"# Camping app\n\n**기간** 2024.01.29 - 2024.02.02  \n**인원** 4인\n\n{KPT}") == SPAN
    assert days(f"# Camping app\n\n**기간이 길었던** 2024.01.29 배포\n\n{KPT}") != SPAN


def test_numbers_of_sections_are_no_days_of_another_season() -> None:
    """`4.3` may be a day of the week in which the text was written, and is none half a year before."""
    source = "---\ndate: {day}\n---\n\n### 4.2.1 Rights\n\n- rights\n\n## 4.3 Charts\n\n- packages\n\n## 今日の学び\n\n- charts\n"
    assert days(source.format(day="2020-10-19")) == "2020-10-19 2020-10-19"


def test_the_span_of_a_sprint_tells_more_than_the_day_of_its_report() -> None:
    line = "**Product:** Login | **Date:** Feb 2, 2024 | **Sprint Period:** January 29–February 2, 2024 (Mon–Fri)"
    assert days(f"# Sprint 2 report\n{line}\n\n{KPT}") == SPAN


def test_a_line_far_down_does_not_date_what_front_matter_dates() -> None:
    """It does where nothing else states a day, as does a list item with what was done below it."""
    notice = "The blog was out of reach.\n\nSites that closed:\n\n- some\n\n2024-01-22 the north hall\n\nMore to come.\n"
    assert days(f"Title: Why\nDate: 2024-01-24 00:00:00\nTags: diary\n\n{notice}") == "2024-01-24 2024-01-24"
    assert days(f"# Why\n\n{notice}") == "2024-01-22 2024-01-22"
    assert (
        days("# 개발일지\n\n### 소개\n\n친구들의 홈페이지\n\n### 기록\n\n- 2024-01-22\n  - 초기화\n")
        == "2024-01-22 2024-01-22"
    )
    assert (
        days("# 개발일지\n\n### 소개\n\n친구들의 홈페이지\n\n### 배포\n\n- 2024-01-22\n- v2\n")
        == "2026-11-01 2026-11-01"
    )


def test_the_year_before_the_word_is_reviewed() -> None:
    """`Congratulations for 2025 and summary of 2024`; of a span of years the first."""
    for title, year in (
        ("2025年寄语&2024年总结", 2024),
        ("2024年総括と2025年の抱負", 2024),
        ("2023 - 2024 Year in Review", 2023),
    ):
        assert days(f"# {title}\n\n## 学习\n\n不少。\n") == f"{year}-01-01 {year}-12-31", title


def test_sessions_that_begin_with_the_time_are_days() -> None:
    """`9:05 AM, 3/4/2024` opens what was done from then on."""
    log = "9:05 AM, 3/4/2024\nSet up the project.\n\nAll the tests pass.\n\n2:10 pm 3/7/2024\nWrote the logger.\n\n8:40 PM, 3/10/2024\nWrote the driver.\n"
    found = read(log.encode(), "devlog.md", Hints(modified=OWN))
    assert [(each.entry.kind, str(each.entry.start)) for each in found] == [
        ("daily", "2024-03-04"), ("daily", "2024-03-07"), ("daily", "2024-03-10"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "start", "end"),
    [
        ("*These notes are for the week beginning 29th January 2024.*", "2024-01-29", "2024-02-04"),
        ("Notes for the week ending 4 February 2024", "2024-01-29", "2024-02-04"),
        ("What I did in the week of Jan 29, 2024 and why it took so long", "2024-01-29", "2024-02-04"),
    ],
)
def test_a_sentence_names_the_week_by_one_of_its_ends(sentence: str, start: str, end: str) -> None:
    """It goes before the day on which the text was put into the world."""
    source = f"---\ntitle: 'Weeknote #19'\ncreated: 2024/02/05\n---\n\n{sentence}\n\nWrote a parser and threw it away again.\n"
    assert days(source, "weeknote.19.md") == f"{start} {end}"


def test_when_a_task_was_done_is_not_the_day_of_its_page() -> None:
    """Note-takers write behind a task with a box when it was done or is due."""
    source = "#daily\n\n# Goals\n- [x] hello ✅ 2024-01-30\n- [ ] login [due:: 2024-02-01]\n- [ ] tests 📅 2024-02-02\n"
    assert days(source, "Daily/2024-01-29.md") == "2024-01-29 2024-01-29"
    assert days("# Log\n\n📅 2024-01-29\n\n- walked\n", "log.md") == "2024-01-29 2024-01-29"


@pytest.mark.parametrize(
    "line", ["★★2024/1/29★★", "//29.01.2024 - ~1:30h", "=== 2024-01-29 ===", "■2024年1月29日"]
)
def test_a_day_may_be_set_off_by_signs(line: str) -> None:
    """Also in a block that keeps its spaces, where nothing else is looked for."""
    assert days(f"# Make a page\n\nOnce upon a time.\n\n{line}\n- began\n") == "2024-01-29 2024-01-29"
    inside = f"# Make a page\n\n<pre>\nthe log\n\n{line.split(' - ')[0]}\ncloned it\n</pre>\n"
    assert days(inside) == "2024-01-29 2024-01-29"


def test_the_earliest_of_the_days_with_which_items_begin() -> None:
    """A notebook by subjects, in which each line has its day; two such lines may be about anything."""
    notebook = "# Practice\n* made an account\n* cloned\n* read\n* 2024/02/05: a shell\n* 2024/01/31: an editor\n# Theory\n* 2024/01/29: graphs\n* read on\n"
    assert days(notebook) == "2024-01-29 2024-01-29"
    assert days("# Facts\n* 2024/02/05: a comet\n* 2024/01/31: a storm\n") == f"{OWN} {OWN}"


def test_a_counted_day_further_down_tells_the_day() -> None:
    """`First day 01/29`, behind a title and what was used."""
    log = "# Todo list\n\n## built with what I just learned\n\n# Tools\n- a library\n\n# First day 01/29\n\n## What I learned\n- boxes\n\n# 01/30\n\n## What I learned\n- lines\n"
    assert days(log, "README.md") == "2026-01-29 2026-01-29"


def test_paragraphs_of_a_log_may_begin_with_days() -> None:
    """Without a year, in their order; figures in any other order are something else."""
    log = "3/4 -> 표를 그려 봄\n\n3/5 한참 헤맴\n\n4/2 <br>\n로그인을 만들었다\n\n4/7\n글쓰기까지 했다\n"
    readings = read(log.encode(), "개발 일지.md", Hints(modified=dt.date(2024, 11, 1)))
    assert [each.entry.start.isoformat()[5:] for each in readings] == ["03-04", "03-05", "04-02", "04-07"]
    assert b"".join(write(each.entry) for each in readings) == log.encode()
    mixed = log.replace("4/2", "2/2")
    assert len(read(mixed.encode(), "개발 일지.md", Hints(modified=dt.date(2024, 11, 1)))) == 1


def test_days_of_one_month_written_once_part_a_log() -> None:
    """`2-8 Jan` is no section 2-8."""
    log = "# Devlog 3\n\n## 1 Jan 2024\n\nSearched.\n\n## 2-8 Jan 2024\n\nDrew.\n\n## 9 Jan 2024\n\nDone.\n"
    starts = [each.entry.start.isoformat() for each in read(log.encode(), "devlog-3.md")]
    assert starts == ["2024-01-01", "2024-01-02", "2024-01-09"]


def test_a_review_of_a_year_that_says_when_it_was_written() -> None:
    source = (
        "---\ntitle: 2024년 1분기를 보내며 쓰는 2023년 회고\ndate: 2024-03-22\n---\n\n### 한 일\n\n1. 이직\n"
    )
    entry = first(source, "_posts/2024-03-22-2023.md").entry
    assert (entry.kind, entry.start.isoformat()) == ("year", "2023-01-01")


def test_what_describes_a_post_tells_its_week() -> None:
    """A line of front matter that is shown as its summary."""
    source = "---\ntitle: A walk\nexcerpt: Weeknotes beginning 29 January 2024.\n---\n\nIt rained.\n"
    assert days(source, "_posts/2024-02-06-a-walk.md") == "2024-01-29 2024-02-04"


def test_a_name_that_has_the_figures_of_a_day_in_another_order() -> None:
    """`14-8-23` is the day that front matter states; a name that says its year is believed."""
    source = "---\ntitle: Warm-up - Monday, 14th August 2023\ndate: 2023-08-14\n---\n\nAll day.\n"
    assert days(source, "daily/14-8-23-warm-up.md") == "2023-08-14 2023-08-14"
    assert days("# 16/12/22\n\nAll day.\n", "2022-12-16.md") == "2022-12-16 2022-12-16"


def test_a_time_of_day_is_no_key() -> None:
    """`From 29/01/2024 3:00 a.m to …` is a span, not the value `00 a.m to …` of a key."""
    source = "# Postmortem\n\n## Summary\n\nThe disk was full.\n\n### Duration\nFrom 29/01/2024 3:00 a.m to 02/02/2024 2 a.m (GMT-5)\n\n## Root cause\n\nA log.\n"
    assert days(source, "pm/README.md") == SPAN


def test_lines_that_begin_with_who_wrote_and_when() -> None:
    log = "## 开发日志\n\n#### 规范\n\n- 不换行\n\n【甲】2024.01.29 开始\n\n【乙】2024.01.30 继续\n\n【甲】2024.02.02完成\n"
    assert days(log, "开发日志.md") == "2024-01-29 2024-01-29"


def test_numbers_of_sections_and_of_things_tell_no_day() -> None:
    """`3-3. Files` below a text with `2000 characters` in it."""
    source = "# Retro of the planner\n\n## 1. Goals\n\n- chunks of 2000 characters\n\n## 3. Parts\n\n### 3-1. Flow\n\nOne.\n\n### 3-3. Files\n\nTwo.\n\n## 4. Problems\n\n- slow\n"
    assert days(source) == f"{OWN} {OWN}"
