"""The challenge–skill picture: every label in its place, in every size."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrotui.loop import flow, picture
from retrotui.text import cell_width
from tests.unit.loop_story import kpt

LEVELS = {"A": ["I2", "P1"], "B": ["I1", "I3"], "C": ["I4"]}


def text(rows: list[list[picture.Piece]]) -> list[str]:
    """The lines without what the pieces are."""
    return ["".join(words for words, _ in row) for row in rows]


def test_hard_stands_above_the_diagonal_even_on_it_easy_below() -> None:
    """A is at the top left, C at the bottom right, B between them inside the band."""
    rows = text(picture.draw(LEVELS, 60, 14))
    place = {
        name: next((n, row.index(name)) for n, row in enumerate(rows) if name in row)
        for name in ("I2 P1", "I1 I3", "I4")
    }
    assert place["I2 P1"][0] < place["I1 I3"][0] < place["I4"][0]
    assert place["I2 P1"][1] < place["I1 I3"][1] < place["I4"][1]
    line = rows[place["I1 I3"][0]]
    assert "·I1 I3·" in line


@given(
    st.fixed_dictionaries({level: st.lists(st.sampled_from(["I1", "P22", "W1.2", "K3"])) for level in "ABC"}),
    st.integers(1, 130),
    st.integers(1, 50),
    st.sampled_from(["en", "ko", "ja", "de"]),
)
def test_a_picture_keeps_to_its_room(
    levels: dict[str, list[str]], width: int, height: int, language: str
) -> None:
    """No line is wider than asked for, and there are no more of them, whatever there is to show."""
    rows = picture.draw(levels, width, height, language=language)
    if width - 2 >= picture.SMALLEST[0] and height - 2 >= picture.SMALLEST[1]:
        assert len(rows) == height
        assert all(cell_width(row) <= width for row in text(rows))
    else:
        assert len(rows) == len("ABC")


@given(st.integers(0, 200), st.integers(0, 200), st.integers(0, 200))
def test_nothing_is_left_out_without_a_count(hard: int, even: int, easy: int) -> None:
    """Labels that find no place are counted: those shown and the counts make up all."""
    levels = {"A": ["I1"] * hard, "B": ["I1"] * even, "C": ["I1"] * easy}
    rows = picture.draw(levels, 50, 12)
    for level, count in zip("ABC", (hard, even, easy), strict=True):
        words = " ".join(piece for row in rows for piece, what in row if what == level).split()
        counted = sum(int(word[1:]) for word in words if word.startswith("+"))
        assert words.count("I1") + counted == count


def test_the_plain_form_is_ascii() -> None:
    """For terminals and files that know nothing else."""
    assert "".join(text(picture.draw(LEVELS, 60, 14, pen=picture.PLAIN))).isascii()


def test_a_narrow_place_gets_the_list() -> None:
    """The levels one below the other."""
    assert text(picture.draw(LEVELS, 20, 14)) == ["A worry  I2 P1", "B flow  I1 I3", "C boredom  I4"]
    assert text(picture.listed({}, 40))[0] == "A worry  -"


@pytest.mark.parametrize("language", ["en", "ko", "ja"])
def test_trends_stand_under_their_weeks(language: str) -> None:
    """One column for each judged week, then the advice on what lasts, all within the width."""
    entries = [
        kpt(n, issue=[("시험", {"category": "통합 시험", "flow": level})]) for n, level in enumerate("BAAA")
    ]
    rows = text(picture.tell_trends(flow.trends(entries), 50, language=language))
    assert rows[1].split() == ["통합", "시험", "B", "A", "A", "A"]
    assert [cell_width(rows[0][: at + 1]) for at, mark in enumerate(rows[0]) if mark == "W"] == [
        cell_width(rows[1][:at]) for at, mark in enumerate(rows[1]) if mark in "AB"
    ]
    assert rows[2] == ""
    assert "통합 시험" in rows[3]
    assert all(cell_width(row) <= 50 for row in rows)
    assert picture.tell_trends([], 50) == []
