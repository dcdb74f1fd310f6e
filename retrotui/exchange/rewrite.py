"""An entry whose Markdown its user wrote anew in an editor, or that is to be read as another kind."""

from __future__ import annotations

from msgspec.structs import replace

from retrotui.errors import DocumentUnreadable
from retrotui.exchange import update
from retrotui.exchange.reread import Base, read_as
from retrotui.exchange.source import readable_path
from retrotui.exchange.update import Merged, Place
from retrotui.journal import Journal
from retrotui.markdown import reader, renewal, writer
from retrotui.markdown.label import Own
from retrotui.markdown.reader import Hints, Reading
from retrotui.model import edit, kinds
from retrotui.model.entry import Entry, Item, Origin, Section
from retrotui.model.kinds import KINDS
from retrotui.model.periods import Span, describe, period_span


def text_of(entry: Entry, own: Own = ()) -> str:
    """The Markdown of an entry that its user is given to change."""
    return writer.write_text(entry, own=own)


def rewrite(journal: Journal, opened: Entry, text: str, own: Own = ()) -> Merged:
    """Make an entry say what its Markdown says now, as one step; `opened` is the entry whose Markdown was given out.

    What was changed in the notebook meanwhile is merged with it, as with a changed file. Items that are gone go to the
    trash. Raises Conflict when the entry is gone, DocumentUnreadable when the text is none. `own` are the user's labels.
    """
    with journal.changing("edit") as transaction:
        now = journal.entry_in(transaction, opened.uid)
        found = _rewritten(now, opened, text, own)
        left = {item.uid for item in found.entry.items()}
        for section in now.sections:
            for item in (each for each in section.items if each.uid not in left):
                transaction.trash_item(now.uid, item, section)
        return replace(found, entry=transaction.put(journal.keyed(transaction, found.entry)))


def rekind(journal: Journal, uid: str, kind: str, own: Own = ()) -> Entry:
    """Make an entry one of another kind: its Markdown is read as that, an entry without any keeps its sections.

    Items keep their identities where their words are found again. `own` are the user's labels.
    """
    with journal.changing("kind") as transaction:
        entry = journal.entry_in(transaction, uid)
        if entry.kind == kind:
            return entry
        source = renewal.renewed(entry, own) if _is_edited(entry, own) else entry
        if source.blocks:
            path = readable_path(source.origin.path if source.origin else "")
            changed = _recognised(read_as(Reading(source), kind, None, path, own).entry, entry)
        else:
            changed = _relabelled(replace(source, kind=kind), entry)
        return transaction.put(journal.keyed(transaction, replace(_fitted(changed, entry), uid=uid, key="")))


def _rewritten(now: Entry, opened: Entry, text: str, own: Own) -> Merged:
    before = text_of(opened, own)
    hints = Hints(kind=opened.kind, default_date=opened.start, language=opened.language, labels=own)
    read, known = _read(text, opened, hints), _read(before, opened, hints)
    origin = Origin(opened.origin.path if opened.origin else "")
    source = replace(now, blocks=renewal.sourced(opened, own), origin=origin)
    found = update.merged(source, Reading(read), _Known(known), hints, Place())
    entry = replace(found.entry, front_matter=_front_matter(now, known, read))
    if now.origin is None:
        return replace(found, entry=replace(entry, blocks=(), origin=None))
    as_file = replace(entry, blocks=now.blocks, origin=now.origin)
    if _says(as_file, own) != text:
        as_file = replace(entry, origin=replace(now.origin, raw="", renewed=True))
    return replace(found, entry=as_file)


class _Known(Base):
    """What the Markdown said that was given out."""

    def __init__(self, entry: Entry) -> None:
        super().__init__((), Hints())
        self._entry = entry

    def of(self, entry: Entry) -> Entry | None:
        return self._entry


def _read(text: str, opened: Entry, hints: Hints) -> Entry:
    """The text as one entry, whatever further days stand in it."""
    path = readable_path(opened.origin.path if opened.origin else "")
    data = text.encode("utf-8", "surrogatepass")
    found = reader.read(data, path, hints)
    if len(found) > 1:
        found = reader.read(data, path, replace(hints, date=opened.start))
    return found[0].entry


def _front_matter(now: Entry, known: Entry, read: Entry) -> dict[str, object]:
    """The front matter with what the user changed of the one that was given out."""
    if now.origin is not None:
        return read.front_matter
    changed = {
        name: value for name, value in read.front_matter.items() if known.front_matter.get(name) != value
    }
    kept = {
        name: value
        for name, value in now.front_matter.items()
        if name in read.front_matter or name not in known.front_matter
    }
    return {**kept, **changed}


def _says(entry: Entry, own: Own) -> str:
    try:
        return writer.write_text(entry, own=own)
    except (DocumentUnreadable, StopIteration, KeyError):
        return ""


def _is_edited(entry: Entry, own: Own) -> bool:
    return bool(entry.blocks) and _says(entry, own) != "".join(block.source for block in entry.blocks)


def _recognised(entry: Entry, old: Entry) -> Entry:
    """The entry with the identities of the old one's items whose words it says again, in their order."""
    left = list(old.items())

    def known(item: Item) -> Item:
        was = next((each for each in left if (each.text, each.body) == (item.text, item.body)), None)
        if was is None:
            return item
        left.remove(was)
        return replace(item, uid=was.uid, links=was.links, changed_at=was.changed_at)

    names: dict[str, str] = {}
    sections: list[Section] = []
    for section in entry.sections:
        items = tuple(known(item) for item in section.items)
        names |= {item.uid: new.uid for item, new in zip(section.items, items, strict=True)}
        sections.append(replace(section, items=items))
    blocks = tuple(
        replace(
            block,
            items=tuple(names.get(uid, uid) for uid in block.items),
            guesses=tuple(
                replace(each, holder=names.get(each.holder, each.holder)) for each in block.guesses
            ),
        )
        for block in entry.blocks
    )
    return replace(
        entry,
        sections=tuple(sections),
        blocks=blocks,
        rev=old.rev,
        created_at=old.created_at,
        tags=old.tags,
        set_aside=old.set_aside,
    )


def _relabelled(entry: Entry, old: Entry) -> Entry:
    """The entry with the states that its roles have in its kind."""

    def fitted(section: Section, item: Item) -> Item:
        if not item.state or kinds.state(entry.kind, section.role, item.state):
            return item
        was = kinds.state(old.kind, section.role, item.state)
        states = kinds.states(entry.kind, section.role)
        closed = next(
            (each.name for each in states if was and each.closed == was.closed and each.good == was.good), ""
        )
        return replace(item, state=closed or (states[0].name if states else ""))

    sections = tuple(
        replace(section, items=tuple(fitted(section, item) for item in section.items))
        for section in entry.sections
    )
    for role in KINDS[entry.kind].roles if not KINDS[entry.kind].numbered else ():
        entry, _made = edit.ensure_section(replace(entry, sections=sections), role)
        sections = entry.sections
    return replace(entry, sections=sections)


def _fitted(entry: Entry, old: Entry) -> Entry:
    """The entry of days that its kind may cover, and with the title of its kind where it had that of the other."""
    shape, was = KINDS[entry.kind], KINDS[old.kind]
    days = Span(entry.start, entry.end)
    if not shape.may_cover(days):
        days = period_span(shape.period, entry.start, 0)
    title = entry.title
    if old.title == was.title(old.language, describe(Span(old.start, old.end), was.period)):
        title = shape.title(entry.language, describe(days, shape.period))
    return replace(entry, title=title, start=days.start, end=days.end)
