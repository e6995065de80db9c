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
from knowledge.names.index import DECOY, ByLength, merged
from knowledge.names.near import budget
from knowledge.names.normalise import fold
from knowledge.names.spans import MARK, Spans
from knowledge.names.typing_cost import typing_cost
from knowledge.names.words import FILLER, STOP

if TYPE_CHECKING:
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
_MOST_OWNERS: Final = 3000


@dataclass(frozen=True, slots=True)
class Row:
    """One name as a set of words, the tokens of the names inside it among them."""

    entry: Entry
    words: frozenset[str]


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
        described: word → entities whose description has it.
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
        self.named: dict[str, list[int]] = defaultdict(list)
        self.described: dict[str, set[str]] = defaultdict(set)
        self.sorts: dict[str, frozenset[str]] = {}
        self.told: dict[str, int] = {}
        for entry in spaced:
            if entry.target != DECOY and entry.kind != "ambiguous":
                self._add_name(entry)
        for entity in index.entities.values():
            self._add_description(entity)
        words = self.named.keys() | self.described.keys()
        self._most = math.log(1 + max(1, len(index.entities)))
        self._weights = {word: self._weigh(word) for word in words}
        self._sorted = sorted(word for word in words if word[0] != MARK)
        self._long = ByLength(word for word in self._sorted if len(word) > PREFIX)

    def read(self, text: str, most: int) -> list[Word]:
        """Give the words that carry a folded text, names among them as one token each.

        Empty when the text names a decoy, carries nothing, or has more than `most` such words.
        """
        words = [self._dictionary_form(word) for word in text.split()]
        found = self._spans.longest(merged(" ".join(words).split()))
        carrying = list(dict.fromkeys(word for word in found if word not in STOP))
        if MARK + DECOY in found or len(carrying) > most:
            return []
        return [self._weighed(word, alone=len(carrying) == 1) for word in carrying]

    def is_everyday(self, word: str) -> bool:
        """Say whether this is on the list of everyday words that no name is guessed from."""
        return any(entry.everyday for entry in self._index.native.get(word, ()))

    def _add_name(self, entry: Entry) -> None:
        words = merged(entry.latin.split())
        inside = frozenset((*words, *self._spans.all(words)))
        for word in inside:
            self.named[word].append(len(self.rows))
        self.rows.append(Row(entry, inside))

    def _add_description(self, entity: Named) -> None:
        # Folded word by word: a description is longer than a name may be.
        told = merged(keys.latin(" ".join(fold(word) for word in entity.description.split())).split())
        kind = fold(entity.kind).split()
        own = self._index.canonical[entity.id].latin.split()
        self.sorts[entity.id] = frozenset(merged((*own, *kind)) + told[:_OPENING])
        told += merged(kind)
        carrying = {*told, *self._spans.all(told)} - STOP
        self.told[entity.id] = max(1, len(carrying))
        for word in carrying:
            self.described[word].add(entity.id)

    def _dictionary_form(self, word: str) -> str:
        if keys.script(word) == "cyrillic":
            known = (self._index.russian[stem] for stem in keys.stems(word) if stem in self._index.russian)
            word = next(known, word)
        return keys.latin(word)

    def _weigh(self, word: str) -> float:
        owners = {self.rows[row].entry.target for row in self.named.get(word, ())[:_MOST_OWNERS]}
        return math.log(1 + len(self._index.entities) / max(1, len(owners | self.described.get(word, set()))))

    def _weighed(self, word: str, *, alone: bool) -> Word:
        known = self._known(word, alone=alone)
        weight = max((self._weights[one] for one in known), default=self._most)
        return Word(word, weight * (_FILLER_WEIGHT if word in FILLER else 1.0), known)

    def _known(self, word: str, *, alone: bool) -> dict[str, float]:
        """Give the words of the base that this may be: itself, its singular or plural, a beginning, a slip."""
        if word in self._weights:
            return {word: 1.0}
        if word[0] == MARK or len(word) < PREFIX:
            return {}
        for other in (word.removesuffix("s"), word.removesuffix("es"), word + "s"):
            if len(other) >= PREFIX and other in self._weights:
                return {other: _PLURAL}
        if (alone and self.is_everyday(word)) or word in FILLER or any(sign.isdigit() for sign in word):
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
