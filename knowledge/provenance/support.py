"""What a wording may say: its numbers, dates and proper names stand in the cited paragraphs or are registered names.

The check proves that the words are there, not that they were read rightly.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from knowledge.provenance.text import normalise

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
)
_NUMBERS = {word: str(value) for value, word in enumerate(_ONES.split())}
_NUMBERS |= {
    "seventeen": "17",
    "eighteen": "18",
    "nineteen": "19",
    "twenty": "20",
    "thirty": "30",
    "fifty": "50",
}
_NUMBERS |= {
    "hundred": "100",
    "thousand": "1000",
    "half": "1/2",
    "halve": "1/2",
    "halved": "1/2",
    "halving": "1/2",
}
_NUMBERS |= {"both": "2", "twice": "2", "double": "2", "pair": "2", "dozen": "12"}
_NUMBERS |= {"first": "1st", "third": "3rd", "fourth": "4th", "fifth": "5th", "1st": "1st", "3rd": "3rd"}
_FREE = frozenset({"1"})
"""'one' is as often a pronoun as a number, so it proves nothing either way."""
_IMPLIED = frozenset({"2"})
"""'both' may stand for two named things, so it needs no 'two' in the source."""
_NUMBER = re.compile(r"(?<![\w])\d+(?:[.,]\d+)*(?:st|nd|rd|th|s|X)?(?![\w])|[A-Za-z]+")
_TOKEN = re.compile(r"[^\W_](?:[\w.'&/-]*[\w])?")
_SENTENCE_START = re.compile(r"(?:\A|[.!?:]\s+[\"']?|\s[\"'])\Z")


def numbers(text: str) -> frozenset[str]:
    """The numbers of a text, words and digits alike, in one spelling."""
    found: set[str] = set()
    for match in _NUMBER.finditer(normalise(text)):
        token = match.group().casefold()
        if token[0].isdigit():
            found.add(token.replace(",", ""))
        elif token in _NUMBERS and not (token in ("both", "pair") and _NUMBERS[token] in _IMPLIED):
            found.add(_NUMBERS[token])
    return frozenset(found - _FREE)


def bare(token: str) -> str:
    """A token without its possessive."""
    return re.sub(r"'s?\Z", "", token)


class Ground:
    """What a wording may draw on: the text of paragraphs, and registered names."""

    def __init__(self, texts: Iterable[str], names: Iterable[str]) -> None:
        self._texts = [normalise(text) for text in texts]
        self._names = [normalise(name) for name in names]

    @cached_property
    def _tokens(self) -> frozenset[str]:
        """Every token a wording may use, whole, without possessive, and in its hyphenated parts."""
        found: set[str] = set()
        for text in (*self._texts, *self._names):
            for match in _TOKEN.finditer(text):
                token = bare(match.group())
                found.update((match.group(), token))
                found.update(part for part in re.split(r"[-/]", token) if part)
        return frozenset(found)

    @cached_property
    def _numbers(self) -> frozenset[str]:
        return frozenset[str]().union(*map(numbers, (*self._texts, *self._names)))

    def unsupported(self, wording: str, registered: frozenset[str]) -> Iterator[tuple[str, str]]:
        """(code, token) of each number and proper name that nothing supports.

        Args:
            wording: our sentence.
            registered: words that are names by themselves, so that one at a sentence's start counts too.
        """
        text = normalise(wording)
        for number in sorted(numbers(text) - self._numbers):
            if number not in self._numbers and not self._plural_decade(number):
                yield "unsupported-number", number
        for match in _TOKEN.finditer(text):
            token = bare(match.group())
            if not any(letter.isupper() for letter in token):
                continue
            starts = _SENTENCE_START.search(text[: match.start()]) is not None
            if starts and token not in registered:
                continue
            if not self._knows(token):
                yield "unsupported-name", token

    def _plural_decade(self, number: str) -> bool:
        return number.endswith("s") and number in self._numbers

    def _knows(self, token: str) -> bool:
        if token in self._tokens:
            return True
        parts = [part for part in re.split(r"[-/]", token) if part]
        return len(parts) > 1 and all(part in self._tokens or part.islower() for part in parts)


def registered_words(names: Iterable[str]) -> frozenset[str]:
    """The capitalised one-word names: names even where a sentence begins with them."""
    found = {bare(normalise(name)) for name in names if len(name.split()) == 1}
    return frozenset(name for name in found if name[:1].isupper())


def stands_in(term: str, text: str) -> bool:
    """Whether a key term stands verbatim in a text, as whole words, case included."""
    needle, hay = normalise(term), normalise(text)
    # A pattern is compiled only for what is there at all: most names are not in most paragraphs.
    return needle in hay and re.search(rf"(?<!\w){re.escape(needle)}(?!\w)", hay) is not None


def is_free(term: str, names: frozenset[str]) -> bool:
    """Whether a key term is a name, a number or a date, which may be as long and as many as they are."""
    folded = normalise(term)
    if folded.casefold() in names:
        return True
    tokens = _TOKEN.findall(folded)
    return all(
        token[0].isupper() or token[0].isdigit() or token in ("of", "the", "and", "de") for token in tokens
    )
