"""Bytes to text and back: which encoding a file is in, and whether going there and back gives the same bytes.

Knows nothing of Markdown. A guess is always told in a warning.
"""

from __future__ import annotations

import re
from collections.abc import Container

import msgspec

from retrotui.errors import DocumentUnreadable, Remark, Word
from retrotui.markdown import legacy

LIMIT = 8 * 1024 * 1024
"""Files above this many bytes are refused: a retrospective is text that a person wrote."""

_MAGIC = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"%PDF",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"\x7fELF",
    b"BZh",
    b"SQLite",
    b"\xfd7zXZ",
)
_BOMS = (
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_SAMPLE = 64 * 1024
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")
_COMMON = re.compile(
    "[\t\n\r -~\u00a0-\u024f\u2010-\u2027\u3000-\u30ff\u4e00-\u9fff\uac00-\ud7a3\uff00-\uff5e]"
)


class Decoded(msgspec.Struct, frozen=True):
    """A file's text."""

    text: str
    """With its newlines and BOM as they are."""
    encoding: str
    """A codec that writes the text again."""
    exact: bool = True
    """Whether encoding the text gives the file's bytes."""
    warning: str = ""
    is_sure: bool = True
    """False where another encoding is nearly as likely."""


def decode(data: bytes, path: str, language: str = "", known: Container[str] = ()) -> Decoded:
    """The text of a file. Raises DocumentUnreadable for what is too large or no text.

    `language` decides where a guess must be made, and `known` are words that speak for it (`legacy.guess`).
    """
    if len(data) > LIMIT:
        raise _unreadable(
            path, Remark("the file has {size:,} bytes, more than {limit:,}", size=len(data), limit=LIMIT)
        )
    for bom, codec in _BOMS:
        if data.startswith(bom):
            return _checked(data, codec, path)
    if data.startswith(_MAGIC):
        raise _unreadable(path, Word("the file is not text"))
    if b"\0" in data[:_SAMPLE]:
        return _without_bom(data, path)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        return _guess(data, error, path, language, known)


def _unreadable(path: str, reason: str, line: int = 1) -> DocumentUnreadable:
    return DocumentUnreadable(
        "Can not read the document", "{path}:{line}: {reason}", path=path, line=line, reason=reason
    )


def _checked(data: bytes, codec: str, path: str) -> Decoded:
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise _unreadable(
            path, Remark("the file begins like {codec} but is not", codec=codec), line
        ) from error
    if "\0" in text or re.search("[\ud800-\udfff]", text):
        raise _unreadable(path, Word("the file is not text"))
    return Decoded(text, codec, text.encode(codec) == data, f"the text is in {codec.upper()}")


def _without_bom(data: bytes, path: str) -> Decoded:
    scores = [(_readable(data[: _SAMPLE // 2 * 2], codec), codec) for codec in ("utf-16-le", "utf-16-be")]
    if len(data) % 2 == 0 and max(scores)[0] > 0.95:
        return _checked(data, max(scores)[1], path)
    raise _unreadable(path, Word("the file is not text"), data[: data.index(b"\0")].count(b"\n") + 1)


def _readable(sample: bytes, codec: str) -> float:
    """The share of characters that are letters and marks in common use."""
    text = _decoded(sample, codec) or ""
    return len(_COMMON.findall(text)) / len(text) if text else 0.0


def _guess(
    data: bytes, error: UnicodeDecodeError, path: str, language: str, known: Container[str]
) -> Decoded:
    line = data[: error.start].count(b"\n") + 1
    replaced = data.decode("utf-8", errors="replace")
    bad = replaced.count("\ufffd")
    whole = sum(ord(character) > 0x7F for character in replaced) - bad
    if whole >= 4 * bad:
        told = (
            Remark("line {line}: {count} bytes that are not UTF-8 shown as \ufffd", line=line, count=bad)
            if bad > 1
            else Remark("line {line}: 1 byte that is not UTF-8 shown as \ufffd", line=line)
        )
        return Decoded(replaced, "utf-8", exact=False, warning=told)
    found = legacy.guess(data, language, known)
    if found and (found.codec != "cp1252" or not _CONTROL.search(found.text)):
        return _guessed(data, found)
    for codec in ("cp1252", "latin-1"):
        text = _decoded(data, codec)
        if text is not None and bad <= 0.2 * len(data) and not _CONTROL.search(text):
            return Decoded(text, codec, warning=Remark("the text is read as {codec} (a guess)", codec=codec))
    raise _unreadable(path, Word("the file is in no encoding that is known, or is not text"), line)


def _guessed(data: bytes, found: legacy.Guess) -> Decoded:
    warning = Remark("the text is read as {codec} (a guess)", codec=found.codec)
    if found.other:
        warning = Remark(
            "the text is read as {codec}, but it may be {other}; --language decides",
            codec=found.codec,
            other=found.other,
        )
    exact = found.text.encode(found.codec) == data
    return Decoded(found.text, found.codec, exact, warning, not found.other)


def _decoded(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return None
