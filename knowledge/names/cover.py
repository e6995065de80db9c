"""How much of the words of a term the names and the description of each entity have."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from heapq import nlargest
from typing import TYPE_CHECKING, Final

from knowledge.names.index import PROPER
from knowledge.names.words import FILLER

if TYPE_CHECKING:
    from collections.abc import Mapping

    from knowledge.names.index import Entry, NameIndex
    from knowledge.names.vocabulary import Vocabulary, Word

HALF: Final = 0.5
"""The share of the words below which an entity is not judged."""

_MOST: Final = 40
"""A word that more entities share says little: of them only those that have most of the words are judged."""

_INITIAL: Final = 0.9
_INITIALS: Final = 2


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed.

    Attributes:
        text: the folded text.
        words: the words that carry it.
        total: their weight.
        head: the word that says what sort of thing is meant.
        typed: all its words, in Latin letters and with synonyms taken as one.
        tokens: the carrying words as text, names among them as one token each.
    """

    text: str
    words: list[Word]
    total: float
    head: str
    typed: frozenset[str]
    tokens: frozenset[str]


@dataclass(slots=True)
class Cover:
    """What one entity has of the words.

    Attributes:
        everything: their weight, in its names and its description together.
        hits: how many, filler apart.
        named: their weight in the one name that has most.
        words: of the names that have so much, the words of the shortest.
        row: the best of these names; -1 when no name has any.
    """

    everything: float
    hits: int
    named: float = 0.0
    words: int = 0
    row: int = -1


class Covers:
    """Finds what entities cover of the words of a term."""

    def __init__(self, index: NameIndex, vocabulary: Vocabulary) -> None:
        self._index = index
        self._vocabulary = vocabulary

    def find(self, asked: Asked) -> dict[str, Cover]:
        """Give what is covered by each entity that may come into question."""
        letters = [word for word in asked.words if _may_begin(word)]
        covers = self._by_owner(asked, sum(word.weight for word in letters))
        rows = self._by_row(asked, covers)
        for word in letters:
            self._begin(asked, word, rows, covers)
        for row, weight in rows.items():
            cover, words = covers[self._vocabulary.rows[row].target], self._vocabulary.count_of(row)
            if weight > cover.named or (weight == cover.named and words < cover.words):
                cover.named, cover.words = weight, words
        if len(covers) > _MOST:
            kept = nlargest(_MOST, covers, key=lambda owner: _promise(covers[owner]))
            covers = {owner: covers[owner] for owner in kept}
        self._choose(asked, rows, covers)
        return covers

    def _by_owner(self, asked: Asked, spare: float) -> dict[str, Cover]:
        """Give the entities of which names and description have at least half of the words, `spare` apart."""
        weights: dict[str, float] = defaultdict(float)
        hits: Counter[str] = Counter()
        for word in asked.words:
            found: dict[str, float] = {}
            for known, quality in sorted(word.known.items(), key=lambda one: one[1]):
                found.update(dict.fromkeys(self._vocabulary.owners(known), quality))
            for owner, quality in found.items():
                weights[owner] += word.weight * quality
            if word.text not in FILLER:
                hits.update(found.keys())
        floor = HALF * asked.total - spare
        return {owner: Cover(weight, hits[owner]) for owner, weight in weights.items() if weight >= floor}

    def _by_row(self, asked: Asked, covers: Mapping[str, Cover]) -> dict[int, float]:
        """Give the names of these entities that the words hit, with the weight of what each has of them."""
        rows: dict[int, float] = defaultdict(float)
        for word in asked.words:
            found: dict[int, float] = {}
            for known, quality in sorted(word.known.items(), key=lambda one: one[1]):
                found.update(dict.fromkeys(self._vocabulary.named(known), quality))
            for row, quality in found.items():
                if self._vocabulary.rows[row].target in covers:
                    rows[row] += word.weight * quality
        return rows

    def _begin(self, asked: Asked, word: Word, rows: dict[int, float], covers: Mapping[str, Cover]) -> None:
        """Let a letter begin another word of a name already hit: "s korea", "v putin"."""
        begun: set[str] = set()
        for row in rows:
            entry, words = self._vocabulary.rows[row], self._vocabulary.words_of(row)
            if (
                self._index.entities[entry.target].kind in PROPER
                and word.text not in words
                and not asked.typed.isdisjoint(words)
                and any(part[0] == word.text[0] and len(part) > 1 for part in entry.latin.split())
            ):
                rows[row] += word.weight * _INITIAL
                begun.add(entry.target)
        for owner in begun.difference(self._vocabulary.owners(word.text)):
            covers[owner].everything += word.weight * _INITIAL
            covers[owner].hits += 1

    def _choose(self, asked: Asked, rows: Mapping[int, float], covers: Mapping[str, Cover]) -> None:
        """Choose the best name of each entity among those that cover most."""
        best: dict[str, tuple[bool, bool, int, int]] = {}
        for row, weight in rows.items():
            entry = self._vocabulary.rows[row]
            own = entry.target
            if own not in covers or weight < covers[own].named:
                continue
            rank = _rank(asked, entry, self._vocabulary.words_of(row))
            if own not in best or rank > best[own]:
                best[own], covers[own].row = rank, row


def _rank(asked: Asked, entry: Entry, words: tuple[str, ...]) -> tuple[bool, bool, int, int]:
    """Prefer a strong name, one in the script typed, one with more of all that was typed, a short one."""
    return (
        not entry.weak,
        entry.native.isascii() == asked.text.isascii(),
        len(asked.typed.intersection(words)),
        -len(words),
    )


def _promise(cover: Cover) -> tuple[float, float, int]:
    return cover.everything, cover.named, -cover.words


def _may_begin(word: Word) -> bool:
    return word.text.isalpha() and len(word.text) <= (1 if word.known else _INITIALS)
