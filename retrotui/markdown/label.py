"""The words by which people name the parts of a retrospective, in several languages.

The words are data (`labels/*.yaml`); this module normalises what stands in a document and looks it up. It knows
nothing of lines or layouts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib import resources
from typing import Any

import msgspec
import yaml

from retrotui import text
from retrotui.markdown import cue, hint
from retrotui.markdown.bare import CJK, GLOSS, HANGUL, KANA, compact, normalise, simplified, without_gloss
from retrotui.model.kinds import KINDS

LANGUAGES = ("en", "ko", "ja", "zh", "de")
"""The label files; `zh` and `de` are only read, nothing is written in them."""

_SPLIT = re.compile(r"\s*(?: - | – | — |[:：|/／、,，&+·・]| and | or | 및 | und |(?<=[가-힣])[과와] )\s*")
_PAIR = re.compile(
    r"(?<=[\u3041-\u30ff\u4e00-\u9fff])(?:[とや](?![すなしはいのっり]|呼|言|思|感じ)|[与和及])(?=[\u3041-\u30ff\u4e00-\u9fff])"
)
"""`学びと気づき`, `问题和困难`: the same letters stand inside of words, so both sides must be labels."""
_SUFFIX = re.compile(
    r"^(?:key|main|our|my|the|some|specific|biggest|주요|主な)\s+|\s*(?:요약|정리|목록|리스트|summary|list|一覧|まとめ|リスト|メモ)$|"
    r"\s+(?:today|this week|last week|this sprint|so far|encountered|faced|carried forward|carried over)$|"
    r"\s+(?:for|from|in|of|during) (?:the |this |that |our |my |next )*(?:sprint|week|iteration|project|cycle|day)s?\s*#?\d*$"
)
_HOW_MANY = re.compile(
    r"^[\W_]*(?:(?:(?:an?|the|brief|short|quick) ){0,3}(?:summary|list|overview|recap|roundup) of (?:the |all |our |my )?|"
    r"(?:some|a few|several|a couple|a lot|many|most)(?: of)?(?: the| our| my)? )(?=[a-z'-]+ [a-z])",
    re.IGNORECASE,
)
"""How much of it is told, before what a label is about: `Summary of things that went well`."""
_WHEN = re.compile(
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
_SCRIPTS = {"en": re.compile("[a-z]"), "ko": HANGUL, "ja": CJK, "zh": CJK}
"""What must stand in a label for a language's patterns to be tried on it."""
_LISTS = ("patterns", "goals", "about", "year", "flow", "dates", "percent", "final", "nothing")
"""The keys of a label file that hold a list."""
_LONGEST = 160
"""Characters of a label with all its markup and gloss; what is longer is a paragraph."""
_BRIEF = 40
"""Characters in which people say that there is nothing to say."""
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


Own = tuple[tuple[str, tuple[str, ...]], ...]
"""A user's own labels: role and what its sections are called; and of their label files each key with its words, such as
`roles:keep`, `goals:` or `patterns:keep,well`."""


