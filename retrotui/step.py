"""A command of the week in the making: the notebook as one step of undo sees it, and how the step changes it.

The commands themselves are in `week`; a place is a KPT's uid, or a day, then the KPT of its week is meant.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from msgspec.structs import replace

from retrotui.errors import Conflict
from retrotui.journal import Edited, Journal, entry_covering
from retrotui.loop.web import Ref, Web
from retrotui.model import edit, periods
from retrotui.model.entry import Entry, Item, Link
from retrotui.store.transaction import Transaction

Place = str | dt.date


class Step:
    """One step of undo. Raises Conflict for what somebody else deleted meanwhile."""

    def __init__(self, journal: Journal, transaction: Transaction) -> None:
        self.journal = journal
        self._transaction = transaction
        self._web: Web | None = None

    def web(self) -> Web:
        """All entries with their links, with what this step changed so far."""
        if self._web is None:
            self._web = Web(self._transaction.entries.values())
        return self._web

    def ref(self, web: Web, item_uid: str) -> Ref:
        """An item and where it stands."""
        ref = web.get(item_uid)
        if ref is None:
            raise Conflict("The item is gone", "Somebody took it out meanwhile.")
        return ref

    def entry(self, uid: str) -> Entry:
        """An entry as it is now."""
        if uid not in self._transaction.entries:
            raise Conflict("The entry is gone", "Somebody deleted it meanwhile.")
        return self._transaction.entries[uid]

    def board(self, web: Web, place: Place) -> Entry | None:
        """The KPT that a place means, if it is there."""
        if isinstance(place, str):
            return web.entry(place)
        return entry_covering(web.entries, "kpt", place)

    def open_board(self, place: Place) -> Entry:
        """The KPT that a place means, made when it is not there."""
        if isinstance(place, str):
            return self.entry(place)
        return self.entry_for("kpt", place)

    def entry_for(self, kind: str, day: dt.date) -> Entry:
        """The entry of the kind that covers the day, made when it is not there."""
        self._web = None
        return self.journal.entry_for(self._transaction, kind, day)

    def receiving(self, ref: Ref, place: Place | None) -> Entry:
        """The week that takes what comes of a verdict: the given one, else this week, unless the Try's own is not over."""
        if place is not None:
            return self.open_board(place)
        today = self.journal.today()
        if periods.week_span(today).start <= ref.entry.end:
            return self.entry(ref.entry.uid)
        return self.open_board(today)

    def after(self, entry: Entry) -> Entry:
        """The week into which things of a KPT are carried: this one, or the one after it when it is not over."""
        following = periods.week_span(entry.end).end + dt.timedelta(days=1)
        return self.open_board(max(self.journal.today(), following))

    def put(self, entry: Entry) -> Entry:
        """Write an entry as it shall be."""
        self._web = None
        stored: Entry = self._transaction.put(entry)
        return stored

    def change(self, entry_uid: str, item_uid: str, **fields: object) -> Entry:
        """Change fields of an item."""
        entry = self.entry(entry_uid)
        now = self.journal.now().astimezone(dt.UTC)
        try:
            changed = edit.change_item(entry, item_uid, changed_at=now, **fields)
        except KeyError:
            raise Conflict(
                "The item is gone", "Somebody took it out of {key} meanwhile.", key=entry.key
            ) from None
        return self.put(changed)

    def remove(self, entry_uid: str, item_uid: str) -> None:
        """Take an item out of its entry and into the trash."""
        entry = self.entry(entry_uid)
        self._transaction.trash_item(entry_uid, entry.item(item_uid), entry.section_of(item_uid))
        self.put(edit.remove_item(entry, item_uid))

    def link(self, entry_uid: str, item_uid: str, link: Link) -> Entry:
        """Give an item one more link, unless it has it."""
        entry = self.entry(entry_uid)
        item = next((item for item in entry.items() if item.uid == item_uid), None)
        if item is None:
            raise Conflict("The item is gone", "Somebody took it out of {key} meanwhile.", key=entry.key)
        return entry if link in item.links else self.change(entry_uid, item_uid, links=(*item.links, link))

    def set_aside(self, entry: Entry, links: Sequence[Link]) -> Entry:
        """Remember what the entry decided not to take up."""
        entry = self.entry(entry.uid)
        return self.put(replace(entry, set_aside=tuple(dict.fromkeys((*entry.set_aside, *links)))))

    def add(self, board: Entry, role: str, source: Item, links: tuple[Link, ...]) -> Edited:
        """Add an item to a KPT that says what another says, with links of its own."""
        entry, section = edit.ensure_section(self.entry(board.uid), role)
        item = self.copy(source, links)
        entry = self.put(edit.add_item(entry, section.uid, item))
        return Edited(entry, entry.item(item.uid))

    def copy(self, source: Item, links: tuple[Link, ...]) -> Item:
        """A new item that says the same, with links of its own and neither label nor state yet."""
        text = f"{source.text}\n{source.body}" if source.body else source.text
        return self.journal.new_item(text, category=source.category, size=source.size, links=links)


@contextmanager
def step(journal: Journal, label: str) -> Iterator[Step]:
    """One step of undo: what its body writes is saved when it ends, and then told."""
    with journal.changing(label) as transaction:
        yield Step(journal, transaction)
