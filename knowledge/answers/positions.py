"""Who says what on one topic: party × statements; what the author says about a party stands apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from knowledge import dates
from knowledge.answers.checks import Check, checks_of
from knowledge.answers.entity import AsOf, as_of
from knowledge.answers.facts import Fact, facts_of
from knowledge.curation.schema import AUTHOR, Claim, ClaimKind
from knowledge.edition import Edition, Held

_ABOUT_KINDS: frozenset[ClaimKind] = frozenset(
    {"assessment", "motive", "non-action", "forecast", "recommendation", "plan"}
)
_DEEDS: frozenset[ClaimKind] = frozenset({"event", "status"})
_DOING = frozenset({"actor", "party", "speaker"})


@dataclass(frozen=True, slots=True)
class PartyRow:
    """A party's own statements and, apart, what an author says about it.

    Attributes:
        party: its entity id.
        name: its display name.
        dated: its own dated statements, newest first.
        undated: its own undated ones, by id: neither older nor newer.
        about: what authors say about it on the topic.
    """

    party: str
    name: str
    dated: tuple[Fact, ...]
    undated: tuple[Fact, ...]
    about: tuple[Fact, ...]

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Only what the party itself says."""
        return (*self.dated, *self.undated)


@dataclass(frozen=True, slots=True)
class Positions:
    """One topic, party by party.

    Attributes:
        topic: entity id; ``name`` is its display name.
        party: the one party asked for; None for every state with claims in the base.
        rows: by name, with or without statements.
    """

    topic: str
    name: str
    party: str | None
    rows: tuple[PartyRow, ...]
    checks: tuple[Check, ...]
    as_of: AsOf

    @property
    def facts(self) -> tuple[Fact, ...]:
        """All facts in the order shown, each once."""
        own = (fact for row in self.rows for fact in row.facts)
        about = (fact for row in self.rows for fact in row.about)
        return tuple({fact.claim.id: fact for fact in (*own, *about)}.values())


def positions(edition: Edition, topic: str, today: date, party: str | None = None) -> Positions:
    """What the parties say on a topic: every state with claims in the base has a row, or only the party asked for."""
    rows = rows_of(edition, facts_of(edition, edition.about(topic), today), party)
    shown = tuple({fact.claim.id: fact for row in rows for fact in (*row.facts, *row.about)}.values())
    return Positions(
        topic,
        edition.entities[topic].name,
        party,
        rows,
        checks_of(edition, shown),
        as_of(edition, shown),
    )


def rows_of(edition: Edition, facts: Sequence[Fact], party: str | None = None) -> tuple[PartyRow, ...]:
    """The facts by party: every state with claims in the base has a row, or only the party asked for."""
    touching: dict[str, dict[int, Fact]] = {}
    for place, fact in enumerate(facts):
        for own in _touched(fact.claim):
            touching.setdefault(own, {})[place] = fact
    return tuple(
        _row(edition, own, _concerning(edition.below[own], touching))
        for own in ([party] if party else parties(edition))
    )


def _touched(claim: Claim) -> set[str]:
    """The entities that the rules of a row look at."""
    voice = claim.voices[-1]
    behind = {voice.on_behalf_of} if voice.on_behalf_of else set()
    return {voice.speaker, *behind, *(about.entity for about in claim.about)}


def _concerning(members: frozenset[str], touching: Mapping[str, Mapping[int, Fact]]) -> list[Fact]:
    """The facts that touch a member, in their order: nearly none of many, for most of many parties."""
    found = {place: fact for own in members & touching.keys() for place, fact in touching[own].items()}
    return [found[place] for place in sorted(found)]


def parties(edition: Edition) -> tuple[str, ...]:
    """The states with claims in the base, by name."""
    states = (own for own, kind in edition.kinds.items() if kind == "state" and edition.about(own))
    return tuple(sorted(states, key=lambda own: edition.entities[own].name.casefold()))


def says(edition: Edition, party: str, held: Held) -> bool:
    """Whether the claim's own speaker is the party, a part of it, or speaks for it; an author never does."""
    voice = held.claim.voices[-1]
    members = edition.below[party]
    return voice.speaker != AUTHOR and (voice.speaker in members or voice.on_behalf_of in members)


def _row(edition: Edition, party: str, facts: Iterable[Fact]) -> PartyRow:
    own, about = [], []
    for fact in facts:
        held = edition.claims[fact.claim.id]
        if says(edition, party, held):
            own.append(fact)
        elif _is_about(edition, party, held):
            about.append(fact)
    dated = sorted((fact for fact in own if fact.when is not None), key=_newest)
    undated = sorted((fact for fact in own if fact.when is None), key=lambda fact: fact.claim.id)
    return PartyRow(party, edition.entities[party].name, tuple(dated), tuple(undated), tuple(about))


def _newest(fact: Fact) -> tuple[int, int, str]:
    lower, upper = dates.sort_key(dates.parse(fact.when or ""))
    return -upper.toordinal(), -lower.toordinal(), fact.claim.id


def _is_about(edition: Edition, party: str, held: Held) -> bool:
    """Whether an author judges the party, puts something in its mouth, or tells what it did."""
    claim, members, voice = held.claim, edition.below[party], held.claim.voices[-1]
    if voice.speaker != AUTHOR:
        return False
    roles = {about.role for about in claim.about if about.entity in members}
    if claim.kind in _DEEDS:
        return "actor" in roles
    return claim.kind in _ABOUT_KINDS and (bool(roles & _DOING) or voice.on_behalf_of in members)
