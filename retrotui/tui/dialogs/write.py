"""Writing one text: an item, a body, a prose."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from retrotui.tui.dialogs.modal import Dialog
from retrotui.tui.widgets.text_editor import TextEditor

Typed = Callable[[str], None]
"""Told of the whole text after every change of it."""


class Written(msgspec.Struct, frozen=True):
    """What came of it."""

    text: str
    saved: bool
    """False: the dialog was closed, and the text is a draft."""


class WriteDialog(Dialog[Written]):
    """A text with a title; enter or ctrl+s saves, escape keeps it as a draft."""

    BINDINGS = [  # noqa: RUF012 - Textual reads the list from the class
        Binding("enter", "enter", "save", show=False, priority=True),
        Binding("ctrl+s", "save", "save", id="text.save", show=False, priority=True),
    ]

    def __init__(self, title: str, text: str, typed: Typed, *, tall: bool = False) -> None:
        super().__init__()
        self._typed = typed
        self._title = title
        self._text = text
        self._tall = tall

    def compose(self) -> ComposeResult:
        """The box."""
        with Vertical(classes="box tall" if self._tall else "box"):
            yield Static(Content(self._title), classes="box-title")
            yield TextEditor(self._text)
            yield Static(
                Content("enter save · ctrl+j new line · ctrl+s save · esc close, keeps a draft"),
                classes="box-hint",
            )

    def on_mount(self) -> None:
        """Begin at the end of the text."""
        editor = self.query_one(TextEditor)
        editor.move_cursor(editor.document.end)
        self.set_focus(editor)

    @on(TextEditor.Changed)
    def _note(self, event: TextEditor.Changed) -> None:
        if self.is_current:  # not what arrives after the answer
            self._typed(event.text_area.text)

    def action_enter(self) -> None:
        """Save a text of one line; in a longer one begin a new line."""
        editor = self.query_one(TextEditor)
        if "\n" in editor.text:
            editor.insert("\n")
        else:
            self.action_save()

    def action_save(self) -> None:
        """Answer with the text; an empty one is no answer."""
        text = self.query_one(TextEditor).text
        self.dismiss(Written(text, saved=True) if text.strip() else None)

    def action_close(self) -> None:
        """Answer with the text as a draft."""
        self.dismiss(Written(self.query_one(TextEditor).text, saved=False))
