"""Markdown files into the notebook and out of it: the batch work around `markdown.reader` and `markdown.writer`.

Belongs to the journal's layer: it decides what of a file is new, already there or changed, and what may be
overwritten; reading and writing Markdown itself is the `markdown` package's.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from retrotui.errors import DocumentUnreadable, RetroError, UsageError
from retrotui.journal import Journal
from retrotui.markdown import reader, writer
from retrotui.model import document, key
from retrotui.model.entry import Entry, Link, new_uid
from retrotui.text import slug

SUFFIXES = frozenset({".md", ".markdown", ".mdx", ".txt"})
"""What an import of a folder takes; of `.json` files it takes those that `export --format json` wrote."""

Hints = reader.Hints
"""What the caller knows of the files: kind, dates, language, and whether to repair broken text."""


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
                yield from filter(_is_ours, (Path(folder, name) for name in sorted(names)))
        else:
            yield path


def _is_ours(path: Path) -> bool:
    suffix = path.suffix.lower()
    wanted = suffix in SUFFIXES or (suffix == ".json" and path.is_file() and _begins_as_document(path))
    # A pipe in the folder would never end.
    return wanted and (path.is_file() or path.is_symlink())


def _begins_as_document(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(200).lstrip(b"[{ \t\r\n").startswith(b'"schema"')
    except OSError:
        return False


def read_documents(path: Path) -> list[Any]:
    """The documents of a JSON export, which holds one or an array of them. Raises DocumentUnreadable."""
    try:
        data = json.loads(path.read_bytes())
    except OSError as error:
        raise DocumentUnreadable("The file can not be read", f"{path}: {error.strerror}") from error
    except json.JSONDecodeError as error:
        raise DocumentUnreadable("Not JSON", f"{path}:{error.lineno}: {error.msg}") from error
    except (UnicodeDecodeError, RecursionError) as error:
        raise DocumentUnreadable("Not JSON", f"{path}: {error}") from error
    return data if isinstance(data, list) else [data]


def read_file(path: Path, hints: reader.Hints) -> list[reader.Reading]:
    """The entries of one file. Raises DocumentUnreadable."""
    try:
        data = path.read_bytes()
        modified = dt.datetime.fromtimestamp(path.stat().st_mtime).date()
    except OSError as error:
        raise DocumentUnreadable("The file can not be read", f"{path}: {error.strerror}") from error
    return reader.read(data, str(path.absolute()), replace(hints, modified=modified))


def preview(journal: Journal | None, paths: Iterable[str], hints: reader.Hints) -> Preview:
    """Read files and say what an import would do; nothing is written. Without a journal all is new."""
    files = list(find_files(paths))
    if hints.date and len(files) != 1:
        raise UsageError(
            "--date is for one file", f"{len(files)} files were given.", "Use --default-date for many."
        )
    plan = _Plan(journal.notebook.entries().values() if journal else ())
    for path in files:
        try:
            if path.suffix.lower() == ".json":
                plan.take_documents(path)
            else:
                plan.take_readings(path, read_file(path, hints))
        except RetroError as error:
            plan.results.append(Imported(str(path), "failed", error=error.message or error.title))
        except Exception as error:  # noqa: BLE001 - a fault of the reader in one file must not end the batch
            message = f"{path}: {type(error).__name__}: {error}"
            plan.results.append(Imported(str(path), "failed", error=message))
    return plan.finish()


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

    def __init__(self, known: Iterable[Entry]) -> None:
        self.results: list[Imported] = []
        self._writes: dict[str, Entry] = {}
        self._known = {entry.uid: entry for entry in known}
        self._documents: list[tuple[str, Any]] = []
        imported = [(entry.origin, entry) for entry in self._known.values() if entry.origin]
        self._by_content = {(origin.sha256, origin.index): entry for origin, entry in imported}
        self._by_place = {(origin.path, origin.index): entry for origin, entry in imported}

    def take_readings(self, path: Path, readings: Iterable[reader.Reading]) -> None:
        """Decide about the entries of a Markdown file."""
        for reading in readings:
            self._take(str(path), reading.entry, tuple(reading.warnings))

    def take_documents(self, path: Path) -> None:
        """Decide about the entries of a JSON export. Raises DocumentUnreadable before anything is decided."""
        try:
            described = [(document.from_document(data), data) for data in read_documents(path)]
        except DocumentUnreadable as error:
            raise DocumentUnreadable(
                error.title, f"{path}: {error.message.removeprefix(f'{path}: ')}"
            ) from error
        for entry, data in described:
            known = self._known.get(entry.uid) or self._writes.get(entry.uid)
            if known is not None and document.same_content(known, entry):
                self.results.append(Imported(str(path), "same", known))
                continue
            warnings: tuple[str, ...] = ()
            if known is not None:
                entry = _with_uid(entry, new_uid())
                warnings = (f"{known.key} is here already and says something else: both are kept",)
            self._documents.append((entry.uid, data))
            self._write(str(path), "new", entry, warnings)

    def finish(self) -> Preview:
        """What was decided: the keys that the entries will get, and the links between documents."""
        taken = {entry.key for uid, entry in self._known.items() if uid not in self._writes}
        for uid, entry in self._writes.items():
            self._writes[uid] = replace(entry, key=key.for_entry(entry, taken))
            taken.add(self._writes[uid].key)
        by_key = {entry.key: entry for entry in self._known.values()}
        described = {data.get("key", ""): self._writes[uid] for uid, data in self._documents}
        for uid, data in self._documents:
            find = (by_key | described).get
            self._writes[uid] = document.linked(self._writes[uid], data, find)
        results = [
            replace(result, entry=self._writes.get(result.entry.uid, result.entry))
            if result.entry
            else result
            for result in self.results
        ]
        return Preview(results, list(self._writes.values()))

    def _take(self, file: str, entry: Entry, warnings: tuple[str, ...]) -> None:
        origin = entry.origin
        if origin is None:
            raise TypeError("a reading has an origin")
        if same := self._by_content.get((origin.sha256, origin.index)):
            self.results.append(Imported(file, "same", same, warnings))
            return
        status = "new"
        if old := self._by_place.get((origin.path, origin.index)):
            if untouched(old):
                entry, status = _moved_into(old, entry), "updated"
            else:
                warnings = (*warnings, f"{old.key} was edited here and the file changed: both are kept")
        self._by_content[origin.sha256, origin.index] = entry
        self._write(file, status, entry, warnings)

    def _write(self, file: str, status: str, entry: Entry, warnings: tuple[str, ...]) -> None:
        self._writes[entry.uid] = entry
        self.results.append(Imported(file, status, entry, warnings))


def untouched(entry: Entry) -> bool:
    """Whether the entry still says what its file said."""
    if not entry.blocks or (entry.origin and entry.origin.renewed):
        return False
    return writer.write_text(entry) == "".join(block.source for block in entry.blocks)


def _moved_into(old: Entry, new: Entry) -> Entry:
    """The new reading under the old one's identity."""
    kept = old.key if (old.kind, old.start) == (new.kind, new.start) else ""
    return replace(_with_uid(new, old.uid), key=kept, rev=old.rev, created_at=old.created_at)


