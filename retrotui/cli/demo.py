"""`demo`: the app on a throw-away notebook with examples in it."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import click
from msgspec.structs import replace

from retrotui.cli import output
from retrotui.cli.session import Session, open_app, require_screen
from retrotui.cli.terminal import screen_problem
from retrotui.errors import RetroError
from retrotui.wording import _

_NOTEBOOK = "notebook.json"


@click.command()
@click.option("--keep", metavar="DIR", help="Make the notebook in this folder, and leave it there.")
@click.pass_obj
def demo(session: Session, keep: str | None) -> int:
    """Open a throw-away notebook, filled with six weeks of examples that end today. Your own is not touched.

    With --keep the notebook stays, and is made even where there is no terminal to open it in.
    """
    if keep is not None:
        folder = Path(keep).absolute()
        if (folder / _NOTEBOOK).exists():
            raise RetroError("There is a notebook already", str(folder / _NOTEBOOK), "Name another folder.")
        count = _fill(session, folder)
        told = _("{count} examples: retrotui --notebook {path}")
        output.tell(told.format(count=count, path=folder / _NOTEBOOK))
        if screen_problem(sys.stdin, sys.__stderr__, os.environ):
            return 0
        return open_app(_inside(session, folder))
    require_screen()
    with tempfile.TemporaryDirectory(prefix="retrotui-demo-", ignore_cleanup_errors=True) as name:
        _fill(session, Path(name))
        return open_app(_inside(session, Path(name)))


def _fill(session: Session, folder: Path) -> int:
    from retrotui import demo as story

    story.write_story(folder / "documents", session.today(), story.samples())
    with _inside(session, folder).journal() as journal:
        return story.fill(journal, folder / "documents")


def _inside(session: Session, folder: Path) -> Session:
    """The session on the demo's notebook, with its drafts and history in the same folder."""
    return replace(session, notebook=str(folder / _NOTEBOOK), state=str(folder / "state"))
