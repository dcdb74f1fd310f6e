"""A text area for one item: enter saves a single line, pasted text keeps its lines and loses control characters."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding
from textual.message import Message
from textual.widgets import TextArea

from retrotui.text import clean


class TextEditor(TextArea):
    """Where the user writes."""

    BINDINGS: ClassVar = [Binding("ctrl+j", "newline", "new line", id="text.newline", show=False)]

    class Submitted(Message):
        """Enter was pressed in a text of one line."""

        def __init__(self, editor: TextEditor) -> None:
            super().__init__()
            self.editor = editor

    def __init__(self, text: str = "", *, always_submit: bool = False) -> None:
        super().__init__(
            text, soft_wrap=True, show_line_numbers=False, tab_behavior="focus", highlight_cursor_line=False
        )
        self._always_submit = always_submit
        self.cursor_blink = False

    def action_newline(self) -> None:
        """Begin a new line, whatever enter does."""
        self.insert("\n")

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter" and (self._always_submit or "\n" not in self.text):
            event.stop()
            event.prevent_default()
            self.post_message(self.Submitted(self))
            return
        await super()._on_key(event)

    async def _on_paste(self, event: events.Paste) -> None:
        await super()._on_paste(events.Paste(clean(event.text)))
        event.prevent_default()
        event.stop()
