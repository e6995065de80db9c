"""One topic in each document side by side: what each says, what changed, what only some mention. No verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from knowledge import dates
from knowledge.answers.checks import Check, checks_of
from knowledge.answers.entity import AsOf, as_of
from knowledge.answers.facts import CitedAt, Fact, cite, facts_of
from knowledge.curation.schema import LinkType
from knowledge.edition import Edition, Held


@dataclass(frozen=True, slots=True)
class InDocument:
    """What one document says on the topic.

    Attributes:
        document: its id; ``short`` is its short name.
        title: its title.
        author: who wrote it, as far as the copy says.
        published: when it appeared, in words.
        basis: whether the copy states that or the curator derived it.
        facts: in the order of the document.
        alone: entities that these facts are about and those of no other document here are.
    """

    document: str
    short: str
    title: str
    author: str
    published: str
    basis: str
    facts: tuple[Fact, ...]
    alone: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A link between two claims, at least one of which is on the topic.

    Attributes:
        link: its sort.
        source: id of the claim that links.
        target: id of the claim it leads to.
        text: the curated sentence that says how they stand to each other.
        cited: where both stand, the older claim first.
    """

    link: LinkType
    source: str
    target: str
    text: str
    cited: tuple[CitedAt, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """One topic across the documents, in their curated order."""

    topic: str
    name: str
    documents: tuple[InDocument, ...]
    changes: tuple[Change, ...]
    checks: tuple[Check, ...]
    as_of: AsOf

    @property
    def facts(self) -> tuple[Fact, ...]:
        """All facts in the order shown."""
        return tuple(fact for document in self.documents for fact in document.facts)


def compare(edition: Edition, topic: str, today: date) -> Comparison:
    """The topic in each document of the base, whether or not it says anything on it."""
    documents = in_documents(edition, topic, facts_of(edition, edition.about(topic), today))
    shown = [fact for document in documents for fact in document.facts]
    return Comparison(
        topic,
        edition.entities[topic].name,
        documents,
        changes(edition, shown),
        checks_of(edition, shown),
        as_of(edition, shown),
    )


def in_documents(edition: Edition, topic: str, facts: Iterable[Fact]) -> tuple[InDocument, ...]:
    """The facts on a topic by document, each in the order given; a document that says nothing on it is there too."""
    by_document: dict[str, list[Fact]] = {own: [] for own in edition.sources}
    for fact in facts:
        by_document[fact.document].append(fact)
    named = {own: _entities(found) for own, found in by_document.items()}
    times = Counter(entity for entities in named.values() for entity in entities)
    documents = []
    for own, found in by_document.items():
        source = edition.sources[own]
        alone = tuple(entity for entity in named[own] if times[entity] == 1 and entity != topic)
        documents.append(
            InDocument(
                own,
                source.document.short,
                source.document.title,
                source.document.author.name,
                dates.words(source.published),
                source.document.published.basis,
                tuple(found),
                alone,
            )
        )
    return tuple(documents)


def changes(edition: Edition, facts: Iterable[Fact]) -> tuple[Change, ...]:
    """The links from and to these facts, in the order of the claims that they start from."""
    own = {fact.claim.id for fact in facts}
    linked = own.union(source for claim in own for _, source in edition.updated_by.get(claim, ()))
    return tuple(
        Change(
            link.type, one.claim.id, link.claim, link.text, _both(edition, edition.claims[link.claim], one)
        )
        for one in (edition.claims[claim] for claim in sorted(linked, key=edition.place_of.__getitem__))
        for link in one.claim.links
        if one.claim.id in own or link.claim in own
    )


def _entities(facts: Iterable[Fact]) -> Mapping[str, None]:
    return dict.fromkeys(about.entity for fact in facts for about in fact.claim.about)


def _both(edition: Edition, target: Held, source: Held) -> tuple[CitedAt, ...]:
    places = (
        cite(edition, one.document, cited.paragraph)
        for one in (target, source)
        for cited in one.claim.citations
    )
    return tuple(dict.fromkeys(places))
