"""Markdown files into the notebook and out of it: the batch work around `markdown.reader` and `markdown.writer`.

Belongs to the journal's layer: it decides what of a file is new, already there or changed, and what may be
overwritten; reading and writing Markdown itself is the `markdown` package's.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec
from msgspec.structs import replace

from retrotui.errors import DocumentUnreadable, RetroError, UsageError
from retrotui.journal import Journal
from retrotui.markdown import reader, writer
from retrotui.model.entry import Entry

SUFFIXES = frozenset({".md", ".markdown", ".mdx", ".txt"})
"""What an import of a folder takes."""


class Imported(msgspec.Struct, frozen=True):
    """What became of one entry of a file, or of a file that failed."""

    file: str
    """As given on the command line, or below the folder that was given."""
    status: str
    """`new`, `same` (already there), `updated`, or `failed`."""
    entry: Entry | None = None
    warnings: tuple[str, ...] = ()
    error: str = ""


class Preview(msgspec.Struct, frozen=True):
    """What an import would do: the results, and the entries that it would write."""

    results: list[Imported]
    writes: list[Entry]


def find_files(paths: Iterable[str]) -> Iterator[Path]:
    """The files that the paths mean, folders searched in order of names; hidden folders are left out.

    A path that is not there is given too, so that its failure is told with the others.
    """
    for given in paths:
        path = Path(given)
        if path.is_dir():
            for folder, folders, names in os.walk(path):
                folders[:] = sorted(name for name in folders if not name.startswith("."))
                yield from (
                    Path(folder, name) for name in sorted(names) if Path(name).suffix.lower() in SUFFIXES
                )
        else:
            yield path


def read_file(path: Path, hints: reader.Hints) -> list[reader.Reading]:
    """The entries of one file. Raises DocumentUnreadable."""
    try:
        data = path.read_bytes()
        modified = dt.datetime.fromtimestamp(path.stat().st_mtime).date()
    except OSError as error:
        raise DocumentUnreadable("The file can not be read", f"{path}: {error.strerror}") from error
    return reader.read(data, str(path.absolute()), replace(hints, modified=modified))


def preview(journal: Journal, paths: Iterable[str], hints: reader.Hints) -> Preview:
    """Read files and say what an import would do; nothing is written."""
    files = list(find_files(paths))
    if hints.date and len(files) != 1:
        raise UsageError(
            "--date is for one file", f"{len(files)} files were given.", "Use --default-date for many."
        )
    plan = _Plan(journal)
    for path in files:
        try:
            readings = read_file(path, hints)
        except RetroError as error:
            plan.results.append(Imported(str(path), "failed", error=error.message or error.title))
            continue
        for reading in readings:
            plan.take(str(path), reading)
    return Preview(plan.results, plan.writes)


def import_all(journal: Journal, plan: Preview) -> Preview:
    """Write what a preview promised, as one undoable step; gives the results with the keys that the entries got."""
    stored = {entry.uid: entry for entry in journal.put_all("import", plan.writes)} if plan.writes else {}
    results = [
        replace(result, entry=stored.get(result.entry.uid, result.entry)) if result.entry else result
        for result in plan.results
    ]
    return Preview(results, list(stored.values()))


class _Plan:
    """The decisions of one import, entry by entry."""

    def __init__(self, journal: Journal) -> None:
        self.results: list[Imported] = []
        self.writes: list[Entry] = []
        known = [entry for entry in journal.notebook.entries().values() if entry.origin]
        self._by_content = {(e.origin.sha256, e.origin.index): e for e in known if e.origin}
        self._by_place = {(e.origin.path, e.origin.index): e for e in known if e.origin}

    def take(self, file: str, reading: reader.Reading) -> None:
        """Decide about one entry."""
        entry, warnings = reading.entry, reading.warnings
        if entry.origin is None:
            raise TypeError("a reading has an origin")
        place = (entry.origin.path, entry.origin.index)
        content = (entry.origin.sha256, entry.origin.index)
        status = "new"
        if same := self._by_content.get(content):
            self.results.append(Imported(file, "same", same, warnings))
            return
        if old := self._by_place.get(place):
            if untouched(old):
                entry, status = _moved_into(old, entry), "updated"
            else:
                warnings = (*warnings, f"{old.key} was edited here and the file changed: both are kept")
        self._by_content[content] = entry
        self.writes.append(entry)
        self.results.append(Imported(file, status, entry, warnings))


def untouched(entry: Entry) -> bool:
    """Whether the entry still says what its file said."""
    return bool(entry.blocks) and writer.write_text(entry) == "".join(block.source for block in entry.blocks)


def _moved_into(old: Entry, new: Entry) -> Entry:
    """The new reading under the old one's identity; its links to itself follow."""
    sections = tuple(
        replace(
            section,
            items=tuple(
                replace(
                    item,
                    links=tuple(
                        replace(link, entry=old.uid) if link.entry == new.uid else link for link in item.links
                    ),
                )
                for item in section.items
            ),
        )
        for section in new.sections
    )
    key = old.key if (old.kind, old.start) == (new.kind, new.start) else ""
    return replace(new, uid=old.uid, key=key, rev=old.rev, created_at=old.created_at, sections=sections)


def file_name(entry: Entry) -> str:
    """A stable file name: the key with a dash for the slash, such as `kpt-2026-W47.md`."""
    return entry.key.replace("/", "-") + ".md"


def export_to(
    folder: Path, entries: Iterable[Entry], *, language: str = "", overwrite: bool = False
) -> list[Path]:
    """Write one Markdown file for each entry.

    A file that already says the same is left alone; one that says something else is refused, unless told to
    overwrite. Raises RetroError naming the file.
    """
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RetroError("The folder can not be made", f"{folder}: {error.strerror}") from error
    for entry in entries:
        path = folder / file_name(entry)
        _write(path, writer.write(entry, language=language), overwrite)
        written.append(path)
    return written


def _write(path: Path, data: bytes, overwrite: bool) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
    try:
        descriptor = os.open(path, flags, 0o644)
    except FileExistsError:
        _replace(path, data, overwrite)
        return
    except OSError as error:
        raise RetroError("The file can not be written", f"{path}: {error.strerror}") from error
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)


def _replace(path: Path, data: bytes, overwrite: bool) -> None:
    if path.is_symlink() or not path.is_file():
        raise RetroError("The file can not be written", f"{path} is a link or no file.")
    if path.read_bytes() == data:
        return
    if not overwrite:
        raise RetroError(
            "The file is there already", f"{path} says something else.", "--overwrite replaces it."
        )
    fresh = path.with_name(f".{path.name}.{hashlib.sha256(data).hexdigest()[:8]}.tmp")
    fresh.write_bytes(data)
    fresh.replace(path)
