"""The labels of a named way of looking back, which mean something only together: `Fun`, `Done` and `Learn`.

`Objective` may head anything; beside `Reflective`, `Interpretive` and `Decisional` it asks for the facts. The methods are
data (`methods` in `labels/*.yaml`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from retrotui.markdown.bare import compact, normalise, without_gloss

Methods = tuple[dict[str, tuple[str, ...]], ...]
"""Of each method what its sections are called, compact, and the roles that each may play."""

_LEAST = 3
_LONGEST = 60
"""Characters of a label that names a part of a method."""
_APART = re.compile(r"[()（）\[\]【】/,、·|:：]| - ")


def roles(labels: Sequence[str], methods: Methods) -> dict[int, tuple[str, ...]]:
    """The roles of the labels, by their places, of a method of which three roles are asked for at least; else nothing."""
    if len(labels) < _LEAST:
        return {}
    said = [_forms(label) if len(label) <= _LONGEST else () for label in labels]
    for method in methods:
        found = {
            place: played
            for place, forms in enumerate(said)
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
