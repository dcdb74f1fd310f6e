"""A changed file meets an entry that was edited here: nothing that either side wrote is lost."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retrotui import exchange
from retrotui.exchange import Hints, Preview
from retrotui.journal import Journal
from retrotui.model.entry import Entry, Link
from retrotui.store.notebook import Notebook

NOW = dt.datetime(2026, 11, 20, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=9)))
WEEK = """---
title: Week 46 # mine
date: 2026-11-09 ~ 2026-11-13
---

## Keep

- flags
- 문서 먼저

## Problem

- P1: slow builds
- P2: 배포가 늦음

## Try

- P1: cache them
"""


@pytest.fixture
def open_journal(tmp_path: Path) -> Callable[[], Journal]:
    """Opens the test's notebook; each call is another session on it."""

    def make() -> Journal:
        notebook = Notebook.open(tmp_path / "n.json", state_dir=tmp_path / "state", clock=lambda: NOW)
        return Journal(notebook, lambda: NOW)

    return make


@pytest.fixture
def journal(open_journal: Callable[[], Journal]) -> Journal:
    """One session."""
    return open_journal()


@pytest.fixture
def week(tmp_path: Path) -> Path:
    """A week's file."""
    path = tmp_path / "files" / "week.md"
    path.parent.mkdir()
    path.write_text(WEEK, encoding="utf-8")
    return path


def run(journal: Journal, *paths: Path, hints: Hints = Hints()) -> Preview:  # noqa: B008
    """Import the paths."""
    return exchange.import_all(journal, exchange.preview(journal, [str(path) for path in paths], hints))


def edit(journal: Journal, entry: Entry, label: str, text: str) -> None:
    """Give an item another text."""
    journal.edit_item(entry.uid, journal.find_item(entry, label), text)


def markdown(journal: Journal) -> str:
    """The only entry as Markdown."""
    [entry] = journal.entries()
    return exchange.render(entry).decode()


def test_the_same_file_changes_nothing(journal: Journal, week: Path) -> None:
    [first] = run(journal, week).results
    rev = journal.find("2026-W46").rev
    [again] = run(journal, week).results
    assert (first.status, again.status) == ("new", "same")
    assert journal.find("2026-W46").rev == rev
    assert len(journal.notebook.history()) == 1


def test_what_nobody_edited_here_becomes_the_files(journal: Journal, week: Path) -> None:
    run(journal, week)
    changed = WEEK.replace("flags", "more flags").replace("## Try", "## Notes\n\nwords\n\n## Try")
    week.write_text(changed)
    before = journal.find("2026-W46")
    [result] = run(journal, week).results
    after = journal.find("2026-W46")
    assert (result.status, result.warnings) == ("updated", ())
    assert (after.uid, after.key, after.created_at) == (before.uid, before.key, before.created_at)
    assert markdown(journal) == changed


def test_identities_survive_so_links_still_arrive(journal: Journal, week: Path) -> None:
    run(journal, week)
    old = journal.find("2026-W46")
    attempt, problem = old.items_of("try")[0], old.items_of("problem")[0]
    other = journal.write("kpt", dt.date(2026, 11, 18), "try", "again").entry
    carried = Link("carried_from", old.uid, attempt.uid)
    journal.change_item(other.uid, other.items_of("try")[0].uid, links=(carried,))
    journal.change_item(old.uid, attempt.uid, links=(*attempt.links, Link("same_as", other.uid, "x")))
    week.write_text(WEEK.replace("slow builds", "slow builds, all week").replace("- flags\n", ""))
    run(journal, week)
    new = journal.find("2026-W46")
    assert new.items_of("try")[0].uid == attempt.uid
    assert new.items_of("problem")[0].uid == problem.uid
    assert {(link.relation, link.item) for link in new.items_of("try")[0].links} == {
        ("answers", problem.uid),
        ("same_as", "x"),
    }


def test_what_was_edited_here_stays_where_the_file_left_it(journal: Journal, week: Path) -> None:
    run(journal, week)
    edit(journal, journal.find("2026-W46"), "P2", "배포가 두 시간 늦음")
    week.write_text(WEEK.replace("flags", "more flags"))
    [result] = run(journal, week).results
    assert (result.status, result.warnings) == ("updated", ())
    assert markdown(journal) == WEEK.replace("flags", "more flags").replace(
        "배포가 늦음", "배포가 두 시간 늦음"
    )


