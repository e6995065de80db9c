"""Text to date, for the forms of ISO 8601-2:2019 (EDTF) that the fact base uses."""

import re
from datetime import date
from functools import lru_cache

from knowledge.dates import periods
from knowledge.dates.faults import explain_brackets, explain_interval, explain_part, reversed_range
from knowledge.dates.model import Edtf, Limit, Part, Precision, Span

# Constants, compiled once: the grammar is not a setting.
_SIMPLE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?([?~%]?)|([0-9]{3})X([?~%]?)")
_NOT_IN_BRACKETS = frozenset("[],/")
_KEPT = 4096
"""Dates kept after reading: an edition states the same few hundred again and again."""


@lru_cache(_KEPT)
def parse(text: str) -> Edtf:
    """Read a date.

    Simple forms: `2017`, `2017-12`, `2017-12-05`, seasons `2020-21` to `2020-24`, a decade `201X`; each
    may end in one mark: `?` uncertain, `~` approximate, `%` both. Spans of simple forms: `A/B` lasted,
    `A/..` and `../B` with an open end, `A/` and `/B` with an unknown one; `[A..B]`, `[A..]`, `[..B]` one
    date in a range. Source: ISO 8601-2:2019 as published by the Library of Congress,
    https://www.loc.gov/standards/datetime/ (level 0 without times, of level 1 seasons, qualification,
    unspecified last digit of a year, extended intervals; of level 2 one of a set, ranges only).

    Raises:
        DateError: anything else, dates that no calendar has, and ranges that run backwards.
    """
    if text[:1] == "[":
        return _one_of(text)
    if "/" in text:
        return _interval(text)
    part = _part(text, text, 0)
    return Edtf(
        text,
        Span.POINT,
        part.first,
        part.last,
        part,
        part,
        part.precision,
        part.uncertain,
        part.approximate,
    )


def _interval(text: str) -> Edtf:
    before, _, after = text.partition("/")
    if "/" in after or {before, after} <= {"", ".."}:
        raise explain_interval(text)
    start = _limit(before) or _part(before, text, 0)
    end = _limit(after) or _part(after, text, len(before) + 1)
    return _span(text, Span.INTERVAL, start, end, len(before) + 1)


def _limit(chunk: str) -> Limit | None:
    if not chunk:
        return Limit.UNKNOWN
    return Limit.OPEN if chunk == ".." else None


def _one_of(text: str) -> Edtf:
    inside = text[1:-1]
    before, dots, after = inside.partition("..")
    if text[-1] != "]" or not dots or before == after or not _NOT_IN_BRACKETS.isdisjoint(inside):
        raise explain_brackets(text)
    end_at = len("[") + len(before) + len(dots)
    start = _part(before, text, len("[")) if before else Limit.OPEN
    end = _part(after, text, end_at) if after else Limit.OPEN
    return _span(text, Span.ONE_OF, start, end, end_at)


def _span(text: str, span: Span, start: Part | Limit, end: Part | Limit, end_at: int) -> Edtf:
    parts = [part for part in (start, end) if isinstance(part, Part)]
    lower = start.first if isinstance(start, Part) else None
    upper = end.last if isinstance(end, Part) else None
    if lower is not None and upper is not None and lower > upper:
        raise reversed_range(text, end_at, span)
    return Edtf(
        text,
        span,
        lower,
        upper,
        start,
        end,
        max(part.precision for part in parts),
        any(part.uncertain for part in parts),
        any(part.approximate for part in parts),
    )


def _part(chunk: str, whole: str, offset: int) -> Part:
    """Read a simple date that stands at this offset of the whole text."""
    match = _SIMPLE.fullmatch(chunk)
    if match is None:
        raise explain_part(chunk, whole, offset)
    year, month, day, mark, decade, decade_mark = match.groups()
    mark = mark or decade_mark
    try:
        precision, (first, last) = _period(year, month, day, decade)
    except ValueError:
        raise explain_part(chunk, whole, offset) from None
    return Part(chunk, precision, first, last, mark in {"?", "%"}, mark in {"~", "%"})


def _period(
    year: str | None, month: str | None, day: str | None, decade: str | None
) -> tuple[Precision, periods.Bounds]:
    if year is None:
        return Precision.DECADE, periods.decade(int(decade or ""))
    if month is None:
        return Precision.YEAR, periods.year(int(year))
    if day is not None:
        at = date(int(year), int(month), int(day))
        return Precision.DAY, (at, at)
    number = int(month)
    if periods.SPRING <= number <= periods.WINTER:
        return Precision.SEASON, periods.season(int(year), number)
    return Precision.MONTH, periods.month(int(year), number)
