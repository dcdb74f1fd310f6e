"""The app: modes, theme, keymap and what every screen needs. Small; what a key does is the screens' business."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections import deque
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import islice
from typing import Any, ClassVar, TypeVar

from msgspec.structs import replace
from textual import events
from textual.notifications import SeverityLevel
from textual.widgets import Input, TextArea

from retrotui import keymap, spooled, theme
from retrotui.actions import EDITOR, GLOBAL, PANE, REDRAW, Action
from retrotui.config import Config, Paths
from retrotui.editor import Editor, edited, open_editor
from retrotui.errors import NotebookBusy, NotebookReadOnly, NotebookUnreadable, RetroError
from retrotui.journal import Journal
from retrotui.loop.search import Hit, Searcher
from retrotui.model.entry import Change, Entry
from retrotui.model.kinds import KINDS
from retrotui.text import clean, clean_line
from retrotui.tui.binding import bindings, latin_key
from retrotui.tui.dialogs.capture import CaptureDialog
from retrotui.tui.dialogs.find import LIMIT
from retrotui.tui.dialogs.modal import Dialog
from retrotui.tui.dialogs.palette import Command, PaletteDialog
from retrotui.tui.dialogs.search import SearchDialog
from retrotui.tui.guard import GuardedApp
from retrotui.tui.screens.entry import EntryScreen
from retrotui.tui.screens.retro import RetroScreen
from retrotui.tui.skin import VARIABLES, textual_theme
from retrotui.tui.widgets.footer_line import Words
from retrotui.unsaved import Unfinished, Unsaved, capture_place
from retrotui.wording import N_, _, pgettext, step, told

Answer = TypeVar("Answer")

_TABS = (
    (
        "today",
        "Today",
        "daily",
        N_(
            "Log the day: what you did, what got in the way, what you learned, what is unclear, what went well."
        ),
    ),
    (
        "kpt",
        "KPT",
        "kpt",
        N_("Review the week: its issues, what to keep, the problems, and what to try against them."),
    ),
    (
        "aar",
        "AAR",
        "aar",
        N_("After an action: what was the goal, what was learned, what came of it, what to improve."),
    ),
    (
        "study",
        "Study",
        "study",
        N_("A study plan of some weeks: goals, attendance, progress, and what came of it."),
    ),
    ("year", "Year", "year", N_("The year by areas: what mattered, and what shall come next.")),
)
_NOTES = ("note", "Note", "note", N_("An imported document that is no retrospective."))
POLL_SECONDS = 1.0
"""How often another process's writing is looked for."""


def _screen(kind: str) -> type[EntryScreen]:
    """A board has the week's loop around it, which is imported when a board is first visited."""
    if not KINDS[kind].columns:
        return EntryScreen
    from retrotui.tui.screens.week import WeekScreen

    return WeekScreen


def _insights() -> RetroScreen:
    """The last tab, imported when it is first visited, as it looks at everything from every side."""
    from retrotui.tui.screens.insights import InsightsScreen

    return InsightsScreen()


