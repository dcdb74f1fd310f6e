"""What only a year in review knows: how a year looks in short."""

from __future__ import annotations

from collections.abc import Callable

from retrotui.model.entry import Entry

SUMMARY = "{areas} areas {items}"


def summary(entry: Entry, say: Callable[[str], str]) -> str:
    """How many areas and items."""
    areas = [section for section in entry.sections if section.role == "area"]
    items = sum(len(section.items) for section in areas)
    return say(SUMMARY).format(areas=len(areas), items=items) if areas else ""
