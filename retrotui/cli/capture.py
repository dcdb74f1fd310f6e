"""Writing things down: `log`, `add`, `set`."""

from __future__ import annotations

import datetime as dt
import re
import sys

import click
from msgspec.structs import replace

from retrotui.cli import output
from retrotui.cli.session import Session
from retrotui.cli.words import DASHES_ARE_TEXT, KEY, TextCommand
from retrotui.errors import EntryNotFound, RetroError, UsageError
from retrotui.journal import Edited, Journal
from retrotui.model import kinds
from retrotui.model.entry import Entry, Item, Link, Section
from retrotui.text import clean_line, split_lines
from retrotui.wording import _

ATTENDANCE = ("attended", "partly", "absent", "skipped")
"""What `set` takes as the state of a study plan's week."""


class _LogCommand(TextCommand):
    """`--from-git` counts only before the text, and `--yes` only with it: elsewhere they are words."""

    def options_for(self, args: list[str]) -> list[click.Option]:
        """All options, or those without the two."""
        known = super().options_for(args)
        leading = args[2:] if args[:1] == ["--date"] else args
        if "--from-git" in leading[:1] or leading[:2] == ["--yes", "--from-git"]:
            return known
        return [option for option in known if option.name not in ("from_git", "yes")]


@click.command(cls=_LogCommand)
@click.option("--date", metavar="DAY", help="Another day: yesterday, mon, -3d, 2026-11-18.")
@click.option(
    "--from-git", is_flag=True, help="Propose your commits since the last log; the words are REPOs."
)
@click.option("--yes", is_flag=True, help="With --from-git: write what is proposed.")
@click.argument("words", nargs=-1, metavar="[did|problem|learned|unclear|well] TEXT…")
@click.pass_obj
def log(session: Session, date: str | None, from_git: bool, yes: bool, words: tuple[str, ...]) -> None:
    """Write one line into a daily log, by default as something that you did.

    `-` reads the text from the standard input: its first line is the item, the others its details.
    Words that look like an unknown option are text. `log --from-git [REPO…]` proposes what you committed today and since
    the log before today (at most 14 days), without what is logged already, and writes nothing without `--yes`.
    """
    if from_git:
        from retrotui.cli.git import propose

        propose(session, words, date, writing=yes)
        return
    day = session.day(date, "--date") if date is not None else session.today()
    roles = kinds.KINDS["daily"].roles
    role = roles[0]
    if len(words) > 1 and words[0].casefold() in roles:
        role, words = words[0].casefold(), words[1:]
    text = _text(words)
    try:
        with session.journal() as journal:
            item = journal.log(role, text, day).item
    except UsageError:
        raise
    except RetroError as error:
        _keep_aside(session, error, role, text, day)
        return
    _say_written(day.isoformat(), role, item)


@click.command(cls=TextCommand)
@click.option("--week", metavar="WEEK", help="Another week: 2026-W46, or any day in it, such as -1w.")
@click.option("--for", "answers", metavar="LABEL", help="What the try answers: P1, or P1,K1.")
@click.option("--category", metavar="TEXT", help="What kind of work it was: QA, New Feature.")
@click.option("--flow", metavar="A|B|C", help="A: harder than your skill, B: even, C: easier.")
@click.argument("words", nargs=-1, metavar="keep|problem|try|issue TEXT…")
@click.pass_obj
def add(
    session: Session,
    week: str | None,
    answers: str | None,
    category: str | None,
    flow: str | None,
    words: tuple[str, ...],
) -> None:
    """Add a keep, problem, try or issue to the KPT of the week, which is made when it is not there.

    `-` reads the text from the standard input: its first line is the item, the others its details.
    """
    from retrotui.cli import remark

    role = words[0].casefold() if words else ""
    if role not in kinds.KINDS["kpt"].roles:
        raise UsageError("Add what?", "The first word is one of: keep, problem, try, issue.")
    if answers is not None and role != "try":
        raise UsageError("--for goes with a try", "It says which problem or keep the try answers.")
    level = (flow or "").upper()
    if level and level not in kinds.FLOW_LEVELS:
        raise UsageError(
            "No such flow",
            "--flow is one of {known}, not {flow!r}.",
            known=", ".join(kinds.FLOW_LEVELS),
            flow=flow,
        )
    day = _week_day(session, week) if week is not None else session.today()
    text = _text(words[1:])
    with session.journal() as journal:
        links = _answers(journal, day, answers) if answers is not None else ()
        edited = journal.write("kpt", day, role, text, category=category or "", flow=level, links=links)
        remarks = remark.on_added(journal, edited, role, session.settings()[1])
    _say_written(edited.entry.key, role, edited.item, _shown_links(edited))
    for line in remarks:
        output.tell(line)


