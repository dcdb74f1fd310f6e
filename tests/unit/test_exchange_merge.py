"""A section that was changed here and in its file: merged item by item, and exported as the file with our changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retrotui import exchange
from retrotui.exchange import Hints, Preview
from retrotui.journal import Journal
from retrotui.model.entry import Entry, Item, Link
from retrotui.store.notebook import Notebook

NOW = dt.datetime(2026, 11, 20, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=9)))
WEEK = """---
title: KPT 46
date: 2026-11-09 ~ 2026-11-13
---

## Issues

- [ ] integration test
- [x] storage account

## Problem

Some words.
And more words.

* slow builds
* late reviews
* flaky tests

## Try

- P1: cache them
- P2: ask on Monday
"""


def opened(folder: Path) -> Journal:
    """A session on the notebook of a folder."""
    notebook = Notebook.open(folder / "n.json", state_dir=folder / "state", clock=lambda: NOW)
    return Journal(notebook, lambda: NOW)


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    """One session."""
    return opened(tmp_path)


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str], Path]:
    """Writes the file that is imported."""

    def make(text: str) -> Path:
        path = tmp_path / "week.md"
        path.write_text(text, encoding="utf-8")
        return path

    return make


def run(journal: Journal, path: Path, kind: str = "") -> Preview:
    """Import the file."""
    return exchange.import_all(journal, exchange.preview(journal, [str(path)], Hints(kind=kind)))


def only(journal: Journal) -> Entry:
    """The notebook's entry."""
    [entry] = journal.entries()
    return entry


def item(journal: Journal, text: str) -> Item:
    """The item that says so."""
    return next(each for each in only(journal).items() if each.text == text)


def edit(journal: Journal, text: str, now: str) -> None:
    """Give an item other words."""
    journal.edit_item(only(journal).uid, item(journal, text), now)


def markdown(journal: Journal) -> str:
    """The entry as it is exported."""
    return exchange.render(only(journal)).decode()


def said(journal: Journal, path: Path) -> list[str]:
    """What an import of the file tells, without where the file is."""
    [result] = run(journal, path).results
    return [str(each).replace(str(path), path.name) for each in result.warnings]


# Different items


def test_edits_of_different_items_are_both_there(journal: Journal, write: Callable[[str], Path]) -> None:
    run(journal, write(WEEK))
    edit(journal, "slow builds", "slow builds on Friday")
    theirs = WEEK.replace("flaky tests", "flaky tests again")
    assert said(journal, write(theirs)) == []
    assert markdown(journal) == theirs.replace("slow builds", "slow builds on Friday")


def test_what_both_added_is_there_ours_first(journal: Journal, write: Callable[[str], Path]) -> None:
    run(journal, write(WEEK))
    journal.write("kpt", dt.date(2026, 11, 10), "problem", "ours")
    theirs = WEEK.replace("* flaky tests\n", "* flaky tests\n* theirs\n").replace("* slow", "* first\n* slow")
    assert said(journal, write(theirs)) == []
    texts = [each.text for each in only(journal).items_of("problem")]
    assert texts == ["first", "slow builds", "late reviews", "flaky tests", "ours", "theirs"]
    assert markdown(journal) == theirs.replace("* theirs", "* ours\n* theirs")


def test_the_same_added_on_both_sides_is_one(journal: Journal, write: Callable[[str], Path]) -> None:
    run(journal, write(WEEK))
    journal.write("kpt", dt.date(2026, 11, 10), "problem", "alike")
    mine = item(journal, "alike").uid
    theirs = WEEK.replace("* flaky tests\n", "* flaky tests\n* alike\n* more\n")
    assert said(journal, write(theirs)) == []
    assert item(journal, "alike").uid == mine
    assert markdown(journal) == theirs


def test_what_one_side_deleted_is_gone(journal: Journal, write: Callable[[str], Path]) -> None:
    run(journal, write(WEEK))
    journal.delete_item(only(journal).uid, item(journal, "late reviews").uid)
    theirs = WEEK.replace("* flaky tests\n", "").replace("builds", "builds, always")
    assert said(journal, write(theirs)) == []
    assert markdown(journal).count("\n* ") == 1
    assert [each.text for each in only(journal).items_of("problem")] == ["slow builds, always"]


