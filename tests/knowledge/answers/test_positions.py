"""Who says what: only the party's own words in its row, newest dated first, undated apart."""

from __future__ import annotations

from datetime import date

import pytest

from bot.cards.text import card_text
from bot.desk import Desk
from knowledge import dates
from knowledge.answers import Positions, positions
from knowledge.edition import Edition

DAY = date(2026, 11, 22)


def every(real: Edition) -> list[Positions]:
    return [positions(real, topic, DAY) for topic in real.entities]


def test_every_state_with_claims_has_a_row_in_alphabetical_order(real: Edition) -> None:
    states = {own for own, kind in real.kinds.items() if kind == "state" and real.about(own)}
    assert len(states) >= 5
    for answer in every(real):
        names = [row.name for row in answer.rows]
        assert {row.party for row in answer.rows} == states
        assert names == sorted(names, key=str.casefold)
    assert any(not row.facts for row in positions(real, "thaad", DAY).rows)


def test_a_row_holds_only_what_the_party_itself_says(real: Edition) -> None:
    looked = 0
    for answer in every(real):
        for row in answer.rows:
            for fact in row.facts:
                looked += 1
                voice = fact.claim.voices[-1]
                assert voice.speaker != "author", fact.claim.id
                assert {voice.speaker, voice.on_behalf_of} & real.below[row.party], fact.claim.id
            for fact in row.about:
                assert fact.claim.voices[-1].speaker == "author", fact.claim.id
            assert not {fact.claim.id for fact in row.facts} & {fact.claim.id for fact in row.about}
    assert looked > 100


def test_parts_of_a_state_speak_in_its_row(real: Edition) -> None:
    rows = {row.party: row for row in positions(real, "aegis-ashore", DAY).rows}
    said = {fact.claim.id for fact in rows["russia"].facts}
    assert {"eaf-zakharova-impediment", "eaf-aegis-inf-violation", "eaf-kremlin-bleak-outlook"} <= said
    assert "eaf-alliance-lens" not in said
    rows = {row.party: row for row in positions(real, "intermediate-range-missiles", DAY).rows}
    assert "carnegie-china-cautions" in {fact.claim.id for fact in rows["china"].facts}
    assert "carnegie-trump-officials-plans" in {fact.claim.id for fact in rows["united-states"].facts}


def test_what_the_author_puts_in_a_party_s_mouth_or_tells_of_its_deeds_stands_apart(real: Edition) -> None:
    rows = {row.party: row for row in positions(real, "aegis-ashore", DAY).rows}
    about = {fact.claim.id: fact for fact in rows["russia"].about}
    assert about["eaf-step-backwards"].asserted_by[-1].endswith("(for Russia)")
    rows = {row.party: row for row in positions(real, "sanctions-on-russia", DAY).rows}
    assert rows["japan"].facts == ()
    assert "eaf-japan-sanctions" in {fact.claim.id for fact in rows["japan"].about}
    assert "eaf-japan-sanctions" not in {fact.claim.id for fact in rows["russia"].about}
    assert "eaf-south-korea-abstained" in {fact.claim.id for fact in rows["south-korea"].about}


def test_dated_statements_stand_newest_first_and_undated_ones_apart(real: Edition) -> None:
    pairs = 0
    for answer in every(real):
        for row in answer.rows:
            assert all(fact.when is None for fact in row.undated)
            bounds = [dates.sort_key(dates.parse(fact.when or ""))[1] for fact in row.dated]
            assert bounds == sorted(bounds, reverse=True)
            pairs += len(bounds) > 1
            assert row.facts == (*row.dated, *row.undated)
    assert pairs > 0


def test_a_silent_party_is_never_said_to_have_no_position(desk: Desk) -> None:
    text = card_text(desk.look_up("positions", "THAAD").card)
    assert "- Japan: nothing in our documents." in text
    assert "no position" not in text.replace("does not mean that a party has no position", "")
    assert "What the author says about Russia:" in text
    own, _, about = text.partition("What the author says about")
    assert "strongly opposed" in own
    assert "much to lose" in about
    assert "much to lose" not in own


def test_one_party_can_be_asked_for_alone(desk: Desk) -> None:
    answered = desk.look_up("positions", "Aegis Ashore", party=desk.party("Moscow"))
    assert answered.positions is not None
    [row] = answered.positions.rows
    assert row.party == "russia"
    assert {fact.claim.id for fact in answered.facts} == {fact.claim.id for fact in (*row.facts, *row.about)}
    assert "United States" not in {section.heading for section in answered.card.sections}
    person = desk.look_up("positions", "russia-japan-relations", party=desk.party("Putin")).positions
    assert person is not None
    assert {"carnegie-putin-constitution", "eaf-putin-emphasis"} <= {fact.claim.id for fact in person.facts}


@pytest.mark.parametrize(("term", "part"), [("Karelia", "no entry"), ("Korea", "several parties")])
def test_a_party_that_is_none_or_several_is_refused_in_a_sentence(desk: Desk, term: str, part: str) -> None:
    with pytest.raises(ValueError, match=part):
        desk.party(term)


def test_the_invented_base_has_its_own_parties(mini: Edition) -> None:
    states = {own for own, kind in mini.kinds.items() if kind == "state" and mini.about(own)}
    for topic in mini.entities:
        assert {row.party for row in positions(mini, topic, DAY).rows} == states
