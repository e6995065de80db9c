from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
import pytest

from bot.sandbox.faults import Drop
from tests.wire.bot.reading import button, is_card, labels, press, select, title, words

if TYPE_CHECKING:
    from bot.sandbox.person import Person
    from bot.sandbox.server import Sandbox
    from tests.wire.bot.logs import Logs

pytestmark = pytest.mark.usefixtures("bot")
FOLLOW_UP = "/webhooks/{webhook_id}/{webhook_token}"


def public(sandbox: Sandbox) -> list[dict[str, Any]]:
    """List what everyone sees."""
    return [stored.payload for stored in sandbox.world.history(sandbox.channel["id"])]


async def test_posting_shows_the_page_to_all_and_names_who_posted_it(anna: Person, sandbox: Sandbox) -> None:
    reply = await anna.command("entity", name="Kurils")
    pressed = await press(anna, reply, "Post to channel")
    assert pressed.kind == "update"
    assert button(pressed.message, "Posted")["disabled"] is True
    await pressed.followed()
    [posted] = public(sandbox)
    assert is_card(posted)
    assert words(posted) == f"{words(reply.message)}\n-# Posted by <@{anna.id}>"
    assert title(posted) == "Northern Territories / South Kuril Islands"
    assert posted["mentions"] == []
    assert posted["mention_everyone"] is False
    sent = [one for one in sandbox.exchanges if one.route == FOLLOW_UP]
    assert isinstance(sent[0].request, dict)
    assert sent[0].request["allowed_mentions"] == {"parse": []}
    assert all(label.startswith("More") for label in labels(posted))


async def test_the_text_twin_is_posted_as_text(anna: Person, sandbox: Sandbox) -> None:
    reply = await anna.command("entity", name="Kurils", **{"as": "text"})
    await (await press(anna, reply, "Post")).followed()
    [posted] = public(sandbox)
    assert not is_card(posted)
    assert posted["content"].endswith(f"Posted by <@{anna.id}>")
    assert posted["mentions"] == []


async def test_the_page_that_is_seen_is_the_page_that_is_posted(anna: Person, sandbox: Sandbox) -> None:
    reply = await anna.command("entity", name="Russia")
    later = await press(anna, reply, "More")
    seen = words(later.message)
    await (await press(anna, later, "Post")).followed()
    assert words(public(sandbox)[0]).startswith(seen)


async def test_a_double_press_posts_once(anna: Person, sandbox: Sandbox) -> None:
    reply = await anna.command("entity", name="Kurils")
    there = button(reply.message, "Post")
    first = anna.start_component(reply.message, there, None)
    second = anna.start_component(reply.message, there, None)
    answers = [await anna._first(made) for made in (first, second)]
    refused = next(one for one in answers if one.kind == "message")
    assert "posted already" in refused.message["content"]
    assert refused.ephemeral
    await next(one for one in answers if one.kind == "update").followed()
    assert len(public(sandbox)) == 1


async def test_once_per_card_also_from_another_page_of_it(anna: Person, sandbox: Sandbox) -> None:
    reply = await anna.command("entity", name="Russia")
    await (await press(anna, reply, "Post")).followed()
    later = await press(anna, reply, "More")
    assert button(later.message, "Posted")["disabled"] is True
    other = await anna.choose(later, "dossier:choose", select(later.message)["options"][0]["value"])
    await (await press(anna, other, "Post to channel")).followed()
    assert len({title(one) for one in public(sandbox)}) == 2


async def test_who_may_not_write_here_may_not_post(sandbox: Sandbox) -> None:
    rights = discord.Permissions(view_channel=True, use_application_commands=True)
    mute = sandbox.person("Mute", permissions=rights)
    reply = await mute.command("entity", name="Kurils")
    refused = await press(mute, reply, "Post")
    assert refused.ephemeral
    assert "may not send messages" in refused.message["content"]
    assert public(sandbox) == []
    assert "Post to channel" in labels(reply.message)
    sandbox.permit(mute, discord.Permissions(view_channel=True, send_messages=True))
    await (await press(mute, reply, "Post")).followed()
    assert len(public(sandbox)) == 1


async def test_when_posting_fails_the_button_comes_back(anna: Person, sandbox: Sandbox, logs: Logs) -> None:
    reply = await anna.command("entity", name="Kurils")
    sandbox.faults.add(Drop(), method="POST", route=FOLLOW_UP)
    pressed = await press(anna, reply, "Post")
    [told] = await pressed.followed()
    assert "Something went wrong on our side" in told["content"]
    assert told["flags"] & 64
    assert public(sandbox) == []
    assert "button post failed" in logs.errors()[0]
    logs.records.clear()
    assert button(reply.message, "Post to channel")["disabled"] is False
    await (await press(anna, reply, "Post")).followed()
    assert len(public(sandbox)) == 1


async def test_more_on_a_posted_card_answers_each_reader_privately(anna: Person, sandbox: Sandbox) -> None:
    reply = await anna.command("entity", name="Russia")
    await (await press(anna, reply, "Post")).followed()
    [posted] = public(sandbox)
    before = words(posted)
    for reader in (sandbox.person("Ben"), anna):
        read = await reader.press(posted, button(posted, "More")["custom_id"])
        assert read.kind == "message"
        assert read.ephemeral
        assert read.message["id"] != posted["id"]
        assert "Back" in labels(read.message)
    assert words(public(sandbox)[0]) == before
