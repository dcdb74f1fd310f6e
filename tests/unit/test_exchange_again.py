"""Importing again what was deleted, repaired or changed here since."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from retrotui import exchange, review
from retrotui.exchange import Hints, Preview
from retrotui.journal import Journal
from retrotui.model import guess
from retrotui.model.entry import Entry
from retrotui.store.notebook import Notebook
from tests.garble import garbled

NOW = dt.datetime(2026, 11, 20, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=9)))
WEEK = "---\ntitle: Retro\ndate: 2026-11-09 ~ 2026-11-13\ntags: [team, qa]\n---\n\n## Keep\n\n- flags\n\n## Problem\n\n- slow\n"
DAYS = "\n".join(
    f"# 2026-11-{day}\n\n## What I did\n- {word}\n\n## Problems\n- none of {word}\n"
    for day, word in (("09", "one"), ("10", "two"), ("11", "three"))
)
KOREAN = "---\ntitle: 주간 회고\ndate: 2026-11-09\n---\n\n## 좋았던 점\n\n- 문서를 먼저 쓰고 리뷰를 받았다\n\n## 아쉬웠던 점\n\n- 금요일에 배포를 하다가 되돌렸다\n- 이해 없이 고쳤다\n"


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    """One session."""
    notebook = Notebook.open(tmp_path / "n.json", state_dir=tmp_path / "state", clock=lambda: NOW)
    return Journal(notebook, lambda: NOW)


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Writes a file to import."""

    def make(text: str, name: str = "week.md") -> Path:
        path = tmp_path / "files" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return make


def plan(journal: Journal, path: Path, *, repair: bool = False, again: bool = False) -> Preview:
    """What an import of the path would do."""
    return exchange.preview(journal, [str(path)], Hints(repair=repair), again=again)


def run(journal: Journal, path: Path, *, repair: bool = False, again: bool = False) -> list[str]:
    """Import the path; gives what became of each entry."""
    done = exchange.import_all(journal, plan(journal, path, repair=repair, again=again))
    return [result.status for result in done.results]


def only(journal: Journal) -> Entry:
    """The only entry."""
    [entry] = journal.entries()
    return entry


# Deleted here


def test_what_was_deleted_stays_deleted(journal: Journal, write: Callable[..., Path]) -> None:
    """The same bytes bring nothing back, however often, and the import says where it is."""
    path = write(WEEK)
    run(journal, path)
    journal.delete_entry(only(journal).uid)
    steps = len(journal.notebook.history())
    for _ in range(2):
        [result] = exchange.import_all(journal, plan(journal, path)).results
        assert result.status == "trashed"
        assert result.warnings == ("kpt/2026-W46 was deleted here and is in the trash",)
    assert journal.entries() == []
    assert len(journal.notebook.history()) == steps


def test_what_was_deleted_comes_back_as_itself_when_asked_for(
    journal: Journal, write: Callable[..., Path]
) -> None:
    """With its identity and what was edited here; it is one step of undo, and no longer in the trash."""
    path = write(WEEK)
    run(journal, path)
    first = only(journal)
    journal.edit_item(first.uid, first.items_of("keep")[0], "flags, always")
    journal.delete_entry(first.uid)
    assert run(journal, path, again=True) == ["restored"]
    assert only(journal).uid == first.uid
    assert only(journal).items_of("keep")[0].text == "flags, always"
    assert journal.trash() == []
    assert run(journal, path, again=True) == ["same"]
    journal.undo()
    assert journal.entries() == []
    assert run(journal, path) == ["trashed"]


def test_a_file_that_was_moved_is_known_in_the_trash_too(
    journal: Journal, write: Callable[..., Path]
) -> None:
    path = write(WEEK)
    run(journal, path)
    journal.delete_entry(only(journal).uid)
    assert run(journal, path.rename(path.parent.parent / "week.md")) == ["trashed"]


def test_one_day_of_a_file_stays_deleted_while_the_file_grows(
    journal: Journal, write: Callable[..., Path]
) -> None:
    """Other days of the file are new or changed; the deleted one's text is as it was."""
    run(journal, write(DAYS, "log.md"))
    journal.delete_entry(journal.find("daily/2026-11-10").uid)
    grown = (
        DAYS.replace("- three", "- three, twice")
        + "\n# 2026-11-12\n\n## What I did\n- four\n\n## Problems\n- no\n"
    )
    assert run(journal, write(grown, "log.md")) == ["same", "trashed", "updated", "new"]
    assert run(journal, write(grown, "log.md")) == ["same", "trashed", "same", "same"]


def test_a_deleted_entry_whose_text_changed_is_new_and_told(
    journal: Journal, write: Callable[..., Path]
) -> None:
    run(journal, write(WEEK))
    journal.delete_entry(only(journal).uid)
    [result] = plan(journal, write(WEEK.replace("slow", "slower"))).results
    assert result.status == "new"
    assert result.warnings == ("kpt/2026-W46 was deleted here, but its text was changed since",)


