"""`move` and `merge`: other days for an entry, and two that become one."""

from __future__ import annotations

import click

from retrotui import rework
from retrotui.cli import output
from retrotui.cli.session import Session
from retrotui.cli.words import DASHES_ARE_TEXT, KEY
from retrotui.model.entry import Entry


@click.command(context_settings=DASHES_ARE_TEXT)
@click.argument("key", type=KEY)
@click.option("--date", required=True, metavar="DAY", help="2026-11-18, yesterday, mon, -3d.")
@click.pass_obj
def move(session: Session, key: str, date: str) -> None:
    """Give the entry KEY other days: those that begin at DAY, or the week, the year, that holds it."""
    day = session.day(date, "--date")
    with session.journal() as journal:
        entry = journal.find(key)
        _say(entry, rework.redate(journal, entry.uid, day))


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
