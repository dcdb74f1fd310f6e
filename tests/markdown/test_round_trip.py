"""Nothing is lost on the way in and out: any text comes back as it was, any entry reads back as it is."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retrotui.errors import DocumentUnreadable
from retrotui.markdown import sign
from retrotui.markdown.boundary import Signs
from retrotui.markdown.label import Labels
from retrotui.markdown.reader import Hints, read
from retrotui.markdown.scan import Line
from retrotui.markdown.writer import spoken, write, write_text
from retrotui.model.entry import Entry
from retrotui.model.kinds import KINDS
from tests.markdown.strategies import documents, entries

SLOW = settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck))


@SLOW
@given(documents, st.sampled_from(["", *KINDS]))
def test_any_text_comes_back_as_it_was(document: str, kind: str) -> None:
    """Reading and writing an untouched document gives the same bytes, whatever kind it is read as."""
    data = document.encode()
    readings = read(data, "notes/a.md", Hints(kind=kind))
    assert b"".join(write(reading.entry) for reading in readings) == data


@SLOW
@given(st.binary(max_size=200))
def test_any_bytes_come_back_or_are_refused(data: bytes) -> None:
    """Bytes in whatever encoding are given back exactly, or refused with the file's name."""
    try:
        readings = read(data, "a.md")
    except DocumentUnreadable:
        return
    assert b"".join(write(reading.entry) for reading in readings) == data


@SLOW
@given(entries())
def test_any_entry_reads_back_as_it_is(entry: Entry) -> None:
    """What the writer makes of an entry, the reader takes for an equal one."""
    done = write_text(entry)
    readings = read(done.encode(), "")
    assert [spoken(reading.entry) for reading in readings] == [spoken(entry)], done


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_newlines_and_byte_order_marks_come_back(newline: str, bom: str) -> None:
    """Carriage returns and a byte order mark are part of the source and of no field."""
    source = bom + newline.join(
        [
            "---",
            "title: Week 3",
            "date: 2024-01-15 ~ 2024-01-19",
            "---",
            "",
            "## Keep",
            "- a",
            "## Problem",
            "- b",
            "## Try",
            "- c",
        ]
    )
    entry = read(source.encode(), "a.md")[0].entry
    assert write(entry) == source.encode()
    assert (entry.kind, entry.title, entry.start) == ("kpt", "Week 3", dt.date(2024, 1, 15))
    assert [item.text for item in entry.items()] == ["a", "b", "c"]


def test_a_label_with_its_text_is_one_label() -> None:
    """The same label twice, once with a list below it, beside one that only hints at a role."""
    source = "## 2025-10-03 (Day 2)\n- **Completed:**\n  - lists\n- **Key Learnings:**リストは柔軟\n- **Key Learnings:**リストは柔軟\n  - 辞書は便利\n- **Next:**\n  - loops\n"
    (reading,) = read(source.encode(), "log.md")
    assert write(reading.entry) == source.encode()
    learned = [item.text for item in reading.entry.items_of("learned")]
    assert learned == ["リストは柔軟", "リストは柔軟", "辞書は便利"]


def test_sections_that_would_not_hold_every_line_are_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault in telling labels apart costs the sections and is told, but no line and no line twice."""

    def doubled(lines: list[Line], labels: Labels) -> Signs:
        found = signs(lines, labels)
        return Signs([*found.heads, *found.heads[-1:]], found.weak)

    signs = sign.signs
    monkeypatch.setattr(sign, "signs", doubled)
    source = "# Retro\n\n## Keep\n- a\n\n## Problem\n- b\n\n## Try\n- c\n"
    (reading,) = read(source.encode(), "2024-01-29-retro.md")
    assert write(reading.entry) == source.encode()
    assert [section.role for section in reading.entry.sections] == ["prose"]
    assert any("without losing a line" in warning for warning in reading.warnings)
