"""`link` and `renumber`: what belongs together, and what it is called."""

from __future__ import annotations

import click

from retrotui import week
from retrotui.cli import output
from retrotui.cli.session import Session
from retrotui.cli.words import DASHES_ARE_TEXT, KEY
from retrotui.errors import UsageError
from retrotui.journal import Journal
from retrotui.model.entry import Entry, Item, Link
from retrotui.wording import _


@click.command(context_settings=DASHES_ARE_TEXT)
@click.argument("key", type=KEY)
@click.argument("label")
@click.argument("answered", nargs=-1, metavar="[LABEL…]")
@click.option("--same", nargs=2, metavar="KEY LABEL", help="The problem is this earlier one.")
@click.option("--other", nargs=2, metavar="KEY LABEL", help="It is not this earlier one, alike as they look.")
@click.pass_obj
def link(
    session: Session,
    key: str,
    label: str,
    answered: tuple[str, ...],
    same: tuple[str, str] | None,
    other: tuple[str, str] | None,
) -> None:
    """Say what the try LABEL of the entry KEY answers, such as `link 2026-W47 T1 P1 K2`; without labels: nothing.

    `link 2026-W47 P1 --same 2026-W44 P2` says that a problem is an earlier one, `--other` that it is not.
    """
    if bool(answered) + bool(same) + bool(other) > 1:
        raise UsageError("Which link?", "There are labels, --same or --other, one of them.")
    with session.journal() as journal:
        entry = journal.find(key)
        item = journal.find_item(entry, label)
        if earlier := same or other:
            _say_of_problem(journal, entry, item, earlier, same=bool(same))
        else:
            _answer(journal, entry, item, answered)


def _answer(journal: Journal, entry: Entry, item: Item, labels: tuple[str, ...]) -> None:
    if item not in entry.items_of("try"):
        raise UsageError("Links begin at a try", "{name} is none.", name=f"{entry.key} {item.label}")
    found = {(each := journal.find_item(entry, name)).uid: each.label for name in labels}
    if item.uid in found:
        raise UsageError("A try answers problems and keeps", "{name} can not answer itself.", name=item.label)
    kept = tuple(each for each in item.links if each.relation != "answers")
    links = (*kept, *(Link("answers", entry.uid, uid) for uid in found))
    journal.change_item(entry.uid, item.uid, "link", links=links)
    output.say(f"{entry.key} {item.label}  → {' '.join(found.values()) or '-'}")


def _say_of_problem(
    journal: Journal, entry: Entry, item: Item, earlier: tuple[str, str], *, same: bool
) -> None:
    before = journal.find(earlier[0])
    met = journal.find_item(before, earlier[1])
    for each, found in ((entry, item), (before, met)):
        if found not in each.items_of("problem"):
            raise UsageError("That is no problem", "{name} is none.", name=f"{each.key} {found.label}")
    if before.uid == entry.uid or before.start > entry.start:
        raise UsageError(
            "Earlier than which?", "{key} is not earlier than {later}.", key=before.key, later=entry.key
        )
    if same:
        week.call_same(journal, entry.uid, item.uid, met.uid)
    else:
        week.call_different(journal, entry.uid, met.uid)
    output.say(f"{entry.key} {item.label}  {'=' if same else '≠'} {before.key} {met.label}")


@click.command()
@click.argument("key", type=KEY)
@click.pass_obj
def renumber(session: Session, key: str) -> None:
    """Number the items of the entry KEY anew in their order: `P1 P3` become `P1 P2`. Links hold."""
    with session.journal() as journal:
        before = journal.find(key)
        after = journal.renumber(before.uid)
    old = {item.uid: item.label for item in before.items()}
    changed = [(old[item.uid], item) for item in after.items() if old.get(item.uid) != item.label]
    for label, item in changed:
        output.say(f"{after.key} {label} → {item.label}  {item.text}")
    if not changed:
        output.tell(_("They are in order already."))
