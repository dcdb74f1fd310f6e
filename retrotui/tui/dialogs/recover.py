"""What an earlier session left unsaved: resume, compare, discard."""

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

from retrotui.text import clean
from retrotui.tui.dialogs.modal import Dialog
from retrotui.tui.prose import wrap_spans
from retrotui.tui.widgets.growing_pane import GrowingPane
from retrotui.tui.widgets.pane import Line, Pane, Row
from retrotui.unsaved import Unfinished
from retrotui.wording import _


class Recovered(msgspec.Struct, frozen=True):
    """What to do with one of the texts."""

    text: Unfinished
    discard: bool


class RecoverDialog(Dialog[Recovered]):
    """The texts, the newest first; each stays until it is saved or discarded."""

    BINDINGS: ClassVar = [
        Binding("x,d", "discard", "discard", show=False),
        Binding("c", "compare", "compare", show=False),
    ]

    def __init__(self, texts: Sequence[Unfinished]) -> None:
        super().__init__()
        self._texts = sorted(texts, key=lambda text: text.at, reverse=True)
        self._comparing = False

    def compose(self) -> ComposeResult:
        """The box."""
        with Vertical(classes="box grow"):
            yield Static(Content(_("Typed and not saved, in a session that ended")), classes="box-title")
            yield GrowingPane()
            yield Static(Content(_("enter resume · c compare · x discard · esc later")), classes="box-hint")

    def on_mount(self) -> None:
        """Show the texts."""
        self.query_one(Pane).show(self._rows)

    def _rows(self, width: int) -> list[Row]:
        rows = []
        for text in self._texts:
            when = text.at.astimezone().strftime("%Y-%m-%d %H:%M")
            lines = [Line(((f" {text.label or text.place.action}", "strong"), (f"  {when}", "muted")))]
            lines += _shown(text.text, "", width, 12 if self._comparing else 3)
            if self._comparing:
                about = _("as it was saved:") if text.base else _("nothing was saved there")
                lines.append(Line(((f"  {about}", "muted"),)))
                lines += _shown(text.base, "muted", width, 12) if text.base else []
            rows.append(Row(text.id, (*lines, Line())))
        return rows

    def _chosen(self) -> Unfinished | None:
        uid = self.query_one(Pane).cursor_uid
        return next((text for text in self._texts if text.id == uid), None)

    def action_compare(self) -> None:
        """Show what was saved there beside each text."""
        self._comparing = not self._comparing
        self.query_one(Pane).show(self._rows)

    def action_discard(self) -> None:
        """Throw the text away."""
        if text := self._chosen():
            self.dismiss(Recovered(text, discard=True))

    @on(Pane.Opened)
    def _resume(self) -> None:
        if text := self._chosen():
            self.dismiss(Recovered(text, discard=False))


def _shown(text: str, style: str, width: int, limit: int) -> list[Line]:
    lines = [
        part for line in clean(text).split("\n") for part in wrap_spans([(line, style)], max(4, width - 4))
    ]
    more = [Line((("   …", "muted"),))] if len(lines) > limit else []
    return [Line((("   ", ""), *line)) for line in lines[:limit]] + more
