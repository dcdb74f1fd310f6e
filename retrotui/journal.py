"""The one API that the shell and the screens call: questions to the notebook (`question`), and the only way to change it.

Each command is one transaction, one step of undo and one list of changes, which every subscriber is told.
The journal knows when something is written down; what a change does to an entry is `model.edit`'s business,
how it reaches the disk the store's.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from textwrap import dedent
from typing import Any, Self

import msgspec
from msgspec.structs import replace

from retrotui import trash
from retrotui.errors import Conflict, EntryNotFound, UsageError
from retrotui.model import edit, key, kinds, periods
from retrotui.model.entry import REOPENED, SOLVED, Change, Entry, Item, Section, Week, new_uid
from retrotui.question import Clock, Listed, Question, entry_covering
from retrotui.store.notebook import Notebook, Transaction, Trashed, Undone
from retrotui.text import clean, clean_line

Listener = Callable[[list[Change]], None]


class Edited(msgspec.Struct, frozen=True):
    """What became of an edit."""

    entry: Entry
    item: Item
    """The item that now holds the text."""
    kept_both: bool = False
    """Somebody else had changed the item meanwhile: theirs stands, and the text is in an item of its own below."""


class Journal(Question):
    """One open notebook, seen as retrospectives: what can be asked, and what can be done."""

    def __init__(self, notebook: Notebook, clock: Clock, language: str = "", *, day_ends_at: int = 0) -> None:
        super().__init__(notebook, clock, language, day_ends_at=day_ends_at)
        self._listeners: list[Listener] = []

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        state_dir: Path,
        clock: Clock,
        language: str = "",
        lock_timeout: float = 5.0,
        day_ends_at: int = 0,
    ) -> Self:
        """Open the notebook at the path; nothing is made before the first change. Raises NotebookUnreadable."""
        notebook = Notebook.open(path, state_dir=state_dir, clock=clock, lock_timeout=lock_timeout)
        return cls(notebook, clock, language, day_ends_at=day_ends_at)

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Tell the listener of every change from now on, ours and other processes', after it is on disk.

        Gives what ends it.
        """
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    # Commands

    def new_entry(
        self, kind: str, day: dt.date, *, language: str = "", weeks: int = kinds.STUDY_WEEKS
    ) -> Entry:
        """Begin an entry for the period of the day."""
        with self._change(f"new {kind}") as transaction:
            entry = self._make(transaction, kind, day, language, weeks)
        self._tell(transaction)
        return entry

    def log(self, role: str, text: str, day: dt.date) -> Edited:
        """Write into the day's log, which is made when it is not there. Further lines become the item's body."""
        return self.write("daily", day, role, text)

    def write(self, kind: str, day: dt.date, role: str, text: str, **fields: Any) -> Edited:
        """Add an item to the entry of the kind that covers the day, which is made when it is not there."""
        item = self._item(text, **fields)
        with self._change(f"add {role}") as transaction:
            entry = self.entry_for(transaction, kind, day)
            entry, section = edit.ensure_section(entry, role)
            edited = self._add(transaction, entry, section.uid, item, None)
        self._tell(transaction)
        return edited

    def add_item(
        self,
        entry_uid: str,
        text: str,
        *,
        section: str = "",
        role: str = "",
        index: int | None = None,
        **fields: Any,
    ) -> Edited:
        """Add an item to a section, or to the first section of a role (made when there is none)."""
        with self._change("add") as transaction:
            entry = self._entry(transaction, entry_uid)
            if not section:
                entry, made = edit.ensure_section(entry, role)
                section = made.uid
            edited = self._add(transaction, entry, section, self._item(text, **fields), index)
        self._tell(transaction)
        return edited

    def edit_item(self, entry_uid: str, base: Item, text: str) -> Edited:
        """Give an item another text; `base` is the item as the user saw it.

        Where somebody changed or deleted the item meanwhile, both texts are kept.
        """
        wanted = self._item(text)
        with self._change(f"edit {base.label}".strip()) as transaction:
            entry = self._entry(transaction, entry_uid)
            now = next((item for item in entry.items() if item.uid == base.uid), None)
            if now and (now.text, now.body) in ((base.text, base.body), (wanted.text, wanted.body)):
                changed = replace(now, text=wanted.text, body=wanted.body, changed_at=wanted.changed_at)
                entry = edit.change_item(
                    entry, now.uid, text=changed.text, body=changed.body, changed_at=changed.changed_at
                )
                edited = Edited(transaction.put(edit.pruned(entry)), changed)
            else:
                edited = self._keep_both(transaction, entry, now, base, wanted)
        self._tell(transaction)
        return edited

    def change_item(self, entry_uid: str, item_uid: str, label: str = "change", **fields: Any) -> Entry:
        """Change other fields of an item than its text: state, category, flow, reason, links."""

        def command(entry: Entry) -> Entry:
            own: dict[str, Any] = {}
            if "state" in fields and "links" not in fields:  # a state that somebody sets is no verdict's
                links = entry.item(item_uid).links
                own["links"] = tuple(link for link in links if link.relation not in (SOLVED, REOPENED))
            changed = edit.change_item(entry, item_uid, changed_at=self._utc(), **fields, **own)
            if "flow" not in fields or not changed.blocks:
                return changed
            from retrotui.markdown.table_patch import with_levels

            return with_levels(changed)

        return self._entry_command(label, entry_uid, command)

    def set_state(self, entry_uid: str, item_uid: str, state: str, reason: str = "") -> Entry:
        """Give an item a state of its role. Raises UsageError with the states that there are."""
        entry = self._present(entry_uid)
        section = self._section_of(entry, item_uid)
        known = [each.name for each in kinds.states(entry.kind, section.role)]
        if state not in known:
            raise UsageError(
                "No such state",
                "{state!r} is no state of a {role}.",
                "It can be: {known}" if known else "A {role} has no state.",
                state=state,
                role=section.role,
                known=", ".join(known),
            )
        fields: dict[str, Any] = {"state": state} | ({"reason": reason} if reason else {})
        return self.change_item(entry_uid, item_uid, state, **fields)

    def next_state(self, entry_uid: str, item_uid: str) -> Entry:
        """Move an item to its role's next state, around; nothing happens where there are no states."""
        entry = self._present(entry_uid)
        role = self._section_of(entry, item_uid).role
        state = kinds.next_state(entry.kind, role, entry.item(item_uid).state)
        return self.change_item(entry_uid, item_uid, state, state=state) if state else entry

    def move_item(self, entry_uid: str, item_uid: str, section_uid: str, index: int | None = None) -> Entry:
        """Put an item at another place of its section, or into another section of the entry."""
        return self._entry_command(
            "move", entry_uid, lambda entry: edit.move_item(entry, item_uid, section_uid, index)
        )

    def renumber(self, entry_uid: str) -> Entry:
        """Count the labels of an entry anew in reading order; links hold, and its Markdown says the new labels."""

        def command(entry: Entry) -> Entry:
            from retrotui.markdown.table_patch import with_levels

            changed = edit.renumber(entry)
            return with_levels(changed) if changed.blocks else changed

        return self._entry_command("renumber", entry_uid, command)

    def delete_item(self, entry_uid: str, item_uid: str) -> Item:
        """Take an item out of its entry and into the trash."""
        with self._change("delete") as transaction:
            entry = self._entry(transaction, entry_uid)
            item = self._known(entry, item_uid)
            transaction.trash_item(entry_uid, item, entry.section_of(item_uid))
            transaction.put(edit.remove_item(entry, item_uid))
        self._tell(transaction)
        return item

    def delete_entry(self, uid: str) -> None:
        """Take a whole entry into the trash."""
        with self._change("delete entry") as transaction:
            self._entry(transaction, uid)
            transaction.remove(uid)
        self._tell(transaction)

    def add_section(self, entry_uid: str, role: str, heading: str) -> Section:
        """Give the entry one more section, at its end: a year's area, a topic."""
        section = Section(new_uid(), role, clean_line(heading), 2)
        self._entry_command(
            "add section", entry_uid, lambda entry: replace(entry, sections=(*entry.sections, section))
        )
        return section

    def edit_section(
        self, entry_uid: str, base: Section, *, heading: str | None = None, prose: str | None = None
    ) -> Entry:
        """Give a section another heading or prose; where both sides changed the prose, both are kept."""

        def command(entry: Entry) -> Entry:
            now = entry.section(base.uid)
            text = now.prose if prose is None else clean(prose).strip("\n")
            if prose is not None and now.prose not in (base.prose, text):
                text = f"{now.prose}\n\n{text}"
            title = now.heading if heading is None else clean_line(heading)
            return edit.with_section(entry, replace(now, heading=title, prose=text))

        return self._entry_command("edit section", entry_uid, command)

    def set_week(self, entry_uid: str, section_uid: str, week: Week) -> Entry:
        """Change what a study plan says of one of its weeks."""
        return self._entry_command(
            "week",
            entry_uid,
            lambda entry: edit.with_section(entry, replace(entry.section(section_uid), week=week)),
        )

    def retitle(self, entry_uid: str, title: str) -> Entry:
        """Give an entry another title."""
        return self._entry_command("rename", entry_uid, lambda entry: replace(entry, title=clean_line(title)))

    def retag(self, entry_uid: str, tags: Iterable[str]) -> Entry:
        """Give an entry other tags."""
        cleaned = tuple(tag for each in tags if (tag := clean_line(each)))
        return self._entry_command("tags", entry_uid, lambda entry: replace(entry, tags=cleaned))

    def put_all(
        self, label: str, entries: Iterable[Entry], *, revs: Mapping[str, int] | None = None
    ) -> list[Entry]:
        """Write whole entries as one step; those without a key, or with one that is taken, are given one. For imports.

        `revs` are the revisions that the entries were made from, by uid. New entries keep when they say that they were
        changed. Raises Conflict, and writes nothing, when one of the others was changed or deleted since.
        """
        with self._change(label) as transaction:
            for uid, rev in (revs or {}).items():
                if self._entry(transaction, uid).rev != rev:
                    raise Conflict("The entry was changed", "Somebody changed {uid} meanwhile.", uid=uid)
            owners = {head.key: head.uid for head in transaction.heads().values()}
            stored = []
            for entry in entries:
                if owners.get(entry.key, entry.uid) != entry.uid or not entry.key:
                    entry = replace(entry, key=key.for_entry(entry, owners))
                owners[entry.key] = entry.uid
                stored.append(transaction.put(entry, keep_time=True))
        self._tell(transaction)
        return stored

    def trash(self) -> list[Trashed]:
        """What was deleted and can be restored, the newest first."""
        return self.notebook.trash()

    def restore_trashed(self, uid: str) -> Entry:
        """Bring a deleted entry or item back, as one step of undo; gives the entry. Raises EntryNotFound, Conflict.

        An item whose entry was deleted, too, brings the entry back.
        """
        with self._change("restore") as transaction:
            graves = self.notebook.trash()
            trashed = next((grave for grave in graves if grave.uid == uid), None)
            if trashed is None:
                raise EntryNotFound("Not in the trash", "It was restored or purged meanwhile.")
            entry = trash.restored(trashed, transaction.entries, graves)
            stored: Entry = transaction.put(self._with_key(transaction, entry))
        self._tell(transaction)
        return stored

    def purge(
        self, uids: Collection[str], own: tuple[tuple[str, tuple[str, ...]], ...] = ()
    ) -> list[Trashed]:
        """Forget deleted things for good: in the history, the backups, an entry's source, drafts and kept lines too.

        `own` are the user's labels, by which sources are read again. Gives what was forgotten; what is not in the trash is left alone. Can not be undone.
        """
        # Reading Markdown again is a purge's business alone, and `log` must not pay for it.
        from retrotui.markdown.renewal import renewed

        forgotten = self.notebook.purge(uids, lambda entry: renewed(entry, own))
        self.refresh()
        return forgotten

    def undo(self) -> Undone | None:
        """Take back the last change; None when there is none.

        Raises Conflict when it was changed since from outside; the next undo passes over it to the one before.
        """
        return self._told(self.notebook.undo())

    def redo(self) -> Undone | None:
        """Make the last undone change again."""
        return self._told(self.notebook.redo())

    def refresh(self) -> list[Change]:
        """Take in what other processes wrote since, and tell the listeners."""
        changes = self.notebook.refresh()
        self._announce(changes)
        return changes

    def close(self) -> None:
        """Let go of the notebook."""
        self.notebook.close()

    # For the other modules of this layer, which make commands of their own

    @contextmanager
    def changing(self, label: str) -> Iterator[Transaction]:
        """One step of undo: what the body puts is written when it ends, and then told."""
        with self._change(label) as transaction:
            yield transaction
        self._tell(transaction)

    def entry_for(self, transaction: Transaction, kind: str, day: dt.date) -> Entry:
        """The entry of the kind that covers the day, made when it is not there."""
        head = entry_covering(transaction.heads().values(), kind, day)
        return transaction.entries[head.uid] if head else self._make(transaction, kind, day, "", 0)

    def new_item(self, text: str, **fields: Any) -> Item:
        """An item of the text, its further lines as the body, changed now. Raises UsageError when it is empty."""
        return self._item(text, **fields)

    # Inside a transaction

    def _change(self, label: str) -> Any:
        return self.notebook.transaction(label)

    def _utc(self) -> dt.datetime:
        return self._clock().astimezone(dt.UTC)

    def _item(self, text: str, *, uid: str = "", **fields: Any) -> Item:
        first, _, rest = clean(text).strip().partition("\n")
        if not first:
            raise UsageError("Nothing to write", "The text is empty.")
        return Item(
            uid or new_uid(),
            text=clean_line(first),
            body=dedent(rest).strip("\n"),
            changed_at=self._utc(),
            **fields,
        )

    def _with_key(self, transaction: Transaction, entry: Entry) -> Entry:
        return replace(entry, key=key.for_entry(entry, _Taken(transaction, entry.uid)))

    def _make(self, transaction: Transaction, kind: str, day: dt.date, language: str, weeks: int) -> Entry:
        shape = kinds.KINDS[kind]
        span = periods.period_span(shape.period, day, weeks)
        entry = edit.new_entry(shape, span, key="", language=language or self.language(kind), now=self._utc())
        return transaction.put(self._with_key(transaction, entry))

    def _entry(self, transaction: Transaction, uid: str) -> Entry:
        if uid not in transaction.entries:
            raise Conflict(
                "The entry is gone",
                "Somebody deleted it meanwhile.",
                "`u` brings back what was deleted here.",
            )
        return transaction.entries[uid]

    def _known(self, entry: Entry, item_uid: str) -> Item:
        try:
            return entry.item(item_uid)
        except KeyError:
            raise Conflict(
                "The item is gone", "Somebody took it out of {key} meanwhile.", key=entry.key
            ) from None

    def _section_of(self, entry: Entry, item_uid: str) -> Section:
        self._known(entry, item_uid)
        return entry.section_of(item_uid)

    def _present(self, uid: str) -> Entry:
        entry = self.get(uid)
        if entry is None:
            raise Conflict("The entry is gone", "Somebody deleted it meanwhile.")
        return entry

    def _add(
        self, transaction: Transaction, entry: Entry, section: str, item: Item, index: int | None
    ) -> Edited:
        entry = transaction.put(edit.add_item(entry, section, item, index))
        return Edited(entry, entry.item(item.uid))

    def _keep_both(
        self, transaction: Transaction, entry: Entry, now: Item | None, base: Item, wanted: Item
    ) -> Edited:
        fresh = replace(wanted, state=base.state, category=base.category, group=base.group)
        if now is None:
            entry, section = edit.ensure_section(entry, trash.role_of(entry, base.label))
            return replace(self._add(transaction, entry, section.uid, fresh, None), kept_both=True)
        section = entry.section_of(now.uid)
        index = [item.uid for item in section.items].index(now.uid) + 1
        return replace(self._add(transaction, entry, section.uid, fresh, index), kept_both=True)

    def _entry_command(self, label: str, entry_uid: str, command: Callable[[Entry], Entry]) -> Entry:
        with self._change(label) as transaction:
            entry = self._entry(transaction, entry_uid)
            try:
                changed = command(entry)
            except KeyError:
                raise Conflict(
                    "It is gone", "Somebody took it out of {key} meanwhile.", key=entry.key
                ) from None
            stored: Entry = transaction.put(edit.pruned(changed))
        self._tell(transaction)
        return stored

    # Telling

    def _tell(self, transaction: Transaction) -> None:
        self._announce([*transaction.others, *transaction.changes])

    def _told(self, undone: Undone | None) -> Undone | None:
        if undone:
            self._announce([*undone.others, *undone.changes])
        return undone

    def _announce(self, changes: list[Change]) -> None:
        if changes:
            for listener in self._listeners:
                listener(changes)


class _Taken:
    """The keys that an entry can not have, because others have them."""

    def __init__(self, transaction: Transaction, uid: str) -> None:
        self._transaction = transaction
        self._uid = uid

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self._transaction.is_taken(key, self._uid)


__all__ = ["Clock", "Edited", "Journal", "Listed", "entry_covering"]
