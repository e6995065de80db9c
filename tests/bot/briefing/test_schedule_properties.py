"""Properties that hold for every zone, time and date; and the benchmark that looks at all transitions."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks import briefing_calendar
from bot.briefing.calendar import Schedule, Slot, due, next_delivery, slot, zone_names
from bot.briefing.calendar.typed import EVERY_DAY

DAY = timedelta(days=1)
zones = st.sampled_from(sorted(zone_names()))
times = st.builds(time, st.integers(0, 23), st.integers(0, 59))
dates = st.dates(date(2010, 1, 1), date(2037, 12, 1))
weekdays = st.frozensets(st.integers(0, 6), min_size=1)
schedules = st.builds(Schedule, times, zones, weekdays)


@given(st.builds(Schedule, times, zones, st.just(EVERY_DAY)), dates)
def test_dates_are_delivered_in_order_and_each_once(schedule: Schedule, first: date) -> None:
    found = [slot(schedule, first + DAY * step) for step in range(40)]
    instants = [one.instant for one in found if one]
    assert len(instants) >= 39
    assert all(earlier < later for earlier, later in pairwise(instants))


@given(schedules, dates)
def test_the_clock_shows_the_time_or_the_time_lies_in_a_gap(schedule: Schedule, day: date) -> None:
    found = slot(schedule, day)
    if found is None:
        return
    shown = found.instant.astimezone(schedule.tz).replace(tzinfo=None)
    wanted = datetime.combine(day, schedule.at)
    if shown != wanted:
        before = (found.instant - DAY).astimezone(schedule.tz).utcoffset()
        after = (found.instant + DAY).astimezone(schedule.tz).utcoffset()
        assert before is not None
        assert after is not None
        assert shown - wanted == after - before > timedelta()


@given(schedules, st.datetimes(datetime(2010, 1, 1), datetime(2037, 6, 1), timezones=st.just(UTC)))  # noqa: DTZ001 - hypothesis adds the zone
def test_the_next_delivery_is_the_first_that_comes_due(schedule: Schedule, now: datetime) -> None:
    upcoming = next_delivery(schedule, now)
    assert upcoming.instant > now
    assert due(schedule, since=now, now=upcoming.instant - timedelta(seconds=1)) == ()
    assert [one.slot for one in due(schedule, since=now, now=upcoming.instant)] == [upcoming]


@settings(max_examples=50)
@given(
    schedules,
    st.datetimes(datetime(2010, 1, 1), datetime(2037, 6, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - the same
    st.lists(st.integers(0, 60 * 24 * 20), max_size=8),
)
def test_however_the_ticks_fall_each_slot_is_told_once(
    schedule: Schedule, start: datetime, minutes: list[int]
) -> None:
    end = start + 20 * DAY
    ticks = [start, *(start + timedelta(minutes=minute) for minute in sorted(minutes)), end]
    told = [one.slot for since, now in pairwise(ticks) for one in due(schedule, since=since, now=now)]
    assert told == [one.slot for one in due(schedule, since=start, now=end)]
    assert len({one.date for one in told}) == len(told) >= 2


HARD = ("Pacific/Apia", "Australia/Lord_Howe", "America/Scoresbysund", "Africa/Casablanca")


def test_the_benchmark_finds_nothing_in_the_hardest_zones() -> None:
    table = briefing_calendar.measure(iter(HARD))
    assert table.met
    figures = {row.what: row.measured for row in table.rows}
    assert int(figures["slots looked at"]) > 10_000
    assert figures["local dates without length, so left out"] == "1"


def later_of_two(schedule: Schedule, day: date) -> Slot | None:
    return Slot(day, datetime.combine(day, schedule.at, schedule.tz).replace(fold=1).astimezone(UTC))


def a_fixed_day_long(schedule: Schedule, day: date) -> Slot | None:
    first = datetime.combine(date(2010, 1, 1), schedule.at, schedule.tz).astimezone(UTC)
    return Slot(day, first + (day - date(2010, 1, 1)))


def at_midnight_only(schedule: Schedule, day: date) -> Slot | None:
    return slot(Schedule(time(), schedule.zone, schedule.weekdays), day)


@pytest.mark.parametrize("broken", [later_of_two, a_fixed_day_long, at_midnight_only])
def test_the_benchmark_has_teeth(broken: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(briefing_calendar, "slot", broken)
    assert not briefing_calendar.measure(iter(["Pacific/Apia"])).met
