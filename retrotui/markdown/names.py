"""What the names of a document say of its kind: its title, its file and the folders, its topics."""

from __future__ import annotations

import re

from retrotui import text
from retrotui.markdown import article, boundary, dates
from retrotui.markdown.ballot import LOOK_BACK, NTH_SPRINT, SPRINT_RETRO, TODAY, Ballot, kept_in
from retrotui.markdown.bare import normalise
from retrotui.markdown.boundary import Boundary
from retrotui.markdown.scan import BLANK, TEXT, Line

DAY_BEFORE = re.compile(r"^(?:19|20)\d\d-\d\d-\d\d[-_ ]|\.\w+$")
"""Jekyll's date before a file's name, and the name's ending."""
_INSTANCE = re.compile(
    r"(?:after[ -]action (?:review|report)|(?<!\w)aar)\s*(?:\(aar\)|复盘|회고)?\s*(?:[:—–|·\"“-]\s*|(?:for|of|on) (?:the|our|my) )\S"
)
_REVIEW = re.compile(r"after[ -]action (?:review|report)(?!s)")
_POSTMORTEM = re.compile(
    r"post-?\s?mortem(?!s)|incident (?:report|review)|blameless review|(?:障害|事故|インシデント)(?:報告|振り返り|ふりかえり|レポート|対応記録)|ポストモーテム|"
    r"포스트 ?모[템텀]|(?:장애|사고) ?(?:보고|회고|리포트|분석|대응 ?기록)|사후 ?(?:검토|분석)|(?:故障|事故)(?:复盘|报告|回顾|分析)"
)
_LEARNED = re.compile(
    r"\b(?:things|stuff|what) (?:i |we )?(?:ha(?:ve|s) )?learn(?:ed|t)\b|배운 ?(?:것|점|내용)|学んだ(?:こと|事)"
)
"""What was learned, in the title of a day's page."""
_ENDS = re.compile(
    r"s?\s*(?:$|[^\w\s'’.]|_|\s\d|\d{4}|(?:for|on|of|from)\s+(?:\w+\s+)?\d|(?:no|vol|part|day|week|제|第)\b|第)"
)
"""What goes on behind a word for a log: nothing, a sign, a figure, a day."""
_TEMPLATES = re.compile(r"templates?/|템플릿|서식|テンプレ|模板")
"""Folders and names of what is still to be filled in."""
_NUMBERED = re.compile(r"[\W\d_]+$|^[\W\d_]+")
_NTH_TEAM = re.compile(r"(?:team|group|squad|팀|チーム) ?#?\d|\d+ ?(?:팀|조|班|チーム)(?!\w)")
_TITLE = 70
"""Characters of a first line that is the title of a document without headings."""


def of_document(ballot: Ballot) -> str:
    """The heading that names a document, or its first line where it has none."""
    return _opening(ballot.heads, ballot.path) if ballot.heads else _first_line(ballot.lines)


def vote(ballot: Ballot) -> None:
    """Add what title, path and topics say."""
    votes, seen, title, first = ballot.votes, ballot.seen, ballot.title, ballot.first
    folded = text.fold(f"{_spaced(title)} {_spaced(first)}")
    name = text.fold(f"{ballot.path} {ballot.topics}".replace("_", " ").replace("-", " "))
    is_named = any(words.search(folded) for words in ballot.labels.kinds.values())
    for kind, words in ballot.labels.kinds.items():
        if kind not in votes:
            continue
        if words.search(folded):
            # A document that is named after a method but has none of its sections is not an instance of it.
            names = [_NUMBERED.sub("", text.fold(each)) for each in (title, first) if not dates.first(each)]
            is_all = any(map(words.fullmatch, names))
            if kind == "daily":
                votes[kind] += _log_weight(
                    words, [title, first, *(head.heading for head in ballot.heads[:1])]
                )
            else:
                votes[kind] += _weight(kind, folded, seen, is_all=is_all)
            votes[kind] += 1 if kind == "study" and words.search(name) else 0
        elif words.search(name):
            votes[kind] += _name_weight(
                kind, not _TEMPLATES.search(name) and bool(words.fullmatch(_spaced(text.fold(ballot.stem))))
            )
    _vote_of_folder(ballot, name)
    found = dates.first(title or ballot.path.rpartition("/")[2], 2000)
    if found:
        one_day = found.precision == "day" and found.span.days == 1
        votes["daily" if one_day else "kpt"] += 1
        # `Things learned - 14 March`
        votes["daily"] += 2 if one_day and _LEARNED.search(folded) and not ballot.looks_back else 0
    _vote_of_look_back(ballot, folded, name, is_named=is_named, is_dated=found is not None)


