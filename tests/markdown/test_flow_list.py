"""Levels of flow as a list: read like the table of levels, and patched where they stand."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from retrotui.markdown import reader, writer
from retrotui.model.entry import Entry

HEAD = "# KPT 2024-05-06\n\n## 이번 주 이슈\n\n- [x] 검색 색인 만들기 I1\n- [ ] 로그 모으기 I2\n- [ ] 알림 보내기 I3\n\n## Keep\n\n- 짝 작업\n\n## Problem\n\n- 느린 빌드\n\n## Try\n\n- 캐시 쓰기\n"


def _levels(entry: Entry) -> str:
    return "".join(item.flow or "-" for item in entry.items_of("issue"))


def _read(text: str) -> Entry:
    return reader.read(text.encode(), "kpt.md")[0].entry


def _with_flow(entry: Entry, label: str, level: str) -> Entry:
    sections = tuple(
        replace(
            section,
            items=tuple(replace(item, flow=level) if item.label == label else item for item in section.items),
        )
        for section in entry.sections
    )
    return replace(entry, sections=sections)


@pytest.mark.parametrize(
    "listed",
    [
        "\n## 몰입\n\n- A: I1\n- B: I2, I3\n",
        "\n## Flow\n\n* **A** - I1\n* **B** - I2 I3\n",
        "\n### フロー\n\n1. A（難しい）：I1\n2. B（ちょうど）：I2、I3\n",
        "\n**몰입**\n\n- A (난이도 > 실력): I1\n- B: I2, I3\n",
        "\n## 몰입\n\nA: I1\nB: I2, I3\n",
    ],
)
def test_a_list_below_a_word_for_flow_sets_the_levels(listed: str) -> None:
    """Whatever the bullet, the words in brackets and the sign between level and labels."""
    entry = _read(HEAD + listed)
    assert _levels(entry) == "ABB"
    assert [item.text for item in entry.items_of("try")] == ["캐시 쓰기"]
    assert writer.write_text(entry) == HEAD + listed


def test_a_changed_level_is_patched_in_its_line() -> None:
    """The label moves from one line to the other, and nothing else changes."""
    source = HEAD + "\n## 몰입\n\n- A (어려움): I1\n- B (알맞음): I2, I3\n"
    written = writer.write_text(_with_flow(_read(source), "I3", "A"))
    assert written == HEAD + "\n## 몰입\n\n- A (어려움): I1, I3\n- B (알맞음): I2\n"
    assert _levels(_read(written)) == "ABA"


def test_a_level_without_a_line_gets_one_like_the_last() -> None:
    """C follows B, with B's bullet."""
    source = HEAD + "\n## Flow\n\n* A: I1\n* B: I2, I3"
    written = writer.write_text(_with_flow(_read(source), "I2", "C"))
    assert written == HEAD + "\n## Flow\n\n* A: I1\n* B: I3\n* C: I2\n"
    assert _levels(_read(written)) == "ACB"


@pytest.mark.parametrize("line", ["- A: I1 was hard\n- B: fine", "- A new habit\n- B", "- A:\n- B:"])
def test_a_list_of_anything_else_is_prose(line: str) -> None:
    """Only levels that name items count."""
    assert _levels(_read(f"{HEAD}\n## Flow\n\n{line}\n")) == "---"
