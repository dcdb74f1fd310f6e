"""What stands below an item's first line, written in the form that the item has: indented, quoted, or inside a cell."""

from __future__ import annotations

import datetime as dt
import re

from retrotui import text
from retrotui.markdown import care, cell, dates, meta
from retrotui.markdown.item_line import Part
from retrotui.markdown.meta import GUARD
from retrotui.markdown.piece import Piece, dedent
from retrotui.markdown.scan import QUOTE_SIGN, indent_of
from retrotui.markdown.style import Style
from retrotui.model.entry import Item

_ENTRY = re.compile(r"[-*+•・‣]|\d{1,2}[.)]\s")
"""What begins an entry of its own in a cell."""


def write(parts: list[Part], piece: Piece, old: Item, new: Item, style: Style) -> None:
    """Write the body anew where it, or a field that stands in it, changed. Changes `parts` in place."""
    was, told = _told_date(old, style), _told_date(new, style)
    stated = (old.date if old.date != was else None, new.date if new.date != told else None)
    same = (old.body, old.reason, old.size) == (new.body, new.reason, new.size) and stated[0] == stated[1]
    fenced = piece.form in ("paragraph", "heading") and style.care >= care.FENCED and bool(new.body)
    if same and (old.date == was) == (new.date == told) and not fenced:
        return
    raw = "".join(part.raw for part in parts if part.name == "body")
    parts[:] = [part for part in parts if part.name != "body"]
    lines = meta.item_lines(new, style.rules.labels, style.language, told)
    if piece.form == "cell":
        parts.append(Part("body", _in_cell([*lines, *(new.body.split("\n") if new.body else [])], parts)))
        return
    pad = _pad(parts, piece, raw, style)
    if fenced:
        body = _indented(meta.fenced(new.body), pad, style.newline)
    elif raw and old.body == new.body:
        body = _kept(raw)
    else:
        body = _indented(new.body, pad, style.newline)
    if lines and piece.form == "heading" and body:
        body = style.newline + body
    if (lines or body) and parts and not parts[-1].raw.endswith(("\n", "\r")):
        parts[-1].raw += style.newline
    parts.append(Part("body", "".join(f"{pad}{line}{style.newline}" for line in lines) + body))


def _in_cell(lines: list[str], parts: list[Part]) -> str:
    """Lines as a cell's continuation; where a bullet, or any line in a cell without bullets, would begin an entry,
    a guard says that it does not."""
    bulleted = bool(parts and parts[0].name == "lead" and parts[0].raw.strip())

    def guarded(line: str) -> str:
        shown = cell.encoded(line)
        return (
            GUARD if not bulleted or not shown or shown.startswith(GUARD) or _ENTRY.match(shown) else ""
        ) + shown

    return "".join(f"<br>{guarded(line)}" for line in lines)


def _pad(parts: list[Part], piece: Piece, raw: str, style: Style) -> str:
    """What stands before each line of the body: blanks as wide as its lines had, in a quote with its sign."""
    if piece.form != "line":
        return " " * (dedent(raw)[1] if raw else 0)
    lead = parts[0].raw if parts and parts[0].name == "lead" else ""
    if match := QUOTE_SIGN.match(lead):
        own = next((line for line in text.lines_with_ends(raw) if line.strip(" \t>\r\n")), "")
        inner = QUOTE_SIGN.match(own)
        margin = indent_of(own[inner.end() :]) if inner else indent_of(lead[match.end() :]) + 2
        return match[0].rstrip() + " " + " " * margin
    least = indent_of(lead) + 2 if lead else style.indent
    return " " * ((dedent(raw)[1] if raw else 0) or max(piece.indent, least))


def _told_date(item: Item, style: Style) -> dt.date | None:
    """The date that the reader takes from an item's text."""
    return dates.opening_month(item.text, style.year) if style.rules.role == "area" and style.year else None


def _kept(raw: str) -> str:
    return "".join(line for line in text.lines_with_ends(raw) if meta.field(line.rstrip("\r\n")) is None)


def _indented(body: str, pad: str, newline: str) -> str:
    if not body:
        return ""
    return "".join((pad + line if line else pad.rstrip()) + newline for line in body.split("\n"))
