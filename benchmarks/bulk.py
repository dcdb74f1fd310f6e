"""`retrotui import` of a folder of Markdown files, as a whole process."""

from __future__ import annotations

import subprocess
import time

from benchmarks import document
from benchmarks.sample import Effort, Samples
from benchmarks.subject import Place


def measure(place: Place, effort: Effort, samples: Samples, files: int) -> None:
    """Files in a second, into a new notebook each time."""
    folder = place.folder / "documents"
    document.write(folder, files, seed=files)
    for number in effort.rounds():
        program = place.retrotui(place.empty(f"import-{number}")).with_words("import", str(folder))
        start = time.perf_counter()
        subprocess.run(
            program.command, env=program.environ, stdin=subprocess.DEVNULL, capture_output=True, check=True
        )
        samples.add("import.rate", files / (time.perf_counter() - start))
