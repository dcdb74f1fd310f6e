"""Help: what the screen is for, and what every key does on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from msgspec.structs import replace
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from retrotui.actions import Action
from retrotui.keymap import keys_of
from retrotui.text import cell_width, pad
from retrotui.tui.dialogs.modal import Dialog
from retrotui.tui.prose import wrap_spans
from retrotui.tui.widgets.growing_pane import GrowingPane
from retrotui.tui.widgets.pane import Line, Pane, Row
from retrotui.wording import _

Group = tuple[str, Sequence[Action]]


class HelpDialog(Dialog[None]):
    """The table of actions, as it is bound."""

    BINDINGS: ClassVar = [Binding("question_mark,q", "close", "close", show=False)]

    def __init__(self, title: str, purpose: str, groups: Sequence[Group], keys: Mapping[str, str]) -> None:
        super().__init__()
        self._title = title
        self._purpose = purpose
        self._groups = groups
        self._keys = keys

    def compose(self) -> ComposeResult:
        """The box."""
        with Vertical(classes="box grow"):
            yield Static(Content(_("Keys · {tab}").format(tab=self._title)), classes="box-title")
            yield GrowingPane()
            yield Static(Content(_("j k scroll · esc close")), classes="box-hint")

    def on_mount(self) -> None:
        """Show the table."""
        self.query_one(Pane).show(self._rows)

    def _rows(self, width: int) -> list[Row]:
        rows = [
            Row(
                "",
                tuple(
                    Line(((" ", ""), *line)) for line in wrap_spans([(self._purpose, "strong")], width - 2)
                ),
                selectable=False,
            )
        ]
        shown = {
            action.id: replace(action, keys=keys_of(action, self._keys)).shown_keys
            for _heading, actions in self._groups
            for action in actions
        }
        edge = max(map(cell_width, shown.values()), default=0) + 4
        for heading, actions in self._groups:
            rows.append(Row("", (Line(), Line(((f" {heading}", "heading"),))), selectable=False))
            for action in actions:
                [first, *rest] = wrap_spans([(_(action.tooltip), "")], max(10, width - edge - 1))
                lines = [Line(((pad(f"  {shown[action.id]}", edge), "accent"), *first))]
                lines += [Line(((" " * edge, ""), *line)) for line in rest]
                rows.append(Row(action.id, tuple(lines)))
        return rows
