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
from retrotui.model.kinds import KINDS

LANGUAGES = ("en", "ko", "ja", "zh", "de")
"""The label files; `zh` and `de` are only read, nothing is written in them."""

_GLOSS = re.compile(r"[(（\[【<《〈「『]([^()（）\[\]【】<>《》〈〉「」『』]*)[)）\]】>》〉」』]")
_EMOJI = re.compile(
    "[\u2190-\u21ff\u2300-\u23ff\u2460-\u24ff\u25a0-\u27bf\u2900-\u297f\u2b00-\u2bff\u3030\u303d\u3297\u3299"
    "\ufe0e\ufe0f\u200d\u20e3\U0001f000-\U0001faff\U000e0020-\U000e007f]+"
)
_MARKUP = re.compile(r"[#*_`~|\\]+|<[^>]{1,60}>|\{:[^}]*\}")
_LEADING = re.compile(
    r"^(?:\s|[-+•・·>:.)\]]|\d{1,2}\s*[.)\-:]\s*|\d{1,2}\s+|[ivxIVX]{1,4}[.)]\s+|[一二三四五六七八九十]、)+"
)
_TRAILING = re.compile(r"[\s:：.。?？!！、,\-–—=>~]+$")
_SPLIT = re.compile(r"\s*(?: - | – | — |[:：|/／、,，&+·]| and | or | 및 | und )\s*")
_SUFFIX = re.compile(r"\s*(?:요약|정리|목록|리스트|summary|list|一覧|まとめ)$")
_SPACES = re.compile(r"\s+")
LATIN_ROLES = {
    "keep": "keep",
    "problem": "problem",
    "problems": "problem",
    "try": "try",
    "k": "keep",
    "p": "problem",
    "t": "try",
}
_EDGE_WORD = re.compile(r"(?<![a-z])(keep|problems?|try)(?![a-z])")


def normalise(label: str) -> str:
    """A label without markup, numbers, emoji, case and final punctuation: the form in which labels are compared."""
    bare = _EMOJI.sub(" ", _MARKUP.sub(" ", label))
    bare = _LEADING.sub("", _SPACES.sub(" ", text.fold(bare)).strip())
    bare = _TRAILING.sub("", bare).replace("’", "'")
    return _SPACES.sub(" ", bare).strip()


def compact(label: str) -> str:
    """A normalised label without spaces, as Korean writers set them freely; gloss brackets count as spaces."""
    return re.sub(r"[\s'()（）\[\]【】,、·]+", "", label)


class Labels(msgspec.Struct, frozen=True):
    """All label files as lookup tables over compacted labels."""

    roles: dict[str, tuple[str, ...]]
    """Compact label to the roles it may play, the likeliest first."""
    goals: frozenset[str]
    """Labels of a list of goals within a study's week."""
    states: dict[str, str]
    """Compact word to the kind of state: done, doing, failed, dropped, moved or open."""
    kinds: dict[str, tuple[str, ...]]
    """Folded words that name a kind in titles."""
    about: tuple[str, ...]
    """Folded words of titles of articles about retrospectives."""
    year: tuple[str, ...]
    """Folded words that make `2018 …` a year in review."""
    dates: frozenset[str]
    """Labels of key lines that state a date."""
    attendance: dict[str, re.Pattern[str]]
    percent: tuple[str, ...]
    final: tuple[str, ...]
    words: dict[str, dict[str, str]]
    """What the writer itself writes, per language."""

    def candidates(self, label: str) -> tuple[str, ...]:
        """Roles that the label may play: as it stands, or without its gloss."""
        for form in _forms(label):
            if roles := self.roles.get(compact(form)):
                return roles
        return ()

    def loose_candidates(self, label: str) -> tuple[str, ...]:
        """`candidates`, and for a heading also by its parts or by Keep, Problem, Try standing in it as a word."""
        if roles := self.candidates(label):
            return roles
        bare = normalise(label)
        if len(bare) > 60:
            return ()
        for gloss in _GLOSS.findall(label):
            if len(gloss) > 1 and (inner := self.roles.get(compact(normalise(gloss)))):
                return inner
        parts = [part for part in _SPLIT.split(normalise(_GLOSS.sub(" ", label)) or bare) if part]
        found = [self.roles.get(compact(normalise(part)), ()) for part in parts]
        known = [roles for roles in found if roles]
        if len(parts) > 1 and known and (found[0] or len(parts) == 2):
            return known[0]
        shorter = _SUFFIX.sub("", bare)
        if shorter != bare and (roles := self.roles.get(compact(shorter), ())):
            return roles
        words = {LATIN_ROLES[word] for word in _EDGE_WORD.findall(bare)}
        return (words.pop(),) if len(words) == 1 and len(bare) <= 30 else ()

    def is_goals(self, label: str) -> bool:
        """Whether a list under the label is a week's goals."""
        return any(compact(form) in self.goals for form in _forms(label))

    def state_of(self, word: str) -> str:
        """The kind of state that the word stands for, or empty."""
        return self.states.get(compact(normalise(word)), "")

    def word(self, language: str, name: str) -> str:
        """A word of the writer's own in the language, else in English."""
        return self.words.get(language, self.words["en"]).get(name, name)


