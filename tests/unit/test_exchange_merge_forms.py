"""In every layout: an edit here and another one in the file give what the file with our edit gives, byte for byte."""

from __future__ import annotations

import os

import pytest

from retrotui.exchange.reread import Base
from retrotui.exchange.update import Place, merged
from retrotui.markdown import reader, writer
from retrotui.markdown.reader import Hints, Reading
from retrotui.model.entry import Entry, Item
from tests.markdown import forms
from tests.markdown.edits import edits, said

STEP = 1 if os.environ.get("RETROTUI_SOAK") else 37
"""Which of the edits are tried: all of them take a minute."""


def read(source: str, kind: str) -> Reading:
    """The first entry of a text."""
    return reader.read(source.encode(), "a.md", Hints(kind=kind))[0]


def taken_in(old: Entry, source: str, kind: str) -> tuple[Entry, tuple[str, ...]]:
    """The entry with a changed file, and what is told."""
    hints = Hints(kind=kind)
    done = merged(old, read(source, kind), Base([old], hints), hints, Place("a.md"))
    return done.entry, done.warnings


def last_of_its_words(entry: Entry) -> Item | None:
    """The last item whose words stand once in the source."""
    source = "".join(block.source for block in entry.blocks)
    return next((item for item in reversed(list(entry.items())) if source.count(item.text) == 1), None)


def test_any_edit_of_another_item_is_as_if_made_after_the_files() -> None:
    """Every sort of edit here against other words of the last item in the file: said alike, and the same bytes."""
    tried = 0
    for place, (name, (kind, source)) in enumerate(forms.documents().items()):
        old = read(source, kind).entry
        theirs = last_of_its_words(old)
        if theirs is None:  # a plan whose weeks have no goals
            continue
        changed = source.replace(theirs.text, f"{theirs.text} anew")
        fresh, _ = taken_in(old, changed, kind)
        both_ways = list(zip(edits(old), edits(fresh), strict=True))
        for (edit, ours), (_, wanted) in both_ways[place % STEP :: STEP]:
            if theirs.text in edit or edit.startswith("no items"):
                continue
            entry, warnings = taken_in(ours, changed, kind)
            assert warnings == (), (name, edit)
            assert said(entry) == said(wanted), (name, edit)
            assert writer.write_text(entry) == writer.write_text(wanted), (name, edit)
            tried += 1
    assert tried > 1_000


@pytest.mark.parametrize("name", ["headings of level 2, en", "weeks of goals in a table, ko"])
def test_a_merge_that_is_repeated_changes_nothing(name: str) -> None:
    kind, source = forms.documents()[name]
    old = read(source, kind).entry
    theirs = last_of_its_words(old)
    assert theirs
    changed = source.replace(theirs.text, f"{theirs.text} anew")
    for _edit, ours in list(edits(old))[::STEP]:
        once, _ = taken_in(ours, changed, kind)
        again, warnings = taken_in(once, changed, kind)
        assert warnings == ()
        assert said(again) == said(once)
        assert writer.write_text(again) == writer.write_text(once)
