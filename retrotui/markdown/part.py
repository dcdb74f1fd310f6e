"""Where one file holds several entries: dated days, weeks, sets of Keep, Problem and Try, people."""

from __future__ import annotations

from retrotui.markdown.label import Labels
from retrotui.markdown.scan import Line


def parts_of(lines: list[Line], kind: str, labels: Labels) -> list[tuple[int, int]]:
    """Line ranges of the entries of a body, in order and without a gap; one for an ordinary document."""
    return [(0, len(lines))]
