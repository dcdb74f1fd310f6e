"""The commands of the week: taking up what the days hold, and giving the Tries of earlier weeks their verdict.

Each command is one step of undo, like the journal's own. A place is a KPT's uid, or a day: then the KPT of its week
is meant, which is made when it is not there.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

import msgspec
from msgspec.structs import replace

from retrotui.errors import Conflict, UsageError
from retrotui.journal import Edited, Journal
from retrotui.loop import follow, promotion, recurrence
from retrotui.loop.follow import Followed, Tries
from retrotui.loop.web import Ref, Web
from retrotui.model import edit, periods, study
from retrotui.model.entry import Entry, Item, Link
from retrotui.step import Place, Step, step
from retrotui.verdict import OPEN, Back, TakenBack, keep, reopen, solve, stands_alone, take_back


class Choice(msgspec.Struct, frozen=True):
    """What is to become of one line of a daily log."""

    item: str
    """The uid of the line."""
    target: str = ""
    """One of `promotion.TARGETS`, or `promotion.LEFT`; empty for what is suggested, which may be joining."""
    join: str = ""
    """The uid of an item of the KPT that says the same: the line becomes one more source of it."""


class Promoted(msgspec.Struct, frozen=True):
    """What became of a line."""

    source: Item
    entry: Entry
    """The KPT, or the study plan of a goal."""
    item: Item | None
    """The item that was made of it or joined with it; None when it was left."""
    joined: bool = False


class Left(msgspec.Struct, frozen=True):
    """Lines of daily logs that were left together."""

    entry: Entry | None
    """The KPT that remembers it; None where nothing waited any more."""
    items: tuple[Item, ...] = ()
    """The lines that were left."""
    elsewhere: tuple[str, ...] = ()
    """The uids of those that did not wait any more: taken up, left or deleted by another session."""


class Judged(msgspec.Struct, frozen=True):
    """What a verdict did."""

    entry: Entry
    """The Try's."""
    item: Item
    """The Try."""
    verdict: str
    solved: tuple[Item, ...] = ()
    """Problems that a kept Try solved."""
    reopened: tuple[Back, ...] = ()
    """Problems that a failed Try brings back, where they stand now, and what was done to them."""
    carried: Edited | None = None
    """The Try of the later week."""
    proposal: str = ""
    """The Keep that a kept Try proposes."""
    keep: Edited | None = None
    """That Keep, where it was asked for."""
    taken_back: TakenBack = TakenBack()
    """What became of the effects of the verdict before."""


class Carried(msgspec.Struct, frozen=True):
    """An issue that goes on in a later week."""

    entry: Entry
    """The issue's, where it counts as moved."""
    item: Item
    made: Edited
    """The issue of the later week."""


def log_all(journal: Journal, lines: Iterable[tuple[dt.date, str]]) -> list[Edited]:
    """Write several things done into the logs of their days."""
    with step(journal, "log") as now:
        logged = []
        for day, text in lines:
            entry = now.entry_for("daily", day)
            logged.append(now.add(entry, "did", journal.new_item(text), ()))
        return logged


def promote(journal: Journal, place: Place, choices: Iterable[Choice]) -> list[Promoted]:
    """Take up lines of daily logs, or leave them; a leave is remembered. Raises UsageError where a goal has no plan to go to."""
    with step(journal, "promote") as now:
        return [_promote(now, place, choice) for choice in choices]


def leave(journal: Journal, place: Place, items: Sequence[str]) -> Left:
    """Leave the lines that still wait; what another session settled meanwhile stays as that one wanted it."""
    with step(journal, "promote") as now:
        web = now.web()
        settled = {
            link.item for each in web.entries for link in each.set_aside if link.relation == promotion.LEFT
        }
        refs = [ref for uid in items if (ref := web.get(uid)) and uid not in settled]
        refs = [ref for ref in refs if not promotion.promoted_to(web, ref.uid)]
        waiting = {ref.uid for ref in refs}
        elsewhere = tuple(uid for uid in items if uid not in waiting)
        if not refs:
            return Left(None, elsewhere=elsewhere)
        links = [Link(promotion.LEFT, ref.entry.uid, ref.uid) for ref in refs]
        board = now.set_aside(now.open_board(place), links)
        return Left(board, tuple(ref.item for ref in refs), elsewhere)


def promote_all(journal: Journal, place: Place) -> list[Promoted]:
    """Take up everything that waits, each line as suggested; lines that say the same become one item."""
    with step(journal, "promote all") as now:
        web = now.web()
        board = now.board(web, place)
        span = promotion.span_of(board) if board else periods.week_span(_day(place))
        waiting = promotion.candidates(web, span, board)
        return [_promote(now, place, Choice(each.ref.uid)) for each in waiting]


