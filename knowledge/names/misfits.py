"""What a likeness must not bridge: another state's thing, the opposite direction, a number that belongs elsewhere."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from rapidfuzz.distance import OSA

from knowledge.names import keys
from knowledge.names.index import PERSON, halves, merged
from knowledge.names.normalise import fold
from knowledge.names.spans import MARK
from knowledge.names.words import COMPASS, FILLER, OFFICES, SAYINGS, STOP

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from knowledge.names.candidate import Candidate
    from knowledge.names.index import Entry, NameIndex
    from knowledge.names.vocabulary import Vocabulary

_STATE: Final = "state"
_OWN_NAMED: Final = frozenset({PERSON, "place"})
"""Kinds whose proper names stay theirs wherever they are: "Lavrov in Japan"."""

_OFFICERS: Final = frozenset({PERSON, "organisation"})
_RELATIONS: Final = "relations"
_SIGNS: Final = 2
"""Characters that a state's name needs to be sought in Chinese or Japanese, which set no spaces."""

_COMPASS_LETTERS: Final = 5
_POINTS: Final = frozenset(COMPASS.values())
_UNITS: Final = frozenset({"year", "month", "day", "island", "power", "state", "country", "treaty", "system"})
"""What a number before it counts: "for five years" is no fifth."""

_SINGULAR: Final = 4
_PAIR: Final = 2
_OPENING: Final = 3
_KEPT: Final = 1024
_LONGEST_NUMBER: Final = 2
"""Digits up to which a number counts things of one name ("SNV-3"); longer ones are years and types."""


