"""The ways in which people lay out a retrospective, each read for what it holds and given back as it was.

A case names the document's kind and, per role, the texts of its items; states stand before a text as in `done: text`.
"""

from __future__ import annotations

import textwrap

import pytest

from retrotui.markdown.reader import Hints, read
from retrotui.markdown.writer import write
from retrotui.model.entry import Entry

KPT = {"keep": ["pairing"], "problem": ["late build"], "try": ["build at noon"]}


def found(entry: Entry) -> dict[str, list[str]]:
    """The texts of an entry's items per role, in reading order; states that are not the first are written before."""
    texts: dict[str, list[str]] = {}
    for section in entry.sections:
        for item in section.items:
            shown = f"{item.state}: {item.text}" if item.state not in ("", "open", "todo") else item.text
            texts.setdefault(section.role, []).append(shown)
    return texts


def document(source: str) -> str:
    return textwrap.dedent(source).lstrip("\n")


CASES: dict[str, tuple[str, str, dict[str, list[str]]]] = {
    "headings of level 2": ("kpt", "## Keep\n- pairing\n\n## Problem\n- late build\n\n## Try\n- build at noon\n", KPT),
    "headings of level 1": ("kpt", "# Keep\n* pairing\n# Problem\n* late build\n# Try\n* build at noon\n", KPT),
    "headings of level 3 below a title": (
        "kpt",
        "# Sprint 12 retro\n\n### Keep (what to go on with)\n+ pairing\n### Problem (what hurt)\n+ late build\n### Try (next)\n+ build at noon\n",
        KPT,
    ),
    "headings without a space": ("kpt", "##Keep\n- pairing\n\n##Problem\n- late build\n\n##Try\n- build at noon\n", KPT),
    "underlined headings": ("kpt", "Keep\n====\n- pairing\n\nProblem\n-------\n- late build\n\nTry\n---\n- build at noon\n", KPT),
    "bold lines underlined as headings": (
        "kpt",
        "**Keep**\n--------\n- pairing\n\n**Problem**\n--------\n- late build\n\n**Based on this, which action points can you make out for the next week?**\n--------\n- build at noon\n",
        KPT,
    ),
    "emoji and gloss": ("kpt", "## 👍 Keep（良かった点）\n- pairing\n## 😢 Problem (悪かった点)\n- late build\n## 🚀 Try\n- build at noon\n", KPT),
    "single letters": ("kpt", "# KPT\n## K\n- pairing\n## P\n- late build\n## T\n- build at noon\n", KPT),
    "sections are list items": ("kpt", "- Keep\n  - pairing\n- Problem\n  - late build\n- Try\n  - build at noon\n", KPT),
    "sections are bold list items": ("kpt", "* **Keep**\n    * pairing\n* **Problem**\n    * late build\n* **Try**\n    * build at noon\n", KPT),
    "sections are numbered": ("kpt", "1. Keep\n   - pairing\n2. Problem\n   - late build\n3. Try\n   - build at noon\n", KPT),
    "bold lines": ("kpt", "**Keep**\n\n- pairing\n\n**Problem**\n\n- late build\n\n**Try**\n\n- build at noon\n", KPT),
    "bracketed lines": ("kpt", "[Keep]\n- pairing\n\n[Problem]\n- late build\n\n[Try]\n- build at noon\n", KPT),
    "lenticular brackets": ("kpt", "【Keep】\n- pairing\n【Problem】\n- late build\n【Try】\n- build at noon\n", KPT),
    "plain lines": ("kpt", "Keep\n- pairing\n\nProblem\n- late build\n\nTry\n- build at noon\n", KPT),
    "plain lines with a colon": ("kpt", "Keep:\n- pairing\n\nProblem:\n- late build\n\nTry:\n- build at noon\n", KPT),
    "labels in fences": ("kpt", "```\nKeep\n```\n- pairing\n\n```\nProblem\n```\n- late build\n\n```\nTry\n```\n- build at noon\n", KPT),
    "label and text on one line": ("kpt", "**Keep**: pairing\n\n**Problem**: late build\n\n**Try**: build at noon\n", KPT),
    "key and value bullets": ("kpt", "- Keep: pairing\n- Problem: late build\n- Try: build at noon\n", KPT),
    "table by row": ("kpt", "| | |\n|---|---|\n| Keep | pairing |\n| Problem | late build |\n| Try | build at noon |\n", KPT),
    "table by column": ("kpt", "| Keep | Problem | Try |\n|---|---|---|\n| pairing | late build | build at noon |\n", KPT),
    "table by column with breaks": (
        "kpt",
        "| Keep | Problem | Try |\n|:-|:-|:-|\n| - pairing<br>- talks | - late build | |\n| | - flaky tests | - build at noon |\n",
        {"keep": ["pairing", "talks"], "problem": ["late build", "flaky tests"], "try": ["build at noon"]},
    ),
    "numbered items with bold titles": (
        "kpt",
        "## Keep\n1. **Pairing**\n   every morning\n2. **Talks**\n## Problem\n1. late build\n## Try\n1. build at noon\n",
        {"keep": ["**Pairing**", "**Talks**"], "problem": ["late build"], "try": ["build at noon"]},
    ),
    "task lists": (
        "kpt",
        "## Keep\n- [ ] pairing\n## Problem\n- [x] late build\n## Try\n- [ ] build at noon\n",
        {"keep": ["pairing"], "problem": ["solved: late build"], "try": ["build at noon"]},
    ),
    "items without a space": ("kpt", "## Keep\n-pairing\n## Problem\n-late build\n## Try\n-build at noon\n", KPT),
    "items are headings with prose": (
        "kpt",
        "## Keep\n### Pairing\nWe did it every day.\n\n### Talks\nTwo of them.\n## Problem\n### Build\nToo late.\n## Try\n### Noon\nBuild then.\n",
        {"keep": ["Pairing", "Talks"], "problem": ["Build"], "try": ["Noon"]},
    ),
    "items are plain lines with a detail": (
        "kpt",
        "## Keep\nWe paired every single morning\n- with changing partners\n\nWe wrote notes for the others\n- in the wiki\n## Problem\n- late build\n## Try\n- build at noon\n",
        {"keep": ["We paired every single morning", "We wrote notes for the others"], "problem": ["late build"], "try": ["build at noon"]},
    ),
    "items are paragraphs": (
        "kpt",
        "## Keep\n\nWe paired every day.\n\nWe wrote notes.\n\n## Problem\n\nThe build was late.\n\n## Try\n\nBuild at noon.\n",
        {"keep": ["We paired every day.", "We wrote notes."], "problem": ["The build was late."], "try": ["Build at noon."]},
    ),
    "lists indented by four spaces": ("kpt", "## Keep\n\n    - pairing\n\n## Problem\n\n    - late build\n\n## Try\n\n    - build at noon\n", KPT),
    "an image right above a heading": ("kpt", '<img src="a.png">\n### Keep\n- pairing\n<img src="b.png">\n### Problem\n- late build\n### Try\n- build at noon\n', KPT),
    "an aside that never closes": ("kpt", "## Keep\n<aside>\n💡 what was good?\n\n- pairing\n## Problem\n- late build\n## Try\n- build at noon\n", KPT),
    "an aside with bullets": ("kpt", "## Keep\n<aside>\n- guide\n</aside>\n\n- pairing\n## Problem\n- late build\n## Try\n- build at noon\n", KPT),
    "details": (
        "kpt",
        "<details>\n<summary>Keep</summary>\n\n- pairing\n</details>\n<details>\n<summary>Problem</summary>\n\n- late build\n</details>\n<details>\n<summary>Try</summary>\n\n- build at noon\n</details>\n",
        KPT,
    ),
    "raw html": ("kpt", "<h2>Keep</h2>\n<ul>\n<li>pairing</li>\n</ul>\n<h2>Problem</h2>\n<ul>\n<li>late build</li>\n</ul>\n<h2>Try</h2>\n<ul>\n<li>build at noon</li>\n</ul>\n", KPT),
    "people as groups": (
        "kpt",
        "## Keep\n### Ann\n- pairing\n### Bo\n- talks\n## Problem\n@bo\n- late build\n## Try\n- build at noon\n",
        {"keep": ["pairing", "talks"], "problem": ["late build"], "try": ["build at noon"]},
    ),
    "empty sections and placeholders": ("kpt", "## Keep\n- pairing\n- \n- ...\n## Problem\n\n## Try\n- [ ]\n- N/A\n", {"keep": ["pairing"]}),
    "heading below a higher one": ("kpt", "### KPT\n## Keep\n- pairing\n## Problem\n- late build\n## Try\n- build at noon\n", KPT),
    "a contents list repeats the headings": ("kpt", "- [Keep](#keep)\n- [Problem](#problem)\n- [Try](#try)\n\n## Keep\n- pairing\n## Problem\n- late build\n## Try\n- build at noon\n", KPT),
    "rulers between": ("kpt", "## Keep\n- pairing\n#### -----\n## Problem\n- late build\n***\n## Try\n- build at noon\n", KPT),
    "markdown inside a fence is no section": ("kpt", "## Keep\n- pairing\n```md\n## Problem\n- not one\n```\n## Problem\n- late build\n## Try\n- build at noon\n", KPT),
    "start stop continue": ("kpt", "# Retro\n## Start\n- build at noon\n## Stop\n- late build\n## Continue\n- pairing\n", KPT),
    "mad sad glad": ("kpt", "## Mad\n- late build\n## Sad\n- rain\n## Glad\n- pairing\n", {"keep": ["pairing"], "problem": ["late build", "rain"]}),
    "four Ls": (
        "kpt",
        "# Retrospective (4Ls)\n## Liked\n- pairing\n## Learned\n- git bisect\n## Lacked\n- late build\n## Longed for\n- build at noon\n",
        {"keep": ["pairing"], "learned": ["git bisect"], "problem": ["late build"], "try": ["build at noon"]},
    ),
    "went well, could be better": (
        "kpt",
        "# Sprint 3 Retrospective\n## What went well\n- pairing\n## What could have gone better?\n- late build\n## Action items\n- build at noon\n",
        KPT,
    ),
    "japanese": ("kpt", "# 2024年1月 KPT\n## Keep（続けること）\n- ペア作業\n## Problem（課題）\n- 夜のビルド\n## Try（試すこと）\n- 昼にビルドする\n", {"keep": ["ペア作業"], "problem": ["夜のビルド"], "try": ["昼にビルドする"]}),
    "korean words alone": (
        "kpt",
        "# 1월 회고\n## 좋았던 점\n- 짝 코딩\n## 아쉬웠던 점\n- 늦은 빌드\n## 시도할 점\n- 낮에 빌드하기\n",
        {"keep": ["짝 코딩"], "problem": ["늦은 빌드"], "try": ["낮에 빌드하기"]},
    ),
    "try as arrows in the problems": (
        "kpt",
        "## Keep\n- pairing\n## Problem/Try\n- late build\n  → build at noon\n",
        KPT,
    ),
    "goals as boxes beside the board": (
        "kpt",
        "## Goals\n- [x] ship it\n- [ ] write docs\n## Keep\n- pairing\n## Problem\n- late build\n## Try\n- build at noon\n",
        {"issue": ["done: ship it", "write docs"], **KPT},
    ),
    "action review": (
        "aar",
        "# After Action Review\n## What was supposed to happen?\n- deploy on Monday\n## What actually happened?\n- deployed on Friday\n## Why was there a difference?\n- no checklist\n## What can we do better next time?\n- write one\n",
        {"goal": ["deploy on Monday"], "result": ["deployed on Friday"], "lesson": ["no checklist"], "improvement": ["write one"]},
    ),
    "action review in bold lines": (
        "aar",
        "# AAR\n**What was supposed to happen?**\n- deploy on Monday (done)\n\n**What actually happened?**\n- deployed on Friday\n\n**Lessons learned**\n- no checklist\n",
        {"goal": ["done: deploy on Monday"], "result": ["deployed on Friday"], "lesson": ["no checklist"]},
    ),
    "action review as keys and values": (
        "aar",
        "# AAR of the release\n- **Goal**: deploy on Monday\n- **Result**: deployed on Friday\n- **Lessons learned**: no checklist\n",
        {"goal": ["deploy on Monday"], "result": ["deployed on Friday"], "lesson": ["no checklist"]},
    ),
    "daily log": (
        "daily",
        "# 2024-01-29 (월)\n## 오늘 한 일\n- 로그인 화면\n## 새로 배운 것\n- git bisect\n## 내일 할 일\n- 가입 화면\n",
        {"did": ["로그인 화면"], "learned": ["git bisect"], "try": ["가입 화면"]},
    ),
    "YWT": (
        "daily",
        "# 日報\n## [Y] やったこと\n- 画面を書いた\n## [W] わかったこと\n- 型は役に立つ\n## [T] 次にやること\n- テストを書く\n",
        {"did": ["画面を書いた"], "learned": ["型は役に立つ"], "try": ["テストを書く"]},
    ),
    "fun, done, learn": (
        "kpt",
        "# スプリント5のふりかえり 2024-05-10\n## Fun\n- 二人で書いた\n## Done\n- 検索を出した\n## Learn\n- 索引の張り方\n",
        {"keep": ["二人で書いた"], "did": ["検索を出した"], "learned": ["索引の張り方"]},
    ),
    "facts, feelings, meaning, decision": (
        "kpt",
        "# 3주차 회고\n## O (Objective, 사실)\n- 강의를 들었다\n- 과제를 냈다\n## R (Reflective, 느낌)\n지쳤다.\n## I (Interpretive, 의미)\n- 나누면 쉽다\n## D (Decisional, 결정)\n- 매일 정리한다\n",
        {"did": ["강의를 들었다", "과제를 냈다"], "learned": ["나누면 쉽다"], "try": ["매일 정리한다"]},
    ),
    "a boat": (
        "kpt",
        "# 4월 팀 회고\n| 바람 | 닻 | 섬 |\n|---|---|---|\n| 리뷰가 빨랐다 | 회의가 길었다 | 베타 |\n",
        {"keep": ["리뷰가 빨랐다"], "problem": ["회의가 길었다"], "issue": ["베타"]},
    ),
    "study weeks with boxes": (
        "study",
        "# Study plan\n## Week 1 (2024-01-01)\n- [x] chapter 1\n- [ ] chapter 2\n- a note\n## Week 2 (2024-01-08)\n- [ ] chapter 3\n",
        {"week": ["done: chapter 1", "chapter 2", "chapter 3"]},
    ),
    "study weeks with goals and emoji": (
        "study",
        "# 알고리즘 스터디\n## 1주차\n### 목표\n- ✅ 정렬\n- ❌ 그래프\n### 느낀 점\n- 어려웠다\n## 2주차\n### 목표\n- 트리\n",
        {"week": ["done: 정렬", "그래프", "트리"]},
    ),
    "a year by headings": (
        "year",
        "---\ntitle: 2020년 회고\n---\n## 회사\n- 이직\n- 승진\n## 공부\n책을 읽었다.\n",
        {"area": ["이직", "승진"]},
    ),
    "a year by bullets": ("year", "# 2021 in review\n* Work\n  * new job\n* Talks\n  * two talks\n  * a panel\n", {"area": ["new job", "two talks", "a panel"]}),
    "an article about the method": ("note", "# What is KPT?\n\nKPT stands for three words.\n\n## Keep\nWhat went well.\n## Problem\nWhat did not.\n## Try\nWhat to do.\n", {}),
    "an article in Korean": ("note", "# KPT 회고란?\n\n## Keep\n- 유지할 것\n## Problem\n- 문제\n## Try\n- 시도할 것\n## KPT의 장점\n- 쉽다\n## 진행 방법\n- 모인다\n", {}),
    "an article on several methods": ("note", "# 회고\n\n## KPT 회고\n- Keep : 유지\n- Problem : 문제\n- Try : 시도\n\n## 4L 회고\n- Liked : 좋음\n", {}),
    "named after a method, with none of its sections": ("note", "# After-Action Reviews\n\n## Purpose\n- why we write them\n\n## Naming\n- by date\n", {}),
    "a task of a puzzle site": ("note", "# 12. Two sums\n\n**Date Solved:** 2026-01-02\n\n## Problem\n- [ ] find two numbers\n\n## Solution\n- a map\n", {}),
    "one week of a study": (
        "study",
        "# 📝 3주차 회고 (2025.05.12 ~ 05.16)\n\n## 이번 주 목표\n- [x] 정렬\n- [ ] 그래프\n\n## 배운 점\n- 힙\n",
        {"week": ["done: 정렬", "그래프"], "learned": ["힙"]},
    ),
    "one week named in the front matter": (
        "study",
        "---\ntitle: Study group, week 2\ndate: 2025-05-12\n---\n## Goals\n- sorting\n- [x] heaps\n\n## Notes\n- hard\n",
        {"week": ["sorting", "done: heaps"]},
    ),
    "actions in a table": (
        "aar",
        "# AAR\n## Objectives\n- move the data\n## Lessons learned\n- measure first\n## Action items\n| # | Action | Owner | Status |\n|--|--|--|--|\n| 1 | rehearse | Ann | Done |\n| 2 | buy disks | Bo | |\n",
        {"goal": ["move the data"], "lesson": ["measure first"], "improvement": ["done: rehearse", "buy disks"]},
    ),
    "a year with a plan for the next": (
        "year",
        "---\ntitle: 2023 in review\n---\n## Work\n- new team\n## Goals for 2024\n- rest more\n",
        {"area": ["new team"], "try": ["rest more"]},
    ),
    "no retrospective at all": ("note", "# How to bake bread\n\n- flour\n- water\n\nMix and wait.\n", {}),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_layout_is_read_for_what_it_holds(name: str) -> None:
    """Kind, roles and items come out of each layout, and its bytes come back."""
    kind, source, expected = CASES[name]
    readings = read(source.encode(), "retro.md", Hints())
    assert b"".join(write(reading.entry) for reading in readings) == source.encode()
    assert len(readings) == 1
    assert (readings[0].entry.kind, found(readings[0].entry)) == (kind, expected)
