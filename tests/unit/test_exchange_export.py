"""What is published: names, folders, styles, languages and layouts of the user's own."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import tomllib
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from retrotui import exchange
from retrotui.errors import UsageError
from retrotui.exchange import Style
from retrotui.markdown import front_matter
from retrotui.markdown.front_spelling import spelled
from retrotui.model import edit, kinds
from retrotui.model.entry import Entry, Item, new_uid
from retrotui.model.periods import Span
from retrotui.text import fold, lines_with_ends

IMPORTED = b"\xef\xbb\xbf---\r\ntitle: 'Week'   # mine\r\ndate: 2026-11-09\r\nlayout: post\r\n---\r\n\r\n## Keep\r\n\r\n- x\r\n\r\n## Problem\r\n"

NOW = dt.datetime(2026, 11, 20, 9, 30, tzinfo=dt.UTC)


def made(kind: str = "kpt", key: str = "kpt/2026-W47", language: str = "en", **items: str) -> Entry:
    """An entry as one that was written here."""
    span = Span(dt.date(2026, 11, 16), dt.date(2026, 11, 20))
    entry = edit.new_entry(kinds.KINDS[kind], span, key=key, language=language, now=NOW)
    for role, text in items.items():
        first, _, body = text.partition("\n")
        entry, section = edit.ensure_section(entry, role)
        entry = edit.add_item(entry, section.uid, Item(new_uid(), text=first, body=body), None)
    return entry


def imported(data: bytes = IMPORTED) -> Entry:
    """The entry of a file."""
    from retrotui.markdown import reader

    return replace(reader.read(data, "/x/week.md")[0].entry, key="kpt/2026-W46")


def export(folder: Path, *entries: Entry, **options: object) -> list[tuple[str, str]]:
    """Write the entries; gives names and what became of them."""
    everything = {entry.uid: entry for entry in entries}
    options = {"everything": everything, "state": folder.parent / "state", **options}
    done = exchange.export_to(folder, entries, **options)  # type: ignore[arg-type]
    return [(result.path.name, result.status) for result in done]


# Folders


def test_what_we_wrote_last_is_replaced_and_nothing_else(tmp_path: Path) -> None:
    """A file that its reader has changed is theirs, until they say otherwise."""
    out = tmp_path / "out"
    entry = made(keep="one")
    assert export(out, entry) == [("kpt-2026-W47.md", "written")]
    assert export(out, entry) == [("kpt-2026-W47.md", "same")]
    entry = replace(entry, title="Another title")
    assert export(out, entry) == [("kpt-2026-W47.md", "written")]
    path = out / "kpt-2026-W47.md"
    path.write_text("edited by hand")
    assert export(out, replace(entry, title="Third")) == [("kpt-2026-W47.md", "refused")]
    assert path.read_text() == "edited by hand"
    assert export(out, entry, overwrite=True) == [("kpt-2026-W47.md", "written")]


def test_a_file_that_was_there_before_is_never_ours(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "kpt-2026-W47.md").write_text("mine")
    other = made(key="kpt/2026-W48", keep="x")
    assert export(out, made(keep="one"), other) == [
        ("kpt-2026-W47.md", "refused"),
        ("kpt-2026-W48.md", "written"),
    ]
    assert sorted(path.name for path in out.iterdir()) == ["kpt-2026-W47.md", "kpt-2026-W48.md"]


def test_without_a_memory_nothing_is_replaced(tmp_path: Path) -> None:
    out = tmp_path / "out"
    entry = made(keep="one")
    export(out, entry)
    for memory in (tmp_path / "state" / "exports").iterdir():
        memory.write_text("{")
    assert export(out, replace(entry, title="Another")) == [("kpt-2026-W47.md", "refused")]


@pytest.mark.parametrize("overwrite", [False, True])
def test_a_link_is_neither_followed_nor_replaced(tmp_path: Path, overwrite: bool) -> None:
    out, secret = tmp_path / "out", tmp_path / "secret"
    out.mkdir()
    secret.write_text("secret")
    (out / "kpt-2026-W47.md").symlink_to(secret)
    assert export(out, made(keep="x"), overwrite=overwrite) == [("kpt-2026-W47.md", "refused")]
    assert secret.read_text() == "secret"


@pytest.mark.parametrize("make", [Path.mkdir, lambda path: os.mkfifo(path)])
def test_what_is_no_file_is_refused(tmp_path: Path, make: object) -> None:
    out = tmp_path / "out"
    out.mkdir()
    make(out / "kpt-2026-W47.md")  # type: ignore[operator]
    assert export(out, made(keep="x"), overwrite=True) == [("kpt-2026-W47.md", "refused")]


def test_a_mode_that_was_set_is_kept(tmp_path: Path) -> None:
    out = tmp_path / "out"
    entry = made(keep="x")
    export(out, entry)
    (out / "kpt-2026-W47.md").chmod(0o640)
    export(out, replace(entry, title="Another"))
    assert (out / "kpt-2026-W47.md").stat().st_mode & 0o777 == 0o640


def test_a_failed_write_leaves_the_old_file_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    entry = made(keep="x")
    export(out, entry)
    before = (out / "kpt-2026-W47.md").read_bytes()

    def full(fd: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("retrotui.exchange.folder.os.fsync", full)
    assert export(out, replace(entry, title="Another")) == [("kpt-2026-W47.md", "refused")]
    assert (out / "kpt-2026-W47.md").read_bytes() == before
    assert [path.name for path in out.iterdir()] == ["kpt-2026-W47.md"]


# Names

_KEYS = st.one_of(
    st.text(max_size=300),
    st.sampled_from(
        [
            "../../x",
            "..",
            "/",
            "a/b/c",
            "note/Ä",
            "note/A\u0308",
            "note/ä",
            "kpt/..",
            "\0",
            "x" * 400,
            "note/" + "한" * 200,
        ]
    ),
)


@given(st.lists(_KEYS, min_size=1, max_size=6), st.sampled_from(["", "jekyll"]))
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_hostile_keys_stay_inside_the_folder(
    tmp_path_factory: pytest.TempPathFactory, keys: list[str], style: str
) -> None:
    """Every entry gets a file of its own in the folder, with a name that every file system takes."""
    root = tmp_path_factory.mktemp("export")
    out = root / "out"
    entries = [made(key=key, keep=f"{n}") for n, key in enumerate(keys)]
    done = export(out, *entries, style=Style(front_matter=style))
    assert [status for _, status in done] == ["written"] * len(keys)
    names = [name for name, _ in done]
    assert sorted(names) == sorted(path.name for path in out.iterdir())
    assert len({fold(name) for name in names}) == len(keys)
    assert all(
        len(name.encode()) <= 180 and name.isprintable() and not name.startswith(".") for name in names
    )
    assert sorted(path.name for path in root.iterdir()) == ["out", "state"]
    assert export(out, *reversed(entries), style=Style(front_matter=style)) == [
        (name, "same") for name in reversed(names)
    ]


def test_names_that_differ_in_case_only_are_numbered_for_good(tmp_path: Path) -> None:
    """Also when one of them is exported alone later."""
    one, two = made(key="note/Setup", keep="1"), made(key="note/setup", keep="2")
    out = tmp_path / "out"
    known = {entry.uid: entry for entry in (one, two)}
    assert export(out, one, two) == [("note-Setup.md", "written"), ("note-setup-2.md", "written")]
    assert export(out, two, everything=known) == [("note-setup-2.md", "same")]
    assert export(out, two, everything={two.uid: two}) == [("note-setup-2.md", "same")]


def test_a_name_is_free_again_when_its_entry_is_gone(tmp_path: Path) -> None:
    out = tmp_path / "out"
    old, new = made(keep="old"), made(keep="new")
    export(out, old)
    assert export(out, new) == [("kpt-2026-W47.md", "written")]


@pytest.mark.parametrize(
    ("kind", "key", "name"),
    [
        ("kpt", "kpt/2026-W47", "2026-11-16-kpt-2026-W47.md"),
        ("daily", "daily/2026-11-16", "2026-11-16-daily.md"),
        ("daily", "daily/2026-11-16-2", "2026-11-16-daily-2.md"),
        ("year", "year/2026", "2026-11-16-year-2026.md"),
        ("note", "note/읽을-거리", "2026-11-16-note-읽을-거리.md"),
    ],
)
def test_a_post_of_jekyll_is_named_by_its_day(kind: str, key: str, name: str) -> None:
    assert exchange.file_name(made(kind, key), style="jekyll") == name


# Front matter


def test_an_imported_entry_goes_out_as_it_came_unless_asked() -> None:
    assert exchange.render(imported(), Style()) == IMPORTED
    assert exchange.render(imported(), Style(templates={})) == IMPORTED


@pytest.mark.parametrize(
    ("style", "values"),
    [
        (
            "jekyll",
            {"title": "[WIP] 주간: 'x'", "date": dt.date(2026, 11, 16), "end_date": dt.date(2026, 11, 20), "kind": "kpt", "tags": ["a b", "c"]},
        ),
        (
            "hugo",
            {"title": "[WIP] 주간: 'x'", "date": dt.date(2026, 11, 16), "end_date": dt.date(2026, 11, 20), "lastmod": dt.date(2026, 11, 20), "categories": ["kpt"], "tags": ["a b", "c"]},
        ),
        (
            "obsidian",
            {"aliases": ["[WIP] 주간: 'x'"], "date": dt.date(2026, 11, 16), "end_date": dt.date(2026, 11, 20), "kind": "kpt", "tags": ["a-b", "c"]},
        ),
    ],
)  # fmt: skip
def test_each_style_says_what_its_program_reads(style: str, values: dict[str, object]) -> None:
    entry = replace(made(keep="x"), title="[WIP] 주간: 'x'", tags=("a b", "c"))
    text = exchange.render(entry, Style(front_matter=style)).decode()
    _, head, body = text.split("---\n", 2)
    assert yaml.safe_load(head) == values
    assert "- K1: x" in body


@pytest.mark.parametrize("style", ["jekyll", "hugo", "obsidian"])
def test_a_style_keeps_the_documents_own_keys_and_its_body(style: str) -> None:
    text = exchange.render(imported(), Style(front_matter=style)).decode()
    assert "layout: post\r\n" in text
    assert text.endswith("---\r\n\r\n## Keep\r\n\r\n- x\r\n\r\n## Problem\r\n")


@pytest.mark.parametrize("style", ["jekyll", "obsidian"])
def test_a_styled_file_reads_back_as_the_same_retrospective(style: str) -> None:
    entry = replace(made(keep="x", problem="y"), title="Mine")
    again = imported(exchange.render(entry, Style(front_matter=style)))
    assert (again.kind, again.start, again.end) == (entry.kind, entry.start, entry.end)
    assert [item.text for item in again.items()] == ["x", "y"]


SCALARS = """\
---
# of the layout
layout: post

