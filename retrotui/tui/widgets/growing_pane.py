"""A list in a dialog's box, as high as what it holds."""

from __future__ import annotations

from textual.geometry import Size
from textual.widget import Widget

from retrotui.tui.widgets.pane import Pane


class GrowingPane(Pane):
    """A list without a frame that takes the lines it needs, as far as the box has room beside its other lines.

    Textual has no such thing: the children of a box of automatic height are each given what they ask for, and what is
    beyond the greatest height of the box is cut at its bottom (8.2.8).
    """

    def __init__(self) -> None:
        super().__init__(framed=False)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """The lines of the list, or what is left of the greatest height of the box."""
        wanted = super().get_content_height(container, viewport, width)
        box = self.parent
        if not isinstance(box, Widget) or box.styles.max_height is None:
            return wanted
        most = int(box.styles.max_height.resolve(viewport, viewport))
        others = sum(
            child.get_content_height(container, viewport, width) + child.styles.margin.height
            for child in box.children
            if child is not self
        )
        return max(1, min(wanted, most - box.gutter.height - others))
