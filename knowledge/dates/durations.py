"""A date and a while after it."""

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

from knowledge.dates import periods
from knowledge.dates.model import DateError, Edtf, Limit, Part, Precision, Span
from knowledge.dates.reading import parse

_DURATION = re.compile(r"P(?=.)(?:([0-9]{1,4})Y)?(?:([0-9]{1,5})M)?(?:([0-9]{1,7})D)?")
_FORM = "write years, months and days in this order, as in P5Y, P18M or P1Y6M10D"


class _Duration(NamedTuple):
    months: int
    days: int


class _Shifted(NamedTuple):
    first: date
    last: date
    mark: str
    to_the_day: bool


def plus_duration(edtf: Edtf, duration: str) -> Edtf:
    """When something happens that comes so long after the date.

    Five years after 2021 is 2026, five years after `[2018-03-21..2024]` is `[2023-03-21..2029]`, ten days
    after 2021-02 is `[2021-02-11..2021-03-10]`: one date with the shifted bounds, in the shortest form
    that has them. Marks are kept. Years and months are added before days (the order of ISO 8601-1:2019,
    durations). Where the month reached has no such day its last day is taken (29 February and a year: 28
    February). A month or a longer unit to which no days are added moves as a whole, so February 2019 and
    a year is all of February 2020.

    Args:
        edtf: the date counted from; a point or one of a range.
        duration: ISO 8601 duration in years, months and days, such as "P5Y".

    Raises:
        DateError: another form of duration; an interval, since it does not say whether to count from its
        start or its
            end; a result after the year 9999.
    """
    length = _read(duration)
    if edtf.span is Span.INTERVAL:
        raise DateError(
            edtf.text,
            1,
            "an interval does not say whether to count from its start or its end",
            "give the start or the end by itself",
        )
    try:
        start, end = _shift(edtf.start, length), _shift(edtf.end, length)
    except (ValueError, OverflowError):
        raise DateError(
            edtf.text, 1, f"{duration} later is after the year 9999", "give a shorter duration"
        ) from None
    return parse(_text(start, end))


def _read(duration: str) -> _Duration:
    match = _DURATION.fullmatch(duration)
    if match is None:
        begins = _DURATION.match(duration)
        column = begins.end() + 1 if begins else len("P") + 1 if duration == "P" else 1
        raise DateError(duration, column, "this is not a duration in use", _FORM)
    years, months, days = (int(number or 0) for number in match.groups())
    return _Duration(years * periods.MONTHS_A_YEAR + months, days)


def _shift(part: Part | Limit, length: _Duration) -> _Shifted | None:
    if isinstance(part, Limit):
        return None
    to_the_day = part.precision is Precision.DAY or length.days > 0
    first, last = _add_months(part.first, length.months), _add_months(part.last, length.months)
    if not to_the_day:
        last = periods.month(last.year, last.month)[1]
    days = timedelta(days=length.days)
    return _Shifted(first + days, last + days, part.mark, to_the_day)


def _add_months(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, periods.MONTHS_A_YEAR)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _text(start: _Shifted | None, end: _Shifted | None) -> str:
    """The shortest form with the bounds of the first day of `start` and the last of `end`."""
    if start and end:
        whole = periods.name(start.first, end.last)
        if whole and start.mark == end.mark:
            return whole + start.mark
    return f"[{_edge(start, at_start=True)}..{_edge(end, at_start=False)}]"


def _edge(shifted: _Shifted | None, *, at_start: bool) -> str:
    if shifted is None:
        return ""
    day = shifted.first if at_start else shifted.last
    if shifted.to_the_day:
        return f"{day}{shifted.mark}"
    named = periods.name(shifted.first, shifted.last)
    if named is None:
        years = shifted.first.month == 1 and shifted.last.month == periods.MONTHS_A_YEAR
        named = periods.written(day, Precision.YEAR if years else Precision.MONTH)
    return named + shifted.mark
