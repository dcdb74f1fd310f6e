"""`list`, `show` and `search`: for people, and for programs."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from click.testing import Result
from msgspec.structs import replace

from retrotui.cli import output
from retrotui.cli.layout import lay_out
from retrotui.model import document
from retrotui.model.entry import Entry, Item, Link, Section, Week
from retrotui.text import cell_width
from tests.cli.conftest import NOW

Run = Callable[..., Result]
Ok = Callable[..., str]
Read = Callable[..., Any]
TODAY = NOW.date()


def shown(entry: Entry, *others: Entry) -> str:
    """An entry as `show` prints it without colour."""
    return "\n".join(line.text for line in lay_out(entry, {other.uid: other for other in others}.get))


@pytest.fixture
def story(ok: Ok) -> None:
    """Two dailies and two KPTs."""
    ok("log", "--date", "2026-11-13", "한글 제목의 일지를 썼다")
    ok("log", "problem", "deploys end late")
    ok("add", "--week", "2026-W46", "keep", "pairing")
    ok("add", "problem", "deploys end late")


@pytest.mark.usefixtures("story")
@pytest.mark.parametrize(
    ("args", "keys"),
    [
        ([], ["daily/2026-11-20", "kpt/2026-W47", "daily/2026-11-13", "kpt/2026-W46"]),
        (["--kind", "kpt"], ["kpt/2026-W47", "kpt/2026-W46"]),
        (["--since", "2026-11-16"], ["daily/2026-11-20", "kpt/2026-W47"]),
        (["--since", "today"], ["daily/2026-11-20", "kpt/2026-W47"]),
        (["--until", "2026-W46"], ["daily/2026-11-13", "kpt/2026-W46"]),
        (["--until", "2025"], []),
        (["--since", "2026-W46", "--until", "2026-W46", "--kind", "daily"], ["daily/2026-11-13"]),
        (["--tag", "nobody"], []),
        (["--kind", "note"], []),
    ],
)
def test_list_gives_what_fits(run: Run, args: list[str], keys: list[str]) -> None:
    """Newest first, for people and for programs alike."""
    people = run("list", *args)
    assert people.exit_code == 0
    assert [line.split()[0] for line in people.stdout.splitlines()] == keys
    programs = run("list", *args, "--json")
    assert [entry["key"] for entry in json.loads(programs.stdout)] == keys
    assert programs.stderr == ""


@pytest.mark.parametrize(
    "args", [["--kind", "diary"], ["--since", "soon"], ["--until", "2026-W60"], ["today"]]
)
def test_list_refuses_what_it_does_not_know(run: Run, args: list[str]) -> None:
    """A wrong filter is a wrong command line, not an empty list."""
    assert run("list", *args).exit_code == 2


def test_an_empty_notebook_says_what_to_do(run: Run) -> None:
    """Nothing on stdout, the way on on stderr, and nothing failed."""
    result = run("list")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "retrotui log" in result.stderr


def test_a_table_is_aligned_by_cells(capsys: pytest.CaptureFixture[str]) -> None:
    """Columns stand below each other where Hangul takes two cells, and no control character gets through."""
    output.say_table([("a", "회고", "1"), ("bbb", "abc\x1b", "2")])
    first, second = capsys.readouterr().out.splitlines()
    assert cell_width(first[: first.index("1")]) == cell_width(second[: second.index("2")])
    assert second == "bbb  abc␛  2"


def test_show_lays_out_a_kpt() -> None:
    """Boxes tell the state, links read as → P1, findings come last."""
    problem = Item("p", "P1", "late [x]", state="open")
    other = Item("q", "P2", "noise", state="solved")
    try_ = Item(
        "t",
        "T1",
        "earlier",
        state="carried",
        reason="ill",
        links=(Link("answers", "e", "p"), Link("carried_from", "o", "ot")),
    )
    lost = Item(
        "i",
        "I1",
        "refunds",
        "with care",
        "done",
        category="New Feature",
        flow="B",
        links=(Link("answers", "e", "?"),),
    )
    kpt = Entry(
        "e",
        "kpt/2026-W47",
        "kpt",
        "Week",
        TODAY,
        TODAY,
        tags=("on-call",),
        sections=(
            Section("1", "issue", "Issues", items=(lost, Item("i2", "I2", "docs", state="open"))),
            Section("2", "problem", "Problem", items=(problem, other)),
            Section("3", "try", "Try", items=(try_,)),
            Section("4", "prose", "Notes", prose="As **typed**.\n"),
        ),
    )
    older = Entry(
        "o",
        "kpt/2026-W46",
        "kpt",
        "",
        TODAY,
        TODAY,
        sections=(Section("5", "try", items=(Item("ot", "T2"),)),),
    )
    assert shown(kpt, older).split("\n") == [
        "Week",
        "kpt/2026-W47 · 1/2 P2 T1 · #on-call",
        "",
        "Issues",
        "  [x] I1 [New Feature] refunds  flow B",
        "         with care",
        "  [ ] I2 docs",
        "",
        "Problem",
        "  [ ] P1 late [x]",
        "  [x] P2 noise  solved",
        "",
        "Try",
        "  [>] T1 earlier  → P1 · carried from kpt/2026-W46 T2 · carried: ill",
        "",
        "Notes",
        "As **typed**.",
        "",
        "! I2 has no flow",
    ]


def test_show_lays_out_a_study() -> None:
    """A week tells its date, whether it was attended, and how far it came."""
    week = Section(
        "1",
        "week",
        "4주차",
        items=(Item("a", "W4.1", "goal", state="done"),),
        week=Week(4, TODAY, "absent", "ill", 33.3, final=True),
    )
    study = Entry("s", "study/2026-11-20", "study", "", TODAY, TODAY, sections=(week,))
    assert "  2026-11-20 · absent (ill) · 33.3 % · final\n  [x] W4.1 goal" in shown(study)


def test_show_gathers_groups() -> None:
    """A group is said once above its items; items without a label have a bullet."""
    items = (Item("a", text="one", group="G"), Item("b", text="two", group="G"), Item("c", text="three"))
    note = Entry("n", "note/x", "note", "x", TODAY, TODAY, sections=(Section("1", "prose", "", items=items),))
    assert shown(note).split("\n")[3:] == ["Notes", "  G", "  - one", "  - two", "", "  - three"]


@pytest.mark.usefixtures("story")
def test_show_takes_a_short_key(ok: Ok, read_json: Read) -> None:
    """A day, a week or the start of a key is enough."""
    assert ok("show", "today").splitlines()[0] == "Daily log 2026-11-20"
    assert read_json("show", "kpt/2026-W46")["key"] == "kpt/2026-W46"
    assert read_json("show", "2026-W47")["key"] == "kpt/2026-W47"


@pytest.mark.usefixtures("story")
@pytest.mark.parametrize(
    ("key", "told"), [("kpt", "kpt/2026-W46\n  kpt/2026-W47"), ("2031", "No such entry")]
)
def test_show_never_guesses(run: Run, key: str, told: str) -> None:
    """Several matches are listed, none is said; both are wrong command lines."""
    result = run("show", key)
    assert (result.exit_code, result.stdout) == (2, "")
    assert told in result.stderr


@pytest.mark.usefixtures("story")
def test_search_finds_words_everywhere(ok: Ok, read_json: Read) -> None:
    """A hit says where it is; the same words in two entries are two hits."""
    assert ok("search", "일지", "제목").splitlines() == ["daily/2026-11-13 D1  한글 제목의 일지를 썼다"]
    assert ok("search", "LATE deploy").splitlines() == [
        "daily/2026-11-20 P1  deploys end late",
        "kpt/2026-W47 P1  deploys end late",
    ]
    assert read_json("search", "pairing") == [
        {
            "key": "kpt/2026-W46",
            "kind": "kpt",
            "title": "KPT 2026-W46",
            "role": "keep",
            "heading": "Keep",
            "label": "K1",
            "excerpt": "pairing",
        }
    ]


def test_words_that_look_like_options_are_words(ok: Ok, run: Run) -> None:
    """A box can be looked for as it was typed, and a day may be shown that is named by a distance."""
    ok("log", "--date", "-3d", "- [ ] x", "--force")
    assert ok("search", "- [ ]", "--force").splitlines() == ["daily/2026-11-17 D1  - [ ] x --force"]
    assert ok("show", "-3d").startswith("Daily log 2026-11-17\n")
    assert ok("export", "-3d", "--format", "json").startswith("[")
    assert run("show", "--jsn", "today").exit_code == 2
    assert run("export", "--alll").exit_code == 2


def test_search_says_when_nothing_is_found(run: Run) -> None:
    """No hit is no failure."""
    result = run("search", "nothing")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "Nothing found.\n")


def test_json_is_safe_to_print(capsys: pytest.CaptureFixture[str]) -> None:
    """What a terminal would act on is escaped, and reads back as it was."""
    value = {"text": "회고 \x1b[2J \x9b \u202e \ud83d \ufeff \x7f"}
    output.say_json(value)
    printed = capsys.readouterr().out
    assert all(character.isprintable() or character == "\n" for character in printed)
    assert "회고" in printed
    assert json.loads(printed) == value


def test_a_link_to_what_is_gone_is_left_out() -> None:
    """A reader of the document has nothing to follow there."""
    item = Item("t", "T1", "x", links=(Link("answers", "gone", "p"), Link("answers", "e", "gone")))
    kpt = Entry("e", "kpt/2026-W47", "kpt", "", TODAY, TODAY, sections=(Section("1", "try", items=(item,)),))
    made = document.to_document(replace(kpt, title="t"), lambda uid: None)
    assert made["sections"][0]["items"][0]["links"] == []
