"""The five model documents, read where they lie beside the repository; nothing of them is copied here."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest

from retrotui.markdown.reader import Hints, Reading, read
from retrotui.markdown.writer import write
from retrotui.model import insight
from retrotui.model.entry import Entry

SEEDS = Path(os.environ.get("RETROTUI_SEEDS", Path(__file__).parents[2].parent / "shared" / "seeds"))
TODAY = dt.date(2026, 11, 20)


def seed(number: int) -> tuple[bytes, Path]:
    """The bytes and path of a seed; skips the test where the folder is missing."""
    found = sorted(SEEDS.glob(f"{number:03}_*.txt"))
    if not found:
        pytest.skip(f"no seeds in {SEEDS} (set RETROTUI_SEEDS)")
    return found[0].read_bytes(), found[0]


def read_seed(number: int, **hints: object) -> Reading:
    data, path = seed(number)
    readings = read(data, path.name, Hints(modified=TODAY, **hints))  # type: ignore[arg-type]
    assert len(readings) == 1
    return readings[0]


def labels(entry: Entry, role: str, *fields: str) -> list[tuple[object, ...]]:
    return [(item.label, *(getattr(item, field) for field in fields)) for item in entry.items_of(role)]


@pytest.mark.parametrize("number", range(5))
def test_a_seed_comes_back_byte_for_byte(number: int) -> None:
    """Reading a model document and writing it untouched gives the same bytes."""
    data, _ = seed(number)
    assert write(read_seed(number).entry) == data


def test_the_kpt_is_read_from_its_list_and_tables() -> None:
    """Issues with categories and labels at the end or inside, a row per role, links and levels."""
    reading = read_seed(0)
    entry = reading.entry
    assert (entry.kind, entry.start, entry.end) == ("kpt", dt.date(2021, 8, 9), dt.date(2021, 8, 14))
    assert labels(entry, "issue", "state", "category", "flow") == [
        ("I1", "done", "New Feature", "C"),
        ("I2", "done", "Deployment", "C"),
        ("I3", "done", "New Feature", "B"),
        ("I4", "done", "Deployment", "B"),
        ("I5", "open", "QA", ""),
        ("I6", "done", "Documentation", "B"),
    ]
    assert labels(entry, "keep", "flow") == [("K1", "A")]
    assert labels(entry, "problem") == [("P1",), ("P2",), ("P3",)]
    by_uid = {item.uid: item.label for item in entry.items()}
    assert [[by_uid[link.item] for link in item.links] for item in entry.items_of("try")] == [
        ["P1"],
        ["P3"],
        ["K1"],
    ]
    assert any("mojibake" in warning for warning in reading.warnings)
    assert entry.language == "ko"
    assert insight.findings(entry) == ["P2 has no Try", "I5 has no flow"]


def test_the_action_review_keeps_states_groups_and_nested_text() -> None:
    """Words after goals and above results are states; bold lines group lessons; nested text is kept whole."""
    entry = read_seed(1).entry
    assert entry.kind == "aar"
    assert labels(entry, "goal", "state") == [("G1", "done"), ("G2", "doing")]
    assert [len(item.body.splitlines()) for item in entry.items_of("goal")] == [1, 2]
    groups = [item.group for item in entry.items_of("lesson")]
    assert [groups.count(group) for group in dict.fromkeys(groups)] == [2, 3]
    assert [item.state for item in entry.items_of("result")] == ["done", "done", "doing"]
    improvements = entry.items_of("improvement")
    assert len(improvements) == 2
    assert "```" in improvements[1].body
    assert {section.role for section in entry.sections} == {
        "prose",
        "goal",
        "lesson",
        "result",
        "improvement",
    }


def test_the_year_has_its_areas_and_the_prose_around_them() -> None:
    """Top-level bullets are areas, talks are dated by their month, front matter keys all stay."""
    entry = read_seed(2).entry
    assert (entry.kind, entry.start, entry.end) == ("year", dt.date(2018, 1, 1), dt.date(2018, 12, 31))
    areas = [(section.heading, len(section.items)) for section in entry.sections if section.role == "area"]
    assert areas == [("Work", 2), ("Tech.", 8), ("Speak", 9)]
    assert all(item.date and item.date.year == 2018 for item in entry.sections[3].items)
    assert entry.sections[0].prose
    assert entry.sections[-1].prose
    assert len(entry.front_matter) == 7
    assert entry.tags == ("Retrospective", "2018", "Planning", "Change")


def test_the_study_tells_of_each_week() -> None:
    """Weeks have dates; prose tells the percent, the absence with its reason and the final presentation."""
    entry = read_seed(3).entry
    assert (entry.kind, entry.start, entry.end) == ("study", dt.date(2019, 9, 29), dt.date(2019, 10, 26))
    weeks = [section.week for section in entry.sections if section.week]
    assert [(week.number, week.date) for week in weeks] == [
        (1, dt.date(2019, 9, 29)),
        (2, dt.date(2019, 10, 5)),
        (3, dt.date(2019, 10, 12)),
        (4, dt.date(2019, 10, 19)),
        (5, dt.date(2019, 10, 26)),
    ]
    assert [week.percent for week in weeks] == [None, 80.0, None, None, 83.3]
    assert [week.attendance for week in weeks] == ["attended", "attended", "attended", "absent", "attended"]
    assert weeks[3].reason
    assert [week.final for week in weeks] == [False, False, False, False, True]
    assert entry.front_matter["lastmod"] == "2019-10-27"


def test_the_daily_log_has_five_sections_and_one_whole_lesson() -> None:
    """List items are sections; a text with headings below one of them is a single lesson."""
    reading = read_seed(4)
    entry = reading.entry
    counts = {role: len(entry.items_of(role)) for role in ("did", "problem", "learned", "unclear", "well")}
    assert entry.kind == "daily"
    assert counts == {"did": 7, "problem": 2, "learned": 1, "unclear": 1, "well": 1}
    assert len(entry.items_of("learned")[0].body.splitlines()) > 100
    assert entry.start == TODAY
    assert any("2026-11-20" in warning for warning in reading.warnings)


def test_a_chosen_date_goes_before_all_others() -> None:
    """`--date` gives the day of a document that has none, without a warning."""
    reading = read_seed(4, date=dt.date(2025, 2, 3))
    assert reading.entry.start == dt.date(2025, 2, 3)
    assert reading.warnings == ()
