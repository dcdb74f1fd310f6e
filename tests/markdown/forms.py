"""Documents in every layout that the reader knows, each in three languages, for the tests that edit them.

A form is a template of section names and item texts; `documents` fills it with the words of each language. Every line
has words of its own, so that a test can tell which ones an edit touched.
"""

from __future__ import annotations

import msgspec

WORDS: dict[str, dict[str, str]] = {
    "en": {
        "keep": "Keep", "problem": "Problem", "try": "Try", "issue": "Issues this week", "title": "Retro of the sprint",
        "did": "What I did", "learned": "What I learned", "unclear": "Still unclear", "well": "What went well",
        "goal": "Goals", "lesson": "Lessons learned", "result": "Results", "improvement": "Improvements", "week": "Week {n}",
        "goals": "Goals", "action": "After action review", "plan": "Study plan", "year": "2021 in review", "log": "Daily log",
        "flow": "Flow", "work": "Work", "talks": "Speaking", "day": "January 29", "thanks": "Thanks to everyone who read along.",
        "k1": "pair every morning", "k2": "short meetings", "p1": "late build", "p2": "flaky tests on Friday", "t1": "build at noon",
        "t2": "quarantine the flaky ones", "i1": "finish the login", "i2": "write the guide", "more": "it was worth the time",
        "detail": "twice a week", "intro": "A week with much rain.", "done": "done", "doing": "in progress", "who": "Ann",
        "task": "Task", "output": "Output", "stuck": "Stuck",
    },
    "ko": {
        "keep": "좋았던 점", "problem": "아쉬웠던 점", "try": "시도할 점", "issue": "이번 주 이슈", "title": "스프린트 회고",
        "did": "오늘 한 일", "learned": "새로 배운 것", "unclear": "아직 잘 모르는 것", "well": "잘 한 것",
        "goal": "목표", "lesson": "배운 점", "result": "결과", "improvement": "개선점과 새로운 목표", "week": "{n}주차",
        "goals": "목표", "action": "AAR 회고", "plan": "알고리즘 스터디", "year": "2021년 회고", "log": "개발 일지",
        "flow": "몰입", "work": "회사", "talks": "발표", "day": "1월 29일", "thanks": "읽어 주셔서 고맙습니다.",
        "k1": "아침마다 짝 코딩", "k2": "짧은 회의", "p1": "늦은 빌드", "p2": "금요일마다 깨지는 테스트", "t1": "낮에 빌드하기",
        "t2": "불안한 테스트 떼어 놓기", "i1": "로그인 끝내기", "i2": "안내서 쓰기", "more": "시간이 아깝지 않았다",
        "detail": "일주일에 두 번", "intro": "비가 많이 온 한 주였다.", "done": "완료", "doing": "진행 중", "who": "하나",
        "task": "과제", "output": "작업", "stuck": "막힘",
    },
    "ja": {
        "keep": "良かったこと", "problem": "課題", "try": "次にやること", "issue": "今週の課題", "title": "スプリントの振り返り",
        "did": "やったこと", "learned": "わかったこと", "unclear": "まだわからないこと", "well": "うまくいったこと",
        "goal": "目標", "lesson": "学んだこと", "result": "結果", "improvement": "改善点", "week": "第{n}週",
        "goals": "目標", "action": "AAR", "plan": "学習計画", "year": "2021年の振り返り", "log": "日報",
        "flow": "フロー", "work": "仕事", "talks": "登壇", "day": "1月29日", "thanks": "読んでくれてありがとう。",
        "k1": "毎朝のペア作業", "k2": "短い会議", "p1": "夜のビルド", "p2": "金曜に壊れるテスト", "t1": "昼にビルドする",
        "t2": "不安定なテストを分ける", "i1": "ログインを終える", "i2": "手引きを書く", "more": "時間をかけた甲斐があった",
        "detail": "週に二回", "intro": "雨の多い一週間だった。", "done": "完了", "doing": "進行中", "who": "はな",
        "task": "タスク", "output": "作業", "stuck": "詰まり",
    },
}  # fmt: skip


class Form(msgspec.Struct, frozen=True):
    """A way to lay out an entry of a kind."""

    kind: str
    template: str


def headed(head: str, item: str, *, gap: str = "", last: str = "") -> str:
    """A board whose sections are all written as `head`, each of two items written as `item`; `{}` stands for the words."""
    sections = [
        head.format("{" + role + "}")
        + gap
        + "".join(item.format("{" + role[0] + str(n) + "}") for n in (1, 2))
        for role in ("keep", "problem", "try")
    ]
    return ("\n" if gap else "").join(sections) + last


OPENING = "# {title}\n\n{intro}\n\n"

