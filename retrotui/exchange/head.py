"""What a front matter and a heading say of an entry as a whole, changed here and in the file: merged key by key.

Of each key three versions are known: ours, the file's, and the one that both began with. A key that one side changed
is that side's. Tags that both changed are both sides'; of a title and of days there can be one only, so ours stay and
what the file says is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from retrotui.errors import Remark, Word
from retrotui.exchange.reread import is_untouched
from retrotui.markdown import digest, front_comments
from retrotui.markdown.front_patch import span_text
from retrotui.markdown.reader import Hints
from retrotui.model.entry import Entry
from retrotui.text import truncate


class Head:
    """The merged fields of one entry, and what its author should know of them."""

    def __init__(self, old: Entry, new: Entry, before: Entry | None, hints: Hints) -> None:
        """`before` is the entry as its file told it at first; None where nobody knows any more."""
        self._old = old
        self._new = new
        self._before = before
        self.warnings: list[str] = []
        self.fields = self._merged(hints)

    def _merged(self, hints: Hints) -> dict[str, Any]:
        old, new = self._old, self._new
        days = old if not hints.date and self._is_ours("start", "end") else new
        moved = (old.kind, old.start) != (new.kind, days.start)
        if days is old and self._differ("start", "end"):
            ours, theirs = (span_text(entry.start, entry.end) for entry in (old, new))
            self._tell(Word("days"), ours, theirs)
        title = old.title if self._is_ours("title") else new.title
        if title == old.title and self._differ("title"):
            self._tell(Word("title"), f"“{truncate(old.title, 40)}”", f"“{truncate(new.title, 40)}”")
        return {
            "title": title,
            "start": days.start,
            "end": days.end,
            "tags": self._tags(),
            "key": "" if moved else old.key,
            "rev": old.rev,
            "created_at": old.created_at,
            "set_aside": old.set_aside,
        }

    def _is_ours(self, *names: str) -> bool:
        """Whether the fields were changed here."""
        if self._before is None:
            return not is_untouched(self._old)
        return _values(self._old, names) != _values(self._before, names)

    def _differ(self, *names: str) -> bool:
        """Whether the file changed the fields too, and to something else."""
        theirs = _values(self._new, names)
        changed = self._before is None or theirs != _values(self._before, names)
        return changed and theirs != _values(self._old, names)

    def _tags(self) -> tuple[str, ...]:
        """Ours with what the file added, and without what the file took away."""
        ours, theirs = self._old.tags, self._new.tags
        if not self._is_ours("tags"):
            return theirs
        if self._before is None:
            return ours
        before = self._before.tags
        kept = [tag for tag in ours if tag in theirs or tag not in before]
        return (*kept, *(tag for tag in theirs if tag not in before and tag not in kept))

    def _tell(self, what: Word, ours: str, theirs: str) -> None:
        told = Remark(
            "{what} changed here and in the file: {ours} is kept, the file says {theirs}",
            what=what, ours=ours, theirs=theirs,
        )  # fmt: skip
        self.warnings.append(told)


def _values(entry: Entry, names: Sequence[str]) -> list[Any]:
    return [getattr(entry, name) for name in names]


def comments(entry: Entry) -> list[str]:
    """What the comments of the entry's front matter say, which is in no other field of it."""
    first = entry.blocks[0] if entry.blocks else None
    return front_comments.comments(first.source) if first and first.kind == digest.FRONT_MATTER else []
