"""Quick capture: lines into today's log, from anywhere, until escape."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from retrotui.model.kinds import KINDS, ROLES
from retrotui.tui.dialogs.write import Typed, TypingDialog
from retrotui.tui.widgets.text_editor import TextEditor
from retrotui.wording import N_, _

Save = Callable[[str, str], str]
"""Saves a text under a role, and says what became of it; nothing when it could not be saved."""
_HINT = N_("enter save · first letter or tab: section · ctrl+j new line · esc close")


class CaptureEditor(TextEditor):
    """A text editor whose first key may pick the section; backspace gives the letter back as text."""

    def __init__(self, text: str, letters: str, pick: Callable[[str], None]) -> None:
        super().__init__(text)
        self._letters = letters
        self._pick = pick
        self._picked = ""
        self._armed = not text

    def begin(self) -> None:
        """An empty line again."""
        self.text = ""
        self._picked = ""
        self._armed = True

    async def _on_key(self, event: events.Key) -> None:
        if not self.text and event.key == "backspace" and self._picked:
            letter, self._picked = self._picked, ""
            event.stop()
            event.prevent_default()
            self.insert(letter)
            self._pick("")
            return
        if self._armed and not self.text and event.character and event.character in self._letters:
            self._armed, self._picked = False, event.character
            event.stop()
            event.prevent_default()
            self._pick(event.character)
            return
        if event.is_printable:
            self._armed = False
        await super()._on_key(event)


class CaptureDialog(TypingDialog[str]):
    """A line, and the section that it goes to; stays open for the next line. Answers with the section last used."""

    BINDINGS: ClassVar = [
        Binding("tab", "role(1)", "section", show=False, priority=True),
        Binding("shift+tab", "role(-1)", "section", show=False, priority=True),
    ]

    def __init__(
        self, roles: Sequence[str], role: str, day: str, language: str, text: str, typed: Typed, save: Save
    ) -> None:
        super().__init__(typed)
        self._roles = tuple(roles)
        self._role = self._before = role if role in roles else self._roles[0]
        self._day = day
        self._language = language
        self._text = text
        self._save = save

    @property
    def role(self) -> str:
        """The section that the line goes to now."""
        return self._role

    def compose(self) -> ComposeResult:
        """The box."""
        letters = "".join(ROLES[role].prefix.lower() for role in self._roles)
        with Vertical(classes="box"):
            yield Static(Content(_("Log · {day}").format(day=self._day)), classes="box-title")
            yield Static(id="roles")
            yield CaptureEditor(self._text, letters, self._picked)
            yield Static(Content(_(_HINT)), classes="box-hint")

    def on_mount(self) -> None:
        """Show where the line goes."""
        self._show_roles()

    def _show_roles(self) -> None:
        parts: list[Content] = []
        for role in self._roles:
            heading = f" {KINDS['daily'].heading(role, self._language)} "
            parts.append(Content.styled(heading, "reverse bold") if role == self._role else Content(heading))
        self.query_one("#roles", Static).update(Content("").join(parts))

    def _picked(self, letter: str) -> None:
        """The first letter names a section; without one it was taken back. Called at once: enter may follow."""
        if letter:
            self._before = self._role
            self._role = next(role for role in self._roles if ROLES[role].prefix.lower() == letter)
            self._hint(_("{letter} picked the section; backspace makes it text").format(letter=letter))
        else:
            self._role = self._before
            self._hint(_(_HINT))
        self._show_roles()

    def _hint(self, text: str) -> None:
        self.query_one(".box-hint", Static).update(Content(text))

    def action_role(self, step: int) -> None:
        """Another section."""
        self._role = self._roles[(self._roles.index(self._role) + step) % len(self._roles)]
        self._typed(self.editor.text)
        self._show_roles()

    def action_save(self) -> None:
        """Save the line and begin the next; an empty one ends the capture."""
        text = self.editor.text
        if not text.strip():
            self.dismiss(self._role)
        elif told := self._save(self._role, text):
            self.query_one(CaptureEditor).begin()
            self._hint(_("{told} · enter again or esc to close").format(told=told))

    def action_close(self) -> None:
        """Close; what is typed stays a draft."""
        self.dismiss(self._role)
