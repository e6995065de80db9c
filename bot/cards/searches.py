"""The answer to free words: statements best first, or why there are none."""

from __future__ import annotations

from collections.abc import Sequence

from bot.cards.card import Card, Choice, Cited, Item, Section
from bot.cards.facts import by_fact, closing_sections, fact_item
from bot.cards.footer import footer
from bot.cards.limits import ROW_BUTTONS, SELECT_OPTIONS
from bot.cards.overviews import edition_line
from bot.cards.question import Question, searched
from bot.cards.replies import NOT_NOTHING, honest, shown
from knowledge.answers import Search, Unknown
from knowledge.edition import Edition

IN_ENGLISH = "Claims are in English, and no registered name in another script matches"


def search_card(edition: Edition, answer: Search) -> Card:
    """The card of a search."""
    if not answer.facts:
        return _none(edition, answer)
    checks = by_fact(answer.checks)
    sections = [Section("Best first", tuple(fact_item(fact, checks) for fact in answer.facts))]
    sections += closing_sections(answer.facts, answer.checks)
    return Card(
        Question("search", searched(answer.words)),
        f"Search: “{shown(answer.words)}”",
        (),
        tuple(Cited(line) for line in _caveats(answer)),
        tuple(sections),
        footer(answer.as_of),
        _entries(edition, answer.entities)[:2],
        _subjects(edition, answer),
        "Open an entry that these statements are about",
    )


def _caveats(answer: Search) -> list[str]:
    """What of the question was not found: words that occur nowhere, words that cannot be searched."""
    lines = []
    absent = [word for word in answer.unknown_words if word not in answer.foreign]
    if absent:
        lines.append(f"Not found anywhere in our documents: {_quoted(absent)}. What follows leaves that out.")
    if answer.unclaimed:
        lines.append(
            f"In no statement of the base: {_quoted(answer.unclaimed)}. What follows leaves that out."
        )
    if answer.foreign:
        lines.append(f"{IN_ENGLISH}: {_quoted(answer.foreign)}. What follows leaves that out.")
    return lines


def _none(edition: Edition, answer: Search) -> Card:
    """One of the honest answers, what the entries named say is missing, and those entries to open."""
    assert answer.why_not is not None  # noqa: S101 - a search without statements has a reason
    lead = [Cited(_why_none(edition, answer, answer.why_not))]
    if answer.foreign and answer.why_not.why != "unsearchable":
        lead.append(Cited(f"{IN_ENGLISH}: {_quoted(answer.foreign)}."))
    entries = _entries(edition, answer.entities)
    if entries:
        names = "; ".join(choice.label for choice in entries)
        lead.append(
            Cited(
                f"Entries that the words name: {names}. What is said of these does not confirm what was asked."
            )
        )
    sections = (
        [Section("Not in our documents", tuple(Item(line) for line in answer.not_in_documents))]
        if answer.not_in_documents
        else []
    )
    return Card(
        Question("search", searched(answer.words)),
        f"No statement answers “{shown(answer.words)}”",
        (),
        tuple(lead),
        tuple(sections),
        (edition_line(edition),),
        (*entries[: ROW_BUTTONS.most - 1], Choice("Browse", Question("browse"))),
        postable=False,
        paged=False,
    )


def _why_none(edition: Edition, answer: Search, why: Unknown) -> str:
    if why.why != "in_documents":
        return honest(edition, why)
    if answer.unclaimed:
        return (
            f"Our documents have the words, but no statement of the base says {_quoted(answer.unclaimed)} "
            f"of this. {NOT_NOTHING}"
        )
    if answer.asked_of:
        names = ", ".join(edition.entities[own].name for own in answer.asked_of)
        return f"Our documents report no statement by {names} that has to do with this. {NOT_NOTHING}"
    if answer.foreign:
        return f"Part of the question could not be searched, and no statement answers the rest. {NOT_NOTHING}"
    return f"Statements of the base come near this, but none of them answers it. {NOT_NOTHING}"


def _quoted(words: Sequence[str]) -> str:
    return ", ".join(f"“{shown(word)}”" for word in words)


def _entries(edition: Edition, entities: Sequence[str]) -> tuple[Choice, ...]:
    return tuple(Choice(edition.entities[own].name, Question("entity", own)) for own in entities)


def _subjects(edition: Edition, answer: Search) -> tuple[Choice, ...]:
    """The entries that the statements are about, best statement first."""
    found = dict.fromkeys(about.entity for fact in answer.facts for about in fact.claim.about)
    return _entries(edition, tuple(found))[: SELECT_OPTIONS.most]
