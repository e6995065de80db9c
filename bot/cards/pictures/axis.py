"""A time axis: where a day stands on it, which years it names, and where it leaves out empty years."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

LABEL_GAP = 92
"""Pixels from one year's label to the next, at least."""
LINE_GAP = 13
"""Pixels from one grid line to the next, at least."""
LABEL_ROOM = 70
"""Pixels that a year's name takes, with the room around it."""
BREAK = 72
"""Pixels that stand for years that are left out."""
LONG = 7
"""From how many empty years on they may be left out."""
CROWDED = 24
"""With fewer years than this nothing is left out: there is room for all."""
_STEPS = (1, 2, 3, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Whole years drawn to one scale: from 1 January of ``first`` to 31 December of ``last``."""

    first: int
    last: int
    left: float
    right: float

    def x(self, ordinal: float) -> float:
        """Where a day (proleptic ordinal) stands; days outside stand at the nearer edge."""
        start, end = _new_year(self.first), _new_year(self.last + 1)
        share = (ordinal - start) / (end - start)
        return self.left + (self.right - self.left) * min(max(share, 0.0), 1.0)


@dataclass(frozen=True, slots=True)
class Axis:
    """Stretches of years from left to right; between two of them empty years are left out."""

    stretches: tuple[Stretch, ...]

    def x(self, ordinal: float) -> float:
        """Where a day stands."""
        for stretch in self.stretches:
            if ordinal <= _new_year(stretch.last + 1):
                return stretch.x(ordinal)
        return self.stretches[-1].right

    def breaks(self) -> Iterator[tuple[float, float]]:
        """Left and right edge of each place where years are left out."""
        for before, after in zip(self.stretches, self.stretches[1:], strict=False):
            yield before.right, after.left

    def lines(self) -> Iterator[tuple[float, str | None]]:
        """Each grid line, at the beginning of a year, with the year where it is named.

        The first year of a stretch is always named; another one gives way where two names would meet.
        """
        starts = [stretch.left for stretch in self.stretches]
        for x, name in self._all_lines():
            crowded = any(x != start and abs(x - start) < LABEL_ROOM for start in starts)
            yield x, None if crowded else name

    def _all_lines(self) -> Iterator[tuple[float, str | None]]:
        for stretch in self.stretches:
            years = stretch.last + 1 - stretch.first
            pixels = (stretch.right - stretch.left) / years
            named = _step(pixels, LABEL_GAP)
            drawn = _step(pixels, LINE_GAP)
            # Round years where some are left unnamed; every other one is counted from the first.
            start = stretch.first if named < 5 else 0  # noqa: PLR2004 - 5 is the least that looks round
            for year in range(stretch.first, stretch.last + 2):
                name = str(year) if (year - start) % named == 0 or year == stretch.first else None
                if name or year % drawn == 0:
                    yield stretch.x(_new_year(year)), name


def axis(spans: Sequence[tuple[date | None, date | None]], left: float, right: float) -> Axis | None:
    """An axis that holds all spans; None when none of them has a bound.

    A long stretch of years in which no span lies is left out, so that one early date does not press all others
    together; the axis says where.
    """
    bounds = [(lower or upper, upper or lower) for lower, upper in spans]
    years = sorted((low.year, high.year) for low, high in bounds if low is not None and high is not None)
    if not years:
        return None
    parts: list[list[int]] = []
    for first, last in years:
        if parts and first <= parts[-1][1] + 1:
            parts[-1][1] = max(parts[-1][1], last)
        else:
            parts.append([first, last])
    whole = parts[-1][1] - parts[0][0] + 1
    kept = [parts[0]]
    for part in parts[1:]:
        empty = part[0] - kept[-1][1] - 1
        if whole > CROWDED and empty >= LONG and empty * 3 > whole:
            kept.append(part)
        else:
            kept[-1][1] = part[1]
    count = sum(last - first + 1 for first, last in kept)
    pixels = (right - left - BREAK * (len(kept) - 1)) / count
    stretches, at = [], left
    for first, last in kept:
        end = at + (last - first + 1) * pixels
        stretches.append(Stretch(first, last, at, end))
        at = end + BREAK
    return Axis(tuple(stretches))


def _step(pixels: float, least: float) -> int:
    return next((step for step in _STEPS if step * pixels >= least), _STEPS[-1])


def _new_year(year: int) -> int:
    return date(year, 1, 1).toordinal() if year <= date.max.year else date.max.toordinal() + 1
