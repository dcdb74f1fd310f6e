"""The short way of `log` does what the ordinary one does, or leaves it to that."""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retrotui import capture
from retrotui.config import Config, find_paths
from retrotui.journal import Journal
from retrotui.model import kinds
from retrotui.store import history
from retrotui.store.lock import Lock
from retrotui.store.notebook import Notebook
from tests.cli.conftest import NOW, ROOT, Run
from tests.store.test_faults import KINDS, fault

Ok = Callable[..., str]
Both = Callable[..., str | None]

SHORT = (
    ["log", "x"],
    ["log", "did", "x"],
    ["log", "DID", "two", "words"],
    ["log", "did"],
    ["log", "did", "did", "x"],
    ["log", "problem", "배포가", "늦음"],
    ["log", "well", "한글 🎉 é"],
    ["log", "  a   b  ", "", " c"],
    ["log", '"quoted" \\ back / slash', "'"],
    ["log", "a" * 5000],
    ["log", "log", "x"],
    ["log", "[/] [@click=x]"],
)
"""Command lines that take the short way."""
LONG = (
    [],
    ["log"],
    ["log", ""],
    ["log", " ", ""],
    ["log", "-"],
    ["log", "-x"],
    ["log", "- [ ] x"],
    ["log", "--help"],
    ["log", "x", "--help"],
    ["log", "--bogus", "x"],
    ["log", "x", "--date", "yesterday"],
    ["log", "--date=2026-11-18", "x"],
    ["log", "--date"],
    ["log", "--", "x"],
    ["log", "tab\there"],
    ["log", "a\nb"],
    ["log", "\x1b[2J"],
    ["log", "\u202eabc"],
    ["log", "👩\u200d💻"],
    ["log", "\udcff"],
    ["log", "no\u00a0break"],
    ["--notebook", "other.json", "log", "x"],
    ["list"],
    ["logg", "x"],
)
"""Command lines that do not."""


@pytest.fixture
def folder(tmp_path: Path, ok: Ok) -> Path:
    """A world with a notebook that has a day with two lines."""
    ok("log", "first")
    ok("log", "problem", "second")
    return tmp_path


@pytest.fixture
def both(folder: Path, run: Run) -> Both:
    """Run a command line both ways on copies of the notebook; what the short one said, None when it did nothing.

    What it did is the same: the words, the file but for the random uid, the backups.
    """

    def compare(*args: str, now: dt.datetime = NOW) -> str | None:
        data, before = folder / "data", folder / "before"
        shutil.rmtree(before, ignore_errors=True)
        shutil.copytree(data, before)
        # The spool of lines that wait stays; backups begin anew.
        shutil.rmtree(folder / "state/retrotui/backups", ignore_errors=True)
        told = capture.log(args, clock=lambda: now)
        short = state_of(folder)
        if told is None:
            assert snapshot(data) == snapshot(before)
            return None
        restore(before, data)
        result = run(*args, now=now)
        assert (result.exit_code, result.stdout, result.stderr) == (0, told + "\n", "")
        assert state_of(folder) == short
        restore(before, data)
        return told

    return compare


def restore(before: Path, data: Path) -> None:
    """Put the notebook back as it was; backups begin anew, as the file is another one."""
    shutil.rmtree(data)
    shutil.copytree(before, data)
    shutil.rmtree(data.parent / "state/retrotui/backups", ignore_errors=True)


def snapshot(folder: Path) -> dict[str, bytes]:
    """All files but locks."""
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def state_of(folder: Path) -> tuple[bytes, list[str]]:
    """The notebook without what is random, and the names of its backups."""
    data = (folder / "data/retrotui/notebook.json").read_bytes()
    uids = re.findall(rb'\["add",\{"uid":"([0-9a-f]{16})"', data)
    for uid in uids[-1:]:
        data = data.replace(uid, b"-")
    names = sorted({path.name for path in (folder / "state").rglob("*.json")})
    return re.sub(rb'"sum":"[0-9a-f]{8}"', b"", data, count=1), names


@pytest.mark.parametrize("args", SHORT, ids=lambda args: " ".join(args)[:30])
def test_the_short_way_does_what_the_ordinary_one_does(both: Both, args: list[str]) -> None:
    assert both(*args)


