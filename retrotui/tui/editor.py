"""The user's own editor on a text, outside the app."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

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
    """The text as the editor left it, cleaned, and what went wrong: None and a reason. Raises nothing of its own.

    The file is the user's alone and is gone afterwards.
    """
    try:
        with tempfile.TemporaryDirectory(prefix="retrotui-") as folder:
            path = Path(folder, "item.md")
            path.touch(0o600)
            path.write_text(text, encoding="utf-8")
            editor(path)
            return clean(path.read_text(encoding="utf-8")).strip("\n"), ""
    except (OSError, ValueError) as error:
        return None, str(error)
