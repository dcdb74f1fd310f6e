"""Tries as experiments: verdicts, what they do, and carrying on that leaves the old weeks as they were."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrotui import exchange, week
from retrotui.errors import UsageError
from retrotui.journal import Journal
from retrotui.loop import follow, vague
from retrotui.loop.follow import Tries
from retrotui.loop.web import Web
from retrotui.model import edit
from retrotui.model.entry import Entry
from tests.unit.loop_story import Clock, item, kpt, link, monday, open_at, with_links

OLD_WEEK = """\
# Week one

Some words before.

| Keep | Problem | Try |
|------|---------|-----|
| K1: Pairing on Mondays | P1: The nightly import stops at odd rows <br> P2: Nobody owns the wiki | P1: Log the row number before each insert |
"""


@pytest.fixture
def clock() -> Clock:
    return Clock(monday(0))


@pytest.fixture
def journal(tmp_path: Path, clock: Clock) -> Journal:
    return open_at(tmp_path, clock)


def imported(journal: Journal, folder: Path) -> Entry:
    """The first week, as a file that somebody wrote."""
    path = folder / "2026-03-02-kpt.md"
    path.write_text(OLD_WEEK, encoding="utf-8")
    plan = exchange.preview(journal, [str(path)], exchange.Hints())
    exchange.import_all(journal, plan)
    return journal.find("2026-W10")


def tries(journal: Journal) -> Tries:
    return Tries(Web(journal.entries()))


def open_now(journal: Journal, number: int, **extra: int) -> list[str]:
    """The names of the Tries that a week is asked about."""
    board = journal.covering("kpt", monday(number))
    return [
        each.ref.name for each in follow.open_tries(Web(journal.entries()), monday(number), board, **extra)
    ]


def test_a_try_that_is_carried_three_times_says_so(journal: Journal, clock: Clock, tmp_path: Path) -> None:
    """It shows ×3 with three back-links; the old weeks keep their bytes, imported or written here."""
    first = imported(journal, tmp_path)
    current = item(first, "T1")
    entry = first
    before: dict[str, bytes] = {entry.key: exchange.render(entry)}
    assert before[first.key] == OLD_WEEK.encode()
    for number in (1, 2, 3):
        clock.to(monday(number))
        assert open_now(journal, number) == [f"{entry.key} {current.label}"]
        judged = week.judge(journal, entry.uid, current.uid, "carried")
        assert judged.carried
        entry, current = judged.carried.entry, judged.carried.item
        before[entry.key] = exchange.render(entry)
    ref = Web(journal.entries())[current.uid]
    followed = tries(journal).follow(ref)
    assert followed.times == 3
    assert [each.name for each in followed.chain] == ["kpt/2026-W10 T1", "kpt/2026-W11 T1", "kpt/2026-W12 T1"]
    assert [each.name for each in followed.answers] == ["kpt/2026-W10 P1"]
    assert [(each.ref.name, each.state) for each in tries(journal).all()] == [
        ("kpt/2026-W10 T1", "carried"),
        ("kpt/2026-W11 T1", "carried"),
        ("kpt/2026-W12 T1", "carried"),
        ("kpt/2026-W13 T1", "open"),
    ]
    for key, text in before.items():
        assert exchange.render(journal.find(key)) == text
    assert [ref.entry.key for ref in followed.chain] == [
        journal.find(key).key for key in ("2026-W10", "2026-W11", "2026-W12")
    ]


def test_carrying_is_one_step_of_undo(journal: Journal, clock: Clock, tmp_path: Path) -> None:
    """Undone, the later week is not there, and the Try is asked about again."""
    first = imported(journal, tmp_path)
    clock.to(monday(1))
    week.judge(journal, first.uid, item(first, "T1").uid, "carried")
    assert open_now(journal, 1) == []
    journal.undo()
    assert [entry.key for entry in journal.entries("kpt")] == ["kpt/2026-W10"]
    assert open_now(journal, 1) == ["kpt/2026-W10 T1"]


def test_deleting_the_carried_try_opens_the_old_one(journal: Journal, clock: Clock, tmp_path: Path) -> None:
    """What was carried is known from the later Try alone, so nothing is left over when that goes."""
    first = imported(journal, tmp_path)
    clock.to(monday(1))
    made = week.judge(journal, first.uid, item(first, "T1").uid, "carried").carried
    assert made
    journal.delete_item(made.entry.uid, made.item.uid)
    assert open_now(journal, 1) == ["kpt/2026-W10 T1"]


def test_a_try_of_this_week_is_carried_into_the_next(journal: Journal, clock: Clock) -> None:
    """On Friday, when the week is closed, the Try goes on in a week that is begun for it."""
    edited = journal.write("kpt", monday(0), "try", "Write the row number down (carried over from last week)")
    judged = week.judge(journal, edited.entry.uid, edited.item.uid, "carried")
    assert judged.carried
    assert (judged.carried.entry.key, judged.carried.item.text) == (
        "kpt/2026-W11",
        "Write the row number down",
    )
    with pytest.raises(UsageError, match="kpt/2026-W11 T1"):
        week.judge(journal, edited.entry.uid, edited.item.uid, "carried")


def test_a_try_is_not_carried_backwards(journal: Journal) -> None:
    """The week that takes it must be a later one."""
    edited = journal.write("kpt", monday(0), "try", "Write it down")
    with pytest.raises(UsageError):
        week.judge(journal, edited.entry.uid, edited.item.uid, "carried", place=edited.entry.uid)


def test_a_kept_try_proposes_a_keep_and_solves_its_problem(
    journal: Journal, clock: Clock, tmp_path: Path
) -> None:
    """The proposal is the Try's own words; written, it stands in this week and points back at the Try."""
    first = imported(journal, tmp_path)
    clock.to(monday(1))
    judged = week.judge(journal, first.uid, item(first, "T1").uid, "kept", with_keep=True)
    assert judged.proposal == "Log the row number before each insert"
    assert [each.label for each in judged.solved] == ["P1"]
    now = journal.find("2026-W10")
    assert [item(now, label).state for label in ("T1", "P1", "P2")] == ["kept", "solved", "open"]
    assert judged.keep
    assert (judged.keep.entry.key, judged.keep.item.text) == ("kpt/2026-W11", judged.proposal)
    assert judged.keep.item.links == (link("promoted_from", now, "T1"),)
    journal.undo()
    assert item(journal.find("2026-W10"), "P1").state == "open"
    assert [entry.key for entry in journal.entries("kpt")] == ["kpt/2026-W10"]


