"""Three versions of one thing made into one: what both began with, ours, and the file's.

Pure functions over values and identities; what the versions are, and who is told of what, is `update`'s business.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from difflib import SequenceMatcher
from typing import TypeVar

import msgspec
from msgspec.structs import replace

from retrotui.model.entry import Item, Link, Week
from retrotui.text import split_lines

FIELDS = ("state", "category", "group", "flow", "date", "size", "reason")
"""Of an item, beside its words and its label."""

_T = TypeVar("_T")


class Choice(msgspec.Struct, frozen=True):
    """A merged item, and what only one side could have of it."""

    item: Item
    is_split: bool = False
    """Whether the words differ in all three, so that the file's item stands beside ours."""
    clashes: tuple[str, ...] = ()
    """Fields that both sides changed and that stay ours."""


def chosen(base: _T, ours: _T, theirs: _T) -> tuple[_T, bool]:
    """The side that changed a value; ours, and True, where both did and not to the same."""
    if base == ours:
        return theirs, False
    return ours, theirs not in (base, ours)


def item(base: Item | None, ours: Item, theirs: Item, own: str) -> Choice:
    """An item that is on both sides. `own` is the uid of its entry, whose `answers` links are in the file as well."""
    was = base or ours
    text, differs = chosen(was.text, ours.text, theirs.text)
    body, is_torn = lines(was.body, ours.body, theirs.body)
    if differs or is_torn:
        return Choice(ours, is_split=True)
    values = {name: chosen(*(getattr(side, name) for side in (was, ours, theirs))) for name in FIELDS}
    merged = replace(
        ours,
        text=text,
        body=body,
        label=chosen(was.label, ours.label, theirs.label)[0] or ours.label,
        links=_links(was.links, ours.links, theirs.links, own),
        **{name: value for name, (value, _) in values.items()},
    )
    is_same = replace(merged, label=ours.label) == ours
    merged = replace(merged, changed_at=ours.changed_at if is_same else None)
    return Choice(merged, clashes=tuple(name for name, (_, both) in values.items() if both))


def _links(base: Iterable[Link], ours: Iterable[Link], theirs: Iterable[Link], own: str) -> tuple[Link, ...]:
    """Ours, without the answers that the file does not give any more, and what it says of new ones."""
    before, there = set(base), tuple(theirs)
    gone = {link for link in before if is_answer(link, own) and link not in there}
    kept = [link for link in ours if link not in gone]
    return (*kept, *(link for link in there if link not in kept and link not in before))


def is_answer(link: Link, own: str) -> bool:
    """Whether Markdown can say the link: an answer to an item of the same entry."""
    return (link.relation, link.entry) == ("answers", own)


def week(base: Week | None, ours: Week | None, theirs: Week | None) -> tuple[Week | None, bool]:
    """What is known of a week, field by field; True where a field stays ours that the file changed as well."""
    if base is None or ours is None or theirs is None:
        return chosen(base, ours, theirs)
    values = {
        name: chosen(*(getattr(side, name) for side in (base, ours, theirs)))
        for name in Week.__struct_fields__
    }
    fields = {name: value for name, (value, _) in values.items()}
    return Week(**fields), any(both for _, both in values.values())


def lines(base: str, ours: str, theirs: str) -> tuple[str, bool]:
    """A text merged line by line; where both changed the same lines both are there, ours first, and True is given."""
    if base == ours or ours == theirs:
        return theirs, False
    if base == theirs:
        return ours, False
    before, here, there = (split_lines(side) for side in (base, ours, theirs))
    left, right = _same_lines(before, here), _same_lines(before, there)
    out: list[str] = []
    is_torn = False
    begin = at = to = 0
    for place in [n for n in range(len(before)) if n in left and n in right] + [len(before)]:
        upto, until = left.get(place, len(here)), right.get(place, len(there))
        was, mine, its = before[begin:place], here[at:upto], there[to:until]
        if mine == its or was == its:
            out += mine
        elif was == mine:
            out += its
        else:
            is_torn = is_torn or any(line.strip() for line in was)
            between = [""] if mine and its and mine[-1].strip() and its[0].strip() else []
            out += [*mine, *between, *its]
        out += before[place : place + 1]
        begin, at, to = place + 1, upto + 1, until + 1
    return "\n".join(out), is_torn


def _same_lines(one: Sequence[str], other: Sequence[str]) -> dict[int, int]:
    """The lines of one text by where they stand in another."""
    runs = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return {run.a + n: run.b + n for run in runs for n in range(run.size)}


def ordered(
    base: Sequence[str], ours: Sequence[str], theirs: Sequence[str], group_of: Callable[[str], str]
) -> list[str]:
    """Identities in one order: ours, unless only the file has another one; what the other side has follows what it followed.

    What both put at the same place stands ours first.
    """
    shared = {*ours} & {*theirs}
    common = [uid for uid in base if uid in shared]
    if [uid for uid in theirs if uid in shared] == common:
        return _woven(ours, theirs, group_of, is_last=True)
    return _woven(theirs, ours, group_of, is_last=False)


def _woven(
    spine: Sequence[str], others: Sequence[str], group_of: Callable[[str], str], *, is_last: bool
) -> list[str]:
    found = list(spine)
    shared = set(others)
    above = ""
    for uid in others:
        if uid not in found:
            at = found.index(above) + 1 if above else 0
            begins = bool(above) and group_of(above) != group_of(uid)
            while at < len(found) and found[at] not in shared:
                is_alike = group_of(found[at]) == group_of(uid)
                if not (begins or (is_alike and is_last)):
                    break
                at += 1
            found.insert(at, uid)
        above = uid
    return found
