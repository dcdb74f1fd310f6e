"""Text in a table's cell: whatever is typed comes back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from retrotui.markdown.cell import decoded, encoded

PARTS = ("&", "amp;", "nbsp;", "&nbsp;", "&lt;", "&#124;", "&#92;", "#96;", "<br>", "br>", "|", "\\", "`")


@given(st.lists(st.sampled_from([*PARTS, " ", "\t", "\u3000", "a"])).map("".join))
def test_a_line_comes_back_from_its_cell(line: str) -> None:
    assert decoded(encoded(line)) == line
    assert "|" not in encoded(line).replace("\\|", "")