def test_the_keep_is_only_offered(journal: Journal, clock: Clock, tmp_path: Path) -> None:
    """A verdict alone begins no new week."""
    first = imported(journal, tmp_path)
    clock.to(monday(1))
    judged = week.judge(journal, first.uid, item(first, "T1").uid, "kept")
    assert judged.proposal
    assert judged.keep is None
    assert [entry.key for entry in journal.entries("kpt")] == ["kpt/2026-W10"]


def test_keeping_a_carried_try_solves_the_problem_of_the_first_week(
    journal: Journal, clock: Clock, tmp_path: Path
) -> None:
    """A carried Try still answers what the first one answered."""
    first = imported(journal, tmp_path)
    clock.to(monday(1))
    made = week.judge(journal, first.uid, item(first, "T1").uid, "carried").carried
    assert made
    clock.to(monday(2))
    week.judge(journal, made.entry.uid, made.item.uid, "kept")
    assert item(journal.find("2026-W10"), "P1").state == "solved"
    outcome = tries(journal).outcome(Web(journal.entries())[item(first, "T1").uid])
    assert (outcome.ref.name, outcome.state, outcome.times) == ("kpt/2026-W11 T1", "kept", 1)


def test_a_failed_try_brings_its_problem_back(journal: Journal, clock: Clock, tmp_path: Path) -> None:
    """This week has the problem again, with a note of what did not help and a link to where it stood."""
    first = imported(journal, tmp_path)
    clock.to(monday(1))
    judged = week.judge(journal, first.uid, item(first, "T1").uid, "failed", reason="the log is never read")
    [back] = judged.reopened
    assert (back.entry.key, back.item.text) == ("kpt/2026-W11", "The nightly import stops at odd rows")
    assert back.item.body == "- kpt/2026-W10 T1 did not help: the log is never read"
    assert back.item.links == (link("same_as", first, "P1"), link("brought_by", first, "T1"))
    assert item(journal.find("2026-W10"), "T1").state == "failed"


def test_a_failed_try_reopens_a_solved_problem(journal: Journal, clock: Clock, tmp_path: Path) -> None:
    """A verdict may be corrected: what was solved is open again, and the problem is not doubled."""
    first = imported(journal, tmp_path)
    clock.to(monday(1))
    week.judge(journal, first.uid, item(first, "T1").uid, "kept")
    journal.write("kpt", monday(1), "problem", "The nightly import stopped at odd rows, twice")
    [back] = week.judge(journal, first.uid, item(first, "T1").uid, "failed").reopened
    assert item(journal.find("2026-W10"), "P1").state == "open"
    assert [each.text for each in back.entry.items_of("problem")] == [
        "The nightly import stopped at odd rows, twice"
    ]
    assert back.item.body == "- kpt/2026-W10 T1 did not help"


