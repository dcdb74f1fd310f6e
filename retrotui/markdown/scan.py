"""The lines of a Markdown document and what each one is, as its author meant it.

Goes line by line in linear time and accounts for every line, which a CommonMark parser does not: for it `##Keep` is no
heading, a heading right below an `<img>` is HTML, and a list below its depth limit is nothing
(docs/decisions/markdown-scanner.md). Knows nothing of retrospectives.
"""

from __future__ import annotations

import re

import msgspec

from retrotui.text import lines_with_ends

BULLET = re.compile(r"([ \t\u3000]*)([-*+•‣◦▪]|\d{1,3}(?:\.(?!\d)|\)|\\\.)|・)([ \t\u3000]+|$)")
_TIGHT = re.compile(r"([ \t\u3000]*)([-*・•])(?=[^\s\-*+=>\d!])")
_ATX = re.compile(r" {0,3}(#{1,6})(?:[ \t\u3000]+|$)")
_TIGHT_ATX = re.compile(r" {0,3}(#{1,6})(?=[^#\s!])")
_CLOSING = re.compile(r"[ \t]+#+[ \t]*$")
_RULE = re.compile(
    r"[ \t]*(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,}|={4,}|#{1,6}[ \t]*[-=*_]{3,})[ \t]*$"
)
_SETEXT = re.compile(r" {0,3}(=+|-{2,})[ \t]*$")
_FENCE = re.compile(r"([ \t]*)(`{3,}|~{3,})([^`]*)$")
_TABLE_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_HTML = re.compile(r"[ \t]*</?([a-zA-Z][\w-]*)[\s/>]|[ \t]*<!")
_GUARDED = re.compile(r"[ \t]*<!---->(?=\S)")
"""The writer's own guard before a text, which is no comment that stands alone."""
_HTML_HEADING = re.compile(r"[ \t]*<h([1-6])[^>]*>(.*?)</h\1>[ \t]*$", re.IGNORECASE)
_LIST_TAG = re.compile(r"([ \t]*)(<li[^>]*>)[ \t]*(?=\S)", re.IGNORECASE)
_SUMMARY = re.compile(r"[ \t]*(?:<details[^>]*>)?[ \t]*<summary[^>]*>(.*?)</summary>[ \t]*$", re.IGNORECASE)
_TAG = re.compile(r"<[^>\n]*>")
QUOTE_SIGN = re.compile(r"[ \t]*(?:>[ \t]?)+")
"""What begins a quoted line; blanks after the one behind the sign are the quoted text's own."""
OPAQUE_OPEN, OPAQUE_CLOSE = "<!-- prose -->", "<!-- /prose -->"
"""Lines between these markers are prose whatever they look like; the writer sets them where it must."""
_CALLOUTS = ("aside", "table", "pre", "style", "script", "iframe", "svg", "video")

# What a line is. Plain strings, for they are compared in every loop of the reader.
BLANK, HEADING, RULE, BULLETED, TABLE, QUOTE, HTML, OPAQUE, TEXT = (
    "blank", "heading", "rule", "bullet", "table", "quote", "html", "opaque", "text",
)  # fmt: skip


class Line(msgspec.Struct):
    """One source line."""

    raw: str
    """With its newline."""
    text: str
    """Without its newline."""
    kind: str
    indent: int = 0
    """Columns before the first character; a tab goes to the next multiple of four."""
    content: int = 0
    """Where the text after a bullet begins, as a position in `text`."""
    level: int = 0
    """Of a heading, 1 to 6; 7 for a `<summary>`."""
    title: str = ""
    """A heading's text."""
    region: int = -1
    """Number of the fence, comment or callout that the line belongs to."""
    under: bool = False
    """The second line of a setext heading."""


def indent_of(text: str) -> int:
    """Columns of leading white space; an ideographic space takes two."""
    column = 0
    for character in text:
        if character == " ":
            column += 1
        elif character == "\t":
            column += 4 - column % 4
        elif character == "\u3000":
            column += 2
        else:
            break
    return column


