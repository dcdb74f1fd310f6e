"""A theme's data as a Textual theme."""

from __future__ import annotations

from textual.color import Color
from textual.theme import Theme

from retrotui.theme import ThemeData

VARIABLES = {"muted": "#808080", "line": "#505050", "cursor": "#404040"}
"""Our own variables' values for themes that do not state them: without, Textual's built-in themes would not load."""


def _line(data: ThemeData) -> str:
    """The frames' colour: between what is raised and what is muted, seen but not read."""
    return Color.parse(data.colors["boost"]).blend(Color.parse(data.colors["muted"]), 0.25).hex


def textual_theme(data: ThemeData) -> Theme:
    """The theme, with `$muted`, `$line` and `$cursor` as variables of ours."""
    color = data.colors
    return Theme(
        name=data.name,
        dark=data.dark,
        primary=color["primary"],
        secondary=color["secondary"],
        accent=color["accent"],
        warning=color["warning"],
        error=color["error"],
        success=color["success"],
        foreground=color["foreground"],
        background=color["background"],
        surface=color["surface"],
        panel=color["panel"],
        boost=color["boost"],
        variables={"muted": color["muted"], "line": _line(data), "cursor": color["boost"]},
    )
