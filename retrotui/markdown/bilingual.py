"""The same text in two languages, one below the other: both are read, and the author is told."""

from __future__ import annotations

from retrotui.errors import Remark
from retrotui.markdown import language
from retrotui.model.entry import Section


def warnings(sections: list[Section]) -> list[str]:
    """What to tell when the second half of the sections mirrors the first in another language."""
    filled = [section for section in sections if section.role != "prose" and section.items]
    half = len(filled) // 2
    if half < 2 or len(filled) % 2:
        return []
    if not mirrors(filled[:half], filled[half:]):
        return []
    return [Remark("the same text seems to stand here in two languages; the items of both are counted")]


def mirrors(one: list[Section], other: list[Section]) -> bool:
    """Whether two runs of sections have the same roles and numbers of items, in two languages."""
    if [(each.role, len(each.items)) for each in one] != [(each.role, len(each.items)) for each in other]:
        return False
    return language.detect(_words(one)) != language.detect(_words(other))


def _words(sections: list[Section]) -> str:
    return "\n".join(item.text for section in sections for item in section.items)
