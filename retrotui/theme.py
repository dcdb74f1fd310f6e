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
            return parse(config.read_yaml(path.read_text(encoding="utf-8"), path), path)
    raise UsageError(
        "No such theme", "{name!r} is none of: {known}", name=name, known=", ".join(names(paths))
    )


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