def _vote_of_look_back(ballot: Ballot, folded: str, name: str, *, is_named: bool, is_dated: bool) -> None:
    votes, parts = ballot.votes, len(ballot.told)
    if SPRINT_RETRO.search(folded):
        counted = is_dated or NTH_SPRINT.search(f"{folded} {name}")
        votes["kpt"] += 3 if counted else 2.5 if parts else 1
    elif LOOK_BACK.search(folded) and _NTH_TEAM.search(folded):
        votes["kpt"] += 3
    elif LOOK_BACK.search(folded) or (not is_named and LOOK_BACK.search(name.rpartition("/")[2])):
        votes["kpt"] += 2 if parts >= 2 or (parts and LOOK_BACK.search(folded)) else 1
        # A look back on something that tells no day is hardly a day's log.
        votes["daily"] -= 0 if is_dated or votes["kpt"] < 4 or TODAY.search(folded + name) else 1.5


def _vote_of_folder(ballot: Ballot, path: str) -> None:
    """What a folder of reviews says for the documents in it that have a review's sections."""
    votes, kept, parts = ballot.votes, kept_in(path), len(ballot.told)
    if kept == "aar" and parts:
        votes["aar"] += 3.5 if parts >= 2 else 2
        votes["daily"] -= 1.5
    elif kept == "kpt" and parts >= 2 and not TODAY.search(path):
        votes["kpt"] += 2
        votes["daily"] -= 1.5


def _weight(kind: str, folded: str, seen: dict[str, set[str]], *, is_all: bool) -> float:
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


def _name_weight(kind: str, is_all: bool) -> float:
    """What a kind's name in a path counts, `is_all` where the file is called that and nothing more."""
    if kind == "year":
        return 6.5 if is_all else 4
    return 3 if is_all and kind == "daily" else 2


def _spaced(name: str) -> str:
    """A title that was made of a file's name with its words apart: `study-plan`."""
    return name if " " in name.strip() else name.replace("-", " ").replace("_", " ")


def _log_weight(words: re.Pattern[str], titles: list[str]) -> float:
    """What a word for a log counts in a title: little within others, for `a log file` and `日報システム` are no logs.

    It stands by itself at the end, `Devlog 3`, in brackets, `[TIL] git`, or before a sign, a figure or nothing.
    """
    best = 1.0
    for title in map(text.fold, titles):
        for word in words.finditer(title):
            ahead, behind = title[: word.start()], title[word.end() :]
            if _ENDS.match(behind) and (not ahead or not ahead[-1].isalnum() or not ahead[-1].isascii()):
                return 3
            opens = not re.search(r"\w", ahead) and not behind[:1].isalnum()
            best = max(best, 2.0 if opens else 1.0)
    return best


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


def is_look_back(title: str, path: str) -> bool:
    """Whether a short title or the file's name says that it looks back: with a section that tells how, it does."""
    stem = DAY_BEFORE.sub("", path.rpartition("/")[2]).replace("_", " ").replace("-", " ")
    names = [text.fold(name).strip() for name in (title, stem)]
    return any(
        LOOK_BACK.search(name) and len(name.split()) <= 6 and not article.names_many(name) for name in names
    ) and not any(article.speaks_in_general(name) for name in names)
