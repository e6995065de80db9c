from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.wire.bot.reading import button, is_card, labels, press, select, title, words

if TYPE_CHECKING:
    from bot.sandbox.person import Person
    from bot.sandbox.server import Sandbox
    from knowledge.edition import Edition

ISLANDS = "northern-territories-south-kuril-islands"
BOTH_NAMES = "Northern Territories / South Kuril Islands"
pytestmark = pytest.mark.usefixtures("bot")


async def test_entity_shows_both_names_cited_dated_and_how_it_matched(anna: Person, edition: Edition) -> None:
    reply = await anna.command("entity", name="Kurils")
    assert reply.kind == "message"
    assert reply.ephemeral
    assert is_card(reply.message)
    assert title(reply.message) == BOTH_NAMES
    text = words(reply.message)
    assert "Matched your word “Kurils”, another name for this entry." in text
    assert "**Carnegie ¶" in text
    assert "-# As of: " in text
    assert "fixed base, not a news feed" in text
    assert "The wording is Dossier's, not the source's." in text
    assert labels(reply.message)[-1] == "Post to channel"
    assert edition.entities[ISLANDS].name == BOTH_NAMES


@pytest.mark.parametrize(
    ("command", "options", "heading"),
    [
        ("entity", {"name": "thad"}, "THAAD"),
        ("treaty", {"name": "New START"}, "New START"),
        ("timeline", {"topic": "THAAD"}, "Timeline: THAAD"),
        ("timeline", {}, "Timeline: Everything in the base"),
        ("positions", {"topic": "THAAD"}, "Positions: THAAD"),
        ("compare", {"topic": "INF"}, "Compare: INF Treaty"),
        ("search", {"words": "missiles on the islands"}, "Search: “missiles on the islands”"),
        ("browse", {}, "What is in the base"),
        ("browse", {"kind": "treaty"}, "Treaties: "),
        ("sources", {}, "Sources"),
        ("about", {}, "Dossier"),
    ],
)
async def test_each_command_answers_privately_as_a_card_and_as_text(
    anna: Person, command: str, options: dict[str, str], heading: str
) -> None:
    card = await anna.command(command, **options)
    twin = await anna.command(command, **options, **{"as": "text"})
    assert is_card(card.message)
    assert not is_card(twin.message)
    assert twin.message["content"]
    for reply in (card, twin):
        assert reply.ephemeral
        assert title(reply.message).startswith(heading)
        assert "fixed base, not a news feed" in words(reply.message)
        assert "Post to channel" in labels(reply.message)


async def test_the_text_twin_says_paragraph_in_words_and_stays_text(anna: Person) -> None:
    twin = await anna.command("entity", name="Kurils", **{"as": "text"})
    assert "Carnegie, paragraph" in twin.message["content"]
    later = await press(anna, twin, "More")
    assert later.kind == "update"
    assert "Page 2 of" in later.message["content"]
    other = await anna.choose(later, "dossier:choose", select(later.message)["options"][0]["value"])
    assert other.message["content"]
    assert not is_card(other.message)


@pytest.mark.parametrize(
    "typed",
    [
        ISLANDS,
        BOTH_NAMES,
        "Kurils",
        "kuril islands",
        "Northern Territories",
        "northern teritories",
        "北方領土",
        f"北方領土 → {BOTH_NAMES}",
    ],
)
async def test_an_id_a_label_and_free_text_lead_to_the_same_entry(anna: Person, typed: str) -> None:
    assert title((await anna.command("entity", name=typed)).message) == BOTH_NAMES


async def test_a_card_opens_related_entries_and_other_views_in_place(anna: Person, edition: Edition) -> None:
    reply = await anna.command("entity", name="New START")
    crowded = next(one for one in select(reply.message)["options"] if one["label"] == "Treaty record")
    record = await anna.choose(reply, "dossier:choose", crowded["value"])
    assert record.kind == "update"
    assert record.message["id"] == reply.message["id"]
    assert "Treaty record" in words(record.message)
    full = await press(anna, record, "Full entry")
    offered = select(full.message)["options"][-1]
    other = await anna.choose(full, "dossier:choose", offered["value"])
    assert other.message["id"] == reply.message["id"]
    assert title(other.message) == offered["label"]
    assert offered["label"] in {entity.name for entity in edition.entities.values()}


