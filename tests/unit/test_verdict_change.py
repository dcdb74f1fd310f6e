"""A verdict that is changed: what the first one wrote goes, as far as nobody touched it since."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrotui import week
from retrotui.errors import UsageError
from retrotui.journal import Journal
from retrotui.loop import follow
from retrotui.loop.web import Ref, Web
from retrotui.model.entry import Entry, Item
from tests.unit.loop_story import Clock, item, kpt, link, monday, open_at, with_links


@pytest.fixture
def clock() -> Clock:
    return Clock(monday(1))


@pytest.fixture
def journal(tmp_path: Path, clock: Clock) -> Journal:
    """In the second week; T1 of the first one answers P1."""
    journal = open_at(tmp_path, clock)
    first = kpt(0, problem=["Slow review", "Odd rows"], try_=[("Review before lunch", {"category": "QA"})])
    journal.put_all("test", [with_links(first, "T1", link("answers", first, "P1"))])
    return journal


def first_week(journal: Journal) -> Entry:
    return journal.find("2026-W10")


def second_week(journal: Journal) -> Entry:
    return journal.find("2026-W11")


def texts(entry: Entry, role: str) -> list[str]:
    return [each.text for each in entry.items_of(role)]


def give(
    journal: Journal, verdict: str, *, label: str = "T1", reason: str = "", keep: bool = False
) -> week.Judged:
    """A verdict on a Try of the first week."""
    entry = first_week(journal)
    return week.judge(journal, entry.uid, item(entry, label).uid, verdict, reason=reason, with_keep=keep)


def state(journal: Journal, label: str) -> str:
    return item(first_week(journal), label).state


def named(refs: tuple[Ref, ...]) -> list[str]:
    return [ref.name for ref in refs]


def edit(journal: Journal, entry: Entry, label: str, text: str) -> Item:
    return journal.edit_item(entry.uid, item(entry, label), text).item


@pytest.mark.parametrize("verdict", ["failed", "dropped", "open"])
def test_the_keep_goes_and_the_problem_opens(journal: Journal, verdict: str) -> None:
    """What kept wrote is taken back by any other verdict, and by none at all; all of it in one step of undo."""
    give(journal, "kept", keep=True)
    assert (texts(second_week(journal), "keep"), state(journal, "P1")) == (["Review before lunch"], "solved")
    changed = give(journal, verdict).taken_back
    assert named(changed.gone) == ["kpt/2026-W11 K1"]
    assert [(ref.name, ref.item.state) for ref in changed.states] == [("kpt/2026-W10 P1", "open")]
    assert changed.stays == ()
    assert (texts(second_week(journal), "keep"), state(journal, "P1")) == ([], "open")
    assert (state(journal, "T1"), item(first_week(journal), "P1").links) == (verdict, ())
    journal.undo()
    assert (texts(second_week(journal), "keep"), state(journal, "P1")) == (["Review before lunch"], "solved")
    assert state(journal, "T1") == "kept"


def test_a_keep_that_was_edited_stays(journal: Journal) -> None:
    """Somebody's words are theirs, and it is said that they stay."""
    give(journal, "kept", keep=True)
    edit(journal, second_week(journal), "K1", "Review before lunch, in pairs")
    changed = give(journal, "dropped").taken_back
    assert (named(changed.gone), named(changed.stays)) == ([], ["kpt/2026-W11 K1"])
    assert texts(second_week(journal), "keep") == ["Review before lunch, in pairs"]
    assert (state(journal, "T1"), state(journal, "P1")) == ("dropped", "open")


def test_a_keep_that_something_links_to_stays(journal: Journal) -> None:
    """A Try may answer a Keep; then it is needed."""
    give(journal, "kept", keep=True)
    board = second_week(journal)
    journal.write("kpt", monday(1), "try", "Do it twice", links=(link("answers", board, "K1"),))
    assert named(give(journal, "failed").taken_back.stays) == ["kpt/2026-W11 K1"]
    assert "Review before lunch" in texts(second_week(journal), "keep")


def test_a_keep_with_a_flow_stays(journal: Journal) -> None:
    """Whatever was added to it counts as touching it."""
    give(journal, "kept", keep=True)
    board = second_week(journal)
    journal.change_item(board.uid, item(board, "K1").uid, flow="B")
    assert named(give(journal, "open").taken_back.stays) == ["kpt/2026-W11 K1"]


def test_what_goes_is_in_the_trash(journal: Journal) -> None:
    """Like anything that is deleted; nothing is lost for good."""
    give(journal, "kept", keep=True)
    give(journal, "dropped")
    assert [grave.item.text for grave in journal.trash() if grave.item] == ["Review before lunch"]


