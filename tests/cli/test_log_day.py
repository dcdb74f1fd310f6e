"""Which day a line belongs to, and lines that git proposes."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

Ok = Callable[..., str]
Run = Callable[..., Result]
Read = Callable[..., Any]

SEOUL = dt.timezone(dt.timedelta(hours=9))


def at(hour: int, minute: int = 0, day: int = 20) -> dt.datetime:
    return dt.datetime(2026, 11, day, hour, minute, tzinfo=SEOUL)


@pytest.fixture
def configure(tmp_path: Path) -> Callable[[str], None]:
    """Writes the settings file."""

    def write(text: str) -> None:
        folder = tmp_path / "config" / "retrotui"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "config.yaml").write_text(text, encoding="utf-8")

    return write


def test_a_line_after_midnight_belongs_to_yesterday(ok: Ok) -> None:
    """Until four in the morning it is the day before, for every word that names a day."""
    assert ok("log", "still here", now=at(0, 40)) == "2026-11-19 did D1: still here\n"
    assert ok("log", "asleep", now=at(3, 59)).startswith("2026-11-19")
    assert ok("log", "up again", now=at(4)).startswith("2026-11-20")
    assert ok("log", "--date", "yesterday", "before", now=at(0, 40)).startswith("2026-11-18")
    assert "still here" in ok("show", "today", now=at(0, 50))


def test_the_hour_at_which_the_day_ends_is_a_setting(
    ok: Ok, run: Run, configure: Callable[[str], None]
) -> None:
    """Some sleep at midnight; an hour that is none is told with file and key."""
    configure("day_ends_at: 0\n")
    assert ok("log", "x", now=at(0, 40)).startswith("2026-11-20")
    configure("day_ends_at: 25\n")
    result = run("log", "x")
    assert result.exit_code == 2
    assert "config.yaml" in result.stderr
    assert "day_ends_at" in result.stderr


def test_the_zone_is_the_users_and_not_the_machines(
    ok: Ok, configure: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """22:00 in Seoul is morning in New York and the next day in Auckland; the variable goes before the setting."""
    evening = at(22)
    assert ok("log", "x", now=evening).startswith("2026-11-20")
    configure("timezone: Pacific/Auckland\nday_ends_at: 0\n")
    assert ok("log", "x", now=evening).startswith("2026-11-21")
    monkeypatch.setenv("RETROTUI_TZ", "America/New_York")
    assert ok("log", "x", now=at(4)).startswith("2026-11-19")


@pytest.mark.parametrize("name", ["Mars/Base", "../../etc/passwd", "Asia/\0"])
def test_an_unknown_zone_is_told(run: Run, configure: Callable[[str], None], name: str) -> None:
    """With where it is named."""
    configure(f'timezone: "{name}"\n'.replace("\0", "\\0"))
    result = run("log", "x")
    assert result.exit_code == 2
    assert "config.yaml: timezone" in result.stderr


# Lines from git


@pytest.fixture
def commit(tmp_path: Path) -> Callable[..., Path]:
    """Commits into a repository of the test's own, which is made when it is not there; gives its folder."""

    def make(subject: str, when: dt.datetime, *, repo: str = "shop", email: str = "me@example.org") -> Path:
        folder = tmp_path / repo
        if not folder.exists():
            git(tmp_path, "init", "-q", "-b", "main", repo)
            git(folder, "config", "user.email", "me@example.org")
            git(folder, "config", "user.name", "Me")
        extra = {
            "GIT_AUTHOR_DATE": when.isoformat(),
            "GIT_COMMITTER_DATE": when.isoformat(),
            "GIT_AUTHOR_EMAIL": email,
        }
        git(folder, "commit", "-q", "--allow-empty", "-m", subject, **extra)
        return folder

    return make


def git(folder: Path, *args: str, **environ: str) -> None:
    environ |= {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull}
    subprocess.run(["git", *args], cwd=folder, check=True, env=os.environ | environ, capture_output=True)


def test_git_proposes_and_writes_nothing(
    ok: Ok, run: Run, commit: Callable[..., Path], notebook: Path
) -> None:
    """One's own commits of the last days, each on its day; the notebook is not even made."""
    commit("Begin long ago", at(9, day=1))
    commit("Someone else's", at(10, day=19), email="them@example.org")
    commit("Split the tests", at(11, day=19))
    repo = commit("Fix the rounding", at(0, 30))
    result = run("log", "--from-git", str(repo))
    assert result.stdout == "2026-11-19 did: Split the tests\n2026-11-19 did: Fix the rounding\n"
    assert result.stderr == "Nothing was written. `--yes` writes these 2 lines.\n"
    assert not notebook.exists()


