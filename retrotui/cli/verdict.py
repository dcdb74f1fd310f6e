"""`set` on a Try: the verdict, and what it did, in words."""

from __future__ import annotations

from retrotui.cli import output
from retrotui.errors import UsageError
from retrotui.journal import Journal
from retrotui.loop.follow import VERDICTS
from retrotui.model import periods
from retrotui.model.entry import Entry, Item
from retrotui.week import Judged, judge, move_on, skip

SKIPPED = "skipped"
"""What `set` takes for a Try of an earlier week about which this week shall not ask."""


def is_one(entry: Entry, item: Item, state: str) -> bool:
    """Whether the state is a verdict on a Try of a KPT, or carries an issue of it on."""
    role = entry.section_of(item.uid).role if entry.kind == "kpt" else ""
    return (role == "try" and state in (*VERDICTS, SKIPPED)) or (role == "issue" and state == "carried")


def give(journal: Journal, entry: Entry, item: Item, verdict: str, why: str, *, with_keep: bool) -> None:
    """Give a Try its verdict, and say what came of it. Raises UsageError."""
    if with_keep and verdict != "kept":
        raise UsageError("--keep goes with a kept try", f"{verdict!r} proposes no Keep.")
    if entry.section_of(item.uid).role == "issue":
        made = move_on(journal, entry.uid, item.uid).made
        output.say(f"{entry.key} {item.label}: goes on as {made.entry.key} {made.item.label}  {item.text}")
        return
    if verdict == SKIPPED:
        if entry.end >= periods.week_span(journal.today()).start:
            raise UsageError("It is this week's own", f"Only Tries of weeks before can be {SKIPPED}.")
        board = skip(journal, journal.today(), [item.uid])
        output.say(f"{board.key} does not ask about {entry.key} {item.label} again  {item.text}")
        return
    judged = judge(journal, entry.uid, item.uid, verdict, reason=why, with_keep=with_keep)
    output.say(f"{entry.key} {judged.item.label}: {verdict}  {judged.item.text}")
    _say_consequences(journal, judged)


def _say_consequences(journal: Journal, judged: Judged) -> None:
    for solved in judged.solved:
        output.say(f"  solved {solved.label}: {solved.text}")
    for back in judged.reopened:
        output.say(f"  open again {back.entry.key} {back.item.label}: {back.item.text}")
    if judged.carried:
        output.say(f"  goes on as {judged.carried.entry.key} {judged.carried.item.label}")
    if judged.keep:
        output.say(f"  {judged.keep.entry.key} {judged.keep.item.label}: {judged.keep.item.text}")
    elif judged.proposal:
        output.tell(f"It could be a Keep: {judged.proposal} (`--keep` writes it).")
