"""What the terminal can do, for opening the app and for `doctor`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import IO, Any

from retrotui.cli.output import is_terminal
from retrotui.wording import _


def screen_problem(stdin: IO[Any] | None, screen: IO[Any] | None, environ: Mapping[str, str]) -> str:
    """Why a full-screen program can not run here, in a sentence; empty when it can.

    `screen` is the stream that the app draws on, which is stderr.
    """
    if not is_terminal(stdin):
        return _("The input is not a terminal, so no key could be pressed.")
    if not is_terminal(screen):
        return _("stderr is not a terminal, and the app draws there.")
    if environ.get("TERM") == "dumb":
        return _("TERM=dumb says that this terminal has no full screen.")
    encoding = encoding_name(screen)
    if encoding != "utf-8":
        return _("The terminal's encoding is {encoding}, not UTF-8: start with LANG=C.UTF-8.").format(
            encoding=encoding
        )
    return ""


def encoding_name(stream: IO[Any] | None) -> str:
    """The stream's encoding in its usual spelling, such as `utf-8`."""
    name = (getattr(stream, "encoding", None) or "unknown").lower().replace("_", "-")
    return "utf-8" if name in ("utf8", "utf-8") else name
