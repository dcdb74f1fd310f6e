"""Entries as Markdown: untouched blocks verbatim, changed ones in the layout that they had."""

from __future__ import annotations

from retrotui.model.entry import Entry


def write_text(entry: Entry, *, language: str = "") -> str:
    """The entry as Markdown."""
    return "".join(block.source for block in entry.blocks)


def write(entry: Entry, *, original: bool = False, language: str = "") -> bytes:
    """The entry's bytes."""
    source = write_text(entry, language=language)
    return source.encode(entry.origin.encoding if entry.origin else "utf-8")
