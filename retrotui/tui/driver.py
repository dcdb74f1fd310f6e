"""Textual's Linux driver with another reading of the keyboard. Knows private parts of Textual, as `frame.py` does.

Three faults of the stock one (8.2.8) are mended: a byte that is no UTF-8 ends the app (issue 6456), a terminal that
is gone makes the thread spin at 100 % of a core (pull request 6690), and leaving waits out a poll of 100 ms.
`RETROTUI_STOCK_DRIVER=1` brings the stock one back.
"""

from __future__ import annotations

import os
import select
from codecs import getincrementaldecoder
from typing import Any

from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

_READ = 4096
_TICK_MS = 50
_TICKS = 4
"""How many ticks after the last byte the parser may still need to tell a lone escape from a sequence."""


class TerminalDriver(LinuxDriver):
    """Reads the keyboard without spinning, and tells the app when the terminal is gone."""

    def __init__(self, app: Any, **options: Any) -> None:
        super().__init__(app, **options)
        self._terminal_gone = app.terminal_gone
        self._redraw = app.action_redraw
        self._has_started = False
        self._expect_size = app.expect_size
        self._wake_read, self._wake_write = os.pipe()

    def start_application_mode(self) -> None:
        """At the start, and back from another program or the shell: then the screen is not what it was.

        Textual (8.2.8) clears it and draws nothing before something changes.
        """
        self._expect_size()
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if self._has_started:
            self._loop.call_soon_threadsafe(self._redraw)
        self._has_started = True

    def _enable_in_band_window_resize(self) -> None:
        """The terminal answers with the size that it has."""
        self._expect_size()
        super()._enable_in_band_window_resize()

    def disable_input(self) -> None:
        """Wake the thread so that it can end."""
        os.write(self._wake_write, b"x")
        super().disable_input()

    def run_input_thread(self) -> None:
        """Wait for bytes, and hand on what they mean."""
        parser = XTermParser(self._debug)
        decode = getincrementaldecoder("utf-8")("replace").decode
        poller = select.poll()
        poller.register(self.fileno, select.POLLIN)
        poller.register(self._wake_read, select.POLLIN)
        if select.select([self._wake_read], [], [], 0)[0]:
            os.read(self._wake_read, _READ)  # what a stop left behind that found no thread to wake
        ticks = 0
        while not self.exit_event.is_set():
            ready = dict(poller.poll(_TICK_MS if ticks else None))
            ticks = max(0, ticks - 1)
            if self._wake_read in ready:
                # Only `disable_input` writes here, before the event is set: not to leave now would be to wait for ever.
                os.read(self._wake_read, _READ)
                return
            if self.fileno in ready:
                data = self._read()
                if not data:
                    self._terminal_gone()
                    return
                ticks = _TICKS
                for message in parser.feed(decode(data)):
                    self.process_message(message)
            for message in parser.tick():
                self.process_message(message)

    def _read(self) -> bytes:
        try:
            return os.read(self.fileno, _READ)
        except OSError:
            return b""
