"""Choosing from a list: links, and anything else with a name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from retrotui.tui.dialogs.modal import Dialog
from retrotui.tui.prose import wrap_spans
from retrotui.tui.widgets.pane import Line, Pane, Row
from retrotui.wording import _

Choice = tuple[str, str]
"""An id and its text."""


class ChooseDialog(Dialog[frozenset[str]]):
    """Several of a list: space sets or clears one, enter answers."""

    BINDINGS: ClassVar = [Binding("space", "set_or_clear", "set", show=False)]

    def __init__(self, title: str, choices: Sequence[Choice], chosen: frozenset[str]) -> None:
        super().__init__()
        self._title = title
        self._choices = tuple(choices)
        self._chosen = chosen

    def compose(self) -> ComposeResult:
        """The box."""
        with Vertical(classes="box tall"):
            yield Static(Content(self._title), classes="box-title")
            yield Pane(framed=False)
            yield Static(
                Content(_("space set or clear · enter done · esc leave as it was")), classes="box-hint"
            )

    def on_mount(self) -> None:
        """Show the choices."""
        self._show()

    def _show(self) -> None:
        self.query_one(Pane).show(self._rows)

    def _rows(self, width: int) -> list[Row]:
        rows = []
        for uid, text in self._choices:
            mark = ("[x] ", "good") if uid in self._chosen else ("[ ] ", "muted")
            lines = wrap_spans([(text, "")], max(4, width - 6))
            rows.append(
                Row(
                    uid,
                    tuple(
                        Line(((" ", ""), mark if n == 0 else ("    ", ""), *line))
                        for n, line in enumerate(lines)
                    ),
                )
            )
        return rows

    def action_set_or_clear(self) -> None:
        """Set or clear the one under the cursor."""
        uid = self.query_one(Pane).cursor_uid
        if uid:
            self._chosen ^= {uid}
            self._show()

    @on(Pane.Opened)
    def _done(self) -> None:
        self.dismiss(self._chosen)
