"""Edits of imported entries: what changed reads back, what did not keeps its bytes, and layouts stay."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from retrotui.markdown.reader import Hints, read
from retrotui.markdown.writer import write, write_text
from retrotui.model import edit, kinds
from retrotui.model.entry import Entry, Item, Link, new_uid
from tests.markdown.test_layouts import CASES

UNLIKE = {"try as arrows in the problems", "a year by bullets"}
"""Layouts in which some edits can not be said: which problem an arrow answers, an area without a list."""


def first(source: str, path: str = "a.md", kind: str = "") -> Entry:
    return read(source.encode(), path, Hints(kind=kind))[0].entry


def said(entry: Entry) -> list[str]:
    texts = {item.uid: item.text for item in entry.items()}
    return sorted(
        str(
            (
                section.role,
                item.text,
                item.state,
                item.category,
                item.group,
                item.body,
                item.reason,
                sorted(texts.get(link.item, "") for link in item.links),
            )
        )
        for section in entry.sections
        for item in section.items
    )


def edits(entry: Entry) -> Iterator[tuple[str, Entry]]:
    """The entry after one edit each, of every sort that fits."""
    for section in entry.sections:
        if section.role == "prose":
            continue
        yield "add", edit.add_item(entry, section.uid, Item(new_uid(), text="brand new"))
        yield (
            "add first",
            edit.add_item(entry, section.uid, Item(new_uid(), text="brand new", body="x\ny"), 0),
        )
        for item in section.items:
            yield "text", edit.change_item(entry, item.uid, text="other | words")
            yield "body", edit.change_item(entry, item.uid, body="more\n- nested")
            yield "category", edit.change_item(entry, item.uid, category="QA")
            yield "reason", edit.change_item(entry, item.uid, reason="no time")
            yield "remove", edit.remove_item(entry, item.uid)
            yield "to the front", edit.move_item(entry, item.uid, section.uid, 0)
            for state in kinds.states(entry.kind, section.role):
                yield f"state {state.name}", edit.change_item(entry, item.uid, state=state.name)
            for other in entry.sections:
                if other.role not in ("prose", section.role):
                    yield f"move to {other.role}", edit.move_item(entry, item.uid, other.uid)
    for role in kinds.KINDS[entry.kind].roles:
        grown, made = edit.ensure_section(entry, role)
        if grown is not entry and role != "week":
            yield f"new {role}", edit.add_item(grown, made.uid, Item(new_uid(), text="brand new"))


@pytest.mark.parametrize("name", [name for name in CASES if name not in UNLIKE])
def test_any_edit_reads_back(name: str) -> None:
    """After each sort of edit the document reads as the edited entry does."""
    entry = first(CASES[name][1])
    for sort, edited in edits(entry):
        out = write_text(edited)
        assert said(first(out, kind=entry.kind)) == said(edited), f"{sort}:\n{out}"


def diff(before: str, after: str) -> list[str]:
    """The lines that go and come between two texts."""
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    return [line for line in lines if not line.startswith(("---", "+++", "@@"))]


def item(entry: Entry, label: str) -> Item:
    return next(item for item in entry.items() if item.label == label)


BOARD = """---
# kept comment
title: 'Week 5'   # the title
date: 2024-01-29 ~ 2024-02-02
tags: [a, "b"]
---

## Issues this week
*  [x]  [QA] run the tests  I1
*  [ ]  [QA] write the docs  I2

## KPT
|Title|Description|
|-----|-----|
|Keep|- K1: pairing |
|Problem|- P1: late build <br> - P2: no docs<br>|
|Try|- P1: build at noon |

