"""Problems over time: which come back, what was tried against them, and how long until something helped."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from statistics import median

import msgspec

from retrotui.loop.follow import Followed, Tries
from retrotui.loop.likeness import SAME, Print, fingerprint, likeness
from retrotui.loop.web import Ref, Web, weeks_apart

DIFFERS = "differs"
"""Relation of `Entry.set_aside`: an earlier problem that none of this entry's problems is, alike as they may look."""

MEMORY = dt.timedelta(weeks=104)
"""A problem that was not met for two years is a new one, unless a link says otherwise."""

_ENOUGH = 2


class Problem(msgspec.Struct, frozen=True, eq=False):
    """One problem with all the weeks in which it was met."""

    met: tuple[Ref, ...]
    """The problems of KPTs that are this one, the oldest first; at least one."""
    linked: frozenset[str]
    """Uids of those that a link says to be the same; the others only resemble it."""
    days: tuple[Ref, ...]
    """The lines of daily logs that they were promoted from, the oldest first."""
    tries: tuple[Followed, ...]
    """What was tried: each Try as it ended, that is the last one that it was carried into."""

    @property
    def last(self) -> Ref:
        """Where it was met last."""
        return self.met[-1]

    @property
    def times(self) -> int:
        """In how many entries it was met."""
        return len({ref.entry.uid for ref in self.met})

    @property
    def weeks(self) -> int:
        """From the first to the last meeting, in ISO weeks, both included."""
        return weeks_apart(self.met[0].entry.start, self.last.entry.start)

    @property
    def since(self) -> dt.date:
        """The first day on which it was written down."""
        return min(ref.entry.start for ref in (*self.met, *self.days))

    @property
    def solved(self) -> bool:
        """Whether the last one was solved."""
        return self.last.item.state == "solved"

    def until(self, day: dt.date) -> Problem | None:
        """The problem as it was known on the day: what was met and tried up to then; None when it was not met yet."""
        met = tuple(ref for ref in self.met if ref.entry.start <= day)
        if len(met) == len(self.met):
            return self
        days = tuple(ref for ref in self.days if ref.entry.start <= day)
        tries = tuple(each for each in self.tries if each.ref.entry.start <= day)
        return msgspec.structs.replace(self, met=met, days=days, tries=tries) if met else None

    @property
    def ends(self) -> Counter[str]:
        """How many Tries there are in each state."""
        return Counter(each.state for each in self.tries)


class Problems:
    """The problems of all KPTs, joined where links or likeness say that they are one."""

    def __init__(self, web: Web, tries: Tries | None = None, before: Problems | None = None) -> None:
        """`before` are the problems of an earlier web: where nothing that joins them changed since, they need not be
        compared again."""
        self._web = web
        self.tries = tries or Tries(web)
        """What was tried, in the same web."""
        self._group: dict[str, int] = {}
        self._members: list[list[Ref]] = []
        self._prints: dict[str, Print] = {}
        self._index: defaultdict[str, list[Ref]] = defaultdict(list)
        refs = list(web.of("kpt", "problem"))
        self._ground = [self._joining(ref) for ref in refs]
        if before is not None and before._ground == self._ground:
            now = {ref.uid: ref for ref in refs}
            self._group, self._prints, self._index = before._group, before._prints, before._index
            self._members = [[now[ref.uid] for ref in members] for members in before._members]
        else:
            for ref in refs:
                self._take(ref)

    def all(self) -> list[Problem]:
        """Every problem, the one met last first."""
        found = [self._problem(members) for members in self._members if members]
        return sorted(found, key=lambda each: (each.last.entry.start, each.times), reverse=True)

    def recurring(self, times: int = 2) -> list[Problem]:
        """The problems that were met in at least so many entries, the most frequent first."""
        return sorted(
            (each for each in self.all() if each.times >= times), key=lambda each: each.times, reverse=True
        )

    def of(self, uid: str) -> Problem | None:
        """The problem that the KPT problem with this uid belongs to; of a daily line that was promoted, the one it became."""
        if uid not in self._group:
            uid = next((ref.uid for ref in self._web.pointing(uid, "promoted_from")), uid)
        return self._problem(self._members[self._group[uid]]) if uid in self._group else None

    def like(self, text: str, *, before: dt.date | None = None) -> Problem | None:
        """The problem that a text resembles most, met in an entry that began before the day; None when none does."""
        found = self._nearest(fingerprint(text), before, frozenset())
        return self.of(found.uid) if found else None

    def offered(self, ref: Ref) -> Problem | None:
        """The earlier problem that a KPT problem resembles while no link says so yet: to be offered as the same."""
        problem = self.of(ref.uid)
        if problem is None or ref.uid in problem.linked:
            return None
        return problem if problem.met[0].uid != ref.uid else None

    def _joining(self, ref: Ref) -> tuple[object, ...]:
        """All that decides with which other problems one is joined."""
        joined = frozenset(self._web.joined(ref.uid, "same_as"))
        return ref.uid, ref.item.text, ref.entry.start, joined, ref.entry.set_aside

    def _take(self, ref: Ref) -> None:
        mark = self._prints[ref.uid] = fingerprint(ref.item.text)
        joined = self._web.joined(ref.uid, "same_as")
        groups = {self._group[uid] for uid in joined if uid in self._group}
        if not groups:
            apart = frozenset(link.item for link in ref.entry.set_aside if link.relation == DIFFERS)
            nearest = self._nearest(mark, ref.entry.start, apart)
            groups = {self._group[nearest.uid]} if nearest else set()
        if not groups:
            self._members.append([])
            groups = {len(self._members) - 1}
        into = min(groups)
        for other in groups - {into}:
            self._members[into] += self._members[other]
            self._members[other] = []
        self._members[into].append(ref)
        self._group |= {each.uid: into for each in self._members[into]}
        for key in mark.beginnings():
            self._index[key].append(ref)

    def _nearest(self, mark: Print, before: dt.date | None, apart: frozenset[str]) -> Ref | None:
        refused = {self._group[uid] for uid in apart if uid in self._group}
        best: Ref | None = None
        highest = SAME
        for ref in self._candidates(mark, before):
            if self._group[ref.uid] in refused:
                continue
            value = likeness(mark, self._prints[ref.uid])
            if value >= highest:
                best, highest = ref, value
        return best

    def _candidates(self, mark: Print, before: dt.date | None) -> list[Ref]:
        """The problems of the years before that share enough words to be like this one: two, or all of a short one."""
        oldest = (before - MEMORY) if before else None
        shared: Counter[str] = Counter()
        found: dict[str, Ref] = {}
        for key in mark.beginnings():
            for ref in reversed(self._index.get(key, ())):
                if oldest and ref.entry.start < oldest:
                    break
                if before is None or ref.entry.start < before:
                    shared[ref.uid] += 1
                    found[ref.uid] = ref
        short = len(mark.whole) < _ENOUGH
        return [
            found[uid]
            for uid, count in shared.items()
            if short or count >= _ENOUGH or len(self._prints[uid].whole) < _ENOUGH
        ]

    def _problem(self, members: list[Ref]) -> Problem:
        met = tuple(sorted(members, key=lambda ref: (ref.entry.start, ref.entry.key)))
        linked = {
            uid for ref in met if len(found := self._web.joined(ref.uid, "same_as")) > 1 for uid in found
        }
        days = {day.uid: day for ref in met for day in self._web.ends(ref, "promoted_from")}
        ends = (
            self.tries.outcome(source)
            for ref in met
            for source in self._web.pointing(ref.uid, "answers")
            if source.role == "try"
        )
        return Problem(
            met,
            frozenset(linked),
            tuple(sorted(days.values(), key=lambda ref: ref.entry.start)),
            tuple({each.ref.uid: each for each in ends}.values()),
        )


