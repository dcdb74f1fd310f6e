"""What an entry says about itself, whatever its kind: the table from kinds to their own rules."""

from __future__ import annotations

from collections.abc import Callable

from retrotui.model import aar, daily, kpt, study, year
from retrotui.model.entry import Entry

Say = Callable[[str], str]
"""Gives a pattern in the language that shall be spoken."""
GUESSES = "1 character is guessed", "{count} characters are guessed"
TEXTS = (kpt.NO_TRY, kpt.NO_FLOW, study.MISSED, study.SUMMARY, aar.MISSED, year.SUMMARY, *GUESSES)
"""All patterns that are said here."""

_FINDINGS: dict[str, Callable[[Entry, Say], list[str]]] = {
    "kpt": kpt.findings,
    "study": study.findings,
    "aar": aar.findings,
}
_SUMMARIES: dict[str, Callable[[Entry, Say], str]] = {
    "daily": lambda entry, say: daily.summary(entry),
    "kpt": lambda entry, say: kpt.summary(entry),
    "aar": lambda entry, say: aar.summary(entry),
    "study": study.summary,
    "year": year.summary,
}


def _as_it_is(text: str) -> str:
    return text


def findings(entry: Entry, say: Say = _as_it_is) -> list[str]:
    """What the author may want to know: `P2 has no Try`, `I5 has no flow`. Sentences without a full stop."""
    rule = _FINDINGS.get(entry.kind)
    found = rule(entry, say) if rule else []
    if entry.has_guesses:
        from retrotui.model import guess

        found += guess.told(entry, say)
    return found


def summary(entry: Entry, say: Say = _as_it_is) -> str:
    """The entry's state in a few characters, for a row of a list; may be empty."""
    rule = _SUMMARIES.get(entry.kind)
    return rule(entry, say) if rule else ""
