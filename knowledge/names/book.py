"""What the resolver is built from: plain rows, so that any source (an edition, a generated set) can fill it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Named:
    """An entity as the resolver sees it.

    Attributes:
        id: ASCII kebab-case id.
        name: display name.
        kind: entity kind, e.g. ``state``, ``treaty``.
        description: one neutral line.
        weight: how many claims stand on it; breaks ties in order, never decides a match.
    """

    id: str
    name: str
    kind: str
    description: str
    weight: int = 0


@dataclass(frozen=True, slots=True)
class NameRow:
    """One registered name.

    Attributes:
        entity: the entity's id.
        text: the name as written.
        language: BCP 47 tag, e.g. ``en``, ``ru``, ``ja-Latn``.
        kind: ``canonical``, ``alias``, ``acronym``, ``transliteration``, ``demonym``, ``metonym``, ``partial`` …
        weak: a weak name never answers alone: it asks.
    """

    entity: str
    text: str
    language: str
    kind: str
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Ambiguity:
    """Names that may mean several things, and the question to ask; ``meanings`` are entity ids in order."""

    names: tuple[str, ...]
    question: str
    meanings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NameBook:
    """All that the resolver knows.

    Attributes:
        entities: every entity.
        names: every registered name, canonical ones included; read once.
        ambiguities: declared ambiguous names.
        contrasts: pairs of entity ids never merged by nearness: a near match between them asks.
        decoys: names of things of this world that are not in the base; a term nearer to one of them is missing.
        romanised: gives folded names → Latin letters, as far as they are known already (`keys.latin` gives the
            others); called once, so that nobody holds it longer than it is needed.
    """

    entities: tuple[Named, ...]
    names: Iterable[NameRow]
    ambiguities: tuple[Ambiguity, ...] = ()
    contrasts: tuple[tuple[str, str], ...] = ()
    decoys: tuple[str, ...] = ()
    romanised: Callable[[], Mapping[str, str]] = dict
