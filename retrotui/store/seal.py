"""The first line of a notebook: whose it is, which schema it has, and the checksum of all the rest.

Imports no library: every line from the shell passes here.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable

APP = "retrotui"
SCHEMA = 1
"""The schema that this version reads and writes; `migrations` leads to it from the older ones."""
_BEGIN = b'{"_meta": {"1": {"app":"retrotui",'
_SUM = re.compile(rb',"sum":"([0-9a-f]{8})"\}\},?$')


def body(data: bytes) -> int:
    """Where what the checksum covers begins: behind the first line."""
    return data.find(b"\n") + 1


def stated(data: bytes) -> int | None:
    """The checksum that the first line states; None where it is no first line of ours."""
    end = body(data) - 1 if data.startswith(_BEGIN) else -1
    match = _SUM.search(data, max(0, end - 40), end) if end > 0 else None
    return int(match[1], 16) if match else None


def holds(data: bytes) -> bool:
    """Whether the checksum vouches for the whole file."""
    expected = stated(data)
    return expected is not None and expected == zlib.crc32(memoryview(data)[body(data) :])


def checksum(pieces: Iterable[bytes | memoryview], total: int = 0) -> int:
    """The checksum of bytes given in pieces, or of what goes on from a checksum."""
    for piece in pieces:
        total = zlib.crc32(piece, total)
    return total
