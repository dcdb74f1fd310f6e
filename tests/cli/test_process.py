"""The shell as a process of its own: what it imports, how it leaves, what it does with pipes."""

from __future__ import annotations

import contextlib
import os
import pty
import select
import signal
import subprocess
import sys
import termios
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyte
import pytest

Process = Callable[..., subprocess.CompletedProcess[bytes]]
ROOT = Path(__file__).parents[2]

TELL_IMPORTS = """
import sys
import termios
from retrotui.cli.main import verbs
try:
    verbs(prog_name="retrotui")
finally:
    print(*sys.modules, file=sys.stderr)
"""


@pytest.mark.parametrize(
    ("args", "strangers"),
    [
        (
            ["log", "x"],
            {"textual", "rich", "markdown_it", "frontmatter", "yaml", "ftfy", "retrotui.exchange"},
        ),
        (["add", "keep", "x"], {"textual", "rich", "markdown_it", "frontmatter", "yaml"}),
        (["list"], {"textual", "rich", "markdown_it", "frontmatter", "yaml"}),
        (["--help"], {"textual", "rich", "markdown_it", "frontmatter", "yaml", "tinydb", "retrotui.journal"}),
        (["where"], {"textual", "rich", "markdown_it", "yaml"}),
        (["export", "--all"], {"textual", "rich"}),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_command_imports_only_what_it_needs(process: Process, args: list[str], strangers: set[str]) -> None:
    """What only the app or an import needs does not slow the daily line down."""
    result = process(*args, code=TELL_IMPORTS)
    assert result.returncode == 0, result.stderr
    imported = set(result.stderr.decode().splitlines()[-1].split())
    assert "retrotui.cli.main" in imported
    assert not imported & strangers


def test_module_and_script_are_the_same(process: Process) -> None:
    """`python -m retrotui` has the name and the version of the script."""
    assert process("--version").stdout == b"retrotui 0.1.0\n"
    assert process("-h").stdout.startswith(b"Usage: retrotui [OPTIONS]")


@pytest.mark.parametrize(
    ("args", "code"),
    [(["list"], 0), (["undo"], 1), (["lgo"], 2), (["show", "nothing"], 2), (["log", "--date", "x", "y"], 2)],
)
def test_exit_codes_reach_the_shell(process: Process, args: list[str], code: int) -> None:
    """0 fine, 1 failed, 2 a wrong command line."""
    assert process(*args).returncode == code


def test_an_unreadable_notebook_is_three(process: Process, notebook: Path) -> None:
    """The exit code, a message on stderr, nothing on stdout."""
    notebook.parent.mkdir(parents=True)
    notebook.write_bytes(b"{")
    result = process("list")
    assert (result.returncode, result.stdout) == (3, b"")
    assert str(notebook).encode() in result.stderr


def test_log_reads_a_pipe(process: Process) -> None:
    """`git log --oneline | retrotui log -` needs no terminal."""
    result = process("log", "-", input="첫 줄\n둘째 줄\n".encode())
    assert (result.returncode, result.stderr) == (0, b"")
    assert result.stdout.decode().endswith("did D1: 첫 줄\n")


def test_a_reader_that_goes_away_is_no_error(process: Process) -> None:
    """`retrotui list | head -1` prints no trace."""
    for number in range(3):
        process("log", f"{number} " + "x" * 30000)
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "wb") as gone:
        command = [sys.executable, "-m", "retrotui", "show", "today"]
        environ = os.environ | {"PYTHONPATH": str(ROOT)}
        result = subprocess.run(command, stdout=gone, stderr=subprocess.PIPE, env=environ, check=False)
    assert result.stderr == b""
    assert result.returncode == 128 + signal.SIGPIPE


def test_a_closed_output_is_no_error(process: Process) -> None:
    """What was written is written, also where nobody wants to read about it."""
    command = f'"{sys.executable}" -m retrotui log quiet >&- 2>&-'
    environ = os.environ | {"PYTHONPATH": str(ROOT)}
    assert subprocess.run(command, shell=True, env=environ, check=False).returncode == 0
    assert b"quiet" in process("show", "today").stdout


WAIT_TO_READ = """
import sys
import termios
from types import SimpleNamespace

def read(pipe=sys.stdin.buffer):
    print("reading", flush=True)
    return pipe.read()

sys.stdin = SimpleNamespace(buffer=SimpleNamespace(read=read))
from retrotui.__main__ import main
main()
"""


def test_an_interrupt_is_130(process: Process) -> None:
    """Ctrl-C while it reads the standard input leaves at once, without a trace, and writes nothing."""
    command = [sys.executable, "-c", WAIT_TO_READ, "log", "-"]
    environ = os.environ | {"PYTHONPATH": str(ROOT)}
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, env=environ, **pipes) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == b"reading\n"
        running.send_signal(signal.SIGINT)
        # Closing the input by `communicate` would end the reading, so wait first.
        assert running.wait(20) == 128 + signal.SIGINT
        assert [part.strip() for part in running.communicate()] == [b"", b""]
    assert process("list").stdout == b""


