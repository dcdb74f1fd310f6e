"""A Markdown file read into entries, losslessly: the blocks' sources joined are the file.

The order of work: bytes to text, front matter, kind, entries of the file, then each entry's sections and items. Knows
nothing of the notebook: keys are given by the journal.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib

import msgspec
from msgspec.structs import replace

from retrotui import text
from retrotui.markdown import (
    dates,
    encoding,
    front_matter,
    label,
    language,
    mojibake,
    number,
    outline,
    period,
    scan,
)
from retrotui.markdown.digest import BODY, FLOW, FRONT_MATTER, TITLE, digest_all
from retrotui.markdown.encoding import Decoded
from retrotui.markdown.front_matter import FrontMatter
from retrotui.markdown.label import Labels
from retrotui.markdown.part import parts_of
from retrotui.markdown.piece import Outline
from retrotui.markdown.vote import Vote, vote
from retrotui.model.entry import Block, Entry, Origin, Section, new_uid
from retrotui.model.kinds import KINDS, LANGUAGES
from retrotui.model.periods import describe


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
    labels: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """A user's own section names: role and labels."""
    corpus: tuple[str, ...] = ()
    """Texts by the same author, by which a repair guesses dropped bytes."""


_NO_HINTS = Hints()


class Reading(msgspec.Struct, frozen=True):
    """One entry of a document, and what its author should know about how it was read."""

    entry: Entry
    warnings: tuple[str, ...] = ()


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


def read(data: bytes, path: str, hints: Hints = _NO_HINTS) -> list[Reading]:
    """The entries of a file in its order, at least one. Raises DocumentUnreadable for what is no text or too large."""
    decoded = encoding.decode(data, path)
    warnings = [decoded.warning] if decoded.warning else []
    source, original = _repaired(decoded, hints, warnings)
    lines = text.lines_with_ends(source)
    front = front_matter.split(lines)
    labels = label.load(hints.labels)
    file = _File(
        path,
        hints,
        labels,
        decoded,
        hashlib.sha256(data).hexdigest(),
        front,
        original,
        warnings + list(front.warnings),
    )
    body = scan.scan("".join(lines[front.lines :]))
    chosen = hints.kind or front.get("kind")
    elected = (
        Vote(chosen, True)
        if chosen in KINDS
        else vote(body, front.get("title"), path, labels, _topics(front))
    )
    parts = parts_of(body, elected.kind, labels) if not hints.date else [(0, len(body))]
    head = "".join(lines[: front.lines])
    readings: list[Reading] = []
    for index, (low, high) in enumerate(parts):
        own = body[low:high]
        readings.append(_read_entry(file, head if index == 0 else "", own, elected, index, len(parts)))
    return _with_bytes(readings, decoded, original, data)


def _repaired(decoded: Decoded, hints: Hints, warnings: list[str]) -> tuple[str, str]:
    codec = mojibake.detect(decoded.text)
    if not codec:
        return decoded.text, ""
    if not hints.repair:
        warnings.append(f"text is mojibake (UTF-8 read as {codec}); --repair mends it")
        return decoded.text, ""
    repaired = mojibake.repair(decoded.text, hints.corpus)
    warnings.append(f"text was mojibake (UTF-8 read as {codec}) and is repaired")
    if repaired.guesses:
        warnings.append(f"{len(repaired.guesses)} characters are guessed, for bytes of them are lost")
    return repaired.text, decoded.text


