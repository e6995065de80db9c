"""What an entry is linked with: a card of its own with a picture, and a few lines on the entry's card."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from bot.cards.card import Card, Choice, Cited, Section
from bot.cards.facts import by_fact, closing_sections, fact_item
from bot.cards.footer import footer
from bot.cards.limits import SELECT_OPTIONS
from bot.cards.pictures import of_links
from bot.cards.question import Question
from knowledge.answers import AsOf, Check, EntityAnswer
from knowledge.answers.links import Link

HEADING = "Linked entries, each by one statement about both"
HOW = "Each link is one statement that names both; there may be more. The entry has all statements."
NONE = (
    "No statement of the base with a short wording names this and another entry. That does not mean that nothing "
    "links them."
)


def linked_sections(links: Iterable[Link], checks: Mapping[str, Sequence[Check]]) -> list[Section]:
    """A line for each link: the other entry, the statement's short wording, its kind, citation and reasons to check."""
    items = tuple(
        replace(
            fact_item(link.fact, checks), text=link.label, facts=(link.fact.kind_label,), strong=link.name
        )
        for link in links
    )
    return [Section(HEADING, items)] if items else []


def links_card(answer: EntityAnswer, links: Sequence[Link], as_of: AsOf) -> Card:
    """The card of an entry's links.

    Args:
        answer: the entry.
        links: what it is linked with.
        as_of: how old the statements that link them are.
    """
    facts = tuple(link.fact for link in links)
    shown = {fact.claim.id for fact in facts}
    concerned = [check for check in answer.checks if check.fact in shown]
    checks = by_fact(concerned)
    items = tuple(replace(fact_item(link.fact, checks), strong=link.name) for link in links)
    sections = [Section("", items)] if items else []
    sections += closing_sections(facts, concerned)
    own = answer.entity.id
    return Card(
        Question("links", own),
        f"Links: {answer.name}",
        (),
        (Cited(HOW, small=True),) if links else (Cited(NONE),),
        tuple(sections),
        footer(as_of),
        (Choice("Full entry", Question("entity", own)), Choice("Timeline", Question("timeline", own))),
        tuple(Choice(link.name, Question("entity", link.entity)) for link in links)[: SELECT_OPTIONS.most],
        pictures=of_links(answer, links, as_of) if links else None,
    )
