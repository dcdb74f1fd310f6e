"""The power fails after any system call: whatever the disk kept of what was not synced, the notebook opens.

The calls of real saves are recorded, then replayed up to each point. Of what was not synced by then the disk may have
kept anything: of a file's bytes none, half or all, and of the names any selection. Three broken ways of saving must be
caught, or the test proves nothing.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from retrotui.store import atomic, codec
from retrotui.store.notebook import Notebook
from tests.store.conftest import Clock, entry


class Call(NamedTuple):
    kind: str
    name: str = ""
    to: str = ""
    inode: int = 0
    data: bytes = b""


class Recorder:
    """Notes what a save does to the notebook's folder."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.calls: list[Call] = []
        self._folder = str(folder)
        self._names: dict[int, str] = {}
        self._real = {
            name: getattr(os, name)
            for name in ("open", "writev", "write", "fsync", "rename", "unlink", "ftruncate")
        }
        for name in self._real:
            monkeypatch.setattr(os, name, getattr(self, name))

    def _inode(self, fd: int) -> int:
        return os.fstat(fd).st_ino

    def _is_here(self, name: str) -> bool:
        return os.path.dirname(name) == self._folder and not name.endswith(".lock")

    def open(self, name: Any, flags: int, *rest: Any, **options: Any) -> int:
        name = os.fspath(name)
        fd: int = self._real["open"](name, flags, *rest, **options)
        self._names[fd] = name
        if self._is_here(name) and flags & os.O_CREAT and flags & os.O_EXCL:
            self.calls.append(Call("create", name, inode=self._inode(fd)))
        return fd

    def writev(self, fd: int, pieces: list[Any]) -> int:
        count: int = self._real["writev"](fd, pieces)
        if self._is_here(self._names[fd]):
            self.calls.append(Call("write", inode=self._inode(fd), data=b"".join(pieces)[:count]))
        return count

    def write(self, fd: int, data: bytes) -> int:
        count: int = self._real["write"](fd, data)
        if self._is_here(self._names.get(fd, "")):
            self.calls.append(Call("write", inode=self._inode(fd), data=data[:count]))
        return count

    def ftruncate(self, fd: int, size: int) -> None:
        self._real["ftruncate"](fd, size)
        self.calls.append(Call("truncate", inode=self._inode(fd)))

    def fsync(self, fd: int) -> None:
        self._real["fsync"](fd)
        if self._names[fd] == self._folder:
            self.calls.append(Call("sync folder"))
        elif self._is_here(self._names[fd]):
            self.calls.append(Call("sync", inode=self._inode(fd)))

    def rename(self, name: str, to: str) -> None:
        self._real["rename"](name, to)
        if self._is_here(name) and self._is_here(to):
            self.calls.append(Call("rename", name, to))

    def unlink(self, name: Any) -> None:
        self._real["unlink"](name)
        if self._is_here(os.fspath(name)):
            self.calls.append(Call("unlink", os.fspath(name)))


class Disk:
    """What is on it for certain, and what may be."""

    def __init__(self, names: dict[str, int], data: dict[int, bytes]) -> None:
        self.names, self.data = dict(names), dict(data)
        self.live_names, self.live_data = dict(names), dict(data)
        self.pending: list[tuple[str, int | None, str]] = []

    def replay(self, call: Call) -> None:
        match call.kind:
            case "create":
                self.live_names[call.name] = call.inode
                self.live_data.setdefault(call.inode, b"")
                self.pending.append((call.name, call.inode, ""))
            case "write":
                self.live_data[call.inode] = self.live_data.get(call.inode, b"") + call.data
            case "truncate":
                self.live_data[call.inode] = b""
            case "sync":
                self.data[call.inode] = self.live_data[call.inode]
            case "rename":
                inode = self.live_names.pop(call.name)
                self.live_names[call.to] = inode
                self.pending.append((call.to, inode, call.name))
            case "unlink":
                self.live_names.pop(call.name, None)
                self.pending.append((call.name, None, ""))
            case "sync folder":
                self.names, self.pending = dict(self.live_names), []

    def after_the_cut(self, path: str) -> Iterator[bytes | None]:
        """Everything that may be found under a name."""
        for kept in itertools.product((False, True), repeat=len(self.pending)):
            names = dict(self.names)
            for (name, inode, gone), is_kept in zip(self.pending, kept, strict=True):
                if is_kept:
                    names.pop(gone, None)
                    names.pop(name, None)
                    if inode is not None:
                        names[name] = inode
            inode = names.get(path)
            if inode is None:
                yield None
                continue
            live, synced = self.live_data.get(inode, b""), self.data.get(inode, b"")
            yield from {synced, live, live[: len(live) // 2]} if live != synced else {live}


def bad_states(folder: Path, monkeypatch: pytest.MonkeyPatch, break_it: str = "") -> list[str]:
    """What is wrong in any state after any cut during three saves."""
    path = folder / "data" / "n.json"
    notebook = Notebook.open(path, state_dir=folder / "state", clock=Clock())
    with notebook.transaction("first") as transaction:
        transaction.put(entry(1))
    status = path.stat()
    disk = Disk({str(path): status.st_ino}, {status.st_ino: path.read_bytes()})
    with monkeypatch.context() as patch:
        if break_it:
            BREAK[break_it](patch)
        recorder = Recorder(path.parent, patch)
        acknowledged = []
        for number in (2, 3, 4):
            with notebook.transaction(f"{number}") as transaction:
                transaction.put(entry(number, "x" * 500))
            acknowledged.append((len(recorder.calls), number))
    problems: list[str] = []
    states = 0
    for done, call in enumerate(recorder.calls, 1):
        disk.replay(call)
        least = max((number for at, number in acknowledged if at <= done), default=1)
        for found in disk.after_the_cut(str(path)):
            states += 1
            try:
                count = len(codec.parse(found or b"")[0]["entries"])
            except codec.Damaged as damage:
                problems.append(f"after {call.kind}: {damage.reason}")
            else:
                if not least <= count <= least + 1:
                    problems.append(f"after {call.kind}: {count} entries, {least} were acknowledged")
    print(f"{break_it or 'as it is'}: {len(problems)} bad of {states} states")
    assert states > 15
    return problems


def _in_place(path: str, pieces: Any, **_: Any) -> atomic.Written:
    fd = os.open(path, os.O_RDWR)
    os.ftruncate(fd, 0)
    os.write(fd, b"".join(pieces))
    os.fsync(fd)
    return atomic.Written(fd, atomic.fingerprint(os.fstat(fd)), durable=True)


BREAK = {
    "no fsync of the file": lambda patch: patch.setattr(atomic, "sync", lambda fd: None),
    "no fsync of the folder": lambda patch: patch.setattr(atomic, "sync_folder", lambda folder: True),
    "written in place": lambda patch: patch.setattr(atomic, "replace", _in_place),
}


def test_any_cut_leaves_the_old_file_or_the_new_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And once a save was acknowledged, the new one."""
    assert bad_states(tmp_path, monkeypatch) == []


@pytest.mark.parametrize("mutant", BREAK)
def test_broken_ways_of_saving_are_caught(
    mutant: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the test above would prove nothing."""
    assert bad_states(tmp_path, monkeypatch, mutant) != []