def scan(source: str) -> list[Line]:
    """The lines of a text, each with its kind. Joined, their `raw` is the text."""
    raws = lines_with_ends(source)
    lines = [_plain(raw) for raw in raws]
    _mark_regions(lines)
    for number, line in enumerate(lines):
        if line.kind == TEXT:
            _classify(line)
            if line.kind in (RULE, TEXT) and number:
                _set_setext(lines, number)
        _mark_table(lines, number)
    return lines


def _plain(raw: str) -> Line:
    bare = raw.rstrip("\r\n").removeprefix("\ufeff")
    return Line(raw, bare, BLANK if not bare.strip() else TEXT, indent_of(bare))


def _classify(line: Line) -> None:
    text = line.text
    if text.lstrip()[:1].isalpha():
        # Nothing but text begins with a letter.
        return
    if _RULE.match(text):
        line.kind = RULE
    elif match := _ATX.match(text):
        line.kind, line.level = HEADING, len(match[1])
        line.title = _CLOSING.sub("", text[match.end() :]).strip()
    elif match := BULLET.match(text) or _LIST_TAG.match(text):
        line.kind, line.content = BULLETED, match.end()
    elif text.lstrip().startswith(">"):
        line.kind = QUOTE
    elif match := _HTML_HEADING.match(text):
        line.kind, line.level, line.title = HEADING, int(match[1]), _TAG.sub(" ", match[2]).strip()
    elif match := _SUMMARY.match(text):
        line.kind, line.level, line.title = HEADING, 7, _TAG.sub(" ", match[1]).strip()
    elif _HTML.match(text) and not _GUARDED.match(text):
        line.kind = HTML
    elif text.lstrip().startswith("|"):
        line.kind = TABLE


def tight_heading(line: Line) -> tuple[int, str] | None:
    """`##Keep`: the level and title if the line would be a heading with a space; for CommonMark it is none."""
    match = _TIGHT_ATX.match(line.text) if line.kind == TEXT else None
    return (len(match[1]), line.text[match.end() :].strip()) if match else None


def tight_bullet(line: Line) -> int:
    """`-text`: where the text begins if the line would be a list item with a space, else 0."""
    match = _TIGHT.match(line.text) if line.kind == TEXT else None
    if match and match[2] == "*" and "*" in line.text[match.end() :]:
        # `*a line in italics*`
        return 0
    return match.end() if match else 0


def _mark_regions(lines: list[Line]) -> None:
    """Mark fences, comments, callouts and the writer's own prose markers; one that never closes is plain text."""
    number = region = 0
    closers = _closing_lines(lines)
    while number < len(lines):
        end = _region_end(lines, number, closers)
        if end is None:
            number += 1
            continue
        for line in lines[number : end + 1]:
            line.kind = OPAQUE if line.kind != BLANK else BLANK
            line.region = region
        region += 1
        number = end + 1


def _closing_lines(lines: list[Line]) -> dict[str, list[int]]:
    """Line numbers at which a region of each sort may close, so that no search runs over the file twice."""
    found: dict[str, list[int]] = {
        "`": [],
        "~": [],
        "-->": [],
        OPAQUE_CLOSE: [],
        **{name: [] for name in _CALLOUTS},
    }
    for number, line in enumerate(lines):
        bare = line.text.strip()
        if bare and not bare.strip("`") and len(bare) >= 3:
            found["`"].append(number)
        elif bare and not bare.strip("~") and len(bare) >= 3:
            found["~"].append(number)
        if "-->" in bare:
            found["-->"].append(number)
        if bare.endswith(OPAQUE_CLOSE):
            found[OPAQUE_CLOSE].append(number)
        if "</" in bare:
            for name in _CALLOUTS:
                if f"</{name}>" in bare.lower():
                    found[name].append(number)
    for numbers in found.values():
        numbers.reverse()
    return found


