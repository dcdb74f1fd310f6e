"""A framed list that draws its own lines.

One widget for what would otherwise be a container, a scroll bar and a widget per row: it knows rows, a cursor
and a window of lines, and repaints only the lines that changed. It knows nothing of retrospectives.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from retrotui.actions import PANE
from retrotui.text import steady_width, truncate
from retrotui.tui.binding import bindings

Span = tuple[str, str]
"""A piece of plain text, and the name of its style (`STYLES`), empty for the pane's own."""


class Line(NamedTuple):
    """One line of a row: spans from the left, and spans that stand at the right edge."""

    left: tuple[Span, ...] = ()
    right: tuple[Span, ...] = ()


class Row(NamedTuple):
    """Something that the cursor can stand on, or a line between such."""

    uid: str
    lines: tuple[Line, ...]
    selectable: bool = True


Build = Callable[[int], Sequence[Row]]
"""Makes the rows for a pane of so many cells inside."""

STYLES = (
    "heading",
    "label",
    "muted",
    "done",
    "category",
    "link",
    "warning",
    "good",
    "bad",
    "bar",
    "track",
    "accent",
    "strong",
    "guess",
    "cursor",
)
"""What a span's style can be; each is a component class `pane--NAME` in the style sheets."""


class Pane(Widget, can_focus=True):
    """A framed, scrolling list of rows with a cursor."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar = bindings(PANE)
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"pane--{name}" for name in STYLES} | {
        "pane--frame",
        "pane--frame-focus",
        "pane--title",
        "pane--cursor-blurred",
    }

    class Highlighted(Message):
        """The cursor went to another row."""

        def __init__(self, pane: Pane, uid: str) -> None:
            super().__init__()
            self.pane = pane
            self.uid = uid

        @property
        def control(self) -> Pane:
            """The pane, for `@on` selectors."""
            return self.pane

    class Opened(Highlighted):
        """The row under the cursor was opened with enter or a second click."""

    class EdgeReached(Message):
        """The cursor was moved beyond the first or last row."""

        def __init__(self, pane: Pane, step: int) -> None:
            super().__init__()
            self.pane = pane
            self.step = step

    def __init__(
        self, *, id: str | None = None, classes: str | None = None, framed: bool = True, height: int = 0
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.framed = framed
        self.caption = ""
        """The pane's title, plain text."""
        self.note = ""
        """A word at the right of the title line."""
        self._uniform = height
        """Lines per row where all rows have the same number, else 0: then nothing need be measured."""
        self._build: Build = lambda _: ()
        self._built_for = -1
        self._subject = ""
        self._wanted = ""
        self._rows: Sequence[Row] = ()
        self._tops: list[int] = []
        self._cursor = -1
        self._top = 0
        self._styles: dict[str, Style] = {}

    # What it holds

    @property
    def rows(self) -> Sequence[Row]:
        """The rows as they are drawn."""
        return self._rows

    @property
    def cursor_uid(self) -> str:
        """The uid of the row under the cursor, empty when there is none."""
        return self._rows[self._cursor].uid if 0 <= self._cursor < len(self._rows) else ""

    @property
    def inner(self) -> Size:
        """Columns and lines inside the frame."""
        edge = 2 if self.framed else 0
        return Size(max(0, self.size.width - edge), max(0, self.size.height - edge))

    def show(
        self, build: Build, *, caption: str = "", note: str = "", uid: str = "", subject: str = ""
    ) -> None:
        """Draw other rows; the cursor stays on the row with its uid, or goes to `uid`, else stays at its place.

        `subject` names what the rows are about: with another one the cursor begins at the top.
        """
        if subject != self._subject:
            self._subject, self._cursor, self._top = subject, -1, 0
        self._build = build
        self._built_for = -1
        self.caption, self.note = caption, note
        self._wanted = uid or self.cursor_uid or self._wanted
        if self.styles.height is not None and self.styles.height.is_auto:
            self.refresh(layout=True)
        if self.size.width:
            self._rebuild(self.inner.width)

    def _rebuild(self, width: int) -> None:
        place = self._cursor
        self._built_for = width
        self._rows = self._build(width)
        self._measure()
        self._cursor = self._index_of(self._wanted)
        if self._cursor < 0:
            self._cursor = self._selectable_near(max(0, min(place, len(self._rows) - 1)))
        self._wanted = ""
        self._keep_visible()
        self.refresh()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """All lines and the frame, for a pane that is as high as what it holds."""
        edge = 2 if self.framed else 0
        lines = sum(self._uniform or len(row.lines) for row in self._build(max(1, width - edge)))
        return lines + edge

    def move_to(self, uid: str) -> bool:
        """Put the cursor on the row; False when there is no such row."""
        index = self._index_of(uid)
        if index < 0:
            return False
        self._set_cursor(index)
        return True

    def _measure(self) -> None:
        self._tops = []
        if self._uniform:
            return
        top = 0
        for row in self._rows:
            self._tops.append(top)
            top += len(row.lines)
        self._tops.append(top)

    def _top_of(self, index: int) -> int:
        return index * self._uniform if self._uniform else self._tops[index]

    def _height_of(self, index: int) -> int:
        return self._uniform or self._tops[index + 1] - self._tops[index]

    @property
    def _total(self) -> int:
        return len(self._rows) * self._uniform if self._uniform else (self._tops[-1] if self._tops else 0)

    def _row_at(self, line: int) -> int:
        """The index of the row that holds a content line, -1 below the last."""
        if line < 0 or line >= self._total:
            return -1
        if self._uniform:
            return line // self._uniform
        return bisect_right(self._tops, line) - 1

    def _index_of(self, uid: str) -> int:
        if not uid:
            return -1
        find = getattr(self._rows, "index_of", None)
        if find is not None:
            return int(find(uid))
        return next((n for n, row in enumerate(self._rows) if row.uid == uid and row.selectable), -1)

    def _selectable_near(self, index: int, step: int = 1) -> int:
        for direction in (step, -step):
            at = index
            while 0 <= at < len(self._rows):
                if self._rows[at].selectable:
                    return at
                at += direction
        return -1

    # The cursor

    def _set_cursor(self, index: int) -> None:
        if index == self._cursor or not 0 <= index < len(self._rows):
            return
        old, self._cursor = self._cursor, index
        if self._keep_visible():
            self.refresh()
        else:
            self._refresh_row(old)
            self._refresh_row(index)
        self.post_message(self.Highlighted(self, self.cursor_uid))

    def _refresh_row(self, index: int) -> None:
        if 0 <= index < len(self._rows):
            edge = 1 if self.framed else 0
            y = self._top_of(index) - self._top + edge
            self.refresh(Region(0, max(0, y), self.size.width, self._height_of(index)))

    def _keep_visible(self) -> bool:
        """Scroll so that the cursor's row is seen; tells whether anything moved."""
        height = self.inner.height
        if height <= 0:
            return False
        old = self._top
        if self._cursor >= 0:
            first = self._top_of(self._cursor)
            last = first + self._height_of(self._cursor)
            if not any(self._rows[n].selectable for n in range(min(self._cursor, 3))):
                first = 0
            if first < self._top or last - first > height:
                self._top = first
            elif last > self._top + height:
                self._top = last - height
        self._top = max(0, min(self._top, self._total - height))
        return self._top != old

    def _step(self, step: int) -> None:
        index = self._cursor + step
        while 0 <= index < len(self._rows) and not self._rows[index].selectable:
            index += step
        if 0 <= index < len(self._rows):
            self._set_cursor(index)
        elif not self._scroll(step):
            self.post_message(self.EdgeReached(self, step))

    def _scroll(self, lines: int) -> bool:
        top = max(0, min(self._top + lines, self._total - self.inner.height))
        moved, self._top = top != self._top, top
        if moved:
            self.refresh()
        return moved

    def _page(self, direction: int) -> None:
        target = self._top_of(max(0, self._cursor)) + direction * max(1, self.inner.height - 2)
        index = self._row_at(max(0, min(target, self._total - 1)))
        if index >= 0:
            self._set_cursor(self._selectable_near(index, direction))

    def action_cursor_down(self) -> None:
        """The next row."""
        self._step(1)

    def action_cursor_up(self) -> None:
        """The row before."""
        self._step(-1)

    def action_cursor_page_down(self) -> None:
        """A page further."""
        self._page(1)

    def action_cursor_page_up(self) -> None:
        """A page back."""
        self._page(-1)

    def action_cursor_first(self) -> None:
        """The first row."""
        self._set_cursor(self._selectable_near(0))

    def action_cursor_last(self) -> None:
        """The last row."""
        self._set_cursor(self._selectable_near(len(self._rows) - 1, -1))

    def action_cursor_open(self) -> None:
        """Open the row under the cursor."""
        if self.cursor_uid:
            self.post_message(self.Opened(self, self.cursor_uid))

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the clicked row; a click on the cursor opens it."""
        index = self._row_at(event.y - (1 if self.framed else 0) + self._top)
        if index < 0 or not self._rows[index].selectable:
            return
        if index == self._cursor and event.chain > 1:
            self.action_cursor_open()
        else:
            self._set_cursor(index)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll without moving the cursor."""
        event.stop()
        self._scroll(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll without moving the cursor."""
        event.stop()
        self._scroll(-3)

    def on_focus(self) -> None:
        """The frame and the cursor change their look."""
        self.refresh()

    def on_blur(self) -> None:
        """The frame and the cursor change their look."""
        self.refresh()

    def on_resize(self) -> None:
        """Build the rows for the new width, keep the cursor in sight."""
        if self.inner.width != self._built_for:
            self._wanted = self._wanted or self.cursor_uid
            self._rebuild(self.inner.width)
        elif self._keep_visible():
            self.refresh()

    # Drawing

    def notify_style_update(self) -> None:
        """Another theme: forget the resolved styles."""
        super().notify_style_update()
        self._styles.clear()

    def _style(self, name: str) -> Style:
        style = self._styles.get(name)
        if style is None:
            style = self.get_component_rich_style(f"pane--{name}", partial=True)
            self._styles[name] = style
        return style

    def render_line(self, y: int) -> Strip:
        """One line of the frame or of a row."""
        width, height = self.size
        base = self.rich_style
        if width <= 0:
            return Strip.blank(width, base)
        if self.framed and (y == 0 or y == height - 1):
            return Strip(self._edge(y == 0, width)).adjust_cell_length(width, base).apply_style(base)
        line = y - (1 if self.framed else 0) + self._top
        index = self._row_at(line)
        inner = self.inner.width
        if index < 0:
            content = [Segment(" " * inner, base)]
        else:
            content = self._row_line(index, line - self._top_of(index), inner, base)
        if not self.framed:
            return Strip(content).adjust_cell_length(width, base)
        frame = self._style("frame-focus" if self.has_focus else "frame")
        strip = Strip(content).adjust_cell_length(width - 2, base)
        return Strip([Segment("│", base + frame), *strip, Segment(self._thumb(y, height), base + frame)])

    def _row_line(self, index: int, n: int, width: int, base: Style) -> list[Segment]:
        row = self._rows[index]
        line = row.lines[n] if n < len(row.lines) else Line()
        if index == self._cursor:
            base += self._style("cursor" if self.has_focus else "cursor-blurred")
        right = [Segment(text, base + self._style(name) if name else base) for text, name in line.right]
        tail = sum(segment.cell_length for segment in right)
        left: list[Segment] = []
        room = width - tail - (1 if tail else 0)
        for text, name in line.left:
            whole = steady_width(text)
            piece = truncate(whole, room, cell_len)
            left.append(Segment(piece, base + self._style(name) if name else base))
            room -= cell_len(piece)
            if room <= 0 or piece != whole:  # a cell may be left where a wide letter had no room
                break
        filled = sum(segment.cell_length for segment in left)
        left.append(Segment(" " * max(0, width - filled - tail), base))
        return left + right

    def _edge(self, top: bool, width: int) -> list[Segment]:
        focused = self.has_focus
        frame = self._style("frame-focus" if focused else "frame")
        if not top:
            return [Segment("╰" + "─" * max(0, width - 2) + "╯", frame)]
        note = f" {truncate(self.note, max(0, width - 6), cell_len)} " if self.note and width > 12 else ""
        room = width - 4 - cell_len(note)
        title = (
            f" {truncate(steady_width(self.caption), max(0, room - 2), cell_len)} "
            if self.caption and room > 4
            else ""
        )
        fill = max(0, width - 3 - cell_len(title) - cell_len(note))
        dash = "─" if note else ""
        return [
            Segment("╭─", frame),
            Segment(title, frame + self._style("title") if focused else self._style("title")),
            Segment("─" * (fill - len(dash)), frame),
            Segment(note, self._style("muted")),
            Segment(dash + "╮", frame),
        ]

    def _thumb(self, y: int, height: int) -> str:
        """The right edge: a heavier line where the window stands in a longer list."""
        inner = height - 2
        if self._total <= inner or inner <= 0:
            return "│"
        size = max(1, inner * inner // self._total)
        start = (inner - size) * self._top // max(1, self._total - inner)
        return "┃" if start <= y - 1 < start + size else "│"
