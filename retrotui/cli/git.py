"""`log --from-git`: what was committed, as lines for the daily log."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from retrotui import commits, week
from retrotui.cli import output
from retrotui.cli.session import Session
from retrotui.commits import Commit
from retrotui.journal import Journal
from retrotui.model import periods
from retrotui.wording import _, ngettext


def propose(session: Session, words: tuple[str, ...], date: str | None, *, writing: bool) -> None:
    """Print the user's commits since the last log, or those of a day; write them when told to, as one step of undo."""
    repositories = [Path(word) for word in words] or [Path()]
    settings = session.settings()[1]
    day = session.day(date, "--date") if date is not None else None
    with session.journal(merging=writing) as journal:
        since = _since(journal, day, settings.day_ends_at)
        found = [
            (periods.day_of(commit.at.astimezone(journal.now().tzinfo), settings.day_ends_at), commit)
            for commit in commits.own_commits(repositories, since)
        ]
        entries = journal.entries("daily")
        lines = [
            (on, commit)
            for on, commit in found
            if (day is None or on == day) and commits.is_new(commit.subject, entries, on)
        ]
        if writing and lines:
            week.log_all(journal, [(on, commit.subject) for on, commit in lines])
    _say(lines, several=len(repositories) > 1)
    if not found:
        output.tell(_("No commits of yours since {at:%Y-%m-%d %H:%M}.").format(at=since))
    elif not lines:
        output.tell(_("Your commits since {at:%Y-%m-%d %H:%M} are all logged.").format(at=since))
    elif not writing:
        told = ngettext(
            "Nothing was written. `--yes` writes this line.",
            "Nothing was written. `--yes` writes these {count} lines.",
            len(lines),
        )
        output.tell(told.format(count=len(lines)))


def _since(journal: Journal, day: dt.date | None, ends_at: int) -> dt.datetime:
    """The beginning of the day that was asked for, else the last log before today."""
    now = journal.now()
    begin = dt.datetime.combine(day or journal.today(), dt.time(ends_at), now.tzinfo)
    return begin if day else commits.last_logged(journal.entries("daily"), begin).astimezone(now.tzinfo)


def _say(lines: list[tuple[dt.date, Commit]], *, several: bool) -> None:
    for on, commit in lines:
        where = f"  ({commit.repository})" if several else ""
        output.say(f"{on.isoformat()} did: {commit.subject}{where}")
