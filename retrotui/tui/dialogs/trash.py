"""What was deleted: bring it back, or forget it for good."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

import msgspec
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from retrotui.trash import Trashed
from retrotui.tui.dialogs.modal import Dialog
from retrotui.tui.prose import spans_of, wrap_spans
from retrotui.tui.widgets.growing_pane import GrowingPane
from retrotui.tui.widgets.pane import Line, Pane, Row
from retrotui.wording import N_, _, pgettext

_HINT = N_("enter bring back · P forget for good · esc close")


class Deleted(msgspec.Struct, frozen=True):
    """One thing in the trash."""

    uid: str
    label: str
    text: str
    when: str


def described(grave: Trashed) -> Deleted:
    """What the trash shows of a deleted thing."""
    when = grave.at.astimezone().strftime("%Y-%m-%d %H:%M")
    if grave.entry is not None:
        return Deleted(grave.uid, grave.entry.key, grave.entry.title, when)
    item = grave.item
    label = item.label or pgettext("role", grave.role) if item else ""
    return Deleted(grave.uid, label, item.text if item else "", when)


class TrashDialog(Dialog[str]):
    """The trash, newest first. Answers with the uid of what shall be brought back."""

    BINDINGS: ClassVar = [Binding("P", "purge", "forget", show=False)]

    def __init__(self, deleted: Sequence[Deleted], purge: Callable[[str], bool]) -> None:
        super().__init__()
        self._deleted = list(deleted)
        self._purge = purge
        self._asked = ""

    def compose(self) -> ComposeResult:
        """The box."""
        with Vertical(classes="box grow"):
            yield Static(Content(_("Trash")), classes="box-title")
            yield GrowingPane()
            yield Static(Content(_(_HINT)), classes="box-hint")

    def on_mount(self) -> None:
        """Show what there is."""
        self.query_one(Pane).show(self._rows)

    def _rows(self, width: int) -> list[Row]:
        if not self._deleted:
            return [Row("", (Line(((" " + _("The trash is empty."), "muted"),)),), selectable=False)]
        rows = []
        for thing in self._deleted:
            lines = wrap_spans(spans_of(thing.text), max(4, width - 4))
            head = Line(((f" {thing.label}", "label"),), ((f"{thing.when} ", "muted"),))
            rows.append(Row(thing.uid, (head, *(Line((("   ", ""), *line)) for line in lines[:3]))))
        return rows

    def action_purge(self) -> None:
        """Forget for good; asked a second time, as this can not be undone."""
        pane = self.query_one(Pane)
        uid, hint = pane.cursor_uid, self.query_one(".box-hint", Static)
        if not uid:
            return
        if self._asked != uid:
            self._asked = uid
            hint.update(Content(_("P again: gone from history and backups too, and no way back")))
            return
        if self._purge(uid):
            self._deleted = [thing for thing in self._deleted if thing.uid != uid]
            pane.show(self._rows)
        self._asked = ""
        hint.update(Content(_(_HINT)))

    @on(Pane.Highlighted)
    def _moved(self) -> None:
        self._asked = ""
        self.query_one(".box-hint", Static).update(Content(_(_HINT)))

    @on(Pane.Opened)
    def _restore(self, event: Pane.Opened) -> None:
        self.dismiss(event.uid)
