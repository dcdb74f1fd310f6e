"""Shapes that public retrospectives have, and documents that only look like one; all wording is our own."""

from __future__ import annotations

import datetime as dt

import pytest
from msgspec.structs import replace

from retrotui.markdown.reader import Hints, Reading, read
from retrotui.markdown.table_patch import with_levels
from retrotui.markdown.writer import write
from retrotui.model.entry import Entry, Item, Section, new_uid
from tests.markdown.accounting import lost_lines


def readings(source: str, path: str = "notes/retro.md") -> list[Reading]:
    found = read(source.encode(), path, Hints())
    assert b"".join(write(reading.entry) for reading in found) == source.encode()
    assert not lost_lines(source, found)
    return found


def counts(entry: Entry) -> dict[str, int]:
    return {
        role: len(entry.items_of(role))
        for role in dict.fromkeys(section.role for section in entry.sections)
        if entry.items_of(role)
    }


D = dt.date

FORMS = {
    "an issue form": "---\nname: Sprint retro\nabout: looks back\ntitle: Retro\n---\n## Keep\n- what to go on with\n## Problem\n- what to mend\n## Try\n- what to do\n",
    "holes in braces": "# Retro\n\nDate: {{date}}\n\n## Keep\n- {{keep}}\n\n## Problem\n- {{problem}}\n\n## Try\n- {{try}}\n",
    "holes in brackets": "# Retro\n\n## What went well\n- [List what went well]\n- [Name a success]\n\n## What went wrong\n- [Name a problem]\n\n## Action items\n- [Who does what]\n",
    "a template processor's": "# Week\n\n## Keep\n<% tp.keep() %>\n## Problem\n<% tp.problem() %>\n## Try\n<% tp.try() %>\n",
}


@pytest.mark.parametrize("name", FORMS)
def test_a_form_to_fill_in_is_a_note(name: str) -> None:
    """A template has all the labels and nobody's week."""
    assert readings(FORMS[name])[0].entry.kind == "note"


def test_a_filled_form_is_a_retrospective() -> None:
    """Links, boxes and Liquid in an otherwise written text are no holes."""
    source = '# KPT\n\n## Keep\n- [pairing](http://x.org)\n- [x] reviews\n\n## Problem\n- {{ "slow" | upper }} builds\n\n## Try\n- [ ] cache the wheels\n'
    assert readings(source)[0].entry.kind == "kpt"


def test_the_front_page_of_a_log_is_a_note() -> None:
    """A README that tells how a log is kept is not a day of it."""
    source = "# TIL\n\n## What I learned\n- one thing a day\n\n## Rules\n- short\n"
    assert readings(source, "log/README.md")[0].entry.kind == "note"
    assert readings(source, "log/2024-03-04.md")[0].entry.kind == "daily"


def test_a_file_of_days_is_a_log_of_as_many_entries() -> None:
    """Dated headings are enough, whatever stands below them."""
    found = readings(
        "### 2023/05/08\n- chapters one and two\n\n### 2023/05/15\n- caching\n- proxies\n\n### 2023/05/22\n- tunnels\n",
        "book.md",
    )
    assert [(each.entry.kind, each.entry.start.isoformat()) for each in found] == [
        ("daily", "2023-05-08"), ("daily", "2023-05-15"), ("daily", "2023-05-22"),
    ]  # fmt: skip


def test_a_review_that_says_so_is_one_with_the_words_of_a_kpt() -> None:
    """`After Action Review` in the title outweighs sections that both kinds have."""
    source = "# After Action Review\n\n## 2024-05-06 The move\n\n**What went well:**\n- rehearsed\n- short\n\n**What didn't go well:**\n- no way back\n\n**What we'll do differently:**\n- keep the old host\n"
    entry = readings(source)[0].entry
    assert entry.kind == "aar"
    assert sum(counts(entry).values()) == 4


def test_a_heading_with_a_described_list_is_one_item() -> None:
    """`**Impact:** …` below a heading describes it; `**Action:**` there is no section of tries."""
    source = "# Sprint 4 retrospective\n\n## What went well\n\n### 1. Reviews\n\n- **Seen:** the same day\n- **Action:** go on\n\n### 2. Tests\n\n- **Seen:** fewer faults\n- **Action:** go on\n\n---\n\n## What didn't go well\n\n### 1. Builds\n\n- **Seen:** an hour\n- **Action:** cache\n\n## Action items for sprint 5\n\n| Action | Owner |\n|---|---|\n| cache wheels | Ann |\n"
    assert counts(readings(source)[0].entry) == {"keep": 2, "problem": 1, "try": 1}


