"""Deltas lead there and back, and refuse to overwrite what somebody else changed."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrotui.errors import Conflict
from retrotui.store.history import apply, delta, invert

LEAVES = st.none() | st.booleans() | st.integers(-3, 3) | st.sampled_from([0.5, 1.0]) | st.text(max_size=4)
LONG = st.tuples(st.text(max_size=5), st.text(max_size=5), st.text(max_size=5)).map(
    lambda parts: parts[0] + "x" * 150 + parts[1] + "y" * 150 + parts[2]
)


@st.composite
def items_with_uids(draw: st.DrawFn, inner: st.SearchStrategy[Any]) -> list[Any]:
    uids = draw(st.lists(st.sampled_from("abcdefg"), unique=True))
    return [
        {"uid": uid, **draw(st.dictionaries(st.sampled_from(["text", "items"]), inner, max_size=2))}
        for uid in uids
    ]


VALUES = st.recursive(
    LEAVES | LONG,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["a", "b", "set", "uid"]), inner, max_size=4)
        | items_with_uids(inner)
    ),
    max_leaves=12,
)


def exact(value: Any) -> str:
    """Python takes True for 1; JSON does not."""
    return json.dumps(value, sort_keys=True)


@given(before=VALUES, after=VALUES)
def test_applying_a_delta_leads_there_and_back(before: Any, after: Any) -> None:
    """For any two JSON values, also when the delta itself went through JSON."""
    change = delta(before, after)
    stored = json.loads(json.dumps(change))
    assert exact(apply(before, stored)) == exact(after)
    assert exact(apply(after, invert(stored))) == exact(before)
    assert exact(invert(invert(stored))) == exact(stored)


@given(value=VALUES)
def test_equal_values_have_no_delta(value: Any) -> None:
    """And nothing leads to what is there already."""
    assert delta(value, json.loads(json.dumps(value))) is None


@given(before=VALUES, after=VALUES, other=VALUES)
def test_a_delta_never_overwrites_what_it_was_not_made_from(before: Any, after: Any, other: Any) -> None:
    """Applied to anything else it raises Conflict, or turning it round gives that back."""
    change = delta(before, after)
    try:
        result = apply(other, change)
    except Conflict:
        return
    assert exact(apply(result, invert(change))) == exact(other)


SECTION = {
    "uid": "s",
    "items": [{"uid": "1", "text": "one"}, {"uid": "2", "text": "two"}, {"uid": "3", "text": "three"}],
}


def edited(**texts: str) -> dict[str, Any]:
    items = [{**item, "text": texts.get("t" + item["uid"], item["text"])} for item in SECTION["items"]]
    return {"uid": "s", "items": items}


def test_changes_of_different_items_do_not_meet() -> None:
    """One is undone under the other."""
    change = delta(SECTION, edited(t1="uno"))
    assert apply(edited(t1="uno", t3="tres"), invert(change)) == edited(t3="tres")


def test_a_change_of_the_same_item_is_a_conflict() -> None:
    """The message shows the words."""
    change = delta(SECTION, edited(t1="uno"))
    with pytest.raises(Conflict, match="uno"):
        apply(edited(t1="eins"), invert(change))


def test_a_removed_item_comes_back_to_its_place() -> None:
    """Also when others came and went meanwhile."""
    without = {"uid": "s", "items": [SECTION["items"][0], SECTION["items"][2]]}
    change = delta(SECTION, without)
    now = {"uid": "s", "items": [*without["items"], {"uid": "4"}]}
    assert [item["uid"] for item in apply(now, invert(change))["items"]] == ["1", "2", "3", "4"]


def test_an_item_that_was_edited_since_is_not_taken_away() -> None:
    """Undoing its making would lose the edit."""
    without = {"uid": "s", "items": SECTION["items"][:2]}
    change = delta(without, SECTION)
    with pytest.raises(Conflict):
        apply(edited(t3="tres"), invert(change))


def test_a_reordering_is_small_and_turned_round() -> None:
    """It names the items, not what they hold."""
    turned = {"uid": "s", "items": SECTION["items"][::-1]}
    change = delta(SECTION, turned)
    assert "three" not in json.dumps(change)
    assert apply(turned, invert(change)) == SECTION


def test_a_change_in_a_long_text_keeps_only_the_piece() -> None:
    """An edit of one word in a long prose is not a copy of the prose."""
    before, after = "a" * 5000 + "old" + "b" * 5000, "a" * 5000 + "new" + "b" * 5000
    change = delta({"prose": before}, {"prose": after})
    assert len(json.dumps(change)) < 100
    with pytest.raises(Conflict):
        apply({"prose": before + "c"}, change)


def test_one_changed_block_does_not_copy_the_others() -> None:
    """The sources of an imported entry stay out of the history."""
    blocks = [{"source": "x" * 1000 + str(n), "kind": "body"} for n in range(5)]
    after = [*blocks[:2], {**blocks[2], "digest": "d"}, *blocks[3:]]
    assert len(json.dumps(delta({"blocks": blocks}, {"blocks": after}))) < 100
    inserted = [*blocks[:2], {"source": "new"}, *blocks[2:]]
    assert len(json.dumps(delta({"blocks": blocks}, {"blocks": inserted}))) < 100
