"""Terms with more in them than one name: several names, a name among other words, a name and a word for a saying."""

from __future__ import annotations

from dataclasses import replace

import pytest

from knowledge.names.book import NameBook, Named
from knowledge.names.resolver import Resolver
from knowledge.names.result import Ambiguous, Fuzzy, Missing
from tests.knowledge.names.book import book


@pytest.fixture(scope="module")
def resolver() -> Resolver:
    return Resolver(book())


@pytest.mark.parametrize(
    ("term", "meanings"),
    [
        ("Putin and Kato", ["vladimir-putin", "katsunobu-kato"]),
        ("Bal or Bastion", ["bal", "bastion"]),
        ("Trump vs Biden", ["donald-trump", "joe-biden"]),
        ("Putin and Japan", ["vladimir-putin", "japan"]),
        ("Japan, China and Australia", ["japan", "china", "australia"]),
        ("Zakharova on Aegis Ashore", ["maria-zakharova", "aegis-ashore"]),
        ("statement by Zakharova about Aegis Ashore", ["maria-zakharova", "aegis-ashore"]),
    ],
)
def test_several_names_ask_which_in_the_order_typed(
    resolver: Resolver, term: str, meanings: list[str]
) -> None:
    found = resolver.resolve(term)
    assert isinstance(found, Ambiguous)
    assert [one.entity for one in found.candidates] == meanings


@pytest.mark.parametrize(
    ("term", "entity"),
    [
        ("territorial dispute between Russia and Japan", "northern-territories-south-kuril-islands-dispute"),
        ("THAAD in South Korea", "thaad"),
        ("Japan's position on equidistance", "equidistance"),
        ("position of Japan", "japan"),
        ("Zakharova's remarks", "maria-zakharova"),
        ("Russian withdrawal from New START", "new-start"),
        ("deployment of Bal on the Kurils", "bal"),
        ("missiles of intermediate range", "intermediate-range-missiles"),
    ],
)
def test_one_thing_that_all_the_words_fit_is_the_answer(resolver: Resolver, term: str, entity: str) -> None:
    found = resolver.resolve(term)
    assert isinstance(found, Fuzzy)
    assert found.match.entity == entity


def test_the_sort_of_thing_before_the_preposition_beats_the_name_after_it() -> None:
    whole = book()
    described = tuple(
        replace(one, description="Treaty on missiles of intermediate range")
        if one.id == "inf-treaty"
        else one
        for one in whole.entities
    )
    found = Resolver(replace(whole, entities=described)).resolve("treaty on intermediate-range missiles")
    assert isinstance(found, Fuzzy)
    assert found.match.entity == "inf-treaty"


def test_a_term_that_says_the_kind_means_one_of_that_kind() -> None:
    entities = (
        Named("limits", "Limits on rockets", "concept", "Limits agreed between neighbours by a treaty"),
        Named("pact", "ABC", "treaty", "Treaty"),
    )
    resolver = Resolver(NameBook(entities, ()))
    assert isinstance(resolver.resolve("limits on rockets of neighbours"), Fuzzy)
    assert isinstance(resolver.resolve("treaty on limits on rockets of neighbours"), Missing)


@pytest.mark.parametrize(
    ("term", "offered"),
    [
        ("Putin's dog", "vladimir-putin"),
        ("THAAD battery in Seongju", "thaad"),  # Seongju is a decoy
    ],
)
def test_a_name_among_words_that_do_not_fit_is_only_offered(
    resolver: Resolver, term: str, offered: str
) -> None:
    found = resolver.resolve(term)
    assert isinstance(found, Missing)
    assert offered in [one.entity for one in found.nearest]


def test_words_for_sayings_alone_name_nothing(resolver: Resolver) -> None:
    for term in ("my opinion", "a statement", "their position and their response"):
        assert isinstance(resolver.resolve(term), Missing)


def _word(number: int) -> str:
    return "".join("bdfgklmnrt"[int(digit)] + "aeiouaeiou"[int(digit)] for digit in f"{number:03}")


def test_of_many_names_with_a_common_word_few_are_judged_and_the_right_one_is_among_them() -> None:
    entities = tuple(
        Named(f"e{at}", f"{_word(at)}zor {_word(at)}quel Harbour", "place", "") for at in range(300)
    )
    resolver = Resolver(NameBook(entities, ()))
    shared = next(stage for stage in resolver.explain("harbour").stages if stage.name == "phrase")
    assert 0 < len(shared.candidates) <= 40
    found = resolver.resolve(f"{_word(217)}quel Harbour")
    assert isinstance(found, Fuzzy)
    assert found.match.entity == "e217"
