"""The comments of a front matter: what its keys and values do not say."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from retrotui import text
from retrotui.markdown import front_matter, toml_comments


def comments(source: str) -> list[str]:
    """The comments of the front matter that a document begins with, without their signs; none of one that is broken."""
    lines = text.lines_with_ends(source)
    front = front_matter.split(lines)
    inner = [line.rstrip("\r\n") for line in lines[: front.lines]]
    if front.style == "toml":
        found = [each for remarks in toml_comments.of_keys(inner[1:-1]).values() for each in _of_key(remarks)]
    else:
        found = list(_of_yaml(text.clean("\n".join(inner)))) if front.style == "yaml" else []
    return [bare for each in found if (bare := text.clean_line(each.lstrip("# \t")))]


def _of_key(remarks: toml_comments.Remarks) -> list[str]:
    return [*remarks.above, *([remarks.beside] if remarks.beside else [])]


def _of_yaml(source: str) -> Iterator[str]:
    """What stands between the tokens of a YAML text: nothing but blanks and comments."""
    end = 0
    try:
        for token in yaml.scan(source, Loader=yaml.SafeLoader):
            yield from _signed(source[end : token.start_mark.index])
            end = max(end, token.end_mark.index)
    except yaml.YAMLError:
        return
    yield from _signed(source[end:])


def _signed(between: str) -> Iterator[str]:
    return (line for line in map(str.strip, between.split("\n")) if line.startswith("#"))
