"""The votes that a document gets for each kind, and what everybody who votes knows of it."""

from __future__ import annotations

import re
from functools import cached_property

from retrotui import text
from retrotui.markdown.boundary import TRIO, Boundary, Signs
from retrotui.markdown.label import Labels
from retrotui.markdown.scan import Line
from retrotui.model.kinds import KINDS

TODAY = re.compile(r"오늘|하루|일일|today|daily|今日|本日|日報|일차|day ?\d|日目|(?<![a-z])til(?![a-z])")
LOOK_BACK = re.compile(r"retrospe[ck]t(?!us)|retro\b|회고|ふりかえり|ふり返り|振り?返り|反省会|复盘")
SPRINT_RETRO = re.compile(
    r"(?:sprint|스프린트|スプリント|iteration|주간|weekly|milestone|마일스톤|迭代|冲刺).*(?:retro|회고|ふりかえり|振り返り|回顾|复盘)|retro.*\bsprint"
)
NTH_SPRINT = re.compile(
    r"(?:sprint|iteration|milestone|스프린트|スプリント|이터레이션) ?#?\d|(?:\d+ ?차|제 ?\d+|第 ?[\d一二三四五六七八九十]+ ?(?:次|个|回)?) ?(?:스프린트|スプリント|迭代|冲刺|이터레이션)"
)
_KEPT_IN = re.compile(
    r"(?:^|/)(?:(?P<aar>post ?mortems?|incidents?(?: (?:reports?|reviews?))?|aars?|after action (?:reviews?|reports?)|outages?|障害\w{0,4}|장애\w{0,4}|故障\w{0,4})|"
    r"(?P<kpt>kpt|(?:(?:team|sprint|project|iteration) )?retro(?:spect(?:ive)?)?s?|ふりかえり|振り返り|复盘))/"
)
"""Folders in which reviews of one kind are kept."""


def kept_in(path: str) -> str:
    """The kind of the reviews, `aar` or `kpt`, that are kept in one of a path's folders; empty for none."""
    match = _KEPT_IN.search(text.fold(path).replace("_", " ").replace("-", " "))
    return (match.lastgroup or "") if match else ""


class Ballot:
    """A document and its votes: names, days, weeks and labels add theirs, one after the other."""

    def __init__(
        self, lines: list[Line], signs: Signs, title: str, path: str, labels: Labels, topics: str
    ) -> None:
        """`title` is what front matter says; `path` the file's name with its folders, `topics` its tags and categories."""
        self.lines, self.signs, self.labels, self.topics = lines, signs, labels, topics
        self.heads, self.weak = signs
        if self.heads and not any(head.roles for head in self.heads) and all(each.bare for each in self.weak):
            # Items that ask, with no answer below any of them, are a list of questions.
            self.weak = []
        self.path = path
        self.first = ""
        """The heading or line that names the document."""
        self.title = title
        """What front matter says, else `first`."""
        self.votes = {kind: 0.0 for kind in KINDS if kind != "note"}
        self.seen: dict[str, set[str]] = {kind: set() for kind in self.votes}
        """The roles of each kind that labels play."""

    @cached_property
    def named(self) -> str:
        """The words of title and path, folded."""
        return text.fold(f"{self.title} {self.path}")

    @cached_property
    def looks_back(self) -> bool:
        """Whether title or path say so: `retrospective`, `회고`."""
        return bool(LOOK_BACK.search(self.named))

    @property
    def trio(self) -> set[str]:
        """Which of Keep, Problem and Try there are."""
        return self.seen["kpt"] & TRIO

    @property
    def told(self) -> set[str]:
        """The roles that labels play, in whatever kind."""
        return set[str]().union(*self.seen.values())

    @property
    def stem(self) -> str:
        """The file's name without its ending."""
        return self.path.rpartition("/")[2].rpartition(".")[0]

    @property
    def labelled(self) -> list[Boundary]:
        """Headings and weaker labels."""
        return [*self.heads, *self.weak]
