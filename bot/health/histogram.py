"""Counts by size, for a metric."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence


class Histogram:
    """How many values were at most so great.

    Args:
        bounds: upper bounds, ascending; a last one without limit is added.

    Attributes:
        total: the sum of all values.
    """

    def __init__(self, bounds: Sequence[float]) -> None:
        self._bounds = tuple(bounds)
        self._counts = [0] * (len(self._bounds) + 1)
        self.total = 0.0

    def add(self, value: float) -> None:
        """Count a value."""
        self._counts[bisect_left(self._bounds, value)] += 1
        self.total += value

    def buckets(self) -> Iterator[tuple[str, float]]:
        """Each bound with how many values were not above it, as the metrics' text format has it."""
        running = 0
        for bound, count in zip(
            (*(str(float(one)) for one in self._bounds), "+Inf"), self._counts, strict=True
        ):
            running += count
            yield bound, running
