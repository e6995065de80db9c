"""Threads and private chats of the sandbox, through discord.py."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import discord
import pytest

from bot.sandbox import permissions
from tests.wire.browser import browsing

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.sandbox.person import Person
    from bot.sandbox.server import Sandbox
    from tests.wire.conftest import Clock, Running

PATIENCE = 10.0
THREADS = discord.Permissions(create_public_threads=True, create_private_threads=True)


class Listener(discord.Client):
    """A client that keeps what it hears of threads."""

    def __init__(self) -> None:
        super().__init__(
            intents=discord.Intents(guilds=True, messages=True),
            allowed_mentions=discord.AllowedMentions.none(),
            guild_ready_timeout=0.01,
        )
        self.heard: asyncio.Queue[tuple[str, int]] = asyncio.Queue()

    async def on_thread_create(self, thread: discord.Thread) -> None:
        self.heard.put_nowait(("created", thread.id))

    async def on_thread_join(self, thread: discord.Thread) -> None:
        self.heard.put_nowait(("joined", thread.id))

    async def on_raw_thread_update(self, event: discord.RawThreadUpdateEvent) -> None:
        archived = event.data["thread_metadata"]["archived"]
        self.heard.put_nowait(("archived" if archived else "updated", event.thread_id))

    async def on_raw_thread_delete(self, event: discord.RawThreadDeleteEvent) -> None:
        self.heard.put_nowait(("deleted", event.thread_id))

    async def next(self, what: str) -> int:
        """Give the thread of the next event of a kind."""
        async with asyncio.timeout(PATIENCE):
            while True:
                kind, own = await self.heard.get()
                if kind == what:
                    return own


@pytest.fixture
async def client(running: Running) -> AsyncIterator[Listener]:
    made = Listener()
    async with running(made):
        await made.wait_until_ready()
        yield made


def channel_of(client: discord.Client, sandbox: Sandbox) -> discord.TextChannel:
    found = client.get_channel(int(sandbox.channel["id"]))
    assert isinstance(found, discord.TextChannel)
    return found


def grant(sandbox: Sandbox, more: discord.Permissions) -> None:
    sandbox.permit_application(permissions.APPLICATION | more.value)


async def refused(coroutine: Any) -> tuple[int, int]:
    with pytest.raises(discord.HTTPException) as error:
        await coroutine
    return error.value.status, error.value.code


async def test_a_thread_is_made_written_in_listed_archived_and_deleted(
    client: Listener, sandbox: Sandbox
) -> None:
    channel = channel_of(client, sandbox)
    assert await refused(channel.create_thread(name="Daily", type=discord.ChannelType.public_thread)) == (
        403,
        50013,
    )
    grant(sandbox, THREADS | discord.Permissions(manage_threads=True))
    thread = await channel.create_thread(name="Daily", type=discord.ChannelType.public_thread)
    assert await client.next("created") == thread.id
    message = await thread.send("first")
    assert [one.content async for one in thread.history()] == ["first"]
    fetched = await client.fetch_channel(thread.id)
    assert isinstance(fetched, discord.Thread)
    assert (fetched.name, fetched.parent_id, fetched.message_count, fetched.member_count) == (
        "Daily",
        channel.id,
        1,
        1,
    )
    assert fetched.me is not None
    assert fetched.last_message_id == message.id
    assert [one.id for one in await channel.guild.active_threads()] == [thread.id]
    await thread.edit(archived=True, locked=True)
    assert await client.next("archived") == thread.id
    assert channel.guild.get_thread(thread.id) is None
    assert await channel.guild.active_threads() == []
    assert [one.id async for one in channel.archived_threads()] == [thread.id]
    await thread.edit(archived=False, name="Weekly")
    assert [one.name for one in await channel.guild.active_threads()] == ["Weekly"]
    await thread.leave()
    await thread.join()
    await thread.delete()
    assert await client.next("deleted") == thread.id
    assert await refused(client.fetch_channel(thread.id)) == (404, 10003)
    assert sandbox.world.history(str(thread.id)) == []


async def test_a_thread_on_a_message_shares_its_id_and_there_is_one(
    client: Listener, sandbox: Sandbox, anna: Person
) -> None:
    grant(sandbox, THREADS)
    message = await channel_of(client, sandbox).fetch_message(int(anna.write("hello")["id"]))
    thread = await message.create_thread(name="About it", auto_archive_duration=60)
    assert thread.id == message.id
    assert await refused(message.create_thread(name="Again")) == (400, 160004)


async def test_a_private_thread_is_seen_by_those_who_were_invited(
    client: Listener, sandbox: Sandbox, anna: Person
) -> None:
    hidden = int(sandbox.create_thread("Ours", owner=anna, private=True)["id"])
    assert await refused(client.fetch_channel(hidden)) == (403, 50001)
    guild = channel_of(client, sandbox).guild
    assert guild.get_thread(hidden) is None
    assert await guild.active_threads() == []
    grant(sandbox, discord.Permissions(manage_threads=True))
    assert [one.id for one in await guild.active_threads()] == [hidden]


async def test_writing_opens_an_archived_thread_again_and_joins_it(
    client: Listener, sandbox: Sandbox, anna: Person
) -> None:
    own = sandbox.create_thread("Daily", owner=anna)["id"]
    await client.next("created")
    sandbox.edit_thread(own, archived=True)
    await client.next("archived")
    where = client.get_partial_messageable(int(own))
    message = await where.send("here")
    await client.next("joined")
    assert sandbox.world.threads[own]["thread_metadata"]["archived"] is False
    sandbox.edit_thread(own, archived=True)
    assert await refused(message.edit(content="changed")) == (400, 50083)
    await message.delete()
    assert sandbox.world.history(own) == []


@pytest.mark.parametrize(("archived", "code"), [(True, 50083), (False, 160005)])
async def test_a_locked_thread_takes_nothing_but_from_its_moderators(
    client: Listener, sandbox: Sandbox, anna: Person, code: int, *, archived: bool
) -> None:
    own = sandbox.create_thread("Daily", owner=anna)["id"]
    where = client.get_partial_messageable(int(own))
    message = await where.send("here")
    sandbox.edit_thread(own, archived=archived, locked=True)
    assert await refused(where.send("there")) == (400, code)
    assert await refused(message.edit(content="changed")) == (400, code)
    grant(sandbox, discord.Permissions(manage_threads=True))
    await where.send("there")
    assert (await message.edit(content="changed")).content == "changed"


async def test_who_may_not_write_in_threads_is_refused_there_only(
    client: Listener, sandbox: Sandbox, anna: Person
) -> None:
    own = sandbox.create_thread("Daily", owner=anna)["id"]
    sandbox.permit_application(discord.Permissions(view_channel=True, send_messages=True))
    assert await refused(client.get_partial_messageable(int(own)).send("x")) == (403, 50013)
    await channel_of(client, sandbox).send("x")
    sandbox.permit_application(discord.Permissions(view_channel=True, send_messages_in_threads=True))
    await client.get_partial_messageable(int(own)).send("x")
    assert await refused(channel_of(client, sandbox).send("x")) == (403, 50013)


async def test_a_thread_is_archived_when_nobody_writes_for_its_time(
    client: Listener, sandbox: Sandbox, clock: Clock, anna: Person
) -> None:
    own = sandbox.create_thread("Daily", owner=anna, minutes=60)["id"]
    clock.advance(3000)
    anna.write("still here", own)
    clock.advance(3000)
    await client.fetch_channel(int(own))
    assert sandbox.world.threads[own]["thread_metadata"]["archived"] is False
    clock.advance(700)
    fetched = await client.fetch_channel(int(own))
    assert isinstance(fetched, discord.Thread)
    assert fetched.archived
    await client.next("archived")


async def test_active_threads_come_with_the_guild_and_go_with_their_channel(
    sandbox: Sandbox, running: Running, anna: Person
) -> None:
    own = int(sandbox.create_thread("Daily", owner=anna)["id"])
    over = sandbox.create_thread("Over", owner=anna)["id"]
    sandbox.edit_thread(over, archived=True)
    client = Listener()
    async with running(client):
        await client.wait_until_ready()
        guild = channel_of(client, sandbox).guild
        assert [one.id for one in guild.threads] == [own]
        sandbox.delete_channel(sandbox.channel["id"])
        await client.next("deleted")
    assert sandbox.world.threads == {}


async def test_a_private_chat_is_one_a_person_and_no_business_of_others(
    client: Listener, sandbox: Sandbox, anna: Person
) -> None:
    person = await client.fetch_user(int(anna.id))
    message = await person.send("only for you")
    await person.send("and this")
    assert len(sandbox.world.private) == 1
    assert [one["content"] for one in anna.messages] == ["only for you", "and this"]
    assert sandbox.person("Ben").messages == []
    assert message.guild is None
    assert (await message.edit(content="changed")).content == "changed"
    assert [one.content async for one in message.channel.history()] == ["and this", "changed"]


async def test_who_takes_no_private_messages_is_refused_and_a_nobody_too(
    client: Listener, sandbox: Sandbox, anna: Person
) -> None:
    sandbox.world.closed.add(anna.id)
    person = await client.fetch_user(int(anna.id))
    assert await refused(person.send("x")) == (403, 50007)
    assert await refused(client.create_dm(discord.Object(7))) == (400, 50033)
    assert anna.messages == []


async def test_the_page_makes_threads_writes_in_them_and_changes_them(sandbox: Sandbox) -> None:
    async with browsing(sandbox.url) as page:
        await page.state()
        await page.listen()
        status, told = await page.post("thread", channel_id=sandbox.channel["id"], name=" Daily ")
        assert status == 200
        own = told["channel_id"]
        shown = {"id": own, "name": "Daily", "parent_id": sandbox.channel["id"]}
        channels = await page.event("channels")
        assert channels[1] == {**shown, "archived": False, "locked": False}
        await page.post("message", channel_id=own, content="hello")
        assert (await page.event("message_create"))["_channel_id"] == own
        await page.post("thread", channel_id=own, archived=True, locked=True)
        assert (await page.event("channels"))[1] == {**shown, "archived": True, "locked": True}
        assert (await page.state())["channels"] == [
            channels[0],
            {**shown, "archived": True, "locked": True},
            channels[2],
        ]
        assert await page.post("message", channel_id=own, content="x") == (
            400,
            {"error": "Thread is archived"},
        )
        sandbox.delete_channel(own)
        assert await page.event("channels") == [channels[0], channels[2]]


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ({"channel_id": "7"}, "Unknown Channel"),
        ({}, "'name' must be a text"),
        ({"name": "  "}, "A thread needs a name"),
        ({"in_thread": True}, "archived or locked"),
        ({"in_thread": True, "archived": "yes"}, "archived or locked"),
    ],
)
async def test_a_senseless_change_of_a_thread_gets_a_sentence(
    sandbox: Sandbox, anna: Person, body: dict[str, object], sentence: str
) -> None:
    where = sandbox.channel["id"]
    if body.pop("in_thread", False):
        where = sandbox.create_thread("Daily", owner=anna)["id"]
    async with browsing(sandbox.url) as page:
        status, told = await page.post("thread", **{"channel_id": where, **body})
    assert status in {400, 404}
    assert sentence in told["error"]
