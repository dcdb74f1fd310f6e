"""Lines that `log` could not write into the notebook, kept aside until it can be written again.

Belongs to the journal's layer: `log` never refuses a line because the notebook is busy, full, newer or unreadable.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from retrotui.errors import RetroError
from retrotui.journal import Journal
from retrotui.model.entry import new_uid
from retrotui.store.spool import Captured, Spool
from retrotui.text import clean


def keep(state_dir: Path, notebook: Path, role: str, text: str, day: dt.date, now: dt.datetime) -> None:
    """Keep a line for the day's log of the notebook; on disk when this returns. Raises RetroError."""
    line = Captured(new_uid(), clean(text), day, now.astimezone(dt.UTC), role, str(notebook))
    _spool(state_dir).append(line)


def waiting(state_dir: Path, notebook: Path) -> list[Captured]:
    """The lines that wait for the notebook, in the order in which they were written."""
    folder = _folder(state_dir)
    if not folder.is_dir():
        return []
    return [line for line in Spool(folder).read_all() if line.notebook == str(notebook)]


def merge(journal: Journal, state_dir: Path) -> int:
    """Write the lines that wait for this notebook into it, each as a change of its own; gives how many.

    Lines that can not be written yet go on waiting, and nothing is raised.
    """
    merged = 0
    for line in waiting(state_dir, journal.notebook.path):
        entry = journal.covering("daily", line.date)
        # A kill between writing and clearing leaves a line in both places.
        if entry is None or all(item.uid != line.uid for item in entry.items()):
            try:
                journal.write("daily", line.date, line.role, line.text, uid=line.uid)
            except RetroError:
                return merged
            merged += 1
        _spool(state_dir).clear([line.uid])
    return merged


def _folder(state_dir: Path) -> Path:
    return state_dir / "spool"


def _spool(state_dir: Path) -> Spool:
    return Spool(_folder(state_dir))
