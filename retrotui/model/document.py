"""The shape in which programs see an entry: plain dicts for JSON, and the way back.

`docs/json.md` describes it for readers, `docs/schema/entry.schema.json` for machines. Unlike the notebook
file, it names things as people do (keys and labels), so it outlives changes of the model.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from typing import Any

import msgspec
from msgspec.structs import replace

from retrotui.errors import DocumentUnreadable
from retrotui.model import edit, insight, kinds
from retrotui.model.entry import Entry, Item, Link, Section, Week, new_uid
from retrotui.model.kinds import KINDS, LANGUAGES, ROLES
from retrotui.text import clean, clean_line

SCHEMA = 1
"""The version of the shape; a program should refuse what it does not know."""

Lookup = Callable[[str], Entry | None]


def to_document(entry: Entry, entry_of: Lookup, warnings: Iterable[str] = ()) -> dict[str, Any]:
    """The entry as a document; `entry_of` gives the entry with a uid, for the ends of links.

    Its warnings are `told`. A link whose end is gone is left out.
    """
    return {
        "schema": SCHEMA,
        "uid": entry.uid,
        "key": entry.key,
        "kind": entry.kind,
        "title": entry.title,
        "language": entry.language,
        "start": entry.start.isoformat(),
        "end": entry.end.isoformat(),
        "updated_at": entry.updated_at.isoformat() if entry.updated_at else None,
        "tags": list(entry.tags),
        "front_matter": entry.front_matter,
        "sections": [_section(entry, section, entry_of) for section in entry.sections],
        "warnings": told(entry, warnings),
    }


def told(entry: Entry, warnings: Iterable[str] = ()) -> list[str]:
    """The given warnings and then what the entry's own rules find, each once."""
    return list(dict.fromkeys([*warnings, *insight.findings(entry)]))


def _section(entry: Entry, section: Section, entry_of: Lookup) -> dict[str, Any]:
    document: dict[str, Any] = {"role": section.role, "heading": section.heading}
    if week := section.week:
        document["week"] = {
            "number": week.number,
            "date": week.date.isoformat() if week.date else None,
            "attendance": week.attendance,
            "reason": week.reason,
            "percent": _number(week.percent),
            "final": week.final,
        }
    document["items"] = [_item(entry, item, entry_of) for item in section.items]
    document["prose"] = section.prose
    return document


def _item(entry: Entry, item: Item, entry_of: Lookup) -> dict[str, Any]:
    return {
        "label": item.label,
        "text": item.text,
        "body": item.body,
        "state": item.state,
        "category": item.category,
        "group": item.group,
        "flow": item.flow,
        "date": item.date.isoformat() if item.date else None,
        "size": item.size,
        "reason": item.reason,
        "links": [document for link in item.links if (document := _link(entry, link, entry_of))],
    }


def _link(entry: Entry, link: Link, entry_of: Lookup) -> dict[str, str] | None:
    target = entry if link.entry == entry.uid else entry_of(link.entry)
    item = next((item for item in target.items() if item.uid == link.item), None) if target else None
    if target is None or item is None:
        return None
    return {"relation": link.relation, "key": target.key, "label": item.label}


def _number(value: float | None) -> float | int | None:
    return int(value) if value is not None and value.is_integer() else value


class _Link(msgspec.Struct):
    relation: str
    key: str
    label: str


class _Item(msgspec.Struct):
    text: str
    label: str | None = None
    body: str = ""
    state: str | None = None
    category: str = ""
    group: str = ""
    flow: str = ""
    date: dt.date | None = None
    size: str = ""
    reason: str = ""
    links: list[_Link] = []


class _Section(msgspec.Struct):
    role: str
    heading: str = ""
    items: list[_Item] = []
    prose: str = ""
    week: Week | None = None


class _Document(msgspec.Struct):
    schema: int
    kind: str
    start: dt.date
    end: dt.date
    uid: str = ""
    key: str = ""
    title: str = ""
    language: str = "en"
    updated_at: dt.datetime | None = None
    tags: list[str] = []
    front_matter: dict[str, Any] = {}
    sections: list[_Section] = []


