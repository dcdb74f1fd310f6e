"""What a command works with: the clock, the paths, the settings, the open notebook.

Made once per command line and handed down by click; tests hand in their own clock.
"""

from __future__ import annotations

import datetime as dt
import gc
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from retrotui import config, wording
from retrotui.errors import NotebookUnreadable, RetroError, UsageError
from retrotui.model import periods

if TYPE_CHECKING:
    from retrotui.journal import Journal

LOCK_TIMEOUT = 5.0
"""How many seconds a command waits for another writer before it gives up."""


def _now() -> dt.datetime:
    return dt.datetime.now().astimezone()


class Session(msgspec.Struct, frozen=True):
    """One run of a command."""

    clock: Callable[[], dt.datetime] = _now
    notebook: str = ""
    """As given with `--notebook`; empty for the usual one."""
    state: str = ""
    """Another folder for drafts and backups; empty for the usual one."""
    environ: Mapping[str, str] = os.environ

    def with_notebook(self, path: str) -> Session:
        """The same on another notebook. Raises UsageError for an empty name."""
        if not path:
            raise UsageError("No notebook named", "--notebook was given an empty name.")
        return replace(self, notebook=path)

    def today(self) -> dt.date:
        """The day it is for the user: in their time zone, and with the night as they count it."""
        _, settings = self.settings()
        return periods.day_of(self.now(), settings.day_ends_at)

    def now(self) -> dt.datetime:
        """The present moment, in the user's time zone."""
        return self._zoned(*self.settings())()

    def _zoned(self, paths: config.Paths, settings: config.Config) -> Callable[[], dt.datetime]:
        place = config.zone(settings, paths.config_file, self.environ)
        return (lambda: self.clock().astimezone(place)) if place else self.clock

    def speak(self) -> None:
        """Speak the user's language from now on; of settings that can not be read others will tell."""
        language = ""
        with suppress(RetroError):
            language = self.settings()[1].language
        wording.use(wording.preferred(language, self.environ))

    def settings(self) -> tuple[config.Paths, config.Config]:
        """The paths and the settings; a notebook named in the settings counts when none is named otherwise."""
        paths = config.find_paths(self.notebook, self.environ)
        settings = config.load(paths)
        if settings.notebook and not (self.notebook or self.environ.get(config.NOTEBOOK_VARIABLE)):
            paths = replace(paths, notebook=(paths.config / Path(settings.notebook).expanduser()).absolute())
        return replace(paths, state=Path(self.state)) if self.state else paths, settings

    @contextmanager
    def journal(self, *, merging: bool = True) -> Iterator[Journal]:
        """The open journal, closed afterwards; first, lines that were kept aside are written down, when asked for."""
        from retrotui.journal import Journal

        paths, settings = self.settings()
        with self.naming_the_notebook():
            journal = Journal.open(
                paths.notebook,
                state_dir=paths.state,
                clock=self._zoned(paths, settings),
                language=settings.language,
                lock_timeout=LOCK_TIMEOUT,
                day_ends_at=settings.day_ends_at,
            )
        journal.first_language = wording.language()
        try:
            if merging and (paths.state / "spool").is_dir():
                from retrotui import spooled

                spooled.merge(journal, paths.state)
            yield journal
        finally:
            journal.close()

    @contextmanager
    def naming_the_notebook(self) -> Iterator[None]:
        """Where the notebook was named on the command line, the commands in an error's hint name it as well."""
        try:
            yield
        except NotebookUnreadable as error:
            if not self.notebook:
                raise
            import shlex

            named = f"retrotui --notebook {shlex.quote(self.notebook)} restore"
            title, message, hint = wording.told(error)
            raise NotebookUnreadable(title, message, hint.replace("retrotui restore", named)) from error

    def day(self, text: str, option: str) -> dt.date:
        """The day that an option names. Raises UsageError."""
        if day := periods.parse_day(text, self.today()):
            return day
        raise UsageError(
            "No such day",
            "{option} {text!r} is no day.",
            "Write 2026-11-18, 11-18, today, yesterday, mon or -3d; text that looks like an option goes after `--`.",
            option=option,
            text=text,
        )

    def period(self, text: str, option: str) -> periods.Span:
        """The day, week, month or year that an option names. Raises UsageError."""
        if span := periods.parse_period(text, self.today()):
            return span
        raise UsageError(
            "No such period",
            "{option} {text!r} is no day, week or year.",
            "Write 2026-11-18, 2026-W47, 2026, yesterday, mon or -2w.",
            option=option,
            text=text,
        )


def require_screen() -> None:
    """Raise UsageError where there is no terminal for the app: it would run unseen and could not be left."""
    from retrotui.cli.terminal import screen_problem

    if problem := screen_problem(sys.stdin, sys.__stderr__, os.environ):
        raise UsageError(
            "The app needs a terminal",
            problem,
            'Without one there are `retrotui log "text"`, `retrotui list` and `retrotui show today`.',
        )


def open_app(session: Session) -> int:
    """Open the app on the session's notebook; gives its exit code. The only place from which the shell knows the screens.

    Raises UsageError where there is no terminal for it.
    """
    require_screen()
    paths, settings = session.settings()
    from retrotui import keymap

    keymap.check(settings.keymap, paths.config_file)
    # Importing makes thousands of objects and no garbage: without the collector the first frame comes 30 ms sooner
    # (of 257, docs/decisions/speed.md).
    gc.disable()
    try:
        from retrotui.tui.launch import run
    finally:
        gc.freeze()
        gc.enable()

    with session.naming_the_notebook():
        return run(paths, settings)
