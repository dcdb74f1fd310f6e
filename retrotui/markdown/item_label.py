"""Labels that are list items: known ones, with or without their text behind them, and questions with their answers below."""

from __future__ import annotations

import re

from retrotui.markdown import unit
from retrotui.markdown.boundary import Boundary, plain
from retrotui.markdown.label import Labels
from retrotui.markdown.meta import GUARD
from retrotui.markdown.scan import BLANK, BULLETED, TEXT, Line

_ASKS = re.compile(r"(?:\*\*|__)?(?:Q\d{0,2}|질문|質問|问)\s*[:：.](?:\*\*|__)?\s*")
"""What says that a question follows."""


def of(lines: list[Line], number: int, labels: Labels) -> list[Boundary]:
    """The label that a list item is, if it is one."""
    return _bulleted(lines[number], number, labels) or _asked(lines, number, labels)


def unanswered(lines: list[Line], found: list[Boundary], labels: Labels) -> list[Boundary]:
    """The questions of a list that have no answers, where others of it have theirs below them.

    And of a numbered list of questions, each with a list of answers at the margin, those that are no known labels.
    """
    if rest := _numbered(lines, found):
        told = [(n, plain(lines[n].text[lines[n].content :])) for n in rest]
        return [
            Boundary(n, n + 1, words, 0, labels.likely(words) or ("prose",), "bullet", loose=True)
            for n, words in told
        ]
    answered = [label.line for label in found if label.form == "bullet" and label.loose and not label.inline]
    if not answered:
        return []
    known = {label.line for label in found}
    rest = [n for n, line in enumerate(lines) if line.kind == BULLETED and n not in known]
    return [each for n in rest if n > answered[0] for each in _asked(lines, n, labels, is_open=True)]


def holds(lines: list[Line], label: Boundary) -> bool:
    """Whether something is nested below a list item, or goes on right below it."""
    below = next((line for line in lines[label.end :] if line.kind != BLANK), None)
    if below is None:
        return False
    if below.indent > lines[label.line].indent or (below.kind == TEXT and below is lines[label.end]):
        return True
    return (
        unit.is_numbered(lines[label.line]) and below is lines[label.end] and unit.is_dashed(lines, label.end)
    )


def _bulleted(line: Line, number: int, labels: Labels) -> list[Boundary]:
    if line.region >= 0:
        return []
    content = line.text[line.content :].strip()
    if not content or GUARD in content:
        return []
    if len(content) <= 120 and (roles := labels.candidates(content)):
        return [Boundary(number, number + 1, plain(content), 0, roles, "bullet")]
    label, sign, rest = re.sub(r"\*\*|__", "", content).partition(":" if ":" in content else "：")
    exact = labels.candidates(label) if sign and len(label) <= 60 and rest.strip() else ()
    if roles := exact or (labels.likely(label) if sign and len(label) <= 30 and rest.strip() else ()):
        position = max(line.text.find(sign, line.content) + 1, line.content)
        while position < len(line.text) and line.text[position] in "*_ \t":
            position += 1
        loose = not exact
        return [Boundary(number, number + 1, plain(label), 0, roles, "bullet", position, loose=loose)]
    return []


def _numbered(lines: list[Line], found: list[Boundary]) -> list[int]:
    """The other questions at the margin of a numbered list of which two are labels."""
    asks = {
        n
        for n, line in enumerate(lines)
        if line.kind == BULLETED
        and not line.indent
        and unit.is_numbered(line)
        and line.text.rstrip().endswith(("?", "？"))
    }
    known = {label.line for label in found if label.form == "bullet" and not label.inline} & asks
    return sorted(asks - {label.line for label in found}) if len(known) >= 2 else []


def _asked(lines: list[Line], number: int, labels: Labels, *, is_open: bool = False) -> list[Boundary]:
    """A list item that asks or announces and has its answers below, further in: `- What did we learn?`.

    With `is_open` a question counts without them.
    """
    line = lines[number]
    content = line.text[line.content :].strip()
    below = next((other for other in lines[number + 1 : number + 3] if other.kind != BLANK), line)
    asks = content.endswith(("?", "？", "?**"))
    if line.region >= 0 or line.indent or len(content) > 120 + 40 * asks or GUARD in content:
        return []
    if (below.indent < 2 and not (asks and is_open)) or (below.kind != BULLETED and not asks):
        return []
    asked = _ASKS.sub("", content)
    roles = labels.likely(asked)
    return [Boundary(number, number + 1, plain(asked), 0, roles, "bullet", loose=True)] if roles else []
