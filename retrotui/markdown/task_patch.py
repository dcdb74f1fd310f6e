"""Changed rows of a table of tasks: the item's text, state and body go into the cells that say them."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from retrotui import text
from retrotui.markdown import cell, item_write, meta
from retrotui.markdown.item_line import Part
from retrotui.markdown.piece import Piece
from retrotui.markdown.style import Style, Written
from retrotui.markdown.table import Cell, cells
from retrotui.markdown.tasks import RANK, STATUS, is_told
from retrotui.model.entry import Item


class _Tail(msgspec.Struct):
    """What stands behind a row's text."""

    own: str
    """In the text's own cell."""
    cells: list[str]
    heads: list[str]
    end: str


def changed(piece: Piece, old: Written, new: Written, style: Style, header: str) -> str:
    """The row with what differs between `old` and `new` in its cells; `header` is the table's first line."""
    assert piece.item
    tail = _tail(piece, header)
    parts = [part for part in piece.parts if part.name != "tail"]
    shown = msgspec.structs.replace(new.item, state=old.item.state, body="", reason="", size="", date=None)
    was = msgspec.structs.replace(old.item, body="", reason="", size="", date=None)
    if new.item.state != old.item.state and not _state_in(tail, new.item, style):
        shown = msgspec.structs.replace(shown, state=new.item.state)
    said = (old.item.body, old.item.reason, old.item.size, old.item.date)
    if (new.item.body, new.item.reason, new.item.size, new.item.date) != said:
        item, parts = _ranked(parts, header, new.item)
        _fill(tail, item, style)
    inner = msgspec.structs.replace(piece, parts=[*parts, Part("tail", "")])
    before, now = msgspec.structs.replace(old, item=was), msgspec.structs.replace(new, item=shown)
    return item_write.changed(inner, before, now, style) + _joined(tail)


def fresh(new: Written, style: Style, template: Piece, header: str) -> str:
    """A new row with the cells that the item fills."""
    tail = _tail(template, header)
    tail.own, tail.cells = " ", ["" for _ in tail.cells]
    first = style.rules.states[0].name if style.rules.states else ""
    shown = msgspec.structs.replace(new.item, body="", reason="", size="", date=None, state=first)
    if new.item.state != first and not _state_in(tail, new.item, style):
        shown = msgspec.structs.replace(shown, state=new.item.state)
    kept = [part for part in template.parts if part.name in ("lead", "text")]
    item, kept = _ranked(kept, header, new.item)
    _fill(tail, item, style)
    inner = msgspec.structs.replace(template, parts=[*kept, Part("tail", "")])
    return item_write.fresh(msgspec.structs.replace(new, item=shown), style, inner) + _joined(tail)


def _ranked(parts: list[Part], header: str, item: Item) -> tuple[Item, list[Part]]:
    """The item without the lines of its body that say its priority, and the parts with those in the cells ahead."""
    heads = [text.clean_line(each.text) for each in cells(header)]
    lead = next((part.raw for part in parts if part.name == "lead"), "")
    lines = item.body.split("\n") if item.body else []
    shown = lead
    for place, each in reversed(list(enumerate(cells(lead + "x")[:-1]))):
        value, head = each.text.strip(), heads[place] if place < len(heads) else ""
        if not head or (value and not RANK.fullmatch(value) and not is_told(head)):
            continue
        found = next((line for line in lines if line.startswith(f"{head}: ")), "")
        if found:
            lines.remove(found)
        said = cell.encoded(found[len(head) + 2 :])
        filled = each.text.replace(value, said, 1) if value else f" {said} " if said else each.text
        shown = shown[: each.start] + filled + shown[each.end :]
    told = [Part("lead", shown) if part.name == "lead" else part for part in parts]
    return msgspec.structs.replace(item, body="\n".join(lines)), told


def _tail(piece: Piece, header: str) -> _Tail:
    lead = next((part.raw for part in piece.parts if part.name == "lead"), "")
    raw = next(part.raw for part in reversed(piece.parts) if part.name == "tail")
    heads = [text.clean_line(each.text) for each in cells(header)]
    place = len(cells(lead + "x")) - 1
    bare = raw.rstrip("\r\n")
    found = _cells_behind(bare)
    return _Tail(found[0], found[1:], heads[place + 1 :], raw[len(bare) :])


def _cells_behind(raw: str) -> list[str]:
    """The rest of the text's cell and the cells behind it; the last is empty where the row ends with a bar."""
    found: list[Cell] = cells("|" + raw)
    behind = [each.text for each in found]
    return [*behind, ""] if raw.endswith("|") else behind


def _joined(tail: _Tail) -> str:
    return "|".join([tail.own, *tail.cells]) + tail.end


def _state_in(tail: _Tail, item: Item, style: Style) -> bool:
    """Put the word for the item's state into the column that tells it, if there is one."""
    at = next((n for n, head in enumerate(tail.heads) if STATUS.search(head)), -1)
    if not 0 <= at < len(tail.cells) - 1:
        return False
    tail.cells[at] = f" {item_write.state_word(item.state, tail.cells[at], style)} "
    return True


def _fill(tail: _Tail, item: Item, style: Style) -> None:
    """Put the lines of the body into the columns that they name, all others behind a `<br>` of the text."""
    lines = item.body.split("\n") if item.body else []
    for at, head in enumerate(tail.heads[: max(len(tail.cells) - 1, 0)]):
        found = next((line for line in lines if head and line.startswith(f"{head}: ")), None)
        if found is not None:
            lines.remove(found)
            tail.cells[at] = f" {cell.encoded(found[len(head) + 2 :])} "
        elif tail.cells[at].strip() and not (
            STATUS.search(head) and style.rules.labels.state_of(tail.cells[at])
        ):
            tail.cells[at] = " "
    further = [*meta.item_lines(item, style.rules.labels, style.language), *lines]
    tail.own = "".join(_broken(further)) + " "


def _broken(lines: list[str]) -> Iterator[str]:
    for line in lines:
        shown = cell.encoded(line)
        yield f"<br>{shown or meta.GUARD}"
