from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.wire.bot.reading import button, labels, press, title, words

if TYPE_CHECKING:
    from bot.sandbox.person import Person
    from bot.sandbox.server import Sandbox

pytestmark = pytest.mark.usefixtures("bot")
LONG = (
    "does Russia oppose the THAAD missile defence system in South Korea, and who said that it could start "
    "an arms race in the region"
)


async def test_a_question_is_answered_best_first_and_cited(anna: Person) -> None:
    reply = await anna.command("search", words="who said Aegis Ashore is an impediment")
    text = words(reply.message)
    assert text.index("Maria Zakharova") < text.index("**EAF ¶8**")
    assert "Post to channel" in labels(reply.message)


async def test_the_pages_of_a_search_turn_and_it_can_be_posted(anna: Person, sandbox: Sandbox) -> None:
    reply = await anna.command("search", words="Japan: Russia, relations")
    later = await press(anna, reply, "More")
    assert later.kind == "update"
    assert "search:Japan Russia, relations:::0" in button(later.message, "Back")["custom_id"]
    assert words((await press(anna, later, "Back")).message) == words(reply.message)
    await (await press(anna, reply, "Post")).followed()
    [posted] = [stored.payload for stored in sandbox.world.history(sandbox.channel["id"])]
    assert title(posted) == title(reply.message)


async def test_words_too_long_for_a_button_are_answered_on_one_page(anna: Person) -> None:
    reply = await anna.command("search", words=LONG)
    assert "arms race" in words(reply.message)
    assert "too long for a button" in words(reply.message)
    assert not {"Post to channel", "Back"} & set(labels(reply.message))
    twin = await anna.command("search", words=LONG, **{"as": "text"})
    assert "arms race" in twin.message["content"]


async def test_a_premise_that_the_documents_do_not_share_is_not_confirmed(anna: Person) -> None:
    reply = await anna.command("search", words="who broke the INF Treaty")
    assert title(reply.message) == "No statement answers “who broke the INF Treaty”"
    assert "does not mean that nothing happened" in words(reply.message)
    assert title((await press(anna, reply, "INF Treaty")).message) == "INF Treaty"


@pytest.mark.parametrize("typed", ["?", "@everyone **b** zxqv", "ж" * 200, "北海道 天気"])
async def test_whatever_is_typed_gets_an_answer(anna: Person, typed: str) -> None:
    reply = await anna.command("search", words=typed)
    assert title(reply.message).startswith("No statement answers")
    assert reply.message["mention_everyone"] is False
    assert "@everyone" not in words(reply.message)