def test_a_problem_that_was_solved_before_stays_solved(journal: Journal) -> None:
    """The verdict did not solve it, so its change does not open it; that is said."""
    entry = first_week(journal)
    journal.set_state(entry.uid, item(entry, "P1").uid, "solved")
    give(journal, "kept")
    changed = give(journal, "dropped").taken_back
    assert (changed.states, named(changed.stays)) == ((), ["kpt/2026-W10 P1"])
    assert state(journal, "P1") == "solved"


def test_a_problem_that_was_solved_again_by_hand_stays_solved(journal: Journal) -> None:
    """A state that somebody sets is theirs."""
    give(journal, "kept")
    entry = first_week(journal)
    for each in ("open", "solved"):
        journal.set_state(entry.uid, item(entry, "P1").uid, each)
    assert give(journal, "dropped").taken_back.states == ()
    assert state(journal, "P1") == "solved"


def test_a_problem_that_two_tries_solved_opens_with_the_second(journal: Journal) -> None:
    """As long as one of them is kept, it is solved."""
    entry = first_week(journal)
    journal.add_item(entry.uid, "Smaller changes", role="try", links=(link("answers", entry, "P1"),))
    give(journal, "kept")
    give(journal, "kept", label="T2")
    assert give(journal, "failed").taken_back.states == ()
    journal.undo()
    give(journal, "dropped")
    assert state(journal, "P1") == "solved"
    give(journal, "dropped", label="T2")
    assert state(journal, "P1") == "open"


def test_the_problem_that_was_brought_back_goes(journal: Journal) -> None:
    """It was written by the verdict, and nobody touched it."""
    give(journal, "failed", reason="lunch moved")
    assert texts(second_week(journal), "problem") == ["Slow review"]
    changed = give(journal, "kept").taken_back
    assert named(changed.gone) == ["kpt/2026-W11 P1"]
    assert texts(second_week(journal), "problem") == []
    assert (state(journal, "P1"), item(first_week(journal), "T1").reason) == ("solved", "")


def test_a_problem_that_was_brought_back_and_edited_stays_without_the_note(journal: Journal) -> None:
    """The note is still as written and goes, the rest is somebody's."""
    give(journal, "failed", reason="lunch moved")
    board = second_week(journal)
    edit(journal, board, "P1", f"Slow review of large changes\n{item(board, 'P1').body}\n- and on Fridays")
    changed = give(journal, "dropped").taken_back
    assert (named(changed.gone), named(changed.stays)) == ([], ["kpt/2026-W11 P1"])
    back = item(second_week(journal), "P1")
    assert (back.text, back.body) == ("Slow review of large changes", "- and on Fridays")


def test_a_note_in_a_problem_of_this_week_goes(journal: Journal) -> None:
    """The problem itself was there before and stays, also where it says the same in the same words."""
    journal.write("kpt", monday(1), "problem", "Slow review")
    give(journal, "failed", reason="lunch moved")
    assert item(second_week(journal), "P1").body == "- kpt/2026-W10 T1 did not help: lunch moved"
    changed = give(journal, "dropped").taken_back
    assert (named(changed.notes), changed.gone, changed.stays) == (["kpt/2026-W11 P1"], (), ())
    assert (texts(second_week(journal), "problem"), item(second_week(journal), "P1").body) == (
        ["Slow review"],
        "",
    )


def test_a_note_that_was_edited_stays(journal: Journal) -> None:
    """And is told about once: from then on it is an ordinary line."""
    journal.write("kpt", monday(1), "problem", "Slow review")
    give(journal, "failed")
    edit(journal, second_week(journal), "P1", "Slow review\n- Before lunch did not help, after lunch might")
    assert named(give(journal, "dropped").taken_back.stays) == ["kpt/2026-W11 P1"]
    assert item(second_week(journal), "P1").body == "- Before lunch did not help, after lunch might"
    assert not give(journal, "open").taken_back


def test_a_problem_that_failed_opened_is_solved_again(journal: Journal) -> None:
    """Its state returns to what it was before, also where it was solved by hand."""
    entry = first_week(journal)
    journal.set_state(entry.uid, item(entry, "P1").uid, "solved")
    give(journal, "failed")
    assert state(journal, "P1") == "open"
    changed = give(journal, "dropped").taken_back
    assert [(ref.name, ref.item.state) for ref in changed.states] == [("kpt/2026-W10 P1", "solved")]
    assert state(journal, "P1") == "solved"


def test_another_reason_replaces_the_note(journal: Journal) -> None:
    """The same verdict with another reason tells it in the note's place, and brings no second problem back."""
    give(journal, "failed", reason="lunch moved")
    give(journal, "failed", reason="nobody came")
    [back] = second_week(journal).items_of("problem")
    assert back.body == "- kpt/2026-W10 T1 did not help: nobody came"
    give(journal, "dropped")
    assert texts(second_week(journal), "problem") == []


