"""The review of an entry's guesses: what the dialog shows, and what it does to the notebook."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from retrotui import review as commands
from retrotui.errors import RetroError
from retrotui.model import guess
from retrotui.model.entry import Entry
from retrotui.model.guess import Mark
from retrotui.model.kinds import KINDS
from retrotui.text import truncate
from retrotui.tui.dialogs.review import Deeds, ReviewDialog, Reviewed
from retrotui.wording import _

if TYPE_CHECKING:
    from retrotui.tui.app import RetroApp

_NAME = 24
"""So much of a heading says where a line stands."""


def review(app: RetroApp, uid: str) -> None:
    """Go through the open guesses of an entry."""
    entry = app.journal.get(uid)
    if entry is None or not guess.marks(entry):
        app.say(_("Nothing of this entry is a guess."))
        return

    def done(finished: bool | None) -> None:
        if finished:
            app.say(_("Nothing is left to look at. u takes back the last step."))

    deeds = Deeds(
        partial(_open_in, app, uid),
        partial(_decide, app, uid),
        partial(_accept, app, uid),
        partial(_undo, app),
    )
    app.ask(ReviewDialog(_("Guesses in {key}").format(key=entry.key), deeds, app.config.keymap), done)


def _open_in(app: RetroApp, uid: str) -> list[Reviewed]:
    entry = app.journal.get(uid)
    return [Reviewed(_where(entry, mark), mark) for mark in guess.marks(entry)] if entry else []


def _where(entry: Entry, mark: Mark) -> str:
    """What a person calls the place: the item's label, else the section's heading."""
    if not mark.guess.holder:
        return _("title") if mark.guess.field else ""
    for section in entry.sections:
        if section.uid == mark.guess.holder:
            return "" if mark.guess.field == "heading" else truncate(section.heading, _NAME)
        for item in section.items:
            if item.uid == mark.guess.holder:
                return item.label or KINDS[entry.kind].heading(section.role, entry.language)
    return ""


def _decide(app: RetroApp, uid: str, mark: Mark, choice: str) -> bool:
    return _reported(app, lambda: bool(commands.decide(app.journal, uid, mark, choice)))


def _accept(app: RetroApp, uid: str, marks: Sequence[Mark]) -> bool:
    return _reported(app, lambda: bool(commands.accept(app.journal, uid, marks)))


def _undo(app: RetroApp) -> bool:
    return _reported(app, lambda: app.journal.undo() is not None)


def _reported(app: RetroApp, deed: Callable[[], bool]) -> bool:
    try:
        return deed()
    except RetroError as error:
        app.tell(error)
        return False
