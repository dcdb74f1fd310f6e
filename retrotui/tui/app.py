"""The app: modes, theme, keymap and what every screen needs. Small; what a key does is the screens' business."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any, ClassVar, TypeVar

from textual import events
from textual.notifications import SeverityLevel
from textual.widgets import Input, TextArea

from retrotui import theme
from retrotui.actions import GLOBAL, REDRAW
from retrotui.config import Config, Paths
from retrotui.editor import Editor, edited, open_editor
from retrotui.errors import RetroError
from retrotui.journal import Journal
from retrotui.model.entry import Change, Entry
from retrotui.text import clean
from retrotui.tui import tabs
from retrotui.tui.binding import bindings, latin_key
from retrotui.tui.dialogs.modal import Dialog
from retrotui.tui.guard import GuardedApp
from retrotui.tui.quick_log import QuickLog
from retrotui.tui.screens.entry import EntryScreen
from retrotui.tui.screens.retro import RetroScreen
from retrotui.tui.skin import VARIABLES, textual_theme
from retrotui.tui.widgets.footer_line import Words
from retrotui.unsaved import Unsaved
from retrotui.wording import _, step, told

Answer = TypeVar("Answer")

POLL_SECONDS = 1.0
"""How often another process's writing is looked for."""


class RetroApp(GuardedApp):
    """The notebook, full-screen."""

    CSS_PATH: ClassVar = ["styles/base.tcss"]
    TITLE = "retrotui"
    BINDINGS: ClassVar = [
        *bindings(action for action in GLOBAL if action is not REDRAW),
        *bindings((REDRAW,), priority=True),
    ]
    ENABLE_COMMAND_PALETTE = False
    MODES: ClassVar[dict[str, Any]] = tabs.modes()
    DEFAULT_MODE = "today"

    def __init__(
        self, journal: Journal, paths: Paths, config: Config, *, editor: Editor = open_editor
    ) -> None:
        super().__init__(paths, Unsaved(paths.state, journal.now, paths.notebook))
        self.journal = journal
        self.config = config
        self.own_labels = config.own_labels(paths)
        """Read once: a label file that is wrong keeps the app from starting, and never fails an import."""
        self._editor = editor
        self.quick_log = QuickLog(self)
        self.said: deque[str] = deque(maxlen=20)
        """The last words to the user that stood in place of the keys."""
        self._opening: Awaitable[object] | None = None
        """A dialog or tab that is being opened; the next key waits for it."""
        self.animation_level = "none"
        self.use_theme(config.theme)
        if config.keymap:
            self.set_keymap(config.keymap)

    @property
    def captions(self) -> tuple[tuple[str, str], ...]:
        """Mode and caption of each tab."""
        return tabs.captions()

    def on_mount(self) -> None:
        """Hear of every change, and look for other processes' writing, from now on."""
        self._unsubscribe = self.journal.subscribe(self._journal_changed)
        self.set_interval(POLL_SECONDS, self._poll)
        self.quick_log.offer(self.unsaved.left_behind())
        if reason := self.journal.notebook.read_only:
            told = _("Read-only: {reason}. Logged lines are kept aside until it can be written.")
            self.say(told.format(reason=reason), alert=True)

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
        return VARIABLES

    # Keys

    async def on_event(self, event: events.Event) -> None:
        """Keys take effect in the order in which they were typed, also when many arrive at once over a slow line.

        Textual hands a key to the focused widget and runs its binding when the event has come back, so the letters
        after `n` would still go to the list (8.2.8). Here a key outside a text runs its binding at once, and one that
        is more than a character first lets the text take in what was typed before. A jamo outside a text counts as
        the Latin key at its place.
        """
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            if (screen := self.tab_screen) is not None:
                screen.hush()
            if self.return_code is not None:
                return  # what was typed behind the key that leaves has no screen any more
            if self._opening is not None:
                opening, self._opening = self._opening, None
                await opening
            text = isinstance(self.focused, TextArea | Input)
            if isinstance(event, events.Key) and not text:
                event = events.Key(latin, latin) if (latin := latin_key(event.character)) else event
                if await self._check_bindings(event.key, priority=True) or await self._check_bindings(
                    event.key
                ):
                    return
            elif isinstance(event, events.Key) and self.focused and not event.is_printable:
                settled = asyncio.Event()
                if self.focused.call_later(settled.set):
                    await settled.wait()
        await super().on_event(event)

    # For screens

    def say(self, message: str, *, alert: bool = False) -> None:
        """Words to the user, plain text, in place of the keys for a while."""
        self._show(Words(_line(message), level="alert" if alert else ""))

    def _show(self, words: Words) -> None:
        self.said.append(words.whole)
        if (screen := self.tab_screen) is not None:
            screen.say(words)

    @property
    def tab_screen(self) -> RetroScreen | None:
        """The screen of the tab that is shown, whatever is open over it; None before the first one is drawn."""
        screens = (each for each in reversed(self.screen_stack) if isinstance(each, RetroScreen))
        return next((each for each in screens if each.is_mounted), None)

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """What Textual itself has to say goes the same way: nothing is laid over the screen."""
        level = {"warning": "alert", "error": "error"}.get(severity, "")
        self._show(Words(_line(message), _line(title), level=level))

    @contextmanager
    def reporting(self) -> Iterator[None]:
        """Tell the user of what fails inside, instead of failing."""
        try:
            yield
        except RetroError as error:
            self.tell(error)

    def tell(self, error: RetroError) -> None:
        """Tell the user what failed, and what to do about it."""
        title, message, hint = told(error)
        self._show(Words(_line(message), _line(title), _line(hint), level="error"))
        if isinstance(self.screen, RetroScreen):
            self.screen.bar()

    def save_state(self) -> tuple[str, bool]:
        """What the bar says of saving, and whether it is an alarm."""
        if self.journal.notebook.read_only:
            return _("read-only"), True
        return _("✓ saved"), False

    def ask(self, dialog: Dialog[Answer], answered: Callable[[Answer | None], None]) -> None:
        """Open a dialog, unless one of its type is open already (a key pressed twice)."""
        if not any(type(screen) is type(dialog) for screen in self.screen_stack):
            dialog.answered = answered
            self._opening = self.push_screen(dialog)

    def markdown_of(self, entry: Entry) -> str:
        """An entry as Markdown, safe to hand to a terminal."""
        from retrotui import exchange

        return clean(exchange.render(entry, exchange.Style(own=self.own_labels)).decode("utf-8"))

    def edit_outside(self, text: str) -> str | None:
        """Let the user edit a text in their own editor; None when that failed.

        Nothing may be raised inside the suspension: Textual would not resume (8.2.8, issue 6692).
        """
        with self.suspend():
            after, problem = edited(text, self._editor)
        if problem:
            self.say(_("The editor failed: {problem}").format(problem=problem), alert=True)
        return after

    def go_to(self, entry: Entry, item: str = "") -> None:
        """Show an entry on the tab of its kind."""
        self.action_tab(tabs.mode_of(entry.kind) or "today")
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
        """Write lines into today's log."""
        self.quick_log.open()

    def action_search(self) -> None:
        """Search all entries."""
        from retrotui.tui import lookup

        lookup.search(self)

    def action_help(self) -> None:
        """Show what every key does here."""
        from retrotui.tui import lookup

        lookup.show_help(self)

    def action_palette(self) -> None:
        """Find any action or entry by name."""
        from retrotui.tui import lookup

        lookup.palette(self)

    def action_undo(self) -> None:
        """Take back the last change."""
        self.undo()

    def undo(self) -> bool:
        """Take back the last change, and say so; whether there was one and it could be."""
        undone = None
        with self.reporting():
            undone = self.journal.undo()
            done = _("Undid: {label}. U does it again.").format(label=step(undone.label)) if undone else ""
            self.say(done or _("Nothing to undo"))
        return undone is not None

    def action_redo(self) -> None:
        """Make the undone change again."""
        with self.reporting():
            redone = self.journal.redo()
            done = _("Did again: {label}").format(label=step(redone.label)) if redone else ""
            self.say(done or _("Nothing to do again"))

    def action_trash(self) -> None:
        """Show what was deleted, and bring it back."""
        from retrotui.tui import lookup

        lookup.show_trash(self)

    def action_import(self) -> None:
        """Read files into the notebook."""
        from retrotui.tui import files

        files.import_files(self)

    def action_export(self) -> None:
        """Write the open entry to a file."""
        from retrotui.tui import files

        screen = self.screen
        entry = screen.entry if isinstance(screen, EntryScreen) and screen.stored else None
        if entry:
            files.export_entry(self, entry)
        else:
            self.say(_("Open an entry first."))

    def action_tab(self, mode: str) -> None:
        """Another tab."""
        self._opening = self.switch_mode(mode)

    async def action_quit(self) -> None:
        """Leave; every change is on disk already."""
        self.exit()


def _line(text: str) -> str:
    """A text as one line that may go to the terminal."""
    return " ".join(clean(text).split())
