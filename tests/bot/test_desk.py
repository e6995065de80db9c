from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from bot.cards.question import Question
from bot.cards.replies import SHOWN_TERM
from bot.cards.text import card_text
from bot.desk import LABEL_JOIN, Desk, Range
from knowledge import dates
from knowledge.names.result import Alias, Ambiguous, Exact, Missing
from tests.bot.editions import TODAY

if TYPE_CHECKING:
    from knowledge.edition import Edition

ISLANDS = "northern-territories-south-kuril-islands"
BOTH = "Northern Territories / South Kuril Islands"


def with_words(edition: Edition, **words: set[str]) -> Desk:
    """Give a desk whose documents hold these words and no others."""
    sources = {
        own: replace(source, vocabulary=frozenset(words.get(own, ())))
        for own, source in edition.sources.items()
    }
    return Desk(replace(edition, sources=sources), lambda: TODAY)


@pytest.mark.parametrize("term", [ISLANDS, BOTH, "Kurils", "Kuril Islands", "Northern Territories"])
def test_the_islands_are_one_entry_under_both_names(desk: Desk, term: str) -> None:
    answered = desk.look_up("entity", term)
    assert answered.card.title == BOTH
    assert answered.facts
    assert "used by" in card_text(answered.card) or "Names: " in card_text(answered.card)


def test_every_id_and_every_name_and_every_label_lead_to_their_entry(desk: Desk) -> None:
    for own, entity in desk.edition.entities.items():
        for term in (own, entity.name, f"why{LABEL_JOIN}{entity.name}"):
            found = desk.resolve(term)
            assert isinstance(found, Exact), (own, term)
            assert found.match.entity == own


def test_the_typed_word_is_echoed_and_an_own_name_is_not(desk: Desk) -> None:
    found = desk.look_up("entity", "Kurils")
    assert isinstance(found.resolution, Alias)
    assert "“Kurils”" in card_text(found.card)
    assert "Matched" not in card_text(desk.look_up("entity", BOTH).card)


def test_a_term_asked_again_is_understood_once_a_day(edition: Edition) -> None:
    days = [TODAY]
    desk = Desk(edition, lambda: days[-1])
    first = desk.look_up("entity", "Kurils")
    assert desk.look_up("entity", "Kurils") is first
    assert desk.look_up("timeline", "Kurils").card.question.verb == "timeline"
    days.append(TODAY.replace(year=TODAY.year + 1))
    later = desk.look_up("entity", "Kurils")
    assert later is not first
    assert later.card.title == first.card.title


def test_every_card_of_an_entry_is_dated_cited_and_says_whose_words_it_uses(desk: Desk) -> None:
    for own in desk.edition.entities:
        answered = desk.look_up("entity", own)
        text = card_text(answered.card)
        assert "fixed base, not a news feed" in text, own
        assert "The wording is Dossier's, not the source's." in text, own
        for fact in answered.facts:
            assert fact.citations, own
            assert fact.claim.text in text, own
            assert fact.citations[0].words in text, own


def test_a_word_of_a_document_without_a_claim_is_told_apart_from_one_of_none(edition: Edition) -> None:
    desk = with_words(edition, eaf={"zeppelin"}, carnegie={"gondola"})
    one = card_text(desk.look_up("entity", "zeppelin").card)
    assert "EAF" in one.split("Edition")[0]
    assert "no statement of the base covers" in one
    apart = card_text(desk.look_up("entity", "zeppelin gondola").card)
    assert "not together" in apart
    none = card_text(desk.look_up("entity", "zeppelin submarine").card)
    assert "submarine" in none.split("\n", 1)[1]
    for text in (one, apart, none):
        assert "does not mean that nothing happened" in text
    assert len({one, apart, none}) == 3


def test_a_word_of_a_claim_shows_the_claim(desk: Desk) -> None:
    answered = desk.look_up("entity", "watershed")
    assert isinstance(answered.resolution, Missing)
    assert len(answered.facts) >= 1
    assert answered.facts[0].claim.text in card_text(answered.card)
    assert answered.facts[0].citations[0].words in card_text(answered.card)


