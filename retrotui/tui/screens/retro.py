"""What all screens share: the bar at the top, the keys at the bottom, and the terminal cursor where one types."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from time import monotonic
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.events import DescendantFocus, Resize
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Static

from retrotui.actions import GLOBAL, Action
from retrotui.keymap import shown_key
from retrotui.model.entry import Change
from retrotui.tui.dialogs.modal import Dialog, place_cursor
from retrotui.tui.widgets.footer_line import FooterLine, Words
from retrotui.tui.widgets.top_bar import TopBar
from retrotui.wording import _, pgettext

if TYPE_CHECKING:
    from retrotui.tui.app import RetroApp

SMALLEST = (40, 10)
"""Columns and lines below which a screen says only that it is too small."""
SAID_SECONDS = 4.0
"""How long a line of words stands in place of the keys; twice as long where it tells of trouble."""
HOLD_SECONDS = 1.0
"""How long words of several lines stand at least, whatever is typed: a slip in a row of keys shall not hide its error."""
NARROW = 100
"""Below so many columns the list of entries and the entry take turns."""


class RetroScreen(Screen[None]):
    """One tab."""

    TAB: str = ""
    PURPOSE: str = ""
    """The first line of the screen's help: what it is for."""
    ACTIONS: ClassVar[tuple[Action, ...]] = ()
    """What the screen implements beside the global actions."""
    ROW_ACTIONS: ClassVar[tuple[Action, ...]] = ()
    """What works on some rows alone: for the palette, which help has among the lists."""
    LISTS: ClassVar[tuple[tuple[str, tuple[Action, ...]], ...]] = ()
    """The screen's lists with keys of their own, for help: headings and actions."""

    app: RetroApp
    _saying: Timer | None = None
    _said_at = 0.0
    _missed: Sequence[Change] = ()
    """What changed while another tab was shown."""

    def compose(self) -> ComposeResult:
        """Bar, content, keys."""
        yield TopBar(self.app.captions, self.TAB)
        yield from self.compose_content()
        yield Static(id="too-small")
        yield FooterLine(
            (self._key(action), pgettext("action", action.footer)) for action in self.footer_actions()
        )

    def compose_content(self) -> ComposeResult:
        """What stands between the bars."""
        yield from ()

    def _key(self, action: Action) -> str:
        """How the footer writes the action's key, as it is bound."""
        keymap = self.app.config.keymap
        return shown_key(action, keymap) if action.id in keymap or not action.display else action.display

    def footer_actions(self) -> Iterable[Action]:
        """The actions that the footer names."""
        place = {"capture": -1, "help": 1}
        found = [action for action in (*self.ACTIONS, *GLOBAL) if action.footer]
        return sorted(found, key=lambda action: place.get(action.id, 0))

    def say(self, words: Words | None) -> None:
        """Show words in place of the keys for a while, as long as they take to read; None ends it."""
        self.query_one(FooterLine).say(words)
        if self._saying is not None:
            self._saying.stop()
            self._saying = None
        if words:
            seconds = SAID_SECONDS * (self.said_lines + (1 if words.level else 0))
            self._saying = self.set_timer(seconds, lambda: self.say(None))
        self._said_at = monotonic()
        for screen in self.app.screen_stack:
            if isinstance(screen, Dialog):
                screen.leave_room(self.said_lines)

    @property
    def said_lines(self) -> int:
        """The lines at the bottom that the keys, or words in their place, have."""
        return self.query_one(FooterLine).lines

    def hush(self) -> None:
        """A key was pressed: words of several lines give their room back, unless nobody can have read them yet."""
        if self.said_lines > 1 and monotonic() - self._said_at >= HOLD_SECONDS:
            self.say(None)

    def bar(self, **fields: str) -> None:
        """Show the period in the bar, and whether all is saved."""
        state, alert = self.app.save_state()
        self.query_one(TopBar).show(state=state, alert=alert, **fields)

    def entries_changed(self, changes: list[Change]) -> None:
        """Something in the notebook changed: a tab that is not shown takes it in when it is shown again."""
        if not self.is_mounted:
            return
        if self in self.app.screen_stack:
            self.take_in(changes)
        else:
            self._missed = (*self._missed, *changes)

    def take_in(self, changes: list[Change]) -> None:
        """Draw what the changes concern."""

    def on_screen_resume(self) -> None:
        """Shown again: take in what changed meanwhile."""
        if self._missed:
            missed, self._missed = self._missed, ()
            self.take_in(list(missed))

    @property
    def narrow(self) -> bool:
        """Whether there is no room for two things side by side."""
        return self.size.width < NARROW

    @on(TopBar.TabChosen)
    def _tab_chosen(self, event: TopBar.TabChosen) -> None:
        self.app.switch_mode(event.mode)

    @on(DescendantFocus)
    @on(Resize)
    def _layout_changed(self) -> None:
        self.call_after_refresh(place_cursor, self)

    @on(Resize)
    def _room_changed(self, event: Resize) -> None:
        """Where there is no room for anything, say so over everything; all comes back with the room."""
        columns, lines = event.size
        cover = self.query_one("#too-small", Static)
        cover.display = columns < SMALLEST[0] or lines < SMALLEST[1]
        cover.update(
            Content(
                _("The terminal is too small: {columns}x{lines}, retrotui needs {least}.").format(
                    columns=columns, lines=lines, least="x".join(map(str, SMALLEST))
                )
            )
        )
