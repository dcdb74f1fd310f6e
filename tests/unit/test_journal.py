"""The journal: one change, one step of undo, one list of changes told; nothing of two writers lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from retrotui.errors import AmbiguousKey, Conflict, EntryNotFound, UsageError
from retrotui.journal import Journal
from retrotui.model.entry import Change, Entry, Item, Section, Week, new_uid

NOW = dt.datetime(2026, 11, 20, 0, 30, tzinfo=dt.timezone(dt.timedelta(hours=9)))
FRIDAY = NOW.date()
Open = Callable[[], Journal]


@pytest.fixture
def open_journal(tmp_path: Path) -> Iterator[Open]:
    """Opens the same notebook once more, as another window would."""
    opened: list[Journal] = []

    def opens() -> Journal:
        path, state = tmp_path / "notebook.json", tmp_path / "state"
        opened.append(Journal.open(path, state_dir=state, clock=lambda: NOW))
        return opened[-1]

    yield opens
    for each in opened:
        each.close()


@pytest.fixture
def journal(open_journal: Open) -> Journal:
    return open_journal()


def texts(journal: Journal, role: str, kind: str = "daily") -> list[str]:
    """The texts of a role in the newest entry of a kind."""
    [entry, *_] = journal.entries(kind)
    return [item.text for item in entry.items_of(role)]


def heard(journal: Journal) -> list[Change]:
    """Collects what the journal tells from now on."""
    changes: list[Change] = []
    journal.subscribe(changes.extend)
    return changes


def test_a_line_is_on_disk_when_log_returns(journal: Journal, open_journal: Open) -> None:
    """Another process reads what was written, with the day of the user's zone and the time in UTC."""
    edited = journal.log("problem", "first\n  - detail\n    - more\n", FRIDAY)
    [entry] = open_journal().entries("daily")
    assert (entry.key, entry.start) == ("daily/2026-11-20", FRIDAY)
    [item] = entry.items_of("problem")
    assert (item.label, item.text, item.body) == ("P1", "first", "- detail\n  - more")
    assert item.changed_at == NOW
    assert item == edited.item


@pytest.mark.parametrize("text", ["", " \n ", "\x1b", "\u202e\n"])
def test_an_empty_text_is_refused(journal: Journal, text: str) -> None:
    """Nothing but what a terminal would swallow is nothing."""
    with pytest.raises(UsageError):
        journal.log("did", text, FRIDAY)
    assert journal.entries() == []


def test_further_lines_join_the_covering_entry(journal: Journal) -> None:
    """A week's KPT takes what is written on any of its days; another week begins another one."""
    journal.write("kpt", FRIDAY, "keep", "one")
    journal.write("kpt", FRIDAY - dt.timedelta(days=3), "keep", "two")
    journal.write("kpt", FRIDAY + dt.timedelta(days=3), "keep", "three")
    assert [entry.key for entry in journal.entries("kpt")] == ["kpt/2026-W48", "kpt/2026-W47"]
    assert [item.label for item in journal.find("2026-W47").items()] == ["K1", "K2"]


def test_entries_are_chosen_by_any_day_they_cover(journal: Journal) -> None:
    """A span counts when any day of it fits; notes only when asked for."""
    journal.new_entry("study", dt.date(2026, 10, 17))
    journal.new_entry("daily", FRIDAY)
    journal.new_entry("note", FRIDAY)
    november = dt.date(2026, 11, 1)
    assert [e.kind for e in journal.entries(since=november)] == ["daily", "study"]
    assert [e.kind for e in journal.entries(until=november)] == ["study"]
    assert [e.kind for e in journal.entries("note")] == ["note"]


def test_a_new_entry_speaks_the_language_of_the_newest(journal: Journal, tmp_path: Path) -> None:
    """Of its kind first, of any kind else; the setting goes before both."""
    assert journal.language() == "en"
    journal.new_entry("kpt", FRIDAY, language="ko")
    assert journal.new_entry("daily", FRIDAY).sections[0].heading == "오늘 한 일"
    other = Journal(journal.notebook, lambda: NOW, "ja")
    assert other.new_entry("year", FRIDAY).title == "2026年のふりかえり"


