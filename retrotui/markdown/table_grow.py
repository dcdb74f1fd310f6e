"""A table of sections with one section more: a row below the one that it follows, or a column beside it."""

from __future__ import annotations

from retrotui.markdown import table
from retrotui.markdown.cell import encoded
from retrotui.markdown.scan import is_table_rule, newline_of, scan
from retrotui.text import lines_with_ends


def row(source: str, at: int, heading: str, entries: str, *, above: bool = False) -> str:
    """The table's rows with one of a heading and its entries below, or above, the row number `at`."""
    lines = lines_with_ends(source)
    bare = lines[at].rstrip("\r\n")
    found = table.cells(bare)
    said = [encoded(heading), entries, *("" for _ in found[2:])]
    made, position = "", 0
    for each, words in zip(found, said, strict=False):
        made += bare[position : each.start] + _padded(each.text, words)
        position = each.end
    made += bare[position:]
    end = next((line[len(line.rstrip("\r\n")) :] for line in lines if line.endswith(("\r", "\n"))), "\n")
    if above:
        return "".join([*lines[:at], made + end, *lines[at:]])
    if bare == lines[at]:
        return "".join([*lines[:at], bare + end, made])
    return "".join([*lines[: at + 1], made + end, *lines[at + 1 :]])


def _padded(like: str, words: str) -> str:
    """The words with the blanks around them that another cell has."""
    if not words:
        return " "
    left, right = like[: len(like) - len(like.lstrip())], like[len(like.rstrip()) :]
    return f"{left}{words}{right}" if like.strip() else f" {words} "


def column(
    source: str, index: int, heading: str, entries: list[str], sign: str, *, left: bool = False
) -> str:
    """The table's source with a column right, or left, of the one at the index.

    An entry takes a row, or all stand in one cell where the table's cells hold several.
    """
    lines = scan(source)
    is_rule = [is_table_rule(line) for line in lines]
    body = is_rule.index(True) + 1 if any(is_rule) else 1
    rows = len(lines) - body
    if "<br" in source or rows < 2:
        entries = [sign.join(entries)] if entries else []
    done: list[str] = []
    for number, line in enumerate(lines):
        words = encoded(heading) if number == 0 else ""
        if number >= body and number - body < len(entries):
            words = entries[number - body]
        done.append(_grown(line.raw, index, words, is_rule[number], left))
    for extra in entries[rows:]:
        done = _lengthened(done, index + (not left), extra)
    return "".join(done)


def _grown(raw: str, index: int, words: str, is_rule: bool, left: bool) -> str:
    bare = raw.rstrip("\r\n")
    found = table.cells(bare)
    if index >= len(found):
        return raw
    beside = found[index]
    shown = beside.text if is_rule else _padded(beside.text, words)
    if left:
        return f"{bare[: beside.start]}{shown}|{bare[beside.start :]}{raw[len(bare) :]}"
    return f"{bare[: beside.end]}|{shown}{bare[beside.end :]}{raw[len(bare) :]}"


def _lengthened(lines: list[str], index: int, words: str) -> list[str]:
    """The lines with one row more that holds nothing but the words."""
    like = lines[-1]
    bare = like.rstrip("\r\n")
    end = like[len(bare) :] or lines[0][len(lines[0].rstrip("\r\n")) :] or "\n"
    texts = [f" {words} " if number == index else " " for number in range(len(table.cells(bare)))]
    return [*lines[:-1], bare + end, f"|{'|'.join(texts)}|" + (end if like != bare else "")]


def ruled(source: str) -> str:
    """A table whose first row is content, with its rule below whichever row is the first one now; empty without rows."""
    lines = scan(source)
    rows = [line.raw for line in lines if not is_table_rule(line)]
    rules = [line.raw for line in lines if is_table_rule(line)]
    newline = newline_of(source)
    found = [*rows[:1], *rules[:1], *rows[1:]] if rows else []
    whole = "".join(line if line.endswith(("\n", "\r")) else line + newline for line in found)
    return whole if source.endswith(("\n", "\r")) else whole.rstrip("\r\n")
