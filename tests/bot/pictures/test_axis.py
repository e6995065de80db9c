"""The time axis: to scale, in order, and honest about the years it leaves out."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cards.pictures.axis import LABEL_ROOM, axis

LEFT, RIGHT = 100.0, 400.0
days = st.dates(date(1600, 1, 1), date(2100, 12, 31))
spans = st.tuples(days, days).map(lambda pair: (min(pair), max(pair)))


def whole(first: int, last: int) -> tuple[date, date]:
    return date(first, 1, 1), date(last, 12, 31)


def test_a_year_is_as_wide_as_any_other() -> None:
    found = axis([whole(2010, 2010), whole(2019, 2019)], LEFT, RIGHT)
    assert found is not None
    new_years = [found.x(date(year, 1, 1).toordinal()) for year in range(2010, 2020)]
    assert all(two - one == pytest.approx(30, abs=0.1) for one, two in pairwise(new_years))
    assert list(found.breaks()) == []
    assert [name for _, name in found.lines() if name] == ["2010", "2015", "2020"]


def test_many_empty_years_are_left_out_and_the_place_is_told() -> None:
    found = axis([whole(1855, 1856), whole(2010, 2012), whole(2020, 2021)], LEFT, RIGHT)
    assert found is not None
    ((left, right),) = found.breaks()
    assert LEFT < left < right < RIGHT
    assert [(stretch.first, stretch.last) for stretch in found.stretches] == [(1855, 1856), (2010, 2021)]
    widths = {round((one.right - one.left) / (one.last + 1 - one.first), 6) for one in found.stretches}
    assert len(widths) == 1, "one scale for all"


def test_without_any_bound_there_is_no_axis() -> None:
    assert axis([], LEFT, RIGHT) is None
    assert axis([(None, None)], LEFT, RIGHT) is None
    assert axis([(None, date(2016, 1, 1))], LEFT, RIGHT) is not None


@given(st.lists(spans, min_size=1, max_size=12))
def test_what_is_earlier_is_never_further_right(found: list[tuple[date, date]]) -> None:
    made = axis(found, LEFT, RIGHT)
    assert made is not None
    ordinals = sorted(day.toordinal() for span in found for day in span)
    places = [made.x(day) for day in ordinals]
    assert all(LEFT - 0.01 <= x <= RIGHT + 0.01 for x in places)
    assert all(one <= two + 1e-9 for one, two in pairwise(places))
    for first, last in found:
        assert not any(
            made.x(first.toordinal()) < left - 1e-6 and right + 1e-6 < made.x(last.toordinal() + 1)
            for left, right in made.breaks()
        ), "nothing is left out of what is shown"


@given(st.lists(spans, min_size=1, max_size=12))
def test_lines_and_names_keep_their_distance(found: list[tuple[date, date]]) -> None:
    made = axis(found, LEFT, RIGHT)
    assert made is not None
    lines = list(made.lines())
    named = [x for x, name in lines if name]
    assert named[0] == LEFT
    assert len(named) >= len(made.stretches)
    assert all(two - one >= LABEL_ROOM - 0.01 for one, two in pairwise(named))
    xs = [x for x, _ in lines]
    assert xs == sorted(xs)
