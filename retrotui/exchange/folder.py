"""Exported files in a folder of the user's: stable names, and nothing overwritten that we did not write.

What was written last is remembered by its digest in the state folder. A file that still says that may be replaced;
one that somebody changed or made is theirs.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import msgspec

from retrotui.errors import RetroError
from retrotui.exchange.rendering import NAME_BYTES, Style, cut_to, file_name, render
from retrotui.model.entry import Entry
from retrotui.store import atomic
from retrotui.text import fold


class Exported(msgspec.Struct, frozen=True):
    """What became of one file."""

    path: Path
    status: str
    """`written`, `same` (it said so already), or `refused`."""
    reason: str = ""


class _Memory(msgspec.Struct):
    """What we wrote into one folder."""

    folder: str
    files: dict[str, str] = {}
    """Digest of what was written last, by file name."""
    names: dict[str, str] = {}
    """The file name of each entry, by uid, so that it stays the same."""


def export_to(
    folder: Path,
    entries: Sequence[Entry],
    *,
    everything: Mapping[str, Entry],
    state: Path | None = None,
    style: Style = Style(),  # noqa: B008
    overwrite: bool = False,
) -> list[Exported]:
    """Write one Markdown file for each entry; as `write_files`. `everything` is the notebook, as `names_of` wants it."""
    names = names_of(entries, ".md", style.front_matter, folder, state, everything)
    files = {names[entry.uid]: render(entry, style) for entry in entries}
    return write_files(folder, files, state=state, overwrite=overwrite, uids=names)


def names_of(
    entries: Iterable[Entry],
    suffix: str,
    style: str,
    folder: Path,
    state: Path | None,
    everything: Mapping[str, Entry],
) -> dict[str, str]:
    """The file name of each entry by its uid: by its key, with the number that it got in this folder before.

    Names that differ in case only, or where they were cut, are numbered, also against those of other entries that were
    written there: of `everything`, those that still have the name.
    """
    memory = _recall(folder, state)
    owners = {
        fold(name): uid
        for uid, name in memory.names.items()
        if uid in everything and _number_in(name, file_name(everything[uid], suffix, style), suffix)
    }
    names: dict[str, str] = {}
    for entry in entries:
        wanted = file_name(entry, suffix, style)
        number = _number_in(memory.names.get(entry.uid, ""), wanted, suffix) or 1
        while owners.get(fold(_numbered(wanted, suffix, number)), entry.uid) != entry.uid:
            number += 1
        names[entry.uid] = _numbered(wanted, suffix, number)
        owners[fold(names[entry.uid])] = entry.uid
    return names


def _numbered(wanted: str, suffix: str, number: int) -> str:
    tail = f"-{number}{suffix}"
    return wanted if number == 1 else cut_to(wanted.removesuffix(suffix), NAME_BYTES - len(tail)) + tail


def _number_in(name: str, wanted: str, suffix: str) -> int:
    """The number that was added to the wanted name to get this one; 0 when it was made of another."""
    if name == wanted:
        return 1
    number = name.removesuffix(suffix).rpartition("-")[2]
    # Not too long for an int, and never negative.
    found = int(number) if number.isascii() and number.isdecimal() and len(number) < 10 else 0
    return found if found > 1 and _numbered(wanted, suffix, found) == name else 0


def write_files(
    folder: Path,
    files: Mapping[str, bytes],
    *,
    state: Path | None = None,
    overwrite: bool = False,
    uids: Mapping[str, str] | None = None,
) -> list[Exported]:
    """Write files by name into a folder, which is made when it is not there; tells of each what became of it.

    A file that says what we wrote there last is replaced; any other is refused, unless told to overwrite. What is
    remembered lies in the state folder; without one nothing is replaced unasked. `uids` says which entry is in which
    file. Raises RetroError when the folder can not be made or opened.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError as error:
        raise RetroError("The folder can not be written", f"{folder}: {error.strerror}") from error
    memory = _recall(folder, state)
    results: list[Exported] = []
    try:
        for name, data in files.items():
            result = _written(descriptor, folder, name, data, memory.files.get(name, ""), overwrite)
            results.append(result)
            if result.status != "refused":
                memory.files[name] = _digest(data)
        atomic.sync_folder(str(folder))
    finally:
        os.close(descriptor)
        done = {result.path.name for result in results if result.status != "refused"}
        memory.names |= {uid: name for uid, name in (uids or {}).items() if name in done}
        _remember(memory, folder, state)
    return results


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _written(descriptor: int, folder: Path, name: str, data: bytes, last: str, overwrite: bool) -> Exported:
    path = folder / name
    if "/" in name or "\0" in name or name in ("", ".", ".."):
        return Exported(path, "refused", f"{name!r} is no file name")
    try:
        there = _present(descriptor, name)
        if there == data:
            return Exported(path, "same")
        if there is not None and not overwrite and _digest(there) != last:
            return Exported(path, "refused", f"{path} says something else; --overwrite replaces it")
        _put(descriptor, name, data, replacing=there is not None)
    except FileExistsError:
        return Exported(path, "refused", f"{path} is there by now; --overwrite replaces it")
    except _NoFileError:
        return Exported(path, "refused", f"{path} is a link or no file")
    except OSError as error:
        return Exported(path, "refused", f"{path}: {error.strerror}")
    return Exported(path, "written")


