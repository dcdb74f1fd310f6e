"""The prose of a section changed line by line: lines that stay keep their bytes and their place."""

from __future__ import annotations

from difflib import SequenceMatcher

import msgspec

from retrotui.markdown.item_line import Part
from retrotui.markdown.piece import Piece
from retrotui.text import clean, lines_with_ends


class _Atom(msgspec.Struct):
    """A line of prose: its raw text, as it reads, and the piece that it stands in."""

    raw: str
    line: str
    piece: int


def patch(pieces: list[Piece], old: str, new: str, newline: str, indent: int = 0) -> list[Piece]:
    """The pieces with the section's prose changed from `old` to `new`; `indent` are the columns before its content."""
    if old == new:
        return pieces
    atoms = _atoms(pieces)
    if not atoms:
        return _inserted(pieces, new, newline, " " * indent)
    chunks: dict[int, list[str]] = {atom.piece: [] for atom in atoms}
    margin = next(
        (atom.raw[: len(atom.raw) - len(atom.raw.lstrip(" \t"))] for atom in atoms if atom.line.strip()), ""
    )
    if any(atom.line.strip() and not atom.raw.startswith(margin) for atom in atoms):
        margin = ""
    wanted = new.split("\n") if new else []
    matcher = SequenceMatcher(
        None, [atom.line.strip() for atom in atoms], [line.strip() for line in wanted], autojunk=False
    )
    for tag, low, high, first, last in matcher.get_opcodes():
        if tag == "equal":
            for atom in atoms[low:high]:
                chunks[atom.piece].append(atom.raw)
        elif first < last:
            home = atoms[min(low, len(atoms) - 1)].piece
            chunks[home] += [(margin + line if line.strip() else "") + newline for line in wanted[first:last]]
    written = _written(pieces, chunks)
    tables = [place for place in chunks if pieces[place].form == "header"]
    return _behind_table(written, pieces, tables[-1], newline) if tables else written


def _written(pieces: list[Piece], chunks: dict[int, list[str]]) -> list[Piece]:
    return [
        msgspec.structs.replace(piece, parts=[Part("other", "".join(chunks[place]))])
        if place in chunks
        else piece
        for place, piece in enumerate(pieces)
    ]


def _behind_table(written: list[Piece], pieces: list[Piece], header: int, newline: str) -> list[Piece]:
    """The pieces with what was written into a table's header behind the table instead."""
    own = pieces[header].raw
    rest = written[header].raw.removeprefix(own)
    if not rest or not written[header].raw.startswith(own):
        return written
    last = max(place for place, piece in enumerate(pieces) if piece.item or piece.form == "header")
    ended = "" if pieces[last].raw.endswith(("\n", "\r")) else newline
    added = Piece("prose", 0, [Part("other", ended + newline + rest.lstrip("\r\n"))])
    table = [*written[:header], pieces[header], *written[header + 1 : last + 1]]
    return [*table, added, *written[last + 1 :]]


def _atoms(pieces: list[Piece]) -> list[_Atom]:
    """The lines of prose, with the blank lines inside each run of it."""
    atoms: list[_Atom] = []
    waiting: list[_Atom] = []
    for place, piece in enumerate(pieces):
        if piece.kind in ("prose", "flow"):
            atoms += waiting
            waiting = []
            atoms += [_Atom(raw, clean(raw).rstrip("\n"), place) for raw in lines_with_ends(piece.raw)]
        elif piece.kind == "gap" and atoms:
            waiting += [_Atom(raw, "", place) for raw in lines_with_ends(piece.raw)]
        elif piece.kind in ("item", "group", "meta"):
            waiting = []
    return atoms


def _inserted(pieces: list[Piece], new: str, newline: str, pad: str) -> list[Piece]:
    """Prose where there was none: below the head, with blank lines around it."""
    at = next((place for place, piece in enumerate(pieces) if piece.kind == "head"), -1) + 1
    head = pieces[at - 1].raw if at else ""
    before = "" if not head or head.endswith(("\n", "\r")) else newline
    lines = [(pad + line if line.strip() else "") + newline for line in new.split("\n")]
    raw = f"{before}{newline if at else ''}" + "".join(lines)
    if at < len(pieces) and pieces[at].kind != "gap":
        raw += newline
    return [*pieces[:at], Piece("prose", 0, [Part("other", raw)]), *pieces[at:]]