def test_both_are_kept_where_both_changed(journal: Journal, week: Path) -> None:
    run(journal, week)
    edit(journal, journal.find("2026-W46"), "P2", "ours")
    week.write_text(WEEK.replace("배포가 늦음", "theirs"))
    [result] = run(journal, week).results
    assert result.warnings == (
        f"{week}:14: the file says “theirs”, and here it is “ours”: both are kept, one after the other",
    )
    entry = journal.find("2026-W46")
    assert [item.text for item in entry.items_of("problem")] == ["slow builds", "ours", "theirs"]
    labels = [item.label for item in entry.items()]
    assert len(labels) == len(set(labels))
    text = markdown(journal)
    assert text == WEEK.replace("- P2: 배포가 늦음", "- P2: ours\n- P3: theirs")


def test_the_same_edit_on_both_sides_is_no_conflict(journal: Journal, week: Path) -> None:
    run(journal, week)
    edit(journal, journal.find("2026-W46"), "P2", "slower still")
    week.write_text(WEEK.replace("배포가 늦음", "slower still"))
    [result] = run(journal, week).results
    assert result.warnings == ()
    assert markdown(journal) == week.read_text()


def test_what_is_gone_from_the_file_but_edited_here_stays(journal: Journal, week: Path) -> None:
    run(journal, week)
    edit(journal, journal.find("2026-W46"), "K1", "flags, always")
    week.write_text(
        WEEK.replace("## Keep\n\n- flags\n- 문서 먼저\n\n", "").replace("## Try\n\n- P1: cache them\n", "")
    )
    [result] = run(journal, week).results
    assert result.warnings == ("“Keep” is gone from the file and was edited here: it is kept",)
    entry = journal.find("2026-W46")
    assert [section.heading for section in entry.sections if section.heading] == ["Keep", "Problem"]
    assert "flags, always" in markdown(journal)


def test_what_was_added_here_stays(journal: Journal, week: Path) -> None:
    run(journal, week)
    entry = journal.find("2026-W46")
    section = journal.add_section(entry.uid, "prose", "Mine")
    journal.edit_section(entry.uid, section, prose="only here")
    week.write_text(WEEK.replace("cache them", "cache them all"))
    run(journal, week)
    assert "## Mine" in markdown(journal)
    assert "only here" in markdown(journal)
    assert "cache them all" in markdown(journal)


def test_a_title_given_here_stays_and_the_files_front_matter_comes(journal: Journal, week: Path) -> None:
    run(journal, week)
    journal.retitle(journal.find("2026-W46").uid, "제목")
    week.write_text(WEEK.replace("# mine\n", "# still mine\nmood: fine\n"))
    run(journal, week)
    entry = journal.find("2026-W46")
    assert (entry.title, entry.front_matter["mood"]) == ("제목", "fine")
    assert "title: 제목 # still mine\n" in markdown(journal)


def test_days_that_changed_in_the_file_move_the_key(journal: Journal, week: Path) -> None:
    run(journal, week)
    week.write_text(WEEK.replace("2026-11-09 ~ 2026-11-13", "2026-11-16 ~ 2026-11-20"))
    run(journal, week)
    assert [entry.key for entry in journal.entries()] == ["kpt/2026-W47"]


def test_a_kind_and_days_given_at_the_import_stay(journal: Journal, tmp_path: Path) -> None:
    path = tmp_path / "x.md"
    path.write_text("## Keep\n\n- a\n\n## Problem\n\n- b\n")
    run(journal, path, hints=Hints(kind="daily", date=dt.date(2026, 11, 3)))
    path.write_text("## Keep\n\n- a\n\n## Problem\n\n- b\n- c\n")
    [result] = run(journal, path).results
    assert (result.status, result.entry and result.entry.key) == ("updated", "daily/2026-11-03")


def test_an_update_is_one_step_back(journal: Journal, week: Path) -> None:
    run(journal, week)
    edit(journal, journal.find("2026-W46"), "P2", "ours")
    mine = markdown(journal)
    week.write_text(WEEK.replace("배포가 늦음", "theirs"))
    run(journal, week)
    journal.undo()
    assert markdown(journal) == mine


DAYS = "\n".join(
    f"# 2026-11-{day}\n\n## What I did\n- {word}\n\n## Problems\n- none of {word}\n"
    for day, word in (("09", "one"), ("10", "two"), ("11", "three"))
)


