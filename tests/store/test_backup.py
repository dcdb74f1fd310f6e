"""Backups: of the previous save, and of the last hours, days and weeks."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from retrotui.errors import NotebookUnreadable
from retrotui.store import rotation
from retrotui.store.notebook import Notebook
from tests.store.conftest import Clock, entry

Open = Callable[..., Notebook]


def save(notebook: Notebook, number: int) -> None:
    with notebook.transaction(f"{number}") as transaction:
        transaction.put(entry(number))


def test_backups_rotate(notebook: Notebook, clock: Clock) -> None:
    """One for each of the last 24 hours, 14 days and 8 weeks with a save, and the previous save."""
    for number in range(1, 100):
        save(notebook, number)
        clock.forward(hours=0.5 if number < 60 else 30)
    tiers = [name.name.partition("-")[0].removesuffix(".json") for name in notebook.backups()]
    assert {tier: tiers.count(tier) for tier in tiers} == {
        "previous": 1,
        "hourly": 24,
        "daily": 14,
        "weekly": 8,
    }


def test_each_backup_restores_to_its_generation(notebook: Notebook, opened: Open, clock: Clock) -> None:
    """The file as it was, byte for byte; and what was there before the restore is a backup, too."""
    for number in range(1, 6):
        save(notebook, number)
        clock.forward(hours=1)
    for copy in notebook.backups():
        assert copy.is_good
        wanted = copy.path.read_bytes()
        before = notebook.path.read_bytes()
        notebook.restore(copy)
        assert notebook.path.read_bytes() == wanted
        assert len(notebook.entries()) == copy.entries == len(opened().entries())
        kept = [other for other in notebook.backups() if other.name.startswith("before-restore")]
        assert before in [other.path.read_bytes() for other in kept]
        assert notebook.path.stat().st_ino != copy.path.stat().st_ino


def test_the_previous_save_is_one_save_old(notebook: Notebook) -> None:
    """It costs no copy: the file that was replaced has one more name."""
    save(notebook, 1)
    inode = notebook.path.stat().st_ino
    save(notebook, 2)
    previous = next(copy for copy in notebook.backups() if copy.name == "previous.json")
    assert previous.entries == 1
    assert previous.path.stat().st_ino == inode


def test_a_damaged_backup_is_not_offered(notebook: Notebook) -> None:
    """The newest that can be read is restored; the damaged one is named by `check`."""
    save(notebook, 1)
    save(notebook, 2)
    save(notebook, 3)
    previous = next(copy for copy in notebook.backups() if copy.name == "previous.json")
    previous.path.write_bytes(previous.path.read_bytes()[:100])
    assert notebook.check() == ["backup previous.json can not be read"]
    notebook.restore()
    assert len(notebook.entries()) == 1
    bad = next(copy for copy in notebook.backups() if not copy.is_good)
    with pytest.raises(NotebookUnreadable, match="backup"):
        notebook.restore(bad)


def test_no_backup_to_restore(notebook: Notebook) -> None:
    """Says so."""
    with pytest.raises(NotebookUnreadable, match="no good backup"):
        notebook.restore()


def test_a_backup_that_fails_blocks_no_save(notebook: Notebook, monkeypatch: pytest.MonkeyPatch) -> None:
    """The reason is kept for `doctor`."""
    save(notebook, 1)

    def refuse(*_: object) -> None:
        raise OSError(errno.EACCES, "")

    monkeypatch.setattr(rotation.atomic, "make_folder", refuse)
    save(notebook, 2)
    assert len(notebook.entries()) == 2
    assert notebook.backup_failure == "Permission denied"
    assert any("Permission denied" in problem for problem in notebook.check())


def test_without_hard_links_backups_are_copies(notebook: Notebook, monkeypatch: pytest.MonkeyPatch) -> None:
    """FAT and some network shares have none."""

    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "")

    monkeypatch.setattr(os, "link", refuse)
    for number in (1, 2, 3):
        save(notebook, number)
    assert notebook.backup_failure == ""
    assert [copy.entries for copy in notebook.backups()] == [2, 1, 1, 1]


def test_on_another_file_system_backups_are_beside_the_notebook(
    notebook: Notebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A hard link can not cross over."""
    devices = iter(range(1000))
    monkeypatch.setattr(rotation, "_device", lambda path: next(devices))
    for number in (1, 2):
        save(notebook, number)
    assert {copy.path.parent for copy in notebook.backups()} == {
        notebook.path.with_name(".notebook.json.backups")
    }


def test_a_backup_by_hand_is_never_rotated_away(notebook: Notebook, clock: Clock) -> None:
    """Two in the same second have two names."""
    save(notebook, 1)
    names = {notebook.backup().name, notebook.backup("mine").name}
    for number in range(2, 40):
        clock.forward(hours=20)
        save(notebook, number)
    assert names <= {copy.name for copy in notebook.backups()}


def test_two_notebooks_of_one_name_have_their_own_backups(tmp_path: Path, clock: Clock) -> None:
    """The state folder is shared."""
    notebooks = [
        Notebook.open(tmp_path / part / "n.json", state_dir=tmp_path / "state", clock=clock) for part in "ab"
    ]
    save(notebooks[0], 1)
    save(notebooks[0], 2)
    assert notebooks[0].backups() != []
    assert notebooks[1].backups() == []
    save(notebooks[1], 1)
