"""Going through a list with one key each: what waits from the days, the Tries of earlier weeks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

import msgspec
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from retrotui.tui.dialogs.modal import Dialog
from retrotui.tui.prose import wrap_spans
from retrotui.tui.widgets.pane import Line, Pane, Row

Act = Callable[[str, str], str | None]
"""Does what a verb says to a case (both by id) and says what became of it; None when nothing did."""


class Case(msgspec.Struct, frozen=True):
    """One thing to decide about."""

    uid: str
    label: str
    text: str
    about: str = ""
    """A line of what is known of it, below the text."""
    suggestion: str = ""
    """The verb that enter means."""


class Verb(msgspec.Struct, frozen=True):
    """What a key does to a case."""

    name: str
    key: str
    """As people read it."""
    label: str


_KEYS = {
    "enter": "enter",
    "plus": "+",
    "minus": "-",
    "greater_than_sign": ">",
    "equals_sign": "=",
    "x": "x",
    "p": "p",
    "w": "w",
    "i": "i",
    "s": "s",
}


class TriageDialog(Dialog[bool]):
    """Cases, each decided with one key; the cursor goes on by itself. Answers whether all were decided."""

    BINDINGS: ClassVar = [
        Binding(name, f"verb('{key}')", show=False, priority=True) for name, key in _KEYS.items()
    ]

    def __init__(self, title: str, cases: Sequence[Case], verbs: Sequence[Verb], act: Act) -> None:
        super().__init__()
        self._title = title
        self._cases = tuple(cases)
        self._verbs: Mapping[str, Verb] = {verb.key: verb for verb in verbs}
        self._act = act
        self._outcomes: dict[str, str] = {}

    def compose(self) -> ComposeResult:
        """The box."""
        keys = " · ".join(f"{verb.key} {verb.label}" for verb in self._verbs.values())
        with Vertical(classes="box full"):
            yield Static(Content(self._title), classes="box-title")
            yield Pane(framed=False)
            yield Static(Content(f"{keys} · esc later"), classes="box-hint")

    def on_mount(self) -> None:
        """Begin with the first."""
        pane = self.query_one(Pane)
        pane.show(self._rows)
        self.set_focus(pane)

    def _rows(self, width: int) -> list[Row]:
        rows = []
        for case in self._cases:
            outcome = self._outcomes.get(case.uid, "")
            style = "done" if outcome else ""
            lines = wrap_spans([(case.text, style)], max(4, width - len(case.label) - 22))
            margin = " " * (len(case.label) + 2)
            suggested = self._verbs.get("enter") and case.suggestion
            right = (
                ((f"{outcome} ", "good"),)
                if outcome
                else ((f"enter → {case.suggestion} ", "muted"),)
                if suggested
                else ()
            )
            first = Line(((f" {case.label} ", "label"), *lines[0]), right)
            rest = [Line(((margin, ""), *line)) for line in lines[1:]]
            about = [Line(((margin, ""), (case.about, "muted")))] if case.about else []
            rows.append(Row(case.uid, (first, *rest, *about)))
        return rows

    def action_verb(self, key: str) -> None:
        """Decide about the case under the cursor."""
        verb, pane = self._verbs.get(key), self.query_one(Pane)
        case = next((case for case in self._cases if case.uid == pane.cursor_uid), None)
        if verb is None or case is None or case.uid in self._outcomes:
            return
        name = case.suggestion if verb.name == "suggestion" else verb.name
        outcome = self._act(case.uid, name) if name else None
        if outcome is not None:
            self.settle(case.uid, outcome)

    def settle(self, uid: str, outcome: str) -> None:
        """Show what became of a case, and go on to the next that is open; close after the last."""
        self._outcomes[uid] = outcome
        pane = self.query_one(Pane)
        pane.show(self._rows)
        still_open = [case.uid for case in self._cases if case.uid not in self._outcomes]
        if not still_open:
            self.dismiss(True)
            return
        uids = [case.uid for case in self._cases]
        after = [each for each in still_open if uids.index(each) > uids.index(uid)]
        pane.move_to(after[0] if after else still_open[0])

    def action_close(self) -> None:
        """Leave the rest for later."""
        self.dismiss(False)
