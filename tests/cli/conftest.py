"""The shell in a world of its own: no home, no settings, no notebook but the test's, and a clock that stands still."""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from retrotui.cli.main import verbs
from retrotui.cli.session import Session

ROOT = Path(__file__).parents[2]
SEOUL = dt.timezone(dt.timedelta(hours=9))
NOW = dt.datetime(2026, 11, 20, 9, 30, tzinfo=SEOUL)
"""A Friday, in the week 2026-W47."""

Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Point every path that the program may look for into the test's folder."""
    for name in ("data", "state", "config", "cache"):
        monkeypatch.setenv(f"XDG_{name.upper()}_HOME", str(tmp_path / name))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("RETROTUI_DEBUG", "1")
    monkeypatch.setenv("LANG", "C.UTF-8")
    for name in (
        "RETROTUI_NOTEBOOK",
        "RETROTUI_LANGUAGE",
        "LC_ALL",
        "LC_MESSAGES",
        "NO_COLOR",
        "PYTHONIOENCODING",
    ):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def run() -> Run:
    """Run a command line with the clock standing still; `now` sets it elsewhere."""

    def invoke(*args: str, stdin: bytes | str | None = None, now: dt.datetime = NOW) -> Result:
        session = Session(clock=lambda: now)
        return CliRunner().invoke(verbs, args, input=stdin, obj=session, prog_name="retrotui")

    return invoke


@pytest.fixture
def ok(run: Run) -> Callable[..., str]:
    """Run a command line that must succeed without a message; gives what it printed."""

    def invoke(*args: str, **extra: Any) -> str:
        result = run(*args, **extra)
        assert result.exit_code == 0, result.output
        return result.stdout

    return invoke


@pytest.fixture
def read_json(ok: Callable[..., str]) -> Callable[..., Any]:
    """Run a command line with `--json`; gives the value that it printed."""
    return lambda *args, **extra: json.loads(ok(*args, "--json", **extra))


@pytest.fixture
def process() -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Run a command line as a process of its own, as a shell does."""

    def invoke(*args: str, code: str = "", **extra: Any) -> subprocess.CompletedProcess[bytes]:
        start = ["-c", code] if code else ["-m", "retrotui"]
        environ = os.environ | {"PYTHONPATH": str(ROOT)} | extra.pop("env", {})
        command = [sys.executable, *start, *args]
        return subprocess.run(command, capture_output=True, env=environ, timeout=60, check=False, **extra)

    return invoke


@pytest.fixture
def notebook(tmp_path: Path) -> Path:
    """Where the test's notebook is, once something was written."""
    return tmp_path / "data" / "retrotui" / "notebook.json"
