"""Every time zone × every transition of 2010 to 2037 × every quarter of an hour: is each local date delivered once?

Run with ``python -m benchmarks.briefing_calendar``; exits with 1 when a rule is broken. What is expected is worked
out from the offsets alone (which instants show this local time?), not from Python's ``fold``.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from benchmarks.report import Row, Table
from bot.briefing.calendar import Schedule, due, slot, zone_names

FIRST, LAST = datetime(2010, 1, 1, tzinfo=UTC), datetime(2038, 1, 1, tzinfo=UTC)
SCAN = timedelta(hours=12)
"""Step in which transitions are looked for: none of the database lie nearer to each other."""
QUARTERS = tuple(time(minute // 60, minute % 60) for minute in range(0, 24 * 60, 15))
EVERY_DAY = frozenset(range(7))
DAY = timedelta(days=1)
AROUND = 2
"""Local dates looked at before and after a transition."""
ZERO = timedelta()


@dataclass(slots=True)
class Counts:
    """What was looked at, and what was wrong."""

    zones: int = 0
    transitions: int = 0
    slots: int = 0
    shifted: int = 0
    twice: int = 0
    left_out: int = 0
    violations: list[str] = field(default_factory=list)


def measure(zones: Iterator[str] | None = None) -> Table:
    """Look at all of them and give the figures."""
    counts = Counts()
    for name in zones if zones is not None else iter(sorted(zone_names())):
        counts.zones += 1
        for instant in transitions(ZoneInfo(name)):
            counts.transitions += 1
            _look(name, instant, counts)
    for line in counts.violations[:20]:
        print(line, file=sys.stderr)
    return Table(
        "Calendar of the briefing",
        f"{counts.zones} zones, {counts.transitions} transitions, the local dates around each, {len(QUARTERS)} times",
        (
            Row("slots looked at", str(counts.slots)),
            Row("in a gap, so moved by it", str(counts.shifted)),
            Row("shown twice by the clock, so the first", str(counts.twice)),
            Row("local dates without length, so left out", str(counts.left_out)),
            Row(
                "violations", str(len(counts.violations)), "0", met=not counts.violations and counts.slots > 0
            ),
        ),
    )


def transitions(zone: ZoneInfo) -> Iterator[datetime]:
    """The first instants of each new offset, to the minute."""
    at, before = FIRST, _offset(zone, FIRST)
    while at < LAST:
        after = _offset(zone, at + SCAN)
        if after != before:
            low, high = at, at + SCAN
            while high - low > timedelta(minutes=1):
                middle = (low + (high - low) / 2).replace(second=0, microsecond=0)
                low, high = (middle, high) if _offset(zone, middle) == before else (low, middle)
            yield high
        at, before = at + SCAN, after


def _look(name: str, instant: datetime, counts: Counts) -> None:
    zone = ZoneInfo(name)
    offsets = (_offset(zone, instant - timedelta(minutes=1)), _offset(zone, instant))
    middle = (instant + min(offsets)).date()
    days = [middle + DAY * step for step in range(-AROUND, AROUND + 2)]
    there = _shown_dates(zone, instant)
    counts.left_out += len(set(days) - there)
    for at in QUARTERS:
        schedule = Schedule(at, name, EVERY_DAY)
        expected = {
            day: _expected(zone, datetime.combine(day, at), offsets, counts) for day in days if day in there
        }
        found = {day: one.instant for day in days if (one := slot(schedule, day)) is not None}
        counts.slots += len(found)
        if found != expected:
            counts.violations.append(f"{name} {instant} {at}: {found} is not {expected}")
        ordered = list(found.values())
        if any(later <= earlier for earlier, later in pairwise(ordered)):
            counts.violations.append(f"{name} {instant} {at}: not in order")
        _ticked(schedule, found, counts)


def _ticked(schedule: Schedule, found: dict[date, datetime], counts: Counts) -> None:
    """Whoever asks at both ends of a span, cut anywhere, is told of each slot once."""
    instants = list(found.values())
    start, cut, end = instants[0] - DAY / 2, instants[len(instants) // 2], instants[-1]
    told = [
        one.slot.date
        for since, now in ((start, cut), (cut, end))
        for one in due(schedule, since=since, now=now)
    ]
    if sorted(told) != [day for day in sorted(set(told) | set(found)) if day in told] or not set(
        found
    ) <= set(told):
        counts.violations.append(f"{schedule}: told {told} of {list(found)}")


def _expected(
    zone: ZoneInfo, wall: datetime, offsets: tuple[timedelta, timedelta], counts: Counts
) -> datetime:
    """The first instant that shows this local time; if none does, as if the offset before still held."""
    shown = {
        instant
        for offset in offsets
        if (instant := (wall - offset).replace(tzinfo=UTC)).astimezone(zone).replace(tzinfo=None) == wall
    }
    if not shown:
        counts.shifted += 1
        return (wall - offsets[0]).replace(tzinfo=UTC)
    counts.twice += len(shown) > 1
    return min(shown)


def _shown_dates(zone: ZoneInfo, instant: datetime) -> set[date]:
    """The local dates that any instant near the transition shows."""
    steps = (instant + timedelta(minutes=15) * step for step in range(-96 * 4, 96 * 4))
    return {moment.astimezone(zone).date() for moment in steps}


def _offset(zone: ZoneInfo, instant: datetime) -> timedelta:
    return instant.astimezone(zone).utcoffset() or ZERO


if __name__ == "__main__":
    table = measure()
    print(table.text())
    sys.exit(0 if table.met else 1)
