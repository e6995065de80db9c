"""The card of an entry: the most important statements first, then groups with their counts, and nothing lost."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from bot.cards.entries import FIRST_FEW, LONG, entry_card, read_first
from bot.cards.linked import HEADING
from bot.cards.pages import pages
from bot.cards.text import page_text
from knowledge.answers import entity_answer
from knowledge.edition import Edition
from tests.bot.briefing.channels import FIRST as DAY

ISLANDS = "northern-territories-south-kuril-islands"
COUNTED = re.compile(r"(.+) \((\d+)( more)?\)")


def test_every_statement_stands_once_under_a_heading_that_counts_right(edition: Edition) -> None:
    long = 0
    for own in edition.entities:
        answer = entity_answer(edition, own, DAY)
        card = entry_card(edition, answer, "entity")
        lists = [section for section in card.sections if section.heading != HEADING]
        stated = Counter(item.claim for section in lists for item in section.items if item.claim)
        assert stated == Counter(fact.claim.id for fact in answer.facts)
        groups = {heading: len(facts) for heading, facts in answer.groups}
        sections = [section for section in lists if any(item.claim for item in section.items)]
        if sections and sections[0].heading.startswith("Read first"):
            long += 1
            first = sections.pop(0)
            assert first.heading == f"Read first, of {len(answer.facts)} statements"
            assert len(first.items) <= FIRST_FEW
        for section in sections:
            found = COUNTED.fullmatch(section.heading)
            assert found, section.heading
            assert int(found[2]) == len(section.items)
            assert (int(found[2]) < groups[found[1]]) == bool(found[3])
    assert long > 20


def test_the_first_view_of_a_long_entry_shows_what_matters_of_several_groups(edition: Edition) -> None:
    answer = entity_answer(edition, ISLANDS, DAY)
    first, *later = pages(entry_card(edition, answer, "entity"))
    shown = [item.claim for section in first.card.sections for item in section.items]
    kinds = [edition.claims[own or ""].claim.kind for own in shown]
    assert later
    assert len(set(kinds)) == len(kinds) >= 2
    assert kinds[0] == "event"
    assert len(page_text(first)) <= 1250


def test_what_a_later_statement_replaced_is_never_read_first(edition: Edition) -> None:
    looked = 0
    for own in edition.entities:
        answer = entity_answer(edition, own, DAY)
        found = read_first(edition, answer)
        assert len(found) <= FIRST_FEW
        assert all(fact.standing != "superseded" for fact in found)
        looked += bool(found) and any(fact.standing == "superseded" for fact in answer.facts)
    assert looked


def test_a_short_entry_has_nothing_to_read_first(edition: Edition) -> None:
    looked = 0
    for own in edition.entities:
        answer = entity_answer(edition, own, DAY)
        if 0 < len(answer.facts) <= LONG:
            looked += 1
            assert read_first(edition, answer) == []
    assert looked > 10


@pytest.mark.parametrize("own", ["new-start", "inf-treaty"])
def test_the_longest_heads_keep_the_first_view_short(edition: Edition, own: str) -> None:
    first = pages(entry_card(edition, entity_answer(edition, own, DAY), "treaty"))[0]
    assert len(page_text(first)) <= 1250
