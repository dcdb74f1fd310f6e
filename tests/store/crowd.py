"""Run as a program: writers of one notebook, some of which are killed. Prints what it saw as JSON.

A process of its own, because it forks: the test runner may have threads.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import random
import signal
import sys
import time
from pathlib import Path

from retrotui.errors import RetroError
from retrotui.store.notebook import Notebook
from tests.store.conftest import entry


def now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def opened(folder: Path) -> Notebook:
    return Notebook.open(folder / "n.json", state_dir=folder / "state", clock=now, lock_timeout=60)


def write(folder: Path, numbers: range, acknowledge: int) -> float:
    """Add an entry for each number, and say so as soon as it is saved; the longest that one took."""
    notebook = opened(folder)
    longest = 0.0
    for number in numbers:
        begun = time.monotonic()
        with notebook.transaction(f"{number}") as transaction:
            transaction.put(entry(number, f"text {number}"))
        longest = max(longest, time.monotonic() - begun)
        os.write(acknowledge, b"%d\n" % number)
    return longest


def kills(folder: Path, rounds: int, seed: int) -> dict[str, object]:
    """Kill a writer at a random moment, look at the file, and go on."""
    chance = random.Random(seed)
    acknowledged: set[str] = set()
    lost, unreadable, torn = 0, 0, 0
    for attempt in range(rounds):
        reader, writer = os.pipe()
        pid = os.fork()
        if not pid:
            os.close(reader)
            write(folder, range(1 + attempt * 10_000, 10_000_000), writer)
            os._exit(0)
        os.close(writer)
        time.sleep(chance.uniform(0, 0.06))
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        said = os.read(reader, 1 << 20)
        while chunk := os.read(reader, 1 << 20):
            said += chunk
        os.close(reader)
        acknowledged |= {entry(int(line)).uid for line in said.split(b"\n")[:-1]}
        try:
            notebook = opened(folder)
        except RetroError as error:
            unreadable += 1
            return {"unreadable": unreadable, "error": str(error)}
        entries = notebook.entries()
        lost += len(acknowledged - set(entries))
        torn += sum(
            1
            for value in entries.values()
            if [item.text for item in value.items()] != [f"text {int(value.uid, 16)}"]
        )
        notebook.close()
    return {"acknowledged": len(acknowledged), "lost": lost, "unreadable": unreadable, "torn": torn}


def writers(folder: Path, processes: int, each: int) -> dict[str, object]:
    """Several writers at once."""
    reader, writer = os.pipe()
    children = []
    for process in range(processes):
        pid = os.fork()
        if not pid:
            nothing = os.open(os.devnull, os.O_WRONLY)
            longest = write(folder, range(1 + process * each, 1 + (process + 1) * each), nothing)
            os.write(writer, b"%f\n" % longest)
            os._exit(0)
        children.append(pid)
    os.close(writer)
    failed = [pid for pid in children if os.waitpid(pid, 0)[1] != 0]
    waits = [float(line) for line in os.read(reader, 1 << 16).split()]
    notebook = opened(folder)
    return {
        "entries": len(notebook.entries()),
        "failed": len(failed),
        "longest": max(waits, default=-1),
        "problems": notebook.check(),
        "steps": len(notebook.history()),
    }


if __name__ == "__main__":
    task, folder, *numbers = sys.argv[1:]
    print(json.dumps({"kills": kills, "writers": writers}[task](Path(folder), *map(int, numbers))))
