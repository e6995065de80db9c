"""Who says what on a topic, party by party."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.cards.card import Card, Choice, Cited, Item, Section
from bot.cards.facts import by_fact, closing_sections, fact_item
from bot.cards.footer import footer
from bot.cards.limits import SELECT_OPTIONS
from bot.cards.pictures import of_positions
from bot.cards.question import Question
from knowledge.answers import Check, PartyRow, Positions
from knowledge.edition import Edition

NOTHING = "nothing in our documents"
HOW = (
    "Only what each party itself says, newest dated first; what the author says about a party stands apart. "
    "Nothing here does not mean that a party has no position."
)


def positions_card(edition: Edition, answer: Positions) -> Card:
    """The card of the positions on a topic."""
    checks = by_fact(answer.checks)
    sections: list[Section] = []
    spoken = [row for row in answer.rows if row.facts]
    for row in spoken:
        sections += _own(row, checks)
    silent = [row.name for row in answer.rows if not row.facts]
    if silent:
        items = tuple(Item(f"{NOTHING}.", strong=name) for name in silent)
        sections.append(Section("No statement of their own here", items))
    for row in answer.rows:
        if row.about:
            items = tuple(fact_item(fact, checks) for fact in row.about)
            sections.append(Section(f"What the author says about {row.name}", items))
    sections += closing_sections(answer.facts, answer.checks)
    topic = answer.topic
    alone = f", {edition.entities[answer.party].name}" if answer.party else ""
    everyone = (Choice("All parties", Question("positions", topic)),) if answer.party else ()
    return Card(
        Question("positions", topic, party=answer.party),
        f"Positions: {answer.name}{alone}",
        (),
        (Cited(HOW, small=True),),
        tuple(sections),
        footer(answer.as_of),
        (
            *everyone,
            Choice("Full entry", Question("entity", topic)),
            Choice("Compare", Question("compare", topic)),
        ),
        tuple(_parties(answer))[: SELECT_OPTIONS.most],
        "Only one party",
        pictures=of_positions(answer) if spoken else None,
    )


def _own(row: PartyRow, checks: Mapping[str, Sequence[Check]]) -> list[Section]:
    """The party's own statements: dated ones, then undated ones under a heading of their own."""
    parts = (
        (row.name, row.dated),
        (f"{row.name}, undated in the sources (neither older nor newer)", row.undated),
    )
    return [
        Section(heading, tuple(fact_item(fact, checks) for fact in facts))
        for heading, facts in parts
        if facts
    ]


def _parties(answer: Positions) -> list[Choice]:
    if answer.party:
        return []
    return [
        Choice(row.name, Question("positions", answer.topic, party=row.party))
        for row in answer.rows
        if row.facts or row.about
    ]
