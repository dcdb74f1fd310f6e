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


def write_failed(path: str | os.PathLike[str], error: OSError) -> RetroError:
    """The error to raise when a file could not be written; what was there before still is."""
    what = f"{os.fspath(path)}: {reason(error)}"
    if error.errno in FULL:
        return RetroError(
            "There is no room to save",
            f"{what}. What was saved before is untouched.",
            "Free some space on that disk, then try again.",
        )
    if error.errno in READ_ONLY:
        return NotebookReadOnly(
            "The notebook can not be written", f"{what}.", "Check the permissions of the file and its folder."
        )
    return RetroError(
        "The notebook was not saved", f"{what}. What was saved before is untouched.", "Try again."
    )
