"""Keys in the open app: how long until the screen has answered, and with how many bytes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from benchmarks import MARK, start
from benchmarks.sample import Effort, Samples
from benchmarks.subject import Place, Program
from benchmarks.terminal import QUIET, NoAnswer, Terminal

_F1, _F2, _F8, _ESCAPE, _DOWN = "\x1bOP", "\x1bOQ", "\x1b[19~", "\x1b", "\x1b[B"
_STEPS = 5
_WORDS = "a tea"
_PASTED_LINES = 200
_FIRST_VISIT = 4.0
"""Seconds of silence in which the question of a new week appears, however many weeks there are."""
_QUIET = 0.1
"""Seconds of silence after a key that is answered with one frame."""


def measure(place: Place, effort: Effort, samples: Samples) -> None:
    """One session with the floor and one with each notebook in every round."""
    for number in effort.rounds():
        small, large = (place.notebook(size, copy=f"-{number}") for size in (1_000, 10_000))
        _session(
            place.floor(),
            start.FLOOR_LEAVE,
            partial(_floor, samples),
        )
        _session(
            place.retrotui(small),
            start.LEAVE,
            partial(_small, samples, small),
        )
        _session(
            place.retrotui(large),
            start.LEAVE,
            partial(_large, samples, large),
        )


def _session(program: Program, leave: str, drive: Callable[[Terminal], None]) -> None:
    with Terminal(program.command, program.environ) as terminal:
        terminal.wait_for(MARK)
        terminal.settle()
        drive(terminal)
        terminal.leave(leave)


class _Keyboard:
    """Presses keys in one program and notes what came of it."""

    def __init__(self, terminal: Terminal, prefix: str, samples: Samples) -> None:
        self._terminal = terminal
        self._prefix = prefix
        self._samples = samples

    def press(self, *keys: str) -> None:
        """Keys that lead to where something is measured; what can not be reached is told by what follows."""
        for key in keys:
            self._terminal.press(key)

    def visit_week(self) -> None:
        """The first visit of a new week asks what became of the Tries; that is put off."""
        for key in ("2", _ESCAPE, "1"):
            self._terminal.press(key, quiet=_FIRST_VISIT)

    def time(self, name: str, *keys: str, watch: Path | None = None, quiet: float = QUIET) -> None:
        """Keys that are measured, each by itself. A key that is not answered ends this figure, not the others."""
        for key in keys:
            try:
                reply = self._terminal.press(key, watch, quiet)
            except NoAnswer as error:
                self._samples.notes.append(f"{self._prefix}.{name}: {error}")
                return
            self._samples.add(f"{self._prefix}.{name}.frame", reply.frame)
            self._samples.add(f"{self._prefix}.{name}.done", reply.done)
            self._samples.add(f"{self._prefix}.{name}.bytes", reply.bytes)
            if watch is not None:
                self._samples.add(f"{self._prefix}.{name}.saved", reply.saved)


def _floor(samples: Samples, terminal: Terminal) -> None:
    keyboard = _Keyboard(terminal, "keys.floor", samples)
    keyboard.time("down", *(_DOWN,) * _STEPS, quiet=_QUIET)
    keyboard.press(_F2, _F1)
    keyboard.time("tab", *(_F2, _F1) * 2)
    keyboard.press(_F2, _F8)
    keyboard.time("type", *_WORDS, quiet=_QUIET)


def _small(samples: Samples, path: Path, terminal: Terminal) -> None:
    """The day's items; two tabs; one line, then many, in the capture box; the states of an issue."""
    keyboard = _Keyboard(terminal, "keys.1000", samples)
    keyboard.time("down", *"j" * _STEPS, quiet=_QUIET)
    keyboard.visit_week()
    keyboard.time("tab", *"2121")
    keyboard.press("n")
    keyboard.time("type", *_WORDS, quiet=_QUIET)
    pasted = "\n".join(f"line {number} of a long text" for number in range(_PASTED_LINES))
    keyboard.press(f"\x1b[200~{pasted}\x1b[201~")
    keyboard.time("type-long", *_WORDS, quiet=_QUIET)
    keyboard.press(_ESCAPE)
    _toggle(keyboard, path)


def _large(samples: Samples, path: Path, terminal: Terminal) -> None:
    """The list of all days, to which `tab` leads; search as one types; the states of an issue."""
    keyboard = _Keyboard(terminal, "keys.10000", samples)
    keyboard.press("\t")
    keyboard.time("list-down", *"j" * _STEPS)
    keyboard.press("\t", "/")
    keyboard.time("search", *"ind")
    keyboard.press(_ESCAPE)
    keyboard.visit_week()
    _toggle(keyboard, path)


def _toggle(keyboard: _Keyboard, path: Path) -> None:
    """The first problem of this week, which is in the second column: open, solved and back."""
    keyboard.press("2", "\t", "\t")
    keyboard.time("toggle", *" " * 4, watch=path)
