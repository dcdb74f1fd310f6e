"""An item's line written: after a change in its own style, a new one in the style of its siblings.

Only the parts whose field changed are written anew; the others keep their bytes.
"""

from __future__ import annotations

import re

import msgspec

from retrotui import text
from retrotui.markdown import body_write, care, cell, item_line, table
from retrotui.markdown.item_line import Part, Rules
from retrotui.markdown.meta import GUARD, ITEM_MARK
from retrotui.markdown.piece import Piece
from retrotui.markdown.scan import TEXT, scan
from retrotui.markdown.style import Style, Written
from retrotui.model import kinds
from retrotui.model.entry import Item

_LIST = re.compile(r"[A-Z]\d{1,3}(?:\.\d{1,3})?(?:\s*[,，、/&+·]\s*[A-Z]\d{1,3}(?:\.\d{1,3})?)*")
_WORDS = re.compile(r"[^\W\d_](?:[^()\[\]（）【】:：=→]*[^\W\d_])?")
_MARKS = {"done": "✅", "doing": "🔺", "failed": "❌", "dropped": "⏩", "moved": "⏩", "open": "⬜"}
_STATE_WORDS = {
    "en": {
        "done": "done",
        "doing": "in progress",
        "failed": "missed",
        "dropped": "dropped",
        "moved": "postponed",
        "open": "todo",
    },
    "ko": {
        "done": "완료",
        "doing": "진행 중",
        "failed": "실패",
        "dropped": "취소",
        "moved": "연기",
        "open": "예정",
    },
    "ja": {
        "done": "完了",
        "doing": "進行中",
        "failed": "未達",
        "dropped": "中止",
        "moved": "延期",
        "open": "未着手",
    },
}
_SORT = {"done": "done", "solved": "done", "kept": "done", "doing": "doing", "missed": "failed", "failed": "failed", "dropped": "dropped", "moved": "moved", "slipped": "moved", "carried": "moved"}  # fmt: skip


def changed(piece: Piece, old: Written, new: Written, style: Style) -> str:
    """The piece's source with the fields that differ between `old` and `new` written anew, in its own style."""
    old, new = _answering(old, style), _answering(new, style)
    parts = [Part(part.name, part.raw) for part in piece.parts]
    is_cell = piece.form in ("cell", "row")
    if old.item.label != new.item.label:
        _relabel(parts, old.item.label, new.item.label)
    if old.answers != new.answers:
        _answer(parts, new, style)
    if old.item.category != new.item.category:
        _replace(parts, "category", f"[{new.item.category}] " if new.item.category else "")
    if old.item.text != new.item.text:
        _retext(parts, new.item.text, is_cell)
    if old.item.state != new.item.state:
        _restate(parts, new.item.state, style)
    _box_struck(parts, new, style)
    _name(parts, new)
    _mark(parts, piece, style)
    body_write.write(parts, piece, old.item, new.item, style)
    _guard(parts, new, style, piece.form)
    return "".join(part.raw for part in parts)


def _answering(written: Written, style: Style) -> Written:
    """Only tries answer: what else is linked keeps its links in the notebook, and no words for them.

    What answers another try, or whatever else has no place before a colon, needs its own label beside the others.
    """
    if style.rules.role != "try":
        return msgspec.structs.replace(written, answers=())
    sayable = all(label[:1] in item_line.ANSWERED for label in written.answers)
    return written if sayable else msgspec.structs.replace(written, named=True)


def fresh(new: Written, style: Style, template: Piece | None, number: int | None = None) -> str:
    """The source of a new item, in the style of a sibling, or as the writer would."""
    new = _answering(new, style)
    if template is None or template.item is None:
        parts = [Part("lead", "- "), Part("text", new.item.text), Part("tail", style.newline)]
        template = Piece("item", 0, parts, Item("", text=new.item.text), indent=2)
        _canonical_head(parts, new, style)
    else:
        parts = _from_template(template, new, style, number)
    body_style = msgspec.structs.replace(style, indent=template.indent or style.indent)
    _box_struck(parts, new, style)
    _name(parts, new)
    _mark(parts, template, style)
    body_write.write(parts, msgspec.structs.replace(template, parts=parts), Item(""), new.item, body_style)
    _guard(parts, new, style, template.form)
    return "".join(part.raw for part in parts)


def _canonical_head(parts: list[Part], new: Written, style: Style) -> None:
    if needs_box(new.item.state, style.rules) or (
        style.rules.states and new.item.state != implied(new.item, style.rules)
    ):
        parts.insert(1, Part("box", box(new.item.state, style.rules)))
    if new.item.category:
        parts.insert(-2, Part("category", f"[{new.item.category}] "))
    if head := label_head(new.item.label, new.answers):
        parts.insert(-2, Part("label", head))


