"""Small pure helpers over strings: cleaning, cell widths, normal forms, slugs.

Knows nothing of retrospectives, files or terminals, and imports only the standard library, so every
layer may use it and the shell commands start fast.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

_NEWLINE = re.compile(r"\r\n|\n|\r")
# C0 without tab and newline, DEL, C1, bidi marks and overrides, BOM, lone surrogates.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
_IDEOGRAPH = "\u3041-\u30ff\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff"
_CLOSING = (
    "\u3001\u3002\u300d\u300f\uff09\uff01\uff1f\u30fc\uff0c\uff0e\u3063\u30c3\u3083-\u3087\u30e3-\u30e7"
)
_WORD = re.compile(f"[{_IDEOGRAPH}][{_CLOSING}]* *|[^ {_IDEOGRAPH}]+ *| +")
_UNSTEADY = re.compile("[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]")
_SLUG_DROP = re.compile(r"[^\w\-]+", re.UNICODE)


def split_lines(text: str) -> list[str]:
    """Split at CRLF, LF and CR only; a text that ends with a newline gives an empty last piece.

    `str.splitlines` also splits at form feeds, U+0085 and U+2028, which are text in a Markdown file and
    would shift every line number after them.
    """
    return _NEWLINE.split(text)


def lines_with_ends(text: str) -> list[str]:
    """The lines of a text with their newlines as written; joined they are the text."""
    lines: list[str] = []
    position = 0
    for match in _NEWLINE.finditer(text):
        lines.append(text[position : match.end()])
        position = match.end()
    return [*lines, text[position:]] if position < len(text) else lines


def clean(text: str) -> str:
    """Make text safe for fields and terminals: newlines become LF, control and bidi characters go.

    Tab, newline, the zero-width joiner and variation selectors stay (emoji need the latter two).
    """
    return _UNSAFE.sub("", _NEWLINE.sub("\n", text))


def clean_line(text: str) -> str:
    """`clean`, on one line: newlines and tabs become single spaces, the ends are stripped."""
    return " ".join(clean(text).split())


def is_unsafe(text: str) -> bool:
    """Whether the text holds a character that must not reach a terminal."""
    return _UNSAFE.search(text) is not None


def visible(text: str) -> str:
    """The text with each unsafe character shown as a visible symbol, for output that must not lose any."""
    return _UNSAFE.sub(_symbol, text)


def _symbol(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"


def steady_width(text: str) -> str:
    """The text without emoji variation selectors and skin tones, which terminals disagree on the width of.

    For what is drawn in columns only; the text itself keeps them.
    """
    return text if text.isascii() else _UNSTEADY.sub("", text)


def nfc(text: str) -> str:
    """Composed form: Hangul typed on macOS arrives decomposed and would match nothing otherwise."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """The form in which texts are compared: compatibility characters unified, case removed."""
    return text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).casefold()


def cell_width(text: str) -> int:
    """How many terminal cells the text takes: 2 for wide characters, 0 for marks and joiners."""
    if text.isascii():
        return len(text)
    return sum(map(_character_width, text))


def _character_width(character: str) -> int:
    if character.isascii():
        return 1
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def truncate(text: str, width: int, measure: Callable[[str], int] = cell_width) -> str:
    """The text in at most `width` cells, with an ellipsis where something was cut."""
    if measure(text) <= width:
        return text
    if width <= 0:
        return ""
    kept = ""
    used = 0
    for character in text:
        size = measure(character)
        if used + size > width - 1:
            break
        kept += character
        used += size
    return kept + "…"


def pad(text: str, width: int, measure: Callable[[str], int] = cell_width) -> str:
    """The text in exactly `width` cells: truncated, or filled with spaces on the right."""
    text = truncate(text, width, measure)
    return text + " " * (width - measure(text))


def wrap(text: str, width: int, measure: Callable[[str], int] = cell_width) -> list[str]:
    """Break one line of text into pieces of at most `width` cells, at spaces where possible.

    Words wider than the line, and runs of wide characters (Hangul, Kana, Han: any of them may end a
    line), are broken between characters, never inside one. Always returns at least one piece.
    """
    width = max(width, 2)
    pieces: list[str] = []
    line = ""
    used = 0
    for word in _words(text):
        size = measure(word)
        if used + size <= width:
            line += word
            used += size
            continue
        bare = word.rstrip(" ")
        if used + measure(bare) <= width:
            pieces.append(line + bare)
            line, used = "", 0
            continue
        if line.strip():
            pieces.append(line.rstrip(" "))
            line, used = "", 0
        for character in word if size > width else ():
            step = measure(character)
            if used + step > width:
                pieces.append(line)
                line, used = "", 0
            line += character
            used += step
        if size <= width:
            line, used = word, size
    pieces.append(line.rstrip(" "))
    return pieces if len(pieces) == 1 or pieces[-1] else pieces[:-1]


def _words(text: str) -> Iterator[str]:
    """Words with the spaces that follow them; a Kana or Han character is a word with its closing punctuation."""
    for match in _WORD.finditer(text.expandtabs(4)):
        yield match[0]


def slug(text: str, *, limit: int = 180) -> str:
    """A file name's stem for a title: NFC, letters of any script, digits and dashes, at most `limit` bytes."""
    stem = _SLUG_DROP.sub("-", nfc(text)).strip("-_").casefold()
    stem = re.sub(r"-{2,}", "-", stem)
    while len(stem.encode("utf-8")) > limit:
        stem = stem[:-1]
    return stem.strip("-_") or "untitled"
