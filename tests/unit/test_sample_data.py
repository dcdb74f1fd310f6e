"""The sample retrospectives: whole, in every kind and language, consistent with themselves, and our own words.

Whether the importer reads them is tested with the importer; here only the files themselves are looked at.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import unicodedata
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "sample_data"
FILES = sorted(SAMPLES.iterdir())
SEEDS = Path(os.environ.get("RETROTUI_SEEDS", ROOT.parent / "shared" / "seeds"))

FIRST_WEEK, LAST_WEEK = 42, 47
TODAY = dt.date(2026, 11, 20)
"""The story's last day; the demo moves the story by whole weeks, so that its last week is the current one."""

DATE = re.compile(r"(?<![\d.])(20\d\d)(?:[-./]|년 |年)(\d{1,2})(?:[-./]|월 |月)(\d{1,2})(?!\d)")
KOREAN_WEEKDAY = re.compile(r"\(([월화수목금토일])\)|([월화수목금토일])요일")


def read(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


def kind_of(path: Path) -> str:
    """The kind that the file's name states; `note` when it states none."""
    match = re.search(r"-(daily|kpt|aar|study|year)\b", path.stem)
    return match[1] if match else "note"


def dates_in(text: str) -> list[dt.date]:
    """Every full date in the text, in order, whatever it is written with."""
    return [dt.date(*map(int, match.groups())) for match in DATE.finditer(text)]


def day_of(path: Path) -> dt.date:
    """The day in the file's name."""
    return dt.date.fromisoformat(path.name[:10])


def week_of(path: Path) -> int:
    """The ISO week in the file's name."""
    return int(path.name[6:8])


def language_of(text: str) -> str:
    """`ja` or `ko` when more than a fifth of the letters are kana or Hangul, else `en`."""
    letters = [unicodedata.name(c, "") for c in text if c.isalpha()]
    share = {
        "ja": sum(name.startswith(("HIRAGANA", "KATAKANA")) for name in letters) / len(letters),
        "ko": sum(name.startswith("HANGUL") for name in letters) / len(letters),
    }
    return next((language for language, part in share.items() if part > 0.2), "en")


def of_kind(kind: str) -> list[Path]:
    return [path for path in FILES if kind_of(path) == kind]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_sample_is_clean_text(path: Path) -> None:
    """A sample is composed UTF-8 with Unix newlines, and holds nothing that a terminal would obey."""
    text = read(path)
    assert path.suffix == ".md"
    assert text.endswith("\n")
    assert unicodedata.is_normalized("NFC", text)
    assert {c for c in text if unicodedata.category(c) in ("Cc", "Cf", "Co", "Cn", "Cs") and c != "\n"} <= {
        "\N{ZERO WIDTH JOINER}"
    }


def test_every_kind_has_its_samples() -> None:
    """There are two weeks of days, six weeks, two reviews of actions, a plan, a year and a note."""
    counts = {kind: len(of_kind(kind)) for kind in ("daily", "kpt", "aar", "study", "year", "note")}
    assert counts == {"daily": 9, "kpt": 6, "aar": 2, "study": 1, "year": 1, "note": 1}


@pytest.mark.parametrize(
    ("kind", "languages"), [("daily", {"en", "ja", "ko"}), ("kpt", {"en", "ja", "ko"}), ("aar", {"ja", "ko"})]
)
def test_the_frequent_kinds_come_in_several_languages(kind: str, languages: set[str]) -> None:
    """Days and weeks are written in all three languages, actions in two."""
    assert {language_of(read(path)) for path in of_kind(kind)} == languages


@pytest.mark.parametrize("path", of_kind("daily"), ids=lambda path: path.name)
def test_a_daily_log_is_of_the_day_in_its_name(path: Path) -> None:
    """A daily log's day is a working day of the last two weeks; dates and weekdays inside agree with it."""
    day, text = day_of(path), read(path)
    assert day.weekday() < 5
    assert 0 <= (TODAY - day).days < 12
    assert set(dates_in(text)) <= {day}
    head = text[: text.find("\n- ")]
    assert {a or b for a, b in KOREAN_WEEKDAY.findall(head)} <= {"월화수목금토일"[day.weekday()]}


def test_the_last_daily_log_is_of_the_last_day() -> None:
    """The demo opens on a day with content, and the run of days before it has one gap."""
    days = sorted(map(day_of, of_kind("daily")))
    assert days[-1] == TODAY
    missing = [
        day
        for n in range(12)
        if (day := TODAY - dt.timedelta(days=n)).weekday() < 5 and day >= days[0] and day not in days
    ]
    assert missing == [dt.date(2026, 11, 12)]


def test_the_weeks_follow_each_other() -> None:
    """There is one KPT for each week of the story."""
    assert [week_of(path) for path in of_kind("kpt")] == list(range(FIRST_WEEK, LAST_WEEK + 1))


@pytest.mark.parametrize("path", of_kind("kpt"), ids=lambda path: path.name)
def test_a_kpt_spans_the_week_in_its_name(path: Path) -> None:
    """A KPT states its week from Monday to Friday, and no date outside it."""
    monday = dt.date.fromisocalendar(2026, week_of(path), 1)
    friday = monday + dt.timedelta(days=4)
    assert {monday, friday} == set(dates_in(read(path)))


@pytest.mark.parametrize("path", of_kind("kpt"), ids=lambda path: path.name)
def test_a_kpt_refers_to_labels_that_it_has(path: Path) -> None:
    """Tries answer problems and keeps that are there, flow rows name issues that are there; a label is given once."""
    text = read(path)
    issues = re.findall(r"\[[ x]\] \[[A-Z][A-Za-z ]+\].*?\b(I\d)\b", text)
    assert len(issues) == len(set(issues)) >= 4
    flow = re.findall(r"^(?:\||    - )([ABC])\b(.*)$", text, re.MULTILINE)
    assert [level for level, _ in flow] == ["A", "B", "C"]
    judged = re.findall(r"\b[A-Z]\d\b", " ".join(row for _, row in flow))
    assert judged
    assert set(judged) <= set(issues)
    numbered = re.findall(r"\b([KP]\d):", text)
    given = set(dict.fromkeys(numbered))
    answers = [label for label in given if numbered.count(label) == 2]
    assert answers, "no Try answers anything"
    assert max(map(numbered.count, numbered)) == 2
    for prefix in "KP":
        numbers = sorted(int(label[1:]) for label in given if label[0] == prefix)
        assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("path", of_kind("aar"), ids=lambda path: path.name)
def test_an_action_is_reviewed_on_the_day_in_its_name(path: Path) -> None:
    """An after action review states its day, and no other."""
    assert set(dates_in(read(path))) == {day_of(path)}


def test_the_study_plan_meets_weekly() -> None:
    """The plan has four weeks and a final one, each a week after the one before."""
    (path,) = of_kind("study")
    text = read(path)
    days = [
        dt.date(*map(int, found))
        for found in re.findall(r"^## \d주차 - (\d+)\.(\d+)\.(\d+)$", text, re.MULTILINE)
    ]
    assert days == [day_of(path) + dt.timedelta(weeks=n) for n in range(5)]
    assert set(dates_in(text)) == set(days)
    assert f"lastmod: {days[-1]}" in text


def test_the_study_plan_counts_its_goals_right() -> None:
    """What the author says was reached agrees with the boxes; a goal taken over from another week counts once."""
    (path,) = of_kind("study")
    weeks = re.split(r"^## ", read(path), flags=re.MULTILINE)[1:6]
    boxes = [re.findall(r"^- \[([ x])\] (.*)$", week, re.MULTILINE) for week in weeks]
    stated = [re.search(r"목표의 (\d+) %", week) for week in weeks]
    for found, percent in zip(boxes, stated, strict=True):
        if percent:
            assert round(100 * sum(mark == "x" for mark, _ in found) / len(found)) == int(percent[1])
    own = [goal for found in boxes[:4] for _, goal in found if "주차에서" not in goal]
    first = [mark for found in boxes[:4] for mark, goal in found if "주차에서" not in goal]
    late = [mark for found in boxes for mark, goal in found if "주차에서" in goal]
    done = first.count("x") + late.count("x")
    assert (len(own), done) == (11, 9)
    assert f"{100 * done / len(own):.1f} %" in weeks[4]


def test_the_year_is_the_one_before() -> None:
    """The review of 2025 was published in the January after it, and stays where it is when the story moves."""
    (path,) = of_kind("year")
    assert path.name.startswith("2025-")
    assert [(day.year, day.month) for day in dates_in(read(path))] == [(2026, 1)]


def test_a_try_is_carried_three_times_and_kept_at_last() -> None:
    """The design note before the code is tried in four weeks running; another Try is dropped."""
    weeks = {week_of(path): read(path) for path in of_kind("kpt")}
    assert "[>] P2: 코드보다 상태 이름과 설계 노트를 먼저 쓰기" in weeks[42]
    assert "[>] P1: Write the design note before the code" in weeks[43]
    assert "[>] P3: 코드보다 설계 노트를 먼저 쓰기" in weeks[44]
    assert "[x] P2: コードより先に設計メモを書く" in weeks[45]
    assert "K1: 설계 노트를 코드보다 먼저 썼다" in weeks[46]
    assert "- [-] P3: Keep pull requests under 300 lines" in weeks[43]


@pytest.mark.parametrize(
    ("day", "week", "words"),
    [("2026-11-10", 46, "알림 재시도 설정을 아는 사람이 나밖에 없음"), ("2026-11-10", 46, "배포를 늦게 함")],
)
def test_a_problem_of_tuesday_is_there_on_friday(day: str, week: int, words: str) -> None:
    """What went wrong on a day comes back in the KPT of its week."""
    assert words in read(SAMPLES / f"{day}-daily.md")
    assert words in read(SAMPLES / f"2026-W{week}-kpt.md")


def sentences(text: str) -> set[str]:
    """The text's sentences of some length, without markup, case and spacing; labels and headings are shorter."""
    parts = re.split(r"[\n|]|<br>|(?<=[.!?])\s", text)
    plain = (re.sub(r"[\W_]+", "", part).casefold() for part in parts)
    return {part for part in plain if len(part) >= 24}


def test_no_sentence_is_said_twice() -> None:
    """The samples do not repeat each other."""
    seen: dict[str, str] = {}
    for path in FILES:
        for sentence in sentences(read(path)):
            assert sentence not in seen, f"{path.name} repeats {seen[sentence]}: {sentence}"
            seen[sentence] = path.name


def test_no_sentence_is_taken_from_the_model_documents() -> None:
    """The samples are our own words; compared where the documents are at hand."""
    if not SEEDS.is_dir():
        reason = f"no model documents at {SEEDS} (set RETROTUI_SEEDS)"
        print(f"skipped: {reason}")
        pytest.skip(reason)
    theirs = {s for path in SEEDS.iterdir() for s in sentences(path.read_text("utf-8", errors="replace"))}
    assert len(theirs) > 50
    ours = {s for path in FILES for s in sentences(read(path))}
    assert ours & theirs == set()
