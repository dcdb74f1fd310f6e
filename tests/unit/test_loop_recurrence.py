"""Problems over time: which come back, their lineage, and how long until a Try was kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from retrotui import week
from retrotui.loop import recurrence
from retrotui.loop.likeness import SAME, fingerprint, likeness
from retrotui.loop.overview import overview
from retrotui.loop.recurrence import Problems, days_to_kept, history, median_days
from retrotui.loop.web import Web
from retrotui.model import periods
from retrotui.model.edit import change_item, remove_item
from retrotui.model.entry import Entry, Link
from tests.unit.loop_story import Clock, daily, item, kpt, link, monday, open_at, with_links
from tests.unit.test_loop_likeness import HELD_SAME, TUNED_SAME


def story() -> list[Entry]:
    """Six weeks in which deploying late is met three times and two Tries are dropped."""
    day = daily(monday(0) + dt.timedelta(days=1), problem=["배포가 두 시간 늦음"])
    first = kpt(
        0, problem=["배포가 늦음", "Nobody owns the wiki"], try_=[("전날 빌드하기", {"state": "dropped"})]
    )
    first = with_links(first, "T1", link("answers", first, "P1"))
    first = with_links(first, "P1", link("promoted_from", day, "P1"))
    second = kpt(2, problem=["배포를 늦게 함. 승인이 없었음"], try_=[("승인자 정하기", {"state": "dropped"})])
    second = with_links(second, "T1", link("answers", second, "P1"))
    third = kpt(5, problem=["Coffee is out", "배포가 또 늦어졌다"])
    return [day, first, second, third, kpt(3, problem=["배포가 빠름"])]


def names(problems: Problems) -> list[list[str]]:
    return [[ref.name for ref in each.met] for each in problems.all()]


def test_a_problem_that_comes_back_is_found_with_its_history() -> None:
    """Third time in six weeks, two Tries dropped: weeks, days and Tries are there, others stay apart."""
    known = Problems(Web(story()))
    [late] = known.recurring()
    assert [ref.name for ref in late.met] == ["kpt/2026-W10 P1", "kpt/2026-W12 P1", "kpt/2026-W15 P2"]
    assert [ref.name for ref in late.days] == ["daily/2026-03-03 P1"]
    assert [(tried.ref.name, tried.state) for tried in late.tries] == [
        ("kpt/2026-W10 T1", "dropped"), ("kpt/2026-W12 T1", "dropped"),
    ]  # fmt: skip
    assert (late.times, late.weeks, late.solved) == (3, 6, False)
    assert late.since == monday(0)
    assert history(late, "en") == "third time in six weeks, two Tries dropped"
    assert history(late, "ko") == "6주 동안 세 번째, Try 2개 그만둠"
    assert history(late, "ja") == "6週間で3回目、Try 2件中止"
    assert history(late, "en", more=1).startswith("fourth time")
    assert len(known.all()) == 4


def test_a_new_text_finds_the_problem_that_it_resembles() -> None:
    """While it is typed, and on a daily log, a problem is recognised; later weeks are no past."""
    known = Problems(Web(story()))
    found = known.like("배포를 너무 늦게 했다")
    assert found
    assert found.last.name == "kpt/2026-W15 P2"
    assert known.like("배포를 너무 늦게 했다", before=monday(0)) is None
    assert known.like("The printer is on fire") is None


@pytest.mark.parametrize(("one", "other"), TUNED_SAME + HELD_SAME)
def test_what_is_alike_is_found_among_many(one: str, other: str) -> None:
    """The index by words misses nothing that the comparison itself would find."""
    known = Problems(Web([kpt(0, problem=["Nobody waters the plants", one])]))
    alike = likeness(fingerprint(one), fingerprint(other)) >= SAME
    assert (known.like(other, before=monday(1)) is not None) == alike


def test_what_was_not_met_for_two_years_is_new() -> None:
    """A problem of long ago does not come back by its words."""
    assert not Problems(
        Web([kpt(-110, problem=["Slow review"]), kpt(0, problem=["Slow review"])])
    ).recurring()


def test_a_daily_line_knows_the_problem_it_became() -> None:
    """What was promoted has the history of what it was promoted to."""
    entries = story()
    found = Problems(Web(entries)).of(item(entries[0], "P1").uid)
    assert found
    assert found.times == 3
    assert Problems(Web(entries)).of("nobody") is None


def test_a_likeness_is_offered_until_somebody_decides(tmp_path: Path) -> None:
    """Called the same, it is linked and no offer any more; called different, it is a problem of its own."""
    journal = open_at(tmp_path, Clock(monday(5)))
    journal.put_all("test", story())
    now, earlier = journal.find("2026-W15"), journal.find("2026-W12")
    ref = Web(journal.entries())[item(now, "P2").uid]
    offer = Problems(Web(journal.entries())).offered(ref)
    assert offer
    assert offer.times == 3
    week.call_same(journal, now.uid, ref.uid, item(earlier, "P1").uid)
    web = Web(journal.entries())
    assert Problems(web).offered(web[ref.uid]) is None
    assert [len(group) for group in names(Problems(web))].count(3) == 1
    journal.undo()
    for key in ("2026-W10", "2026-W12"):
        week.call_different(journal, now.uid, item(journal.find(key), "P1").uid)
    web = Web(journal.entries())
    assert Problems(web).offered(web[ref.uid]) is None
    assert ["kpt/2026-W15 P2"] in names(Problems(web))


def test_links_join_what_no_word_does() -> None:
    """Two languages, one problem: the link is enough, also between groups that were apart."""
    first, second = kpt(0, problem=["Alarms at night"]), kpt(1, problem=["새벽 알람"])
    third = kpt(2, problem=["夜中のアラーム"])
    third = with_links(third, "P1", link("same_as", first, "P1"), link("same_as", second, "P1"))
    assert names(Problems(Web([first, second, third]))) == [
        ["kpt/2026-W10 P1", "kpt/2026-W11 P1", "kpt/2026-W12 P1"]
    ]


def test_two_problems_of_one_week_are_not_one() -> None:
    """Nothing comes back within its own week."""
    assert Problems(Web([kpt(0, problem=["Late deploy", "Late deploy"])])).recurring() == []


def test_the_days_to_a_kept_try_are_counted_from_the_first_day() -> None:
    """The first line in a daily log begins, the verdict ends; the median is over what was solved by a Try."""
    verdict = dt.datetime(2026, 3, 20, 8, tzinfo=dt.UTC)
    day = daily(monday(0) + dt.timedelta(days=1), problem=["Slow review"])
    first = kpt(1, problem=["Slow review", "No tests", "Noise"], try_=[
        ("Review before lunch", {"state": "kept", "changed_at": verdict}), ("One test a day", {"state": "kept"}),
        ("Earplugs", {}),
    ])  # fmt: skip
    first = with_links(first, "P1", link("promoted_from", day, "P1"))
    for number in "123":
        first = with_links(first, f"T{number}", link("answers", first, f"P{number}"))
    known = Problems(Web([day, first]))
    by_label = {each.last.item.label: days_to_kept(each) for each in known.all()}
    assert by_label == {"P1": 17, "P2": 6, "P3": None}
    assert median_days(known.all()) == 11.5
    assert median_days([]) is None


def test_a_carried_try_counts_once_as_it_ended() -> None:
    """The lineage shows what became of a Try, not each of its weeks."""
    first = kpt(0, problem=["Slow review"], try_=["Review before lunch"])
    first = with_links(first, "T1", link("answers", first, "P1"))
    second = kpt(1, try_=[("Review before lunch", {"state": "kept"})])
    second = with_links(second, "T1", link("carried_from", first, "T1"))
    [problem] = Problems(Web([first, second])).all()
    assert [(tried.ref.name, tried.times, tried.state) for tried in problem.tries] == [
        ("kpt/2026-W11 T1", 1, "kept")
    ]
    assert history(problem, "en") == "first time in one week, one Try kept"
    assert history(problem, "ko") == "1주 동안 첫 번째, Try 1개 효과 있음"


@pytest.mark.parametrize(("times", "words"), [(13, "13th"), (21, "21st"), (22, "22nd"), (112, "112th")])
def test_many_times_are_counted_in_digits(times: int, words: str) -> None:
    """And with the right ending."""
    [problem] = Problems(Web([kpt(0, problem=["Slow"])])).all()
    assert history(problem, "en", more=times - 1) == f"{words} time in one week, nothing tried yet"


def test_a_week_is_seen_from_every_side() -> None:
    """Done and open issues, orphans, Tries, what waits, what comes back; a carried answer makes no orphan."""
    entries = story()
    board = kpt(6, issue=[("Ship it", {"state": "done", "flow": "A"}), "Clean up"], problem=["배포를 늦게 함", "Noise"],
                try_=["승인자 정하기"])  # fmt: skip
    board = with_links(board, "T1", link("carried_from", entries[2], "T1"))
    board = with_links(board, "P1", link("same_as", entries[2], "P1"))
    web = Web([*entries, board, daily(monday(6), problem=["Noise", "Dust"])])
    seen = overview(web, periods.week_span(monday(6)), board)
    assert [each.label for each in seen.done] == ["I1"]
    assert [each.label for each in seen.open] == ["I2"]
    assert [each.label for each in seen.orphans] == ["P2"]
    assert [each.label for each in seen.without_flow] == ["I2"]
    assert [(each.times, each.answers[0].name) for each in seen.tries] == [(1, "kpt/2026-W12 P1")]
    assert [each.ref.item.text for each in seen.waiting] == ["Dust"]
    assert [each.times for each in seen.recurring] == [4]
    assert overview(web, periods.week_span(monday(7)), None).entry is None


def test_a_change_that_joins_nothing_compares_nothing_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """A state changes a hundred times as often as the words of a problem; what is said of it is fresh all the same."""
    first, second = kpt(0, problem=["The deploy is late"]), kpt(1, problem=["The deploys are late"])
    before = Problems(Web([first, second]))
    solved = change_item(second, second.items_of("problem")[0].uid, state="solved")
    monkeypatch.setattr(recurrence, "likeness", None)
    [problem] = Problems(Web([first, solved]), before=before).all()
    assert problem.times == 2
    assert problem.solved


@pytest.mark.parametrize(
    "change",
    [
        lambda entry, uid: change_item(entry, uid, text="Too many meetings"),
        lambda entry, uid: remove_item(entry, uid),
        lambda entry, uid: replace(entry, start=entry.start - dt.timedelta(weeks=300)),
        lambda entry, uid: replace(entry, set_aside=(Link("differs", "e0", uid),)),
    ],
)
def test_a_change_that_may_join_or_part_compares_again(change: Callable[[Entry, str], Entry]) -> None:
    first, second = kpt(0, problem=["The deploy is late"]), kpt(1, problem=["The deploys are late"])
    before = Problems(Web([first, second]))
    web = Web([first, change(second, second.items_of("problem")[0].uid)])
    assert names(Problems(web, before=before)) == names(Problems(web))
