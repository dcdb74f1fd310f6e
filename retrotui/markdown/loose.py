"""What a label means by a part of its words: beside a gloss or a day, in two parts, with words around it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from retrotui.markdown.bare import CJK, GLOSS, HANGUL, compact, normalise, simplified, without_gloss

if TYPE_CHECKING:
    from retrotui.markdown.label import Labels

SPLIT = re.compile(r"\s*(?: - | – | — |[:：|/／、,，&+·・]| and | or | 및 | und |(?<=[가-힣])[과와] )\s*")
_PAIR = re.compile(
    r"(?<=[\u3041-\u30ff\u4e00-\u9fff])(?:[とや](?![すなしはいのっり]|呼|言|思|感じ)|[与和及])(?=[\u3041-\u30ff\u4e00-\u9fff])"
)
"""`学びと気づき`, `问题和困难`: the same letters stand inside of words, so both sides must be labels."""
_SUFFIX = re.compile(
    r"^(?:key|main|our|my|the|some|specific|biggest|주요|主な)\s+|\s*(?:요약|정리|목록|리스트|summary|list|一覧|まとめ|リスト|メモ)$|"
    r"\s+(?:today|this week|last week|this sprint|so far|encountered|faced|carried forward|carried over)$|"
    r"\s+(?:for|from|in|of|during) (?:the |this |that |our |my |next )*(?:sprint|week|iteration|project|cycle|day)s?\s*#?\d*$"
)
WHEN = re.compile(
    r"^(?:(?:업무|개발|작업|구현|공부|학습|수업|프로젝트|진행)\s?(?:중|중에|하면서|하며)(?=\s)|오늘(?:의|\s?하루)?|금일|이번\s?(?:주차|주|스프린트|프로젝트|달|미션|과제|학기)(?:의|에|에서|를 (?:하며|하면서|통해|진행하며))?|금주(?:의)?|지난\s?주(?:의|에)?|어제(?:의)?|내가|제가|우리(?:가|의)?|나의)\s*(?=\S\S)|"
    r"^(?:今日|本日|今週|今回|先週|昨日|今月|今期|今天|今日|本周|这周|本次)(?:の|的)?(?=\S\S)|"
    r"^(?:today|this (?:week|sprint|month|project|iteration))(?:'?s)?\s+"
)
"""Whose or what time's it is, before what a section is about."""
_DATED = re.compile(
    r"^(?:\d{4}[-./年년]\s?)?\d{1,2}[-./月월]\s?\d{1,2}[日일]?\s?(?:\([^()]{1,4}\)\s?)?[-–—:|]?\s+(?=\D)"
)
_AHEAD = re.compile(
    r"^(?:내일|다음|앞으로|향후|추후)(?:은|는|에는|의|에)?$|"
    r"^(?:내일|다음|앞으로|향후|추후)(?:은|는|에는|의|에|\s|주).*(?:할|것|계획|목표|시도|점|일|방향|액션)|"
    r"^(?:明日|翌日|来週).*(?:こと|やる|目標|予定|計画)$|"
    r"^(?:明日|翌日|次回?|来週|今後|来月|次の?スプリント)(?:は|の|に|へ).*(?:こと|目標|予定|計画|アクション|改善|課題|向けて)|"
    r"^(?:明天|明日|下周|下一?步|接下来|后续)的?.*(?:计划|目标|任务|行动|安排|改进)|"
    r"^(?:(?:my|our|the) )?(?:plans?|goals?|tasks?|to-?dos?|focus|actions?|work|improvements?|what|things)\b.*\b(?:tomorrow|ahead|forward|(?:next|coming|upcoming|following) (?:day|week|sprint|time|month|iteration|phase|project|session|cycle|year))$|"
    r"^(?:tomorrow|(?:next|coming|upcoming) (?:day|week|sprint|month|iteration|session|cycle))(?:'?s)? (?:goals?|plans?|tasks?|focus|actions?|to-?dos?|steps?|work|objectives?|priorities)$"
)
"""What is to be done next."""
_METHOD = re.compile(r"(?<![a-z])(?:kpt|aar)(?![a-z])")
_ALONE = re.compile(
    r"achievements|accomplishments|blockers|challenges|difficulties|highlights|improvements|learnings|"
    r"lessons|mitigations|remediation|obstacles|setbacks|struggles|successes|takeaways|wins"
)
"""Words that name a role whatever stands before them: `Technical challenges`."""
_FOR_EXAMPLE = re.compile(r"^(?:z\. ?b\.|e\. ?g\.|i\. ?e\.|예[:)]|例[:：])\s*", re.IGNORECASE)
LATIN_ROLES = {
    "keep": "keep",
    "problem": "problem",
    "problems": "problem",
    "try": "try",
    "k": "keep",
    "p": "problem",
    "t": "try",
}
_BAD = re.compile(
    r"(?:what )?(?:(?:went )?wrong|bad(?:ly)?|poorly|not(?: so)?(?: well| good)?|(?:did ?n[o']t)(?: go well)?)"
)
_EDGE_WORD = re.compile(r"(?<![a-z])(keep|problems?|try)(?![a-z])")


