"""Text that was UTF-8, was read as a Windows code page and written again: found, and mended where asked.

Whole sequences are decoded with certainty. Where bytes were dropped on the way (the code page does not define them,
or they are soft hyphens), the likeliest Hangul syllable is guessed by a small model of Korean, and told as a guess.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property, lru_cache
from importlib import resources
from itertools import combinations_with_replacement, product

import msgspec

from retrotui.text import lines_with_ends, split_lines

_CODECS = ("cp1254", "cp1252", "latin-1")
_DROPPED = (0x81, 0x8D, 0x8E, 0x8F, 0x90, 0x9D, 0x9E, 0xAD)
"""Bytes that cp1254 does not define, and the soft hyphen: programs leave them out."""
_TURKISH = re.compile("[ĞğİıŞş]")
_PAIR = re.compile(
    "[\u00c2-\u00f4ĞğİıŞş][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2010-\u203a\u20ac\u2122]"
)
_SAMPLE = 100_000
_BEAM = 24
_HANGUL = re.compile("[\uac00-\ud7a3]")


class Repaired(msgspec.Struct, frozen=True):
    """A mended text."""

    text: str
    guesses: tuple[tuple[int, tuple[str, ...]], ...] = ()
    """Offset of each guessed character in `text`, and its candidates, the likeliest first."""


Earlier = Mapping[str, Repaired]
"""Lines as they came, without their ends, and what became of them when they were repaired before."""
_TELLING = 3
"""So many broken characters make a line worth showing."""


class Corpus:
    """Texts by the same author, by which lost bytes are guessed; asked for and counted at the first guess, and once."""

    def __init__(self, texts: Callable[[], Iterable[str]]) -> None:
        self._texts = texts

    @cached_property
    def counts(self) -> Counter[str]:
        """How often each run of one to three characters occurs."""
        return _count("\n".join(self._texts()))


class _Piece(msgspec.Struct, frozen=True):
    """A stretch of the mended text: one possibility, or several where bytes are gone."""

    choices: tuple[str, ...]


_BYTE_LIKE = re.compile("[\x80-\xff\u0100-\u017f\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]")
"""What the bytes above 0x7F are in Western code pages. Fewer than half of a text's wide characters: no mojibake."""


def detect(text: str) -> str:
    """The code page through which the text went (`cp1254`, `cp1252`, `latin-1`), or empty when it is no mojibake."""
    sample = text[:_SAMPLE]
    # By far most texts have no such pair of characters; counting bytes in them all would take longer than reading.
    if len(_PAIR.findall(sample)) < 3:
        return ""
    wide = sum(ord(character) > 0x7F for character in sample)
    if wide < 6:
        return ""
    if 2 * len(_BYTE_LIKE.findall(sample)) < wide:
        return ""
    for codec in _order(sample):
        decoded, used = _whole_sequences(sample, codec)
        if decoded >= 3 and used >= 0.5 * wide:
            return codec
    return ""


def _order(text: str) -> tuple[str, ...]:
    return _CODECS if _TURKISH.search(text) else ("cp1252", "cp1254", "latin-1")


@lru_cache(maxsize=8)
def _bytes_of(codec: str) -> dict[str, int]:
    """Which byte each character was, for the upper half of a code page; undefined bytes may stay as C1 controls."""
    table = {chr(byte): byte for byte in range(0x80, 0xA0)}
    for byte in range(0x80, 0x100):
        try:
            table[bytes([byte]).decode(codec)] = byte
        except UnicodeDecodeError:
            continue
    return table


def _length(lead: int) -> int:
    """How many continuation bytes follow a lead byte of UTF-8; 0 for other bytes."""
    if 0xC2 <= lead <= 0xDF:
        return 1
    if 0xE0 <= lead <= 0xEF:
        return 2
    return 3 if 0xF0 <= lead <= 0xF4 else 0


def _sequence(text: str, at: int, table: dict[str, int]) -> tuple[bytes, int]:
    """The lead byte at a position with the continuation bytes behind it, and how many it should have."""
    lead = table.get(text[at], 0)
    wanted = _length(lead)
    found = [lead]
    for character in text[at + 1 : at + 1 + wanted]:
        byte = table.get(character, 0)
        if not 0x80 <= byte <= 0xBF:
            break
        found.append(byte)
    return bytes(found), wanted


