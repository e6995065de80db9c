"""The answer to free words: statements best first, or why there are none."""

from __future__ import annotations

from collections.abc import Sequence

from bot.cards.card import Card, Choice, Cited, Item, Section
from bot.cards.facts import by_fact, closing_sections, fact_item
from bot.cards.footer import footer
from bot.cards.limits import MESSAGE_CONTENT, ROW_BUTTONS, SELECT_OPTIONS
from bot.cards.markdown import escape
from bot.cards.overviews import edition_line
from bot.cards.question import Question, searched
from bot.cards.replies import NOT_NOTHING, honest, shown
from bot.cards.text import card_text
from knowledge.answers import Search, Unknown
from knowledge.edition import Edition

IN_ENGLISH = "Claims are in English, and no registered name in another script matches"
TOO_LONG = "The words are too long for a button to carry: a shorter question can be paged and posted."


def search_card(edition: Edition, answer: Search) -> Card:
    """The card of a search."""
    words = searched(answer.words)
    if not answer.facts:
        return _none(edition, answer)
    if words is not None:
        return _found(edition, answer, words, len(answer.facts))
    for count in range(len(answer.facts), 0, -1):
        card = _found(edition, answer, None, count)
        if count == 1 or MESSAGE_CONTENT.fits(escape(card_text(card))):
            return card
    return _none(edition, answer)


def _found(edition: Edition, answer: Search, words: str | None, count: int) -> Card:
    """The card with the first ``count`` statements; without ``words`` it stands on one page."""
    facts = answer.facts[:count]
    ids = {fact.claim.id for fact in facts}
    checks = by_fact(answer.checks)
    heading = "Best first" if count == len(answer.facts) else f"Best first ({count} of {len(answer.facts)})"
    sections = [Section(heading, tuple(fact_item(fact, checks) for fact in facts))]
    own_checks = [check for check in answer.checks if check.fact in ids]
    sections += closing_sections(facts, own_checks, brief=words is None)
    lead = [Cited(line) for line in _caveats(answer)]
    if words is None:
        lead.append(Cited(TOO_LONG, small=True))
    return Card(
        Question("search", words),
        f"Search: “{shown(answer.words)}”",
        (),
        tuple(lead),
        tuple(sections),
        footer(answer.as_of),
        _entries(edition, answer.entities)[:2],
        _subjects(edition, answer),
        "Open an entry that these statements are about",
        postable=words is not None,
        paged=words is not None,
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
    return f"Statements of the base use these words, but none of them answers the whole of it. {NOT_NOTHING}"


def _quoted(words: Sequence[str]) -> str:
    return ", ".join(f"“{shown(word)}”" for word in words)


def _entries(edition: Edition, entities: Sequence[str]) -> tuple[Choice, ...]:
    return tuple(Choice(edition.entities[own].name, Question("entity", own)) for own in entities)


def _subjects(edition: Edition, answer: Search) -> tuple[Choice, ...]:
    """The entries that the statements are about, best statement first."""
    found = dict.fromkeys(about.entity for fact in answer.facts for about in fact.claim.about)
    return _entries(edition, tuple(found))[: SELECT_OPTIONS.most]
