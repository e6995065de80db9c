"""What a look-up can end in: one closed type, matched completely by its readers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Match:
    """One entity that a term may mean.

    Attributes:
        entity: the entity's id.
        name: the entity's display name (both sides' names for a disputed place).
        matched: the registered name that matched, as it is written in the base.
        score: 0 to 100; 100 for exact names and aliases.
        reason: how it matched, a clause for people, e.g. ``spelling close to "Kuril Islands"``.
    """

    entity: str
    name: str
    matched: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Exact:
    """The term is an entity's canonical name after normalising."""

    term: str
    match: Match


@dataclass(frozen=True, slots=True)
class Alias:
    """The term is another registered name of one entity after normalising."""

    term: str
    match: Match


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """The term is no registered name, but derives from one: a typo, a layout, an inflection, a word order."""

    term: str
    match: Match


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """The term may mean several entities; ``candidates`` holds all meanings, most likely first."""

    term: str
    question: str
    candidates: tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """The term names nothing in the base; ``nearest`` holds at most five entries offered as such."""

    term: str
    nearest: tuple[Match, ...]


Resolution: TypeAlias = Exact | Alias | Fuzzy | Ambiguous | Missing
