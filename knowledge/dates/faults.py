"""Why a text is no date: the sentence, the place and what to write instead.

Only texts that the grammar has already refused come here, so speed does not matter and each check may
assume that the earlier ones found nothing.
"""

import re
from calendar import monthrange
from typing import NamedTuple

from knowledge.dates.model import DateError, Span
from knowledge.dates.periods import MONTH_NAMES, MONTHS_A_YEAR, SPRING, WINTER

_FOREIGN = re.compile(r"[^0-9X?~%-]")
_MARK = re.compile(r"[?~%]")
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_LAST_SUBYEAR = 41  # 25 to 41 are seasons by hemisphere, quarters, quadrimesters, halves
_YEAR_DIGITS = 4
_BASIC_MONTH, _BASIC_DAY = 6, 8  # digits of 201712 and 20171205
_RANGES = "write 2013/2017 for something that lasted, [2013..2017] for one date in the range"


class _Fault(NamedTuple):
    offset: int
    problem: str
    remedy: str


def explain_part(chunk: str, whole: str, offset: int) -> DateError:
    """Say why a simple date, which stands at this offset of the whole text, was refused."""
    core = chunk.rstrip("?~%")
    fault = (
        _foreign(chunk)
        or _marks(chunk)
        or _nothing(core)
        or _unspecified(core)
        or _digits(core)
        or _calendar(core)
    )
    return DateError(whole, offset + fault.offset + 1, fault.problem, fault.remedy)


def explain_interval(text: str) -> DateError:
    """Say why a text with a slash was refused, the dates beside it aside."""
    second = text.find("/", text.find("/") + 1)
    if second >= 0:
        remedy = "write one, as in 2013/2017; a day is written with hyphens, as in 2017-12-05"
        return DateError(text, second + 1, "there is a second slash", remedy)
    return DateError(text, 1, "neither end has a date", "write at least one, as in 2013/.. or /2017")


def explain_brackets(text: str) -> DateError:
    """Say why a text that begins with a bracket was refused, the dates inside aside."""
    inside, closed, after = text[1:].partition("]")
    column = 2
    if not closed:
        problem, remedy = "the bracket is not closed", "end with ], as in [2018..2020]"
        column = len(text) + 1
    elif after:
        problem, remedy = (
            "there is something after the bracket",
            "end with ]; a mark (? ~ %) goes on a date inside, as in [2018~..2020]",
        )
        column = len(inside) + 3
    elif found := re.search(r"[,\[/]", inside):
        problem, remedy = (
            f"{found[0]!r} has no place inside brackets",
            "write the first and the last date with two dots between, as in [2018..2020]",
        )
        column = found.start() + 2
    elif ".." not in inside:
        problem, remedy = (
            "there is no range inside the brackets",
            "write [2018..2020], or a single date without them",
        )
    elif not inside.strip("."):
        problem, remedy = "neither end has a date", "write at least one, as in [2018..] or [..2024]"
    else:
        problem, remedy = "both ends are the same date", f"write {inside.partition('..')[0]}"
    return DateError(text, column, problem, remedy)


def reversed_range(text: str, end_at: int, span: Span) -> DateError:
    """Say that a span ends before it starts; `end_at` is the offset of its end."""
    end = text[end_at:].rstrip("]")
    start = text[:end_at].lstrip("[").rstrip("./")
    swapped = f"{end}/{start}" if span is Span.INTERVAL else f"[{end}..{start}]"
    return DateError(text, end_at + 1, f"the end {end} lies before the start {start}", f"write {swapped}")


def _foreign(chunk: str) -> _Fault | None:
    found = _FOREIGN.search(chunk)
    if found is None:
        return None
    problem, remedy = _foreign_character(found[0], chunk)
    return _Fault(found.start(), problem, remedy)


def _foreign_character(character: str, chunk: str) -> tuple[str, str]:  # noqa: C901 - one flat table of cases
    if chunk in {"open", "unknown"}:
        return f"the word {chunk!r} is not in use", "write .. for an open end and nothing for an unknown one"
    if character.isspace():
        return "there is a space", "write the date without spaces"
    if character in _DASHES:
        return "this dash is not a hyphen", "write a plain hyphen, as in 2017-12, or a slash, as in 2013/2017"
    if character in "xuU":
        return "an unspecified digit is a capital X", "write 201X for the 2010s"
    if character == "Y" and chunk.startswith("Y"):
        return "years of more than four digits are not in use", "write a year from 0001 to 9999"
    if character in "T:Z":
        return "times of day are not in use", "write the day only, as in 2017-12-05"
    if character == "]":
        return "a bracket is closed that was not opened", "begin with [, as in [2018..2020]"
    if character == ".":
        return "the dots have no place here", f"{_RANGES}, 2013/.. for an open end"
    if character in ",{}[":
        return "lists and sets of dates are not in use", _RANGES
    if character.isdigit():
        return "this is not a digit from 0 to 9", "write plain digits, as in 2017-12"
    if character.isalpha():
        return (
            "dates are written in numbers",
            "write 2017-12-05 for a day, 2017-12 for a month, 2020-22 for a summer",
        )
    return (
        f"the character {character!r} has no place in a date",
        "write a date such as 2017, 2017-12 or 2017-12-05",
    )


