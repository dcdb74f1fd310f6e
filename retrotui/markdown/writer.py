"""Entries as Markdown: untouched blocks verbatim, changed ones in the layout that they had, new ones canonically."""

from __future__ import annotations

import base64

from msgspec.structs import replace

from retrotui.markdown import (
    canonical,
    care,
    check,
    date_patch,
    digest,
    front_matter,
    front_patch,
    label,
    new_section,
    outline,
    patch,
    period,
)
from retrotui.markdown.canonical import Canon
from retrotui.markdown.label import Labels, Own
from retrotui.markdown.reread import Reread
from retrotui.markdown.scan import newline_of, scan
from retrotui.markdown.table_patch import Joining
from retrotui.model.entry import Block, Entry, Section
from retrotui.model.periods import Span
from retrotui.text import lines_with_ends

_ROUNDS = 8
"""How often a source is written again with more care: a section can take it four times, and another can follow."""


def write(entry: Entry, *, original: bool = False, language: str = "", own: Own = ()) -> bytes:
    """The entry's file, or its part of one, in the encoding that it came in if that can express the text, else UTF-8.

    With `original` the bytes as they came, before any repair or edit. `own` are the labels of the user that its
    headings are read by.
    """
    origin = entry.origin
    raw = base64.b64decode(origin.raw) if origin and origin.raw else b""
    source = "".join(block.source for block in entry.blocks)
    if raw and (
        original
        or (is_untouched(entry) and raw.decode(origin.encoding if origin else "utf-8", "replace") == source)
    ):
        return raw
    out = source if original and entry.blocks else write_text(entry, language=language, own=own)
    try:
        return out.encode(origin.encoding if origin else "utf-8")
    except UnicodeEncodeError:
        return out.encode("utf-8", "surrogatepass")


def write_text(entry: Entry, *, language: str = "", own: Own = ()) -> str:
    """The entry as Markdown text, newlines and BOM as in its source. `own` as in `write`."""
    labels = label.load(own)
    if not entry.blocks:
        return _whole(entry, own, language)
    if is_untouched(entry):
        return "".join(block.source for block in entry.blocks)
    return _patched(entry, labels, language)


def is_untouched(entry: Entry) -> bool:
    """Whether all that was read from the entry's source is as it was read, and nothing was added."""
    owned = {uid for block in entry.blocks for uid in block.sections}
    return (
        all(section.uid in owned for section in entry.sections)
        and digest.digest_all(entry) == [block.digest for block in entry.blocks]
        and not _levels_missing(entry)
    )


def _levels_missing(entry: Entry) -> bool:
    return bool(digest.flow(entry)) and not any(block.kind == digest.FLOW for block in entry.blocks)


def _whole(entry: Entry, own: Own, language: str) -> str:
    """A new entry; between markers where its texts would be read as something else, which reading it back tells."""
    from retrotui.markdown.reader import Hints, read

    labels, hints = label.load(own), Hints(labels=own)
    spoken_in = language or entry.language
    done = stated = ""
    for armored in (False, True):
        done = canonical.render(entry, labels, spoken_in, armored=armored, stated=stated)
        found = read(done.encode("utf-8", "replace"), "", hints)[0].entry
        if same(found, entry):
            break
        if found.language != entry.language and not stated:
            stated = entry.language
            done = canonical.render(entry, labels, spoken_in, armored=armored, stated=stated)
            if same(read(done.encode("utf-8", "replace"), "", hints)[0].entry, entry):
                break
    return done


def same(one: Entry, other: Entry) -> bool:
    """Whether two entries say the same in all that Markdown can say."""
    return spoken(one) == spoken(other)


def spoken(entry: Entry) -> tuple[object, ...]:
    """All that Markdown says of an entry, to compare two of them."""
    everything = Block("", digest.FLOW, tuple(section.uid for section in entry.sections))
    return (
        entry.kind,
        entry.language,
        *digest.head(entry),
        digest.digest(entry, everything),
        [section.role for section in entry.sections],
    )


def _patched(entry: Entry, labels: Labels, language: str) -> str:
    """The entry's source with its changes, each section written with as much care as it takes to be read as it is."""
    source = "".join(block.source for block in entry.blocks)
    canon = canonical.canon(entry, labels, language, newline=newline_of(source))
    old = patch.reread(entry, labels)
    best = _assembled(canon, old)
    if old is None:
        return "".join(best)
    naming = patch.naming(entry)
    verdict = least = check.verdict("".join(best[1:]), entry, labels, old.kind, naming)
    for _ in range(_ROUNDS):
        more = _more_care(canon, verdict.wrong)
        named = canon.named | verdict.unnamed
        if (more, named) == (canon.care, canon.named):
            break
        canon = replace(canon, care=more, named=named)
        done = _assembled(canon, old)
        verdict = check.verdict("".join(done[1:]), entry, labels, old.kind, naming)
        if len(verdict.wrong) <= len(least.wrong):
            best, least = done, verdict
    return "".join(best)


def _more_care(canon: Canon, wrong: tuple[str, ...]) -> dict[str, int]:
    """One step more for the sections that are misread; not for those that nobody edited, whose source stays as it is."""
    entry = canon.entry
    digests = digest.digest_all(entry)
    same = {
        uid
        for block, now in zip(entry.blocks, digests, strict=True)
        if block.digest == now
        for uid in block.sections
    }
    levels = {uid: canon.care.get(uid, care.AS_IS) for uid in wrong if uid not in same}
    return canon.care | {uid: level + 1 for uid, level in levels.items() if level < care.PLAIN}


