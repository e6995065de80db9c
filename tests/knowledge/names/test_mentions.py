from __future__ import annotations

import pytest

from knowledge.names.resolver import Resolver
from tests.knowledge.names.book import book


@pytest.fixture(scope="module")
def resolver() -> Resolver:
    return Resolver(book())


def _found(resolver: Resolver, text: str) -> list[tuple[str, str]]:
    return [(one.text, one.entity) for one in resolver.find(text)]


def test_the_longest_name_wins_and_places_are_exact(resolver: Resolver) -> None:
    text = "Lavrov spoke of the Kuril Islands dispute and of Moscow."
    found = resolver.find(text)
    assert [(one.text, one.entity) for one in found] == [
        ("Lavrov", "sergei-lavrov"),
        ("Kuril Islands dispute", "northern-territories-south-kuril-islands-dispute"),
        ("Moscow", "russia"),
    ]
    assert all(text[one.start : one.end] == one.text for one in found)


@pytest.mark.parametrize(
    "text", ["great influence", "ballistic tests", "existing rules", "call us, start now", "the moon"]
)
def test_parts_of_words_and_small_words_are_no_names(resolver: Resolver, text: str) -> None:
    assert _found(resolver, text) == []


def test_acronyms_count_when_written_as_such(resolver: Resolver) -> None:
    assert _found(resolver, "The US left the INF and the U.S. stayed") == [
        ("US", "united-states"),
        ("INF", "inf-treaty"),
        ("U.S", "united-states"),
    ]


def test_weak_names_are_silent_and_ambiguous_ones_list_their_meanings(resolver: Resolver) -> None:
    assert _found(resolver, "Moon said") == []
    (korea,) = resolver.find("a united Korea")
    assert korea.entity == ""
    assert korea.meanings == ("south-korea", "north-korea", "korean-peninsula")


def test_a_decoy_hides_the_name_it_resembles(resolver: Resolver) -> None:
    assert _found(resolver, "Darwin in the Northern Territory") == []


def test_scripts_without_spaces(resolver: Resolver) -> None:
    assert _found(resolver, "北方領土問題でプーチン大統領は") == [
        ("北方領土問題", "northern-territories-south-kuril-islands-dispute"),
        ("プーチン", "vladimir-putin"),
    ]
    assert _found(resolver, "푸틴 대통령과 쿠릴 열도") == [
        ("푸틴", "vladimir-putin"),
        ("쿠릴 열도", "northern-territories-south-kuril-islands"),
    ]


def test_a_name_after_signs_that_begin_none(resolver: Resolver) -> None:
    assert _found(resolver, "ゑゑゑ北方領土") == [("北方領土", "northern-territories-south-kuril-islands")]
    assert _found(resolver, "と・プーチン") == [("・プーチン", "vladimir-putin")]


def test_prose_has_grammatical_forms_and_no_names_across_a_comma(resolver: Resolver) -> None:
    russian = "Лавровым о Курилам, абы в мире"
    assert [one.entity for one in resolver.find(russian, prose=True)] == [
        "sergei-lavrov",
        "northern-territories-south-kuril-islands",
    ]
    assert resolver.find("Japan: Russia", prose=True)[0].text == "Japan"
    assert [one.text for one in resolver.find("The Kurils. Islands", prose=True)] == ["Kurils"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("putin said the kurils are ours", ["vladimir-putin", "northern-territories-south-kuril-islands"]),
        ("I think putin will go", ["vladimir-putin"]),
        ("Anna met Ben. putin watched Carl", []),
        ("call us, the moon is bal", []),
    ],
)
def test_who_sets_no_capitals_sets_none_in_names(resolver: Resolver, text: str, found: list[str]) -> None:
    assert [one.entity for one in resolver.find(text, prose=True) if not one.common] == found
    assert resolver.find(text) == ()


def test_a_common_word_is_told_from_a_name(resolver: Resolver) -> None:
    (korea,) = resolver.find("a united Korea")
    assert not korea.common


def test_a_name_in_katakana_is_no_part_of_a_longer_word(resolver: Resolver) -> None:
    assert _found(resolver, "プーチンの話") == [("プーチン", "vladimir-putin")]
    assert _found(resolver, "プーチンスキー") == []
