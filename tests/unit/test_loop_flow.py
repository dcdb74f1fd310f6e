"""Challenge against skill over the weeks, and what to do where it stays off."""

from __future__ import annotations

import pytest

from retrotui.loop import flow
from tests.unit.loop_story import kpt, monday


def weeks(*levels: str) -> list[flow.Trend]:
    """The trends of weeks with one QA issue at each level; empty for a week without one."""
    entries = [
        kpt(number, issue=[("Tests", {"category": "QA", "flow": level})])
        for number, level in enumerate(levels)
    ]
    return flow.trends(entries)


def test_a_trend_is_the_level_of_most_items_week_by_week() -> None:
    """Weeks without a judgement of the category are left out; spelling of a category makes no difference."""
    entries = [
        kpt(0, issue=[("a", {"category": "QA", "flow": "A"}), ("b", {"category": "qa", "flow": "A"}),
                      ("c", {"category": "QA ", "flow": "C"}), ("d", {"category": "Docs", "flow": "C"})]),
        kpt(1, issue=[("e", {"category": "QA"})]),
        kpt(2, issue=[("f", {"category": "QA", "flow": "B"})], keep=[("g", {"flow": "C"})]),
    ]  # fmt: skip
    found = flow.trends(reversed(entries))
    assert [(trend.category, [point.level for point in trend.points]) for trend in found] == [
        ("QA", ["A", "B"]), ("Docs", ["C"]), ("", ["C"]),
    ]  # fmt: skip
    assert found[0].points[0].counts == {"A": 2, "B": 0, "C": 1}
    assert [trend.category for trend in flow.trends(entries, until=monday(1))] == ["QA", "Docs"]


@pytest.mark.parametrize(
    ("levels", "lasting"),
    [
        ("AAA", "A"),
        ("BAAA", "A"),
        ("CCCC", "C"),
        ("AA", ""),
        ("AAB", ""),
        ("ABA", ""),
        ("BBB", ""),
        ("ACA", ""),
    ],
)
def test_three_weeks_in_a_row_are_lasting(levels: str, lasting: str) -> None:
    """Too hard or too easy three times running; what is even may last."""
    [trend] = weeks(*levels)
    assert trend.lasting == lasting
    assert bool(flow.advice(trend, "en")) == bool(lasting)


def test_even_wins_a_tie() -> None:
    """As many hard as even ones are no reason to worry."""
    [trend] = flow.trends([kpt(0, issue=[("a", {"flow": "A"}), ("b", {"flow": "B"})])])
    assert trend.points[0].level == "B"


@pytest.mark.parametrize("language", ["en", "ko", "ja", "xx"])
def test_the_advice_names_category_and_weeks(language: str) -> None:
    """One sentence in the user's language, another for too easy than for too hard."""
    hard, easy = (flow.advice(weeks(*levels)[0], language) for levels in ("CAAAA", "CCC"))
    assert hard.startswith("QA: ")
    assert "4" in hard
    assert "3" in easy
    assert hard != easy


def test_a_grid_shows_the_last_judged_weeks() -> None:
    """Weeks in which nothing was judged take no column; a category without a word in them takes no line."""
    entries = [
        kpt(0, issue=[("old", {"category": "Docs", "flow": "A"})]),
        kpt(1, issue=[("a", {"category": "QA", "flow": "A"})]),
        kpt(2, issue=[("not judged", {"category": "QA"})]),
        kpt(3, issue=[("b", {"category": "Ops", "flow": "C"})]),
        kpt(4, issue=[("c", {"category": "QA", "flow": "B"})]),
    ]
    shown = flow.grid(flow.trends(entries), 3)
    assert shown.weeks == (monday(1), monday(3), monday(4))
    assert {trend.category: levels for trend, levels in shown.rows} == {
        "QA": ("A", "", "B"), "Ops": ("", "C", ""),
    }  # fmt: skip