def _next(numbers: list[int], least: int) -> int | None:
    while numbers and numbers[-1] < least:
        numbers.pop()
    return numbers[-1] if numbers else None


def _region_end(lines: list[Line], number: int, closers: dict[str, list[int]]) -> int | None:
    line = lines[number]
    bare = line.text.strip()
    if match := _FENCE.match(line.text):
        end = _next(closers[match[2][0]], number + 1)
        while end is not None and len(lines[end].text.strip()) < len(match[2]):
            closers[match[2][0]].pop()
            end = _next(closers[match[2][0]], number + 1)
        return end
    if bare.startswith(OPAQUE_OPEN):
        return _next(closers[OPAQUE_CLOSE], number)
    if bare.startswith("<!--"):
        if _GUARDED.match(bare):
            return None
        end = _next(closers["-->"], number)
        return end if end != number or bare.endswith("-->") else None
    match = re.match(r"<([a-z]+)[\s>]", bare.lower()) if bare.startswith("<") else None
    if match and match[1] in _CALLOUTS:
        end = _next(closers[match[1]], number)
        crossed = end is not None and any(
            _ATX.match(inner.text) for inner in lines[number + 1 : end] if match[1] == "aside"
        )
        holds = match[1] == "aside" and end is not None and _holds_the_list(lines, number, end)
        return None if crossed or holds else end
    return None


def _holds_the_list(lines: list[Line], low: int, high: int) -> bool:
    """Whether a callout right below a heading holds the list of its section: no other bullet stands before the next
    heading."""
    above = next((lines[n] for n in range(low - 1, -1, -1) if lines[n].kind != BLANK), None)
    if above is None or not _ATX.match(above.text):
        return False
    if not any(BULLET.match(line.text) for line in lines[low + 1 : high]):
        return False
    for line in lines[high + 1 :]:
        if _ATX.match(line.text):
            break
        if BULLET.match(line.text):
            return False
    return True


_ALL_BOLD = re.compile(r"\*\*[^*]+\*\*|__[^_]+__")
_LONGEST_UNDERLINED, _LONGEST_BOLD = 60, 120
"""Characters of a heading above dashes; a longer line is a paragraph above a rule."""


def _set_setext(lines: list[Line], number: int) -> None:
    """Make a line underlined by `===` or `---` a heading, if it stands alone and is short like one."""
    line, above = lines[number], lines[number - 1]
    match = _SETEXT.match(line.text)
    if (
        not match
        or above.kind != TEXT
        or above.indent > 3
        or (number > 1 and lines[number - 2].kind != BLANK)
    ):
        return
    longest = _LONGEST_BOLD if _ALL_BOLD.fullmatch(above.text.strip()) else _LONGEST_UNDERLINED
    if match[1][0] == "-" and (
        len(above.text) > longest or above.text.rstrip().endswith((".", "。", ",", "다"))
    ):
        return
    above.kind, above.level, above.title = HEADING, 1 if match[1][0] == "=" else 2, above.text.strip()
    line.kind, line.under = RULE, True


def _mark_table(lines: list[Line], number: int) -> None:
    """Mark the rows of a table without outer bars, from its delimiter row."""
    line = lines[number]
    if line.kind in (TEXT, TABLE) and number and lines[number - 1].kind == TABLE and "|" in line.text:
        line.kind = TABLE
    elif (
        line.kind in (TEXT, RULE, TABLE)
        and number
        and "|" in line.text
        and _TABLE_RULE.match(line.text)
        and "|" in lines[number - 1].text
        and lines[number - 1].kind == TEXT
    ):
        line.kind = lines[number - 1].kind = TABLE


def is_table_rule(line: Line) -> bool:
    """Whether the line is the row of dashes below a table's header."""
    return bool(_TABLE_RULE.match(line.text)) and "-" in line.text


def newline_of(source: str) -> str:
    """The newline that a source uses first."""
    match = re.search(r"\r\n|\n|\r", source)
    return match[0] if match else "\n"
