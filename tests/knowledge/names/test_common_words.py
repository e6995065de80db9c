"""Common words that stand in a name or a description are not the thing; all of a name, or enough of it, is."""

from __future__ import annotations

import pytest

from knowledge.names.book import NameBook, Named, NameRow
from knowledge.names.resolver import Resolver
from knowledge.names.result import Alias, Exact, Fuzzy, Resolution

_ENTITIES = (
    Named("japan", "Japan", "state", "State in the Asia Pacific"),
    Named("russia", "Russia", "state", "State in eastern Europe"),
    Named("south-korea", "South Korea", "state", "State on a peninsula"),
    Named("united-states", "United States", "state", "State in North America"),
    Named("australia", "Australia", "state", "State named as a possible site of missiles"),
    Named("trump", "Donald Trump", "person", "President of the United States from 2017 to 2021"),
    Named("peace", "Japan-Russia peace treaty", "treaty", "Treaty on which Japan and Russia have held talks"),
    Named("inf", "INF Treaty", "treaty", "Treaty that the United States left"),
    Named(
        "exit", "US withdrawal from the INF Treaty", "event", "Withdrawal of the United States from a treaty"
    ),
    Named("law", "Russian constitution", "law", "Constitution of Russia after the vote of 2020"),
    Named("vote", "Russian constitutional vote", "event", "Vote held in Russia in 2020"),
    Named("format", "Two-plus-two", "format", "Talks of Russian and Japanese ministers"),
    Named("ships", "Anti-ship missiles", "weapon-system", "Class of missiles"),
    Named("aegis", "Aegis Ashore", "weapon-system", "Missile defence that Japan approved"),
    Named("lanes", "Maritime channels", "concept", "Sea routes that carry food to South Korea"),
)
_NAMES = {
    "japan": "Japanese;Tokyo", "russia": "Russian;Moscow", "south-korea": "South Korean;South Koreans",
    "united-states": "US;White House", "trump": "Trump", "peace": "treaty ending the war between Japan and Russia",
    "inf": "INF", "exit": "US exit from INF;withdrawal from INF", "ships": "anti-ship cruise missiles",
    "aegis": "Japanese missile shield", "law": "new constitution of Russia",
    "vote": "vote on the Russian constitution", "format": "foreign and defence ministers",
}  # fmt: skip


@pytest.fixture(scope="module")
def resolver() -> Resolver:
    rows = [NameRow(one.id, one.name, "en", "canonical") for one in _ENTITIES]
    rows += [NameRow(own, name, "en", "alias") for own, names in _NAMES.items() for name in names.split(";")]
    return Resolver(NameBook(_ENTITIES, tuple(rows)))


def _answered(found: Resolution) -> str:
    return found.match.entity if isinstance(found, Exact | Alias | Fuzzy) else ""


@pytest.mark.parametrize(
    "term",
    [
        "Russian war", "Japanese war", "cruise ship", "Japanese missile", "South Korean food", "South Korean sea",
        "White House site", "new constitution", "the US president in 2021",
    ],
)  # fmt: skip
def test_a_few_common_words_of_a_name_are_not_the_thing(resolver: Resolver, term: str) -> None:
    assert not _answered(resolver.resolve(term))


@pytest.mark.parametrize(
    ("term", "entity"),
    [
        ("treaty ending the war", "peace"),
        ("Japanese missile shie", "aegis"),
        ("cruise missiles against ships", "ships"),
        (
            "vote on Russia's constitution in 2020",
            "vote",
        ),  # though it has the whole name of the constitution in it
        ("Trump's exit from INF", "exit"),  # what was done by a person of its state
        ("when did the US leave the INF Treaty?", "exit"),
        ("Moscow and Tokyo foreign and defence ministers' talks", "format"),  # whose, not a list of three
    ],
)
def test_enough_of_a_name_is_the_thing(resolver: Resolver, term: str, entity: str) -> None:
    assert _answered(resolver.resolve(term)) == entity