@pytest.mark.parametrize("args", LONG, ids=lambda args: ascii(" ".join(args)))
def test_an_odd_command_line_is_left_to_the_ordinary_way(both: Both, args: list[str]) -> None:
    assert both(*args) is None


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(words=st.lists(st.text(max_size=12), min_size=1, max_size=3))
def test_any_words_are_written_alike_or_left(both: Both, words: list[str]) -> None:
    both("log", *words)


def test_the_tables_here_are_those_of_the_model() -> None:
    """They are written down twice, as the model costs 15 ms to import."""
    daily = kinds.KINDS["daily"]
    assert {role: kinds.ROLES[role].prefix for role in daily.roles} == capture.PREFIXES
    assert not any(kinds.states("daily", role) for role in daily.roles)
    assert Config().day_ends_at == capture.DAY_ENDS_AT
    assert Config().timezone == Config().notebook == ""


@pytest.mark.parametrize(
    "variables",
    [
        {},
        {"XDG_DATA_HOME": "", "XDG_STATE_HOME": "", "XDG_CONFIG_HOME": ""},
        {"XDG_DATA_HOME": "/x/../y", "XDG_STATE_HOME": " ", "XDG_CONFIG_HOME": "/c/"},
        {"RETROTUI_NOTEBOOK": "/a/b.json"},
        {"RETROTUI_NOTEBOOK": "b.json"},
        {"RETROTUI_NOTEBOOK": "~/b.json"},
        {"XDG_DATA_HOME": "relative"},
        {"HOME": ""},
        {"RETROTUI_TZ": "Asia/Seoul"},
        {"_RETROTUI_COMPLETE": "bash_complete"},
    ],
    ids=str,
)
@pytest.mark.skipif(sys.platform != "linux", reason="the short way knows the folders of Linux")
def test_the_folders_are_those_of_the_settings(
    variables: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    found = capture.places(os.environ)
    if found is not None:
        paths = find_paths()
        assert (os.path.realpath(found[0]), os.path.realpath(found[1])) == (
            os.path.realpath(paths.notebook),
            os.path.realpath(paths.state),
        )
    plain = not variables.keys() & {"HOME", "RETROTUI_TZ", "_RETROTUI_COMPLETE"}
    assert (found is not None) == (plain and "relative" not in str(variables) and "~" not in str(variables))


def test_at_night_it_is_still_yesterday(both: Both) -> None:
    told = both("log", "late", now=NOW + dt.timedelta(hours=17))
    assert told == "2026-11-20 did D2: late"


def test_a_day_without_an_entry_is_left(both: Both) -> None:
    assert both("log", "x", now=NOW + dt.timedelta(days=1)) is None


def test_no_notebook_is_left(tmp_path: Path) -> None:
    assert capture.log(["log", "x"], clock=lambda: NOW) is None
    assert not (tmp_path / "data").exists()


def test_lines_that_wait_are_left_to_be_written_first(both: Both, folder: Path) -> None:
    (folder / "state/retrotui/spool").mkdir(parents=True)
    assert both("log", "x") is None


def test_settings_are_left(both: Both, folder: Path) -> None:
    (folder / "config/retrotui").mkdir(parents=True)
    (folder / "config/retrotui/config.yaml").write_text("language: ko\n", encoding="utf-8")
    assert both("log", "x") is None


def test_a_step_that_was_undone_is_left(both: Both, ok: Ok) -> None:
    """A new step makes it unreachable."""
    ok("undo")
    assert both("log", "x") is None


def test_a_file_by_another_hand_is_left(both: Both, folder: Path) -> None:
    path = folder / "data/retrotui/notebook.json"
    path.write_bytes(path.read_bytes().replace(b'"first"', b'"First"'))
    assert both("log", "x") is None


def test_a_newer_schema_is_left(both: Both, folder: Path) -> None:
    path = folder / "data/retrotui/notebook.json"
    path.write_bytes(path.read_bytes().replace(b'"schema":1,"gen"', b'"schema":2,"gen"'))
    assert both("log", "x") is None


def test_a_busy_notebook_is_left(both: Both, folder: Path) -> None:
    """The ordinary way has the patience, and keeps the line aside at the end of it."""
    with Lock(str(folder / "data/retrotui/.notebook.json.lock"), 1.0).hold():
        assert both("log", "x") is None
    assert both("log", "x")


def test_two_entries_of_one_day_are_left(both: Both, folder: Path, ok: Ok) -> None:
    source = folder / "2026-11-20-daily.md"
    source.write_text("# 2026-11-20 second log\n\n## Did\n\n- something\n", encoding="utf-8")
    ok("import", str(source), "--kind", "daily", "--date", "2026-11-20")
    assert both("log", "x") is None


def test_an_imported_day_gets_its_line(both: Both, folder: Path, ok: Ok) -> None:
    """Its blocks and its metadata stay what they were; a role that it has not is left."""
    source = folder / "2026-11-23-daily.md"
    source.write_text(
        '---\ntitle: "Monday"\nstart: "2026-11-23"\nrating: 1.50\n---\n\n## 오늘 한 일\n\n- 하나\n- 둘\n',
        encoding="utf-8",
    )
    ok("import", str(source), "--kind", "daily", "--date", "2026-11-23")
    monday = NOW + dt.timedelta(days=3)
    assert both("log", "셋", now=monday) == "2026-11-23 did D3: 셋"
    assert both("log", "unclear", "x", now=monday) is None


def test_a_symbolic_link_stays_one(both: Both, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    link = folder / "link.json"
    link.symlink_to(folder / "data/retrotui/notebook.json")
    monkeypatch.setenv("RETROTUI_NOTEBOOK", str(link))
    assert both("log", "x")
    assert link.is_symlink()


def test_the_oldest_steps_go_as_the_history_grows(
    both: Both, ok: Ok, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history, "KEEP", 4)
    for number in range(5):
        ok("log", f"line {number}")
        assert both("log", "one more")


def test_what_was_written_can_be_undone(folder: Path, ok: Ok) -> None:
    before = ok("show", "today")
    assert capture.log(["log", "x"], clock=lambda: NOW)
    assert "D2 x" in ok("show", "today")
    ok("undo")
    assert ok("show", "today") == before
    ok("redo")
    assert "D2 x" in ok("show", "today")


@pytest.mark.parametrize("kind", KINDS)
def test_a_fault_at_any_call_loses_and_doubles_nothing(
    folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    """Where the short way gives up, the ordinary one finds the notebook as it was."""
    at, written = 1, 2
    while True:
        with fault(monkeypatch, at, kind) as seen:
            told = capture.log(["log", f"line {at}"], clock=lambda: NOW)
        if told is None:
            assert run("log", f"line {at}").exit_code == 0
        written += 1
        if len(seen) < at:
            break
        at += 1
    assert told is not None
    path = folder / "data/retrotui/notebook.json"
    with Notebook.open(path, state_dir=folder / "state/retrotui", clock=lambda: NOW) as notebook:
        assert notebook.check() == []
        (entry,) = notebook.entries().values()
        texts = [item.text for item in entry.items()]
    assert len(texts) == len(set(texts)) == written
    assert at > 20


def test_many_lines_at_once_are_all_written(folder: Path) -> None:
    """Short and ordinary writers, and the app's way of writing, on one notebook."""
    command = "for n in 1 2 3 4 5 6; do $0 -m retrotui log $1 line $1 $n || exit 1; done"
    writers = [
        subprocess.Popen(["sh", "-c", command, sys.executable, role], cwd=ROOT, stdout=subprocess.DEVNULL)
        for role in capture.PREFIXES
    ]
    path = folder / "data/retrotui/notebook.json"
    today = capture_day()
    journal = Journal(Notebook.open(path, state_dir=folder / "state/retrotui", clock=clock), clock)
    for number in range(10):
        journal.log("did", f"from the app {number}", today)
    assert [writer.wait() for writer in writers] == [0] * len(writers)
    journal.refresh()
    entry = journal.covering("daily", today)
    journal.close()
    assert entry is not None
    # The real day may be the one of the test's clock, which has two lines.
    texts = [item.text for item in entry.items() if item.text.startswith(("line", "from"))]
    assert len(texts) == len(set(texts)) == 10 + 6 * len(writers)


def clock() -> dt.datetime:
    """The machine's, as processes of their own know no other."""
    return dt.datetime.now().astimezone()


def capture_day() -> dt.date:
    """The day it is for such a process."""
    return (clock() - dt.timedelta(hours=capture.DAY_ENDS_AT)).date()


@pytest.mark.parametrize("language", ["ko", "ja"])
def test_in_another_language_both_say_the_same(
    both: Both, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setenv("RETROTUI_LANGUAGE", language)
    assert both("log", "problem", "x")