def test_words_in_another_script_are_said_not_to_be_searchable(desk: Desk) -> None:
    assert "cannot be searched" in card_text(desk.look_up("entity", "こんにちは世界").card)


def test_a_long_word_is_repeated_shortened(desk: Desk) -> None:
    card = desk.look_up("entity", "x\n" * 500).card
    assert len(card.title) <= SHOWN_TERM + len("No entry for “”")
    assert "\n" not in card.title


@pytest.mark.parametrize(
    "typed", ["qwxzvb plok " * 500, "what is THAAD" + " " * 200 + "?", "Korea" + " " * 200 + "x"]
)
def test_the_card_says_that_the_end_of_a_long_text_was_not_read(desk: Desk, typed: str) -> None:
    assert (
        "only the first 160 characters were read" in card_text(desk.look_up("entity", typed).card).casefold()
    )


def test_several_meanings_offer_each(desk: Desk) -> None:
    answered = desk.look_up("treaty", "Korea")
    assert isinstance(answered.resolution, Ambiguous)
    assert answered.card.title == answered.resolution.question
    offered = [choice.question for choice in answered.card.choices]
    assert offered == [Question("treaty", match.entity) for match in answered.resolution.candidates]
    assert not answered.card.postable


def test_many_meanings_go_into_the_select(desk: Desk) -> None:
    found = desk.resolve("Korea")
    assert isinstance(found, Ambiguous)
    one = found.candidates[0]
    many = replace(
        found, candidates=tuple(replace(one, entity=own) for own in list(desk.edition.entities)[:30])
    )
    card = desk.answer("entity", many).card
    assert card.choices == ()
    assert len(card.related) == 25


def test_a_button_asks_again_what_its_card_was(desk: Desk) -> None:
    span = Range(dates.parse("2016"), dates.parse("2018"))
    for answered in (
        desk.look_up("entity", "Russia"),
        desk.look_up("treaty", "New START"),
        desk.look_up("timeline", "Russia", span),
        desk.timeline_of_all(span),
        desk.look_up("positions", "THAAD"),
        desk.look_up("positions", "THAAD", party="russia"),
        desk.look_up("compare", "THAAD"),
        desk.search("missiles on the islands"),
        desk.overview("browse", "state"),
        desk.overview("about"),
    ):
        again = desk.again(answered.card.question)
        assert again is not None
        assert again.title == answered.card.title
        assert again.sections == answered.card.sections


@pytest.mark.parametrize(
    "question",
    [
        Question("entity"),
        Question("treaty"),
        Question("positions"),
        Question("compare"),
        Question("search"),
        Question("compare", "long-gone"),
        Question("positions", "thaad", party="long-gone"),
        Question("entity", "long-gone"),
        Question("timeline", "long-gone"),
        Question("timeline", "russia", "then"),
        Question("timeline", "russia", None, "2021-99"),
    ],
)
def test_a_button_that_leads_nowhere_gives_nothing(desk: Desk, question: Question) -> None:
    assert desk.again(question) is None


def test_the_readers_day_is_asked_each_time(edition: Edition) -> None:
    days = [date(2021, 6, 1), date(2026, 11, 22)]
    desk = Desk(edition, lambda: days[0])
    before = desk.look_up("treaty", "new-start")
    days.pop(0)
    after = desk.look_up("treaty", "new-start")
    assert "period_over" not in {check.reason for check in before.checks}
    assert "period_over" in {check.reason for check in after.checks}


@pytest.mark.parametrize(
    ("start", "end", "wrong"),
    [
        ("2021", "2014", True),
        ("2014-06", "2014-05", True),
        ("2014", "2014", False),
        ("2014-06", "2014", False),
        (None, "2014", False),
        ("2014", None, False),
        ("2014/..", "2013", True),
        ("../2014", "2013", False),
    ],
)
def test_a_range_the_wrong_way_round_is_known(start: str | None, end: str | None, wrong: bool) -> None:
    span = Range(dates.parse(start) if start else None, dates.parse(end) if end else None)
    assert span.reversed is wrong
