"""The line at the top: tabs on the left, the period and the state of saving on the right."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from retrotui.text import truncate

Tab = tuple[str, str]
"""A mode's name and the tab's caption."""
_RIGHT_SIDE = 26
"""Cells that a day and the state of saving take: they go before the captions of the other tabs."""


class TopBar(Widget):
    """One line; a click on a tab asks for it."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "topbar--tab",
        "topbar--current",
        "topbar--period",
        "topbar--state",
        "topbar--alert",
    }

    class TabChosen(Message):
        """A tab was clicked."""

        def __init__(self, mode: str) -> None:
            super().__init__()
            self.mode = mode

    def __init__(self, tabs: tuple[Tab, ...], current: str) -> None:
        super().__init__()
        self._tabs = tabs
        self._current = current
        self._period = ""
        self._state = ""
        self._alert = False

    def show(self, *, period: str | None = None, state: str | None = None, alert: bool = False) -> None:
        """Change the right side; what is not given stays."""
        before = (self._period, self._state, self._alert)
        if period is not None:
            self._period = period
        if state is not None:
            self._state, self._alert = state, alert
        if before != (self._period, self._state, self._alert):
            self.refresh()

    def _captions(self) -> list[tuple[str, str, bool]]:
        """Mode, text and whether it is the current one; only numbers where the line is short."""
        full = [
            (mode, f" {n} {caption} ", mode == self._current)
            for n, (mode, caption) in enumerate(self._tabs, 1)
        ]
        if sum(cell_len(text) for _, text, _ in full) + _RIGHT_SIDE <= self.size.width:
            return full
        return [
            (mode, f" {n} {caption} " if mode == self._current else f" {n} ", mode == self._current)
            for n, (mode, caption) in enumerate(self._tabs, 1)
        ]

    def render_line(self, y: int) -> Strip:
        """The bar."""
        base = self.rich_style
        style = {
            name: base + self.get_component_rich_style(f"topbar--{name}", partial=True)
            for name in ("tab", "current", "period", "state", "alert")
        }
        segments = [
            Segment(text, style["current" if current else "tab"]) for _, text, current in self._captions()
        ]
        used = sum(segment.cell_length for segment in segments)
        room = self.size.width - used - 2
        state = truncate(self._state, max(0, room), cell_len)
        separator = " · " if state and self._period else ""
        period = truncate(self._period, max(0, room - cell_len(state) - len(separator)), cell_len)
        separator = separator if period else ""
        fill = self.size.width - used - cell_len(period) - len(separator) - cell_len(state) - 1
        segments += [
            Segment(" " * max(0, fill), base),
            Segment(period, style["period"]),
            Segment(separator, style["tab"]),
            Segment(state, style["alert" if self._alert else "state"]),
        ]
        return Strip(segments).adjust_cell_length(self.size.width, base)

    def on_click(self, event: events.Click) -> None:
        """Find the tab under the pointer."""
        at = 0
        for mode, text, _ in self._captions():
            at += cell_len(text)
            if event.x < at:
                self.post_message(self.TabChosen(mode))
                return
