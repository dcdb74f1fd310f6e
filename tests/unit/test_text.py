"""Cleaning, widths, cutting and wrapping of text in three scripts."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrotui import text

ANYTHING = st.text(alphabet=st.characters(), max_size=60)
WORDY = st.text(alphabet="ab 가나 日本e\u0301👍🏽\u200d\n\t", max_size=60)


@pytest.mark.parametrize(
    ("given_text", "cleaned"),
    [
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("\x1b[2Jhidden", "[2Jhidden"),
        ("\x1b]52;c;aGk=\x07", "]52;c;aGk="),
        ("\x9b31mred", "31mred"),
        ("abc\u202etxt.exe", "abctxt.exe"),
        ("\ufeffbom", "bom"),
        ("nul\x00del\x7f", "nuldel"),
        ("lone\ud83d", "lone"),
        ("tab\tstays", "tab\tstays"),
        ("👩\u200d💻 stays", "👩\u200d💻 stays"),
    ],
)
def test_clean_leaves_nothing_that_a_terminal_obeys(given_text: str, cleaned: str) -> None:
    """Control and bidi characters go, tabs, newlines and joiners stay."""
    assert text.clean(given_text) == cleaned


@given(ANYTHING)
def test_clean_is_done_in_one_go(value: str) -> None:
    """Cleaning what is clean changes nothing."""
    assert text.clean(text.clean(value)) == text.clean(value)


@given(ANYTHING)
def test_clean_line_is_one_line(value: str) -> None:
    """A line has no newline, no tab, no space at its ends and no two in a row."""
    line = text.clean_line(value)
    assert line == line.strip()
    assert not re.search(r"[\n\t]|  ", line)


def test_visible_shows_what_clean_takes_away() -> None:
    """Nothing is lost in output that must be whole: each unsafe character has its symbol."""
    assert text.visible("a\x1b[2J\x00\x7f\u202e\nb") == "a␛[2J␀␡\ufffd\nb"


@given(ANYTHING)
def test_lines_with_ends_are_the_text(value: str) -> None:
    """Splitting with the newlines kept loses no character and splits where `split_lines` does."""
    lines = text.lines_with_ends(value)
    assert "".join(lines) == value
    assert [line.rstrip("\r\n") for line in lines] == text.split_lines(value)[: len(lines)]


def test_lines_split_at_newlines_alone() -> None:
    """U+2028, U+0085 and the form feed are text: they must not shift line numbers."""
    assert text.split_lines("a\u2028b\x85c\x0cd\r\ne\rf\n") == ["a\u2028b\x85c\x0cd", "e", "f", ""]


@pytest.mark.parametrize(
    ("value", "width"),
    [("abc", 3), ("회고", 4), ("日本語", 6), ("e\u0301", 1), ("ｱ", 1), ("Ａ", 2), ("", 0), ("a\u200db", 2)],
)
def test_width_counts_cells(value: str, width: int) -> None:
    """Hangul, kana and Han take two cells, marks and joiners none."""
    assert text.cell_width(value) == width


@given(WORDY, st.integers(0, 30))
def test_truncate_keeps_to_the_width(value: str, width: int) -> None:
    """A cut text is never wider than asked, and begins as the text does."""
    cut = text.truncate(value, width)
    assert text.cell_width(cut) <= width
    assert value.startswith(cut.removesuffix("…"))


def test_truncate_never_halves_a_wide_character() -> None:
    """Where only half of a Hangul syllable would fit, it is left out."""
    assert text.truncate("회고록", 5) == "회고…"
    assert text.truncate("회고록", 4) == "회…"
    assert text.truncate("회고록", 6) == "회고록"


@given(WORDY.map(lambda value: value.replace("\n", "").replace("\t", "")), st.integers(1, 30))
def test_pad_gives_the_width(value: str, width: int) -> None:
    """A padded text takes exactly the cells asked for."""
    assert text.cell_width(text.pad(value, width)) == width


@given(WORDY.map(lambda value: value.replace("\n", "")), st.integers(2, 20))
def test_wrap_loses_no_letter(value: str, width: int) -> None:
    """Wrapped pieces fit, and hold every character but spaces, in order."""
    pieces = text.wrap(value, width)
    assert pieces
    assert all(text.cell_width(piece) <= width for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(value.split())


def test_wrap_breaks_at_spaces_where_there_are_some() -> None:
    """Words stay whole while they fit on a line."""
    assert text.wrap("one two three", 8) == ["one two", "three"]
    assert text.wrap("일찍 퇴근", 5) == ["일찍", "퇴근"]
    assert text.wrap("", 5) == [""]


@pytest.mark.parametrize(
    ("one", "other"),
    [("Straße", "STRASSE"), ("한글", "한글"), ("ＡＢＣ", "abc"), ("ｶﾞ", "ガ")],
)
def test_fold_unifies_what_people_take_for_the_same(one: str, other: str) -> None:
    """Case, decomposed Hangul and half-width forms make no difference."""
    assert text.fold(one) == text.fold(other)


@pytest.mark.parametrize(
    ("title", "stem"),
    [
        ("Why I write a KPT, on Fridays!", "why-i-write-a-kpt-on-fridays"),
        ("회고: 4주차", "회고-4주차"),
        ("../../etc/passwd", "etc-passwd"),
        ("-", "untitled"),
        ("", "untitled"),
    ],
)
def test_slug_is_a_safe_file_name(title: str, stem: str) -> None:
    """Letters of any script stay, everything that means something to a shell or a path goes."""
    assert text.slug(title) == stem


@given(ANYTHING, st.integers(8, 60))
def test_slug_keeps_to_its_bytes(title: str, limit: int) -> None:
    """File systems count bytes, and a Hangul syllable has three."""
    stem = text.slug(title, limit=limit)
    assert 0 < len(stem.encode("utf-8")) <= max(limit, len("untitled"))
    assert "/" not in stem
    assert not stem.startswith((".", "-"))
