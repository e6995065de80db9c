"""Which statements can answer a question at all: a premise that they do not share is not confirmed by them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final, TypeAlias

from knowledge.answers.search.asking import fold_all
from knowledge.answers.search.likeness import stem
from knowledge.answers.search.parts import Part, Reading
from knowledge.answers.search.scoring import Scored
from knowledge.answers.search.vocabulary import LIGHT
from knowledge.curation.schema import AUTHOR, Claim, ClaimKind, EntityKind, Role
from knowledge.edition import Edition, Held

_Rule: TypeAlias = Callable[[Held], object]

_NUMBER: Final = re.compile(
    r"(?<![\w-])(?:\d{1,3}(?:[ ,]\d{3})*|two|three|four|five|six|seven|eight|nine|ten|half|halving|several)(?![\w-])"
)
_REAL: Final[frozenset[ClaimKind]] = frozenset({"event", "status", "background", "non-action", "plan"})
_NOT_YET: Final[frozenset[ClaimKind]] = frozenset({"forecast", "plan", "recommendation", "motive"})
_NOT_DONE: Final[frozenset[ClaimKind]] = _NOT_YET | {"allegation", "warning"}
"""Kinds that do not confirm that something happened, or that somebody did it."""
_OF_THE_AUTHOR: Final[frozenset[ClaimKind]] = frozenset({"assessment", "background", "event"})
_BARE: Final[frozenset[EntityKind]] = frozenset({"state", "place", "person"})
_RELATIVE: Final = re.compile(
    r"\b(?:[Oo]nce|[Aa]fter|[Ff]ollowing|[Ww]hen|[Bb]efore|[Ss]ince|weeks|months)\b"
)
"""Words by which a statement says when, without a date."""
_MEASURED: Final = re.compile(r"\b(?:kilometres?|per cent|tonnes|half|halving|years)\b")
"""Units: what a question for a measure needs."""
_POTENTIAL: Final = re.compile(r"\b(?:potential|possible|might|could|would)\b")
_REASON: Final = re.compile(
    r"\b(?:reasons?|because|why|explain\w*|account|factors?|behind|motive\w*|possible|response|responding|related"
    r"|following|so that|given|since|due)\b"
)
_NEAR_NUMBER: Final = 8
"""How many words after a number may be what it counts."""
_DOING: Final[frozenset[Role]] = frozenset({"speaker", "actor", "party"})
_ADVICE: Final = re.compile(r"\bshould\b|\bvital\b|\bcritical\b|\brequire")


class Fitting:
    """Sieves the statements of one edition by what a question asks for."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition

    def only(self, reading: Reading, scored: Sequence[Scored]) -> list[Scored]:
        """Those that can answer: by the speaker asked for, with a number, advice, a fact where one is asked."""
        rules = [*self._whose(reading), *self._what(reading), *self._whether(reading)]
        return [one for one in scored if all(rule(one.held) for rule in rules)]

    def _whose(self, reading: Reading) -> Iterator[_Rule]:
        if reading.speakers:
            spoken = {own for speaker in reading.speakers for own in self._edition.below[speaker]}
            yield lambda held: self._says(held, spoken) or _is_silent(held.claim, spoken)
        if reading.doers:
            acting = {own for doer in reading.doers for own in self._edition.below[doer]}
            yield lambda held: self._says(held, acting) or _acts(held.claim, acting)

    def _what(self, reading: Reading) -> Iterator[_Rule]:
        words = [part for part in reading.parts if part.sort == "word"]
        if "number" in reading.steer:
            yield lambda held: _counts(held.claim, reading.counted)
        if "measure" in reading.steer:
            yield lambda held: _MEASURED.search(held.claim.text)
        if "advice" in reading.steer or ("should" in reading.steer and not words):
            yield lambda held: _advises(held.claim)
        if "office" in reading.steer:
            yield lambda held: self._names_holder(held.claim, reading)
        if "cause" in reading.steer:
            yield lambda held: _explains(held.claim)

    def _whether(self, reading: Reading) -> Iterator[_Rule]:
        if "whether" in reading.steer and not any(map(self._asks_something, reading.parts)):
            yield lambda _: False
        confirms = "fact" in reading.steer and "speaking" not in reading.steer
        if "fact" in reading.steer:
            yield lambda held: held.claim.kind not in _NOT_YET
        if confirms:
            yield lambda held: not _only_possible(held.claim)
        if confirms or "deed" in reading.steer:
            yield lambda held: held.claim.kind not in _NOT_DONE
        if "coming" in reading.steer:
            yield lambda held: _dated(held.claim, said=False)
        if "past" in reading.steer:
            named = {own for part in reading.parts for own in part.entities}
            yield lambda held: _dated(held.claim, said=True) and self._happened(held, named)

    def _asks_something(self, part: Part) -> bool:
        """Whether a part is more than a bare name ("is Taiwan part of China"): what is asked of it."""
        if part.sort != "entity":
            return part.text not in LIGHT
        return not all(self._edition.kinds[own] in _BARE for own in part.entities)

    def _names_holder(self, claim: Claim, reading: Reading) -> bool:
        """Whether it names a person, and the office asked for by its own word."""
        persons = any(self._edition.kinds[about.entity] == "person" for about in claim.about)
        return persons and bool(reading.offices & {stem(word) for word in fold_all(claim.text)})

    def _happened(self, held: Held, named: set[str]) -> bool:
        """Whether it may say when something was: it tells a fact, or when somebody named in the question spoke."""
        claim = held.claim
        if (claim.kind in _REAL and claim.kind not in _NOT_YET) or claim.times.happened is not None:
            return True
        relative = claim.kind not in _NOT_YET and bool(_RELATIVE.search(claim.text))
        return (relative or claim.times.said is not None) and (self._says(held, named) or _acts(claim, named))

    def _says(self, held: Held, speakers: set[str]) -> bool:
        author = self._edition.sources[held.document].document.author.entity
        voice = held.claim.voices[-1]
        if voice.speaker == AUTHOR:
            return author in speakers
        return voice.speaker in speakers or voice.on_behalf_of in speakers


def _counts(claim: Claim, counted: frozenset[str]) -> bool:
    """Whether a number in it is one of what was asked for: the words stand soon behind it."""
    text = claim.text.casefold()
    return any(
        counted & {stem(word) for word in fold_all(text[found.end() :])[:_NEAR_NUMBER]}
        for found in _NUMBER.finditer(text)
    )


def _only_possible(claim: Claim) -> bool:
    """Whether the author holds it possible: that does not confirm that it happened."""
    return claim.kind in _OF_THE_AUTHOR and bool(_POTENTIAL.search(claim.text))


def _explains(claim: Claim) -> bool:
    """Whether it may say why: a judgement or what a party says, or a statement with a word of reason."""
    return claim.kind not in _REAL or bool(_REASON.search(claim.text))


def _dated(claim: Claim, *, said: bool) -> bool:
    """Whether it says when: of what it tells, or also of its being said."""
    times = claim.times
    tells = times.happened or times.target or times.term or times.after or _RELATIVE.search(claim.text)
    return bool(tells or (said and times.said))


def _is_silent(claim: Claim, speakers: set[str]) -> bool:
    """Whether it tells that one of these has not said or done something."""
    return claim.kind == "non-action" and _acts(claim, speakers)


def _acts(claim: Claim, doers: set[str]) -> bool:
    """Whether it tells of something that one of these does, alone or with others."""
    return any(about.entity in doers and about.role in _DOING for about in claim.about)


def _advises(claim: Claim) -> bool:
    return claim.kind == "recommendation" or bool(_ADVICE.search(claim.text) and claim.kind not in _REAL)
