"""The timeline as a list: dated events in order, plans apart, undated ones named."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from bot.cards.card import Card, Choice, Cited, Item, Section
from bot.cards.facts import by_fact, closing_sections, fact_item
from bot.cards.footer import footer
from bot.cards.question import Question
from knowledge import dates
from knowledge.answers import Check, Fact, Timeline

ALL = "All dated statements"


def timeline_card(answer: Timeline) -> Card:
    """The card of a timeline."""
    checks = by_fact(answer.checks)
    sections = [
        _section("Events and statements, in order", answer.events, checks),
        _section("Plans, forecasts and recommendations (not events)", answer.plans, checks),
        _section("Undated in the sources (neither older nor newer)", answer.undated, checks),
    ]
    sections += closing_sections(answer.facts, answer.checks)
    lead = []
    if answer.start or answer.end:
        lead.append(Cited(f"Range: {_range(answer)}. An item is in when its dates overlap the range."))
    if answer.outside:
        plural = "s lie" if answer.outside > 1 else " lies"
        lead.append(Cited(f"{answer.outside} dated item{plural} outside the range."))
    if not answer.facts:
        lead.append(
            Cited(
                "Nothing in our documents is dated in this range. That does not mean that nothing happened."
            )
        )
    question = Question(
        "timeline",
        answer.entity,
        answer.start.lower.isoformat() if answer.start and answer.start.lower else None,
        answer.end.upper.isoformat() if answer.end and answer.end.upper else None,
    )
    choices = (Choice("Full entry", Question("entity", answer.entity)),) if answer.entity else ()
    return Card(
        question,
        f"Timeline: {answer.name or ALL}",
        (),
        tuple(lead),
        tuple(section for section in sections if section.items),
        footer(answer.as_of),
        choices,
    )


def _section(heading: str, facts: Iterable[Fact], checks: Mapping[str, Sequence[Check]]) -> Section:
    return Section(heading, tuple(_row(fact, checks) for fact in facts))


def _row(fact: Fact, checks: Mapping[str, Sequence[Check]]) -> Item:
    item = fact_item(fact, checks)
    when = dates.words(dates.parse(fact.when)) if fact.when else None
    strong = f"{when[0].upper()}{when[1:]}" if when else None
    plain = fact.when is not None and fact.when_text == dates.phrase(dates.parse(fact.when))
    facts = tuple(part for part in item.facts if not (plain and part == fact.when_text))
    return Item(item.text, facts, item.cited, item.warnings, strong)


def _range(answer: Timeline) -> str:
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