def test_find_never_guesses(journal: Journal) -> None:
    """One match is found, several are listed, none is told."""
    journal.new_entry("daily", FRIDAY)
    journal.new_entry("kpt", FRIDAY)
    assert journal.find("today").kind == "daily"
    with pytest.raises(AmbiguousKey, match="daily/2026-11-20\nkpt/2026-W47"):
        journal.find("2026")
    with pytest.raises(EntryNotFound):
        journal.find("2025")


def test_each_command_is_one_step_of_undo(journal: Journal, open_journal: Open) -> None:
    """Undo goes back through changes of either window, and redo forth again."""
    journal.log("did", "one", FRIDAY)
    other = open_journal()
    other.log("did", "two", FRIDAY)
    assert journal.undo() is not None
    assert texts(journal, "did") == ["one"]
    assert journal.undo() is not None
    assert journal.entries() == []
    assert journal.undo() is None
    journal.redo()
    journal.redo()
    assert texts(journal, "did") == ["one", "two"]
    assert journal.redo() is None


def test_undoing_what_was_changed_since_is_a_conflict(journal: Journal) -> None:
    """What would overwrite somebody's newer text is refused."""
    edited = journal.log("did", "one", FRIDAY)
    item = edited.item
    journal.edit_item(edited.entry.uid, item, "two")
    with journal.notebook.transaction("elsewhere") as transaction:
        entry = transaction.entries[edited.entry.uid]
        section = entry.section_of(item.uid)
        changed = replace(section, items=(replace(section.items[0], text="three"),))
        transaction.put(replace(entry, sections=(changed, *entry.sections[1:])))
    journal.notebook.undo()
    assert texts(journal, "did") == ["two"]


def test_listeners_hear_of_every_change_once(journal: Journal, open_journal: Open) -> None:
    """Ours, another window's before it, and an undo's, each with what was there before."""
    changes = heard(journal)
    journal.log("did", "one", FRIDAY)
    assert [(change.before, change.after and change.after.key) for change in changes] == [
        (None, "daily/2026-11-20")
    ]
    open_journal().write("kpt", FRIDAY, "keep", "theirs")
    changes.clear()
    journal.log("did", "two", FRIDAY)
    assert [change.after.kind for change in changes if change.after] == ["kpt", "daily"]
    open_journal().write("kpt", FRIDAY, "keep", "theirs too")
    changes.clear()
    journal.undo()
    assert [[item.text for item in change.after.items()] for change in changes if change.after] == [
        ["theirs", "theirs too"],
        ["theirs"],
    ]
    assert journal.refresh() == []


def test_refresh_tells_what_others_wrote(journal: Journal, open_journal: Open) -> None:
    """The open app sees the shell's line."""
    changes = heard(journal)
    open_journal().log("did", "theirs", FRIDAY)
    assert [change.after.key for change in journal.refresh() if change.after] == ["daily/2026-11-20"]
    assert len(changes) == 1
    assert texts(journal, "did") == ["theirs"]


def test_an_edit_that_met_another_keeps_both(journal: Journal, open_journal: Open) -> None:
    """Theirs stands, ours is below it with its state, and nobody's words are lost."""
    first = journal.write("kpt", FRIDAY, "problem", "one")
    seen = first.item
    open_journal().edit_item(first.entry.uid, seen, "theirs")
    edited = journal.edit_item(first.entry.uid, seen, "ours\nwith body")
    assert edited.kept_both
    assert texts(journal, "problem", "kpt") == ["theirs", "ours"]
    assert edited.item.label == "P2"


def test_an_edit_of_a_deleted_item_is_kept(journal: Journal, open_journal: Open) -> None:
    """The text comes back as an item of the role that its label tells."""
    first = journal.log("learned", "one", FRIDAY)
    open_journal().delete_item(first.entry.uid, first.item.uid)
    edited = journal.edit_item(first.entry.uid, first.item, "one and more")
    assert edited.kept_both
    assert texts(journal, "learned") == ["one and more"]


def test_the_same_edit_twice_is_no_conflict(journal: Journal, open_journal: Open) -> None:
    """Two windows that typed the same leave one item."""
    first = journal.log("did", "one", FRIDAY)
    open_journal().edit_item(first.entry.uid, first.item, "two")
    assert not journal.edit_item(first.entry.uid, first.item, "two").kept_both
    assert texts(journal, "did") == ["two"]


