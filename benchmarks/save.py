"""One change saved through the journal, beside writing the same bytes with fsync and rename."""

from __future__ import annotations

import os
import time
from contextlib import closing
from pathlib import Path

from benchmarks.notebook import now
from benchmarks.sample import Effort, Samples
from benchmarks.subject import Place
from retrotui.journal import Journal

SIZES = (1_000, 10_000)


def measure(place: Place, effort: Effort, samples: Samples) -> None:
    """Milliseconds of each, in turn; the journal stays open, as it does in the app."""
    paths = {size: place.notebook(size) for size in SIZES}
    for size, path in paths.items():
        with closing(Journal.open(path, state_dir=path.parent / "state", clock=now)) as journal:
            day = journal.today()
            journal.log("did", "The first save reads more than the others", day)
            for number in Effort(effort.seconds / len(paths), effort.most, effort.least).rounds():
                start = time.perf_counter()
                journal.log("did", f"Change {number}", day)
                samples.add(f"save.{size}", (time.perf_counter() - start) * 1000)
                samples.add(f"save.{size}.floor", _write(path.parent / "copy.json", path.read_bytes()))


def _write(path: Path, data: bytes) -> float:
    """Milliseconds to put the bytes on disk under the name."""
    fresh = path.with_suffix(".tmp")
    start = time.perf_counter()
    with fresh.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    return (time.perf_counter() - start) * 1000