def _whole_sequences(text: str, codec: str) -> tuple[int, int]:
    """How many whole sequences there are, and how many characters they and the broken ones take."""
    table = _bytes_of(codec)
    decoded = used = at = 0
    while at < len(text):
        sequence, wanted = _sequence(text, at, table)
        if wanted and len(sequence) == wanted + 1 and _decoded(sequence):
            decoded += 1
        if wanted and len(sequence) > 1:
            used += len(sequence)
            at += len(sequence)
        else:
            at += 1
    return decoded, used


def _decoded(sequence: bytes) -> str:
    try:
        return sequence.decode("utf-8")
    except UnicodeDecodeError:
        return ""


def repair(text: str, corpus: Corpus | Iterable[str] = ()) -> Repaired:
    """The text with its double encoding undone. `corpus` is text by the same author, by which lost bytes are guessed."""
    codec = detect(text)
    if not codec:
        return Repaired(text)
    return _mended(_pieces(text, codec, _lost_in(text, codec)), corpus)


def sample(text: str, corpus: Corpus | Iterable[str] = ()) -> tuple[str, str]:
    """A telling line of mojibake as it is and as it would be mended; both empty for a text that is none."""
    codec = detect(text)
    broken = [line for line in split_lines(text) if _PAIR.search(line)] if codec else []
    if not broken:
        return "", ""
    line = next((line for line in broken if len(_PAIR.findall(line)) >= _TELLING), broken[0])
    return line, _mended(_pieces(line, codec, _lost_in(text, codec)), corpus).text


def remembered(original: str, repaired: Repaired, earlier: Earlier) -> Repaired:
    """The repair with those lines that were repaired before as they were then, decisions of their author included."""
    done: list[str] = []
    guesses: list[tuple[int, tuple[str, ...]]] = []
    fresh, begin, position = list(repaired.guesses), 0, 0
    for raw, mended in zip(lines_with_ends(original), lines_with_ends(repaired.text), strict=True):
        bare = raw.rstrip("\r\n")
        end = begin + len(mended)
        own = [(at - begin, options) for at, options in fresh if begin <= at < end]
        if known := earlier.get(bare):
            mended, own = known.text + raw[len(bare) :], list(known.guesses)
        guesses += [(position + at, options) for at, options in own]
        done.append(mended)
        begin, position = end, position + len(mended)
    return Repaired("".join(done), tuple(guesses))


def _mended(pieces: list[_Piece], corpus: Corpus | Iterable[str]) -> Repaired:
    """The likeliest reading of the pieces. The language is not looked at where there is nothing to guess."""
    if all(len(piece.choices) == 1 for piece in pieces):
        return Repaired("".join(piece.choices[0] for piece in pieces))
    own = corpus.counts if isinstance(corpus, Corpus) else _count("\n".join(corpus))
    model = _Model((_built_in(), own))
    chosen = _likeliest(pieces, model)
    guesses: list[tuple[int, tuple[str, ...]]] = []
    offset = 0
    for place, (piece, choice) in enumerate(zip(pieces, chosen, strict=True)):
        if len(piece.choices) > 1:
            before = "".join(chosen[max(0, place - 2) : place])
            after = "".join(chosen[place + 1 : place + 3])
            ranked = sorted(piece.choices, key=lambda other, b=before, a=after: -model.score(b, other + a))  # type: ignore[misc]
            guesses.append((offset, (choice, *(other for other in ranked if other != choice))))
        offset += len(choice)
    return Repaired("".join(chosen), tuple(guesses))


def _lost_in(text: str, codec: str) -> list[int]:
    """The bytes that were dropped on the way: those of which the whole text has none."""
    table = _bytes_of(codec)
    present = {table.get(character) for character in set(text)}
    return [byte for byte in _DROPPED if byte not in present]


def _pieces(text: str, codec: str, gone: list[int]) -> list[_Piece]:
    """The text as decoded sequences, plain characters and, where bytes are gone, their candidates."""
    table = _bytes_of(codec)
    pieces: list[_Piece] = []
    at = 0
    while at < len(text):
        sequence, wanted = _sequence(text, at, table)
        if not wanted:
            pieces.append(_Piece((text[at],)))
            at += 1
            continue
        if len(sequence) == wanted + 1:
            found: tuple[str, ...] = (_decoded(sequence),)
        else:
            found = _candidates(sequence, wanted, gone)
        if found and found[0]:
            pieces.append(_Piece(found))
            at += len(sequence)
        else:
            pieces.append(_Piece((text[at],)))
            at += 1
    return pieces


