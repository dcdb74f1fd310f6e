"""Questions to the notebook: what is there, under which key, on which day.

Belongs to the journal's layer and changes nothing. Days and keys are looked up in the entries' heads, so that a
question about one entry does not decode them all.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar, overload

from retrotui.errors import AmbiguousKey, EntryNotFound
from retrotui.model import key, kinds, periods
from retrotui.model.entry import Entry, Item
from retrotui.store.notebook import Head, Notebook

Clock = Callable[[], dt.datetime]
"""Gives the present moment as an aware time in the user's zone."""
Dated = TypeVar("Dated", Entry, Head)


class Listed(Sequence[Entry]):
    """Entries in an order, each decoded when it is looked at: a list of thousands costs what is seen of it."""

    def __init__(self, uids: Sequence[str], entries: Mapping[str, Entry]) -> None:
        self.uids = uids
        self._entries = entries

    def __len__(self) -> int:
        return len(self.uids)

    @overload
    def __getitem__(self, index: int) -> Entry: ...
    @overload
    def __getitem__(self, index: slice) -> Listed: ...
    def __getitem__(self, index: int | slice) -> Entry | Listed:
        if isinstance(index, slice):
            return Listed(self.uids[index], self._entries)
        return self._entries[self.uids[index]]


class Question:
    """An open notebook that is only looked at."""

    def __init__(self, notebook: Notebook, clock: Clock, language: str = "", *, day_ends_at: int = 0) -> None:
        self.notebook = notebook
        self._clock = clock
        self._day_ends_at = day_ends_at
        self._language = language
        self.first_language = "en"
        """What an entry is headed in while there is none whose language it could follow."""

    def now(self) -> dt.datetime:
        """The present moment, in the user's zone."""
        return self._clock()

    def today(self) -> dt.date:
        """The day it is for the user, whose night may belong to the day before."""
        return periods.day_of(self._clock(), self._day_ends_at)

    def entries(
        self, kind: str = "", *, since: dt.date | None = None, until: dt.date | None = None, tag: str = ""
    ) -> list[Entry]:
        """The entries that fit, newest first; notes only when asked for by kind. Spans count when any day of them fits."""
        return list(self.listed(kind, since=since, until=until, tag=tag))

    def listed(
        self, kind: str = "", *, since: dt.date | None = None, until: dt.date | None = None, tag: str = ""
    ) -> Listed:
        """The same as `entries`, for who looks at a few of them."""
        found = [
            head
            for head in self.notebook.heads().values()
            if (head.kind == kind if kind else head.kind != "note")
            and (since is None or head.end >= since)
            and (until is None or head.start <= until)
            and (not tag or tag in head.tags)
        ]
        found.sort(key=lambda head: (head.start, head.end, head.key), reverse=True)
        return Listed([head.uid for head in found], self.notebook.entries())

    def get(self, uid: str) -> Entry | None:
        """The entry with this uid, unless it is gone."""
        return self.notebook.entries().get(uid)

    def find(self, query: str) -> Entry:
        """The entry that a key or its short form means. Raises EntryNotFound, or AmbiguousKey with the candidates."""
        keys = self.notebook.keys()
        found = key.matching(query, keys, self.today())
        if not found:
            raise EntryNotFound(
                "No such entry",
                "Nothing answers to {query!r}.",
                "`retrotui list` shows all keys.",
                query=query,
            )
        if len(found) > 1:
            raise AmbiguousKey("Several entries match", "\n".join(sorted(found)), "Give more of the key.")
        return self.notebook.entries()[keys[found[0]]]

    def find_item(self, entry: Entry, label: str) -> Item:
        """The item that people call by this label, in any case. Raises EntryNotFound."""
        for item in entry.items():
            if item.label.casefold() == label.casefold():
                return item
        labels = " ".join(item.label for item in entry.items() if item.label)
        raise EntryNotFound(
            "No such item",
            "{key} has no {label}.",
            "It has: {labels}" if labels else "",
            key=entry.key,
            label=label,
            labels=labels,
        )

    def covering(self, kind: str, day: dt.date) -> Entry | None:
        """The entry of the kind whose days include this one; of several the one that began last.

        Of a steady kind also the one of the same period: a week that was written up to Friday is Sunday's too.
        """
        head = entry_covering(self.notebook.heads().values(), kind, day)
        return self.notebook.entries()[head.uid] if head else None

    def language(self, kind: str = "") -> str:
        """What a new entry is headed in: as configured, else as the newest entry of the kind, else of all."""
        if self._language:
            return self._language
        heads = [head for head in self.notebook.heads().values() if head.kind != "note" or kind == "note"]
        own = [head for head in heads if head.kind == kind] or heads
        newest = max(own, key=lambda head: (head.start, head.end, head.key), default=None)
        return newest.language if newest else self.first_language


def entry_covering(entries: Iterable[Dated], kind: str, day: dt.date) -> Dated | None:
    """`Journal.covering` among the given entries, or heads of entries."""
    shape = kinds.KINDS[kind]
    period = periods.period_span(shape.period, day, 0) if shape.steady else periods.day_span(day)
    touching = [
        each
        for each in entries
        if each.kind == kind and each.start <= period.end and each.end >= period.start
    ]
    return max(touching, key=lambda each: (each.start <= day <= each.end, each.start, each.key), default=None)
