"""No source line is dropped: its words are in some field of what was read."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retrotui import exchange
from retrotui.markdown.reader import Hints, read
from retrotui.model.kinds import KINDS
from tests.markdown.accounting import lost_lines
from tests.markdown.strategies import documents
from tests.markdown.test_layouts import CASES
from tests.markdown.test_seeds import seed


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


@pytest.mark.parametrize("source", ["# <!-- prose -->", "## Keep\n\n- a\n\n# <!-- prose -->\n"])
def test_a_heading_that_is_only_a_marker_is_text(source: str) -> None:
    """A marker marks what stands before it; alone it is what somebody wrote."""
    assert lost_lines(source, read(source.encode(), "a.md")) == []


@settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck))
@given(documents, st.sampled_from(["", *KINDS]))
def test_no_line_of_any_text_is_lost(document: str, kind: str) -> None:
    """Whatever a text is read as, its words are in its fields."""
    assert lost_lines(document, read(document.encode(), "a.md", Hints(kind=kind))) == []


def test_comments_of_front_matter_are_told() -> None:
    """What templates explain in comments is in no value; the results of an import say it beside them."""
    yaml = '---\ntitle: "a # b" # Title of the post\n# weight: 1\ndesc: |\n  # text\nkind: "tech" # tech / idea\n---\nbody\n'
    toml = "+++\ntitle = 'x' # the title\n# weight\ndate = 2024-01-01\n+++\nbody\n"
    for source, told in (
        (yaml, ["Title of the post", "weight: 1", "tech / idea"]),
        (toml, ["the title", "weight"]),
    ):
        for newline in ("\n", "\r\n"):
            found = read(source.replace("\n", newline).encode(), "a.md")
            assert exchange.comments(found[0].entry) == told
            assert lost_lines(source, found) == []