@pytest.mark.parametrize("args", [[], ["demo"]])
def test_the_app_is_not_opened_without_a_terminal(process: Process, args: list[str], tmp_path: Path) -> None:
    """In a pipe the app would run unseen: a message says what to use instead."""
    result = process(*args, stdin=subprocess.DEVNULL, env={"TMPDIR": str(tmp_path)})
    assert result.returncode == 2
    assert b"retrotui log" in result.stderr
    assert not list(tmp_path.glob("retrotui-demo-*"))


def in_a_terminal(*args: str, **env: str) -> str:
    """What a command prints to a terminal of its own, 80 cells wide."""
    ours, theirs = pty.openpty()
    environ = os.environ | {"PYTHONPATH": str(ROOT), "COLUMNS": "80"} | env
    command = [sys.executable, "-m", "retrotui", *args]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=environ) as running:
        os.close(theirs)
        printed = b""
        try:
            while piece := os.read(ours, 65536):
                printed += piece
        except OSError:
            # Linux answers so when the other side of a terminal was closed.
            pass
        finally:
            os.close(ours)
        running.wait(30)
    return printed.decode()


def test_colour_only_where_it_is_wanted(process: Process) -> None:
    """A terminal gets bold headings, unless NO_COLOR or a dumb one says no; a pipe never does."""
    process("log", "x")
    assert "\x1b[1m" in in_a_terminal("show", "today")
    assert "\x1b" not in in_a_terminal("show", "today", NO_COLOR="1")
    assert "\x1b" not in in_a_terminal("show", "today", TERM="dumb")
    assert b"\x1b" not in process("show", "today").stdout


def test_a_terminal_gets_lines_that_fit(process: Process) -> None:
    """A long title is cut to the terminal's width, and whole in a pipe."""
    process("add", "keep", "x", env={})
    process("log", "긴 " * 100)
    found = in_a_terminal("search", "긴").splitlines()
    assert all(len(line) <= 80 for line in found)
    assert found[0].endswith("…")


def test_a_terminal_is_told_that_it_is_dumb() -> None:
    """The app needs a full screen."""
    assert "TERM=dumb" in in_a_terminal(TERM="dumb")
    assert "not UTF-8" in in_a_terminal(PYTHONIOENCODING="ascii")


def test_a_fault_of_ours_shows_no_text(process: Process, notebook: Path) -> None:
    """A fault says where it is; what was being written does not appear in the message."""
    code = (
        "import retrotui.cli.session as s\n"
        "def fail(self): raise KeyError('my diary')\n"
        "s.Session.today = fail\n"
        "from retrotui.__main__ import main\nmain()"
    )
    result = process("log", "my diary", code=code, env={"RETROTUI_DEBUG": ""})
    assert result.returncode == 1
    assert b"It failed: KeyError (" in result.stderr
    assert b"diary" not in result.stderr
    assert not notebook.exists()


def test_the_demo_opens_and_leaves_nothing_behind(tmp_path: Path, notebook: Path) -> None:
    """The app shows the story's Today, and on leaving the throw-away notebook goes."""
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (36, 120))
    environ = os.environ | {"PYTHONPATH": str(ROOT), "TMPDIR": str(tmp_path)}
    command = [sys.executable, "-m", "retrotui", "demo"]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=environ) as running:
        os.close(theirs)
        screen = pyte.Screen(120, 36)
        stream = pyte.ByteStream(screen)
        while "What I did" not in "\n".join(screen.display) and "오늘 한 일" not in "\n".join(screen.display):
            assert select.select([ours], [], [], 20)[0], screen.display
            stream.feed(os.read(ours, 65536))
        assert list(tmp_path.glob("retrotui-demo-*/notebook.json"))
        os.write(ours, b"q")
        with contextlib.suppress(OSError):
            while os.read(ours, 65536):
                pass
        os.close(ours)
        assert running.wait(20) == 0
    assert not list(tmp_path.glob("retrotui-demo-*"))
    assert not notebook.exists()
