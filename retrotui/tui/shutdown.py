"""Leaving in order when told from outside: hang-up, termination, interrupt, a terminal that is gone.

Handlers are set with `signal.signal`: one of the event loop's own would never run while the terminal is stalled.
"""

from __future__ import annotations

import contextlib
import errno
import os
import signal
import sys
import termios
import threading
from collections.abc import Callable
from types import FrameType
from typing import Any

SIGNALS = (signal.SIGHUP, signal.SIGTERM, signal.SIGINT, signal.SIGQUIT)
PATIENCE = 2.0
"""How many seconds the app has to leave by itself."""
_LEAVE = (
    b"\x1b[?2004l\x1b[?7h\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[<u\x1b[?1049l\x1b[?25h\x1b[?1004l"
)


class Shutdown:
    """Saves first, then asks the app to leave, then leaves without it."""

    def __init__(self, save: Callable[[], None], leave: Callable[[int], None]) -> None:
        self._save = save
        self._leave = leave
        self._attributes = _terminal_attributes()
        self._before: dict[int, Any] = {}
        self._leaving = False

    def install(self) -> None:
        """Handle the signals, from now on until `restore`. Only in the main thread."""
        for number in SIGNALS:
            self._before[number] = signal.signal(number, self._handle)

    def restore(self) -> None:
        """Give the signals back."""
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._before.clear()
        self._leaving = False

    def _handle(self, number: int, _: FrameType | None) -> None:
        self.go(128 + number)

    def go(self, code: int) -> None:
        """Save, ask the app to leave, and make sure that it does. Safe in any thread and in a signal handler."""
        self._save()
        if self._leaving:
            return
        self._leaving = True
        watchdog = threading.Timer(PATIENCE, self._force, (code,))
        watchdog.daemon = True
        watchdog.start()
        self._leave(code)

    def _force(self, code: int) -> None:
        self._save()
        # A stalled terminal must not hold us: what it does not take at once, it does not get.
        with contextlib.suppress(OSError):
            os.set_blocking(2, False)
            os.write(2, _LEAVE)
        if self._attributes is not None:
            with contextlib.suppress(termios.error):
                termios.tcsetattr(0, termios.TCSANOW, self._attributes)
        os._exit(code)


def _terminal_attributes() -> list[Any] | None:
    try:
        return termios.tcgetattr(sys.__stdin__.fileno()) if sys.__stdin__ else None
    except (termios.error, ValueError, OSError):
        return None


def terminal_is_gone() -> bool:
    """Whether the terminal behind the standard input was closed."""
    try:
        termios.tcgetattr(0)
    except termios.error as error:
        return bool(error.args[0] == errno.EIO)
    return False
