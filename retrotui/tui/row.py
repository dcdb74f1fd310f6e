"""Rows of a pane out of an entry: what each section and item looks like, whatever the kind.

Pure: entry and width in, rows out. What differs between kinds is read from `kinds` and from the values
themselves; no kind is named here.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

import msgspec
from msgspec.structs import replace
from rich.cells import cell_len

from retrotui.model import kinds, kpt, study
from retrotui.model.entry import Entry, Item, Section, Week
from retrotui.model.kinds import KINDS, ROLES
from retrotui.text import truncate
from retrotui.tui.prose import dressed, marked_spans, spans_of, wrap_spans
from retrotui.tui.widgets.pane import Line, Row, Span
from retrotui.wording import _, ngettext, pgettext

BODY_LINES = 3
"""How much of an item's body is shown while it is folded."""
PROSE_LINES = 6
"""How much of a section's prose is shown while it is folded."""


class Look(msgspec.Struct, frozen=True):
    """How rows are drawn."""

    width: int
    """Cells inside the frame."""
    compact: bool = False
    """A narrow column: no boxes, no section headings."""
    unfolded: frozenset[str] = frozenset()
    """Uids whose long text is shown in full."""
    labels: Mapping[str, str] = {}
    """What linked items of other entries are called, by their uids."""
    origins: Mapping[str, str] = {}
    """Where items come from, in words, by their uids."""
    marks: Mapping[str, tuple[Span, ...]] = {}
    """What else stands at the right of an item, by its uid."""
    guessed: Mapping[tuple[str, str], Collection[int]] = {}
    """Offsets of guessed characters, by the uid of the section or item and the name of the field."""

    def guesses(self, uid: str, field: str) -> Collection[int]:
        """Where the field has guessed characters."""
        return self.guessed.get((uid, field), ())


def entry_rows(entry: Entry, sections: Iterable[Section], look: Look) -> list[Row]:
    """The rows of some sections of an entry, each under its heading."""
    rows: list[Row] = []
    look = _with_guesses(entry, look)
    orphans = {item.uid: _("no try") for item in kpt.orphan_problems(entry)} if entry.items_of("try") else {}
    for section in sections:
        if not look.compact:
            if rows:
                rows.append(Row("", (Line(),), selectable=False))
            if section.heading or section.role != "prose":
                rows.append(heading_row(entry, section, look))
        prose = [prose_row(section, look)] if section.prose else []
        # A column is for its items; text around them comes last there.
        rows += [] if look.compact else prose
        group = ""
        for item in section.items:
            if item.group != group:
                group = item.group
                rows.append(
                    Row(
                        "",
                        (Line(((f"  {truncate(group, look.width - 3, cell_len)}", "category"),)),),
                        selectable=False,
                    )
                )
            rows.append(item_row(entry, section, item, look, orphans.get(item.uid, "")))
        rows += prose if look.compact else []
        if not section.items and not section.prose and ROLES[section.role].guide:
            rows.append(_guide(section, look))
    return rows


def _with_guesses(entry: Entry, look: Look) -> Look:
    if not entry.has_guesses:
        return look
    from retrotui.model.guess import by_field

    return replace(look, guessed=by_field(entry))


def heading_row(entry: Entry, section: Section, look: Look) -> Row:
    """A section's heading with its count; a week's with its bar, percentage and attendance."""
    heading = section.heading or KINDS[entry.kind].heading(section.role, entry.language).format(n="")
    right: tuple[Span, ...] = ()
    if section.week:
        right = week_spans(section, bar=look.width >= 56)
    elif section.items:
        states = kinds.states(entry.kind, section.role)
        good = {state.name for state in states if state.good}
        done = sum(item.state in good for item in section.items)
        right = ((f"{done}/{len(section.items)} " if states else f"{len(section.items)} ", "muted"),)
    spans = marked_spans(heading, "heading", look.guesses(section.uid, "heading"))
    return Row(section.uid, (Line(((" ", "heading"), *spans), right),))


def week_spans(section: Section, *, bar: bool = True) -> tuple[Span, ...]:
    """How a week of a plan went: attendance, a bar of ten cells, the percentage."""
    week = section.week or Week(0)
    value = study.week_progress(section)
    spans: list[Span] = []
    if week.final:
        spans.append((_("final") + "  ", "accent"))
    if week.attendance:
        style = {"attended": "good", "partly": "warning", "absent": "bad"}.get(week.attendance, "muted")
        spans.append((f"{pgettext('attendance', week.attendance)}  ", style))
    if value is not None:
        if bar:
            spans.extend(bar_spans(value))
        spans.append((f" {study.percent(value):>7} ", "strong"))
    elif bar:
        spans.extend([("·" * 10, "track"), (" " * 9, "")])
    return tuple(spans)


def bar_spans(percent: float, cells: int = 10) -> tuple[Span, Span]:
    """A bar of so many cells."""
    full = round(max(0.0, min(100.0, percent)) / 100 * cells)
    return ("█" * full, "bar"), ("░" * (cells - full), "track")


