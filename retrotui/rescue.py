"""Backups from the outside: what there is, one made now, and one put in the place of a notebook, be it readable or not.

Belongs to the journal's layer. The shell and the app offer the same choice when a notebook can not be opened.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from retrotui.errors import AmbiguousKey, EntryNotFound, NotebookUnreadable
from retrotui.store.backup import Backup, Backups, inspect
from retrotui.store.notebook import Notebook

_SUFFIX = ".json"


class Restored(msgspec.Struct, frozen=True):
    """What a restore did."""

    backup: Backup
    aside: Path | None
    """Where the file is that was there before: a backup when it could be read, else `.damaged-<time>` beside it."""


def backups(notebook: Path, state_dir: Path) -> list[Backup]:
    """The backups of a notebook, the newest first, each read in full; the notebook itself is not looked at."""
    return Backups(os.path.realpath(notebook), state_dir).all()


def choose(found: Sequence[Backup], name: str = "") -> Backup:
    """The backup that a name, the beginning of one or a file's path means; without a name the newest good one.

    Raises NotebookUnreadable when there is no good one, EntryNotFound, or AmbiguousKey with the candidates.
    """
    if not name:
        if good := next((backup for backup in found if backup.is_good), None):
            return good
        raise NotebookUnreadable(
            "There is no good backup",
            "None of the backups can be read." if found else "No backup was ever made of this notebook.",
            "Mend the file by hand, or move it away to begin a new notebook.",
        )
    if os.sep in name and Path(name).is_file():
        return inspect(Path(name))
    whole = [backup for backup in found if name in (backup.name, backup.name.removesuffix(_SUFFIX))]
    matching = whole or [backup for backup in found if backup.name.startswith(name)]
    if not matching:
        raise EntryNotFound(
            "No such backup",
            "No backup is called {name!r}.",
            "`retrotui restore --list` shows them.",
            name=name,
        )
    if len(matching) > 1:
        names = "\n".join(backup.name.removesuffix(_SUFFIX) for backup in matching)
        raise AmbiguousKey("Several backups match", names, "Give more of the name.")
    return matching[0]


def restore(
    notebook: Path,
    backup: Backup,
    *,
    state_dir: Path,
    clock: Callable[[], dt.datetime],
    lock_timeout: float = 5.0,
) -> Restored:
    """Put a copy of the backup in the notebook's place and keep the file that is there; works on a damaged one, too.

    Raises NotebookUnreadable when the backup is damaged, and what a save raises.
    """
    opened = Notebook.recover(notebook, backup, state_dir=state_dir, clock=clock, lock_timeout=lock_timeout)
    opened.close()
    return Restored(backup, opened.set_aside)


__all__ = ["Backup", "Restored", "backups", "choose", "restore"]
