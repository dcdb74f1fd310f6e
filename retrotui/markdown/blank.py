"""Whether a document is a form that waits to be filled in, not somebody's retrospective."""

from __future__ import annotations

import re

from retrotui.markdown.front_matter import FrontMatter
from retrotui.markdown.scan import BLANK, HEADING, OPAQUE, RULE, TABLE, Line

_HOLE = re.compile(
    r"[ \t>]*(?:(?:[-*+]|\d{1,2}[.)])[ \t]*)?(?:\[[ xX]\][ \t]*)?(?:\*\*[^*\n]{1,40}\*\*[ \t]*[:：]?[ \t]*|[^:：\[\]{}<>]{1,40}[:：](?:\*\*)?[ \t]*)?"
    r"(?:\{\{[^}\n]*\}\}|<%[^%\n]*%>|\{[\w -]{2,40}\}|\[(?!\^)[^\]\n]*[^\W\d_]{2,}[^\]\n]* [^\]\n]*\](?!\()|<[\w -]*[- _ ][\w -]*>|\.{3}|…|(?:\(e\.g\.|(?:예|例|e\.g\.)[ \t]?[:：)]).*)[ \t]*[.。]?[ \t]*$"
)
"""A line that is nothing but a place to fill in: `- [List what went well]`, `Date: {{date}}`."""
_NAMED_HOLE = re.compile(
    r"[ \t>]*(?:(?:[-*+]|\d{1,2}[.)])[ \t]+(?:\[[ xX]\][ \t]*)?|[^:：\[\]{}<>\n]{1,40}[:：](?:\*\*)?[ \t]*)"
    r"\[[a-zA-Z][\w /-]{1,39}\](?![(\[:])(?:[ \t]*[-–—,(@:][ \t]*\[[a-zA-Z][\w /-]{1,39}\]\)?){0,3}[ \t]*$"
)
"""An item or a key's value that is a word in brackets: `- [item]`, `- [ ] [action] - [owner]`."""
_SLOT = re.compile(r"\{\{|<%")
"""A place that a program fills in, as in the title of a note-taker's template."""
_EMPTY = re.compile(r"[ \t]*(?:[-*+]|\d{1,2}[.)])[ \t]*(?:\[[ ]?\])?[ \t]*")


def is_form(front: FrontMatter, lines: list[Line]) -> bool:
    """Whether a document is a template: an issue form by its front matter, or most of its lines are places to fill in."""
    if front.get("name") and front.get("about"):
        return True
    filled = [
        line.text
        for line in lines
        if line.kind not in (BLANK, HEADING, RULE, TABLE, OPAQUE) and not line.under
    ]
    empty = sum(bool(_EMPTY.fullmatch(line)) for line in filled)
    if (
        empty
        and empty == len(filled)
        and any(line.kind == HEADING and _SLOT.search(line.text) for line in lines)
    ):
        return True
    holes = sum(bool(_HOLE.match(line) or _NAMED_HOLE.match(line)) for line in filled if len(line) < 300)
    return holes >= 3 and holes >= 0.4 * len(filled)
