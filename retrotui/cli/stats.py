"""`stats`: the notebook in numbers."""

from __future__ import annotations

import click

from retrotui.cli import output
from retrotui.cli.session import Session
from retrotui.cli.words import DASHES_ARE_TEXT
from retrotui.loop.recurrence import Problems, median_days
from retrotui.loop.tally import tally
from retrotui.loop.web import Web
from retrotui.model import periods
from retrotui.wording import _


@click.command(context_settings=DASHES_ARE_TEXT)
@click.argument("when", metavar="[PERIOD]", default="")
@click.option("--json", "as_json", is_flag=True, help="As JSON, for programs.")
@click.pass_obj
def stats(session: Session, when: str, as_json: bool) -> None:
    """Count the entries of PERIOD (2026, 2026-11, 2026-W47), by default of all time, and say how the habit holds."""
    span = session.period(when, "PERIOD") if when else None
    with session.journal() as journal:
        entries = journal.entries()
        today = journal.today()
    whole = periods.Span(entries[-1].start, entries[0].end) if entries else periods.Span(today, today)
    span = span or periods.Span(min(whole.start, today), max(whole.end, today))
    of_span = [entry for entry in entries if entry.start in span]
    seen = tally(of_span, today, span)
    streak = tally(entries, today, span).streak
    median = median_days(Problems(Web(of_span)).all())
    if as_json:
        output.say_json(
            {
                "schema": 1,
                "start": span.start.isoformat(),
                "end": span.end.isoformat(),
                "streak": {"current": streak.current, "longest": streak.longest},
                "logged": {"days": seen.days, "lines": seen.lines},
                "entries": seen.entries,
                "states": seen.states,
                "median_days_to_kept": median,
            }
        )
        return
    rows = [
        (_("logged"), _("{lines} lines on {days} days").format(lines=seen.lines, days=seen.days)),
        (
            _("streak"),
            _("{current} working days, longest {longest}").format(
                current=streak.current, longest=streak.longest
            ),
        ),
    ]
    rows += [(kind, str(count)) for kind, count in seen.entries.items()]
    for role, states in seen.states.items():
        told = ", ".join(f"{count} {state}" for state, count in states.items())
        rows.append((_("{role} items").format(role=role), f"{sum(states.values())}: {told}"))
    if median is not None:
        rows.append((_("problem to kept try"), _("{days:g} days (median)").format(days=median)))
    output.say_table(rows)
