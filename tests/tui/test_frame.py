"""What is sent to the terminal adds up to what Textual would have sent."""

from __future__ import annotations

import datetime as dt
import inspect
import os
import random
from importlib.metadata import version
from pathlib import Path
from typing import Any, ClassVar

import pyte
import pytest
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.geometry import Region
from textual.strip import Strip
from wcwidth import wcwidth

from retrotui import demo
from retrotui.config import Config, Paths
from retrotui.journal import Journal
from retrotui.store.notebook import Notebook
from retrotui.tui import frame
from retrotui.tui.app import RetroApp
from retrotui.tui.painter import HALF, Painter, Row
from tests.tui.conftest import NOW, TODAY

KEYS = (
    *("j",) * 6,
    *("k",) * 3,
    *"hltgz[]t123456?/anNu",
    *("tab", "down", "pagedown", "pageup", "end", "home", "space", "enter", "ctrl+l"),
    *("escape",) * 8,
)
TYPED = "가나 다ab 🎉x,"
SIZES = ((120, 40), (80, 24), (41, 11), (7, 3), (200, 50))
STEPS = 600 if os.environ.get("RETROTUI_SOAK") else 40
_LOOKS = ("bold", "italics", "underscore", "strikethrough", "reverse", "blink")


class Watched(RetroApp):
    """Shows each frame on two terminals: on one as Textual sends it, on the other what has changed."""

    # Textual looks beside the module of the class.
    CSS_PATH: ClassVar = [Path(inspect.getfile(RetroApp)).parent / "styles" / "base.tcss"]

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.console._color_system = ColorSystem.TRUECOLOR
        self.watched = Painter()
        self.terminals = (terminal(0, 0), terminal(0, 0))
        self.frames = 0

    def _display(self, screen: Any, renderable: Any) -> None:
        super()._display(screen, renderable)
        if not isinstance(renderable, LayoutUpdate | ChopsUpdate) or self._batch_count or not self._running:
            return
        size = screen._compositor.size
        if (self.terminals[0].columns, self.terminals[0].lines) != size:
            self.terminals = terminal(*size), terminal(*size)
        stock, ours = self.terminals
        is_known = self.watched.knows and self.watched.size == size
        difference = self._difference(self.watched, screen, renderable)
        if not is_known:
            renderable = screen._compositor.render_full_update()
        pyte.Stream(stock).feed(renderable.render_segments(self.console))
        pyte.Stream(ours).feed(difference.codes if difference else "")
        wrong = [
            y
            for y, (mine, theirs) in enumerate(zip(cells(ours), cells(stock), strict=True))
            if mine != theirs
        ]
        assert not wrong, [(ours.display[y], stock.display[y]) for y in wrong]
        self.frames += 1

    def action_redraw(self) -> None:
        """What was on the screen is gone, and nobody knows what is there now."""
        self.watched.forget()
        for each in self.terminals:
            pyte.Stream(each).feed("\x1b[H" + "#" * 50)
        super().action_redraw()


def terminal(columns: int, lines: int) -> pyte.Screen:
    """A terminal as Textual sets it up: lines do not wrap."""
    screen = pyte.Screen(columns, lines)
    pyte.Stream(screen).feed("\x1b[?7l")
    return screen


def cells(screen: pyte.Screen) -> list[list[tuple[object, ...]]]:
    """Text and look of every cell; of a blank only what can be seen."""
    found = []
    for y in range(screen.lines):
        line = screen.buffer[y]
        row = [line[x] for x in range(screen.columns)]
        found.append(
            [
                (data, cell.bg, *(getattr(cell, look) for look in _LOOKS[2:]))
                if data == " "
                else (data, cell.fg, cell.bg, *(getattr(cell, look) for look in _LOOKS))
                for data, cell in zip(whole([cell.data for cell in row]), row, strict=True)
            ]
        )
    return found


def whole(row: list[str]) -> list[str]:
    """The texts of cells with a blank for half a wide character, as terminals show it.

    pyte keeps a wide character that was written over from its second cell on, and the second cell of one whose first
    was written over.
    """
    before, after = ["", *row], [*row[1:], " "]
    return [
        " " if (is_wide(data) and after[x] != "") or (data == "" and not is_wide(before[x])) else data
        for x, data in enumerate(row)
    ]


def is_wide(data: str) -> bool:
    """Whether pyte takes two cells for it."""
    return bool(data) and wcwidth(data[0]) == 2


@pytest.fixture
def story(paths: Paths, tmp_path: Path) -> Journal:
    """Six weeks of Korean and English retrospectives."""
    journal = Journal(Notebook.open(paths.notebook, state_dir=paths.state, clock=lambda: NOW), lambda: NOW)
    demo.write_story(tmp_path / "story", TODAY, demo.samples())
    demo.fill(journal, tmp_path / "story")
    journal.log("did", "🎉 가나다라마바사 a b c " * 12, TODAY - dt.timedelta(days=1))
    return journal


