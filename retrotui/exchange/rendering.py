"""An entry as the bytes of a file that is published: language, front matter style, the user's template, its name."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from msgspec.structs import replace

from retrotui.exchange import reread, template
from retrotui.markdown import canonical, front_matter, front_spelling, writer
from retrotui.markdown.front_patch import span_text
from retrotui.markdown.label import Own
from retrotui.model.entry import Entry, Section
from retrotui.model.kinds import KINDS, LANGUAGES
from retrotui.model.periods import Span, describe
from retrotui.text import lines_with_ends, nfc

FRONT_MATTERS = ("jekyll", "hugo", "obsidian", "none")
"""The styles of front matter that an export can be asked for."""

NAME_BYTES = 180
"""File systems take 255; some tools add to it."""
_ODD = re.compile(r"[^\w.\-]+")


class Style(msgspec.Struct, frozen=True):
    """What an export is asked for; nothing asked, an imported entry goes out as it came."""

    language: str = ""
    """Of the headings that this program wrote; those of a file are its author's."""
    original: bool = False
    """The bytes that were imported, before any repair or edit."""
    front_matter: str = ""
    """One of `FRONT_MATTERS`; empty leaves it as it is."""
    templates: Mapping[str, template.Layout] = {}
    """The user's own layouts by kind, for entries that were written here."""
    own: Own = ()
    """The user's labels, by which headings are read."""


def render(entry: Entry, style: Style = Style(), *, language: str = "", original: bool = False) -> bytes:  # noqa: B008
    """An entry as a Markdown file. Raises UsageError for a template that asks for what there is not."""
    language, original = language or style.language, original or style.original
    if original:
        return writer.write(entry, original=True)
    written_here = not entry.blocks
    if written_here and language:
        entry = in_language(entry, language)
    if written_here and entry.kind in style.templates:
        body = without_front_matter(writer.write_text(entry, own=style.own))
        text = style.templates[entry.kind].filled(entry, body)
    elif not style.front_matter:
        return writer.write(entry, language=language, own=style.own)
    else:
        text = writer.write_text(entry, language=language, own=style.own)
    return (styled(entry, text, style.front_matter) if style.front_matter else text).encode(
        "utf-8", "surrogatepass"
    )


def without_front_matter(text: str) -> str:
    """The document below its front matter."""
    lines = lines_with_ends(text)
    return "".join(lines[front_matter.split(lines).lines :]).lstrip("\ufeff\r\n")


def styled(entry: Entry, text: str, style: str) -> str:
    """The document under a front matter of the style, its own keys kept, its line ends as they are."""
    lines = lines_with_ends(text)
    front = front_matter.split(lines)
    body = without_front_matter(text)
    newline = "\r\n" if "\r\n" in text else "\n"
    if style == "none":
        titled = re.match(r"#[ \t]|[^\n]+\r?\n=+[ \t]*\r?(\n|$)", body)
        return body if titled else f"# {entry.title}{newline * 2}{body}"
    values = _STYLES[style](entry)
    ours = (*_OURS, *(name for name in values if name == "lastmod"))
    own = {
        key: value
        for key, value in front.values.items()
        if key.casefold() not in ours and (key not in values or value not in ("", []))
    }
    kept = [*own, *(name for name in values if _is_said(name, values[name], front.values, entry))]
    head = _head({**values, **own}, kept, front_spelling.spelled(text)).replace("\n", newline)
    return f"---{newline}{head}---{newline * 2}{body}"


_OURS = ("title", "date", "end", "end_date", "enddate", "kind", "tags", "tag")
_TIME = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:(?:[Tt]|[ \t]+)\d\d?:\d\d(?::\d\d(?:\.\d+)?)?[ \t]*(?:[Zz]|[+-]\d\d?(?::?\d\d)?)?)?"
)


