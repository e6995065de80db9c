from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.cards.markdown import escape
from bot.cards.pages import pages
from bot.cards.question import Question
from bot.desk import Desk
from tests.bot.editions import TODAY
from tests.wire.bot.reading import button, labels, press, select, title, words

if TYPE_CHECKING:
    from bot.cards.card import Card
    from bot.sandbox.person import Person
    from bot.sandbox.reply import Reply
    from bot.sandbox.server import Sandbox
    from knowledge.edition import Edition
    from tests.wire.bot.conftest import Start


def longest(desk: Desk) -> Card:
    cards = (desk.look_up("entity", own).card for own in desk.edition.entities)
    return max(cards, key=lambda card: len(pages(card)))


@pytest.mark.usefixtures("bot")
async def test_more_and_back_go_through_every_page_of_the_longest_card(anna: Person, desk: Desk) -> None:
    card = longest(desk)
    count = len(pages(card))
    assert count > 5
    reply = await anna.command("entity", name=card.question.subject)
    own = reply.message["id"]
    forward = [words(reply.message)]
    while any(label.startswith("More") for label in labels(reply.message)):
        reply = await press(anna, reply, "More")
        assert reply.kind == "update"
        assert reply.message["id"] == own
        forward.append(words(reply.message))
    assert len(forward) == count
    backward = [forward[-1]]
    while "Back" in labels(reply.message):
        reply = await press(anna, reply, "Back")
        backward.append(words(reply.message))
    assert backward[::-1] == forward
    everything = "\n".join(forward)
    facts = desk.look_up("entity", str(card.question.subject)).facts
    assert len(facts) > 20
    assert [fact.claim.id for fact in facts if escape(fact.claim.text) not in everything] == []
    assert len(anna.messages) == 1


async def test_after_a_restart_the_buttons_of_old_messages_still_work(
    anna: Person, desk: Desk, start: Start, edition: Edition, sandbox: Sandbox
) -> None:
    async with start(desk):
        card = await anna.command("entity", name="Russia")
        text = await anna.command("entity", name="Russia", **{"as": "text"})
        asked = await anna.command("entity", name="Korea")
    async with start(Desk(edition, lambda: TODAY)):
        assert title((await press(anna, card, "More")).message) == edition.entities["russia"].name
        assert "Page 2 of" in (await press(anna, text, "More")).message["content"]
        assert (
            title((await press(anna, asked, "South Korea")).message) == edition.entities["south-korea"].name
        )
        chosen = await anna.choose(card, "dossier:choose", select(card.message)["options"][0]["value"])
        assert chosen.kind == "update"
        await (await press(anna, chosen, "Post")).followed()
        assert len(sandbox.world.history(sandbox.channel["id"])) == 1


async def forged(anna: Person, shown: Reply, custom_id: str) -> Reply:
    """Press a button that the message does not have, as one from another time would be."""
    real = button(shown.message, "Post")
    stored = anna._see(shown)
    real["custom_id"] = custom_id
    made = anna.start_component(stored.payload, real, None)
    return await anna._first(made)


@pytest.mark.usefixtures("bot")
async def test_a_button_of_an_older_edition_says_so(anna: Person) -> None:
    shown = await anna.command("entity", name="THAAD")
    before = words(shown.message)
    for custom_id in (
        "dossier:open:entity:an-entry-long-gone:::0",
        "dossier:post:entity:an-entry-long-gone:::0",
        "dossier:more:browse:unicorns:::0",
        "dossier:more:entity:thaad:::1234",
        "dossier:more:prophecy:thaad:::0",
        "dossier:more:entity:thaad",
        "dossier:more:",
        "dossier:obey:entity:thaad:::0",
        "dossier:open:entity::::0",
        "dossier:open:treaty::::0",
        "dossier:open:timeline:thaad:not-a-date:2020:0",
    ):
        reply = await forged(anna, shown, custom_id)
        assert reply.ephemeral, custom_id
        assert "older edition" in reply.message["content"], custom_id
        assert reply.message["id"] != shown.message["id"], custom_id
    assert words(shown.message) == before


@pytest.mark.usefixtures("bot")
async def test_a_page_beyond_the_end_is_the_last(anna: Person) -> None:
    shown = await anna.command("entity", name="THAAD")
    reply = await forged(anna, shown, f"dossier:more:{Question('entity', 'thaad', page=999).encode()}")
    assert not any(label.startswith("More") for label in labels(reply.message))
    assert "Back" in labels(reply.message)
