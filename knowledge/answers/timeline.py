"""What happened when: dated events in order, plans apart, undated ones named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias, get_args

from knowledge import dates
from knowledge.answers.checks import Check, checks_of
from knowledge.answers.entity import AsOf, as_of
from knowledge.answers.facts import Fact, facts_of
from knowledge.curation.schema import ClaimKind
from knowledge.edition import Edition

_EVENTS = frozenset({"event", "status", "position", "allegation", "warning", "non-action"})
_PLANS = frozenset({"plan", "forecast", "recommendation"})
KINDS: tuple[ClaimKind, ...] = (
    "event", "status", "position", "allegation", "warning", "non-action", "background",
    "plan", "forecast", "recommendation",
)  # fmt: skip
"""The kinds that a timeline shows."""
_Part: TypeAlias = Literal["events", "plans", "undated", "earlier", "later"]


@dataclass(frozen=True, slots=True)
class Timeline:
    """A timeline of one entity, or of the whole base.

    Attributes:
        name: the entity's display name, None for the whole base.
        events: what happened or was said, ordered by lower bound, upper bound, id.
        plans: plans, forecasts and recommendations, dated ones first in the same order.
        undated: event kinds without a time. Most are neither older nor newer than anything; those of them that the
            source places after an event shown here stand beside it in :attr:`in_order`.
        earlier: dated items that the range left out because they lie before it, in order.
        later: the same behind it.
        kind: the only kind that is shown; None for all.
        other_kinds: how many items in range are of another kind.
    """

    entity: str | None
    name: str | None
    start: dates.Edtf | None
    end: dates.Edtf | None
    events: tuple[Fact, ...]
    plans: tuple[Fact, ...]
    undated: tuple[Fact, ...]
    checks: tuple[Check, ...]
    as_of: AsOf
    earlier: tuple[Fact, ...] = ()
    later: tuple[Fact, ...] = ()
    kind: ClaimKind | None = None
    other_kinds: int = 0

    @property
    def outside(self) -> int:
        """How many dated items the range left out."""
        return len(self.earlier) + len(self.later)

    @property
    def in_order(self) -> tuple[Fact, ...]:
        """The events, each followed by the undated ones that the source counts from it."""
        return tuple(fact for event in self.events for fact in self._with_followers(event))

    @property
    def unplaced(self) -> tuple[Fact, ...]:
        """The undated ones that nothing shown here places: neither older nor newer than anything."""
        placed = {fact.claim.id for fact in self.in_order}
        return tuple(fact for fact in self.undated if fact.claim.id not in placed)

    @property
    def facts(self) -> tuple[Fact, ...]:
        """All facts, list by list."""
        return (*self.events, *self.plans, *self.undated)

    @property
    def shown(self) -> tuple[Fact, ...]:
        """All facts in the order shown."""
        return (*self.in_order, *self.plans, *self.unplaced)

    def _with_followers(self, anchor: Fact) -> Iterator[Fact]:
        """A fact, those counted from it, and those counted from them: no circle, as each counts from one at most."""
        yield anchor
        for fact in self.undated:
            after = fact.claim.times.after
            if after is not None and after.claim == anchor.claim.id:
                yield from self._with_followers(fact)


def relative_words(fact: Fact) -> str | None:
    """How a statement without a date is marked beside what the source counts it from; None where neither is so."""
    after = fact.claim.times.after
    return f"“{after.words}”, undated in the source" if after and fact.when is None else None


def timeline(  # noqa: PLR0913 - a range has two ends, and the kind is a third filter
    edition: Edition,
    entity: str | None,
    today: date,
    start: dates.Edtf | None = None,
    end: dates.Edtf | None = None,
    *,
    kind: ClaimKind | None = None,
) -> Timeline:
    """The timeline of an entity (None: of everything); an item is in range when its bounds overlap the range."""
    held = edition.about(entity) if entity else tuple(edition.claims.values())
    found: dict[_Part, list[Fact]] = {part: [] for part in get_args(_Part)}
    others = 0
    for fact in facts_of(edition, held, today):
        part = _part(fact, start, end)
        if part is None:
            continue
        if kind is not None and fact.claim.kind != kind:
            others += part not in {"earlier", "later"}
        else:
            found[part].append(fact)
    parts = {part: _in_order(facts) for part, facts in found.items()}
    shown = (*parts["events"], *parts["plans"], *parts["undated"])
    return Timeline(
        entity,
        edition.entities[entity].name if entity else None,
        start,
        end,
        parts["events"],
        parts["plans"],
        parts["undated"],
        checks_of(edition, shown),
        as_of(edition, shown),
        parts["earlier"],
        parts["later"],
        kind,
        others,
    )


def _part(fact: Fact, start: dates.Edtf | None, end: dates.Edtf | None) -> _Part | None:
    """Where a statement stands in a timeline; None for kinds that are in none."""
    kind = fact.claim.kind
    is_event = kind in _EVENTS or (kind == "background" and fact.when is not None)
    if not is_event and kind not in _PLANS:
        return None
    if fact.when is not None:
        when = dates.parse(fact.when)
        if _ends_before(when, start):
            return "earlier"
        if _begins_after(when, end):
            return "later"
    if kind in _PLANS:
        return "plans"
    return "events" if fact.when is not None and fact.when_role != "target" else "undated"


def _ends_before(when: dates.Edtf, start: dates.Edtf | None) -> bool:
    return bool(start and start.lower and when.upper and when.upper < start.lower)


def _begins_after(when: dates.Edtf, end: dates.Edtf | None) -> bool:
    return bool(end and end.upper and when.lower and when.lower > end.upper)


def _in_order(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """By lower bound, upper bound and id; undated ones last, by id."""

    def key(fact: Fact) -> tuple[bool, tuple[date, date], str]:
        if fact.when is None:
            return True, (date.max, date.max), fact.claim.id
        return False, dates.sort_key(dates.parse(fact.when)), fact.claim.id

    return tuple(sorted(facts, key=key))
