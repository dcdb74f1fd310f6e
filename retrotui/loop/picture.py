"""Flow as lines of characters: the challenge–skill picture of a week, and the trend of each kind of work below it.

In the picture worry stands above the diagonal, flow along it, boredom below.

Pure, and the same for the screen and for the shell; each piece of a line says what it is, so that a caller may colour it.
The model is Csikszentmihalyi's: flow where challenge and skill are even, whatever their height.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import ceil

import msgspec

from retrotui.loop.flow import UNNAMED, Trend, advice, grid
from retrotui.model.kinds import FLOW_LEVELS
from retrotui.text import cell_width, pad, truncate, wrap

Piece = tuple[str, str]
"""Text, and what it is: a level `A`, `B` or `C`, `band`, `axis`, `advice`, or empty for anything else."""

SMALLEST = (32, 7)
"""Columns and lines of the plane below which there is only the list of levels."""

_WEEK = 4
"""Cells of a week in the lines of the trends."""

_BAND = 0.17
"""Half the width of the band in which challenge and skill are even, as a share of the plane's width."""

_WORDS = {
    "en": {"challenge": "challenge", "skill": "skill", "A": "worry", "B": "flow", "C": "boredom"},
    "ko": {"challenge": "도전", "skill": "실력", "A": "불안", "B": "몰입", "C": "지루함"},
    "ja": {"challenge": "挑戦", "skill": "スキル", "A": "不安", "B": "フロー", "C": "退屈"},
}


class Pen(msgspec.Struct, frozen=True):
    """The characters that the picture is drawn with."""

    up: str = "▲"
    side: str = "│"
    corner: str = "└"
    floor: str = "─"
    right: str = "▶"
    band: str = "·"


PLAIN = Pen("^", "|", "+", "-", ">", ".")
"""ASCII alone, for terminals, mails and files that know nothing else."""


def draw(
    levels: Mapping[str, Sequence[str]],
    width: int,
    height: int,
    *,
    language: str = "en",
    pen: Pen | None = None,
) -> list[list[Piece]]:
    """The picture in `width` cells and `height` lines at most; what there is no room for is counted as `+3`.

    `levels` are the labels at each level, as `kpt.flow_table` orders them. Below `SMALLEST` it is `listed` instead.
    """
    pen = pen or Pen()
    words = _WORDS.get(language, _WORDS["en"])
    columns, lines = width - 2, height - 2
    if columns < SMALLEST[0] or lines < SMALLEST[1]:
        return listed(levels, width, language=language)
    rows = [_plain_row(row, columns, lines, pen) for row in range(lines)]
    for level in FLOW_LEVELS:
        _write(rows, level, f"{level} {words[level]}", list(levels.get(level, ())))
    head: list[Piece] = [(truncate(f"{pen.up} {words['challenge']}", width), "axis")]
    skill = f" {words['skill']}"
    floor = pen.floor * max(0, columns - cell_width(skill))
    foot: list[Piece] = [(pen.corner + floor + pen.right + skill, "axis")]
    return [head, *([(pen.side + " ", "axis"), *row.pieces()] for row in rows), foot]


def listed(levels: Mapping[str, Sequence[str]], width: int, *, language: str = "en") -> list[list[Piece]]:
    """The levels one below the other, each with its labels: what the picture says, for a narrow place."""
    words = _WORDS.get(language, _WORDS["en"])
    rows: list[list[Piece]] = []
    for level in FLOW_LEVELS:
        name = f"{level} {words[level]}  "
        labels = " ".join(levels.get(level, ())) or "-"
        rows.append([(name, level), (truncate(labels, max(1, width - cell_width(name))), level)])
    return rows


