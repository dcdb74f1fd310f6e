"""What an import would do, file by file, what its user corrects of that, and the doing.

A preview holds what was read and can be decided again: after a correction, or when somebody else wrote meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack

import msgspec
from msgspec.structs import replace

from retrotui.errors import Conflict, UsageError
from retrotui.exchange import reading, reread, source
from retrotui.exchange.decide import Decision, Memory, Verdict
from retrotui.exchange.mending import Broken
from retrotui.exchange.reading import Found
from retrotui.exchange.update import Place
from retrotui.journal import Journal
from retrotui.markdown import reader
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
    """`new`, `same` (already there), `updated`, `trashed` (deleted here and left so), `restored` from the trash,
    `failed`, or `left out` by the user."""
    entry: Entry | None = None
    warnings: tuple[str, ...] = ()
    error: str = ""
    is_sure: bool = True
    """False where its kind or date is a guess."""
    broken: Broken | None = None
    """Its file, where that holds broken text, mended or not."""


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
    buried: tuple[Entry, ...] = ()
    """The entries in the trash, as it was decided upon."""

    def corrected(self, place: int, *, kind: str = "", span: Span | None = None) -> Preview:
        """The preview with another kind, or other days, of the result at this place; it is no guess any more."""
        found = self.found[place]
        if found.reading is None or found.described is not None:
            return self
        read = reread.read_as(found.reading, kind, span, source.readable_path(found.path), self.hints.labels)
        return self._with(place, replace(found, reading=replace(read, is_sure=True)))

    def toggled(self, place: int) -> Preview:
        """The preview with the result at this place left out, or taken in again; what was deleted here, brought back."""
        found = self.found[place]
        if found.reading is None:
            return self
        if self.results[place].status in ("trashed", "restored"):
            return self._with(place, replace(found, again=not found.again))
        return self._with(place, replace(found, left_out=not found.left_out))

    def mended(self, place: int) -> Preview:
        """The preview with the broken file of the result at this place mended, or as it came again.

        All that was found in the file is read anew, so other results may follow it than before.
        """
        if self.found[place].broken is None:
            return self
        own = self.of_file(place)
        fresh = reading.mended(self.found[own.start : own.stop])
        return self._decided((*self.found[: own.start], *fresh, *self.found[own.stop :]))

    def of_file(self, place: int) -> range:
        """The places of all results that are of the same file."""
        own = [n for n, other in enumerate(self.found) if other.path == self.found[place].path or n == place]
        return range(own[0], own[-1] + 1)

    def _with(self, place: int, found: Found) -> Preview:
        return self._decided((*self.found[:place], found, *self.found[place + 1 :]))

    def _decided(self, found: tuple[Found, ...]) -> Preview:
        return decided(replace(self, found=found))


def preview(
    journal: Journal | None,
    paths: Iterable[str],
    hints: reader.Hints,
    progress: Progress | None = None,
    *,
    again: bool = False,
) -> Preview:
    """Read files and say what an import would do; nothing is written. Without a journal all is new.

    With `again` what was deleted here comes back from the trash.
    """
    with ExitStack() as stack:
        sources = source.find(paths, stack)
        if hints.date and len(sources.documents) != 1:
            raise UsageError(
                "--date is for one file",
                "{count} files were given.",
                "Use --default-date for many.",
                count=len(sources.documents),
            )
        known = journal.notebook.entries() if journal else {}
        documents = reading.Reading(known, hints)
        found: list[Found] = []
        for number, each in enumerate(sources.documents, 1):
            found += [replace(one, again=again) for one in documents.found_in(each)]
            if progress:
                progress(number, len(sources.documents))
    plan = Preview([], [], notes=tuple(sources.notes), found=tuple(found), known=known, hints=hints)
    return decided(replace(plan, memory={}, buried=_buried(journal)))


def import_all(journal: Journal, plan: Preview) -> Preview:
    """Write what a preview promised, as one undoable step; gives the results with the keys that the entries got.

    Where somebody changed the notebook since, it is decided again first. Raises Conflict when that never ends.
    """
    for _attempt in range(_ATTEMPTS):
        known = journal.notebook.entries()
        if plan.known is not known:
            plan = decided(replace(plan, known=known, buried=_buried(journal)))
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


def _buried(journal: Journal | None) -> tuple[Entry, ...]:
    return tuple(grave.entry for grave in journal.trash() if grave.entry) if journal else ()


def decided(plan: Preview) -> Preview:
    """The plan with its results and writes made anew out of what was found, what is known and what is in the trash."""
    wanted = {each.reading.entry.uid for each in plan.found if each.reading and each.again}
    decision = Decision(plan.known, plan.buried, plan.hints, plan.memory, wanted)
    for path, group in _by_path(plan.found):
        if group[0].described is not None:
            decision.take_documents([(each.reading.entry, each.described) for each in group if each.reading])
        else:
            readings = [each.reading for each in group if each.reading]
            places = {each.reading.entry.uid: Place(each.file, each.line) for each in group if each.reading}
            decision.take_readings(path, readings, places)
    verdicts = decision.finish()
    results = [_result(each, verdicts) for each in plan.found]
    return replace(plan, results=results, writes=decision.writes, revs=decision.revs)


def _result(found: Found, verdicts: Mapping[str, Verdict]) -> Imported:
    if found.reading is None:
        return Imported(found.file, "failed", error=found.error)
    entry, warnings = found.reading.entry, found.reading.warnings
    if found.left_out:
        return Imported(found.file, "left out", entry, warnings, broken=found.broken)
    verdict = verdicts[entry.uid]
    is_sure = found.reading.is_sure or verdict.status in ("same", "trashed")
    return Imported(
        found.file,
        verdict.status,
        verdict.entry,
        verdict.warnings,
        is_sure=is_sure,
        broken=found.broken,
    )


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
