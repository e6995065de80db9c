"""Every form that is read, with its bounds; every text that is refused, with its sentence."""

import pickle
from dataclasses import FrozenInstanceError
from datetime import date

import pytest

from knowledge.dates import DateError, Edtf, Limit, Part, Precision, Span, parse

D = date
POINTS = [
    ("2017", D(2017, 1, 1), D(2017, 12, 31), Precision.YEAR),
    ("0001", D(1, 1, 1), D(1, 12, 31), Precision.YEAR),
    ("9999", D(9999, 1, 1), D(9999, 12, 31), Precision.YEAR),
    ("2017-12", D(2017, 12, 1), D(2017, 12, 31), Precision.MONTH),
    ("2019-02", D(2019, 2, 1), D(2019, 2, 28), Precision.MONTH),
    ("2020-02", D(2020, 2, 1), D(2020, 2, 29), Precision.MONTH),
    ("1900-02", D(1900, 2, 1), D(1900, 2, 28), Precision.MONTH),
    ("2000-02", D(2000, 2, 1), D(2000, 2, 29), Precision.MONTH),
    ("2018-03-21", D(2018, 3, 21), D(2018, 3, 21), Precision.DAY),
    ("2020-02-29", D(2020, 2, 29), D(2020, 2, 29), Precision.DAY),
    ("0001-01-01", D(1, 1, 1), D(1, 1, 1), Precision.DAY),
    ("9999-12-31", D(9999, 12, 31), D(9999, 12, 31), Precision.DAY),
    ("2020-21", D(2020, 3, 1), D(2020, 5, 31), Precision.SEASON),
    ("2020-22", D(2020, 6, 1), D(2020, 8, 31), Precision.SEASON),
    ("2020-23", D(2020, 9, 1), D(2020, 11, 30), Precision.SEASON),
    ("2020-24", D(2020, 12, 1), D(2021, 2, 28), Precision.SEASON),
    ("2019-24", D(2019, 12, 1), D(2020, 2, 29), Precision.SEASON),
    ("9999-24", D(9999, 12, 1), D(9999, 12, 31), Precision.SEASON),
    ("201X", D(2010, 1, 1), D(2019, 12, 31), Precision.DECADE),
    ("001X", D(10, 1, 1), D(19, 12, 31), Precision.DECADE),
    ("999X", D(9990, 1, 1), D(9999, 12, 31), Precision.DECADE),
]
SPANS = [
    ("2013-11/2017", Span.INTERVAL, D(2013, 11, 1), D(2017, 12, 31), Precision.YEAR),
    ("2013/..", Span.INTERVAL, D(2013, 1, 1), None, Precision.YEAR),
    ("2013-11/", Span.INTERVAL, D(2013, 11, 1), None, Precision.MONTH),
    ("../2017-12-05", Span.INTERVAL, None, D(2017, 12, 5), Precision.DAY),
    ("/201X", Span.INTERVAL, None, D(2019, 12, 31), Precision.DECADE),
    ("2017/2017", Span.INTERVAL, D(2017, 1, 1), D(2017, 12, 31), Precision.YEAR),
    ("2017/2017-03", Span.INTERVAL, D(2017, 1, 1), D(2017, 3, 31), Precision.YEAR),
    ("2017-05/2017", Span.INTERVAL, D(2017, 5, 1), D(2017, 12, 31), Precision.YEAR),
    ("2020-22/2020-24", Span.INTERVAL, D(2020, 6, 1), D(2021, 2, 28), Precision.SEASON),
    ("[2021-02-02..2021-03-01]", Span.ONE_OF, D(2021, 2, 2), D(2021, 3, 1), Precision.DAY),
    ("[2018-03-21..2024]", Span.ONE_OF, D(2018, 3, 21), D(2024, 12, 31), Precision.YEAR),
    ("[2018..]", Span.ONE_OF, D(2018, 1, 1), None, Precision.YEAR),
    ("[..2024-12]", Span.ONE_OF, None, D(2024, 12, 31), Precision.MONTH),
]
LASTED = "write 2013/2017 for something that lasted, [2013..2017] for one date in the range"
PLAIN = "write a date such as 2017, 2017-12 or 2017-12-05"
NUMBERS = "write 2017-12-05 for a day, 2017-12 for a month, 2020-22 for a summer"
MONTHS = "write 01 to 12, or 21 to 24 for spring, summer, autumn, winter"
INSIDE = "write the first and the last date with two dots between, as in [2018..2020]"
REFUSED = [
    ("", 1, "there is no date", PLAIN),
    ("17", 1, "the year has 2 digits", "write four digits, as in 2017"),
    ("02017", 1, "the year has 5 digits", "write four digits, as in 2017"),
    ("0000", 1, "the year 0000 is not in use", "write a year from 0001 to 9999"),
    ("0000-05", 1, "the year 0000 is not in use", "write a year from 0001 to 9999"),
    ("000X", 1, "the year 0000 is not in use", "write a year from 0001 to 9999"),
    ("-0044", 1, "years before 0001 are not in use", "write a year from 0001 to 9999"),
    ("Y12345", 1, "years of more than four digits are not in use", "write a year from 0001 to 9999"),
    ("20171205", 1, "the year has 8 digits", "write 2017-12-05"),
    ("201712", 1, "the year has 6 digits", "write 2017-12"),
    ("2017-5", 6, "the month has 1 digit", "write 2017-05"),
    ("2017-", 6, "the month has no digits", "write two, as in 2017-12-05"),
    ("2017-123", 6, "the month has 3 digits", "write two, as in 2017-12-05"),
    ("2017-12-5", 9, "the day has 1 digit", "write 2017-12-05"),
    ("2017-12-", 9, "the day has no digits", "write two, as in 2017-12-05"),
    ("2017-12-05-01", 11, "there is something after the day", "write 2017-12-05"),
    ("2017-2019", 6, "two years are joined with a hyphen", LASTED),
    ("2020-00", 6, "00 is not a month", MONTHS),
    ("2020-13", 6, "13 is not a month", MONTHS),
    ("2020-20", 6, "20 is not a month", MONTHS),
    ("2020-25", 6, "25 is a division of the year that is not in use", MONTHS),
    ("2020-41?", 6, "41 is a division of the year that is not in use", MONTHS),
    ("2020-42", 6, "42 is not a month", MONTHS),
    ("2020-22-01", 9, "a season has no days", "write 2020-22 for the season, or the month and day"),
    (
        "2021-02-29",
        9,
        "February 2021 has no day 29",
        "write 01 to 28, or 2021-02 where the day is not known",
    ),
    (
        "1900-02-29",
        9,
        "February 1900 has no day 29",
        "write 01 to 28, or 1900-02 where the day is not known",
    ),
    (
        "2020-04-31~",
        9,
        "April 2020 has no day 31",
        "write 01 to 30, or 2020-04 where the day is not known",
    ),
    (
        "2020-12-00",
        9,
        "December 2020 has no day 00",
        "write 01 to 31, or 2020-12 where the day is not known",
    ),
    ("?", 1, "there is a mark without a date", "write the date before it, as in 2017?"),
    ("~2017", 1, "the mark is not at the end", "write 2017~"),
    ("2004-06~-11", 8, "the mark is not at the end", "write 2004-06-11~"),
    ("2017?~", 5, "there is more than one mark", "write 2017% (? uncertain, ~ approximate, % both)"),
    ("2017??", 5, "there is more than one mark", "write 2017? (? uncertain, ~ approximate, % both)"),
    ("201x", 4, "an unspecified digit is a capital X", "write 201X for the 2010s"),
    (
        "20XX",
        3,
        "only the last digit of a year may be X",
        "write 201X for a decade, [2000..2099] for a century",
    ),
    (
        "2017-XX",
        6,
        "X stands only for the last digit of a year, with nothing after it",
        "write 2017 where the month is not known, 2017-12 where the day is not known",
    ),
    (" 2017", 1, "there is a space", "write the date without spaces"),
    ("2017\n", 5, "there is a space", "write the date without spaces"),
    (
        "2017–2019",
        5,
        "this dash is not a hyphen",
        "write a plain hyphen, as in 2017-12, or a slash, as in 2013/2017",
    ),
    ("２０１７", 1, "this is not a digit from 0 to 9", "write plain digits, as in 2017-12"),
    ("December 2017", 1, "dates are written in numbers", NUMBERS),
    ("2017-12-05T10:00", 11, "times of day are not in use", "write the day only, as in 2017-12-05"),
    ("2017+1", 5, "the character '+' has no place in a date", PLAIN),
    ("2017..2019", 5, "the dots have no place here", f"{LASTED}, 2013/.. for an open end"),
    ("..", 1, "the dots have no place here", f"{LASTED}, 2013/.. for an open end"),
    ("{2017,2018}", 1, "lists and sets of dates are not in use", LASTED),
    ("2017]", 5, "a bracket is closed that was not opened", "begin with [, as in [2018..2020]"),
    ("/", 1, "neither end has a date", "write at least one, as in 2013/.. or /2017"),
    ("../", 1, "neither end has a date", "write at least one, as in 2013/.. or /2017"),
    ("../..", 1, "neither end has a date", "write at least one, as in 2013/.. or /2017"),
    (
        "21/03/2018",
        6,
        "there is a second slash",
        "write one, as in 2013/2017; a day is written with hyphens, as in 2017-12-05",
    ),
    ("2013/17", 6, "the year has 2 digits", "write four digits, as in 2017"),
    ("13/2017", 1, "the year has 2 digits", "write four digits, as in 2017"),
    (
        "2017/open",
        6,
        "the word 'open' is not in use",
        "write .. for an open end and nothing for an unknown one",
    ),
    ("2019/2017", 6, "the end 2017 lies before the start 2019", "write 2017/2019"),
    ("2017-05/2017-03~", 9, "the end 2017-03~ lies before the start 2017-05", "write 2017-03~/2017-05"),
    ("[2019..2017-05]", 8, "the end 2017-05 lies before the start 2019", "write [2017-05..2019]"),
    ("[2017/2018]", 6, "'/' has no place inside brackets", INSIDE),
    ("[2017,2018]", 6, "',' has no place inside brackets", INSIDE),
    ("[2017..2018,2020]", 12, "',' has no place inside brackets", INSIDE),
    ("[", 2, "the bracket is not closed", "end with ], as in [2018..2020]"),
    ("[2017..2019", 12, "the bracket is not closed", "end with ], as in [2018..2020]"),
    (
        "[2017..2019]?",
        13,
        "there is something after the bracket",
        "end with ]; a mark (? ~ %) goes on a date inside, as in [2018~..2020]",
    ),
    (
        "[2017]",
        2,
        "there is no range inside the brackets",
        "write [2018..2020], or a single date without them",
    ),
    ("[..]", 2, "neither end has a date", "write at least one, as in [2018..] or [..2024]"),
    ("[2017..2017]", 2, "both ends are the same date", "write 2017"),
    (
        "[2017-02-30..2018]",
        10,
        "February 2017 has no day 30",
        "write 01 to 28, or 2017-02 where the day is not known",
    ),
    ("[2017...2018]", 8, "the dots have no place here", f"{LASTED}, 2013/.. for an open end"),
    ("[2017 ..2018]", 6, "there is a space", "write the date without spaces"),
]


