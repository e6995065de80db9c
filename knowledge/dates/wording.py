"""A date in plain English, as exact as it is written and no more."""

from datetime import date

from knowledge.dates import periods
from knowledge.dates.model import Edtf, Limit, Part, Precision, Span
from knowledge.dates.periods import MONTH_NAMES

_SEASON_NAMES = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
_CENTURY = 100
_OPEN_END = {Limit.OPEN: "no end given", Limit.UNKNOWN: "end unknown"}
_OPEN_START = {Limit.OPEN: "no start given", Limit.UNKNOWN: "start unknown"}


def words(edtf: Edtf) -> str:
    """The date by itself, for labels and lists: "21 March 2018", "summer 2020", "from 2013, no end given".

    A winter names both its years, since it lies in two; a decade whose name could be a century is written as
    its years.
    """
    return _in_words(edtf, in_sentence=False)


def phrase(edtf: Edtf) -> str:
    """The date in a sentence, with its preposition: "on 21 March 2018", "in the summer of 2020"."""
    return _in_words(edtf, in_sentence=True)


def _in_words(edtf: Edtf, *, in_sentence: bool) -> str:
    match edtf.span:
        case Span.POINT:
            return _point(_dated(edtf.start), in_sentence=in_sentence)
        case Span.INTERVAL:
            return _interval(edtf.start, edtf.end, in_sentence=in_sentence)
        case Span.ONE_OF:
            return _one_of(edtf.start, edtf.end, in_sentence=in_sentence)


def _dated(part: Part | Limit) -> Part:
    if isinstance(part, Limit):
        raise AssertionError(part)  # noqa: TRY004 - parse makes nothing without a date; no caller can mend it
    return part


def _point(part: Part, *, in_sentence: bool) -> str:
    return _placed(part) if in_sentence else _said(part, in_sentence=False)


def _placed(part: Part) -> str:
    named = _name(part, in_sentence=True)
    if not part.approximate:
        preposition = "on" if part.precision is Precision.DAY else "in"
        return f"{preposition} {_marked(part, named)}"
    match part.precision:
        case Precision.DAY:
            return f"on or {_marked(part, named)}"
        case Precision.MONTH | Precision.YEAR:
            return f"in {_marked(part, named)}"
        case Precision.SEASON | Precision.DECADE:
            return _marked(part, named)


def _said(part: Part, *, in_sentence: bool) -> str:
    return _marked(part, _name(part, in_sentence=in_sentence))


def _marked(part: Part, named: str) -> str:
    about = "about " if part.approximate else ""
    return f"{about}{named}{' (uncertain)' if part.uncertain else ''}"


def _name(part: Part, *, in_sentence: bool) -> str:
    first = part.first
    match part.precision:
        case Precision.DAY:
            return f"{_day_and_month(first)} {first.year:04}"
        case Precision.MONTH:
            return f"{MONTH_NAMES[first.month - 1]} {first.year:04}"
        case Precision.SEASON:
            season = _SEASON_NAMES[periods.season_code(first)]
            return (
                f"the {season} of {_season_year(first)}" if in_sentence else f"{season} {_season_year(first)}"
            )
        case Precision.YEAR:
            return f"{first.year:04}"
        case Precision.DECADE:
            if first.year % _CENTURY == 0:
                return f"the years {first.year:04} to {part.last.year:04}"
            return f"the {first.year:04}s"


def _season_year(first: date) -> str:
    if periods.season_code(first) != periods.WINTER:
        return f"{first.year:04}"
    following = first.year + 1
    short = f"{following % _CENTURY:02}" if following % _CENTURY else f"{following}"
    return f"{first.year:04}–{short}"


def _day_and_month(day: date) -> str:
    return f"{day.day} {MONTH_NAMES[day.month - 1]}"


def _interval(start: Part | Limit, end: Part | Limit, *, in_sentence: bool) -> str:
    if isinstance(start, Limit):
        return f"until {_said(_dated(end), in_sentence=in_sentence)}, {_OPEN_START[start]}"
    if isinstance(end, Limit):
        return f"from {_said(start, in_sentence=in_sentence)}, {_OPEN_END[end]}"
    if (start.first, start.last, start.mark) == (end.first, end.last, end.mark):
        if start.precision is Precision.DAY:
            return _point(start, in_sentence=in_sentence)
        return f"within {_said(start, in_sentence=in_sentence)}"
    first = _shared(start, end, in_sentence=in_sentence)
    last = _said(end, in_sentence=in_sentence)
    if _holds(end, start):
        last = f"some time in {last}"
    elif _holds(start, end):
        first = f"some time in {first}"
    return f"from {first} to {last}"


def _one_of(start: Part | Limit, end: Part | Limit, *, in_sentence: bool) -> str:
    if isinstance(start, Limit):
        return f"{_point(_dated(end), in_sentence=in_sentence)} or earlier"
    if isinstance(end, Limit):
        return f"{_point(start, in_sentence=in_sentence)} or later"
    first = _shared(start, end, in_sentence=in_sentence)
    last = _said(end, in_sentence=in_sentence)
    if _holds(end, start):
        last = f"the end of {last}"
    elif _holds(start, end):
        first = f"the start of {first}"
    return f"between {first} and {last}"


def _holds(outer: Part, inner: Part) -> bool:
    """Whether a unit longer than a day contains the other, so that naming it as an end says too little."""
    return outer.precision is not Precision.DAY and outer.first <= inner.first and inner.last <= outer.last


def _shared(start: Part, end: Part, *, in_sentence: bool) -> str:
    """The start of a span, without the month or year that it shares with the end."""
    exact = {Precision.DAY, Precision.MONTH}
    alike = start.first.year == end.first.year
    if start.mark or end.mark or not alike or not {start.precision, end.precision} <= exact:
        return _said(start, in_sentence=in_sentence)
    if start.precision is Precision.MONTH:
        return MONTH_NAMES[start.first.month - 1]
    if end.precision is Precision.DAY and start.first.month == end.first.month:
        return str(start.first.day)
    return _day_and_month(start.first)
