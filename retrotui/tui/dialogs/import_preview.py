"""What an import would do, before anything is written: each entry with its kind and days, to be corrected with keys."""

from __future__ import annotations

import datetime as dt
import time
from collections import Counter
from collections.abc import Callable
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from retrotui.errors import RetroError
from retrotui.exchange import Broken, Imported, Preview
from retrotui.model import periods
from retrotui.model.kinds import KINDS, Kind
from retrotui.model.periods import Span
from retrotui.text import clean_line, pad, truncate
from retrotui.tui.dialogs.ask import AskDialog
from retrotui.tui.dialogs.modal import Dialog
from retrotui.tui.prose import wrap_spans
from retrotui.tui.widgets.pane import Line, Pane, Row
from retrotui.wording import N_, _, counted, pgettext, said, told

Read = Callable[[Callable[[int, int], None]], Preview]
"""Reads the files, telling how many are done and how many there are; runs in a thread of its own."""

KEYS = {"1": "daily", "2": "kpt", "3": "aar", "4": "study", "5": "year", "0": "note"}
"""The kinds by the keys of their tabs."""
_HINT = N_(
    "enter import · esc cancel · space leave out · m mend\n"
    "1 daily · 2 kpt · 3 aar · 4 study · 5 year · 0 note · g date"
)
"""What is needed to get out comes first: where there is no room, the rest is cut."""
_MARKS = {
    "new": "[x]",
    "updated": "[x]",
    "restored": "[x]",
    "left out": "[ ]",
    "trashed": "[ ]",
    "same": " = ",
    "failed": " ! ",
}
_STYLES = {
    "new": "good",
    "updated": "accent",
    "restored": "good",
    "left out": "muted",
    "trashed": "muted",
    "same": "muted",
    "failed": "bad",
}
_WORDS = {"same": "already there", "trashed": "in the trash", "restored": "from the trash"}
_ORDER = ("failed", "updated", "new", "restored", "trashed", "left out", "same")
"""As rows and counts are ordered: first what needs a look, then what changes something."""
_QUIET = ("same", "left out", "trashed")
"""Outcomes of which nothing more needs to be known."""
_DATE_CELLS, _STATUS_CELLS = 19, 15
_STEP = 0.1


class _StoppedError(Exception):
    """The dialog was closed while it read."""