@lru_cache(maxsize=4096)
def roles(labels: Labels, label: str) -> tuple[str, ...]:
    """The roles that a part of the label tells; none where two parts tell what is opposite."""
    bare = normalise(label)
    undated = _DATED.sub("", bare)
    if (timeless := WHEN.sub("", undated)) != bare and (own := labels.roles.get(compact(timeless))):
        # `2026-11-17 log` is a day's title.
        return own if undated == bare or own[0] != "did" else ()
    if GLOSS.search(label) and (said := _SUFFIX.sub("", without_gloss(label))):
        # What stands in brackets tells only what the words before it do not.
        is_list = said != without_gloss(label)
        if own := labels.roles.get(compact(said)) or (labels.patterned(said) if is_list else ()):
            return own
    for gloss in map(_meant, GLOSS.findall(label)):
        if len(gloss) > 1 and (inner := labels.roles.get(compact(normalise(gloss))) or labels.likely(gloss)):
            return inner
    parts = [part for part in SPLIT.split(without_gloss(label)) if part]
    found = [labels.roles.get(compact(normalise(part)), ()) or labels.likely(part) for part in parts]
    known = [each for each in found if each]
    if len(parts) == 2 and _are_opposite(found[0], found[1], parts[1]):
        return ()
    if len(parts) > 1 and known and (found[0] or len(parts) == 2):
        return known[0]
    if pair := _paired(labels, without_gloss(label)):
        return () if _are_opposite(*pair) else pair[0]
    if said_so := labels.likely(label) or _within(labels, bare):
        return said_so
    words = {LATIN_ROLES[word] for word in _EDGE_WORD.findall(bare)}
    return (words.pop(),) if len(words) == 1 and len(bare) <= 30 else ()


def _paired(labels: Labels, bare: str) -> tuple[tuple[str, ...], tuple[str, ...], str] | None:
    """The roles of two labels in one, where both are known, and the words of the second."""
    sides = _PAIR.split(bare)
    found = [labels.roles.get(compact(simplified(side))) or labels.likely(side) for side in sides]
    return (found[0], found[1], sides[1]) if len(sides) == 2 and all(found) else None


def _are_opposite(one: tuple[str, ...], other: tuple[str, ...], words: str) -> bool:
    """Whether a label in two parts is for what was good as well as for what was bad: `What went well/wrong`."""
    good, bad = {"keep", "well"}, {"problem"}
    return bool(
        (good & {*one} and (bad & {*other[:1]} or _BAD.fullmatch(words)))
        or (bad & {*one[:1]} and good & {*other})
    )


def _within(labels: Labels, bare: str) -> tuple[str, ...]:
    """The roles of a label with words around it that say of what or when: `Action items carried forward`."""
    if bare.isascii() and len(bare) <= 40 and not _METHOD.search(bare) and _AHEAD.search(bare):
        # `My goals for next week` are no goals of this one.
        return ("try", "improvement")
    shorter = bare
    for pattern in (WHEN, _SUFFIX, _SUFFIX):
        shorter = pattern.sub("", shorter)
    if shorter != bare and (roles := labels.roles.get(compact(shorter)) or labels.likely(shorter)):
        return roles
    if _METHOD.search(bare):
        # `KPT of this week's issues` holds sections and is none.
        return ()
    if len(bare) <= 40 and _AHEAD.search(bare):
        return ("try", "improvement")
    words = shorter.split()
    if bare.isascii():
        tails = [words[n:] for n in range(1, len(words) - 1)] + [
            words[:n] for n in range(len(words) - 1, 1, -1)
        ]
        if len(words) in (2, 3) and _ALONE.fullmatch(words[-1]):
            tails.append(words[-1:])
    elif HANGUL.search(bare):
        plain = re.sub(r"들$", "", shorter)
        words = plain.split()
        # `알아두면 좋은 점` is advice.
        words = [] if re.search(r"\S면 (?:더 )?좋은 ", plain) else words
        tails = [words[n:] for n in range(len(words))]
        tails = [tail for tail in tails if len(tail) > 1 or len("".join(tail)) >= 4]
    else:
        tails = [[shorter[n:]] for n in range(1, len(shorter) - 3)] if CJK.search(shorter) else []
    found = (labels.roles.get(compact(" ".join(tail)), ()) for tail in tails)
    return next((roles for roles in found if roles and roles[0] != "prose"), ())


def _meant(gloss: str) -> str:
    """A gloss without what says that it is one: `e.g. "What did we learn?"`."""
    return _FOR_EXAMPLE.sub("", gloss).strip("\"'“”„‚‘’ ")
