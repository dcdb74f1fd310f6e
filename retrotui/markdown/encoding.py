"""Bytes to text and back: which encoding a file is in, and whether going there and back gives the same bytes.

Knows nothing of Markdown. A guess is always told in a warning.
"""

from __future__ import annotations

import re

import msgspec

from retrotui.errors import DocumentUnreadable

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
_HAN_COMMON = re.compile("[\u4e00-\u9fff]")
_HANGUL = re.compile("[\uac00-\ud7a3]")
_KANA = re.compile("[\u3040-\u30ff]")
_COMMON = re.compile(
    "[\t\n\r -~\u00a0-\u024f\u2010-\u2027\u3000-\u30ff\u4e00-\u9fff\uac00-\ud7a3\uff00-\uff5e]"
)
_ODD = re.compile("[\uff61-\uff9f\ue000-\uf8ff\u0080-\u009f\ufffd\u3400-\u4dbf\u2500-\u257f\u0400-\u04ff]")


class Decoded(msgspec.Struct, frozen=True):
    """A file's text."""

    text: str
    """With its newlines and BOM as they are."""
    encoding: str
    """A codec that writes the text again."""
    exact: bool = True
    """Whether encoding the text gives the file's bytes."""
    warning: str = ""


def decode(data: bytes, path: str) -> Decoded:
    """The text of a file. Raises DocumentUnreadable for what is too large or no text."""
    if len(data) > LIMIT:
        raise _unreadable(path, f"the file has {len(data):,} bytes, more than {LIMIT:,}")
    for bom, codec in _BOMS:
        if data.startswith(bom):
            return _checked(data, codec, path)
    if data.startswith(_MAGIC):
        raise _unreadable(path, "the file is not text")
    if b"\0" in data[:_SAMPLE]:
        return _without_bom(data, path)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        return _guess(data, error, path)


def _unreadable(path: str, reason: str, line: int = 1) -> DocumentUnreadable:
    return DocumentUnreadable("Can not read the document", f"{path}:{line}: {reason}")


def _checked(data: bytes, codec: str, path: str) -> Decoded:
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise _unreadable(path, f"the file begins like {codec} but is not", line) from error
    if "\0" in text or re.search("[\ud800-\udfff]", text):
        raise _unreadable(path, "the file is not text")
    return Decoded(text, codec, text.encode(codec) == data, f"the text is in {codec.upper()}")


def _without_bom(data: bytes, path: str) -> Decoded:
    scores = [(_readable(data[: _SAMPLE // 2 * 2], codec), codec) for codec in ("utf-16-le", "utf-16-be")]
    if len(data) % 2 == 0 and max(scores)[0] > 0.95:
        return _checked(data, max(scores)[1], path)
    raise _unreadable(path, "the file is not text", data[: data.index(b"\0")].count(b"\n") + 1)


def _readable(sample: bytes, codec: str) -> float:
    """The share of characters that are letters and marks in common use."""
    text = _decoded(sample, codec) or ""
    return len(_COMMON.findall(text)) / len(text) if text else 0.0


def _guess(data: bytes, error: UnicodeDecodeError, path: str) -> Decoded:
    line = data[: error.start].count(b"\n") + 1
    replaced = data.decode("utf-8", errors="replace")
    bad = replaced.count("\ufffd")
    whole = sum(ord(character) > 0x7F for character in replaced) - bad
    if whole >= 4 * bad:
        message = f"line {line}: {bad} byte{'s' if bad > 1 else ''} that are not UTF-8 shown as \ufffd"
        return Decoded(replaced, "utf-8", exact=False, warning=message)
    best = max(_scores(data[:_SAMPLE]), default=(0.0, ""))
    if best[0] > 0.5 and (text := _decoded(data, best[1])) is not None:
        return Decoded(
            text, best[1], text.encode(best[1]) == data, f"the text is read as {best[1]} (a guess)"
        )
    for codec in ("cp1252", "latin-1"):
        text = _decoded(data, codec)
        if text is not None and bad <= 0.2 * len(data) and not re.search("[\x00-\x08\x0e-\x1f]", text):
            return Decoded(text, codec, warning=f"the text is read as {codec} (a guess)")
    raise _unreadable(path, "the file is in no encoding that is known, or is not text", line)


def _decoded(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return None


def _scores(sample: bytes) -> list[tuple[float, str]]:
    """How much like a language the sample is in each East Asian encoding, 1 for clean text of its script."""
    scores: list[tuple[float, str]] = []
    for codec in ("cp949", "cp932", "euc_jp", "gb18030"):
        # A sample may be cut inside a character: a few bytes less must do.
        texts = (_decoded(sample[: len(sample) - cut], codec) for cut in range(4))
        text = next((text for text in texts if text is not None), None)
        if text is None:
            continue
        wide = [character for character in text if ord(character) > 0x7F]
        if not wide:
            continue
        joined = "".join(wide)
        hangul, kana = len(_HANGUL.findall(joined)), len(_KANA.findall(joined))
        han, odd = len(_HAN_COMMON.findall(joined)), len(_ODD.findall(joined))
        match codec:
            case "cp949":
                score: float = hangul - 2 * han - kana
            case "gb18030":
                score = 0.9 * han - 2 * kana - hangul
            case _:
                score = kana + (0.9 * han if kana > 0.15 * len(wide) else 0.3 * han)
        scores.append(((score - 3 * odd) / len(wide), codec))
    return scores
