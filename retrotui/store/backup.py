"""Copies of the notebook as it was: those that `rotation` keeps, and those that a person asked for."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
from pathlib import Path

import msgspec

from retrotui.store import atomic, codec
from retrotui.store.rotation import PREVIOUS, Rotation


class Backup(msgspec.Struct, frozen=True):
    """One copy of the notebook."""

    name: str
    path: Path
    at: dt.datetime
    """Aware UTC time of the save that the copy holds."""
    size: int
    entries: int
    """How many entries it holds; -1 when the copy itself can not be read."""

    @property
    def is_good(self) -> bool:
        """Whether the copy was read in full."""
        return self.entries >= 0


class Backups(Rotation):
    """The backups of one notebook, to be looked at."""

    def keep(self, label: str, now: dt.datetime) -> Path:
        """Keep the present file under a name of its own, which no rotation removes. Raises OSError."""
        folder = self.made_folder()
        path = os.path.join(folder, f"{label}-{now:%Y%m%dT%H%M%S}.json")
        number = 1
        while os.path.exists(path):
            number += 1
            path = os.path.join(folder, f"{label}-{now:%Y%m%dT%H%M%S}-{number}.json")
        self.copy(path)
        return Path(path)

    def any(self) -> bool:
        """Whether there is any backup, good or not."""
        return any(True for _ in self.paths())

    def all(self) -> list[Backup]:
        """All backups, the newest first, each read in full to see whether it is good."""
        return [inspect(path) for path in self.paths()]

    def newest_good(self) -> Backup | None:
        """The newest backup that can be read in full."""
        return next((backup for backup in map(inspect, self.paths()) if backup.is_good), None)

    def paths(self) -> list[Path]:
        """The newest first; of several names of one save that of the previous save."""
        found: list[Path] = []
        for folder in (self.elsewhere, self.beside):
            with contextlib.suppress(OSError):
                found += [Path(folder, name) for name in os.listdir(folder) if name.endswith(".json")]
        return sorted((path for path in found if path.is_file()), key=_age, reverse=True)


def _age(path: Path) -> tuple[int, bool]:
    try:
        return path.stat().st_mtime_ns, path.name == PREVIOUS
    except OSError:
        return 0, False


def inspect(path: Path) -> Backup:
    """The backup at a path, read in full; with -1 entries where it is none that can be read."""
    at = dt.datetime.fromtimestamp(0, dt.UTC)
    size, count = 0, -1
    try:
        data, fd = atomic.read(str(path))
        status = os.fstat(fd)
        os.close(fd)
        at, size = dt.datetime.fromtimestamp(status.st_mtime, dt.UTC), len(data)
        count = len(codec.read_in_full(data)["entries"])
    except (OSError, codec.Damaged):
        pass
    return Backup(path.name, path, at, size, count)
