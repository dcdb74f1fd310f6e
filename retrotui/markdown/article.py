"""Whether a document speaks of retrospectives, or of something else in the same words, instead of being one.

Articles explain a method and collections gather reviews; designs and reviews of products name problems, goals and what
is good as well.
"""

from __future__ import annotations

import re
from collections import Counter

from retrotui import text
from retrotui.markdown import boundary, dates
from retrotui.markdown.bare import normalise
from retrotui.markdown.boundary import Boundary, Signs
from retrotui.markdown.label import Labels
from retrotui.markdown.scan import BLANK, BULLETED, TEXT, Line

_METHODS = re.compile(r"(?<![a-z])(kpt|4l|5f|ywt|aar|kss)(?![a-z])")
_DEFINED = re.compile(
    r"(?:는|은|란|이란|とは|是|\bis an?\b|\bstands for\b).{0,80}(?:회고 ?기법|기법|방법론|technique|framework|method|フレームワーク|手法|방식)(?:이다|입니다|의|です|である|\.|。|$|\s)"
)
"""A sentence that says what a method is."""
_INTRODUCED = re.compile(
    r"^(?:the |a |an )?(?:sprint |team |agile |scrum )?(?:retrospective|retro|post-?mortem|after[ -]action review)s? (?:is|are) (?:an? |the )?(?:\w+ )?(?:opportunity|meeting|event|ceremony|chance|time|process|practice|ritual|technique|exercise)\b"
)
"""An opening that says what a look back is."""
_IN_GENERAL = re.compile(
    r"(?:of|for|in|run|running|hold|holding|do|facilitat\w+|conduct\w*|lead\w*) (?:an? |the |your |our |effective |good |great )*(?:\w+ )?(?:retrospectives?|retros?|after[ -]action reviews?|post-?mortems?)(?: meetings?)?$|"
    r"(?:retrospective|retro|post-?mortem) (?:meetings?|formats?|activities|techniques|process|phases|questions|ideas|exercises|rules|guidelines|agenda|templates?)\b|"
    r"^(?:why|when) (?:do|to|should|we) .*(?:retrospectives?|retros?|post-?mortems?)\b"
)
"""Headings that speak of retrospectives as such."""
_PLURAL = re.compile(
    r"(?:about |on |our |the )?(?:\w+ )?(?:retrospectives|retros|post-?mortems|after[ -]action reviews)"
)
"""A title that names no one of them."""
_KEY_DATE = re.compile(r"[\s>*_|-]*[^:：|]{2,30}[:：][\s*_]*(?P<value>\S.{0,60})")
_ELSEWHERE = re.compile(
    r"(?:non-?goals?|(?:our |the |proposed |suggested |my )?(?:solution|proposal|approach|fix|architecture|design|implementation|motivation|requirements|workaround|alternatives(?: considered)?)|"
    r"problem statement|user stor(?:y|ies)|acceptance criteria|open source|installation|usage|getting started|prerequisites|rollout|out of scope|"
    r"known issues|breaking changes|what's new|bug fixes|expected (?:results?|behaviou?rs?)|actual (?:results?|behaviou?rs?)|steps to reproduce|ingredients|abstract|methods?|methodology|"
    r"줄거리|별점|평점|총평|한 ?줄 ?평|추천 대상|등장 ?인물|저자|출판사|제원|사양|가격|스펙|도입 (?:배경|이유)|"
    r"あらすじ|総評|スペック|価格|登場人物|著者|買った本|実験方法|剧情|评分|作者介绍|"
    r"verdict|final verdict|session title|abstract|about the speaker|speaker(?: bio)?|登壇概要|セッション概要|bottom line|specs?|specifications|price|pricing|who (?:is it|should buy).*|features?|gameplay|story|plot|characters|rating|score)"
)
"""What the sections of designs, of manuals and of reviews of products are called."""

_WRITING = re.compile(
    r"^(?:writing|write|run(?:ning)?|facilitating|hold(?:ing)?|conducting|leading|doing) (?:an? |your |better |good |great |effective |blameless |useful )*(?:retro|post-?\s?mortem|after[ -]action)"
)
"""Titles that say how to do it."""
_FILL_IN = re.compile(
    r"please (?:answer|fill|complete|reflect on|respond to)\b|answer the (?:following )?questions|다음 질문에 답|아래 질문에 답|(?:以下|次)の質問に答え|请回答(?:以下|下列)"
)
"""What a worksheet asks of those who have not filled it in."""
_HOW_TO = re.compile(
    r"^how to |^how i (?:write|keep|do|take|run)\b|(?:쓰는|작성하는|적는) ?(?:법|방법)$|작성법$|(?:진행|활용) ?(?:법|방법)$|の(?:書|始め|取り|進め|やり|作り|使い|付け|つけ)方|とは$|方法$"
)
_YOU = re.compile(
    r"\byou(?:r|rself|'re|'ll|'ve)?\b|하세요|보세요|주세요|하십시오|여러분|ましょう|あなた|皆さん|みなさん|てください|您|你"
)
_ME = re.compile(
    r"\b(?:i|we|my|our|me|us|i'(?:m|ve|ll)|we'(?:re|ve|ll))\b|나는|내가|우리|저는|제가|나의|했다|었다|았다|였다|했음|었음|自分|僕|"
    r"私|ました|だった|思(?:う|った|って)|我"
)
_ON_TEXTS = re.compile(
    r"^(?:(?:project )?(?:proposal|rfc|adr|design doc|spec|roadmap)\b|project plan\b)|(?:^|[ /])(?:proposals?|rfcs?|adrs?|specs|designs)/|"
    r"(?:notes?|review|summary|thoughts)(?: on| of|:)? (?:an? |the )?(?:paper|book|talk|article|chapter|course|podcast)\b|"
    r"사용기(?:$|\W)|(?:책|도서|영화|제품|드라마|게임) ?리뷰|독후감|서평|\S 비교(?:$|\W)|도입기(?:$|\W)|(?:本|映画|製品)のレビュー|書評|読書感想|の比較(?:$|\W)|を買った|读后感|测评|开箱|的对比|"
    r"\w vs\.? \w|"
    r"(?:reading|paper|book|literature|lecture|talk|conference|course)[ _-]?(?:notes|reviews?|summar(?:y|ies))"
)
"""Names of notes on what somebody else wrote or said, and of proposals."""


