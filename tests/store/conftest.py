"""A notebook in a temporary folder, a clock that the test moves, and small entries."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from retrotui.model.entry import Entry, Item, Section
from retrotui.store.notebook import Notebook
from retrotui.store.storage import NotebookStorage

SOAK = bool(os.environ.get("RETROTUI_SOAK"))
"""Set by `make soak`: the long forms of the loops."""


class Clock:
    """A clock that goes on by a second at each look, and further when told."""

    def __init__(self) -> None:
        self.now = dt.datetime(2026, 11, 20, 9, 0, tzinfo=dt.UTC)

    def __call__(self) -> dt.datetime:
        self.now += dt.timedelta(seconds=1)
        return self.now

    def forward(self, **delta: float) -> None:
        self.now += dt.timedelta(**delta)


@pytest.fixture(autouse=True)
def _let_go(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Close what a test left open: a process may have few files open at once, and the tests share one."""
    opened: list[NotebookStorage] = []
    make = NotebookStorage.__init__

    def made(self: NotebookStorage, *args: Any, **options: Any) -> None:
        opened.append(self)
        make(self, *args, **options)

    monkeypatch.setattr(NotebookStorage, "__init__", made)
    yield
    for storage in opened:
        storage.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "notebook.json"


@pytest.fixture
def opened(path: Path, tmp_path: Path, clock: Clock) -> Callable[..., Notebook]:
    """Opens the test's notebook as one more process would."""

    def open_notebook(**options: float) -> Notebook:
        return Notebook.open(path, state_dir=tmp_path / "state", clock=clock, **options)

    return open_notebook


@pytest.fixture
def notebook(opened: Callable[..., Notebook]) -> Notebook:
    return opened()


def entry(number: int = 1, *texts: str) -> Entry:
    """A daily log with the texts as items; its uid is the number in hexadecimal."""
    day = dt.date(2026, 1, 1) + dt.timedelta(days=number)
    items = tuple(Item(f"{number:08x}{n:08x}", f"D{n}", text) for n, text in enumerate(texts, 1))
    return Entry(
        uid=f"{number:016x}",
        key=f"daily/{day}",
        kind="daily",
        title=str(day),
        start=day,
        end=day,
        sections=(Section(f"{number:07x}a{0:08x}", "did", "Did", 2, items),),
    )


def texts(entry: Entry) -> list[str]:
    """The texts of all items."""
    return [item.text for item in entry.items()]
