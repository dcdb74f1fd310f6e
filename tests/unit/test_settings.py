"""One setting is changed in the file, and nothing else of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrotui import config, settings
from retrotui.config import Config, Paths
from retrotui.errors import UsageError


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return Paths(tmp_path / "n.json", tmp_path / "state", tmp_path / "config")


def written(paths: Paths, text: str) -> None:
    paths.config.mkdir()
    paths.config_file.write_bytes(text.encode())


def test_a_file_is_made_where_there_is_none(paths: Paths) -> None:
    assert settings.change(paths, "hints", False) == Config(hints=False)
    assert paths.config_file.read_text() == "hints: false\n"
    assert paths.config_file.stat().st_mode & 0o777 == 0o600
    assert config.load(paths).hints is False


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("theme: retro-light", "theme: retro-light\nhints: false\n"),
        (
            "# mine\nhints: true # talk to me\nlanguage: ko\n",
            "# mine\nhints: false # talk to me\nlanguage: ko\n",
        ),
        ("hints : yes\r\nlanguage: ko\r\n", "hints: false\r\nlanguage: ko\r\n"),
        ("hints: false\n", "hints: false\n"),
        ("# hints: true\n", "# hints: true\nhints: false\n"),
        ("vague_words: [\n  hints\n]\n", "vague_words: [\n  hints\n]\nhints: false\n"),
    ],
)
def test_the_rest_of_the_file_stays(paths: Paths, before: str, after: str) -> None:
    """Comments, order and newlines are the user's."""
    written(paths, before)
    settings.change(paths, "hints", False)
    assert paths.config_file.read_bytes().decode() == after


def test_what_is_written_in_another_way_is_left_alone(paths: Paths) -> None:
    """The file is checked before it is replaced."""
    written(paths, '{"hints": true}')
    with pytest.raises(UsageError):
        settings.change(paths, "hints", False)
    assert paths.config_file.read_text() == '{"hints": true}'


def test_a_linked_file_stays_linked(paths: Paths, tmp_path: Path) -> None:
    """Settings often lie in a folder of dotfiles."""
    paths.config.mkdir()
    real = tmp_path / "dotfiles.yaml"
    real.write_text("language: ko\n")
    paths.config_file.symlink_to(real)
    settings.change(paths, "hints", False)
    assert paths.config_file.is_symlink()
    assert real.read_text() == "language: ko\nhints: false\n"
