"""Figures as they are taken, and for how long one goes on taking them."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator

import msgspec


class Samples:
    """Figures by name; what counts of each is its median."""

    def __init__(self) -> None:
        self._values: dict[str, list[float]] = {}
        self.notes: list[str] = []
        """What could not be measured, and why."""

    def add(self, name: str, value: float | None) -> None:
        """One more figure, unless this system has none."""
        if value is not None:
            self._values.setdefault(name, []).append(value)

    def median(self, name: str) -> float | None:
        """The median, None when nothing was measured."""
        values = self._values.get(name)
        return statistics.median(values) if values else None

    def all(self) -> dict[str, list[float]]:
        """Every figure, by name, in the order in which it was taken."""
        return self._values


class Effort(msgspec.Struct, frozen=True):
    """How long a group of measurements may take."""

    seconds: float
    most: int
    """Rounds after which more would tell nothing new."""
    least: int = 2
    """Rounds that are made whatever the time."""

    def rounds(self) -> Iterator[int]:
        """Numbers of rounds, until the time is used up; a round in which one would run over is not begun."""
        start = time.perf_counter()
        for number in range(self.most):
            used = time.perf_counter() - start
            if number >= self.least and used + used / number > self.seconds:
                return
            yield number
