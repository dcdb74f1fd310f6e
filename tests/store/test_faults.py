"""A fault at every system call, and a disk that is full: nothing that was saved is lost, and trying again works."""

from __future__ import annotations

import errno
import fcntl
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from retrotui.errors import RetroError
from retrotui.model.entry import Entry
from retrotui.store import atomic
from retrotui.store.notebook import Notebook
from tests.store.conftest import Clock, entry, texts

CALLS = [
    "open",
    "close",
    "read",
    "writev",
    "fsync",
    "fstat",
    "stat",
    "lstat",
    "link",
    "rename",
    "unlink",
    "mkdir",
    "chmod",
    "scandir",
    "listdir",
    "fchmod",
    "fchown",
    "lseek",
    "utime",
]
KINDS = ["ENOSPC", "EIO", "EDQUOT", "EROFS", "short"]


@contextmanager
def fault(monkeypatch: pytest.MonkeyPatch, at: int, kind: str) -> Iterator[list[str]]:
    """Let the call of that number fail. A `close` that fails has closed, as on Linux."""
    seen: list[str] = []

    def failing(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            seen.append(name)
            if len(seen) != at:
                return real(*arguments, **options)
            if kind == "short" and name == "writev":
                return os.write(arguments[0], bytes(arguments[1][0])[:7])
            if kind == "short":
                return real(*arguments, **options)
            if name == "close":
                real(*arguments, **options)
            raise OSError(getattr(errno, kind), os.strerror(getattr(errno, kind)))

        return call

    with monkeypatch.context() as patch:
        for name in CALLS:
            patch.setattr(os, name, failing(name, getattr(os, name)))
        patch.setattr(fcntl, "flock", failing("flock", fcntl.flock))
        yield seen


def save(notebook: Notebook, number: int) -> None:
    with notebook.transaction(f"save {number}") as transaction:
        transaction.put(entry(number, f"text {number}"))
        old = transaction.entries[entry(1).uid]
        transaction.put(entry(1, *texts(old), f"and {number}"))


def entries_of(path: Path, **options: Any) -> dict[str, Entry]:
    """What another process would read; it lets go of the file, of which hundreds may not be open."""
    with Notebook.open(path, **options) as notebook:
        return dict(notebook.entries())


@pytest.mark.parametrize("kind", KINDS)
def test_a_fault_at_each_call_breaks_no_promise(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Saved or refused, what is on disk is the old state or the new one, memory agrees, and the next save works."""
    for fresh in (True, False):
        at, hits = 1, 0
        while True:
            folder = tmp_path / f"{fresh}-{at}"
            path, options = (
                folder / "n.json",
                {"state_dir": folder / "state", "clock": Clock(), "lock_timeout": 1},
            )
            notebook = Notebook.open(path, **options)
            for number in range(1) if fresh else range(1, 3):
                with notebook.transaction("before") as transaction:
                    transaction.put(entry(number or 1, "first"))
            refused: RetroError | None = None
            with fault(monkeypatch, at, kind) as calls:
                try:
                    save(notebook, 5)
                except RetroError as error:
                    refused = error
            where = f"{kind} at call {at} of {calls}"
            on_disk = entries_of(path, **options)
            assert (entry(5).uid in on_disk) is (refused is None), where
            assert texts(on_disk[entry(1).uid]) == (["first"] if refused else ["first", "and 5"]), where
            notebook.refresh()
            assert dict(notebook.entries()) == on_disk, where
            save(notebook, 6)
            assert entry(6).uid in entries_of(path, **options), where
            notebook.close()
            assert not [name for name in os.listdir(folder) if name.endswith(".tmp")], where
            if len(calls) < at:
                break
            hits += 1
            at += 1
        print(f"{kind}, {'first save' if fresh else 'a later save'}: {hits} faults")
        assert hits > 20


@pytest.mark.parametrize(
    ("kind", "words"),
    [("ENOSPC", "No space left"), ("EROFS", "Read-only file system"), ("EIO", "Input/output")],
)
def test_the_error_says_what_the_system_said(
    kind: str, words: str, notebook: Notebook, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the file's name, and that what was saved is untouched."""
    with notebook.transaction("new") as transaction:
        transaction.put(entry(1))
    real = os.fsync

    def fail(fd: int) -> None:
        raise OSError(getattr(errno, kind), "")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(RetroError, match=words) as caught:
        save(notebook, 2)
    assert str(path) in caught.value.message
    monkeypatch.setattr(os, "fsync", real)


def test_after_the_rename_nothing_is_raised(
    notebook: Notebook, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A caller that tried again would write its change twice; the doubt is told as `durable`."""
    with notebook.transaction("new") as transaction:
        transaction.put(entry(1))
    monkeypatch.setattr(atomic, "sync_folder", lambda folder: False)
    save(notebook, 2)
    assert not notebook.durable
    monkeypatch.undo()
    save(notebook, 3)
    assert notebook.durable


def test_bytes_that_vanished_are_missed(
    notebook: Notebook, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file system that says it wrote, and did not."""
    with notebook.transaction("new") as transaction:
        transaction.put(entry(1))
    before = path.read_bytes()
    real = os.writev
    monkeypatch.setattr(os, "writev", lambda fd, pieces: real(fd, pieces[:-1]) + len(pieces[-1]))
    with pytest.raises(RetroError, match="not saved"):
        save(notebook, 2)
    assert path.read_bytes() == before


def test_a_file_that_may_not_grow(tmp_path: Path) -> None:
    """A real refusal by the kernel, half way through the write."""
    code = """
import datetime as dt, resource, signal, sys
from pathlib import Path
from retrotui.errors import RetroError
from retrotui.store.notebook import Notebook
from tests.store.conftest import entry
folder = Path(sys.argv[1])
opened = lambda: Notebook.open(folder / "n.json", state_dir=folder / "state", clock=lambda: dt.datetime.now(dt.UTC))
notebook = opened()
with notebook.transaction("new") as transaction:
    transaction.put(entry(1, "kept"))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
limits = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, limits[1]))
try:
    with notebook.transaction("big") as transaction:
        transaction.put(entry(2, "x" * 100_000))
except RetroError as error:
    print(error.title)
print(len(opened().entries()), len(notebook.entries()))
resource.setrlimit(resource.RLIMIT_FSIZE, limits)
with notebook.transaction("big") as transaction:
    transaction.put(entry(2, "x" * 100_000))
print(len(opened().entries()), *sorted(path.name for path in folder.iterdir()))
"""
    run = subprocess.run(
        [sys.executable, "-c", code, tmp_path], cwd=Path(__file__).parents[2], capture_output=True, text=True
    )
    assert run.stdout.splitlines() == [
        "There is no room to save the notebook",
        "1 1",
        "2 .n.json.lock n.json state",
    ], run.stderr


def test_the_order_of_system_calls(notebook: Notebook, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The data is on disk before its name is, and the name before `saved` is said."""
    with notebook.transaction("new") as transaction:
        transaction.put(entry(1))
    save(notebook, 2)
    calls: list[tuple[str, str]] = []
    names: dict[int, str] = {}
    real = {name: getattr(os, name) for name in ("open", "fsync", "rename", "link", "writev")}

    def opening(name: str, *arguments: Any, **options: Any) -> int:
        fd: int = real["open"](name, *arguments, **options)
        names[fd] = os.fspath(name)
        return fd

    monkeypatch.setattr(os, "open", opening)
    monkeypatch.setattr(os, "fsync", lambda fd: (calls.append(("fsync", names[fd])), real["fsync"](fd)))
    monkeypatch.setattr(
        os, "writev", lambda fd, data: (calls.append(("write", names[fd])), real["writev"](fd, data))[1]
    )
    monkeypatch.setattr(
        os, "rename", lambda a, b: (calls.append(("rename", os.fspath(b))), real["rename"](a, b))
    )
    save(notebook, 3)
    kinds = [
        (kind, "temporary" if name.endswith(".tmp") else name)
        for kind, name in calls
        if "backups" not in name
    ]
    assert kinds == [
        ("write", "temporary"),
        ("fsync", "temporary"),
        ("rename", str(path)),
        ("fsync", str(path.parent)),
    ]
