"""Faults in workers and threads, and a paste of half a megabyte: no word lost, none shown where it should not be."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.e2e.terminal import Terminal
from tests.e2e.test_leaving import WORDS, offered_again

FAILING = """
import sys, threading
from retrotui.tui import app

def fail():
    secret = "CANARY-local"
    raise ValueError("CANARY-message")

async def fail_later():
    fail()

def start(self):
    {how}

app.RetroApp.action_search = start
from retrotui.__main__ import main
sys.exit(main())
"""
HOW = {
    "a thread": "threading.Thread(target=fail).start()",
    "a worker": "self.run_worker(fail_later())",
    "a thread's worker": "self.run_worker(fail, thread=True)",
}


@pytest.mark.parametrize("where", HOW)
def test_a_fault_beside_the_screen_saves_the_words_and_prints_none(tmp_path: Path, where: str) -> None:
    """The terminal is given back, the report is private and holds no text."""
    with Terminal(tmp_path, script=FAILING.format(how=HOW[where])) as terminal:
        terminal.shows("? keys")
        terminal.type("n")
        terminal.shows("Log ·")
        terminal.type(WORDS)
        terminal.shows(WORDS)
        terminal.type("\x1b")
        terminal.until(lambda: "Log ·" not in terminal.text(), "the closed dialog")
        terminal.type("/")
        assert terminal.ended() == 1
        after = terminal.output.rpartition(b"\x1b[?1049l")[2].decode()
        assert "fault of its own" in after
        assert WORDS not in after
        assert b"CANARY" not in terminal.output
    [report] = (tmp_path / "state" / "retrotui").glob("crash-*.log")
    assert report.stat().st_mode & 0o777 == 0o600
    assert "ValueError" in report.read_text()
    assert "CANARY" not in report.read_text()
    offered_again(tmp_path)


def test_half_a_megabyte_is_pasted_whole(tmp_path: Path) -> None:
    """Every line of it is in the file."""
    lines = [f"line {number} 회고" for number in range(30_000)]
    paste = b"\x1b[200~" + "\n".join(lines).encode() + b"\x1b[201~"
    assert len(paste) > 500_000
    with Terminal(tmp_path) as terminal:
        terminal.shows("? keys")
        terminal.type("n")
        terminal.shows("Log ·")
        for at in range(0, len(paste), 1024):
            terminal.type(paste[at : at + 1024])
            terminal.read(0)
        terminal.shows("line 29999")
        terminal.type("\x13")
        terminal.shows("Logged D1")
    notebook = json.loads((tmp_path / "data" / "retrotui" / "notebook.json").read_bytes())
    [item] = notebook["entries"]["1"]["sections"][0]["items"]
    found = [item["text"], *item["body"].split("\n")]
    assert len(found) == len(lines)
    assert found == lines
