"""Dates as exact as their source: a subset of EDTF (ISO 8601-2:2019). Pure; nothing here reads a clock.

`parse` lists the forms, `periods` says which months a season has and why.
"""

from knowledge.dates.comparing import (
    latest,
    more_exact_than,
    overlaps,
    same_month_years_ago,
    sort_key,
    within,
)
from knowledge.dates.durations import plus_duration
from knowledge.dates.model import DateError, Edtf, Limit, Part, Precision, Span
from knowledge.dates.reading import parse
from knowledge.dates.wording import phrase, words

__all__ = [
    "DateError",
    "Edtf",
    "Limit",
    "Part",
    "Precision",
    "Span",
    "latest",
    "more_exact_than",
    "overlaps",
    "parse",
    "phrase",
    "plus_duration",
    "same_month_years_ago",
    "sort_key",
    "within",
    "words",
]
