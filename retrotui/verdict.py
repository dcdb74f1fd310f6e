"""What a verdict on a Try writes elsewhere, and how that is taken back when the verdict changes.

Whatever a verdict writes points back at its Try with a link whose relation says what was done, so nothing else has to
be remembered (`docs/decisions/the-week.md`).
"""

from __future__ import annotations

from collections.abc import Collection

import msgspec
from msgspec.structs import replace

from retrotui.journal import Edited
from retrotui.loop import follow, promotion
from retrotui.loop.follow import Followed
from retrotui.loop.web import Ref, Web
from retrotui.model import kinds
from retrotui.model.entry import BROUGHT, NOTED, REOPENED, SOLVED, Entry, Item, Link
from retrotui.step import Step

OPEN = "open"
"""As a verdict: none; what an earlier one wrote is taken back."""

_NOTES = {
    "en": "{name} did not help",
    "ko": "{name}: 효과 없음",
    "ja": "{name} は効果なし",
}


class Back(msgspec.Struct, frozen=True):
    """A problem that a failed Try concerns, as it is now, and what the verdict did to it."""

    entry: Entry
    item: Item
    how: str
    """`brought` (made on a later board), `opened` (it was solved), `noted`, `renoted` (another reason) or `same`."""


class TakenBack(msgspec.Struct, frozen=True):
    """What became of the effects of an earlier verdict. Items are as they are now, those that are gone as they were."""

    gone: tuple[Ref, ...] = ()
    """Items that the verdict had made and nobody had touched: a Keep, a Problem, a carried Try."""
    notes: tuple[Ref, ...] = ()
    """Problems that are without its note again; those that were touched besides are among `stays`, too."""
    states: tuple[Ref, ...] = ()
    """Problems that have the state again which they had before."""
    stays: tuple[Ref, ...] = ()
    """What stays because somebody changed it meanwhile, or because no verdict is known to have made it so."""

    def __bool__(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self.gone or self.notes or self.states or self.stays)


# Giving


def solve(now: Step, web: Web, tried: Ref, problems: list[Ref]) -> tuple[Item, ...]:
    """Solve the problems, and those of other weeks that links say to be the same; gives those that were open.

    One that another verdict solved is this one's, too; one that somebody solved by hand is not.
    """
    uids = {uid for each in problems for uid in web.joined(each.uid, "same_as")}
    found = [ref for uid in uids if (ref := web.get(uid)) and kinds.state(ref.entry.kind, ref.role, "solved")]
    link = Link(SOLVED, tried.entry.uid, tried.uid)
    solved: list[Item] = []
    for ref in sorted(found, key=lambda ref: (ref.entry.start, ref.item.label)):
        if ref.item.state != "solved":
            entry = now.change(ref.entry.uid, ref.uid, state="solved", links=(*ref.item.links, link))
            solved.append(entry.item(ref.uid))
        elif _marks(ref.item) and link not in ref.item.links:
            now.change(ref.entry.uid, ref.uid, links=(*ref.item.links, link))
    return tuple(solved)


def reopen(now: Step, tried: Ref, board: Entry, problem: Ref, reason: str) -> list[Back]:
    """Bring a problem back: open again where it stood, and on the later board with a note of what did not help.

    Given again, the verdict tells its reason where it told the first one.
    """
    back: list[Back] = []
    if problem.item.state == "solved":
        links = (*problem.item.links, Link(REOPENED, tried.entry.uid, tried.uid))
        entry = now.change(problem.entry.uid, problem.uid, state="open", links=links)
        back.append(Back(entry, entry.item(problem.uid), "opened"))
    web = now.web()
    same = web.joined(problem.uid, "same_as")
    told = [
        ref for relation in (NOTED, BROUGHT) for ref in web.pointing(tried.uid, relation) if ref.uid in same
    ]
    # A problem may be held for the sake of another one, without the note.
    told.sort(key=lambda ref: _without_note(ref.item.body, tried, ref.entry) is None)
    board = now.entry(told[0].entry.uid if told else board.uid)
    here = next(
        (item for item in board.items_of("problem") if item.uid in same and _may_be(item, told)), None
    )
    here = here or promotion.alike(problem.item, list(board.items_of("problem")))
    source = Link("same_as", problem.entry.uid, problem.uid)
    if here is None:
        note = _note(board.language, _name(tried, board), reason)
        body = "\n".join(filter(None, (_bare_body(web, problem), note)))
        brought = (source, Link(BROUGHT, tried.entry.uid, tried.uid))
        made = now.add(board, "problem", replace(problem.item, body=body), brought)
        return [*back, Back(made.entry, made.item, "brought")]
    links = here.links if here.uid in same else _with(here, source)
    noted = _write_note(now, tried, board, replace(here, links=links), reason, is_told=bool(told))
    if any(each.item.uid == here.uid for each in back):  # it stands on the board of the Try itself
        return [replace(noted, how="opened")]
    return [*back, noted]


