"""A keymap is checked before it is used; Textual would swallow every one of these mistakes."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrotui import keymap
from retrotui.errors import UsageError

PATH = Path("config.yaml")


@pytest.mark.parametrize(
    "good", [{}, {"item.add": "x"}, {"quit": "f10,ctrl+x"}, {"item.add": "e", "item.edit": "a"}]
)
def test_a_sound_keymap_passes(good: dict[str, str]) -> None:
    keymap.check(good, PATH)


@pytest.mark.parametrize(
    ("bad", "told"),
    [
        ({"nope.x": "a"}, "keymap.nope.x is no action"),
        ({"item.add": "qq"}, "'qq' is no key"),
        ({"item.add": "esc"}, "'esc' is no key"),
        ({"item.add": ""}, "no key is given"),
        ({"item.add": "e"}, "keymap.item.add: 'e' would mean both item.add and item.edit"),
        ({"cursor.down": "n"}, "keymap.cursor.down: 'n' would mean both capture and cursor.down"),
        ({"item.add": "f99"}, "'f99' is no key"),
    ],
)
def test_a_mistake_is_told_with_file_and_id(bad: dict[str, str], told: str) -> None:
    with pytest.raises(UsageError, match=r"keymap is wrong") as caught:
        keymap.check(bad, PATH)
    assert told in caught.value.message
    assert "config.yaml" in caught.value.message


def test_every_default_key_is_one() -> None:
    keymap.check({action.id: action.keys for action in keymap.by_id().values() if action.keys}, PATH)