def test_the_same_verdict_again_changes_nothing(journal: Journal) -> None:
    """Neither a second Keep nor a second note."""
    for verdict in ("kept", "failed"):
        give(journal, verdict, keep=verdict == "kept")
        before = [replaced(entry) for entry in journal.entries("kpt")]
        judged = give(journal, verdict, keep=verdict == "kept")
        assert not judged.taken_back
        assert [replaced(entry) for entry in journal.entries("kpt")] == before
    assert texts(second_week(journal), "keep") == []


def replaced(entry: Entry) -> list[tuple[str, str, str, str, int]]:
    return [(each.uid, each.text, each.body, each.state, len(each.links)) for each in entry.items()]


@pytest.mark.parametrize("verdict", ["kept", "dropped", "open"])
def test_a_carried_try_that_nobody_touched_goes(journal: Journal, verdict: str) -> None:
    """The verdict is the old week's again."""
    give(journal, "carried")
    assert texts(second_week(journal), "try") == ["Review before lunch"]
    assert named(give(journal, verdict).taken_back.gone) == ["kpt/2026-W11 T1"]
    assert (texts(second_week(journal), "try"), state(journal, "T1")) == ([], verdict)
    board = second_week(journal)
    waits = [each.ref.name for each in follow.open_tries(Web(journal.entries()), monday(1), board)]
    assert waits == (["kpt/2026-W10 T1"] if verdict == "open" else [])


def test_a_carried_try_that_was_edited_stays(journal: Journal) -> None:
    """It is told, and the old week has its verdict all the same."""
    give(journal, "carried")
    edit(journal, second_week(journal), "T1", "Review before lunch, in pairs")
    assert named(give(journal, "dropped").taken_back.stays) == ["kpt/2026-W11 T1"]
    assert texts(second_week(journal), "try") == ["Review before lunch, in pairs"]
    assert state(journal, "T1") == "dropped"


def test_a_carried_try_that_has_its_own_verdict_is_the_one_to_judge(journal: Journal, clock: Clock) -> None:
    """What became of it is known already, or is asked about in a later week."""
    made = give(journal, "carried").carried
    assert made
    week.judge(journal, made.entry.uid, made.item.uid, "kept")
    with pytest.raises(UsageError, match="kpt/2026-W11 T1"):
        give(journal, "dropped")
    journal.undo()
    clock.to(monday(2))
    week.judge(journal, made.entry.uid, made.item.uid, "carried")
    with pytest.raises(UsageError, match="kpt/2026-W11 T1"):
        give(journal, "dropped")
    assert state(journal, "T1") == "open"


def test_a_verdict_is_carried_instead(journal: Journal) -> None:
    """The Keep goes, the problem opens, and the Try goes on."""
    give(journal, "kept", keep=True)
    judged = give(journal, "carried")
    assert judged.carried
    assert named(judged.taken_back.gone) == ["kpt/2026-W11 K1"]
    board = second_week(journal)
    assert (texts(board, "keep"), texts(board, "try"), state(journal, "P1")) == (
        [],
        ["Review before lunch"],
        "open",
    )


VERDICTS = st.lists(
    st.one_of(
        st.tuples(st.just("T1"), st.sampled_from((*follow.VERDICTS, "open")), st.booleans()),
        st.tuples(st.just("T2"), st.sampled_from(("kept", "dropped", "open")), st.booleans()),
    ),
    max_size=8,
)


@settings(max_examples=40, deadline=None)
@given(VERDICTS, st.booleans(), st.booleans())
def test_any_verdicts_taken_back_leave_nothing(
    verdicts: list[tuple[str, str, bool]], solved: bool, said: bool
) -> None:
    """However often two Tries of one problem are judged, `open` gives back what there was before the first verdict.

    But for a problem that the one brought back and the other needs: its note stands there, or its later Try answers it.
    """
    with TemporaryDirectory() as folder:
        journal = open_at(Path(folder), Clock(monday(1)))
        first = kpt(0, problem=["Slow review"], try_=["Review before lunch", "Smaller changes"])
        for label in ("T1", "T2"):
            first = with_links(first, label, link("answers", first, "P1"))
        second = kpt(1, problem=["Slow review"] if said else [])
        journal.put_all("test", [first, second])
        if solved:
            journal.set_state(first.uid, item(first, "P1").uid, "solved")
        before = [replaced(entry) for entry in journal.entries("kpt")]
        for label, verdict, more in verdicts:
            with suppress(UsageError):  # carried already
                give(
                    journal,
                    verdict,
                    label=label,
                    reason="so" if more else "",
                    keep=more and verdict == "kept",
                )
        for label in ("T1", "T2"):
            give(journal, "open", label=label)
        after = [replaced(entry) for entry in journal.entries("kpt")]
        journal.close()
    if said:  # the problem that this week had is linked as the same, which is true
        [(*row, links)] = after[0]
        assert (tuple(row), links <= 1) == (before[0][0][:-1], True)
        after, before = after[1:], before[1:]
    assert [rows for rows in after if rows] == [rows for rows in before if rows]
