"""What is written in a notebook can not steer the terminal, whatever put it there."""

from __future__ import annotations

import json
from pathlib import Path

from retrotui.journal import Journal
from tests.e2e.terminal import Terminal, clock

PAYLOADS = (
    "\x1b[31337m",
    "\x1b]52;c;MzEzMzc=\x07",
    "\x1b]0;31337\x1b\\",
    "\x1bP31337\x1b\\",
    "\x9b31337m",
    "\x1b[6n31337",
    "\u202e31337",
    "\u206631337\u2069",
    "\x0731337",
    "\x7f31337",
    "\x0831337",
)


def test_no_payload_reaches_the_terminal_from_any_tab(tmp_path: Path) -> None:
    path = tmp_path / "data" / "retrotui" / "notebook.json"

    journal = Journal.open(path, state_dir=tmp_path / "state" / "retrotui", clock=clock)
    today = journal.today()
    text = "MARKER " + "MARKER".join(f"@{number}@" for number in range(len(PAYLOADS)))
    journal.log("did", text, today)
    journal.write("kpt", today, "try", text)
    for kind in ("aar", "study", "year"):
        entry = journal.new_entry(kind, today)
        journal.retitle(entry.uid, text)
        journal.add_item(entry.uid, text, section=entry.sections[0].uid)
    journal.close()
    # Past all cleaning, straight into the file, as a hostile program or another editor would.
    raw = path.read_text(encoding="utf-8")
    for number, payload in enumerate(PAYLOADS):
        raw = raw.replace(f"@{number}@", json.dumps(payload)[1:-1])
    path.write_text(raw, encoding="utf-8")
    with Terminal(tmp_path, size=(120, 40)) as terminal:
        terminal.shows("MARKER")
        for tab in "23456":
            terminal.type(tab)
            terminal.until(lambda tab=tab: f"{tab} " in terminal.text(), "the tab")
            terminal.until(lambda: not terminal.read(0.3), "quiet")
        terminal.type("1/MARKER")
        terminal.shows("found")
        terminal.until(lambda: not terminal.read(0.3), "quiet")
        terminal.type("\x1b")
        terminal.until(lambda: not terminal.read(0.3), "quiet")
        terminal.type("q")
        terminal.ended()
        for payload in PAYLOADS:
            assert payload.encode() not in terminal.output, repr(payload)
