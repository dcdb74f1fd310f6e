"""One item's line taken apart: bullet, box, category, label, text, status; and put together again after a change.

A line is a list of parts whose raw texts, joined, are the line. Reading fills an item's fields from the parts;
writing changes only the parts whose field changed, so everything else keeps its bytes.
"""

from __future__ import annotations

import re

import msgspec

from retrotui import text
from retrotui.markdown.label import Labels
from retrotui.markdown.meta import GUARD
from retrotui.model import kinds
from retrotui.model.kinds import ROLES

_BOX = re.compile(r"\[( |[^\s\w\[\]]|[xXvVoO]|)\][ \t\u3000]+(?=\S)")
ANSWERED, ANSWERED_BEHIND = "KPIDLUW", "KPI"
"""First letters of the labels that a try without a label of its own answers, before its text and behind it."""
_LABEL = r"[A-Z]\d{1,3}(?:\.\d{1,3})?"
_LIST = rf"{_LABEL}(?:\s*[,，、/&+·]\s*{_LABEL})*"
_START = re.compile(
    rf"[*_`]*(?P<open>[\[(]?)[*_`]*(?P<first>{_LIST})(?:\s*(?:→|->|=>|⇒)\s*(?P<target>{_LIST}))?[*_`]*"
    rf"(?:(?<=[\d*_`])[\])]+[*_`]*\s*[:：.-]?(?:\s+|(?=\S))|\s*(?:[:：.)]|[-–](?=\s)|→|->)[*_`]*\s*)"
)
_END = re.compile(rf"\s+(?P<open>[\[(#]?)(?P<labels>{_LABEL})[\])]?\s*[.。]?\s*$")
_REFERS = re.compile(rf"\s*(?:[(\[]|→|->|⇒)\s*(?:for\s+|re:?\s+)?(?P<labels>{_LIST})\s*[)\]]?\s*$")
_CATEGORY = re.compile(r"\[(?!\[)([^\[\]\n|`@=/<>]{1,40})\](?![(\[:])\s*(?=\S)")
_MARKS = {
    "done": "✅☑✔⭕🟢🆗💯🔵",
    "doing": "🔺🟡⚠🔄🚧⏳🟠",
    "failed": "❌🔴⚪⏸⬜✖🚫☐❎",
    "dropped": "⏩🎅",
}
_MARK_OF = {mark: state for state, marks in _MARKS.items() for mark in marks}
_MARK = rf"(?P<mark>[{''.join(_MARK_OF)}])[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]*"
_MARK_START = re.compile(rf"{_MARK}\s*(?=\S)")
_MARK_END = re.compile(rf"\s*{_MARK}\s*$")
_STATUS_END = re.compile(
    r"(?:\s+[-–—=→]+>?\s*|\s*[:：]\s*|\s*[(\[（【]\s*)(?P<word>[^\W\d_][^()\[\]（）【】:：=→]{0,20}?)\s*[)\]）】]?[.!。！]?\s*$"
)
_STATUS_START = re.compile(r"[\[(【（]\s*(?P<word>[^\[\]()【】（）]{1,20})\s*[\])】）]\s*(?=\S)")
_PLACEHOLDER = re.compile(
    r"[.…·\-_*/\\\s]*|\(-\)|([*_]{1,2})(?:something|anything|text here|your text|comments?|description)\1"
)
_NAMED = re.compile(r"[^\s:：][^:：]{0,19}[:：](?:\*\*|__)?\s*")
"""Whose or what it is before what is said: `Ann: none`."""
_ALONE = re.compile(r"(?:`{1,3}[^`]+`{1,3}|\*\*[^*]+\*\*|[^\s:：]{1,20}(?: [^\s:：]{1,20})?)\s*[:：]\s*")
"""A name, or what is asked for, with nothing said behind it."""
_DONE_NAMES = ("done", "solved", "kept")
_STATE_NAMES = {
    "done": _DONE_NAMES,
    "doing": ("doing",),
    "failed": ("missed", "failed"),
    "dropped": ("dropped", "missed"),
    "moved": ("moved", "slipped", "carried"),
    "open": ("open", "todo"),
}
_BOX_KINDS = {
    "x": "done",
    "v": "done",
    "o": "done",
    "✓": "done",
    "✔": "done",
    "~": "doing",
    "/": "doing",
    "-": "dropped",
    ">": "moved",
    "<": "moved",
    "!": "failed",
    "+": "done",
    "": "open",
}


