"""What the documents say about one entity."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from knowledge import dates
from knowledge.answers.checks import Check, checks_of
from knowledge.answers.facts import CitedAt, Fact, cite, fact_of
from knowledge.curation.schema import ClaimKind, Entity, EntityKind, Note, Sourced
from knowledge.edition import Edition, Held

ENTITY_GROUPS: Mapping[str, frozenset[ClaimKind]] = {
    "What happened": frozenset({"event", "status", "non-action"}),
    "What the parties say": frozenset({"position", "allegation"}),
    "Warnings": frozenset({"warning"}),
    "Plans and forecasts": frozenset({"plan", "forecast"}),
    "Recommendations": frozenset({"recommendation"}),
    "What the authors judge": frozenset({"assessment", "motive"}),
    "Background": frozenset({"background"}),
}
"""Heading → kinds, in the order of the card."""

TREATY_GROUPS: Mapping[str, frozenset[ClaimKind]] = {
    "Status": frozenset({"status", "event", "non-action"}),
    "What it covers, as described": frozenset({"background"}),
    "What the parties say": frozenset({"position", "allegation"}),
    "Warnings": frozenset({"warning"}),
    "Plans and forecasts": frozenset({"plan", "forecast"}),
    "Recommendations": frozenset({"recommendation"}),
    "What the authors judge": frozenset({"assessment", "motive"}),
}
"""The same for a treaty: where it stands comes first."""


@dataclass(frozen=True, slots=True)
class AsOf:
    """How old an answer is: every card says it.

    Attributes:
        sources: each document's short name and date in words.
        newest_fact: the newest dated fact, in words; None when all are undated.
        newest_source: short name and date of the newest document.
    """

    sources: tuple[str, ...]
    newest_fact: str | None
    newest_source: str


@dataclass(frozen=True, slots=True)
class Wording:
    """A line with its citations; ``by_curator`` when the documents do not carry it."""

    text: str
    cited: tuple[CitedAt, ...]

    @property
    def by_curator(self) -> bool:
        """Whether the curator, not a document, says it."""
        return not self.cited


@dataclass(frozen=True, slots=True)
class EntityAnswer:
    """All about one entity.

    Attributes:
        name: display name: both sides' names for a disputed place.
        groups: heading → facts, empty groups left out; together ``facts``.
        parts: display names of entities whose claims are included.
        see_also: entity ids.
        contrasts: (entity id, reason) of what its name is easily taken for, in the curator's words.
    """

    entity: Entity
    kind: EntityKind
    name: str
    description: Wording
    office: Wording | None
    names_line: str | None
    groups: tuple[tuple[str, tuple[Fact, ...]], ...]
    checks: tuple[Check, ...]
    notes: tuple[Note, ...]
    not_in_documents: tuple[str, ...]
    parts: tuple[str, ...]
    see_also: tuple[str, ...]
    contrasts: tuple[tuple[str, str], ...]
    as_of: AsOf

    @property
    def facts(self) -> tuple[Fact, ...]:
        """All facts in the order shown."""
        return tuple(fact for _, facts in self.groups for fact in facts)


def entity_answer(edition: Edition, entity: str, today: date) -> EntityAnswer:
    """The entity's record on a day."""
    return _answer(edition, entity, today, ENTITY_GROUPS)


def treaty_answer(edition: Edition, entity: str, today: date) -> EntityAnswer | None:
    """The same, ordered as a treaty's record; None for what is no treaty."""
    if edition.kinds[entity] != "treaty":
        return None
    return _answer(edition, entity, today, TREATY_GROUPS)


def as_of(edition: Edition, facts: Iterable[Fact]) -> AsOf:
    """How old these facts are."""
    shown = list(facts)
    documents = {fact.document for fact in shown} or set(edition.sources)
    dated = [
        dates.parse(fact.when)
        for fact in shown
        if fact.when is not None and fact.when_role in ("happened", "said")
    ]
    newest = max(dated, key=lambda edtf: dates.sort_key(edtf)[::-1], default=None)
    sources = [source for own, source in edition.sources.items() if own in documents]
    last = edition.newest_source
    return AsOf(
        tuple(f"{source.document.short} ({dates.words(source.published)})" for source in sources),
        dates.words(newest) if newest else None,
        f"{last.document.short}, {dates.words(last.published)}",
    )


def wording(edition: Edition, sourced: Sourced) -> Wording:
    """A sourced line with its citations worded."""
    return Wording(
        sourced.text, tuple(cite(edition, place.document, place.paragraph) for place in sourced.cited)
    )


def _answer(
    edition: Edition, own: str, today: date, groups: Mapping[str, frozenset[ClaimKind]]
) -> EntityAnswer:
    entity = edition.entities[own]
    facts = {held.claim.id: fact_of(edition, held, today) for held in edition.about(own)}
    ordered = [facts[held.claim.id] for held in _ordered(edition, own, facts)]
    grouped = tuple(
        (heading, found)
        for heading, kinds in groups.items()
        if (found := tuple(fact for fact in ordered if fact.claim.kind in kinds))
    )
    shown = [fact for _, found in grouped for fact in found]
    parts = sorted(edition.entities[part].name for part in edition.below[own] if part != own)
    return EntityAnswer(
        entity=entity,
        kind=edition.kinds[own],
        name=entity.name,
        description=wording(edition, entity.description),
        office=wording(edition, entity.office) if entity.office else None,
        names_line=entity.disputed.line if entity.disputed else None,
        groups=grouped,
        checks=checks_of(edition, shown),
        notes=edition.notes_of_entities.get(own, ()),
        not_in_documents=entity.not_in_documents,
        parts=tuple(parts),
        see_also=entity.see_also,
        contrasts=_contrasts(edition, own),
        as_of=as_of(edition, shown),
    )


def _contrasts(edition: Edition, own: str) -> tuple[tuple[str, str], ...]:
    return tuple(
        (next(other for other in pair.entities if other != own), pair.reason)
        for pair in edition.ambiguous.contrasts
        if own in pair.entities
    )


def _ordered(edition: Edition, own: str, facts: Mapping[str, Fact]) -> list[Held]:
    """What is mainly about the entity first, what was replaced last; dated statements newest first, then undated.

    Among undated ones later documents come first; that says nothing about what they tell of.
    """

    def key(held: Held) -> tuple[bool, int, bool, int, int]:
        fact = facts[held.claim.id]
        newest = -dates.sort_key(dates.parse(fact.when))[1].toordinal() if fact.when else 0
        order = -edition.sources[held.document].document.order
        return fact.standing == "superseded", _distance(held, own), fact.when is None, newest, order

    return sorted(edition.about(own), key=key)


def _distance(held: Held, own: str) -> int:
    """How directly a claim is about an entity: its first subject, a party to it, a topic, or only by a part."""
    roles = {about.entity: about.role for about in held.claim.about}
    if held.claim.about[0].entity == own:
        return 0
    if own in roles:
        return 2 if roles[own] == "topic" else 1
    return 3