def _read_entry(
    file: _File, head: str, body: list[scan.Line], elected: Vote, index: int, count: int
) -> Reading:
    hints, kind = file.hints, elected.kind
    warnings = list(file.warnings) if index == 0 else []
    if not elected.is_sure and index == 0:
        warnings.append(f"read as {kind}, but that is not sure: {elected.why}")
    whole = "".join(line.raw for line in body)
    # Mojibake is told by what it was: the language of the mended text.
    readable = mojibake.repair(whole).text if mojibake.detect(whole) else whole
    stated = front_language(file.front)
    spoken = (
        hints.language or stated or language.detect(file.front.get("title", "description") + "\n" + readable)
    )
    found = period.of_document(
        file.front if index == 0 or count == 1 else FrontMatter(),
        body,
        kind,
        file.path,
        hints.date,
        file.labels,
        alone=count == 1,
    )
    title = file.front.get("title") if count == 1 else ""
    shape = outline.build(body, kind, file.labels, found.start.year if found else None, title)
    uid = new_uid()
    sections = outline.sections_of(shape, file.labels)
    if kind == "study" and not hints.date and file.front.get("kind") not in KINDS:
        found = period.of_weeks(sections) or found
    number.number_items(shape, sections)
    warnings += number.link_items(shape, uid)
    sections = outline.with_items(shape, sections)
    span, told = period.settle(found, kind, hints.default_date, hints.modified)
    warnings += told + period.oddities(file.front if index == 0 else FrontMatter())
    title, titled = _title(file, shape, kind, count, index)
    entry = Entry(
        uid=uid,
        key="",
        kind=kind,
        title=title or KINDS[kind].title(spoken, describe(span, KINDS[kind].period)),
        start=span.start,
        end=span.end,
        language=spoken,
        tags=file.front.tags() if index == 0 or count == 1 else (),
        front_matter=file.front.values if index == 0 else {},
        sections=tuple(sections),
        origin=Origin(file.path, index, file.sha256, file.decoded.encoding),
    )
    blocks = blocks_of(shape, head, sections, titled)
    entry = replace(entry, blocks=tuple(blocks))
    digests = digest_all(entry)
    blocks = [replace(block, digest=value) for block, value in zip(blocks, digests, strict=True)]
    return Reading(replace(entry, blocks=tuple(blocks)), tuple(warnings))


def _title(file: _File, shape: Outline, kind: str, count: int, index: int) -> tuple[str, int]:
    """The title, and the index of the section whose heading it is (-1 for none)."""
    stated = file.front.get("title")
    if stated and count == 1:
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
            alone or (first.level == 1 and first.role == "prose") or named or count > 1
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
    return any(word in folded for words in labels.kinds.values() for word in words) or bool(
        dates.first(heading, 2000)
    )


def blocks_of(shape: Outline, head: str, sections: list[Section], titled: int) -> list[Block]:
    """The blocks of an outline: one for each section, or one for the sections of a table. Digests are still empty."""
    blocks = [Block(head, FRONT_MATTER)] if head else []
    source: list[str] = []
    held: list[int] = []
    items: list[str] = []
    tables: set[int] = set()

    def close() -> None:
        kind = FLOW if any(shape.sections[n].flow for n in held) else TITLE if titled in held else BODY
        blocks.append(Block("".join(source), kind, tuple(sections[n].uid for n in held), tuple(items)))
        for gathered in (source, held, items):
            gathered.clear()
        tables.clear()

    for piece in shape.pieces:
        same_table = piece.table in tables
        if held and piece.section not in held and not same_table:
            close()
        if piece.section not in held:
            held.append(piece.section)
        if piece.table < -1 or (piece.table >= 0 and piece.kind != "prose"):
            tables.add(piece.table)
        source.append(piece.raw)
        if piece.item:
            items.append(piece.item.uid)
    if held:
        close()
    # An empty file has an empty source, which is not the same as none.
    return blocks or [Block("")]


def _with_bytes(readings: list[Reading], decoded: Decoded, original: str, data: bytes) -> list[Reading]:
    """The readings with the bytes of their part of the file, where their text would not give them back.

    Parts are cut at line ends, so each entry carries the bytes of its own lines and the parts joined are the file.
    """
    if decoded.exact and not original:
        return readings
    codec = decoded.encoding
    exact = (
        data.decode(codec, errors="surrogateescape")
        if not decoded.exact and codec == "utf-8"
        else original or decoded.text
    )
    lines = text.lines_with_ends(exact)
    position = 0
    kept: list[Reading] = []
    for place, reading in enumerate(readings):
        count = len(text.lines_with_ends("".join(block.source for block in reading.entry.blocks)))
        own = lines[position : position + count] if place + 1 < len(readings) else lines[position:]
        position += count
        if len(readings) == 1:
            raw = data
        else:
            raw = "".join(own).encode(codec, errors="surrogateescape" if codec == "utf-8" else "replace")
        origin = reading.entry.origin
        assert origin is not None
        used = "utf-8" if original else codec
        origin = replace(origin, raw=base64.b64encode(raw).decode("ascii"), encoding=used)
        kept.append(replace(reading, entry=replace(reading.entry, origin=origin)))
    return kept