def test_in_a_preview_a_deleted_entry_is_brought_back_and_left_again(
    journal: Journal, write: Callable[..., Path]
) -> None:
    path = write(WEEK)
    run(journal, path)
    journal.delete_entry(only(journal).uid)
    shown = plan(journal, path)
    assert shown.toggled(0).results[0].status == "restored"
    assert shown.toggled(0).toggled(0).results[0].status == "trashed"
    assert journal.entries() == []


def test_a_deleted_entry_of_a_json_export_stays_deleted(
    journal: Journal, write: Callable[..., Path], tmp_path: Path
) -> None:
    import json

    from retrotui.model import document

    run(journal, write(WEEK))
    entry = only(journal)
    path = write(json.dumps(document.to_document(entry, journal.get)), "week.json")
    journal.delete_entry(entry.uid)
    assert run(journal, path) == ["trashed"]
    assert run(journal, path, again=True) == ["restored"]
    assert only(journal).uid == entry.uid


# Changed here and in the file


def test_tags_of_both_sides_are_kept(journal: Journal, write: Callable[..., Path]) -> None:
    """Added on either side: there; taken away on either side: gone; and the Markdown says so too."""
    run(journal, write(WEEK))
    journal.retag(only(journal).uid, ["team", "ours"])
    [result] = exchange.import_all(
        journal, plan(journal, write(WEEK.replace("[team, qa]", "[team, qa, theirs]")))
    ).results
    assert (result.status, result.warnings) == ("updated", ())
    assert only(journal).tags == ("team", "ours", "theirs")
    assert 'tags: ["team", "ours", "theirs"]' in exchange.render(only(journal)).decode()


def test_different_keys_of_the_head_are_both_kept(journal: Journal, write: Callable[..., Path]) -> None:
    """A title from here, days and a key of its own from the file."""
    run(journal, write(WEEK))
    journal.retitle(only(journal).uid, "Ours")
    changed = WEEK.replace("2026-11-13", "2026-11-14\nmood: fine")
    [result] = exchange.import_all(journal, plan(journal, write(changed))).results
    assert result.warnings == ()
    entry = only(journal)
    assert (entry.title, entry.end, entry.front_matter["mood"]) == ("Ours", dt.date(2026, 11, 14), "fine")
    assert "title: Ours\ndate: 2026-11-09 ~ 2026-11-14\nmood: fine\n" in exchange.render(entry).decode()


def test_one_key_that_both_changed_is_told(journal: Journal, write: Callable[..., Path]) -> None:
    """Ours stays, and nobody has to find out by reading."""
    run(journal, write(WEEK))
    journal.retitle(only(journal).uid, "Ours")
    [result] = exchange.import_all(journal, plan(journal, write(WEEK.replace("Retro", "Theirs")))).results
    assert result.warnings == ("title changed here and in the file: “Ours” is kept, the file says “Theirs”",)
    assert only(journal).title == "Ours"
    [again] = plan(journal, write(WEEK.replace("Retro", "Theirs"))).results
    assert (again.status, again.warnings) == ("same", ())


def test_the_same_change_of_a_key_on_both_sides_is_no_conflict(
    journal: Journal, write: Callable[..., Path]
) -> None:
    run(journal, write(WEEK))
    journal.retitle(only(journal).uid, "Alike")
    [result] = plan(journal, write(WEEK.replace("Retro", "Alike"))).results
    assert result.warnings == ()


def test_days_that_both_changed_are_told(journal: Journal, write: Callable[..., Path]) -> None:
    run(journal, write(WEEK))
    entry = only(journal)
    from msgspec.structs import replace

    journal.put_all("move", [replace(entry, end=dt.date(2026, 11, 15))])
    [result] = plan(journal, write(WEEK.replace("2026-11-13", "2026-11-12"))).results
    assert result.warnings == (
        "days changed here and in the file: 2026-11-09 ~ 2026-11-15 is kept, the file says 2026-11-09 ~ 2026-11-12",
    )


# Repaired here


def test_the_notebooks_own_entries_are_the_language_model(
    journal: Journal, write: Callable[..., Path]
) -> None:
    """What an empty notebook guesses wrong is right once its author wrote it elsewhere, in an entry of any language."""
    path = write(garbled(KOREAN), "broken.md")

    def repaired() -> str:
        [result] = plan(journal, path, repair=True).results
        assert result.entry
        return exchange.render(result.entry).decode()

    assert "되돌렸다" not in repaired()
    journal.log("problem", "설정을 잘못 바꿔서 되돌렸다", dt.date(2026, 11, 18))
    assert "되돌렸다" in repaired()


