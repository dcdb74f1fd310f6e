"""Going through what a repair guessed: each character with its line and what else it may be, one key each."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

import msgspec
from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from retrotui.actions import REVIEW
from retrotui.keymap import shown_key
from retrotui.model.entry import Guess
from retrotui.model.guess import MOST, Mark
from retrotui.text import clean_line
from retrotui.tui.binding import bindings
from retrotui.tui.dialogs.modal import Dialog
from retrotui.tui.prose import wrap_spans
from retrotui.tui.widgets.growing_pane import GrowingPane
from retrotui.tui.widgets.pane import Line, Pane, Row, Span
from retrotui.wording import _, pgettext

_WORD = re.compile(r"[^\s.,:;!?()\[\]{}<>|*_`\"'“”‘’…/·—–-]*")
_AROUND = 90
"""So many characters of a long line are shown on either side of the guess."""
_NAMED = ("review.accept", "review.rest", "review.undo")


class Reviewed(msgspec.Struct, frozen=True):
    """A guess to look at."""

    where: str
    """What holds its line: a label, a heading."""
    mark: Mark


class Deeds(msgspec.Struct, frozen=True):
    """What the dialog can do; each tells whether it was done."""

    still_open: Callable[[], Sequence[Reviewed]]
    """The guesses that are open now."""
    decide: Callable[[Mark, str], bool]
    accept: Callable[[Sequence[Mark]], bool]
    undo: Callable[[], bool]


Place = tuple[int, Guess]


class ReviewDialog(Dialog[bool]):
    """The guesses of one entry; the cursor goes on by itself. Answers whether all are decided."""

    BINDINGS: ClassVar = [
        *(Binding(str(n), f"choose({n})", show=False, priority=True) for n in range(1, MOST + 1)),
        *bindings(REVIEW, priority=True),
    ]

    def __init__(self, title: str, deeds: Deeds, keys: Mapping[str, str]) -> None:
        super().__init__()
        self._title = title
        self._deeds = deeds
        self._keys = keys
        self._cases: dict[Place, Reviewed] = {}
        """All that were open at the beginning, as they were last seen."""
        self._open: frozenset[Place] = frozenset()
        self._decided: list[tuple[Place, ...]] = []
        """What was decided here, step by step."""

    def compose(self) -> ComposeResult:
        """The box."""
        with Vertical(classes="box grow"):
            yield Static(Content(self._title), classes="box-title")
            yield GrowingPane()
            yield Static(Content(self._hint()), classes="box-hint")

    def _hint(self) -> str:
        keys = {action.id: shown_key(action, self._keys) for action in REVIEW}
        named = [
            f"{keys[action.id]} {pgettext('action', action.label)}"
            for action in REVIEW
            if action.id in _NAMED
        ]
        return " · ".join([_("1-9 choose"), *named, _("↑↓ on"), _("esc leave")])

    def on_mount(self) -> None:
        """Begin with the first."""
        self.set_focus(self.query_one(Pane))
        self._look()

    def _look(self) -> None:
        """See what is open now, and show it."""
        found = {(each.mark.block, each.mark.guess): each for each in self._deeds.still_open()}
        self._open = frozenset(found)
        self._cases |= found
        done = len(self._cases) - len(self._open)
        decided = _("{done} of {total} decided").format(done=done, total=len(self._cases))
        title = f"{self._title} · {decided}"
        self.query_one(".box-title", Static).update(Content(title))
        self.query_one(Pane).show(self._rows)

    # Drawing

    def _rows(self, width: int) -> list[Row]:
        return [
            Row(str(number), self._lines(place, case, width))
            for number, (place, case) in enumerate(self._cases.items())
        ]

    def _lines(self, place: Place, case: Reviewed, width: int) -> tuple[Line, ...]:
        is_open = place in self._open
        before, after = _around(case.mark)
        style = "" if is_open else "done"
        spans: list[Span] = [
            (before, style),
            (case.mark.shown, "guess" if is_open else "good"),
            (after, style),
        ]
        lead = f" {case.where}  " if case.where else " "
        first, *rest = wrap_spans([(lead, "label"), *spans], max(8, width - 2))
        lines = [first, *(((" ", ""), *line) for line in rest)]
        if is_open:
            lines += _in_lines(_options(case.mark), width - 1)
        return tuple(Line(line) for line in lines)

    # Keys

    @property
    def _place(self) -> Place | None:
        """The guess under the cursor."""
        uid = self.query_one(Pane).cursor_uid
        return list(self._cases)[int(uid)] if uid else None

    def action_choose(self, number: int) -> None:
        """Put the option of this number, where there is one; the first is what stands there."""
        place = self._place
        if place is None or place not in self._open:
            return
        mark = self._cases[place].mark
        if number > len(mark.options):
            return
        choice = mark.options[number - 1]
        if self._deeds.decide(mark, choice):
            line = mark.line[: mark.column] + choice + mark.line[mark.column + 1 :]
            seen = msgspec.structs.replace(mark, line=line)
            self._cases[place] = msgspec.structs.replace(self._cases[place], mark=seen)
            self._decided.append((place,))
        self._go_on(place)

    def action_review_accept(self) -> None:
        """Accept what stands there."""
        self.action_choose(1)

    def action_review_rest(self) -> None:
        """Accept all that is open as it stands."""
        rest = [place for place in self._cases if place in self._open]
        if self._deeds.accept([self._cases[place].mark for place in rest]):
            self._decided.append(tuple(rest))
            self._look()
            self.dismiss(True)

    def action_review_next(self) -> None:
        """The next guess."""
        self.query_one(Pane).action_cursor_down()

    def action_review_previous(self) -> None:
        """The guess before."""
        self.query_one(Pane).action_cursor_up()

    def action_review_undo(self) -> None:
        """Take back what was decided last, here."""
        if self._decided and self._deeds.undo():
            places = self._decided.pop()
            self._look()
            self.query_one(Pane).move_to(str(list(self._cases).index(places[0])))

    def _go_on(self, place: Place) -> None:
        """To the next guess that is open, from the beginning again after the last; closed when there is none."""
        self._look()
        if not self._open:
            self.dismiss(True)
            return
        numbers = [number for number, each in enumerate(self._cases) if each in self._open]
        here = list(self._cases).index(place)
        self.query_one(Pane).move_to(str(next((n for n in numbers if n > here), numbers[0])))

    def action_close(self) -> None:
        """Leave the rest for later."""
        self.dismiss(not self._open)


def _around(mark: Mark) -> tuple[str, str]:
    """What stands before and after the guess in its line; of a long line what is near."""
    before, after = mark.line[: mark.column].lstrip(), mark.line[mark.column + 1 :].rstrip()
    if len(before) > _AROUND:
        before = "…" + before[-_AROUND:]
    if len(after) > _AROUND:
        after = after[:_AROUND] + "…"
    return before.replace("\t", " "), after.replace("\t", " ")


def _options(mark: Mark) -> list[tuple[Span, ...]]:
    """The word with each option in it, behind its number."""
    before, after = mark.line[: mark.column], mark.line[mark.column + 1 :]
    lead = _WORD.match(before[::-1])
    tail = _WORD.match(after)
    start, end = (lead[0][::-1] if lead else ""), (tail[0] if tail else "")
    words = [clean_line(f"{start}{option}{end}") for option in mark.options]
    return [
        ((f"   {number} ", "accent"), (word, "strong" if number == 1 else ""))
        for number, word in enumerate(words, 1)
    ]


def _in_lines(pieces: Sequence[tuple[Span, ...]], width: int) -> list[tuple[Span, ...]]:
    """Pieces side by side, none broken in two; one that is wider than the line has a line of its own."""
    lines: list[tuple[Span, ...]] = []
    used = width
    for piece in pieces:
        size = sum(cell_len(text) for text, _ in piece)
        if used + size > width:
            lines.append(())
            used = 0
        lines[-1] += piece
        used += size
    return lines
