"""Which kind of retrospective a document is, and how sure that is.

All labels vote first, with the words of title and file name; roles are read within the kind that wins.
"""

from __future__ import annotations

import re
from collections import Counter

import msgspec

from retrotui import text
from retrotui.markdown import (
    article,
    boundary,
    dates,
    day,
    html_table,
    standup,
    table,
    week_place,
    year_title,
)
from retrotui.markdown.bare import normalise
from retrotui.markdown.boundary import Boundary, Signs
from retrotui.markdown.label import Labels
from retrotui.markdown.scan import BLANK, TABLE, TEXT, Line
from retrotui.model.kinds import KINDS

_TRIO = {"keep", "problem", "try"}
_DAY_BEFORE = re.compile(r"^(?:19|20)\d\d-\d\d-\d\d[-_ ]|\.\w+$")
"""Jekyll's date before a file's name, and the name's ending."""
_NTH_DAY = re.compile(r"\W*(?:day[\s_-]*\d{1,3}(?!\d)|\d{1,3}\s*일\s*차|第?\d{1,3}\s*日目|第\s*\d{1,3}\s*天)")
"""`Day 12: sorting`, of a log that counts its days."""
_TODAY = re.compile(r"오늘|하루|일일|today|daily|今日|本日|日報|일차|day ?\d|日目|(?<![a-z])til(?![a-z])")
_TOMORROW = re.compile(r"내일|tomorrow|明日|翌日|明天")
_SPRINT_RETRO = re.compile(
    r"(?:sprint|스프린트|スプリント|iteration|주간|weekly|milestone|마일스톤).*(?:retro|회고|ふりかえり|振り返り)|retro.*\bsprint"
)
_LOOK_BACK = re.compile(r"retrospe[ck]t(?!us)|retro\b|회고|ふりかえり|ふり返り|振り?返り|反省会|复盘")
_THIS_YEAR = re.compile(
    r"올 ?한 ?해|한 ?해(?:를|가) (?:돌아|마무리|저물)|올해를 (?:돌아|마무리)|(?:this|past|the) (?:past )?year (?:has been|was|in review)|end of the year|"
    r"今年も(?:残す|あと|終わり)|(?:1|一)年を振り返|这一年|过去的一年"
)
"""What a review of a year says in its first lines."""
_INSTANCE = re.compile(
    r"(?:after[ -]action (?:review|report)|(?<!\w)aar)\s*(?:\(aar\)|复盘|회고)?\s*(?:[:—–|·-]\s*|(?:for|of|on) (?:the|our|my) )\S"
)
_REVIEW = re.compile(r"after[ -]action (?:review|report)(?!s)")
_POSTMORTEM = re.compile(
    r"post-?\s?mortem(?!s)|incident (?:report|review)|blameless review|(?:障害|事故|インシデント)(?:報告|振り返り|ふりかえり|レポート|対応記録)|ポストモーテム|"
    r"포스트 ?모[템텀]|(?:장애|사고) ?(?:보고|회고|리포트|분석|대응 ?기록)|사후 ?(?:검토|분석)|(?:故障|事故)(?:复盘|报告|回顾|分析)"
)
_POSTMORTEMS = re.compile(r"post-?\s?mortem|incident|outage|(?<![a-z])rca(?![a-z])")
_NUMBERED = re.compile(r"[\W\d_]+$|^[\W\d_]+")
_NTH_SPRINT = re.compile(r"(?:sprint|iteration|milestone|스프린트|スプリント|이터레이션) ?#?\d")
_SCRUM = re.compile(
    r"\W*(?:[^:：]{2,24}[:：]\W*)?(?:daily (?:scrum|stand-?up|sync|meeting)|stand-?up(?: meeting)?|デイリー ?スクラム|朝会|데일리 ?(?:스크럼|스탠드업|미팅))(?:\W|$)"
)
"""A line that says that a morning's meeting was held: `Type of meeting: daily scrum`."""
_ATTENDED = re.compile(
    r"\W*(?:participants?|attendees|attended|members|참석자|참가자|참여자|参加者|出席者|参加メンバー|与会人员|参与者)\W"
)
"""A line that says who came."""
_NTH_TEAM = re.compile(r"(?:team|group|squad|팀|チーム) ?#?\d|\d+ ?(?:팀|조|班|チーム)(?!\w)")
_MONTH = re.compile(r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*")
_DAY_WORD = re.compile(
    _MONTH.pattern + r"|(?:mon|tues?|wed|thu|fri|sat|sun)[a-z]*|st|nd|rd|th|of|t|"
    r"[년월일화수목금토年月日火水木金土曜]|[월화수목금토일]요일|[月火水木金土日]曜日?"
)
"""What stands in a day as it is written."""
_BARE_WEEK = re.compile(r"\W*(?:week|wk)\W*\d{1,2}\W*|\W*\d{1,2}\s*주\s*차\W*|\W*第\s*\d{1,2}\s*[週周]\W*")
"""A title that is a week and nothing else."""
_MEETING = re.compile(r"meeting|minutes|release|changelog|회의|議事|会议")
"""What is kept by days and is no diary."""
_DAY_PATH = re.compile(r"(?:^|/)(?:19|20)\d\d/(?:0?[1-9]|1[0-2])/[0-3]?\d(?:/(?:readme|index))?$")
"""A path that is nothing but a day, `2024/01/29.md`."""
_WEIGHED = re.compile(r"(?:the )?(?:pros|cons|advantages|disadvantages)|장점|단점|优点|缺点")
"""Labels under which articles weigh choices as well."""
_INCIDENT = re.compile(
    r"^[\W\d]*(?:summary|impact|(?:five )?whys$|executive summary|contributing factors|what happened|timeline|root cause|detection|resolution|trigger|recovery|(?:suggested )?(?:remediation|mitigation)|lessons? learned|"
    r"영향|원인|근본 ?원인|타임라인|(?:장애|사고|사건) ?(?:개요|내용|연대기|경위|상황)|조치|복구|재발 ?방지|대응|"
    r"影響|原因|根本原因|(?:障害|事故)の?(?:概要|内容|経緯|発生)|事象|経緯|時系列|タイムライン|対応|暫定対応|恒久対(?:応|策)|復旧|再発防止|解決策|"
    r"(?:why (?:did|was|were|didn't)|왜 .*(?:발생|늦|못)|なぜ|为什么)(?=.*(?:问题|故障|事故|happen|fail|detect|take|長引|発生|起き|遅|발생|장애|늦|못|修复|发现))|"
    r"影响|根因|(?:故障|事故)(?:概述|描述|现象|经过)|时间线|处理过程|修复)"
)
"""What the sections of a report on an incident are called."""
_INCIDENT_NAME = re.compile(
    r"incident|outage|(?<!无)(?:장애|障害|インシデント|故障|事故)(?![물인者人])|사고 ?(?:보고|회고)|宕机"
)
"""What tells of an incident in a title or a file's name."""
_TO_DO = re.compile(r"to-? ?dos?(?: list)?")
"""A label below which anybody lists what is left, in a note as well."""
_TALK = re.compile(
    r"1[ :]?(?:on|:)[ :]?1|one[ -]on[ -]one|(?<![a-z])(?:sync|minutes|meeting|call|committee|catch-?up)(?![a-z])"
)
"""Titles of what people talked about."""
_KEPT_IN = re.compile(
    r"(?:^|/)(?:(?P<aar>post ?mortems?|incidents?(?: (?:reports?|reviews?))?|aars?|after action (?:reviews?|reports?)|outages?)|"
    r"(?P<kpt>(?:(?:team|sprint|project|iteration) )?retro(?:spective)?s?))/"
)
"""Folders in which reviews of one kind are kept."""
_FIVE_F = re.compile(r"facts?|feelings?|findings?|future(?: actions?)?|feedbacks?")
_TITLE = 70
"""Characters of a first line that is the title of a document without headings."""
_README = re.compile(r"(?i)(?:^|/)readme\.\w+$")
_THRESHOLD = 3.0
"""Below this a document is a note."""


class Vote(msgspec.Struct, frozen=True):
    """The kind that won."""

    kind: str
    is_sure: bool
    why: str = ""
    """What spoke for it, in words."""


def vote(lines: list[Line], signs: Signs, title: str, path: str, labels: Labels, topics: str = "") -> Vote:
    """The kind of a document. `title` is what its front matter says, `path` its file name with folders.

    `signs` are those of its lines, `topics` the words of its tags and categories.
    """
    heads, weak = signs
    if heads and not any(head.roles for head in heads) and all(label.bare for label in weak):
        # Items that ask, with no answer below any of them, are a list of questions.
        weak = []
    cells = _cell_roles(lines, labels)
    first = _opening(heads, path) if heads else _first_line(lines)
    title = title or first
    votes, seen = _role_votes(heads, weak, cells)
    _title_votes(votes, seen, title, f"{path} {topics}", first, labels)
    named = text.fold(f"{title} {path}")
    if sum(bool(_FIVE_F.fullmatch(normalise(head.heading))) for head in heads) >= 4:
        votes["kpt"] += 6
    if not seen["kpt"] & {"keep", "problem"} and not _LOOK_BACK.search(named):
        # Goals and next steps are those of a plan.
        votes["kpt"] -= 2
    if _TALK.search(named) and not set().union(*seen.values()) - {"try", "issue", "unclear"}:
        votes["daily"] -= 3
    if article.is_of_something_else(heads, named) and not _LOOK_BACK.search(named):
        named_so = article.is_on_text(named)
        votes["kpt"] -= 5 if named_so else 2 if len(seen["kpt"] & _TRIO) < 3 else 0
        votes["daily"] -= 3 if named_so else 0
    is_event = year_title.names_event(title, topics)
    if is_event and "keep" not in seen["kpt"]:
        # `Day 1` of a conference.
        votes["daily"] -= 4
    usual = sum(bool(_INCIDENT.search(text.fold(head.heading))) for head in heads)
    if usual >= 2 and (votes["aar"] >= 2 or "复盘" in named or (usual >= 3 and _INCIDENT_NAME.search(named))):
        # The name says what its usual sections bear out.
        votes["aar"] += 4 if _POSTMORTEMS.search(named) else 2
    looks_back = bool(_LOOK_BACK.search(named))
    days = _dated(heads)
    if len(days) >= 2 and looks_back and len(seen["kpt"] & _TRIO) >= 2 and not _TODAY.search(named):
        # A board for each sprint, kept by days.
        votes["kpt"] += 2
    elif len(days) >= 2:
        votes["daily"] += _log_votes(heads, days)
    elif len(heads) <= 1 and len(day.day_lines(lines)) >= 2:
        votes["daily"] += 3
    asked = [text.fold(sign.heading) for sign in (*heads, *weak)]
    if any(map(standup.is_of_morning, asked)) and any(map(_TODAY.search, asked)) and not looks_back:
        # What was done yesterday and what will be today are asked on one day.
        votes["daily"] += 3
    if any(_SCRUM.match(text.fold(line.text)) for line in lines[:12]):
        votes["daily"] += 4
    if not days and _README.search(path):
        # The front page of a collection of logs is no log.
        votes["daily"] -= 4
    if not days and len({boundary.week_number(head.heading) for head in heads} - {None}) >= 2:
        votes["daily"] -= 2
    if votes["study"] and any(_ATTENDED.match(text.fold(line.text)) for line in lines[:12]):
        votes["study"] += 1.5
    votes["study"] += _week_votes(lines, heads, title, path, seen)
    votes["daily"] += _day_votes(lines, title, path)
    told = set().union(*seen.values())
    if told >= {"did", "problem", "try"} and "keep" not in told and not _LOOK_BACK.search(named):
        # Who says what was done, what is in the way and what comes next reports.
        votes["study" if votes["study"] >= 3 else "daily"] += 2
    votes["daily"] += min(3.0, 1.5 * sum(bool(_NTH_DAY.match(text.fold(head.heading))) for head in heads[1:]))
    opening = text.fold(" ".join([line.text for line in lines if line.kind == TEXT][:6])[:400])
    votes["year"] += 3.5 if _THIS_YEAR.search(opening) and not votes["kpt"] >= 6 else 0
    year = not is_event and year_title.reviewed(title, labels)
    year = year or (
        not is_event
        and not dates.first(title)
        and year_title.reviewed(_DAY_BEFORE.sub("", path.rpartition("/")[2]), labels)
    )
    if year:
        votes["year"] += 16 if year_title.is_bare(title, labels) else 6
        votes["daily"] -= 2
    answered = sum(label.loose and label.form == "bullet" and not label.inline for label in weak)
    if answered < 2 and article.is_about(title, signs, labels, lines):
        return Vote("note", True, "it is about retrospectives")
    exact = {sign.roles[0] for sign in heads if sign.roles and not sign.loose} - {"prose"}
    # Three headings that are labels make a retrospective, and be it one of a rare mixture.
    is_rare = len(exact) >= 3 and not article.is_of_something_else(heads, named)
    won = _winner(votes, _THRESHOLD - 1 if is_rare else _THRESHOLD)
    if won.kind != "note":
        return won
    if _is_diary_page(path, title):
        return Vote("daily", True)
    is_asked = any(label.loose and _is_asked(label) for label in [*heads, *weak])
    return Vote("kpt", False, "few signs of it") if is_asked and _is_named_look_back(title, path) else won


def _is_asked(label: Boundary) -> bool:
    """Whether a heading or a bold line asks for what was good, bad or is to be tried, in several words."""
    is_long = len(label.heading.split()) >= 4 or not label.heading.isascii()
    return is_long and label.form in ("heading", "bold") and bool(set(label.roles) & _TRIO)


def _is_named_look_back(title: str, path: str) -> bool:
    """Whether a short title or the file's name says that it looks back: with a section that tells how, it does."""
    stem = _DAY_BEFORE.sub("", path.rpartition("/")[2]).replace("_", " ").replace("-", " ")
    names = [text.fold(name).strip() for name in (title, stem)]
    return any(
        _LOOK_BACK.search(name) and len(name.split()) <= 6 and not article.names_many(name) for name in names
    ) and not any(article.speaks_in_general(name) for name in names)


def _is_diary_page(path: str, title: str) -> bool:
    """Whether a file is named by a day, or by its number, and nothing else: whatever stands in it, it is that day's page."""
    bare = path.rpartition(".")[0] or path
    name = bare.rpartition("/")[2]
    found = dates.first(name, None) if day.is_day(name) else None
    counted = bool(_NTH_DAY.fullmatch(text.fold(name.replace("_", " "))))
    named = counted or bool(found and found.span.days == 1) or bool(_DAY_PATH.search(bare.casefold()))
    told = text.fold(f"{path} {title}")
    return named and not _MEETING.search(told) and not _TALK.search(told) and not article.is_on_text(told)


def _dated(heads: list[Boundary]) -> list[Boundary]:
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


def _week_votes(
    lines: list[Line], heads: list[Boundary], title: str, path: str, seen: dict[str, set[str]]
) -> float:
    """What the weeks that headings, list items, table rows or the file's name tell of say for a study plan."""
    weeks = {boundary.week_number(head.heading) for head in heads} - {None}
    total = 0.0
    is_board = len(seen["kpt"] & _TRIO) >= 2 and bool(_LOOK_BACK.search(text.fold(f"{title} {path}")))
    of_sprints = any(_NTH_SPRINT.search(text.fold(head.heading)) for head in heads)
    if _SPRINT_RETRO.search(text.fold(title)) or (is_board and of_sprints):
        # `Sprint 2 preview` at the end of a sprint's retrospective.
        total += 2 if weeks else 0
    elif len(weeks) >= 2 or week_place.listed(lines):
        total += 5
        total += min(3.0, 1.5 * (len(weeks) - 2)) if len(weeks) > 2 else 0.0
    elif _BARE_WEEK.fullmatch(text.fold(title).strip()):
        total += 9.5
    elif weeks or boundary.week_number(title) is not None:
        is_sprint = "sprint" in text.fold(title) or "스프린트" in title
        total += 2 if is_sprint or len(seen["kpt"] & _TRIO) == 3 else 6.5
    elif week_place.named(path):
        stem = path.rpartition("/")[2].rpartition(".")[0]
        is_bare = bool(_BARE_WEEK.fullmatch(text.fold(stem.replace("_", " ")))) and len(_dated(heads)) < 2
        # `week1.md` with aims and obstacles; Keep, Problem and Try are a KPT in whatever file.
        total += 6.5 if is_bare and len(seen["kpt"] & _TRIO) < 3 else 2.5
    return total + 3 if not weeks and week_place.count_in_tables(lines) >= 2 else total


def _day_votes(lines: list[Line], title: str, path: str) -> float:
    """What days as list items, or the same day in title and file name, say for a daily log."""
    if len(day.listed_days(lines, nested=True)) >= 3:
        return 3.5
    if len(day.told_days(lines)) >= 3:
        return 2.0
    told = dates.first(title)
    stem = path.rpartition("/")[2].rpartition(".")[0]
    name = dates.first(stem)
    same = told and name and told.span == name.span and told.span.days == 1 and told.start <= 4
    opening = next((line.title or line.text for line in lines if line.kind != BLANK), "")
    total = 2.0 if same else 0.0
    total += 2 if _is_nothing_but_day(title) and not _MEETING.search(text.fold(path)) else 0
    total += 3 if _NTH_DAY.match(text.fold(title)) and not week_place.named(path) else 0
    # Nothing but a day as a file's name, or as the first line.
    total += 1 if name and name.span.days == 1 and day.is_day(stem) else 0
    return total + (1 if day.is_day(opening) and not told else 0)


def _is_nothing_but_day(title: str) -> bool:
    """Whether a title is a single day and no word more: `9 / 27 (월)`."""
    words = re.findall(r"[^\W\d_]+", text.fold(title))
    parts = len(re.findall(r"\d+", title)) + len(_MONTH.findall(text.fold(title)))
    is_bare = parts <= 3 and all(_DAY_WORD.fullmatch(word) for word in words)
    told = dates.first(title, 2000) if is_bare else None
    return told is not None and told.precision == "day" and told.span.days == 1


def _winner(votes: Counter[str] | dict[str, float], least: float = _THRESHOLD) -> Vote:
    ranked = sorted(((score, kind) for kind, score in votes.items() if kind in KINDS), reverse=True)
    if not ranked or ranked[0][0] < least:
        weak_sign = bool(ranked) and ranked[0][0] >= 2
        return Vote("note", not weak_sign, f"it may be a {ranked[0][1]}" if weak_sign else "")
    (best, kind), (second, other) = ranked[0], ranked[1] if len(ranked) > 1 else (0.0, "")
    if best - second < 1:
        return Vote(kind, False, f"it may be a {other} as well")
    return Vote(kind, best >= 4, "few signs of it")


def _cell_roles(lines: list[Line], labels: Labels) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    for number, line in enumerate(lines):
        if html_table.begins(lines, number):
            told = (labels.candidates(label) for label in html_table.labels_of(lines, number))
            found.extend(roles for roles in told if roles)
        if line.kind != TABLE:
            continue
        row = table.cells(line.text)
        is_head = number == 0 or lines[number - 1].kind != TABLE
        for cell in row if is_head else row[:1]:
            if roles := labels.candidates(cell.text) or (labels.likely(cell.text) if is_head else ()):
                found.append(roles)
    return found


def _role_votes(
    heads: list[Boundary], weak: list[Boundary], cells: list[tuple[str, ...]]
) -> tuple[dict[str, float], dict[str, set[str]]]:
    """Each distinct role counts once: 2 for a kind that alone has it, 1 for one of several, less for weak labels."""
    votes: dict[str, float] = {kind: 0.0 for kind in KINDS if kind != "note"}
    found = [head for head in heads if head.roles]
    if all(_WEIGHED.fullmatch(normalise(head.heading)) for head in [*found, *weak]):
        found, weak = [], []
    signs = [(head.heading, head.roles, 0.7 if head.loose else 1.0) for head in found]
    signs += [("", roles, 1.0) for roles in cells] if len(set(cells)) > 1 else []
    signs += [(label.heading, label.roles, 0.7) for label in weak]
    seen: dict[str, set[str]] = {kind: set() for kind in votes}
    for heading, roles, weight in signs:
        if roles[0] == "try" and _TO_DO.fullmatch(normalise(heading)):
            continue
        if roles[0] == "try" and _TOMORROW.search(text.fold(heading)):
            # What is planned for the next day ends a day's log.
            votes["daily"] += weight * 1.5
            continue
        owners = [kind for kind in votes if set(roles) & set(KINDS[kind].roles)]
        for kind in owners:
            fresh = {role for role in roles if role in KINDS[kind].roles} - seen[kind]
            if fresh:
                seen[kind].add(next(role for role in roles if role in fresh))
                first = 0.5 if roles[0] in KINDS[kind].roles else 0.0
                votes[kind] += weight * ((2.0 if len(owners) == 1 else 1.0) + first)
    if len(seen["kpt"] & _TRIO) >= 2:
        votes["kpt"] += 1.5
    if len(seen["kpt"] & _TRIO) == 3 and _names_trio(heads, weak):
        votes["kpt"] += 3
    return votes, seen


def _names_trio(heads: list[Boundary], weak: list[Boundary]) -> bool:
    words = " ".join(normalise(label.heading) for label in [*heads, *weak])
    return all(word in words for word in ("keep", "problem", "try"))


def _title_votes(
    votes: dict[str, float], seen: dict[str, set[str]], title: str, path: str, first: str, labels: Labels
) -> None:
    folded = text.fold(title + " " + first)
    name = text.fold(path.replace("_", " ").replace("-", " "))
    stem = name.rpartition("/")[2]
    is_named = any(words.search(folded) for words in labels.kinds.values())
    for kind, words in labels.kinds.items():
        if kind not in votes:
            continue
        if words.search(folded):
            # A document that is named after a method but has none of its sections is not an instance of it.
            names = [_NUMBERED.sub("", text.fold(each)) for each in (title, first) if not dates.first(each)]
            is_all = any(map(words.fullmatch, names))
            votes[kind] += _named_weight(kind, folded, seen, is_all=is_all)
            votes[kind] += 1 if kind == "study" and words.search(name) else 0
        elif words.search(name):
            votes[kind] += 4 if kind == "year" else 2
    _folder_votes(votes, seen, name)
    if found := dates.first(title or path.rpartition("/")[2], 2000):
        one_day = found.precision == "day" and found.span.days == 1
        votes["daily" if one_day else "kpt"] += 1
    if _SPRINT_RETRO.search(folded):
        counted = _NTH_SPRINT.search(f"{folded} {name}")
        votes["kpt"] += 3 if counted else 2.5 if any(seen.values()) else 1
    elif _LOOK_BACK.search(folded) and _NTH_TEAM.search(folded):
        votes["kpt"] += 3
    elif _LOOK_BACK.search(folded) or (not is_named and _LOOK_BACK.search(stem)):
        parts = len(set().union(*seen.values()))
        votes["kpt"] += 2 if parts >= 2 or (parts and _LOOK_BACK.search(folded)) else 1
        # A look back on something that tells no day is hardly a day's log.
        votes["daily"] -= 0 if found or votes["kpt"] < 4 or _TODAY.search(folded + name) else 1.5


def _opening(heads: list[Boundary], path: str) -> str:
    """The heading that names a document, with the one below it where it only says the file's name again: `# 1H`."""
    if heads[0].level > 2:
        return ""
    below = heads[1].heading if len(heads) > 1 and not heads[1].roles else ""
    stem = path.rpartition("/")[2].rpartition(".")[0] or path.rpartition("/")[2]
    again = normalise(heads[0].heading) == normalise(stem)
    return f"{heads[0].heading} {below}".rstrip() if again else heads[0].heading


def _first_line(lines: list[Line]) -> str:
    """The first line of a document, where it is short and stands alone: the title of one without headings."""
    number = next((n for n, line in enumerate(lines) if line.kind != BLANK), len(lines))
    if number == len(lines) or lines[number].kind != TEXT or lines[number].indent:
        return ""
    bare = boundary.plain(lines[number].text)
    alone = number + 1 == len(lines) or lines[number + 1].kind == BLANK or dates.first(lines[number + 1].text)
    return bare if alone and len(bare) <= _TITLE and not re.search(r"[.。!！:：]$|://", bare) else ""


def _folder_votes(votes: dict[str, float], seen: dict[str, set[str]], path: str) -> None:
    """What a folder of reviews says for the documents in it that have a review's sections."""
    kept = _KEPT_IN.search(path)
    parts = len(set().union(*seen.values()))
    if kept and kept["aar"] and parts:
        votes["aar"] += 3.5 if parts >= 2 else 2
        votes["daily"] -= 1.5
    elif kept and kept["kpt"] and parts >= 2 and not _TODAY.search(path):
        votes["kpt"] += 2
        votes["daily"] -= 1.5


def _named_weight(kind: str, folded: str, seen: dict[str, set[str]], *, is_all: bool) -> float:
    """What a kind's name in a title counts: little where the document has none of its sections.

    `is_all` tells that the title says nothing else.
    """
    if kind == "study":
        # A name that says nothing else is the document's; `study` in a longer one may be what it speaks of.
        return 3 if is_all else 1.5
    if kind == "year":
        return 5
    if kind == "aar":
        # Reviews of an action are written with the words of a KPT as well.
        parts = len(set().union(*seen.values()))
        if _POSTMORTEM.search(folded):
            # What a post-mortem found to be good and bad makes no board of it.
            return 7 if parts >= 2 else 5 if parts else 3.5
        named = 5.5 if parts >= 2 else 4 if _INSTANCE.search(folded) else 1
        return (
            5 if len(seen[kind]) >= 2 else named if _REVIEW.search(folded) or _INSTANCE.search(folded) else 1
        )
    return 1 if kind == "kpt" and len(seen[kind]) < 2 else 3
