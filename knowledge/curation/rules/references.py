"""Ids stand once and every reference leads somewhere."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from knowledge.curation.problems import Path, Problem
from knowledge.curation.schema import AUTHOR, UNNAMED, Claim, Entity, Place
from knowledge.curation.seeds import DocumentSeeds, Placed, Seeds


class _Ids:
    """The known ids of one sort, and the sentence for an unknown one."""

    def __init__(self, sort: str, ids: Iterable[str]) -> None:
        self.sort = sort
        self.ids = frozenset(ids)

    def missing(self, placed: Placed[Any], path: Path, value: str | None, *others: str) -> Iterator[Problem]:
        if value is None or value in self.ids or value in others:
            return
        near = get_close_matches(value, self.ids, n=1, cutoff=0.75)
        hint = f": did you mean {near[0]}?" if near else ": add it or correct the id"
        yield placed.problem(path, "dangling-id", f"there is no {self.sort} {value!r}{hint}")


def check(seeds: Seeds) -> Iterator[Problem]:
    """Duplicate and dangling ids, locators that do not exist, part-of circles."""
    yield from _duplicates("claim", [placed for _, placed in seeds.claims()])
    yield from _duplicates("entity", seeds.entities)
    yield from _duplicates("note", seeds.notes)
    yield from _duplicates("story", seeds.stories)
    claims = _Ids("claim", (placed.value.id for _, placed in seeds.claims()))
    entities = _Ids("entity", seeds.kinds)
    paragraphs = {
        found.document.value.id: {row.locator for row in found.paragraphs} for found in seeds.documents
    }
    for document, claim in seeds.claims():
        yield from _claim(document, claim, claims, entities, paragraphs)
    orders: dict[int, str] = {}
    for found in seeds.documents:
        placed_document = found.document
        yield from entities.missing(
            placed_document, ("author", "entity"), placed_document.value.author.entity
        )
        order = placed_document.value.order
        if order in orders:
            message = f"order {order} is already {orders[order]!r}'s: give each document its own"
            yield placed_document.problem(("order",), "duplicate-order", message)
        orders[order] = placed_document.value.id
    for entity in seeds.entities:
        yield from _entity(entity, entities, paragraphs)
    yield from _others(seeds, claims, entities, paragraphs)
    yield from _circles(seeds.entities)


def _duplicates(sort: str, items: Iterable[Placed[Any]]) -> Iterator[Problem]:
    first: dict[str, Placed[Any]] = {}
    for placed in items:
        other = first.setdefault(placed.value.id, placed)
        if other is not placed:
            line, _ = other.marked.where((*other.path, "id"))
            message = (
                f"the {sort} id {placed.value.id!r} already stands at {other.marked.file}:{line}: rename one"
            )
            yield placed.problem(("id",), "duplicate-id", message)


def _claim(
    document: DocumentSeeds,
    placed: Placed[Claim],
    claims: _Ids,
    entities: _Ids,
    paragraphs: dict[str, set[str]],
) -> Iterator[Problem]:
    claim, own = placed.value, document.document.value.id
    for index, about in enumerate(claim.about):
        yield from entities.missing(placed, ("about", index, "entity"), about.entity)
    for index, voice in enumerate(claim.voices):
        yield from entities.missing(placed, ("voices", index, "speaker"), voice.speaker, AUTHOR, UNNAMED)
        yield from entities.missing(placed, ("voices", index, "on_behalf_of"), voice.on_behalf_of)
    for index, link in enumerate(claim.links):
        yield from claims.missing(placed, ("links", index, "claim"), link.claim)
        if link.claim == claim.id:
            yield placed.problem(("links", index, "claim"), "self-link", "a claim cannot link to itself")
    yield from _twice(placed)
    path: Path
    if claim.times.after:
        path = ("times", "after", "claim")
        yield from claims.missing(placed, path, claim.times.after.claim)
        if claim.times.after.claim == claim.id:
            yield placed.problem(path, "self-link", "a claim cannot come after itself")
    for index, citation in enumerate(claim.citations):
        path = ("citations", index, "paragraph")
        if citation.paragraph not in paragraphs[own]:
            message = f"{own} has no paragraph {citation.paragraph!r}: correct the locator"
            yield placed.problem(path, "unknown-paragraph", message)


def _twice(placed: Placed[Claim]) -> Iterator[Problem]:
    """What stands twice in one claim: an entity, a link, a cited paragraph."""
    claim = placed.value
    for index, about in enumerate(claim.about):
        if about.entity in (other.entity for other in claim.about[:index]):
            message = f"{about.entity!r} stands twice: keep the role that fits best"
            yield placed.problem(("about", index, "entity"), "duplicate-about", message)
    for index, link in enumerate(claim.links):
        if (link.type, link.claim) in ((other.type, other.claim) for other in claim.links[:index]):
            message = f"{link.type} {link.claim!r} stands twice: keep one sentence"
            yield placed.problem(("links", index, "claim"), "duplicate-link", message)
    for index, citation in enumerate(claim.citations):
        if citation.paragraph in (other.paragraph for other in claim.citations[:index]):
            message = f"paragraph {citation.paragraph!r} is cited twice: join the key terms in one citation"
            yield placed.problem(("citations", index, "paragraph"), "duplicate-citation", message)


def _place(
    placed: Placed[Any], path: Path, place: Place | None, paragraphs: dict[str, set[str]]
) -> Iterator[Problem]:
    if place is None:
        return
    if place.document not in paragraphs:
        known = ", ".join(paragraphs)
        message = f"there is no document {place.document!r}: use one of {known}"
        yield placed.problem((*path, "document"), "dangling-id", message)
    elif place.paragraph not in paragraphs[place.document]:
        message = f"{place.document} has no paragraph {place.paragraph!r}: correct the locator"
        yield placed.problem((*path, "paragraph"), "unknown-paragraph", message)


def _entity(placed: Placed[Entity], entities: _Ids, paragraphs: dict[str, set[str]]) -> Iterator[Problem]:
    entity = placed.value
    for key in ("part_of", "see_also"):
        for index, other in enumerate(getattr(entity, key)):
            yield from entities.missing(placed, (key, index), other)
    yield from _place(placed, ("cited",), entity.cited, paragraphs)
    for index, name in enumerate(entity.names):
        yield from entities.missing(placed, ("names", index, "used_by"), name.used_by)
        yield from _place(placed, ("names", index, "cited"), name.cited, paragraphs)
    for key, sourced in (("description", entity.description), ("office", entity.office)):
        for index, place in enumerate(sourced.cited if sourced else ()):
            yield from _place(placed, (key, "cited", index), place, paragraphs)
    for index, party in enumerate(entity.disputed.names if entity.disputed else ()):
        path: Path = ("disputed", "names", index)
        yield from entities.missing(placed, (*path, "party"), party.party)
        yield from _place(placed, (*path, "cited"), party.cited, paragraphs)


def _others(seeds: Seeds, claims: _Ids, entities: _Ids, paragraphs: dict[str, set[str]]) -> Iterator[Problem]:
    notes = _Ids("claim or note", claims.ids | {note.value.id for note in seeds.notes})
    for note in seeds.notes:
        yield from _each(claims, note, ("claims",), note.value.claims)
        yield from _each(entities, note, ("entities",), note.value.entities)
    for story in seeds.stories:
        yield from _each(claims, story, ("then",), story.value.then)
        yield from claims.missing(story, ("why",), story.value.why)
        yield from _each(notes, story, ("since",), story.value.since)
        yield from _each(entities, story, ("topics",), story.value.topics)
        yield from entities.missing(story, ("picture",), story.value.picture)
    for contested in seeds.contested:
        for index, use in enumerate(contested.value.uses):
            path: Path = ("uses", index)
            place = Place(document=use.document, paragraph=use.paragraph)
            yield from _place(contested, path, place, paragraphs)
            yield from entities.missing(contested, (*path, "whose"), use.whose, AUTHOR)
    if seeds.ambiguous:
        for index, item in enumerate(seeds.ambiguous.value.ambiguous):
            yield from _each(entities, seeds.ambiguous, ("ambiguous", index, "meanings"), item.meanings)
        for index, pair in enumerate(seeds.ambiguous.value.contrasts):
            yield from _each(entities, seeds.ambiguous, ("contrasts", index, "entities"), pair.entities)


def _each(known: _Ids, placed: Placed[Any], path: Path, values: Iterable[str]) -> Iterator[Problem]:
    for index, value in enumerate(values):
        yield from known.missing(placed, (*path, index), value)


def _circles(entities: Iterable[Placed[Entity]]) -> Iterator[Problem]:
    above = {placed.value.id: placed.value.part_of for placed in entities}
    for placed in entities:
        if leads_back(placed.value.id, above):
            message = "this entity is part of itself: break the circle"
            yield placed.problem(("part_of",), "circle", message)


def leads_back(start: str, steps: Mapping[str, Collection[str]]) -> bool:
    """Whether following ``steps`` from ``start`` comes back to it."""
    todo, seen = list(steps.get(start, ())), set[str]()
    while todo:
        current = todo.pop()
        if current == start:
            return True
        if current not in seen:
            seen.add(current)
            todo.extend(steps.get(current, ()))
    return False