class _NoFileError(Exception):
    """Something stands there that is no regular file."""


def _present(descriptor: int, name: str) -> bytes | None:
    """What the file holds; None when there is none. Never follows a link."""
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    try:
        if not stat.S_ISREG(os.stat(name, dir_fd=descriptor, follow_symlinks=False).st_mode):
            raise _NoFileError
        opened = os.open(name, flags, dir_fd=descriptor)
    except FileNotFoundError:
        return None
    with os.fdopen(opened, "rb") as file:
        return file.read()


def _put(descriptor: int, name: str, data: bytes, *, replacing: bool) -> None:
    """Write beside the name, then give it the name in one step."""
    temporary = f".retrotui-{os.getpid()}-{os.urandom(4).hex()}.tmp"
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    # What is exported is meant for others, so the umask decides who may read it.
    opened = os.open(temporary, flags, 0o666, dir_fd=descriptor)
    try:
        with os.fdopen(opened, "wb") as file:
            if replacing:
                mode = os.stat(name, dir_fd=descriptor, follow_symlinks=False).st_mode
                os.fchmod(file.fileno(), stat.S_IMODE(mode))
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if replacing:
            os.rename(temporary, name, src_dir_fd=descriptor, dst_dir_fd=descriptor)
        else:
            _name_once(descriptor, temporary, name)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary, dir_fd=descriptor)
        raise


def _name_once(descriptor: int, temporary: str, name: str) -> None:
    """Give a new file its name, unless somebody took it meanwhile. Raises FileExistsError."""
    try:
        os.link(temporary, name, src_dir_fd=descriptor, dst_dir_fd=descriptor, follow_symlinks=False)
    except FileExistsError:
        raise
    except OSError:
        # A file system without hard links: the name is reserved first.
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        os.close(os.open(name, flags, 0o666, dir_fd=descriptor))
        os.rename(temporary, name, src_dir_fd=descriptor, dst_dir_fd=descriptor)
    else:
        os.unlink(temporary, dir_fd=descriptor)


def _memory_path(folder: Path, state: Path) -> Path:
    place = os.path.realpath(folder)
    return state / "exports" / f"{hashlib.sha256(os.fsencode(place)).hexdigest()[:24]}.json"


def _recall(folder: Path, state: Path | None) -> _Memory:
    """What we wrote into the folder; nothing when that is not known or can not be read, so nothing is replaced."""
    fresh = _Memory(os.fsencode(os.path.realpath(folder)).decode("utf-8", "replace"), {}, {})
    if state is None:
        return fresh
    try:
        return msgspec.json.decode(_memory_path(folder, state).read_bytes(), type=_Memory)
    except (OSError, msgspec.DecodeError):
        return fresh


def _remember(memory: _Memory, folder: Path, state: Path | None) -> None:
    """Note what was written; where that fails, the next export asks before it replaces."""
    if state is None or not memory.files:
        return
    path = _memory_path(folder, state)
    with contextlib.suppress(OSError):
        atomic.make_folder(str(path.parent))
        os.close(atomic.replace(str(path), [msgspec.json.encode(memory)]).fd)
