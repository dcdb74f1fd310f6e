"""The role of a label that asks or describes, told by single words of it.

`What habits of ours helped that we will keep up` is no label and fits no pattern, but people hardly ask so without
saying `helped`, `keep`, `stop` or `differently`. The words are data (`cues` in `labels/*.yaml`): of those that stand in
a label the strongest wins, and of equally strong ones the first or the last, as the language has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

DECIDES = 4
"""The weight of cues that count for more than patterns."""
_LONGEST = 150
"""Characters of a question; what is longer is a paragraph."""


class Cue(msgspec.Struct, frozen=True):
    """Words for one thing, such as what is to be continued."""

    roles: tuple[str, ...]
    words: re.Pattern[str]
    weight: int = 2
    """4 for what decides even against patterns, 3 for strong words (`stop`), 2 for usual ones (`helped`), 1 for weak ones, 0 for
    what tells only a label among labels, such as that something is still to be done."""
    negated: tuple[str, ...] = ()
    """What it is in a label with a word of negation: what did not help is a problem."""


class Cues(msgspec.Struct, frozen=True, eq=False):
    """What one language's labels are told by."""

    put: re.Pattern[str]
    """How labels are put that ask or describe: `what … we`, `… 점`, `…こと`."""
    never: re.Pattern[str]
    """How headings of articles are put: `how to …`, `what is a …`."""
    negation: re.Pattern[str]
    is_first: bool
    """Whether the first of equally strong words wins, as where the verb comes early; else the last."""
    cues: tuple[Cue, ...]
    least: int = 1
    """The weight that tells one among labels which is not put like one itself."""

    def told(
        self, bare: str, *, is_sibling: bool = False, least: int = 1, is_open: bool = False
    ) -> tuple[str, ...]:
        """Roles that a normalised label's words tell; one among labels need not be put like one (`is_sibling`).

        `least` is the weight of the cues that count; with `is_open` it does for what is put like no label as well.
        """
        if not 3 < len(bare) <= _LONGEST:
            return ()
        floor = least
        if not self.put.search(bare):
            if not is_sibling or (" " not in bare and bare.isascii()):
                return ()
            floor = least if is_open else max(least, self.least)
        best = (-1, 0)
        roles: tuple[str, ...] = ()
        is_negated: bool | None = None
        for cue in self.cues:
            if cue.weight < max(best[0], floor):
                if least or roles:
                    break
                if cue.weight:
                    # Only what tells by its form whether something is done needs no other sign.
                    continue
            ends = [match.end() for match in cue.words.finditer(bare)]
            if not ends:
                continue
            rank = (cue.weight, len(bare) - ends[0] if self.is_first else ends[-1])
            if rank <= best:
                continue
            if cue.negated and is_negated is None:
                is_negated = bool(self.negation.search(bare))
            best, roles = rank, cue.negated if cue.negated and is_negated else cue.roles
        return () if roles and self.never.search(bare) else roles


def build(file: Mapping[str, Any]) -> Cues | None:
    """The cues of a label file, or None where it has none."""
    stated = file.get("cues")
    if not stated:
        return None
    cues = [
        Cue(
            tuple(each["roles"]),
            any_of(each["words"]),
            int(each.get("weight", 2)),
            tuple(each.get("negated", ())),
        )
        for each in stated["roles"]
    ]
    return Cues(
        re.compile("|".join(stated["put"])),
        re.compile("|".join(stated.get("never", ())) or r"(?!)"),
        any_of(stated.get("negation", ())),
        stated.get("wins", "last") == "first",
        # The strongest first, so that weaker ones need no look.
        tuple(sorted(cues, key=lambda cue: -cue.weight)),
        int(stated.get("siblings", 1)),
    )


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern for any of the regular expressions; Latin letters do not go on before or behind them. None: no text fits."""
    parts = [rf"(?<![a-z])(?:{word})(?![a-z])" if word.isascii() else word for word in words]
    return re.compile("|".join(parts) or r"(?!)")
