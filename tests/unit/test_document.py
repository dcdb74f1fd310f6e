"""The JSON shape: out and in again without loss, and forgiving of what a program leaves out."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrotui.errors import DocumentUnreadable
from retrotui.model import document, kinds
from retrotui.model.entry import Entry, Item, Link, Section, Week, new_uid
from retrotui.text import clean, clean_line

MINIMAL: dict[str, Any] = {"schema": 1, "kind": "kpt", "start": "2026-11-16", "end": "2026-11-20"}

LINES = st.text(max_size=12).map(clean_line)
TEXTS = st.text(max_size=20).map(clean)
DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2100, 1, 1))
ITEMS = st.builds(
    Item,
    uid=st.builds(new_uid),
    label=LINES,
    text=LINES,
    body=TEXTS,
    state=LINES,
    category=LINES,
    group=LINES,
    flow=st.sampled_from(["", *kinds.FLOW_LEVELS]),
    date=st.none() | DAYS,
    size=LINES,
    reason=LINES,
)
WEEKS = st.builds(
    Week,
    number=st.integers(0, 60),
    date=st.none() | DAYS,
    attendance=st.sampled_from(["", "attended", "absent"]),
    reason=LINES,
    percent=st.none() | st.integers(0, 100).map(float) | st.floats(0, 100),
    final=st.booleans(),
)
SECTIONS = st.builds(
    Section,
    uid=st.builds(new_uid),
    role=st.sampled_from(sorted(kinds.ROLES)),
    heading=LINES,
    items=st.lists(ITEMS, max_size=3).map(tuple),
    prose=TEXTS,
    week=st.none() | WEEKS,
)
ENTRIES = st.builds(
    Entry,
    uid=st.builds(new_uid),
    key=st.just("kpt/2026-W47"),
    kind=st.just("kpt"),
    title=LINES,
    start=st.just(dt.date(2026, 11, 16)),
    end=DAYS.filter(lambda day: day >= dt.date(2026, 11, 16)),
    language=st.sampled_from(kinds.LANGUAGES),
    tags=st.lists(LINES.filter(bool), max_size=2).map(tuple),
    front_matter=st.dictionaries(LINES, TEXTS | st.lists(TEXTS, max_size=2), max_size=3),
    sections=st.lists(SECTIONS, max_size=3).map(tuple),
)


@given(ENTRIES)
def test_a_document_reads_back_as_it_was(entry: Entry) -> None:
    """Through JSON and back, every field says the same; only the uids inside are new."""
    data = json.loads(json.dumps(document.to_document(entry, lambda uid: None)))
    read = document.from_document(data)
    assert document.to_document(read, lambda uid: None) == data
    assert document.same_content(entry, read)


def test_links_are_set_by_key_and_label() -> None:
    """Within the entry at once, into others when they are there; ends that nobody has are left out."""
    link = {"relation": "answers", "key": "kpt/2026-W47", "label": "P1"}
    carried = {"relation": "carried_from", "key": "kpt/2026-W46", "label": "T1"}
    lost = {"relation": "carried_from", "key": "kpt/2026-W46", "label": "T9"}
    data = MINIMAL | {
        "key": "kpt/2026-W47",
        "sections": [
            {"role": "problem", "items": [{"text": "p", "label": "P1"}]},
            {"role": "try", "items": [{"text": "t", "links": [link, carried, lost]}]},
        ],
    }
    entry = document.from_document(data)
    problem, try_ = entry.items()
    assert try_.links == (Link("answers", entry.uid, problem.uid),)
    older = document.from_document(
        MINIMAL | {"key": "kpt/2026-W46", "sections": [{"role": "try", "items": [{"text": "old"}]}]}
    )
    entry = document.linked(entry, data, {"kpt/2026-W46": older}.get)
    [old] = older.items()
    assert [*entry.items()][1].links == (
        Link("answers", entry.uid, problem.uid),
        Link("carried_from", older.uid, old.uid),
    )


def test_what_a_program_leaves_out_is_filled_in() -> None:
    """Labels and states as of a new item; an empty one that is stated stays empty."""
    items = [{"text": "a"}, {"text": "b", "label": "", "state": ""}, {"text": "c", "state": "kept"}]
    entry = document.from_document(MINIMAL | {"sections": [{"role": "try", "items": items}]})
    assert [(item.label, item.state) for item in entry.items()] == [("T1", "open"), ("", ""), ("T2", "kept")]
    assert entry.key == ""
    assert len(entry.uid) == 16


@pytest.mark.parametrize("key", ["../../x", "daily/2026-11-20", "kpt/", "kpt/a/b", "kpt/a\x1b", "kpt"])
def test_a_key_that_is_not_the_kinds_is_not_taken(key: str) -> None:
    """It names files on export, so it is checked."""
    assert document.from_document(MINIMAL | {"key": key}).key == ""


@pytest.mark.parametrize(
    "wrong",
    [
        {"schema": 2},
        {"kind": "diary"},
        {"start": "yesterday"},
        {"end": "2026-11-01"},
        {"sections": [{"role": "mood"}]},
        {"sections": [{"role": "try", "items": [{"label": "T1"}]}]},
        {"tags": "one"},
    ],
)
def test_what_is_wrong_is_named(wrong: dict[str, Any]) -> None:
    """With its place in the document."""
    with pytest.raises(DocumentUnreadable) as caught:
        document.from_document(MINIMAL | wrong)
    assert "$" in caught.value.message or "schema" in caught.value.message
