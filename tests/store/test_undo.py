"""Undo and redo, over many steps, restarts and processes."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from msgspec.structs import replace

from retrotui.errors import Conflict
from retrotui.model import edit
from retrotui.model.entry import Block, Entry
from retrotui.store import history
from retrotui.store.notebook import Notebook
from tests.store.conftest import Clock, entry, texts

Open = Callable[..., Notebook]


def put(notebook: Notebook, value: Entry, label: str = "put") -> None:
    with notebook.transaction(label) as transaction:
        transaction.put(value)


def plain(notebook: Notebook) -> dict[str, Entry]:
    """The entries without their stamps."""
    return {uid: edit_stamps(value) for uid, value in notebook.entries().items()}


def edit_stamps(value: Entry) -> Entry:
    sections = tuple(
        replace(section, items=tuple(replace(item, changed_at=None) for item in section.items))
        for section in value.sections
    )
    return replace(value, sections=sections, rev=0, created_at=None, updated_at=None)


def test_250_steps_back_and_forth_across_processes(opened: Open) -> None:
    """Each step is undone by another process than the one that made it."""
    first = opened()
    for number in range(250):
        put(first, entry(1, f"text {number}"), f"step {number}")
    second = opened()
    for number in reversed(range(250)):
        undone = second.undo()
        assert undone is not None
        assert undone.label == f"step {number}"
    assert second.undo() is None
    assert len(second.entries()) == 0
    third = opened()
    for _ in range(250):
        assert third.redo() is not None
    assert third.redo() is None
    assert texts(third.entries()[entry(1).uid]) == ["text 249"]


def test_a_new_step_makes_what_was_undone_unreachable(notebook: Notebook) -> None:
    """As in every editor."""
    for text in "abc":
        put(notebook, entry(1, text), text)
    notebook.undo()
    notebook.undo()
    put(notebook, entry(1, "d"), "d")
    assert notebook.redo() is None
    assert [step.label for step in notebook.history()] == ["d", "a"]


def test_undo_tells_the_changes(notebook: Notebook, opened: Open) -> None:
    """And apart from them what another process had changed."""
    put(notebook, entry(1, "a"))
    put(opened(), entry(2, "b"), "theirs")
    undone = notebook.undo()
    assert undone is not None
    assert undone.label == "theirs"
    assert [(change.before is None, change.after is None) for change in undone.changes] == [(False, True)]
    assert [(change.before is None, change.after is None) for change in undone.others] == [(True, False)]
    assert notebook.refresh() == []


def test_a_deleted_entry_comes_back_whole_and_leaves_the_trash(notebook: Notebook) -> None:
    """With a higher revision, so that an old copy of it is seen as old."""
    put(notebook, replace(entry(1, "a", "b"), blocks=(Block("source\r\n"),)))
    before = plain(notebook)
    with notebook.transaction("delete") as transaction:
        transaction.remove(entry(1).uid)
    assert [trashed.uid for trashed in notebook.trash()] == [entry(1).uid]
    assert notebook.trash()[0].entry == transaction.changes[0].before
    notebook.undo()
    assert plain(notebook) == before
    assert notebook.entries()[entry(1).uid].rev == 2
    assert notebook.trash() == []
    notebook.redo()
    assert len(notebook.entries()) == 0
    assert [trashed.uid for trashed in notebook.trash()] == [entry(1).uid]


def test_a_deleted_item_goes_to_the_trash_and_back(notebook: Notebook) -> None:
    """Undo takes it out of the trash, redo puts it there again."""
    put(notebook, entry(1, "a", "b"))
    with notebook.transaction("delete") as transaction:
        old = transaction.entries[entry(1).uid]
        item = next(old.items())
        transaction.trash_item(old.uid, item, old.section_of(item.uid))
        transaction.put(edit.remove_item(old, item.uid))
    grave = notebook.trash()[0]
    assert (grave.uid, grave.entry_uid, grave.role, grave.item) == (item.uid, old.uid, "did", item)
    notebook.undo()
    assert texts(notebook.entries()[old.uid]) == ["a", "b"]
    assert notebook.trash() == []
    notebook.redo()
    assert texts(notebook.entries()[old.uid]) == ["b"]
    assert [trashed.uid for trashed in notebook.trash()] == [item.uid]
    put(notebook, entry(1, "a", "b"), "restored by hand")
    assert notebook.trash() == []


def test_items_that_undo_changes_are_newly_stamped(notebook: Notebook, clock: Clock) -> None:
    """A merge with another machine must see that they changed; the others keep their time."""
    put(notebook, entry(1, "a", "b"))
    put(notebook, entry(1, "a", "B"))
    notebook.undo()
    first, second = notebook.entries()[entry(1).uid].items()
    assert first.changed_at is None
    assert second.changed_at is not None
    assert notebook.redo() is not None
    assert texts(notebook.entries()[entry(1).uid]) == ["a", "B"]


def test_what_was_changed_outside_is_a_conflict(notebook: Notebook, opened: Open, path: Path) -> None:
    """A hand edit is not overwritten; the message names the step, the entry and the words."""
    put(notebook, entry(1, "a"))
    put(notebook, entry(1, "b"), "rename")
    document = json.loads(path.read_bytes())
    document["entries"]["1"]["sections"][0]["items"][0]["text"] = "by hand"
    path.write_text(json.dumps(document))
    fresh = opened()
    with pytest.raises(Conflict, match=r"rename(.|\n)*daily/2026-01-02(.|\n)*b"):
        fresh.undo()
    assert texts(opened().entries()[entry(1).uid]) == ["by hand"]


def test_undo_goes_on_past_a_step_that_it_can_not_undo(notebook: Notebook, opened: Open, path: Path) -> None:
    """Once it says so; from then on, in every session, that step is passed over, by undo and by redo."""
    put(notebook, entry(1, "a"), "first")
    put(notebook, entry(2, "b"), "second")
    put(notebook, entry(2, "c"), "blocked")
    path.write_bytes(path.read_bytes().replace(b'"text":"c"', b'"text":"by hand"', 1))
    fresh = opened()
    before = path.read_bytes()
    with pytest.raises(Conflict, match=r"blocked(.|\n)*goes on with the step before it"):
        fresh.undo()
    assert json.loads(path.read_bytes())["entries"] == json.loads(before)["entries"]
    with pytest.raises(Conflict, match="second"):
        opened().undo()
    undone = opened().undo()
    assert undone is not None
    assert undone.label == "first"
    assert opened().undo() is None
    assert texts(opened().entries()[entry(2).uid]) == ["by hand"]
    redone = opened().redo()
    assert redone is not None
    assert redone.label == "first"
    assert opened().redo() is None


def test_redo_goes_on_past_a_step_that_it_can_not_redo(notebook: Notebook, opened: Open, path: Path) -> None:
    """And a new step makes all that was undone unreachable, wherever it stands."""
    put(notebook, entry(1, "a"), "first")
    put(notebook, entry(1, "b"), "blocked")
    put(notebook, entry(2, "c"), "third")
    for _ in range(2):
        notebook.undo()
    path.write_bytes(path.read_bytes().replace(b'"text":"a"', b'"text":"by hand"', 1))
    with pytest.raises(Conflict, match="goes on with the step after it"):
        opened().redo()
    redone = opened().redo()
    assert redone is not None
    assert redone.label == "third"
    put(opened(), entry(3, "new"), "new")
    assert [step.label for step in opened().history()] == ["new", "third", "first"]


def test_an_edit_beside_it_is_kept(notebook: Notebook, opened: Open, path: Path) -> None:
    """Only what the step changed is turned back."""
    put(notebook, entry(1, "a", "x"))
    put(notebook, entry(1, "b", "x"), "rename")
    document = json.loads(path.read_bytes())
    document["entries"]["1"]["sections"][0]["items"][1]["text"] = "by hand"
    document["entries"]["1"]["tags"] = ["hand"]
    path.write_text(json.dumps(document))
    fresh = opened()
    assert fresh.undo() is not None
    assert texts(fresh.entries()[entry(1).uid]) == ["a", "by hand"]
    assert fresh.entries()[entry(1).uid].tags == ("hand",)


def test_an_entry_edited_outside_is_not_unmade(notebook: Notebook, opened: Open, path: Path) -> None:
    """Undoing its making would lose the edit."""
    put(notebook, entry(1, "a"))
    path.write_bytes(path.read_bytes().replace(b'"text":"a"', b'"text":"by hand"'))
    with pytest.raises(Conflict):
        opened().undo()


def test_a_deleted_entry_that_is_there_again_is_not_overwritten(
    notebook: Notebook, opened: Open, path: Path
) -> None:
    """Somebody put it back by hand, and went on with it."""
    put(notebook, entry(1, "a"))
    line = next(line for line in path.read_text().splitlines() if line.startswith('"1": {"uid"'))
    with notebook.transaction("delete") as transaction:
        transaction.remove(entry(1).uid)
    path.write_text(path.read_text().replace('"entries": {}', f'"entries": {{{line}}}'))
    with pytest.raises(Conflict, match="there again"):
        opened().undo()
    assert len(opened().entries()) == 1


def test_history_is_bounded(notebook: Notebook, monkeypatch: pytest.MonkeyPatch) -> None:
    """By number, and by size once there are enough; one huge step stays."""
    monkeypatch.setattr(history, "KEEP", 30)
    monkeypatch.setattr(history, "KEEP_AT_LEAST", 10)
    monkeypatch.setattr(history, "BYTES", 20_000)
    monkeypatch.setattr(history, "BYTES_AT_MOST", 50_000)
    for number in range(40):
        put(notebook, entry(1, f"{number}"))
    assert len(notebook.history()) == 30
    for number in range(15):
        put(notebook, entry(1, f"{number:04}" * 250))
    assert len(notebook.history()) < 30
    for number in range(15):
        put(notebook, entry(1, f"{number:04}" * 500))
    assert len(notebook.history()) == 10
    put(notebook, entry(1, "x" * 100_000))
    assert len(notebook.history()) == 1


def test_making_an_entry_costs_no_copy_in_the_history(notebook: Notebook, path: Path) -> None:
    """The entry is in the file anyway; when its making is undone, the step keeps it for redo."""
    put(notebook, entry(1, "x" * 10_000))
    assert path.stat().st_size < 12_000
    notebook.undo()
    notebook.redo()
    assert texts(notebook.entries()[entry(1).uid]) == ["x" * 10_000]


WORDS = st.lists(st.sampled_from(["a", "b", "c", "long " * 60, "긴"]), max_size=4)


class Steps(RuleBasedStateMachine):
    """Any order of puts, removals, failures, undos and redos, by two processes, against a list of dicts."""

    @initialize()
    def start(self) -> None:
        import tempfile

        self.folder = tempfile.TemporaryDirectory()
        self.clock = Clock()
        self.notebooks = [self.opened(), self.opened()]
        self.states: list[dict[str, Entry]] = [{}]
        self.at = 0

    def opened(self) -> Notebook:
        folder = Path(self.folder.name)
        return Notebook.open(folder / "n.json", state_dir=folder / "state", clock=self.clock)

    def teardown(self) -> None:
        for notebook in self.notebooks if hasattr(self, "notebooks") else ():
            notebook.close()
        if hasattr(self, "folder"):
            self.folder.cleanup()

    def change(self, which: int, edits: list[tuple[int, list[str] | None]]) -> None:
        state = dict(self.states[self.at])
        with self.notebooks[which].transaction("step") as transaction:
            for number, words in edits:
                value = entry(number, *(words or ()))
                if words is not None:
                    transaction.put(value)
                    state[value.uid] = value
                elif value.uid in transaction.entries:
                    transaction.remove(value.uid)
                    del state[value.uid]
        if state != self.states[self.at]:
            self.states = [*self.states[: self.at + 1], state]
            self.at += 1

    @rule(which=st.integers(0, 1), number=st.integers(1, 3), words=WORDS)
    def put(self, which: int, number: int, words: list[str]) -> None:
        self.change(which, [(number, words)])

    @rule(which=st.integers(0, 1), number=st.integers(1, 3), words=WORDS)
    def put_another(self, which: int, number: int, words: list[str]) -> None:
        self.change(which, [(number, [*words, str(len(self.states))])])

    @rule(which=st.integers(0, 1), number=st.integers(1, 3))
    def remove(self, which: int, number: int) -> None:
        self.change(which, [(number, None)])

    @rule(
        which=st.integers(0, 1),
        edits=st.lists(st.tuples(st.integers(1, 3), st.none() | WORDS), min_size=2, max_size=4),
    )
    def change_several(self, which: int, edits: list[tuple[int, list[str] | None]]) -> None:
        self.change(which, edits)

    @rule(which=st.integers(0, 1), words=WORDS)
    def fail(self, which: int, words: list[str]) -> None:
        with (
            contextlib.suppress(ZeroDivisionError),
            self.notebooks[which].transaction("fails") as transaction,
        ):
            transaction.put(entry(1, *words))
            raise ZeroDivisionError

    @rule(which=st.integers(0, 1))
    def undo(self, which: int) -> None:
        assert (self.notebooks[which].undo() is not None) == (self.at > 0)
        self.at = max(0, self.at - 1)

    @rule(which=st.integers(0, 1))
    def redo(self, which: int) -> None:
        assert (self.notebooks[which].redo() is not None) == (self.at < len(self.states) - 1)
        self.at = min(len(self.states) - 1, self.at + 1)

    @rule(which=st.integers(0, 1))
    def restart(self, which: int) -> None:
        self.notebooks[which].close()
        self.notebooks[which] = self.opened()

    @invariant()
    def all_see_the_same(self) -> None:
        for notebook in self.notebooks if hasattr(self, "notebooks") else ():
            notebook.refresh()
            assert plain(notebook) == self.states[self.at]
            alive = {
                uid
                for value in notebook.entries().values()
                for uid in [value.uid, *(i.uid for i in value.items())]
            }
            assert alive.isdisjoint(trashed.uid for trashed in notebook.trash())


TestSteps = Steps.TestCase
TestSteps.settings = settings(max_examples=50, stateful_step_count=30, deadline=None)
