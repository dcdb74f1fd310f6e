"""Files in and out: `import`, `export`."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections import Counter
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from retrotui.cli import output
from retrotui.cli.progress import Progress
from retrotui.cli.session import Session
from retrotui.cli.words import DASHES_ARE_TEXT, KEY
from retrotui.errors import UsageError
from retrotui.model import document, insight, kinds
from retrotui.model.entry import Entry
from retrotui.wording import _, counted, ngettext, pgettext, said

if TYPE_CHECKING:
    from retrotui.exchange import Exported, Imported, Preview
    from retrotui.journal import Journal

_WORDS = {
    "new": "new",
    "updated": "updated",
    "restored": "back from the trash",
    "same": "already there",
    "trashed": "in the trash",
    "failed": "failed",
}
"""What the catalogues call an import's outcomes (`wording.IMPORTED`)."""


@click.command("import")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option("--kind", type=click.Choice(list(kinds.KINDS)), help="What the files are, instead of guessing.")
@click.option("--date", metavar="DAY", help="The day of a single file, whatever it says itself.")
@click.option("--default-date", metavar="DAY", help="The day of files that state none.")
@click.option("--language", type=click.Choice(kinds.LANGUAGES), help="The language, instead of guessing.")
@click.option("--repair", is_flag=True, help="Repair text that was read in a wrong encoding.")
@click.option("--again", is_flag=True, help="Bring back what was deleted here.")
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
@click.option("--json", "as_json", is_flag=True, help="As JSON, for programs.")
@click.pass_obj
def import_files(
    session: Session,
    paths: tuple[str, ...],
    kind: str | None,
    date: str | None,
    default_date: str | None,
    language: str | None,
    repair: bool,
    again: bool,
    dry_run: bool,
    as_json: bool,
) -> int:
    """Read Markdown files, folders and zips of them, and JSON that `export` wrote, into the notebook.

    Importing the same file again changes nothing; a file that changed updates its entry, and what was edited here
    stays. What was deleted here stays in the trash. It is one step for `undo`. The exit code is 1 when any file failed; the others are in.
    """
    from retrotui import exchange

    here, settings = session.settings()
    hints = exchange.Hints(
        kind=kind or "",
        date=_day(session, date, "--date"),
        default_date=_day(session, default_date, "--default-date"),
        language=language or "",
        repair=repair,
        labels=settings.own_labels(here),
    )
    # Nothing is there to compare with, and a dry run must not make anything.
    absent = dry_run and not here.notebook.exists()
    with nullcontext() if absent else session.journal(merging=not dry_run) as journal:
        progress = Progress(sys.stderr)
        try:
            plan = exchange.preview(journal, paths, hints, progress, again=again)
        finally:
            progress.end()
        if not dry_run and journal is not None:
            plan = exchange.import_all(journal, plan)
        if as_json:
            output.say_json(_documents(plan, journal))
    if not as_json:
        for result in plan.results:
            _report(result)
    _sum_up(plan, dry_run)
    return 1 if any(result.status == "failed" for result in plan.results) else 0


@click.command(context_settings=DASHES_ARE_TEXT)
@click.argument("keys", nargs=-1, type=KEY, metavar="[KEY…]")
@click.option("--all", "everything", is_flag=True, help="All entries, oldest first.")
@click.option("--out", metavar="DIR", help="Write a file for each entry into this folder.")
@click.option("--language", type=click.Choice(kinds.LANGUAGES), help="The language of our own headings.")
@click.option(
    "--front-matter",
    type=click.Choice(["jekyll", "hugo", "obsidian", "none"]),
    help="The style of the metadata on top; without it, as it is.",
)
@click.option("--format", "form", type=click.Choice(["md", "json"]), default="md", help="Markdown or JSON.")
@click.option("--original", is_flag=True, help="The bytes that were imported, as they came.")
@click.option("--overwrite", is_flag=True, help="Replace files that say something else.")
@click.pass_obj
def export(
    session: Session,
    keys: tuple[str, ...],
    everything: bool,
    out: str | None,
    language: str | None,
    front_matter: str | None,
    form: str,
    original: bool,
    overwrite: bool,
) -> int:
    """Write the entries KEY… as Markdown: to the standard output, one after the other, or as files with --out.

    A file in DIR is replaced only while it says what was written there last; others are left, and the exit code is 1.
    """
    if bool(keys) == everything:
        raise UsageError("Export what?", "Give keys, or --all.")
    if form == "json" and (original or front_matter):
        raise UsageError("JSON has no front matter and no original", "These options are for Markdown.")
    if original and (front_matter or language):
        raise UsageError("--original changes nothing", "It goes with no style and no language.")
    style = language or "", original, front_matter or ""
    with session.journal() as journal:
        entries = _all(journal) if everything else [journal.find(key) for key in keys]
        if form == "json":
            documents = [document.to_document(entry, journal.get) for entry in entries]
            pieces = [_encoded(each) for each in documents]
        else:
            documents = []
            pieces = _rendered(session, entries, *style)
        if out is not None:
            return _to_folder(session, journal, Path(out), entries, pieces, form, style[2], overwrite)
    if form == "json":
        output.say_json(documents)
    else:
        output.say_bytes(b"".join(pieces))
    return 0


