"""A problem's past: when it was met, what was tried, what came of it."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from retrotui.loop.recurrence import Problem
from retrotui.text import pad
from retrotui.tui.dialogs.modal import Dialog
from retrotui.tui.prose import spans_of, wrap_spans
from retrotui.tui.widgets.growing_pane import GrowingPane
from retrotui.tui.widgets.pane import Line, Pane, Row
from retrotui.wording import _, pgettext

_STYLES = {"kept": "good", "failed": "bad", "dropped": "bad", "open": "accent", "carried": "muted"}


class LineageDialog(Dialog[str]):
    """One line of time. Answers `same` or `different` where the likeness was only guessed."""

    BINDINGS: ClassVar = [
        Binding("equals_sign", "answer('same')", "same", show=False, priority=True),
        Binding("x", "answer('different')", "different", show=False, priority=True),
    ]

    def __init__(self, title: str, problem: Problem, guessed: bool) -> None:
        super().__init__()
        self._title = title
        self._problem = problem
        self._guessed = guessed

    def compose(self) -> ComposeResult:
        """The box."""
        same = _("= it is the same · x it is another · esc close")
        hint = same if self._guessed else _("j k scroll · esc close")
        with Vertical(classes="box grow"):
            yield Static(Content(self._title), classes="box-title")
            yield GrowingPane()
            yield Static(Content(hint), classes="box-hint")

    def on_mount(self) -> None:
        """Show it."""
        self.query_one(Pane).show(self._rows)

    def _rows(self, width: int) -> list[Row]:
        problem = self._problem
        met = [(ref.entry.start, _("met"), "warning", ref.name, ref.item.text) for ref in problem.met]
        met += [(ref.entry.start, _("logged"), "muted", ref.name, ref.item.text) for ref in problem.days]
        met += [
            (
                each.ref.entry.start,
                pgettext("state", each.state),
                _STYLES.get(each.state, "muted"),
                each.ref.name,
                each.ref.item.text,
            )
            for each in problem.tries
        ]
        rows = []
        for number, (day, what, style, name, text) in enumerate(sorted(met, key=lambda row: row[0])):
            head = Line(((f" {day.isoformat()}  ", "muted"), (pad(what, 8), style), (name, "label")))
            lines = wrap_spans(spans_of(text), max(4, width - 6))
            rows.append(Row(str(number), (head, *(Line((("     ", ""), *line)) for line in lines))))
        return rows

    def action_answer(self, answer: str) -> None:
        """Say whether it is the same problem."""
        if self._guessed:
            self.dismiss(answer)
