"""What happened when: dated events in order, plans apart, undated ones named."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from knowledge import dates
from knowledge.answers.checks import Check, checks_of
from knowledge.answers.entity import AsOf, as_of
from knowledge.answers.facts import Fact, facts_of
from knowledge.edition import Edition

_EVENTS = frozenset({"event", "status", "position", "allegation", "warning", "non-action"})
_PLANS = frozenset({"plan", "forecast", "recommendation"})


@dataclass(frozen=True, slots=True)
class Timeline:
    """A timeline of one entity, or of the whole base.

    Attributes:
        name: the entity's display name, None for the whole base.
        events: what happened or was said, ordered by lower bound, upper bound, id.
        plans: plans, forecasts and recommendations, dated ones first in the same order.
        undated: event kinds without a time: neither older nor newer than anything.
        outside: how many dated items the range left out.
    """

    entity: str | None
    name: str | None
    start: dates.Edtf | None
    end: dates.Edtf | None
    events: tuple[Fact, ...]
    plans: tuple[Fact, ...]
    undated: tuple[Fact, ...]
    outside: int
    checks: tuple[Check, ...]
    as_of: AsOf

    @property
    def facts(self) -> tuple[Fact, ...]:
        """All facts in the order shown."""
        return (*self.events, *self.plans, *self.undated)


def timeline(
    edition: Edition,
    entity: str | None,
    today: date,
    start: dates.Edtf | None = None,
    end: dates.Edtf | None = None,
) -> Timeline:
    """The timeline of an entity (None: of everything); an item is in range when its bounds overlap the range."""
    held = edition.about(entity) if entity else tuple(edition.claims.values())
    facts = facts_of(edition, held, today)
    events, plans, undated, outside = [], [], [], 0
    for fact in facts:
        kind = fact.claim.kind
        inside = fact.when is None or _in_range(dates.parse(fact.when), start, end)
        is_event = kind in _EVENTS or (kind == "background" and fact.when is not None)
        if not inside:
            outside += is_event or kind in _PLANS
        elif kind in _PLANS:
            plans.append(fact)
        elif is_event and fact.when is not None and fact.when_role != "target":
            events.append(fact)
        elif kind in _EVENTS:
            undated.append(fact)
    ordered, planned = _in_order(events), _in_order(plans)
    shown = (*ordered, *planned, *_in_order(undated))
    return Timeline(
        entity,
        edition.entities[entity].name if entity else None,
        start,
        end,
        ordered,
        planned,
        _in_order(undated),
        outside,
        checks_of(edition, shown),
        as_of(edition, shown),
    )


def _in_range(when: dates.Edtf, start: dates.Edtf | None, end: dates.Edtf | None) -> bool:
    after_start = start is None or start.lower is None or when.upper is None or when.upper >= start.lower
    before_end = end is None or end.upper is None or when.lower is None or when.lower <= end.upper
    return after_start and before_end


def _in_order(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """By lower bound, upper bound and id; undated ones last, by id."""

    def key(fact: Fact) -> tuple[bool, tuple[date, date], str]:
        if fact.when is None:
            return True, (date.max, date.max), fact.claim.id
        return False, dates.sort_key(dates.parse(fact.when)), fact.claim.id

    return tuple(sorted(facts, key=key))
