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
from retrotui.journal import Edited, Journal, entry_covering
from retrotui.loop import follow, promotion, recurrence
from retrotui.loop.follow import Tries
from retrotui.loop.web import Ref, Web
from retrotui.model import edit, kinds, periods, study
from retrotui.model.entry import Entry, Item, Link
from retrotui.store.transaction import Transaction

Place = str | dt.date


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


class Judged(msgspec.Struct, frozen=True):
    """What a verdict did."""

    entry: Entry
    """The Try's."""
    item: Item
    """The Try."""
    verdict: str
    solved: tuple[Item, ...] = ()
    """Problems that a kept Try solved."""
    reopened: tuple[Edited, ...] = ()
    """Problems that a failed Try brings back, where they stand now."""
    carried: Edited | None = None
    """The Try of the later week."""
    proposal: str = ""
    """The Keep that a kept Try proposes."""
    keep: Edited | None = None
    """That Keep, where it was asked for."""


def log_all(journal: Journal, lines: Iterable[tuple[dt.date, str]]) -> list[Edited]:
    """Write several things done into the logs of their days."""
    with journal.changing("log") as transaction:
        logged = []
        for day, text in lines:
            entry = journal.entry_for(transaction, "daily", day)
            logged.append(_add(journal, transaction, entry, "did", journal.new_item(text), ()))
        return logged


def promote(journal: Journal, place: Place, choices: Iterable[Choice]) -> list[Promoted]:
    """Take up lines of daily logs, or leave them; a leave is remembered. Raises UsageError where a goal has no plan to go to."""
    with journal.changing("promote") as transaction:
        return [_promote(journal, transaction, place, choice) for choice in choices]


def promote_all(journal: Journal, place: Place) -> list[Promoted]:
    """Take up everything that waits, each line as suggested; lines that say the same become one item."""
    with journal.changing("promote all") as transaction:
        web = Web(transaction.entries.values())
        board = _board(web, place)
        span = promotion.span_of(board) if board else periods.week_span(_day(place))
        waiting = promotion.candidates(web, span, board)
        return [_promote(journal, transaction, place, Choice(each.ref.uid)) for each in waiting]


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
    """Give a Try its verdict: kept, failed, dropped or carried.

    `place` is the week that takes what comes of it: by default this week, or the one after the Try's when that is not
    over. Kept solves the problems that it answers, and proposes a Keep, which is written `with_keep`. Failed brings
    its problems back with a note. Carried makes a Try in the later week and leaves the old one as it is. Raises
    UsageError for another verdict, and for a Try that goes on in a later week.
    """
    if verdict not in follow.VERDICTS:
        raise UsageError(
            "No such verdict",
            "{verdict!r} is none of a Try's.",
            "It can be: {known}",
            verdict=verdict,
            known=", ".join(follow.VERDICTS),
        )
    with journal.changing(verdict) as transaction:
        web = Web(transaction.entries.values())
        ref = _ref(web, item_uid)
        tries = Tries(web)
        followed = tries.follow(ref)
        if followed.into:
            raise UsageError(
                "It was carried on",
                "{name} goes on as {later}.",
                "Give that one its verdict.",
                name=ref.name,
                later=followed.into.name,
            )
        if verdict == "carried":
            return _carry(journal, transaction, web, followed, place)
        entry = _change(journal, transaction, entry_uid, item_uid, state=verdict, reason=reason)
        judged = Judged(entry, entry.item(item_uid), verdict)
        problems = [each for each in followed.answers if each.role == "problem"]
        if verdict == "kept":
            solved = _solve(journal, transaction, web, problems)
            judged = replace(judged, solved=solved, proposal=follow.keep_text(ref.item))
            if with_keep:
                board = _receiving(journal, transaction, ref, place)
                judged = replace(judged, keep=_keep(journal, transaction, board, ref, judged.proposal))
        elif verdict == "failed":
            board = _receiving(journal, transaction, ref, place) if problems else entry
            back = tuple(_reopen(journal, transaction, web, board, ref, each, reason) for each in problems)
            judged = replace(judged, reopened=back)
        return judged


def keep_from(journal: Journal, place: Place, try_uid: str, text: str = "") -> Edited:
    """Write the Keep that a kept Try proposes, or another text for it, with a link back to the Try."""
    with journal.changing("keep") as transaction:
        ref = _ref(Web(transaction.entries.values()), try_uid)
        board = _open_board(journal, transaction, place)
        return _keep(journal, transaction, board, ref, text or follow.keep_text(ref.item))


def skip(journal: Journal, place: Place, tries: Sequence[str]) -> Entry:
    """Do not ask about these Tries of earlier weeks again in this week; `reconsider` takes it back."""
    with journal.changing("skip") as transaction:
        web = Web(transaction.entries.values())
        board = _open_board(journal, transaction, place)
        links = [Link(follow.SKIPPED, ref.entry.uid, ref.uid) for ref in (_ref(web, uid) for uid in tries)]
        return _set_aside(transaction, board, links)


