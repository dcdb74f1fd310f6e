"""Changes of an entry as pure functions: each takes an Entry and gives another.

They know positions, labels and states; who may call them, and when a change is written down, is the
journal's business.
"""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Iterable, Mapping
from typing import Any

from msgspec.structs import replace

from retrotui.model import kinds, periods
from retrotui.model.entry import Entry, Item, Section, Week, new_uid
from retrotui.model.kinds import AREAS, KINDS, ROLES, Kind


def new_entry(
    kind: Kind, span: periods.Span, *, key: str, language: str, title: str = "", now: dt.datetime
) -> Entry:
    """An empty entry with a section for each role of its kind."""
    return Entry(
        uid=new_uid(),
        key=key,
        kind=kind.name,
        title=title or kind.title(language, periods.describe(span, kind.period)),
        start=span.start,
        end=span.end,
        language=language,
        sections=tuple(_new_sections(kind, span, language)),
        created_at=now,
        updated_at=now,
    )


def _new_sections(kind: Kind, span: periods.Span, language: str) -> Iterable[Section]:
    for name in kind.roles:
        if kind.numbered:
            dates = [
                day for day in (span.start + dt.timedelta(weeks=n) for n in range(60)) if day <= span.end
            ]
            for number, day in enumerate(dates, 1):
                heading = (
                    f"{kind.heading(name, language).format(n=number)} - {day.isoformat().replace('-', '.')}"
                )
                final = number == len(dates)
                yield Section(new_uid(), name, heading, 2, week=Week(number, day, final=final))
        elif kind.named:
            for area in AREAS.get(language, AREAS["en"]):
                yield Section(new_uid(), name, area, 2)
        else:
            yield Section(new_uid(), name, kind.heading(name, language), 2)


def label_prefix(section: Section) -> str:
    """What labels of the section's items begin with: `K`, or `W2.` in the second week of a plan."""
    prefix = ROLES[section.role].prefix
    return f"{prefix}{section.week.number}." if section.week and prefix else prefix


def next_label(entry: Entry, section: Section) -> str:
    """A label that no item of the entry has: one above the highest of the section's prefix."""
    prefix = label_prefix(section)
    if not prefix:
        return ""
    pattern = re.compile(re.escape(prefix) + r"(\d+)")
    numbers = [int(match[1]) for item in entry.items() if (match := pattern.fullmatch(item.label))]
    return f"{prefix}{max(numbers, default=0) + 1}"


def renumber(entry: Entry) -> Entry:
    """The entry with its labels counted anew in reading order: `P1 P3 P7` become `P1 P2 P3`.

    Labels of another make (`K-3`, `alpha`) stay as they are, and no number is given twice. Links point at uids and hold.
    """
    counted = {
        item.uid: prefix
        for section in entry.sections
        if (prefix := label_prefix(section))
        for item in section.items
        if re.fullmatch(re.escape(prefix) + r"\d+", item.label)
    }
    taken = {item.label for item in entry.items() if item.uid not in counted}
    labels: dict[str, str] = {}
    for uid, prefix in counted.items():
        free = (f"{prefix}{number}" for number in itertools.count(1))
        labels[uid] = next(label for label in free if label not in taken)
        taken.add(labels[uid])
    return with_labels(entry, labels)


def with_labels(entry: Entry, labels: Mapping[str, str]) -> Entry:
    """The entry with the labels that items get, by their uids; others keep theirs."""
    sections = tuple(
        replace(
            section,
            items=tuple(replace(item, label=labels.get(item.uid, item.label)) for item in section.items),
        )
        for section in entry.sections
    )
    return replace(entry, sections=sections)


def with_section(entry: Entry, section: Section) -> Entry:
    """The entry with the section of the same uid replaced."""
    return replace(
        entry, sections=tuple(section if old.uid == section.uid else old for old in entry.sections)
    )


def ensure_section(entry: Entry, role: str) -> tuple[Entry, Section]:
    """The first section that plays the role; made where the kind's order of roles wants it when there is none."""
    for section in entry.sections:
        if section.role == role:
            return entry, section
    section = Section(new_uid(), role, KINDS[entry.kind].heading(role, entry.language), 2)
    order = KINDS[entry.kind].roles
    following = order[order.index(role) + 1 :] if role in order else ()
    at = next((n for n, old in enumerate(entry.sections) if old.role in following), len(entry.sections))
    return replace(entry, sections=(*entry.sections[:at], section, *entry.sections[at:])), section


def add_item(entry: Entry, section_uid: str, item: Item, index: int | None = None) -> Entry:
    """The entry with the item in the section, at the index or at the end.

    An item without a label gets the next one, without a state its role's first. Raises KeyError when the section is gone.
    """
    section = entry.section(section_uid)
    states = kinds.states(entry.kind, section.role)
    if not item.label:
        item = replace(item, label=next_label(entry, section))
    if not item.state and states:
        item = replace(item, state=states[0].name)
    at = len(section.items) if index is None else max(0, min(index, len(section.items)))
    return with_section(entry, replace(section, items=(*section.items[:at], item, *section.items[at:])))


def change_item(entry: Entry, item_uid: str, **fields: Any) -> Entry:
    """The entry with fields of one item changed. Raises KeyError when the item is gone."""
    section = entry.section_of(item_uid)
    items = tuple(replace(item, **fields) if item.uid == item_uid else item for item in section.items)
    return with_section(entry, replace(section, items=items))


def remove_item(entry: Entry, item_uid: str) -> Entry:
    """The entry without the item. Raises KeyError when it is gone already."""
    section = entry.section_of(item_uid)
    return with_section(entry, replace(section, items=tuple(i for i in section.items if i.uid != item_uid)))


def move_item(entry: Entry, item_uid: str, section_uid: str, index: int | None = None) -> Entry:
    """The entry with the item at another place, in the same section or another.

    In a section of another role the item gets a new label and, unless the role knows its state, a new state;
    links point at its uid and hold. Raises KeyError when item or section are gone.
    """
    item, source = entry.item(item_uid), entry.section_of(item_uid)
    target = entry.section(section_uid)
    if label_prefix(source) != label_prefix(target):
        item = replace(item, label="")
    if source.role != target.role and not kinds.state(entry.kind, target.role, item.state):
        item = replace(item, state="")
    return add_item(remove_item(entry, item_uid), section_uid, item, index)


def pruned(entry: Entry) -> Entry:
    """The entry without guesses of a repair whose line was changed."""
    if not entry.has_guesses:
        return entry
    # Nearly no entry has any, and this module is loaded for every line that is logged.
    from retrotui.model.guess import without

    return without(entry, ())
