"""A Markdown file read into entries, losslessly: the blocks' sources joined are the file.

The order of work: bytes to text, front matter, kind, entries of the file, then each entry's sections and items. Knows
nothing of the notebook: keys are given by the journal.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import re
from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec.structs import replace

from retrotui import text
from retrotui.errors import Remark, Word
from retrotui.markdown import (
    bilingual,
    blank,
    block,
    boundary,
    dates,
    encoding,
    front_matter,
    guessed,
    label,
    language,
    mojibake,
    number,
    outline,
    path_day,
    period,
    scan,
    sign,
    week_place,
    year_told,
)
from retrotui.markdown.encoding import Decoded
from retrotui.markdown.front_matter import FrontMatter
from retrotui.markdown.label import Labels, Own
from retrotui.markdown.part import parts_of
from retrotui.markdown.piece import Outline
from retrotui.markdown.vote import Vote, vote
from retrotui.model import guess
from retrotui.model.entry import Entry, Origin, new_uid
from retrotui.model.kinds import KINDS, LANGUAGES
from retrotui.model.periods import describe

_CHANGED = frozenset({"lastmod", "updated", "modified", "last_modified_at", "updatedat", "updated_at"})
_DAY = re.compile(r"\s*(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?!\d)")


class Hints(msgspec.Struct, frozen=True):
    """What the caller knows about a document, or wants."""

    kind: str = ""
    """The kind to read it as, whatever its words say."""
    date: dt.date | None = None
    """The day of the entry; goes before what the document says."""
    default_date: dt.date | None = None
    """The day where the document, its front matter and its name tell none."""
    modified: dt.date | None = None
    """The file's own day, taken last and with a warning."""
    language: str = ""
    repair: bool = False
    """Mend UTF-8 that was read as a Windows code page and written again."""
    labels: Own = ()
    """A user's own section names: role and labels."""
    corpus: mojibake.Corpus | None = None
    """Texts by the same author, by which a repair guesses dropped bytes."""
    earlier: mojibake.Earlier = {}
    """Lines of the file that were repaired before, which are kept as they were then."""


_NO_HINTS = Hints()


DOUBTS = (
    "few signs of it",
    *(f"it may be a {kind}" for kind in KINDS),
    *(f"it may be a {kind} as well" for kind in KINDS),
)
"""All that a vote says of a kind that is not sure; the catalogues know them."""


class Reading(msgspec.Struct, frozen=True):
    """One entry of a document, and what its author should know about how it was read."""

    entry: Entry
    warnings: tuple[str, ...] = ()
    is_sure: bool = True
    """False where kind or date is a guess, or the encoding is one that another comes near."""
    codec: str = ""
    """The code page through which the whole file went as mojibake, whether it was repaired or not; else empty."""


class _File(msgspec.Struct, frozen=True):
    """What all entries of a file share."""

    path: str
    hints: Hints
    labels: Labels
    decoded: Decoded
    sha256: str
    front: FrontMatter
    original: str
    """The text as it came, where `source` is repaired; else empty."""
    warnings: list[str]
    day_first: bool
    """Whether its dates say that the day stands before the month."""
    year: int | None
    """The year of its days, where its folder or their weekdays tell."""


class _Part(msgspec.Struct, frozen=True):
    """Which of a file's entries is read."""

    index: int
    count: int
    year: int | None = None
    """To complete dates that name no year."""
    signs: boundary.Signs | None = None
    """Those of its lines, where they were looked for."""

    @property
    def is_first(self) -> bool:
        """Whether it is the file's first entry, which holds the front matter and what stands before all entries."""
        return self.index == 0


def _own_year(hints: Hints) -> int | None:
    day = hints.default_date or hints.modified
    return day.year if day else None


def read(data: bytes, path: str, hints: Hints = _NO_HINTS) -> list[Reading]:
    """The entries of a file in its order, at least one. Raises DocumentUnreadable for what is no text or too large."""
    labels = label.load(hints.labels)
    decoded = encoding.decode(data, path, hints.language, labels.roles)
    warnings = [decoded.warning] if decoded.warning else []
    codec = mojibake.detect(decoded.text)
    source, original, guesses = _repaired(decoded, codec, hints, warnings)
    lines = text.lines_with_ends(source)
    front = front_matter.split(lines)
    file = _File(
        path,
        hints,
        labels,
        decoded,
        hashlib.sha256(data).hexdigest(),
        front,
        original,
        warnings + list(front.warnings),
        dates.says_day_first(source),
        path_day.year_of(period.near(path)) or year_told.of_weekdays(source, _own_year(hints)),
    )
    body = scan.scan("".join(lines[front.lines :]))
    chosen = hints.kind or front.get("kind")
    signs = sign.signs(body, labels)
    elected = _elected(chosen, front, body, signs, path, labels)
    # With a day of its own, or by the writer's front matter, a file is one entry.
    is_one = bool(hints.date) or front.get("kind") in KINDS
    parts = parts_of(body, elected.kind, signs) if not is_one else [(0, len(body))]
    head = "".join(lines[: front.lines])
    readings: list[Reading] = []
    for index, (low, high) in enumerate(parts):
        own = body[low:high]
        before = readings[-1].entry.start.year if readings else None
        known = before or file.year or _own_year(hints)
        part = _Part(index, len(parts), known, signs if len(parts) == 1 else None)
        readings.append(replace(_read_entry(file, "" if index else head, own, elected, part), codec=codec))
    if len(readings) == 2 and bilingual.mirrors(
        *([s for s in r.entry.sections if s.items] for r in readings)
    ):
        told = Remark("this entry seems to be the one before it in another language")
        readings[1] = replace(readings[1], warnings=(*readings[1].warnings, told))
    if guesses:
        found = guessed.spread([reading.entry for reading in readings], guesses)
        readings = [
            replace(reading, entry=entry, warnings=(*reading.warnings, *guess.told(entry)))
            for reading, entry in zip(readings, found, strict=True)
        ]
    return _with_bytes(readings, decoded, original, data)


