"""Terminals, locales and sizes of all kinds: the app works, or says in a sentence why it can not, and leaves with 2."""

from __future__ import annotations

import fcntl
import os
import pty
import signal
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.terminal import ROOT, Terminal

WORKS: dict[str, dict[str, str | None]] = {
    "TERM unset": {"TERM": None},
    "TERM unknown": {"TERM": "no-such-terminal"},
    "TERM=linux": {"TERM": "linux"},
    "TERM=vt100": {"TERM": "vt100", "COLORTERM": None},
    "screen": {"TERM": "screen-256color", "COLORTERM": None},
    "NO_COLOR": {"NO_COLOR": "1"},
    "LANG=C": {"LANG": "C"},
    "LC_ALL=POSIX": {"LC_ALL": "POSIX"},
    "no locale": {"LANG": None},
}
NOT_UTF8 = {"LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
REFUSED: dict[str, tuple[dict[str, str | None], str]] = {
    "TERM=dumb": ({"TERM": "dumb"}, "TERM=dumb"),
    "POSIX without UTF-8": (dict(NOT_UTF8), "not UTF-8"),
    "ascii": ({"PYTHONIOENCODING": "ascii"}, "not UTF-8"),
    "cp949": ({"PYTHONIOENCODING": "cp949"}, "not UTF-8"),
}


def environment(home: Path, changes: dict[str, str | None]) -> dict[str, str]:
    """A plain user's, with the changes; None takes a variable away."""
    folders = {f"XDG_{name.upper()}_HOME": str(home / name) for name in ("data", "state", "config", "cache")}
    plain: dict[str, str | None] = {
        **folders,
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "HOME": str(home),
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LANG": "C.UTF-8",
    }
    return {name: value for name, value in (plain | changes).items() if value is not None}


class Elsewhere(Terminal):
    """The app in a terminal whose environment the test chooses."""

    def __init__(self, home: Path, changes: dict[str, str | None], size: tuple[int, int] = (100, 30)) -> None:
        env = environment(home, changes)
        command = [sys.executable, "-m", "retrotui"]
        super().__init__(
            home, script=f"import os, sys; os.execve(sys.executable, {command!r}, {env!r})", size=size
        )


@pytest.mark.parametrize("name", WORKS)
def test_the_app_works_in_a_terminal(tmp_path: Path, name: str) -> None:
    """It draws, takes Korean, and writes it down."""
    with Elsewhere(tmp_path, WORKS[name]) as terminal:
        terminal.shows("? keys")
        terminal.type("n")
        terminal.shows("Log ·")
        terminal.type("회고\r")
        terminal.shows("Logged D1")
        terminal.type("\r")
        terminal.until(lambda: "Log ·" not in terminal.text(), "the closed dialog")
        terminal.type("q")
        assert terminal.ended() == 0
    assert "회고" in (tmp_path / "data" / "retrotui" / "notebook.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", REFUSED)
def test_a_terminal_that_can_not_show_the_app_is_told_so(tmp_path: Path, name: str) -> None:
    """In words, with exit code 2 and what to use instead, before anything is drawn or written."""
    changes, words = REFUSED[name]
    began = time.monotonic()
    with Elsewhere(tmp_path, changes) as terminal:
        assert terminal.ended() == 2
        assert words in terminal.text().replace("\n", "")
        assert "retrotui log" in terminal.text()
        assert b"\x1b[?1049h" not in terminal.output
        assert b"Traceback" not in terminal.output
    assert time.monotonic() - began < 10
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("name", ["from /dev/null", "from a pipe", "closed", "to a file", "cron"])
def test_without_a_terminal_it_does_not_start(tmp_path: Path, name: str) -> None:
    """What comes through a pipe is not taken for keys, and no process is left that nobody could end."""
    ours, theirs = pty.openpty()
    streams: dict[str, Any] = {"stdin": theirs, "stdout": theirs, "stderr": subprocess.PIPE}
    command = [sys.executable, "-m", "retrotui"]
    with (tmp_path / "file").open("wb") as file:
        match name:
            case "from /dev/null":
                streams |= {"stdin": subprocess.DEVNULL}
            case "from a pipe":
                streams |= {"stdin": subprocess.PIPE}
            case "closed":
                command = ["sh", "-c", 'exec "$@" <&-', "sh", *command]
            case "to a file":
                streams |= {"stderr": file}
            case _:
                streams = dict.fromkeys(("stdin", "stdout"), subprocess.DEVNULL) | {"stderr": file}
        changes: dict[str, str | None] = {"TERM": None, "LANG": None} if name == "cron" else {}
        running = subprocess.Popen(command, env=environment(tmp_path, changes), cwd=ROOT, **streams)
        told = running.communicate(b"hidden\n" if name == "from a pipe" else None, timeout=30)[1]
    os.close(theirs)
    os.close(ours)
    told = told or (tmp_path / "file").read_bytes()
    assert running.returncode == 2, told
    assert b"terminal" in told
    assert b"retrotui log" in told
    assert len(told.splitlines()) <= 4
    assert not (tmp_path / "data").exists()


def test_any_size_is_survived_and_it_comes_back_when_there_is_room(tmp_path: Path) -> None:
    """Down to one cell and up to a wall of them; a sentence where nothing else fits."""
    with Terminal(tmp_path) as terminal:
        terminal.shows("? keys")
        for width, height in ((40, 10), (20, 5), (5, 2), (1, 1), (300, 100), (1, 100), (300, 1), (100, 30)):
            resize(terminal, width, height)
            terminal.until(lambda: not terminal.read(0.15), "quiet")
            if (width, height) == (20, 5):
                assert "too small" in " ".join(terminal.text().split())
        terminal.shows("? keys")
        terminal.type("q")
        assert terminal.ended() == 0


def resize(terminal: Terminal, width: int, height: int) -> None:
    """Drag the window's corner."""
    terminal.screen.resize(height, width)
    fcntl.ioctl(terminal.fd, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))
    terminal.send(signal.SIGWINCH)
