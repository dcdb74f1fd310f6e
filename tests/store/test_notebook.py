"""Entries go in, come out, and are seen by whoever else has the notebook open."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace
from tinydb import TinyDB

from retrotui.errors import NotebookReadOnly
from retrotui.model import edit
from retrotui.model.entry import Item
from retrotui.store.notebook import Notebook
from tests.store.conftest import Clock, entry, texts

Open = Callable[..., Notebook]


def add(notebook: Notebook, uid: str, text: str) -> None:
    with notebook.transaction(f"add {text}") as transaction:
        old = transaction.entries[uid]
        transaction.put(
            edit.add_item(old, old.sections[0].uid, Item(f"{zlib.crc32(text.encode()):016x}", text=text))
        )


def test_opening_writes_nothing(notebook: Notebook, path: Path, tmp_path: Path) -> None:
    """A new notebook is on disk only after its first save."""
    assert len(notebook.entries()) == 0
    assert notebook.read_only == ""
    assert list(tmp_path.iterdir()) == []


def test_what_is_put_is_read_by_the_next_process(notebook: Notebook, opened: Open) -> None:
    """Every field survives, and the stamps are set."""
    with notebook.transaction("new") as transaction:
        stored = transaction.put(entry(1, "배포", "日報", "a \x1b[2J"))
    again = opened().entries()[stored.uid]
    assert again == stored
    assert again.rev == 1
    assert again.created_at == again.updated_at is not None
    assert notebook.saved_at is not None
    assert notebook.durable


def test_plain_tinydb_reads_and_queries_the_file(notebook: Notebook, path: Path) -> None:
    """Nothing of ours is needed to get the words back."""
    with notebook.transaction("new") as transaction:
        transaction.put(entry(1, "one"))
        transaction.put(entry(2, "two"))
    with TinyDB(path) as database:
        documents = database.table("entries").all()
        assert [document["sections"][0]["items"][0]["text"] for document in documents] == ["one", "two"]
        assert database.tables() == {"_meta", "entries", "history", "trash"}


def test_each_document_has_a_line_of_its_own(notebook: Notebook, path: Path) -> None:
    """A change of one entry changes its line and the first one; the history gets a line, and a comma before it."""
    with notebook.transaction("new") as transaction:
        for number in range(1, 6):
            transaction.put(entry(number, "x"))
    before = path.read_text().splitlines()
    add(notebook, entry(3).uid, "y")
    after = path.read_text().splitlines()
    changed = [line for line in after if line not in before]
    assert len(changed) == 4
    assert len(after) == len(before) + 1
    assert json.loads(path.read_bytes())["_meta"]["1"]["gen"] == 2


def test_another_process_change_is_told_once(notebook: Notebook, opened: Open) -> None:
    """`refresh` tells what changed with both sides, and then nothing."""
    with notebook.transaction("new") as transaction:
        transaction.put(entry(1, "one"))
    other = opened()
    add(other, entry(1).uid, "two")
    with other.transaction("more") as transaction:
        transaction.put(entry(2))
    changes = notebook.refresh()
    assert [(c.before and texts(c.before), c.after and texts(c.after)) for c in changes] == [
        (["one"], ["one", "two"]),
        (None, []),
    ]
    assert notebook.refresh() == []
    assert other.refresh() == []


def test_a_transaction_starts_from_what_others_wrote(notebook: Notebook, opened: Open) -> None:
    """Both writers' items are there, and each change is told as ours or theirs."""
    with notebook.transaction("new") as transaction:
        transaction.put(entry(1, "one"))
    other = opened()
    add(other, entry(1).uid, "theirs")
    with notebook.transaction("mine") as transaction:
        old = transaction.entries[entry(1).uid]
        assert texts(old) == ["one", "theirs"]
        transaction.put(edit.add_item(old, old.sections[0].uid, Item("f" * 16, text="mine")))
    assert [texts(change.after) for change in transaction.changes if change.after] == [
        ["one", "theirs", "mine"]
    ]
    assert [texts(change.after) for change in transaction.others if change.after] == [["one", "theirs"]]
    assert notebook.refresh() == []
    assert notebook.entries()[entry(1).uid].rev == 3


def test_an_exception_writes_nothing(notebook: Notebook, path: Path) -> None:
    """Neither the file nor the entries change, and the next transaction works."""
    with notebook.transaction("new") as transaction:
        transaction.put(entry(1, "one"))
    before = path.read_bytes()

    def fail() -> None:
        with notebook.transaction("broken") as transaction:
            transaction.put(entry(2))
            transaction.remove(entry(1).uid)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert path.read_bytes() == before
    assert list(notebook.entries()) == [entry(1).uid]
    add(notebook, entry(1).uid, "two")
    assert texts(notebook.entries()[entry(1).uid]) == ["one", "two"]


