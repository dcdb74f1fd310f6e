"""Remembers what the terminal shows, and says in few bytes what has to change.

Knows rows of cells and the codes of a terminal; nothing of Textual. What is written assumes that lines do not wrap and
that the pen is the terminal's own at the beginning, and leaves both so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

HALF = ""
"""The second cell of a wide character."""
_UNKNOWN = "\0"
_GAP = 4
"""So many cells that are right already are written again rather than passed over: a move costs as much."""
_SHOWN_ON_BLANKS = frozenset(("4", "5", "6", "7", "9", "21", "51", "52", "53"))
"""Attributes that can be seen where nothing is written: lines, reverse, blinking."""


class Pen:
    """How a cell looks; of one look there is one pen, made by `Pens`."""

    __slots__ = ("attributes", "background", "blank", "color", "link")

    def __init__(self, attributes: tuple[str, ...], color: str, background: str, link: str) -> None:
        self.attributes = attributes
        self.color = color
        """The codes of the foreground; empty for the terminal's own."""
        self.background = background
        self.link = link
        """The parameters of the hyperlink, such as `id=1;https://…`; empty without one."""
        self.blank = self
        """The pen that draws a blank just like it."""

    def order(self) -> tuple[str, str, tuple[str, ...], str]:
        """Pens that stand side by side differ little."""
        return self.link, self.background, self.attributes, self.color


class Pens:
    """The pens by their looks."""

    def __init__(self) -> None:
        self._pens: dict[tuple[tuple[str, ...], str, str, str], Pen] = {}
        self._read: dict[tuple[str, str], Pen] = {}
        self.plain = self.get((), "", "")

    def get(self, attributes: tuple[str, ...], color: str, background: str, link: str = "") -> Pen:
        """The pen of this look."""
        look = (attributes, color, background, link)
        pen = self._pens.get(look)
        if pen is None:
            pen = self._pens[look] = Pen(*look)
            if not link and not _SHOWN_ON_BLANKS.intersection(attributes):
                pen.blank = self.get((), "", background) if attributes or color else pen
        return pen

    def of_codes(self, codes: str, link: str = "") -> Pen:
        """The pen that the parameters of a `m` sequence mean."""
        pen = self._read.get((codes, link))
        if pen is None:
            pen = self._read[codes, link] = self._parsed(codes, link)
        return pen

    def _parsed(self, codes: str, link: str) -> Pen:
        attributes: list[str] = []
        color = background = ""
        fields = iter(codes.split(";") if codes else ())
        for field in fields:
            if field in ("38", "48"):
                size = 1 if (mode := next(fields)) == "5" else 3
                value = ";".join((field, mode, *(next(fields) for _ in range(size))))
            else:
                value = field
            if field == "38" or field[:-1] in ("3", "9"):
                color = value
            elif field == "48" or field[:-1] in ("4", "10"):
                background = value
            else:
                attributes.append(value)
        return self.get(
            tuple(attributes), "" if color == "39" else color, "" if background == "49" else background, link
        )


class Row:
    """One line of the screen: for each cell its character and its pen."""

    __slots__ = ("chars", "is_odd", "pens")

    def __init__(self, chars: list[str], pens: list[Pen], is_odd: bool = False) -> None:
        self.chars = chars
        self.pens = pens
        self.is_odd = is_odd
        """Whether it holds a character whose width terminals disagree on."""

    def copy(self) -> Row:
        """A row to write into."""
        return Row(self.chars.copy(), self.pens.copy(), self.is_odd)

    def put(self, x: int, chars: Sequence[str], pens: Sequence[Pen]) -> None:
        """Lay cells over the row; of a wide character that is cut in two the other half becomes a blank."""
        room = len(self.chars) - x
        end = x + min(len(chars), room)
        if end <= x:
            return
        if x and self.chars[x] == HALF:
            self.chars[x - 1] = " "
        if end < len(self.chars) and self.chars[end] == HALF:
            self.chars[end] = " "
        self.chars[x:end] = chars[:room]
        self.pens[x:end] = pens[:room]


class _Run(NamedTuple):
    y: int
    x: int
    text: str
    cells: int


