"""Tables in HTML whose cells are plain hold roles like any table; an edit changes the cell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from retrotui.markdown import reader, writer
from retrotui.model.entry import Entry, Item, new_uid

ROWS = """# 2024-05-06 KPT

<table>
  <tr>
    <th>Keep</th>
    <td>짝 작업<br>짧은 회의</td>
  </tr>
  <tr>
    <th>Problem</th>
    <td>느린 빌드</td>
  </tr>
  <tr>
    <th>Try</th>
    <td></td>
  </tr>
</table>

끝.
"""
COLUMNS = """# Retro 2024-05-06

<table>
<thead><tr><th>Keep</th><th>Problem</th><th>Try</th></tr></thead>
<tbody>
<tr><td>pairing</td><td>slow <b>builds</b></td><td>cache</td></tr>
<tr><td>short talks</td><td>late reviews</td><td> </td></tr>
</tbody>
</table>
"""


_STATES = {"keep": "", "problem": "open", "try": "open"}


def _read(text: str) -> Entry:
    return reader.read(text.encode(), "retro.md")[0].entry


def _texts(entry: Entry) -> dict[str, list[str]]:
    return {role: [item.text for item in entry.items_of(role)] for role in ("keep", "problem", "try")}


def _with(entry: Entry, role: str, *texts: str) -> Entry:
    """The entry with these texts in the role, what was there under its uid."""
    sections = []
    for section in entry.sections:
        if section.role == role:
            known = [*section.items, *[Item(new_uid(), state=_STATES[role])] * len(texts)]
            items = tuple(
                replace(item if n < len(section.items) else Item(new_uid(), state=_STATES[role]), text=text)
                for n, (item, text) in enumerate(zip(known, texts, strict=False))
            )
            section = replace(section, items=items)
        sections.append(section)
    return replace(entry, sections=tuple(sections))


def test_rows_by_role_are_read() -> None:
    """The first cell names the role, and what `<br>` parts are entries."""
    entry = _read(ROWS)
    assert entry.kind == "kpt"
    assert _texts(entry) == {"keep": ["짝 작업", "짧은 회의"], "problem": ["느린 빌드"], "try": []}
    assert entry.sections[-1].prose == "끝."


def test_columns_by_role_are_read() -> None:
    """The head row names the roles, and each row holds an entry of each."""
    assert _texts(_read(COLUMNS)) == {
        "keep": ["pairing", "short talks"],
        "problem": ["slow <b>builds</b>", "late reviews"],
        "try": ["cache"],
    }


@pytest.mark.parametrize("text", [ROWS, COLUMNS, ROWS.replace("\n", "\r\n"), COLUMNS.upper()])
def test_an_untouched_table_comes_back(text: str) -> None:
    """Whatever was read, the same characters go out."""
    assert writer.write_text(_read(text)) == text


def test_an_edit_changes_its_cell() -> None:
    """A changed entry, a further one, and one in a cell that was empty."""
    assert writer.write_text(_with(_read(ROWS), "problem", "빠른 빌드")) == ROWS.replace(
        "느린 빌드", "빠른 빌드"
    )
    grown = writer.write_text(_with(_read(ROWS), "keep", "짝 작업", "짧은 회의", "일지"))
    assert _texts(_read(grown))["keep"] == ["짝 작업", "짧은 회의", "일지"]
    assert grown.count("<td>") == 3
    filled = writer.write_text(_with(_read(ROWS), "try", "캐시"))
    assert _texts(_read(filled))["try"] == ["캐시"]
    assert filled.replace(" 캐시 ", "") == ROWS


def test_a_column_of_several_rows_gets_a_row_more() -> None:
    """A third Keep needs a row of its own, with cells for all; a second Try joins the only one."""
    three = writer.write_text(_with(_read(COLUMNS), "keep", "pairing", "short talks", "tea"))
    assert "<tr><td>tea</td><td></td><td></td></tr>\n</tbody>" in three
    assert _texts(_read(three))["keep"] == ["pairing", "short talks", "tea"]
    two = writer.write_text(_with(_read(COLUMNS), "try", "cache", "bots"))
    assert _texts(_read(two))["try"] == ["cache", "bots"]


@pytest.mark.parametrize(
    "text", ["a </td> in the middle", "1 < 2", "say &lt; or <b>bold</b>", "&amp;lt;br>", "a | b"]
)
def test_a_text_that_looks_like_a_tag_is_escaped(text: str) -> None:
    """It stands in its cell, is read as it was, and takes no other cell with it."""
    written = writer.write_text(_with(_read(ROWS), "problem", text))
    assert _texts(_read(written)) == {"keep": ["짝 작업", "짧은 회의"], "problem": [text], "try": []}
    assert written.count("</td>") == 3


@pytest.mark.parametrize(
    "cell", ["<ul><li>a</li></ul>", "<table></table>", "- a\n- b", '<img src="x.png">', "<p>a</p>"]
)
def test_cells_that_are_not_plain_stay_prose(cell: str) -> None:
    """A list, a table or a picture in a cell can not be edited there."""
    text = ROWS.replace("느린 빌드", cell)
    entry = _read(text)
    assert not entry.items_of("keep")
    assert writer.write_text(entry) == text


@given(st.lists(st.text("ab <>&|-\n", max_size=9), min_size=3, max_size=3))
def test_whatever_stands_in_the_cells_nothing_is_lost(cells: list[str]) -> None:
    """Read or left as prose, the table comes back."""
    text = "# KPT\n\n<table>" + "".join(
        f"<tr><td>{role}</td><td>{cell}</td></tr>\n"
        for role, cell in zip(("Keep", "Problem", "Try"), cells, strict=True)
    )
    text += "</table>\n"
    assert "".join(writer.write_text(each.entry) for each in reader.read(text.encode(), "x.md")) == text
