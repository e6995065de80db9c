"""What a likeness must not bridge: another state's thing, another direction, a number, an office, another language."""

from __future__ import annotations

import pytest

from knowledge.names.book import Ambiguity, NameBook, Named, NameRow
from knowledge.names.resolver import Resolver
from knowledge.names.result import Alias, Ambiguous, Exact, Fuzzy, Missing, Resolution

_ENTITIES = (
    Named("russia", "Russia", "state", "State in eastern Europe and northern Asia"),
    Named("japan", "Japan", "state", "State in the Asia Pacific"),
    Named("china", "China", "state", "State in East Asia"),
    Named("ukraine", "Ukraine", "state", "State in eastern Europe"),
    Named("north-korea", "North Korea", "state", "State on the northern half of a peninsula"),
    Named("south-korea", "South Korea", "state", "State on the southern half of a peninsula"),
    Named("united-states", "United States", "state", "State in North America"),
    Named("peace", "Japan-Russia peace treaty", "treaty", "Treaty on which Japan and Russia have held talks"),
    Named("sanctions", "Sanctions on Russia", "policy", "Sanctions that Japan imposed"),
    Named("tests", "North Korean missile tests", "event", "Tests that the United States gives as a reason"),
    Named(
        "annexation", "Annexation of Crimea", "event", "Event of 2014 before the sanctions of Japan on Russia"
    ),
    Named("format", "Two-plus-two", "format", "Talks of Russian and Japanese foreign and defence ministers"),
    Named("equidistance", "Equidistance", "policy", "Russian policy towards North Korea and South Korea"),
    Named("neighbours", "Russia-South Korea relations", "partnership", "Relations of Russia and South Korea"),
    Named(
        "islands",
        "Northern Territories / South Kuril Islands",
        "place",
        "Islands disputed by Russia and Japan",
    ),
    Named("start", "New START", "treaty", "Treaty of Russia and the United States"),
    Named("thaad", "THAAD", "weapon-system", "Missile defence that South Korea installed"),
    Named("asia", "Northeast Asia", "place", "Part of a continent"),
    Named("putin", "Vladimir Putin", "person", "President of Russia"),
    Named("law", "Russian constitution", "law", "Constitution of Russia"),
    Named("vote", "Vote of summer", "event", "Vote in Russia"),
)

_NAMES = {
    "russia": "Russian;Moscow", "japan": "Japanese;Tokyo", "china": "Chinese;Beijing",
    "ukraine": "Ukrainian", "north-korea": "North Korean;Pyongyang", "south-korea": "South Korean;Seoul",
    "united-states": "US;USA", "peace": "peace treaty;peace treaty with Japan;peace talks",
    "sanctions": "sanctions;sanctions of 2014;Japanese sanctions;sanctions against Russia;Japan's sanctions on Russia",
    "tests": "missile tests;missile launches", "annexation": "annexation in 2014", "format": "2+2",
    "equidistance": "policy of equidistance;balanced relations with Pyongyang and Seoul",
    "islands": "Kurils;Northern Territories;South Kurils;Southern Kurils;Kurils / Northern Territories",
    "start": "START Treaty;SNV-3", "putin": "Putin",
}  # fmt: skip


@pytest.fixture(scope="module")
def resolver() -> Resolver:
    rows = [NameRow(one.id, one.name, "en", "canonical") for one in _ENTITIES]
    rows += [NameRow(id_, name, "en", "alias") for id_, names in _NAMES.items() for name in names.split(";")]
    rows += [NameRow("china", "Kiina", "fi", "alias"), NameRow("russia", "Россия", "ru", "alias")]
    rows += [NameRow("china", "Китай", "ru", "alias"), NameRow("sanctions", "санкции", "ru", "alias")]
    rows += [NameRow("china", "中国", "zh", "alias"), NameRow("peace", "日露平和条約", "ja", "alias")]
    question = Ambiguity(("constitution", "the constitution"), "The law or the vote?", ("law", "vote"))
    return Resolver(NameBook(_ENTITIES, tuple(rows), (question,), (), ("Kurilsk",)))


def _answered(found: Resolution) -> str:
    match found:
        case Exact(match=match) | Alias(match=match) | Fuzzy(match=match):
            return match.entity
        case Ambiguous() | Missing():
            return ""


