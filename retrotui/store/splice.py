"""One step of a writer, made in the notebook's bytes: everything that it does not touch is written as it was read.

For the one change that is made many times a day by a process of its own. A file that is anything but what the last
save of this version left is refused here, and is the ordinary store's business (`notebook`); lock, replacement,
backups, history and checksum are the same as there. Imports no library.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from retrotui.store import atomic, history, seal
from retrotui.store.lock import Lock
from retrotui.store.rotation import Rotation

Fields = dict[str, Any]
Piece = bytes | memoryview

_ENTRIES = b'"entries": {\n'
_HISTORY = b'\n},\n"history": {'
_HISTORY_END = b'\n},\n"trash": {'
_MANY = 20
"""Entries of one day are one or two; so many places that look like one are something else."""


class Odd(Exception):
    """Not to be done here."""


class _Line(NamedTuple):
    """A document and where it stands in the file."""

    start: int
    end: int
    fields: Fields


class Splice:
    """The bytes of a notebook, as read under its lock."""

    def __init__(self, data: bytes) -> None:
        stated = seal.stated(data)
        if stated is None:
            raise Odd("no file of ours")
        self._data = data
        self._sum = stated
        self._body = seal.body(data)
        self._meta: Fields = json.loads(data[: self._body].rstrip(b",\n") + b"}")["_meta"]["1"]
        self._first = self._body + len(_ENTRIES)
        self._history = data.rfind(_HISTORY)
        if (
            self._meta["schema"] != seal.SCHEMA
            or not data.startswith(_ENTRIES, self._body)
            or self._history < self._first
        ):
            raise Odd("laid out otherwise")

    def entry_of(self, kind: str, day: str) -> _Line:
        """The only entry of the kind that begins on the day: the one that covers it, as none begins later. Raises Odd."""
        needle = f'"start":"{day}"'.encode()
        found: list[_Line] = []
        at = self._data.find(needle, self._first, self._history)
        for _ in range(_MANY):
            if at < 0:
                break
            start = self._data.rfind(b"\n", 0, at) + 1
            end = self._data.find(b"\n", at, self._history + 1)
            line = self._data[start:end]
            fields = json.loads(line[line.index(b": ") + 2 :].removesuffix(b","))
            if fields["kind"] == kind and fields["start"] == day:
                found.append(_Line(start, start + len(line.removesuffix(b",")), fields))
            at = self._data.find(needle, end, self._history)
        if len(found) != 1 or at >= 0:
            raise Odd("none, or several")
        return found[0]

    def changed(self, line: _Line, fields: Fields, label: str, now: str) -> list[Piece]:
        """The file with other fields in an entry's place, and with the step that undoes it.

        Raises Odd, also where the checksum vouches not for every byte that was read.
        """
        data = memoryview(self._data)
        before = seal.checksum([data[self._body : line.start]])
        if seal.checksum([data[line.start :]], before) != self._sum:
            raise Odd("no file of ours")
        uid = fields["uid"]
        delta = history.delta(history.comparable(line.fields), history.comparable(fields))
        step = _encoded({"label": label, "at": now, "changes": {uid: delta}})
        number = int(self._meta["next"]["history"])
        begin, end, steps = self._steps(number, b'"%d": %b' % (number, step))
        key = self._data[line.start : self._data.index(b": ", line.start) + 2]
        rest: list[Piece] = [
            key,
            _encoded(fields),
            data[line.end : begin],
            b"\n",
            b",\n".join(steps),
            data[end:],
        ]
        meta = {name: value for name, value in self._meta.items() if name != "sum"}
        meta |= {"gen": meta["gen"] + 1, "next": {**meta["next"], "history": number + 1}}
        meta["sum"] = f"{seal.checksum(rest, before):08x}"
        return [b'{"_meta": {"1": ' + _encoded(meta) + b"},\n", data[self._body : line.start], *rest]

    def _steps(self, number: int, new: bytes) -> tuple[int, int, list[bytes]]:
        """Where the steps begin and end, and those that are to stand there: without the oldest when there are too many."""
        begin = self._history + len(_HISTORY)
        end = self._data.find(_HISTORY_END, begin)
        if self._data[begin : begin + 1] != b"\n" or end < begin:
            raise Odd("no history yet")
        region = self._data[begin + 1 : end]
        # A new step makes what was undone unreachable.
        if b'"undone":true' in region:
            raise Odd("something was undone")
        steps = region.split(b",\n")
        numbers = [int(step[1 : step.index(b'"', 1)]) for step in steps]
        if numbers != sorted(numbers) or numbers[-1] >= number:
            raise Odd("steps in another order")
        steps.append(new)
        return begin, end, steps[history.too_many([len(step) - step.index(b": ") - 2 for step in steps]) :]


Change = Callable[[Splice], Sequence[Piece]]


def splice(path: str, state_dir: str, now: Callable[[], dt.datetime], change: Change) -> None:
    """Change the notebook under its lock, and write it once.

    Raises Odd, or whatever the system and the bytes raise, with nothing changed: then the ordinary store does it, or
    says why it can not be done.
    """
    path = os.path.realpath(path)
    folder, name = os.path.split(path)
    if not (os.access(folder, os.W_OK | os.X_OK) and os.access(path, os.W_OK)):
        raise Odd("read-only, or not there")
    with Lock(os.path.join(folder, f".{name}.lock"), 0.0).hold():
        data, fd = atomic.read(path)
        os.close(fd)
        pieces = change(Splice(data))
        atomic.remove_leftovers(path)
        backups = Rotation(path, state_dir)
        written = atomic.replace(path, pieces, before_rename=lambda: backups.before_save(now()))
    # It is saved: who tried again would write it twice.
    with contextlib.suppress(OSError):
        os.close(written.fd)


def _encoded(value: Fields) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
