from __future__ import annotations

from typing import TYPE_CHECKING

import aiohttp
import discord
import pytest

from bot.sandbox.errors import ApiError
from bot.sandbox.permissions import VIEW_CHANNEL
from tests.wire.small_bot import PIXEL, SmallBot, pixel

if TYPE_CHECKING:
    from bot.sandbox.person import Person
    from bot.sandbox.server import Sandbox
    from tests.wire.conftest import Clock, Running


async def the_channel(bot: discord.Client, sandbox: Sandbox) -> discord.TextChannel:
    found = await bot.fetch_channel(int(sandbox.channel["id"]))
    assert isinstance(found, discord.TextChannel)
    return found


@pytest.fixture
def reader() -> SmallBot:
    return SmallBot(discord.Intents(guilds=True, guild_messages=True))


async def test_messages_are_sent_read_edited_listed_and_deleted(
    sandbox: Sandbox, running: Running, reader: SmallBot
) -> None:
    async with running(reader):
        await sandbox.wait_for_commands()
        channel = await the_channel(reader, sandbox)
        first = await channel.send("first")
        second = await channel.send("second")
        assert [m.content async for m in channel.history()] == ["second", "first"]
        assert [m.content async for m in channel.history(after=first)] == ["second"]
        assert [m.content async for m in channel.history(before=second)] == ["first"]
        edited = await second.edit(content="changed")
        assert edited.edited_at is not None
        assert (await channel.fetch_message(second.id)).content == "changed"
        await second.delete()
        with pytest.raises(discord.NotFound) as missing:
            await channel.fetch_message(second.id)
        assert missing.value.code == 10008
        assert isinstance(await reader.fetch_channel(channel.id), discord.TextChannel)
        guild = await reader.fetch_guild(channel.guild.id)
        member = await guild.fetch_member(int(sandbox.world.application_id))
        assert [role.name for role in member.roles] == ["@everyone", "Dossier"]
        assert reader.application is not None
        assert reader.application.owner.name == "server.owner"


async def test_a_nonce_is_one_message_within_its_window(
    sandbox: Sandbox, running: Running, reader: SmallBot, clock: Clock
) -> None:
    async with running(reader):
        channel = await the_channel(reader, sandbox)
        first = await channel.send("once", nonce="n1")
        again = await channel.send("once", nonce="n1")
        other = await channel.send("once", nonce="n2")
        assert first.id == again.id != other.id
        clock.advance(121)
        assert (await channel.send("once", nonce="n1")).id != first.id


async def test_a_message_may_answer_another(sandbox: Sandbox, anna: Person) -> None:
    asked = anna.write("why?")
    where = f"{sandbox.api_url}/channels/{sandbox.channel['id']}/messages"
    body = {
        "content": "because",
        "allowed_mentions": {"parse": []},
        "message_reference": {"message_id": asked["id"], "channel_id": asked["channel_id"]},
    }
    headers = {"Authorization": f"Bot {sandbox.token}"}
    async with (
        aiohttp.ClientSession(headers=headers) as session,
        session.post(where, json=body) as answer,
    ):
        made = await answer.json()
    assert (made["type"], made["message_reference"]["message_id"]) == (19, asked["id"])
    assert [m["content"] for m in anna.messages] == ["why?", "because"]


async def test_nobody_writes_an_empty_message(sandbox: Sandbox, anna: Person) -> None:
    with pytest.raises(ApiError, match="50006"):
        anna.write("")
    assert sandbox.world.messages == {}


async def test_a_file_is_served_back_from_this_machine(
    sandbox: Sandbox, running: Running, reader: SmallBot
) -> None:
    async with running(reader):
        sent = await (await the_channel(reader, sandbox)).send("picture", file=pixel())
        (attachment,) = sent.attachments
        assert await attachment.read() == PIXEL
    assert attachment.url.startswith(f"{sandbox.url}/attachments/")
    assert (attachment.width, attachment.height, attachment.description) == (1, 1, "A grey pixel")
    (post,) = [e for e in sandbox.exchanges if e.method == "POST"]
    assert [(f.field, f.filename, f.content) for f in post.files] == [("files[0]", "pixel.png", PIXEL)]


