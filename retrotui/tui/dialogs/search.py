"""Search over everything, as one types."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

import msgspec
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from retrotui.loop.search import Hit
from retrotui.tui.dialogs.modal import Dialog
from retrotui.tui.prose import spans_of
from retrotui.tui.widgets.pane import Line, Pane, Row

LIMIT = 200
"""How many hits are shown."""


class Found(msgspec.Struct, frozen=True):
    """Where to go."""

    entry: str
    item: str


class SearchDialog(Dialog[Found]):
    """Words, and what holds all of them, newest first."""

    BINDINGS: ClassVar = [
        Binding("enter", "open", "open", show=False, priority=True),
        Binding("down,ctrl+n", "move(1)", "down", show=False, priority=True),
        Binding("up,ctrl+p", "move(-1)", "up", show=False, priority=True),
    ]

    def __init__(self, search: Callable[[str], Sequence[Hit]]) -> None:
        super().__init__()
        self._search = search
        self._hits: Sequence[Hit] = ()

    def compose(self) -> ComposeResult:
        """The box."""
        with Vertical(classes="box full"):
            yield Static(Content("Search"), classes="box-title")
            yield Input(placeholder="words, in any order", compact=True)
            yield Pane(framed=False)
            yield Static(Content("↑ ↓ choose · enter open · esc close"), classes="box-hint")

    def on_mount(self) -> None:
        """Ready to type."""
        self.query_one(Input).cursor_blink = False
        self.query_one(Pane).can_focus = False
        self.set_focus(self.query_one(Input))

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._hits = self._search(event.value)[:LIMIT] if event.value.strip() else ()
        self.query_one(Pane).show(self._rows)
        self.query_one(Pane).action_cursor_first()
        count = (
            f"{len(self._hits)}{'+' if len(self._hits) == LIMIT else ''} found · "
            if event.value.strip()
            else ""
        )
        self.query_one(".box-hint", Static).update(Content(f"{count}↑ ↓ choose · enter open · esc close"))

    def _rows(self, width: int) -> list[Row]:
        rows = []
        for number, hit in enumerate(self._hits):
            label = f"{hit.item.label}  " if hit.item else ""
            where = Line(((f" {hit.entry.key}", "label"), (f"  {hit.entry.title}", "muted")))
            rows.append(
                Row(str(number), (where, Line((("   ", ""), (label, "accent"), *spans_of(hit.excerpt)))))
            )
        return rows

    def action_move(self, step: int) -> None:
        """Another hit."""
        pane = self.query_one(Pane)
        pane.action_cursor_down() if step > 0 else pane.action_cursor_up()

    @on(Pane.Opened)
    def action_open(self) -> None:
        """Go to the hit."""
        uid = self.query_one(Pane).cursor_uid
        if uid:
            hit = self._hits[int(uid)]
            self.dismiss(Found(hit.entry.uid, hit.item.uid if hit.item else ""))
