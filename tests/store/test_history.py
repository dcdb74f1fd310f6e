"""Deltas lead there and back, and refuse to overwrite what somebody else changed."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import example, given, settings
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


def unordered(value: Any) -> Any:
    """With the items that have uids in the order of these."""
    if isinstance(value, dict):
        return {key: unordered(inner) for key, inner in value.items()}
    if not isinstance(value, list):
        return value
    items = [unordered(item) for item in value]
    has_uids = all(isinstance(item, dict) and isinstance(item.get("uid"), str) for item in items)
    return sorted(items, key=lambda item: str(item["uid"])) if has_uids else items


@given(before=VALUES, after=VALUES)
def test_applying_a_delta_leads_there_and_back(before: Any, after: Any) -> None:
    """For any two JSON values, also when the delta itself went through JSON."""
    change = delta(before, after)
    stored = json.loads(json.dumps(change))
    assert exact(apply(before, stored)) == exact(after)
    assert exact(apply(after, invert(stored))) == exact(before)
    assert exact(invert(invert(stored))) == exact(stored)


LISTS = items_with_uids(st.sampled_from(["x", "y"]))


@given(before=LISTS, after=LISTS, other=LISTS)
@settings(max_examples=300)
def test_lists_of_items_are_changed_together_or_refused(before: Any, after: Any, other: Any) -> None:
    """The same for lists that are alike enough to be changed."""
    test_a_delta_never_overwrites_what_it_was_not_made_from.hypothesis.inner_test(before, after, other)  # type: ignore[attr-defined]


@given(value=VALUES)
def test_equal_values_have_no_delta(value: Any) -> None:
    """And nothing leads to what is there already."""
    assert delta(value, json.loads(json.dumps(value))) is None


@given(before=VALUES, after=VALUES, other=VALUES)
@example(before=[{"uid": "a", "text": True}], after=[], other=[])
@example(
    before=[{"uid": "a"}, {"uid": "b"}],
    after=[{"uid": "b"}],
    other=[{"uid": "x"}, {"uid": "a"}, {"uid": "b"}],
)
def test_a_delta_never_overwrites_what_it_was_not_made_from(before: Any, after: Any, other: Any) -> None:
    """Applied to anything else it raises Conflict, or turning it round gives that back.

    But for the place of an item that comes back among items that the delta does not know.
    """
    change = delta(before, after)
    try:
        result = apply(other, change)
    except Conflict:
        return
    assert exact(unordered(apply(result, invert(change)))) == exact(unordered(other))


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
