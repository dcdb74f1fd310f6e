"""The user's own editor takes the terminal over and gives it back, keyboard and all."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.terminal import Terminal


@pytest.mark.parametrize("times", [1, 3])
def test_keys_work_after_the_editor_as_before(tmp_path: Path, times: int) -> None:
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\nprintf "+" >> "$1"\n', encoding="utf-8")
    editor.chmod(0o755)
    with Terminal(tmp_path, env={"EDITOR": str(editor), "VISUAL": ""}) as terminal:
        terminal.shows("? keys")
        terminal.type("nFirst\r\r")
        terminal.shows("D1 First")
        terminal.type("j")
        for count in range(1, times + 1):
            terminal.type("E")
            terminal.shows("D1 First" + "+" * count)
        terminal.type("aSecond\r")
        terminal.shows("D2 Second")
        terminal.type("q")
        assert terminal.ended() == 0
