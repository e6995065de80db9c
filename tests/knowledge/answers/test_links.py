"""What an entry is linked with: each time by a statement that names both, none twice, at most eight."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from knowledge.answers import entity_answer
from knowledge.answers.links import MOST, Link, links

if TYPE_CHECKING:
    from knowledge.edition import Edition

TODAY = date(2026, 11, 22)


def linked(edition: Edition, own: str) -> tuple[Link, ...]:
    return links(edition, own, entity_answer(edition, own, TODAY).facts)


def test_a_link_is_a_statement_about_both_that_was_not_replaced(real: Edition) -> None:
    seen = 0
    for own in real.entities:
        found = linked(real, own)
        seen += len(found)
        assert len(found) <= MOST
        assert len({link.entity for link in found}) == len(found)
        assert len({link.fact.claim.id for link in found}) == len(found)
        for link in found:
            about = {one.entity for one in link.fact.claim.about}
            assert link.entity in about
            assert about & real.below[own]
            assert link.entity not in real.below[own]
            assert own not in real.below[link.entity]
            assert link.label == link.fact.claim.short
            assert link.fact.standing != "superseded"
    assert seen > 100


def test_both_are_named_by_some_name_of_theirs(real: Edition) -> None:
    for own in ("japan", "russia", "thaad"):
        for link in linked(real, own):
            text = link.fact.claim.text
            assert any(name in text for name in real.name_table.texts(link.entity)), link


def test_the_short_wording_names_one_of_them_at_least(real: Edition) -> None:
    looked = 0
    for own in real.entities:
        for link in linked(real, own):
            looked += 1
            either = {link.entity, *real.below[own]}
            names = [name for entity in either for name in real.name_table.texts(entity)]
            assert any(name in link.label for name in names), link
    assert looked > 100
    assert "dmitry-medvedev" not in {link.entity for link in linked(real, "united-states")}


@pytest.mark.parametrize(
    ("own", "other", "claim"),
    [
        ("japan", "aegis-ashore", "eaf-aegis-approved"),
        ("thaad", "south-korea", "eaf-thaad-installed"),
        ("inf-treaty", "united-states", "carnegie-us-withdrawal"),
    ],
)
def test_the_closest_statement_says_it(real: Edition, own: str, other: str, claim: str) -> None:
    found = {link.entity: link.fact.claim.id for link in linked(real, own)}
    assert found[other] == claim


def test_what_is_named_nowhere_links_nothing(real: Edition) -> None:
    assert links(real, "japan", ()) == ()
