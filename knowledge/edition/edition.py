"""An edition in memory: everything an answer needs, indexed, read-only."""

from __future__ import annotations

import gc
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from knowledge import dates
from knowledge.curation.book import name_book
from knowledge.curation.schema import (
    Ambiguous,
    Claim,
    Contested,
    Document,
    Entity,
    EntityKind,
    Name,
    Note,
    Story,
)
from knowledge.edition.full_text import FullText
from knowledge.edition.name_table import NameTable
from knowledge.names import keys
from knowledge.names.book import NameBook
from knowledge.names.resolver import Resolver


@dataclass(frozen=True, slots=True)
class Paragraph:
    """What is kept of a paragraph: never its text."""

    locator: str
    fingerprint: str
    words: int
    role: str
    opening: str


@dataclass(frozen=True, slots=True)
class Source:
    """A document with what is kept of its paragraphs and words."""

    document: Document
    paragraphs: Mapping[str, Paragraph]
    vocabulary: frozenset[str]

    @property
    def published(self) -> dates.Edtf:
        """When it appeared, as far as the copy proves it."""
        return dates.parse(self.document.published.edtf)


@dataclass(frozen=True, slots=True)
class Held:
    """A claim and the document it stands in."""

    claim: Claim
    document: str


@dataclass(frozen=True)
class Edition:
    """The fact base of one build.

    Attributes:
        hash: of the canonical seed content and the schema version.
        sources: document id → source, in curated order (later documents later).
        entities: entity id → entity, in file order; ``kinds`` has their kinds.
        claims: claim id → claim, in the order of documents and paragraphs.
        notes: note id → note.
        stories: story id → story.
        decoys: names of things that are not in the base.
        full_text: the index over the claims' wordings.
        name_table: the registered names, read when asked for.
    """

    hash: str
    sources: Mapping[str, Source]
    entities: Mapping[str, Entity]
    kinds: Mapping[str, EntityKind]
    claims: Mapping[str, Held]
    notes: Mapping[str, Note]
    stories: Mapping[str, Story]
    contested: tuple[Contested, ...]
    ambiguous: Ambiguous
    decoys: tuple[str, ...]
    full_text: FullText
    name_table: NameTable

    @cached_property
    def resolver(self) -> Resolver:
        """The one engine behind look-ups and autocomplete."""
        return Resolver(self.book)

    def warm(self) -> None:
        """Build everything that is built once, so that no question has to wait for it."""
        _ = (
            self.resolver,
            self._claims_by_entity,
            self.notes_of_claims,
            self.notes_of_entities,
            self.updated_by,
            self.contested_at,
        )
        keys.forget_tables()
        # It stays as long as the process: without this each full garbage collection walks through all of it, and
        # in a large base the look-up that happens to start one waits for a tenth of a second.
        gc.freeze()

    @property
    def book(self) -> NameBook:
        """The names of this edition, as the resolver takes them; read anew each time, and not kept."""
        weight = lambda own: len(self.about(own))  # noqa: E731 - one argument below
        book = name_book(self.entities.values(), self.kinds, self.ambiguous, self.decoys, weight)
        return replace(book, names=self.name_table.rows(), romanised=self.name_table.romanised)

    def names(self, entity: str) -> tuple[Name, ...]:
        """An entity's registered names besides the canonical one; ``Entity.names`` of an edition is empty."""
        return self.name_table.of(entity)

    def name_row(self, entity: str, text: str) -> Name | None:
        """The registered name with this text; None for the canonical one."""
        return self.name_table.with_text(entity, text)

    @cached_property
    def below(self) -> Mapping[str, frozenset[str]]:
        """Entity id → it and all that is part of it, however deep."""
        children: dict[str, set[str]] = {own: {own} for own in self.entities}
        for own in self.entities:
            todo, seen = list(self.entities[own].part_of), set[str]()
            while todo:
                above = todo.pop()
                if above not in seen:
                    seen.add(above)
                    children[above].add(own)
                    todo.extend(self.entities[above].part_of)
        return {own: frozenset(found) for own, found in children.items()}

    @cached_property
    def place_of(self) -> Mapping[str, int]:
        """Claim id → its place in the order of documents and paragraphs."""
        return {own: at for at, own in enumerate(self.claims)}

    @cached_property
    def _claims_by_entity(self) -> Mapping[str, tuple[Held, ...]]:
        direct: dict[str, list[str]] = {own: [] for own in self.entities}
        for held in self.claims.values():
            touched = {about.entity for about in held.claim.about} | {
                voice.speaker for voice in held.claim.voices
            }
            for own in touched:
                if own in direct:
                    direct[own].append(held.claim.id)
        gathered: dict[str, tuple[Held, ...]] = {}
        for own, family in self.below.items():
            ids = sorted(
                {claim for member in family for claim in direct[member]}, key=self.place_of.__getitem__
            )
            gathered[own] = tuple(self.claims[claim] for claim in ids)
        return gathered

    def about(self, entity: str) -> tuple[Held, ...]:
        """The claims about an entity or made by it, with those of its parts, in document order."""
        return self._claims_by_entity[entity]

    @cached_property
    def notes_of_claims(self) -> Mapping[str, tuple[Note, ...]]:
        """Claim id → the curator's notes on it."""
        found: dict[str, list[Note]] = {}
        for note in self.notes.values():
            for claim in note.claims:
                found.setdefault(claim, []).append(note)
        return {claim: tuple(notes) for claim, notes in found.items()}

    @cached_property
    def notes_of_entities(self) -> Mapping[str, tuple[Note, ...]]:
        """Entity id → the curator's notes on it."""
        found: dict[str, list[Note]] = {}
        for note in self.notes.values():
            for entity in note.entities:
                found.setdefault(entity, []).append(note)
        return {entity: tuple(notes) for entity, notes in found.items()}

    @cached_property
    def contested_at(self) -> Mapping[tuple[str, str], tuple[Contested, ...]]:
        """(Document id, locator) → the contested words that stand there."""
        found: dict[tuple[str, str], dict[int, Contested]] = {}
        for at, contested in enumerate(self.contested):
            for use in contested.uses:
                found.setdefault((use.document, use.paragraph), {})[at] = contested
        return {place: tuple(words.values()) for place, words in found.items()}

    @cached_property
    def updated_by(self) -> Mapping[str, tuple[tuple[str, str], ...]]:
        """Claim id → (type, claim id) of the links that lead to it."""
        found: dict[str, list[tuple[str, str]]] = {}
        for held in self.claims.values():
            for link in held.claim.links:
                found.setdefault(link.claim, []).append((link.type, held.claim.id))
        return {claim: tuple(links) for claim, links in found.items()}

    @cached_property
    def newest_source(self) -> Source:
        """The document with the highest order."""
        return max(self.sources.values(), key=lambda source: source.document.order)
