"""What was deleted: `trash`, `trash restore`, `trash purge`."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from retrotui.cli import output
from retrotui.cli.session import Session
from retrotui.errors import AmbiguousKey, EntryNotFound, UsageError
from retrotui.wording import N_, _, ngettext

if TYPE_CHECKING:
    from retrotui.journal import Journal
    from retrotui.trash import Trashed

_EMPTY = N_("The trash is empty.")


@click.group(invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="As JSON, for programs.")
@click.pass_context
def trash(ctx: click.Context, as_json: bool) -> None:
    """List what was deleted and can be restored, the newest first."""
    if ctx.invoked_subcommand is not None:
        return
    with ctx.obj.journal() as journal:
        rows = [_described(trashed, id_, journal) for id_, trashed in _by_id(journal).items()]
    if as_json:
        output.say_json(rows)
        return
    if not rows:
        output.tell(_(_EMPTY))
    output.say_table(
        (
            row["id"],
            row["at"][:16].replace("T", " "),
            f"{row['key']} {row['label']}".rstrip(),
            row["text"],
            "",
        )
        for row in rows
    )


@trash.command()
@click.argument("ids", nargs=-1, required=True, metavar="ID…")
@click.pass_obj
def restore(session: Session, ids: tuple[str, ...]) -> None:
    """Bring what was deleted under ID… back to where it was. `undo` takes it back again."""
    with session.journal() as journal:
        for trashed in _meant(journal, ids):
            entry = journal.restore_trashed(trashed.uid)
            item = next((each for each in entry.items() if each.uid == trashed.uid), None)
            words = f"{item.label} {item.text}".strip() if item else entry.title
            output.say(_("restored: {what}").format(what=f"{entry.key}  {words}"))


@trash.command()
@click.argument("ids", nargs=-1, metavar="[ID…]")
@click.option("--all", "everything", is_flag=True, help="All that is in the trash.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_obj
def purge(session: Session, ids: tuple[str, ...], everything: bool, yes: bool) -> int:
    """Forget what was deleted under ID… for good: also in the history, the backups and the source of an import.

    This is for a secret that slipped in, and can not be undone. Files that you imported or exported are yours to clean.
    """
    if bool(ids) == everything:
        raise UsageError("Purge what?", "Give ids, as `retrotui trash` shows them, or --all.")
    with session.journal() as journal:
        chosen = list(journal.trash()) if everything else _meant(journal, ids)
        if not chosen:
            output.tell(_(_EMPTY))
            return 0
        if everything and not yes and output.is_terminal(sys.stdin):
            click.confirm(
                ngettext(
                    "Forget {count} thing for good?", "Forget {count} things for good?", len(chosen)
                ).format(count=len(chosen)),
                abort=True,
                err=True,
            )
        paths, settings = session.settings()
        forgotten = journal.purge([trashed.uid for trashed in chosen], settings.own_labels(paths))
    count = len(forgotten)
    output.say(ngettext("purged: {count} thing", "purged: {count} things", count).format(count=count))
    return 0


def _by_id(journal: Journal) -> Mapping[str, Trashed]:
    """What is in the trash by short id, the newest first."""
    from retrotui.trash import short_ids

    graves = journal.trash()
    ids = short_ids(trashed.uid for trashed in graves)
    return {ids[trashed.uid]: trashed for trashed in graves}


def _meant(journal: Journal, ids: Sequence[str]) -> list[Trashed]:
    """What the ids mean, each once. Raises EntryNotFound, or AmbiguousKey with the candidates."""
    from retrotui.trash import meant

    graves = {trashed.uid: trashed for trashed in journal.trash()}
    chosen: dict[str, Trashed] = {}
    for query in ids:
        uids = meant(query, graves)
        if not uids:
            raise EntryNotFound(
                "Not in the trash",
                "Nothing there has the id {query!r}.",
                "`retrotui trash` shows all ids.",
                query=query,
            )
        if len(uids) > 1:
            raise AmbiguousKey("Several ids match", "\n".join(uids), "Give more of the id.")
        chosen[uids[0]] = graves[uids[0]]
    return list(chosen.values())


def _described(trashed: Trashed, short: str, journal: Journal) -> dict[str, Any]:
    """One thing in the trash as `--json` tells it."""
    item, entry = trashed.item, trashed.entry
    about = {"id": short, "uid": trashed.uid, "at": trashed.at.astimezone().isoformat(timespec="seconds")}
    if entry is not None:
        return {
            **about,
            "what": "entry",
            "key": entry.key,
            "label": "",
            "role": "",
            "text": entry.title,
            "body": "",
        }
    return {
        **about,
        "what": "item",
        "key": _key_of(trashed.entry_uid, journal),
        "label": item.label if item else "",
        "role": trashed.role,
        "text": item.text if item else "",
        "body": item.body if item else "",
    }


def _key_of(uid: str, journal: Journal) -> str:
    """The key of an entry that is there or in the trash; empty for one that is gone for good."""
    if head := journal.notebook.heads().get(uid):
        return head.key
    buried = (trashed.entry for trashed in journal.trash() if trashed.uid == uid)
    return next((entry.key for entry in buried if entry), "")