def _is_said(name: str, value: Any, said: Mapping[str, Any], entry: Entry) -> bool:
    """Whether the document says what a style has for a key, if only in more words: the day with a time and a zone."""
    own = said.get(name)
    day = _TIME.fullmatch(own) if isinstance(own, str) else None
    if name == "lastmod":
        # The notebook knows when an entry was imported; its author when it was written.
        return bool(day) and reread.is_untouched(entry)
    if isinstance(value, dt.date):
        return bool(day and day[1] == value.isoformat())
    return bool(own == value)


def _head(values: Mapping[str, Any], kept: Iterable[str], spelled: Mapping[str, str]) -> str:
    """The lines of a front matter; of the keys that are kept as their document spells them."""
    as_said = {key: spelled[key] for key in kept if key in spelled}
    return "".join(as_said.get(key) or canonical.dump({key: value}) for key, value in values.items())


def _days(entry: Entry) -> dict[str, Any]:
    """A single day where the style can have no span, and the last day beside it."""
    days: dict[str, Any] = {"date": entry.start}
    return days | ({"end_date": entry.end} if entry.end != entry.start else {})


def _jekyll(entry: Entry) -> dict[str, Any]:
    head = {"title": entry.title, **_days(entry), "kind": entry.kind}
    return head | ({"tags": list(entry.tags)} if entry.tags else {})


def _hugo(entry: Entry) -> dict[str, Any]:
    # Hugo has a `kind` of its own and complains about others.
    head = {"title": entry.title, **_days(entry)}
    if entry.updated_at:
        head["lastmod"] = entry.updated_at.date()
    head["categories"] = [entry.kind]
    return head | ({"tags": list(entry.tags)} if entry.tags else {})


def _obsidian(entry: Entry) -> dict[str, Any]:
    # Obsidian takes the file's name for the title, and no spaces in tags.
    head = {"aliases": [entry.title], **_days(entry), "kind": entry.kind}
    tags = [re.sub(r"\s+", "-", tag) for tag in entry.tags]
    return head | ({"tags": tags} if tags else {})


_STYLES = {"jekyll": _jekyll, "hugo": _hugo, "obsidian": _obsidian}


def in_language(entry: Entry, language: str) -> Entry:
    """An entry that was written here with its title and its headings in another language, where they are ours."""
    kind = KINDS[entry.kind]
    days = describe(Span(entry.start, entry.end), kind.period)
    ours = {kind.title(each, days) for each in LANGUAGES}
    title = kind.title(language, days) if entry.title in ours else entry.title
    sections = tuple(
        replace(section, heading=_heading(entry.kind, section, language)) for section in entry.sections
    )
    return replace(entry, title=title, language=language, sections=sections)


def _heading(kind: str, section: Section, language: str) -> str:
    shape = KINDS[kind]
    number = section.week.number if section.week else ""
    for each in LANGUAGES:
        ours = shape.heading(section.role, each).format(n=number)
        if section.heading == ours or (number and section.heading.startswith(f"{ours} ")):
            return shape.heading(section.role, language).format(n=number) + section.heading[len(ours) :]
    return section.heading


def file_name(entry: Entry, suffix: str = ".md", style: str = "") -> str:
    """A stable file name: the key with a dash for the slash, such as `kpt-2026-W47.md`; for Jekyll after the day."""
    stem = entry.key.replace("/", "-")
    if style == "jekyll":
        day = entry.start.isoformat()
        stem = f"{day}-{entry.kind}" + entry.key.removeprefix(f"{entry.kind}/{day}").replace(
            f"{entry.kind}/", "-", 1
        )
    stem = _ODD.sub("-", nfc(stem)).lstrip(".-") or "entry"
    return cut_to(stem, NAME_BYTES - len(suffix)) + suffix


def cut_to(stem: str, size: int) -> str:
    """The name in at most so many bytes, no character cut in two."""
    return stem.encode("utf-8", "replace")[:size].decode("utf-8", "ignore").rstrip(".- ")


def days_of(entry: Entry) -> str:
    """The entry's day, or its days with a tilde."""
    return span_text(entry.start, entry.end)
