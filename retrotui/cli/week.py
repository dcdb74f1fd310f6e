"""The week on the command line: `week`, `promote`, `problems`."""

from __future__ import annotations

import datetime as dt
import re

import click

from retrotui import week as commands
from retrotui.cli import output, week_json, week_text
from retrotui.cli.session import Session
from retrotui.cli.words import DASHES_ARE_TEXT
from retrotui.errors import UsageError, Word
from retrotui.journal import Journal
from retrotui.loop import promotion
from retrotui.loop.overview import overview
from retrotui.loop.recurrence import Problems, median_days
from retrotui.loop.web import Web
from retrotui.model import periods
from retrotui.model.entry import Entry
from retrotui.week import Choice, Promoted
from retrotui.wording import _

TARGETS = {
    "problem": "problem", "p": "problem", "keep": "keep", "k": "keep", "w": "keep", "try": "try", "t": "try", "i": "try",
    promotion.GOAL: promotion.GOAL, "g": promotion.GOAL, "s": promotion.GOAL, "left": promotion.LEFT, "leave": promotion.LEFT,
    "x": promotion.LEFT,
}  # fmt: skip
"""What `promote` takes behind the `=`; the letters are those of the app's list."""


@click.command("week", context_settings=DASHES_ARE_TEXT)
@click.argument("when", metavar="[WEEK]", default="")
@click.option("--json", "as_json", is_flag=True, help="As JSON, for programs.")
@click.pass_obj
def show_week(session: Session, when: str, as_json: bool) -> None:
    """Show how a week stands: issues, loose ends, Tries and their verdicts, what waits for promotion.

    WEEK is a week (2026-W46, w46), any day in it (-1w), or the key of a KPT; by default this week.
    """
    with session.journal() as journal:
        day, board = find_week(session, journal, when)
        web = Web(journal.entries())
        seen = overview(web, promotion.span_of(board) if board else periods.week_span(day), board)
    settings = session.settings()[1]
    if as_json:
        output.say_json(week_json.week(seen, web))
        return
    for line in week_text.week(seen, web, settings):
        output.say_line(line.text, line.style)


@click.command(context_settings=DASHES_ARE_TEXT)
@click.argument("words", nargs=-1, metavar="[WEEK] [ID=ROLE…]")
@click.option("--all", "everything", is_flag=True, help="Take up everything that waits, as suggested.")
@click.option("--json", "as_json", is_flag=True, help="As JSON, for programs.")
@click.pass_obj
def promote(session: Session, words: tuple[str, ...], everything: bool, as_json: bool) -> None:
    """Take up problems, wins and unclear points of the week's daily logs into its KPT.

    Without ID=ROLE it lists what waits. ID is a day and a label as listed (`tue:P1`), ROLE is problem, keep, try,
    goal (of the running study plan), leave, or the label of an item of the KPT to join: `promote tue:P1=problem
    wed:W1=keep thu:P2=P1 fri:U1=leave`.
    """
    choices = [word for word in words if "=" in word]
    others = [word for word in words if "=" not in word]
    if len(others) > 1 or (choices and everything):
        raise UsageError("Promote what?", "There is one WEEK at most, and ID=ROLE or --all.")
    with session.journal() as journal:
        day, board = find_week(session, journal, others[0] if others else "")
        place: commands.Place = board.uid if board else day
        span = promotion.span_of(board) if board else periods.week_span(day)
        waiting = promotion.candidates(Web(journal.entries()), span, board)
        if everything:
            done = commands.promote_all(journal, place)
        elif choices:
            done = commands.promote(
                journal, place, [_choice(session, waiting, board, span, each) for each in choices]
            )
        else:
            _say_waiting(waiting, board, span, as_json)
            return
    if as_json:
        output.say_json([week_json.promoted(each) for each in done])
    for each in [] if as_json else done:
        output.say(_promoted(each))
    if not done:
        output.tell(_("Nothing waits."))


@click.command()
@click.option("--recurring", is_flag=True, help="Only those that were met more than once.")
@click.option("--json", "as_json", is_flag=True, help="As JSON, for programs.")
@click.pass_obj
def problems(session: Session, recurring: bool, as_json: bool) -> None:
    """List the problems of all weeks: when they were met, what was tried, and what came of it."""
    with session.journal() as journal:
        web = Web(journal.entries())
    known = Problems(web)
    found = known.recurring() if recurring else known.all()
    median = median_days(known.all())
    if as_json:
        output.say_json(
            {
                "schema": 1,
                "median_days_to_kept": median,
                "problems": [week_json.problem(each) for each in found],
            }
        )
        return
    for line in week_text.problems(found, median):
        output.say_line(line.text, line.style)
    if not found:
        output.tell(_("No problem came back.") if recurring else _("No problems yet."))


def find_week(session: Session, journal: Journal, when: str) -> tuple[dt.date, Entry | None]:
    """A day of the week that is meant, and its KPT when there is one. Raises UsageError."""
    if "/" in when:
        entry = journal.find(when)
        if entry.kind != "kpt":
            raise UsageError("No week", "{key} is no KPT.", key=entry.key)
        return entry.start, entry
    if match := re.fullmatch(r"w(\d{1,2})", when, re.IGNORECASE):
        when = f"{session.today().isocalendar().year}-W{match[1]}"
    day = session.period(when, "WEEK").start if when else session.today()
    return day, journal.covering("kpt", day)


def _choice(
    session: Session, waiting: list[promotion.Candidate], board: Entry | None, span: periods.Span, word: str
) -> Choice:
    name, _equals, role = word.rpartition("=")
    day_name, _colon, label = name.rpartition(":")
    fits = [each for each in waiting if each.ref.item.label.casefold() == label.casefold()]
    if day_name:
        fits = [each for each in fits if _is_day(session, day_name, each.ref.entry.start)]
    if len(fits) != 1:
        ids = " ".join(week_text.id_of(each.ref, span) for each in waiting)
        raise UsageError(
            "Promote what?",
            "{name!r} is several lines." if fits else "{name!r} is no line that waits.",
            "There are: {ids}" if ids else "Nothing waits.",
            name=name,
            ids=ids,
        )
    uid = fits[0].ref.uid
    if role.casefold() in TARGETS:
        return Choice(uid, TARGETS[role.casefold()])
    item = next((i for i in board.items() if i.label.casefold() == role.casefold()), None) if board else None
    if item is None:
        raise UsageError(
            "Promote to what?",
            "{role!r} is no role, and no item of {board}.",
            "It can be: problem, keep, try, goal, leave, or a label such as P1.",
            role=role,
            board=board.key if board else Word("the week"),
        )
    return Choice(uid, join=item.uid)


def _is_day(session: Session, name: str, day: dt.date) -> bool:
    if len(name) >= 3 and name.isalpha():
        return f"{day:%A}".casefold().startswith(name.casefold())
    return periods.parse_day(name, session.today()) == day


def _say_waiting(
    waiting: list[promotion.Candidate], board: Entry | None, span: periods.Span, as_json: bool
) -> None:
    if as_json:
        output.say_json([week_json.candidate(each, board) for each in waiting])
        return
    output.say_table(week_text.waiting_row(each, span) for each in waiting)
    if not waiting:
        output.tell(_("Nothing of {week} waits.").format(week=periods.describe(span, "week")))


def _promoted(done: Promoted) -> str:
    if done.item is None:
        return _("left  {text}").format(text=done.source.text)
    name = f"{done.entry.key} {done.item.label}"
    return f"{_('joined with {name}').format(name=name) if done.joined else name}  {done.item.text}"
