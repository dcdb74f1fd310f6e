"""An entry's source read again, for patching: where each section and item of the entry stands in it."""

from __future__ import annotations

import msgspec

from retrotui.markdown.piece import Draft, Outline
from retrotui.model.entry import Entry, Section


class Reread(msgspec.Struct):
    """An entry's source read again, with the identities of the sections and items that were read from it."""

    shape: Outline
    sections: list[Section]
    """As read, with the entry's uids and with their items."""
    entry: Entry
    """The entry as its source tells it."""
    kind: str
    """The kind that it was read as."""

    def place(self, uid: str) -> int:
        """Which section of the source has the uid. Raises StopIteration for one that the source does not hold."""
        return next(place for place, section in enumerate(self.sections) if section.uid == uid)

    def draft(self, uid: str) -> Draft:
        """How the section with the uid stands in the source."""
        return self.shape.sections[self.place(uid)]

    def opening_of(self, form: str) -> str | None:
        """What stands between the head of a section of the form and its first item; None where no section tells."""
        pieces = self.shape.pieces
        for place, piece in enumerate(pieces[:-1]):
            if piece.kind != "head" or self.shape.sections[piece.section].form != form:
                continue
            following = pieces[place + 1]
            if following.item:
                return ""
            if following.kind == "gap" and place + 2 < len(pieces) and pieces[place + 2].item:
                return following.raw
        return None
