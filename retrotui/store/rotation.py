"""Which copies of the notebook a save keeps: the previous one, and one for each of the last hours, days and weeks.

A notebook's file is never changed in place, so a hard link is an exact copy that costs nothing. A backup that fails
never stands in the way of a save. Imports no library: every line from the shell passes here.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import zlib

from retrotui.store import atomic, fault

_KEEP = {"hourly": 24, "daily": 14, "weekly": 8}
PREVIOUS = "previous.json"


class Rotation:
    """Keeps the copies of one notebook."""

    def __init__(self, notebook: str, state_dir: str | os.PathLike[str]) -> None:
        self._notebook = notebook
        folder, name = os.path.split(notebook)
        # The sum keeps two notebooks of the same name apart; hashlib would cost ten milliseconds at the start.
        identity = f"{name.removesuffix('.json')}-{zlib.crc32(os.fsencode(notebook)):08x}"
        self.elsewhere = os.path.join(state_dir, "backups", identity)
        self.beside = os.path.join(folder, f".{name}.backups")
        self.failure = ""
        """Why the last backup was not made; empty when it was."""

    @property
    def folder(self) -> str:
        """Where new backups go: the state folder, or beside the notebook when that is on another file system."""
        try:
            same = _device(self.elsewhere) == _device(self._notebook)
        except OSError:
            return self.beside
        return self.elsewhere if same else self.beside

    def before_save(self, now: dt.datetime) -> None:
        """Keep the file that is about to be replaced. Never raises."""
        if not os.path.exists(self._notebook):
            return
        try:
            folder = self.made_folder()
            self.copy(os.path.join(folder, PREVIOUS), is_replaced=True)
            for tier, name in _slots(now):
                path = os.path.join(folder, name)
                if not os.path.exists(path):
                    self.copy(path)
                    self._prune(folder, tier)
            self.failure = ""
        except OSError as error:
            self.failure = fault.reason(error)

    def made_folder(self) -> str:
        """`folder`, which is there afterwards. Raises OSError."""
        folder = self.folder
        if not os.path.isdir(folder):
            atomic.make_folder(folder)
        return folder

    def copy(self, path: str, *, is_replaced: bool = False) -> None:
        """Give the present file another name as well; a name that is taken stays what it is. Raises OSError."""
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


def _slots(now: dt.datetime) -> list[tuple[str, str]]:
    year, week, _ = now.isocalendar()
    return [
        ("hourly", f"hourly-{now:%Y-%m-%dT%H}.json"),
        ("daily", f"daily-{now:%Y-%m-%d}.json"),
        ("weekly", f"weekly-{year}-W{week:02}.json"),
    ]


def _device(path: str) -> int:
    return os.stat(atomic.existing_ancestor(os.path.dirname(path))).st_dev
