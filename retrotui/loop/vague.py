"""Whether a Try names something to do, or only a wish to be better: a hint, never a refusal."""

from __future__ import annotations

import re
from collections.abc import Iterable

from retrotui.text import fold

_WISHES = (
    # English
    r"\b(?:be|being|stay|become) (?:more |less |better|careful|mindful|faster|quicker|focused|positive)",
    r"\btry (?:harder|to be|my best)\b", r"\b(?:do|work|communicate|focus|plan|write|sleep|test) (?:better|more|harder|faster|less)\b",
    r"\bpay (?:more )?attention\b", r"\b(?:improve|work on|think about|care about|be aware|remember to be)\b", r"\bmore carefully\b",
    # Korean
    r"더 ?(?:열심히|잘|많이|빨리|꼼꼼|신경|집중|노력)", r"열심히", r"꼼꼼(?:히|하게)", r"조심", r"신경 ?(?:쓰|써)", r"노력", r"주의하", r"잘 ?하(?:기|자)",
    r"집중하(?:기|자)", r"개선하(?:기|자)", r"마음",
    # Japanese
    r"気を(?:つけ|付け)", r"頑張|がんば", r"意識する", r"注意する", r"心がけ|心掛け", r"もっと(?:よく|早く|多く|丁寧)?", r"努力", r"改善する",
)  # fmt: skip
# A number, a time, a place in the day or in the work, a condition: something by which one can tell on Friday.
_CONCRETE = (
    r"\d", r"`[^`]+`", r"\b(?:before|after|when|until|every|each|at|on (?:mon|tue|wed|thu|fri)\w*|once|twice|daily|weekly|first)\b",
    r"\b(?:list|note|timer|checklist|script|calendar|reminder|pair|ask|delete|split|draw|measure)\b",
    r"전에|후에|먼저|마다|매일|매주|까지|때|으로 나눠|목록|적기|쓰기|나누기|물어|재기|타이머|알림|정하(?:기|고)",
    r"前に|後に|先に|毎日|毎週|ごと|まで|とき|書く|分け|測る|聞く|リスト|タイマー|メモ|決め",
)  # fmt: skip

_WISH = re.compile("|".join(_WISHES))
_SIGN = re.compile("|".join(_CONCRETE))

HINTS = {
    "en": "A wish so far: what exactly will you do, and how will you tell next week that it was done?",
    "ko": "아직은 다짐이에요. 무엇을 할지, 다음 주에 했는지 어떻게 알 수 있을지 적어 보세요.",
    "ja": "まだ願いごとです。何をするのか、来週それが出来たとどう分かるのかを書いてみましょう。",
}
"""A gentle word for a vague Try, per language."""


def is_vague(text: str, wishes: Iterable[str] = ()) -> bool:
    """Whether a Try names no action: it holds words of wishing, ours or the given ones, and nothing that can be checked."""
    folded = fold(text)
    wished = _WISH.search(folded) is not None or any(fold(word) in folded for word in wishes if word)
    return wished and _SIGN.search(folded) is None


def hint(text: str, language: str, wishes: Iterable[str] = ()) -> str:
    """The gentle word for a vague Try in the language; empty for a Try that names an action."""
    return HINTS.get(language, HINTS["en"]) if is_vague(text, wishes) else ""
