"""The user's own editor on a text, outside the app."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from retrotui.errors import DocumentUnreadable
from retrotui.text import clean
from retrotui.wording import _

Editor = Callable[[Path], None]
"""Opens a file in an editor and returns when it is closed. Raises OSError or ValueError."""


def open_editor(path: Path) -> None:
    """Run $VISUAL or $EDITOR, else vi, on a file. Raises OSError when it can not be started, ValueError when
    it reports a failure (`:cq` in vi)."""
    command = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    code = subprocess.run([*shlex.split(command), str(path)], check=False).returncode
    if code:
        told = _("{command} ended with code {code}, so nothing was changed")
        raise ValueError(told.format(command=command, code=code))


def edited(text: str, editor: Editor) -> tuple[str | None, str]:
    """The text of an item as the editor left it, cleaned, and what went wrong: None and a reason. Raises nothing."""
    after, problem = edited_document(text, "item.md", editor)
    return (None, problem) if problem else (clean(after).strip("\n"), "")


def edited_document(text: str, name: str, editor: Editor) -> tuple[str, str]:
    """The text as the editor left it in a file of the name, and what went wrong, or empty. Raises nothing of its own.

    The file is the user's alone and is gone afterwards, but for one that can not be read as text: the reason names it.
    Line ends are what they are; an editor may save in the encoding of its language.
    """
    from retrotui.markdown import encoding

    folder, problem = "", ""
    try:
        folder = tempfile.mkdtemp(prefix="retrotui-")
        path = Path(folder, name)
        path.touch(0o600)
        path.write_bytes(text.encode("utf-8"))
        editor(path)
        after = encoding.decode(path.read_bytes(), str(path)).text
    except DocumentUnreadable as error:
        return "", error.message
    except OSError as error:
        after, problem = "", f"{error.filename}: {error.strerror}" if error.filename else str(error)
    except ValueError as error:
        after, problem = "", str(error)
    shutil.rmtree(folder, ignore_errors=True)
    return after, problem


def keep(state: Path, name: str, text: str) -> Path:
    """Write a text into a file of its own in the state folder, until it is taken in; gives the path. Raises OSError."""
    folder = state / "edited"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, path = tempfile.mkstemp(dir=folder, prefix=f"{Path(name).stem}-", suffix=".md")
    with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
        file.write(text)
    return Path(path)
