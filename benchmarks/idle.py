"""The app while nobody touches it."""

from __future__ import annotations

import time
from contextlib import ExitStack

from benchmarks import MARK, start
from benchmarks.sample import Effort, Samples
from benchmarks.subject import Place
from benchmarks.terminal import Terminal

_SETTLE_SECONDS = 1.5
_WATCH_SECONDS = 4.0


def measure(place: Place, effort: Effort, samples: Samples) -> None:
    """Bytes in a second and CPU per cent, of the floor and of retrotui, watched side by side."""
    subjects = {
        "floor": (place.floor(), start.FLOOR_LEAVE),
        "1000": (place.retrotui(place.notebook(1_000)), start.LEAVE),
    }
    with ExitStack() as stack:
        terminals: dict[str, Terminal] = {}
        for name, (program, _) in subjects.items():
            terminals[name] = stack.enter_context(Terminal(program.command, program.environ))
            terminals[name].wait_for(MARK)
            terminals[name].settle(_SETTLE_SECONDS)
        for _ in effort.rounds():
            before = {name: terminal.usage() for name, terminal in terminals.items()}
            time.sleep(_WATCH_SECONDS)
            for name, terminal in terminals.items():
                (sent, cpu), (sent_before, cpu_before) = terminal.usage(), before[name]
                samples.add(f"idle.{name}.bytes", (sent - sent_before) / _WATCH_SECONDS)
                if cpu is not None and cpu_before is not None:
                    samples.add(f"idle.{name}.cpu", (cpu - cpu_before) / _WATCH_SECONDS * 100)
        for name, (_, leave) in subjects.items():
            terminals[name].leave(leave)