def judge(
    journal: Journal,
    entry_uid: str,
    item_uid: str,
    verdict: str,
    *,
    place: Place | None = None,
    reason: str = "",
    with_keep: bool = False,
) -> Judged:
    """Give a Try its verdict: kept, failed, dropped or carried; `open` takes it back.

    `place` is the week that takes what comes of it: by default this week, or the one after the Try's when that is not
    over. Kept solves the problems that it answers, and proposes a Keep, which is written `with_keep`. Failed brings
    its problems back with a note. Carried makes a Try in the later week and leaves the old one as it is. What another
    verdict wrote before is taken back first, as far as nobody touched it; that a week skipped the Try is, too. Raises UsageError for another verdict, and
    for a Try that goes on in a later week, unless that one is open and can go.
    """
    known = (*follow.VERDICTS, OPEN)
    if verdict not in known:
        raise UsageError(
            "No such verdict",
            "{verdict!r} is none of a Try's.",
            "It can be: {known}",
            verdict=verdict,
            known=", ".join(known),
        )
    with step(journal, verdict) as now:
        followed = _followed(now, item_uid)
        if (into := followed.into) and (verdict == "carried" or stands_alone(now.web(), into)):
            raise UsageError(
                "It was carried on",
                "{name} goes on as {later}.",
                "Give that one its verdict.",
                name=followed.ref.name,
                later=into.name,
            )
        _end_skips(now, item_uid)
        web = now.web()
        taken = take_back(now, web, followed, verdict)
        if now.web() is not web:
            followed = _followed(now, item_uid)
        if verdict == "carried":
            judged = _carry(now, followed, place)
        else:
            judged = _judge(now, followed, verdict, place, reason, with_keep=with_keep)
        return replace(judged, taken_back=taken)


def skip(journal: Journal, place: Place, tries: Sequence[str]) -> Entry:
    """Do not ask about these Tries of earlier weeks again in this week; `reconsider` takes it back."""
    with step(journal, "skip") as now:
        web = now.web()
        board = now.open_board(place)
        links = [Link(follow.SKIPPED, ref.entry.uid, ref.uid) for ref in (now.ref(web, uid) for uid in tries)]
        return now.set_aside(board, links)


def reconsider(journal: Journal, entry_uid: str, items: Sequence[str]) -> Entry:
    """Take up again what the entry left, skipped or called another problem."""
    with step(journal, "reconsider") as now:
        entry = now.entry(entry_uid)
        kept = tuple(link for link in entry.set_aside if link.item not in items)
        return now.put(replace(entry, set_aside=kept))


def call_same(journal: Journal, entry_uid: str, item_uid: str, earlier_uid: str) -> Entry:
    """Say that a problem is the same as an earlier one."""
    with step(journal, "same") as now:
        earlier = now.ref(now.web(), earlier_uid)
        return now.link(entry_uid, item_uid, Link("same_as", earlier.entry.uid, earlier.uid))


def call_different(journal: Journal, entry_uid: str, earlier_uid: str) -> Entry:
    """Say that no problem of the entry is the earlier one, however alike they look; it is not offered again."""
    with step(journal, "not the same") as now:
        earlier = now.ref(now.web(), earlier_uid)
        entry = now.entry(entry_uid)
        return now.set_aside(entry, [Link(recurrence.DIFFERS, earlier.entry.uid, earlier.uid)])


def move_on(journal: Journal, entry_uid: str, item_uid: str) -> Carried:
    """Carry an issue that is not done into the following week: it counts as moved here, and is open there.

    Raises UsageError for an issue that is done or was carried already.
    """
    with step(journal, "carried") as now:
        web = now.web()
        ref = now.ref(web, item_uid)
        if onward := web.pointing(item_uid, "carried_from"):
            raise UsageError(
                "It was carried on", "{name} goes on as {later}.", name=ref.name, later=onward[-1].name
            )
        if ref.item.state in ("done", "dropped"):
            raise UsageError(
                "Nothing to carry",
                "{name} is {state}.",
                "Open it again first.",
                name=ref.name,
                state=ref.item.state,
            )
        made = now.add(
            now.after(ref.entry), "issue", ref.item, (Link("carried_from", ref.entry.uid, ref.uid),)
        )
        entry = now.change(entry_uid, item_uid, state="moved")
        return Carried(entry, entry.item(item_uid), made)


# Promotion


