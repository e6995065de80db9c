"""What holds for every date, shown on generated ones."""

from datetime import date, timedelta
from typing import NamedTuple

from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from knowledge.dates import (
    DateError,
    Edtf,
    Limit,
    Part,
    Span,
    more_exact_than,
    overlaps,
    parse,
    phrase,
    plus_duration,
    same_month_years_ago,
    sort_key,
    within,
    words,
)

# A busy machine must not fail a property: nothing here is about time.
untimed = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


class Simple(NamedTuple):
    """A simple date with bounds worked out here, without the code under test."""

    text: str
    first: date
    last: date


def _months(year: int, month: int, count: int) -> tuple[date, date]:
    end = year * 12 + month - 1 + count
    following = date.max if end // 12 > 9999 else date(end // 12, end % 12 + 1, 1) - timedelta(days=1)
    return date(year, month, 1), following


years = st.one_of(st.sampled_from([1, 9, 10, 1900, 2000, 2020, 9990, 9998, 9999]), st.integers(1, 9999))
marks = st.sampled_from(["", "?", "~", "%"])


@st.composite
def simples(draw: st.DrawFn) -> Simple:
    year, mark = draw(years), draw(marks)
    match draw(st.sampled_from(["day", "month", "season", "year", "decade"])):
        case "day":
            day = draw(st.dates(date(year, 1, 1), date(year, 12, 31)))
            return Simple(day.isoformat() + mark, day, day)
        case "month":
            month = draw(st.integers(1, 12))
            return Simple(f"{year:04}-{month:02}{mark}", *_months(year, month, 1))
        case "season":
            code = draw(st.integers(21, 24))
            return Simple(f"{year:04}-{code}{mark}", *_months(year, code * 3 - 60, 3))
        case "year":
            return Simple(f"{year:04}{mark}", *_months(year, 1, 12))
        case _:
            year = max(year - year % 10, 10)
            return Simple(f"{year // 10:03}X{mark}", *_months(year, 1, 120))


@st.composite
def texts(draw: st.DrawFn) -> tuple[str, date | None, date | None]:
    start, end = draw(simples()), draw(simples())
    if start.first > end.last:
        start, end = end, start
    form = draw(
        st.sampled_from(
            ["{a}", "{a}/{b}", "{a}/..", "{a}/", "../{b}", "/{b}", "[{a}..{b}]", "[{a}..]", "[..{b}]"]
        )
    )
    if form == "{a}":
        return start.text, start.first, start.last
    assume(form != "[{a}..{b}]" or start.text != end.text)
    lower = start.first if "{a}" in form else None
    upper = end.last if "{b}" in form else None
    return form.format(a=start.text, b=end.text), lower, upper


dates = texts().map(lambda made: parse(made[0]))


@untimed
@given(texts())
def test_a_date_keeps_its_text_and_has_the_bounds_of_the_calendar(
    made: tuple[str, date | None, date | None],
) -> None:
    text, lower, upper = made
    edtf = parse(text)
    assert (edtf.text, edtf.lower, edtf.upper) == (text, lower, upper)
    assert parse(edtf.text) == edtf
    assert lower is None or upper is None or lower <= upper


@untimed
@given(dates)
def test_every_date_can_be_said(edtf: Edtf) -> None:
    for said in (words(edtf), phrase(edtf)):
        assert said
        assert said == " ".join(said.split())
        assert said.count("(uncertain)") <= 2
    years_named = [part.text[:3] for part in (edtf.start, edtf.end) if isinstance(part, Part)]
    assert all(digits in words(edtf) for digits in years_named)
    assert ("(uncertain)" in words(edtf)) is edtf.uncertain
    assert ("about" in words(edtf)) is edtf.approximate
    if edtf.span is Span.INTERVAL and Limit.UNKNOWN in {edtf.start, edtf.end}:
        assert words(edtf).endswith("unknown")


@untimed
@given(dates, dates)
def test_overlap_is_symmetric_and_follows_from_lying_within(a: Edtf, b: Edtf) -> None:
    assert overlaps(a, b) is overlaps(b, a)
    assert overlaps(a, a)
    assert overlaps(a, b) or not within(a, b)
    assert not (more_exact_than(a, b) and more_exact_than(b, a))


@untimed
@given(dates, st.dates())
def test_a_day_overlaps_what_it_lies_in(edtf: Edtf, day: date) -> None:
    inside = (edtf.lower or day) <= day <= (edtf.upper or day)
    point = parse(day.isoformat())
    assert overlaps(point, edtf) is inside
    assert within(point, edtf) is inside


@untimed
@given(dates, dates)
def test_any_two_dates_are_in_order(a: Edtf, b: Edtf) -> None:
    first, second = sorted([a, b], key=sort_key)
    assert sort_key(first) <= sort_key(second)
    assert sort_key(a)[0] <= sort_key(a)[1]
    if first.lower and second.lower and first.lower > second.lower:
        raise AssertionError((first, second))


@untimed
@given(dates, st.data(), st.integers(0, 30), st.integers(0, 30), st.integers(0, 800))
def test_a_while_after_any_possible_day_lies_within_a_while_after_the_date(
    edtf: Edtf, data: st.DataObject, year_count: int, month_count: int, day_count: int
) -> None:
    duration = f"P{year_count}Y{month_count}M{day_count}D"
    if edtf.span is Span.INTERVAL:
        return
    day = data.draw(st.dates(edtf.lower or date.min, edtf.upper or date.max))
    latest_start = max(day, edtf.upper or day, edtf.lower or day)
    assume(latest_start.year + year_count + 6 <= 9999)
    later = plus_duration(edtf, duration)
    assert within(plus_duration(parse(day.isoformat()), duration), later)
    assert (later.uncertain, later.approximate) == (edtf.uncertain, edtf.approximate)
    unchanged = plus_duration(edtf, "P0D")
    assert (unchanged.lower, unchanged.upper) == (edtf.lower, edtf.upper)


@untimed
@given(dates, st.dates())
def test_an_anniversary_is_in_the_month_of_the_date(edtf: Edtf, today: date) -> None:
    ago = same_month_years_ago(edtf, today)
    if ago is None:
        return
    assert ago >= 1
    assert edtf.lower is not None
    assert (edtf.lower.year + ago, edtf.lower.month) == (today.year, today.month)


@untimed
@given(st.one_of(st.text(max_size=25), st.text("0129X-?~%/.[]Y, ", max_size=25)))
@example("[")
@example("[.")
@example("]")
@example("[]")
@example("[...]")
@example("[.....]")
@example("[2017/2018")
@example("//")
@example(".../2017")
@example("201X-05")
@example("000X/2017")
@example("X")
@example("2017-1X")
def test_any_text_is_a_date_or_a_refusal_with_a_place_in_it(text: str) -> None:
    edtf, error = _read(text)
    if edtf is not None:
        assert edtf.text == text
        return
    assert error is not None
    assert 1 <= error.column <= len(text) + 1
    assert error.problem
    assert error.remedy.startswith(("write", "end with", "begin with"))


def _read(text: str) -> tuple[Edtf | None, DateError | None]:
    try:
        return parse(text), None
    except DateError as error:
        return None, error
