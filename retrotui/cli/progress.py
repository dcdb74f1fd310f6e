"""How far a long command is, on stderr, where somebody looks; nothing at all in a pipe or a log."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from typing import IO

from retrotui.cli import output
from retrotui.wording import _

_PATIENCE = 0.4
"""Seconds before anything is shown: most imports are over by then."""
_STEP = 0.1
_CELLS = 24


class Progress:
    """A bar on one line, redrawn at most ten times a second, and taken away at the end."""

    def __init__(self, stream: IO[str] | None, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream = stream if output.is_terminal(stream) and os.environ.get("TERM") != "dumb" else None
        self._clock = clock
        self._next = clock() + _PATIENCE
        self._shown = False

    def __call__(self, done: int, total: int) -> None:
        """Show how much is done."""
        now = self._clock()
        if self._stream is None or now < self._next:
            return
        self._next = now + _STEP
        self._shown = True
        full = _CELLS * done // max(total, 1)
        self._stream.write(
            f"\r{'█' * full}{'░' * (_CELLS - full)} {_('{done}/{total} files').format(done=done, total=total)}"
        )
        self._stream.flush()

    def end(self) -> None:
        """Take the bar away."""
        if self._shown and self._stream is not None:
            self._stream.write("\r\x1b[K")
            self._stream.flush()