title: "주간 회고"  # mine
date: 2026-11-09 18:15:00 +0900
draft: true
# higher comes first
weight: 3
version: 1.10   # not 1.1
published: no
time: '12:30'
summary: |
  # not a comment

  second
description:
params:
  toc: false
  # inside
  depth: 2
tags: [2026, a]
---

## Keep

- x

## Problem

- y
"""


@pytest.mark.parametrize("style", ["jekyll", "hugo", "obsidian"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_style_leaves_the_spelling_of_what_nobody_changed(style: str, newline: str) -> None:
    """With its comments: for the site's program `true` and `'true'` are not the same."""
    entry = imported(SCALARS.replace("\n", newline).encode())
    text = exchange.render(entry, Style(front_matter=style)).decode()
    head = text.split(f"---{newline}", 2)[1].replace(newline, "\n")
    assert "\r" not in head
    _, rest = SCALARS.split("draft:")
    rest = "draft:" + rest.split("tags:")[0]
    assert head.endswith("# of the layout\nlayout: post\n" + rest)
    assert "date: 2026-11-09 18:15:00 +0900\n" in head
    assert ("# mine" in head) == (style != "obsidian")
    assert "tags: [2026, a]\n" in head


@pytest.mark.parametrize(
    ("style", "edited", "line"),
    [
        ("hugo", False, "lastmod: 2026-11-12T08:00:00+09:00"),
        ("hugo", True, "lastmod: 2026-11-20"),
        ("jekyll", True, "lastmod: 2026-11-12T08:00:00+09:00"),
    ],
)
def test_when_it_was_changed_is_what_the_document_says_until_it_is_changed_here(
    style: str, edited: bool, line: str
) -> None:
    entry = imported(SCALARS.replace("draft:", "lastmod: 2026-11-12T08:00:00+09:00\ndraft:").encode())
    entry = replace(entry, updated_at=dt.datetime(2026, 11, 20, tzinfo=dt.UTC))
    if edited:
        entry = edit.change_item(entry, next(iter(entry.items())).uid, text="z")
    text = exchange.render(entry, Style(front_matter=style)).decode()
    assert [each for each in text.split("\n") if each.startswith("lastmod")] == [line]