## Flow
|Level|Description|Issue|
|--|--|--|
|A|hard|K1|
|B|even|I1|
|C|easy||
"""

EDITS = {
    "state in a box": (
        lambda e: edit.change_item(e, item(e, "I2").uid, state="done"),
        ["-*  [ ]  [QA] write the docs  I2", "+*  [x]  [QA] write the docs  I2"],
    ),
    "text keeps box, category and label": (
        lambda e: edit.change_item(e, item(e, "I1").uid, text="run them all"),
        ["-*  [x]  [QA] run the tests  I1", "+*  [x]  [QA] run them all  I1"],
    ),
    "a new item like its siblings": (
        lambda e: edit.add_item(e, e.section_of(item(e, "I1").uid).uid, Item(new_uid(), text="ship it", category="Ops")),
        ["+*  [ ]  [Ops] ship it  I3"],
    ),
    "a cell's entry": (
        lambda e: edit.change_item(e, item(e, "P2").uid, text="few docs"),
        ["-|Problem|- P1: late build <br> - P2: no docs<br>|", "+|Problem|- P1: late build <br> - P2: few docs<br>|"],
    ),
    "a new entry in a cell": (
        lambda e: edit.add_item(e, e.section_of(item(e, "K1").uid).uid, Item(new_uid(), text="talks")),
        ["-|Keep|- K1: pairing |", "+|Keep|- K1: pairing <br>- K2: talks |"],
    ),
    "a level": (
        lambda e: edit.change_item(e, item(e, "I2").uid, flow="C"),
        ["-|C|easy||", "+|C|easy|I2|"],
    ),
    "a link": (
        lambda e: edit.change_item(e, item(e, "T1").uid, links=(*item(e, "T1").links, Link("answers", e.uid, item(e, "P2").uid))),
        ["-|Try|- P1: build at noon |", "+|Try|- P1, P2: build at noon |"],
    ),
    "the title keeps quotes and comment": (
        lambda e: replace(e, title="Week 6: it's on"),
        ["-title: 'Week 5'   # the title", "+title: 'Week 6: it''s on'   # the title"],
    ),
    "the span": (
        lambda e: replace(e, start=e.start.replace(month=2, day=5), end=e.end.replace(day=9)),
        ["-date: 2024-01-29 ~ 2024-02-02", "+date: 2024-02-05 ~ 2024-02-09"],
    ),
    "tags": (lambda e: replace(e, tags=("a", "c")), ['-tags: [a, "b"]', '+tags: ["a", "c"]']),
}  # fmt: skip


@pytest.mark.parametrize("name", EDITS)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_an_edit_touches_its_own_line(name: str, newline: str) -> None:
    """Only the line that says the field changes, in the style that it had; newlines stay what they are."""
    change, expected = EDITS[name]
    source = BOARD.replace("\n", newline)
    entry = first(source)
    out = write_text(change(entry))
    assert diff(source, out) == expected
    assert out.count("\r\n") == (out.count("\n") if newline == "\r\n" else 0)


def test_numbering_is_counted_on() -> None:
    """An item between numbered ones takes its number, and those after it the next."""
    entry = first("# AAR\n## Lessons learned\n1. one\n2. two\n## Results\n1) x\n")
    section = entry.section_of(item(entry, "L1").uid)
    out = write_text(edit.add_item(entry, section.uid, Item(new_uid(), text="between"), 1))
    assert out == "# AAR\n## Lessons learned\n1. one\n2. between\n3. two\n## Results\n1) x\n"


def test_prose_changes_line_by_line() -> None:
    """A changed line of prose leaves its neighbours' bytes alone, trailing blanks included."""
    source = "# Notes\n\nfirst line  \nsecond line\n\n\nthird   \n"
    entry = first(source, kind="note")
    section = entry.sections[0]
    edited = edit.with_section(entry, replace(section, prose=section.prose.replace("second", "other")))
    assert write_text(edited) == source.replace("second", "other")


def test_a_section_made_here_follows_the_one_before_it() -> None:
    """A new section stands where the entry has it, written like the others, and nothing else moves."""
    source = "## Keep\n- a\n\n## Try\n- c\n"
    grown, section = edit.ensure_section(first(source, kind="kpt"), "problem")
    out = write_text(edit.add_item(grown, section.uid, Item(new_uid(), text="slow")))
    assert out == "## Keep\n- a\n\n## Problem\n- slow\n\n## Try\n- c\n"


def test_an_original_is_never_lost() -> None:
    """Whatever was edited, the source as it came can still be had."""
    entry = first(BOARD)
    edited = edit.change_item(entry, item(entry, "K1").uid, text="x")
    assert write(edited, original=True) == BOARD.encode()
    assert write(edited) != BOARD.encode()


def test_the_only_answer_of_somebody_is_replaced_below_its_question() -> None:
    """Whoever answers stands above the question already: nobody is named again, and no blank line comes in."""
    source = "# 2024-01-29 개발 일지\n\n" + "\n".join(
        f"**{name}**\n\n오늘 한 일:\n- {did}\n\n시도할 점:\n- {next_}\n"
        for name, did, next_ in (("하나", "배포", "잠"), ("두리", "검색", "산책"))
    )
    entry = first(source)
    old = item(entry, "T2")
    section = entry.section_of(old.uid)
    other = Item(new_uid(), text="독서", group=old.group, state=old.state)
    edited = edit.with_section(entry, replace(section, items=(other,)))
    assert write_text(edited) == source.replace("산책", "독서")


def test_a_label_that_is_typed_is_text() -> None:
    """`K1:` alone would read as a name with nothing said behind it."""
    entry = first("## Keep\n- a\n\n## Try\n- c\n")
    edited = edit.change_item(entry, item(entry, "K1").uid, text="K1:")
    again = first(write_text(edited))
    assert [each.text for each in again.items()] == ["K1:", "c"]


def test_prose_in_a_new_section_is_no_item() -> None:
    """Where paragraphs below a label are items, as here, those of a section without items stand between markers."""
    entry = first(
        "Keep - Keep\n\n- pairing\n\nProblem / Problem\n\n- late build\n\nTry - Try\n\n- build at noon\n"
    )
    new = replace(edit.ensure_section(entry, "learned")[1], prose="Much rain this week.")
    again = first(write_text(replace(entry, sections=(*entry.sections, new))), kind="kpt")
    section = next(section for section in again.sections if section.role == "learned")
    assert (section.prose, section.items) == ("Much rain this week.", ())


def test_goals_keep_their_group_in_a_week() -> None:
    """A week's prose may hold bold lines, so a group says that it is one."""
    entry = first("# Study\n\n## Week 1\n\n- [ ] read\n\n## Week 2\n\n- [ ] write\n", kind="study")
    read, *_ = entry.items()
    again = first(write_text(edit.change_item(entry, read.uid, group="Books")), kind="study")
    assert [(each.text, each.group) for each in again.items()] == [("read", "Books"), ("write", "")]
    typed = first(write_text(edit.change_item(entry, read.uid, text="<!-- group -->")), kind="study")
    assert [(each.text, each.group) for each in typed.items()] == [("<!-- group -->", ""), ("write", "")]
