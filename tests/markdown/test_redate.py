"""A changed date goes where the document states it, in its own notation."""

from __future__ import annotations

import datetime as dt

import pytest
from msgspec.structs import replace

from retrotui.markdown.reader import Hints, read
from retrotui.markdown.writer import write

BODY = "\n\n## Keep\n- one\n\n## Problem\n- two\n\n## Try\n- three\n"
D = dt.date

DAYS = {
    "# KPT 2024-01-29": "# KPT 2024-02-05",
    "# KPT 2024.01.29(월)": "# KPT 2024.02.05",
    "# KPT 2024년 1월 29일": "# KPT 2024년 2월 5일",
    "# KPT January 29, 2024": "# KPT February 5, 2024",
    "# KPT 29th Jan 2024": "# KPT 5th Feb 2024",
    "# KPT 24.01.29": "# KPT 2024-02-05",
    "# KPT\n\n날짜: 2024/01/29": "# KPT\n\n날짜: 2024/02/05",
    "# KPT\n\n**Date:** 2024-01-29 (team of four)": "# KPT\n\n**Date:** 2024-02-05 (team of four)",
}
SPANS = {
    "# KPT 2024-01-22 ~ 2024-01-26": "# KPT 2024-02-05 ~ 2024-02-09",
    "# KPT 2024.01.22 ~ 01.26": "# KPT 2024.02.05 ~ 02.09",
    "# KPT 2024-01-22": "# KPT 2024-02-05 ~ 2024-02-09",
}


def redated(opening: str, start: dt.date, end: dt.date) -> str:
    entry = read((opening + BODY).encode(), "notes.md", Hints(modified=D(2024, 6, 1)))[0].entry
    assert write(entry).decode() == opening + BODY
    return write(replace(entry, start=start, end=end)).decode()


@pytest.mark.parametrize("opening", DAYS)
def test_a_changed_day_is_written_as_the_old_one_was(opening: str) -> None:
    """Figures keep their signs and zeros, months their names; a weekday that would be wrong goes."""
    assert redated(opening, D(2024, 2, 5), D(2024, 2, 5)) == DAYS[opening] + BODY


@pytest.mark.parametrize("opening", SPANS)
def test_a_changed_span_is_written_as_the_old_one_was(opening: str) -> None:
    """Both ends change; a day that became a span is written as one."""
    assert redated(opening, D(2024, 2, 5), D(2024, 2, 9)) == SPANS[opening] + BODY


def test_a_document_that_states_no_date_gets_none() -> None:
    """A day that came from elsewhere stays out of the text."""
    assert redated("# KPT", D(2024, 2, 5), D(2024, 2, 5)) == "# KPT" + BODY


def test_a_year_borrowed_from_the_file_is_told() -> None:
    """A span without a year is not sure; one with a year says nothing."""
    source = ("# KPT 07.14 - 07.18" + BODY).encode()
    reading = read(source, "notes.md", Hints(modified=D(2024, 8, 1)))[0]
    assert reading.entry.start == D(2024, 7, 14)
    assert any("year 2024 is not stated" in warning for warning in reading.warnings)
    stated = read(("# KPT 2024.07.14 - 07.18" + BODY).encode(), "notes.md", Hints(modified=D(2024, 8, 1)))[0]
    assert not any("not stated" in warning for warning in stated.warnings)
    named = read(source, "2024/notes.md", Hints(modified=D(2025, 8, 1)))[0]
    assert (named.entry.start, named.warnings) == (D(2024, 7, 14), ())


def test_a_day_is_read_before_a_month_where_that_makes_the_shorter_span() -> None:
    """Two dates in either order of day and month are a sprint, not a quarter."""
    source = "# Sprint retro\n\nDuration: 05/02/2026 - 12/02/2026" + BODY
    entry = read(source.encode(), "notes.md", Hints())[0].entry
    assert (entry.start, entry.end) == (D(2026, 2, 5), D(2026, 2, 12))
