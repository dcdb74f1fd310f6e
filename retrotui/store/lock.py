"""One writer at a time: the lock around every read-modify-write of the notebook.

`flock` on a file of its own, because the notebook's inode changes at each save; the kernel frees it when a
process dies. Where a file system can not lock, or is known to pretend that it can, a file made with O_EXCL stands in.
Readers never lock.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import threading
import time
from collections.abc import Iterator

from retrotui.errors import NotebookBusy, Word
from retrotui.store import owner

_NO_LOCKS = frozenset({errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP})
_NO_LINKS = frozenset({errno.EPERM, errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP, errno.EMLINK})
# `flock` may succeed on these without excluding other machines (NFS with local_lock, sshfs and the like).
_SHARED = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "lustre", "virtiofs", "vboxsf"}
)
_POLL = 0.01


class Lock:
    """An exclusive lock between processes and between threads; not re-entrant."""

    def __init__(self, path: str, timeout: float) -> None:
        self.path = path
        self._timeout = timeout
        self._waiter: _Waiter | None = None
        self._shared: bool | None = None

    @contextlib.contextmanager
    def hold(self) -> Iterator[None]:
        """Hold the lock for the body. Raises NotebookBusy after the timeout, OSError when no lock can be made."""
        deadline = time.monotonic() + self._timeout
        with contextlib.ExitStack() as stack:
            flocked = self._flock(deadline)
            if flocked is not None:
                stack.callback(_close, flocked)
            if flocked is None or self._is_shared():
                stack.enter_context(_soft_lock(self.path + ".host", deadline))
            yield

    def _flock(self, deadline: float) -> int | None:
        """A descriptor that holds the lock, or None where the file system has no locks."""
        while True:
            fd = self._locked(self._open(), deadline)
            try:
                if fd is None or self._is_current(fd):
                    return fd
            except OSError:
                _close(fd)
                raise
            _close(fd)

    def _locked(self, fd: int, deadline: float) -> int | None:
        """The lock on the open file, or None where the file system has none; takes over the descriptor."""
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return self._wait(fd, deadline)
        except OSError as error:
            _close(fd)
            if error.errno in _NO_LOCKS:
                return None
            raise
        return fd

    def _open(self) -> int:
        flags = os.O_CLOEXEC | os.O_NOFOLLOW
        while True:
            try:
                return os.open(self.path, os.O_RDWR | flags)
            except PermissionError:
                # Made by another user: locking needs no more than reading.
                return os.open(self.path, os.O_RDONLY | flags)
            except FileNotFoundError:
                with contextlib.suppress(FileExistsError):
                    fd = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_EXCL | flags, 0o600)
                    with contextlib.suppress(OSError):
                        os.fchmod(fd, 0o600)
                    return fd

    def _is_current(self, fd: int) -> bool:
        """False when somebody deleted the lock file: others would lock a new one."""
        try:
            named = os.stat(self.path)
        except FileNotFoundError:
            return False
        mine = os.fstat(fd)
        return (named.st_dev, named.st_ino) == (mine.st_dev, mine.st_ino)

    def _wait(self, fd: int, deadline: float) -> int:
        """Stand in the kernel's queue, in which the first to come is the first served.

        Blocking in a thread of its own gives a timeout anywhere, where SIGALRM works in the main thread only. A thread
        that outlives its caller's patience keeps its place for the next call, and lets go at once when there is none.
        """
        waiter = self._waiter
        if waiter and waiter.rejoin():
            _close(fd)
        else:
            waiter = self._waiter = _Waiter(fd)
        granted = waiter.wait(deadline)
        if granted is None:
            raise NotebookBusy(
                "The notebook is busy",
                "{holder} has held {path} for more than {seconds:g} seconds.",
                "Reading still works. Try again, or look at what that process is doing.",
                holder=self._holder(),
                path=self.path,
                seconds=self._timeout,
            )
        self._waiter = None
        return granted

    def _holder(self) -> str:
        """Who holds the lock, from the kernel's list: writing it down at each save would cost a metadata write."""
        try:
            inode = os.stat(self.path).st_ino
            with open("/proc/locks", encoding="ascii") as file:
                fields = [line.split() for line in file if "->" not in line]
        except OSError:
            return Word("Another process")
        pids = [line[4] for line in fields if len(line) > 5 and line[5].endswith(f":{inode}")]
        return f"Process {pids[0]}" if pids else Word("Another process")

    def _is_shared(self) -> bool:
        if self._shared is None:
            self._shared = is_shared(file_system(os.path.dirname(self.path)))
        return self._shared


def _close(fd: int | None) -> None:
    # What was saved under the lock is saved: closing may not fail it.
    if fd is not None:
        with contextlib.suppress(OSError):
            os.close(fd)


