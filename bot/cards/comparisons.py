"""One topic in each document side by side, then how the statements stand to each other."""

from __future__ import annotations

from collections.abc import Iterable

from bot.cards.card import Card, Choice, Cited, Item, Section
from bot.cards.facts import by_fact, closing_sections, fact_item, places
from bot.cards.footer import footer
from bot.cards.question import Question
from knowledge.answers import Change, Comparison, InDocument
from knowledge.curation.schema import LinkType
from knowledge.edition import Edition

GROUPS: tuple[tuple[str, tuple[LinkType, ...]], ...] = (
    ("What changed", ("updates", "cancels", "fulfils")),
    ("What disagrees or stands in tension", ("contradicts",)),
    ("What bears out or adds to another statement", ("corroborates", "elaborates")),
)
"""Heading → sorts of link, in the order of the card."""
LINK_WORDS: dict[LinkType, str] = {
    "updates": "changed later",
    "cancels": "called off later",
    "fulfils": "came about later",
    "contradicts": "disagrees",
    "corroborates": "bears out",
    "elaborates": "adds to",
}
ALONE = "What only one document's statements on this touch"
NO_LINKS = "No statement on this is recorded as changing, contradicting or adding to another."
MOST_ALONE = 12
"""How many entries of "only in" are named; the statements above name the rest."""


def comparison_card(edition: Edition, answer: Comparison) -> Card:
    """The card of a comparison; it gives no verdict."""
    checks = by_fact(answer.checks)
    sections = []
    for document in answer.documents:
        items = tuple(fact_item(fact, checks) for fact in document.facts)
        sections.append(Section(document.short, items or (Item("Nothing in this document."),)))
    linked = [section for heading, links in GROUPS for section in _linked(heading, links, answer.changes)]
    sections += linked or [Section(GROUPS[0][0], (Item(NO_LINKS),))]
    sections += _alone(edition, answer)
    sections += closing_sections(answer.facts, answer.checks)
    topic = answer.topic
    return Card(
        Question("compare", topic),
        f"Compare: {answer.name}",
        (),
        tuple(_published(document) for document in answer.documents),
        tuple(sections),
        footer(answer.as_of),
        (Choice("Full entry", Question("entity", topic)), Choice("Positions", Question("positions", topic))),
    )


def _published(document: InDocument) -> Cited:
    count = len(document.facts)
    statements = f"{count} statement{'' if count == 1 else 's'}" if count else "nothing on this"
    how = "as the copy states" if document.basis == "stated" else "derived; /sources says how"
    when = f"published {document.published} ({how})"
    return Cited(f"{document.short}, by {document.author}, {when}: {statements}.")


def _linked(heading: str, links: Iterable[LinkType], changes: Iterable[Change]) -> list[Section]:
    items = tuple(
        Item(change.text, (LINK_WORDS[change.link],), places(change.cited))
        for change in changes
        if change.link in links
    )
    return [Section(heading, items)] if items else []


def _alone(edition: Edition, answer: Comparison) -> list[Section]:
    """What only one document mentions: the whole topic, or entries beside it."""
    speaking = [document for document in answer.documents if document.facts]
    if len(speaking) == 1 and len(answer.documents) > 1:
        text = f"Only {speaking[0].short} says anything on this."
        return [Section(ALONE, (Item(text),))]
    items = []
    for document in speaking:
        names = [edition.entities[own].name for own in document.alone]
        if names:
            more = f" and {len(names) - MOST_ALONE} more" if len(names) > MOST_ALONE else ""
            items.append(Item("; ".join(names[:MOST_ALONE]) + more + ".", strong=f"Only {document.short}"))
    return [Section(ALONE, tuple(items))] if items else []
