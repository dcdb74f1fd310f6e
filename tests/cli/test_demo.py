"""The demo: the samples' story, ending today, on every day of the week."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from retrotui import demo
from retrotui.errors import RetroError
from retrotui.model import periods

Run = Callable[..., Result]
SHIPPED_WEEK = [dt.date(2026, 11, 16) + dt.timedelta(days=n) for n in range(7)]
LATER = [dt.date(2027, 3, 1) + dt.timedelta(days=n) for n in range(7)]


def one_daily_name(folder: Path, day: dt.date) -> list[Path]:
    """The daily logs of a day, by their file names."""
    return list(folder.glob(f"{day.isoformat()}-daily.md"))


@pytest.mark.parametrize("today", [*SHIPPED_WEEK, *LATER, dt.date(2020, 2, 29)], ids=str)
def test_there_is_a_daily_of_today_and_none_of_tomorrow(tmp_path: Path, today: dt.date) -> None:
    """On any day of any week today has real content, and nothing is written ahead."""
    demo.write_story(tmp_path, today, demo.samples())
    [daily] = one_daily_name(tmp_path, today)
    assert len(daily.read_text(encoding="utf-8")) > 100
    days = [dt.date.fromisoformat(path.name[:10]) for path in tmp_path.glob("*-daily.md")]
    assert max(days) == today
    assert len(days) == len(set(days)) >= 5
    assert (tmp_path / f"{periods.week_name(today)}-kpt.md").exists()


def test_in_its_own_week_the_story_is_as_written(tmp_path: Path) -> None:
    """On the Friday on which the story ends, nothing moves."""
    demo.write_story(tmp_path, dt.date(2026, 11, 20), demo.samples())
    for source in demo.samples().glob("*.md"):
        assert (tmp_path / source.name).read_bytes() == source.read_bytes()


def test_weekdays_stay_right(tmp_path: Path) -> None:
    """Dates move by whole weeks, so a Saturday meeting stays on a Saturday."""
    demo.write_story(tmp_path, dt.date(2027, 3, 5), demo.samples())
    [study] = tmp_path.glob("*-study-*.md")
    text = study.read_text(encoding="utf-8")
    meetings = re.findall(r"^## .* - (\d{4})\.(\d{2})\.(\d{2})", text, re.MULTILINE)
    assert len(meetings) == 5
    assert {dt.date(*map(int, meeting)).weekday() for meeting in meetings} == {5}
    assert "2026-10-17" not in text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("2026-11-18", "2026-12-30"),
        ("# 2026.11.18 수요일", "# 2026.12.30 수요일"),
        ("日報（2026年11月19日）", "日報（2026年12月31日）"),
        ("2026년 11월 20일 금요일", "2027년 1월 1일 금요일"),
        ("期間：2026/11/02 ～ 2026/11/06", "期間：2026/12/14 ～ 2026/12/18"),
        ("2026-10-23 17:40:00 +0900", "2026-12-04 17:40:00 +0900"),
        ("2026-W47-kpt.md", "2026-W53-kpt.md"),
        ("2026-02-30, 12026-11-18, v2026.1", "2026-02-30, 12026-11-18, v2026.1"),
        ("2025 in review, since 2019-09-29", "2025 in review, since 2019-09-29"),
    ],
)
def test_a_date_is_moved_as_it_was_written(before: str, after: str) -> None:
    """Separators and leading zeros stay; what is no date of the story stays whole."""
    assert demo.redated(before, lambda day: day + dt.timedelta(weeks=6)) == after


def test_without_its_samples_it_says_so(tmp_path: Path) -> None:
    """A broken installation is named as such."""
    with pytest.raises(RetroError, match="examples are missing"):
        demo.write_story(tmp_path / "out", dt.date(2026, 11, 20), tmp_path)


def test_a_kept_demo_is_made_without_a_terminal(run: Run, tmp_path: Path, notebook: Path) -> None:
    """`--keep` fills the folder, says how to open it, and leaves the user's own notebook alone."""
    result = run("demo", "--keep", str(tmp_path / "demo"))
    assert result.exit_code == 0, result.output
    made = tmp_path / "demo" / "notebook.json"
    assert str(made) in result.stderr
    listed = run("--notebook", str(made), "list").stdout
    assert {line.partition("/")[0] for line in listed.splitlines()} == {
        "daily",
        "kpt",
        "aar",
        "study",
        "year",
    }
    assert listed.startswith("daily/2026-11-20")
    assert not notebook.exists()
    again = run("demo", "--keep", str(tmp_path / "demo"))
    assert again.exit_code == 1
    assert "There is a notebook already" in again.stderr
