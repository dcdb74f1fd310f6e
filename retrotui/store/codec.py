"""The notebook's bytes: one JSON object of tables, one document to a line.

    {"_meta": {"1": {"app":"retrotui","schema":1,"gen":7,"next":{"entries":3},"sum":"89abcdef"}},
    "entries": {
    "1": {…},
    "2": {…}
    },
    …
    }

Plain JSON that any TinyDB opens, and a line per change in `git diff`. `sum` is the CRC-32 of everything after the
first line: while it holds, the file is what retrotui wrote and needs no checking. Any other file, edited by hand or
by another program, is checked in full before it is used.
"""

from __future__ import annotations

import re
from typing import Any

import msgspec

from retrotui.model.entry import Entry
from retrotui.store import seal
from retrotui.store.document import Document
from retrotui.store.seal import APP, SCHEMA

META = "_meta"
TABLES = ("entries", "history", "trash")

Tables = dict[str, dict[str, Any]]
"""The documents of each table by their TinyDB id; the values are `Document`s."""

_decode = msgspec.json.Decoder(dict[str, dict[str, msgspec.Raw]]).decode
_decode_entry = msgspec.json.Decoder(Entry).decode
_encode = msgspec.json.Encoder().encode
_BYTE = re.compile(r"\(byte (\d+)\)")


class Damaged(Exception):
    """The bytes are no notebook that can be read in full."""

    def __init__(self, reason: str, line: int = 0) -> None:
        super().__init__(reason, line)
        self.reason = reason
        self.line = line
        """Counted from 1; 0 when unknown."""


def parse(data: bytes) -> tuple[Tables, bool]:
    """The tables, and whether the checksum vouches for all of them. Raises Damaged."""
    is_ours = seal.holds(data)
    if not is_ours:
        _check(data)
    try:
        raw = _decode(data)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        raise _damage(data, error) from None
    tables: Tables = {
        name: {key: Document(document, key=key) for key, document in documents.items()}
        for name, documents in raw.items()
    }
    if not is_ours:
        tables = {
            name: {key: _on_one_line(doc) for key, doc in docs.items()} for name, docs in tables.items()
        }
    _check_shape(data, tables)
    return tables, is_ours


def empty() -> Tables:
    """The tables of a notebook that holds nothing yet."""
    meta = {"app": APP, "schema": SCHEMA, "gen": 0, "next": {}}
    return {META: {"1": Document(fields=meta, key="1")}, **{name: {} for name in TABLES}}


def schema_of(tables: Tables) -> int:
    """The schema number that the notebook states."""
    return int(tables[META]["1"]["schema"])


def read_in_full(data: bytes) -> Tables:
    """The tables, every entry looked at where no checksum vouches for them. Raises Damaged.

    Entries of another schema are not looked at: what they must be, their own version knows.
    """
    tables, is_ours = parse(data)
    if not is_ours and schema_of(tables) == SCHEMA:
        check_entries(data, tables)
    return tables


def entry_of(document: Document) -> Entry:
    """The entry that a document holds; decoded once. Raises Damaged."""
    if document.decoded is None:
        try:
            document.decoded = _decode_entry(document.raw)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
            raise Damaged(_words(error)) from None
    entry: Entry = document.decoded
    return entry


def check_entries(data: bytes, tables: Tables) -> None:
    """Decode every entry, for a file that no checksum vouches for. Raises Damaged with the line."""
    seen: dict[str, str] = {}
    for key, document in tables["entries"].items():
        try:
            uid = entry_of(document).uid
        except Damaged as damage:
            raise Damaged(f"entry {key}: {damage.reason}", _line_of_document(data, "entries", key)) from None
        if uid in seen:
            raise Damaged(
                f"entries {seen[uid]} and {key} have the same uid {uid}",
                _line_of_document(data, "entries", key),
            )
        seen[uid] = key


def _on_one_line(document: Document) -> Document:
    raw = bytes(document.raw)
    return (
        Document(msgspec.json.format(raw, indent=-1), key=document.key)
        if b"\n" in raw or b": " in raw
        else document
    )


def _check(data: bytes) -> None:
    """What the fast decoder lets pass: bytes that are no UTF-8, and names that come twice."""
    import json

    if data.startswith(b"\xef\xbb\xbf"):
        raise Damaged("the file starts with a byte order mark", 1)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        raise Damaged(f"{error.reason} (not UTF-8)", _line(data, error.start)) from None
    try:
        json.loads(text, object_pairs_hook=_unique, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise Damaged(error.msg, error.lineno) from None
    except _Twice as error:
        raise Damaged(f"the name {error.name!r} comes twice in one object", _line_of_twice(text)) from None
    except RecursionError:
        raise Damaged("nested too deeply") from None
    except ValueError as error:
        raise Damaged(str(error)) from None


def _line_of_twice(text: str) -> int:
    """The line in which a name comes for the second time, in a file of one document to a line; else 0."""
    import json

    seen: set[str] = set()
    for number, line in enumerate(text.split("\n"), 1):
        name, _, document = line.partition(": ")
        if document == "{":
            seen.clear()
        elif document and name in seen:
            return number
        else:
            seen.add(name)
        try:
            json.loads(document.rstrip(","), object_pairs_hook=_unique)
        except _Twice:
            return number
        except ValueError:
            continue
    return 0


class _Twice(Exception):
    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) != len(pairs):
        names = [name for name, _ in pairs]
        raise _Twice(next(name for name in names if names.count(name) > 1))
    return fields


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON")


def _check_shape(data: bytes, tables: Tables) -> None:
    meta = tables.get(META, {}).get("1")
    if meta is None:
        raise Damaged("not a retrotui notebook: it has no _meta table")
    try:
        known = msgspec.json.decode(meta.raw, type=Meta)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise Damaged(f"_meta: {_words(error)}", 1) from None
    if known.app != APP:
        raise Damaged(f"not a retrotui notebook: it belongs to {known.app!r}", 1)
    for name, documents in tables.items():
        for key in documents:
            if not key.isdecimal() or not key.isascii() or key != str(int(key)):
                raise Damaged(f"table {name}: {key!r} is no document id", _line_of_document(data, name, key))
    for name in TABLES:
        tables.setdefault(name, {})


class Meta(msgspec.Struct, frozen=True):
    """The `_meta` document."""

    app: str
    schema: int
    gen: int = 0
    """Counts the saves."""
    next: dict[str, int] = {}
    """The next document id of each table; ids are never used again."""
    sum: str = ""


def _damage(data: bytes, error: Exception) -> Damaged:
    match = _BYTE.search(str(error))
    return Damaged(_words(error), _line(data, int(match[1])) if match else 0)


def _words(error: Exception) -> str:
    return "nested too deeply" if isinstance(error, RecursionError) else str(error)


def _line(data: bytes, offset: int) -> int:
    return data.count(b"\n", 0, offset) + 1


def _line_of_document(data: bytes, table: str, key: str) -> int:
    start = max(0, data.find(_encode(table) + b":"))
    at = data.find(_encode(key) + b":", start)
    return _line(data, at) if at >= 0 else 0