class _Waiter:
    """A thread that blocks in `flock` on behalf of callers that may give up."""

    def __init__(self, fd: int) -> None:
        self._fd = fd
        self._state = threading.Condition()
        self._is_wanted = True
        self._is_granted = False
        self._error: OSError | None = None
        threading.Thread(target=self._run, name="notebook-lock", daemon=True).start()

    def _run(self) -> None:
        error: OSError | None = None
        try:
            fcntl.flock(self._fd, fcntl.LOCK_EX)
        except OSError as caught:
            error = caught
        with self._state:
            self._error = error
            self._is_granted = self._is_wanted and not error
            if not self._is_granted:
                os.close(self._fd)
                self._fd = -1
            self._state.notify()

    def rejoin(self) -> bool:
        """Wait again in the place that is kept; False when it is gone."""
        with self._state:
            if self._fd < 0 or self._error:
                return False
            self._is_wanted = True
            return True

    def wait(self, deadline: float) -> int | None:
        """The descriptor that holds the lock, or None when the time is up. Raises OSError."""
        with self._state:
            is_over = False
            try:
                is_over = self._state.wait_for(
                    lambda: self._is_granted or self._error is not None, max(0.0, deadline - time.monotonic())
                )
            finally:
                # Also when Ctrl-C ends the wait: a lock that is granted to nobody would be held for ever.
                self._is_wanted = is_over
                if self._is_granted and not is_over:
                    _close(self._fd)
                    self._fd = -1
            if self._error:
                raise self._error
            return self._fd if is_over else None


@contextlib.contextmanager
def _soft_lock(path: str, deadline: float) -> Iterator[None]:
    """Hold a lock that is nothing but the existence of a file which names its owner."""
    mine = f"{owner.me()} {os.urandom(4).hex()}"
    while not _create(path, mine):
        holder = _read(path)
        if owner.is_dead(holder.partition(" ")[0]) and _break(path, holder):
            continue
        if time.monotonic() > deadline:
            raise NotebookBusy(
                "The notebook is busy",
                "{holder} holds {path}.",
                "When that machine or process is gone for certain, delete the file.",
                holder=holder.partition(":")[0] or Word("Another process"),
                path=path,
            )
        time.sleep(_POLL)
    try:
        yield
    finally:
        if _read(path) == mine:
            with contextlib.suppress(OSError):
                os.unlink(path)


def _create(path: str, content: str) -> bool:
    """Make the lock file with its content in one step; False when there is one."""
    private = f"{path}.{os.getpid()}-{os.urandom(4).hex()}"
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    _write(private, flags, content)
    try:
        os.link(private, path)
    except FileExistsError:
        return False
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        try:
            _write(path, flags, content)
        except FileExistsError:
            return False
    finally:
        with contextlib.suppress(OSError):
            os.unlink(private)
    return True


def _write(path: str, flags: int, content: str) -> None:
    fd = os.open(path, flags, 0o600)
    try:
        os.write(fd, content.encode())
    finally:
        os.close(fd)


def _read(path: str) -> str:
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read(500)
    except OSError:
        return ""


def _break(path: str, stale: str) -> bool:
    """Take a dead owner's lock away; True when the way is free.

    Renamed first and looked at again: between reading and removing, another process may have done the same and
    locked anew, and a plain unlink would take its lock away.
    """
    private = f"{path}.{os.getpid()}-stale"
    try:
        os.rename(path, private)
    except FileNotFoundError:
        return True
    except OSError:
        return False
    is_stale = _read(private) == stale
    with contextlib.suppress(OSError):
        if not is_stale:
            os.link(private, path)
        os.unlink(private)
    return is_stale


def file_system(folder: str, mounts: str = "/proc/self/mountinfo") -> str:
    """The type of the file system that holds a folder, such as `ext4` or `fuse.sshfs`; empty when unknown."""
    best, found = "", ""
    folder = os.path.realpath(folder)
    try:
        with open(mounts, encoding="utf-8", errors="surrogateescape") as file:
            lines = file.read().splitlines()
    except OSError:
        return ""
    for line in lines:
        fields, _, rest = line.partition(" - ")
        parts = fields.split(" ")
        if len(parts) < 5:
            continue
        point = parts[4].replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\")
        inside = folder == point or folder.startswith(point.rstrip("/") + "/")
        # A later line for the same point covers the earlier one.
        if inside and len(point) >= len(best):
            best, found = point, rest.partition(" ")[0]
    return found


def is_shared(kind: str) -> bool:
    """Whether `flock` on this type of file system is not to be trusted alone."""
    return kind in _SHARED or kind == "fuse" or kind.startswith("fuse.")