def reconsider(journal: Journal, entry_uid: str, items: Sequence[str]) -> Entry:
    """Take up again what the entry left, skipped or called another problem."""
    with journal.changing("reconsider") as transaction:
        entry = _entry(transaction, entry_uid)
        kept = tuple(link for link in entry.set_aside if link.item not in items)
        return transaction.put(replace(entry, set_aside=kept))


def call_same(journal: Journal, entry_uid: str, item_uid: str, earlier_uid: str) -> Entry:
    """Say that a problem is the same as an earlier one."""
    with journal.changing("same") as transaction:
        earlier = _ref(Web(transaction.entries.values()), earlier_uid)
        return _link(
            journal, transaction, entry_uid, item_uid, Link("same_as", earlier.entry.uid, earlier.uid)
        )


def call_different(journal: Journal, entry_uid: str, earlier_uid: str) -> Entry:
    """Say that no problem of the entry is the earlier one, however alike they look; it is not offered again."""
    with journal.changing("not the same") as transaction:
        earlier = _ref(Web(transaction.entries.values()), earlier_uid)
        entry = _entry(transaction, entry_uid)
        return _set_aside(transaction, entry, [Link(recurrence.DIFFERS, earlier.entry.uid, earlier.uid)])


# Promotion


def _promote(journal: Journal, transaction: Transaction, place: Place, choice: Choice) -> Promoted:
    web = Web(transaction.entries.values())
    ref = _ref(web, choice.item)
    link = Link("promoted_from", ref.entry.uid, ref.uid)
    target, join = choice.target, choice.join
    if not target and not join:
        board = _board(web, place)
        among = (
            [item for role in ("problem", "keep", "try") for item in board.items_of(role)] if board else []
        )
        alike = promotion.alike(ref.item, among)
        target, join = ("", alike.uid) if alike else (promotion.suggested(web, ref), "")
    if target == promotion.GOAL:
        return _promote_to_plan(journal, transaction, web, ref, link)
    board = _open_board(journal, transaction, place)
    if join:
        board = _link(journal, transaction, board.uid, join, link)
        return Promoted(ref.item, board, board.item(join), joined=True)
    if target == promotion.LEFT:
        link = replace(link, relation=promotion.LEFT)
        return Promoted(ref.item, _set_aside(transaction, board, [link]), None)
    if target not in promotion.TARGETS:
        raise UsageError(
            "No such target",
            "{target!r} is none.",
            "It can be: {known}",
            target=target,
            known=", ".join((*promotion.TARGETS, "left")),
        )
    made = _add(journal, transaction, board, target, ref.item, (link,))
    return Promoted(ref.item, made.entry, made.item)


def _promote_to_plan(journal: Journal, transaction: Transaction, web: Web, ref: Ref, link: Link) -> Promoted:
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
    item = _copy(journal, ref.item, (link,))
    entry = transaction.put(edit.add_item(_entry(transaction, plan.uid), section.uid, item))
    return Promoted(ref.item, entry, entry.item(item.uid))


# Verdicts


def _carry(
    journal: Journal, transaction: Transaction, web: Web, followed: follow.Followed, place: Place | None
) -> Judged:
    ref = followed.ref
    board = _after(journal, transaction, ref) if place is None else _open_board(journal, transaction, place)
    if board.start <= ref.entry.start:
        raise UsageError(
            "Carried to where?", "{key} is not later than {earlier}.", key=board.key, earlier=ref.entry.key
        )
    if ref.item.state not in ("", "open", "carried"):
        _change(journal, transaction, ref.entry.uid, ref.uid, state="open", reason="")
    answered = {uid for each in followed.answers for uid in web.joined(each.uid, "same_as")}
    links = [Link("carried_from", ref.entry.uid, ref.uid)]
    links += [Link("answers", board.uid, item.uid) for item in board.items() if item.uid in answered]
    source = replace(ref.item, text=follow.bare_text(ref.item))
    made = _add(journal, transaction, board, "try", source, tuple(links))
    entry = _entry(transaction, ref.entry.uid)
    return Judged(entry, entry.item(ref.uid), "carried", carried=made)


def _solve(journal: Journal, transaction: Transaction, web: Web, problems: list[Ref]) -> tuple[Item, ...]:
    """Solve the problems, and those of other weeks that links say to be the same."""
    uids = {uid for each in problems for uid in web.joined(each.uid, "same_as")}
    found = [ref for uid in uids if (ref := web.get(uid)) and kinds.state(ref.entry.kind, ref.role, "solved")]
    return tuple(
        _change(journal, transaction, ref.entry.uid, ref.uid, state="solved").item(ref.uid)
        for ref in sorted(found, key=lambda ref: (ref.entry.start, ref.item.label))
        if ref.item.state != "solved"
    )


_NOTES = {
    "en": "{name} did not help",
    "ko": "{name}: 효과 없음",
    "ja": "{name} は効果なし",
}


