"""Textual's frames as cells: between the compositor and the terminal, so that only what changed is sent.

Knows private parts of Textual (8.2.8) and Rich, which are named here and nowhere else: `App._display`, what the
compositor gives it, and the codes of a style. `tests/tui/test_frame.py` pins them. `RETROTUI_FULL_FRAMES=1` sends
Textual's own frames.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, cast

from rich.cells import get_character_cell_size, split_graphemes
from rich.color import ColorSystem
from rich.console import Console, RenderableType
from rich.style import Style
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.app import App
from textual.screen import Screen
from textual.strip import Strip

from retrotui.tui.painter import HALF, Painter, Pen, Row, is_odd

Piece = tuple[int, int, Strip]
"""Column, line, and what stands there."""


class Difference(CompositorUpdate):
    """A frame that is rendered already."""

    def __init__(self, codes: str) -> None:
        self.codes = codes

    def render_segments(self, console: Console) -> str:
        """What to send."""
        return self.codes


class DifferenceApp(App[None]):
    """An app that sends the cells that changed."""

    painter: Painter | None = None
    """None where frames go out as Textual makes them."""

    _sizes_expected = 1
    """How many more words of the size are no change of it; the first is Textual's own at the start."""

    def expect_size(self) -> None:
        """The terminal is going to say which size it has, not that it has another one."""
        self._sizes_expected += 1

    def action_redraw(self) -> None:
        """Send the whole screen again, as the terminal may show anything now."""
        if self.painter is not None:
            self.painter.forget()
        self.screen.refresh()

    def on_resize(self) -> None:
        """A terminal that changes its size moves and cuts what it shows, even when it is back at the old size at once."""
        if self._sizes_expected:
            self._sizes_expected -= 1
        elif self.painter is not None and self.painter.knows:
            self.action_redraw()

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        painter = self.painter
        is_shown = self._running and not self._closed and not self._batch_count and not self.is_headless
        if painter is not None and is_shown and isinstance(renderable, LayoutUpdate | ChopsUpdate):
            renderable = cast("RenderableType | None", self._difference(painter, screen, renderable))
        super()._display(screen, renderable)

    def _difference(
        self, painter: Painter, screen: Screen[Any], update: LayoutUpdate | ChopsUpdate
    ) -> Difference | None:
        compositor = screen._compositor
        if not painter.knows or painter.size != compositor.size:
            columns, lines = compositor.size
            painter.resize(columns, lines)
            everything = [(y, 0, columns) for y in range(lines)]
            if isinstance(update, ChopsUpdate) and update.spans != everything:
                update = compositor.render_full_update()
        codes = painter.paint(_rows(painter, update, self.console._color_system or ColorSystem.TRUECOLOR))
        rests = painter.rests_at(self.screen.outer_size.clamp_offset(self.cursor_position))
        return Difference(codes) if codes or not rests else None


def _rows(painter: Painter, update: LayoutUpdate | ChopsUpdate, colors: ColorSystem) -> dict[int, Row]:
    """The lines that the update touches, as they are to be shown."""
    rows: dict[int, Row] = {}
    columns, lines = painter.size
    for x, y, strip in _pieces(update):
        if not (0 <= y < lines and 0 <= x < columns):
            continue
        row = rows.get(y) or rows.setdefault(y, painter.row(y))
        _put(row, x, strip, painter, colors)
    for row in rows.values():
        row.is_odd = row.is_odd and any(map(is_odd, row.chars))
    return rows


def _pieces(update: LayoutUpdate | ChopsUpdate) -> Iterator[Piece]:
    """What an update would write and where, as its `render_segments` does it."""
    if isinstance(update, LayoutUpdate):
        for y, strips in enumerate(update.strips, update.region.y):
            x = update.region.x
            for part in strips:
                yield x, y, part
                x += part.cell_length
        return
    for y, first, last in update.spans:
        ends: Iterable[int] = update.chop_ends[y]
        for end, (x, strip) in zip(ends, _chops(update, y), strict=False):
            if strip is None or x > last or end <= first:
                continue
            yield x, y, strip if first <= x < last and end <= last else strip.crop(0, min(end, last) - x)


def _chops(update: ChopsUpdate, y: int) -> Iterable[tuple[int, Strip | None]]:
    return update.chops[y].items()


def _put(row: Row, x: int, strip: Strip, painter: Painter, colors: ColorSystem) -> None:
    chars: list[str] = []
    pens: list[Pen] = []
    for text, style, control in strip:
        if control:
            continue
        pen = painter.pens.plain if style is None else _pen(painter, style, colors)
        if text.isascii() and text.isprintable():
            chars += text
        else:
            row.is_odd |= _take_apart(text, chars)
        if pen.blank is pen or " " not in text:
            pens += [pen] * (len(chars) - len(pens))
        else:
            pens += [pen.blank if char == " " else pen for char in chars[len(pens) :]]
    row.put(x, chars, pens)


def _take_apart(text: str, chars: list[str]) -> bool:
    """Add the text cell by cell; whether it holds a character whose width terminals disagree on."""
    found_odd = False
    if "\u200d" in text or "\ufe0f" in text:
        spans, _ = split_graphemes(text)
        pieces: Iterable[tuple[str, int]] = ((text[start:end], size) for start, end, size in spans)
    else:
        pieces = zip(text, map(get_character_cell_size, text), strict=True)
    for piece, size in pieces:
        if size:
            chars.append(piece)
            if size == 2:
                chars.append(HALF)
            found_odd = found_odd or is_odd(piece)
        elif chars:
            # What has no width stands on the character before it.
            place = -2 if chars[-1] == HALF and len(chars) > 1 else -1
            chars[place] += piece
            found_odd = True
    return found_odd


def _pen(painter: Painter, style: Style, colors: ColorSystem) -> Pen:
    codes = style._ansi if style._ansi is not None else Strip.render_ansi(style, colors)
    return painter.pens.of_codes(codes, f"id={style._link_id};{style._link}" if style._link else "")
