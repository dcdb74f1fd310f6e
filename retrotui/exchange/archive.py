"""Zip files such as Notion's exports: bounded, read in memory, never unpacked.

A name inside is only a name: `../x` leads nowhere. Archives in an archive are opened once, as larger exports of Notion
are made of them. What an archive says of itself is not believed; each limit holds
for what is really read.
"""

from __future__ import annotations

import datetime as dt
import io
import stat
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO

from retrotui.errors import DocumentUnreadable, Remark, RetroError
from retrotui.exchange.source import SUFFIXES, Source, Sources, begins_as_document
from retrotui.markdown import encoding
from retrotui.text import clean_line

FILES = 10_000
"""An archive with more files is refused."""
UNPACKED = 256 * 1024 * 1024
"""Bytes of all documents of an archive together, and of the archives in it."""
FILE = encoding.LIMIT
RATIO = 100
"""Times that a document may be larger than it is packed; no text that a person wrote comes near."""
_SMALL = 64 * 1024
"""Below this the ratio says nothing."""
_DIRECTORY = 4 * 1024 * 1024
_NO_ARCHIVE = (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError, struct.error)
_END = struct.Struct("<4s4H2LH")
_UTF8 = 0x800
_ENCRYPTED = 0x1


@contextmanager
def opened(path: Path) -> Iterator[Sources]:
    """The documents of an archive, while it is open. Raises DocumentUnreadable for what is no archive or beyond a limit."""
    with ExitStack() as stack:
        try:
            found = _Contents(path, stack).all_of(stack.enter_context(path.open("rb")))
        except OSError as error:
            reason = error.strerror or str(error)
            raise DocumentUnreadable(
                "The archive can not be read", "{path}: {reason}", path=path, reason=reason
            ) from error
        except _NO_ARCHIVE as error:
            raise DocumentUnreadable(
                "The archive can not be read", "{path}: {reason}", path=path, reason=error
            ) from error
        yield found


def _refused(path: Path, reason: Remark) -> DocumentUnreadable:
    return DocumentUnreadable(
        "The archive is too large",
        "{path}: {reason}",
        "Unpack it, and import the folder.",
        path=path,
        reason=reason,
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
            raise _refused(path, Remark("more than {count:,} files", count=FILES))
    file.seek(0)


class _Contents:
    """What is found in an archive and in those that it holds; the bounds are for all of them together."""

    def __init__(self, path: Path, stack: ExitStack) -> None:
        self._path = path
        self._stack = stack
        self._found = Sources([], [])
        self._left_out: Counter[str] = Counter()
        self._files = 0
        self._unpacked = 0

    def all_of(self, file: IO[bytes]) -> Sources:
        """The documents in the order of their names, and what was left out."""
        self._add(file)
        if self._left_out:
            counts = ", ".join(f"{count} {suffix}" for suffix, count in sorted(self._left_out.items()))
            told = Remark("{path}: left out what is no document: {counts}", path=self._path, counts=counts)
            self._found.notes.append(told)
        return self._found

    def _add(self, file: IO[bytes], inside: str = "", share: float | None = None) -> None:
        """Take what is in one archive.

        Of one that is in another, `inside` is the name with a slash, and `share` what packing left of it.
        """
        _check_directory(self._path, file)
        archive = self._stack.enter_context(zipfile.ZipFile(file))
        members = [info for info in archive.infolist() if not info.is_dir()]
        self._files += len(members)
        if self._files > FILES:
            raise _refused(self._path, Remark("more than {count:,} files", count=FILES))
        pairs = zip(members, _names(members), strict=True)
        for info, bare in sorted(pairs, key=lambda pair: pair[1].split("/")):
            if any(part.startswith((".", "__MACOSX")) for part in bare.split("/")) or _is_link(info):
                continue
            self._take(archive, info, inside + bare, share)

    def _take(self, archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, share: float | None) -> None:
        suffix = Path(name).suffix.lower()
        if suffix == ".zip" and share is not None:
            self._found.documents.append(_too_deep(self._path, name))
        elif suffix == ".zip":
            self._count(info)
            self._open_inner(archive, info, name)
        elif suffix in SUFFIXES or (suffix == ".json" and _begins_as_document(archive, info)):
            self._count(info)
            self._found.documents.append(_source(self._path, archive, info, name, share or 1.0))
        else:
            self._left_out[suffix or "no ending"] += 1

    def _open_inner(self, archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> None:
        """Take what is in an archive of the archive. It is held in memory while the other is open."""
        place = f"{self._path}/{name}"
        try:
            file = io.BytesIO(read(archive, info, place, UNPACKED))
        except DocumentUnreadable as error:
            self._found.documents.append(error)
            return
        share = min(1.0, info.compress_size / max(1, info.file_size))
        try:
            self._add(file, f"{name}/", share)
        except (OSError, *_NO_ARCHIVE) as error:
            broken = DocumentUnreadable(
                "The archive can not be read", "{path}: {reason}", path=place, reason=error
            )
            self._found.documents.append(broken)

    def _count(self, info: zipfile.ZipInfo) -> None:
        self._unpacked += info.file_size
        if self._unpacked > UNPACKED:
            raise _refused(
                self._path, Remark("its documents have more than {size} MB", size=UNPACKED // 1024**2)
            )


def _too_deep(path: Path, name: str) -> DocumentUnreadable:
    return DocumentUnreadable(
        "An archive in an archive",
        "{path}: an archive inside an archive inside an archive is not opened",
        "Unpack it, and import what is inside.",
        path=f"{path}/{name}",
    )


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


def _source(path: Path, archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, share: float) -> Source:
    try:
        modified = dt.date(*info.date_time[:3])
    except ValueError:
        modified = None
    place = f"{path}/{name}"
    return Source(
        place, f"{path.absolute()}/{name}", lambda: read(archive, info, place, share=share), modified
    )


def _begins_as_document(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bool:
    try:
        return begins_as_document(read(archive, info, info.filename))
    except RetroError:
        return False


def read(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, place: str, limit: int = 0, share: float = 1.0
) -> bytes:
    """The bytes of a member. Raises DocumentUnreadable when it is broken, locked, or larger than it may be.

    It may have `limit` bytes, or what a document may have. `share` is what packing left of the archive itself, where
    it was packed once more.
    """
    limit = limit or FILE
    # The other methods unpack as much as they like at a time.
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise _broken(place, Remark("packed in a way that is not read here"))
    if info.flag_bits & _ENCRYPTED:
        raise _broken(place, Remark("it is locked with a password"))
    if info.file_size > limit:
        raise _broken(place, Remark("more than {size} MB", size=limit // 1024**2))
    if info.file_size > _SMALL and info.file_size > RATIO * info.compress_size * share:
        raise _broken(place, Remark("it unpacks to more than {times} times its size", times=RATIO))
    try:
        with archive.open(info) as file:
            data = file.read(limit + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError) as error:
        raise _broken(place, str(error)) from error
    if len(data) > limit:
        raise _broken(place, Remark("more than {size} MB", size=limit // 1024**2))
    return data


def _broken(place: str, reason: str) -> DocumentUnreadable:
    return DocumentUnreadable("The file can not be read", "{path}: {reason}", path=place, reason=reason)
