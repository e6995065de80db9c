"""The timeline as a list: dated events in order, plans apart, undated ones named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

from bot.cards.card import Card, Choice, Cited, Item, Section
from bot.cards.facts import by_fact, closing_sections, fact_item
from bot.cards.footer import footer
from bot.cards.pictures import of_timeline
from bot.cards.question import Question
from bot.cards.replies import NOT_NOTHING
from knowledge import dates
from knowledge.answers import Check, Fact, Timeline
from knowledge.answers.facts import KIND_LABELS
from knowledge.answers.timeline import relative_words

ALL = "Everything in the base"
EVENTS = "Events and statements, in order"
PLANS = "Plans, forecasts and recommendations (not events)"
UNDATED = "Undated in the sources (neither older nor newer)"


def timeline_card(answer: Timeline) -> Card:
    """The card of a timeline."""
    checks = by_fact(answer.checks)
    sections = [
        _section(EVENTS, answer.in_order, checks),
        _section(PLANS, answer.plans, checks),
        _section(UNDATED, answer.unplaced, checks),
    ]
    sections += closing_sections(answer.facts, answer.checks)
    question = Question(
        "timeline",
        answer.entity,
        answer.start.lower.isoformat() if answer.start and answer.start.lower else None,
        answer.end.upper.isoformat() if answer.end and answer.end.upper else None,
        kind=answer.kind,
    )
    choices = (Choice("Full entry", Question("entity", answer.entity)),) if answer.entity else ()
    return Card(
        question,
        f"Timeline: {answer.name or ALL}",
        (),
        tuple(_lead(answer)),
        tuple(section for section in sections if section.items),
        footer(answer.as_of),
        choices,
        pictures=of_timeline(answer, ALL) if answer.facts else None,
    )


def _lead(answer: Timeline) -> Iterator[Cited]:
    """That nothing is there; what was left out, and why, before the list that goes without it."""
    what = "of this kind " if answer.kind else ""
    if (answer.start or answer.end) and not any(fact.when for fact in answer.facts):
        yield Cited(f"Nothing {what}in our documents is dated in this range. {NOT_NOTHING}")
    elif not answer.facts:
        yield Cited(f"Nothing {what}in our documents. {NOT_NOTHING}")
    if answer.start or answer.end:
        undated = " Undated items stand apart, whatever the range." if answer.unplaced else ""
        yield Cited(f"Range: {range_words(answer)}. An item is in when its dates overlap the range.{undated}")
    if answer.earlier:
        yield _beyond(answer.earlier, "before", answer.earlier[-1])
    if answer.later:
        yield _beyond(answer.later, "after", answer.later[0])
    if answer.kind:
        others = f"{answer.other_kinds} item{'' if answer.other_kinds == 1 else 's'} of other kinds left out."
        yield Cited(f"Only of the kind “{KIND_LABELS[answer.kind]}”; {others}")


def _beyond(facts: Sequence[Fact], side: str, nearest: Fact) -> Cited:
    """How many items lie on one side of the range, and the nearest of them, which is named."""
    counted = f"{len(facts)} dated item{'s lie' if len(facts) > 1 else ' lies'} {side} the range"
    claim = nearest.claim
    wording = claim.headline or claim.short or claim.text
    when = dates.words(dates.parse(nearest.when)) if nearest.when else ""
    text = f"{counted}{'; the nearest' if len(facts) > 1 else ''}: {when}: {wording}"
    places = nearest.citations
    return Cited(text, tuple(place.label for place in places), tuple(place.words for place in places))


def _section(heading: str, facts: Iterable[Fact], checks: Mapping[str, Sequence[Check]]) -> Section:
    return Section(heading, tuple(_row(fact, checks, beside=heading == EVENTS) for fact in facts))


def _row(fact: Fact, checks: Mapping[str, Sequence[Check]], *, beside: bool) -> Item:
    """A row; one without a date is marked so where it stands beside what the source counts it from."""
    item = fact_item(fact, checks)
    when = dates.words(dates.parse(fact.when)) if fact.when else relative_words(fact) if beside else None
    strong = f"{when[0].upper()}{when[1:]}" if when else None
    plain = fact.when is not None and fact.when_text == dates.phrase(dates.parse(fact.when))
    facts = tuple(part for part in item.facts if not (plain and part == fact.when_text))
    return Item(item.text, facts, item.cited, item.warnings, strong, item.claim)


def range_words(answer: Timeline) -> str:
    """The range that was asked for, in words."""
    first, last = _bound(answer.start, "lower"), _bound(answer.end, "upper")
    parts = (first and f"from {first}", last and f"to {last}")
    return " ".join(filter(None, parts)) or "open at both ends"


def _bound(given: dates.Edtf | None, side: Literal["lower", "upper"]) -> str | None:
    """A bound as it was given where it is one date, else the day it comes to; None where it is open."""
    if given is None or getattr(given, side) is None:
        return None
    if given.span is dates.Span.POINT:
        return dates.words(given)
    return dates.words(dates.parse(getattr(given, side).isoformat()))