@pytest.mark.parametrize(
    "term",
    [
        "Ukraine peace treaty", "Ukrainian peace treaty", "peace treaty with North Korea", "China-Japan peace treaty",
        "peace treaty between Russia and Ukraine", "Beijing peace talks", "sanctions on North Korea",
        "sanctions on China", "Chinese sanctions", "sanctions against Pyongyang", "санкции против Китая",
        "中国平和条約",
        "US missile tests", "Russian missile tests", "Chinese missile launches", "South Korean missile tests",
        "US-Japan two-plus-two", "Russia-China 2+2", "South Korea two-plus-two", "Chinese policy of equidistance",
        "Seoul-Pyongyang relations", "Russia-North Korea relations", "Japan-South Korea relations", "Chinese THAAD",
        "THAAD in Japan", "sanctions on Russia 2016", "Japan sanctions on Russia 2016", "Middle Asia",
    ],
)  # fmt: skip
def test_the_thing_of_another_state_is_only_offered(resolver: Resolver, term: str) -> None:
    assert not _answered(resolver.resolve(term))


@pytest.mark.parametrize(
    ("term", "entity"),
    [
        ("Japan peace treaty with Russia", "peace"),
        ("Japanese sanctions on Russia", "sanctions"),
        ("sanctions by Japan", "sanctions"),
        ("missile tests by North Korea", "tests"),
        ("Russia-Japan 2+2", "format"),
        ("Russian policy of equidistance", "equidistance"),
        ("relations between Moscow and Seoul", "neighbours"),
        ("Putin in Japan", "putin"),  # a person stays the same wherever he is
        ("position of Japan", "japan"),
        ("Japan sanctions on Russia 2014", "sanctions"),  # the full name, not the description with the year
    ],
)
def test_the_thing_of_its_own_states_is_answered(resolver: Resolver, term: str, entity: str) -> None:
    assert _answered(resolver.resolve(term)) == entity


@pytest.mark.parametrize(
    "term",
    [
        "North Kurils", "Northern Kurils", "Nothern Kurils", "North Kuril Islands", "northernmost Kurils",
        "Eastern Kurils", "Southern Territories", "Southern Territory", "Kurilsk", "Northwest Asia", "Southeast Asia",
        "South Russia", "North Japan", "East Korea",
    ],
)  # fmt: skip
def test_directions_are_never_taken_for_one_another(resolver: Resolver, term: str) -> None:
    assert not _answered(resolver.resolve(term))


@pytest.mark.parametrize(
    "term", ["southern Kurils", "South Kurils", "the Southern Kuril Islands", "northern territories"]
)
def test_the_direction_of_the_name_is_answered(resolver: Resolver, term: str) -> None:
    assert _answered(resolver.resolve(term)) == "islands"


@pytest.mark.parametrize("term", ["START 3", "START-3", "START three", "START III", "new start 3", "SNV-2"])
def test_a_number_counts_only_beside_its_own_word(resolver: Resolver, term: str) -> None:
    assert not _answered(resolver.resolve(term))
    assert _answered(resolver.resolve("SNV 3")) == "start"


def test_an_office_asks_for_a_person(resolver: Resolver) -> None:
    assert not _answered(resolver.resolve("Japanese defence minister"))
    assert _answered(resolver.resolve("Japanese and Russian defence ministers")) == "format"


def test_a_speaker_and_a_name_of_several_things_ask(resolver: Resolver) -> None:
    found = resolver.resolve("Putin on the constitution")
    assert isinstance(found, Ambiguous)
    assert {one.entity for one in found.candidates} == {"putin", "law", "vote"}


@pytest.mark.parametrize("term", ["a\nb", "Kishida", "Kiinu"])
def test_chance_likeness_is_not_offered(resolver: Resolver, term: str) -> None:
    assert resolver.resolve(term) == Missing(term, ())


def test_what_is_held_back_is_offered_and_says_why(resolver: Resolver) -> None:
    explained = resolver.explain("Northern Kurils")
    assert isinstance(explained.resolution, Missing)
    assert explained.resolution.nearest[0].entity == "islands"
    assert "another direction (only offered)" in explained.text()
