"""What only a daily log knows: how a day looks in short."""

from __future__ import annotations

from retrotui.model.entry import Entry
from retrotui.model.kinds import KINDS, ROLES


def summary(entry: Entry) -> str:
    """How many items each section holds, by the letters of their labels: `D4 P2 L1`."""
    counts = ((ROLES[role].prefix, len(entry.items_of(role))) for role in KINDS["daily"].roles)
    return " ".join(f"{prefix}{count}" for prefix, count in counts if count)