@click.command("set", context_settings=DASHES_ARE_TEXT)
@click.argument("key", type=KEY)
@click.argument("label")
@click.argument("state")
@click.option(
    "--why", metavar="TEXT", default="", help="The reason, for what was dropped, slipped or missed."
)
@click.option("--keep", "with_keep", is_flag=True, help="With a kept try: write the Keep that it proposes.")
@click.pass_obj
def set_state(session: Session, key: str, label: str, state: str, why: str, with_keep: bool) -> None:
    """Give the item LABEL of the entry KEY a state, such as `set 2026-W47 T1 kept`.

    A try's verdict is more than a state: kept solves the problems that it answers, failed brings them back with a
    note, carried makes a try of the later week and leaves this one as it is, skipped asks no more about it this week.
    Another verdict, or open, takes back what the one before wrote, as far as nobody changed it since.
    An issue that is carried counts as moved, and is open in the following week.
    A week of a study plan takes attended, partly, absent or skipped: `set study/2026-10-17 W4 absent --why ill`.
    """
    from retrotui.cli import verdict

    state = state.casefold()
    with session.journal() as journal:
        entry = journal.find(key)
        if section := _week_section(entry, label):
            _attend(journal, entry, section, state, why)
            output.say(f"{entry.key} {label.upper()}: {state}")
            return
        item = journal.find_item(entry, label)
        if verdict.is_one(entry, item, state):
            verdict.give(journal, entry, item, state, why, with_keep=with_keep)
            return
        if with_keep:
            raise UsageError(
                "--keep goes with a kept try", "{key} {label} is not that.", key=entry.key, label=item.label
            )
        entry = journal.set_state(entry.uid, item.uid, state, why)
        item = entry.item(item.uid)
    output.say(f"{entry.key} {item.label}: {item.state}  {item.text}")


def _text(words: tuple[str, ...]) -> str:
    if words == ("-",):
        text = sys.stdin.buffer.read().decode("utf-8", "replace") if sys.stdin else ""
    else:
        text = " ".join(words)
    if not text.strip():
        raise UsageError("Nothing to write", "The text is empty.", "Give it as words, or `-` for the input.")
    return text


def _keep_aside(session: Session, error: RetroError, role: str, text: str, day: dt.date) -> None:
    """Keep the line outside the notebook, and say why; the error is raised when that fails too."""
    from retrotui import spooled

    paths = session.settings()[0]
    try:
        spooled.keep(paths.state, paths.notebook, role, text, day, session.clock())
    except RetroError:
        raise error from None
    output.say(f"{day.isoformat()} {role}: {clean_line(split_lines(text.strip())[0])}")
    output.tell_error(error)
    output.tell(
        "  " + _("The line is kept aside, and will be written into the notebook as soon as that can be.")
    )


def _say_written(where: str, role: str, item: Item, more: str = "") -> None:
    label = f" {item.label}" if item.label else ""
    output.say(f"{where} {role}{label}: {item.text}{more}")


def _week_day(session: Session, text: str) -> dt.date:
    """The first day of the week that the option names, or the day that it names."""
    if match := re.fullmatch(r"w(\d{1,2})", text, re.IGNORECASE):
        text = f"{session.today().isocalendar().year}-W{match[1]}"
    return session.period(text, "--week").start


def _answers(journal: Journal, day: dt.date, labels: str) -> tuple[Link, ...]:
    entry = journal.covering("kpt", day)
    if entry is None:
        raise EntryNotFound(
            "No such item",
            "The week of {day} has no KPT yet, so there is no {labels}.",
            "Add the problem first.",
            day=day,
            labels=labels,
        )
    names = [name for name in re.split(r"[,\s]+", labels) if name] or [labels]
    found = {journal.find_item(entry, name).uid: None for name in names}
    return tuple(Link("answers", entry.uid, uid) for uid in found)


def _shown_links(edited: Edited) -> str:
    labels = {item.uid: item.label for item in edited.entry.items()}
    answers = [labels[link.item] for link in edited.item.links if link.item in labels]
    return f"  → {' '.join(answers)}" if answers else ""


def _week_section(entry: Entry, label: str) -> Section | None:
    """The week of a study plan that people call by this label, `W4`, unless an item has it."""
    match = re.fullmatch(r"w(\d{1,2})", label, re.IGNORECASE)
    if not match or any(item.label.casefold() == label.casefold() for item in entry.items()):
        return None
    weeks = (section for section in entry.sections if section.week)
    return next((s for s in weeks if s.week and s.week.number == int(match[1])), None)


def _attend(journal: Journal, entry: Entry, section: Section, state: str, why: str) -> None:
    if state not in ATTENDANCE or section.week is None:
        raise UsageError(
            "No such state",
            "{state!r} is no state of a week.",
            "It can be: {known}",
            state=state,
            known=", ".join(ATTENDANCE),
        )
    week = replace(section.week, attendance=state, reason=why or section.week.reason)
    journal.set_week(entry.uid, section.uid, week)
