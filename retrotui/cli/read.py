"""Looking at what was written: `list`, `show`, `search`."""

from __future__ import annotations

import sys

import click

from retrotui.cli import output
from retrotui.cli.layout import lay_out
from retrotui.cli.session import Session
from retrotui.cli.words import DASHES_ARE_TEXT, KEY, TextCommand
from retrotui.journal import Journal
from retrotui.loop import search as finder
from retrotui.model import document, insight, kinds
from retrotui.model.entry import Entry
from retrotui.text import visible
from retrotui.wording import _


@click.command("list")
@click.option("--kind", type=click.Choice(list(kinds.KINDS)), help="Only entries of this kind.")
@click.option("--since", metavar="DAY", help="From this day, week or year on.")
@click.option("--until", metavar="DAY", help="Up to this day, week or year.")
@click.option("--tag", help="Only entries with this tag.")
@click.option("--json", "as_json", is_flag=True, help="As JSON, for programs.")
@click.pass_obj
def list_entries(
    session: Session, kind: str | None, since: str | None, until: str | None, tag: str | None, as_json: bool
) -> None:
    """List the entries, newest first: key, title, how it stands. Notes are listed with `--kind note`."""
    begin = session.period(since, "--since").start if since is not None else None
    end = session.period(until, "--until").end if until is not None else None
    with session.journal() as journal:
        entries = journal.entries(kind or "", since=begin, until=end, tag=tag or "")
        if as_json:
            output.say_json([document.to_document(entry, journal.get) for entry in entries])
            return
    if not entries and (kind or since or until or tag):
        output.tell(_("No entry fits."))
    elif not entries:
        output.tell(
            _('No entries. `retrotui log "…"` writes the first one, `retrotui import` reads your files.')
        )
    output.say_table((entry.key, entry.title, insight.summary(entry, _)) for entry in entries)


@click.command(context_settings=DASHES_ARE_TEXT)
@click.argument("key", type=KEY)
@click.option("--md", "as_markdown", is_flag=True, help="As Markdown.")
@click.option("--json", "as_json", is_flag=True, help="As JSON, for programs.")
@click.pass_obj
def show(session: Session, key: str, as_markdown: bool, as_json: bool) -> None:
    """Show the entry KEY: `today`, `2026-11-20`, `2026-W47`, `2018`, a key as `list` shows it, or the start of one."""
    with session.journal() as journal:
        entry = journal.find(key)
        if as_json:
            output.say_json(document.to_document(entry, journal.get))
        elif as_markdown:
            from retrotui.exchange import Style, render

            paths, settings = session.settings()
            output.say_bytes(render(entry, Style(own=settings.own_labels(paths))))
        else:
            for line in lay_out(entry, journal.get, _onward(journal, entry)):
                output.say_line(line.text, line.style)


def _onward(journal: Journal, entry: Entry) -> dict[str, str]:
    """What became of the entry's items elsewhere, in words."""
    from retrotui.loop.follow import Tries
    from retrotui.loop.promotion import promoted_to
    from retrotui.loop.web import Web

    web = Web(journal.entries())
    words = {
        item.uid: _("taken up as {names}").format(names=", ".join(ref.name for ref in taken))
        for item in entry.items()
        if (taken := promoted_to(web, item.uid))
    }
    for each in Tries(web).of(entry):
        times = f"×{each.times}" if each.times else ""
        into = _("carried to {name}").format(name=each.into.name) if each.into else ""
        if times or into:
            words[each.ref.uid] = " · ".join(filter(None, (times, into)))
    return words


@click.command(cls=TextCommand)
@click.argument("query", nargs=-1, required=True, metavar="QUERY")
@click.option("--json", "as_json", is_flag=True, help="As JSON, for programs.")
@click.pass_obj
def search(session: Session, query: tuple[str, ...], as_json: bool) -> None:
    """Find the places that hold every word of QUERY, as part of a word and in any case."""
    with session.journal() as journal:
        entries = journal.entries() + journal.entries("note")
        hits = finder.search(entries, " ".join(query))
        if as_json:
            output.say_json([_hit(hit) for hit in hits])
            return
    if not hits:
        output.tell(_("Nothing found."))
    wide = not output.is_terminal(sys.stdout)
    for hit in hits:
        place = f"{hit.entry.key} {hit.item.label}".rstrip() if hit.item else hit.entry.key
        line = visible(f"{place}  {hit.excerpt}")
        output.say(line if wide else output.fitted(line))


def _hit(hit: finder.Hit) -> dict[str, str]:
    return {
        "key": hit.entry.key,
        "kind": hit.entry.kind,
        "title": hit.entry.title,
        "role": hit.section.role if hit.section else "",
        "heading": hit.section.heading if hit.section else "",
        "label": hit.item.label if hit.item else "",
        "excerpt": hit.excerpt,
    }
