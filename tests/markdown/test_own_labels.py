"""What users call their sections themselves: read, written, edited and renewed under their own words."""

from __future__ import annotations

from msgspec.structs import replace

from retrotui.markdown.reader import Hints, read
from retrotui.markdown.renewal import renewed
from retrotui.markdown.writer import write_text
from retrotui.model.entry import Entry

OWN = (("keep", ("Bright side",)), ("problem", ("Dark side",)), ("try", ("Torch",)))
SOURCE = "# KPT 2024-05-06\n\n## Bright side\n\n- fast reviews\n\n## Dark side\n\n* slow builds\n\n## Torch\n\n- cache it\n"


def _read() -> Entry:
    return read(SOURCE.encode(), "kpt.md", Hints(labels=OWN))[0].entry


def _added(entry: Entry) -> Entry:
    section = next(section for section in entry.sections if section.role == "problem")
    first = section.items[0]
    grown = replace(section, items=(first, replace(first, uid="new", label="P2", text="flaky tests")))
    return replace(entry, sections=tuple(grown if each is section else each for each in entry.sections))


def test_sections_under_the_users_words_play_their_roles() -> None:
    """Keep, Problem and Try under other names are told by the configuration."""
    assert [section.role for section in _read().sections] == ["prose", "keep", "problem", "try"]


def test_an_edit_below_a_heading_of_the_users_keeps_the_layout() -> None:
    """Only the edited list changes, with its own bullet."""
    written = write_text(_added(_read()), own=OWN)
    assert written == SOURCE.replace("* slow builds\n", "* slow builds\n* flaky tests\n")


def test_a_renewed_source_keeps_the_users_headings() -> None:
    """What is written anew still has its sections, for it is read by the same words."""
    entry = renewed(_added(_read()), OWN)
    source = "".join(block.source for block in entry.blocks)
    assert "## Dark side\n\n* slow builds\n* flaky tests\n" in source
    assert "<!--" not in source


def test_a_new_entry_needs_no_note_of_the_roles_that_the_users_words_tell() -> None:
    """Canonical headings carry a comment only where nothing else tells the role."""
    entry = replace(_read(), blocks=(), origin=None)
    assert "## Bright side\n" in write_text(entry, own=OWN)
    assert "## Bright side <!-- keep -->\n" in write_text(entry)
