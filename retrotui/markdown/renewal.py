"""An entry's source written anew, so that nothing is left in it of what was taken out of the entry."""

from __future__ import annotations

from msgspec.structs import replace

from retrotui.errors import DocumentUnreadable
from retrotui.markdown import digest, reader, writer
from retrotui.markdown.label import Own
from retrotui.model.entry import Block, Entry, Item, Section


def renewed(entry: Entry, own: Own = ()) -> Entry:
    """The entry with the Markdown that it would be exported as for its source, and without the bytes of its file.

    `own` are the user's labels, by which its headings are read. Where that Markdown does not read as the entry does, the entry has no source any more: it is exported canonically.
    """
    if not entry.blocks or entry.origin is None:
        return replace(entry, blocks=())
    origin = replace(entry.origin, raw="", renewed=True)
    return replace(entry, blocks=sourced(entry, own), origin=origin)


def sourced(entry: Entry, own: Own = ()) -> tuple[Block, ...]:
    """The Markdown that the entry would be exported as, as its blocks; none where that does not read as the entry does."""
    path = entry.origin.path if entry.origin else ""
    hints = reader.Hints(kind=entry.kind, date=entry.start, language=entry.language, labels=own)
    source = writer.write_text(entry, own=own)
    try:
        found = reader.read(source.encode("utf-8", "surrogatepass"), path, hints)[0].entry
    except DocumentUnreadable:
        return ()
    identities = _identities(found, entry)
    if identities is None or "".join(block.source for block in found.blocks) != source:
        return ()
    blocks = [
        replace(
            block,
            sections=tuple(identities[uid] for uid in block.sections),
            items=tuple(identities[uid] for uid in block.items),
        )
        for block in found.blocks
    ]
    return tuple(replace(block, digest=digest.digest(entry, block)) for block in blocks)


def _identities(found: Entry, entry: Entry) -> dict[str, str] | None:
    """The entry's uids by those of its reading; None when the two do not have the same sections and items."""
    identities: dict[str, str] = {}
    if len(found.sections) != len(entry.sections):
        return None
    for read, known in zip(found.sections, entry.sections, strict=True):
        if not _alike(read, known):
            return None
        identities[read.uid] = known.uid
        identities |= {one.uid: other.uid for one, other in zip(read.items, known.items, strict=True)}
    return identities


def _alike(one: Section, other: Section) -> bool:
    return (one.role, one.heading, one.prose) == (other.role, other.heading, other.prose) and [
        _words(item) for item in one.items
    ] == [_words(item) for item in other.items]


def _words(item: Item) -> tuple[str, ...]:
    """What tells an item from its neighbours; not its label, which a source without labels counts anew."""
    return (item.text, item.body, item.state, item.category)
