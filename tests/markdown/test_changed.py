"""When a document says it was last changed, its reading says so too."""

from __future__ import annotations

import datetime as dt

import pytest

from retrotui.markdown import reader

TEXT = "---\ntitle: 4주 스터디\ndate: 2026-09-29\n{field}\n---\n\n## 1주차 - 2026.09.29\n\n- [x] 1장\n\n## 2주차 - 2026.10.06\n\n- [ ] 2장\n"


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("lastmod: 2026-10-27", dt.datetime(2026, 10, 27, tzinfo=dt.UTC)),
        ("last_modified_at: 2026-10-27T10:00:00+09:00", dt.datetime(2026, 10, 27, tzinfo=dt.UTC)),
        ("updated: 2026.10.27", dt.datetime(2026, 10, 27, tzinfo=dt.UTC)),
        ("lastmod: 2026-13-45", None),
        ("toc: true", None),
    ],
)
def test_the_last_change_is_read_from_the_front_matter(field: str, expected: dt.datetime | None) -> None:
    [reading] = reader.read(TEXT.format(field=field).encode(), "plan.md")
    assert reading.entry.updated_at == expected
