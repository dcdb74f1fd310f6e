"""What Korean, Japanese and Chinese say without a known phrase: cues, quotes that ask, entries of nothing, years that are not written."""

from __future__ import annotations

import datetime as dt

import pytest

from retrotui.markdown import dates, item_line, year_told
from retrotui.markdown.label import load
from retrotui.markdown.reader import Hints, read
from retrotui.markdown.writer import write
from tests.markdown.article_headings import ARTICLES
from tests.markdown.test_real_shapes import counts, readings

D = dt.date

CUED = {
    "keep": "팀으로서 잘 해낸 부분|덕분에 수월했던 것|앞으로도 가져가고 싶은 것|무엇이 도움이 되었나요?|役に立ったこと|思ったよりうまく進んだこと|これからも続けていきたい習慣|哪些做法有帮助|团队配合顺利的地方",
    "problem": "발목을 잡은 것|그만해야 할 행동|계획대로 되지 않은 일|나를 지치게 한 것|思ったように進まなかったこと|守れなかった約束|何に苦労しましたか？|改善できそうなところ|改善の余地|卡住的地方|应该停止的做法",
    "try": "다시 한다면 다르게 해 볼 것|더 나은 팀이 되려면|어떻게 하면 더 잘할 수 있을까?|もし時間があったらやりたかったこと|同じ失敗を防ぐには|如果重来一次会怎么做|以后要避免的事",
    "learned": "이해한 것|실패에서 배운 것|프로젝트가 나에게 알려준 것|レビューで教わったこと|意外だった発見|从失败中得到的教训|我意识到了什么",
    "unclear": "수업을 듣고도 이해가 안 된 부분|확신이 없는 부분|まだ自信がないところ|腑に落ちていない点|还没想明白的地方|仍然困惑的点",
    "goal": "이번 스프린트에서 기대했던 것|チームが目指したもの|我们期望的结果是什么",
}


@pytest.mark.parametrize("role", CUED)
def test_labels_that_describe_are_told_by_single_words(role: str) -> None:
    found = {label: load().loose_candidates(label) for label in CUED[role].split("|")}
    assert {label: roles for label, roles in found.items() if role not in roles} == {}


@pytest.mark.parametrize("language", ARTICLES)
def test_headings_of_articles_stay_plain(language: str) -> None:
    headings = ARTICLES[language].split("|")
    found = {each: roles for each in headings if set(roles := load().loose_candidates(each)) - {"prose"}}
    assert len(headings) >= 150
    assert found == {}


@pytest.mark.parametrize(
    "words",
    [
        "없음",
        "특별히 없음.",
        "오늘은 딱히 없었다",
        "(없음)",
        "특이사항 없습니다",
        "まだなし",
        "特になし。",
        "今回は特にありません",
        "該当なし",
        "暂无",
        "目前没有",
        "None so far",
        "nothing special",
        "N/A",
        "- [ ] 없음",
        "하나: 없음",
        "Ann: none this week",
    ],
)
def test_what_says_that_there_is_nothing_is_no_item(words: str) -> None:
    assert item_line.is_placeholder(words.removeprefix("- "), load())


@pytest.mark.parametrize(
    "words",
    [
        "시간이 없음",
        "없어진 로그 찾기",
        "なしで済む設定",
        "特になしで終わらせない",
        "没有写测试",
        "No tests yet",
        "nothing worked on Friday",
        "기준 없음",
    ],
)
def test_what_lacks_something_is_an_item(words: str) -> None:
    assert not item_line.is_placeholder(words, load())


def test_a_person_who_says_nothing_gives_no_item() -> None:
    source = "# KPT\n\n## Keep\n\n#### 하나\n\n짝 코딩이 편했다.\n\n#### 두리\n\n특별히 없음\n\n## Problem\n\n- なし\n\n## Try\n\n- 낮에 배포하기\n"
    entry = readings(source, "kpt.md")[0].entry
    assert counts(entry) == {"keep": 1, "try": 1}


QUOTED = "# 授業のふりかえりシート\n\n> 今日学んだこと\n- 配列の操作\n- 写像\n\n> 授業で難しかった点\n- 再帰\n\n> 感想\n- よい一日だった\n\n> 次回までにすること\n- 演習を解く\n"


def test_quoted_lines_that_ask_are_labels() -> None:
    entry = readings(QUOTED, "sheet.md")[0].entry
    assert counts(entry) == {"learned": 2, "problem": 1, "try": 1}


def test_a_quote_in_a_text_is_no_label() -> None:
    source = "# 독서 메모\n\n> 실패에서 배운 것\n\n- 첫째 장\n- 둘째 장\n"
    assert readings(source, "book.md")[0].entry.kind == "note"


def test_causes_are_no_lessons_where_lessons_are_named() -> None:
    report = "# ポストモーテム: 夜間バッチ\n\n## 原因\n\n- 上限を超えた\n- 通知がない\n\n## 改善策\n\n- 上限を見る\n\n"
    assert counts(readings(report, "batch.md")[0].entry) == {"lesson": 2, "improvement": 1}
    taught = readings(report + "## 教訓\n\n- 先に測る\n", "batch.md")[0].entry
    assert counts(taught) == {"lesson": 1, "improvement": 1}


def test_a_report_is_of_the_day_that_it_states_below_a_month() -> None:
    source = "# ポストモーテム: 検索停止 (2026-03)\n\n**発生日**: 2026-03-04\n\n## 原因\n\n- 設定\n\n## 教訓\n\n- 見直す\n"
    assert readings(source, "search.md")[0].entry.start == D(2026, 3, 4)


