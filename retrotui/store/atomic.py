"""Whole files replaced in one step, so that a kill or a power cut leaves the old one or the new one.

The order is the promise: write beside the target, fsync, check the size, rename, fsync the folder.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

_AT_ONCE = 512
"""Pieces to a system call; POSIX promises 16, Linux and macOS take 1024."""


class Fingerprint(NamedTuple):
    """Tells one version of a file from the next, while its inode is kept from being reused by an open descriptor."""

    device: int
    inode: int
    size: int
    mtime_ns: int


class Written(NamedTuple):
    """What a replacement left on disk."""

    fd: int
    """Open on the new file; the caller closes it."""
    fingerprint: Fingerprint
    durable: bool
    """False when the folder could not be synced: a power cut may still bring the old file back."""


def fingerprint(status: os.stat_result) -> Fingerprint:
    """The fingerprint of a file by its status."""
    return Fingerprint(status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns)


def read(path: str) -> tuple[bytes, int]:
    """The bytes of a regular file and a descriptor that stays open on it; the caller closes it.

    Reads again when the file was rewritten in place meanwhile. Raises OSError, IsADirectoryError for anything that
    is no regular file.
    """
    # O_NONBLOCK: opening a FIFO put in the notebook's place must not hang.
    fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    try:
        for _attempt in range(5):
            before = os.fstat(fd)
            if not stat.S_ISREG(before.st_mode):
                raise IsADirectoryError(errno.EISDIR, "not a regular file", path)
            data = _read_all(fd, before.st_size)
            if fingerprint(os.fstat(fd)) == fingerprint(before) and len(data) == before.st_size:
                return data, fd
        raise OSError(errno.EAGAIN, "the file keeps changing while it is read", path)
    except BaseException:
        os.close(fd)
        raise


def _read_all(fd: int, size: int) -> bytes:
    os.lseek(fd, 0, os.SEEK_SET)
    chunks = [os.read(fd, size)]
    # Until the end, which a file that grows meanwhile has elsewhere.
    while chunk := os.read(fd, 1 << 16):
        chunks.append(chunk)
    return chunks[0] if len(chunks) == 1 else b"".join(chunks)


def replace(
    path: str, pieces: Sequence[bytes | memoryview], *, before_rename: Callable[[], None] | None = None
) -> Written:
    """Put the bytes, given in pieces, in the place of the file at `path`, which must be no symbolic link.

    Keeps the mode and group of what is there; a new file is 0600. Raises OSError with nothing changed; after the
    rename nothing is raised any more, because a caller that tried again would write its change twice.
    """
    temporary = f"{_temporary_prefix(path)}{os.getpid()}-{os.urandom(4).hex()}.tmp"
    fd = os.open(temporary, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        _copy_mode(path, fd)
        size = _write_all(fd, pieces)
        sync(fd)
        status = os.fstat(fd)
        if status.st_size != size:
            raise OSError(errno.EIO, f"{status.st_size} of {size} bytes arrived", path)
        if before_rename:
            before_rename()
        os.rename(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.close(fd)
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise
    return Written(fd, fingerprint(status), sync_folder(os.path.dirname(path)))


def remove_leftovers(path: str) -> None:
    """Delete temporary files of writers that were killed; only the holder of the lock may call this."""
    folder, prefix = os.path.split(_temporary_prefix(path))
    with contextlib.suppress(OSError), os.scandir(folder or ".") as names:
        for entry in list(names):
            if entry.name.startswith(prefix) and entry.name.endswith(".tmp"):
                with contextlib.suppress(OSError):
                    os.unlink(entry.path)


def sync(fd: int) -> None:
    """Bring a file's bytes to the disk itself; on macOS plain fsync stops at the drive's cache."""
    if sys.platform == "darwin":
        import fcntl

        fcntl.fcntl(fd, fcntl.F_FULLFSYNC)
    else:
        os.fsync(fd)


def sync_folder(folder: str) -> bool:
    """Bring a folder's names to the disk; False where that failed. Never raises."""
    try:
        fd = os.open(folder or ".", os.O_RDONLY | os.O_CLOEXEC | os.O_DIRECTORY)
    except OSError:
        return False
    try:
        os.fsync(fd)
    except OSError as error:
        # Some network file systems do not sync folders and have nothing to sync.
        return error.errno in (errno.EINVAL, errno.ENOTSUP)
    finally:
        with contextlib.suppress(OSError):
            os.close(fd)
    return True


def make_folder(folder: str) -> None:
    """Make a folder and its missing parents, each 0700 whatever the umask. Raises OSError."""
    for missing in reversed(list(_missing(folder))):
        with contextlib.suppress(FileExistsError):
            os.mkdir(missing, 0o700)
            os.chmod(missing, 0o700)
            sync_folder(os.path.dirname(missing))


def existing_ancestor(folder: str) -> str:
    """The folder itself, or the nearest one above it that exists."""
    missing = list(_missing(folder))
    return (os.path.dirname(missing[-1]) if missing else folder) or "."


def _missing(folder: str) -> Iterator[str]:
    while folder and not os.path.isdir(folder):
        yield folder
        parent = os.path.dirname(folder)
        if parent == folder:
            return
        folder = parent


def _temporary_prefix(path: str) -> str:
    folder, name = os.path.split(path)
    return os.path.join(folder, f".{name}.")


def _copy_mode(path: str, fd: int) -> None:
    try:
        status = os.stat(path)
    except FileNotFoundError:
        # The umask may have taken bits away, never added any.
        os.fchmod(fd, 0o600)
        return
    if status.st_gid != os.fstat(fd).st_gid:
        with contextlib.suppress(OSError):
            os.fchown(fd, -1, status.st_gid)
    os.fchmod(fd, stat.S_IMODE(status.st_mode))


def _write_all(fd: int, pieces: Sequence[bytes | memoryview]) -> int:
    """Write all pieces, however little the system takes at a time; their total size."""
    left = [memoryview(piece) for piece in pieces if piece]
    size = sum(map(len, left))
    while left:
        count = os.writev(fd, left[:_AT_ONCE])
        if count <= 0:
            raise OSError(errno.EIO, "nothing was written")
        done = 0
        while done < len(left) and count >= len(left[done]):
            count -= len(left[done])
            done += 1
        del left[:done]
        if count:
            left[0] = left[0][count:]
    return size