def label_head(label: str, answers: tuple[str, ...]) -> str:
    """`K1: `, `T1 → P1, K1: `, `P1: `, or nothing."""
    if answers and label:
        return f"{label} → {', '.join(answers)}: "
    return f"{label or ', '.join(answers)}: " if label or answers else ""


def needs_box(state: str, rules: Rules) -> bool:
    """Whether the state must be written: always in lists of tasks, elsewhere when it is not the first one."""
    states = rules.states
    return bool(states) and (rules.role not in ("problem", "try") or state != states[0].name)


def implied(item: Item, rules: Rules) -> str:
    """The state that an item without a mark has: its role's first, or what the name of its group says."""
    known = rules.labels.state_of(item.group) if item.group else ""
    return rules.state(known) if known else rules.states[0].name


def box(state: str, rules: Rules) -> str:
    """The box that says the state: `[ ] `, `[x] `, or one with the state's own mark."""
    return f"[{mark(state, rules)}] "


def mark(state: str, rules: Rules) -> str:
    """The character in a state's box."""
    found = kinds.state(rules.kind, rules.role, state)
    return found.mark if found else " "


def _from_template(template: Piece, new: Written, style: Style, number: int | None) -> list[Part]:
    names = [part.name for part in template.parts]
    parts: list[Part] = []
    for part in template.parts:
        raw = part.raw
        if part.name in ("body", "status", "mark", "refers", "category", "other"):
            continue
        if part.name == "lead" and number is not None:
            raw = re.sub(r"\d+", str(number), raw, count=1)
        if part.name == "box":
            raw = re.sub(r"\[[^\]]*\]", box(new.item.state, style.rules).strip(), raw, count=1)
        if part.name == "label":
            raw = _label_like(raw, template, new)
        if part.name == "text":
            if any(done.name == "text" for done in parts):
                continue
            raw = cell.encoded(new.item.text) if template.form in ("cell", "row") else new.item.text
        if part.name == "tail" and template.form not in ("cell", "row"):
            raw = style.newline
        parts.append(Part(part.name, raw))
    if "box" not in names and style.rules.states and new.item.state != implied(new.item, style.rules):
        _insert_before(parts, ("category", "label", "text"), Part("box", box(new.item.state, style.rules)))
    if new.item.category:
        _insert_before(
            parts,
            ("label", "text")
            if names.index("text") > (names.index("label") if "label" in names else 0)
            else ("text",),
            Part("category", f"[{new.item.category}] "),
        )
    if "label" not in names and new.answers:
        _insert_before(parts, ("text",), Part("label", label_head("", new.answers)))
    return parts


def _label_like(raw: str, template: Piece, new: Written) -> str:
    """A sibling's label part with this item's label or references in it."""
    old = template.item.label if template.item else ""
    if template.fields and template.fields.answers:
        shown = label_head(new.item.label if old and old in raw else "", new.answers)
        return (
            _LIST.sub(lambda _: ", ".join(new.answers), raw, count=1)
            if not (old and old in raw) and new.answers
            else shown
        )
    if old and old in raw:
        return raw.replace(old, new.item.label, 1) if new.item.label else ""
    return label_head(new.item.label, new.answers)


def _insert_before(parts: list[Part], names: tuple[str, ...], part: Part) -> None:
    at = next((place for place, other in enumerate(parts) if other.name in names), len(parts))
    parts.insert(at, part)


def _replace(parts: list[Part], name: str, raw: str) -> None:
    for place, part in enumerate(parts):
        if part.name == name:
            parts[place] = Part(name, raw)
            return
    if raw:
        before = ("label", "text") if _is_before(parts, "label", "text") else ("text",)
        _insert_before(parts, before, Part(name, raw))


def _is_before(parts: list[Part], first: str, second: str) -> bool:
    names = [part.name for part in parts]
    return first in names and names.index(first) < names.index(second)


def _relabel(parts: list[Part], old: str, new: str) -> None:
    for part in parts:
        if part.name == "label" and old and old in part.raw:
            part.raw = part.raw.replace(old, new, 1)


def _answer(parts: list[Part], new: Written, style: Style) -> None:
    for place, part in enumerate(parts):
        if part.name == "refers" and all(label[0] in item_line.ANSWERED_BEHIND for label in new.answers):
            part.raw = _LIST.sub(lambda _: ", ".join(new.answers), part.raw, count=1) if new.answers else ""
            return
        if part.name == "refers":
            parts.pop(place)
            break
        if part.name == "label":
            own = new.item.label if new.item.label and new.item.label in part.raw else ""
            if not own and new.answers:
                part.raw = _LIST.sub(lambda _: ", ".join(new.answers), part.raw, count=1)
            elif not own:
                parts.pop(place)
            else:
                part.raw = label_head(own, new.answers)
            return
    if new.answers:
        _insert_before(parts, ("text",), Part("label", label_head("", new.answers)))


