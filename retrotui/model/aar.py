"""What only an after action review knows: how its goals came out."""

from __future__ import annotations

from collections.abc import Callable

from retrotui.model.entry import Entry

MISSED = "{label} was missed and nothing is to be improved"


def findings(entry: Entry, say: Callable[[str], str]) -> list[str]:
    """Goals that were missed while no improvement follows from them."""
    missed = [item.label for item in entry.items_of("goal") if item.state == "missed"]
    return [say(MISSED).format(label=label) for label in missed if not entry.items_of("improvement")]


def summary(entry: Entry) -> str:
    """Goals done of all, and the number of lessons."""
    goals, lessons = entry.items_of("goal"), entry.items_of("lesson")
    parts = [f"{sum(item.state == 'done' for item in goals)}/{len(goals)}"] if goals else []
    return " ".join(parts + ([f"L{len(lessons)}"] if lessons else []))
