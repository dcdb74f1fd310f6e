"""`log`, `add` and `set`: what is typed is what is written."""

from __future__ import annotations

import datetime as dt
import fcntl
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

Run = Callable[..., Result]
Ok = Callable[..., str]
Read = Callable[..., Any]


def items(document: dict[str, Any], role: str) -> list[dict[str, Any]]:
    """The items of a role in a document."""
    return [item for section in document["sections"] if section["role"] == role for item in section["items"]]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["wrote", "the", "shell"], "2026-11-20 did D1: wrote the shell"),
        (["problem", "build", "broke"], "2026-11-20 problem P1: build broke"),
        (["Problem", "build broke"], "2026-11-20 problem P1: build broke"),
        (["learned", "어떤 것"], "2026-11-20 learned L1: 어떤 것"),
        (["unclear", "why"], "2026-11-20 unclear U1: why"),
        (["well", "done"], "2026-11-20 well W1: done"),
        (["problem"], "2026-11-20 did D1: problem"),
        (["problem build broke"], "2026-11-20 did D1: problem build broke"),
        (["- [ ] x"], "2026-11-20 did D1: - [ ] x"),
        (["-x"], "2026-11-20 did D1: -x"),
        (["--force", "helped"], "2026-11-20 did D1: --force helped"),
        (["-h", "is", "short"][::-1], "2026-11-20 did D1: short is -h"),
        (["read", "--help", "texts"], "2026-11-20 did D1: read --help texts"),
        (["--", "-x"], "2026-11-20 did D1: -x"),
        (["--", "--date", "is an option"], "2026-11-20 did D1: --date is an option"),
        (["[/]", "[@click=app.quit]x[/]"], "2026-11-20 did D1: [/] [@click=app.quit]x[/]"),
    ],
)
def test_log_writes_the_words(ok: Ok, words: list[str], told: str) -> None:
    """A role word counts only before further words, and what looks like an unknown option is text."""
    assert ok("log", *words) == told + "\n"


@pytest.mark.parametrize(
    ("args", "day"),
    [
        (["--date", "yesterday", "x"], "2026-11-19"),
        (["x", "--date", "yesterday"], "2026-11-19"),
        (["--date=mon", "x"], "2026-11-16"),
        (["--date", "-3d", "x"], "2026-11-17"),
        (["--date", "2026-01-02", "x"], "2026-01-02"),
    ],
)
def test_log_writes_into_another_day(ok: Ok, args: list[str], day: str) -> None:
    """`--date` may stand before or after the text."""
    assert ok("log", *args) == f"{day} did D1: x\n"


def test_log_reads_the_standard_input(ok: Ok, read_json: Read) -> None:
    """With `-` the first line is the item, the others its body, without the indentation they share."""
    assert ok("log", "learned", "-", stdin="first\n\n  - a\n    - b\n") == "2026-11-20 learned L1: first\n"
    [item] = items(read_json("show", "today"), "learned")
    assert (item["text"], item["body"]) == ("first", "- a\n  - b")


def test_log_takes_bytes_that_are_no_text(ok: Ok) -> None:
    """A broken pipe of bytes is written down as far as it can be read."""
    assert ok("log", "-", stdin=b"caf\xe9 \x1b[2J x") == "2026-11-20 did D1: caf\ufffd [2J x\n"


@pytest.mark.parametrize(
    "args", [[], [""], ["  "], ["-"], ["--date", "2026-02-30", "x"], ["--date"], ["x", "--date", "a b"]]
)
def test_log_writes_nothing_that_is_wrong(run: Run, notebook: Path, args: list[str]) -> None:
    """An empty text or an impossible day is a wrong command line, and makes no notebook."""
    result = run("log", *args, stdin="")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("retrotui: ")
    assert not notebook.exists()


def test_the_day_ends_where_the_user_is(ok: Ok) -> None:
    """Early in the morning in Seoul it is the new day, whatever UTC says."""
    now = dt.datetime(2026, 11, 21, 4, 5, tzinfo=dt.timezone(dt.timedelta(hours=9)))
    assert ok("log", "late", now=now) == "2026-11-21 did D1: late\n"


def test_add_makes_the_kpt_of_the_week(ok: Ok, read_json: Read) -> None:
    """The first item of a week begins its KPT, others join it."""
    assert ok("add", "keep", "pairing") == "kpt/2026-W47 keep K1: pairing\n"
    assert ok("add", "problem", "late", "deploys") == "kpt/2026-W47 problem P1: late deploys\n"
    assert ok("add", "try", "ship", "early", "--for", "p1") == "kpt/2026-W47 try T1: ship early  → P1\n"
    [kpt] = read_json("list")
    [try_] = items(kpt, "try")
    assert try_["links"] == [{"relation": "answers", "key": "kpt/2026-W47", "label": "P1"}]
    assert kpt["warnings"] == []


@pytest.mark.parametrize("week", ["2026-W46", "w46", "-1w", "2026-11-12"])
def test_add_writes_into_another_week(ok: Ok, week: str) -> None:
    """A week is named by itself or by a day in it."""
    assert ok("add", "keep", "--week", week, "x") == "kpt/2026-W46 keep K1: x\n"


