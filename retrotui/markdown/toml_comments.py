"""The comments of a TOML front matter, each with the key that it belongs to: what `tomllib` reads over."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from typing import Any

import msgspec

_MOST = 200
"""Lines of one value; what is longer is not looked at for comments."""


class Remarks(msgspec.Struct):
    """The comments of one key, with their signs."""

    above: list[str]
    beside: str = ""


def of_keys(lines: Sequence[str]) -> dict[str, Remarks]:
    """The comments above and beside each key that is not inside a table; those of a table stand above the table's key.

    Comments inside a value of several lines are left out, and all of a front matter that is no valid TOML.
    """
    found: dict[str, Remarks] = {}
    waiting: list[str] = []
    table = ""
    begin = 0
    while begin < len(lines):
        line = lines[begin].strip()
        if not line or line.startswith("#"):
            waiting += [line] if line else []
            begin += 1
            continue
        end, loaded = _statement(lines, begin)
        if not loaded:
            return {}
        is_table = line.startswith("[")
        table = next(iter(loaded)) if is_table else table
        key = table or next(iter(loaded))
        remarks = found.setdefault(key, Remarks([]))
        remarks.above += waiting
        beside = _behind(lines[begin:end], loaded)
        if beside and (table or remarks.beside):
            remarks.above.append(beside)
        else:
            remarks.beside = beside or remarks.beside
        waiting = []
        begin = end
    if waiting and found:
        found[next(reversed(found))].above += waiting
    return found


def _statement(lines: Sequence[str], begin: int) -> tuple[int, dict[str, Any]]:
    """The line behind a key and its value, or a table's name, and what it says; nothing where it never ends."""
    for end in range(begin + 1, min(len(lines), begin + _MOST) + 1):
        if loaded := _loaded("\n".join(lines[begin:end])):
            return end, loaded
    return len(lines), {}


def _behind(lines: Sequence[str], loaded: dict[str, Any]) -> str:
    """The comment at the end of a statement: the longest end from a `#` on without which it says the same."""
    *first, last = lines
    for at in (n for n, character in enumerate(last) if character == "#"):
        if _loaded("\n".join([*first, last[:at]])) == loaded:
            return last[at:].strip()
    return ""


def _loaded(source: str) -> dict[str, Any]:
    try:
        return tomllib.loads(source)
    except (tomllib.TOMLDecodeError, RecursionError):
        return {}
