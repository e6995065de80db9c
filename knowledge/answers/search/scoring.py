"""How well a claim holds the parts of a question, and how much of the question it holds."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from knowledge.answers.search.reading import Part, Reading
from knowledge.answers.search.vocabulary import LIGHT
from knowledge.curation.schema import ClaimKind, EntityKind
from knowledge.edition import Edition, Held

_UNKNOWN_WEIGHT: Final = 4.5
_LIGHT_WEIGHT: Final = 0.5
_FOREIGN_WEIGHT: Final = 1.2
_HEAVIEST: Final = 3.5
_LIGHTEST: Final = 1.0
_NAMED_ONLY: Final = 0.55
_NAME_WORDED: Final = 0.8
_LIKE: Final = 0.8
_LIKE_TEXT: Final = 0.5
_PART: Final = 0.7
_TOPIC: Final = 0.8
_OTHER: Final = 0.92
"""How well a claim holds a part: only in the names of what it is about, by a like word, by a part of the entity …"""
_ENOUGH: Final = 0.2
"""What a claim holds in part counts for so much more when it is asked whether it answers at all."""
_NEARBY: Final = 0.45
_TEXT_FACTOR: Final = 0.25
_BINDING: Final[frozenset[EntityKind]] = frozenset(
    {"state", "person", "treaty", "weapon-system", "organisation"}
)
_REASON: Final = re.compile(
    r"\b(?:reasons?|because|why|explain\w*|account|factors?|behind|motive\w*|made .* possible|responding|so that)\b"
)
_KINDS: Final[Mapping[str, tuple[frozenset[ClaimKind], float]]] = {
    "saying": (frozenset({"position", "allegation", "warning", "plan"}), 1.2),
    "should": (frozenset({"recommendation"}), 1.5),
    "why": (frozenset({"motive", "assessment", "position"}), 1.15),
    "future": (frozenset({"forecast", "plan", "warning", "motive"}), 1.1),
    "when": (frozenset({"event", "status", "plan", "background"}), 1.1),
}
"""What a question word asks for → its kinds, and how much they gain."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A claim, how good it is (more is better) and how much of the question it holds (0 to 1)."""

    held: Held
    score: float
    covered: float


class Scorer:
    """Scores the claims of one edition."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._of_entity = lru_cache(1024)(self._entity_strengths)

    def scored(self, reading: Reading) -> list[Scored]:
        """Every claim that holds something of the question, with how well and how much of it."""
        gained: dict[str, float] = {}
        textual: dict[str, float] = {}
        holds: dict[str, float] = {}
        named: dict[str, set[str]] = {}
        total = 0.0
        for part in reading.parts:
            strengths = self._strengths(part, textual)
            weight = self._weight(part, strengths)
            total += weight
            for own, strength in strengths.items():
                gained[own] = gained.get(own, 0.0) + weight * strength
                holds[own] = holds.get(own, 0.0) + weight * min(1.0, strength + _ENOUGH)
                named.setdefault(own, set()).add(part.text)
        must = {part.text for part in reading.parts if self._must(part)}
        found = []
        most = max(textual.values(), default=1.0)
        for own, sum_ in gained.items():
            held = self._edition.claims[own]
            text = textual.get(own, 0.0)
            score = (sum_ / total + _TEXT_FACTOR * text / most) * self._favour(reading, held)
            covered = holds[own] / total if must <= named[own] else 0.0
            found.append(Scored(held, score, covered))
        return found

    def _must(self, part: Part) -> bool:
        """Whether a statement without this entity cannot answer: a state, a person, a treaty, a single system."""
        return part.sort == "entity" and all(self._binds(own) for own in part.entities)

    def _binds(self, own: str) -> bool:
        """A region that shades into others does not; any other place does."""
        kinds = self._edition.kinds
        if kinds[own] == "place":
            return not any(kinds[other] == "place" for other in self._edition.entities[own].see_also)
        return kinds[own] in _BINDING

    def _strengths(self, part: Part, textual: dict[str, float]) -> Mapping[str, float]:
        """Claim id → how well it holds the part (0 to 1); what the full text says is added up in ``textual``."""
        if part.sort in ("unknown", "foreign"):
            return {}
        full_text = self._edition.full_text
        found = self._named(part)
        worded, like = full_text.holding(part.forms), full_text.holding(part.like)
        for claim, score in worded.items():
            found[claim] = max(found.get(claim, 0.0), _NAME_WORDED if part.entities else 1.0)
            textual[claim] = textual.get(claim, 0.0) + score
        for claim, score in like.items():
            found[claim] = max(found.get(claim, 0.0), _LIKE)
            if claim not in worded:
                textual[claim] = textual.get(claim, 0.0) + score * _LIKE_TEXT
        if part.sort == "word":
            for claim in full_text.holding(part.forms, "names"):
                found[claim] = max(found.get(claim, 0.0), _NAMED_ONLY)
        return found

    def _named(self, part: Part) -> dict[str, float]:
        """Claim id → how directly it is about what a name may mean; a region's neighbours count a little."""
        found: dict[str, float] = {}
        kinds = self._edition.kinds
        for own in part.entities:
            for claim, strength in self._of_entity(own).items():
                found[claim] = max(found.get(claim, 0.0), strength)
            for other in self._edition.entities[own].see_also if kinds[own] == "place" else ():
                for claim in self._of_entity(other) if kinds[other] == "place" else ():
                    found.setdefault(claim, _NEARBY)
        return found

    def _weight(self, part: Part, strengths: Mapping[str, float]) -> float:
        if part.sort in ("word", "unknown") and part.text in LIGHT:
            return _LIGHT_WEIGHT
        if part.sort == "foreign":
            return _FOREIGN_WEIGHT
        if not strengths:
            return _UNKNOWN_WEIGHT
        return min(_HEAVIEST, max(_LIGHTEST, math.log(1 + len(self._edition.claims) / len(strengths))))

    def _entity_strengths(self, own: str) -> Mapping[str, float]:
        """Claim id → how directly it is about an entity or said by it."""
        found = {}
        for held in self._edition.about(own):
            roles = {about.entity: about.role for about in held.claim.about}
            speaks = any(own in (voice.speaker, voice.on_behalf_of) for voice in held.claim.voices)
            if speaks or held.claim.about[0].entity == own or roles.get(own) in ("speaker", "actor"):
                strength = 1.0
            elif own in roles:
                strength = _TOPIC if roles[own] == "topic" else _OTHER
            else:
                strength = _PART
            found[held.claim.id] = strength
        return found

    def _favour(self, reading: Reading, held: Held) -> float:
        favour = 1.0
        for steer in reading.steer:
            kinds, gain = _KINDS.get(steer, (frozenset(), 1.0))
            if held.claim.kind in kinds:
                favour *= gain
        if "why" in reading.steer and _REASON.search(held.claim.text):
            favour *= 1.15
        times = held.claim.times
        if "when" in reading.steer and (times.happened or times.said or times.target or times.after):
            favour *= 1.15
        return favour
