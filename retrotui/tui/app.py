"""The app: modes, theme, keymap and what every screen needs. Small; what a key does is the screens' business."""

from __future__ import annotations

import datetime as dt
import os
import shlex
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from textual import events
from textual.app import App, SystemCommand
from textual.command import CommandPalette
from textual.screen import ModalScreen, Screen
from textual.widgets import Input, TextArea

from retrotui import spooled, theme
from retrotui.actions import EDITOR, GLOBAL, PANE
from retrotui.config import Config, Paths
from retrotui.errors import RetroError
from retrotui.journal import Journal
from retrotui.loop.search import search
from retrotui.model.entry import Change, Entry
from retrotui.model.kinds import KINDS
from retrotui.text import clean
from retrotui.tui.binding import bindings, latin_key
from retrotui.tui.dialogs.capture import Captured, CaptureDialog
from retrotui.tui.dialogs.help import HelpDialog
from retrotui.tui.dialogs.search import Found, SearchDialog
from retrotui.tui.palette import EntryProvider
from retrotui.tui.screens.entry import EntryScreen
from retrotui.tui.screens.insights import InsightsScreen
from retrotui.tui.screens.retro import RetroScreen
from retrotui.tui.skin import textual_theme

Answer = TypeVar("Answer")
Editor = Callable[[Path], None]
"""Opens a file in an editor and returns when it is closed. Raises OSError."""

_TABS = (
    (
        "today",
        "Today",
        "daily",
        "Log the day: what you did, what got in the way, what you learned, what is unclear, what went well.",
    ),
    (
        "kpt",
        "KPT",
        "kpt",
        "Review the week: its issues, what to keep, the problems, and what to try against them.",
    ),
    (
        "aar",
        "AAR",
        "aar",
        "After an action: what was the goal, what was learned, what came of it, what to improve.",
    ),
    (
        "study",
        "Study",
        "study",
        "A study plan of some weeks: goals, attendance, progress, and what came of it.",
    ),
    ("year", "Year", "year", "The year by areas: what mattered, and what shall come next."),
)
_NOTES = ("note", "Note", "note", "An imported document that is no retrospective.")
POLL_SECONDS = 1.0
"""How often another process's writing is looked for."""


def open_editor(path: Path) -> None:
    """Run $VISUAL or $EDITOR, else vi, on a file. Raises OSError when it can not be started."""
    command = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    subprocess.run([*shlex.split(command), str(path)], check=False)


