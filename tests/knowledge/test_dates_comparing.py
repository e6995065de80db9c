"""Order, overlap, exactness and anniversaries."""

from datetime import date

import pytest

from knowledge.dates import latest, more_exact_than, overlaps, parse, same_month_years_ago, sort_key, within


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("2017", "2017-12-31", True),
        ("2017", "2018-01-01", False),
        ("2017-12-31", "2017-12-31/2018", True),
        ("2020-24", "2021-02-28", True),
        ("2020-24", "2021-03-01", False),
        ("201X", "2019-12", True),
        ("2013/..", "2999", True),
        ("2013/", "2012-12-31", False),
        ("../2017", "0001", True),
        ("/2017", "2018", False),
        ("[2018..]", "[..2018-01-01]", True),
        ("[2018..]", "[..2017]", False),
        ("2013/..", "../2012", False),
        ("../2012", "[..0001-01-01]", True),
    ],
)
def test_overlap_is_inclusive_and_an_absent_bound_is_no_bound(a: str, b: str, expected: bool) -> None:
    assert overlaps(parse(a), parse(b)) is expected
    assert overlaps(parse(b), parse(a)) is expected


def test_order_is_by_earliest_then_latest_day_with_absent_bounds_outermost() -> None:
    ordered = [
        "[..0001]",
        "../2012",
        "/2024",
        "201X",
        "2013-11",
        "2013-11/2017",
        "2013-11/..",
        "2017-12-05",
        "2017-12-06",
        "[2018..]",
    ]
    shuffled = [*ordered[6:], *ordered[:3], *ordered[3:6]]
    assert sorted(shuffled, key=lambda text: sort_key(parse(text))) == ordered


@pytest.mark.parametrize(
    ("inner", "outer", "inside", "more_exact"),
    [
        ("2017-12", "2017", True, True),
        ("2017", "2017", True, False),
        ("2017~", "2017", True, False),
        ("2017", "2017-12", False, False),
        ("2020-24", "2020", False, False),
        ("2018", "[2018..]", True, True),
        ("[2018..]", "2018", False, False),
        ("[..2018]", "2018", False, False),
        ("2018", "../2018", True, True),
        ("2013/", "2013/..", True, False),
        ("2013/..", "[2013..2014]", False, False),
        ("2014", "2013/2013-06", False, False),
    ],
)
def test_within_and_more_exact(inner: str, outer: str, inside: bool, more_exact: bool) -> None:
    assert within(parse(inner), parse(outer)) is inside
    assert more_exact_than(parse(inner), parse(outer)) is more_exact


def test_the_latest_possible_day() -> None:
    assert latest(parse("2020-22")) == date(2020, 8, 31)
    assert latest(parse("[2021-02-02..2021-03-01]")) == date(2021, 3, 1)
    assert latest(parse("2013/..")) is None


@pytest.mark.parametrize(
    ("text", "today", "years"),
    [
        ("2017-12", date(2026, 12, 31), 9),
        ("2018-03-21", date(2019, 3, 1), 1),
        ("[2021-02-02..2021-02-05]", date(2026, 2, 28), 5),
        ("2020-02-29", date(2026, 2, 1), 6),
        ("2017-12", date(2026, 11, 30), None),
        ("2017-12", date(2017, 12, 31), None),
        ("2027-12", date(2026, 12, 1), None),
        ("2017-12~", date(2026, 12, 1), None),
        ("2017-12?", date(2026, 12, 1), None),
        ("2017", date(2026, 12, 1), None),
        ("2020-22", date(2026, 6, 1), None),
        ("[2021-02-02..2021-03-01]", date(2026, 2, 2), None),
        ("[2021-02..2022-02]", date(2026, 2, 2), None),
        ("2017-12-01/2017-12-05", date(2026, 12, 1), None),
        ("[2017-12..]", date(2026, 12, 1), None),
    ],
)
def test_anniversaries_need_a_month_that_the_source_gives(text: str, today: date, years: int | None) -> None:
    assert same_month_years_ago(parse(text), today) == years
