"""How much two short texts speak of the same thing: offline, and in Korean, Japanese and English alike.

Words are compared by their stems, not by their forms: `배포가 늦음` and `배포를 늦게 함` share both, `배포가 빠름` only one.
Hangul is compared by letters (NFD), because its inflection changes the last letters of a syllable; of Japanese the
kanji and katakana runs count, because its inflection is written in hiragana. What has no such words, or is spelt
otherwise, is compared by pairs of letters. `docs/decisions/the-week.md` has the figures behind the numbers here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

import msgspec

from retrotui.loop import light
from retrotui.text import fold

SAME = 0.62
"""From this likeness on, two problems are offered as the same; chosen on the labelled pairs of the tests."""

_TOKEN = re.compile(
    r"[a-z][a-z0-9'_]*|[\uac00-\ud7a3]+|[\u30a1-\u30fa\u30fc]{2,}|[\u3400-\u9fff々]+|[\u3041-\u309f]+"
)
_CLAUSE = re.compile(r"[.。!?！？;；:：,，、()（）\[\]—–\n]+")
_KEY = 3
"""How many letters of a word must agree before its likeness is looked at."""
_SPELLING = 0.72
"""From this share of common letter pairs on, two words are one word spelt in two ways."""
_PAIRS_WEIGHT = 0.8
"""What the likeness by letter pairs of whole texts counts, against that by words."""
_PART = 0.8
"""What a word counts that is a part of another one."""
_ONE_WORD = 0.5
"""The most that one common word is worth among several."""
_OTHER_TOPIC = 0.85
"""What common words count when the texts begin with other ones."""

_HANGUL_LIGHT = frozenset(light.HANGUL.split())
_LATIN_LIGHT = frozenset(light.LATIN.split())
_KANJI_LIGHT = frozenset(light.KANJI.split())
_LATIN_END = re.compile(r"(?:e|s|es|ed|d|ing|ment|ments|ly|er|ers|y|ies|ied|ness|'s|al|ion|ions)?")


def _letters(text: str) -> str:
    return unicodedata.normalize("NFD", text)


_HANGUL_END = re.compile(
    "[\u1175\u1173\u1167]?[\u11ab\u11af\u11b7\u11b8\u11bb]?(?:"
    + "|".join(sorted(map(_letters, light.HANGUL_ENDINGS.split()), key=len, reverse=True))
    + ")*[\u11ab\u11af\u11b7\u11b8\u11bb]?"
)


class Word(msgspec.Struct, frozen=True):
    """A word that carries meaning."""

    script: str
    """`hangul`, `latin`, `kana` (katakana) or `kanji`."""
    letters: str


class Print(msgspec.Struct, frozen=True):
    """What is compared of a text; made once, compared with many."""

    gist: tuple[Word, ...]
    """Of the first clause that says something."""
    whole: tuple[Word, ...]
    pairs: frozenset[str]
    """Neighbouring letters of the whole text, without what stands between words."""

    def beginnings(self) -> set[str]:
        """What another text must share at least one of to be like this one."""
        found: set[str] = set()
        for word in self.whole:
            found |= set(word.letters) if word.script == "kanji" else {word.letters[:_KEY]}
        return found


def fingerprint(text: str) -> Print:
    """Read the words of a text; its first line is best, as details differ from time to time."""
    folded = unicodedata.normalize("NFC", fold(text))
    return Print(_gist(folded), tuple(_words(folded)), _pairs("".join(_TOKEN.findall(folded))))


def likeness(one: Print, other: Print) -> float:
    """From 0, nothing in common, to 1, the same words."""
    by_gist = _by_words(one.gist, other.gist)
    by_whole = _by_words(one.whole, other.whole)
    return max(by_gist, by_whole, _PAIRS_WEIGHT * _dice(one.pairs, other.pairs))


def _gist(folded: str) -> tuple[Word, ...]:
    """The words of the first clause, and of the next ones until there are two."""
    words: dict[Word, None] = {}
    for clause in _CLAUSE.split(folded):
        words |= dict.fromkeys(_words(clause))
        if len(words) > 1:
            break
    return tuple(words)


def _words(folded: str) -> Iterable[Word]:
    found: dict[Word, None] = {}
    for token in _TOKEN.findall(folded):
        if (word := _word(token)) is not None:
            found[word] = None
    return found


def _word(token: str) -> Word | None:
    first = token[0]
    if first.isascii():
        return None if token in _LATIN_LIGHT or len(token) < 2 else Word("latin", token)
    if "\uac00" <= first <= "\ud7a3":
        # One syllable alone is a counter or a particle more often than a word.
        return None if len(token) < 2 or token in _HANGUL_LIGHT else Word("hangul", _letters(token))
    if "\u30a1" <= first <= "\u30fc":
        return Word("kana", token.rstrip("ー") or token)
    if "\u3041" <= first <= "\u309f" or token in _KANJI_LIGHT:
        return None
    return Word("kanji", token)


def _by_words(one: tuple[Word, ...], other: tuple[Word, ...]) -> float:
    """Twice the common words over all words.

    One word alone is common only when neither text has another; and where the words that the texts begin with, what
    they are about, are not among the common ones, they count less.
    """
    if not one or not other:
        return 0.0
    value = 0.0
    common: list[tuple[Word, Word]] = []
    free = list(other)
    for word in one:
        best, found = None, 0.0
        beginning = word.letters[:_KEY]
        for each in free:
            # Most words differ from the first letter on; of those that are alike the first of the likest counts.
            if each.script == word.script and (word.script == "kanji" or each.letters.startswith(beginning)):
                likest = _same(word, each)
                if likest > found:
                    best, found = each, likest
        if best is not None:
            value += found
            common.append((word, best))
            free.remove(best)
    value = 2 * value / (len(one) + len(other))
    if not any(word is one[0] or best is other[0] for word, best in common):
        value *= _OTHER_TOPIC
    return min(value, _ONE_WORD) if len(common) < 2 and (len(one), len(other)) != (1, 1) else value


def _same(one: Word, other: Word) -> float:
    if one.script != other.script:
        return 0.0
    a, b = one.letters, other.letters
    if a == b:
        return 1.0
    if one.script == "kanji":
        inside = len(a) > 1 and len(b) > 1 and (a in b or b in a)
        stem = a[0] == b[0] and 1 in (len(a), len(b))
        return _PART if inside or stem else 0.0
    if a[:_KEY] != b[:_KEY]:
        return 0.0
    end = _HANGUL_END if one.script == "hangul" else _LATIN_END
    if one.script != "kana" and _one_stem(a, b, end):
        return 1.0
    value = _dice(_pairs(a), _pairs(b))
    return value if value >= _SPELLING else 0.0


def _one_stem(one: str, other: str, end: re.Pattern[str]) -> bool:
    """Whether both are the same beginning of at least `_KEY` letters with an ending, or none, behind it."""
    shared = next(
        (n for n, (x, y) in enumerate(zip(one, other, strict=False)) if x != y), min(len(one), len(other))
    )
    return any(
        end.fullmatch(one, at) is not None and end.fullmatch(other, at) is not None
        for at in range(shared, _KEY - 1, -1)
    )


def _pairs(text: str) -> frozenset[str]:
    """The pairs of neighbouring letters; a pair that comes again is another one, so that common ones can be counted."""
    letters = _letters(text)
    seen: dict[str, int] = {}
    found = []
    for at in range(len(letters) - 1):
        pair = letters[at : at + 2]
        times = seen[pair] = seen.get(pair, 0) + 1
        found.append(pair if times == 1 else f"{pair}{times}")
    return frozenset(found)


def _dice(one: frozenset[str], other: frozenset[str]) -> float:
    total = len(one) + len(other)
    return 2 * len(one & other) / total if total else 0.0
