"""The user's own keys, checked against the table of actions before any screen sees them.

Textual (8.2.8) ignores unknown ids, drops a binding whose key it does not know and reports no clash between a screen
and the app, all without a word; so everything is checked here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from msgspec.structs import replace

from retrotui.actions import (
    CLOSE,
    EDITOR,
    ENTRY,
    GLOBAL,
    IN_TRIES,
    PANE,
    REVIEW,
    TAKE,
    VERDICT,
    WEEK,
    Action,
    by_id,
)
from retrotui.errors import UsageError

_NAMED = frozenset(
    [
        "enter",
        "escape",
        "tab",
        "space",
        "backspace",
        "delete",
        "insert",
        "home",
        "end",
        "pageup",
        "pagedown",
        "up",
        "down",
        "left",
        "right",
        "question_mark",
        "slash",
        "left_square_bracket",
        "right_square_bracket",
        "percent_sign",
        "number_sign",
        "plus",
        "minus",
        "comma",
        "full_stop",
        "semicolon",
        "colon",
        "equals_sign",
        "greater_than_sign",
        "less_than_sign",
        "exclamation_mark",
        "at",
        "dollar_sign",
        "ampersand",
        "asterisk",
        "underscore",
        "vertical_line",
        "tilde",
        "apostrophe",
        "quotation_mark",
        "grave_accent",
        "backslash",
        "left_parenthesis",
        "right_parenthesis",
        "left_curly_bracket",
        "right_curly_bracket",
        "circumflex_accent",
    ]
)
_MODIFIED = re.compile(r"(?:(?:ctrl|alt|shift)\+)*(?P<key>.+)")


def check(keymap: Mapping[str, str], path: Path) -> None:
    """Raise UsageError, with the file and the id, for an unknown action, a key that is none, or one that means two things."""
    actions = by_id()
    for name, keys in keymap.items():
        if name not in actions:
            raise UsageError(
                "The keymap is wrong",
                "{path}: keymap.{name} is no action.",
                "docs/keys.md lists all ids.",
                path=path,
                name=name,
            )
        wrong = [key for key in _split(keys) if not is_key(key)]
        if wrong or not _split(keys):
            raise UsageError(
                "The keymap is wrong",
                "{path}: keymap.{name}: {key!r} is no key."
                if wrong
                else "{path}: keymap.{name}: no key is given.",
                "Keys are such as x, X, f5, ctrl+x, escape, pagedown; several are separated by commas.",
                path=path,
                name=name,
                key=wrong[0] if wrong else "",
            )
    # In the list of the days' lines enter takes, it does not open.
    moves = tuple(action for action in PANE if action.id != "cursor.open")
    for table in (
        (*GLOBAL, *ENTRY, *WEEK, *PANE),
        (*TAKE, *moves),
        (*VERDICT, *CLOSE, *moves),
        (*VERDICT, *IN_TRIES, *moves),
        (*REVIEW, *moves),
        EDITOR,
    ):
        _check_clashes(table, keymap, path)


def is_key(name: str) -> bool:
    """Whether Textual knows a key of this name."""
    match = _MODIFIED.fullmatch(name)
    key = match["key"] if match else ""
    return len(key) == 1 or key in _NAMED or re.fullmatch(r"f([1-9]|1[0-9]|2[0-4])", key) is not None


def keys_of(action: Action, keymap: Mapping[str, str]) -> str:
    """The keys that trigger the action, separated by commas."""
    return keymap.get(action.id, action.keys)


def shown_key(action: Action, keymap: Mapping[str, str]) -> str:
    """The first key that triggers the action, as people read it."""
    return replace(action, keys=keys_of(action, keymap)).shown_keys.split(" ")[0]


def _check_clashes(table: tuple[Action, ...], keymap: Mapping[str, str], path: Path) -> None:
    taken: dict[str, str] = {}
    for action in table:
        for key in _split(keys_of(action, keymap)):
            if other := taken.get(key):
                name = action.id if action.id in keymap else other
                raise UsageError(
                    "The keymap is wrong",
                    "{path}: keymap.{name}: {key!r} would mean both {one} and {other}.",
                    "Give one of them another key.",
                    path=path,
                    name=name,
                    key=key,
                    one=other,
                    other=action.id,
                )
            taken[key] = action.id


def _split(keys: str) -> list[str]:
    return [key.strip() for key in keys.split(",") if key.strip()]
