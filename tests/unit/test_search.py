"""Search: every word in one place, in any case and composition."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterator
from itertools import islice

import pytest
from msgspec.structs import replace

from retrotui.loop.search import EXCERPT, Searcher, excerpt, search
from retrotui.model.entry import Entry, Item, Section
from retrotui.text import cell_width, fold

DAY = dt.date(2026, 11, 20)
DAILY = Entry(
    "e1",
    "daily/2026-11-20",
    "daily",
    "금요일 일지",
    DAY,
    DAY,
    tags=("on-call",),
    sections=(
        Section(
            "s1",
            "did",
            "한 일",
            items=(Item("i1", "D1", "배포 절차서 정리", "- 복구 순서를 적음\n- Straße"),),
        ),
        Section("s2", "problem", "문제", items=(Item("i2", "P1", "배포가 늦게 끝남", category="Ops"),)),
        Section("s3", "prose", "Notes", prose="Long day.\n[/] and [x] stay *as typed*."),
    ),
)


@pytest.mark.parametrize(
    ("query", "places"),
    [
        ("배포", ["i1", "i2"]),
        ("배포 늦게", ["i2"]),
        ("복구 절차", ["i1"]),
        ("절차 늦게", []),
        ("STRASSE", ["i1"]),
        ("ops", ["i2"]),
        ("p1", ["i2"]),
        ("on-call", ["title"]),
        ("금요", ["title"]),
        ("[/]", ["s3"]),
        ("day long", ["s3"]),
        ("notes", ["s3"]),
        ("없는말", []),
        ("", []),
        ("   ", []),
    ],
)
def test_all_words_stand_in_one_place(query: str, places: list[str]) -> None:
    """A hit is an item, a section's prose or the title; words spread over several are none."""
    hits = search([DAILY], query)
    assert [
        hit.item.uid if hit.item else hit.section.uid if hit.section else "title" for hit in hits
    ] == places


def test_decomposed_hangul_is_found() -> None:
    """A query typed on macOS, where Hangul may arrive decomposed, finds composed text, and the other way round."""
    assert len(search([DAILY], unicodedata.normalize("NFD", "절차서"))) == 1


def test_entries_keep_their_order() -> None:
    """The caller decides what comes first."""
    other = Entry("e2", "note/a", "note", "배포", DAY, DAY)
    assert [hit.entry.uid for hit in search([other, DAILY], "배포")] == ["e2", "e1", "e1"]


def test_an_excerpt_is_the_line_with_the_words() -> None:
    """Of many lines the one with most of the words is shown, trimmed."""
    assert excerpt("nothing\n  - the slow   build\nslow", ["slow", "build"]) == "- the slow build"


def test_a_label_finds_the_text_that_it_stands_for() -> None:
    """Who looks for P1 or a tag wants to read what it says."""
    assert [hit.excerpt for hit in search([DAILY], "p1")] == ["배포가 늦게 끝남"]
    assert [hit.excerpt for hit in search([DAILY], "on-call")] == ["금요일 일지"]


@pytest.mark.parametrize("filler", ["words and more ", "회고와 배포 ", "ǅŉﬃ "])
@pytest.mark.parametrize("before", [0, 1, 40])
def test_a_long_line_is_cut_around_the_first_word(filler: str, before: int) -> None:
    """The excerpt keeps to its width, shows the word, and marks what it cut."""
    line = filler * before + "needle " + filler * 40
    cut = excerpt(line, [fold("needle")])
    assert "needle" in cut
    assert cell_width(cut) <= EXCERPT
    assert cut.endswith("…")
    assert cut.startswith("…") == (before == 40)


@pytest.mark.parametrize("typed", ["배포 늦게", "straße", "ops x", "i1 d", "금요일"])
def test_as_one_types_each_answer_is_that_of_a_new_search(typed: str) -> None:
    entries = [replace(DAILY, uid=f"e{n}", title=f"{DAILY.title} {n}") for n in range(3)]
    searcher = Searcher(entries)
    for end in (*range(1, len(typed) + 1), *range(len(typed), 0, -1)):
        assert list(searcher.hits(typed[:end])) == search(entries, typed[:end])


def test_a_search_goes_no_further_than_it_is_followed() -> None:
    """Of ten thousand entries a common word needs the first few."""

    class Watched(list[Entry]):
        looked = 0

        def __iter__(self) -> Iterator[Entry]:
            for entry in super().__iter__():
                self.looked += 1
                yield entry

    entries = Watched([DAILY] * 100)
    assert len(list(islice(Searcher(entries).hits("배포"), 4))) == 4
    assert entries.looked == 2