def test_what_is_gone_is_a_conflict(journal: Journal, open_journal: Open) -> None:
    """A command on an item, section or entry that another window deleted says so."""
    first = journal.write("kpt", FRIDAY, "try", "one")
    other = open_journal()
    other.delete_item(first.entry.uid, first.item.uid)
    journal.refresh()
    for command in (
        lambda: journal.set_state(first.entry.uid, first.item.uid, "kept"),
        lambda: journal.next_state(first.entry.uid, first.item.uid),
        lambda: journal.delete_item(first.entry.uid, first.item.uid),
        lambda: journal.move_item(first.entry.uid, first.item.uid, first.entry.sections[0].uid),
        lambda: journal.edit_section(first.entry.uid, Section("gone", "keep"), heading="x"),
    ):
        with pytest.raises(Conflict):
            command()
    other.delete_entry(first.entry.uid)
    with pytest.raises(Conflict):
        journal.retitle(first.entry.uid, "x")


def test_states_go_round(journal: Journal) -> None:
    """The next-state key visits each state and comes back; an item without states stays as it is."""
    first = journal.write("kpt", FRIDAY, "issue", "one")
    seen = [journal.next_state(first.entry.uid, first.item.uid).item(first.item.uid).state for _ in range(4)]
    assert seen == ["done", "moved", "dropped", "open"]
    keep = journal.write("kpt", FRIDAY, "keep", "x")
    assert journal.next_state(keep.entry.uid, keep.item.uid).item(keep.item.uid).state == ""


def test_deleted_things_lie_in_the_trash(journal: Journal) -> None:
    """An item and a whole entry can be listed there, and undo brings them back."""
    first = journal.log("did", "one", FRIDAY)
    journal.delete_item(first.entry.uid, first.item.uid)
    journal.delete_entry(first.entry.uid)
    assert {trashed.uid for trashed in journal.notebook.trash()} == {first.item.uid, first.entry.uid}
    journal.undo()
    journal.undo()
    assert texts(journal, "did") == ["one"]


def test_prose_changed_on_both_sides_is_kept(journal: Journal, open_journal: Open) -> None:
    """Neither writer's paragraph is lost."""
    entry = journal.new_entry("daily", FRIDAY)
    base = entry.sections[0]
    open_journal().edit_section(entry.uid, base, prose="theirs")
    changed = journal.edit_section(entry.uid, base, prose="ours\x1b[2J")
    assert changed.sections[0].prose == "theirs\n\nours[2J"


def test_a_week_and_a_section_are_changed(journal: Journal) -> None:
    """What a plan says of a week, a title, one more area."""
    entry = journal.new_entry("study", FRIDAY, weeks=2)
    week = Week(1, FRIDAY, "absent", "ill")
    assert journal.set_week(entry.uid, entry.sections[0].uid, week).sections[0].week == week
    assert journal.retitle(entry.uid, " a\nb ").title == "a b"
    added = journal.add_section(entry.uid, "outcome", "Talk")
    assert journal.find("study").sections[-1] == added


def test_imported_entries_get_keys_of_their_own(journal: Journal) -> None:
    """In one step of undo, the second of a date with a number."""
    entries = [Entry(new_uid(), "", "kpt", f"{n}", FRIDAY, FRIDAY) for n in range(2)]
    kept = Entry(new_uid(), "kpt/2026-W47", "kpt", "2", FRIDAY, FRIDAY)
    stored = journal.put_all("import", [*entries, kept])
    assert [entry.key for entry in stored] == ["kpt/2026-W47", "kpt/2026-W47-2", "kpt/2026-W47-3"]
    journal.undo()
    assert journal.entries() == []


def test_an_item_may_be_put_anywhere(journal: Journal) -> None:
    """At an index, in a section or by role, with what else is known of it."""
    first = journal.log("did", "one", FRIDAY)
    journal.add_item(first.entry.uid, "zero", role="did", index=0)
    journal.add_item(first.entry.uid, "late", role="try", reason="r")
    entry = journal.find("today")
    assert [item.text for item in entry.items_of("did")] == ["zero", "one"]
    assert [(item.label, item.reason) for item in entry.items_of("try")] == [("T1", "r")]
    moved = journal.move_item(entry.uid, first.item.uid, entry.sections[1].uid)
    assert [item.label for item in moved.items_of("problem")] == ["P1"]
    assert isinstance(journal.find_item(moved, "p1"), Item)
