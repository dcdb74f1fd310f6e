"""From the days to the week: what waits, what becomes of it, and that nothing is asked twice."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from retrotui import exchange, week
from retrotui.errors import Conflict, UsageError
from retrotui.journal import Journal
from retrotui.loop import promotion
from retrotui.loop.web import Web
from retrotui.model import periods
from retrotui.model.entry import Entry, Link
from retrotui.week import Choice
from tests.unit.loop_story import Clock, daily, entry, item, kpt, link, monday, open_at, with_links

WEEK = periods.week_span(monday(0))
TUESDAY = monday(0) + dt.timedelta(days=1)


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return open_at(tmp_path, Clock(monday(0) + dt.timedelta(days=4)))


def days() -> list[Entry]:
    """Two days of the week, and one of the week before."""
    return [
        daily(monday(0), did=["Nothing much"], problem=["The import stops"], well=["A quiet morning"]),
        daily(
            TUESDAY, problem=["No answer from support"], unclear=["What the flag means"], learned=["A lot"]
        ),
        daily(monday(-1), problem=["An old one"]),
    ]


def waiting(journal: Journal, board: Entry | None = None) -> list[tuple[str, str, str]]:
    """What waits in the week: name, suggestion, and what to join."""
    board = board or journal.covering("kpt", monday(0))
    return [
        (each.ref.name, each.target, each.like.label if each.like else "")
        for each in promotion.candidates(Web(journal.entries()), WEEK, board)
    ]


def uid(journal: Journal, key: str, label: str) -> str:
    return item(journal.find(key), label).uid


def test_problems_wins_and_unclear_points_of_the_days_wait(journal: Journal) -> None:
    """In the order of the days, each with what it would become; what was done or learned asks for nothing."""
    journal.put_all("test", days())
    assert waiting(journal) == [
        ("daily/2026-03-02 P1", "problem", ""),
        ("daily/2026-03-02 W1", "keep", ""),
        ("daily/2026-03-03 P1", "problem", ""),
        ("daily/2026-03-03 U1", "try", ""),
    ]


def test_an_unclear_point_becomes_a_goal_where_a_plan_runs(journal: Journal) -> None:
    """It goes to the next meeting of the study plan; the week's KPT is not begun for it."""
    plan = entry("study", monday(0) - dt.timedelta(days=2))
    journal.put_all("test", [*days(), plan])
    assert waiting(journal)[3][1] == promotion.GOAL
    [done] = week.promote(journal, monday(0), [Choice(uid(journal, "2026-03-03", "U1"))])
    assert done.item
    assert (done.entry.key, done.item.label, done.item.state) == (plan.key, "W2.1", "open")
    assert done.item.links == (link("promoted_from", journal.find("2026-03-03"), "U1"),)
    assert journal.entries("kpt") == []
    assert waiting(journal)[-1][0] == "daily/2026-03-03 P1"


def test_a_goal_without_a_plan_is_refused(journal: Journal) -> None:
    """The message says what to do instead, and nothing is written."""
    journal.put_all("test", days())
    with pytest.raises(UsageError, match="Take it as a Try"):
        week.promote(
            journal,
            monday(0),
            [
                Choice(uid(journal, "2026-03-02", "P1"), "problem"),
                Choice(uid(journal, "2026-03-03", "U1"), promotion.GOAL),
            ],
        )
    assert journal.entries("kpt") == []


def test_a_promoted_line_is_linked_both_ways(journal: Journal) -> None:
    """The new item has text, details and a link to the day; the day's line knows what it became, and keeps its bytes."""
    logged = journal.log("problem", "The import stops\n- at row 40,000", monday(0))
    before = exchange.render(logged.entry)
    [done] = week.promote(journal, monday(0), [Choice(logged.item.uid, "problem")])
    assert done.item
    assert (done.item.label, done.item.text, done.item.body, done.item.state) == (
        "P1", "The import stops", "- at row 40,000", "open",
    )  # fmt: skip
    assert done.item.links == (Link("promoted_from", logged.entry.uid, logged.item.uid),)
    [back] = promotion.promoted_to(Web(journal.entries()), logged.item.uid)
    assert back.name == "kpt/2026-W10 P1"
    assert waiting(journal) == []
    assert exchange.render(journal.find("2026-03-02")) == before


@pytest.mark.parametrize("role", ["problem", "keep", "try"])
def test_a_line_may_become_anything(journal: Journal, role: str) -> None:
    """The suggestion binds nobody."""
    journal.put_all("test", days())
    [done] = week.promote(journal, monday(0), [Choice(uid(journal, "2026-03-02", "W1"), role)])
    assert [each.text for each in done.entry.items_of(role)] == ["A quiet morning"]


def test_a_leave_is_remembered(journal: Journal) -> None:
    """A line that was left is not asked about again, in any week; it can be taken up again."""
    journal.put_all("test", days())
    left = uid(journal, "2026-03-02", "P1")
    [done] = week.promote(journal, monday(0), [Choice(left, promotion.LEFT)])
    assert done.item is None
    assert "daily/2026-03-02 P1" not in [name for name, _, _ in waiting(journal)]
    week.reconsider(journal, done.entry.uid, [left])
    assert waiting(journal)[0][0] == "daily/2026-03-02 P1"


def test_joining_adds_a_source_to_what_is_there(journal: Journal) -> None:
    """The item keeps its words; both days are its sources."""
    journal.put_all("test", [*days(), kpt(0, problem=["Imports stop at odd rows"])])
    board = journal.find("2026-W10")
    for key, label in (("2026-03-02", "P1"), ("2026-03-03", "P1"), ("2026-03-03", "P1")):
        [done] = week.promote(
            journal, board.uid, [Choice(uid(journal, key, label), join=item(board, "P1").uid)]
        )
        assert done.joined
    [problem] = journal.find("2026-W10").items_of("problem")
    assert problem.text == "Imports stop at odd rows"
    assert [end.relation for end in problem.links] == ["promoted_from", "promoted_from"]


