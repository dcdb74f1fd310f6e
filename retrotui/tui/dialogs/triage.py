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

from retrotui.actions import IN_TRIES, PANE, TAKE, VERDICT, Action
from retrotui.keymap import shown_key
from retrotui.text import cell_width
from retrotui.tui.binding import bindings
from retrotui.tui.dialogs.modal import Dialog
from retrotui.tui.prose import spans_of, wrap_spans
from retrotui.tui.row import with_tags
from retrotui.tui.widgets.growing_pane import GrowingPane
from retrotui.tui.widgets.hint_lines import HintLines
from retrotui.tui.widgets.pane import Line, Pane, Row, Span
from retrotui.wording import N_, _, pgettext

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
    """The verb that is suggested."""
    suggested: str = ""
    """The same in words."""


class TriageDialog(Dialog[bool]):
    """Cases, each decided with one key; the cursor goes on by itself. Answers whether all were decided."""

    VERBS: ClassVar[tuple[Action, ...]] = ()
    BINDINGS: ClassVar = [Binding("question_mark", "help", "keys", show=False, priority=True)]
    PURPOSE: ClassVar[str] = ""
    """What the list is for: the first line of its help."""
    CHANGES: ClassVar[bool] = False
    """Whether a case that is settled may be decided otherwise."""
    LEAVE: ClassVar[str] = N_("esc later")
    """What escape means."""

    def __init__(self, title: str, cases: Sequence[Case], act: Act, keys: Mapping[str, str]) -> None:
        super().__init__()
        self._title = title
        self._cases = tuple(cases)
        self._act = act
        self._keys = keys
        self._outcomes: dict[str, str] = {}
        self._given: dict[str, str] = {}
        """The verb that settled each case."""

    def compose(self) -> ComposeResult:
        """The box."""
        keys = (f"{shown_key(verb, self._keys)} {pgettext('action', verb.label)}" for verb in self.VERBS)
        with Vertical(classes="box grow"):
            yield Static(Content(self._title), classes="box-title")
            yield GrowingPane()
            yield HintLines((*keys, _(self.LEAVE)))

    def on_mount(self) -> None:
        """Begin with the first."""
        pane = self.query_one(Pane)
        pane.show(self._rows)
        self.set_focus(pane)

    def begin_at(self, uid: str) -> None:
        """Put the cursor on a case."""
        self.call_after_refresh(lambda: self.query_one(Pane).move_to(uid))

    def _rows(self, width: int) -> list[Row]:
        rows = []
        for case in self._cases:
            outcome = self._outcomes.get(case.uid, "")
            style = "done" if outcome else ""
            margin = " " * (cell_width(case.label) + 2)
            [first, *rest] = wrap_spans(spans_of(case.text, style), max(4, width - len(margin) - 1))
            lines = [Line(((f" {case.label} ", "label"), *first))]
            lines += [Line(((margin, ""), *line)) for line in rest]
            if cell_width(outcome) > width - len(margin) - 2:
                told = wrap_spans([(outcome, "good")], max(4, width - len(margin) - 1))
                lines += [Line(((margin, ""), *line)) for line in told]
            else:
                lines = with_tags(lines, [(outcome, "good")] if outcome else self._suggested(case), width)
            lines += [Line(((margin, ""), (case.about, "muted")))] if case.about else []
            rows.append(Row(case.uid, tuple(lines)))
        return rows

    def _suggested(self, case: Case) -> list[Span]:
        verb = next((verb for verb in self.VERBS if verb.id.endswith(".suggested")), None)
        if verb is None or not case.suggestion:
            return []
        return [(f"{shown_key(verb, self._keys)} → {case.suggested or case.suggestion}", "muted")]

    def action_help(self) -> None:
        """Show what every key does here."""
        groups = [(_("This list"), self.VERBS), (_("Lists"), PANE)]
        self.show_help(self._title, _(self.PURPOSE), groups, self._keys)

    def decide(self, verb: str) -> None:
        """Decide about the case under the cursor."""
        pane = self.query_one(Pane)
        case = next((case for case in self._cases if case.uid == pane.cursor_uid), None)
        if case is None or (case.uid in self._outcomes and not self.CHANGES):
            return
        if self._given.get(case.uid) == verb:
            return
        name = case.suggestion if verb == "suggested" else verb
        outcome = self._act(case.uid, name) if name else None
        if outcome is not None:
            self.settle(case.uid, outcome, verb)

    def undecided(self) -> list[str]:
        """The cases that are still open, in order."""
        return [case.uid for case in self._cases if case.uid not in self._outcomes]

    def settle(self, uid: str, outcome: str, verb: str = "") -> None:
        """Show what became of a case, and go on to the next that is open; close after the last.

        The same verb again does nothing; without one it may be given again.
        """
        self._remember(uid, outcome, verb)
        pane = self.query_one(Pane)
        pane.show(self._rows)
        still_open = self.undecided()
        if not still_open:
            self.dismiss(True)
            return
        uids = [case.uid for case in self._cases]
        after = [each for each in still_open if uids.index(each) > uids.index(uid)]
        pane.move_to(after[0] if after else still_open[0])

    def _remember(self, uid: str, outcome: str, verb: str) -> None:
        self._given[uid] = verb
        if outcome:
            self._outcomes[uid] = outcome
        else:
            self._outcomes.pop(uid, None)

    def action_close(self) -> None:
        """Leave the rest for later."""
        self.dismiss(False)


