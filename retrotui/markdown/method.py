"""The labels of a named way of looking back, which mean something only together: `Fun`, `Done` and `Learn`.

`Objective` may head anything; beside `Reflective`, `Interpretive` and `Decisional` it asks for the facts. The methods are
data (`methods` in `labels/*.yaml`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from retrotui.markdown.bare import compact, normalise, without_gloss


class Methods(NamedTuple):
    """The named ways of looking back that are known."""

    each: tuple[Mapping[str, tuple[str, ...]], ...] = ()
    """Of each what its sections are called, compact, and the roles that each may play."""
    words: frozenset[str] = frozenset()
    """All that their sections are called."""


_LEAST = 3
_LONGEST = 40
"""Characters of a label that names a part of a method."""
_APART = re.compile(r"[()（）\[\]【】/,、·|:：]| - ")


def of(methods: Sequence[Mapping[str, str]]) -> Methods:
    """The methods of the label files: what sections are called, and the roles of each in one word each."""
    each = tuple(
        {compact(normalise(word)): tuple(played.split()) for word, played in method.items()}
        for method in methods
    )
    return Methods(each, frozenset(word for method in each for word in method))


def roles(labels: Sequence[str], methods: Methods) -> dict[int, tuple[str, ...]]:
    """The roles of the labels, by their places, of a method of which three roles are asked for at least; else nothing."""
    if len(labels) < _LEAST:
        return {}
    said = ((place, _forms(label)) for place, label in enumerate(labels) if len(label) <= _LONGEST)
    known = [(place, forms) for place, forms in said if not methods.words.isdisjoint(forms)]
    for method in methods.each if len(known) >= _LEAST else ():
        found = {
            place: played
            for place, forms in known
            if (played := next((method[form] for form in forms if form in method), None))
        }
        if len(set(found.values())) >= _LEAST:
            return found
    return {}


@lru_cache(maxsize=4096)
def _forms(label: str) -> tuple[str, ...]:
    """A label as a whole, without its gloss, and each of its parts: `O (Objective, 사실)`."""
    whole = normalise(label)
    forms = (whole, without_gloss(label), *_APART.split(whole)) if whole else ()
    return tuple(dict.fromkeys(compact(normalise(form)) for form in forms if form))
