"""`undo`, `redo`, `where`, `doctor`: looking after the notebook."""

from __future__ import annotations

import fcntl
import json
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from retrotui import journal

Run = Callable[..., Result]
Ok = Callable[..., str]
Read = Callable[..., Any]


def test_undo_and_redo_say_what_they_did(ok: Ok, read_json: Read) -> None:
    """One change at a time, across processes, and back again."""
    ok("log", "one")
    ok("log", "two")
    assert ok("undo") == "undone: add did (daily/2026-11-20)\n"
    assert [item["text"] for item in read_json("show", "today")["sections"][0]["items"]] == ["one"]
    assert ok("redo") == "done again: add did (daily/2026-11-20)\n"
    assert [item["text"] for item in read_json("show", "today")["sections"][0]["items"]] == ["one", "two"]


@pytest.mark.parametrize("verb", ["undo", "redo"])
def test_nothing_to_undo_is_a_failure(run: Run, verb: str) -> None:
    """A script learns that nothing changed."""
    result = run(verb)
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", f"Nothing to {verb}.\n")


def test_where_names_all_places(ok: Ok, read_json: Read, notebook: Path, tmp_path: Path) -> None:
    """The paths are this user's; none of them is made by asking."""
    places = read_json("where")
    assert places["notebook"] == str(notebook)
    assert places["config"] == str(tmp_path / "config" / "retrotui" / "config.yaml")
    assert places["state"] == str(tmp_path / "state" / "retrotui")
    assert f"notebook        {notebook}\n" in ok("where")
    assert not notebook.parent.exists()


