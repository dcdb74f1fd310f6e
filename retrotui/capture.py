"""`retrotui log TEXT` into a day that has its entry, without loading what other commands need.

Most calls of retrotui are this one. It looks at the arguments before any library is imported and writes the line with
`store.splice`. Whatever is not the plainest case (an option, settings, a new day, a file by another hand, a busy lock)
is left to the ordinary path, which then does it all from the start. `tests/cli/test_shortcut.py` runs both.
"""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from retrotui.errors import RetroError

PREFIXES = {"did": "D", "problem": "P", "learned": "L", "unclear": "U", "well": "W"}
"""The roles of a daily log, and what the labels of their items begin with, as `model.kinds` has them."""
DAY_ENDS_AT = 4
"""As in `Config`, of which there is none here."""
_ORDINARY = ("RETROTUI_TZ", "_RETROTUI_COMPLETE")
_FIRST_FIELDS = ("uid", "role", "heading", "level")


class Line(NamedTuple):
    """A line for the day's log."""

    role: str
    text: str


def line_of(arguments: Sequence[str]) -> Line | None:
    """The line that the arguments mean, None where it takes the ordinary path to tell."""
    if len(arguments) < 2 or arguments[0] != "log" or any(word.startswith("-") for word in arguments[1:]):
        return None
    words = arguments[1:]
    role = "did"
    if len(words) > 1 and words[0].casefold() in PREFIXES:
        role, words = words[0].casefold(), words[1:]
    text = " ".join(words)
    # What is printable is clean and visible as it is, and one line.
    return Line(role, " ".join(text.split())) if text.strip() and text.isprintable() else None


def places(environ: Mapping[str, str]) -> tuple[str, str] | None:
    """The notebook and the state folder, as `config.find_paths` gives them; None where settings have a say."""
    home = environ.get("HOME", "")
    if sys.platform != "linux" or not home.startswith("/") or any(map(environ.get, _ORDINARY)):
        return None
    data, state, config = (
        environ.get(f"XDG_{name}_HOME", "").strip() or f"{home}/{usual}"
        for name, usual in (("DATA", ".local/share"), ("STATE", ".local/state"), ("CONFIG", ".config"))
    )
    notebook = environ.get("RETROTUI_NOTEBOOK", "") or f"{data}/retrotui/notebook.json"
    if "~" in notebook or not all(folder.startswith("/") for folder in (data, state, config)):
        return None
    if os.path.lexists(f"{config}/retrotui/config.yaml") or os.path.lexists(f"{state}/retrotui/spool"):
        return None
    return notebook, f"{state}/retrotui"


def log(
    arguments: Sequence[str],
    environ: Mapping[str, str] = os.environ,
    clock: Callable[[], dt.datetime] = lambda: dt.datetime.now().astimezone(),
) -> str | None:
    """Write the line that the arguments mean, and give what to say of it; None when nothing was done."""
    line = line_of(arguments)
    found = places(environ) if line else None
    if line is None or found is None:
        return None
    from retrotui.store.splice import Odd, Splice, splice

    day = (clock() - dt.timedelta(hours=DAY_ENDS_AT)).date().isoformat()
    label = ""

    def change(file: Splice) -> Any:
        nonlocal label
        now = clock()
        entry = file.entry_of("daily", day)
        fields, label = with_line(entry.fields, line, now)
        return file.changed(entry, fields, f"add {line.role}", stamp(now))

    try:
        splice(*found, clock, change)
    except (Odd, OSError, RetroError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        # Nothing was written; the ordinary path meets the same thing and has the words for it.
        return None
    return f"{day} {line.role} {label}: {line.text}"


def stamp(moment: dt.datetime) -> str:
    """A time as the notebook holds it."""
    return moment.isoformat().removesuffix("+00:00") + "Z" * (not moment.utcoffset())


def with_line(entry: dict[str, Any], line: Line, now: dt.datetime) -> tuple[dict[str, Any], str]:
    """A stored entry with one item more at the end of its role's first section, and the item's label.

    Raises LookupError where there is no such section.
    """
    section = next((each for each in entry["sections"] if each["role"] == line.role), None)
    if section is None or "week" in section:
        raise LookupError(line.role)
    prefix = PREFIXES[line.role]
    labels = (item.get("label", "") for each in entry["sections"] for item in each.get("items", ()))
    numbers = [int(label[1:]) for label in labels if label.startswith(prefix) and label[1:].isdecimal()]
    label = f"{prefix}{max(numbers, default=0) + 1}"
    item = {
        "uid": os.urandom(8).hex(),
        "label": label,
        "text": line.text,
        "changed_at": stamp(now.astimezone(dt.UTC)),
    }
    longer = {name: section[name] for name in _FIRST_FIELDS if name in section}
    longer["items"] = [*section.get("items", ()), item]
    longer |= {name: value for name, value in section.items() if name not in longer}
    sections = [longer if each is section else each for each in entry["sections"]]
    # Both stamps are there in what was saved: without them the entry is an odd one.
    stamps = {"updated_at": stamp(now), "rev": entry["rev"] + 1}
    return {**entry, "sections": sections, **stamps}, label
