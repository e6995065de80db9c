"""Free text over the claims: entities in the words first, then full text; best first, or an honest answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from knowledge.answers.checks import Check, checks_of
from knowledge.answers.entity import AsOf, as_of
from knowledge.answers.facts import Fact, facts_of
from knowledge.answers.search.asking import fold_all
from knowledge.answers.search.fitting import Fitting
from knowledge.answers.search.likeness import stem
from knowledge.answers.search.parts import Reading
from knowledge.answers.search.reading import Reader
from knowledge.answers.search.scoring import Scored, Scorer
from knowledge.answers.search.vocabulary import CARRY_NOTHING, SAYING
from knowledge.answers.unknown import Unknown, holders
from knowledge.edition import Edition

MOST: Final = 15
"""How many statements are shown."""
COVERED: Final = 0.62
"""How much of what the question asks, by weight, a statement must hold to answer it."""
COVERED_FACT: Final = 0.75
"""The same where it is asked whether something happened: all that carries the question must be there."""
COVERED_LONG: Final = 0.5
LONG: Final = 8.0
LESS: Final = 0.01
"""From this weight of a question on, so much less is enough for each more, down to the least."""
NEAR_BEST: Final = 0.5
"""How good beside the best one a statement must be to be shown."""


@dataclass(frozen=True, slots=True)
class Search:
    """What the claims hold on some words.

    Attributes:
        words: the question as typed.
        facts: best first; empty when the claims do not answer.
        entities: the entries that the words name, each meaning.
        unknown_words: words that occur neither in a claim nor in a document, as typed (folded).
        foreign: words of other scripts that are no registered name: the claims are in English.
        unclaimed: words that a document has, but no claim.
        asked_of: the speakers whose words were asked for.
        why_not: why there is no answer; None when there is one.
        not_in_documents: what the entries named say is missing, as far as it has to do with the words.
    """

    words: str
    facts: tuple[Fact, ...]
    entities: tuple[str, ...]
    unknown_words: tuple[str, ...]
    foreign: tuple[str, ...]
    unclaimed: tuple[str, ...]
    asked_of: tuple[str, ...]
    why_not: Unknown | None
    not_in_documents: tuple[str, ...]
    checks: tuple[Check, ...]
    as_of: AsOf


class Searcher:
    """Searches one edition; what it needs of it is made once."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._reader = Reader(edition)
        self._places = {own: at for at, own in enumerate(edition.claims)}
        self._scorer = Scorer(edition)
        self._fitting = Fitting(edition)
        self._name_stems = lru_cache(1024)(self._stems_of_names)

    def search(self, words: str, today: date) -> Search:
        """The statements that answer the words, best first, or why there are none."""
        reading = self._reader.read(words)
        best = self._best(reading)
        facts = facts_of(self._edition, [one.held for one in best], today)
        entities = tuple(dict.fromkeys(own for part in reading.parts for own in part.entities))
        unknown = dict.fromkeys(part.text for part in reading.parts if part.sort == "unknown")
        unclaimed = tuple(text for text in unknown if self._in_documents(text))
        absent = tuple(text for text in unknown if text not in unclaimed)
        foreign = tuple(dict.fromkeys(part.text for part in reading.parts if part.sort == "foreign"))
        return Search(
            words,
            facts,
            entities,
            (*absent, *foreign),
            foreign,
            unclaimed,
            reading.speakers,
            None if facts else self._why_not(reading, absent, foreign),
            () if facts else self._missing(entities, words),
            checks_of(self._edition, facts),
            as_of(self._edition, facts),
        )

    def _in_documents(self, text: str) -> bool:
        """Whether some document has each of these words."""
        return all(holders(self._edition, word) for word in text.split())

    def _best(self, reading: Reading) -> list[Scored]:
        if not reading.parts:
            return []
        scored = [one for one in self._scorer.scored(reading) if one.covered >= _least(reading, one.asked)]
        scored = self._fitting.only(reading, scored)
        if not scored:
            return []
        scored.sort(key=lambda one: (-one.score, self._places[one.held.claim.id]))
        least = scored[0].score * NEAR_BEST
        return [one for one in scored if one.score >= least][:MOST]

    def _why_not(self, reading: Reading, absent: tuple[str, ...], foreign: tuple[str, ...]) -> Unknown:
        if not reading.parts:
            return Unknown("no_words", (), ())
        if foreign and len(foreign) == len(reading.parts):
            return Unknown("unsearchable", (), ())
        if absent:
            return Unknown("in_no_document", absent, ())
        words = [word for part in reading.parts if part.sort != "foreign" for word in part.text.split()]
        holding = [set(holders(self._edition, word)) for word in words if word.isascii()]
        shorts = tuple(
            source.document.short
            for own, source in self._edition.sources.items()
            if all(own in held for held in holding)
        )
        return Unknown("in_documents", (), shorts)

    def _missing(self, entities: Sequence[str], words: str) -> tuple[str, ...]:
        """The lines of the entries on what the documents do not give that share a word with the question."""
        asked = {stem(word) for word in fold_all(words) if word not in CARRY_NOTHING | SAYING}
        for own in entities:
            asked -= self._name_stems(own)
        lines = (line for own in entities for line in self._edition.entities[own].not_in_documents)
        return tuple(dict.fromkeys(line for line in lines if asked & {stem(word) for word in fold_all(line)}))

    def _stems_of_names(self, own: str) -> frozenset[str]:
        """The rough stems of all words of an entry's names."""
        entity = self._edition.entities[own]
        names = (entity.name, *(row.text for row in self._edition.names(own)))
        return frozenset(stem(word) for name in names for word in fold_all(name))


def _least(reading: Reading, asked: float) -> float:
    """How much of the question a statement must hold: less of a long one, whose words are not all in one statement."""
    least = COVERED_FACT if reading.steer & {"fact", "past", "office"} else COVERED
    return max(COVERED_LONG, least - LESS * max(0.0, asked - LONG))
