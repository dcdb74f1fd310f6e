"""Quick capture: one line into today's log, from anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import msgspec
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from retrotui.model.kinds import KINDS
from retrotui.tui.dialogs.modal import Dialog
from retrotui.tui.dialogs.write import Typed
from retrotui.tui.widgets.text_editor import TextEditor


class Captured(msgspec.Struct, frozen=True):
    """A line for the log, or a draft of one."""

    role: str
    text: str
    saved: bool


class CaptureDialog(Dialog[Captured]):
    """A line, and the section that it goes to: tab changes the section."""

    BINDINGS: ClassVar = [
        Binding("tab", "role(1)", "section", show=False, priority=True),
        Binding("shift+tab", "role(-1)", "section", show=False, priority=True),
        Binding("enter", "enter", "save", show=False, priority=True),
        Binding("ctrl+s", "save", "save", show=False, priority=True),
    ]

    def __init__(
        self, roles: Sequence[str], role: str, day: str, language: str, text: str, typed: Typed
    ) -> None:
        super().__init__()
        self._typed = typed
        self._roles = tuple(roles)
        self._role = role if role in roles else self._roles[0]
        self._day = day
        self._language = language
        self._text = text

    def compose(self) -> ComposeResult:
        """The box."""
        with Vertical(classes="box"):
            yield Static(Content(f"Log · {self._day}"), classes="box-title")
            yield Static(id="roles")
            yield TextEditor(self._text)
            yield Static(
                Content("enter save · tab section · ctrl+j new line · esc close, keeps a draft"),
                classes="box-hint",
            )

    def on_mount(self) -> None:
        """Ready to type."""
        editor = self.query_one(TextEditor)
        editor.move_cursor(editor.document.end)
        self.set_focus(editor)
        self._show_roles()

    def _show_roles(self) -> None:
        parts: list[Content] = []
        for role in self._roles:
            heading = KINDS["daily"].heading(role, self._language)
            parts.append(
                Content.styled(f" {heading} ", "reverse bold")
                if role == self._role
                else Content(f" {heading} ")
            )
        self.query_one("#roles", Static).update(Content("").join(parts))

    def action_role(self, step: int) -> None:
        """Another section."""
        self._role = self._roles[(self._roles.index(self._role) + step) % len(self._roles)]
        self._show_roles()

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
        """Answer with the line."""
        text = self.query_one(TextEditor).text
        self.dismiss(Captured(self._role, text, saved=True) if text.strip() else None)

    def action_close(self) -> None:
        """Answer with a draft."""
        self.dismiss(Captured(self._role, self.query_one(TextEditor).text, saved=False))