@lru_cache(maxsize=4096)
def _filled(sequence: bytes, wanted: int, gone: tuple[int, ...]) -> tuple[str, ...]:
    missing = wanted + 1 - len(sequence)
    found: list[str] = []
    for places in combinations_with_replacement(range(1, len(sequence) + 1), missing):
        for added in product(gone, repeat=missing):
            filled = list(sequence)
            for place, byte in sorted(zip(places, added, strict=True), key=lambda each: -each[0]):
                filled.insert(place, byte)
            if character := _decoded(bytes(filled)):
                found.append(character)
    return tuple(dict.fromkeys(found))


def _candidates(sequence: bytes, wanted: int, gone: list[int]) -> tuple[str, ...]:
    """What a broken sequence may have been: syllables of KS X 1001 if any, else marks and letters in common use."""
    if wanted - len(sequence) + 1 > 2 or (len(sequence) == 1 and wanted < 2):
        return ()
    every = _filled(sequence, wanted, tuple(gone))
    common = tuple(character for character in every if _in_ksx1001(character))
    syllables = tuple(character for character in common if _HANGUL.match(character))
    return syllables or common or every[:8]


def _in_ksx1001(character: str) -> bool:
    try:
        return len(character.encode("euc_kr")) == 2
    except UnicodeEncodeError:
        return False


class _Model:
    """How likely a character is after two others, from counts of one to three characters."""

    def __init__(self, counts: Iterable[Counter[str]]) -> None:
        self._counts = tuple(counts)
        self._total = (
            sum(sum(n for gram, n in counter.items() if len(gram) == 1) for counter in self._counts) or 1
        )

    def _n(self, gram: str) -> float:
        return sum(counter[gram] for counter in self._counts)

    def probability(self, before: str, character: str) -> float:
        """Of the character after the two before it, smoothed with its chance after one and after none."""
        one = (self._n(character) + 0.05) / (self._total + 120)
        pair, single = self._n(before[-1:] + character), self._n(before[-1:])
        two = (pair + 4 * one) / (single + 4)
        if len(before) < 2:
            return two
        triple, double = self._n(before[-2:] + character), self._n(before[-2:])
        return (triple + 1.5 * two) / (double + 1.5)

    def score(self, before: str, following: str) -> float:
        """The logarithm of the chance of the characters after those before."""
        total = 0.0
        for character in following:
            total += math.log(self.probability(_folded(before[-2:]), _folded(character)))
            before += character
        return total


def _folded(characters: str) -> str:
    """To the model all Latin letters and digits are one, and all else but Hangul is a space."""
    return "".join(
        character if _HANGUL.match(character) else "a" if character.isascii() and character.isalnum() else " "
        for character in characters
    )


def _count(text: str) -> Counter[str]:
    counts: Counter[str] = Counter()
    folded = re.sub(r" +", " ", re.sub("a+", "a", _folded(text)))
    for size in (1, 2, 3):
        counts.update(folded[at : at + size] for at in range(len(folded) - size + 1))
    return counts


@lru_cache(maxsize=1)
def _built_in() -> Counter[str]:
    """Counts of the model text that is shipped: sentences about work and learning, written for this project."""
    content = (resources.files("retrotui.markdown") / "models" / "korean.txt").read_text(encoding="utf-8")
    common, _, sentences = content.partition("\n")
    counts = _count(sentences)
    # The most frequent syllables of Korean, the commonest first.
    counts.update({syllable: max(1, 40 - place // 2) for place, syllable in enumerate(dict.fromkeys(common))})
    return counts


def _likeliest(pieces: list[_Piece], model: _Model) -> list[str]:
    """The likeliest choice of each piece: a beam search over the runs in which choices depend on each other."""
    beams: list[tuple[float, list[str], str]] = [(0.0, [], "  ")]
    done: list[str] = []
    since = 3
    for piece in pieces:
        since = 0 if len(piece.choices) > 1 else since + 1
        if len(piece.choices) == 1 and len(beams) == 1 and since > 2:
            done.append(piece.choices[0])
            beams = [(0.0, [], (beams[0][2] + piece.choices[0])[-2:])]
            continue
        grown = [
            (score + model.score(last, choice), [*chosen, choice], (last + choice)[-2:])
            for score, chosen, last in beams
            for choice in piece.choices
        ]
        beams = sorted(grown, key=lambda beam: -beam[0])[:_BEAM]
        if since >= 2:
            done += beams[0][1]
            beams = [(0.0, [], beams[0][2])]
    return done + beams[0][1]
