"""The seed files as loaded: models, each with the place it came from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

from knowledge.curation.problems import Path, Problem
from knowledge.curation.schema import (
    Ambiguous,
    Claim,
    Contested,
    Decoys,
    Document,
    Entity,
    EntityKind,
    Note,
    Story,
)

if TYPE_CHECKING:
    # With it comes yaml, which a program that only opens an edition need not load.
    from knowledge.curation.marked import Marked

T = TypeVar("T")

ENTITY_FILES: Mapping[str, EntityKind] = {
    "states": "state",
    "people": "person",
    "organisations": "organisation",
    "places": "place",
    "weapon-systems": "weapon-system",
    "treaties": "treaty",
    "laws": "law",
    "policies": "policy",
    "events": "event",
    "disputes": "dispute",
    "formats": "format",
    "partnerships": "partnership",
    "concepts": "concept",
}
"""File stem under ``entities/`` → the kind of all entities in it; the order is that of ``/browse``."""


@dataclass(frozen=True, slots=True)
class Placed(Generic[T]):
    """A model and where it stands."""

    value: T
    marked: Marked
    path: Path = ()

    def problem(self, below: Path, code: str, message: str, *, key: bool = False) -> Problem:
        """A problem at a path below this model."""
        return self.marked.problem((*self.path, *below), code, message, key=key)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A row of ``paragraphs.tsv``: locator, fingerprint of the normalised text, word count, role."""

    locator: str
    fingerprint: str
    words: int
    role: str

    @property
    def is_body(self) -> bool:
        """Whether it is a numbered paragraph of running prose."""
        return self.role == "body"


@dataclass(frozen=True, slots=True)
class Receipts:
    """A document's ``receipts.json``.

    Attributes:
        openings: locator → the first words of the paragraph (at most five), for finding it.
        claims: claim id → digest of the claim and of its cited paragraphs when it was last proven.
        vocabulary: digest of the vocabulary as it was last written.
    """

    openings: Mapping[str, str]
    claims: Mapping[str, str]
    vocabulary: str = ""


@dataclass(frozen=True, slots=True)
class DocumentSeeds:
    """All that stands in one document's folder."""

    document: Placed[Document]
    paragraphs: tuple[Paragraph, ...]
    claims: tuple[Placed[Claim], ...]
    receipts: Receipts
    vocabulary: tuple[str, ...]

    @property
    def folder(self) -> str:
        """The folder, relative to the seeds."""
        return f"documents/{self.document.value.id}"


@dataclass(slots=True)
class Seeds:
    """Everything curated. Ids are unique when the rules have passed."""

    documents: list[DocumentSeeds] = field(default_factory=list)
    entities: list[Placed[Entity]] = field(default_factory=list)
    kinds: dict[str, EntityKind] = field(default_factory=dict)
    notes: list[Placed[Note]] = field(default_factory=list)
    stories: list[Placed[Story]] = field(default_factory=list)
    contested: list[Placed[Contested]] = field(default_factory=list)
    ambiguous: Placed[Ambiguous] | None = None
    decoys: Placed[Decoys] | None = None
    wording_receipts: Mapping[str, str] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)

    def claims(self) -> Iterator[tuple[DocumentSeeds, Placed[Claim]]]:
        """Every claim with its document."""
        for document in self.documents:
            for claim in document.claims:
                yield document, claim
