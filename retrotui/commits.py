"""What somebody committed, read off git, as a proposal for their daily log. Never the network, never a write."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
from collections.abc import Iterable
from pathlib import Path

import msgspec

from retrotui.errors import RetroError, UsageError
from retrotui.model.entry import Entry
from retrotui.text import clean_line, fold

OLDEST = dt.timedelta(days=14)
"""Commits older than this are not proposed, however long ago the last log was."""

_TIMEOUT = 20.0
# Neither a pager, nor a prompt, nor a program that the repository's own configuration names, nor a fetch of what a
# partial clone lacks.
_ENVIRON = {"GIT_TERMINAL_PROMPT": "0", "GIT_PAGER": "", "GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C.UTF-8"}  # fmt: skip
_SAFE = ("-c", "protocol.allow=never", "-c", "core.fsmonitor=false", "-c", "log.showSignature=false")


class Commit(msgspec.Struct, frozen=True):
    """A commit of the user's own."""

    at: dt.datetime
    """When it was written; aware, in the author's zone."""
    subject: str
    repository: str
    """The name of its folder."""


def own_commits(repositories: Iterable[Path], since: dt.datetime) -> list[Commit]:
    """The user's commits on any branch since the moment, the oldest first; whose they are says each repository's user.email.

    Merges are left out, and of commits with the same subject on the same day all but one. Raises UsageError for what is
    no repository, and RetroError where git is missing.
    """
    found: dict[tuple[str, dt.date], Commit] = {}
    for repository in repositories:
        for commit in _commits(repository, since):
            found.setdefault((commit.subject, commit.at.date()), commit)
    return sorted(found.values(), key=lambda commit: commit.at)


def last_logged(entries: Iterable[Entry], today: dt.datetime) -> dt.datetime:
    """When the log of the last day before today was last written, which begins at the given moment.

    Today's commits are proposed whatever was written today. What was written into a day later counts as its end, and
    so does what does not say when, as an imported log. Not before `OLDEST`.
    """
    days = [
        entry
        for entry in entries
        if entry.kind == "daily" and entry.start < today.date() and entry.items_of("did")
    ]
    last = max((entry.start for entry in days), default=None)
    if last is None:
        return today - OLDEST
    end = dt.datetime.combine(last + dt.timedelta(days=1), today.timetz())
    written = max(
        item.changed_at or end for entry in days if entry.start == last for item in entry.items_of("did")
    )
    return max(min(written, end, today), today - OLDEST)


def is_new(subject: str, entries: Iterable[Entry], day: dt.date) -> bool:
    """Whether the day's logs do not say it already, in any case."""
    said = {fold(item.text) for entry in entries if entry.start == day for item in entry.items_of("did")}
    return fold(subject) not in said


def _commits(repository: Path, since: dt.datetime) -> list[Commit]:
    if not repository.is_dir():
        raise UsageError("No such repository", "{path} is no folder.", path=repository)
    if _git(repository, "rev-parse", "--git-dir").returncode:
        raise UsageError("No such repository", "{path} is not in a git repository.", path=repository)
    email = _git(repository, "config", "user.email").stdout.strip()
    if not email:
        raise UsageError(
            "Whose commits?",
            "user.email is not set in {path}.",
            "git config user.email you@example.org",
            path=repository,
        )
    if _git(repository, "rev-parse", "--verify", "--quiet", "HEAD").returncode:
        return []  # nothing was committed yet
    arguments = ["--branches", "HEAD", "--no-merges", "--fixed-strings", f"--author=<{email}>"]
    arguments += [f"--since={since.isoformat()}", "--format=%aI%x09%s"]
    result = _git(repository, "log", *arguments)
    if result.returncode:
        raise RetroError("git failed", f"{repository}: {clean_line(result.stderr)}")
    name = clean_line(repository.resolve().name)
    lines = (line.partition("\t") for line in result.stdout.split("\n") if line)
    commits = [Commit(dt.datetime.fromisoformat(at), clean_line(subject), name) for at, _, subject in lines]
    # git compares with the time of the commit, which a rebase renews.
    return [commit for commit in commits if commit.subject and commit.at >= since]


def _git(repository: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = ["git", "-C", str(repository), *_SAFE, *arguments]
    try:
        return subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            env=os.environ | _ENVIRON,
            timeout=_TIMEOUT,
            check=False,
        )
    except FileNotFoundError as error:
        raise RetroError(
            "git is missing", "`--from-git` needs it.", "Install git, or write the line yourself."
        ) from error
    except subprocess.TimeoutExpired as error:
        raise RetroError(
            "git takes too long", "{path}: no answer in {seconds:.0f} s.", path=repository, seconds=_TIMEOUT
        ) from error
