"""Short questions: a date, a name, a percentage."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from retrotui.text import clean_line
from retrotui.tui.dialogs.modal import Dialog

Check = Callable[[str], str]
"""Gives what is wrong with an answer, or nothing."""


class AskDialog(Dialog[str]):
    """One line; enter answers once the check finds nothing wrong."""

    BINDINGS: ClassVar = [Binding("enter", "answer", "answer", show=False, priority=True)]

    def __init__(self, title: str, hint: str, value: str = "", check: Check = lambda answer: "") -> None:
        super().__init__()
        self._title = title
        self._hint = hint
        self._value = value
        self._check = check

    def compose(self) -> ComposeResult:
        """The box."""
        with Vertical(classes="box small"):
            yield Static(Content(self._title), classes="box-title")
            yield Input(self._value, compact=True)
            yield Static(Content(self._hint), classes="box-hint")

    def on_mount(self) -> None:
        """No blinking: nothing moves unless a key moved it."""
        self.query_one(Input).cursor_blink = False
        self.set_focus(self.query_one(Input))

    def action_answer(self) -> None:
        """Answer, unless something is wrong with it."""
        answer = clean_line(self.query_one(Input).value)
        wrong = self._check(answer)
        if wrong:
            self.query_one(".box-hint", Static).update(Content.styled(wrong, "$error"))
        else:
            self.dismiss(answer)
