"""Which of the encodings before UTF-8 a text is in: the one in which it reads most like its language.

The same bytes are text in several of them. Each reading is weighed by how likely its characters are in the language
of that encoding (counts of the texts in `models/`, else the class of the character), so readings of different length
compare. Knows nothing of Markdown.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Container, Iterator
from functools import lru_cache
from importlib import resources

import msgspec

CODECS = {"cp949": "ko", "cp932": "ja", "euc_jp": "ja", "gb18030": "zh", "cp1252": ""}
"""The encodings that are tried, and the language that each is read as."""

_SAMPLE = 32_768
_MARGIN = 8.0
"""By so much (a factor of 3000) the best reading must be likelier than the next to be taken for certain."""
_STATED_TELLS = 25.0
"""What the language that is asked for weighs: about as much as three or four characters."""
_LEAST = -12.5
"""Wide characters less likely than this on average are no text of the language."""
_MODELS = {"ko": "korean", "ja": "japanese", "zh": "chinese"}
_CHARSETS = {"ko": "euc_kr", "ja": "euc_jp", "zh": "gb2312"}
_ASCII = -4.0
_NEVER = -20.0
_ROWS: dict[str, tuple[tuple[int, float], ...]] = {
    "ko": ((0xA1, -6), (0xA3, -8), (0xA4, -8.5), (0xAF, -11.5), (0xC8, -10.5), (0xFE, -13)),
    "ja": ((0x8E, -5), (0xA1, -6), (0xA2, -9), (0xA3, -7), (0xA5, -7), (0xA8, -11), (0xCF, -10.5), (0xFE, -14)),
    "zh": ((0xA1, -6), (0xA2, -9), (0xA3, -6), (0xA9, -12), (0xD7, -10), (0xFE, -13)),
}  # fmt: skip
"""Per language up to which lead byte of its character set a character that the counts lack is how likely (a natural
logarithm): marks, kana, letters of other scripts, the characters in common use, the rare ones."""
_BEYOND = {"ko": -14.0, "ja": -12.0, "zh": -15.0}
"""Characters that only the extended character sets have."""
_HALF_WIDTH = re.compile("[\uff61-\uff9f]+")
_HALF_WIDTH_BEGINS = -5.0
"""Half-width kana come in runs; a single one is a byte of something else."""
_WESTERN = re.compile("[\x80-\uffff]+")
_DATE = re.compile(r"\d ?[年月日년월일]")
_DATE_TELLS = 4.0
_WORDS = re.compile("[\u3041-\u30ff\u4e00-\u9fff]+|[\uac00-\ud7a3]+(?: [\uac00-\ud7a3]+)*")
_WORD_TELLS = 5.0


class Guess(msgspec.Struct, frozen=True):
    """The likeliest reading of some bytes."""

    codec: str
    text: str
    other: str = ""
    """The next likeliest encoding, where it is nearly as likely; else empty."""


def guess(data: bytes, language: str = "", known: Container[str] = ()) -> Guess | None:
    """The likeliest reading, or None when none is like a text. `language` (`ko`, `ja`) is what its author says
    it is in, which decides unless the text plainly says otherwise.

    `known` are words without spaces that speak for a reading in which they stand.
    """
    texts = {codec: text for codec in CODECS if (text := _decoded(data, codec)) is not None}
    weights: dict[str, float] = {}
    for codec, text in texts.items():
        weight = _weight(text[:_SAMPLE], CODECS[codec], known)
        if weight is not None:
            weights[codec] = weight + (_STATED_TELLS if language and CODECS[codec] == language else 0)
    if not weights:
        return None
    best, *others = sorted(weights, key=lambda codec: -weights[codec])
    rival = others[0] if others and weights[best] - weights[others[0]] < _MARGIN else ""
    return Guess(best, texts[best], rival)


def _decoded(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return None


def _weight(text: str, language: str, known: Container[str]) -> float | None:
    """The logarithm of how likely the text is in the language; None for what is no text of it."""
    counts = Counter(text)
    wide = [(character, number) for character, number in counts.items() if character > "\x7f"]
    likely = _western if not language else _likely
    total = sum(number * likely(character, language) for character, number in wide)
    total += _HALF_WIDTH_BEGINS * len(_HALF_WIDTH.findall(text))
    if not language:
        # Letters with accents stand between others; one after the other they are halves of something else.
        total -= 5 * sum(len(run) - 1 for run in _WESTERN.findall(text))
    if not wide or total < _LEAST * sum(number for _, number in wide):
        return None
    narrow = sum(number * _ASCII for character, number in counts.items() if character <= "\x7f")
    return total + narrow + _told(text, known)


def _told(text: str, known: Container[str]) -> float:
    """What dates and words that are known say for the reading."""
    words = sum(1 for word in _runs(text) if word in known)
    return _DATE_TELLS * len(_DATE.findall(text)) + _WORD_TELLS * words


def _runs(text: str) -> Iterator[str]:
    return (run.replace(" ", "") for run in _WORDS.findall(text) if len(run) > 1)


@lru_cache(maxsize=16_384)
def _likely(character: str, language: str) -> float:
    counts, total = _model(language)
    if number := counts[character]:
        return math.log(0.9 * number / total)
    if "\ue000" <= character <= "\uf8ff" or character < "\xa0":
        return _NEVER
    try:
        lead = character.encode(_CHARSETS[language])
    except UnicodeEncodeError:
        return _BEYOND[language]
    if len(lead) > 2:
        return _BEYOND[language]
    return next(value for last, value in _ROWS[language] if lead[0] <= last)


def _western(character: str, language: str) -> float:
    return -6.0 if character.isalpha() or character in "“”‘’–—…«»€°·¡¿ß§\xa0" else -9.0


@lru_cache(maxsize=4)
def _model(language: str) -> tuple[Counter[str], int]:
    """How often each character stands in the language's model text, and all of them together."""
    path = resources.files("retrotui.markdown") / "models" / f"{_MODELS[language]}.txt"
    common, _, sentences = path.read_text(encoding="utf-8").partition("\n")
    counts = Counter(character for character in sentences if character > "\x7f")
    # The characters in most frequent use, the commonest first.
    counts.update({c: max(1, 30 - place // 16) for place, c in enumerate(dict.fromkeys(common))})
    return counts, counts.total()
