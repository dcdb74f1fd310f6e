"""What the paths of an import mean: files, folders, the archives among them, and the documents inside.

Nothing is unpacked to disk and nothing is read before it is asked for, so a thousand files cost no more than one.
"""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path

import msgspec

from retrotui.errors import DocumentUnreadable, RetroError
from retrotui.markdown.encoding import LIMIT

SUFFIXES = frozenset({".md", ".markdown", ".mdx", ".txt"})
"""What an import of a folder or an archive takes; of `.json` files it takes those that `export --format json` wrote."""

_PAGE_ID = re.compile(r"(?<=.)[ -]([0-9a-f]{32})(?=\.\w+$|$)")
"""What Notion adds to the name of each exported page and folder."""
_PEEK = 200


class Source(msgspec.Struct, frozen=True):
    """One document that can be read."""

    name: str
    """As given on the command line, below the folder or archive that was given."""
    path: str
    """Absolute; inside an archive the archive's path, a slash, and the name there. Tells one source from another."""
    read: Callable[[], bytes]
    """Gives the bytes. Raises DocumentUnreadable."""
    modified: dt.date | None = None

    @property
    def suffix(self) -> str:
        """The ending of its name, in lower case."""
        return Path(self.path).suffix.lower()


class Sources(msgspec.Struct):
    """All that an import is to read, in order."""

    documents: list[Source | RetroError]
    """An error stands where something could not even be looked into."""
    notes: list[str]
    """What was left out of archives, a sentence each."""


def find(paths: Iterable[str], stack: ExitStack) -> Sources:
    """The documents that the paths mean, folders searched in order of names; hidden ones are left out.

    A path that is not there is given too, so that its failure is told with the others. Archives stay open until
    the stack is closed.
    """
    from retrotui.exchange import archive

    found = Sources([], [])
    for path in _files(paths):
        if path.suffix.lower() != ".zip":
            found.documents.append(of_file(path))
            continue
        try:
            opened = stack.enter_context(archive.opened(path))
        except RetroError as error:
            found.documents.append(error)
        else:
            found.documents += opened.documents
            found.notes += opened.notes
    return found


def _files(paths: Iterable[str]) -> Iterator[Path]:
    for given in paths:
        path = Path(given)
        if path.is_dir():
            for folder, folders, names in os.walk(path):
                folders[:] = sorted(name for name in folders if not name.startswith("."))
                yield from filter(_is_wanted, (Path(folder, name) for name in sorted(names)))
        else:
            yield path


def _is_wanted(path: Path) -> bool:
    suffix = path.suffix.lower()
    if path.name.startswith("."):
        return False
    wanted = suffix in SUFFIXES or suffix == ".zip" or (suffix == ".json" and _holds_documents(path))
    # A pipe in the folder would never end.
    return wanted and (path.is_file() or path.is_symlink())


def _holds_documents(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return path.is_file() and begins_as_document(file.read(_PEEK))
    except OSError:
        return False


def begins_as_document(data: bytes) -> bool:
    """Whether a JSON file is one of ours, by its first bytes."""
    return data[:_PEEK].lstrip(b"[{ \t\r\n").startswith(b'"schema"')


def of_file(path: Path) -> Source:
    """A file as a source; it need not be there."""
    modified = None
    try:
        modified = dt.datetime.fromtimestamp(path.stat().st_mtime).date()
    except (OSError, ValueError, OverflowError):
        modified = None
    return Source(str(path), str(path.absolute()), lambda: _bytes_of(path), modified)


def _bytes_of(path: Path) -> bytes:
    limit = LIMIT if path.suffix.lower() != ".json" else 8 * LIMIT
    try:
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise DocumentUnreadable(
            "The file can not be read", "{path}: {reason}", path=path, reason=reason
        ) from error
    if len(data) > limit:
        raise DocumentUnreadable(
            "The file is too large", "{path}: more than {size} MB", path=path, size=limit // 1024**2
        )
    return data


def readable_path(path: str) -> str:
    """The path without the ids that Notion adds to names; what is read out of it would be wrong with them."""
    return "/".join(_PAGE_ID.sub("", part) for part in path.replace("\\", "/").split("/"))


def page_id(path: str) -> str:
    """The id that Notion gave the page, the same in every export of it; empty for other files."""
    match = _PAGE_ID.search(path.rpartition("/")[2])
    return match[1] if match else ""
