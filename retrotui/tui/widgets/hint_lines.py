"""The keys of a dialog below its list: as many lines as they need, broken between keys and never inside one."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from retrotui.text import cell_width

_BETWEEN = " · "


class HintLines(Widget):
    """Keys with what they do, each a plain text such as `x leave`."""

    ALLOW_SELECT = False

    def __init__(self, hints: Iterable[str]) -> None:
        super().__init__()
        self._hints = tuple(hints)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as there are at the width."""
        return len(self._lines(width))

    def render(self) -> Content:
        """The lines."""
        return Content("\n".join(self._lines(self.size.width)))

    def _lines(self, width: int) -> list[str]:
        lines = [""]
        for hint in self._hints:
            longer = _BETWEEN.join(filter(None, (lines[-1], hint)))
            if lines[-1] and cell_width(longer) > width:
                lines.append(hint)
            else:
                lines[-1] = longer
        return lines