def test_a_try_that_fails_in_its_own_week_adds_the_note_there(journal: Journal) -> None:
    """No second problem is made in the week that has it."""
    made = kpt(0, problem=["Slow review"], try_=["Review before lunch"])
    [made] = journal.put_all("test", [with_links(made, "T1", link("answers", made, "P1"))])
    [back] = week.judge(journal, made.uid, item(made, "T1").uid, "failed", reason="no time").reopened
    assert [(each.text, each.body) for each in back.entry.items_of("problem")] == [
        ("Slow review", "- T1 did not help: no time")
    ]


def test_a_dropped_try_keeps_its_reason(journal: Journal, clock: Clock, tmp_path: Path) -> None:
    """Nothing else changes, and nobody asks again."""
    first = imported(journal, tmp_path)
    clock.to(monday(1))
    judged = week.judge(journal, first.uid, item(first, "T1").uid, "dropped", reason="the import is gone")
    assert (judged.item.state, judged.item.reason) == ("dropped", "the import is gone")
    assert open_now(journal, 1) == []


def test_an_unknown_verdict_is_refused(journal: Journal) -> None:
    """And the message says which there are."""
    edited = journal.write("kpt", monday(0), "try", "Write it down")
    with pytest.raises(UsageError, match="kept, failed, dropped, carried"):
        week.judge(journal, edited.entry.uid, edited.item.uid, "solved")


def test_a_skip_is_remembered_by_the_week(journal: Journal, clock: Clock, tmp_path: Path) -> None:
    """The week that skipped does not ask again, the next one does; the skip can be taken back."""
    first = imported(journal, tmp_path)
    uid = item(first, "T1").uid
    board = week.skip(journal, monday(1), [uid])
    assert board.key == "kpt/2026-W11"
    assert open_now(journal, 1) == []
    assert open_now(journal, 2) == ["kpt/2026-W10 T1"]
    assert [ref.name for ref in follow.skipped_tries(Web(journal.entries()), board)] == ["kpt/2026-W10 T1"]
    week.reconsider(journal, board.uid, [uid])
    assert open_now(journal, 1) == ["kpt/2026-W10 T1"]
    assert exchange.render(journal.find("2026-W10")) == OLD_WEEK.encode()


def test_a_changed_file_takes_nothing_of_the_week_away(
    journal: Journal, clock: Clock, tmp_path: Path
) -> None:
    """Imported again, a week still knows what it set aside, and the Try that was carried is the same Try."""
    first = imported(journal, tmp_path)
    board = week.skip(journal, first.uid, [item(first, "P2").uid])
    week.judge(journal, first.uid, item(first, "T1").uid, "carried", place=monday(1))
    path = tmp_path / "2026-03-02-kpt.md"
    path.write_text(OLD_WEEK.replace("before each insert", "before every insert"), encoding="utf-8")
    exchange.import_all(journal, exchange.preview(journal, [str(path)], exchange.Hints()))
    now = journal.find("2026-W10")
    assert item(now, "T1").text == "Log the row number before every insert"
    assert now.set_aside == board.set_aside
    assert [each.state for each in tries(journal).all()] == ["carried", "open"]


def test_old_tries_are_not_asked_about(journal: Journal, tmp_path: Path) -> None:
    """Years of imported weeks with unjudged Tries do not fill the screen."""
    imported(journal, tmp_path)
    assert open_now(journal, 8) == ["kpt/2026-W10 T1"]
    assert open_now(journal, 10) == []
    assert open_now(journal, 10, weeks=20) == ["kpt/2026-W10 T1"]


def test_a_week_is_not_asked_about_its_own_or_later_tries() -> None:
    """Only earlier weeks' Tries wait for this week's verdict."""
    weeks = [kpt(number, try_=[f"Try number {number}"]) for number in range(3)]
    found = follow.open_tries(Web(weeks), monday(1), weeks[1])
    assert [each.ref.name for each in found] == ["kpt/2026-W10 T1"]