def _reopen(
    journal: Journal, transaction: Transaction, web: Web, board: Entry, tried: Ref, problem: Ref, reason: str
) -> Edited:
    """Bring a problem back: open again where it stood, and on the later board with a note of what did not help."""
    if problem.item.state == "solved":
        _change(journal, transaction, problem.entry.uid, problem.uid, state="open")
    board = _entry(transaction, board.uid)
    language = board.language if board.language in _NOTES else "en"
    name = tried.item.label if tried.entry.uid == board.uid else f"{tried.entry.key} {tried.item.label}"
    note = "- " + _NOTES[language].format(name=name) + (f": {reason}" if reason else "")
    same = web.joined(problem.uid, "same_as")
    here = next((item for item in board.items_of("problem") if item.uid in same), None)
    here = here or promotion.alike(problem.item, list(board.items_of("problem")))
    link = Link("same_as", problem.entry.uid, problem.uid)
    if here is None:
        body = "\n".join(part for part in (problem.item.body, note) if part)
        made = _add(journal, transaction, board, "problem", replace(problem.item, body=body), (link,))
        return Edited(made.entry, made.item)
    links = here.links if here.uid in same or link in here.links else (*here.links, link)
    body = "\n".join(part for part in (here.body, note) if part)
    board = _change(journal, transaction, board.uid, here.uid, body=body, links=links, state="open")
    return Edited(board, board.item(here.uid))


def _keep(journal: Journal, transaction: Transaction, board: Entry, tried: Ref, text: str) -> Edited:
    board = _entry(transaction, board.uid)
    source = replace(journal.new_item(text), category=tried.item.category)
    return _add(
        journal, transaction, board, "keep", source, (Link("promoted_from", tried.entry.uid, tried.uid),)
    )


# Places


def _day(place: Place) -> dt.date:
    if isinstance(place, str):
        raise Conflict("The entry is gone", "Somebody deleted it meanwhile.")
    return place


def _board(web: Web, place: Place) -> Entry | None:
    """The KPT that a place means, if it is there."""
    if isinstance(place, str):
        return web.entry(place)
    return entry_covering(web.entries, "kpt", place)


def _open_board(journal: Journal, transaction: Transaction, place: Place) -> Entry:
    if isinstance(place, str):
        return _entry(transaction, place)
    return journal.entry_for(transaction, "kpt", place)


def _receiving(journal: Journal, transaction: Transaction, ref: Ref, place: Place | None) -> Entry:
    """The week that takes what comes of a verdict: the given one, else this week, unless the Try's own is not over."""
    if place is not None:
        return _open_board(journal, transaction, place)
    today = journal.today()
    if periods.week_span(today).start <= ref.entry.end:
        return _entry(transaction, ref.entry.uid)
    return journal.entry_for(transaction, "kpt", today)


def _after(journal: Journal, transaction: Transaction, ref: Ref) -> Entry:
    """The week into which a Try is carried by default: this one, or the one after the Try's when that is not over."""
    following = periods.week_span(ref.entry.end).end + dt.timedelta(days=1)
    return journal.entry_for(transaction, "kpt", max(journal.today(), following))


# Inside a transaction


def _ref(web: Web, item_uid: str) -> Ref:
    ref = web.get(item_uid)
    if ref is None:
        raise Conflict("The item is gone", "Somebody took it out meanwhile.")
    return ref


def _entry(transaction: Transaction, uid: str) -> Entry:
    if uid not in transaction.entries:
        raise Conflict("The entry is gone", "Somebody deleted it meanwhile.")
    return transaction.entries[uid]


def _change(
    journal: Journal, transaction: Transaction, entry_uid: str, item_uid: str, **fields: object
) -> Entry:
    entry = _entry(transaction, entry_uid)
    try:
        changed = edit.change_item(entry, item_uid, changed_at=_utc(journal), **fields)
    except KeyError:
        raise Conflict(
            "The item is gone", "Somebody took it out of {key} meanwhile.", key=entry.key
        ) from None
    return transaction.put(changed)


def _link(journal: Journal, transaction: Transaction, entry_uid: str, item_uid: str, link: Link) -> Entry:
    entry = _entry(transaction, entry_uid)
    item = next((item for item in entry.items() if item.uid == item_uid), None)
    if item is None:
        raise Conflict("The item is gone", "Somebody took it out of {key} meanwhile.", key=entry.key)
    if link in item.links:
        return entry
    return _change(journal, transaction, entry_uid, item_uid, links=(*item.links, link))


def _set_aside(transaction: Transaction, entry: Entry, links: Sequence[Link]) -> Entry:
    entry = _entry(transaction, entry.uid)
    return transaction.put(replace(entry, set_aside=tuple(dict.fromkeys((*entry.set_aside, *links)))))


def _add(
    journal: Journal, transaction: Transaction, board: Entry, role: str, source: Item, links: tuple[Link, ...]
) -> Edited:
    entry, section = edit.ensure_section(_entry(transaction, board.uid), role)
    item = _copy(journal, source, links)
    entry = transaction.put(edit.add_item(entry, section.uid, item))
    return Edited(entry, entry.item(item.uid))


def _copy(journal: Journal, source: Item, links: tuple[Link, ...]) -> Item:
    """A new item that says the same, with links of its own and neither label nor state yet."""
    text = f"{source.text}\n{source.body}" if source.body else source.text
    return journal.new_item(text, category=source.category, size=source.size, links=links)


def _utc(journal: Journal) -> dt.datetime:
    return journal.now().astimezone(dt.UTC)