def _write_note(now: Step, tried: Ref, board: Entry, here: Item, reason: str, *, is_told: bool) -> Back:
    """Open the problem of the board, and say below it what did not help, in the place of what was said before."""
    links, was_solved = here.links, here.state == "solved"
    if was_solved:
        links = (*links, Link(REOPENED, tried.entry.uid, tried.uid))
    if not is_told:
        links = (*links, Link(NOTED, tried.entry.uid, tried.uid))
    rest = _without_note(here.body, tried, board)
    note = _note(board.language, _name(tried, board), reason)
    body = "\n".join(filter(None, (here.body if rest is None else rest, note)))
    how = "noted" if rest is None else "renoted" if reason != tried.item.reason else "same"
    if how == "same":
        body = here.body
    board = now.change(board.uid, here.uid, body=body, links=links, state="open")
    return Back(board, board.item(here.uid), "opened" if was_solved else how)


def keep(now: Step, board: Entry, tried: Ref, text: str) -> Edited:
    """Write the Keep that a kept Try proposes, unless it is written."""
    made = _keeps(now.web(), tried)
    if made:
        return Edited(made[0].entry, made[0].item)
    link = Link("promoted_from", tried.entry.uid, tried.uid)
    return now.add(board, "keep", _proposed(now, tried, text), (link,))


def _proposed(now: Step, tried: Ref, text: str) -> Item:
    return replace(now.journal.new_item(text), category=tried.item.category)


def _keeps(web: Web, tried: Ref) -> list[Ref]:
    return [ref for ref in web.pointing(tried.uid, "promoted_from") if ref.role == "keep"]


def _may_be(item: Item, told: list[Ref]) -> bool:
    return not told or item.uid in {ref.uid for ref in told}


def _name(tried: Ref, board: Entry) -> str:
    return tried.item.label if tried.entry.uid == board.uid else tried.name


def _note(language: str, name: str, reason: str) -> str:
    pattern = _NOTES.get(language, _NOTES["en"])
    return "- " + pattern.format(name=name) + (f": {reason}" if reason else "")


def _without_note(body: str, tried: Ref, board: Entry) -> str | None:
    """The body without the note that the verdict wrote; None where no line is that note any more."""
    lines = body.split("\n")
    note = _note(board.language, _name(tried, board), tried.item.reason)
    if note not in lines:
        return None
    lines.remove(note)
    return "\n".join(lines).strip("\n")


def _bare_body(web: Web, problem: Ref) -> str:
    """The body without what verdicts noted there: that stands in its week, and is taken back there."""
    body = problem.item.body
    for relation in (BROUGHT, NOTED):
        for tried in web.ends(problem, relation):
            rest = _without_note(body, tried, problem.entry)
            body = body if rest is None else rest
    return body


# Taking back


def stands_alone(web: Web, into: Ref) -> bool:
    """Whether what was carried on has a history of its own: a verdict, or a Try of a yet later week."""
    return into.item.state not in ("", "open") or bool(web.pointing(into.uid, "carried_from"))


