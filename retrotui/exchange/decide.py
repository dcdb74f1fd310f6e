"""What of the entries that were read is new, already there or changed.

A file is known again by its path, a page of Notion also by its id, and a file that was moved by its bytes.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Any

import msgspec
from msgspec.structs import replace

from retrotui.errors import Remark
from retrotui.exchange import mending, update
from retrotui.exchange.reread import Base, source_of, with_uid
from retrotui.exchange.source import page_id, readable_path
from retrotui.markdown import reader
from retrotui.markdown.reader import Reading
from retrotui.model import document, key
from retrotui.model.entry import Entry, Origin, new_uid


class Verdict(msgspec.Struct, frozen=True):
    """What becomes of one entry that was read."""

    status: str
    """`new`, `same`, `updated`, `trashed` or `restored`."""
    entry: Entry
    warnings: tuple[str, ...] = ()


Memory = dict[tuple[str, int, str], update.Merged]
"""Merges that were made before, by the entry's uid and revision and the reading's uid: each reads a file again."""


class Decision:
    """The decisions of one import, file by file."""

    def __init__(
        self,
        known: Mapping[str, Entry],
        buried: Sequence[Entry],
        hints: reader.Hints,
        memory: Memory,
        wanted: Collection[str] = (),
    ) -> None:
        self._memory = memory
        self.writes: list[Entry] = []
        self.revs: dict[str, int] = {}
        self._hints = hints
        self._known = known
        self._verdicts: dict[str, Verdict] = {}
        self._staged: dict[str, Entry] = {}
        self._described: list[tuple[str, Any]] = []
        self._by_content: dict[tuple[str, int], list[Entry]] = {}
        self._by_path: dict[str, list[Entry]] = {}
        self._by_page: dict[str, str] = {}
        self._seen: set[str] = set()
        self._wanted = wanted
        """What was read and shall come in though it was deleted here, by uid."""
        self._graves = {entry.uid: entry for entry in buried}
        self._buried: dict[tuple[str, int], list[Entry]] = {}
        self._buried_by_path: dict[str, list[Entry]] = {}
        for entry in buried:
            if entry.origin:
                self._buried.setdefault((entry.origin.sha256, entry.origin.index), []).append(entry)
                self._buried_by_path.setdefault(entry.origin.path, []).append(entry)
        for entry in known.values():
            if entry.origin:
                self._remember(entry, entry.origin)

    def _remember(self, entry: Entry, origin: Origin) -> None:
        self._by_content.setdefault((origin.sha256, origin.index), []).append(entry)
        self._by_path.setdefault(origin.path, []).append(entry)
        if page := page_id(origin.path):
            self._by_page[page] = origin.path

    # Markdown

    def take_readings(
        self,
        path: str,
        readings: Sequence[Reading],
        places: Mapping[str, update.Place] = MappingProxyType({}),
    ) -> None:
        """Decide about the entries of one Markdown file; `places` tell by uid where each stands in it."""
        fresh: list[Reading] = []
        for reading in readings:
            if same := _same_content(self._by_content, path, reading.entry):
                self._verdicts[reading.entry.uid] = Verdict("same", same, reading.warnings)
            elif grave := self._grave_of(path, reading.entry):
                self._exhume(reading, grave)
            else:
                fresh.append(reading)
        old = [] if path in self._seen else self._of_file(path)
        self._seen.add(path)
        taken = {verdict.entry.uid for verdict in self._verdicts.values()} if old else set()
        pairs = _paired([entry for entry in old if entry.uid not in taken], fresh)
        for reading, entry in pairs:
            self._take(reading, entry, old, places.get(reading.entry.uid, update.Place(path)))
        gone = {entry.uid for entry in old} - {entry.uid for _, entry in pairs if entry} - taken
        if gone and fresh:
            keys = ", ".join(entry.key for entry in old if entry.uid in gone)
            first = fresh[0].entry.uid
            told = (
                *self._verdicts[first].warnings,
                Remark("no longer in the file, and kept here: {keys}", keys=keys),
            )
            self._verdicts[first] = replace(self._verdicts[first], warnings=told)

    def _of_file(self, path: str) -> list[Entry]:
        """The entries that were read from the file before, in its order."""
        page = page_id(path)
        found = self._by_path.get(path) or self._by_path.get(self._by_page.get(page, ""), [])
        return sorted(found, key=lambda entry: entry.origin.index if entry.origin else 0)

    def _grave_of(self, path: str, entry: Entry) -> Entry | None:
        """What was deleted here and read from the same bytes, or from the same part of a file that changed elsewhere."""
        parts = self._buried_by_path.get(path, ())
        same_part = (other for other in parts if source_of(other) == source_of(entry))
        return _same_content(self._buried, path, entry) or next(same_part, None)

    def _exhume(self, reading: Reading, grave: Entry) -> None:
        """What was deleted here stays deleted, unless it is asked for."""
        uid = reading.entry.uid
        if uid not in self._wanted:
            told = Remark("{key} was deleted here and is in the trash", key=grave.key)
            self._verdicts[uid] = Verdict("trashed", grave, (told,))
        elif grave.uid in self._staged:
            self._put(uid, Verdict("new", reading.entry, reading.warnings))
        else:
            self._put(uid, Verdict("restored", grave, reading.warnings))

    def _take(
        self, reading: Reading, old: Entry | None, siblings: Sequence[Entry], place: update.Place
    ) -> None:
        new = reading.entry
        if old is None:
            if new.origin:
                self._by_content.setdefault((new.origin.sha256, new.origin.index), []).append(new)
            self._put(new.uid, Verdict("new", new, (*reading.warnings, *self._told_of_grave(new))))
            return
        if source_of(old) == source_of(new):
            # Another part of the file changed: remember only where this one stands now.
            self._put(new.uid, Verdict("same", replace(old, origin=new.origin), reading.warnings), old)
            return
        if not old.blocks or (old.origin and old.origin.renewed):
            told = Remark("{key} was edited here and the file changed: both are kept", key=old.key)
            self._put(new.uid, Verdict("new", new, (*reading.warnings, told)))
            return
        made = (old.uid, old.rev, new.uid)
        if made not in self._memory:
            base = Base(siblings, self._hints)
            self._memory[made] = update.merged(old, reading, base, self._hints, place)
        merged = self._memory[made]
        status = "same" if merged.is_same else "updated"
        self._put(new.uid, Verdict(status, merged.entry, (*reading.warnings, *merged.warnings)), old)

    def _told_of_grave(self, new: Entry) -> list[str]:
        """That an entry of the same part of the file was deleted here, before the file was changed."""
        parts = self._buried_by_path.get(new.origin.path if new.origin else "", ())
        deleted = [other.key for other in parts if _same_days(other, new) or _same_title(other, new)]
        if not deleted:
            return []
        return [Remark("{key} was deleted here, but its text was changed since", key=deleted[0])]

    def _put(self, uid: str, verdict: Verdict, old: Entry | None = None) -> None:
        self._verdicts[uid] = verdict
        self._staged[verdict.entry.uid] = verdict.entry
        if old:
            self.revs[old.uid] = old.rev

    # JSON

    def take_documents(self, entries: Sequence[tuple[Entry, Any]]) -> None:
        """Decide about the entries of a JSON export, each with the document that describes it."""
        for entry, described in entries:
            read_as = entry.uid
            known = self._known.get(entry.uid) or self._staged.get(entry.uid)
            grave = self._graves.get(entry.uid)
            if known is None and grave and document.same_content(grave, entry):
                self._exhume(Reading(entry), grave)
                continue
            if known is not None and document.same_content(known, entry):
                self._verdicts[read_as] = Verdict("same", known)
                continue
            warnings: tuple[str, ...] = ()
            if known is not None:
                entry = with_uid(entry, new_uid())
                told = Remark("{key} is here already and says something else: both are kept", key=known.key)
                warnings = (told,)
            self._described.append((entry.uid, described))
            self._put(read_as, Verdict("new", entry, warnings))

    # The end

    def finish(self) -> dict[str, Verdict]:
        """The verdicts by the uids of the entries as read, with the keys that they will get and the links set."""
        taken = {entry.key for uid, entry in self._known.items() if uid not in self._staged}
        for uid, entry in self._staged.items():
            self._staged[uid] = replace(entry, key=key.for_entry(entry, taken))
            taken.add(self._staged[uid].key)
        if self._described:
            self._link()
        self.writes = list(self._staged.values())
        return {
            uid: replace(verdict, entry=self._staged.get(verdict.entry.uid, verdict.entry))
            for uid, verdict in self._verdicts.items()
        }

    def _link(self) -> None:
        by_key = {entry.key: entry for entry in self._known.values()}
        described = {data.get("key", ""): self._staged[uid] for uid, data in self._described}
        find = (by_key | described).get
        for uid, data in self._described:
            self._staged[uid] = document.linked(self._staged[uid], data, find)


def _same_content(there: Mapping[tuple[str, int], Sequence[Entry]], path: str, entry: Entry) -> Entry | None:
    """The entry that was read from the same bytes: of this file, or of one that was moved or copied here.

    The same bytes in two files are two entries where names or folders give them different days, as of two
    daily notes that were begun from one template. An entry that is broken text is not the same as the mended one.
    """
    origin = entry.origin
    for other in there.get((origin.sha256, origin.index), ()) if origin else ():
        if mending.is_repaired(entry) and not mending.is_repaired(other):
            continue
        place = other.origin.path if other.origin else ""
        days = (other.kind, other.start, other.end) == (entry.kind, entry.start, entry.end)
        if place == path or days or (_name(place) == _name(path) and not Path(place).exists()):
            return other
    return None


def _name(path: str) -> str:
    return PurePosixPath(readable_path(path)).name


def _paired(old: Sequence[Entry], new: Sequence[Reading]) -> list[tuple[Reading, Entry | None]]:
    """Each reading with the entry that was read from the same part of the file before.

    By the same text, the same days, the same title; by place only where as many are left on both sides.
    """
    left = list(old)
    pairs: dict[int, Entry] = {}

    def pair(place: int, fits: Entry | None) -> None:
        if fits is not None:
            pairs[place] = fits
            left.remove(fits)

    open_places = list(range(len(new)))
    for same in (_same_source, _same_days, _same_title):
        for place in [place for place in open_places if place not in pairs]:
            pair(place, next((entry for entry in left if same(entry, new[place].entry)), None))
    rest = [place for place in open_places if place not in pairs]
    if len(rest) == len(left):
        for place in rest:
            pair(place, left[0])
    return [(reading, pairs.get(place)) for place, reading in enumerate(new)]


def _same_source(one: Entry, other: Entry) -> bool:
    return source_of(one) == source_of(other)


def _same_days(one: Entry, other: Entry) -> bool:
    return (one.kind, one.start) == (other.kind, other.start)


def _same_title(one: Entry, other: Entry) -> bool:
    return one.title == other.title
