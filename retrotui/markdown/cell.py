"""Text inside a table's cell: what would end the cell, the line or the text is written as a character reference."""

from __future__ import annotations

import re

from retrotui.markdown.meta import GUARD

BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_EDGE = re.compile(r"^[ \t\u3000]+|[ \t\u3000]+$")
_REFERENCES = {" ": "&nbsp;", "\t": "&Tab;", "\u3000": "&#12288;"}
_BREAK = re.compile(r"<(?=br\s*/?>)", re.IGNORECASE)
_BAR = re.compile(r"(?P<before>\\+)?\|")
_REFERENCE = r"&(?=(?:amp;)*(?:(?:nbsp|tab|#(?:12288|124|92|96));|lt;br\s*/?>))"
_LITERAL = re.compile(_REFERENCE, re.IGNORECASE)
"""The sign that begins one of our references in what somebody typed."""
_WRITTEN = re.compile(
    r"\\\||&#124;|&#92;|&#96;|&lt;(?=br\s*/?>)|" + _REFERENCE.replace("&", "&amp;", 1), re.IGNORECASE
)
_CHARACTERS = {"&lt;": "<", "&#92;": "\\", "&#96;": "`", "&amp;": "&"}
_WRITTEN_EDGE = re.compile(r"^(?:&nbsp;|&Tab;|&#12288;)+|(?:&nbsp;|&Tab;|&#12288;)+$")


def encoded(value: str) -> str:
    """A line of text as it can stand in a cell; `decoded` gives it back."""
    literal = _LITERAL.sub("&amp;", value)
    barred = _BAR.sub(lambda match: f"{match['before']}&#124;" if match["before"] else r"\|", literal)
    if barred.count("`") % 2:
        # Alone it would make code of what stands between it and one in another cell.
        barred = "&#96;".join(barred.rsplit("`", 1))
    if barred.endswith("\\"):
        barred = barred[:-1] + "&#92;"
    unbroken = _BREAK.sub("&lt;", barred)
    return _EDGE.sub(lambda match: "".join(_REFERENCES[blank] for blank in match[0]), unbroken)


def decoded(raw: str) -> str:
    """What a line of a cell says."""
    blanks = {reference: blank for blank, reference in _REFERENCES.items()}
    edged = _WRITTEN_EDGE.sub(lambda match: re.sub(r"&[^;]+;", lambda found: blanks[found[0]], match[0]), raw)
    return _WRITTEN.sub(lambda match: _CHARACTERS.get(match[0].casefold(), "|"), edged)


def lines_of(raw: str) -> str:
    """The lines of a cell's continuation, parted by `<br>` there."""
    parts = [part.strip() for part in BREAK.split(raw)]
    return "\n".join(decoded(part.removeprefix(GUARD)) for part in parts if part)
