"""The tables as bytes (the layout is in `codec`), made anew only where something changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any, NamedTuple

import msgspec

from retrotui.store import seal
from retrotui.store.codec import META, TABLES, Tables
from retrotui.store.document import Document

Piece = bytes | memoryview

_RUN = 256
"""Documents that are rendered as one piece: at 10,000 entries a change costs one run of 40."""
_encode = msgspec.json.Encoder().encode


class _Run(NamedTuple):
    keys: list[str]
    raws: list[bytes | msgspec.Raw]
    piece: Piece


class Renderer:
    """Renders one notebook again and again."""

    def __init__(self) -> None:
        self._runs: dict[str, list[_Run]] = {}

    def render(self, tables: Tables) -> list[Piece]:
        """The bytes of the notebook in pieces; sets the checksum in the `_meta` document.

        Raises UnicodeEncodeError for lone surrogates.
        """
        names = [*TABLES, *(name for name in tables if name not in TABLES and name != META)]
        rest: list[Piece] = []
        for name in names:
            rest += [b",\n" if rest else b"", _encode(name) + b": {"]
            rest += self._table(name, tables.get(name, {}))
        rest.append(b"\n}\n")
        total = seal.checksum(rest)
        meta = dict(tables[META]["1"])
        meta.pop("sum", None)
        return [b'{"_meta": {"1": ' + _encode({**meta, "sum": f"{total:08x}"}) + b"},\n", *rest]

    def adopt(self, data: bytes, tables: Tables) -> None:
        """Take over the pieces of a file whose checksum holds: it was rendered here."""
        self._runs = {}
        view = memoryview(data)
        at = data.find(b"\n") + 1
        for name in tables:
            if name == META:
                continue
            at += len(_encode(name)) + len(b": {")
            runs: list[_Run] = []
            for documents in _in_runs(tables[name]):
                at += len(b"\n" if not runs else b",\n")
                keys, raws = [key for key, _ in documents], [document.raw for _, document in documents]
                size = sum(map(len, keys)) + sum(len(memoryview(raw)) for raw in raws)
                end = at + size + len(b'"": ') * len(documents) + len(b",\n") * (len(documents) - 1)
                if view[at : at + len(keys[0]) + 1] != b'"' + keys[0].encode():
                    # Laid out by another version: nothing is lost but time.
                    self._runs = {}
                    return
                runs.append(_Run(keys, raws, view[at:end]))
                at = end
            at += len(b"\n}" if runs else b"}") + len(b",\n")
            self._runs[name] = runs

    def _table(self, name: str, documents: Mapping[str, Document]) -> Iterable[Piece]:
        old, new = self._runs.get(name, []), []
        pieces: list[Piece] = []
        for number, run in enumerate(_in_runs(documents)):
            keys, raws = [key for key, _ in run], [document.raw for _, document in run]
            if number < len(old) and old[number].keys == keys and old[number].raws == raws:
                rendered = old[number]
            else:
                lines = [b'"%b": %b' % (key.encode(), document.raw) for key, document in run]
                rendered = _Run(keys, raws, b",\n".join(lines))
            new.append(rendered)
            pieces += [b",\n" if number else b"\n", rendered.piece]
        self._runs[name] = new
        return [*pieces, b"\n}" if pieces else b"}"]


def _in_runs(documents: Mapping[str, Any]) -> Iterable[list[tuple[str, Any]]]:
    items = iter(documents.items())
    while run := list(islice(items, _RUN)):
        yield run