def test_add_sets_category_and_flow(ok: Ok, read_json: Read) -> None:
    """An issue has its kind of work, and how hard it was."""
    ok("add", "issue", "--category", "New Feature", "--flow", "b", "[x]", "refunds")
    [item] = items(read_json("show", "2026-W47"), "issue")
    assert (item["text"], item["category"], item["flow"], item["state"]) == (
        "[x] refunds",
        "New Feature",
        "B",
        "open",
    )


def test_add_is_one_step_of_undo(ok: Ok, read_json: Read) -> None:
    """The item goes together with the KPT that was made for it."""
    ok("add", "keep", "x")
    ok("undo")
    assert read_json("list") == []


@pytest.mark.parametrize(
    "args",
    [
        [],
        ["keep"],
        ["did", "x"],
        ["keep", "x", "--for", "P1"],
        ["try", "x", "--for", "P1"],
        ["issue", "x", "--flow", "D"],
        ["keep", "x", "--week", "2026-W60"],
    ],
)
def test_add_writes_nothing_that_is_wrong(run: Run, notebook: Path, args: list[str]) -> None:
    """Each wrong command line says why, and makes nothing."""
    result = run("add", *args)
    assert (result.exit_code, result.stdout) == (2, "")
    assert not notebook.exists()


def test_set_gives_a_state_and_its_reason(ok: Ok, read_json: Read) -> None:
    """The label's case does not matter, and the reason is kept."""
    ok("add", "try", "write first")
    assert (
        ok("set", "2026-W47", "t1", "DROPPED", "--why", "no time")
        == "kpt/2026-W47 T1: dropped  write first\n"
    )
    [item] = items(read_json("show", "2026-W47"), "try")
    assert (item["state"], item["reason"]) == ("dropped", "no time")


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["2026-W47", "T1", "tried"], "It can be: open, kept, failed, dropped, carried"),
        (["2026-W47", "T9", "kept"], "It has: K1 T1"),
        (["2026-W47", "K1", "kept"], "A keep has no state."),
        (["2018", "T1", "kept"], "`retrotui list` shows all keys."),
    ],
)
def test_set_says_what_there_is(run: Run, ok: Ok, args: list[str], told: str) -> None:
    """A wrong key, label or state is answered with the right ones."""
    ok("add", "try", "x")
    ok("add", "keep", "x")
    result = run("set", *args)
    assert result.exit_code == 2
    assert told in result.stderr


@pytest.fixture
def broken(ok: Ok, notebook: Path) -> Path:
    """A notebook with one line in it that can not be read for the moment; gives where it is."""
    ok("log", "first")
    notebook.rename(notebook.with_suffix(".good"))
    notebook.write_bytes(b"{")
    return notebook


def mend(notebook: Path) -> None:
    notebook.with_suffix(".good").replace(notebook)


def test_log_never_refuses_a_line(run: Run, ok: Ok, read_json: Read, broken: Path) -> None:
    """While the notebook can not be read, lines are kept aside; the next command brings them in, in order, once."""
    kept = run("log", "problem", "second [x]")
    assert (kept.exit_code, kept.stdout) == (0, "2026-11-20 problem: second [x]\n")
    assert "kept aside" in kept.stderr
    assert run("log", "--date", "yesterday", "-", stdin="third\nbody\n").exit_code == 0
    assert broken.read_bytes() == b"{"
    assert "2 written with `log`" in run("doctor").stdout
    mend(broken)
    ok("log", "fourth")
    today, yesterday = read_json("list")
    assert [item["text"] for item in items(today, "did")] == ["first", "fourth"]
    assert [item["text"] for item in items(today, "problem")] == ["second [x]"]
    assert [(item["text"], item["body"]) for item in items(yesterday, "did")] == [("third", "body")]
    assert "kept aside" not in ok("doctor")


def test_a_line_kept_aside_waits_for_its_own_notebook(run: Run, ok: Ok, broken: Path, tmp_path: Path) -> None:
    """Another notebook does not take it."""
    run("log", "second")
    other = str(tmp_path / "other.json")
    ok("--notebook", other, "log", "elsewhere")
    assert "D1" in ok("--notebook", other, "list")
    mend(broken)
    assert "D2" in ok("list")


def test_log_keeps_a_line_while_another_process_holds_the_lock(
    run: Run, ok: Ok, notebook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stuck writer costs a moment, not the line."""
    monkeypatch.setattr("retrotui.cli.session.LOCK_TIMEOUT", 0.05)
    ok("log", "first")
    lock = next(path for path in notebook.parent.iterdir() if path.name.endswith(".lock"))
    with lock.open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        result = run("log", "second")
        assert (result.exit_code, "kept aside" in result.stderr) == (0, True)
        assert "D1" in ok("list")
    assert "D2" in ok("list")


def test_a_line_that_nothing_can_take_is_an_error(run: Run, broken: Path, tmp_path: Path) -> None:
    """When there is no place aside either, the exit code says so and the error is the notebook's."""
    spool = tmp_path / "state" / "retrotui" / "spool"
    spool.parent.mkdir(parents=True, exist_ok=True)
    spool.write_text("in the way")
    result = run("log", "second")
    assert result.exit_code == 3
    assert str(broken) in result.stderr
