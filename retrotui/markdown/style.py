"""What the writer knows beside an item: how its lines will be read, in which words and with which newlines to write."""

from __future__ import annotations

import msgspec

from retrotui.markdown import care
from retrotui.markdown.item_line import Rules
from retrotui.model.entry import Item


class Style(msgspec.Struct, frozen=True):
    """How the items of a section are written."""

    rules: Rules
    language: str
    newline: str = "\n"
    year: int | None = None
    """Of the entry's start: it completes dates in items' texts."""
    indent: int = 2
    """Columns before a body's lines where the item has no body yet."""
    care: int = care.AS_IS


class Written(msgspec.Struct, frozen=True):
    """An item and the labels of the items that it answers."""

    item: Item
    answers: tuple[str, ...] = ()
    named: bool = False
    """Whether its own label must be written: others refer to it, and counting would give it another."""
