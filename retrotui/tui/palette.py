"""The command palette: every action that works here, every tab, every entry. User text is never markup."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from retrotui import theme
from retrotui.actions import GLOBAL, Action
from retrotui.model.entry import Entry
from retrotui.text import clean_line
from retrotui.tui.screens.retro import RetroScreen

if TYPE_CHECKING:
    from retrotui.tui.app import RetroApp


class EntryProvider(Provider):
    """Actions, themes and entries by name."""

    async def startup(self) -> None:
        """Gather the candidates once."""
        app = cast("RetroApp", self.app)
        actions = [*(self.screen.ACTIONS if isinstance(self.screen, RetroScreen) else ()), *GLOBAL]
        self._commands: list[tuple[str, str, Callable[[], object]]] = [
            (f"{action.label}: {action.tooltip}", action.shown_keys, partial(self._run, action))
            for action in actions
        ]
        self._commands += [
            (f"theme: {name}", "", partial(app.use_theme, name)) for name in theme.names(app.paths)
        ]
        entries = [*app.journal.entries(), *app.journal.entries("note")]
        self._entries = [(clean_line(f"{entry.key}  {entry.title}"), entry) for entry in entries]

    async def _run(self, action: Action) -> None:
        await self.app.run_action(_action_name(action), self.screen)

    def _open(self, entry: Entry) -> None:
        cast("RetroApp", self.app).go_to(entry)

    async def discover(self) -> Hits:
        """Before anything is typed: the actions."""
        for text, keys, command in self._commands:
            yield DiscoveryHit(Content(text), command, text=text, help=keys or None)

    async def search(self, query: str) -> Hits:
        """What fits the query."""
        matcher = self.matcher(query)
        for text, keys, command in self._commands:
            if (score := matcher.match(text)) > 0:
                yield Hit(score, Content(text), command, text=text, help=keys or None)
        for text, entry in self._entries:
            if (score := matcher.match(text)) > 0:
                yield Hit(score, Content(text), partial(self._open, entry), text=text)


def _action_name(action: Action) -> str:
    return f"app.{action.method}" if action in GLOBAL else action.method
