"""What a command costs does not grow with what it has nothing to do with: only the entries in question are decoded."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from retrotui.journal import Journal
from tests.cli.conftest import NOW
from tests.store.conftest import entry

COUNT = 300
DAY = dt.date(2026, 3, 1)


@pytest.fixture
def reopened(tmp_path: Path) -> Callable[[], Journal]:
    """Opens a notebook of many days as a new process does."""

    def opens() -> Journal:
        return Journal.open(tmp_path / "n.json", state_dir=tmp_path / "s", clock=lambda: NOW)

    with opens().notebook.transaction("fill") as transaction:
        for number in range(COUNT):
            transaction.put(entry(number, f"text {number}"))
    return opens


@pytest.mark.parametrize(
    ("command", "most"),
    [
        (lambda journal: journal.find("2026-03-01"), 1),
        (lambda journal: journal.covering("daily", DAY), 1),
        (lambda journal: journal.entries("daily", since=DAY, until=DAY), 1),
        (lambda journal: journal.language("daily"), 0),
        (lambda journal: journal.log("did", "x", DAY), 1),
        (lambda journal: journal.log("did", "x", dt.date(2030, 1, 1)), 0),
        (lambda journal: journal.write("kpt", DAY, "keep", "x"), 0),
        (lambda journal: journal.put_all("import", [entry(900, "x"), entry(901, "y")]), 0),
    ],
    ids=["find", "covering", "a day's list", "language", "log", "log on a new day", "a new week", "import"],
)
def test_only_what_is_looked_for_is_decoded(
    reopened: Callable[[], Journal], decoded: list[int], command: Callable[[Journal], object], most: int
) -> None:
    journal = reopened()
    command(journal)
    assert len(decoded) <= most
    journal.close()


def test_keys_given_in_one_step_do_not_collide(reopened: Callable[[], Journal]) -> None:
    """Neither with those of the notebook, nor with each other, nor with those that the step itself gave away."""
    journal = reopened()
    taken = journal.find("2026-03-01")
    fresh = [replace(taken, uid=f"{number:016x}", key="") for number in range(5000, 5003)]
    keys = [stored.key for stored in journal.put_all("import", [replace(taken, title="again"), *fresh])]
    assert keys == ["daily/2026-03-01", "daily/2026-03-01-2", "daily/2026-03-01-3", "daily/2026-03-01-4"]
    assert journal.notebook.check() == []
    journal.close()
