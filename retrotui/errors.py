"""What can go wrong, in words for the person at the keyboard.

Every error that reaches a user is a `RetroError`; a subclass exists only where code branches on it.
"""

from __future__ import annotations


class Word(str):
    """A field of an error that is no name but a word of ours, so that a catalogue knows it."""

    __slots__ = ()


class Remark(str):
    """A sentence about what was read or done, in English, that knows its pattern: so a catalogue can hold it."""

    pattern: str
    fields: dict[str, object]
    """What stands in the pattern's places; a `Word` among them is in the catalogues as well."""

    def __new__(cls, pattern: str, **fields: object) -> Remark:
        """The sentence with the fields in place."""
        remark = super().__new__(cls, pattern.format(**fields) if fields else pattern)
        remark.pattern, remark.fields = pattern, fields
        return remark


class RetroError(Exception):
    """Something failed that the user can understand and act on."""

    exit_code = 1
    """What the shell sees (DESIGN section 5): 1 failed, 2 usage or config, 3 notebook unreadable."""

    def __init__(self, title: str, message: str = "", hint: str = "", **fields: object) -> None:
        """With `fields`, the texts are patterns that name them: so a catalogue can hold the texts."""
        super().__init__(title, message, hint)
        self.words = title, message, hint
        """As they were given; the catalogues know them."""
        self.fields = fields
        self.title, self.message, self.hint = (
            text.format(**fields) if fields else text for text in self.words
        )

    title: str
    """What failed, in a few words."""
    message: str
    """Why: one or two sentences, with the file and line where there is one."""
    hint: str
    """What to do about it; may be empty."""

    def __str__(self) -> str:
        return "\n".join(part for part in (self.title, self.message, self.hint) if part)


class UsageError(RetroError):
    """The command or the configuration asks for something that does not exist."""

    exit_code = 2


class EntryNotFound(UsageError):
    """No entry answers to the key that was given."""


class AmbiguousKey(UsageError):
    """Several entries answer to the key that was given; the message lists them."""


class DocumentUnreadable(RetroError):
    """A document can not be imported; the message names the file, the line and the reason."""


class NotebookUnreadable(RetroError):
    """The notebook file is damaged or not ours. Nothing has been written to it."""

    exit_code = 3


class NotebookBusy(RetroError):
    """Another process has held the notebook's lock for too long."""


class NotebookReadOnly(RetroError):
    """The notebook can be read but not written: permissions, file system or a newer schema."""


class Conflict(RetroError):
    """The thing to change is no longer what the caller saw."""
