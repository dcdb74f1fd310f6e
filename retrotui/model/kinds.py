"""The five kinds of retrospective as data.

A sixth kind is one more block here: the reader, the store, the shell and the screens ask these tables what
a kind holds, and never compare kind names to decide what to draw.
"""

from __future__ import annotations

import msgspec

from retrotui.model.periods import Span


class State(msgspec.Struct, frozen=True):
    """One value of an item's state."""

    name: str
    mark: str
    """One character that stands for it in a list."""
    closed: bool = False
    """Nothing more is to be done about the item."""
    good: bool = False
    """Closed as hoped."""


class Role(msgspec.Struct, frozen=True):
    """What a section is for; one vocabulary over all kinds."""

    name: str
    prefix: str
    """Of its items' labels; empty where items are not labelled."""
    headings: dict[str, str]
    """What a new section of the role is headed, per language."""
    states: tuple[State, ...] = ()
    """In the order in which the next-state key goes through them; the first is a new item's."""
    guide: str = ""
    """The question that the section answers, for an empty one."""

    def heading(self, language: str) -> str:
        """The heading in the language, else in English; `Kind.heading` knows what a kind calls it."""
        return self.headings.get(language, self.headings["en"])


OPEN, TODO = State("open", " "), State("todo", " ")
DONE = State("done", "x", closed=True, good=True)
DOING = State("doing", "~")
DROPPED = State("dropped", "-", closed=True)

_ROLES = (
    Role(
        "did",
        "D",
        {"en": "What I did", "ko": "오늘 한 일", "ja": "やったこと"},
        guide="What did you get done?",
    ),
    Role(
        "problem",
        "P",
        {"en": "Problem", "ko": "Problem", "ja": "Problem"},
        (OPEN, State("solved", "x", closed=True, good=True)),
        "What got in the way?",
    ),
    Role(
        "learned",
        "L",
        {"en": "What I learned", "ko": "새로 배운 것", "ja": "わかったこと"},
        guide="What is new to you?",
    ),
    Role(
        "unclear",
        "U",
        {"en": "Still unclear", "ko": "아직 잘 모르는 것", "ja": "まだわからないこと"},
        guide="What do you still not understand?",
    ),
    Role(
        "well",
        "W",
        {"en": "What went well", "ko": "잘 한 것", "ja": "うまくいったこと"},
        guide="What are you glad about?",
    ),
    Role(
        "issue",
        "I",
        {"en": "Issues this week", "ko": "이번 주 이슈", "ja": "今週の課題"},
        (OPEN, DONE, State("moved", ">", closed=True), DROPPED),
        "What did the week's work consist of?",
    ),
    Role("keep", "K", {"en": "Keep", "ko": "Keep", "ja": "Keep"}, guide="What was good and should go on?"),
    Role(
        "try",
        "T",
        {"en": "Try", "ko": "Try", "ja": "Try"},
        (
            OPEN,
            State("kept", "+", closed=True, good=True),
            State("failed", "!", closed=True),
            DROPPED,
            State("carried", ">", closed=True),
        ),
        "What will you do differently, exactly?",
    ),
    Role(
        "goal",
        "G",
        {"en": "Goals", "ko": "얻고자 한 것 (목표)", "ja": "目標"},
        (TODO, DOING, DONE, State("missed", "-", closed=True)),
        "What was supposed to happen?",
    ),
    Role(
        "lesson",
        "L",
        {"en": "Lessons learned", "ko": "배운 점", "ja": "学んだこと"},
        guide="Why did it turn out differently, and what does that teach?",
    ),
    Role(
        "result",
        "R",
        {"en": "Results", "ko": "실제로 얻은 것", "ja": "結果"},
        (TODO, DOING, DONE, State("missed", "-", closed=True)),
        "What actually happened?",
    ),
    Role(
        "improvement",
        "N",
        {"en": "Improvements", "ko": "개선점과 새로운 목표", "ja": "改善点"},
        (TODO, DOING, DONE),
        "What will you change, and what is the next goal?",
    ),
    Role(
        "week",
        "W",
        {"en": "Week {n}", "ko": "{n}주차", "ja": "第{n}週"},
        (OPEN, DONE, State("slipped", ">", closed=True), DROPPED),
        "What do you want to finish this week?",
    ),
    Role("outcome", "O", {"en": "Outcome", "ko": "결과", "ja": "成果"}, guide="What came of the plan?"),
    Role("area", "Y", {"en": "Work", "ko": "일", "ja": "仕事"}, guide="What mattered here this year?"),
    Role("prose", "", {"en": "Notes", "ko": "메모", "ja": "メモ"}),
)

ROLES: dict[str, Role] = {role.name: role for role in _ROLES}


