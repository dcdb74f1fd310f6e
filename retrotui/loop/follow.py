"""Tries as experiments: which still wait for a verdict, how often they were carried on, and what they answer.

That a Try was carried is known from the Try that it was carried into, never written into the old week: its state
there stays what it was, and so does its Markdown (`docs/decisions/the-week.md`).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

import msgspec

from retrotui.loop.likeness import SAME, fingerprint, likeness
from retrotui.loop.web import Ref, Web
from retrotui.model.entry import Entry, Item
from retrotui.text import fold

ASK_WEEKS = 8
"""Tries older than this are no longer asked about: years of imported weeks have Tries that nobody ever judged."""

SKIPPED = "skipped"
"""Relation of `Entry.set_aside`: a Try of an earlier week that this week does not want to judge."""

VERDICTS = ("kept", "failed", "dropped", "carried")

_CARRY_WORDS = r"carried|carry[- ]?over|from last week|이월|지난\s?주에서|持ち越し|先週から|前回から|繰り越し"
_CARRIED = re.compile(_CARRY_WORDS)
_REMARK = re.compile(rf"\s*[(（\[][^()（）\[\]]*(?:{_CARRY_WORDS})[^()（）\[\]]*[)）\]]\s*$", re.IGNORECASE)


class Followed(msgspec.Struct, frozen=True, eq=False):
    """A Try with what is known of it from other weeks."""

    ref: Ref
    state: str
    """`open`, `kept`, `failed`, `dropped` or `carried`: its own state, and `carried` also where a later week has it."""
    chain: tuple[Ref, ...]
    """The Tries that it was carried from, the first one first; empty for one that is new."""
    answers: tuple[Ref, ...]
    """The problems and keeps that it answers, its own or those of the Tries before it."""
    into: Ref | None = None
    """The Try of a later week that it was carried into."""

    @property
    def times(self) -> int:
        """How many times it was carried so far: `×3`; 0 for a Try that is new."""
        return len(self.chain)


class Tries:
    """All Tries of a web and how they were carried on.

    Links say so where the Try was carried here. Imported weeks say it in words: a Try marked as carried goes on in the
    next week in the Try that resembles it, or else in the only one that says it comes from the week before.
    """

    def __init__(self, web: Web) -> None:
        self._web = web
        self._before: dict[str, Ref] = {}
        self._after: dict[str, Ref] = {}
        for ref in web.of("kpt", "try"):
            for source in web.ends(ref, "carried_from")[:1]:
                self._join(source, ref)
        weeks = list(web.of_kind("kpt"))
        for place, entry in enumerate(weeks):
            following = next((each for each in weeks[place + 1 :] if each.start > entry.start), None)
            if following:
                self._infer(entry, following)

    def _join(self, source: Ref, ref: Ref) -> None:
        if source.role == "try" and source.uid != ref.uid:
            self._before[ref.uid] = source
            self._after.setdefault(source.uid, ref)

    def _infer(self, entry: Entry, following: Entry) -> None:
        carried = [
            ref
            for ref in self._web.within(entry, "try")
            if ref.item.state == "carried" and ref.uid not in self._after
        ]
        free = [ref for ref in self._web.within(following, "try") if ref.uid not in self._before]
        for ref in list(carried):
            mark = fingerprint(bare_text(ref.item))
            best = max(free, key=lambda each: likeness(mark, fingerprint(bare_text(each.item))), default=None)
            if best and likeness(mark, fingerprint(bare_text(best.item))) >= SAME:
                self._join(ref, best)
                carried.remove(ref)
                free.remove(best)
        said = [ref for ref in free if _CARRIED.search(fold(ref.item.text))]
        if len(carried) == len(said) == 1:
            self._join(carried[0], said[0])

    def follow(self, ref: Ref) -> Followed:
        """What is known of a Try."""
        chain = self._chain(ref)
        into = self._after.get(ref.uid)
        own = ref.item.state or "open"
        return Followed(
            ref, "carried" if into and own == "open" else own, chain, self._answers(ref, chain), into
        )

    def outcome(self, ref: Ref) -> Followed:
        """The last Try that it was carried into, whose state is what became of it; itself when it never was."""
        seen: set[str] = set()
        while ref.uid in self._after and ref.uid not in seen:
            seen.add(ref.uid)
            ref = self._after[ref.uid]
        return self.follow(ref)

    def all(self) -> list[Followed]:
        """Every Try, oldest entry first."""
        return [self.follow(ref) for ref in self._web.of("kpt", "try")]

    def of(self, entry: Entry) -> list[Followed]:
        """The Tries of one entry."""
        return [self.follow(ref) for ref in self._web.within(entry, "try")]

    def _chain(self, ref: Ref) -> tuple[Ref, ...]:
        chain: list[Ref] = []
        seen = {ref.uid}
        while (before := self._before.get(ref.uid)) and before.uid not in seen:
            chain.insert(0, before)
            seen.add(before.uid)
            ref = before
        return tuple(chain)

    def _answers(self, ref: Ref, chain: tuple[Ref, ...]) -> tuple[Ref, ...]:
        for each in (ref, *reversed(chain)):
            if found := self._web.ends(each, "answers"):
                return tuple(found)
        return ()


def open_tries(
    web: Web,
    start: dt.date,
    board: Entry | None = None,
    *,
    weeks: int = ASK_WEEKS,
    tries: Tries | None = None,
) -> list[Followed]:
    """The Tries of KPTs that began before `start` and have no verdict yet, the oldest first.

    `board` is the entry of the week that begins at `start`, when there is one: what it skipped is left out. Tries of
    entries that ended more than `weeks` weeks before are not asked about.
    """
    oldest = start - dt.timedelta(weeks=weeks)
    skipped = {link.item for link in board.set_aside if link.relation == SKIPPED} if board else set()
    return [
        each
        for each in (tries or Tries(web)).all()
        if each.state == "open"
        and oldest <= each.ref.entry.end
        and each.ref.entry.start < start
        and each.ref.uid not in skipped
        and (board is None or each.ref.entry.uid != board.uid)
    ]


def skipped_tries(web: Web, board: Entry) -> list[Ref]:
    """The Tries of earlier weeks that the board skipped, to take the skip back."""
    found = (web.get(link.item) for link in board.set_aside if link.relation == SKIPPED)
    return [ref for ref in found if ref]


def bare_text(item: Item) -> str:
    """The text of a Try without a remark such as `(carried over from last week)` at its end."""
    return _REMARK.sub("", item.text) or item.text


def keep_text(item: Item) -> str:
    """The Keep that a kept Try proposes: its own words, which the user may change."""
    return bare_text(item)


def over_limit(followed: Iterable[Followed], at_most: int) -> int:
    """How many open Tries there are beyond the limit; 0 within it, and where the limit is 0 for none."""
    count = sum(each.state == "open" for each in followed)
    return max(count - at_most, 0) if at_most else 0
