"""Writing into today's log from anywhere, and what a dead session left unwritten."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from retrotui import spooled
from retrotui.errors import NotebookBusy, NotebookReadOnly, NotebookUnreadable
from retrotui.model.kinds import KINDS
from retrotui.tui import tabs
from retrotui.tui.dialogs.capture import CaptureDialog
from retrotui.tui.screens.entry import EntryScreen
from retrotui.unsaved import Unfinished, capture_place
from retrotui.wording import _, pgettext, told

if TYPE_CHECKING:
    from retrotui.tui.app import RetroApp


class QuickLog:
    """The quick capture: it remembers the section that was written into last."""

    def __init__(self, app: RetroApp) -> None:
        self._app = app
        self._role = "did"

    def open(self) -> None:
        """Ask for lines of today's log, until the user leaves."""
        app = self._app
        day, label = app.journal.today(), pgettext("draft", "Log")

        def typed(text: str) -> None:
            app.unsaved.note(capture_place(dialog.role), text, label=label)

        def save(role: str, text: str) -> str:
            typed(text)
            outcome = ""
            with app.reporting():
                outcome = self._write(role, text, day)
                app.unsaved.drop(capture_place())
            return outcome

        def done(role: str | None) -> None:
            self._role = role or self._role

        language = app.journal.language("daily")
        draft = app.unsaved.text_for(capture_place()) or ""
        roles = KINDS["daily"].roles
        dialog = CaptureDialog(roles, self._role, day.isoformat(), language, draft, typed, save)
        app.ask(dialog, done)

    def _write(self, role: str, text: str, day: dt.date) -> str:
        """Write into the day's log, or keep the line aside while the notebook can not be written; says which."""
        app = self._app
        try:
            return _("Logged {label}").format(label=app.journal.log(role, text, day).item.label)
        except (NotebookBusy, NotebookReadOnly, NotebookUnreadable) as error:
            spooled.keep(app.paths.state, app.paths.notebook, role, text, day, app.journal.now())
            aside = _("{title}. The line is kept aside and written down as soon as that works.")
            app.say(aside.format(title=told(error)[0]), alert=True)
            return _("Kept aside")

    def offer(self, texts: Sequence[Unfinished]) -> None:
        """Offer what a dead session left, until each text is resumed, discarded or left for later."""
        if not texts:
            return

        from retrotui.tui.dialogs.recover import RecoverDialog, Recovered

        def done(recovered: Recovered | None) -> None:
            if recovered is None:
                return
            if recovered.discard:
                self._app.unsaved.discard(recovered.text.id)
                self.offer([text for text in texts if text.id != recovered.text.id])
            else:
                self._resume(recovered.text)

        self._app.ask(RecoverDialog(texts), done)

    def _resume(self, text: Unfinished) -> None:
        """Open the place that the text belongs to, with the text; where that place is gone, the quick capture."""
        app, place = self._app, text.place
        mode = tabs.mode_of(place.kind)
        entry = app.journal.get(place.entry) if place.entry else None
        if place.action != "capture" and mode and (entry or place.action == "add"):
            app.action_tab(mode)
            app.call_next(self._resume_on_screen, text)
        else:
            self._take_up(text)

    def _resume_on_screen(self, text: Unfinished) -> None:
        screen = self._app.screen
        if isinstance(screen, EntryScreen) and screen.find_place(text.place):
            self._app.unsaved.take(text.id)
            screen.resume(text.place)
        else:
            self._take_up(text)

    def _take_up(self, text: Unfinished) -> None:
        self._role = text.place.role or self._role
        self._app.unsaved.take(text.id, capture_place(self._role))
        self.open()