@pytest.mark.parametrize("size", SIZES[:4], ids=str)
async def test_after_any_keys_the_terminal_shows_what_textual_draws(
    story: Journal, paths: Paths, size: tuple[int, int]
) -> None:
    dice = random.Random(str(size))
    app = Watched(story, paths, Config())
    async with app.run_test(size=size) as pilot:
        for _ in range(STEPS):
            await pilot.press(dice.choice(TYPED if dice.random() < 0.3 else KEYS))
            if dice.random() < 0.05:
                await pilot.resize_terminal(*dice.choice(SIZES))
        app.screen.refresh()
        await pilot.pause()
    assert app.frames > STEPS // 2


def test_this_is_the_textual_whose_frames_are_known() -> None:
    """With another one read `App._display`, `CompositorUpdate` and its two kinds again, then change this."""
    assert version("textual") == "8.2.8"


def painted(painter: Painter, *lines: str, style: str = "red on blue") -> str:
    """The codes for a whole screen of lines."""
    width, height = painter.size
    strips = [[Strip([Segment(line, Style.parse(style))]).adjust_cell_length(width)] for line in lines]
    update = LayoutUpdate(strips, Region(0, 0, width, height))
    return painter.paint(frame._rows(painter, update, ColorSystem.TRUECOLOR))


@pytest.fixture
def painter() -> Painter:
    """Of a terminal of 20 × 2."""
    painter = Painter()
    painter.resize(20, 2)
    return painter


def test_what_stays_is_not_sent(painter: Painter) -> None:
    assert painted(painter, "one", "two")
    assert painted(painter, "one", "two") == ""


def test_one_letter_is_one_letter(painter: Painter) -> None:
    painted(painter, "one", "two")
    assert painted(painter, "one", "twa") == "\x1b[31;44m\x1b[2;3Ha\x1b[m"


def test_half_a_wide_character_takes_the_other_half_with_it(painter: Painter) -> None:
    """Where a narrow letter comes into the place of half a wide one, both cells are written."""
    screen = terminal(20, 2)
    stream = pyte.Stream(screen)
    for line in ("가나다", "a나다", "가나다", "가b다", " 가나", "가나다", "ab가나"):
        stream.feed(painted(painter, line, ""))
        fresh, whole = terminal(20, 2), Painter()
        whole.resize(20, 2)
        pyte.Stream(fresh).feed(painted(whole, line, ""))
        assert cells(screen) == cells(fresh), line


def test_half_a_wide_character_is_a_blank_on_the_terminal_of_these_tests() -> None:
    screen = terminal(8, 1)
    stream = pyte.Stream(screen)
    stream.feed("가나다\x1b[1;2Ha\x1b[1;5Hb")
    assert "".join(str(data) for data, *_ in cells(screen)[0]) == " a나b   "


@pytest.mark.parametrize("cluster", ["❤️", "👩‍💻", "👍🏽", "e\u0301", "🇰🇷"])
def test_a_letter_behind_a_cluster_has_a_place_of_its_own(painter: Painter, cluster: str) -> None:
    """Terminals draw clusters in one cell, in two or in four: what follows is told where it stands."""
    codes = painted(painter, f"{cluster}b", "")
    width = Strip([Segment(cluster)]).cell_length
    assert f"{cluster[-1]}\x1b[1;{width + 1}Hb" in codes


def test_a_cluster_is_drawn_over_blanks(painter: Painter) -> None:
    """A terminal that draws it in one cell leaves nothing of what stood in the other."""
    painted(painter, "xyz", "")
    assert "  \b\b❤️" in painted(painter, "❤️z", "")


def test_a_link_is_opened_and_closed(painter: Painter) -> None:
    codes = painted(painter, "here", "", style="link https://example.org")
    assert codes.count("https://example.org") == 1
    assert codes.rindex("\x1b]8;;\x1b\\") > codes.index("here")


def test_a_strip_laid_over_half_a_character_leaves_a_blank() -> None:
    pens = Painter().pens
    row = Row(["가", HALF, "나", HALF], [pens.plain] * 4)
    row.put(1, ["x", "y"], [pens.plain] * 2)
    assert row.chars == [" ", "x", "y", " "]


def test_colours_of_all_kinds_are_told_apart() -> None:
    pens = Painter().pens
    pen = pens.of_codes("1;4;38;2;1;2;3;48;5;7")
    assert (pen.attributes, pen.color, pen.background) == (("1", "4"), "38;2;1;2;3", "48;5;7")
    assert pen.blank is pen
    assert pens.of_codes("1;31;107").blank is pens.of_codes("107")
    assert pens.of_codes("39;49") is pens.plain