class Misfits:
    """Says why a name that is like a term is nevertheless not what the term means."""

    def __init__(self, index: NameIndex, vocabulary: Vocabulary) -> None:
        self._index = index
        self._vocabulary = vocabulary
        self._states = frozenset(one.id for one in index.entities.values() if one.kind == _STATE)
        self._signs = tuple(
            (entry.native, entry.target)
            for entry in index.entries
            if entry.target in self._states
            and not entry.weak
            and len(entry.native) >= _SIGNS
            and keys.script(entry.native) == "han"
        )
        self._lands = frozenset(
            _one(entry.latin)
            for entry in index.entries
            if entry.target in self._states and not entry.weak and " " not in entry.latin
        )
        self._state_words = frozenset(
            word for entry in index.entries if entry.target in self._states for word in entry.native.split()
        )
        self._directions = {
            tuple(words)
            for entry in index.entries
            if " " in entry.latin
            and entry.target in index.entities
            and len(words := _plain(entry.latin)) == _PAIR
            and words[0] in _POINTS
        }
        """Names that are a direction and one word."""
        self._titled: dict[str, set[str]] = {}
        self._opening: dict[str, set[str]] = {}
        self._pairs: dict[str, set[tuple[str, str]]] = {}
        self._words: dict[str, set[str]] = {}
        for at, entry in enumerate(vocabulary.rows):
            self._learn(entry, vocabulary.words_of(at))
        # Words are only asked for beside a number, and most names have none.
        self._words = {target: words for target, words in self._words.items() if any(map(_is_count, words))}
        self._told = {target: set(named) for target, named in self._titled.items()}
        for state in self._states:
            for owner in vocabulary.owners(MARK + state):
                self._told.setdefault(owner, set()).add(state)
        for one in index.entities.values():
            words = [fold(part) for part in one.description.split()]
            # "Russian policy of …": what a description opens with says whose the thing is.
            self._opening[one.id] = self._named(" ".join(words[:_OPENING]))
            told = " ".join(words)
            self._pairs.setdefault(one.id, set()).update(_telling(_plain(told)))
        self._directed = self._lands.union(
            word for pairs in self._pairs.values() for point, word in pairs if point in _POINTS
        )
        """Words beside which a direction tells one thing from another, as it does in some name."""
        self._of_term = lru_cache(_KEPT)(self._read)

    def held_back(self, text: str, found: Iterable[Candidate]) -> list[Candidate]:
        """Give the candidates for a folded text with those that do not fit made unsure, for the reason why."""
        return [self._held_back(text, one) for one in found]

    def _held_back(self, text: str, one: Candidate) -> Candidate:
        if not one.sure or one.target not in self._index.entities:
            return one
        reason = self._misfit(text, one.target)
        return replace(one, sure=False, reason=reason) if reason else one

    def _misfit(self, text: str, target: str) -> str:
        tokens, states = self._of_term(text)
        if self._is_elsewhere(states, tokens, target):
            return "the state in the words is not one of this entry's"
        if self._is_other_relation(states, tokens, target):
            return "relations between other states"
        if self._index.entities[target].kind not in _OFFICERS and _asks_for_office(text):
            return "an office was asked for"
        return next(
            filter(None, (self._mispaired(target, *pair) for pair in _telling(self._typed(text)))), ""
        )

    def _mispaired(self, target: str, first: str, second: str) -> str:
        """Say what is wrong when two words stand side by side that the target's names keep apart."""
        pairs, words = self._pairs[target], self._words.get(target, set())
        if (first, second) in pairs:
            return ""
        both = {first, second} <= words
        if first in _POINTS and second in self._directed and (first, second) not in self._directions:
            return "another direction"
        if _is_count(second) and both:
            return "the number belongs to another name"
        return ""

    def _typed(self, text: str) -> list[str]:
        """Give the words of a term, a direction typed with a slip put right."""
        return [
            word
            if word in self._index.words
            else next((COMPASS[one] for one in COMPASS if _is_slip(word, one)), word)
            for word in _plain(text)
        ]

    def _is_elsewhere(self, states: frozenset[str], tokens: tuple[str, ...], target: str) -> bool:
        """Say whether the term names a state that is none of the target's: by its names first, then its description.

        A target that names no state is anybody's; who has a proper name is the same wherever he is: "Lavrov in
        Japan", but not "Japan's Lavrov". A weapon is there where it is said to be: no "Aegis Ashore in South Korea".
        """
        if not states or target in self._states:
            return False
        own = MARK + target
        before = tokens[: tokens.index(own)] if own in tokens else tokens
        proper = self.is_proper(target)
        settled = proper and self._index.entities[target].kind in _OWN_NAMED
        if settled and own in tokens and states.isdisjoint(one[1:] for one in before):
            return False
        titled, told = self._titled[target], self._told[target]
        if not proper and titled and states.isdisjoint(titled | self._opening[target]):
            return True
        return bool(told) and not states <= told

    def _is_other_relation(self, states: frozenset[str], tokens: tuple[str, ...], target: str) -> bool:
        """Say whether the term is "relations of A and B" and the target is about more states than these."""
        others = {token for token in tokens if token[0] != MARK or token[1:] not in self._states}
        bare = _RELATIONS in others and others <= FILLER | {_RELATIONS}
        return bare and len(states) > 1 and not self._told[target] <= states

    def share_a_state(self, one: str, other: str) -> bool:
        """Say whether the names or descriptions of two entities name the same state."""
        return not self._told[one].isdisjoint(self._told[other])

    def is_proper(self, target: str) -> bool:
        """Say whether the entity's own name is written as a proper name: with a capital or a digit after its first."""
        words = self._index.canonical[target].text.replace("-", " ").replace("–", " ").split()
        own = " ".join(word for word in words if fold(word) not in self._state_words)
        return any(sign.isupper() or sign.isdigit() for sign in own[1:])

    def _read(self, text: str) -> tuple[tuple[str, ...], frozenset[str]]:
        """Give the words of a term and the states that it names; who says something owns nothing of it."""
        tokens = [token for token in self._vocabulary.tokens(text) if token not in STOP]
        speakers = {
            one[1:]
            for pair in pairwise(tokens)
            for one, said in (pair, pair[::-1])
            if one[0] == MARK and said in SAYINGS
        }
        return tuple(tokens), frozenset(self._named(text) - speakers)

    def _named(self, text: str) -> set[str]:
        """Give the states that a folded text names, inside longer names too."""
        found = {*self._vocabulary.inside(text), *self._vocabulary.tokens(text)}
        found = {token[1:] for token in found if token[0] == MARK} & self._states
        if keys.script(text) == "han":
            found.update(target for name, target in self._signs if name in text)
        return found

    def _learn(self, entry: Entry, row: tuple[str, ...]) -> None:
        """Note the states that a name names, its words, and which telling ones stand side by side."""
        target = entry.target
        named = (word[1:] for word in row if word[0] == MARK)
        self._titled.setdefault(target, set()).update(self._states.intersection(named))
        pairs = self._pairs.setdefault(target, set())
        words = self._words.setdefault(target, set())
        for half in halves(entry.text) if "/" in entry.text else (entry.latin,):
            plain = _plain(half)
            words.update(plain)
            pairs.update(_telling(plain))


def _telling(words: list[str]) -> Iterator[tuple[str, str]]:
    """Give the neighbours of which the first is a direction or the second a number that counts no years or the like."""
    for first, second, third in zip(words, words[1:], [*words[2:], ""], strict=False):
        if (first in _POINTS and second not in _POINTS) or (_is_count(second) and third not in _UNITS):
            yield first, second


def _plain(folded: str) -> list[str]:
    """Give the words in the form in which they are compared: singular, directions and numbers in one spelling."""
    return [_one(word) for word in merged(keys.counted(keys.latin(folded)).split()) if word not in STOP]


def _one(word: str) -> str:
    if word in COMPASS:
        return COMPASS[word]
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word.removesuffix("s") if len(word) > _SINGULAR else word


def _is_slip(word: str, known: str) -> bool:
    return min(len(word), len(known)) >= _COMPASS_LETTERS and OSA.distance(word, known, score_cutoff=1) <= 1


def _is_count(word: str) -> bool:
    return word.isdecimal() and len(word) <= _LONGEST_NUMBER


def _asks_for_office(text: str) -> bool:
    """Say whether the word at the end, or before "of", is an office."""
    words = text.partition(" of ")[0].split() if " of " in text else text.split()
    return (len(words) > 1 or " of " in text) and words[-1] in OFFICES
