"""What the words of a study plan's week say: its number and date, who was there, how much was reached."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from retrotui import text
from retrotui.markdown import dates
from retrotui.markdown.boundary import week_number
from retrotui.markdown.label import Labels
from retrotui.model import study
from retrotui.model.entry import Section, Week

_PERCENT = re.compile(r"(?<![\d.])(\d{1,3}(?:\.\d+)?)\s*[%％](?!p\b)")
_TICKS = frozenset("✅☑✔✓○◯⭕")
_SENTENCE = re.compile(r"(?<=[.!?。！？다요])\s+|\n+")
_TOPIC = re.compile(
    r"^\s*(?:이번 |지난 )?(?:\d+\s*주\s*차?|第?\d+週目?|week \d+)\s*(?:는|은|엔|에는|에|は|:)?\s*",
    re.IGNORECASE,
)


def week_of(heading: str, year: int | None) -> Week:
    """What a week's heading states."""
    found = dates.first(re.sub(r"\d{1,2}\s*주\s*차", " ", heading), year)
    return Week(week_number(heading) or 0, found.span.start if found else None)


def told(section: Section, order: int, count: int, labels: Labels, behind: Sequence[Section] = ()) -> Week:
    """What heading and prose tell of the section's week, the `order`-th of `count` in the document.

    `behind` are the sections after it. Whoever wrote sections below a week was there.
    """
    week = judged(section.week or Week(0), section.prose, labels)
    if study.is_row(section) and week.attendance == "attended" and not _is_done(section.prose, labels):
        # A table tells what is planned, and so it does before anybody was there.
        week = replace(week, attendance="")
    if not week.attendance and section.level and behind and not behind[0].week:
        week = replace(week, attendance="attended" if behind[0].level > section.level else "")
    if not week.number:
        week = replace(week, number=order + 1)
    last = count > 1 and order == count - 1
    return replace(week, final=last and is_final(section.heading, section.prose, labels))


def _is_done(cells: str, labels: Labels) -> bool:
    """Whether one of a row's cells says that the week is over: a tick, or a word for done."""
    return any(cell.strip() in _TICKS or labels.state_of(cell.strip()) == "done" for cell in cells.split("|"))


def judged(week: Week, prose: str, labels: Labels) -> Week:
    """The week with attendance, reason and percent as its prose tells."""
    sentences = [sentence.strip() for sentence in _SENTENCE.split(text.clean(prose)) if sentence.strip()]
    for name in ("absent", "partly", "skipped"):
        for sentence in sentences:
            match = labels.attendance[name].search(sentence) if labels.attendance[name].pattern else None
            if match:
                return _percent(
                    replace(week, attendance=name, reason=_reason(sentence, match.start())), sentences, labels
                )
    return _percent(replace(week, attendance="attended" if sentences else ""), sentences, labels)


def _reason(sentence: str, end: int) -> str:
    """The clause before the word that says absent: `I was ill and could not attend`, `컨디션이 좋지 않아 불참했다`."""
    because = re.search(r"(?:because(?: of)?|due to|since)\s+(.+?)[.!]?$", sentence, re.IGNORECASE)
    if because:
        return text.clean_line(because[1])
    clause = text.clean_line(_TOPIC.sub("", sentence[:end]))
    clause = re.sub(r"(?:\s+and|\s+so|、|,)\s*(?:i\s*)?$", "", clause, flags=re.IGNORECASE).strip()
    return "" if clause.casefold() in ("i", "we", "저는", "나는") else clause


def _percent(week: Week, sentences: list[str], labels: Labels) -> Week:
    for sentence in sentences:
        for match in _PERCENT.finditer(sentence):
            value = float(match[1])
            if value <= 100 and any(word in text.fold(sentence) for word in labels.percent):
                return replace(week, percent=value)
    return week


def is_final(heading: str, prose: str, labels: Labels) -> bool:
    """Whether the words of a plan's last week say that it closes the plan."""
    opening = text.fold(heading + " " + prose[:200])
    return any(word in opening for word in labels.final)
