"""Several Tries of the same problems: what one verdict wrote and another one holds goes with the last of them."""

from __future__ import annotations

from contextlib import suppress
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrotui import week
from retrotui.errors import UsageError
from retrotui.journal import Journal
from retrotui.loop import follow
from retrotui.loop.recurrence import Problems
from retrotui.loop.web import Web
from retrotui.model.entry import Entry
from tests.unit.loop_story import Clock, item, kpt, link, monday, open_at, with_links


def two_problems() -> Entry:
    """T1 answers the first problem, T2 both, T3 the second, T4 none."""
    made = kpt(0, problem=["Deploys end late", "No lunch break"], try_=["Ask", "Tell", "Walk", "Read"])
    for label, answers in (("T1", ("P1",)), ("T2", ("P1", "P2")), ("T3", ("P2",))):
        made = with_links(made, label, *(link("answers", made, each) for each in answers))
    return made


@pytest.fixture
def clock() -> Clock:
    return Clock(monday(1))


@pytest.fixture
def journal(tmp_path: Path, clock: Clock) -> Journal:
    """In the second week."""
    journal = open_at(tmp_path, clock)
    journal.put_all("test", [two_problems()])
    return journal


def give(
    journal: Journal, label: str, verdict: str, *, key: str = "2026-W10", reason: str = ""
) -> week.Judged:
    entry = journal.find(key)
    keep = bool(reason) and verdict == "kept"
    return week.judge(journal, entry.uid, item(entry, label).uid, verdict, reason=reason, with_keep=keep)


def problems(journal: Journal, key: str = "2026-W11") -> list[tuple[str, str]]:
    return [(each.text, each.body) for each in journal.find(key).items_of("problem")]


def written(journal: Journal) -> list[list[tuple[str, ...] | tuple[object, ...]]]:
    """What the boards hold; a week that was begun for a verdict stays empty."""
    return [
        [(each.uid, each.label, each.text, each.body, each.state, each.reason, each.links) for each in items]
        for entry in journal.entries("kpt")
        if (items := list(entry.items()))
    ]


@pytest.mark.parametrize("order", [("T1", "T2"), ("T2", "T1")])
def test_a_problem_that_two_verdicts_hold_goes_with_the_last(
    journal: Journal, order: tuple[str, str]
) -> None:
    """As nobody wrote it, nothing comes back because of it."""
    before = written(journal)
    give(journal, "T1", "failed")
    give(journal, "T2", "failed", reason="a")
    first, second = (give(journal, label, "open").taken_back for label in order)
    assert ("kpt/2026-W11 P1" in [ref.name for ref in first.notes], first.stays) == (True, ())
    assert "kpt/2026-W11 P1" in [ref.name for ref in second.gone]
    assert written(journal) == before
    assert Problems(Web(journal.entries())).recurring() == []


def test_a_problem_that_a_carried_try_answers_goes_with_it(journal: Journal) -> None:
    """The Try of the later week was made by a verdict, too."""
    before = written(journal)
    give(journal, "T1", "failed")
    give(journal, "T2", "carried")
    give(journal, "T1", "open")
    assert problems(journal) == [("Deploys end late", "")]
    assert "kpt/2026-W11 P1" in [ref.name for ref in give(journal, "T2", "open").taken_back.gone]
    assert written(journal) == before


def test_a_problem_that_somebody_edited_stays_after_the_last(journal: Journal) -> None:
    """It is theirs, and it is said with the last verdict only."""
    give(journal, "T1", "failed")
    give(journal, "T2", "failed")
    board = journal.find("2026-W11")
    back = item(board, "P1")
    journal.edit_item(board.uid, back, f"Deploys end very late\n{back.body}")
    assert give(journal, "T1", "open").taken_back.stays == ()
    changed = give(journal, "T2", "open").taken_back
    assert [ref.name for ref in changed.stays] == ["kpt/2026-W11 P1"]
    assert problems(journal) == [("Deploys end very late", "")]


