"""Documents broken at random: read or refused in words, in no time, and nothing of them is lost or let through."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from retrotui.markdown import reader
from tests.cli import fuzz
from tests.store.conftest import SOAK

COUNT = 100_000 if SOAK else 500
"""`make soak` runs the long form."""


def test_broken_documents_are_read_or_refused() -> None:
    """In two processes of their own, so that a crash of a library counts, too."""
    seed = int.from_bytes(os.urandom(4), "big")
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.cli.fuzz", str(COUNT // 2), str(seed + half)],
            cwd=Path(__file__).parents[2],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for half in range(2)
    ]
    results = [(each.communicate(), each.returncode) for each in running]
    for (printed, told), code in results:
        assert code == 0, f"seed {seed}: {told.decode()}"
        found: dict[str, Any] = json.loads(printed)
        print(f"seed {seed}: {found}")
        assert found["problems"] == [], f"seed {seed}"
        assert found["read"] > COUNT // 5
        assert found["longest"] < 1


def test_continued_cells_and_groups_are_cleaned() -> None:
    """Found by the long form: a cell's line without a bullet is the body of the item above, a deep heading a group."""
    source = "# KPT\n|Try|- P1: a <br> - \x9b31m\x1b[2Jb|\n|Keep|- c <br> \x9bd <br>e|\n".encode()
    source = source.replace(b" - \xc2", b"-\xc2")
    source += "# Keep\n#### Dee\x1b[2J\u202ep\n- e\n#### \x9bf\n- b\n".encode()
    for reading in reader.read(source, "a.md"):
        assert fuzz.wrong(reading.entry) == ""
        assert any("b" in item.body for item in reading.entry.items())
        assert any("Deep" in item.group.replace("[2J", "") for item in reading.entry.items())
