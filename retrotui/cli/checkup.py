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
from retrotui.wording import _, told


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
        settings.own_labels(paths)
        theme.load(settings.theme, paths)
        keymap.check(settings.keymap, paths.config_file)
    except RetroError as error:
        return [_failed(_("settings"), error), *_terminal()]
    return [
        *_notebook(session, paths),
        *_waiting(paths),
        Finding(
            _("settings"),
            f"{paths.config_file}" if paths.config_file.exists() else _("none, all defaults"),
        ),
        *_shipped(),
        *_terminal(),
    ]


def _failed(subject: str, error: RetroError) -> Finding:
    title, message, hint = told(error)
    text = "\n".join(part for part in (title, message) if part)
    return Finding(subject, text, 3 if isinstance(error, NotebookUnreadable) else 1, hint)


def _notebook(session: Session, paths: config.Paths) -> Iterator[Finding]:
    try:
        with session.journal(merging=False) as journal:
            if not paths.notebook.exists():
                words = _("{path} is not there yet; the first entry makes it")
                yield Finding(_("notebook"), words.format(path=paths.notebook))
                return
            yield from _contents(journal, paths)
            yield from _backups(journal)
            yield _lock(journal)
    except RetroError as error:
        yield _failed(_("notebook"), error)


def _contents(journal: Journal, paths: config.Paths) -> Iterator[Finding]:
    problems = journal.notebook.check()
    for problem in problems:
        yield Finding(_("notebook"), problem, 1)
    if not problems:
        count = len(journal.notebook.entries())
        size = paths.notebook.stat().st_size
        words = _("{path}: {count} entries, {size:,} bytes, all readable")
        yield Finding(_("notebook"), words.format(path=paths.notebook, count=count, size=size))
    if reason := journal.notebook.read_only:
        yield Finding(_("notebook"), _("It can not be written: {reason}").format(reason=reason), 1)
    if mode := paths.notebook.stat().st_mode & 0o077:
        yield Finding(
            _("permissions"),
            _("Others may use the notebook (mode {mode:o})").format(
                mode=paths.notebook.stat().st_mode & 0o777
            ),
            1 if mode & 0o022 else 0,
            _("Yours alone: chmod 600 {path}").format(path=paths.notebook),
        )


def _backups(journal: Journal) -> Iterator[Finding]:
    backups = journal.notebook.backups()
    bad = [backup for backup in backups if not backup.is_good]
    good = [backup for backup in backups if backup.is_good]
    for backup in bad:
        yield Finding(_("backup"), _("{path} can not be read").format(path=backup.path), 1)
    if good:
        newest = good[0]
        at = newest.at.astimezone().strftime("%Y-%m-%d %H:%M")
        text = _("{count} good, the newest of {at} with {entries} entries: {path}").format(
            count=len(good), at=at, entries=newest.entries, path=newest.path
        )
        yield Finding(_("backups"), text)
    else:
        yield Finding(_("backups"), _("none yet; the second save makes the first one"))


def _lock(journal: Journal) -> Finding:
    if journal.notebook.read_only:
        return Finding(_("lock"), _("not needed, the notebook is read only"))
    try:
        with journal.notebook.transaction("check"):
            pass
    except RetroError as error:
        return _failed(_("lock"), error)
    return Finding(_("lock"), _("free"))


def _waiting(paths: config.Paths) -> Iterator[Finding]:
    if lines := spooled.waiting(paths.state, paths.notebook):
        text = _("{count} written with `log` while the notebook could not be written").format(
            count=len(lines)
        )
        hint = _("The next command that writes brings them into the notebook.")
        yield Finding(_("lines kept aside"), text, 1, hint)


def _shipped() -> Iterator[Finding]:
    for name in ("themes", "sample_data"):
        folder = config.shipped(name)
        if not folder.is_dir():
            yield Finding(name, _("{path} is missing").format(path=folder), 1, _("Install retrotui again."))


def _terminal() -> Iterator[Finding]:
    problem = screen_problem(sys.stdin, sys.__stderr__, os.environ)
    term = os.environ.get("TERM") or _("not set")
    encoding = encoding_name(sys.stdout)
    about = _("TERM {term}, encoding {encoding}, locale {locale}").format(
        term=term, encoding=encoding, locale=_locale()
    )
    if encoding != "utf-8":
        hint = _("Start with LANG=C.UTF-8, or another locale that ends in UTF-8.")
        text = _("{about}: letters outside it are shown as codes").format(about=about)
        yield Finding(_("terminal"), text, 1, hint)
    elif problem:
        text = _("{about}. The app can not open here: {problem}").format(about=about, problem=problem)
        yield Finding(_("terminal"), text, 0)
    else:
        yield Finding(_("terminal"), about)


def _locale() -> str:
    try:
        return locale.setlocale(locale.LC_CTYPE)
    except locale.Error:
        return _("unknown")