@pytest.mark.parametrize(("text", "lower", "upper", "precision"), POINTS)
@pytest.mark.parametrize("mark", ["", "?", "~", "%"])
def test_a_point_has_the_bounds_of_its_unit(
    text: str, lower: date, upper: date, precision: Precision, mark: str
) -> None:
    edtf = parse(text + mark)
    assert (edtf.text, str(edtf), edtf.span) == (text + mark, text + mark, Span.POINT)
    assert (edtf.lower, edtf.upper, edtf.precision) == (lower, upper, precision)
    assert (edtf.uncertain, edtf.approximate) == (mark in {"?", "%"}, mark in {"~", "%"})
    assert edtf.start is edtf.end
    assert isinstance(edtf.start, Part)
    assert (edtf.start.text, edtf.start.mark) == (text + mark, mark)


@pytest.mark.parametrize(("text", "span", "lower", "upper", "precision"), SPANS)
def test_a_span_reaches_from_its_first_day_to_its_last(
    text: str, span: Span, lower: date | None, upper: date | None, precision: Precision
) -> None:
    edtf = parse(text)
    assert (edtf.text, edtf.span, edtf.lower, edtf.upper) == (text, span, lower, upper)
    assert edtf.precision is precision


def test_open_and_unknown_ends_are_told_apart() -> None:
    assert parse("2013/..").end is Limit.OPEN
    assert parse("2013/").end is Limit.UNKNOWN
    assert parse("../2013").start is Limit.OPEN
    assert parse("/2013").start is Limit.UNKNOWN
    assert parse("[2013..]").end is Limit.OPEN
    assert parse("[..2013]").start is Limit.OPEN


