"""A real pseudo-terminal with the program in it, and a screen that shows what a person would see."""

from __future__ import annotations

import datetime as dt
import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
import zoneinfo
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pyte

ROOT = Path(__file__).parents[2]
DEADLINE = 30.0
"""Seconds after which a wait has failed; generous, because nothing waits that long when all is well."""
NOON = f"Etc/GMT{time.gmtime().tm_hour - 12:+d}"
"""The whole-hour zone in which it is about noon now: what a test writes today the program calls today as well, whenever it runs."""
_ANSWERS = ((b"\x1b[?2026$p", b"\x1b[?2026;2$y"), (b"\x1b[?2048$p", b"\x1b[?2048;0$y"))
_UNKNOWN = re.compile(rb"\x1b\[[<>=?][0-9;]*u|\x1b\[\?[0-9;]*\$p|\x1bP[^\x1b]*\x1b\\")


class Terminal:
    """The program as a child, its terminal's other end, and what it drew."""

    def __init__(
        self,
        home: Path,
        arguments: Sequence[str] = (),
        *,
        script: str = "",
        size: tuple[int, int] = (100, 30),
        env: Mapping[str, str] | None = None,
    ) -> None:
        self.screen = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self.screen)
        self.output = b""
        self.status: int | None = None
        command = [sys.executable, "-c", script] if script else [sys.executable, "-m", "retrotui"]
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.chdir(ROOT)
            os.execve(sys.executable, [*command, *arguments], {**_environment(home), **(env or {})})
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        if self.status is None and not self._reaped():
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        self.hang_up()

    def _reaped(self) -> bool:
        pid, status = os.waitpid(self.pid, os.WNOHANG)
        if pid:
            self.status = os.waitstatus_to_exitcode(status)
        return bool(pid)

    def hang_up(self) -> None:
        """Close the terminal's window."""
        if self.fd >= 0:
            os.close(self.fd)
            self.fd = -1

    def read(self, seconds: float) -> bool:
        """Take in what was drawn within the time; False when nothing was, or all is over."""
        if self.fd < 0 or not select.select([self.fd], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self.fd, 65536)
        except OSError:
            return False
        self.output += data
        for question, answer in _ANSWERS:
            if question in data:
                os.write(self.fd, answer)
        self._stream.feed(_UNKNOWN.sub(b"", data))
        return bool(data)

    def text(self) -> str:
        """What stands on the screen."""
        # pyte's own `display` fails where the first half of a wide character was overwritten.
        cells = self.screen.buffer
        lines = (range(self.screen.columns) for _ in range(self.screen.lines))
        return "\n".join("".join(cells[y][x].data for x in line).rstrip() for y, line in enumerate(lines))

    def until(self, condition: Callable[[], bool], what: str) -> None:
        """Read until the condition holds. Fails with the screen after the deadline."""
        end = time.monotonic() + DEADLINE
        while not condition():
            assert time.monotonic() < end, f"waited for {what}; the screen:\n{self.text()}"
            self.read(0.05)

    def shows(self, text: str) -> None:
        """Wait until the text stands on the screen."""
        self.until(lambda: text in self.text(), repr(text))

    def type(self, keys: str | bytes) -> None:
        """Type."""
        os.write(self.fd, keys.encode() if isinstance(keys, str) else keys)

    def send(self, number: int) -> None:
        """Send a signal to the program."""
        os.kill(self.pid, number)

    def ended(self, *, reading: bool = True) -> int:
        """Wait for the program's end and give its exit code."""
        end = time.monotonic() + DEADLINE
        while not self._reaped():
            assert time.monotonic() < end, f"it does not end; the screen:\n{self.text()}"
            if reading:
                self.read(0.05)
            else:
                select.select([], [], [], 0.02)
        while reading and self.read(0.05):
            pass
        assert self.status is not None
        return self.status


def _environment(home: Path) -> dict[str, str]:
    folders = {f"XDG_{name.upper()}_HOME": str(home / name) for name in ("data", "state", "config", "cache")}
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH", "VIRTUAL_ENV") if name in os.environ}
    return {
        **kept,
        **folders,
        "HOME": str(home),
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LANG": "C.UTF-8",
        "TZ": NOON,
    }


def clock() -> dt.datetime:
    """The clock of the program in the terminal."""
    return dt.datetime.now(zoneinfo.ZoneInfo(NOON))