def take_back(now: Step, web: Web, followed: Followed, verdict: str) -> TakenBack:
    """Take back what verdicts other than this one wrote, as far as nobody touched it since."""
    taken = _TakingBack(now, web, followed)
    if verdict != "carried":
        taken.carried()
    if verdict != "kept":
        taken.kept()
        if verdict != "failed":  # which opens them all
            taken.solved_by_hand()
    if verdict != "failed":
        taken.failed()
    return taken.told()


class _TakingBack:
    """The effects of one Try's verdicts, taken back one after the other."""

    def __init__(self, now: Step, web: Web, followed: Followed) -> None:
        self._now = now
        self._web = web
        self._followed = followed
        self._tried = followed.ref
        self._gone: list[Ref] = []
        self._notes: list[str] = []
        self._states: list[str] = []
        self._stays: list[str] = []

    def told(self) -> TakenBack:
        """What became of them; each item is named once."""
        web = self._now.web()
        stays = dict.fromkeys(self._stays)
        groups = (dict.fromkeys(self._notes), self._states, stays)
        found = (tuple(ref for uid in group if (ref := web.get(uid))) for group in groups)
        return TakenBack(tuple(self._gone), *found)

    def carried(self) -> None:
        """The Try of the later week goes."""
        into = self._followed.into
        if into is None or not _links(into.item, "carried_from", self._tried):
            return
        source = replace(self._tried.item, text=follow.bare_text(self._tried.item))
        same = {uid for each in self._followed.answers for uid in self._web.joined(each.uid, "same_as")}
        answers = {link for link in _links(into.item, "answers") if link.item in same}
        links = answers | set(_links(into.item, "carried_from", self._tried))
        if not self._remove(into, source, links) and self._followed.state == "carried":
            self._stays.append(into.uid)

    def kept(self) -> None:
        """The Keep goes; problems that no other Try solves open."""
        for ref in _keeps(self._web, self._tried):
            source = _proposed(self._now, self._tried, follow.keep_text(self._tried.item))
            gone = self._remove(ref, source, set(_links(ref.item, "promoted_from", self._tried)))
            if not gone and self._followed.state == "kept":
                self._stays.append(ref.uid)
        self._unmark(SOLVED)

    def solved_by_hand(self) -> None:
        """Problems stay solved that no verdict is known to have solved."""
        if self._followed.state == "kept":
            self._stays += [
                ref.uid
                for ref in self._followed.answers
                if ref.item.state == "solved" and not _links(ref.item, SOLVED)
            ]

    def failed(self) -> None:
        """The note goes, and the problem that was brought back with it; one that it opened is solved again."""
        for ref in reversed(self._pointing(BROUGHT)):  # a later one may be what needs an earlier one
            rest = self._take_note(ref) or ref.item
            web = self._now.web()
            [problem, *_more] = web.ends(ref, "same_as") or [ref]
            source = replace(problem.item, body=_bare_body(web, problem))
            made = {*_links(ref.item, BROUGHT, self._tried), *_links(ref.item, "same_as", problem)}
            if not self._remove(replace(ref, item=rest), source, made):
                self._hand_over(ref)
        for ref in self._pointing(NOTED):
            if self._take_note(ref) is None:
                self._stays.append(ref.uid)
            self._change(ref, links=_without(self._fresh(ref), (NOTED,), self._tried))
        self._unmark(REOPENED)

    def _hand_over(self, ref: Ref) -> None:
        """A problem that another verdict holds goes with that one; what nobody but people hold stays."""
        links = _without(self._fresh(ref), (BROUGHT,), self._tried)
        holder = self._holder(ref)
        if holder is None:
            self._stays.append(ref.uid)
        else:
            noted = replace(holder, relation=NOTED)
            links = (*(link for link in links if link not in (noted, holder)), holder)
        self._change(ref, links=links)

    def _holder(self, ref: Ref) -> Link | None:
        """The link to the Try of another verdict that needs the problem: it is noted there, or made what points at it."""
        web = self._now.web()
        links = [*_links(self._fresh(ref), BROUGHT), *_links(self._fresh(ref), NOTED)]
        for each in web.pointing(ref.uid, "answers"):
            links += _links(each.item, "carried_from")
        for each in web.pointing(ref.uid, "same_as"):
            links += _links(each.item, BROUGHT)
        others = (link for link in links if link.item != self._tried.uid and web.get(link.item))
        return next((replace(link, relation=BROUGHT) for link in others), None)

    def _unmark(self, relation: str) -> None:
        """Problems have the state that they would have without the verdict, unless somebody set another."""
        for ref in self._pointing(relation):
            item = self._fresh(ref)
            state, links = _unmarked(item, self._tried)
            self._change(ref, state=state, links=links)
            if state != item.state:
                self._states.append(ref.uid)

    def _pointing(self, relation: str) -> list[Ref]:
        """What points at the Try and is still there, each once."""
        gone = {ref.uid for ref in self._gone}
        found = {ref.uid: ref for ref in self._web.pointing(self._tried.uid, relation)}
        return [ref for uid, ref in found.items() if uid not in gone]

    def _take_note(self, ref: Ref) -> Item | None:
        """The problem without the note; None where no line is that note any more."""
        rest = _without_note(ref.item.body, self._tried, ref.entry)
        if rest is None:
            return None
        self._change(ref, body=rest)
        self._notes.append(ref.uid)
        return self._fresh(ref)

    def _remove(self, ref: Ref, source: Item, links: Collection[Link]) -> bool:
        """Remove what was made of the source, unless somebody touched it or needs it; whether it is gone."""
        item, marks = ref.item, _marks(ref.item)
        states = kinds.states(ref.entry.kind, ref.role)
        state = _STATES[marks[-1].relation] if marks else states[0].name if states else ""
        made = replace(
            self._now.copy(source, item.links),
            uid=item.uid,
            label=item.label,
            state=state,
            changed_at=item.changed_at,
        )
        is_needed = self._now.web().is_linked(item.uid) or not set(item.links) <= {*links, *marks}
        if made != item or is_needed:
            return False
        self._now.remove(ref.entry.uid, ref.uid)
        self._gone.append(ref)
        self._notes = [uid for uid in self._notes if uid != ref.uid]
        return True

    def _fresh(self, ref: Ref) -> Item:
        return self._now.entry(ref.entry.uid).item(ref.uid)

    def _change(self, ref: Ref, **fields: object) -> None:
        self._now.change(ref.entry.uid, ref.uid, **fields)


