"""The metadata at a document's top: YAML between `---`, TOML between `+++`, or Pelican's bare `Key: value` lines.

Values stay strings as written (YAML 1.1 would make `no` False, `1.10` 1.1 and `12:30` 750). Hostile YAML is refused
before a recursive parser sees it: python-frontmatter is used behind its handler seam, never raw.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Callable
from typing import Any

import frontmatter
import msgspec
import yaml
from frontmatter.default_handlers import BaseHandler

from retrotui import text
from retrotui.errors import Remark

LIMIT = 64 * 1024
"""Characters of front matter; what is longer is no metadata."""
_NODES, _DEPTH = 5_000, 12

_FENCE = re.compile(r"[ \t]*---[ \t]*$")
_CLOSE = re.compile(r"[ \t]*(?:---|\.\.\.)[ \t]*$")
_TOML_FENCE = re.compile(r"\+\+\+[ \t]*$")
_KEY_LINE = re.compile(r"""[ \t]*(?:"[^"\n]+"|'[^'\n]+'|[^\W\d][\w .-]{0,40})[ \t]*:(?:[ \t]|$)""")
_TOML_LINE = re.compile(r"[ \t]*[\w.\"'-]+[ \t]*=|[ \t]*\[")
_PELICAN = re.compile(
    r"(title|date|modified|category|tags|slug|authors?|summary|status|lang|keywords)[ \t]*:[ \t]*\S",
    re.IGNORECASE,
)
_TOML_TIME = re.compile(
    r"(?<![\w.:-])(?:\d{4}-\d\d-\d\d(?:[Tt ]\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:[Zz]|[+-]\d\d:\d\d)?)?|\d\d:\d\d:\d\d(?:\.\d{1,9})?)(?![\w.:-])"
)
_OPENERS = re.compile(r"(title|date|layout|categories|tags|author|description)[ \t]*:", re.IGNORECASE)


class FrontMatter(msgspec.Struct, frozen=True):
    """A document's metadata and the lines that hold it."""

    lines: int = 0
    """How many of the document's lines, from the first, are front matter; 0 when there is none."""
    style: str = ""
    """`yaml`, `toml` or `pelican`; empty when there is none."""
    values: dict[str, Any] = {}
    """As written: strings, lists and maps of strings."""
    warnings: tuple[str, ...] = ()

    def get(self, *names: str) -> str:
        """The first non-empty value of the names as one line, whatever the case of the keys."""
        lower = {key.casefold(): value for key, value in self.values.items()}
        for name in names:
            value = lower.get(name, "")
            if isinstance(value, str) and value.strip():
                return text.clean_line(value)
        return ""

    def tags(self) -> tuple[str, ...]:
        """The document's tags: from a list, or a string with commas or spaces."""
        lower = {key.casefold(): value for key, value in self.values.items()}
        value = lower.get("tags") or lower.get("tag") or lower.get("keywords") or ""
        if isinstance(value, str):
            value = re.split(r"\s*,\s*" if "," in value else r"\s+", value.strip(" []"))
        if isinstance(value, dict):
            return ()
        names = (text.clean_line(tag).strip("\"'").removeprefix("#") for tag in value if isinstance(tag, str))
        return tuple(dict.fromkeys(name for name in names if name))


def split(lines: list[str]) -> FrontMatter:
    """Find and read the front matter of a document, given its lines with their newlines."""
    bare = [line.rstrip("\r\n") for line in lines[:2000]]
    if not bare:
        return FrontMatter()
    bare[0] = bare[0].removeprefix("\ufeff")
    first = next((number for number, line in enumerate(bare[:5]) if line.strip()), 0)
    if _FENCE.match(bare[first]):
        return _fenced(bare, first, _CLOSE, _KEY_LINE, "yaml")
    if _TOML_FENCE.match(bare[first]):
        return _fenced(bare, first, _TOML_FENCE, _TOML_LINE, "toml")
    return _unfenced(bare, first)


def _fenced(
    bare: list[str], first: int, close: re.Pattern[str], key: re.Pattern[str], style: str
) -> FrontMatter:
    size = 0
    for number in range(first + 1, len(bare)):
        if close.match(bare[number]):
            break
        size += len(bare[number]) + 1
        if size > LIMIT:
            return FrontMatter(
                warnings=(
                    Remark(
                        "the front matter is longer than {size} KB and is kept as text", size=LIMIT // 1024
                    ),
                )
            )
    else:
        return FrontMatter()
    inner = bare[first + 1 : number]
    if not _is_metadata(inner, key):
        return FrontMatter()
    values, warnings = (_yaml if style == "yaml" else _toml)(inner)
    return FrontMatter(number + 1, style, values, warnings)