def _is_dated_key(line: Line) -> bool:
    """Whether a line states a day behind its key, as minutes do and articles do not: `Sprint: Nov 3rd - Nov 14th`."""
    match = _KEY_DATE.match(line.text) if line.kind != BLANK else None
    return bool(match and (found := dates.first(match["value"], 2000)) and found.start <= 12)


def is_about(title: str, signs: Signs, labels: Labels, lines: list[Line]) -> bool:
    """Whether a document explains a method of retrospectives instead of being one."""
    heads, weak = signs
    folded = text.fold(title)
    named = re.search(
        r"\bkpt\b|\baar\b|after action review|post-?\s?mortem|4ls|start\W{1,3}stop\W{1,3}(?:and )?continue|starfish|sailboat|mad\W{1,3}sad\W{1,3}glad|ywt|회고|retrospective|retros?\b|ふりかえり|振り返り",
        folded,
    )
    explains = bool(labels.about.search(folded))
    asks = sum(not head.roles and bool(labels.about.search(text.fold(head.heading))) for head in heads)
    boxed = any(line.kind == BULLETED and re.match(r"\[[ xX]\]", line.text[line.content :]) for line in lines)
    plain_roles = {head.roles[0] for head in heads if head.roles}
    if boxed or dates.find(title) or boundary.week_number(title) is not None:
        return False
    if len(plain_roles) >= 2 and any(_is_dated_key(line) for line in lines[:20]):
        # `The 4Ls method` above `Sprint: 3rd to 14th of May` is how the team looked back.
        return False
    if len(plain_roles) < 2 and names_many(folded.strip()) and not _come_again(weak):
        return True
    if (
        named
        and sum(not each.bare for each in weak) < 2
        and any(_FILL_IN.search(text.fold(line.text)) for line in lines)
    ):
        return True
    if named and _WRITING.search(folded):
        return True
    if _HOW_TO.search(folded) and any(words.search(folded) for words in labels.kinds.values()):
        return True
    if any(words.search(folded) for words in labels.kinds.values()) and _instructs(lines):
        return True
    if named and len(plain_roles) < 2 and any(_IN_GENERAL.search(text.fold(head.heading)) for head in heads):
        return True
    opening = text.fold(" ".join([line.text for line in lines if line.kind == TEXT][:4])[:400])
    if len(plain_roles) < 2 and (
        _INTRODUCED.search(opening) or (named and asks and _DEFINED.search(opening))
    ):
        return True
    # A text without headings names the methods that it explains in lines of their own.
    named_in = [head.heading for head in heads] or [line.text for line in lines if 0 < len(line.text) <= 60]
    methods = {name for words in named_in[:300] for name in _METHODS.findall(text.fold(words))}
    if (named and explains) or len(methods) >= 2:
        return True
    return bool(named) and asks >= 3 and asks > len(plain_roles)


def _instructs(lines: list[Line]) -> bool:
    """Whether a text tells its readers what to do, and hardly anything of who wrote it."""
    said = [text.fold(line.text) for line in lines if line.kind in (TEXT, BULLETED) and line.region < 0]
    told = " ".join(line for line in said if not line.rstrip(" *_").endswith(("?", "？")))
    you, me = len(_YOU.findall(told)), len(_ME.findall(told))
    return you >= 8 and you > 5 * me


def _come_again(weak: list[Boundary]) -> bool:
    """Whether two labels at least come again: a collection that holds its retrospectives itself."""
    told = Counter(
        normalise(label.heading) for label in weak if not label.bare and set(label.roles) - {"prose"}
    )
    return sum(count >= 2 for count in told.values()) >= 2


def names_many(title: str) -> bool:
    """Whether a title names retrospectives and no one of them."""
    return bool(_PLURAL.fullmatch(title))


def speaks_in_general(title: str) -> bool:
    """Whether some words speak of retrospectives as such: `how to run a retro`."""
    return bool(_IN_GENERAL.search(title))


def is_on_text(named: str) -> bool:
    """Whether a name says that a document holds notes on what somebody else wrote or said."""
    return bool(_ON_TEXTS.search(named))


def is_of_something_else(heads: list[Boundary], named: str) -> bool:
    """Whether headings tell of a design, a manual or the review of a product: `Non-goals`, `Verdict`.

    Or the document is named notes on a text.
    """
    return is_on_text(named) or any(
        not head.roles and _ELSEWHERE.fullmatch(normalise(head.heading)) for head in heads
    )
