"""Challenge against skill over the weeks: where work stays too hard or too easy, and what to do about it.

Levels as in `kinds.FLOW_LEVELS`: A challenge above skill (worry), B even (flow), C below it (boredom).
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable

import msgspec

from retrotui.model.entry import Entry
from retrotui.model.kinds import FLOW_LEVELS
from retrotui.model.periods import week_span
from retrotui.text import fold

LASTING = 3
"""So many judged weeks in a row at one level are no chance any more."""


class Point(msgspec.Struct, frozen=True):
    """The levels of one category in one entry."""

    start: dt.date
    key: str
    """Of the entry."""
    counts: dict[str, int]
    """Items at each level; every level is there."""

    @property
    def level(self) -> str:
        """The level of most of its items; of equally many the one nearest to B."""
        return max(self.counts, key=lambda name: (self.counts[name], name == "B"))


class Trend(msgspec.Struct, frozen=True):
    """One category over the weeks."""

    category: str
    """As it was written last; empty for items without one."""
    points: tuple[Point, ...]
    """The weeks in which something of the category was judged, the oldest first; at least one."""

    @property
    def lasting(self) -> str:
        """`A` or `C` when the last `LASTING` points are all there, else empty."""
        last = {point.level for point in self.points[-LASTING:]}
        return last.pop() if len(self.points) >= LASTING and last in ({"A"}, {"C"}) else ""


class Grid(msgspec.Struct, frozen=True):
    """The trends side by side, week by week."""

    weeks: tuple[dt.date, ...]
    """The Mondays of the weeks in which anything was judged, the oldest first."""
    rows: tuple[tuple[Trend, tuple[str, ...]], ...]
    """Each trend with its level in each of the weeks, empty where nothing of it was judged."""


def grid(found: list[Trend], weeks: int) -> Grid:
    """The last so many judged weeks of the trends."""
    mondays = sorted({week_span(point.start).start for trend in found for point in trend.points})
    last = mondays[-weeks:] if weeks > 0 else []
    rows = []
    for trend in found:
        levels = {week_span(point.start).start: point.level for point in trend.points}
        if any(monday in levels for monday in last):
            rows.append((trend, tuple(levels.get(monday, "") for monday in last)))
    return Grid(tuple(last), tuple(rows))


def trends(entries: Iterable[Entry], *, until: dt.date | None = None) -> list[Trend]:
    """The trend of each category in the KPTs that began up to the day, the most judged category first."""
    points: dict[str, list[Point]] = {}
    names: dict[str, str] = {}
    boards = [entry for entry in entries if entry.kind == "kpt" and not (until and entry.start > until)]
    for entry in sorted(boards, key=lambda entry: (entry.start, entry.key)):
        levels: dict[str, Counter[str]] = {}
        for item in entry.items():
            if item.flow in FLOW_LEVELS:
                category = " ".join(fold(item.category).split())
                names[category] = item.category.strip()
                levels.setdefault(category, Counter())[item.flow] += 1
        for category, counts in levels.items():
            point = Point(entry.start, entry.key, {level: counts[level] for level in FLOW_LEVELS})
            points.setdefault(category, []).append(point)
    found = [Trend(names[category], tuple(each)) for category, each in points.items()]
    return sorted(found, key=lambda trend: -sum(sum(point.counts.values()) for point in trend.points))


_ADVICE = {
    "A": {
        "en": "{category}: too hard {count} weeks running; cut it smaller, ask someone who knows it, or learn the one thing that is missing.",
        "ko": "{category}: {count}주째 실력보다 어렵습니다. 더 작게 나누거나, 아는 사람에게 묻거나, 모자란 것 하나를 골라 공부해 보세요.",
        "ja": "{category}: {count}週続けて難しすぎます。小さく分ける、知っている人に聞く、足りないことを一つだけ学ぶ、のどれかを試しましょう。",
    },
    "C": {
        "en": "{category}: too easy {count} weeks running; automate it, hand it on, or set yourself a harder goal in it.",
        "ko": "{category}: {count}주째 실력보다 쉽습니다. 자동화하거나, 넘겨주거나, 그 안에서 더 어려운 목표를 잡아 보세요.",
        "ja": "{category}: {count}週続けて易しすぎます。自動化する、誰かに任せる、その中でもっと難しい目標を立てる、のどれかを試しましょう。",
    },
}
UNNAMED = {"en": "Work without a category", "ko": "분류 없는 일", "ja": "分類のない仕事"}
"""What a trend without a category is called, by language."""


def advice(trend: Trend, language: str) -> str:
    """What to do about a category that stays at A or C, in one sentence; empty for any other."""
    level = trend.lasting
    if not level:
        return ""
    language = language if language in UNNAMED else "en"
    count = 0
    for point in reversed(trend.points):
        if point.level != level:
            break
        count += 1
    return _ADVICE[level][language].format(category=trend.category or UNNAMED[language], count=count)
