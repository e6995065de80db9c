"""How well a claim holds the parts of a question, and how much of the question it holds."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from knowledge.answers.search.likeness import stem
from knowledge.answers.search.parts import Part, Reading
from knowledge.answers.search.vocabulary import LIGHT, SUPERLATIVE, carries_little
from knowledge.curation.schema import ClaimKind, EntityKind
from knowledge.edition import Edition, Held

_UNKNOWN_WEIGHT: Final = 4.5
_LIGHT_WEIGHT: Final = 0.5
_SUPERLATIVE_WEIGHT: Final = 1.5
_FOREIGN_WEIGHT: Final = 1.2
_FOREIGN_HALF: Final = 2.6
"""A word of another language that is not understood: beside a single one that is, it carries the question."""
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
_NAME_TEXT: Final = 0.4
"""How much a word of a longer name counts for the order, beside a word of the question."""
_SEVERAL: Final = 3
_PUBLISHED: Final = 0.5
"""A statement of a document, where the question names its publisher."""
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_TEXT_FACTOR: Final = 0.35
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

_SORTS: Final[tuple[tuple[str, frozenset[ClaimKind]], ...]] = (
    ("warn warning threat threaten caution", frozenset({"warning"})),
    ("plan planned planning intention intend", frozenset({"plan", "motive"})),
    ("allege allegation accuse accusation", frozenset({"allegation"})),
    ("hope want wish desire aspire motive motivate", frozenset({"motive"})),
    ("predict prediction forecast expect expectation prognosis", frozenset({"forecast"})),
    ("recommend recommendation advise advice urge", frozenset({"recommendation"})),
)
KIND_WORDS: Final = {stem(word): kinds for words, kinds in _SORTS for word in words.split()}
"""Words that name a sort of statement: every statement of that sort holds them."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A claim and how it fits a question.

    Attributes:
        held: the claim.
        score: how good it is: more is better.
        covered: how much of the question it holds, from 0 to 1.
        asked: how much the question asks, in weights of those parts that some statement holds.
    """

    held: Held
    score: float
    covered: float
    asked: float


class Scorer:
    """Scores the claims of one edition."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._of_entity = lru_cache(1024)(self._entity_strengths)
        afters = ((own, held.claim.times.after) for own, held in edition.claims.items())
        self._anchored = {own: after.claim for own, after in afters if after}
        self._published = {
            source.document.publisher.casefold(): own for own, source in edition.sources.items()
        }

    def scored(self, reading: Reading) -> list[Scored]:
        """Every claim that holds something of the question, with how well and how much of it."""
        gained: dict[str, float] = {}
        textual: dict[str, float] = {}
        holds: dict[str, float] = {}
        named: dict[str, set[str]] = {}
        total = known = 0.0
        understood = sum(part.sort in ("entity", "word") for part in reading.parts)
        foreign = _FOREIGN_WEIGHT if understood > 1 else _FOREIGN_HALF
        for part in reading.parts:
            strengths = self._strengths(part, textual)
            weight = self._weight(part, strengths, foreign)
            total += weight
            known += weight if strengths else 0.0
            for own, strength in strengths.items():
                gained[own] = gained.get(own, 0.0) + weight * strength
                holds[own] = holds.get(own, 0.0) + weight * min(1.0, strength + _ENOUGH)
                named.setdefault(own, set()).add(part.text)
        must = {part.text: part for part in reading.parts if self._must(part)}
        found = []
        most = max(textual.values(), default=0.0) or 1.0
        for own, sum_ in gained.items():
            held = self._edition.claims[own]
            text = textual.get(own, 0.0)
            score = (sum_ / total + _TEXT_FACTOR * text / most) * self._favour(reading, held)
            covered = holds[own] / total if self._binding_held(must, named[own]) else 0.0
            found.append(Scored(held, score, covered, known))
        return found

    def _binding_held(self, must: Mapping[str, Part], named: set[str]) -> bool:
        """Whether it names all it must; of three or more, one state may be understood."""
        missing = [part for text, part in must.items() if text not in named]
        if len(must) < _SEVERAL or len(missing) > 1:
            return not missing
        return all(
            part.entities and all(self._edition.kinds[own] == "state" for own in part.entities)
            for part in missing
        )

    def _must(self, part: Part) -> bool:
        """Whether a statement without this entity cannot answer: a state, a person, a treaty, a single system."""
        if part.carries:
            return True
        return part.sort == "entity" and not part.common and all(self._binds(own) for own in part.entities)

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
        self._prefer_worded(part, textual)
        worded, like = full_text.holding(part.forms), full_text.holding(part.like)
        for claim, score in worded.items():
            found[claim] = max(found.get(claim, 0.0), _NAME_WORDED if part.entities else 1.0)
            textual[claim] = textual.get(claim, 0.0) + score
        for claim, score in like.items():
            found[claim] = max(found.get(claim, 0.0), _LIKE)
            if claim not in worded:
                textual[claim] = textual.get(claim, 0.0) + score * _LIKE_TEXT
        for claim, strength in self._further(part, worded):
            found[claim] = max(found.get(claim, 0.0), strength)
        return found

    def _further(self, part: Part, worded: Mapping[str, float]) -> Iterator[tuple[str, float]]:
        """Claims that hold a part without its word, and how well: by its words apart, year, sort or names."""
        if part.sort == "entity":
            if not self._must(part):
                yield from ((claim, _NAME_WORDED) for claim in self._all_words(part))
            return
        if _YEAR.fullmatch(part.text):
            yield from ((own, _LIKE) for own, anchor in self._anchored.items() if anchor in worded)
        kinds = KIND_WORDS.get(stem(part.forms[0]), frozenset())
        if kinds:
            yield from (
                (own, _LIKE) for own, held in self._edition.claims.items() if held.claim.kind in kinds
            )
        yield from ((own, _NAMED_ONLY) for own in self._edition.full_text.holding(part.forms, "names"))

    def _prefer_worded(self, part: Part, textual: dict[str, float]) -> None:
        """Of the claims about a longer name, those first that hold its words too: "New START extension"."""
        for forms in part.each:
            for claim, score in self._edition.full_text.holding(forms).items():
                textual[claim] = textual.get(claim, 0.0) + score * _NAME_TEXT

    def _all_words(self, part: Part) -> set[str]:
        """Claims that hold every word of a longer name, or one of like meaning, in whatever order and place."""
        holding = [set(self._edition.full_text.holding(forms)) for forms in part.each]
        return set.intersection(*holding) if holding else set()

    def _named(self, part: Part) -> dict[str, float]:
        """Claim id → how directly it is about what a name may mean; a region's neighbours count a little."""
        found: dict[str, float] = {}
        kinds = self._edition.kinds
        for own in part.entities:
            for claim, strength in self._of_entity(own).items():
                found[claim] = max(found.get(claim, 0.0), strength)
            source = self._published.get(self._edition.entities[own].name.casefold())
            for claim in self._edition.claims if source else ():
                if self._edition.claims[claim].document == source:
                    found.setdefault(claim, _PUBLISHED)
            for other in self._edition.entities[own].see_also if kinds[own] == "place" else ():
                for claim in self._of_entity(other) if kinds[other] == "place" else ():
                    found.setdefault(claim, _NEARBY)
        return found

    def _weight(self, part: Part, strengths: Mapping[str, float], few: float) -> float:
        if part.sort == "word" and part.forms[0] in LIGHT:
            return _LIGHT_WEIGHT
        if part.sort == "unknown" and part.lower and carries_little(part.text):
            return _SUPERLATIVE_WEIGHT if SUPERLATIVE.fullmatch(part.text) else _LIGHT_WEIGHT
        if part.sort == "foreign":
            return few if part.lower else _HEAVIEST
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
        if "why" in reading.steer and held.claim.kind == "motive":
            favour *= 1.15
        if "where" in reading.steer and any(about.role == "place" for about in held.claim.about):
            favour *= 1.1
        times = held.claim.times
        if "when" in reading.steer and (times.happened or times.said or times.target or times.after):
            favour *= 1.15
        return favour
