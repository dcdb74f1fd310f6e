"""Captured lines that the notebook could not take, kept until it can.

When the notebook is busy, full, newer or unreadable, `log` still keeps the line. Each line is a file of its own, made
in one step: writers need no lock, and none can tear another's line.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable
from pathlib import Path

import msgspec

from retrotui.errors import Word
from retrotui.store import atomic, fault
from retrotui.store.encode import encoded


class Captured(msgspec.Struct, frozen=True, omit_defaults=True):
    """One line for a daily log."""

    uid: str
    """Of the item that it becomes: merging the same line twice is seen by it."""
    text: str
    date: dt.date
    """The day that it belongs to."""
    at: dt.datetime
    role: str = "did"
    notebook: str = ""
    """The notebook that it was meant for."""
    fields: dict[str, str] = {}
    """More of the item, such as its category."""


class Spool:
    """The captured lines of a user."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def append(self, line: Captured) -> None:
        """Keep a line; on disk when this returns. Raises RetroError."""
        path = os.path.join(self._folder, f"{line.at:%Y%m%dT%H%M%S.%f}-{line.uid}.json")
        try:
            if not self._folder.is_dir():
                atomic.make_folder(str(self._folder))
            written = atomic.replace(path, [encoded(line)[1]])
        except OSError as error:
            raise fault.write_failed(path, error, Word("line")) from error
        os.close(written.fd)

    def read_all(self) -> list[Captured]:
        """The lines in the order in which they were captured; a file that is no such line is left alone."""
        return [line for path in self._files() if (line := _read(path))]

    def clear(self, uids: Iterable[str]) -> None:
        """Remove lines, after they were saved in the notebook. Those that are gone are fine."""
        wanted = set(uids)
        for path in self._files():
            line = _read(path)
            if line and line.uid in wanted:
                path.unlink(missing_ok=True)
        atomic.sync_folder(str(self._folder))

    def _files(self) -> list[Path]:
        return sorted(path for path in self._folder.glob("*.json") if not path.name.startswith("."))


def _read(path: Path) -> Captured | None:
    try:
        return msgspec.json.decode(path.read_bytes(), type=Captured)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return None
