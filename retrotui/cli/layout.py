"""An entry laid out for people to read in a terminal: pure, one line after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import msgspec

from retrotui.actions import by_id
from retrotui.model import guess, insight, kinds, periods, study
from retrotui.model.entry import Entry, Item, Link, Section
from retrotui.text import cell_width, pad, split_lines, visible
from retrotui.wording import N_, _

Lookup = Callable[[str], Entry | None]
INDENT = "  "

_RELATIONS = {
    "answers": "→ {name}",
    "carried_from": N_("carried from {name}"),
    "promoted_from": N_("from {name}"),
    "same_as": N_("same as {name}"),
    "lesson_of": N_("lesson of {name}"),
    "solved_by": N_("solved by {name}"),
    "reopened_by": N_("open again because of {name}"),
    "noted_by": N_("with a note on {name}"),
    "brought_by": N_("brought back by {name}"),
}


class Line(msgspec.Struct, frozen=True):
    """One printed line."""

    text: str
    style: str = ""
    """`heading`, `faint`, or empty."""


def lay_out(entry: Entry, entry_of: Lookup, onward: Mapping[str, str] | None = None) -> Iterator[Line]:
    """The lines that show an entry; `entry_of` gives the entry with a uid, for the ends of links.

    `onward` says of items, by uid, what became of them in other entries.
    """
    yield Line(visible(entry.title or entry.key), "heading")
    yield Line(visible(" · ".join(part for part in _about(entry) if part)), "faint")
    for section in entry.sections:
        yield Line("")
        yield from _section(entry, section, entry_of, onward or {})
    if found := insight.findings(entry, _):
        yield Line("")
        yield from (Line(visible(f"! {finding}")) for finding in found)
    if guess.told(entry):
        told = _("`{key}` in the app goes through them.").format(key=by_id()["entry.review"].shown_keys)
        yield Line(INDENT + told, "faint")


def _about(entry: Entry) -> Iterator[str]:
    yield entry.key
    span = periods.Span(entry.start, entry.end)
    words = periods.describe(span, kinds.KINDS[entry.kind].period)
    if words not in entry.key:
        yield words
    yield insight.summary(entry, _)
    yield " ".join(f"#{tag}" for tag in entry.tags)


def _section(entry: Entry, section: Section, entry_of: Lookup, onward: Mapping[str, str]) -> Iterator[Line]:
    heading = section.heading or (kinds.ROLES[section.role].heading(entry.language) if section.items else "")
    if heading:
        yield Line(visible(heading), "heading")
    if facts := _week(section):
        yield Line(INDENT + visible(facts), "faint")
    width = max((cell_width(item.label) for item in section.items), default=0)
    group = ""
    for item in section.items:
        if item.group != group:
            group = item.group
            yield Line((INDENT + visible(group)).rstrip(), "faint")
        remarks = [*_remarks(entry, section, item, entry_of), onward.get(item.uid, "")]
        yield from _item(entry, section, item, width, " · ".join(filter(None, remarks)))
    if section.prose.strip():
        yield from (Line(visible(line)) for line in split_lines(section.prose.strip("\n")))


def _week(section: Section) -> str:
    week = section.week
    if week is None:
        return ""
    done = study.week_progress(section)
    parts = [
        week.date.isoformat() if week.date else "",
        week.attendance + (f" ({week.reason})" if week.reason else ""),
        "" if done is None else study.percent(done),
        _("final") if week.final else "",
    ]
    return " · ".join(part for part in parts if part)


def _item(entry: Entry, section: Section, item: Item, width: int, remarks: str) -> Iterator[Line]:
    state = kinds.state(entry.kind, section.role, item.state)
    box = ""
    if kinds.states(entry.kind, section.role):
        box = f"[{state.mark if state else ' '}] "
    label = f"{pad(item.label, width)} " if width else ""
    bullet = "" if box or label else "- "
    start = INDENT + box + label + bullet
    category = f"[{item.category}] " if item.category else ""
    yield Line(visible(start + category + item.text + (f"  {remarks}" if remarks else "")))
    if item.body.strip():
        indent = " " * cell_width(start)
        yield from (Line((indent + visible(line)).rstrip()) for line in split_lines(item.body.strip("\n")))


def _remarks(entry: Entry, section: Section, item: Item, entry_of: Lookup) -> list[str]:
    """What stands behind an item's text: links, flow, and a state that its box does not tell."""
    states = kinds.states(entry.kind, section.role)
    plain = {each.name for each in states[:1]} | {"done", ""}
    remarks = [words for link in item.links if (words := link_words(entry, link, entry_of))]
    if item.state not in plain or item.reason:
        remarks.append(": ".join(part for part in (item.state, item.reason) if part))
    if item.flow:
        remarks.append(_("flow {level}").format(level=item.flow))
    if item.date:
        remarks.append(item.date.isoformat())
    return remarks


def link_words(entry: Entry, link: Link, entry_of: Lookup) -> str:
    """A link in words, such as `→ P1` or `carried from kpt/2026-W46 T2`; empty when its end is gone."""
    target = entry if link.entry == entry.uid else entry_of(link.entry)
    item = next((each for each in target.items() if each.uid == link.item), None) if target else None
    if target is None or item is None:
        return ""
    name = item.label or item.text
    where = name if target is entry else f"{target.key} {name}"
    pattern = _RELATIONS.get(link.relation)
    return _(pattern).format(name=where) if pattern else f"{link.relation} {where}"
