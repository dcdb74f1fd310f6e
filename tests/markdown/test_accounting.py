"""No source line is dropped: its words are in some field of what was read."""

from __future__ import annotations

import pytest
from accounting import lost_lines
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import documents
from test_layouts import CASES
from test_seeds import seed

from retrotui.markdown.reader import Hints, read
from retrotui.model.kinds import KINDS


@pytest.mark.parametrize("name", CASES)
def test_no_line_of_a_layout_is_lost(name: str) -> None:
    """Every layout's words are in its fields."""
    source = CASES[name][1]
    assert lost_lines(source, read(source.encode(), "a.md")) == []


@pytest.mark.parametrize("number", range(5))
def test_no_line_of_a_seed_is_lost(number: int) -> None:
    """Every model document's words are in its fields."""
    data, path = seed(number)
    assert lost_lines(data.decode(), read(data, path.name)) == []


@settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck))
@given(documents, st.sampled_from(["", *KINDS]))
def test_no_line_of_any_text_is_lost(document: str, kind: str) -> None:
    """Whatever a text is read as, its words are in its fields."""
    assert lost_lines(document, read(document.encode(), "a.md", Hints(kind=kind))) == []
