"""What an import would do, file by file, what its user corrects of that, and the doing.

A preview holds what was read and can be decided again: after a correction, or when somebody else wrote meanwhile.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from typing import Any

import msgspec
from msgspec.structs import replace

from retrotui.errors import Conflict, DocumentUnreadable, RetroError, UsageError
from retrotui.exchange import reread, source
from retrotui.exchange.decide import Decision, Memory
from retrotui.exchange.source import Source
from retrotui.journal import Journal
from retrotui.markdown import reader
from retrotui.model import document
from retrotui.model.entry import Entry
from retrotui.model.periods import Span

Progress = Callable[[int, int], object]
"""Told after each document how many are read, and how many there are."""
_ATTEMPTS = 5


class Imported(msgspec.Struct, frozen=True):
    """What became of one entry of a file, or of a file that failed."""

    file: str
    """As given on the command line, or below the folder or archive that was given."""
    status: str
    """`new`, `same` (already there), `updated`, `failed`, or `left out` by the user."""
    entry: Entry | None = None
    warnings: tuple[str, ...] = ()
    error: str = ""
    is_sure: bool = True
    """False where its kind or date is a guess."""


class Found(msgspec.Struct, frozen=True):
    """One entry as it was read, or why it was not."""

    file: str
    path: str = ""
    reading: reader.Reading | None = None
    described: Any = None
    """The document of a JSON export, which `reading` was made of."""
    error: str = ""
    left_out: bool = False


class Preview(msgspec.Struct, frozen=True):
    """What an import would do: a result for each entry found, and the entries that it would write."""

    results: list[Imported]
    writes: list[Entry]
    revs: dict[str, int] = {}
    """The revisions of the entries that would be updated."""
    notes: tuple[str, ...] = ()
    """What was left out, a sentence each."""
    found: tuple[Found, ...] = ()
    known: Mapping[str, Entry] = {}
    """The notebook as it was decided upon."""
    hints: reader.Hints = reader.Hints()
    """What the caller knows of the files."""
    memory: Memory = {}

    def corrected(self, place: int, *, kind: str = "", span: Span | None = None) -> Preview:
        """The preview with another kind, or other days, of the result at this place; it is no guess any more."""
        found = self.found[place]
        if found.reading is None or found.described is not None:
            return self
        reading = reread.read_as(
            found.reading, kind, span, source.readable_path(found.path), self.hints.labels
        )
        return self._with(place, replace(found, reading=replace(reading, is_sure=True)))

    def toggled(self, place: int) -> Preview:
        """The preview with the result at this place left out, or taken in again."""
        found = self.found[place]
        return self._with(place, replace(found, left_out=not found.left_out)) if found.reading else self

    def _with(self, place: int, found: Found) -> Preview:
        everything = (*self.found[:place], found, *self.found[place + 1 :])
        return _decided(everything, self.known, self.hints, self.notes, self.memory)


def preview(
    journal: Journal | None, paths: Iterable[str], hints: reader.Hints, progress: Progress | None = None
) -> Preview:
    """Read files and say what an import would do; nothing is written. Without a journal all is new."""
    with ExitStack() as stack:
        sources = source.find(paths, stack)
        if hints.date and len(sources.documents) != 1:
            raise UsageError(
                "--date is for one file",
                f"{len(sources.documents)} files were given.",
                "Use --default-date for many.",
            )
        known = journal.notebook.entries() if journal else {}
        unchanged = Unchanged(known.values())
        found: list[Found] = []
        for number, each in enumerate(sources.documents, 1):
            found += _read(each, hints, unchanged)
            if progress:
                progress(number, len(sources.documents))
    return _decided(tuple(found), known, hints, tuple(sources.notes), {})


def import_all(journal: Journal, plan: Preview) -> Preview:
    """Write what a preview promised, as one undoable step; gives the results with the keys that the entries got.

    Where somebody changed the notebook since, it is decided again first. Raises Conflict when that never ends.
    """
    for _attempt in range(_ATTEMPTS):
        known = journal.notebook.entries()
        if plan.known is not known:
            plan = _decided(plan.found, known, plan.hints, plan.notes, plan.memory)
        if not plan.writes:
            return plan
        try:
            stored = {entry.uid: entry for entry in journal.put_all("import", plan.writes, revs=plan.revs)}
            break
        except Conflict:
            journal.refresh()
    else:
        raise Conflict("The notebook keeps changing", "Others are writing in it.", "Try again.")
    results = [
        replace(result, entry=stored.get(result.entry.uid, result.entry)) if result.entry else result
        for result in plan.results
    ]
    return replace(plan, results=results, writes=list(stored.values()))


def _decided(
    found: tuple[Found, ...],
    known: Mapping[str, Entry],
    hints: reader.Hints,
    notes: tuple[str, ...],
    memory: Memory,
) -> Preview:
    decision = Decision(known, hints, memory)
    for path, group in _by_path(found):
        if group[0].described is not None:
            decision.take_documents([(each.reading.entry, each.described) for each in group if each.reading])
        else:
            decision.take_readings(path, [each.reading for each in group if each.reading])
    decided = decision.finish()
    results = []
    for each in found:
        if each.reading is None:
            results.append(Imported(each.file, "failed", error=each.error))
        elif each.left_out:
            results.append(
                Imported(each.file, "left out", each.reading.entry, each.reading.warnings, is_sure=True)
            )
        else:
            verdict = decided[each.reading.entry.uid]
            results.append(
                Imported(
                    each.file,
                    verdict.status,
                    verdict.entry,
                    verdict.warnings,
                    is_sure=each.reading.is_sure or verdict.status == "same",
                )
            )
    return Preview(results, decision.writes, decision.revs, notes, found, known, hints, memory)


def _by_path(found: Iterable[Found]) -> list[tuple[str, list[Found]]]:
    """What is to be decided together: the entries of each file, without those that are left out."""
    groups: list[tuple[str, list[Found]]] = []
    for each in found:
        if each.reading is None or each.left_out:
            continue
        if groups and groups[-1][0] == each.path:
            groups[-1][1].append(each)
        else:
            groups.append((each.path, [each]))
    return groups


class Unchanged:
    """Tells files whose entries are here already by their bytes, which need not be read again."""

    def __init__(self, known: Iterable[Entry]) -> None:
        self._by_file: dict[tuple[str, str], list[Entry]] = {}
        for entry in known:
            if entry.origin and not entry.origin.raw and entry.origin.encoding == "utf-8":
                self._by_file.setdefault((entry.origin.path, entry.origin.sha256), []).append(entry)

    def entries(self, path: str, data: bytes) -> list[Entry]:
        """The entries that were read from these bytes at this path, in their order; nothing when any is gone."""
        found = self._by_file.get((path, hashlib.sha256(data).hexdigest()), [])
        found = sorted(found, key=lambda entry: entry.origin.index if entry.origin else 0)
        # Without those that were deleted here the text is not all there.
        whole = "".join(map(reread.source_of, found)).encode("utf-8", "replace") == data
        return found if whole else []


def _read(given: Source | RetroError, hints: reader.Hints, unchanged: Unchanged) -> list[Found]:
    """The entries of one document, or its failure."""
    if isinstance(given, RetroError):
        return [Found((given.message or given.title).partition(": ")[0], error=str(given.message))]
    try:
        if given.suffix == ".json":
            return _read_documents(given)
        data = given.read()
        if here := unchanged.entries(given.path, data):
            return [Found(given.name, given.path, reader.Reading(entry)) for entry in here]
        readings = reader.read(
            data, source.readable_path(given.path), replace(hints, modified=given.modified)
        )
    except RetroError as error:
        return [Found(given.name, error=error.message or error.title)]
    except Exception as error:  # noqa: BLE001 - a fault of the reader in one file must not end the batch
        return [Found(given.name, error=f"{given.name}: {type(error).__name__}: {error}")]
    return [
        Found(given.name, given.path, replace(each, entry=_placed(each.entry, given.path)))
        for each in readings
    ]


def _placed(entry: Entry, path: str) -> Entry:
    return replace(entry, origin=replace(entry.origin, path=path)) if entry.origin else entry


def _read_documents(given: Source) -> list[Found]:
    """The documents of a JSON export, which holds one or an array of them. Raises DocumentUnreadable."""
    data = given.read()
    try:
        loaded = json.loads(data)
        documents = loaded if isinstance(loaded, list) else [loaded]
        entries = [document.from_document(each) for each in documents]
    except json.JSONDecodeError as error:
        raise DocumentUnreadable("Not JSON", f"{given.name}:{error.lineno}: {error.msg}") from error
    except (UnicodeDecodeError, RecursionError) as error:
        raise DocumentUnreadable("Not JSON", f"{given.name}: {error}") from error
    except DocumentUnreadable as error:
        raise DocumentUnreadable(error.title, f"{given.name}: {error.message}") from error
    return [
        Found(given.name, given.path, reader.Reading(entry), described)
        for entry, described in zip(entries, documents, strict=True)
    ]