def test_imported_weeks_say_in_words_what_was_carried() -> None:
    """A Try marked as carried goes on where it resembles, or where the only remark says so; languages may change."""
    first = kpt(
        0,
        try_=[("Review before lunch", {"state": "carried"}), ("Write the note first", {"state": "carried"})],
    )
    second = kpt(
        1,
        try_=[
            "Review other changes before lunch",
            ("노트를 먼저 쓰기 (지난주에서 이월)", {"state": "carried"}),
        ],
    )
    third = kpt(2, try_=["Something else", "先にメモを書く（二回目の持ち越し）"])
    found = Tries(Web([third, first, second])).all()
    assert [(each.ref.name, each.times, each.into.name if each.into else "") for each in found] == [
        ("kpt/2026-W10 T1", 0, "kpt/2026-W11 T1"),
        ("kpt/2026-W10 T2", 0, "kpt/2026-W11 T2"),
        ("kpt/2026-W11 T1", 1, ""),
        ("kpt/2026-W11 T2", 1, "kpt/2026-W12 T2"),
        ("kpt/2026-W12 T1", 0, ""),
        ("kpt/2026-W12 T2", 2, ""),
    ]


def test_what_was_carried_is_not_guessed_without_a_sign() -> None:
    """Two marked Tries and one remark tell nothing."""
    first = kpt(
        0,
        try_=[("Review before lunch", {"state": "carried"}), ("Write the note first", {"state": "carried"})],
    )
    second = kpt(1, try_=["Ask earlier (carried over)"])
    assert all(each.into is None for each in Tries(Web([first, second])).all())


def test_links_in_a_ring_end() -> None:
    """A notebook that says that two Tries were carried from each other is read all the same."""
    one, two = kpt(0, try_=["One"]), kpt(1, try_=["Two"])
    ring = with_links(one, "T1", link("carried_from", two, "T1"))
    other = with_links(two, "T1", link("carried_from", one, "T1"))
    known = Tries(Web([ring, other]))
    assert [each.times for each in known.all()] == [1, 1]
    assert known.outcome(known.all()[0].ref).ref.item.text in ("One", "Two")


def test_a_link_to_nothing_is_no_link() -> None:
    """A Try whose source is gone counts as new."""
    one, two = kpt(0, try_=["One"]), kpt(1, try_=["Two"])
    two = with_links(two, "T1", link("carried_from", one, "T1"))
    [followed] = Tries(Web([two])).all()
    assert (followed.times, followed.state) == (0, "open")


def test_the_limit_counts_open_tries_only() -> None:
    """What has a verdict is no load; a limit of 0 is none."""
    made = kpt(0, try_=["One", "Two", ("Three", {"state": "kept"})])
    found = Tries(Web([made])).of(made)
    assert [follow.over_limit(found, limit) for limit in (0, 1, 2, 3)] == [0, 1, 0, 0]


@pytest.mark.parametrize(
    "text",
    [
        "Be more careful",
        "try harder",
        "Communicate better",
        "더 열심히 하기",
        "조심하기",
        "リリースに気をつける",
        "もっと頑張る",
    ],
)
def test_a_wish_gets_a_gentle_word(text: str) -> None:
    """In each language, wishes are told from deeds."""
    assert vague.is_vague(text)
    assert vague.hint(text, "ko").startswith("아직은")
    assert vague.hint(text, "xx") == vague.HINTS["en"]


@pytest.mark.parametrize(
    "text",
    [
        "Name two approvers on the day before", "Be careful: read the checklist before each deploy", "배포 전날 승인자를 두 명 적기",
        "더 집중하기: 오전 10시까지 알림 끄기", "コードより先にメモを書く", "", "Migrations only until 15:00",
    ],
)  # fmt: skip
def test_a_deed_gets_none(text: str) -> None:
    """What can be checked on Friday is no wish, whatever words it holds."""
    assert vague.hint(text, "en") == ""


def test_users_add_wishes_of_their_own() -> None:
    """Words from the settings count like ours."""
    assert not vague.is_vague("Nicer commits")
    assert vague.is_vague("Nicer commits", ["nicer"])


def test_a_carried_try_answers_the_problem_where_the_week_has_it_again(
    journal: Journal, clock: Clock
) -> None:
    """A problem that is linked as the same is answered on the new board, too, and is no orphan there."""
    old = kpt(0, problem=["Slow review"], try_=["Review before lunch"])
    old = with_links(old, "T1", link("answers", old, "P1"))
    new = with_links(kpt(1, problem=["Reviews are slow"]), "P1", link("same_as", old, "P1"))
    old, new = journal.put_all("test", [old, new])
    made = week.judge(journal, old.uid, item(old, "T1").uid, "carried", place=new.uid).carried
    assert made
    assert made.item.links == (link("carried_from", old, "T1"), link("answers", new, "P1"))
    assert edit.next_label(made.entry, made.entry.section_of(made.item.uid)) == "T2"