def days_to_kept(problem: Problem) -> int | None:
    """Days from the first meeting to the day on which the first of its Tries was found to be kept; None without one.

    That day is the Try's last change here; an imported Try was judged by the end of its week.
    """
    days = [
        (
            (each.ref.item.changed_at.date() if each.ref.item.changed_at else each.ref.entry.end)
            - problem.since
        )
        for each in problem.tries
        if each.state == "kept"
    ]
    return max(min(days).days, 0) if days else None


def median_days(problems: list[Problem]) -> float | None:
    """The median of `days_to_kept` over the problems that have a kept Try; None when none has."""
    known = [days for problem in problems if (days := days_to_kept(problem)) is not None]
    return median(known) if known else None


_SMALL = (
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)
_ORDINALS = (
    "zeroth",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
)
_NATIVE = ("영", "한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉", "열")
_ENDED = {
    "en": {"kept": "kept", "failed": "failed", "dropped": "dropped", "open": "still open"},
    "ko": {"kept": "효과 있음", "failed": "효과 없음", "dropped": "그만둠", "open": "진행 중"},
    "ja": {"kept": "定着", "failed": "効果なし", "dropped": "中止", "open": "継続中"},
}


def history(problem: Problem, language: str, *, more: int = 0) -> str:
    """A problem's past in half a sentence: `third time in six weeks, two Tries dropped`.

    `more` counts meetings that are not written down yet.
    """
    language = language if language in _ENDED else "en"
    times, weeks, ends = problem.times + more, problem.weeks, problem.ends
    tried = {name: ends[name] for name in ("kept", "failed", "dropped", "open") if ends[name]}
    words = _ENDED[language]
    match language:
        case "ko":
            often = f"{weeks}주 동안 {_NATIVE[times] if times < len(_NATIVE) else times} 번째"
            told = [f"Try {count}개 {words[name]}" for name, count in tried.items()]
            return ", ".join([often.replace("한 번째", "첫 번째"), *(told or ["아직 시도한 것 없음"])])
        case "ja":
            often = f"{weeks}週間で{times}回目"
            told = [f"Try {count}件{words[name]}" for name, count in tried.items()]
            return "、".join([often, *(told or ["まだ何も試していない"])])
        case _:
            often = f"{_ordinal(times)} time in {_number(weeks)} week{'s' if weeks > 1 else ''}"
            told = [
                f"{_number(count)} {'Try' if count == 1 else 'Tries'} {words[name]}"
                for name, count in tried.items()
            ]
            return ", ".join([often, *(told or ["nothing tried yet"])])


def _number(value: int) -> str:
    return _SMALL[value] if value < len(_SMALL) else str(value)


def _ordinal(value: int) -> str:
    if value < len(_ORDINALS):
        return _ORDINALS[value]
    ending = "th" if value % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{ending}"
