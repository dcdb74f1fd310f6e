"""Going through what a repair guessed: the commands that decide about a guess, each one step of undo.

Belongs to the journal's layer. A choice is set in the field and in the Markdown that the field was read from, so that
an entry which nobody edited is still exported as its source.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from msgspec.structs import replace

from retrotui.errors import Conflict
from retrotui.journal import Journal
from retrotui.markdown import digest, front_matter
from retrotui.model import guess
from retrotui.model.entry import Block, Entry
from retrotui.model.guess import Mark
from retrotui.text import lines_with_ends


def decide(journal: Journal, uid: str, mark: Mark, choice: str) -> Entry:
    """Put one of a guess's options where it stands, or accept what stands there; the guess is none any more.

    Raises Conflict when its line was changed meanwhile.
    """
    with journal.changing(f"review {choice}") as transaction:
        entry = transaction.entries.get(uid)
        now = next((each for each in guess.marks(entry) if each.means(mark)), None) if entry else None
        if entry is None or now is None:
            raise Conflict("The guess is gone", "Its line was changed meanwhile.")
        stored: Entry = transaction.put(_settled(entry, now, choice, journal))
    return stored


def accept(journal: Journal, uid: str, marks: Collection[Mark]) -> int:
    """Accept guesses of an entry as they stand; gives how many were still open."""
    with journal.changing("accept guesses") as transaction:
        entry = transaction.entries.get(uid)
        if entry is None:
            raise Conflict("The entry is gone", "Somebody deleted it meanwhile.")
        now = [each for each in guess.marks(entry) if any(each.means(mark) for mark in marks)]
        transaction.put(guess.without(entry, now))
    return len(now)


def _settled(entry: Entry, mark: Mark, choice: str, journal: Journal) -> Entry:
    """The entry with the choice, and with its blocks as untouched as they were."""
    before = digest.digest_all(entry)
    after = guess.decided(entry, mark, choice, changed_at=journal.now().astimezone(dt.UTC))
    old, new = entry.blocks[mark.block], after.blocks[mark.block]
    if new.kind == digest.FRONT_MATTER:
        after = _reheaded(after, old, new)
    elif new.kind in digest.TITLES and mark.guess.field == "heading":
        heading = entry.section(mark.guess.holder).heading
        title = after.section(mark.guess.holder).heading if entry.title == heading else entry.title
        after = replace(after, title=title)
    blocks = (
        replace(block, digest=now) if block.digest == was else block
        for block, was, now in zip(after.blocks, before, digest.digest_all(after), strict=True)
    )
    return replace(after, blocks=tuple(blocks))


def _reheaded(entry: Entry, old: Block, new: Block) -> Entry:
    """The entry with what its front matter states now; tags only where they are those that it stated."""
    was, states = (front_matter.split(lines_with_ends(block.source)) for block in (old, new))
    tags = states.tags() if entry.tags == was.tags() else entry.tags
    return replace(entry, front_matter=states.values, tags=tags)
