"""The screen comes back whole after whatever happened to it, though only what changed is sent otherwise."""

from __future__ import annotations

import fcntl
import signal
import struct
import termios
from functools import partial
from pathlib import Path

import pytest

from tests.e2e.terminal import Terminal

LINES = ("오늘 한 일을 적는다", "a second line")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """With a day that has two lines."""
    for line in LINES:
        with Terminal(tmp_path, ["log", line]) as terminal:
            assert terminal.ended() == 0
    return tmp_path


def whole(terminal: Terminal) -> bool:
    """Whether all that belongs on the screen is there: the bar, both lines, the footer."""
    text = terminal.text()
    return all(word in text for word in ("1 Today", *LINES, "? keys"))


def wipe(terminal: Terminal) -> None:
    """Another program clears the screen."""
    while terminal.read(0.2):
        pass
    terminal.screen.erase_in_display(2)
    assert not whole(terminal)


def set_size(terminal: Terminal, columns: int, lines: int) -> None:
    """The user changes the window's size."""
    fcntl.ioctl(terminal.fd, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))


def stopped(pid: int) -> bool:
    """Whether the process waits to be continued."""
    return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] == "T"


def test_ctrl_l_draws_all_again(home: Path) -> None:
    with Terminal(home) as terminal:
        terminal.until(lambda: whole(terminal), "the day")
        wipe(terminal)
        terminal.type("\x0c")
        terminal.until(lambda: whole(terminal), "the day again")


def test_ctrl_l_draws_all_again_while_something_is_typed(home: Path) -> None:
    with Terminal(home) as terminal:
        terminal.until(lambda: whole(terminal), "the day")
        terminal.type("nhalf a word")
        terminal.shows("half a word")
        wipe(terminal)
        terminal.type("\x0c")
        terminal.shows("half a word")
        terminal.shows("1 Today")


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc to see that it stopped")
@pytest.mark.parametrize("stop", [signal.SIGTSTP, signal.SIGSTOP])
def test_what_was_stopped_and_continued_draws_all_again(home: Path, stop: int) -> None:
    """Whether it knew of the stop or not, and without a key being pressed."""
    with Terminal(home) as terminal:
        terminal.until(lambda: whole(terminal), "the day")
        terminal.send(stop)
        terminal.until(lambda: stopped(terminal.pid), "the stop")
        wipe(terminal)
        terminal.send(signal.SIGCONT)
        terminal.until(lambda: whole(terminal), "the day again")


def test_a_window_that_is_back_at_its_size_is_drawn_again(home: Path) -> None:
    """The terminal has cut and moved its lines meanwhile."""
    with Terminal(home) as terminal:
        terminal.until(lambda: whole(terminal), "the day")
        wipe(terminal)
        set_size(terminal, 60, 20)
        set_size(terminal, 100, 30)
        terminal.until(lambda: whole(terminal), "the day again")


def test_textuals_own_frames_can_be_had_back(home: Path) -> None:
    sent = []
    for full in ("", "1"):
        with Terminal(home, env={"RETROTUI_FULL_FRAMES": full}) as terminal:
            terminal.until(partial(whole, terminal), "the day")
            terminal.type("q")
            terminal.ended()
            sent.append(len(terminal.output))
    assert sent[1] > 2 * sent[0]