def test_a_list_inside_a_quote_is_a_list() -> None:
    """Quoted bullets are items, and a new one is quoted as well; other quotes stay prose."""
    source = "# KPT\n\n## Keep\n> - pairing\n>   each morning\n> - talks\n\n## Problem\n> - builds\n\n## Try\n> a quote\n\n- cache\n"
    entry = readings(source)[0].entry
    assert counts(entry) == {"keep": 2, "problem": 1, "try": 1}
    keep = next(section for section in entry.sections if section.role == "keep")
    items = (replace(keep.items[0], text="pairs"), keep.items[1], Item(new_uid(), "K3", "demos"))
    out = write(_with(entry, replace(keep, items=items))).decode()
    assert "> - pairs\n>   each morning\n> - talks\n> - demos\n" in out


def test_labels_in_each_persons_list_count() -> None:
    """A person's bullet, their labels below it and the items below those; no name is an item."""
    source = "# 회고\n\n- 하나\n    - 잘한 점\n        - 매일 회의\n    - 아쉬운 점\n        - 늦은 시작\n- 둘\n    - 잘한 점\n        - 기록\n        - 나눔\n    - 아쉬운 점\n        - 적은 잠\n"
    assert counts(readings(source)[0].entry) == {"keep": 3, "problem": 2}


def test_the_same_text_in_two_languages_is_told() -> None:
    """Both halves are read, and a warning says that they mirror each other."""
    source = "# KPT\n\n## Keep\n- pair every morning\n\n## Problem\n- builds take too long\n\n---\n\n## Keep\n- 아침마다 짝으로 일하기\n\n## Problem\n- 빌드가 너무 오래 걸림\n"
    assert any("two languages" in warning for warning in readings(source)[0].warnings)
    english = source.replace("아침마다 짝으로 일하기", "talk in the evening").replace(
        "빌드가 너무 오래 걸림", "too few of us"
    )
    assert not any("two languages" in warning for warning in readings(english)[0].warnings)


def test_a_changed_level_shows_in_the_prose_with_the_table() -> None:
    """The section's prose holds the flow table as it will be written."""
    source = "# KPT\n\n## Issues\n- [x] ship I1\n- [ ] docs I2\n\n## Keep\n- talks\n\n## Problem\n- builds\n\n## Flow of the week\n\n| Level | Issue |\n|---|---|\n| A | I1 |\n| B | I2 |\n"
    entry = readings(source)[0].entry
    issues = next(section for section in entry.sections if section.role == "issue")
    moved = tuple(replace(item, flow="B") if item.label == "I1" else item for item in issues.items)
    changed = with_levels(_with(entry, replace(issues, items=moved)))
    assert "| B | I2, I1 |" in "\n".join(section.prose for section in changed.sections)
    out = write(changed).decode()
    assert "| A |  |\n| B | I2, I1 |\n" in out
    assert out.count("| Level |") == 1


def test_a_key_that_is_no_text_loses_no_value() -> None:
    """A hole of a template in the front matter is kept as it stands."""
    found = readings("---\ncreated: {{.CreatedAt}}\ntags: [a, b]\n---\n# Note\n\ntext\n")
    assert "CreatedAt" in str(found[0].entry.front_matter)


def _with(entry: Entry, section: Section) -> Entry:
    return replace(
        entry, sections=tuple(section if other.uid == section.uid else other for other in entry.sections)
    )


def test_days_that_are_list_items_are_entries() -> None:
    """A log kept as one list: each day's bullet begins an entry, the year comes from the caller."""
    found = read(
        b"- 3/6\n  wrote tests\n\n- 3/5\n  read\n\n- 3/4\n  slept\n",
        "log.md",
        Hints(default_date=D(2024, 3, 7)),
    )
    assert [(each.entry.kind, each.entry.start) for each in found] == [
        ("daily", D(2024, 3, 6)), ("daily", D(2024, 3, 5)), ("daily", D(2024, 3, 4)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "title", "kind"),
    [
        ("_posts/2019-12-30-2019-retrospect.md", "2019", "year"),
        ("logs/2024-03-04.md", "2024-03-04 Pointers", "daily"),
        ("AAR.md", "After-Action Report: the move", "aar"),
        ("AAR.md", "After-Action Reports", "note"),
    ],
)
def test_a_title_and_a_file_name_tell_the_kind_of_plain_prose(path: str, title: str, kind: str) -> None:
    """Where no section says it, the name of the year, the day or the action does."""
    entry = readings(f"# {title}\n\nA few words about it all.\n", path)[0].entry
    assert entry.kind == kind


def test_a_log_with_a_preface_takes_its_first_day() -> None:
    """Sections above the first day belong to the first entry and do not hide its date."""
    found = readings(
        "# Dev log\n\n## Stack\n- go\n\n## Team\n- two\n\n## Days\n\n### - 22.07.25\n- set up\n\n### - 22.07.26\n- tests\n",
        "log.md",
    )
    assert [each.entry.start for each in found] == [D(2022, 7, 25), D(2022, 7, 26)]
