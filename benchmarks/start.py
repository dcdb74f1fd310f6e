"""The app from the command to today's content, what it sends and holds until then, and how it leaves."""

from __future__ import annotations

from benchmarks import MARK
from benchmarks.sample import Effort, Samples
from benchmarks.subject import Place, Program
from benchmarks.terminal import Terminal

SIZES = (100, 1_000, 10_000)
FLOOR_LEAVE, LEAVE = "\x11", "q"
_MEGABYTE = 1 << 20


def measure(place: Place, effort: Effort, samples: Samples) -> None:
    """Milliseconds until ready, bytes until quiet, megabytes, milliseconds until gone."""
    programs: dict[str, tuple[Program, str]] = {"floor": (place.floor(), FLOOR_LEAVE)}
    for size in SIZES:
        programs[str(size)] = (place.retrotui(place.notebook(size)), LEAVE)
    for program, leave in programs.values():
        _run(program, leave, "warm-up", Samples())
    for _ in effort.rounds():
        for name, (program, leave) in programs.items():
            _run(program, leave, name, samples)
    if allowed := samples.median("start.floor.memory"):
        megabytes = place.notebook(10_000).stat().st_size / _MEGABYTE
        samples.add("start.10000.memory-allowed", 1.2 * allowed + 3 * megabytes)


def _run(program: Program, leave: str, name: str, samples: Samples) -> None:
    with Terminal(program.command, program.environ) as terminal:
        samples.add(f"start.{name}.ready", terminal.wait_for(MARK))
        terminal.settle()
        samples.add(f"start.{name}.bytes", terminal.sent)
        samples.add(f"start.{name}.memory", terminal.memory())
        samples.add(f"start.{name}.quit", terminal.leave(leave))
