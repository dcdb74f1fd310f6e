"""`retrotui log` as a whole process, beside the interpreter alone and a peer."""

from __future__ import annotations

import subprocess
import time

from benchmarks.sample import Effort, Samples
from benchmarks.subject import Place, Program

SIZES = (1_000, 10_000, 50_000)
_APPEND = "import os\nwith open({!r}, 'ab') as f: f.write(b'line'); f.flush(); os.fsync(f.fileno())"
"""The least that any Python program can do to keep a line."""


def measure(place: Place, effort: Effort, samples: Samples) -> None:
    """Milliseconds of each process, one after the other in every round."""
    programs = {
        "python": place.python(),
        "append": place.python(_APPEND.format(str(place.folder / "lines.txt"))),
        **{
            str(size): place.retrotui(place.notebook(size, lines=True)).with_words(
                "log", "did", "한 줄을 적는다"
            )
            for size in SIZES
        },
    }
    if jrnl := place.jrnl(SIZES[0]):
        programs["jrnl"] = jrnl.with_words("One line written down")
    for program in programs.values():
        _run(program)
    for _ in effort.rounds():
        for name, program in programs.items():
            samples.add(f"log.{name}", _run(program))


def _run(program: Program) -> float:
    """Milliseconds from start to end. Raises CalledProcessError with what it said."""
    start = time.perf_counter()
    subprocess.run(
        program.command, env=program.environ, stdin=subprocess.DEVNULL, capture_output=True, check=True
    )
    return (time.perf_counter() - start) * 1000
