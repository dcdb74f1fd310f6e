"""How people address an entry: `daily/2026-11-20`, `kpt/2026-W47`, `aar/2025-02-09`, `year/2018`, `note/setup`."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Container, Mapping

from retrotui.model import periods
from retrotui.model.entry import Entry
from retrotui.text import slug

_PAGE_ID = re.compile(r"(?<=.)[ -][0-9a-f]{32}$")
"""What Notion adds to the name of each exported file."""


def stem_for(kind: str, start: dt.date, name: str) -> str:
    """The part of a key after the slash, before any `-2`. `name` is the file stem or title of a note."""
    match kind:
        case "kpt":
            return periods.week_name(start)
        case "year":
            return str(start.year)
        case "note":
            return slug(name, limit=60)
        case _:
            return start.isoformat()


def free_key(kind: str, start: dt.date, name: str, taken: Container[str]) -> str:
    """The key for a new entry; the second of its kind and date gets `-2`, and so on."""
    first = key = f"{kind}/{stem_for(kind, start, name)}"
    number = 2
    while key in taken:
        key = f"{first}-{number}"
        number += 1
    return key


def for_entry(entry: Entry, taken: Container[str]) -> str:
    """The key that an entry is to have: its own while nobody else has it, else a free one."""
    if entry.key and entry.key not in taken:
        return entry.key
    path = entry.origin.path if entry.origin else ""
    stem = _PAGE_ID.sub("", path.replace("\\", "/").rpartition("/")[2].rpartition(".")[0])
    return free_key(entry.kind, entry.start, stem or entry.title, taken)


def matching(query: str, keys: Mapping[str, str], today: dt.date) -> list[str]:
    """The keys that a query means: the whole key, a day or week or year in short, or any unique prefix.

    `keys` maps each key to the entry's kind. `today` and `2026-11-20` mean the daily, `2026-W47` the KPT,
    `2018` the year. Returns all candidates: none, one, or several when the query is ambiguous.
    """
    query = query.strip()
    if query in keys:
        return [query]
    candidates: list[str] = []
    if day := periods.parse_day(query, today):
        candidates.append(f"daily/{day.isoformat()}")
    if week := periods.parse_week(query):
        candidates.append(f"kpt/{periods.week_name(week.start)}")
    if query.isdigit():
        candidates.append(f"year/{query}")
    for candidate in candidates:
        if candidate in keys:
            return [candidate]
    if not query:
        return []
    folded = query.casefold()
    whole = [key for key in keys if key.casefold().startswith(folded)]
    return whole or [key for key in keys if key.partition("/")[2].casefold().startswith(folded)]
