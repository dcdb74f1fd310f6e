"""Writers that are killed, and writers in each other's way. `make soak` runs the long forms."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from retrotui.errors import NotebookBusy
from retrotui.store.notebook import Notebook
from tests.store.conftest import SOAK, entry, texts

ROOT = Path(__file__).parents[2]


def crowd(*arguments: object) -> dict[str, Any]:
    run = subprocess.run(
        [sys.executable, "-m", "tests.store.crowd", *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stderr
    result: dict[str, Any] = json.loads(run.stdout)
    print(*arguments[:1], result)
    return result


def test_kill_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    """A writer is killed at a random moment, again and again; the file always opens."""
    seed = int.from_bytes(os.urandom(4), "big")
    result = crowd("kills", tmp_path, 500 if SOAK else 25, seed)
    assert result.pop("acknowledged") > 25, f"seed {seed}"
    assert result == {"lost": 0, "unreadable": 0, "torn": 0}, f"seed {seed}"


def test_many_writers_lose_nothing(tmp_path: Path) -> None:
    """Every entry of every writer is there, and nobody waited long."""
    processes, each = (8, 200) if SOAK else (4, 25)
    result = crowd("writers", tmp_path, processes, each)
    assert result.pop("longest") < 5
    assert result == {
        "entries": processes * each,
        "failed": 0,
        "problems": [],
        "steps": min(500, processes * each),
    }


def test_threads_of_one_process_take_turns(notebook: Notebook) -> None:
    """The app saves in a thread, and may save again before that one is done."""

    def write(start: int) -> None:
        for number in range(start, start + 10):
            with notebook.transaction("put") as transaction:
                transaction.put(entry(number))

    threads = [threading.Thread(target=write, args=(start,)) for start in (10, 20, 30, 40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(notebook.entries()) == 40


@pytest.fixture
def holder(notebook: Notebook, path: Path) -> Any:
    """Another process that holds the lock until it is killed."""
    with notebook.transaction("new") as transaction:
        transaction.put(entry(1, "one"))
    code = (
        "import fcntl, os, sys; fd = os.open(sys.argv[1], os.O_RDWR); fcntl.flock(fd, fcntl.LOCK_EX);"
        "print('held', flush=True); sys.stdin.read()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, path.with_name(".notebook.json.lock")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.communicate()


def test_a_stopped_holder_makes_the_notebook_busy(opened: Callable[..., Notebook], holder: Any) -> None:
    """After the timeout, in words that name the process; reading goes on, and its end frees the lock."""
    holder.send_signal(signal.SIGSTOP)
    waiting = opened(lock_timeout=0.05)
    for _ in range(3):
        with pytest.raises(NotebookBusy, match=str(holder.pid)), waiting.transaction("more"):
            pass
    assert texts(waiting.entries()[entry(1).uid]) == ["one"]
    assert waiting.refresh() == []
    assert sum(thread.name == "notebook-lock" for thread in threading.enumerate()) == 1
    holder.kill()
    patient = opened(lock_timeout=20)
    with patient.transaction("more") as transaction:
        transaction.put(entry(2))
    assert len(waiting.refresh()) == 1


def test_a_waiter_is_served_when_the_lock_is_free(opened: Callable[..., Notebook], holder: Any) -> None:
    """And one that gave up keeps its place for its next try."""
    waiting = opened(lock_timeout=0.05)
    with pytest.raises(NotebookBusy), waiting.transaction("more"):
        pass
    threading.Timer(0.05, holder.kill).start()
    patient = opened(lock_timeout=20)
    with patient.transaction("more") as transaction:
        transaction.put(entry(2))
    waiting_patiently = opened(lock_timeout=20)
    with waiting_patiently.transaction("more") as transaction:
        transaction.put(entry(3))
    assert len(opened().entries()) == 3
