"""What a verdict did, in a few words each: for the status line, and for the row of the Try in a list."""

from __future__ import annotations

from retrotui.loop.web import Ref, Web
from retrotui.verdict import OPEN
from retrotui.week import Judged
from retrotui.wording import _, pgettext


def outcome(judged: Judged, web: Web, board: str, times: int) -> str:
    """The verdict and its effects as one line; items of another week than the board's are named with their week.

    `web` is as it is after the verdict, `times` how often the Try had been carried before.
    """

    def name(ref: Ref) -> str:
        week = "" if ref.entry.uid == board else f" {ref.entry.key.partition('/')[2][-3:]}"
        return f"{ref.item.label}{week}"

    taken = judged.taken_back
    # A problem that is back is open, and is told of once.
    states = [ref for ref in taken.states if not (judged.reopened and ref.item.state == OPEN)]
    again = {OPEN: _("{label} open again"), "solved": _("{label} solved")}
    told = [pgettext("state", judged.verdict)]
    told += [_("{label} solved").format(label=name(web[item.uid])) for item in judged.solved]
    told += [_("{label} back").format(label=name(web[each.item.uid])) for each in judged.reopened]
    told += [f"→ {judged.keep.item.label}"] if judged.keep else []
    told += [f"→ {judged.carried.item.label} ×{times + 1}"] if judged.carried else []
    told += [_("{label} taken back").format(label=name(ref)) for ref in taken.gone]
    told += [_("note in {label} taken back").format(label=name(ref)) for ref in taken.notes]
    told += [again[ref.item.state].format(label=name(ref)) for ref in states]
    told += [_("{label} stays as it is").format(label=name(ref)) for ref in taken.stays]
    return " · ".join(told)