FORMS: dict[str, Form] = {
    "headings of level 2": Form("kpt", OPENING + headed("## {}\n", "- {}\n", gap="\n", last="\n{thanks}\n")),
    "bold and slanted labels between marks of their own": Form(
        "kpt",
        "# KPT\n\n"
        + "\n".join(
            '{{% hint style="info" %}}\n' + f"_**{{{role}}}**_\n\n1. {{{role[0]}1}}\n2. {{{role[0]}2}}\n" + "{{% endhint %}}\n"
            for role in ("keep", "problem", "try")
        ),
    ),
    "headings of level 1, stars": Form("kpt", headed("# {}\n", "* {}\n")),
    "headings of level 3, pluses": Form("kpt", "## {title}\n\n" + headed("### {}\n", "+ {}\n", gap="\n")),
    "headings of level 4 with a gloss": Form("kpt", "# KPT\n\n" + headed("#### 👍 {} (KPT)\n", "- {}\n")),
    "headings without a space": Form("kpt", OPENING + headed("##{}\n", "- {}\n", gap="\n")),
    "closed headings": Form("kpt", OPENING + headed("## {} ##\n", "- {}\n", gap="\n")),
    "setext headings": Form("kpt", headed("{}\n====\n", "- {}\n", gap="\n")),
    "setext headings of dashes": Form("kpt", "KPT\n===\n\n" + headed("{}\n----\n\n", "- {}\n", gap="\n")),
    "list items": Form("kpt", headed("- {}\n", "  - {}\n")),
    "labels of people at different depths": Form("kpt", "- {who}\n    - {keep}\n        - {k1}\n    - {problem}\n        - {p1}\n- Bo\n  - {keep}\n    - {k2}\n  - {try}\n    - {t1}\n"),
    "labels in two languages": Form("kpt", "Keep - {keep}\n\n- {k1}\n- {k2}\n\nProblem / {problem}\n\n- {p1}\n\nTry - {try}\n\n- {t1}\n"),
    "stages in a table": Form("aar", "# {action}\n\n## {lesson}\n\n- {k1}\n\n## {improvement}\n\n| Stage | What | How |\n|---|---|---|\n| 2 | {t1} | {more} |\n| 2 | {t2} | {detail} |\n\n{thanks}\n"),
    "ranks in a table": Form("aar", "# {action}\n\n## {lesson}\n\n- {k1}\n\n## {improvement}\n\n| Rank | What | How |\n|---|---|---|\n| P0 | {t1} | {more} |\n| P1 | {t2} | {detail} |\n\n{thanks}\n"),
    "list items, other bullets below": Form("kpt", headed("* {}\n", "    + {}\n")),
    "list items by tabs": Form("kpt", headed("- {}\n", "\t- {}\n")),
    "bold list items": Form("kpt", headed("* **{}**\n", "    * {}\n")),
    "numbered list items": Form("kpt", headed("1. {}\n", "   - {}\n")),
    "list items with numbers below": Form("kpt", headed("- {}\n", "  1. {}\n").replace("1. {k2", "2. {k2").replace("1. {p2", "2. {p2").replace("1. {t2", "2. {t2")),
    "list items with boxes below": Form("kpt", headed("- {}\n", "  - [ ] {}\n")),
    "list items with a tail": Form("kpt", "# KPT\n\n" + headed("- {}\n", "  - {}\n", last="\n{thanks}\n")),
    "bold lines": Form("kpt", OPENING + headed("**{}**\n", "- {}\n", gap="\n")),
    "bold lines, loose": Form("kpt", headed("**{}**\n\n", "- {}\n", gap="\n")),
    "bold lines with a colon": Form("kpt", headed("**{}:**\n", "- {}\n", gap="\n")),
    "bracketed lines": Form("kpt", headed("[{}]\n", "- {}\n", gap="\n")),
    "lenticular brackets": Form("kpt", headed("【{}】\n", "- {}\n")),
    "squares": Form("kpt", headed("■ {}\n", "- {}\n", gap="\n")),
    "plain lines": Form("kpt", headed("{}\n", "- {}\n", gap="\n")),
    "plain lines with a colon": Form("kpt", headed("{}:\n", "- {}\n", gap="\n")),
    "labels in fences": Form("kpt", headed("```\n{}\n```\n", "- {}\n", gap="\n")),
    "details": Form("kpt", OPENING + headed("<details>\n<summary>{}</summary>\n\n", "- {}\n", gap="\n").replace("\n<details>", "\n</details>\n\n<details>").replace("</details>\n\n<details>\n<summary>{keep", "<details>\n<summary>{keep") + "\n</details>\n"),
    "asides around the lists": Form("kpt", "## {keep}\n\n<aside>\n💡 {more}\n\n- {k1}\n- {k2}\n\n</aside>\n\n## {problem}\n\n<aside>\n💡 {detail}\n\n- {p1}\n- {p2}\n\n</aside>\n\n## {try}\n\n- {t1}\n- {t2}\n"),
    "asides above the lists": Form("kpt", "## {keep}\n\n<aside>\n💡 {more}\n</aside>\n\n- {k1}\n- {k2}\n\n## {problem}\n\n- {p1}\n- {p2}\n\n## {try}\n\n- {t1}\n- {t2}\n"),
    "sections in one details": Form("kpt", "<details>\n<summary>2024-01-29</summary>\n\n" + headed("## {}\n\n", "- {}\n", gap="") + "\n</details>\n"),
    "raw lists": Form("kpt", headed("<h2>{}</h2>\n<ul>\n", "<li>{}</li>\n", gap="").replace("<h2>", "</ul>\n<h2>").replace("</ul>\n<h2>{keep", "<h2>{keep") + "</ul>\n"),
    "lists indented by four spaces": Form("kpt", headed("## {}\n\n", "    - {}\n", gap="\n")),
    "bullets without a space": Form("kpt", headed("## {}\n", "-{}\n", gap="\n")),
    "middle dots": Form("kpt", headed("## {}\n", "・{}\n", gap="\n").replace("・", "・ ")),
    "numbers": Form("kpt", headed("## {}\n", "1. {}\n", gap="\n").replace("1. {k2", "2. {k2").replace("1. {p2", "2. {p2").replace("1. {t2", "2. {t2")),
    "numbers that stay at one": Form("kpt", headed("## {}\n", "1. {}\n", gap="\n")),
    "numbers with a bracket": Form("kpt", headed("## {}\n", "1) {}\n", gap="\n").replace("1) {k2", "2) {k2").replace("1) {p2", "2) {p2").replace("1) {t2", "2) {t2")),
    "numbers with a bold title": Form("kpt", "## {keep}\n1. **{k1}**\n   {more}\n2. **{k2}**\n   - {detail}\n\n## {problem}\n1. **{p1}**\n2. **{p2}**\n\n## {try}\n1. **{t1}**\n   {intro}\n"),
    "boxes": Form("kpt", headed("## {}\n", "- [ ] {}\n", gap="\n").replace("[ ] {p1", "[x] {p1")),
    "boxes with capitals and blanks": Form("kpt", headed("## {}\n", "*  [ ]  {}\n", gap="\n").replace("[ ]  {p1", "[X]  {p1")),
    "emoji for states": Form("kpt", headed("## {}\n", "- {}\n", gap="\n").replace("- {p1", "- ✅ {p1").replace("- {t", "- ❌ {t")),
    "labels before a colon": Form("kpt", "## {keep}\n- K1: {k1}\n- K2: {k2}\n\n## {problem}\n- P1: {p1}\n- P2: {p2}\n\n## {try}\n- T1 → P1: {t1}\n- T2 → P2, K1: {t2}\n"),
    "labels in brackets": Form("kpt", "## {keep}\n- [K1] {k1}\n- [K2] {k2}\n\n## {problem}\n- [P1] {p1}\n- [P2] {p2}\n\n## {try}\n- [P1] {t1}\n- [P2] {t2}\n"),
    "labels in bold": Form("kpt", "## {keep}\n- **K1**: {k1}\n- **K2**: {k2}\n\n## {problem}\n- **P1**: {p1}\n- **P2**: {p2}\n\n## {try}\n- **P1**: {t1}\n- **P2**: {t2}\n"),
    "tries by what they answer": Form("kpt", "## {keep}\n- {k1}\n- {k2}\n\n## {problem}\n- {p1}\n- {p2}\n\n## {try}\n- P1: {t1}\n- P2: {t2}\n"),
    "tries with what they answer behind": Form("kpt", "## {keep}\n- {k1}\n- {k2}\n\n## {problem}\n- {p1}\n- {p2}\n\n## {try}\n- {t1} (P1)\n- {t2} → P2\n"),
    "tries as arrows in the problems": Form("kpt", "## Keep\n- {k1}\n- {k2}\n\n## Problem/Try\n- {p1}\n  → {t1}\n- {p2}\n  → {t2}\n"),
    "issues with labels behind": Form("kpt", "## {issue}\n\n- [x] [QA] {i1}  I1\n- [ ] [Docs] {i2}  I2\n\n" + headed("## {}\n", "- {}\n", gap="\n") + "\n## {flow}\n\n|Level|Description|Issue|\n|--|--|--|\n|A|hard|I1|\n|B|even|I2|\n|C|easy||\n"),
    "sub-headings": Form("kpt", "## {keep}\n### {k1}\n{more}\n\n### {k2}\n{detail}\n\n## {problem}\n### {p1}\n{intro}\n\n### {p2}\n{thanks}\n\n## {try}\n### {t1}\n{more}\n"),
    "bold lines as items": Form("kpt", "## {keep}\n\n**{k1}**\n{more}\n\n**{k2}**\n{detail}\n\n## {problem}\n\n**{p1}**\n{intro}\n\n## {try}\n\n**{t1}**\n{thanks}\n"),
    "plain lines with a bullet": Form("kpt", "## {keep}\n{k1}, {more}\n- {detail}\n\n{k2}, {intro}\n- {thanks}\n\n## {problem}\n- {p1}\n- {p2}\n\n## {try}\n- {t1}\n"),
    "paragraphs": Form("kpt", "## {keep}\n\n{k1}.\n\n{k2}.\n\n## {problem}\n\n{p1}.\n\n{p2}.\n\n## {try}\n\n{t1}.\n"),
    "short lines": Form("kpt", "## {keep}\n\n{k1}\n{k2}\n\n## {problem}\n\n{p1}\n{p2}\n\n## {try}\n\n{t1}\n{t2}\n"),
    "questions in quotes": Form("kpt", OPENING + headed("> {}\n\n", "- {}\n", gap="\n")),
    "quoted bullets": Form("kpt", headed("## {}\n", "> - {}\n", gap="\n")),
    "quoted bullets with lines below": Form("kpt", "## {keep}\n> - {k1}\n>   - {more}\n>   {detail}\n> - {k2}\n\n## {problem}\n> - {p1}\n> - {p2}\n\n## {try}\n> 1. {t1}\n> 2. {t2}\n"),
    "bodies": Form("kpt", "## {keep}\n- {k1}\n  - {more}\n    - {detail}\n\n  ```sh\n  # {intro}\n  - x\n  ```\n- {k2}\n\n  > {thanks}\n\n## {problem}\n* {p1}\n\t* {more}\n* {p2}\n{detail}\n\n## {try}\n1. {t1}\n   1. {more}\n   2. {detail}\n2. {t2}\n"),
    "loose lists": Form("kpt", "## {keep}\n\n- {k1}\n\n- {k2}\n\n## {problem}\n\n- {p1}\n\n  {more}\n\n- {p2}\n\n## {try}\n\n- {t1}\n\n- {t2}\n"),
    "people as headings": Form("kpt", "## {keep}\n### {who}\n- {k1}\n### Bo\n- {k2}\n\n## {problem}\n@bo\n- {p1}\n\n@ann\n- {p2}\n\n## {try}\n**{who}**\n- {t1}\n\n**Bo**\n- {t2}\n"),
    "label and text on one line": Form("kpt", "**Keep**: {k1}\n\n**Problem**: {p1}\n\n**Try**: {t1}\n"),
    "key and value bullets": Form("kpt", "- Keep: {k1}\n- Problem: {p1}\n- Try: {t1}\n"),
    "a table by row": Form("kpt", OPENING + "| | |\n|---|---|\n| {keep} | {k1} <br> {k2} |\n| {problem} | {p1} <br> {p2} |\n| {try} | {t1} |\n\n{thanks}\n"),
    "a table by row with bullets": Form("kpt", "|Title|Description|\n|-----|-----|\n|{keep}|- K1: {k1} <br> - K2: {k2}|\n|{problem}|- P1: {p1}<br/>- P2: {p2}<br/>|\n|{try}|- P1: {t1}|\n"),
    "a table by row without bars": Form("kpt", "a | b\n---|---\n{keep} | - {k1}<br>- {k2}\n{problem} | - {p1}<br>- {p2}\n{try} | - {t1}\n"),
    "a table by column": Form("kpt", OPENING + "| {keep} | {problem} | {try} |\n|---|---|---|\n| {k1} | {p1} | {t1} |\n| {k2} | {p2} | {t2} |\n\n{thanks}\n"),
    "a table by column with breaks": Form("kpt", "|{keep}|{problem}|{try}|\n|:-|:-|:-|\n|- {k1}<br>- {k2}|- {p1}<br>- {p2}|- {t1}|\n"),
    "a table by column with a number": Form("kpt", "| No | {keep} | {problem} | {try} |\n|---|---|---|---|\n| 1 | {k1} | {p1} | {t1} |\n| 2 | {k2} | {p2} | {t2} |\n"),
    "an empty section": Form("kpt", "## {keep}\n\n- {k1}\n- {k2}\n\n## {problem}\n\n## {try}\n\n- {t1}\n"),
    "empty bullets": Form("kpt", "## {keep}\n- {k1}\n- {k2}\n\n## {problem}\n- \n\n## {try}\n- [ ] \n\n{thanks}\n"),
    "an empty list item": Form("kpt", "- {keep}\n  - {k1}\n- {problem}\n- {try}\n  - {t1}\n"),
    "an empty bold line": Form("kpt", "**{keep}**\n\n- {k1}\n\n**{problem}**\n\n**{try}**\n\n- {t1}\n"),
    "an empty fence": Form("kpt", "```\n{keep}\n```\n- {k1}\n\n```\n{problem}\n```\n\n```\n{try}\n```\n- {t1}\n"),
    "an empty quote's section": Form("kpt", "## {keep}\n> - {k1}\n> - {k2}\n\n## {problem}\n\n## {try}\n> - {t1}\n"),
    "an empty cell by row": Form("kpt", "| {keep} | - {k1} <br> - {k2} |\n|---|---|\n| {problem} | |\n| {try} | - {t1} |\n"),
    "an empty cell by column": Form("kpt", "| {keep} | {problem} | {try} |\n|---|---|---|\n| {k1} | | {t1} |\n| {k2} | | |\n"),
    "dots without a space": Form("kpt", headed("## {}\n", "・{}\n", gap="\n")),
    "escaped numbers": Form("kpt", headed("## {}\n", "1\\. {}\n", gap="\n")),
    "headings below people": Form("kpt", "# {title}\n\n## {who}\n\n### {keep}\n- {k1}\n- {k2}\n\n### {problem}\n- {p1}\n"),
    "two sections of a role": Form("kpt", "## {keep}\n- {k1}\n\n## {problem}\n- {p1}\n\n## {keep} 2\n- {k2}\n\n## {try}\n- {t1}\n"),
    "bullets that change": Form("kpt", "## {keep}\n- {k1}\n* {k2}\n\n\n\n## {problem}\n  - {p1}\n  - {p2}\n## {try}\n\n+   {t1}\n+   {t2}\n\n***\n\n{thanks}"),
    "a daily log of bullets": Form("daily", "- {did}\n  - {k1}\n  - {k2}\n- {problem}\n  - {p1}\n- {learned}\n  - {i1}\n    - {more}\n- {unclear}\n  - {i2}\n- {well}\n  - {t1}\n"),
    "a daily log of headings": Form("daily", "# 2024-01-29 {log}\n\n## {did}\n- {k1}\n- {k2}\n\n## {learned}\n{i1}.\n\n## {unclear}\n- {i2}\n"),
    "a daily log of bold words": Form("daily", "# 2024-01-29 {log}\n\n**{did}**\n- {k1}\n- {k2}\n\n**{learned}**\n1. {i1}\n2. {i2}\n\n**{well}**\n- {t1}\n"),
    "an action review": Form("aar", "# {action}\n\n## {goal}\n1. {k1} - {done}\n2. {k2} - {doing}\n\n## {lesson}\n\n**{k1}**\n\n1. {p1}\n   1. {more}\n2. {p2}\n\n**{k2}**\n\n1. {i1}\n\n## {result}\n\n{done}\n\n- {t1}\n\n{doing}\n\n- {t2}\n\n## {improvement}\n\n- {i2}\n  - {detail}\n"),
    "an action review of prose": Form("aar", "# {action}\n\n### {goal}\n\n{k1}.\n\n### {result}\n\n{p1}.\n\n### {lesson}\n\n{i1}.\n\n### {improvement}\n\n{t1}.\n"),
    "an action review in bold lines": Form("aar", "# {action}\n\n**{goal}**\n- {k1} ({done})\n- {k2}\n\n**{result}**\n- ✅ {p1}\n- 🔺 {p2}\n\n**{lesson}**\n- {i1}\n"),
    "tasks in a table": Form("aar", "# {action}\n\n## {goal}\n- {k1}\n\n## {lesson}\n- {p1}\n\n## {improvement}\n\n| # | Action | Owner | Status |\n|--|--|--|--|\n| 1 | {t1} | {who} | {done} |\n| 2 | {t2} | Bo | |\n"),
    "weeks of boxes": Form("study", "# {plan}\n\n{intro}\n\n## {week1} - 2024.01.01\n\n{more}.\n\n- [x] {k1}\n- [ ] {k2}\n\n## {week2} - 2024.01.08\n\n- [ ] {p1}\n- {p2}\n\n## {week3} - 2024.01.15\n\n{thanks}\n"),
    "weeks of goals": Form("study", "# {plan}\n\n## {week1}\n### {goals}\n- {k1}\n- {k2}\n\n### Notes\n- {more}\n\n## {week2}\n### {goals}\n- ✅ {p1}\n- ❌ {p2}\n"),
    "weeks of a list": Form("study", "# {plan}\n\n1. {week1} 2024-01-01\n   - [x] {k1}\n   - [ ] {k2}\n2. {week2} 2024-01-08\n   - [ ] {p1}\n"),
    "weeks of a table": Form("study", "# {plan}\n\n| Week | Day | Goal |\n|---|---|---|\n| {week1} | 2024-01-01 | {k1} |\n| {week2} | 2024-01-08 | {k2} |\n| {week3} | 2024-01-15 | {p1} |\n\n{thanks}\n"),
    "weeks of a table without a head": Form("study", "# {plan}\n\n| {week1} | 2024-01-01 | {k1} |\n|---|---|---|\n| {week2} | 2024-01-08 | {k2} |\n| {week3} | 2024-01-15 | {p1} |\n\n{thanks}\n"),
    "weeks that a column counts": Form("study", "# {plan}\n\n| Week | Day | Goal |\n|---|---|---|\n| 1 | 2024-01-01 | {k1} |\n| 2 | 2024-01-08 | {k2} |\n| 3 | 2024-01-15 | {p1} |\n\n{thanks}\n"),
    "a single week": Form("study", "# {week3} 2024-01-15\n\n## {goals}\n- [x] {k1}\n- [ ] {k2}\n\n## {learned}\n- {i1}\n"),
    "weeks of goals in a table": Form("study", "# {plan}\n\n| Week | Goals |\n|---|---|\n| {week1} | [x] {k1}<br>[ ] {k2} |\n| {week2} | [ ] {p1} |\n"),
    "bullets with no words": Form("kpt", "## {keep}\n\n1. {k1}\n2. \n   - {k2}\n   - {i1}\n\n## {problem}\n\n1. {p1}\n\n## {try}\n\n1. {t1}\n"),
    "an outline without signs": Form("kpt", "## {keep}\n    {who}\n        {k1}\n        {k2}\n    Bo\n        {i1}\n## {problem}\n    {who}\n        {p1}\n    Bo\n        {p2}\n## {try}\n- {t1}\n"),
    "a table that sums up": Form("kpt", "# KPT\n\n## {keep}\n\n- {k1}\n- {k2}\n\n## {problem}\n\n- {p1}\n\n## {try}\n\n- {t1}\n\n## {more}\n\n| | |\n|---|---|\n| K | {i1} |\n| P | {i2} |\n| T | {t2} |\n"),
    "a single week of plain labels": Form("study", "# {week3}\n\n## {who}\n\n{did}:\n\n- {k1}\n- {k2}\n\n{problem}:\n\n- {p1}\n\n{try}:\n\n- {t1}\n\n## Bo\n\n{more}.\n"),
    "a year of headings": Form("year", "---\ntitle: {year}\n---\n\n{intro}\n\n## {work}\n- {k1}\n- {k2}\n\n## {talks}\n{more}.\n\n* 4월 {p1}\n"),
    "a year of bullets": Form("year", "# {year}\n\n{intro}\n\n* {work}\n  * {k1}\n  * {k2}\n* {talks}\n  * {p1}\n  * {p2}\n\n{thanks}\n"),
    "plain labels with text behind them": Form("daily", "# 2024-01-29 {log}\n\nWhat I worked on: {k1}, {more}.\n\nWhat I learned: {i1}.\n\nWhat was hard: {p1}.\n"),
    "plain labels further in than their day": Form("daily", "Monday January 29th 2024:\n    What I worked on: {k1}.\n                      {more}.\n\n    What I learned: {i1}.\n\n    What was hard: {p1}.\n                   {detail}.\n"),
    "a stand-up of questions": Form("daily", "# 2024-01-29 {log}\n\n- {who}\n  - {did}\n    - {k1}\n    - {k2}\n  - {try}\n    - {t1}\n  - {problem}\n    - N/A\n- Bo\n  - {did}\n    - {i1}\n      - {detail}\n  - {try}\n    - {t2}\n  - {problem}\n    - {p1}\n\n{thanks}\n"),
    "a stand-up on the lines of its questions": Form("daily", "# 2024-01-29 {log}\n\n* **{who}**\n  * {did}: {k1}\n  * {try}: {t1}\n  * {problem}: ...\n* **Bo**\n  * {did}: {i1}\n  * {try}: {t2}\n  * {problem}: {p1}\n"),
    "people in bold above their answers": Form("daily", "# 2024-01-29 {log}\n\n**{who}**\n- {did}\n  - {k1}\n  - {k2}\n- {problem}\n  - None\n- {try}\n  - {t1}\n\n**Bo**\n- {did}\n  - {i1}\n- {problem}\n  - {p1}\n- {try}\n  - {t2}\n"),
    "people in bold above plain labels": Form("daily", "# 2024-01-29 {log}\n\n**{who}**\n\n{did}:\n- {k1}\n- {k2}\n\n{problem}:\n- {p1}\n\n**Bo**\n\n{did}:\n- {i1}\n\n{problem}:\n- {p2}\n\n{try}:\n- {t1}\n"),
    "weeks of sections": Form("study", "# {plan}\n\n## {week1}\n\n### {did}\n\n- {k1}\n- {k2}\n\n### {problem}\n\n- {p1}\n\n## {week2}\n\n### {goals}\n\n- {i1}\n\n### {did}\n\n- {i2}\n\n### {learned}\n\n- {t1}\n\n## {week3}\n\n### {did}\n\n- {t2}\n\n### Notes\n\n{more}.\n"),
    "plain words below a day": Form("daily", "# 2024-01-29 {log}\n\n## {task}\n\n- [ ] {k1}\n- [x] {k2}\n\n## {output}\n\n- {i1}\n  - {detail}\n\n## {stuck}\n\n{p1}.\n"),
    "plain words in bold": Form("daily", "# 2024-01-29 {log}\n\n**{task}**\n\n- {k1}\n- {k2}\n\n**{output}**\n\n- {i1}\n\n**{stuck}**\n\n- {p1}\n"),
    "plain words above nested lists": Form("daily", "# 2024-01-29 {log}\n\n- {task}\n  - {k1}\n  - {k2}\n- {output}\n  - {i1}\n    - {detail}\n- {stuck}\n  - {p1}\n"),
    "plain words above lists": Form("daily", "# 2024-01-29 {log}\n\n{task}:\n\n- {k1}\n- {k2}\n\n{output}:\n\n- {i1}\n"),
    "weeks of plain words": Form("study", "# {plan}\n\n## {week1}\n\n### {output}\n\n- {k1}\n- {k2}\n\n### {stuck}\n\n- {p1}\n\n## {week2}\n\n{more}.\n\n### {output}\n\n- {i1}\n\n### {stuck}\n\n- {p2}\n"),
    "weeks of one label": Form("study", "# {plan}\n\n## {week1}\n\n### {k1}\n\n- {more}\n\n#### {learned}\n\n- {i1}\n- {i2}\n\n## {week2}\n\n### {k2}\n\n- {detail}\n\n#### {learned}\n\n- {t1}\n"),
    "weeks of bold labels": Form("study", "# {plan}\n\n## {week1}\n\n**{did}**\n\n- {k1}\n- {k2}\n\n**{problem}**\n\n- {p1}\n\n## {week2}\n\n**{did}**\n\n- {i1}\n\n**{problem}**\n\n- {p2}\n"),
    "weeks of nested lists": Form("study", "# {plan}\n\n## {week1}\n\n- {did}\n  - {k1}\n  - {k2}\n- {problem}\n  - {p1}\n\n## {week2}\n\n- {did}\n  - {i1}\n- {problem}\n  - {p2}\n"),
    "weeks of people": Form("study", "# {plan}\n\n## {week1}\n\n### {who}\n\n- {did}\n  - {k1}\n  - {k2}\n- {problem}\n  - {p1}\n\n### Bo\n\n- {did}\n  - {i1}\n- {problem}\n  - {p2}\n\n## {week2}\n\n{more}.\n"),
    "numbered bold labels": Form("kpt", "# {title}\n\n**1. {keep}**\n\n- {k1}\n- {k2}\n\n**2. {problem}**\n\n- {p1}\n\n**3. {who}**\n\n- {more}\n\n**4. {try}**\n\n- {t1}\n"),
    "bold questions": Form("kpt", "# {title}\n\n**What went rather well?**\n\n- {k1}\n- {k2}\n\n**What was hard for us?**\n\n- {p1}\n\n**What would we do differently then?**\n\n- {t1}\n"),
    "questions as paragraphs": Form("kpt", "# {title}\n\nWhich rituals helped us?\n\n{k1}.\n\nWhat drained us this time?\n\n{p1}.\n\nHow could we have avoided this?\n\n{t1}.\n"),
    "headings that ask": Form("kpt", "# {title}\n\n## Which of our rituals are worth keeping?\n\n- {k1}\n- {k2}\n\n## Where did we lose time?\n\n- {p1}\n\n## What will we commit to?\n\n- {t1}\n"),
    "questions beside one heading": Form("kpt", "# {title}\n\n## Action items\n\nWhat went well:\n- {k1}\n- {k2}\n\nWhat went wrong:\n- {p1}\n\nNext steps:\n- {t1}\n"),
    "numbered bold lines": Form("kpt", "# {title}\n\n**1. {keep}**\n\n- {k1}\n- {k2}\n\n**2. {problem}：**\n\n- {p1}\n\n**3. {who}**\n\n- {more}\n\n**4. {try}**\n\n- {t1}\n- {t2}\n"),
    "a bold line that hints": Form("kpt", "# {title}\n\n**{keep}**\n\n- {k1}\n\n**{problem}**\n\n- {p1}\n- {p2}\n\n**Process improvements**\n\n- {t1}\n- {t2}\n"),
    "texts and lists below sub-headings": Form("kpt", "# {title}\n\n## {keep}\n\n### {k1}\n\n- {more}\n- {detail}\n\n### {k2}\n\n{intro}\n\n## {problem}\n\n### {p1}\n\n{more}.\n\n### {p2}\n\n{detail}.\n\n## {try}\n\n- {t1}\n"),
    "pictures above paragraphs": Form("kpt", "# {title}\n\n## {keep}\n\n![board](a.png)\n*{more}*\n\n{k1}.\n\n## {problem}\n\n{p1}.\n\n![chart](b.png)\n\n{p2}.\n\n## {try}\n\n{t1}.\n"),
    "numbers with dashes right below": Form("kpt", "# {title}\n\n## {keep}\n\n1. {k1}\n- {more}\n- {detail}\n2. {k2}\n- {intro}\n\n## {problem}\n\n1. {p1}\n- {more}\n\n## {try}\n\n- {t1}\n"),
    "slanted labels": Form("kpt", "# {title}\n\n" + headed("*{}*\n\n", "- {}\n", gap="\n")),
    "slanted labels with text behind them": Form("kpt", "# {title}\n\n*{keep}*: {k1}\n\n*{problem}*: {p1}\n\n*{try}*: {t1}\n"),
    "blocks set apart": Form("kpt", "# {title}\n\n> [!success] {keep}\n> - {k1}\n> - {k2}\n\n> [!failure]- {problem}\n> - {p1}\n> - {p2}\n\n> [!tip] {try}\n> - {t1}\n"),
    "questions with their answer behind them": Form("kpt", "# {title}\n\nWhat went well this time? {k1},\n{more}.\n\nWhat did not go well? {p1}.\n\nWhat are we going to change? {t1}.\n"),
    "a bold line beside bold labels": Form("kpt", "# {title}\n\n**{keep}**\n- {k1}\n- {k2}\n\n**{problem}**\n- {p1}\n\n**{who}**\n- {more}\n\n**{try}**\n- {t1}\n"),
    "emoji as labels": Form("kpt", "# {title}\n\n### 👍\n- {k1}\n- {k2}\n\n### 👎\n- {p1}\n\n### 💡\n- {t1}\n"),
    "goals above the weeks": Form("study", "# {plan}\n\n## {goals}\n\n- {k1}\n- {k2}\n\n## {week1}\n\n- [ ] {i1}\n\n## {week2}\n\n- [ ] {i2}\n"),
    "sentences as sub-headings": Form("kpt", "# {title}\n\n## {keep}\n\n- {k1}\n\n## {problem}\n\n### The disk of the test server filled up twice\n\n- {more}\n- {detail}\n\n### Nobody had written down how to deploy it\n\n- {p2}\n\n## {try}\n\n- {t1}\n"),
    "text above sub-headings": Form("kpt", "# {title}\n\n## {keep}\n\n{intro}\n\n### {k1}\n\n{more}.\n\n### {k2}\n\n{detail}.\n\n## {problem}\n\n- {p1}\n\n## {try}\n\n- {t1}\n"),
    "plain lines above lists": Form("kpt", "# {title}\n\n## {keep}\n\n- {k1}\n\n## {problem}\n\nThe rows are never equally high\n- {more}\n- {detail}\n\nThe months were written by hand\n- {intro}\n\n## {try}\n\n- {t1}\n"),
    "a heading pasted below a label": Form("daily", "## {did}\n- {k1}\n\n## {learned}\n# Ranges\n\n- {more}\n- {detail}\n\n## {try}\n- {t1}\n"),
    "troubles below what was done": Form("daily", "# {log}\n\n## {did}\n\n- {k1}\n- {k2}\n\n### What did not work\n\n- {p1}\n- {p2}\n\n## {try}\n\n- {t1}\n"),
    "facts, feelings, meaning, decision": Form("kpt", "# {title}\n\n## Objective\n\n- {k1}\n- {k2}\n\n## Reflective\n\n{more}.\n\n## Interpretive\n\n- {i1}\n\n## Decisional\n\n- {t1}\n"),
    "fun, done, learn": Form("kpt", "# {title}\n\n## Fun\n\n- {k1}\n- {k2}\n\n## Done\n\n- {i1}\n\n## Learn\n\n- {more}\n"),
    "counted questions above lists": Form("kpt", "# {title}\n\n1. What went well?\n- {k1}\n- {k2}\n\n2. What didn't go well?\n- {p1}\n\n3. What was your favourite part of the week?\n- {more}\n\n4. What will we do next?\n- {t1}\n"),
    "labels that say what they ask for": Form("kpt", "# {title}\n\nStart: what we want to start doing\n- {t1}\n- {t2}\n\nStop: what we want to stop doing\n- {p1}\n\nContinue: what we should continue\n- {k1}\n- {k2}\n"),
    "notes on the whole further in": Form("kpt", "# {title}\n\n## {keep}\n\n- {k1}\n- {k2}\n\n## {problem}\n\n- {p1}\n\n## {try}\n\n- {t1}\n\n### General notes\n\n- {more}\n"),
    "columns of questions": Form("kpt", "# {title}\n\n| What went rather well? | What was hard for us? | What would we do differently then? |\n|---|---|---|\n| {k1} | {p1} | {t1} |\n| {k2} | {p2} | {t2} |\n"),
}  # fmt: skip


def documents() -> dict[str, tuple[str, str]]:
    """Kind and source of each form in each language, by a name such as `boxes, ko`."""
    found: dict[str, tuple[str, str]] = {}
    for language, words in WORDS.items():
        weeks = {f"week{n}": words["week"].format(n=n) for n in (1, 2, 3)}
        for name, form in FORMS.items():
            found[f"{name}, {language}"] = (form.kind, form.template.format(**words, **weeks))
    return found
