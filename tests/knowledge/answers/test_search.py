"""Free words: the statements that answer, best first, or one of the honest answers."""

from __future__ import annotations

from datetime import date
from importlib import resources

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.cards.text import card_text
from bot.desk import Desk
from knowledge.answers import Search, Searcher
from knowledge.answers.search.likeness import phrases
from knowledge.answers.search.vocabulary import spellings
from knowledge.edition import Edition
from knowledge.names.result import Missing

DAY = date(2026, 11, 22)
ISLANDS = "northern-territories-south-kuril-islands"
ON_THE_ISLANDS = {"carnegie-bal-bastion", "carnegie-s300v4"}


@pytest.fixture(scope="module")
def searcher(real: Edition) -> Searcher:
    return Searcher(real)


def first(found: Search, count: int = 3) -> list[str]:
    return [fact.claim.id for fact in found.facts[:count]]


@pytest.mark.parametrize(
    ("words", "claims"),
    [
        ("who said Aegis Ashore is an impediment", {"eaf-zakharova-impediment"}),
        ("missiles on the islands", ON_THE_ISLANDS),
        ("what should Tokyo do", {"carnegie-consider-scenario", "carnegie-minimise-damage"}),
        ("why is Russia easier on South Korea", {"eaf-regional-geopolitics"}),
        ("北方領土 ミサイル", ON_THE_ISLANDS),
        ("Курилы ракеты", ON_THE_ISLANDS),
        ("쿠릴 열도 미사일", ON_THE_ISLANDS),
        ("南千岛群岛 导弹", ON_THE_ISLANDS),
        ("misiles on the kuriles", ON_THE_ISLANDS),
        ("when did thaad become operational", {"eaf-thaad-operational"}),
        ("Aegis Ashore approval", {"eaf-aegis-approved"}),
        ("what did Kato say about the peace treaty", {"carnegie-kato-talks", "carnegie-kato-position"}),
        ("maximum presure campaign", {"carnegie-maximum-pressure"}),
        ("how many two-plus-two consultations were held", {"carnegie-two-plus-two-four"}),
        ("how does Russia view Japan", {"eaf-alliance-lens"}),
        ("when did THAAD go live in Korea", {"eaf-thaad-operational"}),
        ("does Moscow dislike THAAD and Aegis Ashore", {"eaf-russia-opposes"}),
        ("Japan penalties on Russia 2014", {"eaf-japan-sanctions"}),
        ("position of the Biden administration on missile deployment", {"carnegie-biden-not-clarified"}),
        ("did Russia accuse Japan of breaching the INF Treaty", {"eaf-aegis-inf-violation"}),
        ("how long is the New START extension", {"carnegie-new-start-extended"}),
        ("how many hypersonic projects does Tokyo have", {"carnegie-hypersonic-programmes"}),
        ("could a crisis start on the Korean peninsula", {"carnegie-pyongyang-crisis"}),
    ],
)
def test_the_first_statements_answer(searcher: Searcher, words: str, claims: set[str]) -> None:
    found = searcher.search(words, DAY)
    assert claims <= set(first(found))
    assert found.why_not is None
    assert all(fact.citations for fact in found.facts)


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("missile defence talks", "missile defense talks"),
        ("hypersonic programmes", "hypersonic programs"),
        ("election polarised", "election polarized"),
        ("destabilisation of the Indo-Pacific", "destabilization of the Indo-Pacific"),
    ],
)
def test_british_and_american_spelling_find_the_same(searcher: Searcher, british: str, american: str) -> None:
    found = searcher.search(british, DAY)
    assert found.facts
    assert first(found) == first(searcher.search(american, DAY))


def test_every_line_of_the_thesaurus_finds_something(real: Edition) -> None:
    words = resources.files("knowledge.answers.search").joinpath("thesaurus.txt").read_text("utf-8")
    lines = [line.partition(" > ") for line in words.splitlines() if not line.startswith("#")]
    assert len(lines) > 200
    dead = [line for line in lines if not line[0] or not real.full_text.holding(line[2].split())]
    assert dead == []
    assert phrases()["go live"] == "operational"
    assert [typed for typed in phrases() if len(typed.split()) < 2] == []


def test_spellings_begin_with_what_was_typed() -> None:
    assert spellings("defense")[0] == "defense"
    assert "defence" in spellings("defense")
    assert "centre" in spellings("center")
    assert "labour" in spellings("labor")


