"""What an import knows of broken text: the notebook as a model of its author's language, and what was mended before."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Iterator

import msgspec

from retrotui.exchange.reread import source_of
from retrotui.markdown import encoding, mojibake
from retrotui.markdown.mojibake import Corpus, Repaired
from retrotui.markdown.reader import Hints
from retrotui.model.entry import Entry
from retrotui.text import lines_with_ends

_HANGUL = re.compile("[\uac00-\ud7a3]")
_ENOUGH = 300_000
"""Characters of the author's own: counting them takes a fifth of a second."""


class Broken(msgspec.Struct, frozen=True):
    """A file of broken text, as it came and as it is read now."""

    data: bytes
    hints: Hints
    """As it was read with, but for `repair`."""
    codec: str
    """The code page through which it went."""
    is_repaired: bool
    before: str
    """A line of it as it came."""
    after: str
    """The same line mended."""


def corpus(entries: Iterable[Entry]) -> Corpus:
    """What the notebook says in Korean, the newest first, without entries that hold guesses themselves."""

    def texts() -> Iterator[str]:
        size = 0
        for entry in sorted(entries, key=lambda entry: entry.start, reverse=True):
            if entry.has_guesses or size > _ENOUGH:
                continue
            words = [words for words in _words(entry) if _HANGUL.search(words)]
            size += sum(map(len, words))
            yield from words

    return Corpus(texts)


def _words(entry: Entry) -> Iterator[str]:
    yield entry.title
    for section in entry.sections:
        yield section.heading
        yield section.prose
        for item in section.items:
            yield item.text
            yield item.body


def is_repaired(entry: Entry) -> bool:
    """Whether the entry was broken text when it came, and is mended."""
    raw = _as_it_came(entry)
    return bool(raw) and raw != source_of(entry) and bool(mojibake.detect(raw))


def _as_it_came(entry: Entry) -> str:
    """The text of the kept bytes; empty where none are kept."""
    raw = entry.origin.raw if entry.origin else ""
    return encoding.decode(base64.b64decode(raw), "").text if raw else ""


def earlier(entries: Iterable[Entry]) -> dict[str, Repaired]:
    """The broken lines of entries that were repaired, as they stand in their sources now."""
    found: dict[str, Repaired] = {}
    for entry in entries:
        if not is_repaired(entry):
            continue
        came, mended = lines_with_ends(_as_it_came(entry)), list(_lines(entry))
        # Where the entry's source is no longer the file line by line, nobody knows which line became what.
        for raw, line in zip(came, mended, strict=True) if len(came) == len(mended) else ():
            if raw.rstrip("\r\n") != line.text:
                found.setdefault(raw.rstrip("\r\n"), line)
    return found


def _lines(entry: Entry) -> Iterator[Repaired]:
    """The lines of the entry's source without their ends, each with its open guesses."""
    for block in entry.blocks:
        begin = 0
        for line in lines_with_ends(block.source):
            end = begin + len(line)
            own = [(guess.at - begin, guess.options) for guess in block.guesses if begin <= guess.at < end]
            yield Repaired(line.rstrip("\r\n"), tuple((at, tuple(options)) for at, options in own))
            begin = end


def broken(data: bytes, codec: str, hints: Hints) -> Broken:
    """What a preview shows of a file of broken text."""
    text = encoding.decode(data, "").text
    before, after = mojibake.sample(text, hints.corpus or ())
    return Broken(data, hints, codec, hints.repair, before, after)