def test_a_problem_that_somebody_answers_stays(journal: Journal) -> None:
    """A Try that a person wrote needs it; without the note that was taken back, which is said as well."""
    give(journal, "T1", "failed")
    answers = (link("answers", journal.find("2026-W11"), "P1"),)
    journal.write("kpt", monday(1), "try", "Two approvers", links=answers)
    changed = give(journal, "T1", "open").taken_back
    assert [ref.name for ref in changed.stays] == ["kpt/2026-W11 P1"]
    assert [ref.name for ref in changed.notes] == ["kpt/2026-W11 P1"]
    assert problems(journal) == [("Deploys end late", "")]


def test_a_problem_that_came_back_over_three_weeks_goes(journal: Journal, clock: Clock) -> None:
    """Each week's problem is held by the one after it, until the last verdict of them is taken back."""
    before = written(journal)
    give(journal, "T1", "failed")
    clock.to(monday(2))
    made = give(journal, "T2", "carried").carried
    assert made
    assert made.entry.key == "kpt/2026-W12"
    give(journal, "T3", "failed")
    for label in ("T1", "T3", "T2"):
        give(journal, label, "open")
    assert written(journal) == before


def test_a_note_of_an_earlier_week_is_not_copied_into_a_later_one(journal: Journal, clock: Clock) -> None:
    """It stands where the verdict was given; a copy could not be taken back with it."""
    clock.to(monday(0))
    before = written(journal)
    give(journal, "T1", "failed", reason="a")
    clock.to(monday(1))
    give(journal, "T2", "failed")
    assert problems(journal)[0] == ("Deploys end late", "- kpt/2026-W10 T2 did not help")
    give(journal, "T1", "open")
    give(journal, "T2", "open")
    assert written(journal) == before


def test_a_verdict_ends_a_skip_and_open_asks_again(journal: Journal) -> None:
    """Whether the week skipped the Try before or after, there is one answer to what came of it."""
    uid = item(journal.find("2026-W10"), "T2").uid
    board = week.skip(journal, monday(1), [uid])
    give(journal, "T2", "open")
    board = journal.find("2026-W11")
    assert board.set_aside == ()
    asked = follow.open_tries(Web(journal.entries()), monday(1), board)
    assert "kpt/2026-W10 T2" in [each.ref.name for each in asked]
    week.skip(journal, monday(1), [uid])
    give(journal, "T2", "dropped")
    assert journal.find("2026-W11").set_aside == ()


TRIES = ("T1", "T2", "T3", "T4")
GIVEN = st.tuples(
    st.sampled_from(TRIES), st.sampled_from((*follow.VERDICTS, "open")), st.sampled_from(("", "a", "b"))
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(GIVEN, st.integers(0, 1)), max_size=9),
    st.permutations(TRIES),
    st.lists(st.sampled_from(("P1", "P2")), unique=True),
)
def test_any_verdicts_of_several_tries_taken_back_leave_nothing(
    verdicts: list[tuple[tuple[str, str, str], int]], order: list[str], solved: list[str]
) -> None:
    """In whatever order they were given and are taken back, within the week of the Tries or in the two after it.

    The clock only goes on; Tries that were carried have verdicts of their own, which are taken back first.
    """
    with TemporaryDirectory() as folder:
        clock = Clock(monday(0))
        journal = open_at(Path(folder), clock)
        journal.put_all("test", [two_problems()])
        for label in solved:
            first = journal.find("2026-W10")
            journal.set_state(first.uid, item(first, label).uid, "solved")
        before = written(journal)
        weeks = 0
        for (label, verdict, reason), later in verdicts:
            weeks = min(weeks + later, 2)
            clock.to(monday(weeks))
            with suppress(UsageError):  # carried already
                give(journal, label, verdict, reason=reason)
        keys = [entry.key for entry in reversed(journal.entries("kpt"))]
        for key, label in chain.from_iterable([(key, label) for label in order] for key in keys):
            if any(each.label == label for each in journal.find(key).items()):
                give(journal, label, "open", key=key)
        after = written(journal)
        journal.close()
    assert after == before