def test_what_is_known_here_alone_survives_another_wording(
    journal: Journal, write: Callable[[str], Path]
) -> None:
    """Identity, state, category, level and links of ours stay with an item whose words the file changed."""
    run(journal, write(WEEK))
    entry, old = only(journal), item(journal, "integration test")
    other = journal.write("kpt", dt.date(2026, 11, 17), "try", "again").entry
    link = Link("same_as", other.uid, other.items_of("try")[0].uid)
    journal.change_item(entry.uid, old.uid, state="done", category="Ops", flow="A", links=(link,))
    theirs = WEEK.replace("integration test", "integration tests of all").replace("cache them", "cache")
    [result] = run(journal, write(theirs)).results
    assert result.warnings == ()
    new = journal.get(entry.uid)
    assert new
    same = next(each for each in new.items() if each.uid == old.uid)
    assert (same.text, same.state, same.category, same.flow, same.links) == (
        "integration tests of all", "done", "Ops", "A", (link,),
    )  # fmt: skip


def test_what_was_moved_here_stays_there_with_the_files_words(
    journal: Journal, write: Callable[[str], Path]
) -> None:
    run(journal, write(WEEK))
    uid = item(journal, "flaky tests").uid
    attempt = next(section for section in only(journal).sections if section.role == "try")
    journal.move_item(only(journal).uid, uid, attempt.uid)
    assert said(journal, write(WEEK.replace("flaky tests", "flaky tests again"))) == []
    assert [each.text for each in only(journal).items_of("problem")] == ["slow builds", "late reviews"]
    assert [each.text for each in only(journal).items_of("try")][-1] == "flaky tests again"
    assert only(journal).items_of("try")[-1].uid == uid


def test_an_order_chosen_here_stays(journal: Journal, write: Callable[[str], Path]) -> None:
    run(journal, write(WEEK))
    section = next(section for section in only(journal).sections if section.role == "problem")
    journal.move_item(only(journal).uid, item(journal, "flaky tests").uid, section.uid, 0)
    assert said(journal, write(WEEK.replace("late reviews", "late reviews and calls"))) == []
    texts = [each.text for each in only(journal).items_of("problem")]
    assert texts == ["flaky tests", "slow builds", "late reviews and calls"]


def test_a_heading_that_the_file_changed_is_the_same_section(
    journal: Journal, write: Callable[[str], Path]
) -> None:
    run(journal, write(WEEK))
    edit(journal, "slow builds", "slower")
    theirs = WEEK.replace("## Problem", "## Problems of the week")
    assert said(journal, write(theirs)) == []
    assert markdown(journal) == theirs.replace("slow builds", "slower")


def test_text_is_merged_line_by_line(journal: Journal, write: Callable[[str], Path]) -> None:
    run(journal, write(WEEK))
    entry = only(journal)
    section = next(section for section in entry.sections if section.role == "problem")
    journal.edit_section(entry.uid, section, prose="Some words.\nAnd more words.\nOurs.")
    theirs = WEEK.replace("Some words.", "Other words.")
    assert said(journal, write(theirs)) == []
    assert markdown(journal) == theirs.replace("more words.\n", "more words.\nOurs.\n")


# The same item


def test_different_words_stand_beside_each_other(journal: Journal, write: Callable[[str], Path]) -> None:
    run(journal, write(WEEK))
    mine = item(journal, "late reviews").uid
    edit(journal, "late reviews", "reviews are late")
    theirs = WEEK.replace("late reviews", "no reviews")
    assert said(journal, write(theirs)) == [
        "week.md:17: the file says “no reviews”, and here it is “reviews are late”: both are kept, one after the other"
    ]
    assert markdown(journal) == theirs.replace("* no reviews", "* reviews are late\n* no reviews")
    assert item(journal, "reviews are late").uid == mine
    # What the file's Try answers is the problem that it always was.
    assert [link.item for link in item(journal, "ask on Monday").links] == [mine]


