"""What an edit may do to a document: nothing outside the sections that it edits, and no other layout inside them."""

from __future__ import annotations

import itertools
import re
from collections import Counter

import msgspec

from retrotui.markdown import digest, front_matter, label, patch, table
from retrotui.markdown.piece import Piece
from retrotui.markdown.reread import Reread
from retrotui.markdown.scan import is_table_rule, scan
from retrotui.markdown.writer import write_text
from retrotui.model.entry import Block, Entry, Section
from retrotui.text import lines_with_ends
from tests.markdown.edits import parsed, proses, said


class Look(msgspec.Struct, frozen=True):
    """How a section is laid out."""

    form: str
    level: int
    marks: frozenset[str]
    """What stands before its items."""


class Document(msgspec.Struct):
    """An entry as it was read, with what its source looks like."""

    entry: Entry
    source: str
    reread: Reread
    looks: dict[str, Look]
    """By the sections' uids."""


def document(entry: Entry) -> Document:
    """The document of an entry that was just read."""
    again = patch.reread(entry, label.load())
    assert again is not None
    source = "".join(block.source for block in entry.blocks)
    return Document(entry, source, again, _looks(again))


def _looks(again: Reread) -> dict[str, Look]:
    found: dict[str, Look] = {}
    for draft, section, pieces in zip(
        again.shape.sections, again.sections, again.shape.by_section(), strict=True
    ):
        marks = frozenset(_mark(piece) for piece in pieces if piece.item)
        found[section.uid] = Look(draft.form, draft.level, marks)
    return found


def _mark(piece: Piece) -> str:
    parts = piece.parts
    lead = parts[0].raw if parts and parts[0].name == "lead" else ""
    if piece.form == "cell":
        lead = lead.replace("<!-- item -->", "").strip(" ")
    # A row's priority or stage is what its item says, and no part of how it is written.
    said = [re.escape(line.rpartition(": ")[2]) for line in piece.item.body.split("\n")] if piece.item else []
    ranks = "|".join([r"[Pp]\d", *(value for value in said if value.isdigit())])
    bare = re.sub(rf"\|[ ]*(?:{ranks})?[ ]*(?=\|)", "|", lead) if piece.form == "row" else lead
    sign = re.sub(r"\d+", "N", bare)
    return f"{piece.form} {sign!r}"


def touched(before: Entry, after: Entry) -> set[str]:
    """Uids of the sections that differ between two states of an entry in what Markdown says of them."""
    old, new = _fields(before), _fields(after)
    found = {uid for uid in old.keys() | new.keys() if old.get(uid) != new.get(uid)}
    for block in before.blocks:
        if block.kind == digest.FLOW and digest.flow(before) != digest.flow(after):
            found.update(block.sections)
        if block.kind in digest.TITLES and before.title != after.title:
            found.update(block.sections)
        if len(block.sections) > 1 and found & set(block.sections) and "Problem/Try" in block.source:
            # Tries that stand between problems: what is new may stand anywhere among them.
            found.update(block.sections)
    return found


def _fields(entry: Entry) -> dict[str, str]:
    """A digest of each section by itself."""
    blocks = {section.uid: Block("", sections=(section.uid,)) for section in entry.sections}
    return {uid: digest.digest(entry, block) for uid, block in blocks.items()}


def runs_apart(before: Document, changed: set[str]) -> list[str]:
    """The runs of source lines that belong to no changed section; first and last are empty where one is at an edge."""
    lines = lines_with_ends("".join(piece.raw for piece in before.reread.shape.pieces))
    ends = list(itertools.accumulate(len(line) for line in lines))
    owners: list[set[str]] = [set() for _ in lines]
    position = line = 0
    for piece in before.reread.shape.pieces:
        stop = position + len(piece.raw)
        while position < stop:
            owners[line].add(before.reread.sections[piece.section].uid)
            position = min(stop, ends[line])
            line += position == ends[line]
    runs: list[list[str]] = [[]]
    for own, raw in zip(owners, lines, strict=True):
        if own & changed:
            runs.append([])
        else:
            runs[-1].append(raw)
    return ["".join(run) for place, run in enumerate(runs) if run or place in (0, len(runs) - 1)]


def lost_apart(before: Document, edited: Entry, out: str) -> str:
    """The first source text outside the edited sections that is not in the output, in order, byte for byte; or empty."""
    lines = lines_with_ends(out)
    body = "".join(lines[front_matter.split(lines).lines :])
    changed = touched(before.entry, edited)
    lost = _lost_of(runs_apart(before, changed), body)
    if not _lost_around("".join(piece.raw for piece in before.reread.shape.pieces), body):
        # Prose of a table's section stands below the table.
        return ""
    columns = {uid for uid, look in before.looks.items() if look.form == "column"}
    if lost and columns and len(edited.sections) > len(before.entry.sections):
        # A new column stands in every line of its table.
        return _lost_of(runs_apart(before, changed | columns), body)
    if lost and any(piece.name == table.RULE for piece in before.reread.shape.pieces):
        # The rule of a table without a head stays below whichever row is the first one.
        return _lost_of([_unruled(run) for run in runs_apart(before, changed)], _unruled(body))
    return lost


