"""Changes of an entry as pure functions: labels, states, places."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from retrotui.model import edit, periods
from retrotui.model.entry import Entry, Item, Link, Section, new_uid
from retrotui.model.kinds import KINDS

NOW = dt.datetime(2026, 11, 20, 9, 0, tzinfo=dt.UTC)
FRIDAY = NOW.date()


def fresh(kind: str, language: str = "en") -> Entry:
    """A new entry of the kind for the period of the Friday."""
    span = periods.period_span(KINDS[kind].period, FRIDAY, 4)
    return edit.new_entry(KINDS[kind], span, key="", language=language, now=NOW)


def section(entry: Entry, role: str) -> Section:
    return next(each for each in entry.sections if each.role == role)


def with_item(entry: Entry, role: str, text: str) -> Entry:
    return edit.add_item(entry, section(entry, role).uid, Item(new_uid(), text=text))


def texts(entry: Entry, role: str) -> list[str]:
    return [f"{item.label} {item.text}" for item in entry.items_of(role)]


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "note"])
@pytest.mark.parametrize("language", ["en", "ko", "ja"])
def test_a_new_entry_has_the_sections_of_its_kind(kind: str, language: str) -> None:
    """Every section has a role of the kind and a heading in the language."""
    entry = fresh(kind, language)
    assert {each.role for each in entry.sections} == set(KINDS[kind].roles)
    assert all(each.heading for each in entry.sections)
    assert len({each.uid for each in entry.sections}) == len(entry.sections)
    assert entry.title


def test_a_new_study_has_its_weeks_and_a_final_one() -> None:
    """Four weeks and the closing one, a week apart, each with its date in the heading."""
    weeks = [each.week for each in fresh("study", "ko").sections]
    assert [week and week.number for week in weeks] == [1, 2, 3, 4, 5]
    assert [week and week.final for week in weeks] == [False, False, False, False, True]
    assert weeks[1] is not None
    assert weeks[1].date == dt.date(2026, 11, 27)
    assert fresh("study", "ko").sections[1].heading == "2주차 - 2026.11.27"


def test_an_item_gets_label_and_first_state() -> None:
    """What is added without a label is numbered on, and begins in its role's first state."""
    entry = with_item(with_item(fresh("kpt"), "try", "a"), "try", "b")
    assert texts(entry, "try") == ["T1 a", "T2 b"]
    assert [item.state for item in entry.items_of("try")] == ["open", "open"]
    assert next(iter(with_item(fresh("daily"), "problem", "x").items())).state == ""


def test_a_label_is_never_given_twice() -> None:
    """After the highest number comes the next one, also where lower ones became free and in a second section."""
    entry = with_item(with_item(with_item(fresh("kpt"), "keep", "a"), "keep", "b"), "keep", "c")
    entry = edit.remove_item(entry, entry.items_of("keep")[1].uid)
    more = Section(new_uid(), "keep", "More")
    entry = replace(entry, sections=(*entry.sections, more))
    entry = edit.add_item(entry, more.uid, Item(new_uid(), text="d"))
    assert texts(entry, "keep") == ["K1 a", "K3 c", "K4 d"]


def test_goals_of_a_week_are_numbered_by_week() -> None:
    """The second week's first goal is W2.1."""
    entry = fresh("study")
    entry = edit.add_item(entry, entry.sections[1].uid, Item(new_uid(), text="goal"))
    assert [item.label for item in entry.items()] == ["W2.1"]


def test_a_missing_section_is_made_where_its_kind_wants_it() -> None:
    """Problem comes before Try, whatever else the entry holds."""
    entry = fresh("kpt")
    entry = replace(entry, sections=tuple(each for each in entry.sections if each.role != "problem"))
    entry, made = edit.ensure_section(entry, "problem")
    assert [each.role for each in entry.sections] == ["issue", "keep", "problem", "try"]
    assert edit.ensure_section(entry, "problem") == (entry, made)


def test_a_role_of_another_kind_goes_to_the_end() -> None:
    """Any entry may hold any role."""
    entry, _ = edit.ensure_section(fresh("daily"), "try")
    assert entry.sections[-1].role == "try"


