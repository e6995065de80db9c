"""When a briefing is due. Pure: nothing here reads a clock."""

from bot.briefing.calendar.schedule import (
    CATCH_UP,
    ON_TIME,
    Due,
    Schedule,
    ScheduleError,
    Slot,
    due,
    next_delivery,
    slot,
)
from bot.briefing.calendar.typed import TypedError, parse_time, parse_weekdays
from bot.briefing.calendar.zones import NoZone, Zone, find_zone, zone_choices, zone_names

__all__ = [
    "CATCH_UP",
    "ON_TIME",
    "Due",
    "NoZone",
    "Schedule",
    "ScheduleError",
    "Slot",
    "TypedError",
    "Zone",
    "due",
    "find_zone",
    "next_delivery",
    "parse_time",
    "parse_weekdays",
    "slot",
    "zone_choices",
    "zone_names",
]
