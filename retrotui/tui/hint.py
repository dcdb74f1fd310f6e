"""Rows beside the entry itself: what to press where nothing is yet, how far a plan is, what stands at each flow level."""

from __future__ import annotations

from retrotui.model import kinds, kpt, study
from retrotui.model.entry import Entry
from retrotui.text import cell_width, pad
from retrotui.tui.row import bar_spans
from retrotui.tui.widgets.pane import Line, Row, Span
from retrotui.wording import _, ngettext, pgettext


def flow_rows(entry: Entry | None) -> list[Row]:
    """What stands at each flow level."""
    table = kpt.flow_table(entry) if entry else {}
    rows = []
    width = 1 + max(cell_width(pgettext("flow", word)) for word in kinds.FLOW_LEVELS.values())
    for level, items in table.items():
        labels = " ".join(item.label for item in items)
        left: tuple[Span, ...] = (
            (f" {level} ", "accent"),
            (pad(pgettext("flow", kinds.FLOW_LEVELS[level]), width), "muted"),
            (labels, ""),
        )
        rows.append(Row("", (Line(left),), selectable=False))
    return rows


def plan_rows(entry: Entry, weeks: int, width: int) -> list[Row]:
    """How far a study plan is."""
    value = study.progress(entry)
    left: tuple[Span, ...] = (
        (f" {ngettext('{count} week', '{count} weeks', weeks).format(count=weeks)} ", "muted"),
    )
    right = ((study.percent(value) + " ", "strong"),) if value is not None else ()
    cells = max(0, min(40, width - 24))
    bar = bar_spans(value or 0.0, cells)
    return [
        Row("", (Line((*left, *bar), right),), selectable=False),
        Row("", (Line(),), selectable=False),
    ]


def guess_rows(entry: Entry, key: str) -> list[Row]:
    """How many characters of a repaired text are to be looked at, and by which key."""
    if not entry.has_guesses:
        return []
    from retrotui.model import guess

    count = len(guess.marks(entry))
    words = ngettext("reviews {count} guessed character", "reviews {count} guessed characters", count)
    left: tuple[Span, ...] = ((f" {key} ", "accent"), (words.format(count=count), "warning"))
    return [Row("", (Line(left),), selectable=False)] if count else []


def nothing_rows(noun: str) -> list[Row]:
    """What to press where no entry of a kind is yet."""
    words = [
        ("", _("No {noun} yet.").format(noun=noun)),
        ("N", _("begins one, for a date that you choose")),
        ("n", _("logs a line into today")),
        ("?", _("shows all keys")),
    ]
    return _hints(words)


def welcome_rows() -> list[Row]:
    """What to press in a new notebook."""
    words = [
        ("", _("A new notebook. Write the first line:")),
        ("n", _("logs a line, from any tab")),
        ("a", _("adds to the section under the cursor")),
        ("2", _("is the week, 3 reviews, 4 study plans, 5 the year")),
        ("?", _("shows all keys")),
        ("", _("Have Markdown already?  retrotui import FOLDER")),
    ]
    return [*_hints(words), Row("", (Line(),), selectable=False)]


def _hints(words: list[tuple[str, str]]) -> list[Row]:
    width = max(cell_width(key) for key, text in words)
    rows = [Row("", (Line(),), selectable=False)]
    for key, text in words:
        left: tuple[Span, ...] = (
            (("  ", ""), (f"{key:<{width}}  ", "accent"), (text, ""))
            if key
            else (("  ", ""), (text, "strong"))
        )
        rows.append(Row("", (Line(left),), selectable=False))
    return rows
