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
    opened = {ref.uid for ref in taken.states if ref.item.state == OPEN}
    # A problem that is back is open, and is told of once.
    hows = ["opened" if each.item.uid in opened else each.how for each in judged.reopened]
    is_back = "brought" in hows or "opened" in hows
    states = [ref for ref in taken.states if not (is_back and ref.uid in opened)]
    noted, stays = {ref.uid for ref in taken.notes}, {ref.uid for ref in taken.stays}
    again = {OPEN: _("{label} open again"), "solved": _("{label} solved")}
    back = {
        "brought": _("{label} back"),
        "opened": _("{label} back"),
        "noted": _("note in {label}"),
        "renoted": _("note in {label} changed"),
    }
    told = [pgettext("state", judged.verdict)]
    told += [_("{label} solved").format(label=name(web[item.uid])) for item in judged.solved]
    told += [
        back[how].format(label=name(web[each.item.uid]))
        for how, each in zip(hows, judged.reopened, strict=True)
        if how in back
    ]
    told += [f"→ {judged.keep.item.label}"] if judged.keep else []
    told += [f"→ {judged.carried.item.label} ×{times + 1}"] if judged.carried else []
    told += [_("{label} taken back").format(label=name(ref)) for ref in taken.gone]
    told += [
        _("note in {label} taken back").format(label=name(ref)) for ref in taken.notes if ref.uid not in stays
    ]
    told += [again[ref.item.state].format(label=name(ref)) for ref in states]
    told += [
        (
            _("note in {label} taken back, the rest stays")
            if ref.uid in noted
            else _("{label} stays as it is")
        ).format(label=name(ref))
        for ref in taken.stays
    ]
    return " · ".join(told)
