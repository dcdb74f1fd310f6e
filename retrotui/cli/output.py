"""What the shell commands print: data on stdout, messages on stderr, never a control character from user text.

Colour only where somebody looks: a terminal, and no NO_COLOR. Every command imports this module, so what only some of
them need is imported where it is used.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import sys
from collections.abc import Iterable, Sequence
from typing import IO, Any

import click

from retrotui.errors import RetroError
from retrotui.text import cell_width, pad, truncate, visible
from retrotui.wording import _, told

_UNPRINTABLE = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def prepare() -> None:
    """Let no character that the terminal's encoding lacks end a command with an error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def flush() -> None:
    """Send what was printed; without it, a reader that went away is noticed too late to leave quietly."""
    if sys.stdout is not None:
        sys.stdout.flush()


def abandon() -> None:
    """Send what is left unprinted nowhere, as the interpreter would fail on it once more when it leaves."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            with contextlib.suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def settle() -> None:
    """Print what is still unprinted; where the terminal is gone, let it go, so that the exit code stays ours."""
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
    except (OSError, ValueError):
        abandon()


def say(text: str = "") -> None:
    """Print a line, or several, of data."""
    _write(sys.stdout, visible(text))


def say_line(text: str, style: str = "") -> None:
    """Print a line in a style (`layout.Line`); colour only where it is wanted."""
    styles: dict[str, dict[str, bool]] = {"heading": {"bold": True}, "faint": {"dim": True}}
    text = visible(text)
    _write(sys.stdout, click.style(text, **styles[style]) if style and text and wants_colour() else text)


def tell(text: str) -> None:
    """Print a message to the person at the keyboard."""
    flush()
    _write(sys.stderr, visible(text))


def tell_error(error: RetroError) -> None:
    """Print an error: what failed, why, and what to do about it."""
    title, *rest = "\n".join(part for part in told(error) if part).split("\n")
    tell("\n".join([f"retrotui: {title}", *(f"  {line}" for line in rest)]))


def tell_usage(error: click.ClickException) -> None:
    """Print what is wrong with a command line, and where its help is."""
    tell(f"retrotui: {error.format_message()}")
    context = getattr(error, "ctx", None)
    if context is not None:
        tell("  " + _("`{command} --help` shows how it is used.").format(command=context.command_path))


def say_json(value: Any) -> None:
    """Print a value as JSON; characters that a terminal would act on are escaped, so it is safe and the same everywhere."""
    import json

    text = json.dumps(value, ensure_ascii=False, indent=2)
    _write(sys.stdout, _UNPRINTABLE.sub(lambda match: f"\\u{ord(match[0]):04x}", text))


def say_bytes(data: bytes) -> None:
    """Print a document: as it is to a file or pipe, with unsafe characters made visible to a terminal."""
    if is_terminal(sys.stdout):
        _write(sys.stdout, visible(data.decode("utf-8", "replace")).replace("\u240d\n", "\n"), end="")
        return
    flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def say_table(rows: Iterable[Sequence[str]]) -> None:
    """Print rows with their columns aligned by terminal cells; on a terminal no line is wider than it.

    The column before the last one gives way.
    """
    lines = [[visible(cell) for cell in row] for row in rows]
    if not lines:
        return
    widths = [max(map(cell_width, column)) for column in zip(*lines, strict=True)]
    if is_terminal(sys.stdout):
        room = terminal_width() - sum(widths) + widths[-2] - 2 * (len(widths) - 1)
        widths[-2] = min(widths[-2], max(room, 8))
    for line in lines:
        cells = [pad(cell, width) for cell, width in zip(line, widths, strict=True)]
        _write(sys.stdout, "  ".join(cells).rstrip())


def wants_colour() -> bool:
    """Whether somebody looks who can and wants to see colour."""
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return is_terminal(sys.stdout) and not plain


def is_terminal(stream: IO[Any] | None) -> bool:
    """Whether the stream is a terminal; a closed one is none."""
    try:
        return stream is not None and stream.isatty()
    except ValueError:
        return False


def terminal_width() -> int:
    """How many cells a line has."""
    import shutil

    return max(shutil.get_terminal_size().columns, 20)


def fitted(text: str) -> str:
    """The text in one line of the terminal, or whole when there is none."""
    return truncate(text, terminal_width()) if is_terminal(sys.stdout) else text


def _write(stream: IO[str] | None, text: str, end: str = "\n") -> None:
    # None when the shell closed the stream (`>&-`).
    if stream is not None:
        stream.write(text + end)
