"""What `doctor` looks at, one finding after the other. Reads everything and changes nothing."""

from __future__ import annotations

import locale
import os
import sys
from collections.abc import Iterator

import msgspec

from retrotui import config, keymap, spooled, theme
from retrotui.cli.session import Session
from retrotui.cli.terminal import encoding_name, screen_problem
from retrotui.errors import NotebookUnreadable, RetroError
from retrotui.journal import Journal


class Finding(msgspec.Struct, frozen=True):
    """What was found about one thing."""

    subject: str
    text: str
    exit_code: int = 0
    """0 when it is fine; what `doctor` shall leave with when it is not."""
    hint: str = ""


def examine(session: Session) -> list[Finding]:
    """All findings, in the order in which they matter."""
    try:
        paths, settings = session.settings()
        theme.load(settings.theme, paths)
        keymap.check(settings.keymap, paths.config_file)
    except RetroError as error:
        return [_failed("settings", error), *_terminal()]
    return [
        *_notebook(session, paths),
        *_waiting(paths),
        Finding("settings", f"{paths.config_file}" if paths.config_file.exists() else "none, all defaults"),
        *_shipped(),
        *_terminal(),
    ]


def _failed(subject: str, error: RetroError) -> Finding:
    text = "\n".join(part for part in (error.title, error.message) if part)
    return Finding(subject, text, 3 if isinstance(error, NotebookUnreadable) else 1, error.hint)


def _notebook(session: Session, paths: config.Paths) -> Iterator[Finding]:
    try:
        with session.journal(merging=False) as journal:
            if not paths.notebook.exists():
                yield Finding("notebook", f"{paths.notebook} is not there yet; the first entry makes it")
                return
            yield from _contents(journal, paths)
            yield from _backups(journal)
            yield _lock(journal)
    except RetroError as error:
        yield _failed("notebook", error)


def _contents(journal: Journal, paths: config.Paths) -> Iterator[Finding]:
    problems = journal.notebook.check()
    for problem in problems:
        yield Finding("notebook", problem, 1)
    if not problems:
        count = len(journal.notebook.entries())
        size = paths.notebook.stat().st_size
        yield Finding("notebook", f"{paths.notebook}: {count} entries, {size:,} bytes, all readable")
    if reason := journal.notebook.read_only:
        yield Finding("notebook", f"It can not be written: {reason}", 1)
    if mode := paths.notebook.stat().st_mode & 0o077:
        yield Finding(
            "permissions",
            f"Others may use the notebook (mode {paths.notebook.stat().st_mode & 0o777:o})",
            1 if mode & 0o022 else 0,
            f"Yours alone: chmod 600 {paths.notebook}",
        )


def _backups(journal: Journal) -> Iterator[Finding]:
    backups = journal.notebook.backups()
    bad = [backup for backup in backups if not backup.is_good]
    good = [backup for backup in backups if backup.is_good]
    for backup in bad:
        yield Finding("backup", f"{backup.path} can not be read", 1)
    if good:
        newest = good[0]
        at = newest.at.astimezone().strftime("%Y-%m-%d %H:%M")
        text = f"{len(good)} good, the newest of {at} with {newest.entries} entries: {newest.path}"
        yield Finding("backups", text)
    else:
        yield Finding("backups", "none yet; the second save makes the first one")


def _lock(journal: Journal) -> Finding:
    if journal.notebook.read_only:
        return Finding("lock", "not needed, the notebook is read only")
    try:
        with journal.notebook.transaction("check"):
            pass
    except RetroError as error:
        return _failed("lock", error)
    return Finding("lock", "free")


def _waiting(paths: config.Paths) -> Iterator[Finding]:
    if lines := spooled.waiting(paths.state, paths.notebook):
        text = f"{len(lines)} written with `log` while the notebook could not be written"
        yield Finding(
            "lines kept aside", text, 1, "The next command that writes brings them into the notebook."
        )


def _shipped() -> Iterator[Finding]:
    for name in ("themes", "sample_data"):
        folder = config.shipped(name)
        if not folder.is_dir():
            yield Finding(name, f"{folder} is missing", 1, "Install retrotui again.")


def _terminal() -> Iterator[Finding]:
    problem = screen_problem(sys.stdin, sys.__stderr__, os.environ)
    term = os.environ.get("TERM", "not set")
    encoding = encoding_name(sys.stdout)
    about = f"TERM {term}, encoding {encoding}, locale {_locale()}"
    if encoding != "utf-8":
        hint = "Start with LANG=C.UTF-8, or another locale that ends in UTF-8."
        yield Finding("terminal", f"{about}: letters outside it are shown as codes", 1, hint)
    elif problem:
        yield Finding("terminal", f"{about}. The app can not open here: {problem}", 0)
    else:
        yield Finding("terminal", about)


def _locale() -> str:
    try:
        return locale.setlocale(locale.LC_CTYPE)
    except locale.Error:
        return "unknown"