def test_what_others_wrote_is_told_after_a_failed_transaction(notebook: Notebook, opened: Open) -> None:
    """A change seen by a transaction that came to nothing is still news."""
    with notebook.transaction("new") as transaction:
        transaction.put(entry(1, "one"))
    add(opened(), entry(1).uid, "two")
    with pytest.raises(ZeroDivisionError), notebook.transaction("broken"):
        raise ZeroDivisionError
    assert [change.uid for change in notebook.refresh()] == [entry(1).uid]


def test_putting_back_what_is_there_changes_nothing(notebook: Notebook, path: Path) -> None:
    """No save, no revision, no step to undo."""
    with notebook.transaction("new") as transaction:
        stored = transaction.put(entry(1, "one"))
    before = path.read_bytes()
    with notebook.transaction("same") as transaction:
        assert transaction.put(entry(1, "one")) == stored
    assert transaction.changes == []
    assert path.read_bytes() == before
    assert [record.label for record in notebook.history()] == ["new"]


def test_a_transaction_sees_its_own_changes(notebook: Notebook) -> None:
    """Puts and removals are seen at once; a revision counts once however often an entry is put."""
    with notebook.transaction("new") as transaction:
        transaction.put(entry(1))
        transaction.put(entry(2))
    with notebook.transaction("more") as transaction:
        transaction.put(entry(1, "a"))
        transaction.put(entry(1, "a", "b"))
        transaction.put(entry(3))
        transaction.remove(entry(2).uid)
        assert [texts(transaction.entries[uid]) for uid in transaction.entries] == [["a", "b"], []]
        assert len(transaction.entries) == 2
        with pytest.raises(KeyError):
            transaction.remove(entry(2).uid)
    assert notebook.entries()[entry(1).uid].rev == 2


def test_snapshots_do_not_change(notebook: Notebook, opened: Open) -> None:
    """Whoever holds `entries()` may read on while others write."""
    with notebook.transaction("new") as transaction:
        transaction.put(entry(1, "one"))
    before = notebook.entries()
    add(notebook, entry(1).uid, "two")
    add(opened(), entry(1).uid, "three")
    notebook.refresh()
    assert texts(before[entry(1).uid]) == ["one"]
    assert texts(notebook.entries()[entry(1).uid]) == ["one", "two", "three"]


def test_heads_show_keys_and_dates(notebook: Notebook, opened: Open) -> None:
    """What lists need, for each entry."""
    with notebook.transaction("new") as transaction:
        for number in (1, 2):
            transaction.put(entry(number, "x"))
    heads = opened().heads()
    assert {head.key: head.start for head in heads.values()} == {
        entry(number).key: entry(number).start for number in (1, 2)
    }


def test_keys_find_entries(notebook: Notebook, opened: Open) -> None:
    """Also one with letters that JSON writes otherwise, and after each change."""
    note = replace(entry(9), key='note/회고-"x"')
    with notebook.transaction("new") as transaction:
        transaction.put(entry(1))
        transaction.put(note)
    assert dict(opened().keys()) == {entry(1).key: entry(1).uid, note.key: note.uid}
    with notebook.transaction("more") as transaction:
        transaction.remove(note.uid)
        transaction.put(replace(entry(1), key="daily/2030-01-01"))
    assert dict(notebook.keys()) == {"daily/2030-01-01": entry(1).uid}


def test_fields_of_a_later_version_survive_an_edit(notebook: Notebook, opened: Open, path: Path) -> None:
    """At the entry, its sections and its items."""
    with notebook.transaction("new") as transaction:
        transaction.put(entry(1, "one"))
    raw = json.loads(path.read_bytes())
    document = raw["entries"]["1"]
    document["mood"] = {"is": "fine"}
    document["sections"][0]["colour"] = "red"
    document["sections"][0]["items"][0]["weight"] = 1.5
    path.write_text(json.dumps(raw))
    add(opened(), entry(1).uid, "two")
    opened().undo()
    document = json.loads(path.read_bytes())["entries"]["1"]
    assert document["mood"] == {"is": "fine"}
    assert document["sections"][0]["colour"] == "red"
    assert document["sections"][0]["items"][0]["weight"] == 1.5


def test_lone_surrogates_become_visible_marks(notebook: Notebook, opened: Open) -> None:
    """JSON can not hold them; a pair of them is the character that it means."""
    with notebook.transaction("new \udc80") as transaction:
        transaction.put(entry(1, "a\ud83db", "\ud83d\ude00"))
    assert texts(opened().entries()[entry(1).uid]) == ["a\ufffdb", "😀"]
    assert texts(notebook.entries()[entry(1).uid]) == ["a\ufffdb", "😀"]


def test_raw_source_survives(notebook: Notebook, opened: Open) -> None:
    """Newlines, byte order marks and control characters of a block are its user's."""
    from retrotui.model.entry import Block

    source = "\ufeff---\r\na: b\r\n---\r\n\x0b\u2028x\x00\r"
    with notebook.transaction("import") as transaction:
        transaction.put(replace(entry(1), blocks=(Block(source),)))
    assert opened().entries()[entry(1).uid].blocks[0].source == source


