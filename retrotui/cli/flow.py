"""`flow`: a week's challenge–skill picture in characters, and how each kind of work went over the weeks."""

from __future__ import annotations

import shutil
import sys
from typing import Any

import click

from retrotui.cli import output, week_json
from retrotui.cli.session import Session
from retrotui.cli.week import find_week
from retrotui.cli.words import DASHES_ARE_TEXT
from retrotui.loop import flow as trends
from retrotui.loop import picture
from retrotui.model import kpt, periods
from retrotui.wording import _, language

_WIDEST = 100
_LINES = 16


@click.command(context_settings=DASHES_ARE_TEXT)
@click.argument("when", metavar="[WEEK]", default="")
@click.option("--plain", is_flag=True, help="Draw with ASCII characters alone.")
@click.option("--json", "as_json", is_flag=True, help="As JSON, for programs.")
@click.pass_obj
def flow(session: Session, when: str, plain: bool, as_json: bool) -> None:
    """Draw the flow of a week: what was harder than the skill (A), even with it (B), easier (C).

    WEEK is as for `week`. Below the picture stand the levels of each category in the weeks up to this one, and what to
    do about one that stays too hard or too easy.
    """
    with session.journal() as journal:
        day, board = find_week(session, journal, when)
        entries = journal.entries("kpt")
    spoken = language()
    span = periods.week_span(day)
    table = kpt.flow_table(board) if board else {}
    levels = {level: [item.label or item.text for item in items] for level, items in table.items()}
    found = trends.trends(entries, until=span.end)
    if as_json:
        shown: dict[str, Any] = {"schema": week_json.SCHEMA, "week": periods.week_name(day), "levels": levels}
        output.say_json(
            shown | {"trends": [week_json.trend(each, board.language if board else spoken) for each in found]}
        )
        return
    if not any(levels.values()) and not found:
        output.tell(_("No item has a flow yet: `retrotui add issue TEXT --flow A`, or f on one in the app."))
        return
    width = min(_WIDEST, shutil.get_terminal_size().columns)
    pen = picture.PLAIN if plain or not _draws_boxes() else None
    rows = picture.draw(levels, width, _LINES, language=spoken, pen=pen)
    rows += [[], *picture.tell_trends(found, width, language=spoken)] if found else []
    for pieces in rows:
        output.say("".join(text for text, _ in pieces).rstrip())


def _draws_boxes() -> bool:
    """Whether the output's encoding has the characters of the picture."""
    try:
        "│·▲▶".encode((sys.stdout and sys.stdout.encoding) or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
