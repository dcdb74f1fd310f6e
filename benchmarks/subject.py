"""What is measured: command lines and their surroundings, the same for retrotui, the floor and a peer."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import msgspec

from benchmarks import notebook

ROOT = Path(__file__).resolve().parent.parent
SIZES = (100, 1_000, 10_000, 50_000)
"""Entries of the notebooks that are made."""


class Program(msgspec.Struct, frozen=True):
    """A command line and its environment."""

    command: tuple[str, ...]
    environ: dict[str, str]

    def with_words(self, *words: str) -> Program:
        """The same with more arguments."""
        return Program((*self.command, *words), self.environ)


class Place:
    """A folder for one group of figures: notebooks, and homes in which no settings of the user's are found."""

    def __init__(self, folder: Path, originals: Path) -> None:
        folder.mkdir()
        self.folder = folder
        self._originals = originals

    def notebook(self, size: int, *, lines: bool = False, copy: str = "") -> Path:
        """A copy of a notebook of so many entries (see `notebook.write`), as measuring adds to it.

        The group's own one, or another, named one: what was typed into the app is offered again at the next start.
        """
        name = f"{size}-lines" if lines else str(size)
        original, mine = self._originals / name, self.folder / f"{name}{copy}"
        if not original.exists():
            original.mkdir(parents=True)
            notebook.write(original / "notebook.json", size, self._originals / f"state-{name}", lines=lines)
        if not mine.exists():
            shutil.copytree(original, mine)
        return mine / "notebook.json"

    def empty(self, name: str) -> Path:
        """Where a new notebook can be made."""
        path = self.folder / name / "notebook.json"
        path.parent.mkdir()
        return path

    def retrotui(self, path: Path) -> Program:
        """retrotui on a notebook, started as its console script starts it."""
        command = (sys.executable, "-P", "-c", "from retrotui.__main__ import main; main()")
        return Program(command, {**self._environ(self._state(path)), "RETROTUI_NOTEBOOK": str(path)})

    def floor(self) -> Program:
        """The bare Textual app."""
        command = (sys.executable, "-P", "-c", "from benchmarks.floor import main; main()")
        return Program(command, self._environ(self.folder))

    def python(self, code: str = "pass") -> Program:
        """The interpreter alone."""
        return Program((sys.executable, "-P", "-c", code), self._environ(self.folder))

    def jrnl(self, size: int) -> Program | None:
        """jrnl on a journal of so many entries; None where it is not installed."""
        beside = str(Path(sys.executable).parent)
        found = shutil.which("jrnl", path=os.pathsep.join((beside, os.environ.get("PATH", os.defpath))))
        if found is None:
            return None
        journal, config = self.folder / f"jrnl-{size}.txt", self.folder / f"jrnl-{size}.yaml"
        journal.write_text("".join(notebook.as_lines(size)), encoding="utf-8")
        config.write_text(f"journals:\n  default: {journal}\n", encoding="utf-8")
        command = (found, "--config-file", str(config))
        return Program(command, self._environ(self.folder))

    def _state(self, path: Path) -> Path:
        return path.parent / "state"

    def _environ(self, state: Path) -> dict[str, str]:
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("RETROTUI_", "PYTHON", "TEXTUAL", "XDG_", "LC_"))
        }
        return {
            **kept,
            "HOME": str(self.folder),
            "XDG_STATE_HOME": str(state),
            "PYTHONPATH": str(ROOT),
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "LANG": "C.UTF-8",
        }
