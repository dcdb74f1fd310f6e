"""`docs/reliability.md` names tests that are there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")


def test_every_test_that_the_page_names_exists() -> None:
    """A renamed test takes its line in the table with it."""
    named = re.findall(r"`(tests/\w+/\w+\.py)::(\w+)`", PAGE)
    assert len(named) > 40
    for file, name in named:
        text = (ROOT / file).read_text(encoding="utf-8")
        assert re.search(rf"^(async )?def {name}\(", text, re.MULTILINE), f"{file}::{name}"


def test_the_page_has_all_25_rows_and_the_promises_of_the_guide() -> None:
    """In the same words in both places."""
    rows = re.findall(r"^\| (\d+) \|.*\|$", PAGE, re.MULTILINE)
    assert [int(row) for row in rows] == list(range(1, 26))
    guide = (ROOT / "docs" / "guide.md").read_text(encoding="utf-8")
    promises = PAGE.partition("\n1. ")[2].partition("\n\n")[0]
    assert promises.count("\n") > 5
    assert promises in guide
    assert "@" not in PAGE
