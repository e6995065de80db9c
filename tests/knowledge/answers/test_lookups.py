"""Look-ups that an analyst would try first, answered as an analyst would want."""

from __future__ import annotations

from datetime import date

import pytest

from bot.cards.text import card_text
from bot.desk import Answered, Desk
from knowledge.edition import Edition
from knowledge.names.result import Alias, Ambiguous, Exact, Fuzzy, Missing

ISLANDS = "northern-territories-south-kuril-islands"
NAME = "Northern Territories / South Kuril Islands"


def entity_of(answered: Answered) -> str:
    found = answered.resolution
    assert isinstance(found, Exact | Alias | Fuzzy)
    return found.match.entity


def text_of(answered: Answered) -> str:
    return card_text(answered.card)


def claims_of(answered: Answered) -> set[str]:
    return {fact.claim.id for fact in answered.facts}


@pytest.mark.parametrize(
    "term", ["kurils", "northern teritories", "北方領土", "южные курилы", "Kuril Islands", "Etorofu"]
)
def test_the_islands_by_any_name_are_one_entry_called_by_both(desk: Desk, term: str) -> None:
    answered = desk.look_up("entity", term)
    assert entity_of(answered) == ISLANDS
    text = text_of(answered)
    assert text.splitlines()[0].startswith(NAME)
    assert f"“{term}”" in text
    assert "longer chain" in text
    assert len(answered.facts) >= 10


def test_an_island_that_the_documents_do_not_name_leads_to_its_group_and_says_so(desk: Desk) -> None:
    assert "the documents do not name" in text_of(desk.look_up("entity", "Etorofu"))
    assert "the documents do not name" not in text_of(desk.look_up("entity", "kurils"))


@pytest.mark.parametrize(
    ("term", "entity", "holds"),
    [
        ("Lavrov", "sergei-lavrov", "Iikura"),
        ("Kono", "taro-kono", "Iikura"),
        ("Trump", "donald-trump", "Trump"),
        ("Moscow", "russia", "New START"),
        ("Japan", "japan", "Aegis Ashore"),
        ("2+2", "two-plus-two", "two-plus-two"),
        ("Indo-Pacific", "indo-pacific", "Indo-Pacific"),
        ("INF", "inf-treaty", "collapse"),
        ("New START", "new-start", "extended"),
        ("peace treaty", "japan-russia-peace-treaty", "not concluded"),
    ],
)
def test_a_name_leads_to_its_entry(desk: Desk, term: str, entity: str, holds: str) -> None:
    answered = desk.look_up("entity", term)
    assert entity_of(answered) == entity
    assert holds in text_of(answered)
    assert answered.facts
    assert all(fact.citations for fact in answered.facts)


def test_nobody_pictured_is_given_a_statement(desk: Desk) -> None:
    for term in ("Lavrov", "Kono"):
        for fact in desk.look_up("entity", term).facts:
            assert fact.asserted_by == ("Reuters",)


def test_a_state_is_shown_in_sections(desk: Desk) -> None:
    headings = [
        section.heading for section in desk.look_up("entity", "Japan").card.sections if section.heading
    ]
    assert len(headings) >= 5
    assert len(set(headings)) == len(headings)


def test_moscow_is_russia_as_its_capital(desk: Desk) -> None:
    assert "“Moscow”" in text_of(desk.look_up("entity", "Moscow"))


@pytest.mark.parametrize("term", ["S-400", "9M729", "1956 declaration", "1956 Joint Declaration"])
def test_what_the_documents_do_not_have_is_missing_and_says_so(desk: Desk, term: str) -> None:
    answered = desk.look_up("entity", term)
    assert isinstance(answered.resolution, Missing)
    assert answered.facts == ()
    text = text_of(answered)
    assert "none of our documents" in text
    assert "That does not mean that nothing happened." in text


@pytest.mark.parametrize("verb", ["entity", "treaty"])
def test_start_alone_asks(desk: Desk, verb: str) -> None:
    answered = desk.look_up(verb, "START")  # type: ignore[arg-type] # one of the verbs
    assert isinstance(answered.resolution, Ambiguous)
    assert "new-start" in [candidate.entity for candidate in answered.resolution.candidates]
    assert "New START" in answered.resolution.question


@pytest.mark.parametrize("term", ["Korea", "foreign ministry"])
def test_names_of_several_ask_which(desk: Desk, term: str) -> None:
    found = desk.look_up("entity", term).resolution
    assert isinstance(found, Ambiguous)
    assert len(found.candidates) >= 2


def test_the_term_of_new_start_has_run_out_on_the_readers_day(desk: Desk, real: Edition) -> None:
    answered = desk.look_up("treaty", "New START")
    standings = {fact.claim.id: fact.standing for fact in answered.facts}
    assert standings["carnegie-new-start-extended"] == "term-passed"
    reasons = [check.text for check in answered.checks if check.reason == "period_over"]
    assert len(reasons) == 1
    assert "another five years" in reasons[0]
    earlier = Desk(real, lambda: date(2021, 4, 1)).look_up("treaty", "New START")
    assert "period_over" not in [check.reason for check in earlier.checks]


def test_the_extension_itself_stays_undated(desk: Desk) -> None:
    facts = {fact.claim.id: fact for fact in desk.look_up("treaty", "New START").facts}
    assert facts["carnegie-new-start-extended"].when is None


def test_the_inf_range_is_never_shown_without_its_note(desk: Desk) -> None:
    facts = {fact.claim.id: fact for fact in desk.look_up("treaty", "INF").facts}
    assert [note.verdict for note in facts["eaf-inf-range"].notes] == ["contradicted"]
    assert (
        "Curator's note, not in the documents: The INF Treaty covered missiles of ranges from 500 to 5,500"
        in (text_of(desk.look_up("treaty", "INF")))
    )
    assert facts["carnegie-inf-collapse"].when is None


def test_the_peace_treaty_is_not_concluded_and_says_what_is_not_given(desk: Desk) -> None:
    answered = desk.look_up("treaty", "peace treaty")
    assert "not concluded" in text_of(answered)
    assert answered.not_in_documents
    assert {"carnegie-kato-talks", "carnegie-talks-drag-on"} <= claims_of(answered)
    assert "signed" not in {fact.when_role for fact in answered.facts}


def test_what_is_no_treaty_is_told_where_to_ask(desk: Desk) -> None:
    answered = desk.look_up("treaty", "THAAD")
    assert answered.facts == ()
    assert "/entity" in text_of(answered)
