"""Colour themes as data: YAML files, ours and the user's, checked before any screen sees them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import msgspec

from retrotui import config
from retrotui.errors import UsageError

COLORS = (
    "background",
    "surface",
    "panel",
    "boost",
    "foreground",
    "muted",
    "primary",
    "secondary",
    "accent",
    "success",
    "warning",
    "error",
)
DEFAULT = "retro-dark"
_HEX = re.compile(r"#[0-9a-fA-F]{6}")
_LINE = re.compile(r"(?:#.*|(?P<indent>  )?(?P<key>[a-z_]+):(?: (?P<value>.+))?)?")
_TEXT = re.compile(r'"(?P<quoted>[\w #-]*)"|(?P<plain>[A-Za-z]\w*(?:[ -]\w+)*)')
_NO_TEXT = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null"))
"""What YAML reads as something else than the word."""


class ThemeData(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One theme: every colour stated, as `#rrggbb`."""

    name: str
    label: str
    dark: bool
    colors: dict[str, str]


def folders(paths: config.Paths) -> list[Path]:
    """Where themes lie: the user's own folder wins over ours."""
    return [paths.config / "themes", config.shipped("themes")]


def names(paths: config.Paths) -> list[str]:
    """The names of all themes, in alphabetical order."""
    return sorted({path.stem for folder in folders(paths) for path in folder.glob("*.yaml")})


def load(name: str, paths: config.Paths) -> ThemeData:
    """A theme by name. Raises UsageError with file and key."""
    for folder in folders(paths):
        path = folder / f"{name}.yaml"
        if path.is_file():
            text = path.read_text(encoding="utf-8")
            # Importing PyYAML for a dozen plain lines costs a tenth of the way to the first frame.
            data = plain_map(text)
            return parse(config.read_yaml(text, path) if data is None else data, path)
    raise UsageError(
        "No such theme", "{name!r} is none of: {known}", name=name, known=", ".join(names(paths))
    )


def plain_map(text: str) -> dict[str, Any] | None:
    """What YAML reads in a text of plain `key: value` lines, in which a key may have more such lines under it.

    None for any other text: whoever writes a theme may use all of YAML.
    """
    found: dict[str, Any] = {}
    inner: dict[str, Any] | None = None
    for line in text.split("\n"):
        match = _LINE.fullmatch(line)
        if match is None:
            return None
        key, value = match["key"], match["value"]
        if key is None:
            continue
        into = inner if match["indent"] else found
        if into is None or key in into or key in _NO_TEXT:
            return None
        if value is None:
            if match["indent"]:
                return None
            inner = into[key] = {}
            continue
        if not match["indent"]:
            inner = None
        words = _TEXT.fullmatch(value)
        if value in ("true", "false"):
            into[key] = value == "true"
        elif words is None or (words["plain"] or "").casefold() in _NO_TEXT:
            return None
        else:
            into[key] = words["plain"] or words["quoted"]
    # YAML reads a key with nothing under it as null.
    return None if {} in found.values() else found


def parse(data: Any, path: Path) -> ThemeData:
    """Check what a theme file says. Raises UsageError with file and key."""
    try:
        theme = msgspec.convert(data, ThemeData)
    except msgspec.ValidationError as error:
        raise UsageError("The theme is wrong", f"{path}: {error}") from error
    for key in COLORS:
        if not _HEX.fullmatch(theme.colors.get(key, "")):
            raise UsageError(
                "The theme is wrong",
                "{path}: colors.{key} must be a colour such as #1e1e2e",
                path=path,
                key=key,
            )
    if unknown := sorted(set(theme.colors) - set(COLORS)):
        raise UsageError("The theme is wrong", "{path}: colors.{key} is unknown", path=path, key=unknown[0])
    return theme
