"""A label without what people set around its words: the form in which labels are compared."""

from __future__ import annotations

import re
from functools import lru_cache

from retrotui import text

GLOSS = re.compile(r"[(（\[【<《〈「『]([^()（）\[\]【】<>《》〈〉「」『』]*)[)）\]】>》〉」』]")
_EMOJI = re.compile(
    "[\u2190-\u21ff\u2300-\u23ff\u2460-\u24ff\u25a0-\u27bf\u2900-\u297f\u2b00-\u2bff\u3030\u303d\u3297\u3299"
    "\ufe0e\ufe0f\u200d\u20e3\U0001f000-\U0001faff\U000e0020-\U000e007f]+"
)
_SHOWN = re.compile("[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]")
"""Variation selectors and skin tones."""
_SHORT = re.compile(r"(?<![\w:]):(?:[+-]1|[a-z][a-z0-9_]{1,30}):(?![\w:])")
"""An emoji by its name: `:tada:`."""
_MARKUP = re.compile(r"[#*_`~|\\]+|</?[a-zA-Z!][^>]{0,60}>|\{:[^}]*\}")
_WIKI = re.compile(r"\[\[(?:[^\[\]|]{0,60}\|)?([^\[\]|]{1,60})\]\]")
"""`[[page]]`, or `[[page|what is shown]]`."""
_LEADING = re.compile(
    r"^(?:\s|[-+•・·>:.)\]¿¡]|\d{1,2}\s*[.)\-:]\s*|\d{1,2}\s+|[ivxIVX]{1,4}[.)]\s+|[一二三四五六七八九十]、)+"
)
_LOOSE = re.compile(r"[\s'()（）\[\]【】,、·]+")
_TRAILING = re.compile(r"[\s:：.。?？!！、,\-–—=>~]+$")
_MARKED = re.compile(r"[*_<{\[【《「『]")
"""What `plain` takes away begins so."""
CJK = re.compile("[\u3041-\u30ff\u4e00-\u9fff]")
KANA = re.compile("[\u3041-\u30ff]")
_SIMPLE = str.maketrans(
    "麼問題學習結標這過還個樣際們總經驗訓動項計劃後點應會難處現見覺進開發實繼續優專業務週書讀寫記錄術報內來無對錯",
    "么问题学习结标这过还个样际们总经验训动项计划后点应会难处现见觉进开发实继续优专业务周书读写记录术报内来无对错",
)
HANGUL = re.compile("[\uac00-\ud7a3]")
_APOSTROPHES = str.maketrans("’‘´ʼ′", "'" * 5)


@lru_cache(maxsize=4096)
def normalise(label: str) -> str:
    """A label without markup, numbers, emoji, case and final punctuation: the form in which labels are compared."""
    linked = _WIKI.sub(lambda match: match[1], label) if "[[" in label else label
    bare = _MARKUP.sub(" ", _SHORT.sub(" ", linked) if ":" in linked else linked)
    if not bare.isascii():
        bare = _EMOJI.sub(" ", bare.translate(_APOSTROPHES))
    bare = _LEADING.sub("", " ".join(text.fold(bare).split()))
    return _TRAILING.sub("", bare).strip() or _face(label)


def _face(label: str) -> str:
    """The emoji of a label that is nothing else, `👍`, without what only says how they are shown."""
    bare = _SHOWN.sub("", label.strip("#*_ \t"))
    bare = bare if _SHORT.fullmatch(bare) else bare.strip(":：")
    return bare if bare and (_EMOJI.fullmatch(bare) or _SHORT.fullmatch(bare)) else ""


def compact(label: str) -> str:
    """A normalised label without spaces, as Korean writers set them freely; gloss brackets count as spaces."""
    return label if label.isalnum() else _LOOSE.sub("", label)


@lru_cache(maxsize=4096)
def without_gloss(label: str) -> str:
    """A normalised label without what it says in brackets; the whole of one that is nothing else."""
    return normalise(GLOSS.sub(" ", _WIKI.sub(r"\1", label))) or normalise(label)


def simplified(bare: str) -> str:
    """Chinese in simplified characters, as the labels are; Japanese stays as it is."""
    return bare if KANA.search(bare) else bare.translate(_SIMPLE)


def plain(heading: str) -> str:
    """A heading as people read it: without `#`, bold, code marks, or brackets all around it."""
    if not _MARKED.search(heading):
        return " ".join(heading.split()).rstrip(":：").strip() or heading.strip()
    bare = re.sub(
        r"\{[:#][^}]*\}\s*$",
        "",
        re.sub(
            r"\*\*|__|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)", "", re.sub(r"</?[a-zA-Z][^>]*>", " ", heading)
        ),
    ).strip()
    inside = re.fullmatch(r"[\[【《「『<]([^\[\]【】《》「」『』<>]+)[\]】》」』>]\s*[:：]?", bare)
    return " ".join((inside[1] if inside else bare).split()).rstrip(":：").strip() or bare
