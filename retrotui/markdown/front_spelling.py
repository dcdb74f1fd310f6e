"""How a front matter spells each of its keys, for a document whose front matter is written anew.

A value that nobody changed keeps its type for other programs: `draft: true` is no text, `1.10` is no 1.1, a time has its zone.
"""

from __future__ import annotations

import re
import tomllib
from typing import Any

import yaml

from retrotui import text
from retrotui.markdown import front_matter, toml_comments

_FENCE = re.compile(r"[ \t]*---[ \t]*$")


class _Plain(str):
    """A value that is no text: written without quotes."""

    __slots__ = ()


class _Dumper(yaml.SafeDumper):
    """Writes lists in the way of `canonical.dump`, and plain values as they are."""


def _plain(dumper: _Dumper, value: _Plain) -> yaml.Node:
    tag = dumper.resolve(yaml.ScalarNode, str(value), (True, False))  # type: ignore[no-untyped-call]
    return dumper.represent_scalar(tag, str(value))


_Dumper.add_representer(_Plain, _plain)


def spelled(document: str) -> dict[str, str]:
    """The YAML lines of each key of the document's front matter, with `\\n` at their ends; a TOML key's as YAML has them.

    The comments above a key and beside it are its own. Nothing where the front matter can not be taken apart.
    """
    lines = text.lines_with_ends(document)
    front = front_matter.split(lines)
    inner = [line.rstrip("\r\n") for line in lines[: max(front.lines - 1, 0)]]
    first = next((number for number, line in enumerate(inner) if line.strip("\ufeff \t")), 0)
    if front.style == "toml":
        return _of_toml(inner[first + 1 :])
    if front.style != "yaml" or not inner:
        return {}
    fenced = _FENCE.match(inner[first].removeprefix("\ufeff"))
    found = _of_yaml(inner[first + 1 if fenced else first :])
    return {key: lines for key, lines in found.items() if _alone(lines) == {key: front.values.get(key)}}


def _alone(lines: str) -> dict[str, Any]:
    """What the lines of one key say without the others; a text may have lines that look like comments or keys."""
    try:
        return front_matter.load_yaml(lines, [])
    except yaml.YAMLError:
        return {}


def _of_yaml(inner: list[str]) -> dict[str, str]:
    source = text.clean(front_matter.without_margin(inner))
    try:
        node = front_matter.compose(source)
    except yaml.YAMLError:
        return {}
    if not isinstance(node, yaml.MappingNode):
        return {}
    keys = [(text.clean_line(str(key.value)), key.start_mark.index) for key, _ in node.value]
    if any(at and source[at - 1] != "\n" for _, at in keys):
        return {}
    above = source[: keys[0][1]] if keys else ""
    found = {}
    for (key, at), end in zip(keys, [*(at for _, at in keys[1:]), len(source)], strict=True):
        lines = source[at:end].rstrip("\n").split("\n")
        last = len(lines)
        while end < len(source) and not re.match(r"[^#]", lines[last - 1]):
            last -= 1
        found[key] = _comments(above) + "\n".join(lines[:last]) + "\n"
        above = "\n".join(lines[last:])
    return found


def _comments(lines: str) -> str:
    return "".join(f"{line}\n" for line in lines.split("\n") if line.strip())


def _of_toml(inner: list[str]) -> dict[str, str]:
    try:
        loaded = front_matter.load_toml("\n".join(inner), _Plain)
    except (tomllib.TOMLDecodeError, RecursionError):
        return {}
    remarks = toml_comments.of_keys(inner)
    found = {}
    for name, value in (loaded or {}).items():
        key = text.clean_line(name)
        lines = yaml.dump(
            {key: _typed(value)}, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1_000_000
        )
        found[key] = _remarked(lines, remarks[name]) if name in remarks else lines
    return found


def _remarked(lines: str, remarks: toml_comments.Remarks) -> str:
    """The lines of a key with its comments, if they still say the same."""
    above = [text.clean_line(each) for each in remarks.above]
    beside = text.clean_line(remarks.beside)
    if beside and lines.count("\n") == 1:
        done = f"{lines.rstrip()} {beside}\n"
    else:
        above += [beside] if beside else []
        done = lines
    done = "".join(f"{each}\n" for each in above) + done
    return done if _alone(done) == _alone(lines) else lines


def _typed(value: Any) -> Any:
    if isinstance(value, dict):
        return {text.clean_line(key): _typed(child) for key, child in value.items()}
    if isinstance(value, list):
        return [_typed(child) for child in value]
    if isinstance(value, bool):
        return _Plain(str(value).lower())
    if isinstance(value, front_matter.Spelled):
        return _Plain(value) if "-" in value else str(value)
    if isinstance(value, int | _Plain):
        return _Plain(value)
    return text.clean(str(value))
