"""What a curator will want to look at in a paragraph: entities, names that are none yet, numbers, dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.curation.book import name_book
from knowledge.curation.seeds import Seeds
from knowledge.dates.periods import MONTH_NAMES
from knowledge.names.mentions import Mention
from knowledge.names.resolver import Resolver
from knowledge.provenance.support import bare, numbers
from knowledge.provenance.text import normalise

_STRETCH = 5000
"""Characters of a text that are searched for names at once; the search reads at most 6,000."""
_MONTH = "|".join(MONTH_NAMES)
_DATE = re.compile(
    rf"\b(?:\d{{4}}-\d{{2}}-\d{{2}}|(?:\d{{1,2}} )?(?:{_MONTH})(?: \d{{1,2}}(?!\d))?(?:,? \d{{4}})?"
    r"|(?:(?:early|mid|late)[- ])?(?:spring|summer|autumn|fall|winter)(?: of)? \d{4}|(?:1[5-9]|20)\d{2}s?)\b"
)
_WORD = re.compile(r"[^\W_][\w'&./-]*")
_OPENERS = frozenset(
    "A After Although An And As At Before But By Despite For From However If In Its No Of On Since The Their These "
    "This Those To Under Unlike What When While Why With".split()
)
"""Words that open a sentence before a name that is not theirs."""
_TITLES = frozenset("Mr. Mrs. Ms. Dr. Prof. Gen. Lt. Col. Sen. Rep. Gov. St. Mt.".split())
_START = re.compile(r"(?:\A|[.!?:][\"')]*\s+[\"'(]*|\s[\"'(])\Z")


@dataclass(frozen=True, slots=True)
class Finds:
    """What was found in one paragraph, in the order of the text and each thing once.

    Attributes:
        entities: (id, the words that name it) of each known entity.
        unclear: (words, ids that they may mean) of each ambiguous name.
        unknown: capitalised names that no entity has: a new entity or name, or nothing.
        numbers: in digits, whether the text has words or digits; ordinals as ``1st``.
        dates: as they stand, months and decades among them.
    """

    entities: tuple[tuple[str, str], ...]
    unclear: tuple[tuple[str, tuple[str, ...]], ...]
    unknown: tuple[str, ...]
    numbers: tuple[str, ...]
    dates: tuple[str, ...]


class Worklist:
    """Finds the known names in paragraphs; made once for a seeds folder."""

    def __init__(self, seeds: Seeds) -> None:
        entities = (placed.value for placed in seeds.entities)
        ambiguous = seeds.ambiguous.value if seeds.ambiguous else None
        decoys = seeds.decoys.value.decoys if seeds.decoys else ()
        self._resolver = Resolver(name_book(entities, seeds.kinds, ambiguous, decoys))

    def of(self, text: str) -> Finds:
        """What stands in one paragraph."""
        plain = normalise(text)
        found = list(self._mentions(plain))
        dates = [match.group() for match in _DATE.finditer(plain) if match.group() != "May"]
        return Finds(
            tuple(_first_words(found).items()),
            tuple({one.text: (one.text, one.meanings) for one in found if not one.entity}.values()),
            tuple(dict.fromkeys(_unknown(plain, found))),
            tuple(sorted(numbers(_DATE.sub(" ", plain)))),
            tuple(dict.fromkeys(dates)),
        )

    def _mentions(self, text: str) -> Iterator[Mention]:
        at = 0
        while at < len(text):
            end = len(text) if len(text) - at <= _STRETCH else text.rfind(" ", at, at + _STRETCH) + 1
            end = end if end > at else at + _STRETCH
            for one in self._resolver.find(text[at:end]):
                yield Mention(one.entity, one.meanings, one.text, one.start + at, one.end + at)
            at = end


def _first_words(found: list[Mention]) -> dict[str, str]:
    """Each clear entity with the words that name it first."""
    named: dict[str, str] = {}
    for one in found:
        if one.entity:
            named.setdefault(one.entity, one.text)
    return named


def _unknown(text: str, found: list[Mention]) -> Iterator[str]:
    """Capitalised words outside every clear name, neighbours as one; a sentence's first word only beside others."""
    blanked = list(text)
    spans = [(one.start, one.end) for one in found if one.entity]
    spans += [match.span() for match in _DATE.finditer(text)]
    for start, end in spans:
        blanked[start:end] = "\x00" * (end - start)
    unclear = {one.text for one in found if not one.entity}
    run: list[re.Match[str]] = []
    for match in (*_WORD.finditer("".join(blanked)), None):
        if run and (match is None or not _named(match) or not _together(text, run[-1], match)):
            name = _name(text, run)
            if name and name not in unclear:
                yield name
            run = []
        if match is not None and _named(match):
            run.append(match)


def _named(match: re.Match[str]) -> bool:
    return match.group()[0].isupper() and match.group() != "I"


def _together(text: str, one: re.Match[str], after: re.Match[str]) -> bool:
    """Whether two capitalised words stand side by side in one sentence; initials and U.S. end none."""
    word = one.group()
    abbreviated = "." in word[:-1] or len(word) == len("J.") or word in _TITLES
    ends = word.endswith(".") and not abbreviated
    return not ends and text[one.end() : after.start()] == " "


def _name(text: str, run: list[re.Match[str]]) -> str:
    """A run as a name; empty when it is only the capital that begins a sentence."""
    first = run[0]
    if _START.search(text[: first.start()]) and (len(run) == 1 or first.group() in _OPENERS):
        run = run[1:]
    return bare(text[run[0].start() : run[-1].end()].rstrip(".-'")) if run else ""
