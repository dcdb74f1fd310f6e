"""Zip files such as Notion's exports: bounded, read in memory, never unpacked.

A name inside is only a name: `../x` leads nowhere. What an archive says of itself is not believed; each limit holds
for what is really read.
"""

from __future__ import annotations

import datetime as dt
import stat
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO

from retrotui.errors import DocumentUnreadable, RetroError
from retrotui.exchange.source import SUFFIXES, Source, Sources, begins_as_document
from retrotui.markdown import encoding
from retrotui.text import clean_line

FILES = 10_000
"""An archive with more files is refused."""
UNPACKED = 256 * 1024 * 1024
"""Bytes of all documents of an archive together."""
FILE = encoding.LIMIT
RATIO = 100
"""Times that a document may be larger than it is packed; no text that a person wrote comes near."""
_SMALL = 64 * 1024
"""Below this the ratio says nothing."""
_DIRECTORY = 4 * 1024 * 1024
_END = struct.Struct("<4s4H2LH")
_UTF8 = 0x800
_ENCRYPTED = 0x1


@contextmanager
def opened(path: Path) -> Iterator[Sources]:
    """The documents of an archive, while it is open. Raises DocumentUnreadable for what is no archive or beyond a limit."""
    with ExitStack() as stack:
        try:
            file = stack.enter_context(path.open("rb"))
            _check_directory(path, file)
            found = _documents(path, stack.enter_context(zipfile.ZipFile(file)))
        except OSError as error:
            reason = error.strerror or str(error)
            raise DocumentUnreadable("The archive can not be read", f"{path}: {reason}") from error
        except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError, struct.error) as error:
            raise DocumentUnreadable("The archive can not be read", f"{path}: {error}") from error
        yield found


def _refused(path: Path, reason: str) -> DocumentUnreadable:
    return DocumentUnreadable(
        "The archive is too large", f"{path}: {reason}", "Unpack it, and import the folder."
    )


def _check_directory(path: Path, file: IO[bytes]) -> None:
    """Look at the size of the list of files before it is read into memory."""
    size = file.seek(0, 2)
    file.seek(max(0, size - _END.size - 0xFFFF))
    tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at >= 0 and len(tail) >= at + _END.size:
        _, _, _, _, count, directory, _, _ = _END.unpack_from(tail, at)
        if count > FILES or directory > _DIRECTORY:
            raise _refused(path, f"more than {FILES:,} files")
    file.seek(0)


def _documents(path: Path, archive: zipfile.ZipFile) -> Sources:
    members = [info for info in archive.infolist() if not info.is_dir()]
    if len(members) > FILES:
        raise _refused(path, f"more than {FILES:,} files")
    found = Sources([], [])
    left_out: Counter[str] = Counter()
    unpacked = 0
    for info, name in sorted(zip(members, _names(members), strict=True), key=lambda pair: pair[1].split("/")):
        suffix = Path(name).suffix.lower()
        if any(part.startswith((".", "__MACOSX")) for part in name.split("/")) or _is_link(info):
            continue
        if suffix == ".zip":
            found.documents.append(
                DocumentUnreadable(
                    "An archive in an archive",
                    f"{path}/{name}: an archive inside an archive is not opened",
                    "Unpack it, and import what is inside.",
                )
            )
        elif suffix in SUFFIXES or (suffix == ".json" and _begins_as_document(archive, info)):
            unpacked += info.file_size
            found.documents.append(_source(path, archive, info, name))
        else:
            left_out[suffix or "no ending"] += 1
    if unpacked > UNPACKED:
        raise _refused(path, f"its documents have more than {UNPACKED // 1024**2} MB")
    if left_out:
        counts = ", ".join(f"{count} {suffix}" for suffix, count in sorted(left_out.items()))
        found.notes.append(f"{path}: left out what is no document: {counts}")
    return found


def _is_link(info: zipfile.ZipInfo) -> bool:
    return stat.S_ISLNK(info.external_attr >> 16)


def _names(members: list[zipfile.ZipInfo]) -> list[str]:
    """The members' names; those that say no encoding are in that of the machine that packed them."""
    raw = [None if info.flag_bits & _UTF8 else info.filename.encode("cp437", "replace") for info in members]
    foreign = b"\n".join(name for name in raw if name is not None and not name.isascii())
    codec = "utf-8"
    if foreign:
        try:
            codec = encoding.decode(foreign, "").encoding
        except DocumentUnreadable:
            codec = "cp437"
    names = [
        info.filename if name is None else name.decode(codec, "replace")
        for info, name in zip(members, raw, strict=True)
    ]
    return [_bare(name) for name in names]


def _bare(name: str) -> str:
    parts = (clean_line(part) for part in name.replace("\\", "/").split("/"))
    return "/".join(part for part in parts if part not in ("", ".", "..")) or "unnamed"


def _source(path: Path, archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> Source:
    try:
        modified = dt.date(*info.date_time[:3])
    except ValueError:
        modified = None
    place = f"{path}/{name}"
    return Source(place, f"{path.absolute()}/{name}", lambda: read(archive, info, place), modified)


def _begins_as_document(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bool:
    try:
        return begins_as_document(read(archive, info, info.filename))
    except RetroError:
        return False


def read(archive: zipfile.ZipFile, info: zipfile.ZipInfo, place: str) -> bytes:
    """The bytes of a member. Raises DocumentUnreadable when it is broken, locked, or larger than it may be."""
    # The other methods unpack as much as they like at a time.
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise _broken(place, "packed in a way that is not read here")
    if info.flag_bits & _ENCRYPTED:
        raise _broken(place, "it is locked with a password")
    if info.file_size > FILE:
        raise _broken(place, f"more than {FILE // 1024**2} MB")
    if info.file_size > _SMALL and info.file_size > RATIO * info.compress_size:
        raise _broken(place, f"it unpacks to more than {RATIO} times its size")
    try:
        with archive.open(info) as file:
            data = file.read(FILE + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError) as error:
        raise _broken(place, str(error)) from error
    if len(data) > FILE:
        raise _broken(place, f"more than {FILE // 1024**2} MB")
    return data


def _broken(place: str, reason: str) -> DocumentUnreadable:
    return DocumentUnreadable("The file can not be read", f"{place}: {reason}")
