"""The palette: every action that works here, every theme, every entry, by name."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec
from textual.fuzzy import Matcher

from retrotui.text import fold
from retrotui.tui.dialogs.find import FindDialog
from retrotui.tui.widgets.pane import Line
from retrotui.wording import _


class Command(msgspec.Struct, frozen=True):
    """Something that the palette can do."""

    name: str
    about: str
    keys: str
    run: Callable[[], object]
    also: str = ""
    """Further words by which it is found: its name in the documentation's language."""


class PaletteDialog(FindDialog[Command]):
    """Commands, the best match first."""

    def __init__(self, commands: Sequence[Command], more: Sequence[Command]) -> None:
        super().__init__(_("Palette"), _("an action, a theme or an entry"))
        self._commands = commands
        self._more = more

    def candidates(self, query: str) -> Sequence[Command]:
        """All actions before anything is typed; entries only when searched for."""
        if not query:
            return self._commands
        matcher = Matcher(fold(query))
        scored = [
            (matcher.match(fold(f"{command.name} {command.about} {command.also}")), command)
            for command in (*self._commands, *self._more)
        ]
        return [command for score, command in sorted(scored, key=lambda pair: -pair[0]) if score > 0]

    def lines(self, candidate: Command, width: int) -> tuple[Line, ...]:
        """Name, explanation, key."""
        return (
            Line(
                ((f" {candidate.name}", "strong"), (f"  {candidate.about}", "muted")),
                ((f"{candidate.keys} ", "accent"),),
            ),
        )
