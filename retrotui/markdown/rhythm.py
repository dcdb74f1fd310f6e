"""What days and weeks say of a document's kind: those that its headings, lists, tables and its file's name tell."""

from __future__ import annotations

import re

from retrotui import text
from retrotui.markdown import article, boundary, dates, day, standup, week_place
from retrotui.markdown.ballot import LOOK_BACK, NTH_SPRINT, SPRINT_RETRO, TODAY, Ballot, kept_in
from retrotui.markdown.boundary import Boundary
from retrotui.markdown.scan import BLANK

_SCRUM = re.compile(
    r"\W*(?:[^:：]{2,24}[:：]\W*)?(?:daily (?:scrum|stand-?up|sync|meeting)|stand-?up(?: meeting)?|デイリー ?スクラム|朝会|데일리 ?(?:스크럼|스탠드업|미팅))(?:\W|$)"
)
"""A line that says that a morning's meeting was held: `Meeting held: daily scrum`."""
_ATTENDED = re.compile(
    r"\W*(?:participants?|attendees|attended|members|참석자|참가자|참여자|参加者|出席者|参加メンバー|与会人员|参与者)\W"
)
"""A line that says who came."""
_MONTH = re.compile(r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*")
_DAY_WORD = re.compile(
    _MONTH.pattern + r"|(?:mon|tues?|wed|thu|fri|sat|sun)[a-z]*|st|nd|rd|th|of|t|"
    r"[년월일화수목금토年月日火水木金土曜]|[월화수목금토일]요일|[月火水木金土日]曜日?"
)
"""What stands in a day as it is written."""
_BARE_WEEK = re.compile(r"\W*(?:week|wk)\W*\d{1,2}\W*|\W*\d{1,2}\s*주\s*차\W*|\W*第\s*\d{1,2}\s*[週周]\W*")
"""A title that is a week and nothing else."""
_THIS_WEEK = re.compile(r"이번 ?주|금주|지난 ?주|今週|先週|(?:this|last|past) week|本周|上周")
_NEXT_WEEK = re.compile(r"다음 ?주|차주|来週|翌週|(?:next|coming) week|下周")
_MEETING = re.compile(
    r"meeting|minutes|release|changelog|회의|議事|会议|読書会|輪読会|독서 ?모임|book club|reading group"
)
"""What is kept by days and is no diary."""
_SLUG = re.compile(
    r"\d{4}-\d\d-\d\d-(?!(?:mon|tue|wed|thu|fri|sat|sun)|(?:daily|diary|journal|log|til|note|notes|memo|standup|today)(?![a-z]))[a-z]",
    re.IGNORECASE,
)
"""A post with its day before its name: `2024-05-10-git.md`."""
_DAY_PATH = re.compile(
    r"(?:^|/)(?:19|20)\d\d/(?:0?[1-9]|1[0-2])/[0-3]?\d(?:[ _-]{1,3}[a-z]{1,3})?(?:/(?:readme|index))?$"
)
"""A path that is nothing but a day, `2024/01/29.md`."""
_README = re.compile(r"(?i)(?:^|/)readme\.\w+$")
TALK = re.compile(
    r"1[ :]?(?:on|:)[ :]?1|one[ -]on[ -]one|(?<![a-z])(?:sync|minutes|meeting|call|committee|catch-?up)(?![a-z])"
)
"""Titles of what people talked about."""


def vote_of_days(ballot: Ballot) -> None:
    """Add what days say for a daily log, and against one."""
    votes, heads, lines = ballot.votes, ballot.heads, ballot.lines
    days = dated(heads)
    if len(days) >= 2 and ballot.looks_back and len(ballot.trio) >= 2 and not TODAY.search(ballot.named):
        # A board for each sprint, kept by days.
        votes["kpt"] += 2
    elif len(days) >= 2:
        votes["daily"] += _log_votes(heads, days)
    elif sum(day.retitled([head.heading for head in heads])) >= 2 and not ballot.trio:
        # `Notes from the workshop 5-14-24`, `Notes from the workshop 5-15-24`
        votes["daily"] += 3
    elif len(heads) <= 1 and len(day.day_lines(lines)) >= 2:
        votes["daily"] += 3
    asked = [text.fold(sign.heading) for sign in ballot.labelled]
    if any(map(standup.is_of_morning, asked)) and any(map(TODAY.search, asked)) and not ballot.looks_back:
        # What was done yesterday and what will be today are asked on one day.
        votes["daily"] += 3
    if any(_SCRUM.match(text.fold(line.text)) for line in lines[:12]):
        votes["daily"] += 4
    if not days and _README.search(ballot.path):
        # The front page of a collection of logs is no log.
        votes["daily"] -= 4
    if not days and len(_weeks(heads)) >= 2:
        votes["daily"] -= 2
    votes["daily"] += _day_votes(ballot)
    votes["daily"] += min(3.0, 1.5 * sum(day.is_counted(head.heading) for head in heads[1:]))


def vote_of_weeks(ballot: Ballot) -> None:
    """Add what weeks say for a study plan, and who came."""
    votes = ballot.votes
    if votes["study"] and any(_ATTENDED.match(text.fold(line.text)) for line in ballot.lines[:12]):
        votes["study"] += 1.5
    votes["study"] += _week_votes(ballot)
    asked = [text.fold(sign.heading) for sign in ballot.labelled]
    if any(map(_THIS_WEEK.search, asked)) and any(map(_NEXT_WEEK.search, asked)) and votes["study"] < 3:
        # What was done in the week and what will be in the next one is a week's look back.
        votes["kpt"] += 3
    if ballot.told >= {"did", "problem", "try"} and "keep" not in ballot.told and not ballot.looks_back:
        # Who says what was done, what is in the way and what comes next reports.
        votes["study" if votes["study"] >= 3 else "daily"] += 2


def _weeks(heads: list[Boundary]) -> set[int]:
    """The weeks that headings name."""
    return {week for head in heads if (week := boundary.week_number(head.heading)) is not None}


def is_diary_page(path: str, title: str) -> bool:
    """Whether a file is named by a day, or by its number, and nothing else: whatever stands in it, it is that day's page."""
    bare = path.rpartition(".")[0] or path
    name = bare.rpartition("/")[2]
    found = dates.first(name, None) if day.is_day(name) and not _SLUG.search(name) else None
    counted = day.is_counted(name, whole=True)
    named = counted or bool(found and found.span.days == 1) or bool(_DAY_PATH.search(bare.casefold()))
    told = text.fold(f"{path} {title}")
    return (
        named
        and not kept_in(path)
        and not _MEETING.search(told)
        and not TALK.search(told)
        and not article.is_on_text(told)
    )


def dated(heads: list[Boundary]) -> list[Boundary]:
    """The headings that begin with a single day."""
    return [
        head
        for head in heads
        if day.is_dated(head.heading)
        and boundary.week_number(head.heading) is None
        and (found := dates.first(day.without_weekday(head.heading), 2000))
        and found.start <= 4
        and found.span.days == 1
    ]


def _log_votes(heads: list[Boundary], days: list[Boundary]) -> float:
    """What headings that are days say for a daily log: a file of nothing but days is one, whatever stands below them."""
    highest = min(head.level for head in days)
    titles = heads[:1] if all(head.level > heads[0].level for head in heads[1:]) else []
    peers = [head for head in heads if head.level <= highest and head not in titles]
    return 3 if len(days) >= 0.6 * len(peers) else 1.5


def _week_votes(ballot: Ballot) -> float:
    """What the weeks that headings, list items, table rows or the file's name tell of say for a study plan."""
    lines, heads, title, path = ballot.lines, ballot.heads, ballot.title, ballot.path
    weeks, trio, total = _weeks(heads), ballot.trio, 0.0
    of_sprints = any(NTH_SPRINT.search(text.fold(head.heading)) for head in heads)
    is_board = len(trio) >= 2 and (
        len(trio) == 3
        or ballot.looks_back
        or any(LOOK_BACK.search(text.fold(head.heading)) for head in heads)
    )
    if SPRINT_RETRO.search(text.fold(title)) or (is_board and of_sprints):
        # `Sprint 2 preview` at the end of a sprint's retrospective.
        total += 2 if weeks else 0
    elif len(weeks) >= 2 and len(dated(heads)) >= 2 * len(weeks) and ballot.votes["daily"] >= 3:
        # The weeks of a log only gather its days.
        total += 2.5
    elif len(weeks) >= 2 or week_place.listed(lines):
        total += 5
        total += min(3.0, 1.5 * (len(weeks) - 2)) if len(weeks) > 2 else 0.0
    elif _BARE_WEEK.fullmatch(text.fold(title).strip()):
        total += 9.5
    elif weeks or boundary.week_number(title) is not None:
        is_sprint = "sprint" in text.fold(title) or "스프린트" in title
        total += 2 if is_sprint or len(trio) == 3 else 6.5
    elif week_place.named(path):
        stem = path.rpartition("/")[2].rpartition(".")[0]
        is_bare = bool(_BARE_WEEK.fullmatch(text.fold(stem.replace("_", " ")))) and len(dated(heads)) < 2
        # `week1.md` with aims and obstacles; Keep, Problem and Try are a KPT in whatever file.
        total += 6.5 if is_bare and len(trio) < 3 else 2.5
    return total + 3 if not weeks and week_place.count_in_tables(lines) >= 2 else total


def _day_votes(ballot: Ballot) -> float:
    """What days as list items, or the same day in title and file name, say for a daily log."""
    lines, title, path = ballot.lines, ballot.title, ballot.path
    if len(day.listed_days(lines, nested=True)) >= 3:
        return 3.5
    if len(day.told_days(lines)) >= 3:
        return 2.0
    told = dates.first(title)
    stem = path.rpartition("/")[2].rpartition(".")[0]
    name = dates.first(stem)
    same = told and name and told.span == name.span and told.span.days == 1 and told.start <= 4
    opening = next((line.title or line.text for line in lines if line.kind != BLANK), "")
    if _MEETING.search(text.fold(path)):
        return 0.0
    total = 2.0 if same else 0.0
    total += 2 if _is_nothing_but_day(title) else 0
    counted = day.is_counted(title) or day.ends_counted(title)
    total += 3 if counted and not week_place.named(path) else 0
    # Nothing but a day as a file's name, or as the first line.
    total += 1 if name and name.span.days == 1 and day.is_day(stem) else 0
    # `2022/06/14.md` with what was done.
    total += 2.5 if _DAY_PATH.search(path.rpartition(".")[0].casefold()) and "did" in ballot.told else 0
    return total + (1 if (day.is_day(opening) or day.bare(opening)) and not told else 0)


def _is_nothing_but_day(title: str) -> bool:
    """Whether a title is a single day and no word more: `9 / 27 (월)`."""
    words = re.findall(r"[^\W\d_]+", text.fold(title))
    parts = len(re.findall(r"\d+", title)) + len(_MONTH.findall(text.fold(title)))
    is_bare = parts <= 3 and all(_DAY_WORD.fullmatch(word) for word in words)
    told = dates.first(title, 2000) if is_bare else None
    return told is not None and told.precision == "day" and told.span.days == 1