class Painter:
    """What one terminal shows."""

    def __init__(self) -> None:
        self.pens = Pens()
        self.size = (0, 0)
        """Columns and lines."""
        self._rows: list[Row] = []
        self._pen = self.pens.plain
        self._place: tuple[int, int] | None = None
        """Column and line of the terminal's cursor, None when it is not certain."""
        self._resting = (-1, -1)
        self._out: list[str] = []
        self.knows = False
        """Whether anything is known of what the terminal shows."""

    def forget(self) -> None:
        """The terminal shows something else: everything is to be sent again."""
        self.knows = False

    def resize(self, columns: int, lines: int) -> None:
        """Begin anew on a screen of that size."""
        self.size = (columns, lines)
        plain = self.pens.plain
        self._rows = [Row([_UNKNOWN] * columns, [plain] * columns) for _ in range(lines)]
        self._resting = (-1, -1)
        self.knows = True

    def row(self, y: int) -> Row:
        """A copy of what a line shows."""
        return self._rows[y].copy()

    def rests_at(self, place: tuple[int, int]) -> bool:
        """Whether the cursor was left at this column and line; from now on it is."""
        before, self._resting = self._resting, place
        return before == place

    def paint(self, rows: Mapping[int, Row]) -> str:
        """What to send so that the terminal shows these lines; the others stay as they are."""
        runs: defaultdict[Pen, list[_Run]] = defaultdict(list)
        odd: list[int] = []
        for y, row in rows.items():
            old = self._rows[y]
            if row.chars == old.chars and row.pens == old.pens:
                continue
            if row.is_odd or old.is_odd:
                odd.append(y)
            else:
                _collect(y, row, old, runs)
            self._rows[y] = row
        self._out = []
        self._place = None
        for pen in sorted(runs, key=Pen.order):
            self._take(pen)
            for run in runs[pen]:
                self._move(run.x, run.y)
                self._write(run.text, run.cells)
        for y in odd:
            self._repaint(y, self._rows[y])
        self._take(self.pens.plain)
        return "".join(self._out)

    def _repaint(self, y: int, row: Row) -> None:
        """A whole line, every character at its own place: where one is drawn wider or narrower than we count, the
        next ones stand where they belong all the same, and nothing old shows beside it."""
        for x, (char, pen) in enumerate(zip(row.chars, row.pens, strict=True)):
            if char == HALF:
                continue
            wide = x + 1 < len(row.chars) and row.chars[x + 1] == HALF
            self._take(pen)
            if is_odd(char) and wide:
                self._move(x, y)
                self._write("  ", 2)
            self._move(x, y)
            self._write(char, 2 if wide else 1)
            if is_odd(char):
                self._place = None

    def _write(self, text: str, cells: int) -> None:
        self._out.append(text)
        if self._place is not None:
            x, y = self._place
            # Lines do not wrap: behind the last column the cursor stays on it.
            self._place = (min(x + cells, self.size[0] - 1), y)

    def _move(self, x: int, y: int) -> None:
        if self._place != (x, y):
            ways = [f"\x1b[{y + 1};{x + 1}H" if x else f"\x1b[{y + 1}H"]
            if self._place is not None:
                old_x, old_y = self._place
                down = y - old_y
                vertical = _steps(down, "B") if down > 0 else _steps(-down, "A")
                ways += [vertical + way for way in _sideways(old_x, x)]
                if down == 1 and x == 0:
                    ways.append("\r\n")
            self._out.append(min(ways, key=len))
        self._place = (x, y)

    def _take(self, pen: Pen) -> None:
        """Change the look of what is written next, with the codes that differ."""
        old, self._pen = self._pen, pen
        if pen is old:
            return
        if pen.link != old.link:
            self._out.append(f"\x1b]8;{pen.link or ';'}\x1b\\")
        if pen.order()[1:] == old.order()[1:]:
            return
        codes: list[str] = []
        kept = old
        if not set(old.attributes) <= set(pen.attributes):
            codes.append("0")
            kept = self.pens.plain
        codes += [code for code in pen.attributes if code not in kept.attributes]
        if pen.color != kept.color:
            codes.append(pen.color or "39")
        if pen.background != kept.background:
            codes.append(pen.background or "49")
        if pen is self.pens.plain:
            codes = []
        self._out.append(f"\x1b[{';'.join(codes)}m")


def _steps(count: int, code: str) -> str:
    if count == 0:
        return ""
    return f"\x1b[{count}{code}" if count > 1 else f"\x1b[{code}"


def _sideways(old: int, new: int) -> list[str]:
    if old == new:
        return [""]
    ways = [f"\x1b[{new + 1}G", _steps(new - old, "C") if new > old else _steps(old - new, "D")]
    if new < old:
        ways.append("\b" * (old - new))
    return ways


def is_odd(char: str) -> bool:
    """Whether terminals disagree on the width of the character: clusters and emoji."""
    return len(char) > 1 or char >= "\U0001f000"


def _collect(y: int, row: Row, old: Row, runs: defaultdict[Pen, list[_Run]]) -> None:
    """The runs of cells of one look that a line needs; a blank belongs to any look with its background."""
    chars, pens, width = row.chars, row.pens, len(row.chars)
    dirty = [
        char != before or pen is not pen_before
        for char, before, pen, pen_before in zip(chars, old.chars, pens, old.pens, strict=True)
    ]
    for x in range(1, width):
        if dirty[x] and chars[x] == HALF:
            dirty[x - 1] = True
    x = 0
    for start in [place for place, is_dirty in enumerate(dirty) if is_dirty]:
        if start < x:
            continue
        x = end = start
        pen, is_blank = pens[x], True
        while x < width and (dirty[x] or x - end < _GAP):
            if pens[x] is not pen and not (chars[x] == " " and pens[x] is pen.blank):
                if not (is_blank and dirty[x] and pens[x].blank is pen):
                    break
                pen = pens[x]
            is_blank = is_blank and chars[x] == " "
            x += 1
            if dirty[x - 1]:
                end = x
        if end < width and chars[end] == HALF:
            end += 1
        x = max(x, end)
        runs[pen].append(_Run(y, start, "".join(chars[start:end]), end - start))