class Kind(msgspec.Struct, frozen=True):
    """A rhythm of reflection."""

    name: str
    period: str
    """What one entry covers: `day`, `week`, `plan` (N weeks), `year`, or empty for a note."""
    roles: tuple[str, ...]
    """The roles that a new entry is given sections for, in order; any entry may hold any other."""
    noun: str
    """What one is called in a sentence, in English."""
    titles: dict[str, str]
    """A new entry's title per language; `{period}` is the period in words."""
    columns: tuple[str, ...] = ()
    """Roles that the screen shows side by side, below the others."""
    numbered: bool = False
    """New sections repeat one role with a number in the heading (a study's weeks)."""
    named: bool = False
    """New sections are named by the user (a year's areas)."""
    roles_wanted: tuple[str, ...] = ()
    """Roles that the reader takes as a sign of this kind, beside `roles`."""
    headings: dict[str, dict[str, str]] = {}
    """Headings of roles that are called something else in this kind."""
    steady: bool = False
    """Every period has its entry: the screen goes from period to period, and the first item begins one."""
    stateless: tuple[str, ...] = ()
    """Roles whose items have no state here: a daily's problem is promoted to a KPT's and is solved there."""
    within: str = ""
    """What the days of an entry may not go beyond, whatever it is asked for: `day`, `year`, or empty for any span."""

    def may_cover(self, span: Span) -> bool:
        """Whether an entry of the kind may be of these days."""
        if self.within == "year":
            return span.start.year == span.end.year
        return self.within != "day" or span.start == span.end

    def title(self, language: str, period: str) -> str:
        """The title of a new entry."""
        return self.titles.get(language, self.titles["en"]).format(period=period)

    def heading(self, role: str, language: str) -> str:
        """What a new section of the role is headed; a week's holds `{n}` for its number."""
        words = self.headings.get(role, ROLES[role].headings)
        return words.get(language, words["en"])


_KINDS = (
    Kind(
        "daily",
        "day",
        ("did", "problem", "learned", "unclear", "well"),
        "daily log",
        {"en": "Daily log {period}", "ko": "{period} 일지", "ja": "{period} 日報"},
        headings={"problem": {"en": "Problems", "ko": "문제가 있었던 것", "ja": "困ったこと"}},
        steady=True,
        stateless=("problem",),
        within="day",
    ),
    Kind(
        "kpt",
        "week",
        ("issue", "keep", "problem", "try"),
        "weekly KPT",
        {"en": "KPT {period}", "ko": "{period} KPT 회고", "ja": "{period} KPT ふりかえり"},
        columns=("keep", "problem", "try"),
        steady=True,
    ),
    Kind(
        "aar",
        "day",
        ("goal", "lesson", "result", "improvement"),
        "after action review",
        {"en": "After action review {period}", "ko": "{period} AAR", "ja": "{period} AAR"},
    ),
    Kind(
        "study",
        "plan",
        ("week",),
        "study plan",
        {"en": "Study plan {period}", "ko": "{period} 스터디", "ja": "{period} 学習計画"},
        numbered=True,
        roles_wanted=("outcome",),
    ),
    Kind(
        "year",
        "year",
        ("area",),
        "year in review",
        {"en": "{period} in review", "ko": "{period}년 회고", "ja": "{period}年のふりかえり"},
        named=True,
        within="year",
    ),
    Kind("note", "", (), "note", {"en": "Note", "ko": "메모", "ja": "メモ"}),
)

KINDS: dict[str, Kind] = {kind.name: kind for kind in _KINDS}


def states(kind: str, role: str) -> tuple[State, ...]:
    """The states that items of the role have in an entry of the kind, in the order of the next-state key."""
    return () if role in KINDS[kind].stateless else ROLES[role].states


def state(kind: str, role: str, name: str) -> State | None:
    """The state with this name, if items of the role have it in an entry of the kind."""
    return next((state for state in states(kind, role) if state.name == name), None)


def next_state(kind: str, role: str, name: str, step: int = 1) -> str:
    """The state after this one, around; the first for an unknown name, empty where there are no states."""
    names = [state.name for state in states(kind, role)]
    if not names:
        return ""
    return names[(names.index(name) + step) % len(names)] if name in names else names[0]


ATTENDANCE = ("attended", "partly", "absent", "skipped")
"""What can be said of somebody in a study week."""

STUDY_WEEKS = 4
"""How many weeks a new study plan has, before its final one."""

AREAS: dict[str, tuple[str, ...]] = {
    "en": ("Work", "Tech", "Speaking", "Life"),
    "ko": ("일", "기술", "발표", "생활"),
    "ja": ("仕事", "技術", "登壇", "生活"),
}
"""The areas of a new year in review."""

FLOW_LEVELS: dict[str, str] = {"A": "hard", "B": "even", "C": "easy"}
"""Challenge against skill: A challenge > skill, B equal, C challenge < skill (Csikszentmihalyi, Flow, 1990)."""

LANGUAGES = ("en", "ko", "ja")
