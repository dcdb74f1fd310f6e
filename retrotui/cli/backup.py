"""The way back: `backup`, `restore`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from retrotui.cli import output
from retrotui.cli.session import LOCK_TIMEOUT, Session
from retrotui.errors import RetroError
from retrotui.text import slug
from retrotui.wording import _, ngettext

if TYPE_CHECKING:
    from retrotui.rescue import Backup


@click.command()
@click.argument("label", required=False, default="kept")
@click.pass_obj
def backup(session: Session, label: str) -> None:
    """Keep the notebook as it is now as a backup called LABEL that is never rotated away; prints where it is."""
    with session.journal() as journal:
        if not journal.notebook.path.exists():
            raise RetroError(
                "There is nothing to back up", "{path} is not there yet.", path=journal.notebook.path
            )
        path = journal.notebook.backup(slug(label, limit=60))
    output.say(str(path))


@click.command()
@click.argument("name", required=False, default="", metavar="[BACKUP]")
@click.option("--list", "only_list", is_flag=True, help="List the backups, the newest first.")
@click.option("--json", "as_json", is_flag=True, help="List them as JSON, for programs.")
@click.pass_obj
def restore(session: Session, name: str, only_list: bool, as_json: bool) -> None:
    """Put BACKUP in the notebook's place: a name that --list shows, the start of one, or a file.

    Without a name it is the newest good one. The notebook need not be readable, and is kept in any case.
    """
    from retrotui import rescue

    paths = session.settings()[0]
    found = rescue.backups(paths.notebook, paths.state)
    if only_list or as_json:
        _list(found, as_json)
        return
    done = rescue.restore(
        paths.notebook,
        rescue.choose(found, name),
        state_dir=paths.state,
        clock=session.clock,
        lock_timeout=LOCK_TIMEOUT,
    )
    output.say(
        _("restored: {name} of {at} with {count} entries").format(
            name=_name(done.backup), at=_when(done.backup.at), count=done.backup.entries
        )
    )
    if done.aside is not None:
        output.tell(_("The file that was there is kept: {path}").format(path=done.aside))


def _list(found: Sequence[Backup], as_json: bool) -> None:
    if as_json:
        output.say_json([_document(each) for each in found])
        return
    if not found:
        output.tell(_("No backups yet; the second save makes the first one."))
    output.say_table(
        (_name(each), _when(each.at), _entries(each) if each.is_good else _("can not be read"), "")
        for each in found
    )


def _entries(backup: Backup) -> str:
    return ngettext("{count} entry", "{count} entries", backup.entries).format(count=backup.entries)


def _document(backup: Backup) -> dict[str, object]:
    return {
        "name": _name(backup),
        "path": str(backup.path),
        "at": backup.at.isoformat(),
        "size": backup.size,
        "entries": backup.entries if backup.is_good else None,
        "good": backup.is_good,
    }


def _name(backup: Backup) -> str:
    return backup.name.removesuffix(".json")


def _when(at: dt.datetime) -> str:
    return at.astimezone().strftime("%Y-%m-%d %H:%M")