def _with_uid(entry: Entry, uid: str) -> Entry:
    """The entry under another uid; its links to itself follow."""

    def followed(link: Link) -> Link:
        return replace(link, entry=uid) if link.entry == entry.uid else link

    sections = tuple(
        replace(
            section,
            items=tuple(
                replace(item, links=tuple(followed(link) for link in item.links)) for item in section.items
            ),
        )
        for section in entry.sections
    )
    return replace(entry, uid=uid, sections=sections)


def render(entry: Entry, *, language: str = "", original: bool = False) -> bytes:
    """An entry as a Markdown file; with `original` the bytes that were imported, as they came."""
    return writer.write(entry, original=original, language=language)


def file_name(entry: Entry, suffix: str = ".md") -> str:
    """A stable file name: the key with a dash for the slash, such as `kpt-2026-W47.md`."""
    name = entry.key.replace("/", "-")
    # A key that somebody wrote into the notebook by hand may be anything.
    return (name if re.fullmatch(r"[\w.-]{1,80}", name) and name[0] != "." else slug(name)) + suffix


def file_names(entries: Iterable[Entry], suffix: str = ".md") -> list[str]:
    """A file name for each entry; where two would be one, in any case of letters, the later one is numbered."""
    taken: set[str] = set()
    names: list[str] = []
    for entry in entries:
        first = name = file_name(entry, suffix)
        number = 2
        while name.casefold() in taken:
            name = f"{first.removesuffix(suffix)}-{number}{suffix}"
            number += 1
        taken.add(name.casefold())
        names.append(name)
    return names


def export_to(
    folder: Path,
    entries: Iterable[Entry],
    *,
    language: str = "",
    original: bool = False,
    overwrite: bool = False,
) -> list[Path]:
    """Write one Markdown file for each entry; as `write_files`."""
    entries = list(entries)
    rendered = [render(entry, language=language, original=original) for entry in entries]
    return write_files(folder, dict(zip(file_names(entries), rendered, strict=True)), overwrite=overwrite)


def write_files(folder: Path, files: Mapping[str, bytes], *, overwrite: bool = False) -> list[Path]:
    """Write files by name into a folder, which is made when it is not there.

    A file that already says the same is left alone; one that says something else is refused, unless told to
    overwrite. Raises RetroError naming the file.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RetroError("The folder can not be made", f"{folder}: {error.strerror}") from error
    for name, data in files.items():
        _write(folder / name, data, overwrite)
    return [folder / name for name in files]


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
    fresh = path.with_name(f".{os.urandom(8).hex()}.tmp")
    _write(fresh, data, overwrite=False)
    fresh.replace(path)