def _retext(parts: list[Part], value: str, is_cell: bool) -> None:
    first = True
    for part in parts:
        if part.name == "text":
            part.raw = (cell.encoded(value) if is_cell else value) if first else ""
            first = False


def state_word(state: str, like: str, style: Style) -> str:
    """The word for a state, in the language of the words that it stands for."""
    known = (name for name, words in _STATE_WORDS.items() if any(word in like for word in words.values()))
    words = _STATE_WORDS.get(next(known, style.language), _STATE_WORDS["en"])
    return words[_SORT.get(state, "open")]


def _restate(parts: list[Part], state: str, style: Style) -> None:
    sort = _SORT.get(state, "open")
    first = bool(style.rules.states) and state == style.rules.states[0].name
    for part in parts:
        if part.name == "box":
            part.raw = re.sub(r"\[[^\]]*\]", lambda _: f"[{mark(state, style.rules)}]", part.raw, count=1)
            return
    for part in parts:
        if part.name == "status":
            part.raw = _WORDS.sub(state_word(state, part.raw, style), part.raw, count=1)
            return
        if part.name == "mark" and sort == "moved":
            # No emoji says that something was put off; a box does.
            part.raw = ""
            continue
        if part.name == "mark":
            part.raw = re.sub(r"[^\s]+", lambda _: _MARKS[sort], part.raw, count=1)
            return
    if not (first and not any(part.name == "box" for part in parts)) or style.rules.states:
        _insert_before(parts, ("category", "label", "text"), Part("box", box(state, style.rules)))


def _name(parts: list[Part], new: Written) -> None:
    """Write the item's own label where it must be and is not."""
    label = new.item.label
    if not new.named or not label:
        return
    for part in parts:
        if part.name == "label":
            if label not in part.raw:
                part.raw = label_head(label, new.answers)
            return
    _insert_before(parts, ("text",), Part("label", label_head(label, ())))


def _box_struck(parts: list[Part], new: Written, style: Style) -> None:
    """Put a box before a text that is struck out, which says that it was dropped, where that is not so."""
    says_it = any(part.name in ("box", "mark", "status") for part in parts)
    struck = item_line.is_struck(new.item.text)
    if not struck or says_it or not style.rules.states or new.item.state == style.rules.state("dropped"):
        return
    _insert_before(parts, ("category", "label", "text"), Part("box", box(new.item.state, style.rules)))


def _mark(parts: list[Part], piece: Piece, style: Style) -> None:
    """Say that a heading or a line of text is an item, where the section needs it said."""
    if style.care < care.MARKED or piece.form not in ("paragraph", "heading"):
        return
    at = next(place for place, part in enumerate(parts) if part.name == "tail")
    if ITEM_MARK not in parts[at].raw:
        parts.insert(at, Part("other", f" {ITEM_MARK}"))


def _guard(parts: list[Part], new: Written, style: Style, form: str) -> None:
    """Fence the text off where it would be read as something else: `[x] like this`, `… - done`."""
    if reads_back(parts, new, style, form):
        return
    at = next(place for place, part in enumerate(parts) if part.name == "text")
    parts[at] = Part("text", GUARD + parts[at].raw + GUARD)
    if form == "cell" and not "".join(part.raw for part in parts[:at]).strip():
        # A guard at its very beginning would make it the continuation of the entry above.
        parts.insert(at, Part("lead", f" {ITEM_MARK}"))


def reads_back(parts: list[Part], new: Written, style: Style, form: str = "line") -> bool:
    """Whether the line of these parts says the item's text, category and state."""
    line = [part for part in parts if part.name != "body"]
    lead = line[0].raw if line and line[0].name == "lead" else ""
    content = "".join(part.raw for part in (line[1:] if lead else line)).rstrip()
    content = content.removesuffix(ITEM_MARK).rstrip()
    if (
        item_line.is_placeholder(content, style.rules.labels)
        or (not new.item.body and item_line.is_name_alone(content))
        or style.rules.labels.candidates(content.partition(":")[0])
        or style.rules.labels.candidates(content)
    ):
        return False
    _, fields = item_line.parse("", content, "", style.rules)
    if form == "paragraph" and scan(lead + content)[0].kind != TEXT:
        return False
    if form == "cell" and not lead.strip() and (table.is_bulleted(content) or content.startswith(ITEM_MARK)):
        return False
    shown = cell.decoded(fields.text) if form in ("cell", "row") else fields.text
    return (text.clean_line(shown), fields.category, fields.answers) == (
        text.clean_line(new.item.text),
        new.item.category,
        new.answers,
    ) and (not style.rules.states or fields.state == new.item.state or not fields.boxed)
