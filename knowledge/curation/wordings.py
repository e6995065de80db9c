"""Every wording of the seeds that people see, with what supports it: one list for all checks of wordings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from knowledge.curation.problems import Path
from knowledge.curation.schema import AUTHOR, UNNAMED, Claim, Entity, Place
from knowledge.curation.seeds import DocumentSeeds, Placed, Seeds


@dataclass(frozen=True, slots=True)
class Wording:
    """One wording.

    Attributes:
        placed: the model it stands in; ``path`` leads from there to it.
        text: the wording.
        support: the (document, paragraph) pairs that must carry its numbers, dates and names; None for the
            curator's own words, which the documents cannot prove.
        entities: entities whose registered names it may use freely.
        claim: the claim it words, for the checks of negation, modal and speaker.
        short: whether it is a short form of that claim.
        besides: other curated texts that may carry its numbers and names (notes).
    """

    placed: Placed[Any]
    path: Path
    text: str
    support: frozenset[tuple[str, str]] | None
    entities: frozenset[str] = frozenset()
    claim: Claim | None = None
    short: bool = False
    besides: tuple[str, ...] = ()


def claim_entities(claim: Claim) -> frozenset[str]:
    """The entities a claim is about or that speak in it."""
    speaking = {voice.speaker for voice in claim.voices} - {AUTHOR, UNNAMED}
    represented = {voice.on_behalf_of for voice in claim.voices if voice.on_behalf_of}
    return frozenset({about.entity for about in claim.about} | speaking | represented)


def claim_support(document: str, claim: Claim) -> frozenset[tuple[str, str]]:
    """The paragraphs a claim cites."""
    return frozenset((document, citation.paragraph) for citation in claim.citations)


def wordings(seeds: Seeds) -> Iterator[Wording]:
    """All wordings that people see, in file order."""
    claims = {placed.value.id: (document, placed.value) for document, placed in seeds.claims()}
    for document, placed in seeds.claims():
        yield from _of_claim(document, placed, claims)
    for entity in seeds.entities:
        yield from _of_entity(entity)
    notes = {note.value.id: note.value for note in seeds.notes}
    for note in seeds.notes:
        yield Wording(note, ("text",), note.value.text, None)
    for story in seeds.stories:
        told = [
            claims[item]
            for item in (*story.value.then, story.value.why, *story.value.since)
            if item in claims
        ]
        besides = tuple(notes[item].text for item in story.value.since if item in notes)
        support = frozenset[tuple[str, str]]().union(
            *(claim_support(document.document.value.id, claim) for document, claim in told)
        )
        entities = frozenset(story.value.topics).union(*(claim_entities(claim) for _, claim in told))
        for key in ("title", "quote_safely"):
            text = getattr(story.value, key)
            yield Wording(story, (key,), text, support, entities, besides=(*besides, *_years(told)))
    for contested in seeds.contested:
        places = frozenset((use.document, use.paragraph) for use in contested.value.uses)
        speakers = frozenset(use.whose for use in contested.value.uses if use.whose != AUTHOR)
        yield Wording(contested, ("line",), contested.value.line, places, speakers)
    if seeds.ambiguous:
        for index, item in enumerate(seeds.ambiguous.value.ambiguous):
            yield Wording(seeds.ambiguous, ("ambiguous", index, "question"), item.question, None)


def _of_claim(
    document: DocumentSeeds, placed: Placed[Claim], claims: dict[str, tuple[DocumentSeeds, Claim]]
) -> Iterator[Wording]:
    claim = placed.value
    support = claim_support(document.document.value.id, claim)
    entities = claim_entities(claim)
    for key in ("text", "short", "headline"):
        text = getattr(claim, key)
        if text is not None:
            yield Wording(placed, (key,), text, support, entities, claim, key != "text")
    for index, voice in enumerate(claim.voices):
        if voice.name is not None:
            yield Wording(placed, ("voices", index, "name"), voice.name, support, entities)
    for index, link in enumerate(claim.links):
        if link.claim in claims:
            other_document, other = claims[link.claim]
            both = support | claim_support(other_document.document.value.id, other)
            yield Wording(placed, ("links", index, "text"), link.text, both, entities | claim_entities(other))


def _of_entity(placed: Placed[Entity]) -> Iterator[Wording]:
    entity = placed.value
    own = frozenset({entity.id, *entity.part_of, *entity.see_also})
    if entity.disputed:
        own |= {party.party for party in entity.disputed.names}
    yield Wording(
        placed, ("description", "text"), entity.description.text, _pairs(entity.description.cited), own
    )
    if entity.office:
        yield Wording(placed, ("office", "text"), entity.office.text, _pairs(entity.office.cited), own)
    if entity.disputed:
        yield Wording(placed, ("disputed", "line"), entity.disputed.line, None, own)
    for index, line in enumerate(entity.not_in_documents):
        yield Wording(placed, ("not_in_documents", index), line, None, own)


def _pairs(places: Iterable[Place]) -> frozenset[tuple[str, str]] | None:
    return frozenset((place.document, place.paragraph) for place in places) or None


def _years(told: Iterable[tuple[DocumentSeeds, Claim]]) -> tuple[str, ...]:
    """The documents' own publication dates may be named in a story: they are metadata, not claims."""
    return tuple({document.document.value.published.edtf for document, _ in told})
