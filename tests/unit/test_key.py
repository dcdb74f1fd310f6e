"""Keys: what an entry is called, and what people may type instead."""

from __future__ import annotations

import datetime as dt

import pytest
from msgspec.structs import replace

from retrotui.model import key
from retrotui.model.entry import Entry, Origin

TODAY = dt.date(2026, 11, 20)
KEYS = {
    name: name.partition("/")[0]
    for name in (
        "daily/2026-11-20",
        "daily/2026-11-18",
        "kpt/2026-W47",
        "kpt/2026-W47-2",
        "year/2018",
        "aar/2018-03-01",
        "note/회고-방법",
    )
}


@pytest.mark.parametrize(
    ("kind", "start", "name", "made"),
    [
        ("daily", "2026-11-20", "", "daily/2026-11-20"),
        ("kpt", "2027-01-01", "", "kpt/2026-W53"),
        ("aar", "2025-02-09", "", "aar/2025-02-09"),
        ("study", "2019-09-29", "", "study/2019-09-29"),
        ("year", "2018-01-01", "", "year/2018"),
        ("note", "2026-01-01", "Setup Notes", "note/setup-notes"),
    ],
)
def test_a_key_follows_kind_and_date(kind: str, start: str, name: str, made: str) -> None:
    """A week is named by its ISO year, a note by its file."""
    assert key.free_key(kind, dt.date.fromisoformat(start), name, set()) == made


def test_a_second_entry_gets_a_number() -> None:
    """The first free number counts, from two."""
    taken = {"daily/2026-11-20", "daily/2026-11-20-2"}
    assert key.free_key("daily", TODAY, "", taken) == "daily/2026-11-20-3"


def test_an_entry_keeps_its_key_while_it_is_free() -> None:
    """A key that came with a document is kept, unless somebody else has it."""
    entry = Entry("u", "kpt/2026-W47", "kpt", "", TODAY, TODAY)
    assert key.for_entry(entry, set()) == "kpt/2026-W47"
    assert key.for_entry(entry, {"kpt/2026-W47"}) == "kpt/2026-W47-2"


def test_a_note_is_called_as_its_file() -> None:
    """The stem of the file names a note, its title only where there is no file."""
    note = Entry("u", "", "note", "A long title", TODAY, TODAY, origin=Origin("/x/Set up.v2.md"))
    assert key.for_entry(note, set()) == "note/set-up-v2"
    assert key.for_entry(replace(note, origin=None), set()) == "note/a-long-title"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("daily/2026-11-20", ["daily/2026-11-20"]),
        ("today", ["daily/2026-11-20"]),
        ("-2d", ["daily/2026-11-18"]),
        ("wed", ["daily/2026-11-18"]),
        ("2026-11-18", ["daily/2026-11-18"]),
        ("2026-W47", ["kpt/2026-W47"]),
        ("2018", ["year/2018"]),
        ("kpt", ["kpt/2026-W47", "kpt/2026-W47-2"]),
        ("daily/2026-11", ["daily/2026-11-20", "daily/2026-11-18"]),
        ("note", ["note/회고-방법"]),
        ("회고", ["note/회고-방법"]),
        ("2018-03", ["aar/2018-03-01"]),
        ("AAR/2018", ["aar/2018-03-01"]),
        ("nothing", []),
        ("", []),
    ],
)
def test_a_short_form_means_the_entries_that_fit(typed: str, found: list[str]) -> None:
    """A day, week or year in short wins over a prefix; several prefixes are all given."""
    assert key.matching(typed, KEYS, TODAY) == found
