"""What only a year in review knows: how a year looks in short."""

from __future__ import annotations

from retrotui.model.entry import Entry


def summary(entry: Entry) -> str:
    """How many areas and items."""
    areas = [section for section in entry.sections if section.role == "area"]
    return f"{len(areas)} areas {sum(len(section.items) for section in areas)}" if areas else ""