def test_a_mark_on_either_end_marks_the_span_and_that_end_only() -> None:
    edtf = parse("2013~/2017-12?")
    assert edtf.uncertain
    assert edtf.approximate
    assert isinstance(edtf.start, Part)
    assert isinstance(edtf.end, Part)
    assert (edtf.start.mark, edtf.end.mark) == ("~", "?")


def test_equal_texts_are_equal_and_hash_alike_and_nothing_can_be_changed() -> None:
    edtf = parse("2017-12")
    assert {edtf, parse("2017-12"), parse("2017-12~")} == {edtf, parse("2017-12~")}
    assert pickle.loads(pickle.dumps(edtf)) == edtf  # noqa: S301 - our own bytes
    with pytest.raises(FrozenInstanceError):
        edtf.text = "2018"  # type: ignore[misc] # the point of the test
    assert not hasattr(edtf, "__dict__")
    assert isinstance(edtf, Edtf)


@pytest.mark.parametrize(("text", "column", "problem", "remedy"), REFUSED)
def test_a_refusal_names_place_problem_and_remedy(text: str, column: int, problem: str, remedy: str) -> None:
    with pytest.raises(DateError) as caught:
        parse(text)
    error = caught.value
    assert (error.text, error.column, error.problem, error.remedy) == (text, column, problem, remedy)
    assert str(error) == f"{text!r}, column {column}: {problem}; {remedy}."


def test_a_refusal_is_a_value_error_and_survives_pickling() -> None:
    with pytest.raises(ValueError, match="column 6") as caught:
        parse("2020-13")
    again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - our own bytes
    assert isinstance(again, DateError)
    assert str(again) == str(caught.value)
    assert again.column == 6


def test_a_very_long_text_is_quoted_in_part_only() -> None:
    with pytest.raises(DateError) as caught:
        parse("2017" * 1000)
    assert len(str(caught.value)) < 150
