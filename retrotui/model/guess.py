"""Guessed characters of repaired texts: where they stand now, and what becomes of an entry when one is decided.

A guess is kept with the source that it was made in, and only there. Where it stands in what a person reads is found
again whenever it is asked for, by the line that was read: so nothing has to follow an edit, and a line that was
changed takes its guesses along.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from typing import Any

import msgspec
from msgspec.structs import replace

from retrotui.errors import Remark
from retrotui.model import edit
from retrotui.model.entry import Entry, Guess, Item
from retrotui.model.insight import GUESSES
from retrotui.text import is_unsafe, split_lines

OF_ITEMS = ("text", "body", "category", "group", "reason", "size")
OF_SECTIONS = ("heading", "prose")
TITLE = "title"
MOST = 9
"""So many candidates are kept of a guess: each has a digit as its key."""
_ENDS = re.compile(r"[\r\n]")


class Mark(msgspec.Struct, frozen=True):
    """A guess that is still open, and where it stands now."""

    block: int
    """The place of its block in the entry."""
    guess: Guess
    line: str
    """The line that it stands in, as it is shown."""
    column: int
    offset: int
    """Where it stands in its field; -1 where it stands in the source alone."""

    @property
    def shown(self) -> str:
        """The character that stands there now."""
        return self.line[self.column]

    @property
    def options(self) -> str:
        """What it may be: what stands there first, then the likeliest."""
        return self.shown + self.guess.options.replace(self.shown, "")

    def means(self, other: Mark) -> bool:
        """Whether both are the same guess, in whatever block it stands by now."""
        return (self.guess, self.line, self.column) == (other.guess, other.line, other.column)


def marks(entry: Entry) -> list[Mark]:
    """The guesses that are open, in the order of the source."""
    if not entry.has_guesses:
        return []
    lines = _Lines(entry)
    return [
        mark
        for place, block in enumerate(entry.blocks)
        for guess in block.guesses
        if (mark := _mark(place, guess, lines))
    ]


def told(entry: Entry, say: Callable[[str], str] | None = None) -> list[str]:
    """How many guesses are open, as a sentence without a full stop; nothing when there are none."""
    count = len(marks(entry))
    if not count:
        return []
    pattern = GUESSES[0 if count == 1 else 1]
    return [say(pattern).format(count=count) if say else Remark(pattern, count=count)]


def by_field(entry: Entry) -> dict[tuple[str, str], frozenset[int]]:
    """Where open guesses stand in the fields that hold any, by the holder's uid and the field's name."""
    found: dict[tuple[str, str], set[int]] = {}
    for mark in marks(entry):
        found.setdefault((mark.guess.holder, mark.guess.field), set()).add(mark.offset)
    return {place: frozenset(offsets) for place, offsets in found.items()}


class _Shown(msgspec.Struct, frozen=True):
    """A line of a field as it is now."""

    text: str
    begin: int
    """Where it begins in the field."""
    columns: list[int]
    """Of each character of the line with its blanks taken as one."""


class _Lines:
    """The lines of an entry's sources and fields, each looked at once for all guesses."""

    def __init__(self, entry: Entry) -> None:
        self._entry = entry
        self._holders: dict[str, Any] = {section.uid: section for section in entry.sections}
        self._holders |= {item.uid: item for item in entry.items()} | {"": entry}
        self._sources: dict[tuple[int, int], tuple[str, list[int]]] = {}
        self._fields: dict[tuple[str, str], dict[str, list[_Shown]]] = {}

    def source(self, place: int, at: int) -> tuple[str, list[int], int]:
        """The line of a block in which a place is, the columns that it had, and where it begins."""
        line, begin = line_at(self._entry.blocks[place].source, at)
        if (place, begin) not in self._sources:
            self._sources[place, begin] = squeezed(line)
        return (*self._sources[place, begin], begin)

    def equals_before(self, place: int, begin: int, text: str) -> int:
        """How many lines of a block before one say the same."""
        before = split_lines(self._entry.blocks[place].source[:begin])
        return sum(squeezed(line)[0] == text for line in before)

    def field(self, holder: str, field: str) -> dict[str, list[_Shown]]:
        """The lines of a field by what they say."""
        if (holder, field) not in self._fields:
            found: dict[str, list[_Shown]] = {}
            begin = 0
            for line in split_lines(getattr(self._holders.get(holder), field, "")):
                text, columns = squeezed(line)
                found.setdefault(text, []).append(_Shown(line, begin, columns))
                begin += len(line) + 1
            self._fields[holder, field] = found
        return self._fields[holder, field]