def test_different_states_are_told_and_ours_stays(journal: Journal, write: Callable[[str], Path]) -> None:
    run(journal, write(WEEK))
    journal.change_item(only(journal).uid, item(journal, "integration test").uid, state="dropped")
    assert said(journal, write(WEEK.replace("[ ]", "[x]"))) == [
        "week.md:8: state of “integration test” changed here and in the file: ours is kept"
    ]
    assert item(journal, "integration test").state == "dropped"


def test_what_was_edited_on_one_side_and_deleted_on_the_other_stays(
    journal: Journal, write: Callable[[str], Path]
) -> None:
    run(journal, write(WEEK))
    edit(journal, "slow builds", "slow builds and tests")
    journal.delete_item(only(journal).uid, item(journal, "flaky tests").uid)
    theirs = WEEK.replace("* slow builds\n", "").replace("flaky tests", "flaky tests again")
    assert sorted(said(journal, write(theirs))) == [
        "week.md:17: “flaky tests again” was deleted here, but the file changed it: it is back",
        "“slow builds and tests” is gone from the file and was edited here: it is kept",
    ]
    texts = [each.text for each in only(journal).items_of("problem")]
    assert texts == ["slow builds and tests", "late reviews", "flaky tests again"]


def test_different_words_of_a_text_are_both_kept(journal: Journal, write: Callable[[str], Path]) -> None:
    run(journal, write(WEEK))
    entry = only(journal)
    section = next(section for section in entry.sections if section.role == "problem")
    journal.edit_section(entry.uid, section, prose="Ours.\nAnd more words.")
    theirs = WEEK.replace("Some words.", "Theirs.")
    assert said(journal, write(theirs)) == [
        "week.md:11: text of “Problem” changed here and in the file: both are kept, ours first"
    ]
    prose = next(section.prose for section in only(journal).sections if section.role == "problem")
    assert prose == "Ours.\n\nTheirs.\nAnd more words."