async def test_what_the_application_may_not_do_is_refused(
    sandbox: Sandbox, running: Running, reader: SmallBot
) -> None:
    async with running(reader):
        channel = await the_channel(reader, sandbox)
        await channel.send("before")
        sandbox.permit_application(VIEW_CHANNEL)
        with pytest.raises(discord.Forbidden) as refused:
            await channel.send("no")
        assert refused.value.code == 50013
        assert [m async for m in channel.history()] == []
        sandbox.permit_application(0)
        with pytest.raises(discord.Forbidden) as unseen:
            await channel.fetch_message(1)
        assert unseen.value.code == 50001


async def test_another_persons_message_cannot_be_edited(
    sandbox: Sandbox, running: Running, reader: SmallBot, anna: Person
) -> None:
    async with running(reader):
        theirs = anna.write("mine")
        message = (await the_channel(reader, sandbox)).get_partial_message(int(theirs["id"]))
        with pytest.raises(discord.Forbidden) as refused:
            await message.edit(content="yours")
        assert refused.value.code == 50005


async def test_unknown_routes_fields_queries_and_tokens_fail_loudly(
    sandbox: Sandbox, caplog: pytest.LogCaptureFixture
) -> None:
    headers = {"Authorization": f"Bot {sandbox.token}"}
    where = f"/channels/{sandbox.channel['id']}/messages"
    async with aiohttp.ClientSession(headers=headers) as session:
        async with session.get(f"{sandbox.api_url}/guilds/@me/wishes") as answer:
            assert (answer.status, await answer.json()) == (404, {"message": "404: Not Found", "code": 0})
        body = {"content": "x", "contents": "y", "allowed_mentions": {"parse": []}}
        async with session.post(sandbox.api_url + where, json=body) as answer:
            told = await answer.json()
            assert (answer.status, told["code"]) == (400, 50035)
            assert told["errors"]["contents"]["_errors"]
        async with session.get(f"{sandbox.api_url}{where}?limits=3") as answer:
            assert answer.status == 400
        async with session.get(f"{sandbox.api_url}/users/@me", headers={"Authorization": "Bot x"}) as answer:
            assert (answer.status, await answer.json()) == (401, {"message": "401: Unauthorized", "code": 0})
        async with session.post(sandbox.api_url + where, data=b"{", headers=headers) as answer:
            assert (answer.status, (await answer.json())["code"]) == (400, 50109)
    said = " | ".join(sandbox.complaints)
    for word in ("guilds/@me/wishes", "contents", "limits", "token"):
        assert word in said
    assert len([r for r in caplog.records if r.levelname == "ERROR"]) == len(sandbox.complaints)
    assert sandbox.world.messages == {}
    sandbox.complaints.clear()


async def test_commands_are_kept_by_scope(sandbox: Sandbox) -> None:
    headers = {"Authorization": f"Bot {sandbox.token}"}
    app = f"{sandbox.api_url}/applications/{sandbox.world.application_id}"
    command = {"name": "one", "description": "One"}
    async with aiohttp.ClientSession(headers=headers) as session:
        for base in (f"{app}/commands", f"{app}/guilds/{sandbox.guild['id']}/commands"):
            async with session.post(base, json=command) as answer:
                made = await answer.json()
                assert answer.status == 201
            async with session.post(base, json=command) as answer:
                assert (answer.status, (await answer.json())["id"]) == (200, made["id"])
            one = f"{base}/{made['id']}"
            scope = None if base == f"{app}/commands" else sandbox.guild["id"]
            sandbox.world.commands.edit(scope, made["id"], {"description": "Changed"})
            async with session.get(base) as answer:
                assert [c["description"] for c in await answer.json()] == ["Changed"]
            async with session.put(base, json=[command, {"name": "two", "description": "Two"}]) as answer:
                assert [c["name"] for c in await answer.json()] == ["one", "two"]
            async with session.get(one) as answer:
                assert (await answer.json())["description"] == "One"
            async with session.delete(one) as answer:
                assert answer.status == 204
            async with session.get(one) as answer:
                assert (answer.status, (await answer.json())["code"]) == (404, 10063)
    assert [c["name"] for c in sandbox.world.commands.visible(sandbox.guild["id"])] == ["two", "two"]