def test_the_notebook_can_be_elsewhere(
    ok: Ok, read_json: Read, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The option wins over the environment, that over the settings, those over the usual place."""
    settings = tmp_path / "config" / "retrotui" / "config.yaml"
    settings.parent.mkdir(parents=True)
    settings.write_text("notebook: ../set.json\nlanguage: ko\n", encoding="utf-8")
    assert Path(read_json("where")["notebook"]).resolve() == tmp_path / "config" / "set.json"
    monkeypatch.setenv("RETROTUI_NOTEBOOK", str(tmp_path / "env.json"))
    assert read_json("where")["notebook"] == str(tmp_path / "env.json")
    assert read_json("--notebook", str(tmp_path / "option.json"), "where")["notebook"] == str(
        tmp_path / "option.json"
    )
    ok("log", "x")
    assert (tmp_path / "env.json").exists()
    assert read_json("show", "today")["sections"][0]["heading"] == "오늘 한 일"


@pytest.mark.parametrize("text", ["theme: [", "colour: red", "language: de", "keymap: 3"])
def test_wrong_settings_name_their_file(run: Run, tmp_path: Path, text: str) -> None:
    """Every command says what is wrong, and `doctor` too."""
    settings = tmp_path / "config" / "retrotui" / "config.yaml"
    settings.parent.mkdir(parents=True)
    settings.write_text(text, encoding="utf-8")
    result = run("list")
    assert result.exit_code == 2
    assert str(settings) in result.stderr
    checked = run("doctor")
    assert checked.exit_code == 1
    assert "BAD  settings" in checked.stdout


def test_doctor_finds_all_well(ok: Ok, notebook: Path) -> None:
    """Before the first entry and after it there is nothing to complain of, and looking makes nothing."""
    assert "is not there yet" in ok("doctor")
    assert not notebook.parent.exists()
    ok("log", "one")
    ok("log", "two")
    told = ok("doctor")
    assert "1 entries" in told
    assert "BAD" not in told
    assert "ok   backups: " in told
    assert "ok   lock: free" in told


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"entries": 3}', b"\xff\xfe"])
def test_an_unreadable_notebook_is_left_alone(run: Run, ok: Ok, notebook: Path, content: bytes) -> None:
    """Every command says so with exit code 3, names the file, and changes nothing."""
    ok("log", "one")
    ok("log", "two")
    notebook.write_bytes(content)
    for args in (
        ["list"],
        ["show", "today"],
        ["undo"],
        ["doctor"],
        ["add", "keep", "x"],
        ["export", "--all"],
    ):
        result = run(*args)
        assert result.exit_code == 3, args
        assert str(notebook) in result.output
        assert "Traceback" not in result.output
    assert notebook.read_bytes() == content


def test_doctor_sees_that_others_may_write(run: Run, ok: Ok, notebook: Path) -> None:
    """A diary that others can change is not well; one they can read is told."""
    ok("log", "x")
    notebook.chmod(0o644)
    assert "Others may use the notebook (mode 644)" in ok("doctor")
    notebook.chmod(0o666)
    assert run("doctor").exit_code == 1


def test_doctor_sees_a_lock_that_is_held(
    run: Run, ok: Ok, notebook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another process that does not let go is named as such, not as a broken notebook."""
    monkeypatch.setattr("retrotui.cli.session.LOCK_TIMEOUT", 0.05)
    ok("log", "x")
    lock = next(path for path in notebook.parent.iterdir() if path.name.endswith(".lock"))
    with lock.open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        result = run("doctor")
        assert run("add", "keep", "x").exit_code == 1
    assert result.exit_code == 1
    assert "BAD  lock" in result.stdout
    assert "ok   notebook" in result.stdout


def test_doctor_knows_the_terminal(process: Callable[..., Any], ok: Ok) -> None:
    """An encoding that can not show Korean is not well, and the command survives it."""
    ok("log", "회고")
    result = process("doctor", env={"PYTHONIOENCODING": "ascii"})
    assert result.returncode == 1
    assert b"BAD  terminal" in result.stdout
    listed = process("show", "2026-11-20", env={"PYTHONIOENCODING": "ascii"})
    assert listed.returncode == 0
    assert b"\\ud68c\\uace0" in listed.stdout


def test_a_journal_is_closed_after_each_command(ok: Ok, monkeypatch: pytest.MonkeyPatch) -> None:
    """No command leaves the notebook open behind it."""
    closed = []
    close = journal.Journal.close

    def counted(self: journal.Journal) -> None:
        closed.append(self)
        close(self)

    monkeypatch.setattr(journal.Journal, "close", counted)
    ok("log", "x")
    ok("list")
    assert len(closed) == 2


def test_an_unknown_verb_or_option_is_a_wrong_command_line(run: Run) -> None:
    """Exit code 2, nothing on stdout, and the way to the help."""
    for args in (["lgo", "x"], ["list", "--colour"], ["--notebook", "", "list"], ["show"]):
        result = run(*args)
        assert (result.exit_code, result.stdout) == (2, ""), args
        assert result.stderr.startswith("retrotui: ")


def test_plain_tinydb_reads_the_notebook(ok: Ok, notebook: Path) -> None:
    """The file stays open to other tools."""
    ok("log", "회고")
    data = json.loads(notebook.read_text(encoding="utf-8"))
    [entry] = data["entries"].values()
    assert entry["key"] == "daily/2026-11-20"


@pytest.mark.parametrize("named", [True, False])
def test_the_way_out_of_a_broken_notebook_works(run: Run, ok: Ok, notebook: Path, named: bool) -> None:
    """The command that the error names brings the last good notebook back, and keeps the broken one."""
    given = ["--notebook", str(notebook)] if named else []
    ok(*given, "log", "one")
    ok(*given, "log", "two")
    notebook.write_bytes(b"{")
    told = run(*given, "list").stderr
    command = next(line for line in told.splitlines() if line.strip().startswith("retrotui "))
    result = run(*shlex.split(command)[1:])
    assert result.exit_code == 0
    assert result.stdout.startswith("restored: previous of ")
    [damaged] = notebook.parent.glob("notebook.json.damaged-*")
    assert str(damaged) in result.stderr
    assert damaged.read_bytes() == b"{"
    assert "D1" in ok("show", "today")
