from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.wire.bot.reading import labels, press, select, title, words

if TYPE_CHECKING:
    from bot.sandbox.person import Person
    from bot.sandbox.server import Sandbox
    from knowledge.edition import Edition

pytestmark = pytest.mark.usefixtures("bot")


async def test_the_documents_stand_side_by_side_then_what_changed(anna: Person, edition: Edition) -> None:
    reply = await anna.command("compare", topic="INF")
    assert title(reply.message) == "Compare: INF Treaty"
    text = words(reply.message)
    assert all(source.document.short in text for source in edition.sources.values())
    while any(label.startswith("More") for label in labels(reply.message)):
        reply = await press(anna, reply, "More")
        text += words(reply.message)
    order = [
        text.index(part) for part in ("### EAF", "### Carnegie", "### What changed", "### What only one")
    ]
    assert order == sorted(order)


async def test_positions_and_the_entry_are_a_button_away(anna: Person) -> None:
    reply = await anna.command("compare", topic="THAAD")
    crowded = select(reply.message)["options"][0]
    chosen = await anna.choose(reply, "dossier:choose", crowded["value"])
    assert title(chosen.message) == "Positions: THAAD"
    reply = await anna.command("compare", topic="THAAD")
    assert title((await press(anna, reply, "Full entry")).message) == "THAAD"


async def test_an_unknown_topic_gets_the_honest_answer(anna: Person) -> None:
    reply = await anna.command("compare", topic="Karelia")
    assert title(reply.message) == "No entry for “Karelia”"


async def test_a_comparison_can_be_posted(anna: Person, sandbox: Sandbox) -> None:
    reply = await anna.command("compare", topic="INF")
    await (await press(anna, reply, "Post")).followed()
    [posted] = [stored.payload for stored in sandbox.world.history(sandbox.channel["id"])]
    assert title(posted) == "Compare: INF Treaty"