def _elected(
    chosen: str, front: FrontMatter, body: list[scan.Line], signs: boundary.Signs, path: str, labels: Labels
) -> Vote:
    if chosen in KINDS:
        return Vote(chosen, True)
    if blank.is_form(front, body):
        return Vote("note", True, "it is a form to fill in")
    return vote(body, signs, front.get("title"), period.near(path), labels, _topics(front))


def _repaired(
    decoded: Decoded, codec: str, hints: Hints, warnings: list[str]
) -> tuple[str, str, list[tuple[int, str]]]:
    """The text to read, as it came where it was repaired, and what was guessed of it."""
    if not codec:
        return decoded.text, "", []
    if not hints.repair:
        warnings.append(Remark("text is mojibake (UTF-8 read as {codec}); --repair mends it", codec=codec))
        return decoded.text, "", []
    repaired = mojibake.repair(decoded.text, hints.corpus or ())
    repaired = mojibake.remembered(decoded.text, repaired, hints.earlier)
    warnings.append(Remark("text was mojibake (UTF-8 read as {codec}) and is repaired", codec=codec))
    return repaired.text, decoded.text, [(at, "".join(options)) for at, options in repaired.guesses]


def _read_entry(file: _File, head: str, body: list[scan.Line], elected: Vote, part: _Part) -> Reading:
    kind, warnings = elected.kind, _opening_warnings(file, elected) if part.is_first else []
    front = file.front if part.is_first or part.count == 1 else FrontMatter()
    spoken = _language(file, "".join(line.raw for line in body))
    path = file.path if part.count == 1 else ""
    told = period.Told(
        front, path, file.hints.date, part.year, _own_year(file.hints), part.count > 1, file.day_first
    )
    found = period.of_document(told, body, kind, file.labels)
    if found is None and part.count > 1:
        # Several that state no day of their own are of the day that the file's name states.
        found = period.of_path(file.path, part.year)
    borrowed = part.is_first and not file.year and period.borrows_year(told, body, kind, file.labels, found)
    naming = week_place.title(file.front.get("title") if part.count == 1 else "", told.path)
    year = found.start.year if found else period.year_around(told, body)
    shape = outline.build(body, kind, file.labels, year, naming, part.signs)
    if shape.is_given_up:
        warnings.append(
            Remark("its sections cannot be told apart without losing a line; it is kept as prose")
        )
    uid = new_uid()
    sections = outline.sections_of(shape, file.labels)
    if kind == "study" and not file.hints.date and file.front.get("kind") not in KINDS:
        of_weeks = period.of_weeks(sections)
        borrowed |= of_weeks is not None and found is None and year == part.year != file.year
        found = of_weeks or found
    number.number_items(shape, sections)
    warnings += number.link_items(shape, uid)
    sections = outline.with_items(shape, sections)
    span, guessed = period.settle(found, kind, file.hints.default_date, file.hints.modified)
    warnings += [_dateless(file.hints)] if guessed else []
    warnings += period.oddities(front) + bilingual.warnings(sections)
    if borrowed:
        warnings.append(
            Remark(
                "the year {year} is not stated; it is the file's own, or the default date's",
                year=span.start.year,
            )
        )
    title, titled = _title(file, shape, kind, part)
    entry = Entry(
        uid=uid,
        key="",
        kind=kind,
        title=title or KINDS[kind].title(spoken, describe(span, KINDS[kind].period)),
        start=span.start,
        end=span.end,
        language=spoken,
        tags=front.tags(),
        front_matter=front.values,
        sections=tuple(sections),
        origin=Origin(file.path, part.index, file.sha256, file.decoded.encoding),
        updated_at=_stated_change(front.values),
    )
    blocks = block.of_outline(shape, head, sections, titled)
    if found and not file.hints.date:
        blocks = block.with_dated(blocks, entry, body, file.labels)
    is_sure = elected.is_sure and file.decoded.is_sure
    is_sure = is_sure and bool(found or file.hints.default_date) and not borrowed
    return Reading(block.digested(entry, blocks), tuple(warnings), is_sure)