def tell_trends(found: list[Trend], width: int, *, language: str = "en") -> list[list[Piece]]:
    """A line for each category with its level week by week, under the numbers of the weeks, then what to do about it.

    As many of the last weeks as there is room for; no line where nothing was judged.
    """
    if not found:
        return []
    unnamed = UNNAMED.get(language, UNNAMED["en"])
    names = [trend.category or unnamed for trend in found]
    margin = min(max(cell_width(name) for name in names), max(8, width // 3)) + 1
    shown = grid(found, max(1, (width - margin) // _WEEK))
    head = "".join(f" W{monday.isocalendar().week:02}" for monday in shown.weeks)
    rows: list[list[Piece]] = [[(" " * margin + head, "axis")]]
    for trend, levels in shown.rows:
        cells: list[Piece] = [("  " + (level or "-") + " ", level or "axis") for level in levels]
        rows.append([(pad(trend.category or unnamed, margin), ""), *cells])
    told = [words for trend in found if (words := advice(trend, language))]
    if told:
        rows.append([])
    rows += [[(line, "advice")] for words in told for line in wrap(words, width)]
    return rows


class _Row:
    """One line of the plane: where the band runs, and what is written into it."""

    def __init__(self, columns: int, start: int, end: int, band: str) -> None:
        self.columns, self.start, self.end = columns, start, end
        self._band = band
        self._words: list[tuple[int, str, str]] = []

    def room(self, level: str) -> int:
        """Cells that the level has in this line."""
        match level:
            case "A":
                return max(0, self.start - 1)
            case "B":
                return max(0, self.end - self.start - 2)
            case _:
                return max(0, self.columns - self.end - 1)

    def write(self, level: str, text: str) -> None:
        """Put a text into the level's part: A from the left, B in the middle of the band, C to the right."""
        size = cell_width(text)
        match level:
            case "A":
                at = 0
            case "B":
                at = self.start + (self.end - self.start - size) // 2
            case _:
                at = self.columns - size
        self._words.append((at, text, level))

    def pieces(self) -> list[Piece]:
        """The line, from the left."""
        pieces: list[Piece] = []
        place = 0
        for at, text, level in sorted(self._words):
            pieces += self._ground(place, at)
            pieces.append((text, level))
            place = at + cell_width(text)
        return pieces + self._ground(place, self.columns)

    def _ground(self, start: int, end: int) -> list[Piece]:
        """What shows between the words: the band, and blank space on both sides of it."""
        first, last = min(max(self.start, start), end), max(min(self.end, end), start)
        if first >= last:
            return [(" " * (end - start), "")] if end > start else []
        parts = [(" " * (first - start), ""), (self._band * (last - first), "band"), (" " * (end - last), "")]
        return [part for part in parts if part[0]]


def _plain_row(row: int, columns: int, lines: int, pen: Pen) -> _Row:
    middle = (lines - 0.5 - row) / lines * columns
    half = columns * _BAND
    return _Row(columns, max(0, round(middle - half)), min(columns, round(middle + half)), pen.band)


def _write(rows: list[_Row], level: str, name: str, labels: list[str]) -> None:
    """Write a level's name and labels into its part of the plane: A from the top, B about the middle, C to the bottom."""
    order = rows if level != "C" else rows[::-1]
    if level == "B":
        lines = 1 + len(_packed(labels, [row.room("B") for row in rows]))
        top = max(0, ceil((len(rows) - lines) / 2))
        order = rows[top : top + lines]
    rooms = [row.room(level) for row in order]
    usable = [(row, room) for row, room in zip(order, rooms, strict=True) if room >= cell_width(name)]
    if not usable:
        return
    texts = [name, *_packed(labels, [room for _, room in usable[1:]])]
    shown = usable[: len(texts)]
    if level == "C":
        # It is filled from the bottom, where there is most room, and still read from the top.
        texts = [name, *_packed(labels, [room for _, room in reversed(shown[:-1])])]
        shown = shown[::-1]
    for (row, _), text in zip(shown, texts, strict=False):
        row.write(level, text)


def _packed(labels: Iterable[str], rooms: Sequence[int]) -> list[str]:
    """The labels in lines of so many cells; those that find no place are counted at the end of the last line."""
    lines: list[str] = []
    rest = list(labels)
    for number, room in enumerate(rooms):
        if not rest:
            break
        line, taken = "", 0
        for label in rest:
            longer = f"{line} {label}".strip()
            left = len(rest) - taken - 1
            reserve = len(f" +{left}") if left and number == len(rooms) - 1 else 0
            if cell_width(longer) + reserve > room:
                break
            line, taken = longer, taken + 1
        rest = rest[taken:]
        if rest and number == len(rooms) - 1:
            line = f"{line} +{len(rest)}".strip()
        lines.append(line)
    return lines