def test_a_block_of_which_nobody_knows_what_it_said_is_kept_in_both_forms(
    journal: Journal, write: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A newer reader may take a source apart in another way, so that what was edited can not be told."""
    run(journal, write(WEEK))
    edit(journal, "late reviews", "ours")
    theirs = WEEK.replace("flaky tests", "theirs").replace("* slow", "* first\n* slow")
    path = write(theirs.replace("cache them", "cache"))
    monkeypatch.setattr("retrotui.exchange.update.locate.source", lambda *_: None)
    assert said(journal, path) == [
        "“Problem” was edited here and in the file: both are kept, one after the other"
    ]
    texts = [each.text for each in only(journal).items_of("problem")]
    assert texts == ["slow builds", "ours", "flaky tests", "first", "slow builds", "late reviews", "theirs"]
    labels = [each.label for each in only(journal).items()]
    assert len(labels) == len(set(labels))
    assert [each.text for each in only(journal).items_of("try")] == ["cache", "ask on Monday"]


def test_a_line_is_told_as_it_stands_in_the_whole_file(
    journal: Journal, write: Callable[[str], Path]
) -> None:
    days = "".join(f"# 2026-11-{day}\n\n## What I did\n- work {day}\n- talk {day}\n\n" for day in (9, 10))
    run(journal, write(days))
    entry = next(entry for entry in journal.entries() if entry.key == "daily/2026-11-10")
    mine = next(each for each in entry.items() if each.text == "talk 10")
    journal.edit_item(entry.uid, mine, "ours")
    path = write(days.replace("talk 10", "theirs"))
    told = [str(each) for result in run(journal, path).results for each in result.warnings]
    assert told == [
        f"{path}:11: the file says “theirs”, and here it is “ours”: both are kept, one after the other"
    ]


def test_a_merge_is_one_step_back(journal: Journal, write: Callable[[str], Path]) -> None:
    run(journal, write(WEEK))
    edit(journal, "late reviews", "ours")
    before = only(journal)
    run(journal, write(WEEK.replace("late reviews", "theirs").replace("flaky", "very flaky")))
    journal.undo()
    assert (spoken(only(journal)), only(journal).blocks) == (spoken(before), before.blocks)


# Any edits

_WORDS = ("alpha", "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "hotel")
_ITEMS = st.integers(2, 5)


def document(problems: list[str], tries: list[str], form: str) -> str:
    """A week's file, its lists in one form."""
    head = "---\ntitle: W\ndate: 2026-11-09\n---\n"
    if form == "table":
        rows = (("Problem", problems), ("Try", tries))
        return f"{head}\n| | |\n|---|---|\n" + "".join(f"| {n} | {'<br>'.join(i)} |\n" for n, i in rows)
    made = "".join(
        f"\n## {name}\n\n" + "".join(f"{form.format(n=n)} {each}\n" for n, each in enumerate(items, 1))
        for name, items in (("Problem", problems), ("Try", tries))
    )
    return head + made


def applied(items: list[str], edits: dict[str, str], added: list[str]) -> list[str]:
    """A list with edits by text, an empty one deleting, and what is added behind."""
    return [edits.get(each, each) for each in items if edits.get(each, each)] + added


@given(_ITEMS, _ITEMS, st.sampled_from(["-", "*", "{n}.", "- [ ]", "table"]), st.data())
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_edits_of_disjoint_items_are_all_there_and_once(
    tmp_path_factory: pytest.TempPathFactory, one: int, other: int, form: str, data: st.DataObject
) -> None:
    """The merge is what applying both sides' edits gives; again, and out and in again, it changes nothing."""
    folder = tmp_path_factory.mktemp("merge")
    journal, path = opened(folder), folder / "week.md"
    lists = [[f"{word} p" for word in _WORDS[:one]], [f"{word} t" for word in _WORDS[-other:]]]
    path.write_text(document(*lists, form))
    run(journal, path, "kpt")
    ours: dict[str, str] = {}
    theirs: dict[str, str] = {}
    for text in lists[0] + lists[1]:
        side = data.draw(st.sampled_from([None, ours, theirs]))
        if side is not None:
            side[text] = data.draw(st.sampled_from(["", f"{text} anew", f"quite other {text[::-1]}"]))
    # A list that one side empties is a section that is gone.
    for items in lists:
        if all(theirs.get(each, each) == "" or ours.get(each, each) == "" for each in items):
            for each in items:
                ours.pop(each, None)
                theirs.pop(each, None)
    added = [data.draw(st.sampled_from([[], ["india"]])) for _ in range(2)]
    came = [data.draw(st.sampled_from([[], ["juliet"]])) for _ in range(2)]
    for text, now in ours.items():
        if now:
            edit(journal, text, now)
        else:
            journal.delete_item(only(journal).uid, item(journal, text).uid)
    for role, texts in zip(("problem", "try"), added, strict=True):
        for text in texts:
            journal.write("kpt", dt.date(2026, 11, 9), role, text)
    uids = identities(only(journal))
    changed = document(*(applied(each, theirs, new) for each, new in zip(lists, came, strict=True)), form)
    path.write_text(changed)
    [result] = run(journal, path, "kpt").results
    assert result.warnings == ()
    merged = only(journal)
    for role, items, mine, its in zip(("problem", "try"), lists, added, came, strict=True):
        wanted, texts = (
            applied(items, ours | theirs, mine + its),
            [each.text for each in merged.items_of(role)],
        )
        # What the file has in the place of another stands in that place.
        is_replaced = any(theirs.get(each, each)[:5] in ("", "quite") for each in items)
        assert texts == wanted or (is_replaced and sorted(texts) == sorted(wanted))
    assert all(uids.get(name, uid) == uid for name, uid in identities(merged).items())
    assert [each.status for each in run(journal, path, "kpt").results] == ["same"]
    assert only(journal) == merged
    written = markdown(journal)
    if not ours and not any(added):
        assert written == changed
    path.write_text(written)
    [again] = run(journal, path, "kpt").results
    assert (again.status, again.warnings) == ("same", ())
    assert spoken(only(journal)) == spoken(merged)
    assert markdown(journal) == written


def identities(entry: Entry) -> dict[tuple[str, str], str]:
    """The items by section and words."""
    return {(section.role, each.text): each.uid for section in entry.sections for each in section.items}


def spoken(entry: Entry) -> list[tuple[str, ...]]:
    """What the entry says, item by item, and who says it."""
    return [(each.uid, each.label, each.text, each.body, each.state) for each in entry.items()]