def test_a_line_that_resembles_an_item_is_to_be_joined(journal: Journal) -> None:
    """The same in other words is suggested as joining; the same words are there already."""
    board = kpt(0, problem=["배포를 늦게 함. 승인이 늦었음", "No answer from support."])
    journal.put_all(
        "test", [*days(), board, daily(monday(0) + dt.timedelta(days=2), problem=["배포가 늦음"])]
    )
    found = waiting(journal)
    assert ("daily/2026-03-04 P1", "problem", "P1") in found
    assert "daily/2026-03-03 P1" not in [name for name, _, _ in found]


def test_everything_at_once_joins_what_says_the_same(journal: Journal) -> None:
    """All that waits is taken up as suggested in one step; a second line with the same content becomes no second item."""
    journal.put_all(
        "test", [*days(), daily(monday(0) + dt.timedelta(days=2), problem=["The import stops again"])]
    )
    done = week.promote_all(journal, monday(0))
    assert [(each.source.text, each.joined) for each in done] == [
        ("The import stops", False), ("A quiet morning", False), ("No answer from support", False),
        ("What the flag means", False), ("The import stops again", True),
    ]  # fmt: skip
    board = journal.find("2026-W10")
    assert [each.label for each in board.items()] == ["K1", "P1", "P2", "T1"]
    assert waiting(journal) == []
    journal.undo()
    assert journal.entries("kpt") == []


def test_the_weekend_belongs_to_a_week_that_was_written_up_to_friday() -> None:
    """A KPT within one week takes its whole week; a longer span takes its own days."""
    made = kpt(0)
    friday = made.start + dt.timedelta(days=4)
    assert promotion.span_of(Entry("u", "k", "kpt", "", made.start, friday)) == WEEK
    long = Entry("u", "k", "kpt", "", TUESDAY, TUESDAY + dt.timedelta(days=9))
    assert promotion.span_of(long) == periods.Span(long.start, long.end)


def test_a_line_that_is_gone_is_a_conflict(journal: Journal) -> None:
    """Somebody else deleted it while the list was open."""
    journal.put_all("test", days())
    gone = uid(journal, "2026-03-02", "P1")
    journal.delete_item(journal.find("2026-03-02").uid, gone)
    with pytest.raises(Conflict):
        week.promote(journal, monday(0), [Choice(gone, "problem")])
    with pytest.raises(UsageError):
        week.promote(journal, monday(0), [Choice(uid(journal, "2026-03-02", "W1"), "issue")])


def test_what_another_board_took_up_does_not_wait(journal: Journal) -> None:
    """Two KPTs of one week do not take up the same line twice."""
    first = days()
    board = with_links(kpt(0, problem=["Imports"]), "P1", link("promoted_from", first[0], "P1"))
    journal.put_all("test", [*first, board])
    other = kpt(0)
    names = [each.ref.name for each in promotion.candidates(Web(journal.entries()), WEEK, other)]
    assert names[0] == "daily/2026-03-02 W1"


def test_a_win_is_joined_with_no_problem(journal: Journal) -> None:
    """A line joins only what it can be: a win a keep, a problem a problem, an unclear point a problem or a Try."""
    words = "The nightly import of orders"
    board = kpt(0, problem=[words], keep=["Something else"])
    journal.put_all("test", [daily(TUESDAY, well=[words + " held"], problem=[words + " stops"]), board])
    assert waiting(journal) == [("daily/2026-03-03 P1", "problem", "P1"), ("daily/2026-03-03 W1", "keep", "")]
    [done] = week.promote(journal, monday(0), [Choice(uid(journal, "2026-03-03", "W1"))])
    assert done.item
    assert (done.item.label, done.joined) == ("K2", False)


def test_a_line_is_taken_up_once(journal: Journal) -> None:
    """Two sessions may show the same line; the later one is told what became of it."""
    journal.put_all("test", days())
    line = uid(journal, "2026-03-02", "P1")
    week.promote(journal, monday(0), [Choice(line)])
    with pytest.raises(Conflict, match="kpt/2026-W10 P1"):
        week.promote(journal, monday(0), [Choice(line, "keep")])
    assert [item.label for item in journal.find("2026-W10").items()] == ["P1"]


def test_leaving_the_rest_leaves_what_still_waits(journal: Journal) -> None:
    """What another session took up, left or deleted meanwhile stays as it is, and is counted."""
    journal.put_all("test", days())
    lines = [each.ref.uid for each in promotion.candidates(Web(journal.entries()), WEEK)]
    taken, left, gone, *rest = lines
    week.promote(journal, monday(0), [Choice(taken, "keep")])
    week.promote(journal, monday(0), [Choice(left, promotion.LEFT)])
    day = next(entry for entry in journal.entries("daily") if gone in [item.uid for item in entry.items()])
    journal.delete_item(day.uid, gone)
    done = week.leave(journal, monday(0), lines)
    assert ([item.uid for item in done.items], done.elsewhere) == (rest, (taken, left, gone))
    assert rest
    assert waiting(journal) == []
    assert [ref.role for ref in promotion.promoted_to(Web(journal.entries()), taken)] == ["keep"]


def test_nothing_is_begun_where_nothing_waits_any_more(journal: Journal) -> None:
    """No empty week, and no step to undo."""
    journal.put_all("test", days())
    gone = uid(journal, "2026-03-02", "P1")
    journal.delete_item(journal.find("2026-03-02").uid, gone)
    assert week.leave(journal, monday(0), [gone]).elsewhere == (gone,)
    assert journal.entries("kpt") == []