def test_yes_writes_what_git_proposes_once(
    ok: Ok, run: Run, commit: Callable[..., Path], read_json: Read
) -> None:
    """All lines are one step of undo; what is written already is not proposed again."""
    commit("Split the tests", at(11, day=19))
    repo = commit("Fix the rounding", at(8))
    assert ok("log", "--from-git", "--yes", str(repo)).count("\n") == 2
    assert [each["key"] for each in read_json("list")] == ["daily/2026-11-20", "daily/2026-11-19"]
    assert run("log", "--from-git", str(repo)).stdout == ""
    commit("Ship it", at(9, 10))
    assert ok_out(run("log", "--from-git", str(repo))) == "2026-11-20 did: Ship it\n"
    ok("undo")
    assert read_json("list") == []


def ok_out(result: Result) -> str:
    assert result.exit_code == 0
    return result.stdout


def test_git_begins_where_the_last_log_ended(ok: Ok, run: Run, commit: Callable[..., Path]) -> None:
    """Commits before yesterday's last line need no proposal, those of today do in any case; `--date` asks for a day."""
    ok("log", "Wrote the rest by hand", now=at(18, day=19))
    commit("Split the tests", at(11, day=19))
    commit("Late fix", at(19, day=19))
    repo = commit("Early fix", at(8))
    ok("log", "Stand-up", now=at(9))
    assert (
        ok_out(run("log", "--from-git", str(repo))) == "2026-11-19 did: Late fix\n2026-11-20 did: Early fix\n"
    )
    assert ok_out(run("log", "--date", "thu", "--from-git", str(repo))).splitlines() == [
        "2026-11-19 did: Split the tests",
        "2026-11-19 did: Late fix",
    ]


def test_several_repositories_are_named(run: Run, commit: Callable[..., Path]) -> None:
    """A line says where it comes from; the same change picked into two is one line."""
    one = commit("Fix the rounding", at(8))
    commit("Fix the rounding", at(8, 5), repo="docs")
    two = commit("Explain [x] \x1b[2J", at(8, 10), repo="docs")
    assert ok_out(run("log", "--from-git", str(one), str(two))).splitlines() == [
        "2026-11-20 did: Fix the rounding  (shop)",
        "2026-11-20 did: Explain [x] [2J  (docs)",
    ]


def test_what_is_no_repository_is_told(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A missing folder, a folder without git, a repository without an owner, and no git at all."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    (tmp_path / "plain").mkdir()
    git(tmp_path, "init", "-q", "empty")
    for name, told in (
        ("nowhere", "is no folder"),
        ("plain", "is not in a git repository"),
        ("empty", "user.email"),
    ):
        result = run("log", "--from-git", str(tmp_path / name))
        assert (result.exit_code, result.stdout) == (2, "")
        assert told in result.stderr
    git(tmp_path / "empty", "config", "user.email", "me@example.org")
    result = run("log", "--from-git", str(tmp_path / "empty"))
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.startswith("No commits of yours since")
    monkeypatch.setenv("PATH", str(tmp_path))
    result = run("log", "--from-git", str(tmp_path / "empty"))
    assert result.exit_code == 1
    assert "git is missing" in result.stderr


def test_the_words_from_git_and_yes_are_text_elsewhere(ok: Ok) -> None:
    """Who writes about options has them in the log."""
    assert ok("log", "apt", "wants", "--yes").endswith("D1: apt wants --yes\n")
    assert ok("log", "tried", "--from-git", "today").endswith("D2: tried --from-git today\n")
    assert ok("log", "--yes", "it", "works").endswith("D3: --yes it works\n")


def test_what_was_written_late_counts_for_its_day(ok: Ok, run: Run, commit: Callable[..., Path]) -> None:
    """A line for Tuesday, written on Friday, says nothing of Wednesday's commits."""
    commit("On Tuesday", at(11, day=17))
    repo = commit("On Wednesday", at(11, day=18))
    ok("log", "--date", "2026-11-17", "Written late", now=at(9))
    assert ok_out(run("log", "--from-git", str(repo))) == "2026-11-18 did: On Wednesday\n"


def test_that_all_is_logged_is_not_that_nothing_was_done(run: Run, commit: Callable[..., Path]) -> None:
    repo = commit("Fix the rounding", at(8))
    assert run("log", "--from-git", "--yes", str(repo)).exit_code == 0
    again = run("log", "--from-git", str(repo))
    assert again.stdout == ""
    assert again.stderr.startswith("Your commits since")
