"""Locks where the file system has none, or is not to be trusted."""

from __future__ import annotations

import errno
import fcntl
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from retrotui.errors import NotebookBusy
from retrotui.store import lock, owner
from retrotui.store.notebook import Notebook
from tests.store.conftest import entry

Open = Callable[..., Notebook]


@pytest.fixture(params=["ENOLCK", "ENOSYS", "EOPNOTSUPP"])
def no_flock(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(fd: int, how: int) -> None:
        raise OSError(getattr(errno, request.param), "")

    monkeypatch.setattr(fcntl, "flock", refuse)


def test_without_flock_a_file_locks(no_flock: None, opened: Open, path: Path) -> None:
    """Writers exclude each other all the same, and the file is gone afterwards."""

    def write(start: int) -> None:
        notebook = opened()
        for number in range(start, start + 10):
            with notebook.transaction("put") as transaction:
                assert path.with_name(".notebook.json.lock.host").exists()
                transaction.put(entry(number))

    threads = [threading.Thread(target=write, args=(start,)) for start in (10, 20, 30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(opened().entries()) == 30
    assert not [place for place in path.parent.iterdir() if ".host" in place.name]


def test_a_dead_owners_file_is_broken(no_flock: None, opened: Open, path: Path) -> None:
    """A process of this machine that is gone for certain."""
    with opened().transaction("new") as transaction:
        transaction.put(entry(1))
    pid = os.posix_spawn("/bin/true", ["true"], {})
    os.waitpid(pid, 0)
    dead = owner.me().replace(f".{os.getpid()}:", f".{pid}:")
    path.with_name(".notebook.json.lock.host").write_text(f"{dead} abcd")
    with opened(lock_timeout=2).transaction("more") as transaction:
        transaction.put(entry(2))
    assert len(opened().entries()) == 2


@pytest.mark.parametrize("holder", ["me@elsewhere.1:abcd-1 ffff", "", "rubbish"])
def test_another_machines_file_is_never_broken(no_flock: None, holder: str, opened: Open, path: Path) -> None:
    """Nor one that says nothing: the message names the file to delete."""
    with opened().transaction("new") as transaction:
        transaction.put(entry(1))
    path.with_name(".notebook.json.lock.host").write_text(holder)
    with pytest.raises(NotebookBusy, match=r"lock\.host"), opened(lock_timeout=0.05).transaction("more"):
        pass
    assert path.with_name(".notebook.json.lock.host").read_text() == holder


def test_breaking_gives_back_a_lock_that_was_taken_meanwhile(tmp_path: Path) -> None:
    """Another process broke the stale one and locked anew between our two looks."""
    path = tmp_path / "lock.host"
    path.write_text("somebody new")
    assert not lock._break(str(path), "the stale one")
    assert path.read_text() == "somebody new"
    assert [place.name for place in tmp_path.iterdir()] == ["lock.host"]


def test_on_a_shared_file_system_both_locks_are_held(
    opened: Open, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`flock` may succeed there without keeping other machines out."""
    monkeypatch.setattr(lock, "file_system", lambda folder: "nfs4")
    with opened().transaction("new") as transaction:
        assert path.with_name(".notebook.json.lock.host").read_text().startswith(owner.me())
        transaction.put(entry(1))
    assert not path.with_name(".notebook.json.lock.host").exists()


MOUNTS = """\
22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
30 22 0:26 / /home rw shared:5 - nfs4 server:/home rw
31 30 0:27 / /home/with\\040space rw - fuse.sshfs host: rw
32 22 0:28 / /mnt rw - tmpfs tmpfs rw
33 22 0:29 / /mnt rw - cifs //server/share rw
34 22 0:30 / /home2 rw - btrfs /dev/vdb rw
"""


@pytest.mark.parametrize(
    ("folder", "kind", "is_shared"),
    [
        ("/", "ext4", False),
        ("/homes", "ext4", False),
        ("/home", "nfs4", True),
        ("/home/somebody/.local", "nfs4", True),
        ("/home/with space/x", "fuse.sshfs", True),
        ("/mnt/x", "cifs", True),
        ("/home2/x", "btrfs", False),
    ],
)
def test_the_file_system_of_a_folder(folder: str, kind: str, is_shared: bool, tmp_path: Path) -> None:
    """By the longest mount point, the last of equals."""
    mounts = tmp_path / "mountinfo"
    mounts.write_text(MOUNTS)
    assert lock.file_system(folder, str(mounts)) == kind
    assert lock.is_shared(kind) is is_shared


def test_a_lock_file_that_was_deleted_locks_nobody(opened: Open, path: Path) -> None:
    """Who waited for the old one takes the new one."""
    first, second = opened(), opened()
    done = threading.Event()

    def write() -> None:
        with second.transaction("second") as transaction:
            transaction.put(entry(2))
        done.set()

    with first.transaction("first") as transaction:
        transaction.put(entry(1))
        thread = threading.Thread(target=write)
        thread.start()
        deadline = time.monotonic() + 10
        while not second._storage._lock._waiter and time.monotonic() < deadline:
            time.sleep(0.001)
        path.with_name(".notebook.json.lock").unlink()
    assert done.wait(10)
    thread.join()
    assert path.with_name(".notebook.json.lock").exists()
    assert len(opened().entries()) == 2


def test_who_is_alive() -> None:
    """This process is; another boot's and another start's are not; another machine's is never called dead."""
    me = owner.me()
    assert not owner.is_dead(me)
    boot = me.rpartition(":")[2]
    assert owner.is_dead(me.replace(boot, "00000000-1"))
    assert owner.is_dead(me.replace(boot, boot.partition("-")[0] + "-1"))
    assert not owner.is_dead(me.replace(os.uname().nodename, "elsewhere"))
    assert not owner.is_dead("rubbish")


@pytest.mark.skipif(not os.path.exists("/proc/self/stat"), reason="no /proc here, which tells of zombies")
def test_a_zombie_is_dead() -> None:
    """In a container nobody may reap an orphan; what its session typed is offered all the same."""
    code = "import os, sys; from retrotui.store import owner; os.write(1, owner.me().encode())"
    child = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, cwd=Path(__file__).parents[2]
    )
    assert child.stdout
    name = child.stdout.read().decode()
    # Ended, and not yet waited for.
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
    assert owner.is_dead(name)
    child.communicate()
