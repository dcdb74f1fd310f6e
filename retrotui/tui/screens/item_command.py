"""What a user can do to an item: the actions of the keys, as dialogs and calls of the journal.

Knows which entry, section and item the screen has under its cursor, and nothing of how they are drawn.
"""

from __future__ import annotations

import datetime as dt
from abc import abstractmethod
from collections.abc import Callable
from functools import partial

from msgspec.structs import replace

from retrotui.model.entry import Entry, Item, Link, Section
from retrotui.model.kinds import ATTENDANCE, FLOW_LEVELS, Kind
from retrotui.tui.dialogs.ask import AskDialog
from retrotui.tui.dialogs.choose import ChooseDialog
from retrotui.tui.dialogs.write import WriteDialog, Written
from retrotui.tui.screens.retro import RetroScreen
from retrotui.unsaved import Place, add_place, edit_place, prose_place
from retrotui.wording import _, language

Save = Callable[[str], str]
"""Saves a text and gives the uid of the item that holds it, or nothing."""
_ATTENDANCE = (*ATTENDANCE, "")


class ItemCommands(RetroScreen):
    """The commands of a screen that shows one entry."""

    kind: Kind
    day: dt.date
    uid: str

    @property
    @abstractmethod
    def entry(self) -> Entry | None:
        """The open entry."""

    @property
    @abstractmethod
    def stored(self) -> bool:
        """Whether the open entry is in the notebook."""

    @abstractmethod
    def section_under_cursor(self) -> Section | None:
        """The section that the cursor stands in."""

    @abstractmethod
    def item_under_cursor(self) -> Item | None:
        """The item that the cursor stands on."""

    @abstractmethod
    def cursor_uid(self) -> str:
        """The uid of the row under the cursor."""

    @abstractmethod
    def focus_item(self, uid: str) -> bool:
        """Put the cursor on an item, a section or a prose; False when it is not there."""

    @abstractmethod
    def open_entry(self, uid: str, item: str = "") -> None:
        """Open an entry."""

    @abstractmethod
    def open_day(self, day: dt.date) -> None:
        """Open the entry of a day."""

    # Writing

    def write(self, place: Place, title: str, text: str, save: Save) -> None:
        """Ask for a text and save it; what is not saved stays a draft of the place and is offered again."""
        unsaved = self.app.unsaved

        def done(written: Written | None) -> None:
            if written is None:
                unsaved.drop(place)
            elif written.saved:
                unsaved.note(place, written.text, label=title)
                with self.app.reporting():
                    uid = save(written.text)
                    unsaved.drop(place)
                    if uid:
                        self.call_after_refresh(self.focus_item, uid)

        draft = unsaved.text_for(place)
        shown = title if draft is None else _("{title} (draft)").format(title=title)
        typed = partial(unsaved.note, place, base=text, label=title)
        self.app.ask(WriteDialog(shown, text if draft is None else draft, typed), done)

    def resume(self, place: Place) -> None:
        """Open the editor at a place that was found."""
        if place.action == "add":
            self.action_item_add()
        else:
            self.action_item_edit()

    def find_place(self, place: Place) -> bool:
        """Put the cursor on a place; False when it is gone."""
        entry = self.app.journal.get(place.entry) if place.entry else None
        if entry is None and place.day:
            self.open_day(place.day)
            section = (
                next((s for s in self.entry.sections if s.role == place.role), None) if self.entry else None
            )
        elif entry:
            self.open_entry(entry.uid)
            section = next((s for s in entry.sections if s.uid == place.section), None)
        else:
            return False
        target = place.item or (
            f"{place.section}:prose" if place.action == "prose" else section.uid if section else ""
        )
        return bool(target) and self.focus_item(target)

    def action_item_add(self) -> None:
        """Add an item to the section under the cursor."""
        section, entry = self.section_under_cursor(), self.entry
        if section is None or entry is None:
            self.app.say(_("Nothing to add to here. N begins an entry."))
            return
        uid, role = self.uid, section.role

        def save(text: str) -> str:
            journal = self.app.journal
            if self.stored:
                added = journal.add_item(uid, text, section=section.uid).item.uid
            else:
                edited = journal.write(self.kind.name, self.day, role, text)
                self.open_entry(edited.entry.uid)
                added = edited.item.uid
            self.item_added(added)
            return added

        heading = section.heading or self.kind.heading(role, language())
        self.write(add_place(entry, section, self.day), _("Add · {name}").format(name=heading), "", save)

    def item_added(self, uid: str) -> None:
        """An item was added: a screen may have a word to say about it."""

    def action_item_edit(self) -> None:
        """Edit the item, the prose or the heading under the cursor."""
        item, section, entry = self.item_under_cursor(), self.section_under_cursor(), self.entry
        if entry is None:
            return
        if item:
            self._edit_item(entry, item)
        elif section and self.stored and self.cursor_uid().endswith(":prose"):
            self._edit_prose(entry, section)
        elif section and self.stored and self.cursor_uid() == section.uid:
            self._edit_heading(section)
        elif section:
            self.action_item_add()

    def _edit_item(self, entry: Entry, item: Item) -> None:
        save = partial(self._save_item, entry.uid, item)
        self.write(edit_place(entry, item), _("Edit · {name}").format(name=item.label), text_of(item), save)

    def _save_item(self, uid: str, item: Item, text: str) -> str:
        edited = self.app.journal.edit_item(uid, item, text)
        if edited.kept_both:
            told = _("Changed elsewhere meanwhile: both texts are kept, yours is {label}")
            self.app.say(told.format(label=edited.item.label), alert=True)
        return edited.item.uid

    def _edit_prose(self, entry: Entry, section: Section) -> None:
        save = partial(self._save_prose, entry.uid, section)
        title = _("Edit · {name}").format(name=section.heading)
        self.write(prose_place(entry, section), title, section.prose, save)

    def _save_prose(self, uid: str, section: Section, text: str) -> str:
        self.app.journal.edit_section(uid, section, prose=text)
        return ""

    def _edit_heading(self, section: Section) -> None:
        uid = self.uid

        def done(heading: str | None) -> None:
            if heading:
                with self.app.reporting():
                    self.app.journal.edit_section(uid, section, heading=heading)

        self.app.ask(AskDialog(_("Heading"), _("enter save · esc leave"), section.heading), done)

    def action_item_editor(self) -> None:
        """Edit the item or the prose in the user's own editor."""
        item, section, entry = self.item_under_cursor(), self.section_under_cursor(), self.entry
        if entry is None or section is None or not self.stored:
            self.action_item_edit()
            return
        place = edit_place(entry, item) if item else prose_place(entry, section)
        before = text_of(item) if item else section.prose
        after = self.app.edit_outside(before)
        if after is None or after.strip() == before.strip() or (item and not after.strip()):
            return
        name = item.label if item else section.heading
        self.app.unsaved.note(place, after, label=_("Edit · {name}").format(name=name))
        with self.app.reporting():
            if item:
                self._save_item(entry.uid, item, after)
            else:
                self._save_prose(entry.uid, section, after)
            self.app.unsaved.drop(place)

    # Items

    def action_item_next_state(self) -> None:
        """Move the item, or a week's attendance, on to the next state."""
        item, section = self.item_under_cursor(), self.section_under_cursor()
        with self.app.reporting():
            if item:
                self.change_state(item)
            elif section and section.week and self.stored and self.cursor_uid() == section.uid:
                place = (
                    _ATTENDANCE.index(section.week.attendance)
                    if section.week.attendance in _ATTENDANCE
                    else -1
                )
                attendance = _ATTENDANCE[(place + 1) % len(_ATTENDANCE)]
                self.app.journal.set_week(self.uid, section.uid, replace(section.week, attendance=attendance))

    def change_state(self, item: Item) -> None:
        """Move an item on to its next state."""
        with self.app.reporting():
            self.app.journal.next_state(self.uid, item.uid)

    def action_item_delete(self) -> None:
        """Delete the item; it can be undone, so nothing is asked."""
        item = self.item_under_cursor()
        if item:
            with self.app.reporting():
                self.app.journal.delete_item(self.uid, item.uid)
                self.app.say(_("Deleted {name}. u brings it back.").format(name=item.label))

    def action_item_later(self) -> None:
        """Move the item down in its section."""
        self._reorder(1)

    def action_item_earlier(self) -> None:
        """Move the item up in its section."""
        self._reorder(-1)

    def _reorder(self, step: int) -> None:
        item, section = self.item_under_cursor(), self.section_under_cursor()
        if item and section:
            index = [each.uid for each in section.items].index(item.uid) + step
            if 0 <= index < len(section.items):
                with self.app.reporting():
                    self.app.journal.move_item(self.uid, item.uid, section.uid, index)

    def action_item_left(self) -> None:
        """Move the item to the section before."""
        self._move_across(-1)

    def action_item_right(self) -> None:
        """Move the item to the section after."""
        self._move_across(1)

    def _move_across(self, step: int) -> None:
        item, section, entry = self.item_under_cursor(), self.section_under_cursor(), self.entry
        if not (item and section and entry):
            return
        targets = [each for each in entry.sections if each.role != "prose"]
        index = [each.uid for each in targets].index(section.uid) + step if section in targets else -1
        if 0 <= index < len(targets):
            with self.app.reporting():
                self.app.journal.move_item(self.uid, item.uid, targets[index].uid)
                self.call_after_refresh(self.focus_item, item.uid)

    def action_item_flow(self) -> None:
        """The next flow level: none, A, B, C."""
        item = self.item_under_cursor()
        if item and self.kind.columns:
            self.change_flow(item)

    def change_flow(self, item: Item) -> None:
        """Move an item on to the next flow level."""
        levels = ["", *FLOW_LEVELS]
        level = levels[(levels.index(item.flow) + 1) % len(levels)] if item.flow in levels else ""
        with self.app.reporting():
            self.app.journal.change_item(self.uid, item.uid, "flow", flow=level)

    def action_item_category(self) -> None:
        """Give the item a category."""
        item, uid = self.item_under_cursor(), self.uid
        if item is None:
            return

        def done(category: str | None) -> None:
            if category is not None:
                with self.app.reporting():
                    self.app.journal.change_item(uid, item.uid, "category", category=category)

        self.app.ask(
            AskDialog(
                _("Category of {label}").format(label=item.label),
                _("such as New Feature, QA; empty takes it away"),
                item.category,
            ),
            done,
        )

    def action_item_link(self) -> None:
        """Say what a Try answers."""
        item, entry, uid = self.item_under_cursor(), self.entry, self.uid
        if item is None or entry is None or item not in entry.items_of("try"):
            self.app.say(_("Links begin at a Try: put the cursor on one."))
            return
        others = [*entry.items_of("problem"), *entry.items_of("keep")]
        if not others:
            self.app.say(_("Nothing to answer yet: add a problem or a keep."))
            return
        before = frozenset(link.item for link in item.links if link.relation == "answers")

        def done(chosen: frozenset[str] | None) -> None:
            if chosen is None or chosen == before:
                return
            kept = tuple(link for link in item.links if link.relation != "answers" or link.item in chosen)
            fresh = tuple(
                Link("answers", entry.uid, other.uid) for other in others if other.uid in chosen - before
            )
            with self.app.reporting():
                self.app.journal.change_item(uid, item.uid, "link", links=kept + fresh)

        choices = [(other.uid, f"{other.label}  {other.text}") for other in others]
        self.app.ask(ChooseDialog(_("{label} answers").format(label=item.label), choices, before), done)

    def action_item_copy(self) -> None:
        """Copy the text of the item, or of the prose, to the terminal's clipboard."""
        item, section = self.item_under_cursor(), self.section_under_cursor()
        if item:
            self.app.copy_to_clipboard(text_of(item))
            told = _("{label} sent to the terminal's clipboard.")
            self.app.say(told.format(label=item.label or _("The item")))
        elif section:
            self.app.copy_to_clipboard(section.prose)
            self.app.say(_("The text sent to the terminal's clipboard."))

    def action_week_percent(self) -> None:
        """Say how much of a study week's goal was reached."""
        section, uid = self.section_under_cursor(), self.uid
        if section is None or section.week is None or not self.stored:
            self.app.say(_("A percentage belongs to a week of a study plan."))
            return
        week = section.week

        def done(answer: str | None) -> None:
            if answer is not None:
                value = float(answer.rstrip("% ")) if answer else None
                with self.app.reporting():
                    self.app.journal.set_week(uid, section.uid, replace(week, percent=value))

        value = "" if week.percent is None else f"{week.percent:g}"
        self.app.ask(
            AskDialog(
                _("Week {number}: how much was reached?").format(number=week.number),
                _("0 to 100; empty: count the goals"),
                value,
                _check_percent,
            ),
            done,
        )


def text_of(item: Item) -> str:
    """An item as one text: the first line, and the body below."""
    return f"{item.text}\n{item.body}" if item.body else item.text


def _check_percent(text: str) -> str:
    try:
        return "" if not text or 0 <= float(text.rstrip("% ")) <= 100 else _("From 0 to 100")
    except ValueError:
        return _("A number from 0 to 100")