class ImportDialog(Dialog[Preview]):
    """The entries that were found, those that are guesses first. Answers with the preview that is to be written."""

    BINDINGS: ClassVar = [
        *(Binding(key, f"kind('{kind}')", kind, show=False, priority=True) for key, kind in KEYS.items()),
        Binding("g", "date", "date", show=False, priority=True),
        Binding("m", "mend", "mend", show=False, priority=True),
        Binding("space", "leave_out", "leave out", show=False, priority=True),
        Binding("enter", "import", "import", show=False, priority=True),
    ]

    def __init__(self, what: str, root: str, read: Read, today: dt.date) -> None:
        super().__init__()
        self._what = what
        self._root = root
        self._read = read
        self._today = today
        self._preview: Preview | None = None
        self._order: list[int] = []
        """Places of the results as they are shown; a correction moves no row."""
        self._told_at = 0.0

    def compose(self) -> ComposeResult:
        """The box."""
        with Vertical(classes="box full"):
            yield Static(Content(_("Import {name}").format(name=self._what)), classes="box-title")
            yield Pane(framed=False)
            yield Static(Content(_("reading … · esc cancel")), classes="box-hint")

    def on_mount(self) -> None:
        """Begin to read."""
        self.set_focus(self.query_one(Pane))
        self.run_worker(self._read_all, thread=True)

    def _read_all(self) -> None:
        try:
            preview = self._read(self._progress)
        except _StoppedError:
            return
        except RetroError as error:
            self.app.call_from_thread(self._failed, error)
        else:
            self.app.call_from_thread(self._arrived, preview)

    def _progress(self, done: int, total: int) -> None:
        if not self.is_attached or not self.app.is_running:
            raise _StoppedError
        now = time.monotonic()
        if now - self._told_at > _STEP:
            self._told_at = now
            told = _("reading {done} of {total} · esc cancel").format(done=done, total=total)
            self.app.call_from_thread(self._hint, told)

    def _hint(self, text: str) -> None:
        if self.is_attached:
            self.query_one(".box-hint", Static).update(Content(text))

    def _failed(self, error: RetroError) -> None:
        self._hint(" ".join(" ".join(told(error)).split()))

    def _arrived(self, preview: Preview) -> None:
        if not self.is_attached:
            return
        self._order = sorted(range(len(preview.results)), key=lambda place: _rank(preview.results[place]))
        self._show(preview)
        self._hint(_(_HINT))

    def _show(self, preview: Preview) -> None:
        self._preview = preview
        counts = Counter(result.status for result in preview.results)
        unsure = sum(not result.is_sure for result in preview.results)
        # What matters least comes last: there it is cut where there is no room.
        parts = [counted(_WORDS.get(each, each), counts[each]) for each in _ORDER if counts[each]]
        parts[1:1] = [counted("unsure", unsure)] if unsure else []
        what = _("Import {name}").format(name=self._what)
        title = f"{what} · {' · '.join(parts) or _('nothing found')}"
        self.query_one(".box-title", Static).update(Content(title))
        self.query_one(Pane).show(self._rows)

    # Drawing

    def _rows(self, width: int) -> list[Row]:
        if self._preview is None:
            return []
        rows = [Row(str(place), self._lines(self._preview.results[place], width)) for place in self._order]
        notes = [
            Line(((" ", ""), *line))
            for note in self._preview.notes
            for line in wrap_spans([(said(note), "muted")], max(4, width - 2))
        ]
        return [*rows, Row("", tuple(notes), selectable=False)] if notes else rows

    def _lines(self, result: Imported, width: int) -> tuple[Line, ...]:
        outcome = _WORDS.get(result.status, result.status)
        status = (f"{pgettext('import', outcome)} ", _STYLES[result.status])
        mark = (f" {_MARKS[result.status]} ", _STYLES[result.status])
        room = max(8, width - 8)
        if result.entry is None:
            lines = [Line((mark, (self._file(result.file, width - 16), "")), (status,))]
            return (*lines, *_indented(_reason(result), "bad", room))
        entry = result.entry
        days = periods.describe(Span(entry.start, entry.end), KINDS[entry.kind].period)
        if entry.kind == "kpt":
            days = periods.describe(Span(entry.start, entry.end), "")
        style = "muted" if result.status in _QUIET else ""
        unsure = "" if result.is_sure else "warning"
        head = (
            mark,
            (pad(pgettext("kind", entry.kind), _kind_cells()), style or unsure or "category"),
            (pad(days, _DATE_CELLS, cell_len), unsure or style),
        )
        used = sum(cell_len(text) for text, _ in head) + _STATUS_CELLS
        title = truncate(clean_line(entry.title), max(4, width - used), cell_len)
        first = Line((*head, (title, style or "strong")), (status,))
        lines = [first, Line((("     ", ""), (self._file(result.file, room), "muted")))]
        if result.broken:
            lines += _mending(result.broken, room)
        if result.status not in _QUIET:
            # What the reader says of broken text is said above, with the key.
            more = [each for each in result.warnings if not (result.broken and "mojibake" in each)]
            for warning in more:
                lines += _indented(f"! {said(warning)}", "warning", room)
        return tuple(lines)

    def _file(self, name: str, room: int) -> str:
        """The file's name below what was given, its end when there is no room for all."""
        shown = clean_line(name.removeprefix(self._root).lstrip("/")) or clean_line(name)
        while cell_len(shown) > room and "/" in shown.removeprefix("…/"):
            shown = "…/" + shown.removeprefix("…/").partition("/")[2]
        return truncate(shown, max(4, room), cell_len)

    # Keys

    def _place(self) -> int | None:
        """The result under the cursor, where it can still be changed."""
        uid = self.query_one(Pane).cursor_uid
        if self._preview is None or not uid:
            return None
        place = int(uid)
        return place if self._preview.results[place].status not in ("same", "failed") else None

    def action_kind(self, kind: str) -> None:
        """Read the entry as another kind."""
        place = self._place()
        if self._preview is not None and place is not None:
            self._show(self._preview.corrected(place, kind=kind))

    def action_date(self) -> None:
        """Give the entry other days."""
        place = self._place()
        entry = self._preview.results[place].entry if self._preview and place is not None else None
        if place is None or entry is None:
            return

        def done(answer: str | None) -> None:
            span = _span(answer or "", self._today)
            if span and self._preview is not None:
                self._show(self._preview.corrected(place, span=span))

        value = entry.start.isoformat() + (f" ~ {entry.end.isoformat()}" if entry.end != entry.start else "")
        hint = _("2026-11-18, 2026-W47, 2026, or two days: 2026-11-16 ~ 2026-11-20")
        kind = KINDS[entry.kind]
        dialog = AskDialog(
            _("Days of this entry"), hint, value, lambda answer: _wrong(kind, answer, self._today)
        )
        self.app.ask(dialog, done)  # type: ignore[attr-defined]

    def action_mend(self) -> None:
        """Mend the broken text of the file, or take it as it came again; it may hold other entries then."""
        uid, preview = self.query_one(Pane).cursor_uid, self._preview
        if preview is None or not uid or preview.results[int(uid)].broken is None:
            return
        old = preview.of_file(int(uid))
        mended = preview.mended(int(uid))
        new = mended.of_file(old.start)
        self._order = _renumbered(self._order, old, new)
        self._show(mended)
        self.query_one(Pane).move_to(str(new.start))

    def action_leave_out(self) -> None:
        """Leave the entry out, or take it in again; one that is in the trash is brought back."""
        place = self._place()
        if self._preview is not None and place is not None:
            self._show(self._preview.toggled(place))

    def action_import(self) -> None:
        """Answer with all that is not left out."""
        if self._preview is not None:
            self.dismiss(self._preview)


