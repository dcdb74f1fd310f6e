"""Finding something as one types: a line to type in, and what fits below it."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import ClassVar, Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from retrotui.tui.dialogs.modal import Dialog
from retrotui.tui.widgets.pane import Line, Pane, Row
from retrotui.wording import _, ngettext

Found = TypeVar("Found")
LIMIT = 200
"""How many candidates are shown."""


class FindDialog(Dialog[Found], Generic[Found]):
    """Type, go up and down, and enter answers with the candidate under the cursor."""

    BINDINGS: ClassVar = [
        Binding("enter", "open", "open", show=False, priority=True),
        Binding("down,ctrl+n", "move(1)", "down", show=False, priority=True),
        Binding("up", "move(-1)", "up", show=False, priority=True),
        Binding("pagedown", "page(1)", "page down", show=False, priority=True),
        Binding("pageup", "page(-1)", "page up", show=False, priority=True),
    ]

    def __init__(self, title: str, placeholder: str) -> None:
        super().__init__()
        self._title = title
        self._placeholder = placeholder
        self._candidates: Sequence[Found] = ()
        self._shown = ""

    @abstractmethod
    def candidates(self, query: str) -> Sequence[Found]:
        """What fits the query, the best first; called with an empty one at the start."""

    @abstractmethod
    def lines(self, candidate: Found, width: int) -> tuple[Line, ...]:
        """What a candidate looks like."""

    def compose(self) -> ComposeResult:
        """The box."""
        with Vertical(classes="box full"):
            yield Static(Content(self._title), classes="box-title")
            yield Input(placeholder=self._placeholder, compact=True)
            yield Pane(framed=False)
            yield Static(classes="box-hint")

    def on_mount(self) -> None:
        """Ready to type."""
        self.query_one(Input).cursor_blink = False
        self.query_one(Pane).can_focus = False
        self.set_focus(self.query_one(Input))
        self._show("")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._show(event.value)

    def _show(self, query: str) -> None:
        self._shown = query
        self._candidates = self.candidates(query.strip())[:LIMIT]
        pane = self.query_one(Pane)
        pane.show(self._rows)
        pane.action_cursor_first()
        count = len(self._candidates)
        shown = f"{count}+" if count == LIMIT else str(count)
        found = ngettext("{count} found", "{count} found", count).format(count=shown) if query.strip() else ""
        keys = _("↑ ↓ choose · enter open · esc close")
        self.query_one(".box-hint", Static).update(Content(" · ".join(filter(None, (found, keys)))))

    def _rows(self, width: int) -> list[Row]:
        return [Row(str(n), self.lines(candidate, width)) for n, candidate in enumerate(self._candidates)]

    def action_move(self, step: int) -> None:
        """Another candidate."""
        pane = self.query_one(Pane)
        pane.action_cursor_down() if step > 0 else pane.action_cursor_up()

    def action_page(self, step: int) -> None:
        """A page of candidates further or back."""
        pane = self.query_one(Pane)
        pane.action_cursor_page_down() if step > 0 else pane.action_cursor_page_up()

    @on(Pane.Opened)
    def action_open(self) -> None:
        """Answer with the candidate under the cursor, for what is typed now."""
        if (query := self.query_one(Input).value) != self._shown:
            self._show(query)
        uid = self.query_one(Pane).cursor_uid
        if uid:
            self.dismiss(self._candidates[int(uid)])
