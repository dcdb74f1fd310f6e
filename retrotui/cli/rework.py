"""`edit`, `move` and `merge`: an entry in the user's editor, of other days or another kind, two that become one."""

from __future__ import annotations

import os
import sys

import click

from retrotui import rework
from retrotui.cli import output
from retrotui.cli.session import Session
from retrotui.cli.words import DASHES_ARE_TEXT, KEY
from retrotui.errors import RetroError, UsageError
from retrotui.model import kinds
from retrotui.model.entry import Entry
from retrotui.wording import _, said


@click.command("edit", context_settings=DASHES_ARE_TEXT)
@click.argument("key", type=KEY)
@click.pass_obj
def edit_entry(session: Session, key: str) -> int:
    """Open the entry KEY as Markdown in $VISUAL or $EDITOR, and take in what was changed.

    What changes in the notebook meanwhile is merged with it. An empty file changes nothing.
    """
    from retrotui import editor
    from retrotui.exchange import rewrite

    if not sys.stdin.isatty() and not any(map(os.environ.get, ("VISUAL", "EDITOR"))):
        raise UsageError("No editor", "Without a terminal $EDITOR has to name one that needs none.")
    paths, settings = session.settings()
    own = settings.own_labels(paths)
    with session.journal() as journal:
        opened = journal.find(key)
    before = rewrite.text_of(opened, own)
    name = f"{opened.key.replace('/', '-')}.md"
    text, problem = editor.edited_document(before, name, editor.open_editor)
    if problem:
        raise RetroError("The editor failed", problem, "$VISUAL or $EDITOR names the editor.")
    if not text.strip() or text == before:
        output.tell(_("Nothing was changed."))
        return 0
    # On disk until the notebook has it, whatever goes wrong in between.
    kept = editor.keep(paths.state, name, text)
    try:
        with session.journal() as journal:
            found = rewrite.rewrite(journal, opened, text, own)
    except RetroError:
        output.tell(_("What you wrote is in {path}.").format(path=kept))
        raise
    kept.unlink()
    for warning in found.warnings:
        output.tell(said(warning))
    output.say(f"{found.entry.key}  {found.entry.title}")
    return 0


@click.command(context_settings=DASHES_ARE_TEXT)
@click.argument("key", type=KEY)
@click.option("--date", metavar="DAY", help="2026-11-18, 2026-W47, 2025, yesterday, mon, -1w.")
@click.option("--kind", type=click.Choice(list(kinds.KINDS)), help="What it is to be instead.")
@click.pass_obj
def move(session: Session, key: str, date: str | None, kind: str | None) -> None:
    """Give the entry KEY other days, those that begin at DAY or the week or year that holds it, or make it another KIND."""
    if date is None and kind is None:
        raise UsageError("Move where to?", "Give --date, --kind, or both.")
    day = session.period(date, "--date").start if date is not None else None
    paths, settings = session.settings()
    with session.journal() as journal:
        before = after = journal.find(key)
        if kind is not None:
            from retrotui.exchange import rewrite

            after = rewrite.rekind(journal, before.uid, kind, settings.own_labels(paths))
        if day is not None:
            after = rework.redate(journal, before.uid, day)
        others = [
            each.key
            for each in journal.entries(after.kind)
            if (each.start, each.end) == (after.start, after.end) and each.uid != after.uid
        ]
    _say(before, after)
    if others and kinds.KINDS[after.kind].steady:
        told = _("There is {other} as well; `retrotui merge {other} {key}` joins them.")
        output.tell(told.format(other=others[0], key=after.key))


@click.command(context_settings=DASHES_ARE_TEXT)
@click.argument("key", type=KEY)
@click.argument("other", type=KEY, metavar="KEY")
@click.pass_obj
def merge(session: Session, key: str, other: str) -> None:
    """Take everything of the second entry into the first; the second goes to the trash. Links hold."""
    with session.journal() as journal:
        joined = journal.find(other)
        _say(joined, rework.join(journal, journal.find(key).uid, joined.uid))


def _say(before: Entry, after: Entry) -> None:
    output.say(f"{before.key} → {after.key}  {after.title}")