class Labels(msgspec.Struct, frozen=True, eq=False):
    """All label files as lookup tables over compacted labels; compared by identity, so that answers can be kept."""

    roles: dict[str, tuple[str, ...]]
    """Compact label to the roles it may play, the likeliest first."""
    patterns: tuple[tuple[str, tuple[str, ...], re.Pattern[str]], ...]
    """Language, roles, and how longer labels that play them are put: `What did I learn while …`; the first that fits counts."""
    goals: frozenset[str]
    """Labels of a list of goals within a study's week."""
    states: dict[str, str]
    """Compact word to the kind of state: done, doing, failed, dropped, moved or open."""
    kinds: dict[str, re.Pattern[str]]
    """Words that name a kind in titles."""
    about: re.Pattern[str]
    """Words of titles of articles about retrospectives, to look for in folded text."""
    year: re.Pattern[str]
    """Words that make `2018 …` a year in review."""
    flow: frozenset[str]
    """Headings of a list of levels."""
    dates: frozenset[str]
    """Labels of key lines that state a date."""
    attendance: dict[str, re.Pattern[str]]
    percent: tuple[str, ...]
    final: tuple[str, ...]
    nothing: re.Pattern[str]
    """What is written where there is nothing to say."""
    words: dict[str, dict[str, str]]
    """What the writer itself writes, per language."""
    template: dict[str, tuple[str, ...]]
    """Compact plain word to the roles that it plays in its author's own template: `Task`, `진행`."""
    cues: dict[str, cue.Cues]
    """Per language the single words by which a label that asks or describes is told."""

    def candidates(self, label: str) -> tuple[str, ...]:
        """Roles that the label may play: as it stands, or without its gloss."""
        return _exact(self, label) if len(label) <= _LONGEST else ()

    def loose_candidates(self, label: str) -> tuple[str, ...]:
        """`candidates`, and for a heading also by its parts or by Keep, Problem, Try standing in it as a word."""
        if len(label) > _LONGEST:
            return ()
        return self.candidates(label) or _fitting(self, label, _loose(self, label))

    def likely(self, label: str) -> tuple[str, ...]:
        """Roles of a label that is put like one: a question or a noun with its attribute, such as `겪은 어려움`."""
        if len(label) > _LONGEST:
            return ()
        label = _HOW_MANY.sub("", label)
        roles = _cued(self, label, least=cue.DECIDES) or _likely(self, label) or _cued(self, label)
        return _fitting(self, label, roles)

    def cued(self, label: str) -> tuple[str, ...]:
        """Roles that single words of a heading tell, however it is put: for one among others that play roles."""
        return _cued(self, label, is_sibling=True, least=0) if len(label) <= _LONGEST else ()

    def plain(self, label: str) -> tuple[str, ...]:
        """Roles that a plain word plays in an author's own template, and nowhere else."""
        bare = without_gloss(label) if len(label) <= _BRIEF else ""
        forms = (form for each in (bare, _WHEN.sub("", bare)) for form in (each, simplified(each)))
        return next((roles for form in forms if (roles := self.template.get(compact(form)))), ())

    def hinted(self, label: str) -> tuple[str, ...]:
        """Roles that a heading of a text that looks back is about: told by weaker words, or by a label in it."""
        return (
            hint.roles(label, self.roles, _near(self, without_gloss(label))) if len(label) <= _LONGEST else ()
        )

    def parted(self, label: str) -> tuple[str, ...]:
        """Roles of a line that says the same in several ways: `Liked - 좋았던 점`; none where its parts are no labels."""
        parts = [part for part in _SPLIT.split(normalise(label)) if part] if len(label) <= 60 else []
        found = [self.roles.get(compact(part), ()) for part in parts]
        shared = [role for role in found[0] if all(role in roles for roles in found)] if found else []
        return tuple(shared) if len(found) > 1 else ()

    def is_goals(self, label: str) -> bool:
        """Whether a list under the label is a week's goals."""
        return any(compact(form) in self.goals for form in _forms(label))

    def is_flow(self, label: str) -> bool:
        """Whether a list under the label says how hard the items were: `Flow`, `몰입`."""
        return len(label) <= 40 and any(compact(form) in self.flow for form in _forms(label))

    def state_of(self, word: str) -> str:
        """The kind of state that the word stands for, or empty."""
        return self.states.get(compact(normalise(word)), "")

    def is_nothing(self, words: str) -> bool:
        """Whether some words say that there is nothing to say: `특별히 없음`, `特になし`, `None so far`."""
        bare = words.strip("()（）[] \t.。!！~*_")
        return len(bare) <= _BRIEF and bool(self.nothing.fullmatch(text.fold(bare)))

    def word(self, language: str, name: str) -> str:
        """A word of the writer's own in the language, else in English."""
        return self.words.get(language, self.words["en"]).get(name, name)


@lru_cache(maxsize=4096)
def _exact(labels: Labels, label: str) -> tuple[str, ...]:
    for form in _forms(label):
        if roles := labels.roles.get(compact(form)):
            return roles
    return ()


