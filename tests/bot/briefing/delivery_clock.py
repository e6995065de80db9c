"""Clocks for the tests of delivery: the true time, and a wall clock that may be set wrong."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

START = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)  # a Monday


class Clock:
    """The true time, moved by hand; ``wrong`` is by how much our wall clock is off."""

    def __init__(self, start: datetime = START) -> None:
        self.true = start
        self.wrong = timedelta(0)

    def now(self) -> datetime:
        return self.true + self.wrong

    def steady(self) -> float:
        return self.true.timestamp()

    def advance(self, seconds: float) -> None:
        self.true += timedelta(seconds=seconds)
