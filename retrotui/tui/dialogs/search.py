"""Search over everything, as one types."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from retrotui.loop.search import Hit
from retrotui.tui.dialogs.find import FindDialog
from retrotui.tui.prose import spans_of
from retrotui.tui.widgets.pane import Line
from retrotui.wording import _


class SearchDialog(FindDialog[Hit]):
    """Words, and what holds all of them, newest first."""

    def __init__(self, search: Callable[[str], Sequence[Hit]]) -> None:
        super().__init__(_("Search"), _("words, in any order"))
        self._search = search

    def candidates(self, query: str) -> Sequence[Hit]:
        """Nothing before a word is typed."""
        return self._search(query) if query else ()

    def lines(self, candidate: Hit, width: int) -> tuple[Line, ...]:
        """Where it stands, and the line itself."""
        label = f"{candidate.item.label}  " if candidate.item else ""
        where = Line(((f" {candidate.entry.key}", "label"), (f"  {candidate.entry.title}", "muted")))
        return (where, Line((("   ", ""), (label, "accent"), *spans_of(candidate.excerpt))))
