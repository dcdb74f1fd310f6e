"""Whether every source line of a document is in some field of what was read from it."""

from __future__ import annotations

import re

from retrotui import exchange, text
from retrotui.markdown.reader import Reading

_STATES = r"(?i:완료|진행 중|진행중|done|完了|進行中|in progress)"


def said(readings: list[Reading]) -> str:
    """All words of all fields."""
    parts: list[str] = []
    for reading in readings:
        entry = reading.entry
        parts += [
            entry.title,
            *entry.tags,
            str(entry.front_matter),
            *exchange.comments(entry),
            entry.start.isoformat(),
            entry.end.isoformat(),
        ]
        for section in entry.sections:
            week = section.week
            parts += [
                section.heading,
                section.prose,
                str(week.number) if week else "",
                week.reason if week else "",
            ]
            for item in section.items:
                parts += [
                    item.label,
                    item.text,
                    item.body,
                    item.state,
                    item.category,
                    item.group,
                    item.reason,
                    item.size,
                    str(item.date),
                    item.flow,
                ]
    return "\n".join(parts)


def words(line: str) -> list[str]:
    """The words of a line, without markup."""
    bare = re.sub(r"</?[a-zA-Z][^>\n]*>|&\w+;|^\s*>\s?\[![\w-]+\]", " ", text.clean(line))
    return re.findall(r"\w+", bare.replace("_", " "))


def lost_lines(source: str, readings: list[Reading]) -> list[str]:
    """Source lines of which a word is in no field; state words in boxes' stead are in `state`."""
    spoken = "".join(words(re.sub(_STATES, " ", said(readings))))
    lost = []
    for line in text.split_lines(source):
        bare = re.sub(r"^\W*\d{1,3}[.)]|\[[xX]\]", " ", re.sub(_STATES, " ", line))
        missing = [word for word in words(bare) if word not in spoken]
        if missing:
            lost.append(f"{line!r} lacks {missing}")
    return lost
