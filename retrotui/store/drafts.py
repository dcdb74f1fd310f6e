"""What is being typed, on disk at once, so that a lost line or a crash costs at most half a second of it."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from retrotui.errors import Word
from retrotui.store import atomic, fault, owner
from retrotui.store.encode import encoded


class Draft(msgspec.Struct, frozen=True, omit_defaults=True):
    """Text that was typed and not saved."""

    id: str
    """Random; names the file."""
    owner: str
    """The process that was typing, as `owner.me` gives it."""
    text: str
    at: dt.datetime
    entry: str = ""
    """The uid of the entry, or empty for one that is not made yet."""
    section: str = ""
    item: str = ""
    """The uid of the item that is edited; empty for a new one."""
    field: str = ""
    """What is edited: `text`, `prose`, `title`, …"""
    base: str = ""
    """The text as it was before."""
    base_rev: int = 0
    """The entry's revision that the typing began on."""
    notebook: str = ""
    """The path of the notebook that it was typed for; drafts of old versions do not say."""
    label: str = ""
    """Where it belongs, in words for whoever is asked to restore it."""


class Drafts:
    """A folder of drafts, shared by all processes of the user; each draft belongs to the process that types it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.owner = owner.me()
        """This process, for the drafts that it makes."""

    def save(self, draft: Draft) -> None:
        """Write a draft in place of the last one of its id. Raises RetroError; safe in any thread."""
        path = self._path(draft.id)
        try:
            if not self._folder.is_dir():
                atomic.make_folder(str(self._folder))
            written = atomic.replace(path, [encoded(draft)[1]])
        except OSError as error:
            raise fault.write_failed(path, error, Word("draft")) from error
        os.close(written.fd)

    def list(self) -> Sequence[Draft]:
        """All drafts, the oldest first; files that are no draft are left alone."""
        drafts = [draft for path in self._files() if (draft := _read(path))]
        return sorted(drafts, key=lambda draft: draft.at)

    def orphaned(self) -> Sequence[Draft]:
        """The drafts whose process is gone, the oldest first: to be offered at the next start."""
        return [draft for draft in self.list() if owner.is_dead(draft.owner)]

    def discard(self, draft_id: str) -> None:
        """Remove a draft: only after its text was saved, or when the user said so. Fine when it is gone."""
        Path(self._path(draft_id)).unlink(missing_ok=True)

    def _path(self, draft_id: str) -> str:
        if not draft_id.isalnum():
            raise ValueError(f"{draft_id!r} is no draft id")
        return os.path.join(self._folder, f"{draft_id}.json")

    def _files(self) -> Iterator[Path]:
        return (path for path in self._folder.glob("*.json") if not path.name.startswith("."))


def _read(path: Path) -> Draft | None:
    try:
        return msgspec.json.decode(path.read_bytes(), type=Draft)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return None