def _kind_cells() -> int:
    return 1 + max(cell_len(pgettext("kind", name)) for name in KINDS)


def _rank(result: Imported) -> int:
    """Guesses first, then what failed, then what changes something."""
    if result.entry is not None and not result.is_sure:
        return 0
    if result.broken is not None and not result.broken.is_repaired:
        return 1
    return _ORDER.index(result.status) + 2


def _reason(result: Imported) -> str:
    """Why a file failed, without its name, which stands above."""
    error = said(result.error)
    line, colon, reason = error.removeprefix(f"{result.file}:").partition(": ")
    if line.isdecimal() and colon:
        return _("line {number}: {reason}").format(number=line, reason=reason)
    return error.removeprefix(f"{result.file}: ")


def _renumbered(order: list[int], old: range, new: range) -> list[int]:
    """The order of the results when those of one file became others, which stand where the first of it stood."""
    shifted: list[int] = []
    for place in order:
        if place not in old:
            shifted.append(place if place < old.start else place + len(new) - len(old))
        elif new.start not in shifted:
            shifted += new
    return shifted


def _mending(broken: Broken, room: int) -> list[Line]:
    """A line of broken text before and after, and the key that mends it or takes it back."""
    mended = _("mended (UTF-8 that was read as {codec}); m takes it back")
    words = mended if broken.is_repaired else _("broken text (UTF-8 that was read as {codec}); m mends it")
    style = "good" if broken.is_repaired else "warning"
    before, after = clean_line(broken.before), clean_line(broken.after)
    return [
        *_indented(words.format(codec=broken.codec), style, room),
        Line((("       ", ""), (truncate(before, room - 2, cell_len), "muted"))),
        Line((("     → ", "muted"), (truncate(after, room - 2, cell_len), ""))),
    ]


def _indented(text: str, style: str, room: int) -> list[Line]:
    lines = wrap_spans([(clean_line(text), style)], room)
    return [Line((("     " if n == 0 else "       ", ""), *line)) for n, line in enumerate(lines)]


def _wrong(kind: Kind, answer: str, today: dt.date) -> str:
    """Why an entry of the kind can not be of the days that were typed, or nothing."""
    span = _span(answer, today)
    if span is None:
        return _("No such day")
    if kind.may_cover(span):
        return ""
    if kind.within == "day":
        return _("A daily log is of one day; a span needs another kind")
    return _("A year in review is of one year")


def _span(answer: str, today: dt.date) -> Span | None:
    first, tilde, last = (part.strip() for part in answer.partition("~"))
    if not tilde:
        return periods.parse_period(first, today)
    start, end = periods.parse_day(first, today), periods.parse_day(last, today)
    return Span(start, end) if start and end and start <= end else None
