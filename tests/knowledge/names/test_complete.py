from __future__ import annotations

import pytest

from knowledge.names.book import NameBook, Named, NameRow
from knowledge.names.resolver import Resolver
from tests.knowledge.names.book import book

ISLANDS = "northern-territories-south-kuril-islands"


@pytest.fixture(scope="module")
def resolver() -> Resolver:
    return Resolver(book())


@pytest.mark.parametrize(
    ("typed", "entity"),
    [
        ("kur", ISLANDS),
        ("kurils", ISLANDS),
        ("norhern t", ISLANDS),  # a slip in a beginning
        ("territ", ISLANDS),  # a later word
        ("isl kuril", ISLANDS),  # words in any order
        ("lavr", "sergei-lavrov"),
        ("лавр", "sergei-lavrov"),
        ("ラブ", "sergei-lavrov"),
        ("kfdh", "sergei-lavrov"),  # Russian typed on a Latin layout
        ("what is tha", "thaad"),
        ("jap", "japan"),
        ("putn", "vladimir-putin"),
        ("zzzz", "missing"),
    ],
)
def test_the_entity_meant_comes_first(resolver: Resolver, typed: str, entity: str) -> None:
    found = resolver.complete(typed)
    assert (found[0].entity if found else "missing") == entity


def test_each_entity_stands_once_best_first_with_a_reason(resolver: Resolver) -> None:
    found = resolver.complete("north")
    assert len({one.entity for one in found}) == len(found) > 3
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert all(one.reason and one.name and one.matched for one in found)


def test_a_thing_comes_before_another_whose_name_holds_its_name() -> None:
    entities = (
        Named("isles", "Tern Islands", "place", ""),
        Named("row", "Tern Islands dispute", "dispute", ""),
    )
    names = [NameRow(one.id, one.name, "en", "canonical") for one in entities]
    resolver = Resolver(NameBook(entities, (*names, NameRow("row", "Tern row", "en", "alias"))))
    assert [one.entity for one in resolver.complete("ter")] == ["isles", "row"]
    assert resolver.complete("tern row")[0].entity == "row"


def test_kinds_and_limit_are_kept(resolver: Resolver) -> None:
    assert len(resolver.complete("s", limit=4)) == 4
    found = resolver.complete("new", kinds=frozenset({"treaty"}))
    assert [one.entity for one in found] == ["new-start"]


def test_an_empty_text_offers_nothing(resolver: Resolver) -> None:
    assert resolver.complete("") == ()
    assert resolver.complete(" \u200b") == ()


def test_the_name_shown_is_in_the_script_typed(resolver: Resolver) -> None:
    assert resolver.complete("рос")[0].matched == "Россия"
