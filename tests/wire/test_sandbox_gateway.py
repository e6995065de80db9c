from __future__ import annotations

import asyncio
import json
import zlib
from typing import TYPE_CHECKING, Any, cast

import aiohttp
import discord
import pytest
import zstandard

from bot.sandbox.compression import compressor
from tests.wire.small_bot import SmallBot

if TYPE_CHECKING:
    from bot.sandbox.person import Person
    from bot.sandbox.server import Sandbox
    from tests.wire.conftest import Running

Socket = aiohttp.ClientWebSocketResponse
PROPERTIES = {"os": "linux", "browser": "test", "device": "test"}


class Raw:
    """A gateway client without discord.py, with the compression that the test names."""

    def __init__(self, socket: Socket, compress: str | None) -> None:
        self.socket = socket
        self._zlib = zlib.decompressobj()
        self._zstd = zstandard.ZstdDecompressor().decompressobj()
        self._compress = compress

    async def receive(self) -> dict[str, Any]:
        message = await self.socket.receive(timeout=10)
        if self._compress is None:
            assert message.type is aiohttp.WSMsgType.TEXT
            return cast("dict[str, Any]", json.loads(message.data))
        assert message.type is aiohttp.WSMsgType.BINARY
        stream = self._zlib if self._compress == "zlib-stream" else self._zstd
        return cast("dict[str, Any]", json.loads(stream.decompress(message.data)))

    async def send(self, op: int, data: object) -> None:
        await self.socket.send_json({"op": op, "d": data})

    async def close_code(self) -> int | None:
        while not self.socket.closed:
            await self.socket.receive(timeout=10)
        return self.socket.close_code


async def connect(session: aiohttp.ClientSession, sandbox: Sandbox, compress: str | None = None) -> Raw:
    query = {"v": "10", "encoding": "json"} | ({"compress": compress} if compress else {})
    raw = Raw(await session.ws_connect(sandbox.gateway_url, params=query, autoclose=True), compress)
    assert (await raw.receive())["op"] == 10
    return raw


def identity(sandbox: Sandbox, **changed: object) -> dict[str, object]:
    return {"token": sandbox.token, "properties": PROPERTIES, "intents": 1, **changed}


@pytest.mark.parametrize("compress", [None, "zlib-stream", "zstd-stream"])
async def test_each_compression_carries_the_whole_conversation(
    sandbox: Sandbox, compress: str | None
) -> None:
    async with aiohttp.ClientSession() as session:
        raw = await connect(session, sandbox, compress)
        await raw.send(2, identity(sandbox))
        ready, guild = await raw.receive(), await raw.receive()
        assert (ready["t"], ready["s"], guild["t"], guild["s"]) == ("READY", 1, "GUILD_CREATE", 2)
        assert ready["d"]["resume_gateway_url"] == sandbox.gateway_url
        assert [c["name"] for c in guild["d"]["channels"]] == ["general", "briefings"]
        await raw.send(1, 2)
        assert (await raw.receive())["op"] == 11


async def test_the_client_gets_the_compression_it_asks_for(
    sandbox: Sandbox, running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str | None] = []

    def noting(name: str | None) -> Any:
        asked.append(name)
        return compressor(name)

    monkeypatch.setattr("bot.sandbox.gateway.compressor", noting)
    async with running(SmallBot()):
        await sandbox.wait_for_commands()
    assert asked == ["zstd-stream"]


@pytest.mark.parametrize(
    ("op", "changed", "code"),
    [
        (2, {"token": "another"}, 4004),
        (2, {"intents": 1 << 30}, 4013),
        (2, {"intents": None}, 4013),
        (2, {"intents": 1 << 15}, 4014),
        (2, {"shard": [1, 2]}, 4010),
        (2, {"wish": 1}, 4002),
        (3, {}, 4003),
        (77, {}, 4001),
    ],
)
async def test_a_bad_payload_closes_with_discords_code(
    sandbox: Sandbox, op: int, changed: dict[str, object], code: int
) -> None:
    async with aiohttp.ClientSession() as session:
        raw = await connect(session, sandbox)
        await raw.send(op, identity(sandbox, **changed))
        assert await raw.close_code() == code
    assert len(sandbox.complaints) == 1
    sandbox.complaints.clear()