def prose_row(section: Section, look: Look) -> Row:
    """A section's Markdown that is no item, its beginning unless unfolded."""
    limit = 2 if look.compact else PROSE_LINES
    guesses = look.guesses(section.uid, "prose")
    prose = section.prose if guesses else _shown(section)
    lines = dressed(prose, max(4, look.width - 4), "", guesses)
    return Row(f"{section.uid}:prose", tuple(_folded(lines, limit, f"{section.uid}:prose", look, "  ")))


def _shown(section: Section) -> str:
    """A section's prose; that of a week which is a table's row as the cells that say something."""
    if not study.is_row(section):
        return section.prose
    cells = re.split(r"(?<!\\)\|", section.prose)
    return " · ".join(cell.strip() for cell in cells if cell.strip())


def _guide(section: Section, look: Look) -> Row:
    guide = _(ROLES[section.role].guide)
    lines = wrap_spans([(guide, "muted")], max(4, look.width - 4))
    if not look.compact:
        return Row("", tuple(Line((("  ", ""), *line)) for line in lines), selectable=False)
    return Row("", tuple(Line(((" ", ""), *line)) for line in lines), selectable=False)


def item_row(entry: Entry, section: Section, item: Item, look: Look, orphan: str = "") -> Row:
    """One item: box or mark, label, category, text, then what it is linked to, and its body below."""
    state = kinds.state(entry.kind, section.role, item.state)
    closed = bool(state and state.closed)
    lead: list[Span] = [(" " if look.compact else "  ", "")]
    if state and (not look.compact or state.mark != " "):
        style = ("good" if state.good else "bad") if closed else ("accent" if state.mark != " " else "muted")
        lead.append((f"{state.mark} " if look.compact else f"[{state.mark}] ", style))
    if item.label:
        lead.append((f"{item.label} ", "label"))
    margin = min(sum(cell_len(text) for text, _ in lead), max(2, look.width // 2))
    text: list[Span] = []
    if item.category:
        text += marked_spans(f"{item.category}  ", "category", look.guesses(item.uid, "category"))
    text += spans_of(item.text, "done" if closed else "", look.guesses(item.uid, "text"))
    lines = wrap_spans(text, max(4, look.width - margin - 1))
    tags = item_tags(entry, item, look, orphan)
    rows = [Line((*lead, *lines[0])), *(Line(((" " * margin, ""), *line)) for line in lines[1:])]
    rows = with_tags(rows, tags, look.width)
    if item.body:
        body = dressed(item.body, max(4, look.width - margin - 1), "muted", look.guesses(item.uid, "body"))
        rows += _folded(body, 1 if look.compact else BODY_LINES, item.uid, look, " " * margin)
    return Row(item.uid, tuple(rows))


def item_tags(entry: Entry, item: Item, look: Look, orphan: str) -> list[Span]:
    """What stands at the right of an item: links, a missing Try, the date, the flow."""
    labels = {other.uid: other.label for other in entry.items()} | dict(look.labels)
    answers = [labels.get(link.item, "?") for link in item.links if link.relation == "answers"]
    tags: list[Span] = [(f"→ {' '.join(answers)}", "link")] if answers else []
    origin = look.origins.get(item.uid) or " ".join(
        labels.get(link.item, "?")
        for link in item.links
        if link.relation in ("carried_from", "promoted_from")
    )
    tags += [(f"← {origin}", "muted")] if origin else []
    tags += look.marks.get(item.uid, ())
    if orphan:
        tags.append((orphan, "warning"))
    if item.date:
        tags.append((item.date.isoformat(), "muted"))
    if item.reason:
        tags.append((truncate(item.reason, 24, cell_len), "muted"))
    if item.flow:
        tags.append((item.flow, "accent"))
    elif item in kpt.issues_without_flow(entry):
        tags.append(("·", "muted"))
    return tags


def with_tags(rows: list[Line], tags: Sequence[Span], width: int) -> list[Line]:
    """The lines with tags at the right of the last one, or on lines of their own where there is no room."""
    if not tags:
        return rows
    used = sum(cell_len(text) for text, _ in rows[-1].left)
    if used + _size(tags) + 1 <= width:
        return [*rows[:-1], rows[-1]._replace(right=_side_by_side(tags))]
    lines: list[list[Span]] = []
    for text, style in tags:
        tag = (truncate(text, width - 1, cell_len), style)
        if lines and _size([*lines[-1], tag]) <= width:
            lines[-1].append(tag)
        else:
            lines.append([tag])
    return [*rows, *(Line((), _side_by_side(line)) for line in lines)]


def _size(tags: Sequence[Span]) -> int:
    return sum(cell_len(text) for text, _ in _side_by_side(tags))


def _side_by_side(tags: Sequence[Span]) -> tuple[Span, ...]:
    return (*[span for tag in tags for span in (tag, ("  ", ""))][:-1], (" ", ""))


def _folded(lines: list[tuple[Span, ...]], limit: int, uid: str, look: Look, margin: str) -> list[Line]:
    if uid not in look.unfolded and len(lines) > limit + 1:
        hidden = len(lines) - limit
        more = ngettext("… {count} more line", "… {count} more lines", hidden).format(count=hidden)
        lines = [*lines[:limit], ((more, "track"),)]
    return [Line(((margin, ""), *line)) for line in lines]
