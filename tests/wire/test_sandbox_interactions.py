from __future__ import annotations

from typing import TYPE_CHECKING

import aiohttp
import discord
import pytest

from bot.sandbox.invocation import RefusedError
from tests.wire.small_bot import SmallBot

if TYPE_CHECKING:
    from bot.sandbox.objects import Object
    from bot.sandbox.person import Person
    from bot.sandbox.server import Sandbox
    from tests.wire.conftest import Clock, Running

V2 = 32768


async def test_a_card_is_updated_in_place_by_its_button(running: Running, anna: Person) -> None:
    async with running(SmallBot()):
        reply = await anna.command("card")
        assert reply.message["flags"] & V2
        assert reply.text().splitlines()[:2] == ["Count 0", "A grey pixel"]
        assert [b["label"] for b in reply.buttons()] == ["More", "Later", "Form", "Off"]
        pressed = await anna.press(reply.message, "More")
        assert pressed.kind == "update"
        assert pressed.message["id"] == reply.message["id"]
        assert "Count 1" in reply.text()
        later = await anna.press(reply, "card:later")
        assert later.kind == "deferred_update"
        assert "Count 11" in (await later.settled()).text()
        with pytest.raises(RefusedError, match="'card:off' is disabled"):
            await anna.press(reply, "Off")
        with pytest.raises(AssertionError, match="No component 'Sideways'"):
            await anna.press(reply, "Sideways")
    media = next(c for c in reply.message["components"][0]["components"] if c["type"] == 12)["items"][0][
        "media"
    ]
    assert media["attachment_id"] == reply.message["attachments"][0]["id"]
    assert len(anna.messages) == 1


async def test_a_select_is_answered_by_a_reply_to_the_card(running: Running, anna: Person) -> None:
    async with running(SmallBot()):
        card = await anna.command("card")
        reply = await anna.choose(card, "Choose", "2")
        with pytest.raises(RefusedError, match="does not offer"):
            await anna.choose(card, "card:choice", "3")
    assert reply.text() == "Chosen ['2']"
    assert reply.message["message_reference"]["message_id"] == card.message["id"]
    assert reply.message["interaction_metadata"]["interacted_message_id"] == card.message["id"]


async def test_a_form_is_opened_filled_and_answered(running: Running, anna: Person) -> None:
    async with running(SmallBot()):
        opened = await anna.press(await anna.command("card"), "Form")
        assert opened.kind == "modal"
        assert opened.text().splitlines() == ["Feedback", "Reason"]
        with pytest.raises(RefusedError, match="takes 3 to 40 characters"):
            await anna.submit(opened, {"reason": "no"})
        reply = await anna.submit(opened, {"reason": "because"})
    assert reply.text() == "Reason: because"
    assert reply.ephemeral
    assert reply.message["interaction_metadata"]["triggering_interaction_metadata"]["type"] == 3


async def test_a_deferred_answer_settles_and_is_followed(
    running: Running, anna: Person, sandbox: Sandbox
) -> None:
    bot = SmallBot()
    async with running(bot):
        reply = await anna.command("slow")
        assert (reply.kind, reply.ephemeral, reply.text()) == ("deferred", True, "")
        assert reply.message["flags"] & 128
        bot.hold.set()
        await reply.settled()
        assert reply.text() == "Settled"
        assert not reply.message["flags"] & 128
        original = await bot.outcome()
        assert original.content == "Settled"
    # Discord fills the waiting message with the first follow-up, and keeps it private whatever that one says.
    assert reply.ephemeral
    assert [m["content"] for m in reply.followups] == ["Second, edited"]
    assert sandbox.person("Boris").messages == []
    assert reply.followups[0]["message_reference"]["message_id"] == reply.message["id"]


async def test_a_second_answer_is_refused_and_changes_nothing(running: Running, anna: Person) -> None:
    bot = SmallBot()
    async with running(bot):
        reply = await anna.command("twice")
        assert await bot.outcome() == (400, 40060)
    assert reply.text() == "once"


async def test_the_time_to_answer_and_the_life_of_a_token_run_out(
    running: Running, anna: Person, clock: Clock
) -> None:
    bot = SmallBot()
    async with running(bot):
        anna.start_command("silent", {})
        late = await bot.outcome()
        with pytest.raises(discord.NotFound) as early:
            await late.followup.send("before any answer")
        assert early.value.code == 10015
        clock.advance(3.1)
        with pytest.raises(discord.NotFound) as unknown:
            await late.response.send_message("too late")
        assert unknown.value.code == 10062
        anna.start_command("silent", {})
        kept = await bot.outcome()
        clock.advance(2.9)
        await kept.response.send_message("in time")
        clock.advance(15 * 60)
        with pytest.raises(discord.HTTPException) as expired:
            await kept.edit_original_response(content="too late")
        assert (expired.value.status, expired.value.code) == (401, 50027)
    assert [m["content"] for m in anna.messages] == ["in time"]


async def test_a_bot_that_does_not_answer_is_named(running: Running, anna: Person, sandbox: Sandbox) -> None:
    sandbox.patience = 0.05
    bot = SmallBot()
    async with running(bot):
        with pytest.raises(AssertionError, match=r"/silent: an answer did not come within 0\.05 s"):
            await anna.command("silent")


async def _answered(sandbox: Sandbox, url: str, body: Object, *, method: str = "POST") -> tuple[int, Object]:
    async with (
        aiohttp.ClientSession() as session,
        session.request(method, sandbox.api_url + url, json=body) as answer,
    ):
        return answer.status, await answer.json()


async def test_a_v2_message_cannot_get_content_back(running: Running, anna: Person, sandbox: Sandbox) -> None:
    async with running(SmallBot()):
        reply = await anna.command("card")
    made = reply.interaction
    url = f"/webhooks/{sandbox.world.application_id}/{made.token}/messages/@original"
    before = dict(reply.message)
    body: Object = {"content": "classic", "allowed_mentions": {"parse": []}}
    status, told = await _answered(sandbox, url, body, method="PATCH")
    assert (status, told["code"]) == (400, 50035)
    assert reply.message == before
    assert sandbox.complaints
    sandbox.complaints.clear()


async def test_an_answer_that_does_not_fit_the_interaction_is_refused(
    running: Running, anna: Person, sandbox: Sandbox
) -> None:
    bot = SmallBot()
    async with running(bot):
        made = anna.start_command("silent", {})
        await bot.outcome()
        url = f"/interactions/{made.id}/{made.token}/callback"
        for body in ({"type": 6}, {"type": 8, "data": {"choices": []}}, {"type": 99}):
            status, told = await _answered(sandbox, url, body)
            assert (status, told["code"]) == (400, 50035)
        assert made.kind is None
    assert len(sandbox.complaints) >= 3
    sandbox.complaints.clear()
