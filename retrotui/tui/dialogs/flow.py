"""The week's flow as a picture, and how it went per category: what to look at before work stays too hard or too easy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from retrotui.loop import picture
from retrotui.loop.flow import Trend
from retrotui.tui.dialogs.modal import Dialog
from retrotui.tui.widgets.growing_pane import GrowingPane
from retrotui.tui.widgets.pane import Line, Pane, Row
from retrotui.wording import _

STYLES = {"A": "warning", "B": "good", "C": "accent", "band": "track", "axis": "muted", "advice": "strong"}
"""The style of each piece of a flow picture, as panes call it."""
_HIGHEST = 16
"""Lines of the picture on a screen that has room for more: beyond that it says no more."""


class FlowDialog(Dialog[str]):
    """Picture and trends. Answers `copy` when their plain form is wanted."""

    BINDINGS: ClassVar = [Binding("y", "answer('copy')", "copy", show=False, priority=True)]

    def __init__(
        self, title: str, levels: Mapping[str, Sequence[str]], found: list[Trend], language: str
    ) -> None:
        super().__init__()
        self._title = title
        self._levels = levels
        self._trends = found
        self._language = language

    def compose(self) -> ComposeResult:
        """The box."""
        with Vertical(classes="box grow"):
            yield Static(Content(_("Flow · {title}").format(title=self._title)), classes="box-title")
            yield GrowingPane()
            yield Static(Content(_("j k scroll · y copy as text · esc close")), classes="box-hint")

    def on_mount(self) -> None:
        """Show it."""
        self.query_one(Pane).show(self._rows)

    def action_answer(self, answer: str) -> None:
        """Close with it."""
        self.dismiss(answer)

    def _rows(self, width: int) -> list[Row]:
        trends = picture.tell_trends(self._trends, width - 2, language=self._language)
        room = self.query_one(Pane).size.height - (len(trends) + 1 if trends else 0)
        height = max(picture.SMALLEST[1] + 2, min(room, _HIGHEST))
        rows = picture.draw(self._levels, width - 2, height, language=self._language)
        rows += [[], *trends] if trends else []
        return [
            Row("", (Line(((" ", ""), *((text, STYLES.get(what, "")) for text, what in pieces))),), False)
            for pieces in rows
        ]
