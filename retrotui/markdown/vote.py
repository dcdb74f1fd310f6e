"""Which kind of retrospective a document is, and how sure that is.

Labels, names, days and weeks vote, one after the other; roles are read within the kind that wins.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec

from retrotui import text
from retrotui.markdown import article, dates, html_table, method, names, rhythm, table, year_title
from retrotui.markdown.ballot import TODAY, Ballot
from retrotui.markdown.bare import normalise
from retrotui.markdown.boundary import TRIO, Boundary, Signs
from retrotui.markdown.label import Labels
from retrotui.markdown.scan import TABLE, TEXT, Line
from retrotui.model.kinds import KINDS

_TOMORROW = re.compile(r"내일|tomorrow|明日|翌日|明天")
_THIS_YEAR = re.compile(
    r"올 ?한 ?해|한 ?해(?:를|가) (?:돌아|마무리|저물)|올해를 (?:돌아|마무리)|(?:this|past|the) (?:past )?year (?:has been|was|in review)|end of the year|"
    r"今年も(?:残す|あと|終わり)|(?:1|一)年を振り返|这一年|过去的一年"
)
"""What a review of a year says in its first lines."""
_POSTMORTEMS = re.compile(r"post-?\s?mortem|incident|outage|(?<![a-z])rca(?![a-z])")
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
_LUCKY = re.compile(r"where (?:we|i) (?:got|were|was) lucky")
"""What only reviews of incidents ask."""
_TO_DO = re.compile(r"to-? ?dos?(?: list)?")
"""A label below which anybody lists what is left, in a note as well."""
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
    ballot = Ballot(lines, signs, title, path, labels, topics)
    ballot.first = names.of_document(ballot)
    ballot.title = title or ballot.first
    _vote_of_roles(ballot)
    names.vote(ballot)
    _vote_of_subject(ballot)
    _vote_of_incident(ballot)
    rhythm.vote_of_days(ballot)
    rhythm.vote_of_weeks(ballot)
    _vote_of_year(ballot)
    answered = sum(label.loose and label.form == "bullet" and not label.inline for label in ballot.weak)
    if answered < 2 and article.is_about(ballot.title, signs, labels, lines):
        return Vote("note", True, "it is about retrospectives")
    return _elected(ballot)


def _elected(ballot: Ballot) -> Vote:
    """The winner; where none has votes enough, what a page of a diary or a file named a look back is."""
    exact = {sign.roles[0] for sign in ballot.heads if sign.roles and not sign.loose} - {"prose"}
    # Three headings that are labels make a retrospective, and be it one of a rare mixture.
    several = sum(bool(sign.roles) and not sign.loose for sign in ballot.heads) >= 3 and len(exact) >= 2
    is_rare = (len(exact) >= 3 or several) and not article.is_of_something_else(ballot.heads, ballot.named)
    won = _winner(ballot.votes, _THRESHOLD - 1 if is_rare else _THRESHOLD)
    if won.kind != "note":
        return won
    if rhythm.is_diary_page(ballot.path, ballot.title):
        return Vote("daily", True)
    is_asked = any(label.loose and _is_asked(label) for label in ballot.labelled)
    if is_asked and names.is_look_back(ballot.title, ballot.path):
        return Vote("kpt", False, "few signs of it")
    return won


def _vote_of_subject(ballot: Ballot) -> None:
    """Add what a document is about, where that is no retrospective: a plan, a talk, a paper, an event."""
    votes, heads = ballot.votes, ballot.heads
    if named := method.roles([head.heading for head in heads], ballot.labels.methods):
        # Five questions of a method are none of a log; three are where the title says that it looks back.
        votes["kpt"] += 6 if len(named) >= 4 else 3 if ballot.looks_back else 0
    if not ballot.seen["kpt"] & {"keep", "problem"} and not ballot.looks_back:
        # Goals and next steps are those of a plan.
        votes["kpt"] -= 2
    if rhythm.TALK.search(ballot.named) and not ballot.told - {"try", "issue", "unclear"}:
        votes["daily"] -= 3
    if article.is_of_something_else(heads, ballot.named) and not ballot.looks_back:
        named_so = article.is_on_text(ballot.named)
        votes["kpt"] -= 5 if named_so else 4 if len(ballot.trio) < 3 else 0
        votes["aar"] -= 3
        votes["daily"] -= 3 if named_so else 0
    if year_title.names_event(ballot.title, ballot.topics) and "keep" not in ballot.trio:
        # `Day 1` of a conference.
        votes["daily"] -= 4


def _vote_of_incident(ballot: Ballot) -> None:
    """Add what the usual sections of a report on an incident say, where its name or its labels bear them out."""
    usual = sum(bool(_INCIDENT.search(text.fold(head.heading))) for head in ballot.heads)
    is_named = "复盘" in ballot.named or (usual >= 3 and _INCIDENT_NAME.search(ballot.named))
    if usual and any(_LUCKY.fullmatch(normalise(head.heading)) for head in ballot.heads):
        ballot.votes["aar"] += 4
    if usual >= 2 and (ballot.votes["aar"] >= 2 or is_named):
        ballot.votes["aar"] += 4 if _POSTMORTEMS.search(ballot.named) else 2


def _vote_of_year(ballot: Ballot) -> None:
    """Add what a title or the first lines say for the review of a year."""
    votes, title, labels = ballot.votes, ballot.title, ballot.labels
    opening = text.fold(" ".join([line.text for line in ballot.lines if line.kind == TEXT][:6])[:400])
    votes["year"] += 3.5 if _THIS_YEAR.search(opening) and not votes["kpt"] >= 6 else 0
    if year_title.names_event(title, ballot.topics):
        return
    name = names.DAY_BEFORE.sub("", ballot.path.removesuffix("/index.md").rpartition("/")[2])
    if year_title.reviewed(title, labels) or (not dates.first(title) and year_title.reviewed(name, labels)):
        votes["year"] += 16 if year_title.is_bare(title, labels) else 6
        votes["daily"] -= 2
    elif year_title.in_folder(ballot.path, labels) and len(ballot.trio) < 2:
        votes["year"] += 3.5


def _is_asked(label: Boundary) -> bool:
    """Whether a heading or a bold line asks for what was good, bad or is to be tried, in several words."""
    is_long = len(label.heading.split()) >= 4 or not label.heading.isascii()
    return is_long and label.form in ("heading", "bold") and bool(set(label.roles) & TRIO)


def _winner(votes: Mapping[str, float], least: float = _THRESHOLD) -> Vote:
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
        if is_head:
            told_in_row = table.heads_of([cell.text for cell in row], labels)
        else:
            told_in_row = [labels.candidates(cell.text) for cell in row[:1]]
        found.extend(roles for roles in told_in_row if roles)
    return found


def _vote_of_roles(ballot: Ballot) -> None:
    """Each distinct role counts once: 2 for a kind that alone has it, 1 for one of several, less for weak labels."""
    votes, seen, weak = ballot.votes, ballot.seen, ballot.weak
    cells = _cell_roles(ballot.lines, ballot.labels)
    found = [head for head in ballot.heads if head.roles]
    played = [sign for sign in [*found, *weak] if set(sign.roles) - {"prose"}]
    weighed = [sign for sign in played if _WEIGHED.fullmatch(normalise(sign.heading))]
    if played and len(weighed) == len(played) and not ballot.looks_back:
        found, weak = [], []
    signs = [(head.heading, head.roles, 0.7 if head.loose else 1.0) for head in found]
    signs += [("", roles, 1.0) for roles in cells] if len(set(cells)) > 1 else []
    signs += [(label.heading, label.roles, 0.7) for label in weak]
    for heading, roles, weight in signs:
        if roles[0] == "try" and _TO_DO.fullmatch(normalise(heading)):
            continue
        if roles[0] == "try" and _TOMORROW.search(text.fold(heading)):
            # What is planned for the next day ends a day's log.
            votes["daily"] += weight * 1.5
            continue
        if TODAY.search(text.fold(heading)):
            votes["daily"] += 1
        owners = [kind for kind in votes if set(roles) & set(KINDS[kind].roles)]
        for kind in owners:
            fresh = {role for role in roles if role in KINDS[kind].roles} - seen[kind]
            if fresh:
                seen[kind].add(next(role for role in roles if role in fresh))
                first = 0.5 if roles[0] in KINDS[kind].roles else 0.0
                votes[kind] += weight * ((2.0 if len(owners) == 1 else 1.0) + first)
    if len(ballot.trio) >= 2:
        votes["kpt"] += 1.5
    if len(ballot.trio) == 3 and _names_trio(ballot):
        votes["kpt"] += 3


def _names_trio(ballot: Ballot) -> bool:
    words = " ".join(normalise(label.heading) for label in ballot.labelled)
    return all(word in words for word in ("keep", "problem", "try"))
