from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.names.book import Ambiguity, NameBook, Named, NameRow
from knowledge.names.candidate import Candidate
from knowledge.names.decide import decide
from knowledge.names.index import NameIndex
from knowledge.names.normalise import TERM_LIMIT
from knowledge.names.resolver import Resolver
from knowledge.names.result import Alias, Ambiguous, Exact, Fuzzy, Missing
from tests.knowledge.names.book import book

ISLANDS = "northern-territories-south-kuril-islands"
DISPUTE = "northern-territories-south-kuril-islands-dispute"


@pytest.fixture(scope="module")
def resolver() -> Resolver:
    return Resolver(book())


def _answer(resolver: Resolver, term: str) -> str:
    """Give the entity answered, ``ask`` or ``missing``."""
    match resolver.resolve(term):
        case Exact(match=match) | Alias(match=match) | Fuzzy(match=match):
            return match.entity
        case Ambiguous():
            return "ask"
        case Missing():
            return "missing"


@pytest.mark.parametrize("term", ["THAAD", "thaad", "“THAAD”", "T.H.A.A.D.", "Ｔhaad", "THAAD's"])
def test_the_canonical_name_is_exact_after_normalising(resolver: Resolver, term: str) -> None:
    found = resolver.resolve(term)
    assert isinstance(found, Exact)
    assert (found.match.entity, found.match.score, found.term) == ("thaad", 100.0, term)


@pytest.mark.parametrize(
    "term", ["Kurils", "KURILS", "Northern Territories", "北方領土", "北方四島", "Южные Курилы"]
)
def test_any_other_registered_name_is_an_alias(resolver: Resolver, term: str) -> None:
    found = resolver.resolve(term)
    assert isinstance(found, Alias)
    assert (found.match.entity, found.match.score) == (ISLANDS, 100.0)
    assert found.match.name == "Northern Territories / South Kuril Islands"


@pytest.mark.parametrize(
    ("term", "entity"),
    [
        ("northern teritories", ISLANDS),  # a dropped double letter
        ("Kruils", ISLANDS),  # a transposition
        ("kurilislands", ISLANDS),  # a lost space
        ("thad", "thaad"),
        ("Lavrpv", "sergei-lavrov"),  # a neighbouring key
        ("южных курил", ISLANDS),  # a case form
        ("Лаврова", "sergei-lavrov"),
        ("Abe Shinzo", "shinzo-abe"),  # the family name first
        ("Lawrow", "sergei-lavrov"),  # a German romanisation
        ("Kouno Tarou", "taro-kono"),  # long vowels written out
        ("hjccbz", "russia"),  # Russian typed on a Latin layout
        ("ерффв", "thaad"),  # and back
        ("dkqp tlswh", "shinzo-abe"),  # Korean typed on a Latin layout
        ("쏘ㅁㅁㅇ", "thaad"),  # and back
        ("安倍首相", "shinzo-abe"),  # a title
        ("President Moon", "moon-jae-in"),  # a title makes a weak name enough
        ("푸틴은", "vladimir-putin"),  # a particle
        ("what is THAAD?", "thaad"),
        ("北方領土とは何ですか", ISLANDS),
        ("S. Korea", "south-korea"),
        ("S.V. Lavrov", "sergei-lavrov"),
        ("NNP", "new-northern-policy"),
        ("kuril isl", ISLANDS),
        ("Medved", "dmitry-medvedev"),
        ("Kuril", ISLANDS),  # before the dispute about them
        ("the northern territories dispute", DISPUTE),
        ("dispute over the Kuril Islands", DISPUTE),
        ("missile defence in South Korea", "thaad"),
        ("missile defense in Japan", "aegis-ashore"),
        ("Russian foreign minister", "sergei-lavrov"),
        ("Putin in Japan", "vladimir-putin"),  # a full name with a state beside it
        ("two plsu two", "two-plus-two"),
        ("ТОКУО", "japan"),  # wholly in look-alike letters
    ],
)
def test_what_derives_from_a_name_is_fuzzy(resolver: Resolver, term: str, entity: str) -> None:
    found = resolver.resolve(term)
    assert isinstance(found, Fuzzy), found
    assert found.match.entity == entity
    assert 0 < found.match.score < 100
    assert found.match.reason


@pytest.mark.parametrize(
    "term",
    [
        "S-400", "S-300", "S-300PMU", "START I", "START II", "SALT II", "ABM Treaty", "Patriot", "2+4", "3+3",
        "Okinawa", "Karelia", "Kurdistan", "Kerala", "Northern Territory", "Northern Teritory", "South Sudan",
        "influence", "ballistic", "existing", "crime", "putting", "coffee", "north", "asdfgh", "!!!", "", " ", "7",
        "Sergei Ivanov", "Taro Aso", "Vladimir Sorokin", "President Xi", "Xi", "INX", "Bel", "B al",
        "peace treaty with Germany", "missile defence in Poland",
    ],
)  # fmt: skip
def test_near_misses_and_nonsense_are_missing(resolver: Resolver, term: str) -> None:
    assert _answer(resolver, term) == "missing"


