"""Whether a title says that a year is reviewed, and which."""

from __future__ import annotations

import re

from retrotui import text
from retrotui.markdown import boundary, dates
from retrotui.markdown.label import Labels

_MY_YEAR = re.compile(
    r"(?:my|our|a year|one year|the year)[ :,-]+(?:19|20)\d\d|(?:나의|내|我的|致|私の|(?:[가-힣]+ )?개발자의) ?(?:19|20)\d\d ?[년年]?"
)
_YEAR_FILLER = re.compile(
    r"(?:19|20)\d\d|'?\d\d(?=\s*[年년])|"
    r"\b(?:my|our|the|of|a|an|in|on|and|for|to|as|at|with|year|developer|dev|engineer|freelancer?|student|personal|career|work|life|blog(?:ging)?|"
    r"annual|goals?|plans?|ideas?|resolutions?|looks?|looking|ahead|forward|back|hello|welcome|happy new|end|start|edition|part \d|i|we|is|was|it|that|this|what)\b|"
    r"개발자(?:로서)?|나의|나를|내|올해|신입|주니어|시니어|엔지니어|블로그|직장인|대학생|취준생|백수|개발|인생|개인|우리|하반기|상반기|그리고|및|내년|새해|다짐|준비|계획|목표|"
    r"한(?= ?해)|해(?=를|의|가)|\d+년 ?차|하다|하며|하는|"
    r"エンジニア|プログラマー?|個人|自分|私|僕|社会人|学生|仕事|人生|来年|新年|目標|抱負|計画|開発|年目|年間|総|上半期|下半期|学んだこと|そして|これまで|"
    r"我的|我|个人|工作|生活|人生|展望|计划|程序员|大[一二三四]|年度|年终|写在|关于|"
    r"[년年도度의の을를과와与和及と에이가는은、]"
)
"""What a title may say of whose year it was, and of the next one, and is still about the year alone."""
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)\s*(?:[년年]도?)?\s*(?:의|の|的)?\s*")
_OF_YEAR = re.compile(
    r"\b(?:review|recap|summary|round-?up|reflections?|thoughts|highlights|look(?:ing)? back) (?:of|on|at|for) (?:my )?(?:19|20)\d\d\W*$"
)
"""A word that is told of the year with which a title ends: `Review of 2016`."""
_THEN = re.compile(r"\s*(?:$|[とや와과与和及&+,，、:：()（）\[\]~〜|!！…–—-])")
"""What goes on after a word that is told of the year right before it."""
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
    if _EVENT.search(folded) or not named:
        return None
    if not (labels.year.search(folded) or _MY_YEAR.fullmatch(folded.strip()) or _is_alone(folded, labels)):
        return None
    ends = {match.start() for words in (labels.year, labels.year_alone) for match in words.finditer(folded)}
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
    word = labels.year.match(rest) or labels.year_alone.match(rest)
    is_all = word is not None and not re.search(r"\w", rest[word.end() :])
    return int(named[-1][1]) if is_all and int(named[-1][1]) < int(named[0][1]) else None


def in_folder(path: str, labels: Labels) -> bool:
    """Whether a file that is called a look back and nothing more stands in the folder of a year: `2017/retrospective.md`."""
    folder, _, name = path.rpartition("/")
    stem = text.fold(name.rpartition(".")[0]).replace("_", " ").replace("-", " ")
    return bool(re.fullmatch(r"(?:.*/)?(?:19|20)\d\d년?", folder) and labels.year.fullmatch(stem))


def names_event(title: str, topics: str = "") -> bool:
    """Whether a title names what took place in a year: `PyCon 2024`, `2023 해커톤`; or the document's topics do."""
    return bool(_EVENT.search(text.fold(title)) or _EVENTS.search(text.fold(topics)))


def is_bare(title: str, labels: Labels) -> bool:
    """Whether a title says nothing but that a year is reviewed: `[Retro] 2021 회고`, not `2023 Hackathon retro`."""
    if reviewed(title, labels) is None:
        return False
    return _says_no_more(text.fold(title), labels)


def _is_alone(folded: str, labels: Labels) -> bool:
    """Whether a title has one of the words that say so only where nothing else is said of the year.

    `Review of 2016` at its end does, and `2021年総括` before what else it tells.
    """
    if _OF_YEAR.search(folded):
        return True
    if not (words := list(labels.year_alone.finditer(folded))):
        return False
    years = {match.end() for match in _YEAR.finditer(folded) if _is_filler(folded[: match.start()])}
    stands = (word for word in words if word.start() in years and not word[0].isascii())
    return any(_THEN.match(folded, word.end()) for word in stands) or _says_no_more(folded, labels)


def _says_no_more(folded: str, labels: Labels) -> bool:
    """Whether a folded title is about a year and whose it was, up to a sign."""
    return _is_filler(labels.year_alone.sub(" ", labels.year.sub(" ", folded)))


def _is_filler(words: str) -> bool:
    return len(re.findall(r"\w", _YEAR_FILLER.sub(" ", words))) <= 1