def test_moving_to_another_role_renames_and_keeps_links() -> None:
    """A problem that becomes a keep has a keep's label, and is still the same item."""
    entry = with_item(fresh("kpt"), "problem", "slow")
    problem = entry.items_of("problem")[0]
    link = Link("answers", entry.uid, problem.uid)
    entry = edit.add_item(entry, section(entry, "try").uid, Item(new_uid(), text="measure", links=(link,)))
    entry = edit.move_item(entry, problem.uid, section(entry, "keep").uid)
    moved = entry.items_of("keep")[0]
    assert (moved.uid, moved.label, moved.state) == (problem.uid, "K1", "")
    assert entry.items_of("try")[0].links == (link,)
    assert not entry.items_of("problem")


def test_moving_keeps_a_state_that_the_new_role_knows() -> None:
    """A goal done is a result done."""
    entry = with_item(fresh("aar"), "goal", "ship")
    goal = entry.items_of("goal")[0]
    entry = edit.change_item(entry, goal.uid, state="done")
    entry = edit.move_item(entry, goal.uid, section(entry, "result").uid)
    assert [(item.label, item.state) for item in entry.items_of("result")] == [("R1", "done")]


@given(st.permutations(range(4)), st.integers(-3, 9), st.integers(0, 3))
def test_reordering_loses_no_item(order: list[int], index: int, which: int) -> None:
    """An item put anywhere in its own section keeps its label, and all others their order."""
    entry = fresh("daily")
    for number in order:
        entry = with_item(entry, "did", str(number))
    items = entry.items_of("did")
    moved = edit.move_item(entry, items[which].uid, section(entry, "did").uid, index).items_of("did")
    assert {item.uid: item for item in moved} == {item.uid: item for item in items}
    others = [item.uid for item in items if item.uid != items[which].uid]
    assert [item.uid for item in moved if item.uid != items[which].uid] == others
    assert moved[min(max(index, 0), 3)].uid == items[which].uid


@pytest.mark.parametrize("change", [edit.remove_item, edit.change_item])
def test_an_item_that_is_gone_is_told(change: object) -> None:
    """The caller learns that somebody else took the item away."""
    assert callable(change)
    with pytest.raises(KeyError):
        change(fresh("daily"), "gone")


def test_changes_leave_the_entry_as_it_was() -> None:
    """A change makes a new entry; the old one can still be shown and compared."""
    before = fresh("kpt")
    after = with_item(before, "keep", "x")
    assert not list(before.items())
    assert len(list(after.items())) == 1


def test_renumbering_counts_in_reading_order() -> None:
    """Gaps close, an order that was changed shows in the labels, and links hold, as they point at uids."""
    entry = fresh("kpt")
    for text in ("one", "two", "three"):
        entry = with_item(entry, "problem", text)
    _, second, third = entry.items_of("problem")
    entry = edit.add_item(
        entry, section(entry, "try").uid, Item(new_uid(), text="t", links=(Link("answers", "", third.uid),))
    )
    entry = edit.move_item(edit.remove_item(entry, second.uid), third.uid, section(entry, "problem").uid, 0)
    assert texts(entry, "problem") == ["P3 three", "P1 one"]
    after = edit.renumber(entry)
    assert texts(after, "problem") == ["P1 three", "P2 one"]
    assert after.items_of("try")[0].links[0].item == after.items_of("problem")[0].uid
    assert edit.renumber(after) == after


def test_labels_of_another_make_keep_theirs() -> None:
    """What the author called otherwise stays, and nobody gets a label that is taken."""
    entry = fresh("kpt")
    uid = section(entry, "keep").uid
    for label in ("K-7", "K5", "alpha", "K2"):
        entry = edit.add_item(entry, uid, Item(new_uid(), label=label, text=label))
    problem = section(entry, "problem").uid
    entry = edit.add_item(entry, problem, Item(new_uid(), label="K1", text="a keep's label on a problem"))
    after = edit.renumber(entry)
    assert [item.label for item in after.items()] == ["K-7", "K2", "alpha", "K3", "K1"]


def test_the_weeks_of_a_plan_are_counted_each_for_itself() -> None:
    """`W2.1` is the first goal of the second week."""
    entry = fresh("study")
    first, second = entry.sections[0].uid, entry.sections[1].uid
    for uid, label in ((first, "W1.4"), (second, "W2.9"), (second, "W2.3")):
        entry = edit.add_item(entry, uid, Item(new_uid(), label=label, text=label))
    assert [item.label for item in edit.renumber(entry).items()] == ["W1.1", "W2.1", "W2.2"]