def test_a_style_says_what_was_changed_here() -> None:
    entry = imported(SCALARS.encode())
    entry = replace(entry, start=dt.date(2026, 11, 10), end=dt.date(2026, 11, 10), title="Mine")
    text = exchange.render(entry, Style(front_matter="jekyll")).decode()
    assert 'title: "Mine"  # mine' in text
    assert "date: 2026-11-10\n" in text
    assert "draft: true\n" in text


def test_values_of_toml_keep_their_types_in_yaml() -> None:
    head = (
        "date = 2026-11-09T18:15:00+09:00\ndraft = true\nweight = 3\nversion = 1.10\nbig = 1_000\n"
        'quoted = "true"\nday = 2026-11-01\nat = 07:32:00\nwords = ["a", 1]\n[params]\ntoc = false\n'
    )
    entry = imported(f"+++\n{head}+++\n\n## Keep\n\n- x\n\n## Problem\n\n- y\n".encode())
    text = exchange.render(entry, Style(front_matter="hugo")).decode()
    for line in (
        "draft: true",
        "weight: 3",
        "version: 1.10",
        "big: 1000",
        "quoted: 'true'",
        "day: 2026-11-01",
    ):
        assert f"\n{line}\n" in text
    assert "\ndate: 2026-11-09T18:15:00+09:00\n" in text
    loaded = yaml.safe_load(text.split("---\n")[1])
    assert (loaded["words"], loaded["params"], loaded["at"]) == (["a", 1], {"toc": False}, "07:32:00")
    again = imported(text.encode()).front_matter
    assert again == {**entry.front_matter, "categories": ["kpt"], "title": entry.title}


