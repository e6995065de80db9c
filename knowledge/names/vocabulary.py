"""The words of names and descriptions: who has them, how rare they are, and which of them a typed word may be."""

from __future__ import annotations

import math
from array import array
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.names import keys
from knowledge.names.index import halves, merged
from knowledge.names.maps import ByLength, Lists
from knowledge.names.near import budget
from knowledge.names.normalise import fold
from knowledge.names.spans import MARK, Scattered, Spans
from knowledge.names.typing_cost import typing_cost
from knowledge.names.words import FILLER, STOP

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from knowledge.names.book import Named
    from knowledge.names.index import Entry, NameIndex

PREFIX: Final = 4
"""A word of fewer letters is looked up whole only."""

_PREFIXES: Final = 12
_SLIPS: Final = 5
_PLURAL: Final = 0.98
_BEGUN: Final = 0.9
_FILLER_WEIGHT: Final = 0.15
_OPENING: Final = 4


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the term: its weight, and the words of the base that it may be, with how surely (0 to 1)."""

    text: str
    weight: float
    known: dict[str, float]


class Vocabulary:
    """The words of a name index.

    Attributes:
        rows: every name that has words, by the numbers that `words_of` and `named` speak of.
        sorts: entity → the words that say what sort of thing it is: those of its own name and kind, and those that
            its description opens with.
        told: entity → how many words its description has.
    """

    def __init__(self, index: NameIndex) -> None:
        self._index = index
        # Chinese and Japanese set no spaces: their names are no words, and their sounds are words of other languages.
        spaced = [entry for entry in index.entries if keys.script(entry.native) != "han"]
        self._spans = Spans(spaced)
        self.sorts: dict[str, frozenset[str]] = {}
        self.told: dict[str, int] = {}
        self._numbers: dict[str, int] = {}
        self._entities = tuple(index.entities)
        # Numbers in place of words, rows and entities take a third of their memory, and are as many as all names have.
        self.rows: list[Entry] = []
        guessed: set[str] = set()
        self._words_of = Lists(self._learn(entry, words, guessed) for entry, words in self._split(spaced))
        self._named, self._owners = self._invert(self._described(guessed))
        self._words = list(self._numbers)
        self._most = math.log(1 + max(1, len(index.entities)))
        self._sorted = sorted(word for word in guessed if word[0] != MARK)
        self._long = ByLength(word for word in self._sorted if len(word) > PREFIX)

    def words_of(self, row: int) -> tuple[str, ...]:
        """Give the words of a name, each once, the tokens of the names inside it among them."""
        return tuple(map(self._words.__getitem__, self._words_of[row]))

    def count_of(self, row: int) -> int:
        """Give how many words a name has."""
        return self._words_of.size(row)

    def named(self, word: str) -> Sequence[int]:
        """Give the numbers of the names with a word."""
        at = self._numbers.get(word)
        return () if at is None else self._named[at]

    def owners(self, word: str) -> tuple[str, ...]:
        """Give the entities with a word in a name or in their description."""
        at = self._numbers.get(word)
        return () if at is None else tuple(map(self._entities.__getitem__, self._owners[at]))

    def tokens(self, text: str) -> list[str]:
        """Give the words of a folded text with every name among them, decoys too, as one token."""
        words = [self._dictionary_form(word) for word in text.split()]
        return self._spans.longest(merged(" ".join(words).split()))

    def inside(self, text: str) -> set[str]:
        """Give the tokens of every name in a folded text, those inside longer names too."""
        return self._spans.all(merged(keys.latin(text).split()))

    def weighed(self, tokens: Iterable[str], most: int) -> list[Word]:
        """Give the tokens that carry a text; none when they are more than `most`."""
        carrying = list(dict.fromkeys(word for word in tokens if word not in STOP))
        if len(carrying) > most:
            return []
        return [self._weighed(word) for word in carrying]

    def is_everyday(self, word: str) -> bool:
        """Say whether this is on the list of everyday words that no name is guessed from."""
        return any(entry.everyday for entry in self._index.native.get(word))

    def _split(self, spaced: Iterable[Entry]) -> Iterator[tuple[Entry, set[str]]]:
        """Give the words of names, and of each half of one with a slash: never words of two halves."""
        for entry in spaced:
            if entry.target in self._index.entities:
                for half in map(keys.latin, halves(entry.text)) if "/" in entry.text else (entry.latin,):
                    words = merged(half.split())
                    yield entry, {*words, *self._spans.all(words)}

    def _learn(self, entry: Entry, words: set[str], guessed: set[str]) -> list[int]:
        """Note a name, and give the numbers of its words."""
        self.rows.append(entry)
        # Words of other scripts in Latin letters are found whole; half of one is more likely a word of English.
        if entry.native.isascii():
            guessed.update(words)
        return [self._number(word) for word in words]

    def _number(self, word: str) -> int:
        return self._numbers.setdefault(word, len(self._numbers))

    def _described(self, guessed: set[str]) -> list[list[int]]:
        """Give the numbers of the carrying words of each description; they may be guessed."""
        scattered = Scattered(self._spans)
        found = []
        for entity in self._index.entities.values():
            words = self._carrying(entity, scattered)
            guessed.update(words)
            found.append([self._number(word) for word in words])
        return found

    def _invert(self, described: list[list[int]]) -> tuple[Lists, Lists]:
        """Give for each word the names that have it, and the entities that have it in a name or description."""
        named = [array("I") for _ in self._numbers]
        owners = [array("I") for _ in self._numbers]
        number = {own: at for at, own in enumerate(self._entities)}
        for row, entry in enumerate(self.rows):
            for word in self._words_of[row]:
                named[word].append(row)
                if number[entry.target] not in owners[word]:
                    owners[word].append(number[entry.target])
        for entity, words in enumerate(described):
            for word in words:
                if entity not in owners[word]:
                    owners[word].append(entity)
        return Lists(named), Lists(owners)

    def _carrying(self, entity: Named, scattered: Scattered) -> set[str]:
        """Give the carrying words of a description, and note what sort of thing it says the entity is."""
        # Folded word by word: a description is longer than a name may be.
        told = merged(keys.latin(" ".join(fold(word) for word in entity.description.split())).split())
        kind = fold(entity.kind).split()
        own = self._index.canonical[entity.id].latin.split()
        self.sorts[entity.id] = frozenset(merged((*own, *kind)) + told[:_OPENING])
        told += merged(kind)
        carrying = {*told, *self._spans.all(told), *scattered.all(told)} - STOP
        self.told[entity.id] = max(1, len(carrying))
        return carrying

    def _dictionary_form(self, word: str) -> str:
        if keys.script(word) == "cyrillic":
            known = (self._index.russian[stem] for stem in keys.stems(word) if stem in self._index.russian)
            word = next(known, word)
        return keys.latin(word)

    def _weigh(self, word: str) -> float:
        return math.log(1 + len(self._entities) / self._owners.size(self._numbers[word]))

    def _weighed(self, word: str) -> Word:
        known = self._known(word)
        weight = max((self._weigh(one) for one in known), default=self._most)
        return Word(word, weight * (_FILLER_WEIGHT if word in FILLER else 1.0), known)

    def _known(self, word: str) -> dict[str, float]:
        """Give the words of the base that this may be: itself, its singular or plural, a beginning, a slip."""
        if word in self._numbers:
            return {word: 1.0}
        if word[0] == MARK or len(word) < PREFIX:
            return {}
        for other in (word.removesuffix("s"), word.removesuffix("es"), word + "s"):
            if len(other) >= PREFIX and other in self._numbers:
                return {other: _PLURAL}
        if self.is_everyday(word) or word in FILLER or any(sign.isdigit() for sign in word):
            return {}
        return self._begun(word) or self._slips(word)

    def _begun(self, word: str) -> dict[str, float]:
        """Give the few words that begin so; a beginning that many share says nothing."""
        at = bisect_left(self._sorted, word)
        found = [one for one in self._sorted[at : at + _PREFIXES + 1] if one.startswith(word)]
        return dict.fromkeys(found, _BEGUN) if len(found) <= _PREFIXES else {}

    def _slips(self, word: str) -> dict[str, float]:
        allowed = budget(len(word))
        edits = int(allowed)
        near = self._long.within(len(word), edits)
        hits = process.extract(word, near, scorer=OSA.distance, score_cutoff=edits, limit=_SLIPS)
        costs = {known: typing_cost(word, known) for known, _, _ in hits}
        return {known: 1 - cost / len(word) for known, cost in costs.items() if cost <= allowed}
