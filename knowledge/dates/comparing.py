"""Order and overlap of dates, by their bounds alone; a bound that is open or unknown is no bound."""

from datetime import date

from knowledge.dates.model import Edtf, Span


def overlaps(a: Edtf, b: Edtf) -> bool:
    """Whether some day lies within the bounds of both, the bounds themselves included."""
    return _not_after(a.lower, b.upper) and _not_after(b.lower, a.upper)


def _not_after(lower: date | None, upper: date | None) -> bool:
    return lower is None or upper is None or lower <= upper


def sort_key(edtf: Edtf) -> tuple[date, date]:
    """Key for sorting by earliest, then by latest possible day.

    A start that is open or unknown comes first, an end that is open or unknown last. Dates with the same
    bounds are equal here: break the tie with something of your own, such as an id.
    """
    return edtf.lower or date.min, edtf.upper or date.max


def within(inner: Edtf, outer: Edtf) -> bool:
    """Whether every possible day of `inner` is a possible day of `outer` (true of a date and itself)."""
    starts = outer.lower is None or (inner.lower is not None and inner.lower >= outer.lower)
    ends = outer.upper is None or (inner.upper is not None and inner.upper <= outer.upper)
    return starts and ends


def more_exact_than(a: Edtf, b: Edtf) -> bool:
    """Whether `a` claims to know more than `b`: its bounds lie within those of `b` and are not the same."""
    return within(a, b) and (a.lower, a.upper) != (b.lower, b.upper)


def latest(edtf: Edtf) -> date | None:
    """The latest possible day, by which alarms are set; None where the end is open or unknown."""
    return edtf.upper


def same_month_years_ago(edtf: Edtf, today: date) -> int | None:
    """How many years ago, in the month of `today`, the date was; at least 1.

    None unless the source gives the month: both bounds lie in one month, and nothing is marked uncertain
    or approximate. None too for something that lasted, which has no one date to return to, in other
    months, and in the same year or before.
    """
    if edtf.span is Span.INTERVAL or edtf.uncertain or edtf.approximate:
        return None
    lower, upper = edtf.lower, edtf.upper
    if lower is None or upper is None or (lower.year, lower.month) != (upper.year, upper.month):
        return None
    years = today.year - lower.year
    return years if years > 0 and today.month == lower.month else None