COMMENTED = """+++
# who reads it
draft = true # not yet
color = "#fff"  # "white"
words = [
  "a", # first
] # both
# of the site

# of all
[params]
toc = false # never
[[params.more]]
x = 1
# the end
+++

## Keep

- x

## Problem

- y
"""


def test_comments_of_toml_come_back_byte_for_byte() -> None:
    assert exchange.render(imported(COMMENTED.encode())).decode() == COMMENTED
    entry = imported(COMMENTED.encode())
    edited = edit.change_item(entry, next(iter(entry.items())).uid, text="z")
    assert exchange.render(edited).decode().split("## Keep")[0] == COMMENTED.split("## Keep")[0]


def test_comments_of_toml_stay_with_their_keys_in_yaml() -> None:
    """A comment inside a list is lost, as the list is written anew."""
    entry = imported(COMMENTED.encode())
    text = exchange.render(entry, Style(front_matter="hugo")).decode()
    head = text.split("---\n")[1]
    assert "# who reads it\ndraft: true # not yet\ncolor: '#fff' # \"white\"\n" in head
    assert "# both\nwords:\n" in head
    assert "# of the site\n# of all\n# never\n# the end\nparams:\n" in head
    assert yaml.safe_load(head)["params"] == {"toc": False, "more": [{"x": 1}]}
    assert imported(text.encode()).front_matter["color"] == "#fff"


_TOML = st.lists(
    st.sampled_from(["# a", "", "a = 1", "b = '#' # x", "c = [ # y", "  '#',", "]", "[t]", "[[u]]", 'd = """', '"""', "e.f = 2 # z", "g = 1979-05-27"]),
    max_size=12,
)  # fmt: skip


@given(_TOML)
def test_comments_of_toml_change_no_value(lines: list[str]) -> None:
    """Whatever lines there are: the values are those of the same front matter without comments."""
    source = "\n".join(lines)
    values = front_matter.split(lines_with_ends(f"+++\n{source}\n+++\n")).values
    try:
        tomllib.loads(source)
    except tomllib.TOMLDecodeError:
        return
    found = spelled(f"+++\n{source}\n+++\n")
    assert all(yaml.load(found[key], yaml.BaseLoader) == {key: values[key]} for key in found)


