"""A word about what was just added to a week: a problem that comes back, a Try that is a wish, too many open Tries."""

from __future__ import annotations

from collections.abc import Iterator

from retrotui.config import Config
from retrotui.journal import Edited, Journal
from retrotui.loop import follow, vague
from retrotui.loop.recurrence import Problems, history
from retrotui.loop.web import Web
from retrotui.wording import _, language


def on_added(journal: Journal, edited: Edited, role: str, settings: Config) -> list[str]:
    """What to say about a new item of a KPT, if anything."""
    match role:
        case "problem":
            return list(_on_problem(journal, edited))
        case "try":
            return list(_on_try(journal, edited, settings))
        case _:
            return []


def _on_problem(journal: Journal, edited: Edited) -> Iterator[str]:
    web = Web(journal.entries())
    problems = Problems(web)
    found = problems.of(edited.item.uid)
    if found and found.times > 1 and found.met[0].uid != edited.item.uid:
        before = [ref for ref in found.met if ref.entry.start < edited.entry.start]
        if before:
            yield _("It looks like {name}: {history}.").format(
                name=before[-1].name, history=history(found, language())
            )
            yield "  " + _("`retrotui problems --recurring` shows what was tried.")


def _on_try(journal: Journal, edited: Edited, settings: Config) -> Iterator[str]:
    if settings.vague_tries and (
        hint := vague.hint(edited.item.text, edited.entry.language, settings.vague_words)
    ):
        yield hint
    if settings.tries_at_most:
        web = Web(journal.entries())
        tries = follow.Tries(web)
        known = [
            *tries.of(edited.entry),
            *follow.open_tries(web, edited.entry.start, edited.entry, tries=tries),
        ]
        if follow.over_limit(known, settings.tries_at_most):
            count = sum(each.state == "open" for each in known)
            told = _("{count} Tries are open, more than {limit}: which one could be dropped?")
            yield told.format(count=count, limit=settings.tries_at_most)
