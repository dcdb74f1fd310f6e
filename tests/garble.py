"""Text broken as programs break it, for the tests of the repair."""

from __future__ import annotations

GONE = bytes([0x81, 0x8D, 0x8E, 0x8F, 0x90, 0x9D, 0x9E, 0xAD])
"""What cp1254 does not define, and the soft hyphen."""


def garbled(text: str, codec: str = "cp1254", *, lossy: bool = True) -> str:
    """UTF-8 read as a code page; bytes that it lacks stay as controls, or are gone."""
    table = {byte: bytes([byte]).decode(codec, "ignore") or chr(byte) for byte in range(256)}
    return "".join(table[byte] for byte in text.encode() if not (lossy and byte in GONE))