def _is_metadata(inner: list[str], key: re.Pattern[str]) -> bool:
    """Whether lines between two rules are keys and values; a `---` may as well be a rule above a first section."""
    filled = [line for line in inner if line.strip() and not line.lstrip().startswith("#")]
    # A heading between two rules: the first fence was never closed, or is a rule.
    if any(re.match(r"#{2,6}[ \t]*[^\s#]", line) for line in inner):
        return False
    if not filled:
        return not any(line.strip() for line in inner)
    if not key.match(filled[0]):
        return False
    margin = len(filled[0]) - len(filled[0].lstrip())
    loose = sum(
        not key.match(line) and not line.lstrip().startswith(("-", "]", "}", ",", '"', "'", "["))
        for line in filled
        if len(line) - len(line.lstrip()) <= margin
    )
    return loose <= len(filled) // 2


def _unfenced(bare: list[str], first: int) -> FrontMatter:
    """Front matter whose opening fence is missing, and Pelican's bare lines up to the first blank one."""
    block = []
    for line in bare[first : first + 60]:
        if not line.strip() or _CLOSE.match(line):
            break
        block.append(line)
    number = first + len(block)
    while number < min(len(bare), first + 62) and not bare[number].strip():
        number += 1
    if len(block) < 2:
        return FrontMatter()
    if (
        number < len(bare)
        and _FENCE.match(bare[number])
        and _is_metadata(block, _KEY_LINE)
        and sum(bool(_OPENERS.match(line)) for line in block) >= 2
    ):
        values, warnings = _yaml(block)
        return FrontMatter(
            number + 1, "yaml", values, (*warnings, Remark("the front matter's opening --- is missing"))
        )
    if (
        all(_KEY_LINE.match(line) for line in block)
        and sum(bool(_PELICAN.match(line)) for line in block) >= 2
    ):
        return FrontMatter(first + len(block), "pelican", _by_line(block, ":"))
    return FrontMatter()


class _StringHandler(BaseHandler):
    """python-frontmatter's seam for a format: lines that we have split already, loaded by our own guarded loader."""

    def __init__(self) -> None:
        self.warnings: list[str] = []

    def detect(self, text: str) -> bool:
        return True

    def split(self, text: str) -> tuple[str, str]:
        return text, ""

    def load(self, fm: str, **kwargs: object) -> dict[str, Any]:
        return load_yaml(fm, self.warnings)


def _yaml(inner: list[str]) -> tuple[dict[str, Any], tuple[str, ...]]:
    handler = _StringHandler()
    try:
        values, _ = frontmatter.parse(without_margin(inner), handler=handler)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or str(error).splitlines()[0]
        told = (
            Remark(
                "the front matter is no valid YAML (line {line}): {reason}; read line by line",
                line=mark.line + 2, reason=reason,
            )
            if mark
            else Remark("the front matter is no valid YAML: {reason}; read line by line", reason=reason)
        )  # fmt: skip
        return _by_line(inner, ":"), (told,)
    return values, tuple(handler.warnings)


def without_margin(inner: list[str]) -> str:
    """The lines between the fences as one text, without the indentation that all of them have."""
    margin = min((len(line) - len(line.lstrip(" ")) for line in inner if line.strip()), default=0)
    return "\n".join(line[margin:] for line in inner)


def compose(source: str) -> yaml.Node | None:
    """The nodes of YAML that has no control characters, their values strings. Raises YAMLError, also for what is hostile."""
    _guard(source)
    node: yaml.Node | None = yaml.compose(source, Loader=yaml.BaseLoader)
    return node


def load_yaml(source: str, warnings: list[str]) -> dict[str, Any]:
    """Keys and values as strings; adds to `warnings` what is told twice. Raises YAMLError."""
    # The scanner knows no control characters; what it decodes from "\e" is cleaned below.
    node = compose(text.clean(source))
    if node is None:
        return {}
    if not isinstance(node, yaml.MappingNode):
        raise yaml.YAMLError("not a map of keys to values")
    value = _construct(node, warnings)
    return value if isinstance(value, dict) else {}