def _read(source: str, path: str) -> list[tuple[dt.date, dt.date]]:
    found = read(source.encode(), path, Hints(modified=D(2026, 11, 1)))
    assert b"".join(write(each.entry) for each in found) == source.encode()
    return [(each.entry.start, each.entry.end) for each in found]


def test_weekdays_tell_the_year_of_a_log() -> None:
    days = "".join(
        f"## {day}\n\n### やったこと\n\n- 作業{n}\n\n### 困ったこと\n\n- 難所{n}\n\n"
        for n, day in enumerate(("2/28(水)", "2/29(木)", "3/1(金)"))
    )
    template = "## X/XX(X)\n\n### やったこと\n\n### 困ったこと\n"
    starts = [start for start, _ in _read("# 開発 2/26 ~ 3/8 議事録\n\n" + days + template, "dev.md")]
    assert starts == [D(2024, 2, 28), D(2024, 2, 29), D(2024, 3, 1)]


@pytest.mark.parametrize(
    ("source", "latest", "year"),
    [
        ("3월 5일 (화)", 2026, 2024),
        ("3.5(화) 3.6(수)", 2026, 2024),
        ("3/5 (Tue)", 2026, 2024),
        ("3/5 (Tue)", 2024, 2024),
        ("3月5日（火曜日）", 2026, 2024),
        ("3/5", 2026, None),
        ("2/30(金)", 2026, None),
        ("3/5 (Tue)", None, None),
    ],
)
def test_the_last_year_in_which_days_fall_on_their_weekdays(
    source: str, latest: int | None, year: int | None
) -> None:
    assert year_told.of_weekdays(source, latest) == year


@pytest.mark.parametrize("folder", ["2023", "2023년", "2023年", "2023年度"])
def test_a_folder_tells_the_year(folder: str) -> None:
    assert _read("# 개인 회고\n\n많이 배운 한 해.\n", f"회고/{folder}/개인.md")[0] == (
        D(2023, 1, 1),
        D(2023, 12, 31),
    )
    logs = "".join(f"## 3/{day}\n\n- 작업\n\n" for day in (5, 6, 7))
    assert _read(f"# 일지\n\n{logs}", f"{folder}/log.md")[0][0].year == 2023


def test_the_folder_of_its_own_year_leaves_a_file_its_day() -> None:
    assert _read("# 개인 회고\n\n많이 배운 한 해.\n", "2026/개인.md")[0][0] == D(2026, 11, 1)


def test_a_day_that_holds_less_than_the_others_is_a_day_as_well() -> None:
    days = "## 7/4\n### 지금까지 한 것\n1. 회전\n\n"
    days += "".join(f"## 6/{day}\n### 오늘 한 것\n1. 지도\n\n### 내일 할 것\n1. 주행\n\n" for day in (30, 29))
    starts = [start for start, _ in _read("# 작업 일지\n\n" + days, "일지.md")]
    assert starts == [D(2026, 7, 4), D(2026, 6, 30), D(2026, 6, 29)]


@pytest.mark.parametrize("name", ["1일차.md", "day-12.md", "Day_3.md", "3日目.md"])
def test_a_file_named_by_the_number_of_a_day_is_its_page(name: str) -> None:
    [found] = read("# 웹사이트 만들기\n\n아직 자신이 없다.\n".encode(), name)
    assert found.entry.kind == "daily"


def test_a_log_of_what_was_learned_is_one_from_its_first_day_on() -> None:
    source = "# 学習ログ\n\n## 03/04\n- 問いを立てる\n\n### 補数\n- 全ビットを反転\n"
    [found] = read(source.encode(), "logs/log.md", Hints(modified=D(2026, 11, 1)))
    assert (found.entry.kind, found.entry.start.month, found.entry.start.day) == ("daily", 3, 4)


def test_a_day_may_have_blanks_around_its_slash_before_its_weekday() -> None:
    assert [start for start, _ in _read("# 8 / 2 (월)\n\n- 복습\n", "README.md")] == [D(2021, 8, 2)]
    assert dates.first("8 / 10 (점)") is None


def test_a_look_back_on_a_year_is_one_whatever_its_areas_are_weighed_by() -> None:
    board = "**좋았던 부분**\n\n- 넓은 경험\n\n**아쉬웠던 부분**\n\n- 얕은 설계\n\n"
    source = (
        "---\ntitle: 2020년을 돌아보며\ndate: 2021-01-14\n---\n\n## 커리어\n\n"
        + board
        + "## 취미\n\n"
        + board
    )
    [found] = read(source.encode(), "blog/index.md")
    assert (found.entry.kind, found.entry.start) == ("year", D(2020, 1, 1))


def test_a_line_written_as_the_labels_are_ends_what_is_above_it() -> None:
    """Its list is not the label's, whatever its words mean; a line that is punctuated otherwise names a group."""
    source = "# 2026/6/10\n実施内容\n- 配列\n\nCとの違い\n- 書き方\n- 範囲\n\n気づき\n- 長さは欄\n"
    assert counts(read(source.encode(), "log.md")[0].entry) == {"did": 1, "learned": 1}
    grouped = source.replace("実施内容", "実施内容:").replace("気づき", "気づき:")
    assert counts(read(grouped.encode(), "log.md")[0].entry) == {"did": 3, "learned": 1}
