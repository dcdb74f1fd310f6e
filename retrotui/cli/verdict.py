"""`set` on a Try: the verdict, and what it did, in words."""

from __future__ import annotations

from retrotui.cli import output
from retrotui.errors import UsageError
from retrotui.journal import Journal
from retrotui.loop.follow import VERDICTS, Tries
from retrotui.loop.web import Web
from retrotui.model import periods
from retrotui.model.entry import Entry, Item
from retrotui.verdict import OPEN
from retrotui.week import Judged, judge, move_on, skip
from retrotui.wording import _

SKIPPED = "skipped"
"""What `set` takes for a Try of an earlier week about which this week shall not ask."""


def is_one(entry: Entry, item: Item, state: str) -> bool:
    """Whether the state is one for a Try of a KPT, whatever its name, or carries an issue of it on."""
    role = entry.section_of(item.uid).role if entry.kind == "kpt" else ""
    return role == "try" or (role == "issue" and state == "carried")


def give(journal: Journal, entry: Entry, item: Item, verdict: str, why: str, *, with_keep: bool) -> None:
    """Give a Try its verdict, and say what came of it. Raises UsageError."""
    if with_keep and verdict != "kept":
        raise UsageError("--keep goes with a kept try", "{verdict!r} proposes no Keep.", verdict=verdict)
    if entry.section_of(item.uid).role == "issue":
        made = move_on(journal, entry.uid, item.uid).made
        later = _("goes on as {name}").format(name=f"{made.entry.key} {made.item.label}")
        output.say(f"{entry.key} {item.label}: {later}  {item.text}")
        return
    known = (OPEN, *VERDICTS, SKIPPED)
    if verdict not in known:
        raise UsageError(
            "No such state",
            "{state!r} is no state of a {role}.",
            "It can be: {known}",
            state=verdict,
            role="try",
            known=", ".join(known),
        )
    if verdict == SKIPPED:
        _skip(journal, entry, item)
        return
    judged = judge(journal, entry.uid, item.uid, verdict, reason=why, with_keep=with_keep)
    output.say(f"{entry.key} {judged.item.label}: {verdict}  {judged.item.text}")
    _say_consequences(journal, judged)


def _skip(journal: Journal, entry: Entry, item: Item) -> None:
    if entry.end >= periods.week_span(journal.today()).start:
        raise UsageError("It is this week's own", "Only Tries of weeks before can be {state}.", state=SKIPPED)
    web = Web(journal.entries())
    state = Tries(web).follow(web[item.uid]).state
    name = f"{entry.key} {item.label}"
    if state != OPEN:
        raise UsageError(
            "It has its verdict",
            "{name} is {state}, and is not asked about.",
            "`retrotui set {key} {label} open` takes the verdict back.",
            name=name,
            state=state,
            key=entry.key,
            label=item.label,
        )
    board = skip(journal, journal.today(), [item.uid])
    told = _("{week} does not ask about {name} again")
    output.say(f"{told.format(week=board.key, name=name)}  {item.text}")


def _say_consequences(journal: Journal, judged: Judged) -> None:
    taken = judged.taken_back
    stays, noted = {ref.uid for ref in taken.stays}, {ref.uid for ref in taken.notes}
    told = [
        (_("taken back {name}: {text}"), taken.gone),
        (_("note taken back {name}: {text}"), [ref for ref in taken.notes if ref.uid not in stays]),
        (_("note taken back, the rest stays {name}: {text}"), [r for r in taken.stays if r.uid in noted]),
        (_("stays as it is {name}: {text}"), [ref for ref in taken.stays if ref.uid not in noted]),
    ]
    for pattern, refs in told:
        for ref in refs:
            output.say("  " + pattern.format(name=ref.name, text=ref.item.text))
    for ref in taken.states:
        pattern = _("open again {name}: {text}") if ref.item.state == OPEN else _("solved {name}: {text}")
        output.say("  " + pattern.format(name=ref.name, text=ref.item.text))
    for solved in judged.solved:
        output.say("  " + _("solved {name}: {text}").format(name=solved.label, text=solved.text))
    _say_back(judged)
    if judged.carried:
        name = f"{judged.carried.entry.key} {judged.carried.item.label}"
        output.say("  " + _("goes on as {name}").format(name=name))
    if judged.keep:
        output.say(f"  {judged.keep.entry.key} {judged.keep.item.label}: {judged.keep.item.text}")
    elif judged.proposal:
        output.tell(_("It could be a Keep: {text} (`--keep` writes it).").format(text=judged.proposal))


def _say_back(judged: Judged) -> None:
    """What a failed Try did to its problems; a note that only reads otherwise now is told of in one line for all."""
    patterns = {
        "brought": _("brought back as {name}: {text}"),
        "opened": _("open again {name}: {text}"),
        "noted": _("note added to {name}: {text}"),
    }
    for back in judged.reopened:
        if pattern := patterns.get(back.how):
            name = f"{back.entry.key} {back.item.label}"
            output.say("  " + pattern.format(name=name, text=back.item.text))
    changed = [f"{back.entry.key} {back.item.label}" for back in judged.reopened if back.how == "renoted"]
    if changed:
        output.say("  " + _("note changed in {names}").format(names=", ".join(changed)))