def _rendered(
    session: Session, entries: list[Entry], language: str, original: bool, front_matter: str
) -> list[bytes]:
    from retrotui import exchange

    paths, settings = session.settings()
    templates = exchange.load_templates(paths.config)
    style = exchange.Style(language, original, front_matter, templates, settings.own_labels(paths))
    return [exchange.render(each, style) for each in entries]


def _to_folder(
    session: Session,
    journal: Journal,
    folder: Path,
    entries: list[Entry],
    pieces: list[bytes],
    form: str,
    front_matter: str,
    overwrite: bool,
) -> int:
    from retrotui import exchange

    state = session.settings()[0].state
    known = journal.notebook.entries()
    names = exchange.names_of(entries, f".{form}", front_matter, folder, state, known)
    files = {names[entry.uid]: piece for entry, piece in zip(entries, pieces, strict=True)}
    return _written(exchange.write_files(folder, files, state=state, overwrite=overwrite, uids=names))


def _written(results: list[Exported]) -> int:
    for result in results:
        if result.status == "refused":
            output.tell(_("not written: {reason}").format(reason=result.reason))
        else:
            output.say(str(result.path))
    return 1 if any(result.status == "refused" for result in results) else 0


def _day(session: Session, text: str | None, option: str) -> dt.date | None:
    return None if text is None else session.day(text, option)


def _all(journal: Journal) -> list[Entry]:
    """Every entry, oldest first, those of one file in the order of the file."""

    def place(entry: Entry) -> tuple[dt.date, str, int, str]:
        origin = entry.origin
        return (entry.start, origin.path if origin else "", origin.index if origin else 0, entry.key)

    return sorted(journal.entries() + journal.entries("note"), key=place)


def _encoded(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _documents(plan: Preview, journal: Journal | None) -> list[dict[str, Any]]:
    """The results of an import as documents, each with its file; a failed file has its reason instead."""
    from retrotui import exchange

    written = {entry.uid: entry for entry in plan.writes}

    def entry_of(uid: str) -> Entry | None:
        return written.get(uid) or (journal.get(uid) if journal else None)

    def told(result: Imported) -> dict[str, Any]:
        if result.entry is None:
            return {"file": result.file, "error": result.error}
        shown = document.to_document(result.entry, entry_of, result.warnings)
        comments = exchange.comments(result.entry)
        return {
            "file": result.file,
            "status": result.status,
            **shown,
            **({"front_matter_comments": comments} if comments else {}),
        }

    return [told(result) for result in plan.results]


def _report(result: Imported) -> None:
    word = pgettext("import", _WORDS[result.status])
    if result.entry is None:
        error = said(result.error)
        reason = error if result.file in error else f"{result.file}: {error}"
        output.tell(f"{word}: {reason}")
        return
    output.say(f"{word}: {result.file} → {result.entry.key}  {result.entry.title}")
    if result.status in ("same", "trashed"):
        return
    # Where the results go elsewhere, nobody sees which file a warning stands below.
    where = "  " if output.is_terminal(sys.stdout) else f"{result.file}: "
    for warning in dict.fromkeys([*map(said, result.warnings), *insight.findings(result.entry, _)]):
        output.tell(f"{where}! {warning}")


def _sum_up(plan: Preview, dry_run: bool) -> None:
    for note in plan.notes:
        output.tell(said(note))
    counts = Counter(result.status for result in plan.results)
    parts = [counted(word, counts[status]) for status, word in _WORDS.items() if counts[status]]
    if unsure := sum(not result.is_sure for result in plan.results):
        parts.append(counted("unsure", unsure))
    told = ", ".join(parts) or _("no files found")
    output.tell(_("Dry run, nothing was written: {what}").format(what=told) if dry_run else told)
    broken = len({each.file for each in plan.results if each.broken and not each.broken.is_repaired})
    if broken:
        words = ngettext(
            "{count} file holds broken text (mojibake); --repair mends it.",
            "{count} files hold broken text (mojibake); --repair mends it.",
            broken,
        )
        output.tell(words.format(count=broken))
    if counts["trashed"]:
        output.tell(_("What was deleted here stays in the trash; --again brings it back."))
