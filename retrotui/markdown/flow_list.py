"""Flow written as a list of levels, below a heading that says so: `- A: I2, I3`.

A list of levels sets the flow of the items that it names, like the table of levels (`table`), and stays prose as well.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from retrotui.markdown.scan import BLANK, Line
from retrotui.text import lines_with_ends

_LABEL = r"[A-Z]\d{1,3}(?:\.\d{1,3})?"
_LEVEL = re.compile(
    r"(?P<head>[ \t]*(?:(?:[-*+•]|\d{1,2}[.)])[ \t]+)?(?:\*\*|__)?(?P<level>[ABC])(?:\*\*|__)?"
    r"(?:[ \t]*[(（][^()（）\n]{0,40}[)）])?(?:\*\*|__)?[ \t]*(?:[:：=→]|-+>?)(?:\*\*|__)?[ \t]*)"
    rf"(?P<names>{_LABEL}(?:(?:[ \t]*[,，、/&·][ \t]*|[ \t]+){_LABEL})*)?"
    r"(?P<tail>[ \t]*(?:[(（—–#][^\n]*)?)$"
)
"""A level and the items at it; what stands in brackets says in words what the level means."""


def read(lines: Sequence[Line]) -> dict[str, str]:
    """Label to level from the lines of a list; empty where any of them is something else or none names an item."""
    found: dict[str, str] = {}
    for line in lines:
        match = _LEVEL.match(line.text)
        if match is None:
            if line.kind != BLANK:
                return {}
            continue
        found.update(dict.fromkeys(_names(match), match["level"]))
    return found


def patched(source: str, levels: Mapping[str, Sequence[str]]) -> str:
    """A source in which the lines of levels name the items at them as they are now.

    `levels` are labels by level. A level that has no line yet gets one below the last.
    """
    lines = lines_with_ends(source)
    found = {
        number: match for number, line in enumerate(lines) if (match := _LEVEL.match(line.rstrip("\r\n")))
    }
    if not any(_names(match) for match in found.values()):
        return source
    for number, match in found.items():
        lines[number] = _renamed(match, levels.get(match["level"], ()), lines[number])
    told = {match["level"] for match in found.values()}
    last = max(found)
    for level in reversed([level for level in levels if levels[level] and level not in told]):
        lines.insert(last + 1, _new(lines, last, found[last], level, levels[level]))
    return "".join(lines)


def _names(match: re.Match[str]) -> list[str]:
    return re.findall(_LABEL, match["names"] or "")


def _renamed(match: re.Match[str], names: Sequence[str], line: str) -> str:
    was = _names(match)
    if set(was) == set(names):
        return line
    kept = [name for name in was if name in names]
    shown = ", ".join([*kept, *(name for name in names if name not in was)])
    gap = "" if not shown or match["head"].endswith((" ", "\t")) else " "
    return match["head"] + gap + shown + match["tail"] + line[match.end() :]


def _new(lines: list[str], last: int, match: re.Match[str], level: str, names: Sequence[str]) -> str:
    """A line for another level, written like the last one; the words for that one's meaning are left out."""
    line = lines[last]
    end = line[len(line.rstrip("\r\n")) :]
    if not end:
        end = "\n"
        lines[last] += end
    at = match.start("level")
    head = re.sub(r"[ \t]*[(（][^()（）]*[)）]", "", match["head"][at + 1 :])
    lead = re.sub(r"\d+", lambda number: str(int(number[0]) + 1), match["head"][:at])
    return lead + level + head + (" " if not head.endswith((" ", "\t")) else "") + ", ".join(names) + end
