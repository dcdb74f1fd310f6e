"""The one shape of all retrospectives: an Entry of Sections of Items.

The five kinds differ only in the data of `kinds` and in the rules of their own modules. Values are frozen:
a change makes a new Entry (`edit`), and only the journal writes one down.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator
from typing import Any

import msgspec


def new_uid() -> str:
    """A random identity of 16 hexadecimal digits; never reused, whatever the key or label becomes."""
    return os.urandom(8).hex()


class Value(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A frozen value; fields at their default are left out of the notebook to keep it small and readable.

    Not tracked by the garbage collector: frozen values form no cycles, and decoding 10,000 entries takes a third of the time.
    """


SOLVED, REOPENED, NOTED, BROUGHT = "solved_by", "reopened_by", "noted_by", "brought_by"
"""Relations by which a problem points at the Try whose verdict did this to it; `brought_by` made it."""


class Link(Value, frozen=True):
    """A directed relation from the item that holds it to an item of the same or of another entry."""

    relation: str
    """One of `answers`, `carried_from`, `promoted_from`, `same_as`, `lesson_of`, `solved_by` and its like; in `Entry.set_aside` `left`, `skipped` or `differs`."""
    entry: str
    """The uid of the entry that the link points into."""
    item: str
    """The uid of the item that the link points at."""


class Item(Value, frozen=True):
    """One thing that was written down."""

    uid: str
    label: str = ""
    """What people call it, such as `K1` or `W1.2`; unique in its entry."""
    text: str = ""
    """The first line, without box, label or category; one line of cleaned text."""
    body: str = ""
    """Nested Markdown below the first line, verbatim but for the indentation of the list it stood in."""
    state: str = ""
    """A state of its role (`kinds.Role.states`), or empty where the role has none."""
    category: str = ""
    """What kind of work it was: `New Feature`, `QA`."""
    group: str = ""
    """A heading inside a section that gathers several items: a goal, a person, a topic."""
    flow: str = ""
    """Challenge against skill: `A` hard, `B` even, `C` easy; empty when not judged."""
    date: dt.date | None = None
    size: str = ""
    """An estimate as the user wrote it."""
    reason: str = ""
    """Why it was dropped, slipped or missed."""
    links: tuple[Link, ...] = ()
    changed_at: dt.datetime | None = None
    """Aware UTC time of the last change, for three-way merges."""


class Week(Value, frozen=True):
    """What a study plan knows of one of its weeks."""

    number: int
    date: dt.date | None = None
    attendance: str = ""
    """`attended`, `partly`, `absent`, `skipped`, or empty when nothing was said."""
    reason: str = ""
    """Why it was missed."""
    percent: float | None = None
    """How much of the week's goal was reached, 0 to 100, as the author stated it."""
    final: bool = False
    """The closing week: the presentation of what came of the plan."""


class Section(Value, frozen=True):
    """A part of an entry that plays one role."""

    uid: str
    role: str
    """A role of `kinds.ROLES`, or `prose` for Markdown that plays none."""
    heading: str = ""
    """As written, without its Markdown; empty for text that stands under no heading."""
    level: int = 0
    """Heading level 1 to 6; 0 where the section is a list item, a table row or a label line."""
    items: tuple[Item, ...] = ()
    prose: str = ""
    """Markdown of the section that is no item, cleaned."""
    week: Week | None = None


class Guess(Value, frozen=True):
    """A character that a repair guessed because bytes of it were lost, until somebody has looked at it."""

    at: int
    """Where it stands in the source of its block."""
    options: str
    """What it may be, the likeliest first."""
    holder: str = ""
    """The uid of the item or section that it was read into; empty where that is the entry itself, or nothing."""
    field: str = ""
    """The field that it was read into, such as `text`, `body`, `prose`; empty where it stands in the source alone."""
    column: int = 0
    """Where it stood in its line of the field, blanks taken as one."""
    size: int = 0
    """How long that line was: one that reads otherwise now was changed, and the guess is none any more."""


class Block(Value, frozen=True):
    """A slice of the source text, and what was read from it.

    The sources of an entry's blocks, joined, are the entry's part of the file.
    """

    source: str
    """Raw text, newlines and all; it never reaches a terminal."""
    kind: str = "body"
    """`front_matter` when the block states the entry's own fields, else `body`."""
    sections: tuple[str, ...] = ()
    """Uids of the sections that were read from the block, in order."""
    items: tuple[str, ...] = ()
    """Uids of the items that were read from the block, in order."""
    digest: str = ""
    """Of the fields as they were read (`markdown.digest`); while it holds, `source` is written verbatim."""
    guesses: tuple[Guess, ...] = ()
    """Characters of a repaired source that nobody has looked at yet, in order; empty in nearly every block."""


class Origin(Value, frozen=True):
    """Where an imported entry came from."""

    path: str
    """As given to the import."""
    index: int = 0
    """Which of the file's entries this is, from 0."""
    sha256: str = ""
    """Of the whole file's bytes."""
    encoding: str = "utf-8"
    raw: str = ""
    """The bytes of the file in base64, only where decoding and encoding again would not give them back,
    or where the text was repaired."""
    renewed: bool = False
    """Whether the blocks were written anew here, because something was purged from them: they are not the file's."""


class Entry(Value, frozen=True):
    """One retrospective, or a note."""

    uid: str
    key: str
    """How people address it, such as `kpt/2026-W47`; follows kind and dates."""
    kind: str
    title: str
    start: dt.date
    end: dt.date
    """Inclusive; the same as `start` for a day."""
    language: str = "en"
    """`en`, `ko` or `ja`: the language that new headings are written in."""
    tags: tuple[str, ...] = ()
    front_matter: dict[str, Any] = {}
    """The document's metadata as written: strings, lists and maps of strings."""
    sections: tuple[Section, ...] = ()
    blocks: tuple[Block, ...] = ()
    """The source of an imported entry; empty for one that was written here."""
    origin: Origin | None = None
    set_aside: tuple[Link, ...] = ()
    """Items of other entries that this one decided not to take up: `left` (not promoted), `skipped` (a Try not judged)."""
    created_at: dt.datetime | None = None
    updated_at: dt.datetime | None = None
    rev: int = 0
    """Counts the saves of this entry."""

    @property
    def has_guesses(self) -> bool:
        """Whether a repair guessed something of it that nobody has decided about; `model.guess` tells what."""
        return any(block.guesses for block in self.blocks)

    def items(self) -> Iterator[Item]:
        """All items in reading order."""
        for section in self.sections:
            yield from section.items

    def items_of(self, role: str) -> tuple[Item, ...]:
        """The items of every section that plays the role, in reading order."""
        return tuple(item for section in self.sections if section.role == role for item in section.items)

    def section(self, uid: str) -> Section:
        """The section with this uid. Raises KeyError when it is gone."""
        for section in self.sections:
            if section.uid == uid:
                return section
        raise KeyError(uid)

    def section_of(self, item_uid: str) -> Section:
        """The section that holds the item. Raises KeyError when it is gone."""
        for section in self.sections:
            if any(item.uid == item_uid for item in section.items):
                return section
        raise KeyError(item_uid)

    def item(self, uid: str) -> Item:
        """The item with this uid. Raises KeyError when it is gone."""
        for item in self.items():
            if item.uid == uid:
                return item
        raise KeyError(uid)


class Change(Value, frozen=True):
    """What became of one entry: made (`before` is None), changed, or removed (`after` is None)."""

    before: Entry | None
    after: Entry | None

    @property
    def uid(self) -> str:
        """The uid of the entry that changed."""
        entry = self.after or self.before
        return entry.uid if entry else ""
