"""Times of day and weekdays as people type them."""

from __future__ import annotations

import re
import unicodedata
from datetime import time

HOURS_A_DAY = 24
MINUTES_AN_HOUR = 60
NOON = 12
EVERY_DAY = frozenset(range(7))
WORKING_DAYS = frozenset(range(5))
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_LEAST_LETTERS = 2
_NAMED = {"noon": time(NOON), "midday": time(NOON), "midnight": time(0)}
_TIME = re.compile(
    r"(?P<hour>\d{1,2})(?:\s*[:.h]\s*(?P<minute>\d{2})|(?P<packed>\d{2}))?(?::00)?(?:\s*(?:h|hrs|hours|o'?clock))?"
    r"\s*(?P<half>[ap]\.?\s?m\.?)?"
)
_SETS = {
    "every day": EVERY_DAY,
    "everyday": EVERY_DAY,
    "daily": EVERY_DAY,
    "all": EVERY_DAY,
    "weekdays": WORKING_DAYS,
    "working days": WORKING_DAYS,
    "workdays": WORKING_DAYS,
    "weekend": EVERY_DAY - WORKING_DAYS,
    "weekends": EVERY_DAY - WORKING_DAYS,
}


class TypedError(ValueError):
    """Something typed that cannot be read; the sentence says what to write."""


def parse_time(text: str) -> time:
    """The time of day that a person typed: ``08:00``, ``8am``, ``8.30``, ``0830``, ``8:30 pm``, ``noon``.

    Without am or pm the hours are those of the 24-hour clock.

    Raises:
        TypedError: it is no time of day.
    """
    typed = _tidy(text)
    if typed in _NAMED:
        return _NAMED[typed]
    found = _TIME.fullmatch(typed)
    if found is None:
        raise TypedError(f"“{_shown(text)}” is no time of day: write it like 08:00, 8:30 or 8am.")
    hour, minute = int(found["hour"]), int(found["minute"] or found["packed"] or 0)
    if found["half"]:
        if not 1 <= hour <= NOON:
            raise TypedError(f"“{_shown(text)}” is no time of day: with am and pm the hour is 1 to 12.")
        hour = hour % NOON + (NOON if found["half"].startswith("p") else 0)
    if hour == HOURS_A_DAY and minute == 0:
        raise TypedError("24:00 is midnight: write 00:00, which begins the day that you choose.")
    if hour >= HOURS_A_DAY or minute >= MINUTES_AN_HOUR:
        raise TypedError(f"“{_shown(text)}” is no time of day: hours are 0 to 23, minutes 0 to 59.")
    return time(hour, minute)


def parse_weekdays(text: str) -> frozenset[int]:
    """The weekdays that a person typed: ``mon-fri``, ``Mon, Wed, Fri``, ``weekdays``, ``every day``.

    A range may pass Sunday: ``sat-mon`` is three days.

    Returns:
        Monday is 0, Sunday 6.

    Raises:
        TypedError: there is no weekday in it, or something else.
    """
    typed = _tidy(text).replace("–", "-").replace("—", "-")
    if typed in _SETS:
        return _SETS[typed]
    found: set[int] = set()
    for part in filter(
        None, re.split(r"[,;/&+]|\s+and\s+", re.sub(r"\s*(?:-|\bto\b|\buntil\b)\s*", "-", typed))
    ):
        for word in re.split(r"\s+", part.strip()):
            found |= _SETS[word] if word in _SETS else _range(word, text)
    if not found:
        raise TypedError("Name at least one weekday, like mon-fri or Mon, Wed, Fri.")
    return frozenset(found)


def _range(word: str, text: str) -> set[int]:
    if not word:
        return set()
    ends = [_day(name, text) for name in word.split("-")]
    if len(ends) == 1:
        return {ends[0]}
    if len(ends) > 2:  # noqa: PLR2004 - a range has two ends
        raise TypedError(f"“{_shown(text)}” is no list of weekdays: write it like mon-fri or Mon, Wed, Fri.")
    first, last = ends
    return {(first + step) % 7 for step in range((last - first) % 7 + 1)}


def _day(name: str, text: str) -> int:
    letters = name.removesuffix(".")
    fits = [
        index
        for index, day in enumerate(_DAYS)
        if day.startswith(letters.removesuffix("s")) or day == letters
    ]
    if len(letters) < _LEAST_LETTERS or len(fits) != 1:
        within = "" if _tidy(text) == name else f" in “{_shown(text)}”"
        raise TypedError(f"“{_shown(name)}”{within} is no weekday: write it like mon-fri or Mon, Wed, Fri.")
    return fits[0]


def _tidy(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).replace("’", "'").casefold().split())


def _shown(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 40 else f"{line[:39]}…"  # noqa: PLR2004 - enough to recognise it
