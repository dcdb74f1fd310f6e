"""What all dialogs share: a framed box, escape to close, and a terminal cursor where the typing is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar, Generic, TypeVar

from textual import on
from textual.await_complete import AwaitComplete
from textual.binding import Binding
from textual.events import DescendantFocus, Resize
from textual.geometry import Offset
from textual.screen import ModalScreen
from textual.widget import Widget

from retrotui.actions import Action

Result = TypeVar("Result")
HEIGHT = 0.8
"""The part of the screen's height that a box may have, as in the style sheet."""


def place_cursor(screen: Widget) -> None:
    """Put the terminal's own cursor where the focused text's cursor is: input methods open their window there.

    Textual computes it before the layout of a modal is known (8.2.8), so it is done again after each layout.
    """
    focused = screen.app.focused
    offset = getattr(focused, "cursor_screen_offset", None)
    if isinstance(offset, Offset):
        screen.app.cursor_position = offset


class Dialog(ModalScreen[Result], Generic[Result]):
    """A question over the screen; `dismiss` answers it, escape answers None."""

    BINDINGS: ClassVar = [Binding("escape", "close", "close", id="dialog.close", show=False, priority=True)]

    answered: Callable[[Result | None], None] | None = None
    """Told of the answer before the next key is looked at; Textual's own callback would come later."""

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Close with an answer; a second answer (a key pressed twice) is none."""
        if not self.is_current:
            return AwaitComplete()
        closing = super().dismiss(result)
        if self.answered is not None:
            self.answered(result)
        return closing

    def leave_room(self, lines: int) -> None:
        """Do not cover so many lines at the bottom, where the app says something."""
        for box in self.query(".box"):
            room = self.size.height - lines
            covers = lines > 1 and (box.region.bottom > room or box.styles.inline.has_rule("margin"))
            # Not the screen's own padding, which would be drawn over what stands there (Textual 8.2.8).
            box.styles.margin = (0, 0, lines, 0) if covers else None
            box.styles.max_height = int(room * HEIGHT) if covers else None
            for child in box.children:
                # What a list asks for depends on what its box may have, which Textual does not know.
                child.refresh(layout=True)

    @on(DescendantFocus)
    @on(Resize)
    def _layout_changed(self) -> None:
        self.call_after_refresh(place_cursor, self)

    def show_help(
        self,
        title: str,
        purpose: str,
        groups: Sequence[tuple[str, Sequence[Action]]],
        keys: Mapping[str, str],
    ) -> None:
        """Show what a dialog is for and what its keys do, over it."""
        from retrotui.tui.dialogs.help import HelpDialog

        self.app.push_screen(HelpDialog(title, purpose, groups, keys))

    def action_close(self) -> None:
        """Close without an answer."""
        self.dismiss(None)
