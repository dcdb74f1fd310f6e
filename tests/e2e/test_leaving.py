"""Typed text survives whatever ends the session, and the terminal is given back."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest

from tests.e2e.terminal import Terminal

WORDS = "두 번 쓰지 않을 문장"


def typing(home: Path) -> Terminal:
    """The app with a text being typed into the quick capture."""
    terminal = Terminal(home)
    terminal.shows("? keys")
    terminal.type("n")
    terminal.shows("Log ·")
    terminal.type(WORDS)
    terminal.shows(WORDS)
    return terminal


def offered_again(home: Path) -> None:
    """The next start offers the words, and saves them."""
    with Terminal(home) as terminal:
        terminal.shows("Typed and not saved")
        terminal.shows(WORDS)
        terminal.type("\r")
        terminal.shows("Log ·")
        terminal.type("\r")
        terminal.shows("Logged D1")
        terminal.type("\rq")
        assert terminal.ended() == 0
    with Terminal(home) as terminal:
        terminal.shows(WORDS)
        assert "Typed and not saved" not in terminal.text()


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM, signal.SIGINT, signal.SIGQUIT])
def test_a_signal_while_typing_saves_the_words_and_gives_the_terminal_back(
    tmp_path: Path, number: int
) -> None:
    with typing(tmp_path) as terminal:
        started = time.monotonic()
        terminal.send(number)
        assert terminal.ended() == 128 + number
        assert time.monotonic() - started < 3
        assert b"\x1b[?1049l" in terminal.output
        assert b"\x1b[?25h" in terminal.output
    offered_again(tmp_path)


def test_a_closed_window_ends_the_app_and_saves_the_words(tmp_path: Path) -> None:
    with typing(tmp_path) as terminal:
        started = time.monotonic()
        terminal.hang_up()
        assert terminal.ended(reading=False) == 128 + signal.SIGHUP
        assert time.monotonic() - started < 3
    offered_again(tmp_path)


def test_a_closed_window_ends_the_app_also_where_the_parent_ignores_hang_ups(tmp_path: Path) -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        terminal = typing(tmp_path)
    finally:
        signal.signal(signal.SIGHUP, before)
    with terminal:
        started = time.monotonic()
        terminal.hang_up()
        terminal.ended(reading=False)
        assert time.monotonic() - started < 3


def test_a_terminal_that_no_longer_reads_can_not_hold_the_app(tmp_path: Path) -> None:
    with typing(tmp_path) as terminal:
        # Nobody reads any more: each key is drawn until the pseudo-terminal is full.
        end = time.monotonic() + 20
        while time.monotonic() < end and _writable(terminal):
            terminal.type("글" * 40)
            if _output_is_stuck(terminal):
                break
        started = time.monotonic()
        terminal.send(signal.SIGTERM)
        assert terminal.ended(reading=False) == 128 + signal.SIGTERM
        assert time.monotonic() - started < 3.5
    with Terminal(tmp_path) as terminal:
        terminal.shows("Typed and not saved")
        terminal.shows("두 번 쓰지")


def _writable(terminal: Terminal) -> bool:
    import select

    return bool(select.select([], [terminal.fd], [], 0.5)[1])


def _output_is_stuck(terminal: Terminal) -> bool:
    """Whether what waits to be read has stopped growing."""
    import array
    import fcntl
    import termios

    def waiting() -> int:
        count = array.array("i", [0])
        fcntl.ioctl(terminal.fd, termios.FIONREAD, count)
        return count[0]

    before = waiting()
    os.sched_yield()
    return before > 3000 and before == waiting()


def test_a_kill_costs_at_most_what_was_typed_in_the_last_half_second(tmp_path: Path) -> None:
    with typing(tmp_path) as terminal:
        drafts = tmp_path / "state" / "retrotui" / "drafts"
        terminal.until(
            lambda: any(WORDS in file.read_text() for file in drafts.glob("*.json")), "the draft on disk"
        )
        assert {file.stat().st_mode & 0o777 for file in drafts.glob("*.json")} == {0o600}
        terminal.send(signal.SIGKILL)
        assert terminal.ended() == -signal.SIGKILL
    offered_again(tmp_path)


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        (b"\xff\xfe", "plain"),
        ("한글".encode("euc-kr"), "plain"),
        (b"\x00", "plain"),
        (b"\x1b[200~two\nlines \x1b[2J\x1b[201~", "two"),
    ],
    ids=["no UTF-8", "EUC-KR", "NUL", "escape in a paste"],
)
def test_odd_bytes_from_the_keyboard_do_no_harm(tmp_path: Path, sent: bytes, shown: str) -> None:
    with Terminal(tmp_path) as terminal:
        terminal.shows("? keys")
        terminal.type("n")
        terminal.shows("Log ·")
        terminal.type(sent)
        terminal.type("+plain")
        terminal.shows(shown)
        assert b"\x1b[2J" not in terminal.output.replace(b"\x1b[2J\x1b[3J", b"")
        terminal.type("\x13")
        terminal.shows("Logged D1")


CRASHING = """
import sys
from retrotui.tui import app
def fail(self):
    secret = "CANARY-local"
    raise {error}
app.RetroApp.{name} = fail
from retrotui.__main__ import main
sys.exit(main())
"""


@pytest.mark.parametrize("name", ["action_search", "_poll"], ids=["in a key", "in a timer"])
def test_a_fault_of_the_program_saves_the_words_and_prints_none(tmp_path: Path, name: str) -> None:
    script = CRASHING.format(error='ValueError("CANARY-message")', name=name)
    with Terminal(tmp_path, script=script) as terminal:
        if name == "action_search":
            terminal.shows("? keys")
            terminal.type("n")
            terminal.shows("Log ·")
            terminal.type(WORDS)
            terminal.shows(WORDS)
            terminal.type("\x1b")
            terminal.until(lambda: "Log ·" not in terminal.text(), "the closed dialog")
            terminal.type("/")
        assert terminal.ended() == 1
        assert b"\x1b[?1049l" in terminal.output
        after = terminal.output.rpartition(b"\x1b[?1049l")[2]
        assert "fault of its own" in after.decode()
        assert WORDS not in after.decode()
        assert b"CANARY" not in terminal.output
    report = next((tmp_path / "state" / "retrotui").glob("crash-*.log"))
    assert report.stat().st_mode & 0o777 == 0o600
    text = report.read_text()
    assert "ValueError" in text
    assert "CANARY" not in text
    if name == "action_search":
        offered_again(tmp_path)


def test_keys_that_arrive_at_once_take_effect_in_their_order(tmp_path: Path) -> None:
    """Over a slow line a packet holds many keys: a dialog opened by one of them gets those that follow."""
    with Terminal(tmp_path) as terminal:
        terminal.shows("? keys")
        terminal.type("ndDeploy done\rpqueue is stuck\r\r2adesign note\r1/stuck\r")
        terminal.shows("P1 queue is stuck")
        terminal.shows("D1 Deploy done")
        terminal.type("2")
        terminal.shows("I1 design note")
