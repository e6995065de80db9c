"""What differs between two editions: statements, entries, notes and stories, and terms that lead elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from pydantic import BaseModel

from knowledge.curation.schema import Claim, Entity, Note, Story
from knowledge.edition.edition import Edition
from knowledge.names.result import Alias, Ambiguous, Exact, Fuzzy, Missing, Resolution

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Changes(Generic[M]):
    """What became of the things of one kind.

    Attributes:
        new: only in the newer edition, in its order.
        gone: only in the older edition, in its order.
        changed: (as it was, as it is).
        same: how many are as they were.
    """

    new: tuple[M, ...]
    gone: tuple[M, ...]
    changed: tuple[tuple[M, M], ...]
    same: int


@dataclass(frozen=True, slots=True)
class Moved:
    """A name that led somewhere in one edition and leads elsewhere in the other.

    Attributes:
        term: the name as it is written.
        before: ids it led to: one for an answer, several where it asks, none where it is unknown.
        now: the same in the newer edition.
    """

    term: str
    before: tuple[str, ...]
    now: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Differences:
    """All that differs between two editions."""

    claims: Changes[Claim]
    entities: Changes[Entity]
    notes: Changes[Note]
    stories: Changes[Story]
    moved: tuple[Moved, ...]


def differences(old: Edition, new: Edition) -> Differences:
    """Compare two editions.

    Who read a claim a second time, and a curator's remark on it, change no answer: they are left out. A name that is
    new with its entry, or that left with it, is not listed as moved.
    """
    return Differences(
        _changes(_claims(old), _claims(new)),
        _changes(old.entities, new.entities),
        _changes(old.notes, new.notes),
        _changes(old.stories, new.stories),
        tuple(_moved(old, new)),
    )


def _claims(edition: Edition) -> Mapping[str, Claim]:
    silent = {"second_reading": None, "note": None}
    return {own: held.claim.model_copy(update=silent) for own, held in edition.claims.items()}


def _changes(old: Mapping[str, M], new: Mapping[str, M]) -> Changes[M]:
    both = [own for own in new if own in old]
    changed = tuple((old[own], new[own]) for own in both if old[own] != new[own])
    return Changes(
        tuple(one for own, one in new.items() if own not in old),
        tuple(one for own, one in old.items() if own not in new),
        changed,
        len(both) - len(changed),
    )


def _moved(old: Edition, new: Edition) -> list[Moved]:
    terms = dict.fromkeys(
        term
        for edition in (old, new)
        for own, entity in edition.entities.items()
        for term in (entity.name, *(name.text for name in edition.names(own)))
    )
    found = []
    for term in terms:
        before, now = (meanings(edition.resolver.resolve(term)) for edition in (old, new))
        # Where an entry itself came or went, its names say nothing more than that.
        came, went = set(now) - old.entities.keys(), set(before) - new.entities.keys()
        if before != now and (set(before) - went or set(now) - came):
            found.append(Moved(term, before, now))
    return found


def meanings(found: Resolution) -> tuple[str, ...]:
    """The ids that a term leads to: one, several where it asks (sorted), none where it is unknown."""
    match found:
        case Exact() | Alias() | Fuzzy():
            return (found.match.entity,)
        case Ambiguous():
            return tuple(sorted(one.entity for one in found.candidates))
        case Missing():
            return ()
