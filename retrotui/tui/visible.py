"""The last gate before the terminal: control, escape and bidi characters in what is drawn become visible symbols."""

from __future__ import annotations

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from retrotui.text import is_unsafe, visible


class VisibleFilter(LineFilter):
    """Text from files, paste, arguments and the notebook can not steer the terminal, whatever widget shows it."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments with unsafe characters replaced, cell by cell."""
        return [
            Segment(visible(segment.text), segment.style, segment.control)
            if is_unsafe(segment.text)
            else segment
            for segment in segments
        ]
