"""What the operating system refuses, said in words: OSError becomes a RetroError here and nowhere else."""

from __future__ import annotations

import errno
import os

from retrotui.errors import NotebookReadOnly, RetroError

FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
READ_ONLY = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})


def reason(error: OSError) -> str:
    """The system's own words for an error."""
    return os.strerror(error.errno) if error.errno else str(error)


def write_failed(path: str | os.PathLike[str], error: OSError, what: str = "notebook") -> RetroError:
    """The error to raise when a file could not be written; what was there before still is."""
    words = f"{os.fspath(path)}: {reason(error)}"
    if error.errno in FULL:
        return RetroError(
            f"There is no room to save the {what}",
            f"{words}. What was saved before is untouched.",
            "Free some space on that disk, then try again.",
        )
    if error.errno in READ_ONLY:
        kind = NotebookReadOnly if what == "notebook" else RetroError
        return kind(
            f"The {what} can not be written",
            f"{words}.",
            "Check the permissions of the file and its folder.",
        )
    return RetroError(
        f"The {what} was not saved", f"{words}. What was saved before is untouched.", "Try again."
    )
