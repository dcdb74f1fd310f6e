"""What keeps typed text and the terminal whole when the app is told to leave, or fails.

The base of the app: signals, the thread that writes drafts, the report of a crash, the filter before the terminal.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from rich.text import Text
from textual.filter import LineFilter

from retrotui.config import Paths
from retrotui.tui import crash
from retrotui.tui.driver import TerminalDriver
from retrotui.tui.frame import DifferenceApp
from retrotui.tui.painter import Painter
from retrotui.tui.shutdown import Shutdown, terminal_is_gone
from retrotui.tui.visible import VisibleFilter
from retrotui.unsaved import Unsaved

STOCK_DRIVER = "RETROTUI_STOCK_DRIVER"
"""Set in the environment, it brings Textual's own driver back."""
FULL_FRAMES = "RETROTUI_FULL_FRAMES"
"""Set in the environment, frames go to the terminal as Textual makes them, not as what changed."""


class GuardedApp(DifferenceApp):
    """An app that loses nothing that was typed into it."""

    def __init__(self, paths: Paths, unsaved: Unsaved) -> None:
        super().__init__(driver_class=None if os.environ.get(STOCK_DRIVER) else _driver())
        if not (os.environ.get(STOCK_DRIVER) or os.environ.get(FULL_FRAMES)):
            self.painter = Painter()
        self.paths = paths
        self.unsaved = unsaved
        self._visible = VisibleFilter()
        self._running_loop: asyncio.AbstractEventLoop | None = None
        self._exit_guard = Shutdown(unsaved.flush, self._leave_soon)

    @contextmanager
    def guarded(self) -> Iterator[None]:
        """Around the run: handle the signals, write drafts from a thread, and give all back afterwards."""
        hook = threading.excepthook
        threading.excepthook = self._thread_failed
        self._exit_guard.install()
        self.unsaved.start(self._watch_terminal)
        try:
            yield
        finally:
            self.unsaved.stop()
            self._exit_guard.restore()
            threading.excepthook = hook

    def on_mount(self) -> None:
        """Remember the loop, for those who ask the app to leave from elsewhere."""
        self._running_loop = asyncio.get_running_loop()
        self.app_suspend_signal.subscribe(self, lambda _: self.unsaved.flush(), immediate=True)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Whatever a widget draws passes the gate last."""
        return [*super().get_line_filters(), self._visible]

    def terminal_gone(self) -> None:
        """The terminal was closed: leave as for a hang-up. Called from the threads that find out."""
        self._exit_guard.go(128 + signal.SIGHUP)

    def _watch_terminal(self) -> None:
        if self._running_loop is not None and terminal_is_gone():
            self.terminal_gone()

    def _leave_soon(self, code: int) -> None:
        if self._running_loop is not None and not self._running_loop.is_closed():
            self._running_loop.call_soon_threadsafe(self.exit, None, code)

    def _thread_failed(self, failure: threading.ExceptHookArgs) -> None:
        if isinstance(failure.exc_value, OSError) and terminal_is_gone():
            # Textual's writing thread could not write: no fault of ours.
            self.terminal_gone()
            return
        self._fail(failure.exc_value)
        self._leave_soon(1)

    def _fail(self, error: BaseException | None) -> None:
        """Save what is typed, write the report, and say so once the screen is given back."""
        self.unsaved.flush()
        self._return_code = 1
        path = crash.write_report(error, self.paths.state) if error else None
        self._exit_renderables.append(Text(crash.farewell(path, self.paths.notebook)))

    def _fatal_error(self) -> None:
        """In place of Textual's traceback with all local variables, which would print the diary."""
        self._fail(self._exception or sys.exc_info()[1])
        self._close_messages_no_wait()

    def panic(self, *renderables: Any) -> None:
        """The same for faults that come with a text of their own."""
        self._fail(self._exception or sys.exc_info()[1])
        self._close_messages_no_wait()


def _driver() -> type[TerminalDriver] | None:
    return TerminalDriver if sys.platform != "win32" else None