class Part(msgspec.Struct):
    """A piece of a line: what it states and its raw text."""

    name: str
    """`lead`, `box`, `mark`, `category`, `label`, `text`, `status`, `refers`, `tail`, `body` or `other`."""
    raw: str


class Fields(msgspec.Struct):
    """What a line states of an item."""

    text: str = ""
    label: str = ""
    state: str = ""
    category: str = ""
    answers: tuple[str, ...] = ()
    boxed: bool = False


class Rules(msgspec.Struct, frozen=True):
    """How lines are read: by the kind of the entry and the role of the section."""

    labels: Labels
    kind: str
    role: str

    @property
    def prefix(self) -> str:
        """The letter of the role's labels."""
        return ROLES[self.role].prefix

    @property
    def states(self) -> tuple[kinds.State, ...]:
        """The states that items have here."""
        return kinds.states(self.kind, self.role)

    def state(self, name: str) -> str:
        """The role's state for a kind of state, or empty when it has none of the sort."""
        own = {state.name for state in self.states}
        first = self.states[0].name if self.states else ""
        return next((state for state in _STATE_NAMES[name] if state in own), first)

    def box_state(self, character: str) -> str:
        """The role's state for the character in a box."""
        if character == " " or not self.states:
            return self.states[0].name if self.states else ""
        for state in self.states:
            if state.mark == character:
                return state.name
        return self.state(_BOX_KINDS.get(character.lower(), "doing"))


def is_placeholder(content: str, labels: Labels) -> bool:
    """Whether an item's text is none: empty, dots, `N/A`, `特になし`, with or without a box or a name before it."""
    bare = re.sub(r"^\[[ xX]?\]", "", content.strip()).strip()
    if _PLACEHOLDER.fullmatch(bare) or labels.is_nothing(bare):
        return True
    named = _NAMED.match(bare) if len(bare) <= 60 else None
    return bool(named and labels.is_nothing(bare[named.end() :]))


def is_name_alone(content: str) -> bool:
    """Whether an item is a name, or what is asked for, with nothing said behind it: one of these without a body is none."""
    return bool(_ALONE.fullmatch(content))


def is_struck(text: str) -> bool:
    """Whether the whole text is struck out."""
    return bool(re.fullmatch(r"~~.+~~", text))


def parse(lead: str, content: str, tail: str, rules: Rules) -> tuple[list[Part], Fields]:
    """Take an item's line apart; `lead` is its bullet, `tail` its newline. The parts joined are the three joined."""
    fields = Fields()
    before = [Part("lead", lead)] if lead else []
    stripped = content.rstrip()
    rest, end = stripped, content[len(stripped) :]
    rest = _box(rest, before, fields, rules)
    rest = _starts(rest, before, fields, rules)
    after: list[Part] = []
    rest = _ends(rest, after, fields, rules)
    after.append(Part("tail", end + tail))
    fields.text = text.clean_line(rest)
    if not fields.state and rules.states:
        dropped = is_struck(fields.text) and rules.state("dropped")
        fields.state = dropped or rules.states[0].name
    return [*before, Part("text", rest), *after], fields


def _box(rest: str, parts: list[Part], fields: Fields, rules: Rules) -> str:
    if match := _BOX.match(rest):
        fields.boxed = True
        fields.state = rules.box_state(match[1])
        parts.append(Part("box", match[0]))
        return rest[match.end() :]
    return rest


