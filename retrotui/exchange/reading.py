"""The documents of an import read into what was found in them, one after the other.

Decides nothing: what of it is new or changed is `decide`'s business.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec
from msgspec.structs import replace

from retrotui.errors import DocumentUnreadable, Remark, RetroError
from retrotui.exchange import mending, reread, source
from retrotui.exchange.mending import Broken
from retrotui.exchange.source import Source
from retrotui.markdown import mojibake, reader
from retrotui.markdown.reader import Hints
from retrotui.model import document
from retrotui.model.entry import Entry
from retrotui.text import lines_with_ends


class Found(msgspec.Struct, frozen=True):
    """One entry as it was read, or why it was not."""

    file: str
    path: str = ""
    line: int = 1
    """Of the file, where the entry's part begins."""
    reading: reader.Reading | None = None
    described: Any = None
    """The document of a JSON export, which `reading` was made of."""
    error: str = ""
    left_out: bool = False
    again: bool = False
    """Whether it is wanted though it was deleted here."""
    broken: Broken | None = None
    """Its file, where that holds broken text."""


class Reading:
    """Reads documents in view of what is in the notebook."""

    def __init__(self, known: Mapping[str, Entry], hints: Hints) -> None:
        self._hints = replace(hints, corpus=mending.corpus(known.values()))
        self._unchanged = _Unchanged(known.values())

    def found_in(self, given: Source | RetroError) -> list[Found]:
        """The entries of one document, or its failure."""
        if isinstance(given, RetroError):
            return [Found((given.message or given.title).partition(": ")[0], error=_reason(given))]
        try:
            return (
                _read_documents(given) if given.suffix == ".json" else list(self._read(given, given.read()))
            )
        except RetroError as error:
            return [Found(given.name, error=_reason(error))]
        except Exception as error:  # noqa: BLE001 - a fault of the reader in one file must not end the batch
            return [Found(given.name, error=f"{given.name}: {type(error).__name__}: {error}")]

    def _read(self, given: Source, data: bytes) -> Iterator[Found]:
        before = mending.earlier(self._unchanged.of_path(given.path))
        hints = replace(self._hints, modified=given.modified, earlier=before)
        here = self._unchanged.entries(given.path, data)
        if not here:
            # What was mended before is mended again: its file has only grown.
            hints = replace(hints, repair=hints.repair or bool(before))
            yield from _read_as(given.name, given.path, data, hints)
            return
        codec = mojibake.detect("".join(map(reread.source_of, here)))
        if codec and hints.repair:
            yield from _read_as(given.name, given.path, data, hints)
            return
        broken = mending.broken(data, codec, hints) if codec else None
        for entry in here:
            yield Found(given.name, given.path, reading=reader.Reading(entry, codec=codec), broken=broken)


def _read_as(name: str, path: str, data: bytes, hints: Hints) -> Iterator[Found]:
    readings = reader.read(data, source.readable_path(path), hints)
    codec = readings[0].codec
    broken = mending.broken(data, codec, hints) if codec else None
    line = 1
    for each in readings:
        entry = each.entry
        if entry.origin:
            entry = replace(entry, origin=replace(entry.origin, path=path))
        yield Found(name, path, line, replace(each, entry=entry), broken=broken)
        line += len(lines_with_ends(reread.source_of(entry))) if len(readings) > 1 else 0


def mended(found: Sequence[Found]) -> list[Found]:
    """All that was found in one file of broken text, mended, or as it came where it was mended."""
    first = found[0]
    if first.broken is None:
        return list(found)
    hints = replace(first.broken.hints, repair=not first.broken.is_repaired)
    try:
        return list(_read_as(first.file, first.path, first.broken.data, hints))
    except RetroError:
        # Mended, its head may be more than is taken; then it stays as it came.
        return list(found)


def _reason(error: RetroError) -> Remark:
    """Why a file failed, with its name."""
    title, message, _hint = error.words
    words = message or title
    return Remark(words, **error.fields)


class _Unchanged:
    """Tells files whose entries are here already by their bytes, which need not be read again."""

    def __init__(self, known: Iterable[Entry]) -> None:
        self._by_file: dict[tuple[str, str], list[Entry]] = {}
        self._kept: dict[str, list[Entry]] = {}
        for entry in known:
            if entry.origin and entry.origin.raw:
                self._kept.setdefault(entry.origin.path, []).append(entry)
            elif entry.origin and entry.origin.encoding == "utf-8":
                self._by_file.setdefault((entry.origin.path, entry.origin.sha256), []).append(entry)

    def entries(self, path: str, data: bytes) -> list[Entry]:
        """The entries that were read from these bytes at this path, in their order; nothing when any is gone."""
        found = self._by_file.get((path, hashlib.sha256(data).hexdigest()), [])
        found = sorted(found, key=lambda entry: entry.origin.index if entry.origin else 0)
        # Without those that were deleted here the text is not all there.
        whole = "".join(map(reread.source_of, found)).encode("utf-8", "replace") == data
        return found if whole else []

    def of_path(self, path: str) -> list[Entry]:
        """The entries of the file that keep the bytes that they were read from."""
        return self._kept.get(path, [])


def _read_documents(given: Source) -> list[Found]:
    """The documents of a JSON export, which holds one or an array of them. Raises DocumentUnreadable."""
    data = given.read()
    try:
        loaded = json.loads(data)
        documents = loaded if isinstance(loaded, list) else [loaded]
        entries = [document.from_document(each) for each in documents]
    except json.JSONDecodeError as error:
        raise DocumentUnreadable(
            "Not JSON", "{path}:{line}: {reason}", path=given.name, line=error.lineno, reason=error.msg
        ) from error
    except (UnicodeDecodeError, RecursionError) as error:
        raise DocumentUnreadable("Not JSON", "{path}: {reason}", path=given.name, reason=error) from error
    except DocumentUnreadable as error:
        raise DocumentUnreadable(
            error.title, "{path}: {reason}", path=given.name, reason=_reason(error)
        ) from error
    return [
        Found(given.name, given.path, reading=reader.Reading(entry), described=described)
        for entry, described in zip(entries, documents, strict=True)
    ]
