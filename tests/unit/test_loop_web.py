"""Who points at whom: a web that takes in one change is the one that would be made anew."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pytest
from msgspec.structs import replace

from retrotui.loop.web import Ref, Web
from retrotui.model import edit
from retrotui.model.entry import Entry, Item, Section, new_uid
from tests.unit.test_loop_recurrence import story


def said(web: Web) -> tuple[object, ...]:
    """All that a web tells."""
    items = [item for entry in web.entries for item in entry.items()]
    ends = {(link.relation, link.item) for item in items for link in item.links}
    found = {item.uid: [ref] for item in items if (ref := web.get(item.uid))}
    return web.entries, told(found), told({end: web.pointing(end[1], end[0]) for end in ends})


def told(refs: Mapping[object, Sequence[Ref]]) -> dict[object, list[object]]:
    return {key: [(ref.entry, ref.item, ref.role) for ref in each] for key, each in refs.items()}


def first(entry: Entry) -> Item:
    return next(entry.items())


CHANGES: dict[str, Callable[[Entry], Entry]] = {
    "another state": lambda entry: edit.change_item(entry, first(entry).uid, state="solved"),
    "another text": lambda entry: edit.change_item(entry, first(entry).uid, text="다른 말"),
    "a new item": lambda entry: edit.add_item(
        entry, entry.sections[0].uid, Item(new_uid(), text="new"), None
    ),
    "an item less": lambda entry: edit.remove_item(entry, next(i.uid for i in entry.items() if not i.links)),
    "an item elsewhere": lambda entry: edit.move_item(entry, first(entry).uid, entry.sections[-1].uid, 0),
    "a section more": lambda entry: replace(
        entry, sections=(*entry.sections, Section(new_uid(), "prose", "Notes", 2))
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_that_leaves_links_is_taken_in(change: str) -> None:
    entries = story()
    before = Web(entries)
    was = said(before)
    for old in entries:
        if change == "an item less" and all(item.links for item in old.items()):
            continue
        new = CHANGES[change](old)
        made = Web([new if each.uid == old.uid else each for each in entries])
        assert said(before.with_entry(new)) == said(made)
    assert said(before) == was
