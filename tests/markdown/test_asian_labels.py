"""Headings and days as posts in Korean, Japanese and Chinese put them, and what only sounds like them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from retrotui import vocabulary
from retrotui.markdown import dates
from retrotui.markdown.day import is_dated
from retrotui.markdown.label import load
from retrotui.markdown.reader import Hints, read
from retrotui.markdown.writer import write
from tests.markdown.accounting import lost_lines
from tests.markdown.test_real_shapes import counts, readings

D = dt.date

HEADINGS = {
    "did": "금일 수행 업무|이번 주에 해낸 일|오늘 뭐 했지?|할일 및 한일|本日の活動内容|対応内容|今日は何をしたか|今日工作总结|我做的事情|任务完成情况",
    "problem": "막혔던 것 / 배운 것|겪은 시행착오|개선되어야 할 점|문제라고 느낀 점|안 좋았던 것|아쉬움이 남는 점|어떤 문제가 있었나|課題だと感じた点|つまずきポイント|"
    "やり残したこと|できていないこと|何に困ったか|浮き彫りになった課題|问题和困难|没做好的地方|出了什么问题|遇到了什么问题|待改进的地方",
    "keep": "칭찬하고 싶은 점|앞으로도 유지할 점|마음에 들었던 것|좋다고 느낀 점|うまくいっていること|できるようになったこと|継続すべきこと|何が良かったか|值得坚持的|需要保持的|哪里做得好",
    "learned": "터득한 것|이번에 얻어간 것|오늘의 깨달음|핵심 교훈|学びと気づき|初めて知ったこと|理解できたこと|何を学んだのか？|收获与感悟|今日所学|有什么收获",
    "unclear": "이해가 안 가는 것|더 알아볼 내용|풀리지 않은 의문|헷갈린 부분|理解が浅いところ|疑問に残ったこと|もっと知りたいこと|没弄懂的|困惑的地方|尚未解决的问题",
    "try": "다음 프로젝트에서는|차주 진행 예정|명일 계획|어떻게 개선할 것인가|재발 방지 대책|次回までの宿題|今後の方針|来週する事|どうすれば良いか|残っている作業|[[明日工作]]|下次怎么做|明天要做的事|如何改进",
    "goal": "무엇을 얻고자 했는가|달성하려고 했던 것|목표는 무엇이었나|何をしようとしていたのか|当初の計画|目指していたこと|我们原本的目标是什么|想要达到的目标",
    "result": "실제로 무엇이 일어났나|무슨 일이 있었는가?|무엇을 달성했나|実際に起きた事|結果はどうだったか|达成情况|实际上发生了什么",
    "lesson": "왜 그런 차이가 생겼나|실패 요인|근본적인 원인|なぜうまくいかなかったのか|差が生じた理由|失敗要因|为什么会有差异|失败原因",
}
PLAIN = (
    "문제 풀이|결과 화면|실제 코드|왜 인덱스가 느린가|다음 단계로 넘어가기|알아두면 좋은 점|주의해야 할 점|질문 게시판|만족도 조사|이월 처리 로직|내일 날씨|실패 케이스 테스트",
    "実行結果|なぜテストを書くのか|次の記事|目標とする構成|Rustの良いところ|できないこと|失敗した場合|質問フォーム|改善された点|知っておきたいこと|実際に動かしてみる",
    "问题描述|目标检测|性能优化方案|执行计划|为什么使用|下一步操作|如何安装|收获季节|保持连接|核心难点|发生了什么变化|风险评估",
)


@pytest.mark.parametrize("role", HEADINGS)
def test_headings_tell_their_role_by_how_they_are_put(role: str) -> None:
    wrong = {label: load().loose_candidates(label) for label in HEADINGS[role].split("|")}
    assert {label: roles for label, roles in wrong.items() if role not in roles} == {}


@pytest.mark.parametrize("headings", PLAIN)
def test_headings_of_articles_are_no_labels(headings: str) -> None:
    found = {label: load().loose_candidates(label) for label in headings.split("|")}
    assert {label: roles for label, roles in found.items() if roles} == {}


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("24년 3월 5일 (화)", D(2024, 3, 5), D(2024, 3, 5)),
        ("'24년 3월 5일", D(2024, 3, 5), D(2024, 3, 5)),
        ("2024 03 05", D(2024, 3, 5), D(2024, 3, 5)),
        ("令和6年3月5日(火)", D(2024, 3, 5), D(2024, 3, 5)),
        ("令和元年5月7日", D(2019, 5, 7), D(2019, 5, 7)),
        ("2024年3月5号", D(2024, 3, 5), D(2024, 3, 5)),
        ("2024년 3월 2주차", D(2024, 3, 11), D(2024, 3, 17)),
        ("2024년 3월 둘째 주", D(2024, 3, 11), D(2024, 3, 17)),
        ("2024年3月第二周", D(2024, 3, 11), D(2024, 3, 17)),
        ("2024年第10周周报", D(2024, 3, 4), D(2024, 3, 10)),
        ("3/4-3/8", D(2000, 3, 4), D(2000, 3, 8)),
        ("週報(3/04-08)", D(2000, 3, 4), D(2000, 3, 8)),
        ("2024.03.04-03.08", D(2024, 3, 4), D(2024, 3, 8)),
        ("周报 20240304-20240308", D(2024, 3, 4), D(2024, 3, 8)),
        ("3月4日至8日", D(2000, 3, 4), D(2000, 3, 8)),
        ("24년 3월", D(2024, 3, 1), D(2024, 3, 31)),
        ("2024년 하반기", D(2024, 7, 1), D(2024, 12, 31)),
        ("2024年第1四半期", D(2024, 1, 1), D(2024, 3, 31)),
    ],
)
def test_days_and_spans_in_their_notations(words: str, start: dt.date, end: dt.date) -> None:
    found = dates.first(words, 2000)
    assert found
    assert (found.span.start, found.span.end) == (start, end)


@pytest.mark.parametrize("heading", ["2-1 . 느린 응답", "1-3. 構成", "3-2 部署"])
def test_numbers_of_sections_with_a_hyphen_are_no_days(heading: str) -> None:
    assert not is_dated(heading)


def test_a_hyphen_before_a_weekday_is_a_day() -> None:
    assert is_dated("3-5 화")
    assert is_dated("11-09 API 정리")


def test_nested_bullets_with_wiki_links_are_sections() -> None:
    source = "- 日志\n\t- [[今日工作]]\n\t\t- 整理接口\n\t\t- 写测试\n\t- [[明日工作]]\n\t\t- 发布\n"
    reading = readings(source, "journals/2024_03_05.md")[0]
    assert reading.entry.kind == "daily"
    assert counts(reading.entry) == {"did": 2, "try": 1}


def test_a_heading_for_the_next_week_is_no_second_week() -> None:
    source = "# Week 2 (2024-03-04 ~ 03-08)\n\n## 이번 주 한 것\n- 큐 구현\n\n## 다음 주 (Week 3: ~3/15)\n- 그래프\n- 트리\n"
    entry = readings(source, "weekly/week2.md")[0].entry
    assert counts(entry) == {"did": 1, "try": 2}
    assert sum(section.week is not None for section in entry.sections) == 1


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("# 포스트모템: 캐시 서버\n\n## 타임라인\n\n밤에 멈췄다.\n\n## 교훈\n\n1. 한도를 둔다.\n", "cache.md"),
        ("# 夜間バッチの障害\n\n## 障害の概要\n\n止まった。\n\n## 原因分析\n\n上限を超えた。\n\n## 教訓\n\n- 上限を見る\n", "batch.md"),
        ("# 支付故障复盘\n\n## 故障经过\n\n超时。\n\n## 根因分析\n\n- 没有限流\n\n## 改进措施\n\n- 加限流\n", "pay.md"),
    ],
)  # fmt: skip
def test_a_report_on_an_incident_is_a_review_of_an_action(source: str, name: str) -> None:
    assert readings(source, name)[0].entry.kind == "aar"


def test_details_beside_a_whole_set_are_neither_sections_nor_parts() -> None:
    plan = "".join(f"## 段階{n}\n\n- 目的: 公開する\n- 進捗: 半分\n\n" for n in (1, 2))
    trio = "## 振り返り\n\n**Keep**\n\n- 朝会\n\n**Problem**\n\n- 遅い試験\n\n**Try**\n\n- 並列にする\n"
    found = readings(f"# 計画\n\n{plan}{trio}", "plan.md")
    assert len(found) == 1
    assert counts(found[0].entry) == {"keep": 1, "problem": 1, "try": 1}


@pytest.mark.parametrize("key", ["着手日 / 完了日", "회고일", "实施日期", "振り返り日"])
def test_keys_that_name_the_day_of_the_work_state_it(key: str) -> None:
    source = f"# KPT\n\n- {key}: 2024-03-05 / 2024-03-06\n\n## Keep\n- a\n\n## Problem\n- b\n\n## Try\n- c\n"
    assert readings(source, "retro.md")[0].entry.start == D(2024, 3, 5)


def test_a_stage_s_number_in_a_table_is_told() -> None:
    source = "## 배운 것\n\n| 단계 | 내용 |\n|---|---|\n| 2 | 캐시 |\n| 2 | 큐 |\n| 5 | 잠금 |\n\n## 문제\n- 느린 배포\n"
    found = read(source.encode(), "2024-03-05.md", Hints(modified=D(2024, 3, 6)))
    assert [item.body for item in found[0].entry.items_of("learned")] == ["단계: 2", "단계: 2", "단계: 5"]
    assert not lost_lines(source, found)
    assert write(found[0].entry) == source.encode()


def test_a_pattern_s_noun_stands_for_the_words_of_its_file(tmp_path: Path) -> None:
    words = "roles: {}\nnoun: '(?:cosas|puntos)'\npatterns: [{roles: [keep], like: ['^{noun} buenas$']}]\n"
    (tmp_path / "es.yaml").write_text(words, "utf-8")
    known = load(vocabulary.read(tmp_path))
    assert known.loose_candidates("Cosas buenas") == ("keep",)
    assert known.loose_candidates("Noches buenas") == ()
