"""Labels for items that were written without one, and links from the labels that items refer to."""

from __future__ import annotations

import re

from msgspec.structs import replace

from retrotui.errors import Remark
from retrotui.markdown.piece import Outline
from retrotui.model.edit import label_prefix
from retrotui.model.entry import Link, Section


def number_items(outline: Outline, sections: list[Section]) -> None:
    """Give every item of the outline a label that is its own: the one it was written with, else the next free one.

    The levels that flow tables give to labels go to the items that have them.
    """
    taken: set[str] = set()
    for piece in outline.pieces:
        if piece.item and piece.item.label:
            # A label written twice stays with the first; the text of the second is kept, its label is not.
            if piece.item.label in taken:
                piece.item = replace(piece.item, label="")
            taken.add(piece.item.label)
    highest: dict[str, int] = {}
    for label in taken:
        if match := re.fullmatch(r"(.*?)(\d+)", label):
            highest[match[1]] = max(highest.get(match[1], 0), int(match[2]))
    for piece in outline.pieces:
        prefix = label_prefix(sections[piece.section])
        if piece.item and not piece.item.label and prefix:
            highest[prefix] = highest.get(prefix, 0) + 1
            piece.item = replace(piece.item, label=f"{prefix}{highest[prefix]}")
    for piece in outline.pieces:
        # A flow table names items that carry no label by their number as well.
        if piece.item and piece.item.label in outline.flow:
            piece.item = replace(piece.item, flow=outline.flow[piece.item.label])


def link_items(outline: Outline, entry: str) -> list[Remark]:
    """Turn the labels that items answer into links; gives a sentence for each label that nothing has."""
    by_label = {piece.item.label: piece.item.uid for piece in outline.pieces if piece.item}
    missing: list[Remark] = []
    above = ""
    for piece in outline.pieces:
        if piece.item and piece.table < -1:
            # In a section of problems and tries each try answers the problem above it.
            is_try = outline.sections[piece.section].role == "try"
            if is_try and above and not (piece.fields and piece.fields.answers):
                piece.item = replace(piece.item, links=(Link("answers", entry, above),))
            above = above if is_try else piece.item.uid
        if piece.item is None or piece.fields is None or not piece.fields.answers:
            continue
        links = [
            Link("answers", entry, by_label[label]) for label in piece.fields.answers if label in by_label
        ]
        missing += [
            Remark("{label} answers {other}, which is not there", label=piece.item.label, other=label)
            for label in piece.fields.answers
            if label not in by_label
        ]
        piece.item = replace(piece.item, links=tuple(dict.fromkeys(links)))
    return missing
