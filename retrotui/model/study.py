"""What only a study plan knows: how far each week and the whole plan have come."""

from __future__ import annotations

from collections.abc import Callable

from retrotui.model.entry import Entry, Section

MISSED = "Week {number} was missed, no reason given"
SUMMARY = "{weeks} wk"


def weeks(entry: Entry) -> list[Section]:
    """The week sections, by number."""
    return sorted((s for s in entry.sections if s.week), key=lambda s: s.week.number if s.week else 0)


def is_row(section: Section) -> bool:
    """Whether a week was read from a table's row: its prose is the row's further cells, with the bars between them."""
    return bool(section.week) and not section.level and "|" in section.prose and "\n" not in section.prose


def week_progress(section: Section) -> float | None:
    """How much of a week's goal was reached, 0 to 100: as stated, else done goals over goals; None when unknown."""
    if section.week and section.week.percent is not None:
        return section.week.percent
    goals = [item for item in section.items if item.state != "dropped"]
    return 100 * sum(item.state == "done" for item in goals) / len(goals) if goals else None


def progress(entry: Entry) -> float | None:
    """How far the plan is: what its final week states, else the mean of the weeks that are known."""
    known = weeks(entry)
    for section in reversed(known):
        if section.week and section.week.final and section.week.percent is not None:
            return section.week.percent
    values = [value for section in known if (value := week_progress(section)) is not None]
    return sum(values) / len(values) if values else None


def findings(entry: Entry, say: Callable[[str], str]) -> list[str]:
    """Weeks that were missed without a reason."""
    return [
        say(MISSED).format(number=section.week.number)
        for section in weeks(entry)
        if section.week and section.week.attendance == "absent" and not section.week.reason
    ]


def summary(entry: Entry, say: Callable[[str], str]) -> str:
    """The number of weeks and the progress."""
    done = progress(entry)
    return say(SUMMARY).format(weeks=len(weeks(entry))) + ("" if done is None else f" {percent(done)}")


def percent(value: float) -> str:
    """`80 %`, `83.3 %`."""
    return f"{value:.1f}".removesuffix(".0") + " %"
