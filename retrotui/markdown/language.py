"""Which language a text is written in, by its script."""

from __future__ import annotations

import re

_HANGUL = re.compile("[\uac00-\ud7a3\u1100-\u11ff\u3131-\u318e]")
_KANA = re.compile("[\u3041-\u30fa\uff66-\uff9d]")
_LATIN_WORD = re.compile("[A-Za-z]{2,}")
_NOISE = re.compile(r"`[^`\n]*`|https?://\S+|<[^>\n]{0,300}>|\]\([^)\n]{0,300}\)")


def detect(text: str) -> str:
    """`ko`, `ja` or `en`. A syllable or kana weighs half a Latin word, for technical terms stay Latin in all."""
    sample = _NOISE.sub(" ", text[:200_000])
    hangul, kana = len(_HANGUL.findall(sample)), len(_KANA.findall(sample))
    latin = len(_LATIN_WORD.findall(sample))
    if max(hangul, kana) < 0.5 * latin or not max(hangul, kana):
        return "en"
    return "ko" if hangul >= kana else "ja"
