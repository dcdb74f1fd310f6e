"""What an entry says about itself, whatever its kind: the table from kinds to their own rules."""

from __future__ import annotations

from collections.abc import Callable

from retrotui.model import aar, daily, kpt, study, year
from retrotui.model.entry import Entry

_FINDINGS: dict[str, Callable[[Entry], list[str]]] = {
    "kpt": kpt.findings,
    "study": study.findings,
    "aar": aar.findings,
}
_SUMMARIES: dict[str, Callable[[Entry], str]] = {
    "daily": daily.summary,
    "kpt": kpt.summary,
    "aar": aar.summary,
    "study": study.summary,
    "year": year.summary,
}


def findings(entry: Entry) -> list[str]:
    """What the author may want to know: `P2 has no Try`, `I5 has no flow`. Sentences without a full stop."""
    rule = _FINDINGS.get(entry.kind)
    found = rule(entry) if rule else []
    if entry.has_guesses:
        from retrotui.model import guess

        found += guess.told(entry)
    return found


def summary(entry: Entry) -> str:
    """The entry's state in a few characters, for a row of a list; may be empty."""
    rule = _SUMMARIES.get(entry.kind)
    return rule(entry) if rule else ""
