"""What a user can do to an entry as a whole: begin, name, tag, copy, delete, and go to another."""

from __future__ import annotations

import datetime as dt
import re

from retrotui.model import kinds, periods
from retrotui.text import clean_line
from retrotui.tui.dialogs.ask import AskDialog
from retrotui.tui.screens.item_command import ItemCommands
from retrotui.wording import N_, _, ngettext

_DATE_HINT = N_("today, mon, -3d, 2026-11-18 or 2026-W47")


class EntryCommands(ItemCommands):
    """The commands of a screen that shows one entry."""

    def action_entry_new(self) -> None:
        """Begin a new entry for a date."""
        today = self.app.journal.today()
        plan = self.kind.period == "plan"

        def done(answer: str | None) -> None:
            if answer is None:
                return
            date, weeks = _split_weeks(answer)
            span = periods.parse_period(date, today)
            with self.app.reporting():
                if span:
                    found = (
                        self.app.journal.covering(self.kind.name, span.start) if self.kind.steady else None
                    )
                    entry = found or self.app.journal.new_entry(self.kind.name, span.start, weeks=weeks)
                    self.open_entry(entry.uid)

        hint = _(_DATE_HINT) + (_("; x6 for six weeks") if plan else "")
        value = (self.day if self.kind.steady else today).isoformat() + (
            f" x{kinds.STUDY_WEEKS}" if plan else ""
        )
        self.app.ask(
            AskDialog(
                _("New {noun} for").format(noun=_(self.kind.noun)),
                hint,
                value,
                lambda text: _check_period(_split_weeks(text)[0], today),
            ),
            done,
        )

    def action_entry_rename(self) -> None:
        """Give the entry another title."""
        entry = self.entry
        if entry is None or not self.stored:
            return

        def done(title: str | None) -> None:
            if title:
                with self.app.reporting():
                    self.app.journal.retitle(entry.uid, title)

        self.app.ask(AskDialog(_("Title"), _("enter save · esc leave"), entry.title), done)

    def action_entry_section(self) -> None:
        """Add a section with a name of one's own."""
        entry, uid = self.entry, self.uid
        if entry is None or not self.stored:
            self.app.say(_("Add an item first, then sections of your own."))
            return
        role = self.kind.roles[0] if self.kind.named else "prose"

        def done(heading: str | None) -> None:
            if heading:
                with self.app.reporting():
                    section = self.app.journal.add_section(uid, role, heading)
                    self.call_after_refresh(self.focus_item, section.uid)
                    if role == "prose":
                        self._edit_prose(entry, section)

        self.app.ask(AskDialog(_("New section"), _("its heading"), ""), done)

    def action_entry_tags(self) -> None:
        """Give the entry tags."""
        entry = self.entry
        if entry is None or not self.stored:
            self.app.say(_("Add an item first, then tags."))
            return

        def done(answer: str | None) -> None:
            if answer is not None:
                tags = tuple(dict.fromkeys(tag for part in answer.split(",") if (tag := part.strip())))
                with self.app.reporting():
                    self.app.journal.retag(entry.uid, tags)

        self.app.ask(
            AskDialog(_("Tags"), _("separated by commas; empty takes them away"), ", ".join(entry.tags)), done
        )

    def action_item_copy(self) -> None:
        """Copy what is under the cursor; where that is neither item nor prose, the whole entry."""
        if self.item_under_cursor() or self.cursor_uid().endswith(":prose"):
            super().action_item_copy()
        else:
            self.action_entry_copy()

    def action_entry_renumber(self) -> None:
        """Count the labels anew in the order of the items."""
        entry = self.entry
        if entry and self.stored:
            with self.app.reporting():
                after = self.app.journal.renumber(entry.uid)
                before = {item.uid: item.label for item in entry.items()}
                changed = sum(before.get(item.uid) != item.label for item in after.items())
                told = ngettext(
                    "{count} label changed; u takes it back.",
                    "{count} labels changed; u takes it back.",
                    changed,
                )
                self.app.say(told.format(count=changed) if changed else _("In order already."))

    def action_entry_copy(self) -> None:
        """Copy the entry as Markdown to the terminal's clipboard."""
        entry = self.entry
        if entry and self.stored:
            self.app.copy_to_clipboard(self.app.markdown_of(entry))
            self.app.say(_("{key} sent to the terminal's clipboard as Markdown.").format(key=entry.key))

    def action_entry_review(self) -> None:
        """Go through what a repair guessed."""
        entry = self.entry
        if entry is None or not self.stored or not entry.has_guesses:
            self.app.say(_("Nothing of this entry is a guess."))
            return
        from retrotui.tui import guesses

        guesses.review(self.app, entry.uid)

    def action_entry_delete(self) -> None:
        """Delete the whole entry; it can be undone, so nothing is asked."""
        entry = self.entry
        if entry and self.stored:
            with self.app.reporting():
                self.app.journal.delete_entry(entry.uid)
                self.app.say(_("Deleted {name}. u brings it back.").format(name=entry.key))

    def action_period_go(self) -> None:
        """Go to a date."""
        today = self.app.journal.today()

        def done(answer: str | None) -> None:
            span = periods.parse_period(answer, today) if answer else None
            if span:
                self.open_day(span.start)

        self.app.ask(AskDialog(_("Go to"), _(_DATE_HINT), "", lambda text: _check_period(text, today)), done)


def _check_period(text: str, today: dt.date) -> str:
    return (
        "" if periods.parse_period(text, today) else _("Not a date: {text!r}").format(text=clean_line(text))
    )


def _split_weeks(text: str) -> tuple[str, int]:
    match = re.fullmatch(r"(.*?)\s+x\s*(\d{1,2})", text.strip())
    return (match[1], int(match[2])) if match else (text.strip(), kinds.STUDY_WEEKS)
