"""Notebooks of older versions, brought to the present schema in memory and written with the next save.

A notebook of a newer schema is never migrated: it opens read-only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from retrotui.store import codec, seal
from retrotui.store.codec import Tables

Migration = Callable[[Tables], None]

STEPS: Mapping[int, tuple[Migration, ...]] = {}
"""For each schema number below `seal.SCHEMA`, what turns its tables into the next one's, in place."""


def migrate(tables: Tables) -> int:
    """Bring the tables to the present schema; returns the number they had. Raises Damaged when a step is unknown."""
    found = codec.schema_of(tables)
    for number in range(found, seal.SCHEMA):
        if number not in STEPS:
            raise codec.Damaged(f"schema {number} is unknown to this version")
        for step in STEPS[number]:
            step(tables)
        tables[codec.META]["1"]["schema"] = number + 1
    return found