def test_what_holds_guesses_teaches_nothing(journal: Journal, write: Callable[..., Path]) -> None:
    """A wrong guess does not make the next one surer."""
    from retrotui.exchange import mending

    path = write(garbled(KOREAN))
    run(journal, path, repair=True)
    entry = only(journal)
    assert not mending.corpus([entry]).counts
    review.accept(journal, entry.uid, guess.marks(entry))
    assert mending.corpus([only(journal)]).counts["문서"]


def test_decisions_hold_when_the_same_bytes_come_again(journal: Journal, write: Callable[..., Path]) -> None:
    path = write(garbled(KOREAN))
    run(journal, path, repair=True)
    entry = only(journal)
    review.decide(journal, entry.uid, guess.marks(entry)[0], guess.marks(entry)[0].options[1])
    before = only(journal)
    assert run(journal, path, repair=True) == ["same"]
    assert run(journal, path) == ["same"]
    assert only(journal) == before


def test_decisions_hold_when_the_file_changes_elsewhere(journal: Journal, write: Callable[..., Path]) -> None:
    """It is repaired again without asking; what is still open stays open, and only the new line's guesses are new."""
    run(journal, write(garbled(KOREAN)), repair=True)
    entry = only(journal)
    problems = next(section for section in entry.sections if section.role == "problem")
    own = {problems.uid, *(item.uid for item in problems.items)}
    marks = [mark for mark in guess.marks(entry) if mark.guess.holder in own]
    done = review.decide(journal, entry.uid, marks[-1], marks[-1].options[1])
    text = [item.text for item in done.items_of("problem")]
    grown = KOREAN.replace("- 이해", "- 회의가 길었다\n- 이해")
    assert run(journal, write(garbled(grown))) == ["updated"]
    after = only(journal)
    assert [item.text for item in after.items_of("problem") if "회의" not in item.text] == text
    left = [(mark.line, mark.column) for mark in guess.marks(done)]
    still = [(mark.line, mark.column) for mark in guess.marks(after) if "회" not in mark.line[:1]]
    assert still == left
    assert exchange.render(after, original=True).decode() == garbled(grown)


def test_what_came_broken_is_repaired_by_importing_it_again(
    journal: Journal, write: Callable[..., Path]
) -> None:
    path = write(garbled(KOREAN))
    assert run(journal, path) == ["new"]
    broken = only(journal) if journal.entries() else journal.entries("note")[0]
    assert run(journal, path, repair=True) == ["updated"]
    entry = only(journal)
    assert entry.uid == broken.uid
    assert entry.kind == "kpt"
    assert "문서를 먼저 쓰고" in exchange.render(entry).decode()
    assert guess.marks(entry)
    assert run(journal, path, repair=True) == ["same"]


def test_a_broken_file_is_mended_in_the_preview_and_taken_back(
    journal: Journal, write: Callable[..., Path]
) -> None:
    shown = plan(journal, write(garbled(KOREAN)))
    [before] = shown.results
    assert before.broken
    assert not before.broken.is_repaired
    assert "문서를" in before.broken.after or "주간" in before.broken.after
    [after] = shown.mended(0).results
    assert after.broken
    assert after.entry
    assert after.broken.is_repaired
    assert after.entry.kind == "kpt"
    [back] = shown.mended(0).mended(0).results
    assert back.entry
    assert before.entry
    assert [block.source for block in back.entry.blocks] == [block.source for block in before.entry.blocks]
    assert journal.entries() == []
    exchange.import_all(journal, shown.mended(0))
    assert guess.marks(only(journal))


def test_a_file_of_several_days_is_mended_as_a_whole(journal: Journal, write: Callable[..., Path]) -> None:
    """Mended, a file may hold more entries than could be read of it broken; the files around it stay as they were."""
    days = "".join(
        f"# 2026년 11월 {day}일\n\n## 한 일\n- 정리를 했다\n\n## 문제\n- 이해가 없다\n\n" for day in (9, 10)
    )
    write(WEEK, "a.md")
    write(garbled(days), "b.md")
    path = write(WEEK.replace("11-09", "11-16").replace("11-13", "11-20"), "c.md")
    shown = plan(journal, path.parent)
    files = [result.file for result in shown.results]
    place = next(n for n, result in enumerate(shown.results) if result.broken)
    mended = shown.mended(place)
    names = [Path(result.file).name for result in mended.results]
    assert names == ["a.md", "b.md", "b.md", "c.md"]
    assert [result.file for result in mended.mended(place).results] == files


def test_whole_text_is_not_broken(journal: Journal, write: Callable[..., Path]) -> None:
    shown = plan(journal, write(KOREAN))
    assert shown.results[0].broken is None
    assert shown.mended(0) is shown
