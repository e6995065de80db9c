"""The longest statement and the longest note that the check lets through fit a message, as view and as plain text."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.cards.card import Card, Cited, Item, Section
from bot.cards.entries import entry_card
from bot.cards.facts import fact_item, note_item
from bot.cards.limits import MESSAGE_CONTENT, MESSAGE_TEXT
from bot.cards.markdown import card_markdown
from bot.cards.pages import pages
from bot.cards.text import page_text
from knowledge.answers import NOTE_MARK, Check, cite, entity_answer, fact_of
from knowledge.answers.checks import Reason
from knowledge.curation.rules.sizes import (
    LEAD_LIMIT,
    NOTE_LIMIT,
    NOTE_WITH_EVIDENCE_LIMIT,
    WITH_CONTRADICTIONS_LIMIT,
    WORDING_LIMIT,
    shown_size,
)
from knowledge.edition import Edition
from tests.bot.briefing.channels import FIRST

REASONS: tuple[Reason, ...] = ("period_over", "changed_later", "documents_disagree", "note")
PLACES = 6


def longest_statement(edition: Edition) -> Item:
    """Give a statement with the longest text, voices and places, all reasons to check, and contradictions."""
    fact = max(
        (fact_of(edition, held, FIRST) for held in edition.claims.values()),
        key=lambda one: len("".join((*one.asserted_by, one.when_text, one.kind_label))),
    )
    note = next(iter(edition.notes.values()))
    long = note.model_copy(
        update={"verdict": "contradicted", "text": "n" * (WITH_CONTRADICTIONS_LIMIT - WORDING_LIMIT)}
    )
    claim = fact.claim.model_copy(update={"text": "w" * WORDING_LIMIT})
    cited = tuple(cite(edition, "carnegie", str(number)) for number in range(10, 10 + PLACES))
    checks = [Check(reason, "", claim.id) for reason in REASONS]
    return fact_item(replace(fact, claim=claim, notes=(long,), citations=cited), {claim.id: checks})


def longest_note(edition: Edition) -> Item:
    """Give a note with the longest text, and as much evidence as may stand with it, in four pieces."""
    note = next(iter(edition.notes.values())).model_copy(update={"text": "n" * NOTE_LIMIT})
    one = note.evidence[0].model_copy(update={"read": "excerpt", "title": ""})
    note = note.model_copy(update={"evidence": (one,) * 4})
    room = NOTE_WITH_EVIDENCE_LIMIT - shown_size(note)
    assert room > 0
    filled = (one.model_copy(update={"title": "t" * room}), one, one, one)
    note = note.model_copy(update={"evidence": filled})
    assert shown_size(note) == NOTE_WITH_EVIDENCE_LIMIT
    return note_item(note, [cite(edition, "carnegie", str(number)) for number in range(10, 10 + PLACES)])


@pytest.mark.parametrize("make", [longest_statement, longest_note])
def test_the_longest_item_fits_a_page_of_its_own(edition: Edition, make: object) -> None:
    assert callable(make)
    item = make(edition)
    assert len(item.text) >= WORDING_LIMIT
    heads = max(edition.entities.values(), key=lambda one: len(one.name))
    card = entry_card(edition, entity_answer(edition, heads.id, FIRST), "entity")
    wide: Card = replace(
        card, lead=(), sections=(Section("", (Item("First."),)), Section(f"{NOTE_MARK} (1 of 100)", (item,)))
    )
    first: Card = replace(card, lead=(Cited("l" * LEAD_LIMIT),), sections=(Section(NOTE_MARK, (item,)),))
    assert len(pages(first)) == 2
    for page in (*pages(wide), *pages(first)):
        assert MESSAGE_CONTENT.fits(page_text(page)), len(page_text(page))
        assert MESSAGE_TEXT.fits("".join(card_markdown(page.card)))