class RetroApp(GuardedApp):
    """The notebook, full-screen."""

    CSS_PATH: ClassVar = ["styles/base.tcss"]
    TITLE = "retrotui"
    BINDINGS: ClassVar = [
        *bindings(action for action in GLOBAL if action is not REDRAW),
        *bindings((REDRAW,), priority=True),
    ]
    ENABLE_COMMAND_PALETTE = False
    MODES: ClassVar[dict[str, Any]] = {
        **{
            mode: (lambda mode=mode, kind=kind, why=why: _screen(kind)(kind, mode, why))
            for mode, _, kind, why in (*_TABS, _NOTES)
        },
        "insights": _insights,
    }
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
        self._capture_role = "did"
        self.said: deque[str] = deque(maxlen=20)
        """The last words to the user that stood in place of the keys."""
        self._opening: Awaitable[object] | None = None
        """A dialog or tab that is being opened; the next key waits for it."""
        self.animation_level = "none"
        self.use_theme(config.theme)
        if config.keymap:
            self.set_keymap(config.keymap)

    @property
    def tabs(self) -> tuple[tuple[str, str], ...]:
        """Mode and caption of each tab."""
        names = [*((tab[0], tab[1]) for tab in _TABS), ("insights", "Insights")]
        return tuple((mode, pgettext("action", name)) for mode, name in names)

    def on_mount(self) -> None:
        """Hear of every change, and look for other processes' writing, from now on."""
        self._unsubscribe = self.journal.subscribe(self._journal_changed)
        self.set_interval(POLL_SECONDS, self._poll)
        self._offer(self.unsaved.left_behind())
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

    def _offer(self, texts: Sequence[Unfinished]) -> None:
        """Offer what a dead session left, until each text is resumed, discarded or left for later."""
        if not texts:
            return

        from retrotui.tui.dialogs.recover import RecoverDialog, Recovered

        def done(recovered: Recovered | None) -> None:
            if recovered is None:
                return
            if recovered.discard:
                self.unsaved.discard(recovered.text.id)
                self._offer([text for text in texts if text.id != recovered.text.id])
            else:
                self._resume(recovered.text)

        self.ask(RecoverDialog(texts), done)

    def _resume(self, text: Unfinished) -> None:
        """Open the place that the text belongs to, with the text; where that place is gone, the quick capture."""
        place = text.place
        mode = next((mode for mode, _, kind, _ in (*_TABS, _NOTES) if kind == place.kind), "")
        entry = self.journal.get(place.entry) if place.entry else None
        if place.action != "capture" and mode and (entry or place.action == "add"):
            self._opening = self.switch_mode(mode)
            self.call_next(self._resume_on_screen, text)
        else:
            self._capture_text(text)

    def _resume_on_screen(self, text: Unfinished) -> None:
        screen = self.screen
        if isinstance(screen, EntryScreen) and screen.find_place(text.place):
            self.unsaved.take(text.id)
            screen.resume(text.place)
        else:
            self._capture_text(text)

    def _capture_text(self, text: Unfinished) -> None:
        self._capture_role = text.place.role or self._capture_role
        self.unsaved.take(text.id, capture_place(self._capture_role))
        self.action_capture()

    def go_to(self, entry: Entry, item: str = "") -> None:
        """Show an entry on the tab of its kind."""
        mode = next((mode for mode, _, kind, _ in (*_TABS, _NOTES) if kind == entry.kind), "today")
        self._opening = self.switch_mode(mode)
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
        day, label = self.journal.today(), pgettext("draft", "Log")

        def typed(text: str) -> None:
            self.unsaved.note(capture_place(dialog.role), text, label=label)

        def save(role: str, text: str) -> str:
            typed(text)
            outcome = ""
            with self.reporting():
                outcome = self._write_log(role, text, day)
                self.unsaved.drop(capture_place())
            return outcome

        def done(role: str | None) -> None:
            self._capture_role = role or self._capture_role

        language = self.journal.language("daily")
        draft = self.unsaved.text_for(capture_place()) or ""
        roles = KINDS["daily"].roles
        dialog = CaptureDialog(roles, self._capture_role, day.isoformat(), language, draft, typed, save)
        self.ask(dialog, done)

    def _write_log(self, role: str, text: str, day: dt.date) -> str:
        """Write into the day's log, or keep the line aside while the notebook can not be written; says which."""
        try:
            return _("Logged {label}").format(label=self.journal.log(role, text, day).item.label)
        except (NotebookBusy, NotebookReadOnly, NotebookUnreadable) as error:
            spooled.keep(self.paths.state, self.paths.notebook, role, text, day, self.journal.now())
            aside = _("{title}. The line is kept aside and written down as soon as that works.")
            self.say(aside.format(title=told(error)[0]), alert=True)
            return _("Kept aside")

    def action_search(self) -> None:
        """Search all entries."""

        def done(hit: Hit | None) -> None:
            if hit:
                self.go_to(hit.entry, hit.item.uid if hit.item else "")

        searcher = Searcher([*self.journal.entries(), *self.journal.entries("note")])
        self.ask(SearchDialog(lambda query: list(islice(searcher.hits(query), LIMIT))), done)

    def action_help(self) -> None:
        """Show what every key does here."""
        from retrotui.tui.dialogs.help import HelpDialog

        screen = self.screen
        if isinstance(screen, RetroScreen):
            groups = [
                (_("This tab"), screen.ACTIONS),
                *((_(heading), actions) for heading, actions in screen.LISTS),
                (_("Everywhere"), GLOBAL),
                (_("Lists"), PANE),
                (_("While writing"), EDITOR),
            ]
            caption = dict(self.tabs).get(screen.TAB, screen.TAB)
            purpose = _(screen.PURPOSE)
            self.ask(HelpDialog(caption, purpose, groups, self.config.keymap), lambda answer: None)

    def action_palette(self) -> None:
        """Find any action or entry by name."""
        screen = self.screen
        own = (*screen.ACTIONS, *screen.ROW_ACTIONS) if isinstance(screen, RetroScreen) else ()
        actions = [*own, *GLOBAL]
        keys = self.config.keymap
        commands = [
            Command(
                pgettext("action", action.label),
                _(action.tooltip),
                replace(action, keys=keymap.keys_of(action, keys)).shown_keys,
                partial(self._run, action),
                also=f"{action.label} {action.tooltip}",
            )
            for action in actions
        ]
        commands += [
            Command(_("theme {name}").format(name=name), "", "", partial(self.use_theme, name), also="theme")
            for name in theme.names(self.paths)
        ]
        entries = [*self.journal.entries(), *self.journal.entries("note")]
        more = [
            Command(entry.key, clean_line(entry.title), "", partial(self.go_to, entry)) for entry in entries
        ]

        def done(command: Command | None) -> None:
            if command:
                with self.reporting():
                    command.run()

        self.ask(PaletteDialog(commands, more), done)

    def _run(self, action: Action) -> None:
        name = f"app.{action.method}" if action in GLOBAL else action.method
        self.call_next(self.run_action, name, self.screen)

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
        from retrotui.tui.dialogs.trash import TrashDialog, described

        def purge(uid: str) -> bool:
            try:
                return bool(self.journal.purge([uid], self.own_labels))
            except RetroError as error:
                self.tell(error)
                return False

        def done(uid: str | None) -> None:
            if uid:
                with self.reporting():
                    entry = self.journal.restore_trashed(uid)
                    self.go_to(entry, "" if uid == entry.uid else uid)

        self.ask(TrashDialog([described(grave) for grave in self.journal.trash()], purge), done)

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
