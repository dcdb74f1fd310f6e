"""Whether a title says that a year is reviewed, and which."""

from __future__ import annotations

import re

from retrotui import text
from retrotui.markdown import boundary, dates
from retrotui.markdown.label import Labels

_MY_YEAR = re.compile(r"(?:my|our|a year|one year|the year)[ :,-]+(?:19|20)\d\d")
_YEAR_FILLER = re.compile(
    r"(?:19|20)\d\d|'?\d\d(?=\s*[年년])|\b(?:my|the|of|a|an|in|and|for|to|as|developer|dev|personal|career|annual)\b|개발자|나의|올해|신입|주니어|엔지니어|[년年의の을를도내]"
)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)\s*(?:[년年]도?)?\s*(?:의|の|的)?\s*")
_SINCE = re.compile(r"(?:19|20)\d\d\s*[년年]?\s*[-–—~〜/]\s*$")
"""An earlier year before it: `2020 - 2021`."""
_NEAR = 2
"""Characters between a year and the word that says what is told of it."""
_EVENT = re.compile(
    r"(?:conf(?:erence)?|kaigi|con|fest(?:ival)?|summit|hackathon|meetup|camp|jam|days|ctf|advent calendar)[\s'’]*(?:in )?(?:19|20)?\d\d(?!\d)|"
    r"(?:19|20)\d\d\s*년?\s*(?:\w+\s)?(?:conf(?:erence)?|hackathon|meetup|summit|컨퍼런스|콘퍼런스|해커톤|밋업|カンファレンス|ハッカソン|勉強会|アドベントカレンダー)|"
    r"(?:컨퍼런스|콘퍼런스|해커톤|밋업|カンファレンス|ハッカソン|勉強会|大会|コンペ)\s*(?:19|20)\d\d"
)
"""What took place in a year and is no year: `PyCon 2024`, `2023 해커톤`."""

_EVENTS = re.compile(
    r"(?<![a-z])(?:hackathons?|conferences?|meetups?|game ?jams?)(?![a-z])|해커톤|컨퍼런스|콘퍼런스|밋업|カンファレンス|ハッカソン"
)


def reviewed(title: str, labels: Labels) -> int | None:
    """The year that a title reviews (`2018 Retrospective`, `2020년 회고`, `2021年の振り返り`); None for other titles."""
    if last := _named_last(title, labels):
        return last
    if boundary.week_number(title) is not None or any(found.span.days < 150 for found in dates.find(title)):
        return None
    named = [year for year in dates.years(title) if 1990 <= year <= 2100]
    folded = text.fold(title)
    if re.search(
        r"\d\s*월|\d\s*月|quarter|\bq[1-4]\b|분기|四半期|weekly|monthly|sprint|주간|스프린트|스터디|study|kpt|aar",
        folded,
    ):
        return None
    if (
        _EVENT.search(folded)
        or not named
        or not (labels.year.search(folded) or _MY_YEAR.fullmatch(folded.strip()))
    ):
        return None
    ends = {match.start() for match in labels.year.finditer(folded)}
    # `2025年寄语&2024年总结` looks back on the year before the word.
    before = (match for match in _YEAR.finditer(folded) if ends & {*range(match.end(), match.end() + _NEAR)})
    told = next((match for match in before if int(match[1]) in named), None)
    return int(told[1]) if told and not _SINCE.search(folded[: told.start()]) else named[0]


def _named_last(title: str, labels: Labels) -> int | None:
    """The year that a title ends in reviewing, whatever it says before of the time of writing: `… of spring 2020: 2019 review`."""
    folded = text.fold(title)
    named = list(_YEAR.finditer(folded))
    if len(named) < 2 or _SINCE.search(folded[: named[-1].start()]):
        return None
    rest = folded[named[-1].end() :]
    word = labels.year.match(rest)
    is_all = word is not None and not re.search(r"\w", rest[word.end() :])
    return int(named[-1][1]) if is_all and int(named[-1][1]) < int(named[0][1]) else None


def names_event(title: str, topics: str = "") -> bool:
    """Whether a title names what took place in a year: `PyCon 2024`, `2023 해커톤`; or the document's topics do."""
    return bool(_EVENT.search(text.fold(title)) or _EVENTS.search(text.fold(topics)))


def is_bare(title: str, labels: Labels) -> bool:
    """Whether a title says nothing but that a year is reviewed: `[Retro] 2021 회고`, not `2023 Hackathon retro`."""
    if reviewed(title, labels) is None:
        return False
    rest = _YEAR_FILLER.sub(" ", labels.year.sub(" ", text.fold(title)))
    return len(re.findall(r"\w", rest)) <= 2
