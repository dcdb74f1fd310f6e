"""The line at the bottom: the keys that work here, now, most useful first, as many as there is room for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from retrotui.text import cell_width

Hint = tuple[str, str]
"""A key and what it does."""


class FooterLine(Widget):
    """One line of hints; the last one always stands at the right edge."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "footer--key",
        "footer--label",
        "footer--message",
        "footer--alert",
    }

    def __init__(self, hints: Iterable[Hint] = ()) -> None:
        super().__init__()
        self._hints = tuple(hints)
        self._message, self._alert = "", False

    def say(self, message: str, *, alert: bool = False) -> None:
        """Show a word in place of the keys; an empty one brings them back."""
        self._message, self._alert = message, alert
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """The hints that fit, whole."""
        base = self.rich_style
        if self._message:
            said = base + self.get_component_rich_style(
                "footer--alert" if self._alert else "footer--message", partial=True
            )
            return Strip([Segment(f" {self._message}", said)]).adjust_cell_length(self.size.width, base)
        key_style = base + self.get_component_rich_style("footer--key", partial=True)
        label_style = base + self.get_component_rich_style("footer--label", partial=True)
        *hints, last = self._hints or (("", ""),)
        room = self.size.width - 2 - _width(last)
        segments = [Segment(" ", base)]
        for key, label in hints:
            size = _width((key, label)) + 2
            if size > room:
                break
            segments += [Segment(key, key_style), Segment(f" {label}  ", label_style)]
            room -= size
        segments += [
            Segment(" " * max(0, room), base),
            Segment(last[0], key_style),
            Segment(f" {last[1]} ", label_style),
        ]
        return Strip(segments).adjust_cell_length(self.size.width, base)


def _width(hint: Hint) -> int:
    return cell_width(hint[0]) + 1 + cell_width(hint[1])
