"""A flow table sets the flow of the items that it names, wherever it stands."""

from __future__ import annotations

import pytest

from retrotui.markdown import reader, writer

TABLE = "|Level|Description|Issue|\n|--|--|--|\n|A|난이도 > 실력|I1|\n|B|난이도 = 실력|I2|\n"
BOLD = f"""**이번 주 이슈**

- [x] 재시도 큐 배포 I1
- [ ] 복구 절차서 I2

**Keep**

1. K1: 노트를 먼저 썼다

**Problem**

1. P1: 배포를 늦게 함

**Try**

1. P1: 승인자를 두 명 정하기

**몰입**

{TABLE}"""


@pytest.mark.parametrize(
    "text", [BOLD, BOLD.replace("**몰입**\n\n", ""), BOLD.replace("**몰입**", "## 몰입")]
)
def test_it_is_read_under_a_heading_a_bold_line_or_none(text: str) -> None:
    [reading] = reader.read(text.encode(), "2026-W46.md")
    assert [item.flow for item in reading.entry.items_of("issue")] == ["A", "B"]
    assert [item.text for item in reading.entry.items_of("try")] == ["승인자를 두 명 정하기"]
    assert writer.write(reading.entry) == text.encode()