@lru_cache(maxsize=4096)
def _likely(labels: Labels, label: str) -> tuple[str, ...]:
    bare = without_gloss(label)
    if not 1 < len(bare) <= 80:
        return ()
    both = (bare, other) if (other := simplified(bare)) != bare else (bare,)
    foreign = {language for language, script in _SCRIPTS.items() if not script.search(bare)}
    foreign |= {"zh"} if KANA.search(bare) else set()
    near = ((roles, pattern) for language, roles, pattern in labels.patterns if language not in foreign)
    return next((roles for roles, pattern in near for form in both if pattern.search(form)), ())


@lru_cache(maxsize=4096)
def _cued(labels: Labels, label: str, *, is_sibling: bool = False, least: int = 1) -> tuple[str, ...]:
    bare = without_gloss(label)
    told = (each.told(bare, is_sibling=is_sibling, least=least) for each in _near(labels, bare))
    return next((roles for roles in told if roles), ())


def _fitting(labels: Labels, label: str, roles: tuple[str, ...]) -> tuple[str, ...]:
    """The roles, or none where the label is put as headings of articles are: `Things to know before you start`."""
    bare = normalise(label) if roles else ""
    return () if roles and any(each.never.search(bare) for each in _near(labels, bare)) else roles


def _near(labels: Labels, bare: str) -> Iterable[cue.Cues]:
    """The cues of the languages in whose script a label is written."""
    if HANGUL.search(bare):
        names = ["ko"]
    elif KANA.search(bare):
        names = ["ja"]
    else:
        names = ["zh", "ja"] if CJK.search(bare) else ["en", "de"]
    return (labels.cues[name] for name in ("", *names) if name in labels.cues)


@lru_cache(maxsize=4096)
def _loose(labels: Labels, label: str) -> tuple[str, ...]:
    bare = normalise(label)
    if len(bare) > 60:
        return _cued(labels, label)
    undated = _DATED.sub("", bare)
    if (timeless := _WHEN.sub("", undated)) != bare and (roles := labels.roles.get(compact(timeless))):
        # `2026-11-17 log` is a day's title.
        return roles if undated == bare or roles[0] != "did" else ()
    if GLOSS.search(label) and (said := _SUFFIX.sub("", without_gloss(label))):
        # What stands in brackets tells only what the words before it do not.
        is_list = said != without_gloss(label)
        if own := labels.roles.get(compact(said)) or (_likely(labels, said) if is_list else ()):
            return own
    for gloss in map(_meant, GLOSS.findall(label)):
        if len(gloss) > 1 and (inner := labels.roles.get(compact(normalise(gloss))) or labels.likely(gloss)):
            return inner
    parts = [part for part in _SPLIT.split(without_gloss(label)) if part]
    found = [labels.roles.get(compact(normalise(part)), ()) or labels.likely(part) for part in parts]
    known = [roles for roles in found if roles]
    if len(parts) == 2 and _are_opposite(found[0], found[1], parts[1]):
        return ()
    if len(parts) > 1 and known and (found[0] or len(parts) == 2):
        return known[0]
    if pair := _paired(labels, without_gloss(label)):
        return () if _are_opposite(*pair) else pair[0]
    if roles := labels.likely(label) or _within(labels, bare):
        return roles
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
    for pattern in (_WHEN, _SUFFIX, _SUFFIX):
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


def _forms(label: str) -> Iterable[str]:
    bare = normalise(label)
    yield bare
    without = without_gloss(label)
    if without != bare:
        yield without
    if not bare.isascii() and (other := simplified(without)) not in (bare, without):
        yield other


def _meant(gloss: str) -> str:
    """A gloss without what says that it is one: `e.g. "What did we learn?"`."""
    return _FOR_EXAMPLE.sub("", gloss).strip("\"'“”„‚‘’ ")


