"""The app and the shell on one notebook at once, and shells that are killed: nothing of anybody is lost."""

from __future__ import annotations

import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from tests.e2e.terminal import NOON, ROOT, Terminal
from tests.store.conftest import SOAK

SHELLS = 8
LINES = 25 if SOAK else 3
"""What each shell logs; `make soak` runs the long form."""
KILLS = 100 if SOAK else 10


def environment(home: Path) -> dict[str, str]:
    """The same folders as `Terminal` gives the app."""
    folders = {f"XDG_{name.upper()}_HOME": str(home / name) for name in ("data", "state", "config", "cache")}
    return os.environ | folders | {"HOME": str(home), "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8", "TZ": NOON}


def command(*words: str) -> list[str]:
    return [sys.executable, "-m", "retrotui", *words]


def texts(home: Path) -> list[str]:
    """The texts of today's log, as another program reads them."""
    done = subprocess.run(
        command("show", "today", "--json"), env=environment(home), capture_output=True, check=True
    )
    document: dict[str, Any] = json.loads(done.stdout)
    return [item["text"] for section in document["sections"] for item in section["items"]]


def test_shells_log_while_an_item_is_edited_in_the_app(tmp_path: Path) -> None:
    """Every line is there, no shell failed, and the edit ends as it was typed."""
    loop = 'for n in $(seq "$2"); do "$0" -m retrotui log "shell $1 line $n" || exit 1; done'
    with Terminal(tmp_path) as terminal:
        terminal.shows("? keys")
        terminal.type("afirst thing\r")
        terminal.shows("D1 first thing")
        terminal.type("e")
        terminal.type("편집")
        terminal.shows("first thing편집")
        shells = [
            subprocess.Popen(
                ["sh", "-c", loop, sys.executable, str(shell), str(LINES)],
                env=environment(tmp_path),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
            )
            for shell in range(SHELLS)
        ]
        while any(shell.poll() is None for shell in shells):
            terminal.type("x")
            terminal.read(0.3)
        assert [(shell.communicate()[1], shell.returncode) for shell in shells] == [(b"", 0)] * SHELLS
        terminal.type("!\r")
        terminal.shows("shell ")
        terminal.until(lambda: any(text.endswith("!") for text in texts(tmp_path)), "the edit in the file")
        terminal.type("q")
        assert terminal.ended() == 0
    found = texts(tmp_path)
    wanted = {f"shell {shell} line {n}" for shell in range(SHELLS) for n in range(1, LINES + 1)}
    assert len(found) == len(wanted) + 1
    [edited] = set(found) - wanted
    assert re.fullmatch("first thing편집x+!", edited)
    print(f"{len(wanted)} lines of {SHELLS} shells, and an edit of {len(edited)} characters")
    checked = subprocess.run(command("doctor"), env=environment(tmp_path), capture_output=True, check=False)
    assert b"BAD  notebook" not in checked.stdout


def test_a_line_of_the_shell_appears_in_the_app_within_a_second_and_a_half(tmp_path: Path) -> None:
    """Without a key being pressed."""
    with Terminal(tmp_path) as terminal:
        terminal.shows("? keys")
        subprocess.run(
            command("log", "from the shell"), env=environment(tmp_path), check=True, capture_output=True
        )
        written = time.monotonic()
        terminal.shows("from the shell")
        assert time.monotonic() - written < 1.5


def test_a_killed_log_leaves_every_acknowledged_line(tmp_path: Path) -> None:
    """`kill -9` at a random moment: what the shell printed is in the notebook, which always opens."""
    env = environment(tmp_path)
    subprocess.run(
        command("where"), env=env, check=True, capture_output=True
    )  # a first start is slower than others
    subprocess.run(command("log", "line 0"), env=env, check=True, capture_output=True)
    # Without an option the line takes the short way into the day that is there, with one the ordinary way.
    ways, usual = (("log",), ("log", "--date", "today")), []
    for number, way in enumerate(ways, 1):
        begun = time.monotonic()
        subprocess.run(command(*way, f"line -{number}"), env=env, check=True, capture_output=True)
        usual.append(time.monotonic() - begun)
    seed = int.from_bytes(os.urandom(4), "big")
    chance = random.Random(seed)
    acknowledged, killed = {"line 0", "line -1", "line -2"}, [0, 0]
    for number in range(1, KILLS + 1):
        way = number % 2
        running = subprocess.Popen(command(*ways[way], f"line {number}"), env=env, stdout=subprocess.PIPE)
        try:
            # Most of the time goes by before the notebook is opened: aim at what comes then.
            running.wait(chance.uniform(usual[way] * 0.3, usual[way]))
        except subprocess.TimeoutExpired:
            running.send_signal(signal.SIGKILL)
        if b"line" in running.communicate()[0]:
            acknowledged.add(f"line {number}")
        killed[way] += running.returncode == -signal.SIGKILL
        found = texts(tmp_path)
        assert acknowledged <= set(found), f"seed {seed}, kill {number}"
        assert len(found) == len(set(found)), f"seed {seed}, kill {number}"
    print(f"seed {seed}: {killed} of {KILLS} killed, {len(acknowledged)} lines acknowledged, none lost")
    assert any(killed), f"seed {seed}: none was killed"