@pytest.mark.parametrize(
    "words",
    [
        "who broke the INF Treaty",
        "who signed the INF Treaty",
        "did China sign New START",
        "what did Lavrov say about the islands",
        "what should Seoul do",
        "how many troops are on the islands",
        "when was the peace treaty signed",
        "did Japan cancel Aegis Ashore",
        "Iran nuclear deal",
        "who invaded Crimea",
        "who violated the INF Treaty first",
        "did Russia violate the INF Treaty",
        "did China annex Taiwan",
        "did Australia agree to host missiles",
        "when did the US leave the INF Treaty",
        "when will Japan's hypersonic weapons be fielded",
        "how many American missiles are in South Korea",
        "how large is the Russian garrison on Kunashir",
        "what is the altitude of THAAD interception",
        "should South Korea build nuclear weapons",
        "why did Japan build hypersonic weapons",
        "the weather in Tokyo",
    ],
)
def test_what_the_documents_do_not_say_is_not_confirmed(desk: Desk, searcher: Searcher, words: str) -> None:
    found = searcher.search(words, DAY)
    assert found.facts == ()
    assert found.why_not is not None
    answered = desk.search(words)
    assert isinstance(answered.resolution, Missing)
    text = card_text(answered.card)
    assert "That does not mean that nothing happened." in text
    assert text.startswith("No statement answers")


def test_entries_that_a_question_without_an_answer_names_are_offered(desk: Desk) -> None:
    answered = desk.search("who broke the INF Treaty")
    assert isinstance(answered.resolution, Missing)
    assert [one.entity for one in answered.resolution.nearest] == ["inf-treaty"]
    assert answered.card.choices[0].question.subject == "inf-treaty"
    assert "does not confirm what was asked" in card_text(answered.card)


def test_what_an_entry_lists_as_not_given_answers_a_question_for_it(searcher: Searcher) -> None:
    found = searcher.search("how many troops are on the islands", DAY)
    assert found.not_in_documents == ("How many people or troops are on the islands.",)


def test_words_that_occur_nowhere_are_named_beside_what_is_found(searcher: Searcher, desk: Desk) -> None:
    typed = "THAAD in South Korea operational in 2017 zorblax"
    found = searcher.search(typed, DAY)
    assert found.unknown_words == ("zorblax",)
    assert "eaf-thaad-operational" in first(found)
    assert "“zorblax”" in card_text(desk.search(typed).card)
    premise = searcher.search("did Zorblax install THAAD in South Korea in 2017", DAY)
    assert premise.facts == ()
    assert premise.unknown_words == ("zorblax",)
    none = searcher.search("zorblax grumpkins", DAY)
    assert none.unknown_words == ("zorblax", "grumpkins")
    assert none.why_not is not None
    assert none.why_not.why == "in_no_document"


@pytest.mark.parametrize(("words", "foreign"), [("竹島 領有権", 2), ("погода", 1), ("날씨", 1)])
def test_other_words_of_other_languages_are_told_that_claims_are_in_english(
    desk: Desk, words: str, foreign: int
) -> None:
    answered = desk.search(words)
    assert answered.search is not None
    assert len(answered.search.foreign) == foreign
    assert answered.search.why_not is not None
    assert answered.search.why_not.why == "unsearchable"
    assert "the documents are in English" in card_text(answered.card)
    mixed = desk.search("THAAD 韓国 天気")
    assert mixed.facts
    assert "Claims are in English" in card_text(mixed.card)
    assert "“天気”" in card_text(mixed.card)
    half = desk.search("THAAD 天気")
    assert not half.facts
    assert "“天気”" in card_text(half.card)


@pytest.mark.parametrize("words", ["", "?", " \n ", "the", "what about it"])
def test_words_that_carry_nothing_are_said_to_be_none(searcher: Searcher, words: str) -> None:
    found = searcher.search(words, DAY)
    assert found.facts == ()
    assert found.why_not is not None
    assert found.why_not.why == "no_words"


def test_the_speaker_asked_for_is_the_speaker(real: Edition, searcher: Searcher) -> None:
    for name, party in (("Putin", "vladimir-putin"), ("China", "china"), ("Kato", "katsunobu-kato")):
        found = searcher.search(f"what did {name} say", DAY)
        assert found.facts, name
        for fact in found.facts:
            voice = fact.claim.voices[-1]
            assert voice.speaker in real.below[party] or party in (voice.name or "").casefold(), fact.claim.id


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(max_size=300) | st.text(alphabet='"*():^-NEAR ANDOR{}領ミж\x00', max_size=60))
def test_whatever_is_typed_is_answered(searcher: Searcher, words: str) -> None:
    found = searcher.search(words, DAY)
    assert bool(found.facts) is (found.why_not is None)


def test_the_invented_base_is_searched_too(mini: Edition) -> None:
    found = Searcher(mini).search("operational", DAY)
    assert "alder-radar-operational" in first(found)
