"""Finding things: entries and items by their words, actions by their names, keys, and what was deleted."""

from __future__ import annotations

from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from msgspec.structs import replace

from retrotui import keymap, theme
from retrotui.actions import EDITOR, GLOBAL, PANE, Action
from retrotui.errors import RetroError
from retrotui.loop.search import Hit, Searcher
from retrotui.text import clean_line
from retrotui.tui import tabs
from retrotui.tui.dialogs.find import LIMIT
from retrotui.tui.dialogs.palette import Command, PaletteDialog
from retrotui.tui.dialogs.search import SearchDialog
from retrotui.tui.screens.retro import RetroScreen
from retrotui.wording import _, pgettext

if TYPE_CHECKING:
    from retrotui.tui.app import RetroApp


def search(app: RetroApp) -> None:
    """Search all entries, and go to what is chosen."""

    def done(hit: Hit | None) -> None:
        if hit:
            app.go_to(hit.entry, hit.item.uid if hit.item else "")

    searcher = Searcher([*app.journal.entries(), *app.journal.entries("note")])
    app.ask(SearchDialog(lambda query: list(islice(searcher.hits(query), LIMIT))), done)


def show_help(app: RetroApp) -> None:
    """Show what every key does on the screen that is shown."""
    from retrotui.tui.dialogs.help import HelpDialog

    screen = app.screen
    if isinstance(screen, RetroScreen):
        groups = [
            (_("This tab"), screen.ACTIONS),
            *((_(heading), actions) for heading, actions in screen.LISTS),
            (_("Everywhere"), GLOBAL),
            (_("Lists"), PANE),
            (_("While writing"), EDITOR),
        ]
        caption = dict(tabs.captions()).get(screen.TAB, screen.TAB)
        purpose = _(screen.PURPOSE)
        app.ask(HelpDialog(caption, purpose, groups, app.config.keymap), lambda answer: None)


def palette(app: RetroApp) -> None:
    """Find any action, theme or entry by name, and run or show it."""
    screen = app.screen
    own = (*screen.ACTIONS, *screen.ROW_ACTIONS) if isinstance(screen, RetroScreen) else ()
    commands = [_command(app, action) for action in (*own, *GLOBAL)]
    commands += [
        Command(_("theme {name}").format(name=name), "", "", partial(app.use_theme, name), also="theme")
        for name in theme.names(app.paths)
    ]
    entries = [*app.journal.entries(), *app.journal.entries("note")]
    more = [Command(entry.key, clean_line(entry.title), "", partial(app.go_to, entry)) for entry in entries]

    def done(command: Command | None) -> None:
        if command:
            with app.reporting():
                command.run()

    app.ask(PaletteDialog(commands, more), done)


def _command(app: RetroApp, action: Action) -> Command:
    """An action as a line of the palette, which is also found by its English words."""
    name = f"app.{action.method}" if action in GLOBAL else action.method
    return Command(
        pgettext("action", action.label),
        _(action.tooltip),
        replace(action, keys=keymap.keys_of(action, app.config.keymap)).shown_keys,
        lambda: app.call_next(app.run_action, name, app.screen),
        also=f"{action.label} {action.tooltip}",
    )


def show_trash(app: RetroApp) -> None:
    """Show what was deleted; what is chosen is brought back, or forgotten for good."""
    from retrotui.tui.dialogs.trash import TrashDialog, described

    def purge(uid: str) -> bool:
        try:
            return bool(app.journal.purge([uid], app.own_labels))
        except RetroError as error:
            app.tell(error)
            return False

    def done(uid: str | None) -> None:
        if uid:
            with app.reporting():
                entry = app.journal.restore_trashed(uid)
                app.go_to(entry, "" if uid == entry.uid else uid)

    app.ask(TrashDialog([described(grave) for grave in app.journal.trash()], purge), done)
