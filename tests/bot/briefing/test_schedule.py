"""When a briefing is due: gaps, folds, left-out dates, lateness."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.briefing.calendar import Due, Schedule, ScheduleError, due, next_delivery, slot
from bot.briefing.calendar.typed import EVERY_DAY, WORKING_DAYS


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def daily(at: str, zone: str) -> Schedule:
    return Schedule(time.fromisoformat(at), zone, EVERY_DAY)


@pytest.mark.parametrize(
    ("at", "zone", "day", "instant"),
    [
        ("08:00", "Asia/Tokyo", "2026-11-23", "2026-11-22T23:00"),
        ("08:00", "Europe/Berlin", "2026-03-28", "2026-03-28T07:00"),
        ("08:00", "Europe/Berlin", "2026-03-29", "2026-03-29T06:00"),
        # In the gap of 02:00 to 03:00 the offset before it counts: 02:30 becomes 03:30.
        ("02:30", "Europe/Berlin", "2026-03-29", "2026-03-29T01:30"),
        # Twice on the clock: the first of the two, still in summer time.
        ("02:30", "Europe/Berlin", "2026-10-25", "2026-10-25T00:30"),
        # Half an hour of summer time.
        ("02:15", "Australia/Lord_Howe", "2026-10-04", "2026-10-03T15:45"),
        # Midnight itself lies in the gap.
        ("00:00", "America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00"),
        # The gap of 23:00 to 24:00 moves it past midnight; its date stays its date.
        ("23:30", "America/Scoresbysund", "2026-03-28", "2026-03-29T01:30"),
    ],
)
def test_the_instant_of_a_slot(at: str, zone: str, day: str, instant: str) -> None:
    found = slot(daily(at, zone), date.fromisoformat(day))
    assert found is not None
    assert (found.date.isoformat(), found.instant) == (day, utc(instant))


@pytest.mark.parametrize(
    ("zone", "left_out"),
    [("Pacific/Apia", "2011-12-30"), ("Pacific/Kwajalein", "1993-08-21"), ("Pacific/Fakaofo", "2011-12-30")],
)
def test_a_date_that_the_zone_left_out_has_no_slot(zone: str, left_out: str) -> None:
    day = date.fromisoformat(left_out)
    for hour in range(24):
        schedule = Schedule(time(hour), zone, EVERY_DAY)
        assert slot(schedule, day) is None
        before, after = slot(schedule, day - timedelta(days=1)), slot(schedule, day + timedelta(days=1))
        assert before
        assert after
        assert after.instant - before.instant == timedelta(days=1)


def test_only_on_the_chosen_weekdays() -> None:
    schedule = Schedule(time(8), "UTC", WORKING_DAYS)
    days = [date(2026, 11, 16) + timedelta(days=step) for step in range(14)]
    assert [day.strftime("%a") for day in days if slot(schedule, day)] == [
        "Mon",
        "Tue",
        "Wed",
        "Thu",
        "Fri",
    ] * 2


def test_next_delivery_skips_the_weekend_and_is_strictly_later() -> None:
    schedule = Schedule(time(8), "Asia/Seoul", WORKING_DAYS)
    friday = utc("2026-11-19T23:00")
    assert next_delivery(schedule, friday - timedelta(seconds=1)).instant == friday
    assert next_delivery(schedule, friday).date == date(2026, 11, 23)


def test_next_delivery_when_the_one_weekday_is_the_one_left_out() -> None:
    fridays = Schedule(time(8), "Pacific/Apia", frozenset({4}))
    assert next_delivery(fridays, utc("2011-12-24T12:00")).date == date(2012, 1, 6)


def timeliness(found: tuple[Due, ...]) -> list[tuple[str, str]]:
    return [(one.slot.date.isoformat(), one.timeliness) for one in found]


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-11-23T07:59:59", []),
        ("2026-11-23T08:00", ["due"]),
        ("2026-11-23T08:05", ["due"]),
        ("2026-11-23T08:06", ["delayed"]),
        ("2026-11-23T12:00", ["delayed"]),
        ("2026-11-23T12:01", ["missed"]),
    ],
)
def test_late_on_the_same_day(now: str, expected: list[str]) -> None:
    found = due(daily("08:00", "UTC"), since=utc("2026-11-22T20:00"), now=utc(now))
    assert [one.timeliness for one in found] == expected


def test_a_local_day_that_is_over_is_not_caught_up() -> None:
    late = daily("23:00", "Asia/Tokyo")
    since = utc("2026-11-22T15:00")
    assert timeliness(due(late, since=since, now=utc("2026-11-23T14:59"))) == [("2026-11-23", "delayed")]
    missed = due(late, since=since, now=utc("2026-11-23T15:10"))
    assert timeliness(missed) == [("2026-11-23", "missed")]
    assert missed[0].reason == "Its local day was over before it could be delivered."


def test_a_slot_on_time_counts_even_across_midnight() -> None:
    found = due(daily("23:59", "UTC"), since=utc("2026-11-23T12:00"), now=utc("2026-11-24T00:00:20"))
    assert timeliness(found) == [("2026-11-23", "due")]


def test_a_slot_that_a_gap_moved_past_midnight_has_the_day_that_it_moved_to() -> None:
    schedule = daily("23:30", "America/Scoresbysund")
    found = due(schedule, since=utc("2026-03-29T01:00"), now=utc("2026-03-29T02:00"))
    assert timeliness(found) == [("2026-03-28", "delayed")]


def test_what_was_missed_for_days_is_named_day_by_day_with_its_reason() -> None:
    found = due(
        Schedule(time(8), "UTC", WORKING_DAYS), since=utc("2026-11-19T09:00"), now=utc("2026-11-24T09:00")
    )
    assert timeliness(found) == [
        ("2026-11-20", "missed"),
        ("2026-11-23", "missed"),
        ("2026-11-24", "delayed"),
    ]
    assert all(bool(one.reason) == (one.timeliness == "missed") for one in found)
    assert found[-1].late == timedelta(hours=1)


def test_the_limit_of_catching_up_is_named() -> None:
    found = due(
        daily("08:00", "UTC"),
        since=utc("2026-11-23T00:00"),
        now=utc("2026-11-23T10:00"),
        catch_up=timedelta(minutes=90),
    )
    assert found[0].reason == "It was more than 1 h 30 min late."


@pytest.mark.parametrize(
    ("at", "zone", "weekdays", "sentence"),
    [
        (time(8), "UTC", frozenset(), "Choose at least one weekday."),
        (time(8), "UTC", frozenset({7}), "Weekdays run from 0 (Monday) to 6 (Sunday)."),
        (time(8, 0, 30), "UTC", EVERY_DAY, "The time is a plain local time of hours and minutes."),
        (time(8, tzinfo=UTC), "UTC", EVERY_DAY, "The time is a plain local time of hours and minutes."),
        (time(8), "Mars/Olympus", EVERY_DAY, "There is no time zone called 'Mars/Olympus'."),
        (time(8), "../etc/passwd", EVERY_DAY, "There is no time zone called '../etc/passwd'."),
        (time(8), "", EVERY_DAY, "There is no time zone called ''."),
        (time(8), "Europe", EVERY_DAY, "There is no time zone called 'Europe'."),
    ],
)
def test_a_schedule_that_cannot_be_kept(at: time, zone: str, weekdays: frozenset[int], sentence: str) -> None:
    with pytest.raises(ScheduleError) as caught:
        Schedule(at, zone, weekdays)
    assert str(caught.value) == sentence


def test_an_instant_without_a_zone_is_refused() -> None:
    naive = datetime(2026, 11, 23)  # noqa: DTZ001 - that is the mistake
    with pytest.raises(ValueError, match="without a time zone"):
        next_delivery(daily("08:00", "UTC"), naive)
    with pytest.raises(ValueError, match="without a time zone"):
        due(daily("08:00", "UTC"), since=naive, now=utc("2026-11-23T08:00"))
