"""Copies of the notebook as it was: the previous save, and one for each of the last hours, days and weeks.

A notebook's file is never changed in place, so a hard link is an exact copy that costs nothing. A backup that fails
never stands in the way of a save.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import zlib
from pathlib import Path

import msgspec

from retrotui.store import atomic, codec, fault

_KEEP = {"hourly": 24, "daily": 14, "weekly": 8}
_PREVIOUS = "previous.json"


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


class Backups:
    """The backups of one notebook."""

    def __init__(self, notebook: str, state_dir: Path) -> None:
        self._notebook = notebook
        folder, name = os.path.split(notebook)
        # The sum keeps two notebooks of the same name apart; hashlib would cost ten milliseconds at the start.
        identity = f"{name.removesuffix('.json')}-{zlib.crc32(os.fsencode(notebook)):08x}"
        self._elsewhere = os.path.join(state_dir, "backups", identity)
        self._beside = os.path.join(folder, f".{name}.backups")
        self.failure = ""
        """Why the last backup was not made; empty when it was."""

    @property
    def folder(self) -> str:
        """Where new backups go: the state folder, or beside the notebook when that is on another file system."""
        try:
            same = _device(self._elsewhere) == _device(self._notebook)
        except OSError:
            return self._beside
        return self._elsewhere if same else self._beside

    def before_save(self, now: dt.datetime) -> None:
        """Keep the file that is about to be replaced. Never raises."""
        if not os.path.exists(self._notebook):
            return
        try:
            folder = self._made_folder()
            self._copy(os.path.join(folder, _PREVIOUS), is_replaced=True)
            for tier, name in _slots(now):
                path = os.path.join(folder, name)
                if not os.path.exists(path):
                    self._copy(path)
                    self._prune(folder, tier)
            self.failure = ""
        except OSError as error:
            self.failure = fault.reason(error)

    def keep(self, label: str, now: dt.datetime) -> Path:
        """Keep the present file under a name of its own, which no rotation removes. Raises OSError."""
        folder = self._made_folder()
        path = os.path.join(folder, f"{label}-{now:%Y%m%dT%H%M%S}.json")
        number = 1
        while os.path.exists(path):
            number += 1
            path = os.path.join(folder, f"{label}-{now:%Y%m%dT%H%M%S}-{number}.json")
        self._copy(path)
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
        for folder in (self._elsewhere, self._beside):
            with contextlib.suppress(OSError):
                found += [Path(folder, name) for name in os.listdir(folder) if name.endswith(".json")]
        return sorted((path for path in found if path.is_file()), key=_age, reverse=True)

    def _made_folder(self) -> str:
        folder = self.folder
        if not os.path.isdir(folder):
            atomic.make_folder(folder)
        return folder

    def _copy(self, path: str, *, is_replaced: bool = False) -> None:
        temporary = f"{path}.{os.getpid()}.tmp"
        with contextlib.suppress(FileNotFoundError):
            os.unlink(temporary)
        try:
            os.link(self._notebook, temporary if is_replaced else path)
        except FileExistsError:
            return
        except OSError:
            # A file system without hard links: a real copy, as safe as the notebook itself.
            data, fd = atomic.read(self._notebook)
            os.close(fd)
            written = atomic.replace(path, [data])
            os.utime(written.fd, ns=(os.stat(self._notebook).st_mtime_ns,) * 2)
            os.close(written.fd)
            return
        if is_replaced:
            os.rename(temporary, path)
            # Renaming one link of a file over another of the same file does nothing, by POSIX.
            with contextlib.suppress(FileNotFoundError):
                os.unlink(temporary)

    def _prune(self, folder: str, tier: str) -> None:
        names = sorted(name for name in os.listdir(folder) if name.startswith(tier + "-"))
        for name in names[: -_KEEP[tier]]:
            os.unlink(os.path.join(folder, name))


def _age(path: Path) -> tuple[int, bool]:
    try:
        return path.stat().st_mtime_ns, path.name == _PREVIOUS
    except OSError:
        return 0, False


def _slots(now: dt.datetime) -> list[tuple[str, str]]:
    year, week, _ = now.isocalendar()
    return [
        ("hourly", f"hourly-{now:%Y-%m-%dT%H}.json"),
        ("daily", f"daily-{now:%Y-%m-%d}.json"),
        ("weekly", f"weekly-{year}-W{week:02}.json"),
    ]


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


def _device(path: str) -> int:
    return os.stat(atomic.existing_ancestor(os.path.dirname(path))).st_dev
