"""Markdown files to import: the five kinds in the layouts that people use, some 3 kB each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from random import Random

from benchmarks.text import sentence, sentences

_FIRST_DAY = dt.date(2015, 1, 5)
_HEADINGS = {
    "daily": ("오늘 한 일", "문제가 있었던 것", "새로 배운 것", "아직 잘 모르는 것", "잘 한 것"),
    "aar": ("Goals", "Results", "Lessons learned", "Improvements"),
}


def write(folder: Path, count: int, seed: int) -> None:
    """Write so many files, each of another day."""
    random = Random(seed)
    folder.mkdir(parents=True)
    for number in range(count):
        day = _FIRST_DAY + dt.timedelta(days=number)
        name, text = _LAYOUTS[number % len(_LAYOUTS)](random, day)
        (folder / f"{day.isoformat()}-{name}.md").write_text(text, encoding="utf-8")


def _front_matter(title: str, day: dt.date) -> str:
    return f"---\ntitle: {title}\ndate: {day.isoformat()}\ntags: [회고, retrospective]\n---\n\n"


def _bullets(random: Random, count: int, box: bool = False) -> str:
    lines = []
    for line in sentences(random, count):
        mark = f"[{random.choice(' x')}] " if box else ""
        lines.append(f"- {mark}{line}\n")
        if random.random() < 0.2:
            lines.append(f"  - {sentence(random)}\n")
    return "".join(lines)


def _daily(random: Random, day: dt.date) -> tuple[str, str]:
    parts = [_front_matter(f"{day.isoformat()} 일지", day)]
    parts += [f"## {heading}\n\n{_bullets(random, 6)}\n" for heading in _HEADINGS["daily"]]
    return "daily", "".join(parts)


def _kpt_headings(random: Random, day: dt.date) -> tuple[str, str]:
    parts = [_front_matter(f"KPT {day.isoformat()}", day), "## Issues\n\n", _bullets(random, 8, box=True)]
    parts += [f"\n## {role}\n\n{_bullets(random, 7)}" for role in ("Keep", "Problem", "Try")]
    return "kpt", "".join(parts)


def _kpt_table(random: Random, day: dt.date) -> tuple[str, str]:
    cells = ["<br>".join(f"- {line}" for line in sentences(random, 8)) for _ in range(3)]
    table = f"| Keep | Problem | Try |\n| --- | --- | --- |\n| {' | '.join(cells)} |\n"
    prose = "\n".join(sentences(random, 6))
    return "kpt-table", f"{_front_matter('주간 회고', day)}{table}\n## 느낀 점\n\n{prose}\n"


def _aar(random: Random, day: dt.date) -> tuple[str, str]:
    parts = [_front_matter(f"AAR {day.isoformat()}", day)]
    parts += [f"## {heading}\n\n{_bullets(random, 7, box=True)}\n" for heading in _HEADINGS["aar"]]
    return "aar", "".join(parts)


def _study(random: Random, day: dt.date) -> tuple[str, str]:
    parts = [_front_matter("4주 스터디 계획", day)]
    for week in range(1, 5):
        date = (day + dt.timedelta(weeks=week)).strftime("%Y.%m.%d")
        parts.append(f"## {week}주차 - {date}\n\n{_bullets(random, 6, box=True)}\n")
    return "study", "".join(parts)


_LAYOUTS: tuple[Callable[[Random, dt.date], tuple[str, str]], ...] = (
    _daily,
    _kpt_headings,
    _daily,
    _kpt_table,
    _aar,
    _study,
)
