"""Dates as people write them, and which of a document's dates is the entry's."""

from __future__ import annotations

import datetime as dt

import pytest

from retrotui.markdown import dates
from retrotui.markdown.reader import Hints, read

KPT = "## Keep\n- a\n## Problem\n- b\n## Try\n- c\n"


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        ("2021-08-09 ~ 2021-08-14", "2021-08-09", "2021-08-14"),
        ("2025.05.12 ~ 05.16", "2025-05-12", "2025-05-16"),
        ("07.14 - 07.18", "2022-07-14", "2022-07-18"),
        ("18 June - 24 June, 2018", "2018-06-18", "2018-06-24"),
        ("2017-1-15~~~2017-1-19", "2017-01-15", "2017-01-19"),
        ("2022/07/16-2022/07/22", "2022-07-16", "2022-07-22"),
        ("2023-12-28 ~ 01-03", "2023-12-28", "2024-01-03"),
        ("2024-01-29 18:15:00 +0900", "2024-01-29", "2024-01-29"),
        ("2024-04-05T06:16:40.232Z", "2024-04-05", "2024-04-05"),
        ("2021-06-22(화)", "2021-06-22", "2021-06-22"),
        ("2021-06-22(화) ~ 2021-06-25(금)", "2021-06-22", "2021-06-25"),
        ("2025-02-04 (Tue)", "2025-02-04", "2025-02-04"),
        ("22.02.03(목)", "2022-02-03", "2022-02-03"),
        ("2022/01/19", "2022-01-19", "2022-01-19"),
        ("26/05/2022", "2022-05-26", "2022-05-26"),
        ("9/7", "2022-09-07", "2022-09-07"),
        ("17 February 2026", "2026-02-17", "2026-02-17"),
        ("26th November 2024", "2024-11-26", "2024-11-26"),
        ("July 11, 2023 8:12 PM", "2023-07-11", "2023-07-11"),
        ("2月第3週", "2022-02-14", "2022-02-20"),
        ("2024년 1월 29일 ~ 2월 2일", "2024-01-29", "2024-02-02"),
        ("2月3日 〜 9日", "2022-02-03", "2022-02-09"),
        ("2024. 1. 29.", "2024-01-29", "2024-01-29"),
        ("2026-W47", "2026-11-16", "2026-11-22"),
        ("from Jan 3 to Jan 7, 2022", "2022-01-03", "2022-01-07"),
        ("12-16 May 2025", "2025-05-12", "2025-05-16"),
        ("March 2024", "2024-03-01", "2024-03-31"),
    ],
)  # fmt: skip
def test_a_written_date_is_found(written: str, start: str, end: str) -> None:
    """Each notation gives its days; a year that is not written comes from the context."""
    found = dates.first(written, 2022)
    assert found is not None
    assert (found.span.start.isoformat(), found.span.end.isoformat()) == (start, end)


@pytest.mark.parametrize(
    "written", ["", "v1.2.3", "2024-02-30", "February 30, 2024", "12345678901", "a/b", "1.5 hours"]
)
def test_what_is_no_date_is_none(written: str) -> None:
    """Versions, impossible days and numbers are no dates."""
    assert dates.first(written) is None


def first_day(source: str, path: str = "a.md", **hints: dt.date) -> str:
    return read(source.encode(), path, Hints(**hints))[0].entry.start.isoformat()  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("source", "path", "expected"),
    [
        (f"---\ntitle: KPT\ndate: 2024-01-29\n---\n{KPT}", "a.md", "2024-01-29"),
        (f"---\ntitle: KPT 2024-01-22 ~ 2024-01-26\ndate: 2024-01-29\n---\n{KPT}", "a.md", "2024-01-22"),
        (f"# 2024-01-22 KPT\n{KPT}", "2023-01-01.md", "2024-01-22"),
        (f"# KPT\n\nDate: 2024-01-22\n\n{KPT}", "a.md", "2024-01-22"),
        (f"# KPT\n\n**Date:** January 22, 2024\n\n{KPT}", "a.md", "2024-01-22"),
        (f"# KPT\n\n作成日時: July 11, 2023 8:12 PM\n\n{KPT}", "a.md", "2023-07-11"),
        (f"# KPT\n\n- 날짜: 2024.01.22(월)\n\n{KPT}", "a.md", "2024-01-22"),
        (f"# Retro (22.01.24)\n{KPT}", "a.md", "2022-01-24"),
        (KPT, "2024-01-22-retro.md", "2024-01-22"),
        (KPT, "posts/2024/01/22.md", "2024-01-22"),
        (KPT, "2024/0122.md", "2024-01-22"),
        (KPT, "retros/20240122_kpt.md", "2024-01-22"),
        (KPT, "retros/2024-W04.md", "2024-01-22"),
        (f"---\nlayout: post\ndate: 2024-01-29 18:15:00 +0900\n---\n# KPT 01.22 ~ 01.26\n{KPT}", "a.md", "2024-01-22"),
        ("---\ntitle: 2018 Retrospective\ndate: 2019-01-03\n---\n## Work\n- a\n", "2019-01-03-review.md", "2018-01-01"),
        ("---\ndate: 2024-12-30\n---\n# 2024년 회고\n\n## 회사\n- a\n", "a.md", "2024-01-01"),
        (f'+++\ntitle = "KPT"\ndate = 2024-01-29T10:00:00+09:00\n+++\n{KPT}', "a.md", "2024-01-29"),
        (f"Title: KPT\nDate: 2024-01-29 10:20\nTags: retro\n\n{KPT}", "a.md", "2024-01-29"),
    ],
)  # fmt: skip
def test_a_document_tells_its_day(source: str, path: str, expected: str) -> None:
    """What the text states goes before the front matter, and that before file and folder names."""
    assert first_day(source, path) == expected


def test_given_days_come_first_and_last() -> None:
    """A chosen day beats everything; a default beats only the file's own, which is told in a warning."""
    day, other = dt.date(2020, 2, 3), dt.date(2020, 5, 6)
    assert first_day(f"# 2024-01-22\n{KPT}", date=day) == "2020-02-03"
    assert first_day(f"# 2024-01-22\n{KPT}", default_date=day, modified=other) == "2024-01-22"
    assert first_day(KPT, default_date=day, modified=other) == "2020-02-03"
    reading = read(KPT.encode(), "a.md", Hints(modified=other))[0]
    assert reading.entry.start == other
    assert "no date found, the file's own date 2020-05-06 is used" in reading.warnings


def test_an_impossible_day_is_told() -> None:
    """A front matter date that no calendar has is named, not silently dropped."""
    reading = read(f"---\ntitle: KPT\ndate: 2021-13-45\n---\n{KPT}".encode(), "a.md")[0]
    assert any("2021-13-45" in warning for warning in reading.warnings)


def test_days_without_a_year_take_it_from_what_is_near() -> None:
    """From the file's own day, then from entry to entry of the file."""
    source = "# 일지\n\n## 12.30\n### 오늘 한 일\n- a\n## 12.31\n### 오늘 한 일\n- b\n"
    readings = read(source.encode(), "a.md", Hints(modified=dt.date(2023, 5, 6)))
    assert [reading.entry.start for reading in readings] == [dt.date(2023, 12, 30), dt.date(2023, 12, 31)]
