"""What was read from a file before, read again: as it was, as another kind, or under another identity."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from retrotui.errors import RetroError
from retrotui.exchange.source import readable_path
from retrotui.markdown import digest, guessed, reader
from retrotui.markdown.label import Own
from retrotui.markdown.reader import Hints, Reading
from retrotui.model.entry import Entry, Link
from retrotui.model.kinds import KINDS
from retrotui.model.periods import Span, day_span, year_span


def source_of(entry: Entry) -> str:
    """The part of the file that the entry was read from."""
    return "".join(block.source for block in entry.blocks)


def is_untouched(entry: Entry) -> bool:
    """Whether all that was read from the entry's source is as it was read."""
    return digest.digest_all(entry) == [block.digest for block in entry.blocks]


class Base:
    """What a file said when it was imported, read again when it is asked for."""

    def __init__(self, siblings: Sequence[Entry], hints: Hints) -> None:
        self._siblings = siblings
        self._hints = Hints(labels=hints.labels)

    def of(self, entry: Entry) -> Entry | None:
        """The entry as it was read; None when parts of its file are gone, so that nobody knows any more."""
        origin = entry.origin
        if origin is None:
            return None
        parts = [other for other in self._siblings if other.origin and other.origin.sha256 == origin.sha256]
        if [other.origin.index for other in parts if other.origin] != list(range(len(parts))):
            return None
        text = "".join(map(source_of, parts))
        try:
            readings = reader.read(
                text.encode("utf-8", "surrogatepass"), readable_path(origin.path), self._hints
            )
        except RetroError:
            return None
        return readings[origin.index].entry if len(readings) == len(parts) else None


def read_as(reading: Reading, kind: str, span: Span | None, path: str, own: Own = ()) -> Reading:
    """The same text read as another kind, or of other days; still untouched, as the words are the file's.

    `own` are the user's labels.
    """
    old = reading.entry
    data = source_of(old).encode("utf-8", "surrogatepass")
    wanted = kind or old.kind
    language = old.language
    found: list[Reading] = []
    if span is None:
        found = reader.read(
            data, path, Hints(kind=wanted, language=language, default_date=old.start, labels=own)
        )
    if len(found) != 1:
        day = span.start if span else old.start
        found = reader.read(data, path, Hints(kind=wanted, language=language, date=day, labels=own))
    entry = found[0].entry
    if span:
        days = year_span(span.start.year) if wanted == "year" else span
        entry = replace(entry, start=days.start, end=days.end)
    elif wanted != "year" and old.kind != "year":
        days = _days_kept(entry, old)
        entry = replace(entry, start=days.start, end=days.end)
    entry = guessed.attach(replace(entry, origin=old.origin), guessed.open_in(old))
    return Reading(_redigested(entry), found[0].warnings, reading.is_sure, reading.codec)


def _days_kept(entry: Entry, old: Entry) -> Span:
    """The days of an entry that was of another kind: the same, as far as both kinds can say them."""
    read, days = Span(entry.start, entry.end), Span(old.start, old.end)
    if read.start == days.start and not KINDS[old.kind].may_cover(read):
        days = read
    return days if KINDS[entry.kind].may_cover(days) else day_span(days.start)


def _redigested(entry: Entry) -> Entry:
    digests = digest.digest_all(entry)
    return replace(
        entry,
        blocks=tuple(replace(block, digest=now) for block, now in zip(entry.blocks, digests, strict=True)),
    )


def with_uid(entry: Entry, uid: str) -> Entry:
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
