"""Times, weekdays and zones as people type them."""

from __future__ import annotations

from datetime import time
from zoneinfo import ZoneInfo

import pytest

from bot.briefing.calendar import (
    NoZone,
    TypedError,
    Zone,
    find_zone,
    parse_time,
    parse_weekdays,
    zone_choices,
    zone_names,
)
from bot.briefing.calendar.cities import ABBREVIATIONS, CITIES, STARTERS
from bot.cards.limits import CHOICE_NAME, CHOICE_VALUE, CHOICES


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("08:00", "08:00"), ("8:00", "08:00"), ("8", "08:00"), ("8am", "08:00"), ("8 AM", "08:00"),
        ("8.30", "08:30"), ("8h30", "08:30"), ("8 h", "08:00"), ("0830", "08:30"), ("8:30 p.m.", "20:30"),
        ("12am", "00:00"), ("12pm", "12:00"), ("12:15 am", "00:15"), ("noon", "12:00"), ("midnight", "00:00"),
        ("0:00", "00:00"), ("23:59", "23:59"), ("8 o’clock", "08:00"), ("８：００", "08:00"), ("08:00:00", "08:00"),
    ],
)  # fmt: skip
def test_times_people_type(typed: str, expected: str) -> None:
    assert parse_time(typed) == time.fromisoformat(expected)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "is no time of day"), ("soon", "write it like 08:00"), ("25:00", "hours are 0 to 23"),
        ("8:75", "minutes 0 to 59"), ("24:00", "write 00:00"), ("13pm", "the hour is 1 to 12"),
        ("0am", "the hour is 1 to 12"), ("-1", "is no time of day"), ("8:5", "is no time of day"),
        ("08:00:30", "is no time of day"), ("x" * 5000, "…”"),
    ],
)  # fmt: skip
def test_times_that_are_none(typed: str, words: str) -> None:
    with pytest.raises(TypedError) as caught:
        parse_time(typed)
    assert words in str(caught.value)
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("mon-fri", {0, 1, 2, 3, 4}), ("Monday to Friday", {0, 1, 2, 3, 4}), ("weekdays", {0, 1, 2, 3, 4}),
        ("Mon, Wed, Fri", {0, 2, 4}), ("tue thu", {1, 3}), ("Tues & Thurs", {1, 3}), ("mondays", {0}),
        ("sat-mon", {5, 6, 0}), ("fri – sun", {4, 5, 6}), ("every day", set(range(7))), ("weekend and mon", {5, 6, 0}),
        ("wed.", {2}), ("mon-mon", {0}),
    ],
)  # fmt: skip
def test_weekdays_people_type(typed: str, expected: set[int]) -> None:
    assert parse_weekdays(typed) == expected


@pytest.mark.parametrize("typed", ["", "  ", "t", "s", "someday", "mon-", "mon-wed-fri", "1-5", "x" * 5000])
def test_weekdays_that_are_none(typed: str) -> None:
    with pytest.raises(TypedError, match="mon-fri"):
        parse_weekdays(typed)


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Asia/Tokyo", "Asia/Tokyo"), ("asia/tokyo", "Asia/Tokyo"), ("TOKYO", "Asia/Tokyo"),
        ("new york", "America/New_York"), ("America/New York", "America/New_York"), ("utc", "UTC"), ("Z", "UTC"),
        ("Beijing", "Asia/Shanghai"), ("Washington, DC", "America/New_York"), ("são paulo", "America/Sao_Paulo"),
        ("Istanbul", "Europe/Istanbul"), ("Etc/GMT-9", "Etc/GMT-9"), ("Japan", "Japan"),
    ],
)  # fmt: skip
def test_zones_people_type(typed: str, zone: str) -> None:
    found = find_zone(typed)
    assert found == Zone(zone) or (
        isinstance(found, NoZone) and typed == "Washington, DC" and zone in found.suggestions
    )


@pytest.mark.parametrize(
    ("typed", "suggestion", "words"),
    [
        ("tokio", "Asia/Tokyo", "Did you mean"), ("londn", "Europe/London", "Did you mean"),
        ("seoul, korea", "Asia/Seoul", "Did you mean"), ("EST", "America/New_York", "abbreviation"),
        ("cet", "Europe/Berlin", "abbreviation"), ("IST", "Asia/Jerusalem", "abbreviation"),
        ("UTC+9", "Asia/Tokyo", "offset"), ("-05:00", "UTC", "offset"), ("", "UTC", "Name a time zone"),
        ("Louisville", "America/Kentucky/Louisville", "several"),
    ],
)  # fmt: skip
def test_zones_that_ask(typed: str, suggestion: str, words: str) -> None:
    found = find_zone(typed)
    assert isinstance(found, NoZone)
    assert suggestion in found.suggestions
    assert words in found.text


def test_a_zone_that_is_none_says_what_to_write() -> None:
    found = find_zone("xyzzy")
    assert found == NoZone(
        "There is no time zone or city “xyzzy” in our list. Write it like Asia/Tokyo, or name a large city.",
        (),
    )


def test_every_iana_name_finds_itself_unless_it_is_an_abbreviation() -> None:
    asked = {name for name in zone_names() if find_zone(name) != Zone(name)}
    universal = {"GMT", "Zulu", "GMT+0", "GMT-0"}  # UTC under other names, and offsets, which ask
    assert {name for name in asked if name.casefold() not in ABBREVIATIONS} == universal
    assert len(zone_names()) > 400


def test_all_zones_that_we_name_exist() -> None:
    named = {*CITIES.values(), *STARTERS, *(zone for zones in ABBREVIATIONS.values() for zone in zones)}
    assert len(named) > 40
    for zone in named:
        assert ZoneInfo(zone).key == zone


@pytest.mark.parametrize(
    "typed", ["", "a", "to", "e", "america", "utc", "gm", "zz", "est", "x" * 200, "'; --"]
)
def test_choices_keep_to_discords_limits(typed: str) -> None:
    choices = zone_choices(typed)
    assert len(choices) <= CHOICES.most
    assert len({label for label, _ in choices}) == len(choices)
    for label, zone in choices:
        assert CHOICE_NAME.fits(label)
        assert CHOICE_VALUE.fits(zone)
        assert find_zone(zone) == Zone(zone)


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("", "UTC"), ("to", "Tokyo (Asia/Tokyo)"), ("beij", "Beijing (Asia/Shanghai)"), ("gmt", "UTC"),
        ("est", "New York (America/New_York)"), ("new y", "New York (America/New_York)"),
        ("europe/be", "Berlin (Europe/Berlin)"), ("tokio", "Tokyo (Asia/Tokyo)"),
        ("york", "New York (America/New_York)"),
    ],
)  # fmt: skip
def test_the_best_choice_comes_first(typed: str, label: str) -> None:
    assert zone_choices(typed)[0][0] == label
