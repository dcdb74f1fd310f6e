"""Import and export from the app: ask where, show what would happen, and do it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from retrotui.model.entry import Entry
from retrotui.tui.dialogs.ask import AskDialog
from retrotui.tui.dialogs.import_preview import ImportDialog
from retrotui.wording import _, counted

if TYPE_CHECKING:
    from retrotui.exchange import Preview
    from retrotui.tui.app import RetroApp


_WORDS = {"new": "new", "updated": "updated", "restored": "back from the trash", "failed": "failed"}
"""How the outcomes of an import are told, those that changed something or should have."""


def import_files(app: RetroApp) -> None:
    """Ask for a path, show what an import of it would do, and do what is left of that."""

    def asked(answer: str | None) -> None:
        if answer:
            path = _path(answer)
            app.call_next(
                app.ask,
                ImportDialog(path.name or str(path), str(path), _reader(app, path), app.journal.today()),
                done,
            )

    def done(preview: Preview | None) -> None:
        if preview is not None:
            with app.reporting():
                _write(app, preview)

    app.ask(
        AskDialog(
            _("Import"), _("a file, a folder or a zip; what it would do is shown first"), "", _check_path
        ),
        asked,
    )


def _path(answer: str) -> Path:
    return Path(answer).expanduser().absolute()


def _check_path(answer: str) -> str:
    return "" if not answer or _path(answer).exists() else _("There is no such file or folder.")


def _reader(app: RetroApp, path: Path) -> Callable[[Callable[[int, int], None]], Preview]:
    from retrotui import exchange

    hints = exchange.Hints(labels=app.own_labels)
    return lambda progress: exchange.preview(app.journal, [str(path)], hints, progress)


def _write(app: RetroApp, preview: Preview) -> None:
    from retrotui import exchange

    done = exchange.import_all(app.journal, preview)
    counts = Counter(result.status for result in done.results)
    parts = [counted(word, counts[status]) for status, word in _WORDS.items() if counts[status]]
    imported = _("Imported: {what}.").format(what=", ".join(parts) or _("nothing new"))
    undo = _("u takes it back.") if done.writes else ""
    app.say(f"{imported} {undo}".rstrip(), alert=bool(counts["failed"]))


def export_entry(app: RetroApp, entry: Entry) -> None:
    """Ask for a folder and write the entry there as a Markdown file."""

    def done(answer: str | None) -> None:
        if answer:
            with app.reporting():
                _export(app, entry, _path(answer))

    title = _("Export {key}").format(key=entry.key)
    app.ask(AskDialog(title, _("the folder to write the file into"), str(Path.cwd())), done)


def _export(app: RetroApp, entry: Entry, folder: Path) -> None:
    from retrotui import exchange

    style = exchange.Style(templates=exchange.load_templates(app.paths.config), own=app.own_labels)
    known = app.journal.notebook.entries()
    for result in exchange.export_to(folder, [entry], everything=known, state=app.paths.state, style=style):
        if result.status == "refused":
            app.say(_("Not written: {reason}").format(reason=result.reason), alert=True)
        else:
            app.say(_("Written: {path}").format(path=result.path))
