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
from retrotui.markdown import cue, hint, loose, method
from retrotui.markdown.bare import CJK, GLOSS, HANGUL, KANA, compact, normalise, simplified, without_gloss
from retrotui.markdown.method import Methods
from retrotui.model.kinds import KINDS

LANGUAGES = ("en", "ko", "ja", "zh", "de")
"""The label files; `zh` and `de` are only read, nothing is written in them."""

_HOW_MANY = re.compile(
    r"^[\W_]*(?:(?:(?:an?|the|brief|short|quick) ){0,3}(?:summary|list|overview|recap|roundup) of (?:the |all |our |my )?|"
    r"(?:some|a few|several|a couple|a lot|many|most)(?: of)?(?: the| our| my)? )(?=[a-z'-]+ [a-z])",
    re.IGNORECASE,
)
"""How much of it is told, before what a label is about: `Summary of things that went well`."""
_SCRIPTS = {"en": re.compile("[a-z]"), "ko": HANGUL, "ja": CJK, "zh": CJK}
"""What must stand in a label for a language's patterns to be tried on it."""
_LISTS = ("patterns", "goals", "about", "year", "year_alone", "flow", "dates", "percent", "final", "nothing")
"""The keys of a label file that hold a list."""
_LONGEST = 160
"""Characters of a label with all its markup and gloss; what is longer is a paragraph."""
_PART = 60
"""Characters of a label that is told by a part of its words."""
_BRIEF = 40
"""Characters in which people say that there is nothing to say."""
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
    year_alone: re.Pattern[str]
    """Words that do so where the title says nothing else: a summary of 2018 is one, a summary of CSS in 2018 is none."""
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
    methods: Methods
    """What the sections of named ways of looking back are called."""
    cues: dict[str, cue.Cues]
    """Per language the single words by which a label that asks or describes is told."""

    def candidates(self, label: str) -> tuple[str, ...]:
        """Roles that the label may play: as it stands, or without its gloss."""
        return _exact(self, label) if len(label) <= _LONGEST else ()

    def loose_candidates(self, label: str) -> tuple[str, ...]:
        """`candidates`, and for a heading also by its parts or by Keep, Problem, Try standing in it as a word."""
        if len(label) > _LONGEST:
            return ()
        if exact := self.candidates(label):
            return exact
        is_long = len(normalise(label)) > _PART
        return _fitting(self, label, _cued(self, label) if is_long else loose.roles(self, label))

    def likely(self, label: str) -> tuple[str, ...]:
        """Roles of a label that is put like one: a question or a noun with its attribute, such as `겪은 어려움`."""
        if len(label) > _LONGEST:
            return ()
        label = _HOW_MANY.sub("", label)
        roles = _cued(self, label, least=cue.DECIDES) or _likely(self, label) or _cued(self, label)
        return _fitting(self, label, roles)

    def patterned(self, label: str) -> tuple[str, ...]:
        """Roles of a label that is put as one of the patterns is, whatever single words of it tell."""
        return _likely(self, label)

    def cued(self, label: str) -> tuple[str, ...]:
        """Roles that single words of a heading tell, however it is put: for one among others that play roles."""
        return _cued(self, label, is_sibling=True, least=0) if len(label) <= _LONGEST else ()

    def plain(self, label: str) -> tuple[str, ...]:
        """Roles that a plain word plays in an author's own template, and nowhere else."""
        bare = without_gloss(label) if len(label) <= _BRIEF else ""
        forms = (form for each in (bare, loose.WHEN.sub("", bare)) for form in (each, simplified(each)))
        return next((roles for form in forms if (roles := self.template.get(compact(form)))), ())

    def hinted(self, label: str) -> tuple[str, ...]:
        """Roles that a heading of a text that looks back is about: told by weaker words, or by a label in it."""
        return (
            hint.roles(label, self.roles, _near(self, without_gloss(label))) if len(label) <= _LONGEST else ()
        )

    def parted(self, label: str) -> tuple[str, ...]:
        """Roles of a line that says the same in several ways: `Liked - 좋았던 점`; none where its parts are no labels."""
        parts = [part for part in loose.SPLIT.split(normalise(label)) if part] if len(label) <= 60 else []
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


def _forms(label: str) -> Iterable[str]:
    bare = normalise(label)
    yield bare
    without = without_gloss(label)
    if without != bare:
        yield without
    if not bare.isascii() and (other := simplified(without)) not in (bare, without):
        yield other


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
        roles.setdefault(letter, (loose.LATIN_ROLES[letter],))
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
        year_alone=_words(_folded(files, "year_alone")),
        flow=_compacted(files, "flow"),
        dates=_compacted(files, "dates"),
        attendance=attendance,
        percent=_folded(files, "percent"),
        final=_folded(files, "final"),
        nothing=re.compile("|".join(each for file in files.values() for each in file.get("nothing", ()))),
        words={language: dict(file["words"]) for language, file in files.items() if "words" in file},
        template=_role_table(files, name="template"),
        methods=method.of([each for file in files.values() for each in file.get("methods", ())]),
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
    return tuple(dict.fromkeys(text.fold(word) for file in files.values() for word in file.get(name, ())))
