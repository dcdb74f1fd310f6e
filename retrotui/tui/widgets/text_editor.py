"""A text area for one item: pasted text keeps its lines and loses control characters."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding
from textual.widgets import TextArea

from retrotui.text import clean


class TextEditor(TextArea):
    """Where the user writes; the dialog around it decides what enter does."""

    BINDINGS: ClassVar = [Binding("ctrl+j", "newline", "new line", id="text.newline", show=False)]

    def __init__(self, text: str = "") -> None:
        super().__init__(
            text, soft_wrap=True, show_line_numbers=False, tab_behavior="focus", highlight_cursor_line=False
        )
        self.cursor_blink = False

    def action_newline(self) -> None:
        """Begin a new line."""
        self.insert("\n")

    async def _on_paste(self, event: events.Paste) -> None:
        await super()._on_paste(events.Paste(clean(event.text)))
        event.prevent_default()
        event.stop()