def _unruled(source: str) -> str:
    return "".join(line.raw for line in scan(source) if not is_table_rule(line))


def _lost_of(runs: list[str], out: str) -> str:
    if len(runs) == 1:
        return _lost_around(runs[0], out)
    if not out.startswith(runs[0]):
        return runs[0]
    if not out.endswith(runs[-1]):
        return runs[-1]
    position = len(runs[0])
    for run in runs[1:-1]:
        at = out.find(run, position)
        if at < 0:
            return run
        position = at + len(run)
    return ""


def _lost_around(source: str, out: str) -> str:
    """What of the source is gone where the output should be the source with one text put in; empty when it is."""
    front, back = _alike(source, out), _alike(source[::-1], out[::-1])
    return "" if front + back >= len(source) else source[front : len(source) - back]


def _alike(one: str, other: str) -> int:
    """How many characters two texts begin with in common."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def out_of_style(before: Document, after: Document) -> list[str]:
    """Sections whose head, or what stands before their items, is another in what was read back."""
    found = []
    left = list(after.entry.sections)
    for section in before.entry.sections:
        was = before.looks[section.uid]
        names = (section.role, section.heading)
        other = next((each for each in left if (each.role, each.heading) == names), None)
        if other is None:
            # A title, or a week's number or day, may have been changed in the heading itself.
            is_renamed = section.heading == before.entry.title or section.week
            found += [f"{section.heading} is gone"] if was.form and not is_renamed else []
            continue
        left.remove(other)
        now = after.looks[other.uid]
        if (was.form, was.level) != (now.form, now.level):
            found.append(f"{section.heading}: {was} became {now}")
        elif was.marks and not now.marks <= was.marks and "line ''" not in was.marks:
            # One text on the line of its label has no siblings: with a second item it becomes a list.
            found.append(f"{section.heading}: {set(now.marks)} instead of {set(was.marks)}")
    return found


def strange_new(before: Document, edited: Entry, after: Document) -> list[str]:
    """New sections that are not written like the others of the document, where those are all written alike."""
    known = {section.uid for section in before.entry.sections}
    own = [before.looks[each.uid] for each in before.entry.sections if each.role != "prose" and each.items]
    heads = {(look.form, look.level) for look in own}
    marks = frozenset[str]().union(*(look.marks for look in own))
    found = []
    for section in edited.sections:
        if section.uid in known or len(heads) != 1 or not section.items or _is_apart(section, before, heads):
            continue
        now = next(
            after.looks[other.uid]
            for other in after.entry.sections
            if other.role == section.role and other.heading.endswith(section.heading)
        )
        if (now.form, now.level) not in heads:
            found.append(f"new {section.heading}: {now}, not {heads}")
        elif not now.marks <= marks and "line ''" not in marks:
            found.append(f"new {section.heading}: {set(now.marks)}, not {set(marks)}")
    return found


def _is_apart(section: Section, before: Document, heads: set[tuple[str, int]]) -> bool:
    """Whether a section of no usual role can not be written as the others: the weeks and areas of a list are all of
    one role, and a table ends where prose follows it."""
    is_tabled = bool({form for form, _ in heads} & {"row", "column"})
    ends = is_tabled and before.entry.sections[-1].role == "prose"
    return section.role == "learned" and (before.entry.kind in ("study", "year") or ends)


def faults(before: Document, edited: Entry) -> list[str]:
    """What is wrong with the document that an edited entry is written as; empty when all promises hold."""
    out = write_text(edited)
    found = []
    if lost := lost_apart(before, edited, out):
        found.append(f"outside the edit, {lost!r} is gone")
    again = parsed(out, before.entry.kind)
    after = document(again)
    if said(again) != said(edited):
        found.append(f"reads as {said(again)}\n instead of {said(edited)}")
    if missing := Counter(proses(edited)) - Counter(proses(again)):
        found.append(f"the prose lacks {list(missing)}")
    found += out_of_style(before, after)
    found += strange_new(before, edited, after) if not found else []
    if write_text(again) != out:
        found.append("written again it differs")
    if "\r\n" in before.source and re.search(r"(?<!\r)\n", out):
        found.append("newlines are mixed")
    return [f"{each}\n{out}" for each in found]
