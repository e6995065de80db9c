"""Which local dates are due, and at which instant.

A slot's instant is its local date and time in its zone. Where the clock is put back and the time comes twice, it
is the first of the two. Where the clock is put forward over it, the offset before the gap counts, which moves the
time by the length of the gap (RFC 5545, section 3.3.5, form 3). A date that the zone left out altogether, such as
30 December 2011 in Pacific/Apia, has no slot. The key of a slot is its *scheduled* local date: it stays the same
when the gap moves the instant past midnight.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal, TypeAlias
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

Timeliness: TypeAlias = Literal["due", "delayed", "missed"]

MONDAY, SUNDAY = 0, 6
ON_TIME = timedelta(minutes=5)
"""Up to here a delivery is not called delayed: some ticks of the engine."""
CATCH_UP = timedelta(hours=4)
"""How late a briefing is still delivered, if its local day is not over."""
_DAY = timedelta(days=1)
_AHEAD = 22
"""Days to look ahead for the next slot: three weeks, in which a weekday may be left out by the zone, and a day."""


class ScheduleError(ValueError):
    """A schedule that cannot be kept; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a channel wants its briefing.

    Attributes:
        at: local time, hours and minutes.
        zone: IANA name of the time zone.
        weekdays: Monday is 0, Sunday 6.

    Raises:
        ScheduleError: no weekday, a number that is none, a time that is no plain local time, an unknown zone.
    """

    at: time
    zone: str
    weekdays: frozenset[int]

    def __post_init__(self) -> None:
        if not self.weekdays:
            raise ScheduleError("Choose at least one weekday.")
        if not all(MONDAY <= day <= SUNDAY for day in self.weekdays):
            raise ScheduleError("Weekdays run from 0 (Monday) to 6 (Sunday).")
        if self.at.tzinfo is not None or self.at.fold or self.at.second or self.at.microsecond:
            raise ScheduleError("The time is a plain local time of hours and minutes.")
        try:
            self.tz  # noqa: B018 - looking it up is the check
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ScheduleError(f"There is no time zone called {self.zone!r}.") from None

    @property
    def tz(self) -> ZoneInfo:
        """The time zone itself."""
        return ZoneInfo(self.zone)


@dataclass(frozen=True, slots=True)
class Slot:
    """One delivery: the scheduled local date, which is its key, and the instant in UTC."""

    date: date
    instant: datetime


@dataclass(frozen=True, slots=True)
class Due:
    """A slot whose instant has come.

    Attributes:
        timeliness: ``due`` is on time, ``delayed`` is late and still to be delivered, ``missed`` is too late.
        late: how long after its instant the question was asked.
        reason: why it was missed, as a sentence; empty otherwise.
    """

    slot: Slot
    timeliness: Timeliness
    late: timedelta
    reason: str = ""


def slot(schedule: Schedule, local_date: date) -> Slot | None:
    """The slot of a local date; None on other weekdays and on dates that the zone left out."""
    if local_date.weekday() not in schedule.weekdays or _left_out(local_date, schedule.tz):
        return None
    return Slot(local_date, _instant(local_date, schedule.at, schedule.tz))


def due(
    schedule: Schedule, *, since: datetime, now: datetime, catch_up: timedelta = CATCH_UP
) -> tuple[Due, ...]:
    """The slots whose instant lies after ``since`` and not after ``now``, oldest first.

    Args:
        schedule: what the channel wants.
        since: the instant from which on the schedule counts (made, changed or resumed), with a time zone.
        now: the present instant, with a time zone.
        catch_up: how late a slot is still delivered; never beyond the end of its local day.

    Raises:
        ValueError: an instant without a time zone.
    """
    _aware(since, now)
    passed = (one for one in _slots(schedule, since, now) if since < one.instant <= now)
    return tuple(_judged(schedule, one, now, catch_up) for one in passed)


def next_delivery(schedule: Schedule, now: datetime) -> Slot:
    """The first slot after an instant.

    Raises:
        ValueError: an instant without a time zone.
    """
    _aware(now)
    return next(one for one in _slots(schedule, now, now + _DAY * _AHEAD) if one.instant > now)


def _slots(schedule: Schedule, start: datetime, end: datetime) -> Iterator[Slot]:
    """The slots of the local dates from the day before ``start``, from which a gap may move one, to ``end``."""
    day = start.astimezone(schedule.tz).date() - _DAY
    last = end.astimezone(schedule.tz).date()
    while day <= last:
        one = slot(schedule, day)
        if one is not None:
            yield one
        day += _DAY


def _judged(schedule: Schedule, one: Slot, now: datetime, catch_up: timedelta) -> Due:
    late = now - one.instant
    if late <= ON_TIME:
        return Due(one, "due", late)
    if now.astimezone(schedule.tz).date() > one.instant.astimezone(schedule.tz).date():
        return Due(one, "missed", late, "Its local day was over before it could be delivered.")
    if late > catch_up:
        return Due(one, "missed", late, f"It was more than {_hours(catch_up)} late.")
    return Due(one, "delayed", late)


def _instant(day: date, at: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, at, zone).replace(fold=0).astimezone(UTC)


def _left_out(day: date, zone: ZoneInfo) -> bool:
    """Whether the date has no length in the zone: its midnight and the next are one instant."""
    return _instant(day, time(), zone) == _instant(day + _DAY, time(), zone)


def _hours(span: timedelta) -> str:
    hours, minutes = divmod(int(span.total_seconds()) // 60, 60)
    parts = [f"{hours} h"] if hours else []
    parts += [f"{minutes} min"] if minutes or not hours else []
    return " ".join(parts)


def _aware(*instants: datetime) -> None:
    if any(instant.utcoffset() is None for instant in instants):
        raise ValueError("an instant without a time zone says nothing")
