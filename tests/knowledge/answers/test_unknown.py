"""What can honestly be said of words that name nothing."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.answers import unknown
from knowledge.edition import Edition

DAY = date(2018, 1, 1)


@pytest.mark.parametrize(
    ("term", "why", "absent", "documents"),
    [
        ("lighthouse", "claimed", (), ()),
        ("pilots spared", "in_documents", (), ()),
        ("what about the trials", "claimed", (), ()),
        ("thermometer", "in_no_document", ("thermometer",), ()),
        ("sailors thermometer", "in_no_document", ("thermometer",), ()),
        ("sailors", "in_documents", (), ("Alder",)),
        ("Sailor’s", "in_documents", (), ("Alder",)),
        ("winter", "in_documents", (), ("Alder",)),
        ("shore", "in_documents", (), ("Alder", "Birch")),
        ("bluster", "in_documents", (), ("Alder",)),
        ("маяк", "unsearchable", (), ()),
        ("灯台", "unsearchable", (), ()),
        ("???", "no_words", (), ()),
        (" ", "no_words", (), ()),
    ],
)
def test_three_answers_stay_apart_besides_claims_that_hold_the_words(
    mini: Edition, term: str, why: str, absent: tuple[str, ...], documents: tuple[str, ...]
) -> None:
    found = unknown(mini, term, DAY)
    assert (found.why, found.absent) == (why, absent)
    if documents:
        assert found.documents == documents
    assert bool(found.facts) is (why == "claimed")


def test_claims_that_hold_the_words_are_shown_with_their_places_and_reasons(mini: Edition) -> None:
    found = unknown(mini, "operational", DAY)
    assert {fact.claim.id for fact in found.facts} >= {"alder-radar-operational", "birch-radar-works"}
    assert {place.label for place in found.places} == {"Alder ¶1", "Birch ¶2"}
    assert [check.reason for check in found.checks] == ["note"]


def test_words_of_different_documents_are_not_said_to_stand_together(mini: Edition) -> None:
    found = unknown(mini, "sailors postman", DAY)
    assert found.why == "in_documents"
    assert found.documents == ()


def test_of_a_pasted_text_only_whole_words_at_its_start_are_named_each_once(mini: Edition) -> None:
    assert unknown(mini, "thermometer barometer " * 270, DAY).absent == ("thermometer", "barometer")
