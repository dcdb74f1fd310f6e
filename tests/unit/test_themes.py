"""The themes that are shipped: complete, valid and readable on every ground that they paint."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from retrotui.theme import plain_map

THEMES = Path(__file__).parents[2] / "themes"
FILES = sorted(THEMES.glob("*.yaml"))

COLORS = [
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
]
GROUNDS = ("background", "surface", "panel")

TEXT = 4.5
"""What WCAG 2.1 asks of text (success criterion 1.4.3)."""
SHAPE = 3.0
"""What it asks of marks, borders and large text (1.4.11)."""


def load(path: Path) -> dict[str, Any]:
    theme: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return theme


def luminance(color: str) -> float:
    """Relative luminance as WCAG 2.1 defines it, 0 for black to 1 for white."""
    channels = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_of_black_and_white_is_the_greatest_there_is() -> None:
    """The formula gives the two values that the standard names."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#777777") == pytest.approx(1)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_the_default_and_a_choice_for_day_and_night_are_shipped() -> None:
    """There are six themes, among them the default, light ones and dark ones."""
    themes = [load(path) for path in FILES]
    assert len(themes) == 6
    assert "retro-dark" in {theme["name"] for theme in themes}
    assert {theme["dark"] for theme in themes} == {True, False}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_theme_is_complete_and_states_its_colours_in_full(path: Path) -> None:
    """A theme has its file's name, a label, and each colour as `#rrggbb`; nothing else."""
    theme = load(path)
    assert set(theme) == {"name", "label", "dark", "colors"}
    assert theme["name"] == path.stem
    assert isinstance(theme["label"], str)
    assert theme["label"]
    assert isinstance(theme["dark"], bool)
    assert set(theme["colors"]) == set(COLORS)
    assert [c for c in theme["colors"].values() if not re.fullmatch(r"#[0-9a-f]{6}", c)] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_text_can_be_read_on_every_ground(path: Path) -> None:
    """Text and muted text reach 4.5:1 on all three grounds; text also on a raised row."""
    colors = load(path)["colors"]
    pairs = [(text, ground) for text in ("foreground", "muted") for ground in GROUNDS]
    pairs.append(("foreground", "boost"))
    found = {(a, b): round(contrast(colors[a], colors[b]), 2) for a, b in pairs}
    assert {pair: ratio for pair, ratio in found.items() if ratio < TEXT} == {}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_marks_stand_out_on_every_ground(path: Path) -> None:
    """The colours that carry meaning reach 4.5:1 on the background and 3:1 on the other grounds."""
    colors = load(path)["colors"]
    marks = ("primary", "secondary", "accent", "success", "warning", "error")
    wanted = {
        (mark, ground): TEXT if ground == "background" else SHAPE for mark in marks for ground in GROUNDS
    }
    found = {pair: round(contrast(colors[pair[0]], colors[pair[1]]), 2) for pair in wanted}
    assert {pair: ratio for pair, ratio in found.items() if ratio < wanted[pair]} == {}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_dark_means_light_text_on_a_dark_ground(path: Path) -> None:
    """`dark` says which of ground and text is the lighter one."""
    theme = load(path)
    ground, text = (luminance(theme["colors"][name]) for name in ("background", "foreground"))
    assert (ground < text) is theme["dark"]


def test_the_high_contrast_theme_has_more_contrast_than_the_rest() -> None:
    """Its text, muted text and marks all reach 7:1 on the background."""
    colors = load(THEMES / "contrast.yaml")["colors"]
    marks = set(COLORS) - {*GROUNDS, "boost"}
    found = {mark: contrast(colors[mark], colors["background"]) for mark in marks}
    assert {mark: ratio for mark, ratio in found.items() if ratio < 7} == {}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_shipped_theme_is_read_without_yaml(path: Path) -> None:
    """PyYAML costs a tenth of the time to the first frame."""
    assert plain_map(path.read_text(encoding="utf-8")) == load(path)


@given(
    st.lists(
        st.one_of(
            st.from_regex(r"(  )?[a-z_]{1,3}: ?.{0,8}", fullmatch=True),
            st.from_regex(
                r'(  )?[a-z]{1,2}: ("[\w #-]{0,4}"|[a-z]{1,5}([ -][a-z0-9]{1,3})?|true)?', fullmatch=True
            ),
            st.sampled_from(("colors:", "", "# words", "  - x", "a: yes", "on: x", "...", "---", " x: y")),
        ),
        max_size=5,
    )
)
@example(["a:", "b: x"])
@example(["a:", "", "  b: x", "c: y", "  d: z"])
def test_what_is_read_without_yaml_is_what_yaml_reads(lines: list[str]) -> None:
    text = "\n".join(lines)
    found = plain_map(text)
    if found:
        assert found == yaml.safe_load(text)