def test_a_day_put_in_front_leaves_the_others_what_they_are(journal: Journal, tmp_path: Path) -> None:
    """The entries of a file are known again by what they say and by their days, not by counting."""
    path = tmp_path / "log.md"
    path.write_text(DAYS)
    run(journal, path)
    before = {entry.key: entry.uid for entry in journal.entries()}
    assert len(before) == 3
    path.write_text(
        "# 2026-11-08\n\n## What I did\n- zero\n\n## Problems\n- no\n\n"
        + DAYS.replace("- two", "- two, again")
    )
    results = run(journal, path).results
    assert [result.status for result in results] == ["new", "same", "updated", "same"]
    after = {entry.key: entry.uid for entry in journal.entries()}
    assert {key: after[key] for key in before} == before
    assert [result.status for result in run(journal, path).results] == ["same"] * 4


def test_a_day_taken_out_of_the_file_is_kept_and_told(journal: Journal, tmp_path: Path) -> None:
    path = tmp_path / "log.md"
    path.write_text(DAYS)
    run(journal, path)
    path.write_text(DAYS.partition("# 2026-11-11")[0])
    results = run(journal, path).results
    assert results[0].warnings[-1] == "no longer in the file, and kept here: daily/2026-11-11"
    assert len(journal.entries()) == 3


def test_a_file_that_was_moved_is_the_same(journal: Journal, week: Path) -> None:
    run(journal, week)
    moved = week.rename(week.parent.parent / "week.md")
    assert [result.status for result in run(journal, moved).results] == ["same"]


def test_one_template_for_two_days_makes_two_entries(journal: Journal, tmp_path: Path) -> None:
    for name in ("2026-11-09.md", "2026-11-10.md"):
        (tmp_path / name).write_text("## What I did\n\n## Problems\n\n## What I learned\n")
    results = run(journal, tmp_path / "2026-11-09.md", tmp_path / "2026-11-10.md").results
    assert [result.entry.key for result in results if result.entry] == [
        "daily/2026-11-09",
        "daily/2026-11-10",
    ]


def test_what_others_wrote_after_the_preview_is_not_lost(
    open_journal: Callable[[], Journal], week: Path
) -> None:
    """Between looking and importing another session edits the entry."""
    journal, other = open_journal(), open_journal()
    run(journal, week)
    other.refresh()
    week.write_text(WEEK.replace("flags", "more flags"))
    plan = exchange.preview(journal, [str(week)], Hints())
    edit(other, other.find("2026-W46"), "P1", "theirs meanwhile")
    exchange.import_all(journal, plan)
    assert "theirs meanwhile" in markdown(journal)
    assert "more flags" in markdown(journal)


_LINES = st.lists(st.sampled_from(["flags", "문서", "slow", "cache", "x"]), max_size=4)
_FILE = st.tuples(_LINES, _LINES, _LINES).map(
    lambda parts: (
        "---\ntitle: W\ndate: 2026-11-09\n---\n"
        + "".join(
            f"\n## {name}\n" + "".join(f"- {line}\n" for line in lines)
            for name, lines in zip(("Keep", "Problem", "Try"), parts, strict=True)
        )
    )
)


@given(_FILE, _FILE, st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_word_of_either_side_is_lost(
    tmp_path_factory: pytest.TempPathFactory, first: str, second: str, data: st.DataObject
) -> None:
    """Whatever is edited here and whatever the file becomes, both sides' words are in the entry and its Markdown."""
    folder = tmp_path_factory.mktemp("merge")
    notebook = Notebook.open(folder / "n.json", state_dir=folder / "state", clock=lambda: NOW)
    journal = Journal(notebook, lambda: NOW)
    path = folder / "week.md"
    path.write_text(first)
    run(journal, path, hints=Hints(kind="kpt"))
    [entry] = journal.entries()
    edited = [item for item in entry.items() if data.draw(st.booleans())]
    for number, item in enumerate(edited):
        journal.edit_item(entry.uid, item, f"ours {number}")
    path.write_text(second)
    run(journal, path, hints=Hints(kind="kpt"))
    [entry] = journal.entries()
    texts = [item.text for item in entry.items()]
    uids = [item.uid for item in entry.items()]
    assert len(uids) == len(set(uids))
    assert all(f"ours {number}" in texts for number in range(len(edited)))
    for before, after in zip(first.split("\n## ")[1:], second.split("\n## ")[1:], strict=True):
        was, wanted = (
            Counter(line[2:] for line in part.split("\n") if line[:2] == "- ") for part in (before, after)
        )
        # What the file added is there, whatever was edited here.
        assert all(texts.count(line) >= count for line, count in (wanted - was).items())
    written = exchange.render(entry).decode()
    assert all(f"- {text}" in written or f": {text}" in written for text in texts)
    if not edited:
        assert written == second
    assert [result.status for result in run(journal, path).results] == ["same"]
