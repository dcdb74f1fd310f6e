"""`set` on a Try: the verdict, and what it did, in words."""

from __future__ import annotations

from retrotui.cli import output
from retrotui.errors import UsageError
from retrotui.journal import Journal
from retrotui.loop.follow import VERDICTS
from retrotui.model import periods
from retrotui.model.entry import Entry, Item
from retrotui.verdict import OPEN
from retrotui.week import Judged, judge, move_on, skip
from retrotui.wording import _

SKIPPED = "skipped"
"""What `set` takes for a Try of an earlier week about which this week shall not ask."""


def is_one(entry: Entry, item: Item, state: str) -> bool:
    """Whether the state is a verdict on a Try of a KPT, or carries an issue of it on."""
    role = entry.section_of(item.uid).role if entry.kind == "kpt" else ""
    return (role == "try" and state in (*VERDICTS, OPEN, SKIPPED)) or (role == "issue" and state == "carried")


def give(journal: Journal, entry: Entry, item: Item, verdict: str, why: str, *, with_keep: bool) -> None:
    """Give a Try its verdict, and say what came of it. Raises UsageError."""
    if with_keep and verdict != "kept":
        raise UsageError("--keep goes with a kept try", "{verdict!r} proposes no Keep.", verdict=verdict)
    if entry.section_of(item.uid).role == "issue":
        made = move_on(journal, entry.uid, item.uid).made
        later = _("goes on as {name}").format(name=f"{made.entry.key} {made.item.label}")
        output.say(f"{entry.key} {item.label}: {later}  {item.text}")
        return
    if verdict == SKIPPED:
        if entry.end >= periods.week_span(journal.today()).start:
            raise UsageError(
                "It is this week's own", "Only Tries of weeks before can be {state}.", state=SKIPPED
            )
        board = skip(journal, journal.today(), [item.uid])
        told = _("{week} does not ask about {name} again")
        output.say(f"{told.format(week=board.key, name=f'{entry.key} {item.label}')}  {item.text}")
        return
    judged = judge(journal, entry.uid, item.uid, verdict, reason=why, with_keep=with_keep)
    output.say(f"{entry.key} {judged.item.label}: {verdict}  {judged.item.text}")
    _say_consequences(journal, judged)


def _say_consequences(journal: Journal, judged: Judged) -> None:
    taken = judged.taken_back
    told = [(_("taken back {name}: {text}"), taken.gone), (_("note taken back {name}: {text}"), taken.notes)]
    told += [(_("stays as it is {name}: {text}"), taken.stays)]
    for pattern, refs in told:
        for ref in refs:
            output.say("  " + pattern.format(name=ref.name, text=ref.item.text))
    for ref in taken.states:
        pattern = _("open again {name}: {text}") if ref.item.state == OPEN else _("solved {name}: {text}")
        output.say("  " + pattern.format(name=ref.name, text=ref.item.text))
    for solved in judged.solved:
        output.say("  " + _("solved {name}: {text}").format(name=solved.label, text=solved.text))
    for back in judged.reopened:
        name = f"{back.entry.key} {back.item.label}"
        output.say("  " + _("open again {name}: {text}").format(name=name, text=back.item.text))
    if judged.carried:
        name = f"{judged.carried.entry.key} {judged.carried.item.label}"
        output.say("  " + _("goes on as {name}").format(name=name))
    if judged.keep:
        output.say(f"  {judged.keep.entry.key} {judged.keep.item.label}: {judged.keep.item.text}")
    elif judged.proposal:
        output.tell(_("It could be a Keep: {text} (`--keep` writes it).").format(text=judged.proposal))
