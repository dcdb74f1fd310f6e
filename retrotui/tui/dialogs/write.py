"""Writing one text: an item, a body, a prose."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from typing import ClassVar, Generic, TypeVar

import msgspec
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from retrotui.tui.dialogs.modal import Dialog
from retrotui.tui.widgets.text_editor import TextEditor
from retrotui.wording import _

Typed = Callable[[str], None]
"""Told of the whole text after every change of it."""
Result = TypeVar("Result")
TALL = 9
"""Line breaks from which on a text gets the height of the screen."""


class TypingDialog(Dialog[Result], Generic[Result]):
    """A dialog around a text editor: enter saves one line, ctrl+s any text, and every change is told."""

    BINDINGS: ClassVar = [
        Binding("enter", "enter", "save", show=False, priority=True),
        Binding("ctrl+s", "save", "save", id="text.save", show=False, priority=True),
    ]

    def __init__(self, typed: Typed) -> None:
        super().__init__()
        self._typed = typed

    @property
    def editor(self) -> TextEditor:
        """Where the text is."""
        return self.query_one(TextEditor)

    def on_mount(self) -> None:
        """Ready to type, at the end of the text."""
        self.editor.move_cursor(self.editor.document.end)
        self.set_focus(self.editor)

    @on(TextEditor.Changed)
    def _note(self, event: TextEditor.Changed) -> None:
        if self.is_current:  # not what arrives after the answer
            self._typed(event.text_area.text)

    def action_enter(self) -> None:
        """Save a text of one line; in a longer one begin a new line."""
        if "\n" in self.editor.text:
            self.editor.insert("\n")
        else:
            self.action_save()

    @abstractmethod
    def action_save(self) -> None:
        """Save what is written."""


class Written(msgspec.Struct, frozen=True):
    """What came of it."""

    text: str
    saved: bool
    """False: the dialog was closed, and the text is a draft."""


class WriteDialog(TypingDialog[Written]):
    """A text with a title; escape keeps it as a draft."""

    def __init__(self, title: str, text: str, typed: Typed) -> None:
        super().__init__(typed)
        self._title = title
        self._text = text

    def compose(self) -> ComposeResult:
        """The box."""
        with Vertical(classes="box tall" if self._text.count("\n") >= TALL else "box"):
            yield Static(Content(self._title), classes="box-title")
            yield TextEditor(self._text)
            yield Static(classes="box-hint")

    def on_mount(self) -> None:
        """Say what enter does."""
        self._hint(self._text)

    @on(TextEditor.Changed)
    def _text_changed(self, event: TextEditor.Changed) -> None:
        self._hint(event.text_area.text)

    def _hint(self, text: str) -> None:
        enter = _("enter new line") if "\n" in text else _("enter save · ctrl+j new line")
        keys = _("ctrl+s save · esc close, keeps a draft")
        self.query_one(".box-hint", Static).update(Content(f"{enter} · {keys}"))

    def action_save(self) -> None:
        """Answer with the text; an empty one is no answer."""
        text = self.editor.text
        self.dismiss(Written(text, saved=True) if text.strip() else None)

    def action_close(self) -> None:
        """Answer with the text as a draft."""
        self.dismiss(Written(self.editor.text, saved=False))