def test_a_symbolic_link_stays_one(tmp_path: Path, clock: Clock) -> None:
    """The file that it points at is replaced; a dotfiles folder keeps working."""
    real = tmp_path / "real" / "n.json"
    real.parent.mkdir()
    link = tmp_path / "link.json"
    link.symlink_to(real)
    notebook = Notebook.open(link, state_dir=tmp_path / "state", clock=clock)
    for number in (1, 2):
        with notebook.transaction("new") as transaction:
            transaction.put(entry(number))
    assert link.is_symlink()
    assert real.is_file()
    assert not real.is_symlink()
    assert len(Notebook.open(real, state_dir=tmp_path / "state", clock=clock).entries()) == 2


@pytest.mark.parametrize("umask", [0, 0o077, 0o777])
def test_new_files_are_private_whatever_the_umask(umask: int, notebook: Notebook, tmp_path: Path) -> None:
    """Files 0600, folders 0700."""
    old = os.umask(umask)
    try:
        for number in (1, 2):
            with notebook.transaction("new") as transaction:
                transaction.put(entry(number))
    finally:
        os.umask(old)
    found = list(tmp_path.rglob("*"))
    assert len(found) > 6
    for place in found:
        assert stat.S_IMODE(place.stat().st_mode) == (0o700 if place.is_dir() else 0o600), place


def test_the_mode_of_what_exists_is_kept(notebook: Notebook, path: Path) -> None:
    """A notebook shared with a group stays shared."""
    with notebook.transaction("new") as transaction:
        transaction.put(entry(1))
    path.chmod(0o660)
    add(notebook, entry(1).uid, "x")
    assert stat.S_IMODE(path.stat().st_mode) == 0o660


def test_leftovers_of_killed_writers_are_swept(notebook: Notebook, opened: Open, path: Path) -> None:
    """Only ours: the temporary file of this very notebook."""
    with notebook.transaction("new") as transaction:
        transaction.put(entry(1))
    ours = path.parent / ".notebook.json.999-abcd.tmp"
    theirs = path.parent / ".other.json.999-abcd.tmp"
    ours.write_text("half")
    theirs.write_text("half")
    add(opened(), entry(1).uid, "x")
    assert not ours.exists()
    assert theirs.exists()


def test_a_folder_that_vanished_is_not_made_again(notebook: Notebook, path: Path) -> None:
    """It may be a disk that is not mounted; what is in memory stays readable."""
    with notebook.transaction("new") as transaction:
        transaction.put(entry(1, "one"))
    path.parent.rename(path.parent.with_name("moved"))
    with pytest.raises(Exception, match=r"can not be|not saved|gone"):
        add(notebook, entry(1).uid, "two")
    assert not path.parent.exists()
    assert texts(notebook.entries()[entry(1).uid]) == ["one"]
    path.parent.with_name("moved").rename(path.parent)
    add(notebook, entry(1).uid, "two")
    assert texts(notebook.entries()[entry(1).uid]) == ["one", "two"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_write_permission_is_read_only(notebook: Notebook, path: Path) -> None:
    """The reason names the folder."""
    with notebook.transaction("new") as transaction:
        transaction.put(entry(1, "one"))
    path.parent.chmod(0o555)
    try:
        assert str(path.parent) in notebook.read_only
        with pytest.raises(NotebookReadOnly), notebook.transaction("more"):
            pass
    finally:
        path.parent.chmod(0o755)


def test_a_write_protected_place_is_read_only(
    notebook: Notebook, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether folder or file: reading works, and saving says why not."""
    with notebook.transaction("new") as transaction:
        transaction.put(entry(1, "one"))
    for place in (path.parent, path):
        with monkeypatch.context() as patch:
            patch.setattr(os, "access", lambda asked, mode, place=place: Path(asked) != place)
            assert str(place) in notebook.read_only
            with pytest.raises(NotebookReadOnly, match=str(place)), notebook.transaction("more"):
                pass
            assert texts(notebook.entries()[entry(1).uid]) == ["one"]


def test_importing_the_store_leaves_the_heavy_libraries_out() -> None:
    """The shell commands start with it."""
    code = "import sys, retrotui.store.notebook, retrotui.store.drafts, retrotui.store.spool; print(*sys.modules)"
    modules = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert {"textual", "rich", "markdown_it", "yaml", "frontmatter", "asyncio"}.isdisjoint(modules)


def test_check_finds_nothing_wrong_with_a_fresh_notebook(notebook: Notebook) -> None:
    """And names keys that two entries have."""
    with notebook.transaction("new") as transaction:
        transaction.put(entry(1, "one"))
    assert notebook.check() == []
    with notebook.transaction("clash") as transaction:
        transaction.put(replace(entry(2), key=entry(1).key))
    assert notebook.check() == [f"the key {entry(1).key} belongs to entries 1, 2"]
