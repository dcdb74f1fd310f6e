"""A section that the document does not have yet, written like those that it has: head, gap, items and closing tags."""

from __future__ import annotations

import re

import msgspec

from retrotui.markdown import canonical, care, counting, item_write, sibling
from retrotui.markdown.canonical import Canon
from retrotui.markdown.counting import Chunk
from retrotui.markdown.piece import Piece
from retrotui.markdown.reread import Reread
from retrotui.markdown.scan import scan
from retrotui.model.entry import Section
from retrotui.text import lines_with_ends

_FORMS = ("heading", "bullet", "bold", "line", "fence", "quote")
_SIGN = re.compile(r"[■□◆◇●○▶▷★☆※]+[ \t]*")
"""What stands before the words of a label instead of Markdown."""
_TAG = re.compile(r"[ \t]*<(?P<close>/?)(?P<name>[a-z]+)[^>]*>[ \t]*(?:\r\n|\r|\n|$)", re.IGNORECASE)


class _Model(msgspec.Struct):
    """The section that the new one is written like."""

    place: int
    pieces: list[Piece]

    @property
    def head(self) -> Piece:
        """Its head."""
        return next(piece for piece in self.pieces if piece.kind == "head")


def written(section: Section, canon: Canon, reread: Reread) -> str | None:
    """The section's source in the document's own style; None where no section of it can be the model."""
    model = _model(section, canon, reread)
    if model is None or canon.care.get(section.uid, care.AS_IS) >= care.LISTED:
        return None
    draft = reread.shape.sections[model.place]
    heading = canonical.head_text(canon, section) if draft.form == "heading" else section.heading
    head = _head(model.head, heading)
    if head is None:
        return None
    # What nobody was asked stands beside the people, not below the last one.
    head = head.lstrip(" \t") if draft.group else head
    newline = canon.newline
    items, pad = _items(section, canon, reread, model), " " * draft.indent
    if not head.endswith(("\n", "\r")) and _is_listed(model):
        # What stands behind its label only says what is asked for.
        head = head.rstrip() + newline
    elif not head.endswith(("\n", "\r")):
        single = len(section.items) == 1 and "\n" not in items.rstrip("\r\n") and not section.prose
        if single:
            return head + section.items[0].text + newline
        head = head.rstrip() + newline
        pad = " " * scan(head)[0].content
        items = _plain(section, canon, pad)
    opening, closing = _tags(model, reread)
    gap = reread.opening_of(draft.form)
    gap = newline if gap is None and not draft.indent else gap or ""
    blocks = [canonical.week_field_lines(canon, section), section.prose.split("\n") if section.prose else []]
    said = [newline.join(pad + line if line else "" for line in block) + newline for block in blocks if block]
    body = newline.join([*said, *([items] if items else [])])
    gap = gap if gap or not said else newline
    return head + opening + (gap if body else "") + body + closing


def _is_listed(model: _Model) -> bool:
    """Whether the items stand in a list below the head, whatever is behind it."""
    items = [piece for piece in model.pieces if piece.item]
    return bool(items) and all(piece.form == "line" and piece.parts[0].name == "lead" for piece in items)


def _plain(section: Section, canon: Canon, pad: str) -> str:
    """The items below a head that held one text on its own line: there is no list to write them like."""
    bare = [
        msgspec.structs.replace(item, label=item.label if item.uid in canon.named else "")
        for item in section.items
    ]
    shown = msgspec.structs.replace(canon, shown=canon.named)
    lists = canonical.lists(shown, msgspec.structs.replace(section, items=tuple(bare)))
    source = (canon.newline * 2).join(lists) + canon.newline if lists else ""
    return "".join(pad + line if line.strip() else line for line in lines_with_ends(source))


def is_spaced(section: Section, canon: Canon, reread: Reread) -> bool:
    """Whether a blank line stands between the document's sections of the sort."""
    model = _model(section, canon, reread)
    if model is None:
        return True
    form = reread.shape.sections[model.place].form
    pieces = reread.shape.pieces
    heads = [
        at
        for at, piece in enumerate(pieces)
        if at and piece.kind == "head" and reread.shape.sections[piece.section].form == form
    ]
    return any(not pieces[at - 1].raw.strip() for at in heads) or not heads


def _model(section: Section, canon: Canon, reread: Reread) -> _Model | None:
    """The nearest section before the new one that plays a role and has a head of its own, else the nearest behind."""
    order = [each.uid for each in canon.entry.sections]
    here = order.index(section.uid)
    grouped = reread.shape.by_section()
    found = [
        (order.index(each.uid), place)
        for place, (each, draft) in enumerate(zip(reread.sections, reread.shape.sections, strict=True))
        if draft.form in _FORMS
        and each.role != "prose"
        and bool(each.week) == bool(section.week)
        and each.uid in order
        and any(piece.kind == "head" for piece in grouped[place])
    ]
    if not found:
        return None
    _, place = min(found, key=lambda each: (each[0] > here, abs(each[0] - here)))
    return _Model(place, grouped[place])


def _head(piece: Piece, heading: str) -> str | None:
    """The model's head with another heading; a number before it counted on."""
    if not any(part.name == "text" for part in piece.parts):
        return None
    number = re.compile(r"^(\s*)(\d{1,3})(?=[.)])")
    words = next(part.raw for part in piece.parts if part.name == "text")
    sign = _SIGN.match(words)
    shown = (sign[0] if sign else "") + heading
    raw = "".join(shown if part.name == "text" else part.raw for part in piece.parts)
    return number.sub(lambda match: f"{match[1]}{int(match[2]) + 1}", raw, count=1)


def _items(section: Section, canon: Canon, reread: Reread, model: _Model) -> str:
    """The items like those of the model, else like those of its other siblings."""
    source = reread.sections[model.place]
    like = sibling.template(model.pieces, source, reread)
    if like is not None and like.form == "row":
        like = sibling.listed(source, reread)
    if like is not None and like.item is not None and like.section == model.place:
        like = sibling.foreign(like, section, reread, model.place)
    style = canon.style(section.role, section.uid)
    loose = like is not None and like.form in ("paragraph", "heading")
    chunks: list[Chunk] = []
    group = ""
    for item in section.items:
        if item.group != group:
            group = item.group
            chunks += [Chunk(canon.newline)] if chunks else []
            chunks.append(
                Chunk(canonical.group_line(group, canon.labels) + canon.newline + canon.newline, "group")
            )
        elif chunks and loose:
            chunks.append(Chunk(canon.newline))
        chunks.append(Chunk(item_write.fresh(canon.written(item), style, like), "item"))
    counted = counting.is_counted([], reread)
    return "".join(chunk.raw for chunk in (counting.renumbered(chunks, 1) if counted else chunks))


def _tags(model: _Model, reread: Reread) -> tuple[str, str]:
    """The lines that open and close the model's content, where they belong together: `<ul>` and `</ul>`."""
    own = [place for place, piece in enumerate(model.pieces) if piece.item]
    first = own[0] if own else len(model.pieces)
    opening = [piece.raw for piece in model.pieces[:first] if piece.kind == "prose"]
    closing = [piece.raw for piece in model.pieces[first:] if piece.kind == "prose"]
    opened = [match["name"] for raw in [model.head.raw, *opening] for match in _TAG.finditer(raw)]
    opens = [match for raw in opening if (match := _TAG.fullmatch(raw)) and not match["close"]]
    closes = [match for raw in closing if (match := _TAG.fullmatch(raw)) and match["close"]]
    if not closes or {match["name"] for match in closes} - set(opened):
        return "", ""
    return "".join(match[0] for match in opens), "".join(match[0] for match in closes)
