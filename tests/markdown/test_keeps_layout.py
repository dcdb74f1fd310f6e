"""What an edit writes, line by line, in layouts whose way of saying it is easy to get wrong."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from msgspec.structs import replace

from retrotui.markdown.writer import write_text
from retrotui.model import edit
from retrotui.model.entry import Entry, Item, new_uid
from tests.markdown.edits import parsed
from tests.markdown.test_edit import diff, item

NEW = Item(new_uid(), text="new")


def add(role: str, **fields: object) -> Callable[[Entry], Entry]:
    def change(entry: Entry) -> Entry:
        grown, section = edit.ensure_section(entry, role)
        return edit.add_item(grown, section.uid, replace(NEW, **fields))

    return change


def give(label: str, **fields: object) -> Callable[[Entry], Entry]:
    return lambda entry: edit.change_item(entry, item(entry, label).uid, **fields)


def week(which: int, **fields: object) -> Callable[[Entry], Entry]:
    def change(entry: Entry) -> Entry:
        section = next(each for each in entry.sections if each.week and each.week.number == which)
        assert section.week
        return edit.with_section(entry, replace(section, week=replace(section.week, **fields)))

    return change


TABLE = "# Plan\n\n| Week | Day | Goal |\n|--|--|--|\n| Week 1 | 2024-01-01 | trees |\n| Week 2 | 2024-01-08 | graphs |\n"
TASKS = "# AAR\n## Goals\n- a\n## Lessons learned\n- b\n## Action items\n| # | Action | Owner | Status |\n|--|--|--|--|\n| 1 | rehearse | Ann | Done |\n"
REFERRED = "## Keep\n- a\n## Problem\n- b\n- c\n## Try\n- P2: d\n"

CASES: dict[str, tuple[str, Callable[[Entry], Entry], list[str]]] = {
    "a body in a quote": (
        "## Keep\n> - a\n>   - b\n> - c\n## Problem\n- d\n## Try\n- e\n", give("K2", body="x\n- y\n\nz"),
        ["+>   x", "+>   - y", "+>", "+>   z"],
    ),
    "indentation in a cell": (
        "| Keep | Problem |\n|--|--|\n| - a | - b |\n", give("K1", body="x\n  - y"),
        ["-| - a | - b |", "+| - a <br>x<br>&nbsp;&nbsp;- y| - b |"],
    ),
    "a week's number and day in its heading": (
        "# Plan\n## Week 1 - 2024.01.01\n- [ ] a\n## Week 2 - 2024.01.08\n- [ ] b\n", week(2, number=3, date=dt.date(2024, 1, 15)),
        ["-## Week 2 - 2024.01.08", "+## Week 3 - 2024.01.15"],
    ),
    "a week's field in its row": (
        TABLE, week(2, percent=80.0),
        ["-| Week 2 | 2024-01-08 | graphs |", "+| Week 2 | 2024-01-08 | graphs<br>Progress: 80 % <!-- percent --> |"],
    ),
    "a week's goal in its row": (
        TABLE, add("week"),
        ["-| Week 1 | 2024-01-01 | trees |", "+| Week 1 | 2024-01-01 | trees<br>[ ] new |"],
    ),
    "a task's state and owner in their cells": (
        TASKS, give("N1", state="doing", body="Owner: Bo"),
        ["-| 1 | rehearse | Ann | Done |", "+| 1 | rehearse | Bo | in progress |"],
    ),
    "a task more": (TASKS, add("improvement", body="Owner: Bo"), ["+| 2 | new | Bo ||"]),
    "a section more among bold lines": (
        "**Keep**\n- a\n\n**Problem**\n- b\n", add("try"), ["+", "+**Try**", "+- new"],
    ),
    "a section more among list items": (
        "1. Keep\n   - a\n2. Problem\n   - b\n\nthe end\n", add("try"), ["+3. Try", "+   - new"],
    ),
    "a section more in a table by row": (
        "| Keep | - a |\n|--|--|\n| Problem | - b |\n| Try | - c |\n", add("issue"),
        ["+| Issues this week | - new |", "+|--|--|", "-|--|--|"],
    ),
    "a try below its problem": (
        "## Keep\n- a\n## Problem/Try\n- b\n  → c\n- d\n", lambda entry: edit.move_item(entry, item(entry, "P2").uid, entry.sections[1].uid, 0),
        ["+- d", "-- d"],
    ),
    "an empty bullet is filled": ("## Keep\n- a\n## Problem\n* \n## Try\n- c\n", add("problem"), ["-* ", "+* new"]),
    "one number is counted on": ("## Keep\n1) a\n## Problem\n- b\n", add("keep"), ["+2) new"]),
    "ones stay ones": ("## Keep\n1. a\n1. b\n## Problem\n- b\n", add("keep"), ["+1. new"]),
    "what others refer to gets its label written": (
        REFERRED, lambda entry: edit.remove_item(entry, item(entry, "P1").uid), ["-- b", "-- c", "+- P2: c"],
    ),
    "a level of an item without a written label": (
        "## Keep\n- a\n## Problem\n- b\n\n| Level | Issue |\n|--|--|\n| A | K1 |\n| B | |\n", give("P1", flow="B"),
        ["-| B | |", "+| B | P1|"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_an_edit_is_written_as_the_layout_says_it(name: str) -> None:
    """The lines that come and go are those that say the change, in the document's own way."""
    source, change, expected = CASES[name]
    edited = change(parsed(source))
    assert diff(source, write_text(edited)) == expected


def test_a_callout_right_below_its_heading_holds_the_list() -> None:
    """Bullets in an aside are items where the section has no others; else they are the template's guide."""
    inside = "## Keep\n<aside>\n💡 what was good?\n\n- a\n- b\n</aside>\n\n## Problem\n- c\n## Try\n- d\n"
    assert [each.text for each in parsed(inside).items_of("keep")] == ["a", "b"]
    guide = inside.replace("</aside>\n", "</aside>\n\n- mine\n")
    assert [each.text for each in parsed(guide).items_of("keep")] == ["mine"]


def test_a_bold_line_with_text_below_is_one_item() -> None:
    """The text is the item's body, on the next line or after a blank one."""
    source = "## Keep\n\n**Pairing**\nevery morning\n\n**Talks**\n\nTwo of them.\n\nBoth short.\n\n## Problem\n\n**Build**\nlate\n"
    entry = parsed(source)
    assert [(each.text, each.body) for each in entry.items()] == [
        ("**Pairing**", "every morning"), ("**Talks**", "Two of them.\n\nBoth short."), ("**Build**", "late"),
    ]  # fmt: skip


def test_no_word_of_a_table_s_section_is_lost() -> None:
    """Prose that is written into a row has no cell: it stands below the table, once."""
    source = "| Keep | - a |\n|--|--|\n| Problem | - b |\n| Try | - c |\n"
    entry = parsed(source)
    section = next(each for each in entry.sections if each.role == "try")
    out = write_text(edit.with_section(entry, replace(section, prose="a word more")))
    assert out == source + "\na word more\n"