def _forms(label: str) -> Iterable[str]:
    bare = normalise(label)
    yield bare
    without = normalise(_GLOSS.sub(" ", label))
    if without and without != bare:
        yield without


@lru_cache(maxsize=8)
def load(extra: tuple[tuple[str, tuple[str, ...]], ...] = ()) -> Labels:
    """The shipped labels with a user's own (role to labels) in front."""
    files: dict[str, dict[str, Any]] = {}
    folder = resources.files("retrotui.markdown") / "labels"
    for language in LANGUAGES:
        content = (folder / f"{language}.yaml").read_text(encoding="utf-8")
        # BaseLoader keeps every scalar a string: `no` or `on` may be a label.
        files[language] = yaml.load(content, Loader=yaml.BaseLoader)
    return _build(files, extra)


def _build(files: Mapping[str, Mapping[str, Any]], extra: tuple[tuple[str, tuple[str, ...]], ...]) -> Labels:
    roles: dict[str, tuple[str, ...]] = {}
    own = [*extra, *((role, labels) for file in files.values() for role, labels in file["roles"].items())]
    for role, labels in own:
        for label in labels:
            for form in (normalise(label), normalise(_GLOSS.sub(" ", label))):
                key = compact(form)
                if key and role not in roles.get(key, ()):
                    roles[key] = (*roles.get(key, ()), role)
    for letter in ("k", "p", "t"):
        roles.setdefault(letter, (LATIN_ROLES[letter],))
    kinds: dict[str, tuple[str, ...]] = dict.fromkeys(KINDS, ())
    for file in files.values():
        for name, words in file["kinds"].items():
            kinds[name] += tuple(text.fold(word) for word in words)
    attendance = {
        name: re.compile("|".join(p for file in files.values() for p in file["attendance"].get(name, ())))
        for name in ("absent", "partly", "skipped")
    }
    return Labels(
        roles=roles,
        goals=frozenset(compact(normalise(word)) for file in files.values() for word in file["goals"]),
        states={
            compact(normalise(w)): s
            for f in reversed(list(files.values()))
            for s, words in f["states"].items()
            for w in words
        },
        kinds=kinds,
        about=_folded(files, "about"),
        year=_folded(files, "year"),
        dates=frozenset(compact(normalise(word)) for file in files.values() for word in file["dates"]),
        attendance=attendance,
        percent=_folded(files, "percent"),
        final=_folded(files, "final"),
        words={language: dict(file["words"]) for language, file in files.items() if "words" in file},
    )


def _folded(files: Mapping[str, Mapping[str, Any]], name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text.fold(word) for file in files.values() for word in file[name]))
