"""The words of names and descriptions: who has them, how rare they are, and which of them a typed word may be."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.names import keys
from knowledge.names.index import halves, merged
from knowledge.names.maps import ByLength
from knowledge.names.near import budget
from knowledge.names.normalise import fold
from knowledge.names.spans import MARK, Spans
from knowledge.names.typing_cost import typing_cost
from knowledge.names.words import FILLER, STOP

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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
class Row:
    """One name as its words, each once, the tokens of the names inside it among them."""

    entry: Entry
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the term: its weight, and the words of the base that it may be, with how surely (0 to 1)."""

    text: str
    weight: float
    known: dict[str, float]


class Vocabulary:
    """The words of a name index.

    Attributes:
        rows: every name with its words.
        named: word → places in `rows`.
        owners: word → entities with it in a name or in their description.
        sorts: entity → the words that say what sort of thing it is: those of its own name and kind, and those that
            its description opens with.
        told: entity → how many words its description has.
    """

    def __init__(self, index: NameIndex) -> None:
        self._index = index
        # Chinese and Japanese set no spaces: their names are no words, and their sounds are words of other languages.
        spaced = [entry for entry in index.entries if keys.script(entry.native) != "han"]
        self._spans = Spans(spaced)
        self.rows: list[Row] = []
        self.sorts: dict[str, frozenset[str]] = {}
        self.told: dict[str, int] = {}
        same: dict[str, str] = {}  # one string object for each word
        named: dict[str, list[int]] = defaultdict(list)
        owners: dict[str, dict[str, None]] = defaultdict(dict)
        for entry in spaced:
            if entry.target in index.entities:
                for row in self._rows(entry, same):
                    place = len(self.rows)  # one number object for all its words
                    self.rows.append(row)
                    for word in row.words:
                        named[word].append(place)
                        owners[word][entry.target] = None
        told: set[str] = set()
        for entity in index.entities.values():
            for word in self._described(entity):
                owners[word][entity.id] = None
                told.add(word)
        self.named = {word: tuple(rows) for word, rows in named.items()}
        self.owners = {word: tuple(entities) for word, entities in owners.items()}
        self._most = math.log(1 + max(1, len(index.entities)))
        # Words of other scripts in Latin letters are found whole; half of one is more likely a word of English.
        guessed = {word for row in self.rows if row.entry.native.isascii() for word in row.words}
        guessed.update(told)
        self._sorted = sorted(word for word in guessed if word[0] != MARK)
        self._long = ByLength(word for word in self._sorted if len(word) > PREFIX)

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

    def _rows(self, entry: Entry, same: dict[str, str]) -> Iterator[Row]:
        """Give the words of a name, and of each half of one with a slash: never words of two halves."""
        for half in map(keys.latin, halves(entry.text)) if "/" in entry.text else (entry.latin,):
            words = merged(half.split())
            yield Row(entry, tuple(same.setdefault(word, word) for word in {*words, *self._spans.all(words)}))

    def _described(self, entity: Named) -> set[str]:
        """Give the carrying words of a description, and note what sort of thing it says the entity is."""
        # Folded word by word: a description is longer than a name may be.
        told = merged(keys.latin(" ".join(fold(word) for word in entity.description.split())).split())
        kind = fold(entity.kind).split()
        own = self._index.canonical[entity.id].latin.split()
        self.sorts[entity.id] = frozenset(merged((*own, *kind)) + told[:_OPENING])
        told += merged(kind)
        carrying = {*told, *self._spans.all(told), *self._spans.scattered(told)} - STOP
        self.told[entity.id] = max(1, len(carrying))
        return carrying

    def _dictionary_form(self, word: str) -> str:
        if keys.script(word) == "cyrillic":
            known = (self._index.russian[stem] for stem in keys.stems(word) if stem in self._index.russian)
            word = next(known, word)
        return keys.latin(word)

    def _weigh(self, word: str) -> float:
        return math.log(1 + len(self._index.entities) / len(self.owners[word]))

    def _weighed(self, word: str) -> Word:
        known = self._known(word)
        weight = max((self._weigh(one) for one in known), default=self._most)
        return Word(word, weight * (_FILLER_WEIGHT if word in FILLER else 1.0), known)

    def _known(self, word: str) -> dict[str, float]:
        """Give the words of the base that this may be: itself, its singular or plural, a beginning, a slip."""
        if word in self.owners:
            return {word: 1.0}
        if word[0] == MARK or len(word) < PREFIX:
            return {}
        for other in (word.removesuffix("s"), word.removesuffix("es"), word + "s"):
            if len(other) >= PREFIX and other in self.owners:
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
