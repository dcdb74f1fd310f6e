"""What users call their sections themselves: read, written, edited and renewed under their own words."""

from __future__ import annotations

from msgspec.structs import replace

from retrotui.markdown import label
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


def test_each_key_of_a_label_file_is_looked_up() -> None:
    """What a file of the user's own says counts beside what the shipped ones say."""
    own = (
        ("roles:learned", ("Aprendizajes",)),
        ("patterns:keep,well", (r"^qué\b.*\bbien$",)),
        ("goals:", ("Metas",)),
        ("kinds:kpt", ("Retrospectiva",)),
        ("about:", ("plantilla",)),
        ("year:", ("balance",)),
        ("states:done", ("hecho",)),
        ("flow:", ("Fluidez",)),
        ("dates:", ("Fecha",)),
        ("attendance:absent", ("no pude ir",)),
        ("percent:", ("logrado",)),
        ("final:", ("cierre",)),
    )
    labels, shipped = label.load(own), label.load()
    assert labels.candidates("Aprendizajes") == ("learned",)
    assert labels.likely("¿Qué salió bien?") == ("keep", "well")
    assert labels.is_goals("Metas")
    assert labels.kinds["kpt"].search("retrospectiva del equipo")
    assert labels.about.search("plantilla")
    assert labels.year.search("balance 2023")
    assert labels.state_of("hecho") == "done"
    assert labels.is_flow("Fluidez")
    assert "fecha" in labels.dates
    assert labels.attendance["absent"].search("esta vez no pude ir")
    assert "logrado" in labels.percent
    assert "cierre" in labels.final
    assert shipped.roles.items() <= labels.roles.items()
    assert not shipped.state_of("hecho")


def test_the_labels_of_the_settings_come_before_those_of_files() -> None:
    """Where several name a heading it may play all their roles: first the settings', then the files', then ours."""
    own = (
        ("problem", ("Lo que salió bien", "Keep")),
        ("roles:keep", ("Lo que salió bien",)),
        ("roles:try", ("Keep",)),
    )
    labels = label.load(own)
    assert labels.candidates("Lo que salió bien") == ("problem", "keep")
    assert labels.candidates("Keep") == ("problem", "try", "keep")