async def test_identifying_twice_and_no_json_close_too(sandbox: Sandbox) -> None:
    async with aiohttp.ClientSession() as session:
        raw = await connect(session, sandbox)
        await raw.send(2, identity(sandbox))
        await raw.send(2, identity(sandbox))
        assert await raw.close_code() == 4005
        raw = await connect(session, sandbox)
        await raw.socket.send_str("{")
        assert await raw.close_code() == 4002
    sandbox.complaints.clear()


async def test_a_session_resumes_with_what_it_missed(sandbox: Sandbox) -> None:
    async with aiohttp.ClientSession() as session:
        first = await connect(session, sandbox)
        await first.send(2, identity(sandbox))
        ready = await first.receive()
        await first.receive()
        await first.socket.close(code=4000)
        sandbox.dispatch("CHANNEL_UPDATE", sandbox.channel)
        second = await connect(session, sandbox)
        resume = {"token": sandbox.token, "session_id": ready["d"]["session_id"], "seq": 2}
        await second.send(6, resume)
        missed, resumed = await second.receive(), await second.receive()
        assert (missed["t"], missed["s"]) == ("CHANNEL_UPDATE", 3)
        assert (resumed["t"], resumed["s"]) == ("RESUMED", 4)
        await second.socket.close(code=1000)
        third = await connect(session, sandbox)
        await third.send(6, resume)
        answer = await third.receive()
        assert (answer["op"], answer["d"]) == (9, False)


async def test_the_client_resumes_after_reconnect_and_after_a_closed_socket(
    sandbox: Sandbox, running: Running, anna: Person
) -> None:
    bot = SmallBot()
    async with running(bot):
        await sandbox.wait_for_commands()
        (session_id,) = sandbox.gateway.sessions
        for shake in (sandbox.gateway.reconnect, lambda: sandbox.gateway.close(4000)):
            bot.resumed.clear()
            shake()
            async with asyncio.timeout(10):
                await bot.resumed.wait()
            assert list(sandbox.gateway.sessions) == [session_id]
        assert (await anna.command("say", text="still here")).text() == "still here"


async def test_an_invalid_session_makes_the_client_identify_anew(
    sandbox: Sandbox, running: Running, anna: Person
) -> None:
    async with running(SmallBot()):
        await sandbox.wait_for_commands()
        (old,) = sandbox.gateway.sessions
        sandbox.ready.clear()
        sandbox.gateway.invalidate(resumable=False)
        async with asyncio.timeout(10):
            await sandbox.ready.wait()
        assert old not in sandbox.gateway.sessions
        assert (await anna.command("say", text="anew")).text() == "anew"


async def test_a_refused_token_and_an_intent_not_granted_stop_the_client(sandbox: Sandbox) -> None:
    with sandbox.redirect():
        async with SmallBot() as bot:
            with pytest.raises(discord.LoginFailure):
                await bot.start("another")
        async with SmallBot(discord.Intents(guilds=True, message_content=True)) as bot:
            with pytest.raises(discord.PrivilegedIntentsRequired):
                await bot.start(sandbox.token)
    assert len(sandbox.complaints) == 2
    sandbox.complaints.clear()


async def test_messages_come_only_with_their_intents(
    sandbox: Sandbox, running: Running, anna: Person
) -> None:
    sandbox.gateway.privileged = 1 << 15
    wanted = {
        "none": discord.Intents(guilds=True),
        "messages": discord.Intents(guilds=True, guild_messages=True),
        "content": discord.Intents(guilds=True, guild_messages=True, message_content=True),
    }
    seen: dict[str, list[str]] = {}
    for name, intents in wanted.items():
        bot = SmallBot(intents)
        async with running(bot):
            await sandbox.wait_for_commands()
            anna.write("hear me")
            # The interaction comes after the message on the same socket, so nothing can still be under way.
            await anna.command("whisper", text="done")
            seen[name] = [bot.seen.get_nowait().content for _ in range(bot.seen.qsize())]
    assert seen == {"none": [], "messages": [""], "content": ["hear me"]}