class RetroApp(App[None]):
    """The notebook, full-screen."""

    CSS_PATH: ClassVar = ["styles/base.tcss"]
    TITLE = "retrotui"
    BINDINGS: ClassVar = [*bindings(GLOBAL)]
    COMMANDS: ClassVar = {EntryProvider}
    ENABLE_COMMAND_PALETTE = True
    MODES: ClassVar[dict[str, Any]] = {
        **{
            mode: (lambda mode=mode, kind=kind, why=why: EntryScreen(kind, mode, why))
            for mode, _, kind, why in (*_TABS, _NOTES)
        },
        "insights": InsightsScreen,
    }
    DEFAULT_MODE = "today"

    def __init__(
        self, journal: Journal, paths: Paths, config: Config, *, editor: Editor = open_editor
    ) -> None:
        super().__init__()
        self.journal = journal
        self.paths = paths
        self.config = config
        self.drafts: dict[str, str] = {}
        """Texts that were typed and not saved, by what they were for."""
        self._editor = editor
        self._capture_role = "did"
        self.animation_level = "none"
        self.use_theme(config.theme)
        if config.keymap:
            self.set_keymap(config.keymap)

    @property
    def tabs(self) -> tuple[tuple[str, str], ...]:
        """Mode and caption of each tab."""
        return (*((mode, caption) for mode, caption, _, _ in _TABS), ("insights", "Insights"))

    def on_mount(self) -> None:
        """Hear of every change, and look for other processes' writing, from now on."""
        self._unsubscribe = self.journal.subscribe(self._journal_changed)
        self.set_interval(POLL_SECONDS, self._poll)

    def on_unmount(self) -> None:
        """Hear of nothing more."""
        self._unsubscribe()

    def _poll(self) -> None:
        with self.reporting():
            self.journal.refresh()

    def on_app_focus(self) -> None:
        """The terminal was chosen again: look at once."""
        self._poll()

    def use_theme(self, name: str) -> None:
        """Another theme, until the app is left. Raises UsageError when there is none of that name."""
        data = theme.load(name, self.paths)
        self.register_theme(textual_theme(data))
        self.theme = data.name

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our own variables for themes that do not state them."""
        return {"muted": "#808080", "line": "#505050", "cursor": "#404040"}

    # Keys

    async def on_event(self, event: events.Event) -> None:
        """A jamo outside a text counts as the Latin key at its place."""
        if isinstance(event, events.Key) and not isinstance(self.focused, TextArea | Input):
            key = latin_key(event.character)
            if key:
                event = events.Key(key, key)
        await super().on_event(event)

    # For screens

    def say(self, message: str, *, alert: bool = False) -> None:
        """A word to the user, plain text."""
        self.notify(
            clean(message),
            markup=False,
            severity="warning" if alert else "information",
            timeout=6 if alert else 3,
        )

    @contextmanager
    def reporting(self) -> Iterator[None]:
        """Tell the user of what fails inside, instead of failing."""
        try:
            yield
        except RetroError as error:
            self.notify(
                clean("\n".join(part for part in (error.message, error.hint) if part)),
                title=error.title,
                severity="error",
                markup=False,
            )
            if isinstance(self.screen, RetroScreen):
                self.screen.bar()

    def save_state(self) -> tuple[str, bool]:
        """What the bar says of saving, and whether it is an alarm."""
        if self.journal.notebook.read_only:
            return "read-only", True
        return "✓ saved", False

    def ask(self, dialog: ModalScreen[Answer], answered: Callable[[Answer | None], None]) -> None:
        """Open a dialog, unless one of its type is open already (a key pressed twice)."""
        if not any(type(screen) is type(dialog) for screen in self.screen_stack):
            self.push_screen(dialog, answered)

    def markdown_of(self, entry: Entry) -> str:
        """An entry as Markdown, safe to hand to a terminal."""
        from retrotui import exchange

        return clean(exchange.render(entry).decode("utf-8"))

    def edit_outside(self, text: str) -> str | None:
        """Let the user edit a text in their own editor; None when that failed.

        Everything is caught inside the suspension: Textual would not resume otherwise (8.2.8, issue 6692).
        """
        after: str | None = None
        problem = ""
        with self.suspend(), tempfile.TemporaryDirectory(prefix="retrotui-") as folder:
            path = Path(folder, "item.md")
            try:
                path.touch(0o600)
                path.write_text(text, encoding="utf-8")
                self._editor(path)
                after = clean(path.read_text(encoding="utf-8")).strip("\n")
            except (OSError, ValueError) as error:
                problem = str(error)
        if problem:
            self.say(f"The editor failed: {problem}", alert=True)
        return after

    def go_to(self, entry: Entry, item: str = "") -> None:
        """Show an entry on the tab of its kind."""
        mode = next((mode for mode, _, kind, _ in (*_TABS, _NOTES) if kind == entry.kind), "today")
        self.switch_mode(mode)
        self.call_next(self._open_on_screen, entry.uid, item)

    def _open_on_screen(self, uid: str, item: str) -> None:
        if isinstance(self.screen, EntryScreen):
            self.screen.open_entry(uid, item)

    def _journal_changed(self, changes: list[Change]) -> None:
        for stack in self._screen_stacks.values():
            for screen in stack:
                if isinstance(screen, RetroScreen):
                    screen.entries_changed(changes)
        if isinstance(self.screen, RetroScreen):
            self.screen.bar()

    # Actions

    def action_capture(self) -> None:
        """Write one line into today's log."""
        day = self.journal.today()

        def done(captured: Captured | None) -> None:
            if captured is None:
                return
            self._capture_role = captured.role
            self.drafts["capture"] = captured.text
            if captured.saved:
                with self.reporting():
                    edited = self.journal.log(captured.role, captured.text, day)
                    del self.drafts["capture"]
                    self.say(f"Logged {edited.item.label}")

        roles = KINDS["daily"].roles
        language = self.journal.language("daily")
        self.ask(
            CaptureDialog(
                roles, self._capture_role, day.isoformat(), language, self.drafts.get("capture", "")
            ),
            done,
        )

    def action_search(self) -> None:
        """Search all entries."""

        def done(found: Found | None) -> None:
            entry = self.journal.get(found.entry) if found else None
            if found and entry:
                self.go_to(entry, found.item)

        everything = [*self.journal.entries(), *self.journal.entries("note")]
        self.ask(SearchDialog(lambda query: search(everything, query)), done)

    def action_help(self) -> None:
        """Show what every key does here."""
        screen = self.screen
        if isinstance(screen, RetroScreen):
            groups = [
                ("This tab", screen.ACTIONS),
                ("Everywhere", GLOBAL),
                ("Lists", PANE),
                ("While writing", EDITOR),
            ]
            caption = dict(self.tabs).get(screen.TAB, screen.TAB)
            self.ask(HelpDialog(caption, screen.PURPOSE, groups, dict(self.config.keymap)), lambda _: None)

    def action_palette(self) -> None:
        """Find any action or entry by name."""
        if not any(isinstance(screen, CommandPalette) for screen in self.screen_stack):
            self.push_screen(CommandPalette(placeholder="Actions and entries…"))

    def action_undo(self) -> None:
        """Take back the last change."""
        with self.reporting():
            undone = self.journal.undo()
            self.say(f"Undid: {undone.label}" if undone else "Nothing to undo")

    def action_redo(self) -> None:
        """Make the undone change again."""
        with self.reporting():
            redone = self.journal.redo()
            self.say(f"Did again: {redone.label}" if redone else "Nothing to do again")

    def action_tab(self, mode: str) -> None:
        """Another tab."""
        self.switch_mode(mode)

    async def action_quit(self) -> None:
        """Leave; every change is on disk already."""
        self.exit()

    def get_system_commands(self, screen: Screen[Any]) -> Iterator[SystemCommand]:
        """The palette lists our actions through a provider, none of Textual's own."""
        yield from ()


def run(paths: Paths, config: Config) -> None:
    """Open the app on the notebook. Raises RetroError when that can not be."""

    def clock() -> dt.datetime:
        return dt.datetime.now().astimezone()

    journal = Journal.open(paths.notebook, state_dir=paths.state, clock=clock, language=config.language)
    try:
        spooled.merge(journal, paths.state)
        RetroApp(journal, paths, config).run()
    finally:
        journal.close()