def _starts(rest: str, parts: list[Part], fields: Fields, rules: Rules) -> str:
    """Mark, status, category and label before the text, in any order, each once."""
    seen: set[str] = set()
    while True:
        if rest.startswith(GUARD):
            parts.append(Part("other", GUARD))
            return rest[len(GUARD) :]
        name, raw = _start(rest, fields, rules, seen)
        if not name:
            return rest
        seen.add(name)
        parts.append(Part(name, raw))
        rest = rest[len(raw) :]


def _start(rest: str, fields: Fields, rules: Rules, seen: set[str]) -> tuple[str, str]:
    if rules.states and "mark" not in seen and (match := _MARK_START.match(rest)):
        fields.state = fields.state or rules.state(_MARK_OF[match["mark"]])
        return "mark", match[0]
    if (
        "label" not in seen
        and (match := _START.match(rest))
        and match.end() < len(rest)
        and _take_label(match, fields, rules)
    ):
        return "label", match[0]
    if (
        rules.states
        and "status" not in seen
        and (match := _STATUS_START.match(rest))
        and (known := rules.labels.state_of(match["word"]))
    ):
        fields.state = rules.state(known)
        return "status", match[0]
    if "category" not in seen and (match := _CATEGORY.match(rest)) and not match[1].strip().isdigit():
        fields.category = text.clean_line(match[1])
        return "category", match[0]
    return "", ""


def _take_label(match: re.Match[str], fields: Fields, rules: Rules) -> bool:
    first, target = re.findall(_LABEL, match["first"]), re.findall(_LABEL, match["target"] or "")
    own = first[0][0] == rules.prefix if rules.prefix else False
    if rules.role == "try":
        if own and len(first) == 1:
            fields.label, fields.answers = first[0], tuple(target)
            return True
        if not own and not target and all(label[0] in ANSWERED for label in first):
            fields.answers = tuple(first)
            return True
        return False
    if own and len(first) == 1 and not target:
        fields.label = first[0]
        return True
    return False


def _ends(rest: str, parts: list[Part], fields: Fields, rules: Rules) -> str:
    """Status, label and references after the text; `parts` receives them in reading order."""
    if rest.endswith(GUARD):
        parts.insert(0, Part("other", GUARD))
        return rest[: -len(GUARD)]
    if rules.states and (match := _MARK_END.search(rest)) and match.start():
        fields.state = fields.state or rules.state(_MARK_OF[match["mark"]])
        parts.insert(0, Part("mark", match[0]))
        rest = rest[: match.start()]
    if (
        rules.states
        and (match := _STATUS_END.search(rest))
        and match.start()
        and (known := rules.labels.state_of(match["word"]))
    ) and not fields.boxed:
        fields.state = rules.state(known)
        parts.insert(0, Part("status", match[0]))
        rest = rest[: match.start()]
    if (
        not fields.label
        and rules.prefix
        and (match := _END.search(rest))
        and match.start()
        and match["labels"][0] == rules.prefix
    ):
        fields.label = match["labels"]
        parts.insert(0, Part("label", match[0]))
        rest = rest[: match.start()]
    elif rules.role == "try" and not fields.answers and (match := _REFERS.search(rest)) and match.start():
        labels = re.findall(_LABEL, match["labels"])
        if all(label[0] in ANSWERED_BEHIND for label in labels):
            fields.answers = tuple(labels)
            parts.insert(0, Part("refers", match[0]))
            rest = rest[: match.start()]
    return rest


def split_middle(parts: list[Part], fields: Fields, prefix: str) -> None:
    """Take a label out of the middle of the text: `integrate to Hugo I6 docs`. Changes parts and fields in place."""
    at = next((number for number, part in enumerate(parts) if part.name == "text"), None)
    if at is None or fields.label or not prefix:
        return
    raw = parts[at].raw
    match = re.search(rf"(?<=\S)\s+({re.escape(prefix)}\d{{1,3}})(?=[\s,.;])", raw)
    if match:
        fields.label = match[1]
        parts[at : at + 1] = [
            Part("text", raw[: match.start()]),
            Part("label", match[0]),
            Part("text", raw[match.end() :]),
        ]
        fields.text = text.clean_line(raw[: match.start()] + raw[match.end() :])
