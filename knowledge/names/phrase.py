"""The stage of partial names and short descriptions: how much of the term, by rarity, an entity's words cover."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from knowledge.names import keys
from knowledge.names.candidate import Candidate
from knowledge.names.index import PERSON, merged
from knowledge.names.spans import MARK
from knowledge.names.vocabulary import PREFIX, Vocabulary
from knowledge.names.words import FILLER, STOP

if TYPE_CHECKING:
    from knowledge.names.index import Entry, NameIndex
    from knowledge.names.vocabulary import Word

_LONGEST: Final = 10
"""Carrying words beyond which a text is no name and no short description."""

_HALF: Final = 0.5
_NAME_COVER: Final = 0.85
_ALL_COVER: Final = 0.9
_DESCRIBED: Final = 3
"""Words that a description alone takes to be recognised by."""

_TOP: Final = 90.0
_WHOLE: Final = 94.0
_OWN: Final = 8.0
"""For a name typed in full among other words."""

_HEAD: Final = 5.0
"""For the word that says what sort of thing is meant: "treaty on missiles" is a treaty."""

_OBJECT: Final = 0.85
"""For what stands after the preposition, when something else stands before it."""

_INITIAL: Final = 0.9
_INITIALS: Final = 2
_PROPER: Final = frozenset({PERSON, "state", "place", "weapon-system"})
"""Kinds whose names are proper names."""

_GENERAL: Final = frozenset({"state", "concept"})
"""Kinds that say little beside a state's name: "missile defence in Japan" is a system there."""

_BEFORE_PREPOSITION: Final = re.compile(r"(\w+) (?:on|over|about|between|of|against|with|in)\b")


@dataclass(frozen=True, slots=True)
class _Asked:
    """What was typed: the folded text, its carrying words, their total weight, and the word that says the sort."""

    text: str
    words: list[Word]
    total: float
    head: str
    typed: frozenset[str]

    @property
    def tokens(self) -> set[str]:
        """The words as text."""
        return {word.text for word in self.words}


@dataclass(slots=True)
class _Cover:
    """What one entity's words cover: weight by names and description, words hit, and its best name."""

    everything: float = 0.0
    hits: int = 0
    named: float = 0.0
    row: int = -1
    rank: tuple[float, bool, bool, int, int] = (0.0, False, False, 0, 0)