_STATES = {SOLVED: "solved", REOPENED: "open"}


def _marks(item: Item) -> list[Link]:
    """What verdicts did to the state of a problem, the first one first; each found it otherwise."""
    return [link for link in item.links if link.relation in _STATES]


def _unmarked(item: Item, tried: Ref) -> tuple[str, tuple[Link, ...]]:
    """The state that a problem would have without the Try's verdict, and the links that it then has.

    The first mark tells what the state was before all of them. Marks that would only say so again go, too.
    """
    marks = _marks(item)
    first = "open" if marks[0].relation == SOLVED else "solved"
    left = [link for link in marks if link.item != tried.uid]
    while left and _STATES[left[0].relation] == first:
        left.pop(0)
    state = _STATES[left[-1].relation] if left else first
    others = tuple(link for link in item.links if link.relation not in _STATES)
    is_theirs = item.state != _STATES[marks[-1].relation]
    return item.state if is_theirs else state, (*others, *left)


def _links(item: Item, relation: str, end: Ref | None = None) -> tuple[Link, ...]:
    return tuple(
        link for link in item.links if link.relation == relation and (end is None or link.item == end.uid)
    )


def _with(item: Item, link: Link) -> tuple[Link, ...]:
    return item.links if link in item.links else (*item.links, link)


def _without(item: Item, relations: Collection[str], end: Ref) -> tuple[Link, ...]:
    return tuple(link for link in item.links if link.relation not in relations or link.item != end.uid)
