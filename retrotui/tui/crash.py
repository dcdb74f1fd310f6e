"""What is told of a fault of the program itself: where it happened, and nothing that the user wrote."""

from __future__ import annotations

import datetime as dt
import os
import sys
import traceback
from pathlib import Path
from types import TracebackType

from retrotui import __version__
from retrotui.wording import _


def report(error: BaseException) -> str:
    """The kinds of the errors and the places in the code; no message and no variable, for they may hold text."""
    lines = [f"retrotui {__version__}, Python {sys.version.split()[0]}"]
    cause: BaseException | None = error
    while cause is not None:
        lines.append(f"{type(cause).__module__}.{type(cause).__qualname__}")
        lines += [
            f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in _frames(cause.__traceback__)
        ]
        cause = _beneath(cause)
    return "\n".join(lines) + "\n"


def _beneath(error: BaseException) -> BaseException | None:
    """What an error came from; Textual's `WorkerFailed` names it in a field of its own."""
    named = getattr(error, "error", None)
    if isinstance(named, BaseException):
        return named
    return error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _frames(trace: TracebackType | None) -> list[traceback.FrameSummary]:
    return list(traceback.StackSummary.extract(traceback.walk_tb(trace), lookup_lines=False))


def write_report(error: BaseException, state_dir: Path) -> Path | None:
    """Write the report for its user alone; None when even that fails."""
    path = state_dir / f"crash-{dt.datetime.now():%Y%m%d-%H%M%S}.log"
    try:
        state_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(report(error))
    except OSError:
        return None
    return path


def farewell(path: Path | None, notebook: Path) -> str:
    """What the user reads after a crash."""
    where = _("The report {path} says where it happened; it holds nothing that you wrote.")
    lines = [
        _("retrotui had to stop because of a fault of its own."),
        _("Everything saved is in {notebook}; what you were typing is offered at the next start."),
        *([where] if path else []),
    ]
    return "".join(f"{line.format(notebook=notebook, path=path)}\n" for line in lines)
