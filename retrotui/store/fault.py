"""What the operating system refuses, said in words: OSError becomes a RetroError here and nowhere else."""

from __future__ import annotations

import errno
import os

from retrotui.errors import NotebookReadOnly, RetroError, Word

FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_NOTEBOOK = Word("notebook")
READ_ONLY = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})


def reason(error: OSError) -> str:
    """The system's own words for an error."""
    return os.strerror(error.errno) if error.errno else str(error)


def write_failed(path: str | os.PathLike[str], error: OSError, what: str = _NOTEBOOK) -> RetroError:
    """The error to raise when a file could not be written; what was there before still is."""
    words = f"{os.fspath(path)}: {reason(error)}"
    if error.errno in FULL:
        return RetroError(
            "There is no room to save the {what}",
            "{why}. What was saved before is untouched.",
            "Free some space on that disk, then try again.",
            what=what,
            why=words,
        )
    if error.errno in READ_ONLY:
        return (NotebookReadOnly if what == _NOTEBOOK else RetroError)(
            "The {what} can not be written",
            "{why}.",
            "Check the permissions of the file and its folder.",
            what=what,
            why=words,
        )
    return RetroError(
        "The {what} was not saved",
        "{why}. What was saved before is untouched.",
        "Try again.",
        what=what,
        why=words,
    )
