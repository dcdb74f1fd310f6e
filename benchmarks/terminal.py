"""A program in a real pseudo-terminal of 120 × 40: what it sends, when, and what it costs.

The clock runs here, outside the program, from the key that is written to the bytes that come back.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Self

import msgspec

COLUMNS, LINES = 120, 40
QUIET = 0.25
"""Seconds of silence after which an answer to a key is complete; a blinking cursor comes later than that."""
START_QUIET = 0.5
_PATIENCE = 20.0
"""Seconds after which a program that should start or leave is given up."""
_PATIENCE_FOR_KEY = 10.0
_SYNC_QUERY, _SYNC_ANSWER = b"\x1b[?2026$p", b"\x1b[?2026;2$y"
_FRAME_END = b"\x1b[?2026l"


class NoAnswer(Exception):
    """The program did not do what was waited for."""


class Reply(msgspec.Struct, frozen=True):
    """What a key led to."""

    frame: float
    """Milliseconds until the first whole frame was there."""
    done: float
    """Milliseconds until the last byte before silence."""
    bytes: int
    saved: float = 0.0
    """Milliseconds until the watched file was replaced."""


class Terminal:
    """One run of a program; use as a context manager, which ends the program in any case."""

    def __init__(self, command: Sequence[str], environ: Mapping[str, str]) -> None:
        self.sent = 0
        """Bytes that the program has sent so far."""
        self._tail = b""
        self._last = 0.0
        self._exit_status: int | None = None
        self._started = time.perf_counter()
        self._pid, self._fd = pty.fork()
        if not self._pid:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
            os.execvpe(command[0], list(command), dict(environ))
        os.set_blocking(self._fd, False)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._exit_status is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self._pid, signal.SIGKILL)
            os.waitpid(self._pid, 0)
        os.close(self._fd)

    def wait_for(self, text: str) -> float:
        """Milliseconds from the start until the word was sent in one piece. Raises NoAnswer."""
        wanted, seen = text.encode(), b""
        while (chunk := self._read(_PATIENCE)) is not None:
            seen += chunk
            if wanted in seen:
                return (self._last - self._started) * 1000
            seen = seen[-len(wanted) :]
        raise NoAnswer(f"{text!r} did not appear; the last output was {self._tail[-200:]!r}")

    def settle(self, quiet: float = START_QUIET) -> None:
        """Read until nothing has come for so many seconds."""
        deadline = time.perf_counter() + _PATIENCE
        while self._read(quiet) is not None:
            if time.perf_counter() > deadline:
                raise NoAnswer("the program never falls silent")

    def press(self, keys: str, watch: Path | None = None, quiet: float = QUIET) -> Reply:
        """Send keys and wait for silence; with `watch` until that file was replaced as well. Raises NoAnswer."""
        before, sent = _stamp(watch) if watch else None, self.sent
        self._tail = b""
        start = time.perf_counter()
        os.write(self._fd, keys.encode())
        frame = done = saved = 0.0
        while (watch and not saved) or not done or time.perf_counter() - self._last < quiet:
            chunk = self._read(0.0005 if watch and not saved else quiet)
            now = (time.perf_counter() - start) * 1000
            if watch and not saved and _stamp(watch) != before:
                saved = now
            if chunk is not None:
                done = (self._last - start) * 1000
                if not frame and _FRAME_END in self._tail:
                    frame = done
            if now > _PATIENCE_FOR_KEY * 1000:
                raise NoAnswer(f"no {'save' if done else 'answer'} after {keys!r}")
        return Reply(frame or done, done, self.sent - sent, saved)

    def leave(self, keys: str) -> float:
        """Milliseconds from the key until the process is gone. Raises NoAnswer."""
        start = time.perf_counter()
        os.write(self._fd, keys.encode())
        while self._exit_status is None:
            if time.perf_counter() - start > _PATIENCE:
                raise NoAnswer(f"{keys!r} did not end the program")
            if self._read(0.001) is None:
                pid, status = os.waitpid(self._pid, os.WNOHANG)
                self._exit_status = status if pid else None
        return (time.perf_counter() - start) * 1000

    def usage(self) -> tuple[int, float | None]:
        """Bytes sent and seconds of CPU time used so far (None where that can not be read)."""
        while self._read(0) is not None:
            pass
        return self.sent, self._cpu()

    def memory(self) -> float | None:
        """Resident megabytes (None where there is no /proc)."""
        try:
            status = Path(f"/proc/{self._pid}/status").read_text(encoding="ascii")
        except OSError:
            return None
        return int(status.partition("VmRSS:")[2].split()[0]) / 1024

    def _cpu(self) -> float | None:
        """Seconds of CPU time; the number is that of clock_getcpuclockid(3) on Linux."""
        try:
            return time.clock_gettime((~self._pid << 3) | 2)
        except (OSError, OverflowError):
            return None

    def _read(self, timeout: float) -> bytes | None:
        """The next piece of output; None after the timeout or at the end."""
        ready, _, _ = select.select([self._fd], [], [], timeout)
        if not ready:
            return None
        try:
            chunk = os.read(self._fd, 1 << 16)
        except OSError:  # Linux: the other side is closed
            return None
        if not chunk:
            return None
        self._last = time.perf_counter()
        self.sent += len(chunk)
        if _SYNC_QUERY in self._tail[1 - len(_SYNC_QUERY) :] + chunk:
            os.write(self._fd, _SYNC_ANSWER)
        self._tail = (self._tail + chunk)[-1000:]
        return chunk


def _stamp(path: Path) -> tuple[int, int, int]:
    status = path.stat()
    return (status.st_ino, status.st_mtime_ns, status.st_size)
