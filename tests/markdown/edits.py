"""The edits that the app makes, and what each may do to a document: nothing outside the sections that it edits."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Iterator

from msgspec.structs import replace

from retrotui.markdown import digest, label, patch
from retrotui.markdown.reader import Hints, read
from retrotui.markdown.table_patch import with_levels
from retrotui.markdown.writer import write_text
from retrotui.model import edit, kinds
from retrotui.model.entry import Entry, Item, Link, Section, new_uid
from retrotui.text import lines_with_ends

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
    yield f"{name}, twice", edit.add_item(
        edit.add_item(entry, section.uid, new), section.uid, replace(new, uid=new_uid(), text="새 것 다음 것")
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
        counted = [replace(item, label=f"{item.label}0") if item.label else item for item in section.items]
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


def touched(before: Entry, after: Entry) -> set[str]:
    """Uids of the sections that differ between two states of an entry in what Markdown says of them."""
    old, new = _fields(before), _fields(after)
    found = {uid for uid in old.keys() | new.keys() if old.get(uid) != new.get(uid)}
    for block in before.blocks:
        if block.kind == digest.FLOW and digest.flow(before) != digest.flow(after):
            found.update(block.sections)
        if block.kind in digest.TITLES and before.title != after.title:
            found.update(block.sections)
    return found


def _fields(entry: Entry) -> dict[str, str]:
    """A digest of each section by itself."""
    return {
        section.uid: digest.digest(entry, replace(_NO_BLOCK, sections=(section.uid,)))
        for section in entry.sections
    }


_NO_BLOCK = read(b"x", "")[0].entry.blocks[0]


def chunks_apart(entry: Entry, changed: set[str]) -> list[str]:
    """The runs of source lines that belong to no changed section; first and last are empty where one is at an edge."""
    old = patch.reread(entry, label.load())
    assert old is not None
    head = "".join(block.source for block in entry.blocks if block.kind == digest.FRONT_MATTER)
    owners: list[set[str]] = [set() for _ in lines_with_ends(head)]
    source = "".join(piece.raw for piece in old.shape.pieces)
    ends = list(itertools.accumulate(len(line) for line in lines_with_ends(source)))
    owners += [set() for _ in ends]
    position = line = 0
    for piece in old.shape.pieces:
        uid = old.sections[piece.section].uid
        stop = position + len(piece.raw)
        while position < stop:
            owners[len(lines_with_ends(head)) + line].add(uid)
            position = min(stop, ends[line])
            line += position == ends[line]
    runs: list[list[str]] = [[]]
    for own, raw in zip(owners, lines_with_ends(head + source), strict=True):
        if own & changed:
            runs.append([])
        else:
            runs[-1].append(raw)
    return ["".join(run) for place, run in enumerate(runs) if run or place in (0, len(runs) - 1)]


def lost_apart(entry: Entry, edited: Entry, out: str) -> str:
    """The first source text outside the edited sections that is not in the output, in order, byte for byte; or empty."""
    changed = touched(entry, edited)
    if entry.title != edited.title or entry.tags != edited.tags:
        return ""
    runs = chunks_apart(entry, changed)
    if len(runs) == 1:
        return _inserted_apart(runs[0], out)
    if not out.startswith(runs[0]):
        return runs[0]
    if not out.endswith(runs[-1]):
        return runs[-1]
    position = len(runs[0])
    for run in runs[1:-1]:
        at = out.find(run, position)
        if at < 0:
            return run
        position = at + len(run)
    return ""


def _inserted_apart(source: str, out: str) -> str:
    """Whether the output is the source with one text inserted."""
    front = len(list(itertools.takewhile(lambda pair: pair[0] == pair[1], zip(source, out, strict=False))))
    back = len(
        list(itertools.takewhile(lambda pair: pair[0] == pair[1], zip(source[::-1], out[::-1], strict=False)))
    )
    return "" if front + back >= len(source) else source[front : len(source) - back]


def style(entry: Entry) -> dict[str, tuple[str, int, set[str]]]:
    """How each section of an entry's source is laid out: its head, its level, and the marks before its items."""
    old = patch.reread(entry, label.load())
    assert old is not None
    found: dict[str, tuple[str, int, set[str]]] = {}
    for draft, section, pieces in zip(old.shape.sections, old.sections, old.shape.by_section(), strict=True):
        marks = {_mark(piece) for piece in pieces if piece.item}
        found[section.uid] = (draft.form, draft.level, marks)
    return found


def _mark(piece: object) -> str:
    parts = piece.parts  # type: ignore[attr-defined]
    lead = parts[0].raw if parts and parts[0].name == "lead" else ""
    form = piece.form  # type: ignore[attr-defined]
    sign = re.sub(r"\d+", "N", lead.replace("<!-- item -->", "").strip(" ") if form == "cell" else lead)
    return f"{form} {sign!r}"


def out_of_style(entry: Entry, again: Entry) -> list[str]:
    """Sections of the source whose head or whose items' marks are others in what was read back."""
    old, new = style(entry), style(again)
    roles = [section for section in entry.sections]
    found = []
    fresh = list(again.sections)
    for section in roles:
        at = next(
            (n for n, other in enumerate(fresh) if (other.role, other.heading) == (section.role, section.heading)),
            None,
        )
        if at is None and (section.heading == entry.title or section.week):
            continue
        if at is None:
            if old[section.uid][0]:
                found.append(f"{section.heading} is gone")
            continue
        was, now = old[section.uid], new[fresh.pop(at).uid]
        if was[:2] != now[:2]:
            found.append(f"{section.heading}: {was[:2]} became {now[:2]}")
        elif was[2] and not now[2] <= was[2] and "line ''" not in was[2]:
            # One text on the line of its label has no siblings: with a second item it becomes a list.
            found.append(f"{section.heading}: {now[2]} instead of {was[2]}")
    return found


def faults(entry: Entry, edited: Entry) -> list[str]:
    """What is wrong with the document that an edited entry is written as; empty when all promises hold."""
    out = write_text(edited)
    source = "".join(block.source for block in entry.blocks)
    found = []
    if lost := lost_apart(entry, edited, out):
        found.append(f"outside the edit, {lost!r} is gone")
    again = parsed(out, entry.kind)
    if said(again) != said(edited):
        found.append(f"reads as {said(again)}\n instead of {said(edited)}")
    if wrong := out_of_style(entry, again):
        found += wrong
    if write_text(again) != out:
        found.append("written again it differs")
    if "\r\n" in source and re.search(r"(?<!\r)\n", out):
        found.append("newlines are mixed")
    return found