class Phrases:
    """Finds entities by the words of their names and descriptions."""

    def __init__(self, index: NameIndex) -> None:
        self._index = index
        self._vocabulary = Vocabulary(index)

    def find(self, text: str) -> list[Candidate]:
        """Give the entities whose names and descriptions cover the words of a reading, best first."""
        words = self._vocabulary.read(text, _LONGEST)
        total = sum(word.weight for word in words)
        if not total:
            return []
        asked = _Asked(text, words, total, _head(text), frozenset(merged(keys.latin(text).split())))
        covers = self._covers(asked)
        found = (self._judge(asked, target, cover) for target, cover in covers.items())
        return sorted((one for one in found if one), key=lambda one: -one.score)

    def _covers(self, asked: _Asked) -> dict[str, _Cover]:
        rows: dict[int, float] = defaultdict(float)
        covers: dict[str, _Cover] = defaultdict(_Cover)
        for word in sorted(asked.words, key=lambda one: len(one.text) <= _INITIALS):
            hit_rows, hit_owners = self._hit(asked, word, rows)
            for row, quality in hit_rows.items():
                rows[row] += word.weight * quality
            for owner, quality in hit_owners.items():
                cover = covers[owner]
                cover.everything += word.weight * quality
                cover.hits += word.text not in FILLER
        plain = asked.text.isascii()
        for row, weight in rows.items():
            entry, inside = self._vocabulary.rows[row].entry, self._vocabulary.rows[row].words
            cover = covers[entry.target]
            rank = (
                weight,
                not entry.weak,
                entry.native.isascii() == plain,
                len(asked.typed & inside),
                -len(inside),
            )
            if rank > cover.rank:
                cover.rank, cover.named, cover.row = rank, weight, row
        return covers

    def _hit(
        self, asked: _Asked, word: Word, rows: dict[int, float]
    ) -> tuple[dict[int, float], dict[str, float]]:
        """Give the names and the entities that a word hits, with how surely."""
        hit_rows: dict[int, float] = {}
        hit_owners: dict[str, float] = {}
        for known, quality in word.known.items():
            for row in self._vocabulary.named.get(known, ()):
                hit_rows[row] = max(hit_rows.get(row, 0.0), quality)
            for owner in self._vocabulary.described.get(known, ()):
                hit_owners[owner] = max(hit_owners.get(owner, 0.0), quality)
        if word.text.isalpha() and len(word.text) <= (1 if word.known else _INITIALS):
            for row in rows:  # a letter may begin another word of a name already hit: "s korea", "v putin"
                entry = self._vocabulary.rows[row].entry
                parts = entry.latin.split() if self._index.entities[entry.target].kind in _PROPER else ()
                if asked.typed & self._vocabulary.rows[row].words and any(
                    part[0] == word.text[0] and len(part) > 1 for part in parts
                ):
                    hit_rows[row] = max(hit_rows.get(row, 0.0), _INITIAL)
        for row, quality in hit_rows.items():
            owner = self._vocabulary.rows[row].entry.target
            hit_owners[owner] = max(hit_owners.get(owner, 0.0), quality)
        return hit_rows, hit_owners

    def _judge(self, asked: _Asked, target: str, cover: _Cover) -> Candidate | None:
        everything, named = cover.everything / asked.total, cover.named / asked.total
        if max(everything, named) < _HALF:
            return None
        entry = self._vocabulary.rows[cover.row].entry if cover.row >= 0 else self._index.canonical[target]
        if asked.tokens == {MARK + target}:
            return Candidate(entry, _WHOLE, "phrase", f'the words around "{entry.text}" left out')
        score = self._score(asked, target, entry, everything, named)
        if named >= _NAME_COVER:
            sure = self._distinct(asked, entry)
            return Candidate(entry, score, "phrase", f'part of the name "{entry.text}"', sure)
        enough = cover.hits > 1 and (named > 0 or len(asked.text.split()) >= _DESCRIBED)
        sure = (enough and everything >= _ALL_COVER) or self._is_named_among_states(asked, target)
        return Candidate(entry, score, "phrase", "its description fits the words", sure, titled=True)

    def _score(self, asked: _Asked, target: str, entry: Entry, everything: float, named: float) -> float:
        """Weigh what is covered at all, by one name, of that name, and of the description; then the sort of thing."""
        precise = _overlap(asked.text, entry) if named else 0.0
        dense = min(1.0, len(asked.words) / self._vocabulary.told[target])
        score = _TOP * (0.56 * everything + 0.28 * named + 0.12 * precise + 0.04 * dense)
        own = MARK + target in asked.tokens
        if asked.head and asked.head in self._vocabulary.sorts[target]:
            score += _HEAD
        elif (
            own
            and _BEFORE_PREPOSITION.search(asked.text)
            and asked.words[-1].text == MARK + target
            and asked.head not in target
        ):
            score *= _OBJECT
        if own and named < _NAME_COVER:
            score += _OWN
        return round(score, 2)

    def _is_named_among_states(self, asked: _Asked, target: str) -> bool:
        """Say whether the text is a thing's full name and states beside it: "THAAD in Japan"."""
        others = asked.tokens - {MARK + target}
        return (
            MARK + target in asked.tokens
            and self._index.entities[target].kind not in _GENERAL
            and all(other[0] == MARK and self._is_state(other[1:]) for other in others)
        )

    def _is_state(self, target: str) -> bool:
        return target in self._index.entities and self._index.entities[target].kind == "state"

    def _distinct(self, asked: _Asked, entry: Entry) -> bool:
        """Say whether the words are enough of a name: not a weak one, no number left out, no everyday word alone."""
        plain = keys.latin(asked.text)
        whole = MARK + entry.target in asked.tokens
        if entry.weak or not (whole or entry.numbers == keys.numbers(plain)):
            return False
        if whole or len(asked.words) > 1:
            return True
        if " " in plain and len(plain) > PREFIX and f" {plain} " in f" {entry.latin} ":
            return True
        return self._is_proper(asked.words[0], entry)

    def _is_proper(self, word: Word, entry: Entry) -> bool:
        """Take a single word only from the entity's own name, and from a proper name at that.

        The names of concepts, policies and the like are made of common words: one of them alone is only offered.
        """
        own = self._index.canonical[entry.target].latin.split()
        proper = len(own) == 1 or self._index.entities[entry.target].kind in _PROPER
        shortest = PREFIX if 1.0 in word.known.values() else PREFIX + 1
        return (
            proper
            and len(word.text) >= shortest
            and any(known in own for known in word.known)
            and not self._vocabulary.is_everyday(word.text)
        )


def _overlap(text: str, entry: Entry) -> float:
    """Give the share of the name's own words that were typed."""
    own = set(merged(entry.latin.split())) - STOP
    return len(own & set(merged(keys.latin(text).split()))) / max(1, len(own))


def _head(text: str) -> str:
    """Give the word that says what sort of thing is meant: before the first preposition, else the last."""
    found = _BEFORE_PREPOSITION.search(text)
    return merged((found[1] if found else text.rsplit(maxsplit=1)[-1],))[0] if " " in text else ""