def _guard(source: str) -> None:
    """Refuse aliases, deep nesting and floods from the flat stream of events, before the recursive composer runs."""
    depth = nodes = 0
    for event in yaml.parse(source, Loader=yaml.BaseLoader):
        if isinstance(event, yaml.AliasEvent):
            raise yaml.YAMLError("aliases are not read")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        nodes += isinstance(event, yaml.NodeEvent)
        if depth > _DEPTH or nodes > _NODES:
            raise yaml.YAMLError("nested too deep" if depth > _DEPTH else "too many values")


def _construct(node: yaml.Node, warnings: list[str]) -> Any:
    if isinstance(node, yaml.SequenceNode):
        return [_construct(child, warnings) for child in node.value]
    if isinstance(node, yaml.MappingNode):
        values: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                # `title: {{ name }}`: a form's hole is YAML for a map whose key is a map.
                raise yaml.YAMLError("a key that is no text")
            key = text.clean_line(str(key_node.value))
            if key in values:
                told = Remark("the front matter has {key} twice; the last one counts", key=repr(key))
                warnings.append(told)
            values[key] = _construct(value_node, warnings)
        return values
    return text.clean(node.value)


def _toml(inner: list[str]) -> tuple[dict[str, Any], tuple[str, ...]]:
    try:
        loaded = load_toml("\n".join(inner), str)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        reason = text.clean_line(str(error))
        told = Remark("the front matter is no valid TOML: {reason}; read line by line", reason=reason)
        return _by_line(inner, "="), (told,)
    if loaded is None:
        return _by_line(inner, "="), (Remark("the front matter is nested too deep; read line by line"),)
    values = _strings(loaded)
    return values if isinstance(values, dict) else {}, ()


def load_toml(source: str, parse_float: Callable[[str], Any]) -> dict[str, Any] | None:
    """The typed values; None where they are nested too deep. Raises TOMLDecodeError, RecursionError."""
    if max(source.count("["), source.count("{")) > 200:
        return None
    loaded: dict[str, Any] = _spelled(tomllib.loads(source, parse_float=parse_float), _spellings(source))
    return loaded


class Spelled(str):
    """A day or time as the document writes it: `2022-01-16T11:32:00-08:00`, where Python would put a blank for the `T`."""

    __slots__ = ()


def _spellings(source: str) -> dict[str, list[str]]:
    """How the days and times of a TOML source are written, by what they mean, in its order."""
    found: dict[str, list[str]] = {}
    for written in _TOML_TIME.findall(source):
        try:
            found.setdefault(str(tomllib.loads(f"at = {written}")["at"]), []).append(written)
        except tomllib.TOMLDecodeError:
            continue
    return found


def _spelled(value: Any, spellings: dict[str, list[str]]) -> Any:
    if isinstance(value, dict):
        return {key: _spelled(child, spellings) for key, child in value.items()}
    if isinstance(value, list):
        return [_spelled(child, spellings) for child in value]
    if not isinstance(value, dt.date | dt.time):
        return value
    written = spellings.get(str(value), [str(value)])
    return Spelled(written.pop(0) if len(written) > 1 else written[0])


def _strings(value: Any) -> Any:
    if isinstance(value, dict):
        return {text.clean_line(key): _strings(child) for key, child in value.items()}
    if isinstance(value, list):
        return [_strings(child) for child in value]
    return str(value).lower() if isinstance(value, bool) else text.clean(str(value))


def _by_line(inner: list[str], sign: str) -> dict[str, Any]:
    """Keys and values line by line, for what no parser accepts: `title: KPT: week 1`, `tags: [a, b`."""
    values: dict[str, Any] = {}
    key = ""
    for line in inner:
        bare = text.clean(line)
        item = re.match(r"\s*-\s+(.*)", bare)
        name, found, value = bare.partition(sign)
        if item and key:
            held = values[key]
            values[key] = [*(held if isinstance(held, list) else [held] if held else []), _unquoted(item[1])]
        elif found and name.strip() and not bare.startswith((" ", "\t")) and not item:
            key = text.clean_line(name).strip("\"'")
            inside = re.fullmatch(r"\s*\[(.*)\]\s*", value)
            values[key] = [_unquoted(part) for part in inside[1].split(",")] if inside else _unquoted(value)
        elif bare.strip() and not bare.lstrip().startswith("#"):
            held = values.get(key, "")
            values[key] = (
                [*held, bare.strip()] if isinstance(held, list) else f"{held} {bare.strip()}".strip()
            )
    return values


def _unquoted(value: str) -> str:
    bare = value.strip()
    return bare[1:-1] if len(bare) > 1 and bare[0] == bare[-1] and bare[0] in "\"'" else bare