_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""Keeps every scalar a string, as `no` or `on` may be a label; the one in C reads the files in a tenth of the time."""


@lru_cache(maxsize=8)
def load(extra: Own = ()) -> Labels:
    """The shipped labels with a user's own in front: first those for a role, then those of their files."""
    files: dict[str, dict[str, Any]] = {"": _own_file(extra)}
    folder = resources.files("retrotui.markdown") / "labels"
    for language in LANGUAGES:
        content = (folder / f"{language}.yaml").read_text(encoding="utf-8")
        files[language] = yaml.load(content, Loader=_LOADER)
    return _build(files, tuple(each for each in extra if ":" not in each[0]))


def _own_file(extra: Own) -> dict[str, Any]:
    """What the user's label files say, as if it were one."""
    file: dict[str, Any] = {name: {} for name in ("roles", "template", "kinds", "states", "attendance")}
    file |= {name: [] for name in _LISTS}
    for key, words in extra:
        name, colon, inner = key.partition(":")
        if name == "patterns":
            file[name].append({"roles": inner.split(","), "like": words})
        elif inner:
            file[name][inner] = [*file[name].get(inner, ()), *words]
        elif colon:
            file[name] += words
    return file


def _role_table(
    files: Mapping[str, Mapping[str, Any]], extra: Own = (), name: str = "roles"
) -> dict[str, tuple[str, ...]]:
    roles: dict[str, tuple[str, ...]] = {}
    stated = ((role, labels) for file in files.values() for role, labels in file.get(name, {}).items())
    for role, labels in (*extra, *stated):
        for label in labels:
            for form in (normalise(label), normalise(GLOSS.sub(" ", label))):
                key = compact(form)
                if key and role not in roles.get(key, ()):
                    roles[key] = (*roles.get(key, ()), role)
    for letter in ("k", "p", "t"):
        roles.setdefault(letter, (LATIN_ROLES[letter],))
    return roles


def _build(files: Mapping[str, Mapping[str, Any]], extra: Own) -> Labels:
    kinds = {
        name: [text.fold(word) for file in files.values() for word in file["kinds"].get(name, ())]
        for name in KINDS
    }
    attendance = {
        name: re.compile("|".join(p for file in files.values() for p in file["attendance"].get(name, ())))
        for name in ("absent", "partly", "skipped")
    }
    return Labels(
        roles=_role_table(files, extra),
        patterns=tuple(
            (language, tuple(each["roles"]), _pattern(each["like"], file.get("noun", "")))
            for language, file in files.items()
            for each in file["patterns"]
        ),
        goals=_compacted(files, "goals"),
        states={
            compact(normalise(w)): s
            for f in reversed(list(files.values()))
            for s, words in f["states"].items()
            for w in words
        },
        kinds={name: _words(words) for name, words in kinds.items() if words},
        about=_words(_folded(files, "about"), "a-z-"),
        year=_words(_folded(files, "year")),
        flow=_compacted(files, "flow"),
        dates=_compacted(files, "dates"),
        attendance=attendance,
        percent=_folded(files, "percent"),
        final=_folded(files, "final"),
        nothing=re.compile("|".join(each for file in files.values() for each in file.get("nothing", ()))),
        words={language: dict(file["words"]) for language, file in files.items() if "words" in file},
        template=_role_table(files, name="template"),
        cues={language: found for language, file in files.items() if (found := cue.build(file))},
    )


def _pattern(like: Iterable[str], noun: str) -> re.Pattern[str]:
    """The ways of putting a label as one pattern; `{noun}` is what the file calls things, points and parts."""
    return re.compile("|".join(like).replace("{noun}", noun))


def _words(words: Iterable[str], apart: str = "a-z") -> re.Pattern[str]:
    """A pattern for any of the words; Latin ones stand alone, others may be part of a longer word."""
    shown = [
        rf"(?<![{apart}]){re.escape(word)}(?![{apart}])" if word.isascii() else re.escape(word)
        for word in words
    ]
    return re.compile("|".join(shown))


def _compacted(files: Mapping[str, Mapping[str, Any]], name: str) -> frozenset[str]:
    return frozenset(compact(normalise(word)) for file in files.values() for word in file[name])


def _folded(files: Mapping[str, Mapping[str, Any]], name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text.fold(word) for file in files.values() for word in file[name]))
