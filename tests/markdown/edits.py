"""The edits that the app makes, each as an entry before it and after it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from msgspec.structs import replace

from retrotui.markdown.reader import Hints, read
from retrotui.markdown.table_patch import with_levels
from retrotui.model import edit, kinds
from retrotui.model.entry import Entry, Item, Link, Section, new_uid

Edited = tuple[str, Entry]


def parsed(source: str, kind: str = "") -> Entry:
    """The entry of a document that holds one."""
    readings = read(source.encode(), "notes/a.md", Hints(kind=kind))
    assert len(readings) == 1
    return readings[0].entry


def edits(entry: Entry) -> Iterator[Edited]:
    """The entry after one edit each, of every sort that fits, with a name for the sort."""
    for section in entry.sections:
        if section.role != "prose":
            yield from _additions(entry, section)
            for item in section.items:
                yield from _item_edits(entry, section, item)
                yield from _moves(entry, section, item)
            yield from _section_edits(entry, section)
    yield from _new_sections(entry)
    yield from _entry_edits(entry)


def _additions(entry: Entry, section: Section) -> Iterator[Edited]:
    new = Item(new_uid(), text="brand new")
    name = f"add to {section.role}"
    yield name, edit.add_item(entry, section.uid, new)
    yield f"{name}, first", edit.add_item(entry, section.uid, replace(new, body="x\ny"), 0)
    yield f"{name}, second", edit.add_item(entry, section.uid, replace(new, body="- x\n  - y\n\nz"), 1)
    yield (
        f"{name}, twice",
        edit.add_item(
            edit.add_item(entry, section.uid, new),
            section.uid,
            replace(new, uid=new_uid(), text="새 것 다음 것"),
        ),
    )
    yield f"{name}, a category", edit.add_item(entry, section.uid, replace(new, category="QA"))


def _item_edits(entry: Entry, section: Section, item: Item) -> Iterator[Edited]:
    def changed(**fields: object) -> Entry:
        return edit.change_item(entry, item.uid, **fields)

    of = f"of {item.text}"
    yield f"text {of}", changed(text="other | words")
    yield f"text like syntax {of}", changed(text="[x] 1. other - done")
    yield f"body {of}", changed(body="more\n- nested\n  - deeper\n\n> quoted")
    yield f"body like an item {of}", changed(body="- more\n- and more")
    yield f"fenced body {of}", changed(body="```\n## Keep\n- a\n```")
    yield f"no body {of}", changed(body="")
    yield f"category {of}", changed(category="QA")
    yield f"size {of}", changed(size="2h")
    yield f"reason {of}", changed(reason="no time")
    yield f"remove {of}", edit.remove_item(entry, item.uid)
    for state in kinds.states(entry.kind, section.role):
        yield f"state {state.name} {of}", changed(state=state.name)
    if entry.kind == "kpt":
        yield f"flow {of}", with_levels(changed(flow="A"))
    if section.role == "try":
        yield f"no links {of}", changed(links=())
        for target in (*entry.items_of("problem")[:2], *entry.items_of("keep")[:1]):
            yield f"link {of} to {target.text}", changed(links=(Link("answers", entry.uid, target.uid),))


def _moves(entry: Entry, section: Section, item: Item) -> Iterator[Edited]:
    at = [other.uid for other in section.items].index(item.uid)
    of = f"{item.text} of {section.role}"
    for index in {0, at - 1, at + 1, len(section.items)} - {at, -1}:
        yield f"move {of} to {index}", edit.move_item(entry, item.uid, section.uid, index)
    for other in entry.sections:
        if other.role != "prose" and other.uid != section.uid:
            yield f"move {of} to {other.role}", edit.move_item(entry, item.uid, other.uid)
            yield f"move {of} above {other.role}", edit.move_item(entry, item.uid, other.uid, 0)


def _section_edits(entry: Entry, section: Section) -> Iterator[Edited]:
    of = f"of {section.role}"
    emptied = edit.with_section(entry, replace(section, items=()))
    yield f"no items {of}", emptied
    prose = f"{section.prose}\n\nA line more.".strip()
    yield f"prose {of}", edit.with_section(entry, replace(section, prose=prose))
    if section.items:
        backwards = replace(section, items=tuple(reversed(section.items)))
        yield f"backwards {of}", edit.with_section(entry, backwards)
        # A label has three digits at most.
        counted = [
            replace(item, label=f"{item.label}0") if 0 < len(item.label) < 4 else item
            for item in section.items
        ]
        yield f"other labels {of}", edit.with_section(entry, replace(section, items=tuple(counted)))
    if section.week:
        week = section.week
        for name, value in (
            ("number", week.number + 10), ("date", dt.date(2024, 2, 5)), ("attendance", "absent"), ("reason", "flu"),
            ("percent", 80.0), ("final", not week.final),
        ):  # fmt: skip
            given = replace(section, week=replace(week, **{name: value}))
            yield f"week {name} {week.number}", edit.with_section(entry, given)


def _new_sections(entry: Entry) -> Iterator[Edited]:
    for role in (*kinds.KINDS[entry.kind].roles, "learned"):
        grown, made = edit.ensure_section(entry, role)
        if grown is not entry and role != "week":
            filled = edit.add_item(grown, made.uid, Item(new_uid(), text="brand new"))
            yield f"new {role}", filled
            yield f"new {role} of two", edit.add_item(filled, made.uid, Item(new_uid(), text="another"))


def _entry_edits(entry: Entry) -> Iterator[Edited]:
    yield "title", replace(entry, title="Another title: it's on")
    yield "tags", replace(entry, tags=("a", "b c"))


def said(entry: Entry) -> list[tuple[object, ...]]:
    """What people see of an entry: sections with their items in order, states, levels, links by what they point at."""
    texts = {item.uid: item.text for item in entry.items()}
    found: list[tuple[object, ...]] = []
    for section in entry.sections:
        rows = [
            (item.text, item.state, item.category, item.group, item.body, item.reason, item.size, item.flow,
             # Only tries say in words what they answer; other links stay in the notebook.
             sorted(texts[link.item] for link in item.links if link.item in texts and section.role == "try"))
            for item in section.items
        ]  # fmt: skip
        week = section.week
        if week and not week.attendance and section.prose:
            # Who wrote about a week was there, as the reader takes it.
            week = replace(week, attendance="attended")
        if rows or week:
            found.append((section.role, week, rows))
    return found


def proses(entry: Entry) -> list[str]:
    """The lines of an entry's prose but those of tables, as people see them."""
    return [
        " ".join(line.split())
        for section in entry.sections
        for line in section.prose.split("\n")
        if line.strip() and "|" not in line
    ]
