"""The date type: what was written, its earliest and latest possible day, and what kind of statement it is."""

from dataclasses import dataclass, field
from datetime import date
from enum import Enum, IntEnum

_SHOWN = 60


class DateError(ValueError):
    """A text that is no date of the forms in use, said in one sentence with the place and the remedy.

    Attributes:
        text: the whole text that was read.
        column: where the trouble is in it, counted from 1 (one past the end when something is missing).
        problem: what is wrong, without the place.
        remedy: what to write instead.
    """

    def __init__(self, text: str, column: int, problem: str, remedy: str) -> None:
        # All four reach `args`, so that the error survives being pickled to another process.
        super().__init__(text, column, problem, remedy)
        self.text = text
        self.column = column
        self.problem = problem
        self.remedy = remedy

    def __str__(self) -> str:
        shown = self.text if len(self.text) <= _SHOWN else f"{self.text[:_SHOWN]}…"
        return f"{shown!r}, column {self.column}: {self.problem}; {self.remedy}."


class Span(Enum):
    """What a date says of the time between its bounds."""

    POINT = "point"
    """One day, month, season, year or decade in which the event lies."""
    INTERVAL = "interval"
    """It lasted from the start to the end (`A/B`)."""
    ONE_OF = "one-of"
    """It fell on one date somewhere in the range (`[A..B]`)."""


class Precision(IntEnum):
    """How exact a simple date is; a larger value is coarser."""

    DAY = 1
    MONTH = 2
    SEASON = 3
    YEAR = 4
    DECADE = 5


class Limit(Enum):
    """The end of a span that has no date."""

    OPEN = "open"
    """`..`: no date is set; it goes on, or may lie anywhere beyond."""
    UNKNOWN = "unknown"
    """Nothing after or before the slash: there is a date, and it is not known."""


@dataclass(frozen=True, slots=True)
class Part:
    """One simple date: a point by itself, or an end of a span.

    Attributes:
        text: as written, with its mark.
        precision: the unit it names.
        first: first day of that unit.
        last: last day of that unit.
        uncertain: marked `?` or `%`.
        approximate: marked `~` or `%`.
    """

    text: str
    precision: Precision = field(compare=False)
    first: date = field(compare=False)
    last: date = field(compare=False)
    uncertain: bool = field(compare=False)
    approximate: bool = field(compare=False)

    @property
    def mark(self) -> str:
        """The qualifier that stands at the end of the text, or nothing."""
        if self.uncertain and self.approximate:
            return "%"
        if self.uncertain:
            return "?"
        return "~" if self.approximate else ""


@dataclass(frozen=True, slots=True)
class Edtf:
    """A date as exact as it was written and no more, made by `parse`; equal to another that is written alike.

    The marks for uncertain and approximate do not widen the bounds: no source says by how much.

    Attributes:
        text: as written, which is also the canonical form.
        span: a point, something that lasted, or one date in a range.
        lower: earliest possible day; None where the start is open or unknown.
        upper: latest possible day; None where the end is open or unknown.
        start: the first simple date, or why there is none. A point has itself as start and end.
        end: the last simple date, or why there is none.
        precision: unit of the date; of the coarser one where there are two.
        uncertain: whether any date in it is marked `?` or `%`.
        approximate: whether any date in it is marked `~` or `%`.
    """

    text: str
    span: Span = field(compare=False)
    lower: date | None = field(compare=False)
    upper: date | None = field(compare=False)
    start: Part | Limit = field(compare=False)
    end: Part | Limit = field(compare=False)
    precision: Precision = field(compare=False)
    uncertain: bool = field(compare=False)
    approximate: bool = field(compare=False)

    def __str__(self) -> str:
        return self.text
