"""`python -m benchmarks`: measure, hold against the budgets, print. A measurement is no test: it exits with 0."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import msgspec

from benchmarks import bulk, idle, keys, report, save, shell, start
from benchmarks.budget import BUDGETS, judge
from benchmarks.sample import Effort, Samples
from benchmarks.subject import Place
from benchmarks.terminal import NoAnswer


class Group(msgspec.Struct, frozen=True):
    """Figures that are taken together."""

    measure: Callable[[Place, Effort, Samples], None]
    full: Effort
    quick: Effort
    prefix: str
    """Of the names of its figures."""


GROUPS = {
    "log": Group(shell.measure, Effort(60, 25), Effort(6, 5), "log."),
    "start": Group(start.measure, Effort(100, 15), Effort(10, 4), "start."),
    "keys": Group(keys.measure, Effort(110, 7), Effort(14, 1, 1), "keys."),
    "idle": Group(idle.measure, Effort(20, 3), Effort(5, 1, 1), "idle."),
    "save": Group(save.measure, Effort(16, 25), Effort(3, 8), "save."),
    "import": Group(
        lambda place, effort, samples: bulk.measure(
            place, effort, samples, 1_000 if effort.most > 1 else 300
        ),
        Effort(25, 3, 1),
        Effort(3, 1, 1),
        "import.",
    ),
}


def main() -> None:
    """Run the groups that were asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer runs: within a minute, not within six")
    parser.add_argument(
        "--only", choices=GROUPS, action="append", metavar="NAME", help=f"one of {', '.join(GROUPS)}"
    )
    parser.add_argument("--json", action="store_true", help="all figures as JSON")
    options = parser.parse_args()
    chosen = options.only or list(GROUPS)
    samples, begun = Samples(), time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="retrotui-benchmarks-") as folder:
        for name in chosen:
            _measure(name, Place(Path(folder, name), Path(folder, "originals")), options.quick, samples)
    seconds = time.perf_counter() - begun
    wanted = tuple(GROUPS[name].prefix for name in chosen)
    verdicts = [judge(budget, samples) for budget in BUDGETS if budget.value.startswith(wanted)]
    if options.json:
        print(json.dumps(report.document(verdicts, samples, seconds), indent=2, ensure_ascii=False))
    else:
        print("\n".join(report.table(verdicts, samples, seconds)))


def _measure(name: str, place: Place, quick: bool, samples: Samples) -> None:
    """Take a group's figures; what fails is noted, and the others go on."""
    group = GROUPS[name]
    print(f"measuring {name} …", file=sys.stderr, flush=True)
    try:
        group.measure(place, group.quick if quick else group.full, samples)
    except NoAnswer as error:
        samples.notes.append(f"{name}: {error}")
    except subprocess.CalledProcessError as error:
        said = (error.stderr or b"").decode("utf-8", "replace").strip()
        samples.notes.append(f"{name}: exit code {error.returncode}: {said[-500:]}")


if __name__ == "__main__":
    main()
