"""What an entry stands in connection with: other entries, each by one statement that is about both."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.answers.facts import Fact
from knowledge.curation.schema import About, Role
from knowledge.edition import Edition

MOST = 8
"""How many entries are shown at most: more do not fit a picture that a phone can show."""
_DOING: frozenset[Role] = frozenset({"actor", "speaker", "party", "object", "treaty", "system"})
"""Roles of what a statement is on; a place or a topic of it is further away."""
_NO_WORD = re.compile(r"[^\w-]+")
_UNNAMED = 3
"""An entry that only the full text names is further away than any role puts it."""


@dataclass(frozen=True, slots=True)
class Link:
    """Another entry, and the statement that connects it.

    Attributes:
        entity: its id; ``name`` is its display name.
        fact: a statement about both, whose text names both.
        label: its short curated wording.
    """

    entity: str
    name: str
    fact: Fact
    label: str


def links(edition: Edition, own: str, facts: Iterable[Fact]) -> tuple[Link, ...]:
    """The entries that an entry is most closely connected with, the closest first; at most eight.

    A connection is only as good as the statement that says it: one that names both entries, whose short wording
    names at least one of them, and which was not replaced by a later one. Closer are those whose short wording names
    them and in which they act. Each statement connects one entry, so that no two links say the same. What the entry
    is part of, and its own parts, are left out: its description says so.

    Args:
        edition: the base.
        own: the entry's id.
        facts: the statements about it or its parts, the most direct first.
    """
    shown = [fact for fact in facts if fact.claim.short and fact.standing != "superseded"]
    distance = _Distance(edition)
    near: dict[tuple[int, str], int] = {}
    for number, fact in enumerate(shown):
        far = {about.entity: distance.of(fact, about) for about in fact.claim.about}
        inside = [far[entity] for entity in far if entity in edition.below[own]]
        here = min((one for one in inside if one is not None), default=None)
        for other, there in far.items():
            related = other in edition.below[own] or own in edition.below[other]
            if here is not None and there is not None and not related and min(here, there) < _UNNAMED:
                near[number, other] = here + there
    often = Counter(other for _, other in near)
    said: dict[str, Fact] = {}
    used: set[int] = set()
    for number, other in sorted(near, key=lambda pair: (near[pair], -often[pair[1]], pair[1], pair[0])):
        if other not in said and number not in used and len(said) < MOST:
            said[other] = shown[number]
            used.add(number)
    return tuple(
        Link(other, edition.entities[other].name, fact, fact.claim.short or fact.claim.text)
        for other, fact in said.items()
    )


class _Distance:
    """How far statements are from what they are about."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._names: dict[str, tuple[str, ...]] = {}

    def of(self, fact: Fact, about: About) -> int | None:
        """Less where the short wording names the entry, and by its role; None where the text does not name it."""
        part = 0 if about.role in _DOING else 1 if about.role == "place" else 2
        if self._is_named(about.entity, fact.claim.short or ""):
            return part
        return part + _UNNAMED if self._is_named(about.entity, fact.claim.text) else None

    def _is_named(self, entity: str, text: str) -> bool:
        """Whether a text has any of an entry's names in it, as whole words."""
        names = self._names.get(entity)
        if names is None:
            names = self._names[entity] = tuple(map(_words, self._edition.name_table.texts(entity)))
        words = _words(text)
        return any(name in words for name in names)


def _words(text: str) -> str:
    """A text with one space around each word: ``“Russia’s”`` has the word ``Russia``, ``S-300V4`` is one."""
    return f" {' '.join(_NO_WORD.sub(' ', text).split())} "