def _stated_change(values: Mapping[str, Any]) -> dt.datetime | None:
    """When the document says it was last changed (`lastmod` and its like), at midnight; None when it does not say."""
    for name, value in values.items():
        stated = _DAY.match(value) if name.lower() in _CHANGED and isinstance(value, str) else None
        if stated:
            try:
                year, month, day = map(int, stated.groups())
                return dt.datetime(year, month, day, tzinfo=dt.UTC)
            except ValueError:
                return None
    return None


def _opening_warnings(file: _File, elected: Vote) -> list[str]:
    """What concerns the whole file, told with its first entry."""
    if elected.is_sure:
        return file.warnings
    unsure = Remark("read as {kind}, but that is not sure: {why}", kind=elected.kind, why=Word(elected.why))
    return [*file.warnings, unsure]


def _dateless(hints: Hints) -> Remark:
    """That no document states the day, and which one is used."""
    if hints.modified is None:
        return Remark("no date found and none is given")
    day = hints.modified.isoformat()
    return Remark("no date found, the file's own date {day} is used", day=day)


def _language(file: _File, body: str) -> str:
    """The language asked for, the one that the front matter states, else by the script of the text."""
    stated = file.hints.language or front_language(file.front)
    if stated:
        return stated
    # Mojibake is told by what it was: the language of the mended text.
    readable = mojibake.repair(body).text if mojibake.detect(body) else body
    return language.detect(file.front.get("title", "description") + "\n" + readable)


def _title(file: _File, shape: Outline, kind: str, part: _Part) -> tuple[str, int]:
    """The title, and the index of the section whose heading it is (-1 for none)."""
    stated = file.front.get("title")
    if stated and part.count == 1:
        return stated, -1
    headed = [place for place, draft in enumerate(shape.sections) if draft.heading]
    if headed:
        first = shape.sections[headed[0]]
        others = [
            draft.level for place, draft in enumerate(shape.sections) if place != headed[0] and draft.level
        ]
        alone = (
            first.form == "heading"
            and first.role in ("prose", "week")
            and all(level > first.level for level in others)
        )
        named = (
            first.role == "prose"
            and all(level >= first.level for level in others)
            and _names_kind(first.heading, file.labels)
        )
        if first.form == "heading" and (
            alone or (first.level == 1 and first.role == "prose") or named or part.count > 1
        ):
            return text.clean_line(first.heading), headed[0]
        if kind == "note" and first.form == "heading":
            return text.clean_line(first.heading), headed[0]
    if stated:
        return stated, -1
    return "", -1


def _topics(front: FrontMatter) -> str:
    """The words of a document's tags and categories."""
    found = [
        value
        for key, value in front.values.items()
        if key.casefold() in ("tags", "tag", "categories", "category")
    ]
    return " ".join(str(value) for value in found)


def front_language(front: FrontMatter) -> str:
    """The language that the front matter states, if new headings can be written in it."""
    stated = front.get("lang", "language", "locale")[:2].casefold()
    return stated if stated in LANGUAGES else ""


def _names_kind(heading: str, labels: Labels) -> bool:
    folded = text.fold(heading)
    return any(words.search(folded) for words in labels.kinds.values()) or bool(dates.first(heading, 2000))


def _with_bytes(readings: list[Reading], decoded: Decoded, original: str, data: bytes) -> list[Reading]:
    """The readings with the bytes of their part of the file, where their text would not give them back.

    Parts are cut at line ends, so each entry carries the bytes of its own lines and the parts joined are the file.
    """
    if decoded.exact and not original:
        return readings
    codec = decoded.encoding
    # What carries each byte of the file through: its own text, escapes, or one character for a byte. Of the code pages
    # that are guessed none has a line's end as the second byte of a character.
    carrier, errors = codec, "replace"
    if not decoded.exact:
        carrier, errors = (codec, "surrogateescape") if codec == "utf-8" else ("latin-1", "strict")
    exact = original or decoded.text if decoded.exact else data.decode(carrier, errors)
    lines = text.lines_with_ends(exact)
    position = 0
    kept: list[Reading] = []
    for place, reading in enumerate(readings):
        count = len(text.lines_with_ends("".join(block.source for block in reading.entry.blocks)))
        own = lines[position : position + count] if place + 1 < len(readings) else lines[position:]
        position += count
        raw = data if len(readings) == 1 else "".join(own).encode(carrier, errors)
        origin = reading.entry.origin
        assert origin is not None
        used = "utf-8" if original else codec
        origin = replace(origin, raw=base64.b64encode(raw).decode("ascii"), encoding=used)
        kept.append(replace(reading, entry=replace(reading.entry, origin=origin)))
    return kept
