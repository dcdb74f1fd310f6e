"""Closing a week: everything that is done, open or loose on one screen, then its Markdown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from retrotui.loop.flow import advice
from retrotui.loop.overview import Overview
from retrotui.tui.dialogs.modal import Dialog
from retrotui.tui.prose import spans_of, wrap_spans
from retrotui.tui.widgets.pane import Line, Pane, Row, Span


class CloseDialog(Dialog[str]):
    """Answers with what to do next: `copy`, `file`, `verdicts` or `promote`."""

    BINDINGS: ClassVar = [
        Binding("y", "answer('copy')", "copy", show=False, priority=True),
        Binding("w", "answer('file')", "file", show=False, priority=True),
        Binding("v", "answer('verdicts')", "verdicts", show=False, priority=True),
        Binding("o", "answer('promote')", "promote", show=False, priority=True),
    ]

    def __init__(self, title: str, seen: Overview) -> None:
        super().__init__()
        self._title = title
        self._seen = seen

    def compose(self) -> ComposeResult:
        """The box."""
        with Vertical(classes="box full"):
            yield Static(Content(f"Close the week · {self._title}"), classes="box-title")
            yield Pane(framed=False)
            yield Static(
                "y copy as Markdown · w write to a file · o days · v Tries · esc back", classes="box-hint"
            )

    def on_mount(self) -> None:
        """Show the week."""
        self.query_one(Pane).show(self._rows)

    def action_answer(self, answer: str) -> None:
        """Go on with one of the answers."""
        self.dismiss(answer)

    def _rows(self, width: int) -> list[Row]:
        seen = self._seen
        language = seen.entry.language if seen.entry else "en"
        groups: list[tuple[str, list[tuple[str, str, str]]]] = [
            ("Open issues", [(item.label, item.text, "") for item in seen.open]),
            ("Problems without a Try", [(item.label, item.text, "warning") for item in seen.orphans]),
            ("Issues without flow", [(item.label, item.text, "warning") for item in seen.without_flow]),
            (
                "Lines of the days that wait",
                [(f"{each.ref.entry.start:%a}", each.ref.item.text, "") for each in seen.waiting],
            ),
            (
                "Open Tries of earlier weeks",
                [(each.ref.name, each.ref.item.text, "") for each in seen.earlier],
            ),
            ("Tries of this week", [(each.state, each.ref.item.text, "") for each in seen.tries]),
            (
                "Problems that came back",
                [(f"×{each.times}", each.last.item.text, "warning") for each in seen.recurring],
            ),
            ("Done", [(item.label, item.text, "done") for item in seen.done]),
            (
                "Flow",
                [
                    (trend.category or "all", words, "")
                    for trend in seen.trends
                    if (words := advice(trend, language))
                ],
            ),
        ]
        rows: list[Row] = []
        for heading, lines in groups:
            if lines:
                rows += list(_group(heading, lines, width, first=not rows))
        return rows or [Row("", (Line(((" Nothing hangs loose.", "good"),)),), selectable=False)]


def _group(heading: str, lines: list[tuple[str, str, str]], width: int, *, first: bool) -> Iterable[Row]:
    blank = () if first else (Line(),)
    yield Row(
        "", (*blank, Line(((f" {heading}", "heading"),), ((f"{len(lines)} ", "muted"),))), selectable=False
    )
    for number, (label, text, style) in enumerate(lines):
        margin = len(label) + 3
        wrapped = wrap_spans(spans_of(text, style), max(4, width - margin - 1))
        lead: tuple[Span, ...] = ((f"  {label} ", "label"),)
        rest = (Line(((" " * margin, ""), *line)) for line in wrapped[1:])
        yield Row(f"{heading}{number}", (Line((*lead, *wrapped[0])), *rest))