class DaysDialog(TriageDialog):
    """The lines of a week's days that nobody took up yet."""

    VERBS = TAKE
    PURPOSE = N_(
        "Take up what the days of the week hold: each line with one key, and what is left is not asked about again."
    )
    BINDINGS: ClassVar = bindings(TAKE, priority=True)

    def action_take(self, verb: str) -> None:
        """Take the line up, or leave it, or all that are left."""
        if verb != "rest":
            self.decide(verb)
        elif self._act("", verb) is not None:
            self.dismiss(True)


class VerdictDialog(TriageDialog):
    """The Tries of earlier weeks that wait for a verdict."""

    VERBS = (*VERDICT, *IN_TRIES)
    PURPOSE = N_("Say what came of each Try: it is an experiment, and is asked about until it has a verdict.")
    LEAVE = N_("esc skip")
    CHANGES = True
    BINDINGS: ClassVar = bindings((*VERDICT, *IN_TRIES), priority=True)

    def __init__(self, title: str, cases: Sequence[Case], act: Act, keys: Mapping[str, str]) -> None:
        super().__init__(title, cases, act, keys)
        self._before: list[tuple[str, str, str]] = []
        """Each step of the list: the case, its outcome before and the verb that had settled it."""

    def action_verdict(self, verb: str) -> None:
        """Give the Try its verdict, take that back, or undo the last step."""
        if verb == "undo":
            self._undo()
        elif verb == "open":
            self._open()
        else:
            self.decide(verb)

    def _remember(self, uid: str, outcome: str, verb: str) -> None:
        self._before.append((uid, self._outcomes.get(uid, ""), self._given.get(uid, "")))
        super()._remember(uid, outcome, verb)

    def _open(self) -> None:
        """The Try under the cursor waits again; the cursor stays."""
        pane = self.query_one(Pane)
        uid = pane.cursor_uid
        if uid and self._act(uid, "open") is not None:
            self._remember(uid, "", "")
            pane.show(self._rows)

    def _undo(self) -> None:
        uid = self._before[-1][0] if self._before else ""
        if self._act(uid, "undo") is None:
            return
        uid, outcome, verb = self._before.pop()
        super()._remember(uid, outcome, verb)
        pane = self.query_one(Pane)
        pane.show(self._rows)
        pane.move_to(uid)
