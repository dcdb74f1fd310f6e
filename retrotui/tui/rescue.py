"""The screen for a notebook that can not be opened: the reason, its backups, and the way out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import App, ComposeResult
from textual.binding import Binding

from retrotui import theme
from retrotui.config import Config, Paths
from retrotui.errors import NotebookUnreadable
from retrotui.rescue import Backup
from retrotui.text import clean
from retrotui.tui.prose import wrap_spans
from retrotui.tui.skin import VARIABLES, textual_theme
from retrotui.tui.widgets.footer_line import FooterLine
from retrotui.tui.widgets.pane import Line, Pane, Row
from retrotui.wording import _, ngettext, told


class RescueApp(App[Backup]):
    """Answers with the backup that shall take the notebook's place; with nothing when the user leaves."""

    CSS_PATH: ClassVar = ["styles/base.tcss"]
    BINDINGS: ClassVar = [Binding("q,escape,ctrl+q", "quit", "quit", priority=True)]
    ENABLE_COMMAND_PALETTE = False

    def __init__(
        self, error: NotebookUnreadable, backups: Sequence[Backup], paths: Paths, config: Config
    ) -> None:
        super().__init__()
        self._error = error
        self._backups = [backup for backup in backups if backup.is_good]
        data = theme.load(config.theme, paths)
        self.register_theme(textual_theme(data))
        self.theme = data.name

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our own variables for themes that do not state them."""
        return VARIABLES

    def compose(self) -> ComposeResult:
        """The reason above the choice."""
        yield Pane(id="rescue")
        choice = [("enter", _("put this backup in its place")), ("j k", _("choose"))] if self._backups else []
        yield FooterLine([*choice, ("q", _("quit, change nothing"))])

    def on_mount(self) -> None:
        """Say what is wrong."""
        pane = self.query_one(Pane)
        pane.show(self._rows, caption=told(self._error)[0])
        self.screen.set_focus(pane)

    def _rows(self, width: int) -> list[Row]:
        rows = [self._words(text, width) for text in told(self._error)[1:] if text]
        if not self._backups:
            return [*rows, self._words(_("There is no good backup of it."), width)]
        intro = _(
            "Its backups, the newest first. The damaged file is kept under another name, never deleted."
        )
        rows.append(self._words(intro, width))
        for backup in self._backups:
            when = backup.at.astimezone().strftime("%Y-%m-%d %H:%M")
            entries = ngettext("{count} entry", "{count} entries", backup.entries).format(
                count=backup.entries
            )
            left = ((f"  {when}", "strong"), (f"  {entries}", ""), (f"  {backup.name}", "muted"))
            rows.append(Row(backup.name, (Line(left),)))
        return rows

    def _words(self, text: str, width: int) -> Row:
        lines = [
            line for part in clean(text).split("\n") for line in wrap_spans([(part, "")], max(4, width - 4))
        ]
        return Row("", (*(Line((("  ", ""), *line)) for line in lines), Line()), selectable=False)

    @on(Pane.Opened)
    def _choose(self, event: Pane.Opened) -> None:
        self.exit(next(backup for backup in self._backups if backup.name == event.uid))