def _promote(now: Step, place: Place, choice: Choice) -> Promoted:
    web = now.web()
    ref = now.ref(web, choice.item)
    taken = promotion.promoted_to(web, ref.uid)
    if taken and choice.join not in [each.uid for each in taken]:
        raise Conflict("It was taken up already", "{name} is {other}.", name=ref.name, other=taken[0].name)
    link = Link("promoted_from", ref.entry.uid, ref.uid)
    target, join = choice.target, choice.join
    if not target and not join:
        like = promotion.said_already(ref, now.board(web, place))
        target, join = ("", like.uid) if like else (promotion.suggested(web, ref), "")
    if target == promotion.GOAL:
        return _promote_to_plan(now, web, ref, link)
    board = now.open_board(place)
    if join:
        board = now.link(board.uid, join, link)
        return Promoted(ref.item, board, board.item(join), joined=True)
    if target == promotion.LEFT:
        link = replace(link, relation=promotion.LEFT)
        return Promoted(ref.item, now.set_aside(board, [link]), None)
    if target not in promotion.TARGETS:
        raise UsageError(
            "No such target",
            "{target!r} is none.",
            "It can be: {known}",
            target=target,
            known=", ".join((*promotion.TARGETS, "left")),
        )
    made = now.add(board, target, ref.item, (link,))
    return Promoted(ref.item, made.entry, made.item)


def _promote_to_plan(now: Step, web: Web, ref: Ref, link: Link) -> Promoted:
    plan = promotion.running_plan(web, ref.entry.start)
    weeks = study.weeks(plan) if plan else []
    if plan is None or not weeks:
        raise UsageError(
            "No study plan",
            "None runs on {day}.",
            "Take it as a Try, or begin a plan.",
            day=ref.entry.start,
        )
    following = (week for week in weeks if week.week and week.week.date and week.week.date >= ref.entry.start)
    section = next(following, weeks[-1])
    item = now.copy(ref.item, (link,))
    entry = now.put(edit.add_item(now.entry(plan.uid), section.uid, item))
    return Promoted(ref.item, entry, entry.item(item.uid))


# Verdicts


def _followed(now: Step, item_uid: str) -> Followed:
    web = now.web()
    return Tries(web).follow(now.ref(web, item_uid))


def _end_skips(now: Step, item_uid: str) -> None:
    """A Try with a verdict is not one that a week skipped, and one that is open again is asked about."""
    for entry in now.web().entries:
        kept = tuple(
            link for link in entry.set_aside if (link.relation, link.item) != (follow.SKIPPED, item_uid)
        )
        if kept != entry.set_aside:
            now.put(replace(entry, set_aside=kept))


def _judge(
    now: Step, followed: Followed, verdict: str, place: Place | None, reason: str, *, with_keep: bool
) -> Judged:
    ref, web = followed.ref, now.web()
    entry = now.change(ref.entry.uid, ref.uid, state=verdict, reason=reason)
    judged = Judged(entry, entry.item(ref.uid), verdict)
    problems = [each for each in followed.answers if each.role == "problem"]
    if verdict == "kept":
        solved = solve(now, web, ref, problems)
        judged = replace(judged, solved=solved, proposal=follow.keep_text(ref.item))
        if with_keep:
            judged = replace(judged, keep=keep(now, now.receiving(ref, place), ref, judged.proposal))
    elif verdict == "failed":
        board = now.receiving(ref, place) if problems else entry
        back = [each for problem in problems for each in reopen(now, ref, board, problem, reason)]
        judged = replace(judged, reopened=tuple(back))
    return judged


def _carry(now: Step, followed: Followed, place: Place | None) -> Judged:
    web, ref = now.web(), followed.ref
    board = now.after(ref.entry) if place is None else now.open_board(place)
    if board.start <= ref.entry.start:
        raise UsageError(
            "Carried to where?", "{key} is not later than {earlier}.", key=board.key, earlier=ref.entry.key
        )
    if ref.item.state not in ("", "open", "carried"):
        now.change(ref.entry.uid, ref.uid, state="open", reason="")
    answered = {uid for each in followed.answers for uid in web.joined(each.uid, "same_as")}
    links = [Link("carried_from", ref.entry.uid, ref.uid)]
    links += [Link("answers", board.uid, item.uid) for item in board.items() if item.uid in answered]
    source = replace(ref.item, text=follow.bare_text(ref.item))
    made = now.add(board, "try", source, tuple(links))
    entry = now.entry(ref.entry.uid)
    return Judged(entry, entry.item(ref.uid), "carried", carried=made)


def _day(place: Place) -> dt.date:
    if isinstance(place, str):
        raise Conflict("The entry is gone", "Somebody deleted it meanwhile.")
    return place


__all__ = [
    "Carried",
    "Choice",
    "Judged",
    "Left",
    "Place",
    "Promoted",
    "call_different",
    "call_same",
    "judge",
    "leave",
    "log_all",
    "move_on",
    "promote",
    "promote_all",
    "reconsider",
    "skip",
]