def _marks(chunk: str) -> _Fault | None:
    found = _MARK.search(chunk)
    if found is None or (found.start() and found.end() == len(chunk)):
        return None
    index, marks = found.start(), "".join(_MARK.findall(chunk))
    mark = marks[0] if len(set(marks)) == 1 else "%"
    bare = _MARK.sub("", chunk)
    if not bare:
        return _Fault(index, "there is a mark without a date", f"write the date before it, as in 2017{mark}")
    if len(marks) > 1:
        return _Fault(
            index, "there is more than one mark", f"write {bare}{mark} (? uncertain, ~ approximate, % both)"
        )
    return _Fault(index, "the mark is not at the end", f"write {bare}{mark}")


def _nothing(core: str) -> _Fault | None:
    if not core:
        return _Fault(0, "there is no date", "write a date such as 2017, 2017-12 or 2017-12-05")
    if core.startswith("-"):
        return _Fault(0, "years before 0001 are not in use", "write a year from 0001 to 9999")
    return None


def _unspecified(core: str) -> _Fault | None:
    index = core.find("X")
    if index < 0 or re.fullmatch(r"[0-9]{3}X", core):
        return None
    if index < _YEAR_DIGITS - 1:
        return _Fault(
            index,
            "only the last digit of a year may be X",
            "write 201X for a decade, [2000..2099] for a century",
        )
    return _Fault(
        index,
        "X stands only for the last digit of a year, with nothing after it",
        "write 2017 where the month is not known, 2017-12 where the day is not known",
    )


def _digits(core: str) -> _Fault | None:
    year, *rest = core.split("-")
    if len(year) != _YEAR_DIGITS:
        remedy = "write four digits, as in 2017"
        if len(year) in {_BASIC_MONTH, _BASIC_DAY} and not rest:
            remedy = f"write {'-'.join(filter(None, (year[:4], year[4:6], year[6:])))}"
        return _Fault(0, f"the year has {_count(year)}", remedy)
    index = _YEAR_DIGITS + 1
    for unit, digits in zip(("month", "day"), rest, strict=False):
        if len(digits) == _YEAR_DIGITS and len(rest) == 1:
            return _Fault(index, "two years are joined with a hyphen", _RANGES)
        if len(digits) != 2:  # noqa: PLR2004 - months and days have two digits
            remedy = (
                f"write {core[:index]}{digits:0>2}" if len(digits) == 1 else "write two, as in 2017-12-05"
            )
            return _Fault(index, f"the {unit} has {_count(digits)}", remedy)
        index += len(digits) + 1
    if index <= len(core):
        return _Fault(index - 1, "there is something after the day", f"write {core[: index - 1]}")
    return None


def _count(digits: str) -> str:
    if not digits:
        return "no digits"
    return "1 digit" if len(digits) == 1 else f"{len(digits)} digits"


def _calendar(core: str) -> _Fault:
    """What is left when the form is right: a date that no calendar has."""
    year, month, day = (*core.split("-"), "", "")[:3]
    if year in {"0000", "000X"}:
        return _Fault(0, "the year 0000 is not in use", "write a year from 0001 to 9999")
    number = int(month)
    if 1 <= number <= MONTHS_A_YEAR:
        known = f"{year}-{month}"
        return _Fault(
            len(known) + 1,
            f"{MONTH_NAMES[number - 1]} {year} has no day {day}",
            f"write 01 to {monthrange(int(year), number)[1]}, or {known} where the day is not known",
        )
    if SPRING <= number <= WINTER:
        remedy = f"write {year}-{month} for the season, or the month and day"
        return _Fault(len(year) + len(month) + 2, "a season has no days", remedy)
    what = "a division of the year that is not in use" if WINTER < number <= _LAST_SUBYEAR else "not a month"
    return _Fault(
        len(year) + 1,
        f"{month} is {what}",
        f"write 01 to {MONTHS_A_YEAR}, or {SPRING} to {WINTER} for spring, summer, autumn, winter",
    )
