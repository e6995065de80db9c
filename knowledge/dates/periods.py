"""The periods that a simple date can name, and the name of a period.

Years, months and days are those of the proleptic Gregorian calendar, years 0001 to 9999.

Seasons 21 to 24 signify spring, summer, autumn and winter (ISO 8601-2:2019; Library of Congress, EDTF
specification of 4 February 2019, level 1, https://www.loc.gov/standards/datetime/), and nothing there says
which months they are. Here they are the meteorological seasons of the northern hemisphere, which are whole
months (NOAA, National Centers for Environmental Information, "Meteorological Versus Astronomical Seasons"),
because the documents speak of Russia, Japan, Korea and the United States, where a summer is a northern one:

- 21, spring: March to May
- 22, summer: June to August
- 23, autumn: September to November
- 24, winter: December to February, of the year *in which it begins*: `2020-24` ends in February 2021

The specification leaves the year of a winter open. This choice keeps the codes of one year in the order of
time, spring to winter. Where a source means the first months of the year that it names, write
`[2020-01..2020-02]`; where its "summer" may reach beyond August, write the range that it supports.
"""

from calendar import monthrange
from datetime import date

from knowledge.dates.model import Precision

# Written out because `calendar.month_name` follows the locale of the process.
MONTH_NAMES = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
MONTHS_A_YEAR = len(MONTH_NAMES)
YEARS_A_DECADE = 10
SPRING = 21
WINTER = 24
_MONTHS_A_SEASON = 3
_FIRST_MONTH_OF_SPRING = 3

Bounds = tuple[date, date]


def decade(number: int) -> Bounds:
    """Bounds of the decade that begins with the year `number * 10`.

    Raises:
        ValueError: the decade holds the year 0000.
    """
    first = number * YEARS_A_DECADE
    return date(first, 1, 1), date(first + YEARS_A_DECADE - 1, MONTHS_A_YEAR, 31)


def year(number: int) -> Bounds:
    """Bounds of a year.

    Raises:
        ValueError: outside 1 to 9999.
    """
    return date(number, 1, 1), date(number, MONTHS_A_YEAR, 31)


def month(of_year: int, number: int) -> Bounds:
    """Bounds of a month (1 to 12).

    Raises:
        ValueError: no such month or year.
    """
    return date(of_year, number, 1), date(of_year, number, monthrange(of_year, number)[1])


def season(of_year: int, code: int) -> Bounds:
    """Bounds of a season (21 to 24); the winter of 9999 ends with the calendar.

    Raises:
        ValueError: no such year.
    """
    begins = _FIRST_MONTH_OF_SPRING + (code - SPRING) * _MONTHS_A_SEASON
    if code != WINTER:
        return date(of_year, begins, 1), month(of_year, begins + _MONTHS_A_SEASON - 1)[1]
    last = date.max if of_year == date.max.year else month(of_year + 1, 2)[1]
    return date(of_year, begins, 1), last


def season_code(first: date) -> int:
    """The code of the season that begins on this day; meaningful for first days of seasons only."""
    return SPRING + (first.month - _FIRST_MONTH_OF_SPRING) // _MONTHS_A_SEASON


def name(first: date, last: date) -> str | None:
    """The simple date without a mark that has exactly these bounds, or None."""
    if first == last:
        return first.isoformat()
    if (first, last) == month(first.year, first.month):
        return written(first, Precision.MONTH)
    if (first, last) == year(first.year):
        return written(first, Precision.YEAR)
    if first.month % _MONTHS_A_SEASON == 0 and (first, last) == season(first.year, season_code(first)):
        return written(first, Precision.SEASON)
    if first.year % YEARS_A_DECADE == 0 and (first, last) == decade(first.year // YEARS_A_DECADE):
        return written(first, Precision.DECADE)
    return None


def written(first: date, precision: Precision) -> str:
    """The simple date of this precision, without a mark, whose first day this is."""
    text = first.isoformat()
    match precision:
        case Precision.DAY:
            return text
        case Precision.MONTH:
            return text[:7]
        case Precision.SEASON:
            return f"{text[:4]}-{season_code(first)}"
        case Precision.YEAR:
            return text[:4]
        case Precision.DECADE:
            return f"{text[:3]}X"
