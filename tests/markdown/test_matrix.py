"""Every edit in every layout and language: nothing else changes, the layout stays, and it reads back.

In ordinary runs the other languages and newlines take turns over the edits; `RETROTUI_SOAK` runs all of them.
"""

from __future__ import annotations

import os
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retrotui.markdown.writer import write_text
from retrotui.model import edit
from tests.markdown.edits import edits, parsed, proses, said
from tests.markdown.forms import documents
from tests.markdown.promise import document, faults
from tests.markdown.strategies import lines

DOCUMENTS = documents()
ALL = bool(os.environ.get("RETROTUI_SOAK"))
TURN = 7
"""Of how many edits one is tried in Korean, in Japanese, and with carriage returns."""

UNSAYABLE = {
    ("weeks of a table", "prose of week"),
    ("weeks of a table without a head", "prose of week"),
    ("weeks that a column counts", "prose of week"),
    ("questions beside one heading", "new issue"),
    ("questions beside one heading", "new issue of two"),
    *(
        ("questions with their answer behind them", f"new {role}{more}")
        for role in ("issue", "learned")
        for more in ("", " of two")
    ),
    *(
        (f"people in bold above {asked}", f"new {role}{more}")
        for asked in ("their answers", "plain labels")
        for role in ("learned", "unclear", "well")
        for more in ("", " of two")
    ),
}
"""A row has no place for several paragraphs: such a week gets a heading below the table (docs/formats.md). A new section
beside the one heading is a heading, and so is one beside questions that asks nothing. Below people it is one as well, for a label there would be the last one's."""


def chosen(name: str, number: int, sort: str, *, every: bool) -> bool:
    """Whether an edit of a document is tried; each document has its own turn."""
    if (name.rpartition(",")[0], sort) in UNSAYABLE:
        return False
    return every or ALL or number % TURN == sum(map(ord, name)) % TURN


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_form_is_read_as_what_it_is(name: str) -> None:
    """Each document of the matrix is of the kind that its form is meant for, and holds what is edited."""
    kind, source = DOCUMENTS[name]
    entry = parsed(source)
    assert entry.kind == kind
    assert len([section for section in entry.sections if section.role != "prose"]) >= 2


@pytest.mark.parametrize("name", DOCUMENTS)
def test_any_edit_keeps_its_promises(name: str) -> None:
    """What is outside the edited section keeps its bytes, the section its layout, and the document reads as edited."""
    before = document(parsed(DOCUMENTS[name][1]))
    for number, (sort, edited) in enumerate(edits(before.entry)):
        if chosen(name, number, sort, every=name.endswith(", en")):
            assert not faults(before, edited), sort


@pytest.mark.parametrize("name", [name for name in DOCUMENTS if name.endswith(", en")])
def test_any_edit_keeps_carriage_returns(name: str) -> None:
    """The same with the newlines of another system, and with none at the end."""
    before = document(parsed(DOCUMENTS[name][1].replace("\n", "\r\n").rstrip("\r\n")))
    for number, (sort, edited) in enumerate(edits(before.entry)):
        if chosen(name, number, sort, every=False):
            assert not faults(before, edited), sort


@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(list(DOCUMENTS)), st.lists(st.integers(0, 10_000), min_size=2, max_size=5), lines)
def test_any_edits_one_after_the_other_read_back(name: str, picks: list[int], text: str) -> None:
    """However often a document is edited before it is written, and whatever is typed, it reads as it was left."""
    first = parsed(DOCUMENTS[name][1])
    entry = first
    for pick in picks:
        found = [edited for sort, edited in edits(entry) if (name.rpartition(",")[0], sort) not in UNSAYABLE]
        entry = found[pick % len(found)]
    items = list(entry.items())
    if items and text.replace("<!---->", "").strip():
        entry = edit.change_item(entry, items[picks[0] % len(items)].uid, text=text)
    out = write_text(entry)
    again = parsed(out, entry.kind)
    assert said(again) == said(entry), out
    assert not Counter(proses(entry)) - Counter(proses(again)), out
    assert write_text(again) == out
