"""Closing a week: everything that is done, open or loose on one screen, settled there, then its Markdown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import ClassVar

import msgspec
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from retrotui.actions import CLOSE, ON_CLOSING, PANE, VERDICT
from retrotui.keymap import shown_key
from retrotui.loop.flow import advice
from retrotui.loop.follow import Followed
from retrotui.loop.overview import Overview
from retrotui.text import cell_width, pad
from retrotui.tui.binding import bindings
from retrotui.tui.dialogs.modal import Dialog
from retrotui.tui.prose import spans_of, wrap_spans
from retrotui.tui.widgets.entry_list import weekday
from retrotui.tui.widgets.growing_pane import GrowingPane
from retrotui.tui.widgets.hint_lines import HintLines
from retrotui.tui.widgets.pane import Line, Pane, Row, Span
from retrotui.wording import _, language, pgettext

Settle = Callable[[str, str], None]
"""Does to an item, by uid, what a verb asks for: one of a verdict's, `add`, `state` or `flow`."""


MOST_TOLD = 5
"""Lines of a group that is only told about; what can be settled is shown whole."""


class _Fact(msgspec.Struct, frozen=True):
    """One line of a group."""

    label: str
    text: str
    style: str = ""
    uid: str = ""
    """Of the item that can be settled here; empty for what is only told."""


class CloseDialog(Dialog[str]):
    """Answers with what to do next: `copy`, `file`, `verdicts` or `promote`."""

    BINDINGS: ClassVar = [
        *bindings((*CLOSE, *VERDICT, *ON_CLOSING), priority=True),
        Binding("question_mark", "help", "keys", show=False, priority=True),
    ]

    def __init__(
        self, title: str, look: Callable[[], Overview], settle: Settle, keys: Mapping[str, str]
    ) -> None:
        super().__init__()
        self._title = title
        self._look = look
        self._settle = settle
        self._keys = keys

    def compose(self) -> ComposeResult:
        """The box."""
        with Vertical(classes="box grow"):
            yield Static(
                Content(_("Close the week · {title}").format(title=self._title)), classes="box-title"
            )
            yield GrowingPane()
            yield HintLines(self._hints())

    def _hints(self) -> list[str]:
        keys = {action.id: shown_key(action, self._keys) for action in (*CLOSE, *VERDICT, *ON_CLOSING)}
        here = [
            f"{keys['item.add']} {_('add a Try')}",
            f"{keys['item.flow']} {pgettext('action', 'flow')}",
            f"{keys['item.next-state']} {pgettext('action', 'state')}",
            f"{keys['verdict.kept']} {keys['verdict.failed']} {keys['verdict.dropped']} {_('verdict')}",
            f"{keys['verdict.carried']} {_('carry on')}",
        ]
        whole = [f"{keys[action.id]} {pgettext('action', action.label)}" for action in CLOSE]
        return [*here, *whole, _("esc back")]

    def action_help(self) -> None:
        """Show what every key does here."""
        purpose = _(
            "Look at the whole week once more: settle what hangs loose, then take its Markdown along."
        )
        groups = [(_("On an item"), (*ON_CLOSING, *VERDICT)), (_("The week"), CLOSE), (_("Lists"), PANE)]
        self.show_help(self._title, purpose, groups, self._keys)

    def on_mount(self) -> None:
        """Show the week."""
        pane = self.query_one(Pane)
        pane.show(self._rows)
        self.set_focus(pane)

    def on_screen_resume(self) -> None:
        """A question about an item was answered: show what came of it."""
        self._redraw()

    def _redraw(self) -> None:
        if self.is_mounted:
            self.query_one(Pane).show(self._rows)

    def action_close(self, answer: str = "") -> None:
        """Go back to the board, or on with one of the answers."""
        self.dismiss(answer or None)

    def action_verdict(self, verb: str) -> None:
        """Give a Try its verdict; carry a Try or an issue on."""
        self._do(verb)

    def action_item_add(self) -> None:
        """Write a Try for the problem under the cursor."""
        self._do("add")

    def action_item_next_state(self) -> None:
        """Move the item on to its next state."""
        self._do("state")

    def action_item_flow(self) -> None:
        """Move the item on to the next flow level."""
        self._do("flow")

    def _do(self, verb: str) -> None:
        pane = self.query_one(Pane)
        uid = pane.cursor_uid.partition(" ")[2]
        if uid:
            self._settle(verb, uid)
            self._redraw()

    def _rows(self, width: int) -> list[Row]:
        rows: list[Row] = []
        for heading, facts in _groups(self._look()):
            if facts:
                rows += list(_group(heading, facts, width, first=not rows))
        return rows or [Row("", (Line(((f" {_('Nothing hangs loose.')}", "good"),)),), selectable=False)]


def _groups(seen: Overview) -> list[tuple[str, list[_Fact]]]:
    spoken = language()

    def state(each: Followed) -> str:
        return pgettext("state", each.state)

    wide = max([7, *(cell_width(state(each)) for each in seen.tries)])
    return [
        (
            _("Problems without a Try"),
            [_Fact(item.label, item.text, "warning", item.uid) for item in seen.orphans],
        ),
        (_("Open issues"), [_Fact(item.label, item.text, "", item.uid) for item in seen.open]),
        (
            _("Issues without flow"),
            [_Fact(item.label, item.text, "warning", item.uid) for item in seen.without_flow],
        ),
        (
            _("Tries of this week"),
            [
                _Fact(f"{each.ref.item.label} {pad(state(each), wide)}", each.ref.item.text, "", each.ref.uid)
                for each in seen.tries
            ],
        ),
        (_("Done"), [_Fact(item.label, item.text, "done", item.uid) for item in seen.done]),
        (
            _("Open Tries of earlier weeks"),
            [
                _Fact(each.ref.name.partition("/")[2], each.ref.item.text)
                for each in (*seen.earlier, *seen.skipped)
            ],
        ),
        (
            _("Problems that came back"),
            [_Fact(f"×{each.times}", each.last.item.text, "warning") for each in seen.recurring],
        ),
        (
            _("Lines of the days that wait"),
            [_Fact(weekday(each.ref.entry.start), each.ref.item.text) for each in seen.waiting],
        ),
        (
            _("Flow"),
            [
                _Fact(trend.category or _("all"), words)
                for trend in seen.trends
                if (words := advice(trend, spoken))
            ],
        ),
    ]


def _group(heading: str, facts: list[_Fact], width: int, *, first: bool) -> Iterable[Row]:
    blank = () if first else (Line(),)
    yield Row(
        "", (*blank, Line(((f" {heading}", "heading"),), ((f"{len(facts)} ", "muted"),))), selectable=False
    )
    told = facts[:MOST_TOLD] if all(not fact.uid for fact in facts) else facts
    for number, fact in enumerate(told):
        # One line each: what matters here is how much there is of what.
        lead: tuple[Span, ...] = ((f"  {fact.label} ", "label"),)
        room = max(4, width - cell_width(fact.label) - 4)
        text = spans_of(fact.text, fact.style)
        [line, *rest] = wrap_spans(text, room)
        if rest and heading != _("Flow"):
            line, rest = (*line, ("…", "muted")), []
        name = f"{heading.replace(' ', '-')}:{'' if fact.uid else number}"
        margin = (" " * (cell_width(fact.label) + 3), "")
        yield Row(
            f"{name} {fact.uid}".rstrip(), (Line((*lead, *line)), *(Line((margin, *more)) for more in rest))
        )
    if left := len(facts) - len(told):
        yield Row(
            "", (Line(((f"  {_('and {count} more').format(count=left)}", "muted"),)),), selectable=False
        )
