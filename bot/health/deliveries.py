"""What became of the briefings, for the metrics."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from bot.health.histogram import Histogram

BOUNDS = (1.0, 5.0, 15.0, 30.0, 60.0, 300.0, 900.0, 3600.0, 14400.0)
"""Seconds after the scheduled time."""


class Deliveries:
    """Counts deliveries since the process began; the ledger itself is what lasts.

    Args:
        steady: seconds of a clock that nobody sets.

    Attributes:
        states: how many lines were settled as what.
        attempts: how many requests had which outcome.
        lateness: of those that were sent.
        late: how many were marked as delayed.
        reconciled: how many turned out to have been posted before.
        failed_ticks: how many looks at what is due ended in an error.
        clock_wrong: why nothing is delivered, when our clock is too far off.
    """

    def __init__(self, steady: Callable[[], float]) -> None:
        self._steady = steady
        self.states: Counter[str] = Counter()
        self.attempts: Counter[str] = Counter()
        self.lateness = Histogram(BOUNDS)
        self.late = self.reconciled = self.failed_ticks = 0
        self.clock_wrong: str | None = None
        self._ticked_at: float | None = None

    def settled(self, state: str, seconds: float, *, late: bool, found: bool) -> None:
        """A line was settled."""
        self.states[state] += 1
        if state == "sent":
            self.lateness.add(max(0.0, seconds))
            self.late += late
            self.reconciled += found

    def ticked(self, *, well: bool) -> None:
        """The engine looked at what is due."""
        if well:
            self._ticked_at = self._steady()
        else:
            self.failed_ticks += 1

    def tick_age(self) -> float | None:
        """Seconds since the engine last looked without an error; None before the first time."""
        return None if self._ticked_at is None else self._steady() - self._ticked_at
