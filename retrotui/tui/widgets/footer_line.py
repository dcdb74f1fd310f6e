"""The line at the bottom: the keys that work here, now, most useful first, as many as there is room for.

What the app has to say stands in their place; what is longer than the line has up to three, and the screen above gives
way, so that nothing is covered.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

import msgspec
from msgspec.structs import replace
from rich.segment import Segment
from rich.style import Style
from textual.events import Resize
from textual.strip import Strip
from textual.widget import Widget

from retrotui.text import cell_width, truncate
from retrotui.tui.prose import Span, wrap_spans

Hint = tuple[str, str]
"""A key and what it does."""

MOST = 3
"""Lines that words may have."""
_SIGNS = {"alert": "! ", "error": "✗ "}
"""How grave it is, without colour."""


class Words(msgspec.Struct, frozen=True):
    """What the app says: plain, cleaned texts of one line."""

    text: str
    title: str = ""
    hint: str = ""
    """What to do about it; in too little room the text yields to it."""
    level: str = ""
    """`alert`, `error`, or empty for what is no trouble."""

    @property
    def whole(self) -> str:
        """All of it as one text."""
        return " ".join(part for part in (self.title and f"{self.title}:", self.text, self.hint) if part)

    def lines(self, width: int) -> list[tuple[Span, ...]]:
        """At most `MOST` lines of `width` cells; none where nothing is said."""
        if not self.whole:
            return []
        sign = _SIGNS.get(self.level, "")
        margin = 1 + len(sign)
        room = max(4, width - margin - 1)
        wrapped = self._wrapped(room)
        cut = cell_width(self.text)
        while len(wrapped) > MOST and cut > room // 2:
            cut -= 4
            wrapped = replace(self, text=truncate(self.text, cut))._wrapped(room)
        if len(wrapped) > MOST:
            last = "".join(text for text, _ in wrapped[MOST - 1])
            wrapped = [*wrapped[: MOST - 1], ((f"{truncate(last, room - 2)} …", "message"),)]
        blank = " " * margin
        return [((blank if number else f" {sign}", self.level), *line) for number, line in enumerate(wrapped)]

    def _wrapped(self, room: int) -> list[tuple[Span, ...]]:
        # Several lines of it would shout; there the sign alone has the colour.
        plain = "alert" if self.level == "alert" and cell_width(self.whole) <= room else "message"
        rest = " ".join(part for part in (self.text, self.hint) if part)
        return wrap_spans(
            [(f"{self.title}: ", self.level), (rest, plain)] if self.title else [(rest, plain)], room
        )


class FooterLine(Widget):
    """One line of hints; the last one always stands at the right edge. Words stand in their place."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "footer--key",
        "footer--label",
        "footer--message",
        "footer--alert",
        "footer--error",
    }

    def __init__(self, hints: Iterable[Hint] = ()) -> None:
        super().__init__()
        self._hints = tuple(hints)
        self._words = Words("")
        self._lines: list[tuple[Span, ...]] = []

    @property
    def lines(self) -> int:
        """How many lines the keys, or the words in their place, have."""
        return max(1, len(self._lines))

    def say(self, words: Words | None) -> None:
        """Show words in place of the keys; None brings these back."""
        self._words = words or Words("")
        self._fit()

    def on_resize(self, event: Resize) -> None:
        """Break the words anew."""
        self._fit()

    def _fit(self) -> None:
        self._lines = self._words.lines(self.size.width or self.app.size.width)
        if self.styles.height is None or self.styles.height.value != self.lines:
            self.styles.height = self.lines
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """A line of the words, or the hints that fit, whole."""
        base = self.rich_style
        if self._lines:
            spans = self._lines[y] if y < len(self._lines) else ()
            segments = [Segment(text, base + self._style(style)) for text, style in spans]
            return Strip(segments).adjust_cell_length(self.size.width, base)
        return self._keys()

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"footer--{name or 'message'}", partial=True)

    def _keys(self) -> Strip:
        base = self.rich_style
        key_style, label_style = base + self._style("key"), base + self._style("label")
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
