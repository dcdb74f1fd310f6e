"""Metadata at a document's top, in the styles of many tools, benign and hostile."""

from __future__ import annotations

import time

import pytest

from retrotui.markdown.reader import read
from retrotui.markdown.writer import write
from retrotui.model.entry import Entry

BODY = "## Keep\n- a\n## Problem\n- b\n## Try\n- c\n"


def entry(source: str) -> Entry:
    reading = read(source.encode(), "a.md")[0]
    assert write(reading.entry) == source.encode()
    return reading.entry


@pytest.mark.parametrize("value", ["no", "1.10", "12:30", "010", "2018", "on", "null", "~", "1e3", "0x1f"])
def test_scalars_stay_as_written(value: str) -> None:
    """Nothing of YAML 1.1's types is applied: a title `no` is no boolean."""
    assert entry(f"---\ntitle: a\nnote: {value}\n---\n{BODY}").front_matter["note"] == value


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("KPT: week 1", "KPT: week 1"),
        ("[New Feature] x", "[New Feature] x"),
        ("*bold*", "*bold*"),
        ("@me", "@me"),
        ("`x` y", "`x` y"),
        ("%d", "%d"),
        ('"a "b" c"', 'a "b" c'),
    ],
)
def test_titles_that_are_no_yaml_are_read_all_the_same(title: str, expected: str) -> None:
    """What a YAML parser refuses is read line by line."""
    assert entry(f"---\ntitle: {title}\ndate: 2024-01-29\n---\n{BODY}").title == expected


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ("tags: [a, b c]", ("a", "b c")),
        ("tags:\n  - a\n  - b c", ("a", "b c")),
        ("tags: a, b c", ("a", "b c")),
        ("tags: a b", ("a", "b")),
        ("tags:", ()),
        ("keywords: x", ("x",)),
    ],
)
def test_tags_come_in_many_forms(tags: str, expected: tuple[str, ...]) -> None:
    """A list, a string with commas, or words."""
    assert entry(f"---\ntitle: a\n{tags}\n---\n{BODY}").tags == expected


def test_other_styles_are_read() -> None:
    """TOML, bare lines, a missing opening fence, an indented block, blank lines inside."""
    assert entry(f'+++\ntitle = "A"\ntags = ["x"]\n+++\n{BODY}').tags == ("x",)
    assert entry(f"Title: A\nDate: 2024-01-02\nCategory: x\n\n{BODY}").title == "A"
    assert entry(f"layout: post\ntitle: A\ndate: 2024-01-02\n---\n{BODY}").title == "A"
    assert entry(f"---\n    title: A\n    date: 2024-01-02\n---\n{BODY}").title == "A"
    assert entry(f"---\n\ntitle: A\n\ndate: 2024-01-02\n\n---\n{BODY}").title == "A"


@pytest.mark.parametrize(
    "source", ["---\ntext\n---\nbody\n", "---\n\n## Keep\n- a\n\n---\n\nmore\n", "---\n", "- a\n---\nb\n"]
)
def test_a_rule_at_the_top_is_no_front_matter(source: str) -> None:
    """Lines between two rules that are no keys and values stay text."""
    found = entry(source)
    assert not found.front_matter
    words = " ".join(
        [section.heading + section.prose for section in found.sections]
        + [item.text for item in found.items()]
    )
    assert all(word in words for word in ("text", "body", "Keep", "more") if word in source)


@pytest.mark.parametrize(
    "inner",
    [
        "a: &a [x]\nb: *a",
        "a: " + "[" * 5000 + "]" * 5000,
        "a: " + "{b: " * 30 + "c" + "}" * 30,
        "a: [" + "x," * 6000 + "]",
        "a: !!python/object/apply:os.system [id]",
        "a: b\na: c",
        'a: "\\e]52;c;x\\a \\ud83d"',
        "? [a, b]\n: c",
        "title: [unclosed",
        "content: x\nhandler: y",
    ],
)
def test_hostile_metadata_is_bounded_and_inert(inner: str) -> None:
    """Aliases, depth, floods and tags are refused or read as text, in no time, and the bytes come back."""
    began = time.perf_counter()
    found = entry(f"---\n{inner}\n---\n{BODY}")
    assert time.perf_counter() - began < 1
    assert "\x1b" not in str(found.front_matter)
    assert [item.text for item in found.items()] == ["a", "b", "c"]


def test_twice_the_same_key_is_told() -> None:
    """The last of two equal keys counts, and a warning says so."""
    reading = read(f"---\ntitle: a\ntitle: b\n---\n{BODY}".encode(), "a.md")[0]
    assert reading.entry.title == "b"
    assert any("twice" in warning for warning in reading.warnings)


def test_days_and_times_of_toml_keep_their_spelling() -> None:
    """A zone, a `T`, a `Z` stay as they are written, also twice the same moment and within lists and tables."""
    written = ["2022-01-16T11:32:00-08:00", "2022-01-17T11:39:47Z", "2022-01-18", "2022-01-19 08:00:00.5"]
    lines = [f"k{number} = {value}" for number, value in enumerate([*written, "07:32:00"])]
    found = entry("\n".join(["+++", *lines, f"l = [{written[1]}, {written[1][:-1]}+00:00]", "+++", BODY]))
    assert [found.front_matter[f"k{number}"] for number in range(5)] == [*written, "07:32:00"]
    assert found.front_matter["l"] == [written[1], "2022-01-17T11:39:47+00:00"]
