"""The one place that decides: floors, margins, contrast pairs, weak names, decoys, ambiguity."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from knowledge.names.candidate import SEVERAL
from knowledge.names.exact import REGISTERED
from knowledge.names.index import DECOY
from knowledge.names.keys import script
from knowledge.names.normalise import fold
from knowledge.names.result import Alias, Ambiguous, Exact, Fuzzy, Match, Missing

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from knowledge.names.candidate import Candidate
    from knowledge.names.index import NameIndex
    from knowledge.names.result import Resolution

FLOORS: Final = {"name": 100.0, "key": 88.0, "begun": 70.0, "near": 70.0, "phrase": 48.0, "several": 48.0}
"""Below its stage's floor a candidate is only offered."""

MARGINS: Final = {"name": 0.0, "key": 1.5, "begun": 8.0, "near": 2.5, "phrase": 2.0, "several": 2.0}
"""Another entity within so many points of the best makes it a question."""

CONTRAST: Final = 10.0
"""The margin over the other half of a contrast pair."""

NEAREST: Final = 5
_OFFERED: Final = 58.0
_OFFERED_ACROSS: Final = 88.0
"""For the spelling of a name in another script or language than the one typed: what is near there is near by chance."""

_EQUAL: Final = 0.75
_DERIVED_TOP: Final = 99.0


@dataclass(frozen=True, slots=True)
class Decision:
    """A resolution and the sentence that explains it."""

    resolution: Resolution
    reason: str


def decide(index: NameIndex, term: str, candidates: Iterable[Candidate]) -> Decision:
    """Give the one resolution that the candidates of all stages support."""
    candidates = tuple(candidates)
    ranked = _best_per_target(candidates)
    if not ranked:
        return Decision(Missing(term, ()), "no registered name is near")
    named = [one for one in ranked if one.stage == "name" and one.target != DECOY]
    if named:
        return _registered(index, term, named)
    decoy = next((one for one in ranked if one.target == DECOY and one.sure), None)
    sure = [one for one in ranked if one.sure and one.target != DECOY and one.score >= FLOORS[one.stage]]
    if decoy and (not sure or decoy.score >= sure[0].score):
        reason = f'nearest to "{decoy.entry.text}", which is not in the base'
        offered = () if decoy.entry.everyday else _nearest(index, term, candidates)
        return Decision(Missing(term, offered), reason)
    if not sure:
        return Decision(Missing(term, _nearest(index, term, candidates)), "nothing reaches the floor")
    return _derived(index, term, sure)


def asks(index: NameIndex, term: str, candidates: Sequence[Candidate]) -> Ambiguous:
    """Give the question that these candidates leave open, the declared one where there is one."""
    declared = next((one for one in candidates if one.target in index.ambiguities), None)
    if declared:
        ambiguity = index.ambiguities[declared.target]
        others = [one for one in candidates if one.target not in index.ambiguities]
        matches = [
            _match(index, declared, meaning) for meaning in ambiguity.meanings if meaning in index.entities
        ]
        matches += [_match(index, one) for one in others if one.target not in ambiguity.meanings]
        return Ambiguous(term, ambiguity.question, tuple(matches))
    matches = [_match(index, one) for one in candidates]
    names = " or ".join(match.name for match in matches)
    return Ambiguous(term, f"Did you mean {names}?", tuple(matches))


def _registered(index: NameIndex, term: str, named: list[Candidate]) -> Decision:
    first = named[0]
    if any(one.target in index.ambiguities for one in named):
        return Decision(asks(index, term, named), "declared as a name of several things")
    if len(named) > 1:
        return Decision(asks(index, term, named), "a registered name of several entities")
    if first.weak:
        return Decision(asks(index, term, named), "a weak name never answers alone")
    if first.entry.kind == "canonical":
        return Decision(Exact(term, _match(index, first)), "the canonical name")
    return Decision(Alias(term, _match(index, first)), "a registered name")


def _derived(index: NameIndex, term: str, sure: list[Candidate]) -> Decision:
    best = sure[0]
    if best.stage == SEVERAL:
        return Decision(
            asks(index, term, [one for one in sure if one.stage == SEVERAL]), "several names in one term"
        )
    margin = MARGINS[best.stage]
    rivals = [
        one
        for one in sure
        if one is best or best.score - one.score < (margin if one.stage == best.stage else MARGINS["phrase"])
    ]
    rivals += [
        one
        for one in sure
        if one not in rivals
        and frozenset((one.target, best.target)) in index.contrasts
        and one.stage == best.stage == "near"
        and best.score - one.score < CONTRAST
    ]
    best = _simplest(index, best, rivals)
    rivals = [one for one in rivals if not _related(index, one, best)]
    if best.target in index.ambiguities or len(rivals) > 1:
        return Decision(asks(index, term, rivals), f"within {margin:g} points of one another")
    if best.weak:
        return Decision(asks(index, term, rivals[:1]), "a weak name never answers alone")
    return Decision(Fuzzy(term, _match(index, best)), f"{best.reason}; nothing else within {margin:g} points")


def _simplest(index: NameIndex, best: Candidate, rivals: list[Candidate]) -> Candidate:
    """Prefer, of names that fit equally, the one inside the other: "Kuril" is the islands before their dispute."""
    inside = index.inside.get(best.target, frozenset())
    return next((one for one in rivals if one.target in inside and one.score >= best.score - _EQUAL), best)


def _related(index: NameIndex, one: Candidate, best: Candidate) -> bool:
    """Say whether a rival is no alternative: its name holds the best one's name, or the other way round."""
    if one is not best and f" {best.entry.latin} " in f" {one.entry.latin} ":
        return True
    return best.target in index.inside.get(one.target, ()) or one.target in index.inside.get(best.target, ())


def _best_per_target(candidates: Iterable[Candidate]) -> list[Candidate]:
    best: dict[str, Candidate] = {}
    for one in candidates:
        held = best.get(one.target)
        if held is None or _rank(one) > _rank(held):
            best[one.target] = one
    return sorted(best.values(), key=_rank, reverse=True)


def _rank(one: Candidate) -> tuple[bool, float, bool, bool]:
    return (one.sure, one.score, not one.weak, one.entry.kind == "canonical")


def _nearest(index: NameIndex, term: str, candidates: Iterable[Candidate]) -> tuple[Match, ...]:
    typed = fold(term)
    worthy = [
        one
        for one in candidates
        if one.target in index.entities
        and one.score >= (_OFFERED_ACROSS if _is_across(typed, one) else _OFFERED)
    ]
    near = sorted(_best_per_target(worthy), key=lambda one: -one.score)
    return tuple(_match(index, one) for one in near[:NEAREST])


def _is_across(typed: str, one: Candidate) -> bool:
    if one.stage == "phrase":
        return False
    return one.entry.foreign if typed.isascii() else script(one.entry.native) != script(typed)


def _match(index: NameIndex, one: Candidate, target: str = "") -> Match:
    score = one.score if one.score == REGISTERED else min(one.score, _DERIVED_TOP)
    target = target or one.target
    return Match(target, index.name(target), one.entry.text, score, one.reason)