def _assembled(canon: Canon, old: Reread | None) -> list[str]:
    """The entry's source in pieces, the front matter or an empty text first."""
    entry = canon.entry
    owned = {uid for block in entry.blocks for uid in block.sections}
    names = {section.uid for section in old.sections if old.draft(section.uid).is_name} if old else set()
    loose = _following(entry, owned, names)
    digests = digest.digest_all(entry)
    out: list[str] = [] if entry.blocks[0].kind == digest.FRONT_MATTER else [""]
    waiting = [] if out == [] else loose.get("", [])
    for place, block in enumerate(entry.blocks):
        joined = patch.joining(block, canon, old, waiting, loose) if old else []
        taken = {each.section.uid for each in joined}
        waiting = [section for section in waiting if section.uid not in taken]
        # A table's rows may not be parted from each other by a new section.
        if waiting and not (old and patch.is_within_table(entry.blocks, place, old)):
            _add(waiting, canon, old, out, is_last=False)
            waiting = []
        is_same = digests[place] == block.digest and not joined and not _is_renamed(block, canon)
        out.append(block.source if is_same else _block(block, canon, old, joined))
        waiting = [*waiting, *(loose.get("", []) if not block.sections and place == 0 else [])]
        waiting += [
            section for uid in block.sections for section in loose.get(uid, []) if section.uid not in taken
        ]
    _add(waiting, canon, old, out, is_last=True)
    if _levels_missing(entry):
        out += _separated(canonical.flow_table(canon), canon.newline, out)
    return out


def _is_renamed(block: Block, canon: Canon) -> bool:
    """Whether a block that nobody edited must show a label, as a reference would miss its item otherwise."""
    return any(uid in canon.named for uid in block.items)


def _ends_blank(added: list[str], newline: str) -> bool:
    return "".join(added).endswith(newline * 2)


def _following(entry: Entry, owned: set[str], names: set[str]) -> dict[str, list[Section]]:
    """Sections of no block, by the uid of the owned section before them (empty for none).

    `names` are sections that belong to what follows them: what is new stands above them.
    """
    found: dict[str, list[Section]] = {}
    last = ""
    for section in entry.sections:
        if section.uid in owned:
            last = last if section.uid in names else section.uid
        else:
            found.setdefault(last, []).append(section)
    return found


def _block(block: Block, canon: Canon, old: Reread | None, joined: list[Joining]) -> str:
    if block.kind == digest.FRONT_MATTER:
        return front_patch.patch(block.source, canon.entry, _told(canon.entry, canon.labels), canon.newline)
    if old is not None:
        done = patch.block_text(block, canon, old, joined)
        return _redated(done, canon) if block.kind in (digest.DATED, digest.DATED_TITLE) else done
    current = {section.uid: section for section in canon.entry.sections}
    texts = [canonical.section_text(canon, current[uid]) for uid in block.sections if uid in current]
    if block.kind == digest.FLOW:
        texts.append(canonical.flow_table(canon))
    return "".join(text + canon.newline for text in texts if text)


def _redated(source: str, canon: Canon) -> str:
    """A block that states the entry's days, stating them as they are now."""
    told, now = _told(canon.entry, canon.labels), Span(canon.entry.start, canon.entry.end)
    return source if told is None or told == now else date_patch.patched(source, told, now)


def _told(entry: Entry, labels: Labels) -> Span | None:
    """The span that the entry's source tells."""
    front = front_matter.split(lines_with_ends(entry.blocks[0].source))
    has_front = entry.blocks[0].kind == digest.FRONT_MATTER
    body = scan("".join(block.source for block in entry.blocks[has_front:]))
    path = entry.origin.path if entry.origin else ""
    found = period.of_document(period.Told(front, path, None, entry.start.year), body, entry.kind, labels)
    weeks = (
        outline.sections_of(outline.build(body, entry.kind, labels, entry.start.year), labels)
        if entry.kind == "study"
        else []
    )
    return period.of_weeks(weeks) or found


def _add(sections: list[Section], canon: Canon, old: Reread | None, out: list[str], *, is_last: bool) -> None:
    """Put new sections behind what is written, each as the document writes its own where that can be told."""
    for section in sections:
        if not (section.items or section.prose or section.week or section.heading):
            continue
        source = new_section.written(section, canon, old) if old else None
        if source is not None and old is not None and not new_section.is_spaced(section, canon, old):
            _insert(source, out, canon.newline)
            continue
        source = canonical.section_text(canon, section) if source is None else source
        out += _separated(source, canon.newline, out)
        if not is_last and source and not source.endswith(canon.newline * 2):
            out.append(canon.newline)


def _insert(source: str, out: list[str], newline: str) -> None:
    """Put a section right below the one before it, above the blank lines that follow that."""
    last = out.pop() if out else ""
    words = last.rstrip("\r\n \t")
    lines = lines_with_ends(last)
    kept = len(lines_with_ends(words)) if words else 0
    above = "".join(lines[:kept])
    if above and not above.endswith(("\n", "\r")):
        above += newline
    below = "".join(lines[kept:])
    out += [above, source if below.strip("\r\n") == "" else source + newline, below]


def _separated(source: str, newline: str, before: list[str]) -> list[str]:
    """The source with a blank line before it."""
    tail = "".join(before[-3:])
    if not tail:
        return [source]
    if not tail.endswith(("\n", "\r")):
        return [newline * (1 if not tail.strip(" \t").strip("\r\n") else 2), source]
    return [source] if tail.endswith(newline * 2) else [newline, source]