async def test_what_is_no_treaty_names_the_command_for_it(anna: Person) -> None:
    reply = await anna.command("treaty", name="THAAD")
    assert title(reply.message) == "THAAD is not a treaty"
    assert "/entity" in words(reply.message)
    assert "Post to channel" not in labels(reply.message)
    assert title((await press(anna, reply, "Open THAAD")).message) == "THAAD"


async def test_a_timeline_keeps_to_its_range_and_turns_pages_within_it(anna: Person) -> None:
    reply = await anna.command("timeline", topic="Russia", **{"from": "2016", "to": "2018"})
    text = words(reply.message)
    assert "Range: from 2016 to 2018" in text
    assert "dated items lie before the range; the nearest: " in text
    assert "dated items lie after the range; the nearest: " in text
    assert "2021**" not in text
    later = await press(anna, reply, "More")
    assert "timeline:russia:2016-01-01:2018-12-31:0" in button(later.message, "Back")["custom_id"]
    assert words((await press(anna, later, "Back")).message).count("before the range") == 1


@pytest.mark.parametrize(
    ("options", "part"),
    [
        ({"from": "yesterday"}, "`from` is not a date I can read"),
        ({"to": "31.12.2020"}, "`to` is not a date I can read"),
        ({"to": "2021-02-30"}, "`to` is not a date I can read"),
        ({"from": "**@everyone**"}, "`from` is not a date I can read"),
        ({"from": "2021", "to": "2014"}, "`from` is later than `to`"),
    ],
)
async def test_a_bad_range_gets_a_private_sentence(anna: Person, options: dict[str, str], part: str) -> None:
    reply = await anna.command("timeline", **options)
    assert reply.ephemeral
    assert part in reply.message["content"]
    assert "**" not in reply.message["content"].replace("\\*\\*", "")
    assert reply.message["mentions"] == []
    assert reply.message["mention_everyone"] is False


async def test_several_meanings_ask_and_the_choice_replaces_the_question(
    anna: Person, edition: Edition
) -> None:
    reply = await anna.command("entity", name="Korea")
    assert title(reply.message).endswith("?")
    offered = labels(reply.message)
    assert {edition.entities["south-korea"].name, edition.entities["north-korea"].name} <= set(offered)
    assert "Post to channel" not in offered
    chosen = await anna.press(reply, offered[0])
    assert chosen.kind == "update"
    assert chosen.message["id"] == reply.message["id"]
    assert title(chosen.message) == offered[0]
    assert len(anna.messages) == 1


async def test_several_meanings_of_a_treaty_lead_to_the_record(anna: Person) -> None:
    reply = await anna.command("timeline", topic="Korea")
    chosen = await anna.press(reply, labels(reply.message)[0])
    assert title(chosen.message).startswith("Timeline: ")


async def test_an_unknown_name_gets_the_honest_answer(anna: Person, edition: Edition) -> None:
    reply = await anna.command("entity", name="Karelia")
    text = words(reply.message)
    assert title(reply.message) == "No entry for “Karelia”"
    assert "No statement of the base covers this" in text
    assert all(source.document.short in text for source in edition.sources.values())
    assert "does not mean that nothing happened" in text
    assert "/browse" in text
    browsed = await press(anna, reply, "Browse")
    assert title(browsed.message) == "What is in the base"


async def test_what_was_typed_can_neither_ping_nor_style(anna: Person, sandbox: Sandbox) -> None:
    owner = sandbox.world.owner["id"]
    reply = await anna.command("entity", name=f"# @everyone <@{owner}> ||zxqv|| **b**")
    assert "@everyone" not in words(reply.message)
    assert f"<@{owner}>" not in words(reply.message)
    assert reply.message["mentions"] == []
    assert reply.message["mention_everyone"] is False


async def test_two_hundred_characters_are_answered(anna: Person) -> None:
    assert title((await anna.command("entity", name="ж" * 200)).message).startswith("No entry for “жж")