def _mark(place: int, guess: Guess, lines: _Lines) -> Mark | None:
    text, columns, begin = lines.source(place, guess.at)
    at = guess.at - begin
    if at not in columns:
        return None
    here = columns.index(at)
    if not guess.field:
        return Mark(place, guess, text, here, -1)
    start = here - guess.column
    read = text[start : start + guess.size] if start >= 0 else ""
    equal = lines.field(guess.holder, guess.field).get(read, []) if read else []
    if not equal:
        return None
    number = lines.equals_before(place, begin, text) if len(equal) > 1 else 0
    shown = equal[min(number, len(equal) - 1)]
    column = shown.columns[guess.column]
    return Mark(place, guess, shown.text, column, shown.begin + column)


def line_at(source: str, at: int) -> tuple[str, int]:
    """The line of a source in which a place is, without its end, and where it begins."""
    start = max(source.rfind("\n", 0, at), source.rfind("\r", 0, at)) + 1
    end = _ENDS.search(source, at)
    return source[start : end.start() if end else len(source)], start


def squeezed(line: str) -> tuple[str, list[int]]:
    """A line without what a field does not keep of it, blanks taken as one, and the column that each character had."""
    kept = [
        (" " if character.isspace() else character, column)
        for column, character in enumerate(line)
        if character == "\t" or not is_unsafe(character)
    ]
    joined = [pair for n, pair in enumerate(kept) if pair[0] != " " or (n > 0 and kept[n - 1][0] != " ")]
    if joined and joined[-1][0] == " ":
        joined.pop()
    return "".join(character for character, _ in joined), [column for _, column in joined]


# Deciding


def decided(entry: Entry, mark: Mark, choice: str, **fields: Any) -> Entry:
    """The entry with the choice where the mark stands, in the source too, and without the mark.

    `fields` are set on an item that another character was chosen for.
    """
    entry = without(entry, [mark])
    if choice == mark.shown:
        return entry
    blocks = [
        replace(block, source=_with(block.source, mark.guess.at, choice)) if n == mark.block else block
        for n, block in enumerate(entry.blocks)
    ]
    return replace(_chosen(entry, mark, choice, fields), blocks=tuple(blocks))


def without(entry: Entry, done: Collection[Mark]) -> Entry:
    """The entry without these marks, and without guesses that are none any more."""
    gone = [(mark.block, mark.guess) for mark in done]
    left = [(mark.block, mark.guess) for mark in marks(entry) if (mark.block, mark.guess) not in gone]
    blocks = tuple(
        replace(block, guesses=kept)
        if block.guesses != (kept := tuple(guess for n, guess in left if n == place))
        else block
        for place, block in enumerate(entry.blocks)
    )
    return replace(entry, blocks=blocks)


def _with(text: str, at: int, choice: str) -> str:
    return text[:at] + choice + text[at + 1 :]


def _chosen(entry: Entry, mark: Mark, choice: str, fields: dict[str, Any]) -> Entry:
    """The entry with the choice in the field that the mark stands in."""
    field, uid = mark.guess.field, mark.guess.holder
    if not field:
        return entry
    if not uid:
        return replace(entry, **{field: _with(getattr(entry, field), mark.offset, choice)})
    if any(section.uid == uid for section in entry.sections):
        section = entry.section(uid)
        changed = _with(getattr(section, field), mark.offset, choice)
        return edit.with_section(entry, replace(section, **{field: changed}))
    before = getattr(entry.item(uid), field)
    after = _with(before, mark.offset, choice)
    for item in list(_sharing(entry, uid, field, before)):
        entry = edit.change_item(entry, item.uid, **{field: after}, **fields)
    return entry


def _sharing(entry: Entry, uid: str, field: str, value: str) -> Iterator[Item]:
    """The item; of a group, which stands in the source once, all that are in it."""
    for item in entry.section_of(uid).items:
        if item.uid == uid or (field == "group" and item.group == value):
            yield item
