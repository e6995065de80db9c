"""A treaty's record: where it stands by document, what it obliges to as described, who says what on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from knowledge import dates
from knowledge.answers.compare import Change, InDocument, changes, in_documents
from knowledge.answers.entity import EntityAnswer, treaty_answer
from knowledge.answers.facts import Fact
from knowledge.answers.positions import PartyRow, rows_of
from knowledge.curation.schema import ClaimKind
from knowledge.edition import Edition

STANDING_KINDS: frozenset[ClaimKind] = frozenset({"status", "event", "non-action"})
DESCRIBED_KINDS: frozenset[ClaimKind] = frozenset({"background"})


@dataclass(frozen=True, slots=True)
class StandsIn:
    """What one document says of where the treaty stands.

    Attributes:
        document: the document and what is known of its publication.
        dated: statements with a time, oldest first.
        undated: those without, in the document's order: neither older nor newer.
        mentions: how many of the document's statements are about the treaty at all.
    """

    document: InDocument
    dated: tuple[Fact, ...]
    undated: tuple[Fact, ...]
    mentions: int

    @property
    def facts(self) -> tuple[Fact, ...]:
        """All of them in the order shown."""
        return (*self.dated, *self.undated)


@dataclass(frozen=True, slots=True)
class TreatyRecord:
    """A treaty's record; each statement stands in one of its parts.

    Attributes:
        answer: all about the treaty, with what the documents do not give.
        stands: where it stands, earlier documents first.
        changes: how statements of its documents stand to each other.
        described: what it obliges to or covers, as authors describe it.
        rows: each party's own statements, by name; every state with claims in the base has a row.
        others: heading → what is left: judgements, plans, recommendations.
    """

    answer: EntityAnswer
    stands: tuple[StandsIn, ...]
    changes: tuple[Change, ...]
    described: tuple[Fact, ...]
    rows: tuple[PartyRow, ...]
    others: tuple[tuple[str, tuple[Fact, ...]], ...]


def treaty_record(edition: Edition, entity: str, today: date) -> TreatyRecord | None:
    """The record on a day; None for what is no treaty."""
    answer = treaty_answer(edition, entity, today)
    if answer is None:
        return None
    by_id = {fact.claim.id: fact for fact in answer.facts}
    facts = [by_id[held.claim.id] for held in edition.about(entity)]
    described = tuple(fact for fact in answer.facts if fact.claim.kind in DESCRIBED_KINDS)
    standing = {fact.claim.id for fact in answer.facts if fact.claim.kind in STANDING_KINDS}
    elsewhere = standing | {fact.claim.id for fact in described}
    rows = tuple(_without(row, elsewhere) for row in rows_of(edition, facts))
    elsewhere |= {fact.claim.id for row in rows for fact in row.facts}
    return TreatyRecord(
        answer,
        tuple(_stands(document) for document in in_documents(edition, entity, facts)),
        changes(edition, facts),
        described,
        rows,
        tuple(
            (heading, left)
            for heading, facts in answer.groups
            if (left := tuple(fact for fact in facts if fact.claim.id not in elsewhere))
        ),
    )


def _stands(document: InDocument) -> StandsIn:
    facts = [fact for fact in document.facts if fact.claim.kind in STANDING_KINDS]
    dated = sorted((fact for fact in facts if fact.when), key=_oldest)
    undated = [fact for fact in facts if not fact.when]
    return StandsIn(document, tuple(dated), tuple(undated), len(document.facts))


def _oldest(fact: Fact) -> tuple[date, date]:
    return dates.sort_key(dates.parse(fact.when or ""))


def _without(row: PartyRow, shown: set[str]) -> PartyRow:
    """The row without what stands in another part of the record, and without what authors say about the party."""

    def left(facts: Sequence[Fact]) -> tuple[Fact, ...]:
        return tuple(fact for fact in facts if fact.claim.id not in shown)

    return PartyRow(row.party, row.name, left(row.dated), left(row.undated), ())