def from_document(data: Any) -> Entry:
    """The entry that a document describes, its links to itself set; `linked` sets the others.

    It has the document's uid and key (none when the document leaves the key out or it is not the kind's), new uids
    inside, and no Markdown source. Items without label or state get what a new item would. Raises DocumentUnreadable with the place of what is wrong.
    """
    document = _convert(data)
    entry = Entry(
        uid=clean_line(document.uid) or new_uid(),
        key=document.key if re.fullmatch(rf"{document.kind}/[\w.-]+", document.key) else "",
        kind=document.kind,
        title=clean_line(document.title),
        start=document.start,
        end=document.end,
        language=document.language if document.language in LANGUAGES else "en",
        tags=tuple(tag for tag in map(clean_line, document.tags) if tag),
        front_matter=_scrubbed(document.front_matter),
        sections=tuple(_read_section(section) for section in document.sections),
        updated_at=_in_utc(document.updated_at),
    )
    entry = _filled_in(entry, document)
    return linked(entry, data, lambda key: None)


def _in_utc(moment: dt.datetime | None) -> dt.datetime | None:
    """The moment as entries keep it; one without a zone is meant in UTC."""
    if moment is None or moment.tzinfo is None:
        return moment and moment.replace(tzinfo=dt.UTC)
    try:
        return moment.astimezone(dt.UTC)
    except OverflowError:
        return None


def linked(entry: Entry, data: Any, find: Lookup) -> Entry:
    """The entry of a document with its links set; `find` gives the entry with a key. Ends not found are left out."""
    document = _convert(data)

    def links(wanted: list[_Link]) -> tuple[Link, ...]:
        found = []
        for link in wanted:
            target = entry if link.key in (entry.key, document.key) else find(link.key)
            end = next((i for i in target.items() if i.label == link.label), None) if target else None
            if target and end:
                found.append(Link(link.relation, target.uid, end.uid))
        return tuple(found)

    sections = tuple(
        replace(
            section,
            items=tuple(
                replace(item, links=links(source.links))
                for item, source in zip(section.items, described.items, strict=True)
            ),
        )
        for section, described in zip(entry.sections, document.sections, strict=True)
    )
    return replace(entry, sections=sections)


def _convert(data: Any) -> _Document:
    try:
        document = msgspec.convert(data, _Document)
    except msgspec.ValidationError as error:
        raise DocumentUnreadable("Not a retrotui document", str(error)) from error
    if document.schema != SCHEMA:
        raise DocumentUnreadable(
            "A newer document", f"Its schema is {document.schema}, known is {SCHEMA}.", "Update retrotui."
        )
    if document.kind not in KINDS:
        raise DocumentUnreadable("Not a retrotui document", f"{document.kind!r} is no kind - at `$.kind`")
    if document.end < document.start:
        raise DocumentUnreadable("Not a retrotui document", "It ends before it starts - at `$.end`")
    for number, section in enumerate(document.sections):
        if section.role not in ROLES:
            where = f"$.sections[{number}].role"
            raise DocumentUnreadable("Not a retrotui document", f"{section.role!r} is no role - at `{where}`")
    return document


def _read_section(section: _Section) -> Section:
    return Section(
        new_uid(),
        section.role,
        clean_line(section.heading),
        2 if clean_line(section.heading) else 0,
        tuple(_read_item(item) for item in section.items),
        clean(section.prose),
        section.week,
    )


def _read_item(item: _Item) -> Item:
    return Item(
        new_uid(),
        clean_line(item.label or ""),
        clean_line(item.text),
        clean(item.body),
        clean_line(item.state or ""),
        clean_line(item.category),
        clean_line(item.group),
        clean_line(item.flow),
        item.date,
        clean_line(item.size),
        clean_line(item.reason),
    )


def _filled_in(entry: Entry, document: _Document) -> Entry:
    """The entry with a label and a state for each item of which the document says none."""
    for section, described in zip(entry.sections, document.sections, strict=True):
        states = kinds.states(entry.kind, section.role)
        for item, source in zip(section.items, described.items, strict=True):
            if source.label is None:
                entry = edit.change_item(entry, item.uid, label=edit.next_label(entry, section))
            if source.state is None and states:
                entry = edit.change_item(entry, item.uid, state=states[0].name)
    return entry


def _scrubbed(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {clean_line(str(key)): _scrubbed(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_scrubbed(each) for each in value]
    return value


def same_content(one: Entry, other: Entry) -> bool:
    """Whether two entries would make the same document, but for identity, times and links to other entries."""
    return _content(one) == _content(other)


def _content(entry: Entry) -> dict[str, Any]:
    document = to_document(entry, lambda uid: None)
    links = [
        (link["relation"], link["label"])
        for section in document["sections"]
        for item in section["items"]
        for link in item.pop("links")
    ]
    kept = {name: value for name, value in document.items() if name not in ("uid", "key", "updated_at")}
    return kept | {"links": links}
