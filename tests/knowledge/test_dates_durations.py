"""A while after a date."""

from datetime import date

import pytest

from knowledge.dates import DateError, parse, plus_duration

FORM = "write years, months and days in this order, as in P5Y, P18M or P1Y6M10D"


@pytest.mark.parametrize(
    ("text", "duration", "expected"),
    [
        ("2021", "P5Y", "2026"),
        ("2021-02", "P5Y", "2026-02"),
        ("2011-02", "P5Y", "2016-02"),
        ("2021-02-03", "P5Y", "2026-02-03"),
        ("2021-01-01", "P5Y", "2026-01-01"),
        ("2020-02-29", "P1Y", "2021-02-28"),
        ("2020-02-29", "P4Y", "2024-02-29"),
        ("2021-01-31", "P1M", "2021-02-28"),
        ("2021-01-31", "P1M1D", "2021-03-01"),
        ("2021-11-30", "P1Y2M3D", "2023-02-02"),
        ("2021", "P18M", "[2022-07..2023-06]"),
        ("2021", "P10D", "[2021-01-11..2022-01-10]"),
        ("2021-02", "P10D", "[2021-02-11..2021-03-10]"),
        ("2020-22", "P5Y", "2025-22"),
        ("2020-22", "P3M", "2020-23"),
        ("2020-22", "P7M", "[2021-01..2021-03]"),
        ("2019-24", "P1Y", "2020-24"),
        ("201X", "P5Y", "[2015..2024]"),
        ("201X", "P10Y", "202X"),
        ("2017?", "P1Y", "2018?"),
        ("2017~", "P6M", "[2017-07~..2018-06~]"),
        ("[2021-02-02..2021-03-01]", "P5Y", "[2026-02-02..2026-03-01]"),
        ("[2021-01-01..2021-12-31]", "P5Y", "2026"),
        ("[2018-03-21..2024]", "P5Y", "[2023-03-21..2029]"),
        ("[2018..]", "P5Y", "[2023..]"),
        ("[..2024-12-31]", "P1D", "[..2025-01-01]"),
        ("[2018~..2020?]", "P1Y", "[2019~..2021?]"),
        ("[2018?..2018-12]", "P1Y", "[2019?..2019-12]"),
        ("2017", "P0D", "2017"),
        ("0001", "P10D", "[0001-01-11..0002-01-10]"),
        ("9998", "P1Y", "9999"),
    ],
)
def test_a_while_after_a_date_is_one_date_in_the_shifted_bounds(
    text: str, duration: str, expected: str
) -> None:
    assert plus_duration(parse(text), duration) == parse(expected)


@pytest.mark.parametrize(
    ("duration", "column"),
    [
        ("", 1),
        ("5Y", 1),
        ("p5y", 1),
        ("P", 2),
        ("P5", 2),
        ("P5W", 2),
        ("P1Y6", 4),
        ("P1M1Y", 4),
        ("PT1H", 2),
        ("-P1Y", 1),
    ],
)
def test_another_form_of_duration_is_refused(duration: str, column: int) -> None:
    with pytest.raises(DateError) as caught:
        plus_duration(parse("2017"), duration)
    assert str(caught.value) == f"{duration!r}, column {column}: this is not a duration in use; {FORM}."


@pytest.mark.parametrize("duration", ["P1D", "P1M", "P1Y", "P9999Y", "P99999M", "P9999999D"])
def test_nothing_lies_after_the_year_9999(duration: str) -> None:
    with pytest.raises(DateError, match=f"{duration} later is after the year 9999"):
        plus_duration(parse("9999-12"), duration)


def test_an_interval_does_not_say_what_to_count_from() -> None:
    with pytest.raises(DateError, match="whether to count from its start or its end"):
        plus_duration(parse("2013/2017"), "P5Y")


def test_the_latest_end_of_a_term_is_never_early() -> None:
    term = plus_duration(parse("[2019-02..2019-03-05]"), "P1Y")
    assert (term.lower, term.upper) == (date(2020, 2, 1), date(2020, 3, 5))
    assert plus_duration(parse("[2019-01..2019-02]"), "P1Y").upper == date(2020, 2, 29)