@pytest.mark.parametrize(
    "head",
    ["{a: 1}\n", "a: 1\n? b\n: 2\n", "a: &x 1\nb: *x\n", "a: [1\nb: 2\n", "a: 1\na: 2\n", "a: 'x\n\n# y'\nb: 1\n", "  a: 1\n  b: no\n"],
)  # fmt: skip
def test_a_style_keeps_the_values_of_what_is_hard_to_take_apart(head: str) -> None:
    entry = imported(f"---\ntitle: x\n{head}---\n\n## Keep\n\n- x\n\n## Problem\n\n- y\n".encode())
    again = imported(exchange.render(entry, Style(front_matter="jekyll")))
    for key, value in entry.front_matter.items():
        assert again.front_matter[key] == value


def test_without_front_matter_the_title_is_a_heading() -> None:
    text = exchange.render(replace(made(keep="x"), title="Mine"), Style(front_matter="none")).decode()
    assert text.startswith("# Mine\n\n## ")
    titled = imported(b"---\ndate: 2026-11-09\n---\n# Mine\n\n## Keep\n- a\n\n## Problem\n- b\n")
    assert exchange.render(titled, Style(front_matter="none")).startswith(b"# Mine\n\n## Keep")


# Languages


def test_our_own_headings_change_their_language() -> None:
    entry = made(keep="x", problem="y")
    text = exchange.render(entry, Style(language="ko")).decode()
    assert [line for line in text.split("\n") if line.startswith("## ")] == [
        f"## {kinds.KINDS['kpt'].heading(role, 'ko')}" for role in ("issue", "keep", "problem", "try")
    ]
    assert kinds.KINDS["kpt"].title("ko", "2026-W47") in text


def test_the_weeks_of_a_plan_keep_their_numbers() -> None:
    text = exchange.render(made("study", "study/2026-11-16"), Style(language="ja")).decode()
    assert "## 第1週" in text
    assert "Week" not in text


def test_headings_of_the_author_stay() -> None:
    assert exchange.render(imported(), Style(language="ko")) == IMPORTED
    entry = made(keep="x")
    mine = replace(entry, sections=tuple(replace(s, heading="What I liked") for s in entry.sections))
    assert "## What I liked" in exchange.render(mine, Style(language="ko")).decode()


# Templates


def layouts(folder: Path, text: str, kind: str = "kpt") -> Style:
    """A style with this template."""
    (folder / "templates").mkdir(exist_ok=True)
    (folder / "templates" / f"{kind}.md").write_text(text, encoding="utf-8")
    return Style(templates=exchange.load_templates(folder))


def test_a_template_is_filled_with_the_entrys_words(tmp_path: Path) -> None:
    style = layouts(tmp_path, "# $title ($period)\n\n유지:\n${keep}\n\n$$5 $problem\n")
    entry = replace(made(keep="[x] $title\n- 자세히", problem="${body} $"), title="{x} $keep")
    assert exchange.render(entry, style).decode() == (
        "# {x} $keep (2026-W47)\n\n유지:\n- K1: [x] $title\n  - 자세히\n\n$5 - P1: ${body} $\n"
    )


def test_a_template_is_for_what_was_written_here(tmp_path: Path) -> None:
    style = layouts(tmp_path, "$title")
    assert exchange.render(imported(), style) == IMPORTED
    assert exchange.render(made("daily", "daily/2026-11-16", did="x"), style) == exchange.render(
        made("daily", "daily/2026-11-16", did="x")
    )


def test_a_template_and_a_style_go_together(tmp_path: Path) -> None:
    style = replace(layouts(tmp_path, "$body\n"), front_matter="jekyll")
    text = exchange.render(made(keep="x"), style).decode()
    assert text.startswith("---\ntitle: ")
    assert text.count("---\n") == 2
    assert "- K1: x" in text


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a\n\n$nothing", ":3: there is no $nothing"),
        ("a\n5 $ b", ":2: a $ that begins"),
        ("${__class__}", ":1: there is no"),
    ],
)
def test_a_wrong_template_is_told_with_its_line(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(UsageError) as error:
        exchange.render(made(keep="x"), layouts(tmp_path, text))
    assert f"kpt.md{reason}" in error.value.message


@given(text=st.text(max_size=200))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_no_template_can_do_more_than_fill_in(tmp_path: Path, text: str) -> None:
    with contextlib.suppress(UsageError):
        exchange.render(made(keep="x"), layouts(tmp_path, text))
