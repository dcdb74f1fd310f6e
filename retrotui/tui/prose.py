"""How Markdown that retrotui does not interpret looks on a screen: line by line, plain, without its syntax.

A light dress, no renderer: the stock Markdown widget makes a widget per block and takes a minute for a long
post. Nothing here is ever written back.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from rich.cells import cell_len

from retrotui.text import steady_width, wrap
from retrotui.wording import _

Span = tuple[str, str]

_INLINE = re.compile(
    r"!\[(?P<alt>[^\]\n]*)\]\([^)\s]*\)"
    r"|\[(?P<text>[^\]\n]+)\]\((?P<url>[^)\s]+)\)"
    r"|\*\*(?P<strong>[^*\n]+)\*\*"
    r"|`(?P<code>[^`\n]+)`"
)
_GROUPS = {"strong": "strong", "code": "accent", "text": "link"}
"""The styles of what the pattern's groups hold."""
_IMAGE_TAG = re.compile(r"<img\b[^>]*?(?:\balt=\"(?P<alt>[^\"]*)\")?[^>]*>", re.IGNORECASE)
_BLOCK_TAG = re.compile(r"</?(?:aside|details|summary|div|center|br|p|figure)\b[^>]*>", re.IGNORECASE)
_HEADING = re.compile(r"#{1,6}\s+(?P<text>.*?)\s*#*$")
_RULE = re.compile(r"([-*_])(?:\s*\1){2,}\s*$")
_TABLE_RULE = re.compile(r"\|?(?:\s*:?-+:?\s*\|)+\s*(?::?-*:?\s*)")
_BULLET = re.compile(r"[-*+]\s+(?=\S)")


def spans_of(text: str, style: str = "", guessed: Collection[int] = ()) -> list[Span]:
    """The pieces of one line with their styles: strong text, code, links and images lose their marks.

    The characters at the offsets `guessed` have a style of their own.
    """
    spans: list[Span] = []
    position = 0

    def add(start: int, end: int, style: str) -> None:
        spans.extend(marked_spans(text[start:end], style, [at - start for at in guessed]))

    for match in _INLINE.finditer(text):
        add(position, match.start(), style)
        position = match.end()
        group = next((name for name in _GROUPS if match[name] is not None), "")
        if group:
            add(*match.span(group), _GROUPS[group])
        else:
            told = _("image: {title}").format(title=match["alt"] or _("untitled"))
            spans.append((told, "muted"))
    add(position, len(text), style)
    return spans


def marked_spans(text: str, style: str, guessed: Collection[int]) -> Iterable[Span]:
    """The text in its style, with the characters at the offsets in the style of a guess."""
    begin = 0
    for at in sorted(at for at in guessed if 0 <= at < len(text)):
        if at > begin:
            yield text[begin:at], style
        yield text[at], "guess"
        begin = at + 1
    if begin < len(text):
        yield text[begin:], style


def wrap_spans(spans: Iterable[Span], width: int) -> list[tuple[Span, ...]]:
    """Break styled pieces into lines of at most `width` cells; at least one line."""
    pieces = [(steady_width(text).expandtabs(4), style) for text, style in spans]
    plain = "".join(text for text, _ in pieces)
    styles = [style for text, style in pieces for _ in text]
    lines: list[tuple[Span, ...]] = []
    position = 0
    for part in wrap(plain, width, cell_len):
        start = plain.find(part, position) if part else position
        position = start + len(part)
        lines.append(tuple(_runs(part, styles[start:position])))
    return lines


def _runs(text: str, styles: list[str]) -> Iterable[Span]:
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or styles[at] != styles[start]:
            yield text[start:at], styles[start]
            start = at


def dressed(
    markdown: str, width: int, style: str = "", guessed: Collection[int] = ()
) -> list[tuple[Span, ...]]:
    """Markdown as lines of at most `width` cells: headings strong, bullets round, rules drawn, code as it is.

    Lines that hold only tags are left out, and several blank lines become one. The characters at the offsets `guessed`
    have a style of their own.
    """
    lines: list[tuple[Span, ...]] = []
    fenced = False
    following = 0
    for raw in markdown.split("\n"):
        begin, following = following, following + len(raw) + 1
        own = [at - begin for at in guessed if begin <= at < following]
        line = raw.rstrip()
        bare = line.lstrip(" ")
        if bare.startswith(("```", "~~~")):
            fenced = not fenced
            continue
        if fenced:
            lines.extend(wrap_spans(marked_spans(line, "muted", own), width))
            continue
        dressed_line = _dress(line, bare, width, style, own)
        if dressed_line is None:
            continue
        if dressed_line == [()] and (not lines or lines[-1] == ()):
            continue
        lines.extend(dressed_line)
    while lines and not lines[-1]:
        lines.pop()
    return lines


def _dress(
    line: str, bare: str, width: int, style: str, guessed: Collection[int]
) -> list[tuple[Span, ...]] | None:
    if not bare:
        return [()]
    shown = _IMAGE_TAG.sub(lambda match: f"![{match['alt'] or ''}](-)", bare)
    shown = _BLOCK_TAG.sub("", shown)
    if not shown.strip():
        return None
    if _TABLE_RULE.fullmatch(shown):
        return None
    if _RULE.match(shown):
        return [(("─" * min(width, 24), "muted"),)]
    indent = min(len(line) - len(bare), max(0, width // 3))
    if match := _HEADING.match(shown):
        heading = match["text"].replace("**", "")
        return wrap_spans(marked_spans(heading, "strong", _within(line, heading, guessed)), width)
    lead = ""
    if match := _BULLET.match(shown):
        lead, shown = "• ", shown[match.end() :]
    elif shown.startswith(">"):
        lead, shown = "▏ ", shown.lstrip("> ")
    margin = indent + len(lead)
    spans = spans_of(shown, style, _within(line, shown, guessed))
    pieces = wrap_spans(spans, max(2, width - margin))
    first: Span = (" " * indent + lead, "muted")
    rest: Span = (" " * indent + (lead if lead == "▏ " else " " * len(lead)), "muted")
    return [(first if n == 0 else rest, *piece) if margin else piece for n, piece in enumerate(pieces)]


def _within(line: str, shown: str, guessed: Collection[int]) -> list[int]:
    """Offsets of a line as those of what is shown of it; none where that reads otherwise."""
    begin = line.find(shown) if guessed and shown else -1
    return [at - begin for at in guessed] if begin >= 0 else []