@pytest.mark.parametrize("term", ["Longname 401", "Longname 4000", "Longname II", "Longnam 40"])
def test_numbers_are_never_guessed_even_without_decoys(term: str) -> None:
    book_of_one = NameBook((Named("a", "Longname 400", "weapon-system", ""),), ())
    assert _answer(Resolver(book_of_one), "Longnam 400") == "a"
    assert _answer(Resolver(book_of_one), term) == "missing"


def test_nearest_entries_are_offered_only_when_near(resolver: Resolver) -> None:
    near = resolver.resolve("Nothern Teritoryum")
    far = resolver.resolve("blorptang")
    assert isinstance(near, Missing)
    assert 0 < len(near.nearest) <= 5
    assert near.nearest[0].entity == ISLANDS
    assert isinstance(far, Missing)
    assert far.nearest == ()


def test_a_declared_ambiguous_name_asks_the_declared_question(resolver: Resolver) -> None:
    for term in ("Korea", "korea?", "Koera", "Корея"):
        found = resolver.resolve(term)
        assert isinstance(found, Ambiguous), term
        assert found.question == "Which Korea do you mean?"
        assert [one.entity for one in found.candidates] == ["south-korea", "north-korea", "korean-peninsula"]


def test_a_weak_name_asks(resolver: Resolver) -> None:
    found = resolver.resolve("Moon")
    assert isinstance(found, Ambiguous)
    assert [one.entity for one in found.candidates] == ["moon-jae-in"]


def test_two_owners_of_one_name_ask() -> None:
    rows = [NameRow("a", "Springfield", "en", "alias"), NameRow("b", "springfield", "en", "alias")]
    entities = (Named("a", "Springfield East", "place", ""), Named("b", "Springfield West", "place", ""))
    found = Resolver(NameBook(entities, tuple(rows))).resolve("Springfield")
    assert isinstance(found, Ambiguous)
    assert {one.entity for one in found.candidates} == {"a", "b"}


def test_halves_of_a_contrast_pair_ask_when_both_are_near() -> None:
    entities = (Named("a", "Karlov", "person", ""), Named("b", "Karpov", "person", ""))
    plain = NameBook(entities, ())
    for contrasts, outcome in (((), Fuzzy), ((("b", "a"),), Ambiguous)):
        index = NameIndex(replace(plain, contrasts=contrasts))
        near = [
            Candidate(index.canonical["a"], 90.0, "near", ""),
            Candidate(index.canonical["b"], 84.0, "near", ""),
        ]
        assert isinstance(decide(index, "Karlpov", near).resolution, outcome)


def test_a_margin_too_small_asks() -> None:
    entities = (Named("a", "Karlov", "person", ""), Named("b", "Karpov", "person", ""))
    assert _answer(Resolver(NameBook(entities, ())), "Karov") == "ask"


def test_a_decoy_stops_what_would_be_near_and_a_registered_name_beats_a_decoy() -> None:
    entities = (Named("a", "Northern Territories", "place", ""),)
    assert _answer(Resolver(NameBook(entities, ())), "Northern Territorie") == "a"
    guarded = NameBook(entities, (), decoys=("Northern Territorium", "Northern Territories"))
    assert _answer(Resolver(guarded), "Northern Territorium") == "missing"
    assert _answer(Resolver(guarded), "Northern Territoriu") == "missing"
    assert _answer(Resolver(guarded), "Northern Territories") == "a"


def test_an_ambiguity_without_a_known_meaning_still_answers() -> None:
    entities = (Named("a", "Alpha", "place", ""),)
    odd = NameBook(entities, (), ambiguities=(Ambiguity(("Beta",), "Which?", ("a", "gone")),))
    found = Resolver(odd).resolve("Beta")
    assert isinstance(found, Ambiguous)
    assert [one.entity for one in found.candidates] == ["a"]


def test_the_account_names_stages_scores_and_reason(resolver: Resolver) -> None:
    account = resolver.explain("Kruil Islnds")
    text = account.text()
    assert [stage.name for stage in account.stages] == ["name", "key", "begun", "near", "phrase"]
    assert account.resolution == resolver.resolve("Kruil Islnds")
    assert "stage near" in text
    assert 'spelling close to "Kuril Islands"' in text
    assert account.reason in text
    assert not account.cut


def test_a_long_text_is_cut_and_the_account_says_so(resolver: Resolver) -> None:
    account = resolver.explain("Kurils " * 900)
    assert account.cut
    assert len(account.folded) <= TERM_LIMIT
    assert f"first {TERM_LIMIT} characters" in account.text()


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=300) | st.text(alphabet="kuril смотр北方領土쿠릴.-+'<@>[](){}0123", max_size=60))
def test_no_text_raises(text: str) -> None:
    found = _SHARED.resolve(text)
    assert found.term == text
    _SHARED.complete(text)
    _SHARED.find(text)


@pytest.mark.parametrize(
    "text", ["\ud800", "a" * 6000, "+" * 6000, "の" * 6000, "[x](http://" * 500, "<@" * 3000]
)
def test_hostile_text_does_not_raise(resolver: Resolver, text: str) -> None:
    assert _answer(resolver, text) == "missing"


_SHARED = Resolver(book())
