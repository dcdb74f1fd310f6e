"""The settings from the shell, and what the shell's tab key offers."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run

Ok = Callable[..., str]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "config" / "retrotui" / "config.yaml"
    path.parent.mkdir(parents=True)
    return path


def test_every_setting_is_listed_with_what_holds(ok: Ok, read_json: Callable[..., Any], file: Path) -> None:
    file.write_text("day_ends_at: 3\nkeymap: {log.capture: N}\n")
    assert "day_ends_at    3\n" in ok("config")
    assert 'keymap         {"log.capture":"N"}\n' in ok("config")
    assert ok("config", "theme") == "retro-dark\n"
    assert read_json("config", "day_ends_at") == {"day_ends_at": 3}


@pytest.mark.parametrize(
    ("name", "value", "line"),
    [
        ("day_ends_at", "0", "day_ends_at: 0"),
        ("hints", "false", "hints: false"),
        ("theme", "retro-light", 'theme: "retro-light"'),
        ("timezone", "Asia/Seoul", 'timezone: "Asia/Seoul"'),
        ("language", "ko", 'language: "ko"'),
    ],
)
def test_a_setting_is_changed_and_the_rest_of_the_file_stays(
    run: Run, ok: Ok, file: Path, name: str, value: str, line: str
) -> None:
    file.write_text("# mine\ntries_at_most: 7 # enough\n")
    assert run("config", name, value).exit_code == 0
    assert file.read_text() == f"# mine\ntries_at_most: 7 # enough\n{line}\n"
    assert ok("config", name) == f"{value}\n"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("colour", "red"), "theme"),
        (("day_ends_at", "13"), "day_ends_at: '13': Expected `int` <= 12\n"),
        (("day_ends_at", "noon"), "noon"),
        (("hints", "perhaps"), "perhaps"),
        (("theme", "neon"), "retro-dark"),
        (("timezone", "Asia/Nowhere"), "Asia/Nowhere"),
        (("language", "fr"), "en, ko, ja"),
        (("keymap", "x"), "config.yaml"),
    ],
)
def test_what_a_setting_can_not_be_is_told_and_nothing_is_written(
    run: Run, file: Path, words: tuple[str, ...], told: str
) -> None:
    result = run("config", *words)
    assert result.exit_code == 2
    assert told in result.stderr
    assert not file.exists()


Offers = Callable[[str], list[str]]


@pytest.fixture
def offers(process: Callable[..., subprocess.CompletedProcess[bytes]]) -> Offers:
    """What bash is told that the last word of a line may become."""

    def ask(line: str) -> list[str]:
        words = line.split(" ")
        env = {"COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1), "_RETROTUI_COMPLETE": "bash_complete"}
        done = process(env=env)
        assert not done.stderr
        return [each.partition(",")[2] for each in done.stdout.decode().split("\n") if each]

    return ask


def test_the_tab_key_completes_verbs_options_and_entries(ok: Ok, offers: Offers) -> None:
    ok("log", "Wrote the plan")
    ok("add", "keep", "Short meetings")
    assert offers("retrotui comp") == ["completion"]
    assert "--since" in offers("retrotui list --s")
    assert offers("retrotui show kpt") == ["kpt/2026-W47"]
    assert len(offers("retrotui export ")) == 2


def test_without_a_notebook_no_entry_is_offered_and_none_is_made(offers: Offers, notebook: Path) -> None:
    assert offers("retrotui show ") == []
    assert not notebook.exists()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_its_script(ok: Ok, shell: str) -> None:
    assert "_RETROTUI_COMPLETE" in ok("completion", shell)
