"""A notebook that can not be opened gives the reason and the way out, and is not touched."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.terminal import Terminal


def damaged(home: Path) -> Path:
    """A notebook with one line in it, cut in half afterwards."""
    with Terminal(home) as terminal:
        terminal.shows("? keys")
        terminal.type("nWritten before\rAnd after\r\rq")
        assert terminal.ended() == 0
    path = home / "data" / "retrotui" / "notebook.json"
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    return path


def test_the_reason_is_shown_and_leaving_changes_nothing(tmp_path: Path) -> None:
    path = damaged(tmp_path)
    before = path.read_bytes()
    with Terminal(tmp_path) as terminal:
        terminal.shows("can not be read")
        terminal.shows("1 entry")
        terminal.type("q")
        assert terminal.ended() == 3
        assert "retrotui restore" in terminal.text()
    assert path.read_bytes() == before


def test_a_backup_takes_its_place_and_the_damaged_file_is_kept(tmp_path: Path) -> None:
    path = damaged(tmp_path)
    before = path.read_bytes()
    with Terminal(tmp_path) as terminal:
        terminal.shows("1 entry")
        terminal.type("\r")
        terminal.shows("Written before")
        terminal.type("q")
        assert terminal.ended() == 0
    assert [file.read_bytes() for file in path.parent.iterdir() if "damaged" in file.name] == [before]


@pytest.mark.parametrize("content", [b"[]", b"\x00" * 100], ids=["a list", "NULs"])
def test_without_a_backup_it_says_so(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "data" / "retrotui" / "notebook.json"
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    with Terminal(tmp_path) as terminal:
        terminal.shows("no good backup")
        terminal.type("q")
        assert terminal.ended() == 3
    assert path.read_bytes() == content
