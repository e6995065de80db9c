from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.wire.bot.reading import button, labels, press, select, title, words

if TYPE_CHECKING:
    from bot.sandbox.person import Person
    from bot.sandbox.server import Sandbox

pytestmark = pytest.mark.usefixtures("bot")


async def test_each_party_stands_with_its_own_words_and_can_be_chosen_alone(anna: Person) -> None:
    reply = await anna.command("positions", topic="thad")
    assert title(reply.message) == "Positions: THAAD"
    assert "### Russia" in words(reply.message)
    assert "**EAF ¶2**" in words(reply.message)
    offered = select(reply.message)["options"]
    russia = next(one for one in offered if one["label"] == "Russia")
    alone = await anna.choose(reply, "dossier:choose", russia["value"])
    assert alone.kind == "update"
    assert title(alone.message) == "Positions: THAAD, Russia"
    everyone = await press(anna, alone, "All parties")
    assert title(everyone.message) == "Positions: THAAD"


async def test_a_party_can_be_typed_and_its_pages_stay_its_own(anna: Person) -> None:
    reply = await anna.command("positions", topic="missile defence in Asia", party="Kremlin")
    assert title(reply.message).endswith(", Russia")
    later = await press(anna, reply, "More")
    assert title(later.message).endswith(", Russia")
    assert ":russia:" in button(later.message, "Back")["custom_id"]
    assert words((await press(anna, later, "Back")).message) == words(reply.message)


async def test_every_silent_party_is_named_on_some_page(anna: Person) -> None:
    reply = await anna.command("positions", topic="THAAD")
    text = words(reply.message)
    while any(label.startswith("More") for label in labels(reply.message)):
        reply = await press(anna, reply, "More")
        text += words(reply.message)
    assert "**Japan** — nothing in our documents." in text
    assert "What the author says about Russia" in text


@pytest.mark.parametrize(
    ("party", "part"), [("Karelia", "No entry of the base"), ("Korea", "several parties")]
)
async def test_a_party_that_is_none_or_several_gets_a_private_sentence(
    anna: Person, party: str, part: str
) -> None:
    reply = await anna.command("positions", topic="THAAD", party=party)
    assert reply.ephemeral
    assert part in reply.message["content"]


async def test_a_topic_with_several_meanings_asks_and_keeps_the_verb(anna: Person) -> None:
    reply = await anna.command("positions", topic="Korea")
    chosen = await anna.press(reply, labels(reply.message)[0])
    assert title(chosen.message).startswith("Positions: ")


async def test_positions_can_be_posted(anna: Person, sandbox: Sandbox) -> None:
    reply = await anna.command("positions", topic="THAAD")
    await (await press(anna, reply, "Post")).followed()
    [posted] = [stored.payload for stored in sandbox.world.history(sandbox.channel["id"])]
    assert title(posted) == "Positions: THAAD"
