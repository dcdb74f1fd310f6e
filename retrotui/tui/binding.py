"""Textual bindings out of the table of actions."""

from __future__ import annotations

from collections.abc import Iterable

from textual.binding import Binding, BindingType

from retrotui.actions import Action

# A Korean input method on the two-set layout gives a jamo where a Latin key was meant.
_JAMO = dict(
    zip("ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡ", "qwertyuiopasdfghjklzxcvbnm", strict=True)
) | dict(zip("ㅃㅉㄸㄲㅆㅒㅖ", "QWERTOP", strict=True))


def bindings(actions: Iterable[Action], *, priority: bool = False) -> list[BindingType]:
    """One binding for each action, under its id so that a keymap can change it."""
    return [
        Binding(
            # Textual binds no empty key; a name that no key has can still be given another by a keymap.
            action.keys or f"no-key-{action.id}",
            action.method,
            action.label,
            id=action.id,
            tooltip=action.tooltip,
            show=False,
            priority=priority,
        )
        for action in actions
    ]


def latin_key(character: str | None) -> str | None:
    """The Latin key at the place of a jamo on the two-set layout, or None for any other character."""
    return _JAMO.get(character or "")
